"""Canned questions -> favorites.zip: dropped on Neo4j Browser, a folder of favourites a category.

Browser shows the first line of a file as the favourite's name, without its `//`.

A question comes twice.  The one draws, so few rows that the drawing can be read.  The other is a
table of all rows without the columns to be drawn: Browser's table writes a node or a path out with
all its properties, so that a single row of the first would fill the window.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from graphkit.browser.asking import Asked
from graphkit.browser.literals import with_defaults
from graphkit.queries import Query
from graphkit.queries.reading import PICTURE, Value, last_line

FAVORITES: Final = "favorites.zip"
"""The file's name."""

ENTRY_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The same bytes whenever it is made; no earlier date fits a zip."""

DRAWN: Final = 12
"""Rows that a favourite draws at most; of the seeds' answers, longer ones were hairballs."""
AS_TABLE: Final = "as a table"
"""What is told behind the title of a question that does not draw."""


def pack_favorites(asked: Mapping[str, Asked]) -> bytes:
    """Returns the zip: `CATEGORY/NAME.cypher` and `CATEGORY/NAME.table.cypher`, sorted."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in sorted(_files(asked)):
            entry = zipfile.ZipInfo(name, ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text)
    return packed.getvalue()


def _files(asked: Mapping[str, Asked]) -> Iterator[tuple[str, str]]:
    for found in asked.values():
        stem = f"{found.query.category}/{found.query.name}"
        yield f"{stem}.cypher", favorite(found.query, dict(found.values))
        table = table_favorite(found)
        if table is not None:
            yield f"{stem}.table.cypher", table


def favorite(query: Query, values: Mapping[str, Value], *, rows: int = DRAWN) -> str:
    """Returns the question as Browser keeps it to draw: its title, then its header and Cypher.

    Args:
        rows: that are drawn at most.
    """
    lines = with_defaults(query, values).splitlines()
    if query.limit is not None and query.limit > rows:
        lines[last_line(lines)] = f"LIMIT {rows}  // more rows make a hairball"
    return "\n".join([f"// {query.title}", *_untitled(lines)]) + "\n"


def table_favorite(found: Asked) -> str | None:
    """Returns the question as a table of all its rows; None where nothing of it is drawn.

    The question runs in a subquery without imports (Neo4j 5.23), which keeps its order.
    """
    kept = [name for name in found.columns if not name.startswith(PICTURE)]
    if not kept or len(kept) == len(found.columns):
        return None
    lines = list(_untitled(with_defaults(found.query, dict(found.values)).splitlines()))
    begin = next(i for i, line in enumerate(lines) if not line.startswith("//"))
    head, body = lines[:begin], lines[begin:]
    title = f"// {found.query.title}, {AS_TABLE}"
    end = ["}", f"RETURN {', '.join(map(_column, kept))}"]
    return "\n".join([title, *head, "CALL () {", *body, *end]) + "\n"


def _untitled(lines: list[str]) -> Iterator[str]:
    return (line for line in lines if not line.startswith(("// title:", "// category:")))


def _column(name: str) -> str:
    """Returns a column's name as Cypher reads it.

    Example:
        >>> _column("last"), _column("count(*)")
        ('last', '`count(*)`')
    """
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name)
    return name if plain else "`" + name.replace("`", "``") + "`"
