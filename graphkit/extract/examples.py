"""Annotated articles and marked sentences -> examples for the pair classifier.

The mentions are those that extraction itself would pair, so that the classifier is trained on what
it will meet; a gold mention that the resolver misses is added as annotated, but not marked: a mark
would tell that something is stated of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.language import Language

from graphkit.extract.deciding import closest, kind_of, proposals
from graphkit.extract.pairing import ordered_pairs
from graphkit.extract.reading import ArticleReading, Extractor, SentenceReading
from graphkit.model.examples import Example, Label
from graphkit.records import Article, Statement
from graphkit.sentences import ParsedSentence, parse_articles

Row = Mapping[str, Any]


@dataclass
class Spans:
    """The mentions of one sentence as spans in its text, gold ones added as they come."""

    spans: list[tuple[int, int]]
    kinds: list[str]
    names: list[str]

    def find(self, start: int, end: int) -> int | None:
        """Returns the span that shares most with a stretch: a third of the longer at least."""
        return closest(self.spans, start, end)

    def index(self, start: int, end: int, kind: str, name: str) -> int:
        """Returns the span of a gold mention, a new one if there is none."""
        found = self.find(start, end)
        if found is None:
            self.spans.append((start, end))
            self.kinds.append(kind)
            self.names.append(name)
            found = len(self.spans) - 1
        return found


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
        spans = Spans(
            [((s.mention.start or 0) - base, (s.mention.end or 0) - base) for s in standing],
            [kind_of(s) for s in standing],
            [s.mention.name for s in standing],
        )
        labels = list(_labels(gold, spans, base))
        known = set(pairs)
        pairs += [
            p for p in dict.fromkeys((la.subject, la.object) for la in labels) if p not in known
        ]
        return Example(
            doc=reading.article.id,
            text=sentence.sentence.text,
            spans=tuple(spans.spans),
            kinds=tuple(spans.kinds),
            names=tuple(spans.names),
            found=len(standing),
            pairs=tuple(pairs),
            labels=tuple(labels),
            proposals=tuple(proposals(found, spans.spans, base)),
        )


def _stands_in(row: Row, sentence: ParsedSentence) -> bool:
    """True if the statement's offsets lie in the sentence."""
    starts = [row[side]["start"] for side in ("subject", "object")]
    known = [s for s in starts if s is not None]
    return bool(known) and all(sentence.sentence.start <= s < sentence.sentence.end for s in known)


def _labels(gold: Iterable[Row], spans: Spans, base: int) -> Iterator[Label]:
    for row in gold:
        sides = (row["subject"], row["object"])
        if any(side["start"] is None for side in sides):
            continue
        subject, target = (
            spans.index(s["start"] - base, s["end"] - base, s["kind"], s["name"]) for s in sides
        )
        if subject != target:
            yield Label(
                subject=subject, object=target, relation=row["relation"], negated=row["negated"],
                status=row["status"], optional=row.get("optional", False),
            )  # fmt: skip


def _marked(
    row: tuple[str, str, tuple[int, int], tuple[int, int], Row], found: Sequence[Statement]
) -> Example:
    id_, text, first, second, known = row
    spans = Spans([first, second], ["group", "group"], ["", ""])
    for s in found:  # the kinds are known where extraction met the two
        for side in (s.subject, s.object):
            if side.start is None or side.end is None:
                continue
            n = spans.find(side.start, side.end)
            if n is not None:
                spans.kinds[n] = side.kind
    return Example(
        doc=id_, text=text, spans=(first, second), kinds=tuple(spans.kinds), names=("", ""),
        pairs=((0, 1), (1, 0)), proposals=tuple(proposals(found, spans.spans, 0)), closed=False,
        root=known.get("root"), sentiment=known.get("sentiment"),
    )  # fmt: skip
