"""When a deed happens: the time expression of its own clause, else of the report's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from graphkit.dates import Tense, find_dates, resolve_date
from graphkit.extract.trees import VERBAL
from graphkit.records import Article, Precision
from graphkit.sentences import ParsedSentence, Token

CARRIED: Final = frozenset(
    {
        "dobj",
        "pobj",
        "prep",
        "attr",
        "nsubj",
        "nsubjpass",
        "xcomp",
        "conj",
        "acomp",
        "compound",
        "advcl",
    }
)
"""Relations by which a verb carries a deed below it: "held talks on Monday"."""
ENDS: Final = frozenset({"until", "till"})
"""Prepositions whose time is an end, not when the deed happens."""
PERFECT: Final = frozenset({"has", "have", "had"})
FUTURE: Final = frozenset({"will", "'ll", "’ll"})


class TimeReader:
    """Reads the time expressions of one sentence, once, against the article's date."""

    def __init__(self, parsed: ParsedSentence, article: Article) -> None:
        self._parsed = parsed
        self._article = article

    def of_deed(
        self, head: Token, *, report: Token | None
    ) -> tuple[dt.date | None, Precision | None]:
        """Returns the day and precision of the deed that a word bears, or (None, None).

        Args:
            head: the word.
            report: the verb that reports it ("said Friday"), whose time is the fallback.
        """
        for anchor in _anchors(head, report):
            for verb, expression in self._expressions:
                if verb is anchor:
                    found = resolve_date(
                        expression,
                        published=self._article.published,
                        published_precision=self._article.published_precision or "day",
                        tense=_tense(anchor),
                    )
                    if found is not None:
                        return found.date, found.precision
        return None, None

    @cached_property
    def _expressions(self) -> list[tuple[Token, str]]:
        """Each time expression with the verb it hangs on, or with its noun if that is nearer."""
        found: list[tuple[Token, str]] = []
        base = self._parsed.sentence.start
        for start, end, expression in find_dates(self._parsed.sentence.text):
            token = next((t for t in self._parsed.tokens if start <= t.start - base < end), None)
            if token is not None and token.head.lower not in ENDS:
                found.extend((anchor, expression) for anchor in _upwards(token))
        return found


def _upwards(token: Token) -> Iterator[Token]:
    """The heads of a time expression, up to its first verb."""
    while token.head is not token:
        token = token.head
        yield token
        if token.pos in VERBAL:
            return


def _anchors(head: Token, report: Token | None) -> Iterator[Token]:
    """The words whose time is the deed's: itself, the verbs that carry it, the report."""
    yield head
    t = head
    while t.head is not t and t.dep in CARRIED:
        t = t.head
        if t.pos in VERBAL:
            yield t
    if report is not None:
        yield report


def _tense(verb: Token) -> Tense:
    auxiliaries = {c.lower for c in verb.children if c.dep == "aux"}
    if verb.tag == "VBD" or auxiliaries & PERFECT:
        return "past"
    return "future" if auxiliaries & FUTURE else None
