"""A folder of statement files instead of one: numbered, each with so many articles.

Read one after the other they hold what one file would, whatever wrote them and however often it was
cut: `graphkit load` takes the folder.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_STATEMENTS: Final = ".statements.jsonl"
_ARTICLES: Final = ".statements.articles.jsonl"
_NAME: Final = re.compile(rf"(\d{{5,}})({re.escape(_STATEMENTS)}|{re.escape(_ARTICLES)})")


@dataclass
class Partitions:
    """Where the next article of a run goes: `held` of `size` records are in file `number`."""

    folder: Path
    size: int
    number: int = 1
    held: int = 0

    def turn(self) -> bool:
        """Goes on to the next file if this one is full; tells whether it did."""
        if self.held < self.size:
            return False
        self.number, self.held = self.number + 1, 0
        return True

    def path(self) -> Path:
        """Returns the statements file that is being written."""
        return self.folder / f"{self.number:05}{_STATEMENTS}"


def partitions_in(folder: Path) -> list[Path]:
    """Returns the statement files of a folder in their order, those of which only records are there
    too; nothing where there is no folder.
    """
    names = [_NAME.fullmatch(file.name) for file in folder.iterdir()] if folder.is_dir() else []
    numbers = {name.group(1) for name in names if name is not None}
    return [folder / f"{number}{_STATEMENTS}" for number in sorted(numbers, key=int)]


def number_of(partition: Path) -> int:
    """Returns which of the files of its folder one is, from 1.

    Example:
        >>> number_of(Path("out/00012.statements.jsonl"))
        12
    """
    return int(partition.name.removesuffix(_STATEMENTS))
