"""Question and settings -> the answer as a table, without the columns that are for drawing."""

from __future__ import annotations

from collections.abc import Mapping

from graphkit.queries.binding import Given, bind
from graphkit.queries.reading import PICTURE, Query
from graphkit.store import Edge, Node, Path, Store, Table


def answer(
    store: Store, query: Query, settings: Mapping[str, Given], *, limit: int | None = None
) -> Table:
    """Returns the answer of a store to a canned question, without the columns for drawing.

    Raises:
        QueryError: see `bind`.
    """
    cypher, values = bind(query, settings, limit=limit)
    return without_picture(store.run(cypher, values))


def without_picture(table: Table) -> Table:
    """Returns the answer without the columns that are there to be drawn."""
    kept = [
        i
        for i, name in enumerate(table.columns)
        if not name.startswith(PICTURE) and not any(_drawn(row[i]) for row in table.rows)
    ]
    return Table(
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
        warnings=table.warnings,
    )


def _drawn(value: object) -> bool:
    if isinstance(value, list | tuple):
        return any(_drawn(part) for part in value)
    return isinstance(value, Node | Edge | Path)
