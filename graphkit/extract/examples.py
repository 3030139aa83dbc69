"""Annotated articles and marked sentences -> examples for the pair classifier.

The mentions are those that extraction itself would pair, so that the classifier is trained on what
it will meet; a gold mention that the resolver misses is added as annotated, but not marked: a mark
would tell that something is stated of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from spacy.language import Language

from graphkit.extract.deciding import kind_of, proposals
from graphkit.extract.pairing import Stretch, ordered_pairs, place_of
from graphkit.extract.reading import ArticleReading, Extractor, SentenceReading
from graphkit.model.examples import Example, Label
from graphkit.records import Article, Statement
from graphkit.sentences import ParsedSentence, parse_articles

Row = Mapping[str, Any]


@dataclass
class Mentioned:
    """The mentions of one sentence, gold ones added as they come."""

    stretches: list[Stretch]
    kinds: list[str]
    names: list[str]
    found: int
    """How many of them extraction found: the first ones."""

    def index(self, start: int, end: int, kind: str, name: str) -> int:
        """Returns the number of a gold mention, a new one if extraction has none there."""
        found = place_of(self.stretches, start, end, (name,))
        if found is None or (found >= self.found and name not in self.stretches[found].called):
            self.stretches.append(Stretch((start, end), (start, end), frozenset({name})))
            self.kinds.append(kind)
            self.names.append(name)
            found = len(self.stretches) - 1
        return found

    def alike(self, number: int) -> list[int]:
        """Returns those whom the same words mean: "the two leaders"."""
        own = self.stretches[number].own
        return [n for n, s in enumerate(self.stretches) if s.own == own]


class ExampleMaker:
    """Makes examples with one model and extractor."""

    def __init__(self, nlp: Language, extractor: Extractor) -> None:
        self._nlp = nlp
        self._extractor = extractor

    def of_corpus(self, articles: Iterable[Article], gold: Iterable[Row]) -> Iterator[Example]:
        """Yields an example for each sentence of annotated articles, in order.

        Args:
            articles: the articles.
            gold: their statements; sides with `start` and `end` in the article's text.
        """
        by_article: dict[str, list[Row]] = {}
        for row in gold:
            by_article.setdefault(row["doc"], []).append(row)
        for parsed in parse_articles(self._nlp, articles, furniture=self._extractor.furniture):
            reading = ArticleReading(self._extractor, parsed)
            rows = by_article.get(parsed.article.id, [])
            for index, sentence in enumerate(parsed.sentences):
                found = list(reading.read_sentence(index))
                here = [r for r in rows if _stands_in(r, sentence)]
                yield self._example(reading, index, found, here)

    def of_marked(
        self, sentences: Iterable[tuple[str, str, tuple[int, int], tuple[int, int], Row]]
    ) -> Iterator[Example]:
        """Yields an example for each (id, text, first span, second span, what is known)."""
        rows = list(sentences)
        articles = (Article(id=r[0], text=r[1]) for r in rows)
        for row, parsed in zip(rows, parse_articles(self._nlp, articles), strict=True):
            reading = ArticleReading(self._extractor, parsed)
            proposals = [s for n in range(len(parsed.sentences)) for s in reading.read_sentence(n)]
            yield _marked(row, proposals)

    def _example(
        self, reading: ArticleReading, index: int, found: Sequence[Statement], gold: Sequence[Row]
    ) -> Example:
        sentence = reading.sentences[index]
        base = sentence.sentence.start
        standing = SentenceReading(reading, index).standing()
        pairs = ordered_pairs(standing)
        mentioned = Mentioned(
            [s.stretch(base) for s in standing],
            [kind_of(s) for s in standing],
            [s.mention.name for s in standing],
            found=len(standing),
        )
        labels = list(_labels(gold, mentioned, base))
        known = set(pairs)
        pairs += [
            p for p in dict.fromkeys((la.subject, la.object) for la in labels) if p not in known
        ]
        return Example(
            doc=reading.article.id,
            text=sentence.sentence.text,
            spans=tuple(s.own for s in mentioned.stretches),
            kinds=tuple(mentioned.kinds),
            names=tuple(mentioned.names),
            found=mentioned.found,
            pairs=tuple(pairs),
            labels=tuple(labels),
            proposals=tuple(proposals(found, mentioned.stretches, base)),
        )


def _stands_in(row: Row, sentence: ParsedSentence) -> bool:
    """True if the statement's offsets lie in the sentence."""
    starts = [row[side]["start"] for side in ("subject", "object")]
    known = [s for s in starts if s is not None]
    return bool(known) and all(sentence.sentence.start <= s < sentence.sentence.end for s in known)


def _labels(gold: Iterable[Row], mentioned: Mentioned, base: int) -> Iterator[Label]:
    for row in gold:
        sides = (row["subject"], row["object"])
        if any(side["start"] is None for side in sides):
            continue
        subject, target = (
            mentioned.index(s["start"] - base, s["end"] - base, s["kind"], s["name"]) for s in sides
        )
        one_phrase = sides[0]["start"] == sides[1]["start"] and sides[0]["end"] == sides[1]["end"]
        for a, b in _ends(subject, target, mentioned if one_phrase else None):
            yield Label(
                subject=a, object=b, relation=row["relation"], negated=row["negated"],
                status=row["status"], optional=row.get("optional", False),
            )  # fmt: skip


def _ends(subject: int, target: int, alike: Mentioned | None) -> Iterator[tuple[int, int]]:
    """Yields who stands in a relation: two, or all whom one phrase means, each with each."""
    if subject != target:
        yield subject, target
    elif alike is not None:
        yield from permutations(alike.alike(subject), 2)


def _marked(
    row: tuple[str, str, tuple[int, int], tuple[int, int], Row], found: Sequence[Statement]
) -> Example:
    id_, text, first, second, known = row
    stretches = [Stretch(first, first), Stretch(second, second)]
    kinds = ["group", "group"]
    for s in found:  # the kinds are known where extraction met the two
        for side in (s.subject, s.object):
            if side.start is None or side.end is None:
                continue
            n = place_of(stretches, side.start, side.end)
            if n is not None:
                kinds[n] = side.kind
    return Example(
        doc=id_, text=text, spans=(first, second), kinds=tuple(kinds), names=("", ""),
        pairs=((0, 1), (1, 0)), proposals=tuple(proposals(found, stretches, 0)), closed=False,
        root=known.get("root"), sentiment=known.get("sentiment"),
    )  # fmt: skip
