"""Rows of a table -> articles, one a row: which column is which field, and what a row lacks."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graphkit.articles.building import build_article
from graphkit.articles.decoding import UnreadableError, check_text
from graphkit.articles.outcomes import Outcome, ReadOptions, Skip, Source
from graphkit.errors import ArticleError

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id",),
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "publication_date", "pub_date"),
    "outlet": ("outlet", "source", "publisher", "publication"),
    "url": ("url", "link"),
}
"""The fields of an article, and the names that their columns usually have; case is no matter."""


def check_columns(columns: Mapping[str, str]) -> None:
    """Refuses a mapping whose keys are no fields.

    Raises:
        ArticleError: one is none.
    """
    for field in columns:
        if field not in FIELDS:
            near = difflib.get_close_matches(field, FIELDS, n=1)
            raise ArticleError(
                f"no field {field!r}",
                where="columns",
                remedy=f"did you mean {near[0]!r}?" if near else f"there are {', '.join(FIELDS)}",
            )


def places(header: Sequence[str], columns: Mapping[str, str]) -> dict[str, int]:
    """Returns at which place of a row each field stands, for those that do.

    Args:
        header: the columns' names.
        columns: names by field, instead of the usual ones.

    Raises:
        UnreadableError: a column that was named is not there, or none holds the text.

    Example:
        >>> places(["Headline", "Body", "when"], {"date": "when"})
        {'text': 1, 'title': 0, 'date': 2}
    """
    at = {name.strip().casefold(): i for i, name in reversed(list(enumerate(header)))}
    found = {}
    for field, usual in FIELDS.items():
        names = (columns[field],) if field in columns else usual
        place = next((at[n.casefold()] for n in names if n.casefold() in at), None)
        if place is not None:
            found[field] = place
        elif field in columns or field == "text":
            listed = ", ".join(name.strip() for name in header)[:100] or "none"
            raise UnreadableError(
                "columns", f"no column {names[0]!r} among: {listed} (--column {field}=NAME)"
            )
    return found


def read_row(
    row: Sequence[object],
    at: Mapping[str, int],
    *,
    number: int,
    source: Source,
    options: ReadOptions,
) -> Iterator[Outcome]:
    """Reads one row; without an id it is named by the file and its number, which counts from 1."""
    given = {field: _text(row[i]) for field, i in at.items() if i < len(row)}
    article_id = (given.pop("id", None) or "").strip() or f"{source.stem}-{number}"
    origin, text = f"{source.name}:{number}", given.pop("text", None) or ""
    try:
        check_text(text)
    except UnreadableError as error:
        yield Skip(origin=origin, id=article_id, reason=error.reason, cause=error.cause)
        return
    yield from build_article(given, id=article_id, text=text, origin=origin, options=options)


def _text(value: object) -> str | None:
    """Returns a cell as text."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    return None if value is None else str(value)
