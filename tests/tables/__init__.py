r"""Tables of sentences with what a careful reader finds in them, written without the extraction.

A block is an id, a text (`\n` marks a new paragraph) and one expectation a line; blocks are parted
by an empty line.  A statement reads `subject | relation | object`, then `not`, a status and
` @ speaker` where they are not the default; the first one is the one that is tested, and those
after `? ` may be absent.  A mention is a text with one phrase in [square brackets], and the names
it means, joined by ` + `, or `-` where it must stay unresolved.  An ISO day after the id is the
article's; `! reason` as last line marks a known miss.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.readers import DAY

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Block:
    """One row of a table."""

    id: str
    day: dt.date
    text: str
    lines: tuple[str, ...]
    miss: str


@dataclass(frozen=True)
class Expected:
    """A statement as a table writes it."""

    subject: str
    relation: str
    object: str
    negated: bool
    status: str
    speaker: str


def blocks(name: str) -> Iterator[Block]:
    """Yields the blocks of a table, in order."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for block in text.strip().split("\n\n"):
        head, sentence, *lines = block.split("\n")
        id_, _, day = head.partition(" ")
        miss = lines.pop().removeprefix("! ") if lines[-1].startswith("! ") else ""
        yield Block(
            id=id_, day=dt.date.fromisoformat(day) if day else DAY,
            text=sentence.replace(" \\n ", "\n\n"), lines=tuple(lines), miss=miss,
        )  # fmt: skip


def read_line(line: str) -> Expected:
    """Reads one statement."""
    line, _, speaker = line.removeprefix("? ").partition(" @ ")
    subject, relation, target, *qualities = (part.strip() for part in line.split(" | "))
    status = next((q for q in qualities if q != "not"), "actual")
    return Expected(subject, relation, target, "not" in qualities, status, speaker.strip())
