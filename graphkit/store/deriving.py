"""What articles share, computed from the stored statements: names, belonging, derived edges.

A deterministic step after a load, free of the order in which articles came.  Only entities that
the load touched are computed again, all of them where an earlier load was cut short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from graphkit.records import EdgeRow, NodeRow
from graphkit.rows import (
    IssueLike,
    Naming,
    Tie,
    Vocabulary,
    belonging_edges,
    entity_row,
    key_label,
    kind_of,
    relationship_type,
    tie_edge,
    tie_ends,
)
from graphkit.store.contract import Step, Store
from graphkit.store.writing import batches, edge_steps, key_steps, node_steps

CHUNK: Final = 1000
"""Entities named at a time."""

TIED: Final = 20_000
"""Mentions of the entities whose ties are gathered at a time: bounds the memory, but for one
entity that alone has more."""

IssueOf = Callable[[str], IssueLike | None]

# Only the node with the key has a label: on an empty database's statistics a server would
# otherwise plan to begin elsewhere, and keep that plan while the store grows.
_NAMINGS: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) "
    "MATCH (s)-[e:SUBJECT|OBJECT|SAID_BY]->(n) "
    "RETURN i AS id, e.name AS name, e.country AS country, e.role AS role, "
    "count(*) AS mentions, min(s.published) AS first, max(s.published) AS last"
)
_TIES: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:{near}]->(n) "
    "WHERE s.status = 'actual' AND s.negated = false AND s.relation IN $relations "
    "MATCH (s)-[:{far}]->(m) MATCH (s)-[:IN]->(a) "
    "RETURN i AS near, m.id AS far, s.relation AS relation, s.id AS statement, s.date AS date, "
    "s.published AS published, s.score AS score, a.outlet AS outlet"
)


def all_entities(store: Store) -> set[str]:
    """Returns the id of every actor, place and topic in the store."""
    return {
        row[0]
        for label in ("Actor", "Place", "Topic")
        for row in store.run(f"MATCH (n:{label}) RETURN n.id AS id").rows
    }


def derive(
    store: Store, entities: Iterable[str], *, vocabulary: Vocabulary, issue_of: IssueOf | None
) -> None:
    """Computes again all that the statements say together of these entities."""
    types = [relationship_type(relation) for relation in vocabulary.relations]
    unnamed: list[str] = []
    by_label = groupby(sorted(set(entities), key=lambda e: (key_label(e), e)), key=key_label)
    for label, ids in by_label:
        for chunk in batches(ids, CHUNK):
            mentions = _derive_belonging(store, label, chunk, vocabulary, issue_of)
            unnamed += [i for i in chunk if i not in mentions]
            for some in _weighed(chunk, mentions):
                _derive_ties(store, label, some, vocabulary, types)
    _sweep(store, unnamed)


def _weighed(ids: Iterable[str], mentions: Mapping[str, int]) -> Iterator[list[str]]:
    """Yields the ids in lists of at most `TIED` mentions, or of one id."""
    some: list[str] = []
    weight = 0
    for i in ids:
        if some and weight + mentions.get(i, 0) > TIED:
            yield some
            some, weight = [], 0
        some.append(i)
        weight += mentions.get(i, 0)
    if some:
        yield some


def _derive_belonging(
    store: Store,
    label: str,
    ids: Sequence[str],
    vocabulary: Vocabulary,
    issue_of: IssueOf | None,
) -> dict[str, int]:
    """Writes names, countries, OF, LOCATED_IN and ABOUT; returns how often each id is named."""
    namings = _read_namings(store, label, ids)
    nodes = [
        entity_row(i, namings.get(i, ()), vocabulary)
        for i in ids
        if i in namings or kind_of(i) == "country"
    ]
    edges = [edge for i in ids for edge in belonging_edges(i, namings.get(i, ()))]
    if label == "Topic" and issue_of is not None:
        abouts = list(_abouts(nodes, issue_of))
        edges += [edge for _, edge in abouts]
        nodes += [issue for issue, _ in abouts]
    else:
        nodes += _missing_states(store, edges, ids, vocabulary)
    out = {"Actor": "OF", "Place": "LOCATED_IN", "Topic": "ABOUT"}[label]
    store.execute(
        [
            *key_steps(f"MATCH (n:{label} {{id: r}}) MATCH (n)-[e:{out}]->() DELETE e", ids),
            *node_steps(nodes),
            *edge_steps(edges),
        ]
    )
    return {i: sum(naming.mentions for naming in found) for i, found in namings.items()}


def _read_namings(store: Store, label: str, ids: Sequence[str]) -> dict[str, list[Naming]]:
    namings: dict[str, list[Naming]] = {}
    for row in store.run(_NAMINGS.format(label=label), {"ids": list(ids)}).dicts():
        entity = row.pop("id")
        namings.setdefault(entity, []).append(Naming(**row))
    return namings


def _abouts(topics: Iterable[NodeRow], issue_of: IssueOf) -> Iterator[tuple[NodeRow, EdgeRow]]:
    for topic in topics:
        issue = issue_of(topic.properties["name"])
        if issue is not None:
            yield (
                NodeRow(labels=("Issue",), id=issue.id, properties={"name": issue.name}),
                EdgeRow(
                    type="ABOUT",
                    start=("Topic", topic.id),
                    end=("Issue", issue.id),
                    properties={},
                ),
            )


def _missing_states(
    store: Store, edges: Iterable[EdgeRow], ids: Sequence[str], vocabulary: Vocabulary
) -> list[NodeRow]:
    """Returns nodes for the states that the edges need and the store lacks."""
    wanted = sorted({edge.end[1] for edge in edges} - set(ids))
    found = store.run("UNWIND $ids AS i MATCH (n:Actor {id: i}) RETURN n.id AS id", {"ids": wanted})
    there = {row[0] for row in found.rows}
    return [entity_row(i, (), vocabulary) for i in wanted if i not in there]


def _derive_ties(
    store: Store, label: str, ids: Sequence[str], vocabulary: Vocabulary, types: Sequence[str]
) -> None:
    """Writes again the derived edges that start at these entities."""
    ties: dict[tuple[str, str, str], Tie] = {}
    relations = vocabulary.relations
    symmetric = [name for name, relation in relations.items() if relation.symmetric]
    for near, far, names in (
        ("SUBJECT", "OBJECT", list(relations)),
        ("OBJECT", "SUBJECT", symmetric),
    ):
        query = _TIES.format(label=label, near=near, far=far)
        for row in store.run(query, {"ids": list(ids), "relations": names}).dicts():
            either = relations[row["relation"]].symmetric
            start, end = tie_ends(row["near"], row["far"], symmetric=either)
            if start == row["near"]:
                ties.setdefault((row["relation"], start, end), Tie()).add(
                    statement=row["statement"],
                    day=row["date"] or row["published"],
                    score=row["score"],
                    outlet=row["outlet"],
                )
    drop = f"MATCH (n:{label} {{id: r}}) MATCH (n)-[e:{'|'.join(types)}]->() DELETE e"
    edges = [tie_edge(name, (a, b), tie) for (name, a, b), tie in sorted(ties.items(), key=_key)]
    # One by one: all ties of a thousand entities may be more than a server takes at once.
    for step in (*key_steps(drop, ids), *edge_steps(edges, types)):
        store.execute([step])


def _key(entry: tuple[tuple[str, str, str], Tie]) -> tuple[str, str, str]:
    return entry[0]


def _sweep(store: Store, unnamed: Iterable[str]) -> None:
    """Removes entities that no statement names and nothing belongs to."""
    by_label: dict[str, list[str]] = {}
    for entity in unnamed:
        if kind_of(entity) != "country":
            by_label.setdefault(key_label(entity), []).append(entity)
    steps = [
        step
        for label in sorted(by_label)
        for step in key_steps(f"MATCH (n:{label} {{id: r}}) DETACH DELETE n", by_label[label])
    ]
    store.execute(steps)
    store.execute(
        [
            *_loose(store, "Country", "SUBJECT|OBJECT|SAID_BY|OF|LOCATED_IN"),
            *_loose(store, "Issue", "ABOUT"),
        ]
    )


def _loose(store: Store, label: str, types: str) -> Iterator[Step]:
    """Yields the steps that remove the nodes at which no such relationship ends."""
    loose = store.run(
        f"MATCH (n:{label}) WHERE NOT EXISTS {{ ()-[:{types}]->(n) }} RETURN n.id AS id"
    )
    drop = f"MATCH (n:{label}) WHERE n.id = r DETACH DELETE n"
    yield from key_steps(drop, (row[0] for row in loose.rows))
