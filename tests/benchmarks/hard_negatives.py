"""Sentences that name two political actors and state no relation: how many yield a statement?

    python -m tests.benchmarks.hard_negatives --corpus NEWS draw --seed 20261126
    python -m tests.benchmarks.hard_negatives --corpus NEWS measure

`draw` prints candidates as JSON Lines (article, start, end, text) for a reader who has not seen
what the extraction makes of them; those that he reads as stating no relation stand in
`hard_negatives.csv`: article ids and offsets only, for the corpus is not part of this repository.
`measure` extracts the articles whole and prints the share of these sentences that yield a
statement, at most 5 %, with each one that does.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from spacy.language import Language

from graphkit.articles import read_articles
from graphkit.extract.reading import ArticleReading, Extractor
from graphkit.model.running import PairModel, shipped_weights
from graphkit.ontology import load_ontology
from graphkit.records import Article, Statement
from graphkit.sentences import load_model, parse_article

LISTED = Path(__file__).with_name("hard_negatives.csv")
LIMIT = 0.05
SHORTEST, LONGEST = 40, 400
"""Characters of a sentence that is worth reading."""


class Spot(NamedTuple):
    """Where a sentence stands: article, start, end (exclusive)."""

    article: str
    start: int
    end: int

    def hits(self, found: Mapping[str, Iterable[Statement]]) -> list[Statement]:
        """Returns the statements of its article that lie in the sentence."""
        return [s for s in found[self.article] if s.start < self.end and self.start < s.end]


def listed_spots() -> list[Spot]:
    """Returns the listed sentences."""
    with LISTED.open(encoding="utf-8", newline="") as handle:
        rows = csv.DictReader(handle)
        return [Spot(r["article"], int(r["start"]), int(r["end"])) for r in rows]


def listed_articles(corpus: Path, spots: Iterable[Spot]) -> list[Article]:
    """Returns the articles of the listed sentences, by id; ends where the corpus lacks one."""
    wanted = {spot.article for spot in spots}
    found = [a for a in articles_of(corpus) if a.id in wanted]
    if len(found) < len(wanted):
        lacking = len(wanted) - len(found)
        sys.exit(f"{corpus}: {lacking} listed articles are not in this corpus")
    return found


def articles_of(corpus: Path) -> list[Article]:
    """Returns the corpus's articles, by id."""
    return sorted(read_articles([corpus], on_skip=lambda _: None), key=lambda a: a.id)


def political(nlp: Language, extractor: Extractor, article: Article) -> Iterator[tuple[int, int]]:
    """Yields (start, end) of the sentences that name two political actors."""
    parsed = parse_article(nlp, article, furniture=extractor.furniture)
    reading = ArticleReading(extractor, parsed)
    for index, sentence in enumerate(parsed.sentences):
        list(reading.read_sentence(index))
        resolver = reading.resolver(index)
        actors = {
            r.mention.id
            for t in sentence.tokens
            if t.pos in ("NOUN", "PROPN")
            for r in resolver.resolve(t)
            if r.is_actor and r.how in ("name", "person", "organ", "office")
        }
        span = sentence.sentence
        if len(actors) > 1 and SHORTEST <= span.end - span.start <= LONGEST:
            yield span.start, span.end


def draw(corpus: Path, *, seed: int, count: int) -> None:
    """Prints candidates: one sentence of each article in random order."""
    articles = articles_of(corpus)
    chance = random.Random(seed)
    chance.shuffle(articles)
    ontology = load_ontology()
    nlp, extractor = load_model(lemmas=ontology.lemmas), Extractor(ontology)
    drawn = 0
    for article in articles:
        spots = list(political(nlp, extractor, article))
        if not spots:
            continue
        start, end = chance.choice(spots)
        row = {"article": article.id, "start": start, "end": end, "text": article.text[start:end]}
        print(json.dumps(row, ensure_ascii=False), flush=True)
        drawn += 1
        if drawn == count:
            return


def measure(corpus: Path, weights: Path | None) -> float:
    """Prints the sentences that yield a statement; returns their share."""
    listed = listed_spots()
    ontology = load_ontology()
    nlp, extractor = (
        load_model(lemmas=ontology.lemmas),
        Extractor(ontology, PairModel(weights) if weights else None),
    )
    found: dict[str, Sequence[Statement]] = {
        a.id: extractor.extract(parse_article(nlp, a, furniture=extractor.furniture))
        for a in listed_articles(corpus, listed)
    }
    wrong = 0
    for spot in listed:
        hits = spot.hits(found)
        wrong += bool(hits)
        for s in hits:
            ends = f"{s.subject.name} | {s.relation} | {s.object.name}"
            cue = f"{s.evidence['cue']}\t{s.confidence:.2f}"
            print(f"{spot.article}\t{spot.start}\t{ends}\t{cue}\t{s.text}")
    share = wrong / len(listed)
    print(f"{wrong} of {len(listed)} sentences without a relation yield a statement: {share:.1%}")
    return share


def main() -> None:
    """Draws or measures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="news articles as JSON Lines")
    actions = parser.add_subparsers(dest="action", required=True)
    drawing = actions.add_parser("draw", help="print candidates to be read")
    drawing.add_argument("--seed", type=int, default=20261126)
    drawing.add_argument("--count", type=int, default=900)
    measuring = actions.add_parser("measure", help="print the share that yields a statement")
    measuring.add_argument("--classifier", action="store_true", help="with the shipped weights")
    arguments = parser.parse_args()
    if arguments.action == "draw":
        draw(arguments.corpus, seed=arguments.seed, count=arguments.count)
    elif measure(arguments.corpus, shipped_weights() if arguments.classifier else None) > LIMIT:
        sys.exit(1)


if __name__ == "__main__":
    main()
