"""Mail (`.eml`), mailboxes (`.mbox`) and the digests in them -> articles, one a message.

A digest is taken apart into its messages: as MIME has it (multipart/digest, RFC 2046), or in plain
text between lines of thirty hyphens (RFC 1153), as mailing lists send it.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from functools import partial
from typing import Final

from graphkit.articles.decoding import UnreadableError
from graphkit.articles.fragments import fragment_text
from graphkit.articles.outcomes import Outcome, Reader, ReadOptions, Skip, Source
from graphkit.articles.whole_files import LARGEST_FILE, Found, foreign, outcomes, whole

_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
_PREAMBLE_END: Final = re.compile(r"^-{70}\s*$", re.MULTILINE)
_SEPARATOR: Final = re.compile(r"\n\n-{30}\n\n")
_SIGNATURE: Final = re.compile(r"^-- \n.*\Z", re.MULTILINE | re.DOTALL)


def read_eml(stream: io.BufferedReader, source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Reads one message, or those of the digest that it is."""
    try:
        data = whole(stream)
    except UnreadableError as error:
        yield Skip(origin=source.name, id=None, reason=error.reason, cause=error.cause)
        return
    yield from _read_message(data, source.name, stem=source.stem, options=options)


def read_mbox(stream: io.BufferedReader, source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Reads each message of a mailbox as it comes."""
    number = 0
    for number, message in enumerate(_messages(stream), start=1):
        origin, stem = f"{source.name}:{number}", f"{source.stem}-{number}"
        if isinstance(message, UnreadableError):
            yield Skip(origin=origin, id=None, reason=message.reason, cause=message.cause)
        else:
            yield from _read_message(message, origin, stem=stem, options=options)
    if not number:
        yield Skip(origin=source.name, id=None, reason="a mailbox without messages", cause="empty")


def _messages(stream: io.BufferedReader) -> Iterator[bytes | UnreadableError]:
    """Yields the bytes of each message: what follows a line "From " after a blank one."""
    parts: list[bytes] | None = None
    size, blank = 0, True
    while line := stream.readline(LARGEST_FILE):
        if blank and line.startswith(b"From "):
            if parts is not None:
                yield _joined(parts, size)
            parts, size = [], 0
        elif parts is not None:
            size += len(line)
            if size <= LARGEST_FILE:
                parts.append(line)
        blank = not line.strip()
    if parts is not None:
        yield _joined(parts, size)


def _joined(parts: list[bytes], size: int) -> bytes | UnreadableError:
    if size > LARGEST_FILE:
        return UnreadableError("too long", f"too long: more than {LARGEST_FILE // 2**20} MiB")
    return _ESCAPED.sub(rb"\1", b"".join(parts))


def _read_message(
    data: bytes, origin: str, *, stem: str, options: ReadOptions
) -> Iterator[Outcome]:
    try:
        with foreign("a message", logger="email"):
            parsed = email.message_from_bytes(data, policy=email.policy.default)
            messages = list(_taken_apart(parsed))
    except UnreadableError as error:
        yield Skip(origin=origin, id=None, reason=error.reason, cause=error.cause)
        return
    for number, message in enumerate(messages, start=1):
        several = len(messages) > 1
        try:
            with foreign("a message", logger="email"):
                found = _found(message)
                named = str(message.get("Message-ID") or "").strip().strip("<>")
        except UnreadableError as error:
            yield Skip(origin=origin, id=None, reason=error.reason, cause=error.cause)
            continue
        yield from outcomes(
            partial(_same, found),
            id=named or (f"{stem}-{number}" if several else stem),
            origin=origin,
            options=options,
        )


def _same(found: Found) -> Found:
    return found


def _taken_apart(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yields the message and those within it; a digest yields those within it only."""
    for part in message.walk():
        is_message = part is message or part.get_content_type() == "message/rfc822"
        inner = message if part is message else part.get_content() if is_message else None
        if isinstance(inner, EmailMessage) and not _is_wrapper(inner):
            yield from _plain_digest(inner) or [inner]


def _is_wrapper(message: EmailMessage) -> bool:
    """True for a message that is there to hold others."""
    return message.get_content_type() in ("multipart/digest", "message/rfc822")


def _plain_digest(message: EmailMessage) -> list[EmailMessage]:
    """Returns the messages of a digest in plain text; of another message none.

    Source: RFC 1153.
    """
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content().replace("\r\n", "\n") if body is not None else ""
    preamble_end = _PREAMBLE_END.search(text)
    if preamble_end is None or not _SEPARATOR.search(text):
        return []
    parts = _SEPARATOR.split(text[preamble_end.end() :])
    read = partial(email.message_from_string, policy=email.policy.default)
    found = (read(part.lstrip("\n")) for part in parts)
    return [inner for inner in found if isinstance(inner, EmailMessage) and inner.keys()]


def _found(message: EmailMessage) -> Found:
    body = message.get_body(preferencelist=("plain", "html"))
    text = body.get_content() if body is not None else ""
    if body is not None and body.get_content_subtype() == "html":
        text = fragment_text(text)
    name, address = parseaddr(str(message.get("From") or ""))
    moment = message.get("Date")
    day = getattr(moment, "datetime", None)
    return Found(
        text=_SIGNATURE.sub("", text.replace("\r\n", "\n")),
        fields={
            "title": str(message.get("Subject") or "") or None,
            "date": day.date().isoformat() if day is not None else None,
            "outlet": name or address.rpartition("@")[2] or None,
            "url": str(message.get("Archived-At") or "").strip("<> ") or None,
        },
    )


MAIL: Final = Reader(name="mail", suffixes=(".eml",), read=read_eml)
MAILBOXES: Final = Reader(name="mailbox", suffixes=(".mbox",), read=read_mbox)
