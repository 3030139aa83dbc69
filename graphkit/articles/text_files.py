"""Text files, with or without front matter: one article a file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final

from graphkit.articles.building import build_article
from graphkit.articles.decoding import LONGEST_INPUT, UnreadableError, check_text
from graphkit.articles.encodings import decode_detecting
from graphkit.articles.outcomes import Note, Outcome, Reader, ReadOptions, Skip, Source

_FENCE: Final = re.compile(r"---[ \t]*\r?\n")
_LINE: Final = re.compile(r"([A-Za-z][\w -]*?)[ \t]*:(.*)")
_BLANK_LINES_FIRST: Final = re.compile(r"\A(?:[ \t\r]*\n)+")
_BLANK_LAST: Final = re.compile(r"\s*\Z")


def read_text_file(
    stream: io.BufferedReader, source: Source, options: ReadOptions
) -> Iterator[Outcome]:
    """Reads one text file as one article."""
    article_id: str | None = None
    try:
        text, odd = decode_detecting(_whole(stream), encoding=options.encoding)
        fields, body, doubt = split_front_matter(text)
        article_id = fields.get("id") or source.stem
        body = strip_blank_lines(body)
        check_text(body)
    except UnreadableError as error:
        yield Skip(origin=source.name, id=article_id, reason=error.reason, cause=error.cause)
        return
    for message in filter(None, (odd, doubt)):
        yield Note(origin=source.name, id=article_id, message=message)
    yield from build_article(fields, id=article_id, text=body, origin=source.name, options=options)


def _whole(stream: io.BufferedReader) -> bytes:
    data = stream.read(LONGEST_INPUT + 1)
    if not data:
        raise UnreadableError("empty", "empty file")
    if len(data) > LONGEST_INPUT:
        raise UnreadableError(
            "too long", f"too long: more than {LONGEST_INPUT // 2**20} MiB of text"
        )
    return data


def split_front_matter(text: str) -> tuple[dict[str, str], str, str | None]:
    """Splits a text into its front matter, what follows, and a doubt about the two or None.

    A text that opens with `---` but has no closing one, or other lines than `key: value` between,
    has no front matter: it is a text that opens with a rule.

    Example:
        >>> split_front_matter("---\\ntitle: Talks\\n---\\nThey met.")
        ({'title': 'Talks'}, 'They met.', None)
    """
    opening = _FENCE.match(text)
    if opening is None:
        return {}, text, None
    closing = re.compile(r"^---[ \t]*\r?$\n?", re.MULTILINE).search(text, opening.end())
    if closing is None:
        return {}, text, "opens with --- but no line --- closes it: read as text"
    fields: dict[str, str] = {}
    for line in text[opening.end() : closing.start()].splitlines():
        match = _LINE.fullmatch(line.rstrip())
        if match is not None:
            fields.setdefault(match[1].lower(), _unquoted(match[2]))
        elif line.strip() and not line.startswith(("#", " ", "\t", "- ")):
            return (
                {},
                text,
                f"front matter line {line.strip()[:40]!r} is no key: value: read as text",
            )
    return fields, text[closing.end() :], None


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return value


def strip_blank_lines(text: str) -> str:
    """Cuts blank lines at the two ends; all between, indents included, stays."""
    return _BLANK_LAST.sub("", _BLANK_LINES_FIRST.sub("", text))


TEXT_FILES: Final = Reader(name="text", suffixes=(".txt", ".md"), read=read_text_file)
