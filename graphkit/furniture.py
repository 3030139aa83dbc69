"""Article text -> the same text with blanks for what is no prose of the article.

Pages that were saved from the web carry captions, teasers of videos, links to other articles, share
lines and hashtags between their paragraphs, and some run them into a sentence.  Offsets hold: every
character that goes leaves a blank.  The words that tell such lines are rows of `furniture.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

LINE_END: Final = re.compile(r"""[.?!;…"”’')\]]\s*$""")
"""A line of prose ends so; headings and links do not."""
DATELINE_WITHIN: Final = re.compile(
    r"(?<=\s)[A-Z][A-Z.'’/ -]{2,}(?:\([A-Z]\w+\)\s)?\s?[–—]\s(?=\S)"
)
"""After a link that was run into the first paragraph: "See also ... LIMA — The envoy"."""
LONGEST_CREDIT: Final = 80
"""Characters of the longest name and agency behind "(AP Photo/"."""
LINK_STRING: Final = re.compile(
    r"\b([A-Z][\w’'-]+)(?:\s\(?[A-Z][\w.’'-]*\)?){0,5}?\s\1(?=[A-Z0-9])[^\n]{10,600}?\sMORE\b"
)
"""A surname, the whole name once more with headlines stuck to it, and "MORE"."""
PLACE_OF_AGENCY: Final = r"\s*[A-Z][\w.'’ -]{1,30}(?:,\s[A-Z][\w.]+)?\s"
"""What stands before the agency in a dateline without a dash: "Brussels (CNN) The envoy"."""
ADDRESS: Final = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/)\S+")
HASHTAGS: Final = re.compile(
    r"(?<=\s)#\w+(?:\s+#\w+)*(?=\s*(?:$|[—–]|https?:|pic\.))", re.MULTILINE
)
"""Behind a message, where they are no words of it: "... on Monday #Lima #talks — Desk (@desk)"."""


class Furniture:
    """Finds what is no prose of an article."""

    def __init__(self, rows: Mapping[str, Collection[str]]) -> None:
        """Takes the words of `furniture.csv` by kind: `line`, `label`, `credit`, `agency`."""
        self._line = _opening(rows.get("line", ()))
        self._label = _opening(rows.get("label", ()))
        agency = _either(rows.get("agency", ()))
        self._dateline = re.compile(rf"{PLACE_OF_AGENCY}\({agency}\)\s+(?=[\w“\"‘])")
        credit = _either(rows.get("credit", ()))
        self._credit = re.compile(rf"(?:[(.]|^|\s){credit}[^\n]{{0,{LONGEST_CREDIT}}}$")

    def blank_out(self, text: str) -> str:
        """Returns the text, as long as before, with blanks for its furniture.

        Example:
            >>> Furniture({"line": {"Read more"}}).blank_out("Read more: Talks\\nThey met.")
            '                \\nThey met.'
        """
        parts: list[str] = []
        last = 0
        for start, end in self._stretches(text):
            parts += [text[last:start], " " * (end - start)]
            last = end
        return "".join([*parts, text[last:]])

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        linked = False
        for line in re.finditer(r"[^\n]*\S[^\n]*", text):
            length = self._furniture_length(line.group())
            if not length and linked and not LINE_END.search(line.group()):
                length = len(line.group())  # the next of a list of links
            linked = length == len(line.group())
            if length:
                yield line.start(), line.start() + length
            yield from _spliced(text, line.start() + length, line.end())

    def _furniture_length(self, line: str) -> int:
        """How many characters at the start of a line are furniture."""
        if self._line.match(line):
            prose = DATELINE_WITHIN.search(line)
            return prose.start() if prose else len(line)
        if self._credit.search(line):
            return len(line)
        label = self._label.match(line) or self._dateline.match(line)
        return label.end() if label else 0


def _spliced(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields what is run into a line of prose, in order."""
    found = [(m.end(1), m.end()) for m in LINK_STRING.finditer(text, start, end)]
    found += [m.span() for rule in (ADDRESS, HASHTAGS) for m in rule.finditer(text, start, end)]
    last = start
    for first, after in sorted(found):
        if first >= last:
            yield first, after
            last = after


def _either(words: Collection[str]) -> str:
    """A pattern for one of some words; with none, one that nothing fits."""
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if words else r"(?!)"


def _opening(words: Collection[str]) -> re.Pattern[str]:
    """A pattern for a line that opens with one of some words, bullets and brackets aside."""
    return re.compile(rf"[\s(\[•*>_-]*{_either(words)}(?![\w’'])\s*:?", re.IGNORECASE)
