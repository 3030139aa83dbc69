"""The fields that a reader found -> an `Article`, with notes on what is doubtful."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphkit.articles.outcomes import Note, Outcome, ReadOptions
from graphkit.records import Article, Precision

_ISO: Final = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ]\d\d:?\d\d.*)?)?)?", re.ASCII)
_LONE_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")


def build_article(
    fields: Mapping[str, Any],
    *,
    id: str,  # noqa: A002 - the record's own field name
    text: str,
    origin: str,
    options: ReadOptions,
) -> Iterator[Outcome]:
    """Builds one article from its raw fields (title, date, outlet or source, url).

    Yields:
        Notes, if any, then the article.
    """
    notes: list[str] = []
    if _LONE_SURROGATE.search(text):
        # Half a character that no encoding can write; one for one, so that offsets hold.
        text = _LONE_SURROGATE.sub("\ufffd", text)
        notes.append("broken characters in the text, replaced by U+FFFD")
    published, precision = _published(fields.get("date"), notes=notes, today=options.today)
    article = Article(
        id=id,
        text=text,
        title=_words(fields, "title", notes=notes),
        outlet=_words(fields, "outlet", notes=notes) or _words(fields, "source", notes=notes),
        url=_words(fields, "url", notes=notes),
        published=published,
        published_precision=precision,
        origin=origin,
    )
    yield from (Note(origin=origin, id=id, message=message) for message in notes)
    yield article


def read_iso(written: str) -> tuple[dt.date, Precision] | None:
    """Reads an ISO day, month or year; a time of day is dropped.

    Example:
        >>> read_iso("2017-08")
        (datetime.date(2017, 8, 1), 'month')
    """
    match = _ISO.fullmatch(written.strip())
    if match is None:
        return None
    year, month, day = match.groups()
    try:
        date = dt.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return date, "day" if day else "month" if month else "year"


def _published(
    value: object, *, notes: list[str], today: dt.date | None
) -> tuple[dt.date | None, Precision | None]:
    if value is None or value == "":
        notes.append("no date")
        return None, None
    written = str(value) if isinstance(value, str | int) else ""
    read = read_iso(written)
    if read is None:
        notes.append(f"date {value!r} is no ISO day, month or year: ignored")
        return None, None
    if today is not None and read[0] > today:
        notes.append(f"date {written} is yet to come")
    return read


def _words(fields: Mapping[str, Any], name: str, *, notes: list[str]) -> str | None:
    value = fields.get(name)
    if value is None or isinstance(value, str):
        words = _LONE_SURROGATE.sub("\ufffd", value or "").strip()
        return words or None
    notes.append(f"{name} is no text: ignored")
    return None
