"""Question and settings -> the answer as a table, without the columns that are for drawing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graphkit.errors import StoreKindError
from graphkit.queries.binding import Given, bind
from graphkit.queries.reading import PICTURE, Query, Value
from graphkit.store import Edge, Node, Path, Store, Table
from graphkit.store.meta import read_meta

STANDING_SINCE: Final = 4
"""The schema from which on a store says whom each name stands for, which the questions read."""


def put_question(
    store: Store, query: Query, settings: Mapping[str, Given], *, limit: int | None = None
) -> tuple[Table, dict[str, Value]]:
    """Returns the answer of a store to a canned question, and the values that it was asked with.

    Raises:
        QueryError: see `bind`.
        StoreKindError: the store was written by a graphkit so old that it would answer wrongly.
    """
    cypher, values = bind(query, settings, limit=limit)
    meta = read_meta(store.run)
    if meta is not None and meta.schema < STANDING_SINCE:
        raise StoreKindError(
            f"written by an older graphkit (store schema {meta.schema}; questions need "
            f"{STANDING_SINCE})",
            where=store.address,
            remedy="load any statements file into it, an old or a new one: that upgrades it",
        )
    return store.run(cypher, values), values


def answer(
    store: Store, query: Query, settings: Mapping[str, Given], *, limit: int | None = None
) -> Table:
    """Returns the answer of a store to a canned question, without the columns for drawing.

    Raises:
        QueryError, StoreKindError: see `put_question`.
    """
    return without_picture(put_question(store, query, settings, limit=limit)[0])


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
