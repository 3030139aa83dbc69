"""NodeRow and EdgeRow -> write steps: `MERGE` on one indexed key, then `SET`, in batches.

The one place where labels and relationship types are put into Cypher; they must stand on the list
of the schema.  Values travel as parameters only.  Nodes come before relationships, relationships
in sorted order, so that one writer never waits for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from graphkit.errors import StoreError
from graphkit.records import EdgeRow, NodeRow
from graphkit.rows import FIXED_TYPES, KEYED_LABELS, KIND_LABELS
from graphkit.store.contract import Step

BATCH: Final = 5000
"""Rows in one step; larger ones were no faster on either store."""

META_LABEL: Final = "Graphkit"
LABELS: Final = frozenset(
    {*KEYED_LABELS, META_LABEL, *(x for k in KIND_LABELS.values() for x in k)}
)
_NAME: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")

T = TypeVar("T")


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yields the rows in lists of at most `size`."""
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def checked_label(label: str) -> str:
    """Returns the label if the schema has it.

    Raises:
        StoreError: it does not.
    """
    if label not in LABELS:
        raise StoreError(f"{label!r} is not a label of the graph")
    return label


def checked_type(name: str, types: Iterable[str]) -> str:
    """Returns the relationship type if it is fixed or one of `types`.

    Raises:
        StoreError: it is neither, or not a plain name.
    """
    if not _NAME.match(name) or (name not in FIXED_TYPES and name not in types):
        raise StoreError(f"{name!r} is not a relationship type of the graph")
    return name


def _plain(properties: Any) -> dict[str, Any]:
    return {key: value for key, value in properties.items() if value is not None}


def node_steps(nodes: Iterable[NodeRow]) -> Iterator[Step]:
    """Yields the steps that give the nodes these properties (None takes one away).

    Other properties stay: measures of the network may have been written beside them.
    """
    groups: dict[tuple[str, ...], dict[str, dict[str, Any]]] = {}
    for node in nodes:
        row = {"id": node.id, "p": dict(node.properties)}
        groups.setdefault(node.labels, {})[node.id] = row
    for labels in sorted(groups):
        key, *others = (checked_label(label) for label in labels)
        more = "".join(f" SET n:{label}" for label in others)
        cypher = f"UNWIND $rows AS r MERGE (n:{key} {{id: r.id}}) SET n += r.p{more}"
        rows = [row for _, row in sorted(groups[labels].items())]
        yield from (Step(cypher=cypher, rows=batch) for batch in batches(rows))


def edge_steps(edges: Iterable[EdgeRow], types: Iterable[str] = ()) -> Iterator[Step]:
    """Yields the steps that make the relationships be as given; both ends must stand.

    Args:
        edges: at most one of each type between two nodes.
        types: relationship types allowed beside the fixed ones.
    """
    allowed = frozenset(types)
    groups: dict[tuple[str, str, str], list[tuple[str, str, dict[str, Any]]]] = {}
    for edge in edges:
        group = (checked_type(edge.type, allowed), edge.start[0], edge.end[0])
        groups.setdefault(group, []).append((edge.start[1], edge.end[1], _plain(edge.properties)))
    for name, start, end in sorted(groups):
        cypher = (
            f"UNWIND $rows AS r MATCH (a:{checked_label(start)} {{id: r.a}}) "
            f"MATCH (b:{checked_label(end)} {{id: r.b}}) MERGE (a)-[e:{name}]->(b) SET e = r.p"
        )
        found = sorted(groups[name, start, end], key=lambda row: row[:2])
        rows = [{"a": a, "b": b, "p": p} for a, b, p in found]
        yield from (Step(cypher=cypher, rows=batch) for batch in batches(rows))


def key_steps(cypher: str, keys: Iterable[str]) -> Iterator[Step]:
    """Yields the steps that run `cypher` (after `UNWIND $rows AS r`) for each key, sorted."""
    rows: Sequence[str] = sorted(set(keys))
    for batch in batches(rows):
        yield Step(cypher=f"UNWIND $rows AS r {cypher}", rows=batch)
