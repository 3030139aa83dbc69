"""NodeRow and EdgeRow -> write steps in batches, each on one indexed key.

Nodes that may be there are merged, statements, which a load knows to be new, are created;
relationships are created, for their writers have taken away what stood in their place.  A row is a
list, its values named once in the Cypher: a map for each, merged into the node, took three times as
long.

The one place where labels, relationship types and property names are put into Cypher; labels and
types must stand on the list of the schema.  Values travel as parameters only.  Nodes come before
relationships, both in sorted order, so that two writers never wait for each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, Final, TypeVar

from graphkit.errors import StoreError
from graphkit.records import EdgeRow, NodeRow
from graphkit.rows import (
    FIXED_TYPES,
    KEYED_LABELS,
    KIND_LABELS,
    MENTION_NAMES,
    STATEMENT_NAMES,
    StatementRows,
    key_label,
)
from graphkit.store.contract import Step

BATCH: Final = 5000
"""Rows in one step; larger ones were no faster on either store."""

META_LABEL: Final = "Graphkit"
LABELS: Final = frozenset(
    {*KEYED_LABELS, META_LABEL, *(x for k in KIND_LABELS.values() for x in k)}
)
_NAME: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")

_ENDS: Final = itemgetter(0, 1)

T = TypeVar("T")


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yields the rows in lists of at most `size`."""
    source = iter(rows)
    while batch := list(islice(source, size)):
        yield batch


def by_label(entities: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yields (label, ids) over the entities in sorted order."""
    ordered = sorted(entities, key=lambda e: (key_label(e), e))
    return groupby(ordered, key=key_label)


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


def _set_of(variable: str, names: Sequence[str], first: int) -> str:
    """Returns `SET n.a = r[1], n.b = r[2]`: a row's values from `first` on, by name."""
    parts = (f"{variable}.{_quoted(name)} = r[{at}]" for at, name in enumerate(names, first))
    return f" SET {', '.join(parts)}" if names else ""


def _map_of(names: Sequence[str], first: int) -> str:
    """Returns `{a: r[1], b: r[2]}`, likewise."""
    parts = (f"{_quoted(name)}: r[{at}]" for at, name in enumerate(names, first))
    return f" {{{', '.join(parts)}}}" if names else ""


def _quoted(name: str) -> str:
    """Returns the property's name for Cypher, in which a few (`end`) are reserved words."""
    if not _NAME.match(name):
        raise StoreError(f"{name!r} is not a property of the graph")
    return f"`{name}`"


def node_steps(nodes: Iterable[NodeRow], *, new: bool = False) -> Iterator[Step]:
    """Yields the steps that give the nodes these properties (None takes one away).

    Other properties stay: measures of the network may have been written beside them.

    Args:
        nodes: of several with one id the last counts.
        new: none of them is in the store: they are created without looking, which is faster.
    """
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], dict[str, list[Any]]] = {}
    for node in nodes:
        group = groups.setdefault((node.labels, tuple(node.properties)), {})
        group[node.id] = [node.id, *node.properties.values()]
    for labels, names in sorted(groups):
        rows = [row for _, row in sorted(groups[labels, names].items())]
        if new:
            yield from _new_nodes(labels, ("id", *names), rows)
            continue
        key, *others = (checked_label(label) for label in labels)
        more = "".join(f" SET n:{label}" for label in others)
        cypher = f"UNWIND $rows AS r MERGE (n:{key} {{id: r[0]}}){_set_of('n', names, 1)}{more}"
        yield from (Step(cypher=cypher, rows=batch) for batch in batches(rows))


def _new_nodes(
    labels: Sequence[str], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[Step]:
    """Yields the steps for rows of the values of `names`."""
    every = ":".join(checked_label(label) for label in labels)
    cypher = f"UNWIND $rows AS r CREATE (n:{every}{_map_of(names, 0)})"
    yield from (Step(cypher=cypher, rows=batch) for batch in batches(rows))


def edge_steps(edges: Iterable[EdgeRow], types: Iterable[str] = ()) -> Iterator[Step]:
    """Yields the steps that create the relationships; both ends must stand, they themselves not.

    Args:
        edges: of several of one type between two nodes the last counts.
        types: relationship types allowed beside the fixed ones.
    """
    allowed = frozenset(types)
    groups: dict[tuple[str, str, str, tuple[str, ...]], dict[tuple[str, str], list[Any]]] = {}
    for edge in edges:
        ends = (edge.start[1], edge.end[1])
        name = checked_type(edge.type, allowed)
        group = groups.setdefault((name, edge.start[0], edge.end[0], tuple(edge.properties)), {})
        group[ends] = [*ends, *edge.properties.values()]
    for name, start, end, names in sorted(groups):
        rows = [row for _, row in sorted(groups[name, start, end, names].items())]
        yield from _new_edges(name, start, end, names, rows)


def _new_edges(
    name: str, start: str, end: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterator[Step]:
    """Yields the steps for rows of the two ends' ids and the values of `names`."""
    cypher = (
        f"UNWIND $rows AS r MATCH (a:{checked_label(start)} {{id: r[0]}}) "
        f"MATCH (b:{checked_label(end)} {{id: r[1]}}) "
        f"CREATE (a)-[:{name}{_map_of(names, 2)}]->(b)"
    )
    yield from (Step(cypher=cypher, rows=batch) for batch in batches(rows))


def statement_steps(statements: Sequence[StatementRows]) -> Iterator[Step]:
    """Yields the steps that create statements that are not there, under articles and entities."""
    nodes = sorted(node for node, _ in statements)
    yield from _new_nodes(("Statement",), STATEMENT_NAMES, nodes)
    yield from _new_edges("IN", "Statement", "Article", (), [node[:2] for node in nodes])
    groups: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for _, mentions in statements:
        for name, kind, row in mentions:
            groups.setdefault((name, KIND_LABELS[kind][0]), []).append(row)
    for (name, label), rows in sorted(groups.items()):
        rows.sort(key=_ENDS)
        yield from _new_edges(name, "Statement", label, MENTION_NAMES, rows)


def key_steps(cypher: str, keys: Iterable[str]) -> Iterator[Step]:
    """Yields the steps that run `cypher` (after `UNWIND $rows AS r`) for each key, sorted."""
    rows: Sequence[str] = sorted(set(keys))
    for batch in batches(rows):
        yield Step(cypher=f"UNWIND $rows AS r {cypher}", rows=batch)
