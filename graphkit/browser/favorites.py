"""Canned questions -> favorites.zip: dropped on Neo4j Browser, a folder of favourites a category.

Browser shows the first line of a file as the favourite's name, without its `//`.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Final

from graphkit.browser.literals import with_defaults
from graphkit.queries import Query
from graphkit.queries.reading import Value

FAVORITES: Final = "favorites.zip"
"""The file's name."""

ENTRY_DATE: Final = (1980, 1, 1, 0, 0, 0)
"""The same bytes whenever it is made; no earlier date fits a zip."""


def pack_favorites(queries: Iterable[Query], settings: Mapping[str, Mapping[str, Value]]) -> bytes:
    """Returns the zip: `CATEGORY/NAME.cypher`, sorted.

    Args:
        settings: values for the line of defaults, by the query's name and parameter.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for query in sorted(queries, key=lambda q: (q.category, q.name)):
            entry = zipfile.ZipInfo(f"{query.category}/{query.name}.cypher", ENTRY_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, favorite(query, settings.get(query.name, {})))
    return packed.getvalue()


def favorite(query: Query, values: Mapping[str, Value]) -> str:
    """Returns the question as Browser keeps it: its title first, then its header and Cypher."""
    lines = with_defaults(query, values).splitlines()
    rest = [line for line in lines if not line.startswith(("// title:", "// category:"))]
    return "\n".join([f"// {query.title}", *rest]) + "\n"
