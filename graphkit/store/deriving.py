"""What articles share, computed from the stored statements: names, belonging, derived edges.

A deterministic step after a load, free of the order in which articles came.  Only what the load
changed is computed again, all of it where an earlier load was cut short; who is the same as whom
(see `resolving`) is asked of the whole store, and moves the derived edges (see `tying`) of those
whose answer changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from graphkit.store.changes import Agreed, Changes
from graphkit.store.contract import Step, Store
from graphkit.store.decisions import Decisions, read_decisions
from graphkit.store.resolving import read_links, resolve_names
from graphkit.store.standing import derive_standing
from graphkit.store.tying import derive_pairs, derive_ties
from graphkit.store.writing import batches, by_label, edge_steps, key_steps, node_steps

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
_OFFICES: Final = (
    "UNWIND $ids AS i MATCH (n:Actor {id: i}) MATCH (n)-[e:OF]->(c) "
    "RETURN i AS id, c.id AS state, e.role AS role, e.first AS first, e.last AS last"
)
_EXTEND: Final = (
    "UNWIND $rows AS r MATCH (n:Actor {id: r[0]}) MATCH (c:Actor {id: r[1]}) "
    "MATCH (n)-[e:OF]->(c) SET e.first = r[2], e.last = r[3]"
)
_DROP_ABOUT: Final = "MATCH (n:Topic {id: r}) MATCH (n)-[e:ABOUT]->() DELETE e"
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
    anew = changes.entities | _extend_offices(store, changes.agreed)
    deciding = _deciding(issue_of, decisions)
    mentions: dict[str, int] = {}
    for label, ids in by_label(anew):
        for chunk in batches(ids, CHUNK):
            mentions |= _derive_belonging(store, label, chunk, vocabulary, deciding)
    topics = {i: held.name for i, held in changes.agreed.items() if kind_of(i) == "topic"}
    store.execute(_about_steps(topics, deciding))
    _sweep(store, anew - mentions.keys())
    pairs = changes.pairs
    after, of_others = resolve_names(
        store,
        before,
        decisions,
        vocabulary=vocabulary,
        named=None if pairs is None else changes.named,
        former=changes.former,
    )
    joined = before.members() | after.members()
    moved = {i for i in joined if before.actor(i) != after.actor(i)}
    derive_standing(store, (anew & joined) | moved | of_others, after)
    if pairs is None:
        affected = anew | moved | _others(store, moved)
        affected |= {links.actor(i) for i in affected for links in (before, after)}
        derive_ties(store, affected, after, mentions, vocabulary=vocabulary)
    else:
        derive_pairs(store, pairs, moved, before=before, after=after, vocabulary=vocabulary)


def _extend_offices(store: Store, agreed: Mapping[str, Agreed]) -> set[str]:
    """Writes the days that those who agree serve a state for longer.

    Returns:
        Those of whom this cannot be told without all their mentions: a state or a role is new, or
        may now be what most statements say.
    """
    acting = {i: held.days for i, held in agreed.items() if held.days}
    odd: set[str] = set()
    for ids in batches(sorted(acting), CHUNK):
        offices = {(i, state): rest for i, state, *rest in store.run(_OFFICES, {"ids": ids}).rows}
        longer: dict[tuple[str, str], list[str | None]] = {}
        for i in ids:
            for (code, role), days in acting[i].items():
                key = i, f"country:{code}"
                held, first, last = offices.get(key, (None, None, None))
                if key not in offices or role not in (None, held):
                    odd.add(i)
                longer.setdefault(key, [first, last]).extend(days)
        rows = [
            [*key, min(known), max(known)]
            for key, days in longer.items()
            if key[0] not in odd and (known := [day for day in days if day])
        ]
        store.execute([Step(cypher=_EXTEND, rows=rows)])
    return odd


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
    if label == "Topic":
        names = {node.id: node.properties["name"] for node in nodes}
        store.execute([*node_steps(nodes), *_about_steps(names, issue_of)])
    else:
        edges = [edge for i in ids for edge in belonging_edges(i, namings.get(i, ()))]
        nodes += _missing_states(store, edges, ids, vocabulary)
        out = {"Actor": "OF", "Place": "LOCATED_IN"}[label]
        drop = f"MATCH (n:{label} {{id: r}}) MATCH (n)-[e:{out}]->() DELETE e"
        store.execute([*key_steps(drop, ids), *node_steps(nodes), *edge_steps(edges)])
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


def _about_steps(topics: Mapping[str, str], issue_of: IssueOfTopic | None) -> list[Step]:
    """Returns the steps that write what topics are about, given their names by id."""
    issues, edges = [], []
    for topic, name in topics.items():
        issue = None if issue_of is None else issue_of(topic, name)
        if issue is not None:
            key, label = issue
            issues.append(NodeRow(labels=("Issue",), id=key, properties={"name": label}))
            edges.append(
                EdgeRow(type="ABOUT", start=("Topic", topic), end=("Issue", key), properties={})
            )
    return [*key_steps(_DROP_ABOUT, topics), *node_steps(issues), *edge_steps(edges)]


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
