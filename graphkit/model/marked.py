"""Files of sentences with two marked mentions -> what they say of the two.

Two public forms: PLV pairs (JSON Lines, `marked` with <s> and <t>, `event` a PLOVER root in its
older name) and directed sentiment (tab-separated: a sentence with two [bracketed] entities, the
entities, a class).  Source: Hu et al. (2024), Leveraging codebook knowledge with NLI and ChatGPT
for zero-shot political relation classification, ACL; Park, Pan and Joo (2021), Who blames or
endorses whom? Entity-to-entity directed sentiment extraction in news text, Findings of ACL.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graphkit.errors import TrainingError
from graphkit.model.targets import ROOTS

CLASSES: Final = 5
"""Of directed sentiment: neutral, p for q, q for p, p against q, q against p."""
_NEWER: Final = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
"""PLOVER roots of today that the older name covers."""
TAG: Final = re.compile(r"</?[st]>")
BRACKET: Final = re.compile(r"[\[\]]")

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class MarkedSentence:
    """A sentence, the characters of its two mentions, and what is known of them.

    `root` is the PLOVER root of what the first does to the second, `sentiment` the class of
    directed sentiment; one of the two is None.
    """

    id: str
    text: str
    first: Span
    second: Span
    root: str | None = None
    sentiment: int | None = None


def read_pairs(path: Path) -> Iterator[MarkedSentence]:
    """Yields the sentences of a file of PLV pairs; a side without tags is the whole sentence.

    Raises:
        TrainingError: the file cannot be read, or a line is malformed.
    """
    for number, line in _lines(path):
        where = f"{path}:{number}"
        row = _object(line, where)
        text, tags = without_marks(TAG, row["marked"])
        places = dict(tags)
        if not places:
            raise TrainingError("no mention is marked", where=where, remedy="tag it <s>...</s>")
        first, second = (_side(places, tag, text=text, where=where) for tag in "st")
        root = _root(row["event"], where)
        yield MarkedSentence(id=f"pair-{number}", text=text, first=first, second=second, root=root)


def read_sentiment(path: Path) -> Iterator[MarkedSentence]:
    """Yields the sentences of a file of directed sentiment.

    A bracket may end in mid-word ("[Los Angele]s"): the mention reaches to the word's end.

    Raises:
        TrainingError: the file cannot be read, or a line is malformed.
    """
    for number, line in _lines(path):
        where = f"{path}:{number}"
        cells = line.split("\t")
        if len(cells) != 4:
            raise TrainingError(
                f"{len(cells)} cells instead of 4", where=where,
                remedy="sentence, first entity, second entity and class, separated by tabs",
            )  # fmt: skip
        text, spans = _unbracketed(cells[0])
        if len(spans) != 2:
            raise TrainingError(
                f"{len(spans)} entities in [brackets] instead of 2", where=where,
                remedy="bracket the two entities",
            )  # fmt: skip
        if cells[3].strip() not in map(str, range(CLASSES)):
            raise TrainingError(f"no such class as {cells[3]!r}", where=where, remedy="0 to 4")
        yield MarkedSentence(
            id=f"sentiment-{number}", text=text, first=to_word_end(text, spans[0]),
            second=to_word_end(text, spans[1]), sentiment=int(cells[3]),
        )  # fmt: skip


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yields the lines that are not blank, with their numbers."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield number, line.rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise TrainingError("is not UTF-8", where=str(path), remedy="convert it") from error
    except OSError as error:
        raise TrainingError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _object(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise TrainingError(f"malformed JSON: {error}", where=where) from error
    for name in ("marked", "event"):
        if not isinstance(row, dict) or not isinstance(row.get(name), str):
            raise TrainingError(
                f"no text under {name!r}", where=where, remedy="give an object with marked, event"
            )
    found: dict[str, Any] = row
    return found


def without_marks(marks: re.Pattern[str], marked: str) -> tuple[str, list[tuple[str, int]]]:
    """Returns a text without its marks, and each mark with where it stood in what is left."""
    text, end, found = "", 0, list[tuple[str, int]]()
    for mark in marks.finditer(marked):
        text += marked[end : mark.start()]
        found.append((mark.group(), len(text)))
        end = mark.end()
    return text + marked[end:], found


def _side(places: dict[str, int], tag: str, *, text: str, where: str) -> Span:
    start, end = places.get(f"<{tag}>"), places.get(f"</{tag}>")
    if start is None and end is None:
        return 0, len(text)
    if start is None or end is None or start >= end:
        raise TrainingError(
            f"<{tag}> and </{tag}> do not enclose a mention", where=where, remedy="mend the tags"
        )
    return start, end


def _root(event: str, where: str) -> str:
    root = _NEWER.get(event, event)
    if root not in ROOTS:
        near = difflib.get_close_matches(event, ROOTS, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"one of {', '.join(ROOTS)}"
        raise TrainingError(f"unknown PLOVER root {event!r}", where=where, remedy=remedy)
    return root


def _unbracketed(marked: str) -> tuple[str, list[Span]]:
    """Returns the text without its brackets, and the characters that each pair enclosed."""
    text, brackets = without_marks(BRACKET, marked)
    spans: list[Span] = []
    start: int | None = None
    for bracket, at in brackets:
        if bracket == "[":
            start = at
        elif start is not None:
            spans.append((start, at))
            start = None
    return text, spans


def to_word_end(text: str, span: Span) -> Span:
    """Returns a span that reaches to the end of its last word: "[Los Angele]s"."""
    start, end = span
    while end < len(text) and text[end].isalpha():
        end += 1
    return start, end
