"""Reads short texts for tests, and writes what was found as lines that a table can hold.

A statement is written field by field: subject, relation, object, `not` where it is denied, and its
status where that is not `actual`: `Joe Biden | meets | Xi Jinping | not | planned`.  The two sides
of a symmetric relation stand in alphabetical order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import pytest
from _pytest.mark.structures import ParameterSet
from spacy.language import Language

from graphkit.extract.reading import ArticleReading, Extractor, SentenceReading
from graphkit.extract.referents import Referent
from graphkit.extract.trees import VERBAL, ancestors
from graphkit.records import Article, Mention, Statement
from graphkit.sentences import ParsedArticle, ParsedSentence, Token, parse_article

DAY = dt.date(2023, 3, 20)
LINKS = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT"})
"""Words that head no phrase."""
MARKED = re.compile(r"\[(.+?)\]", re.DOTALL)


@dataclass(frozen=True)
class Reader:
    """The whole extraction over short texts, with one model for all tests."""

    nlp: Language
    extractor: Extractor

    def parse(self, text: str, *, day: dt.date | None = DAY) -> ParsedArticle:
        """Returns the parsed text."""
        article = Article(
            id="t", text=text, published=day, published_precision="day" if day else None
        )
        return parse_article(self.nlp, article, furniture=self.extractor.furniture)

    def read(self, text: str, *, day: dt.date | None = DAY) -> list[Statement]:
        """Returns the statements of a text."""
        return self.extractor.extract(self.parse(text, day=day))

    def lines(self, text: str, *, day: dt.date | None = DAY) -> set[str]:
        """Returns the statements of a text as lines."""
        relations = self.extractor.ontology.relations
        return {line(s, relations[s.relation].symmetric) for s in self.read(text, day=day)}

    def referents(self, marked: str, *, place: bool, day: dt.date | None) -> list[Referent]:
        """Returns whom the phrase in [square brackets] means, after all that precedes it."""
        mark = MARKED.search(marked)
        assert mark is not None, f"no phrase is marked in {marked!r}"
        text = marked[: mark.start()] + mark.group(1) + marked[mark.end() :]
        start, end = mark.start(), mark.start() + len(mark.group(1))
        parsed = self.parse(text, day=day)
        reading = ArticleReading(self.extractor, parsed)
        for index, sentence in enumerate(parsed.sentences):
            if start >= sentence.sentence.end:
                list(reading.read_sentence(index))
                continue
            reading.memory.begin_sentence()
            heads = heads_of(sentence, start, end)
            found = [r for h in heads for r in meant(reading, index, h, place=place)]
            return [r for r in found if r.mention.start is None or r.mention.start < end]
        raise AssertionError("the phrase stands in no sentence")


def meant(reading: ArticleReading, index: int, head: Token, *, place: bool) -> list[Referent]:
    """Returns whom a phrase means to the extraction, which knows who says "we" there."""
    sentence = SentenceReading(reading, index)
    verb = next((t for t in (head, *ancestors(head)) if t.pos in VERBAL), head)
    sentence.resolver.speaker = sentence.speaker_at(verb)
    return sentence.resolver.resolve(head, place=place)


def heads_of(sentence: ParsedSentence, start: int, end: int) -> list[Token]:
    """Returns the words of a stretch of text that hang on a word outside it."""
    inside = [t for t in sentence.tokens if start <= t.start < end]
    heads = [t for t in inside if t.head not in inside or t.head is t]
    return [t for t in heads if t.pos not in LINKS] or heads


def called(mention: Mention, expected: str) -> str:
    """Returns the mention's key where a key is expected, else its name."""
    return mention.id if ":" in expected else mention.name


def line(statement: Statement, symmetric: bool) -> str:
    """Returns one statement as a line."""
    names = [statement.subject.name, statement.object.name]
    if symmetric:
        names.sort()
    parts = [names[0], statement.relation, names[1]]
    parts += ["not"] if statement.negated else []
    parts += [statement.status] if statement.status != "actual" else []
    return " | ".join(parts)


def differences(found: set[str], expected: Iterable[str]) -> str:
    """Returns what is lacking and what is too much; "?" marks a statement that may be absent."""
    wanted = {e for e in expected if not e.startswith("?")}
    allowed = wanted | {e.removeprefix("? ") for e in expected}
    lacking = [f"- {e}" for e in sorted(wanted - found)]
    return "\n".join(lacking + [f"+ {e}" for e in sorted(found - allowed)])


def row(name: str, *values: object) -> ParameterSet:
    """One row of a table, with its id."""
    return pytest.param(*values, id=name)


def miss(reason: str, name: str, *values: object) -> ParameterSet:
    """A row that the extraction is known to get wrong, and why: make it a `row` once mended."""
    return pytest.param(*values, id=name, marks=pytest.mark.xfail(strict=True, reason=reason))
