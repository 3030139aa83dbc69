"""Bytes -> text, or why they are none: encodings, binary files, HTML.

UTF-8, or UTF-16 by its byte order mark, or what the caller named; `encodings` detects others.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from graphkit.articles.outcomes import Cause
from graphkit.errors import ArticleError

LONGEST_TEXT: Final = 1_000_000
"""In characters: what spaCy parses at most by default; a longer text is no news article."""

LONGEST_INPUT: Final = 8 * 1024 * 1024
"""In bytes: how much of a text file or of one JSON line is ever held, escapes included."""

UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_SIGNATURES: Final = (
    b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x7fELF", b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0", b"{\\rtf", b"BZh", b"\xfd7zXZ", b"Rar!",
)  # fmt: skip
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL: Final = 0.1  # stray control characters occur in scraped news; a tenth of all do not

_HTML_START: Final = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG: Final = re.compile(r"</?(?:p|div|span|br|li|ul|h[1-6]|table|section)\b[^<>]*>", re.IGNORECASE)


class UnreadableError(Exception):
    """Bytes or a text that no reader can take; `cause` and `reason` go into a `Skip`."""

    def __init__(self, cause: Cause, reason: str) -> None:
        self.cause: Cause = cause
        self.reason = reason
        super().__init__(reason)


def decode(data: bytes, *, encoding: str | None = None) -> str:
    """Decodes a text; line ends and control characters stay, a byte order mark goes.

    Args:
        data: the whole of it.
        encoding: for bytes that are not UTF-8 and have no byte order mark; None refuses them.

    Raises:
        UnreadableError: it is binary, or not in a known encoding.
        ArticleError: there is no encoding of that name.
    """
    if is_binary(data[:8192]):
        raise UnreadableError("binary", "binary, not text")
    if data.startswith(UTF16_MARKS):
        return _strict(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if encoding is not None:
            return _strict(data, encoding)
        raise UnreadableError(
            "encoding",
            f"not UTF-8 (byte 0x{data[error.start]:02x} at {error.start}): "
            "convert it, or name its encoding",
        ) from error


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "encoding", f"not {encoding} (byte at {error.start}): convert it to UTF-8"
        ) from error


def check_encoding(encoding: str | None) -> None:
    """Refuses the name of an encoding that does not exist or is none of text.

    Raises:
        ArticleError: there is no such encoding.
    """
    try:
        "".encode(encoding or "utf-8")
    except LookupError as error:
        raise ArticleError(
            f"unknown encoding {encoding!r}", remedy="write it as in cp1252, latin-1, koi8-r"
        ) from error


def is_binary(start: bytes) -> bool:
    """True if bytes begin as a known binary format does, or are full of control characters."""
    if start.startswith(UTF16_MARKS):
        return False
    return start.startswith(_SIGNATURES) or _looks_binary(start.decode("latin-1"))


def _looks_binary(text: str) -> bool:
    """True if a tenth or more of the text's start are control characters."""
    start = text[:8192]
    return len(_CONTROL.findall(start)) > _MOST_CONTROL * len(start)


def looks_html(text: str) -> bool:
    """True for a page or a piece of one; a text that merely quotes a tag is none."""
    if _HTML_START.match(text[:4096]):
        return True
    return _TAG.match(text.lstrip()[:200]) is not None and len(_TAG.findall(text[:65536])) >= 3


def check_text(text: str) -> None:
    """Refuses what is no article's text.

    Raises:
        UnreadableError: it is blank, HTML, or longer than LONGEST_TEXT.
    """
    if not text.strip():
        raise UnreadableError("no text", "no text")
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(
            "too long", f"too long: {len(text):,} characters, at most {LONGEST_TEXT:,}"
        )
    if looks_html(text):
        raise UnreadableError("html", "HTML, not text: convert first")
