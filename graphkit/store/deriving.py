"""What articles share, computed from the stored statements: names, belonging, derived edges.

A deterministic step after a load, free of the order in which articles came.  Only entities that
the load touched are computed again, all of them where an earlier load was cut short; who is the
same as whom (see `resolving`) is asked of the whole store, and moves the derived edges of those
whose answer changed.  Derived edges join the actors that names stand for, not the names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
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
from graphkit.store.decisions import Decisions, read_decisions
from graphkit.store.resolving import Links, read_links, resolve_names
from graphkit.store.writing import batches, edge_steps, key_steps, node_steps

CHUNK: Final = 1000
"""Entities named at a time."""

TIED: Final = 20_000
"""Mentions of the entities whose ties are gathered at a time: bounds the memory, but for one
entity that alone has more."""

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
_TIES: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:{near}]->(n) "
    "WHERE s.status = 'actual' AND s.negated = false AND s.relation IN $relations "
    "MATCH (s)-[:{far}]->(m) MATCH (s)-[:IN]->(a) OPTIONAL MATCH (a)-[:COPY_OF]->(o) "
    "RETURN i AS near, m.id AS far, s.relation AS relation, s.id AS statement, s.date AS date, "
    "s.published AS published, s.score AS score, a.outlet AS outlet, "
    "coalesce(o.outlet, a.outlet) AS source"
)
_COUNTS: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:SUBJECT|OBJECT]->(n) "
    "RETURN i AS id, count(*) AS mentions"
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
    store: Store, entities: Iterable[str], *, vocabulary: Vocabulary, issue_of: IssueOf | None
) -> None:
    """Computes again all that the statements say together of these entities."""
    touched = set(entities)
    before, decisions = read_links(store), read_decisions(store)
    mentions: dict[str, int] = {}
    for label, ids in _by_label(touched):
        for chunk in batches(ids, CHUNK):
            mentions |= _derive_belonging(
                store, label, chunk, vocabulary, _deciding(issue_of, decisions)
            )
    _sweep(store, touched - mentions.keys())
    after = resolve_names(store, before, decisions, vocabulary=vocabulary)
    moved = {i for i in before.members() | after.members() if before.actor(i) != after.actor(i)}
    affected = touched | moved | _others(store, moved)
    affected |= {links.actor(i) for i in affected for links in (before, after)}
    _derive_ties(store, affected, after, mentions, vocabulary=vocabulary)


def _by_label(entities: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    """Yields (label, ids) over the entities in sorted order."""
    ordered = sorted(entities, key=lambda e: (key_label(e), e))
    return groupby(ordered, key=key_label)


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
    for label, ids in _by_label(entities):
        for some in batches(ids, CHUNK):
            rows = store.run(_OTHERS.format(label=label), {"ids": some}).rows
            found.update(row[0] for row in rows)
    return found


def _derive_ties(
    store: Store,
    entities: Collection[str],
    links: Links,
    mentions: Mapping[str, int],
    *,
    vocabulary: Vocabulary,
) -> None:
    """Writes again the derived edges that start at these entities; an alias has none."""
    types = [relationship_type(relation) for relation in vocabulary.relations]
    aliases = links.aliases()
    for label, ids in _by_label(entities):
        for chunk in batches(ids, CHUNK):
            drop = f"MATCH (n:{label} {{id: r}}) MATCH (n)-[e:{'|'.join(types)}]->() DELETE e"
            store.execute(list(key_steps(drop, (i for i in chunk if links.actor(i) != i))))
            named = {i: [i, *aliases.get(i, ())] for i in chunk if links.actor(i) == i}
            weights = _weights(store, label, named.values(), mentions)
            for some in _weighed(named, weights):
                names = [i for actor in some for i in named[actor]]
                ties = _read_ties(store, label, names, links, vocabulary)
                # One by one: all ties of a thousand entities may be more than a server takes at
                # once.
                for step in (*key_steps(drop, some), *edge_steps(ties, types)):
                    store.execute([step])


def _weights(
    store: Store, label: str, named: Iterable[Sequence[str]], mentions: Mapping[str, int]
) -> dict[str, int]:
    """Returns how often each actor is named by all its names, by the first of these."""
    groups = list(named)
    unknown = [i for ids in groups for i in ids if i not in mentions]
    found = dict(store.run(_COUNTS.format(label=label), {"ids": unknown}).rows) if unknown else {}
    return {ids[0]: sum(mentions.get(i, found.get(i, 0)) for i in ids) for ids in groups}


def _weighed(ids: Iterable[str], weights: Mapping[str, int]) -> Iterator[list[str]]:
    """Yields the ids in lists of at most `TIED` mentions, or of one id."""
    some: list[str] = []
    weight = 0
    for i in ids:
        if some and weight + weights.get(i, 0) > TIED:
            yield some
            some, weight = [], 0
        some.append(i)
        weight += weights.get(i, 0)
    if some:
        yield some


def _read_ties(
    store: Store, label: str, ids: Sequence[str], links: Links, vocabulary: Vocabulary
) -> list[EdgeRow]:
    """Returns the derived edges that start at the actors (or others) of these names."""
    ties: dict[tuple[str, str, str], Tie] = {}
    symmetric = [name for name, relation in vocabulary.relations.items() if relation.symmetric]
    actors = links.actors
    for near, far, names in (
        ("SUBJECT", "OBJECT", list(vocabulary.relations)),
        ("OBJECT", "SUBJECT", symmetric),
    ):
        query = _TIES.format(label=label, near=near, far=far)
        found = store.run(query, {"ids": list(ids), "relations": names})
        for one, other, relation, statement, date, published, score, outlet, source in found.rows:
            here, there = actors.get(one, one), actors.get(other, other)
            if here == there and one != other:
                continue  # two names of one actor are no tie
            start, end = tie_ends(here, there, symmetric=relation in symmetric)
            if start == here:
                key = relation, start, end
                tie = ties.get(key)
                if tie is None:
                    tie = ties[key] = Tie()
                day = date or published
                tie.add(statement=statement, day=day, score=score, outlet=outlet, source=source)
    return [tie_edge(name, (a, b), tie) for (name, a, b), tie in sorted(ties.items(), key=_key)]


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
