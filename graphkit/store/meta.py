"""The one node that says a database is a graphkit store, of which schema, and since when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphkit.errors import StoreError, StoreKindError
from graphkit.rows import KEYED_LABELS
from graphkit.store.contract import READABLE, SCHEMA, Step, Table
from graphkit.store.writing import META_LABEL

META_ID: Final = "store"
CLAIM_ID: Final = "claim"
"""Id of the node whose lock a loader holds on a server."""

CONSTRAINED: Final = (*KEYED_LABELS, META_LABEL)
"""Labels whose `id` every store keeps unique."""

LOAD_FIRST: Final = "load statements first: graphkit load"
_READ: Final = (
    f"MATCH (n:{META_LABEL} {{id: '{META_ID}'}}) RETURN n.schema AS schema, n.created AS created, "
    "n.loaded AS loaded, n.pending AS pending"
)
_COUNT: Final = "MATCH (n) RETURN count(n) AS nodes"


@dataclass(frozen=True, kw_only=True)
class Meta:
    """The store's own record; `pending` is True from a load's first write to its last."""

    schema: int
    created: str | None
    loaded: str | None
    pending: bool


def read_meta(run: Callable[[str], Table]) -> Meta | None:
    """Returns the store's own record, or None where there is none."""
    for row in run(_READ).dicts():
        return Meta(
            schema=int(row["schema"]),
            created=row["created"],
            loaded=row["loaded"],
            pending=bool(row["pending"]),
        )
    return None


def meta_step(changes: Mapping[str, Any]) -> Step:
    """Returns the step that sets these properties of the store's own record."""
    cypher = f"UNWIND $rows AS r MERGE (n:{META_LABEL} {{id: r.id}}) SET n += r.p"
    return Step(cypher=cypher, rows=[{"id": META_ID, "p": dict(changes)}])


def check_schema(meta: Meta, address: str) -> None:
    """Refuses a store that a newer graphkit wrote, or one too old to be upgraded.

    Raises:
        StoreKindError: its schema is newer than ours, or older than what we know.
    """
    if meta.schema < READABLE:
        raise StoreKindError(
            f"written by an older graphkit (store schema {meta.schema}, this one knows "
            f"{READABLE} to {SCHEMA})",
            where=address,
            remedy="load the statements into a new store: graphkit load --store NEW",
        )
    if meta.schema > SCHEMA:
        raise StoreKindError(
            f"written by a newer graphkit (store schema {meta.schema}, this one knows {SCHEMA})",
            where=address,
            remedy="upgrade graphkit, or load into another store",
        )


def check_writable(run: Callable[[str], Table], address: str) -> Meta | None:
    """Returns the store's own record, or None of an empty database.

    Raises:
        StoreKindError: the database holds something that graphkit did not write.
    """
    meta = read_meta(run)
    if meta is not None:
        check_schema(meta, address)
        return meta
    nodes = run(_COUNT).rows[0][0]
    # Another loader may have begun between the two questions.
    if nodes and (meta := read_meta(run)) is not None:
        return meta
    if nodes:
        raise StoreKindError(
            f"holds {nodes} nodes that graphkit did not write",
            where=address,
            remedy="give an empty database or another file",
        )
    return None


def check_readable(run: Callable[[str], Table], address: str) -> None:
    """Refuses to read a database that is not a graphkit store.

    Raises:
        StoreKindError: it is something else, or of a newer schema.
        StoreError: it is empty.
    """
    if check_writable(run, address) is None:
        raise StoreError("the store is empty", where=address, remedy=LOAD_FIRST)


def missing_constraints(found: Table) -> list[str]:
    """Returns the labels whose unique `id` is not among the constraints read back."""
    unique = {
        row["labelsOrTypes"][0]
        for row in found.dicts()
        if row["properties"] == ["id"] and row["labelsOrTypes"]
    }
    return [label for label in CONSTRAINED if label not in unique]
