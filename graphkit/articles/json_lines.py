"""JSON Lines: one article a line, read line by line."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any, Final

from graphkit.articles.building import build_article
from graphkit.articles.decoding import (
    LONGEST_INPUT,
    UTF16_MARKS,
    UnreadableError,
    check_text,
    is_binary,
)
from graphkit.articles.encodings import decode_detecting
from graphkit.articles.outcomes import Note, Outcome, Reader, ReadOptions, Skip, Source


def read_json_lines(
    stream: io.BufferedReader, source: Source, options: ReadOptions
) -> Iterator[Outcome]:
    """Reads an article from each line; a bad line is skipped and the next one read."""
    if is_binary(stream.peek(8192)):
        yield Skip(origin=source.name, id=None, reason="binary, not text", cause="binary")
        return
    is_empty = True
    for number, line in enumerate(read_lines(stream), start=1):
        origin = f"{source.name}:{number}"
        if isinstance(line, UnreadableError):
            yield Skip(origin=origin, id=None, reason=line.reason, cause=line.cause)
        elif line.strip():
            yield from _read_line(line, origin=origin, options=options)
        else:
            continue
        is_empty = False
    if is_empty:
        yield Skip(origin=source.name, id=None, reason="empty file", cause="empty")


def read_lines(stream: io.BufferedReader) -> Iterator[bytes | UnreadableError]:
    """Yields each line as UTF-8 bytes; one that is too long is passed over, never held."""
    if stream.peek(2)[:2] in UTF16_MARKS:
        yield from _utf16_lines(stream)
        return
    while line := stream.readline(LONGEST_INPUT):
        if len(line) < LONGEST_INPUT or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(LONGEST_INPUT)
        yield _too_long()


def _utf16_lines(stream: io.BufferedReader) -> Iterator[bytes | UnreadableError]:
    text = io.TextIOWrapper(stream, encoding="utf-16", newline="\n")
    try:
        while line := text.readline(LONGEST_INPUT):
            long = len(line) == LONGEST_INPUT
            while len(line) == LONGEST_INPUT and not line.endswith("\n"):
                line = text.readline(LONGEST_INPUT)
            yield _too_long() if long else line.encode("utf-8")
    except UnicodeDecodeError as error:
        yield UnreadableError("encoding", f"not UTF-16 from here on ({error.reason})")
    finally:
        text.detach()  # else it would close a stream that is not ours


def _too_long() -> UnreadableError:
    return UnreadableError(
        "too long", f"too long: a line of more than {LONGEST_INPUT // 2**20} MiB"
    )


def _read_line(line: bytes, *, origin: str, options: ReadOptions) -> Iterator[Outcome]:
    article_id: str | None = None
    try:
        written, odd = decode_detecting(line, encoding=options.encoding)
        data = _object(written)
        article_id = _id(data)
        text = _text(data)
    except UnreadableError as error:
        yield Skip(origin=origin, id=article_id, reason=error.reason, cause=error.cause)
        return
    if odd:
        yield Note(origin=origin, id=article_id, message=odd)
    yield from build_article(data, id=article_id, text=text, origin=origin, options=options)


def _object(line: str) -> dict[str, Any]:
    try:
        data = json.loads(line.strip())
    except (ValueError, RecursionError) as error:
        raise UnreadableError("malformed", f"malformed JSON: {error}") from error
    if not isinstance(data, dict):
        raise UnreadableError("malformed", "not a JSON object")
    if "subject" in data and "relation" in data:
        raise UnreadableError("own output", "a statement, not an article")
    if "text_sha256" in data and "text" not in data:
        raise UnreadableError("own output", "a record of an article, without its text")
    return data


def _id(data: dict[str, Any]) -> str:
    value = data.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise UnreadableError("no id", "no id")
    return value.encode("utf-8", "replace").decode("utf-8")


def _text(data: dict[str, Any]) -> str:
    text = data.get("text")
    if text is None:
        raise UnreadableError("no text", "no text")
    if not isinstance(text, str):
        raise UnreadableError("malformed", f"text is a {type(text).__name__}, not a string")
    check_text(text)
    return text


JSON_LINES: Final = Reader(name="JSON Lines", suffixes=(".jsonl", ".ndjson"), read=read_json_lines)
