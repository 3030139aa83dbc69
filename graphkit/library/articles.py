"""Paths -> articles, with what is left out told in the log unless the caller wants to know it."""

from __future__ import annotations

import datetime as dt
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from graphkit.articles import Note, Skip
from graphkit.articles import read_articles as read_all
from graphkit.records import Article

log = logging.getLogger(__name__)

PathLike = str | os.PathLike[str]


def read_articles(
    paths: PathLike | Iterable[PathLike],
    *,
    on_skip: Callable[[Skip], None] | None = None,
    on_note: Callable[[Note], None] | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    today: dt.date | None = None,
) -> Iterator[Article]:
    """Reads the articles of files and folders, in the order of the paths, in folders of names.

    Text, JSON Lines, web pages, PDF and more, plain or gzipped: docs/articles.md lists them.  A
    file that cannot be read is skipped and told, and never stops the reading.

    Args:
        paths: one path, or several; `-` is standard input.
        on_skip: is told of everything that yields no article; by default the log is (a warning).
        on_note: is told of doubts about articles that are read all the same; by default nobody.
        encoding: of input that is not UTF-8 and has no byte order mark; None detects and notes it.
        columns: names of a table's columns, by the field that they hold: id, text, title, date,
            outlet, url.
        today: notes articles dated later; None does not.

    Yields:
        Articles as they are read, each id once.

    Raises:
        ArticleError: a path does not exist or may not be read, or there is no such encoding or
            field.
    """
    several = [paths] if isinstance(paths, str | os.PathLike) else paths
    named = [path if path == "-" else Path(path) for path in several]
    return read_all(
        named,
        on_skip=on_skip or _log_skip,
        on_note=on_note,
        today=today,
        encoding=encoding,
        columns=columns,
    )


def _log_skip(skip: Skip) -> None:
    log.warning("%s: skipped, %s", skip.origin, skip.reason)
