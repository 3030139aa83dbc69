"""An article's text -> its quoted stretches, over paragraphs too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.sentences import Token

QUOTE: Final = re.compile(r"\"|“|”|``|''|„|«|»")
OPENING: Final = frozenset({"“", "``", "„", "«"})
CLOSING: Final = frozenset({"”", "''", "»"})


@dataclass(frozen=True, order=True)
class Quotation:
    """One quoted stretch, its marks included; `closed` is False where the closing one lacks."""

    start: int
    end: int
    closed: bool = True


class Quotations:
    """The quoted stretches of an article, in order."""

    def __init__(self, text: str) -> None:
        self.spans: Sequence[Quotation] = list(_quoted(text))
        self._starts = [q.start for q in self.spans]

    def at(self, offset: int) -> Quotation | None:
        """Returns the quotation that the character at the offset stands in, marks included."""
        at = bisect_right(self._starts, offset) - 1
        return self.spans[at] if at >= 0 and offset < self.spans[at].end else None

    def within(self, start: int, end: int) -> list[Quotation]:
        """Returns the quotations that overlap a stretch, in order."""
        return [q for q in self.spans if q.start < end and q.end > start]

    def before(self, quotation: Quotation) -> Quotation | None:
        """Returns the quotation before one, if there is any."""
        at = self._starts.index(quotation.start)
        return self.spans[at - 1] if at else None


def _quoted(text: str) -> Iterator[Quotation]:
    """Yields quotations, paragraph by paragraph; an unclosed one runs to its paragraph's end.

    A quotation that the next paragraph goes on with (an opening mark of its own, or a closing mark
    that nothing opened) is continued there.
    """
    carried = False
    for paragraph in re.finditer(r"[^\n]+", text):
        begin: int | None = None
        marks = list(QUOTE.finditer(paragraph.group()))
        if carried and marks and _closes(paragraph.group(), marks[0]):
            begin = paragraph.start()
        for mark in marks:
            at = paragraph.start() + mark.start()
            if begin is None and mark.group() not in CLOSING:
                begin = at
            elif begin is not None and mark.group() not in OPENING:
                yield Quotation(begin, at + len(mark.group()))
                begin = None
        carried = begin is not None
        if begin is not None:
            yield Quotation(begin, paragraph.end(), closed=False)


def _closes(paragraph: str, mark: re.Match[str]) -> bool:
    """True if the paragraph's first mark ends a quotation: it follows a word or a stop."""
    if mark.group() in CLOSING:
        return True
    return mark.start() > 0 and mark.group() == '"' and paragraph[mark.start() - 1] in ".,?!…—"


def run_of(tokens: Sequence[Token], at: int, quotations: Quotations) -> range:
    """Returns the tokens of the sentence that stand in the same quotation as one of them."""
    quotation = quotations.at(tokens[at].start)
    inside = [t.i for t in tokens if quotation and quotation.start <= t.start < quotation.end]
    return range(inside[0], inside[-1] + 1) if inside else range(at, at + 1)
