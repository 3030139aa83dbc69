"""What articles share, computed from the stored statements: names, belonging, derived edges.

A deterministic step after a load, free of the order in which articles came.  Only what the load
changed is computed again, all of it where an earlier load was cut short; who is the same as whom
(see `resolving`) is asked of the whole store, and moves the derived edges (see `tying`) of those
whose answer changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from graphkit.records import EdgeRow, NodeRow
from graphkit.rows import (
    IssueLike,
    Naming,
    Vocabulary,
    belonging_edges,
    entity_row,
    key_label,
    kind_of,
)
from graphkit.store.changes import Changes
from graphkit.store.contract import Step, Store
from graphkit.store.decisions import Decisions, read_decisions
from graphkit.store.resolving import read_links, resolve_names
from graphkit.store.tying import by_label, derive_pairs, derive_ties
from graphkit.store.writing import batches, edge_steps, key_steps, node_steps

CHUNK: Final = 1000
"""Entities named at a time."""

IssueOf = Callable[[str], IssueLike | None]
IssueOfTopic = Callable[[str, str], tuple[str, str] | None]

# Only the node with the key has a label: on an empty database's statistics a server would
# otherwise plan to begin elsewhere, and keep that plan while the store grows.
_NAMINGS: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) "
    "MATCH (s)-[e:SUBJECT|OBJECT|SAID_BY]->(n) "
    "RETURN i AS id, e.name AS name, e.country AS country, e.role AS role, "
    "count(*) AS mentions, min(s.published) AS first, max(s.published) AS last"
)
_OTHERS: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:SUBJECT|OBJECT]->(n) "
    "MATCH (s)-[:SUBJECT|OBJECT]->(m) RETURN DISTINCT m.id AS id"
)


def all_entities(store: Store) -> set[str]:
    """Returns the id of every actor, place and topic in the store."""
    return {
        row[0]
        for label in ("Actor", "Place", "Topic")
        for row in store.run(f"MATCH (n:{label}) RETURN n.id AS id").rows
    }


def derive(
    store: Store, changes: Changes, *, vocabulary: Vocabulary, issue_of: IssueOf | None
) -> None:
    """Computes again all that follows from the statements that changed."""
    before, decisions = read_links(store), read_decisions(store)
    mentions: dict[str, int] = {}
    for label, ids in by_label(changes.entities):
        for chunk in batches(ids, CHUNK):
            mentions |= _derive_belonging(
                store, label, chunk, vocabulary, _deciding(issue_of, decisions)
            )
    _sweep(store, changes.entities - mentions.keys())
    after = resolve_names(store, before, decisions, vocabulary=vocabulary)
    moved = {i for i in before.members() | after.members() if before.actor(i) != after.actor(i)}
    if changes.pairs is None:
        affected = changes.entities | moved | _others(store, moved)
        affected |= {links.actor(i) for i in affected for links in (before, after)}
        derive_ties(store, affected, after, mentions, vocabulary=vocabulary)
    else:
        derive_pairs(store, changes.pairs, moved, before=before, after=after, vocabulary=vocabulary)


def _derive_belonging(
    store: Store,
    label: str,
    ids: Sequence[str],
    vocabulary: Vocabulary,
    issue_of: IssueOfTopic | None,
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
    return {i: sum(n.mentions for n in namings[i]) for i in ids if i in namings}


def _read_namings(store: Store, label: str, ids: Sequence[str]) -> dict[str, list[Naming]]:
    namings: dict[str, list[Naming]] = {}
    for row in store.run(_NAMINGS.format(label=label), {"ids": list(ids)}).dicts():
        entity = row.pop("id")
        namings.setdefault(entity, []).append(Naming(**row))
    return namings


def _deciding(issue_of: IssueOf | None, decisions: Decisions) -> IssueOfTopic | None:
    """Returns what tells id and name of a topic's issue, by its id and name, as was decided."""
    if issue_of is None:
        return None

    def decide(topic: str, name: str) -> tuple[str, str] | None:
        issue = issue_of(decisions.standing_for(topic, name)[1])
        return None if issue is None else decisions.standing_for(issue.id, issue.name)

    return decide


def _abouts(topics: Iterable[NodeRow], issue_of: IssueOfTopic) -> Iterator[tuple[NodeRow, EdgeRow]]:
    for topic in topics:
        issue = issue_of(topic.id, topic.properties["name"])
        if issue is not None:
            key, name = issue
            yield (
                NodeRow(labels=("Issue",), id=key, properties={"name": name}),
                EdgeRow(type="ABOUT", start=("Topic", topic.id), end=("Issue", key), properties={}),
            )


def _missing_states(
    store: Store, edges: Iterable[EdgeRow], ids: Sequence[str], vocabulary: Vocabulary
) -> list[NodeRow]:
    """Returns nodes for the states that the edges need and the store lacks."""
    wanted = sorted({edge.end[1] for edge in edges} - set(ids))
    found = store.run("UNWIND $ids AS i MATCH (n:Actor {id: i}) RETURN n.id AS id", {"ids": wanted})
    there = {row[0] for row in found.rows}
    return [entity_row(i, (), vocabulary) for i in wanted if i not in there]


def _others(store: Store, entities: Iterable[str]) -> set[str]:
    """Returns what stands at the other end of the statements with these entities."""
    found: set[str] = set()
    for label, ids in by_label(entities):
        for some in batches(ids, CHUNK):
            rows = store.run(_OTHERS.format(label=label), {"ids": some}).rows
            found.update(row[0] for row in rows)
    return found


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
