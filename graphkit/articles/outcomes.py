"""What a reader takes and yields: sources in; articles, skips and notes out."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from graphkit.records import Article

Cause = Literal[
    "empty", "binary", "encoding", "html", "too long", "malformed", "no id", "no text",
    "duplicate", "conflict", "format", "own output", "broken", "permission", "package",
    "encrypted", "columns", "unreadable",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Skip:
    """Something that yielded no article.

    `origin` is the file, with the line where there is one ("news.jsonl:14"); `id` the article's,
    None where it is not known; `cause` one word to count by; `reason` says it in full.
    """

    origin: str
    id: str | None
    reason: str
    cause: Cause


@dataclass(frozen=True, kw_only=True)
class Note:
    """A doubt about an article that was read all the same: no date, a date to come, ..."""

    origin: str
    id: str
    message: str


Outcome: TypeAlias = Article | Skip | Note


@dataclass(frozen=True, kw_only=True)
class Source:
    """One file to read: `name` for messages, `stem` the id of an article that has none."""

    name: str
    stem: str


@dataclass(frozen=True, kw_only=True)
class ReadOptions:
    """How to read.

    `today` tells dates to come; None leaves them unnoticed.  `encoding` reads what is not UTF-8
    and has no byte order mark; None detects it.  `columns` names the columns of tables, by field.
    """

    today: dt.date | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


ReadFunction: TypeAlias = Callable[[io.BufferedReader, Source, ReadOptions], Iterator[Outcome]]


@dataclass(frozen=True, kw_only=True)
class Reader:
    """One input format: its suffixes (lower case, with the dot, without `.gz`) and its function."""

    name: str
    suffixes: tuple[str, ...]
    read: ReadFunction
