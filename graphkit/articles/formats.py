"""Which reader reads what: by suffix, or by the first character of a stream without a name."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, Final

from graphkit.articles.decoding import looks_html
from graphkit.articles.documents import PDF_FILES, WORD_FILES
from graphkit.articles.feeds import FEEDS
from graphkit.articles.html_pages import HTML_PAGES
from graphkit.articles.json_lines import JSON_LINES
from graphkit.articles.mail import MAIL, MAILBOXES
from graphkit.articles.outcomes import Outcome, Reader, ReadOptions, Skip, Source
from graphkit.articles.tables import CSV_FILES, PARQUET_FILES, TSV_FILES
from graphkit.articles.text_files import TEXT_FILES
from graphkit.articles.web_archives import WEB_ARCHIVES

READERS: Final[tuple[Reader, ...]] = (
    TEXT_FILES,
    JSON_LINES,
    HTML_PAGES,
    WEB_ARCHIVES,
    FEEDS,
    MAIL,
    MAILBOXES,
    PDF_FILES,
    WORD_FILES,
    CSV_FILES,
    TSV_FILES,
    PARQUET_FILES,
)
"""The formats that come with graphkit."""


def reader_for(path: PurePath, readers: Sequence[Reader] = READERS) -> Reader | None:
    """Returns the reader of a file's suffix, `.gz` aside, or None."""
    suffix = PurePath(plain_name(path)).suffix.lower()
    return next((reader for reader in readers if suffix in reader.suffixes), None)


def plain_name(path: PurePath) -> str:
    """Returns the file's name without a final `.gz`."""
    return path.stem if path.suffix.lower() == ".gz" else path.name


def buffered(stream: Any) -> io.BufferedReader:
    """Returns a binary stream that can be peeked into: itself, or wrapped."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(stream)


def read_unnamed(
    stream: io.BufferedReader, source: Source, options: ReadOptions
) -> Iterator[Outcome]:
    """Reads a stream that has no suffix: JSON Lines if it opens with `{`, a page with `<`."""
    head = b""
    while not (start := head.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")):
        line = stream.readline(4096)
        if not line:
            break
        head += line
    if start.startswith(b"["):
        reason = "a JSON array: write one object a line"
        if start[1:].lstrip().startswith(b"{") or start == b"[":
            yield Skip(origin=source.name, id=None, reason=reason, cause="format")
            return
    reader = JSON_LINES if start.startswith(b"{") else TEXT_FILES
    if looks_html(start.decode("latin-1")):
        reader = HTML_PAGES
    again = buffered(_Chained(head, stream))
    yield from reader.read(again, source, options)


class _Chained(io.RawIOBase):
    """What was read of a stream already, then the rest of it."""

    def __init__(self, head: bytes, rest: io.BufferedReader) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._head[: len(buffer)] or self._rest.read1(len(buffer))  # waits for no more
        self._head = self._head[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)
