"""Paths -> articles: walks folders, opens files, tells duplicates."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import os
import stat
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePath, PurePosixPath
from typing import BinaryIO, Final

from graphkit.articles.archives import ARCHIVES, MOST_NESTED, Archive
from graphkit.articles.columns import check_columns
from graphkit.articles.decoding import UnreadableError, check_encoding
from graphkit.articles.formats import READERS, buffered, plain_name, read_unnamed, reader_for
from graphkit.articles.outcomes import (
    Note,
    Outcome,
    Reader,
    ReadFunction,
    ReadOptions,
    Skip,
    Source,
)
from graphkit.articles.walking import is_folder, walk
from graphkit.errors import ArticleError
from graphkit.records import Article

STDIN: Final = "-"


def read_articles(
    paths: Iterable[Path | str],
    *,
    on_skip: Callable[[Skip], None],
    on_note: Callable[[Note], None] | None = None,
    today: dt.date | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    readers: Sequence[Reader] = READERS,
    stdin: BinaryIO | None = None,
) -> Iterator[Article]:
    """Reads all articles of files, folders and standard input (`-`), in that order.

    A folder is walked with its sub-folders in the order of names; hidden files, notes to readers
    (README) and graphkit's own outputs in it are passed over.  Of two articles with one id the
    first is kept.

    Args:
        paths: what to read; `-` is standard input: JSON Lines, or one text with the id "stdin".
        on_skip: is told of everything that yields no article.
        on_note: is told of doubts about articles that are read all the same.
        today: notes articles dated later; None does not.
        encoding: of input that is not UTF-8 and has no byte order mark; None detects and notes it.
        columns: names of a table's columns, by the field that they hold: id, text, title, date,
            outlet, url.
        readers: the formats to read.
        stdin: what `-` reads; the process's own by default.

    Yields:
        Articles as they are read; each id once.

    Raises:
        ArticleError: a path does not exist, a folder or a file named in `paths` cannot be read,
            or there is no such encoding or field.
    """
    check_encoding(encoding)
    check_columns(columns or {})
    named = list(paths)
    for path in named:
        _check_exists(path)
    options = ReadOptions(today=today, encoding=encoding, columns=columns or {})
    seen = _Seen()
    for path in named:
        for outcome in _read_path(path, options=options, readers=readers, stdin=stdin):
            told = seen.check(outcome) if isinstance(outcome, Article) else outcome
            if isinstance(told, Article):
                yield told
            elif isinstance(told, Skip):
                on_skip(told)
            elif on_note is not None:
                on_note(told)


class _Seen:
    """The articles read so far: a hash of the text and the origin by id."""

    def __init__(self) -> None:
        self._by_id: dict[str, tuple[bytes, str]] = {}

    def check(self, article: Article) -> Article | Skip:
        """Returns the article if its id is new, else why it is skipped."""
        text = article.text.encode("utf-8", "surrogatepass")
        digest = hashlib.blake2b(text, digest_size=16).digest()
        origin = article.origin or article.id
        if article.id not in self._by_id:
            self._by_id[article.id] = (digest, origin)
            return article
        first, where = self._by_id[article.id]
        if first == digest:
            return Skip(
                origin=origin, id=article.id, reason=f"duplicate of {where}", cause="duplicate"
            )
        return Skip(
            origin=origin,
            id=article.id,
            reason=f"same id as {where} but other text: only the first is read",
            cause="conflict",
        )


def _check_exists(path: Path | str) -> None:
    if str(path) == STDIN:
        return
    try:
        Path(path).stat()
    except FileNotFoundError as error:
        raise ArticleError("no such file or folder", where=str(path)) from error
    except OSError as error:
        raise ArticleError(f"cannot be read: {error.strerror}", where=str(path)) from error


def _read_path(
    path: Path | str,
    *,
    options: ReadOptions,
    readers: Sequence[Reader],
    stdin: BinaryIO | None,
) -> Iterator[Outcome]:
    if str(path) == STDIN:
        yield from _read_stream(
            buffered(stdin or sys.stdin.buffer), Source(name="stdin", stem="stdin"), options
        )
        return
    path = Path(path)
    if not is_folder(path):
        yield from _read_file(path, options=options, readers=readers, is_named=True)
        return
    for found in walk(path):
        if isinstance(found, Skip):
            yield found
        else:
            yield from _read_file(found, options=options, readers=readers, is_named=False)


def _read_file(
    path: Path, *, options: ReadOptions, readers: Sequence[Reader], is_named: bool
) -> Iterator[Outcome]:
    name = _readable(str(path))
    is_pipe = is_named and not stat.S_ISREG(path.stat().st_mode)
    try:
        with path.open("rb") as stream:
            if is_pipe and not _has_reader(path, readers):
                source = Source(name=name, stem=_readable(Path(plain_name(path)).stem))
                yield from _read_stream(stream, source, options)
            else:
                yield from _read_open(stream, path, name=name, options=options, readers=readers)
    except PermissionError as error:
        if is_named:
            raise ArticleError("permission denied", where=name) from error
        yield Skip(origin=name, id=None, reason="permission denied", cause="permission")
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        if is_named:
            raise ArticleError(reason, where=name) from error
        yield Skip(origin=name, id=None, reason=reason, cause="unreadable")


def _has_reader(path: PurePath, readers: Sequence[Reader]) -> bool:
    return _is_archive(path) or reader_for(path, readers) is not None


def _is_archive(path: PurePath) -> bool:
    return PurePath(plain_name(path)).suffix.lower() in ARCHIVES


def _read_open(
    stream: io.BufferedReader,
    path: PurePath,
    *,
    name: str,
    options: ReadOptions,
    readers: Sequence[Reader],
    depth: int = 0,
) -> Iterator[Outcome]:
    """Reads an open file as its name says; `depth` counts the archives that it lies in."""
    reader, plain = reader_for(path, readers), _unpacked(stream, path)
    if _is_archive(path):
        read: ReadFunction = partial(_read_archive, readers=readers, depth=depth)
    elif reader is not None:
        read = reader.read
    else:
        yield Skip(origin=name, id=None, reason=_no_reader(path, readers), cause="format")
        return
    source = Source(name=name, stem=_readable(PurePath(plain_name(path)).stem))
    if plain is stream:
        yield from read(plain, source, options)
    else:
        yield from _guarded(read, plain, source, options)


def _read_archive(
    stream: io.BufferedReader,
    source: Source,
    options: ReadOptions,
    *,
    readers: Sequence[Reader],
    depth: int,
) -> Iterator[Outcome]:
    """Reads the files of a zip archive, each as its name says; one that is broken is told."""
    try:
        if depth == MOST_NESTED:
            raise UnreadableError("format", f"more than {MOST_NESTED} archives in archives")
        archive = Archive(stream)
    except UnreadableError as error:
        yield Skip(origin=source.name, id=None, reason=error.reason, cause=error.cause)
        return
    for name in archive.names():
        origin, path = f"{source.name}/{_readable(name)}", PurePosixPath(name)
        try:
            with archive.open(name) as member:
                yield from _read_open(
                    member, path, name=origin, options=options, readers=readers, depth=depth + 1
                )
        except UnreadableError as error:
            yield Skip(origin=origin, id=None, reason=error.reason, cause=error.cause)


def _no_reader(path: PurePath, readers: Sequence[Reader]) -> str:
    suffix = PurePath(plain_name(path)).suffix.lower()
    known = ", ".join(suffix for reader in readers for suffix in reader.suffixes)
    what = suffix or "a file without a suffix"
    return f"no reader for {what} (there are {known}, also .gz and .zip)"


def _unpacked(stream: io.BufferedReader, path: PurePath) -> io.BufferedReader:
    return _gunzipped(stream) if path.suffix.lower() == ".gz" else stream


def _gunzipped(stream: io.BufferedReader) -> io.BufferedReader:
    return buffered(gzip.GzipFile(fileobj=stream))


def _read_stream(
    stream: io.BufferedReader, source: Source, options: ReadOptions
) -> Iterator[Outcome]:
    """Reads a stream without a suffix, packed or not."""
    is_packed = stream.peek(2)[:2] == b"\x1f\x8b"
    plain = _gunzipped(stream) if is_packed else stream
    yield from _guarded(read_unnamed, plain, source, options)


def _guarded(
    read: ReadFunction,
    stream: io.BufferedReader,
    source: Source,
    options: ReadOptions,
) -> Iterator[Outcome]:
    """Reads; what a broken gzip file held before the break is kept, the rest told."""
    try:
        yield from read(stream, source, options)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        yield Skip(origin=source.name, id=None, reason=f"broken gzip data: {error}", cause="broken")


def _readable(name: str) -> str:
    """A file name as text, whatever its bytes."""
    return os.fsencode(name).decode("utf-8", "replace")
