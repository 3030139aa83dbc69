"""Formats that are parsed whole, by a library of their own -> the article that a file holds.

Such a parser meets whatever people have saved, and fails on some of it in ways of its own.  What
it raises becomes a reason to skip the file; it never stops the run.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from graphkit.articles.building import build_article
from graphkit.articles.decoding import UnreadableError, check_text
from graphkit.articles.outcomes import Note, Outcome, ReadFunction, ReadOptions, Skip, Source
from graphkit.articles.text_files import strip_blank_lines

LARGEST_FILE: Final = 64 * 1024 * 1024
"""In bytes: how much of a file is held that can only be parsed whole."""

READERS_EXTRA: Final = "pip install 'graphkit-diplomacy[readers]'"

_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a parser found: the text, other fields by name (title, date, ...), and doubts."""

    text: str
    fields: Mapping[str, str | None] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()


T = TypeVar("T")
Parse = Callable[[bytes, ReadOptions], Found]


def read_function(parse: Parse) -> ReadFunction:
    """Returns the function of a reader that makes one article of a whole file."""

    def read(stream: io.BufferedReader, source: Source, options: ReadOptions) -> Iterator[Outcome]:
        try:
            data = whole(stream)
        except UnreadableError as error:
            yield Skip(origin=source.name, id=None, reason=error.reason, cause=error.cause)
            return
        yield from outcomes(
            lambda: parse(data, options), id=source.stem, origin=source.name, options=options
        )

    return read


def outcomes(
    parse: Callable[[], Found],
    *,
    id: str,  # noqa: A002 - the record's own field name
    origin: str,
    options: ReadOptions,
) -> Iterator[Outcome]:
    """Yields the article that a parser finds, with its doubts, or why there is none."""
    try:
        found = parse()
        text = strip_blank_lines(_CONTROL.sub(" ", found.text))
        check_text(text)
    except UnreadableError as error:
        yield Skip(origin=origin, id=id, reason=error.reason, cause=error.cause)
        return
    for doubt in found.doubts:
        yield Note(origin=origin, id=id, message=doubt)
    yield from build_article(found.fields, id=id, text=text, origin=origin, options=options)


def whole(stream: io.BufferedReader, *, most: int = LARGEST_FILE) -> bytes:
    """Returns all that a stream holds.

    Raises:
        UnreadableError: it is empty, or holds more than `most` bytes.
    """
    data = stream.read(most + 1)
    if not data:
        raise UnreadableError("empty", "empty file")
    if len(data) > most:
        raise UnreadableError("too long", f"too long: more than {most // 2**20} MiB")
    return data


def library(module: str, *, what: str, install: str = READERS_EXTRA) -> Any:
    """Returns a parser's module.

    Raises:
        UnreadableError: it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise UnreadableError(
            "package", f"{what} is read by {module.partition('.')[0]}: {install}"
        ) from error


def steps(rows: Iterator[T], *, what: str, logger: str) -> Iterator[T]:
    """Yields what a parser that is not ours yields; see `foreign`.

    Raises:
        UnreadableError: the parser failed.
    """
    while True:
        with foreign(what, logger=logger):
            try:
                row = next(rows)
            except StopIteration:
                return
        yield row


@contextlib.contextmanager
def foreign(what: str, *, logger: str) -> Iterator[None]:
    """Runs a parser that is not ours: what it raises is a reason, what it mutters is not told.

    Raises:
        UnreadableError: the parser failed.
    """
    log = logging.getLogger(logger)
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except UnreadableError:
        raise
    except Exception as error:  # each parser has a tree of its own, and bugs that broken files meet
        told = " ".join(str(error).split())[:120] or type(error).__name__
        raise UnreadableError("malformed", f"{what} that cannot be parsed: {told}") from error
    finally:
        log.setLevel(before)
