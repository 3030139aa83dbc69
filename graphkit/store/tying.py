"""The stored statements -> derived edges, one for each relation between two actors.

Two ways lead to the same edges: all that start at given entities are gathered from the statements
that name these, or only given pairs are, from the statements that stand behind the drawn edge and
those that changed.  The second costs what changed, however often the entities are named elsewhere.
An edge joins the actors that names stand for, not the names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from graphkit.rows import Tie, Vocabulary, key_label, relationship_type, tie_edge, tie_ends
from graphkit.store.changes import Pair, Told
from graphkit.store.contract import Step, Store
from graphkit.store.resolving import Links
from graphkit.store.writing import batches, by_label, edge_steps, key_steps

CHUNK: Final = 1000
"""Entities, or pairs, whose ties are computed at a time."""

TIED: Final = 20_000
"""Mentions, or statements, that are gathered at a time: bounds the memory, but for one entity or
pair that alone has more."""

T = TypeVar("T")

Key = tuple[str, str, str]
"""Relation, start and end of a derived edge."""

# Only the node with the key has a label: on an empty database's statistics a server would
# otherwise plan to begin elsewhere, and keep that plan while the store grows.
_SOURCES: Final = (
    "MATCH (s)-[:IN]->(a) OPTIONAL MATCH (a)-[:COPY_OF]->(o) "
    "RETURN {near} AS near, m.id AS far, s.relation AS relation, s.id AS statement, "
    "s.date AS date, s.published AS published, s.score AS score, a.outlet AS outlet, "
    "coalesce(o.outlet, a.outlet) AS source"
)
_TIES: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:{near}]->(n) "
    "WHERE s.status = 'actual' AND s.negated = false AND s.relation IN $relations "
    "MATCH (s)-[:{far}]->(m) "
) + _SOURCES.format(near="i")
# No WHERE: kglite would go through all statements that are actual.
_TIED_BY: Final = (
    "UNWIND $ids AS i MATCH (s:Statement {id: i}) "
    "MATCH (s)-[:SUBJECT]->(n) MATCH (s)-[:OBJECT]->(m) "
) + _SOURCES.format(near="n.id")
_COUNTS: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:SUBJECT|OBJECT]->(n) "
    "RETURN i AS id, count(*) AS mentions"
)
_TOLD_OF: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) MATCH (s)-[:{near}]->(n) "
    "MATCH (s)-[:{far}]->(m) RETURN s.id AS id, s.relation AS relation, s.status AS status, "
    "s.negated AS negated, {subject} AS subject, {object} AS object"
)
_DROP: Final = "MATCH (n:{label} {{id: r}}) MATCH (n)-[e:{types}]->() DELETE e"
_DRAWN: Final = (
    "UNWIND $rows AS r MATCH (a:{start} {{id: r[0]}}) MATCH (b:{end} {{id: r[1]}}) "
    "MATCH (a)-[e:{types}]->(b) "
)
_STATEMENTS: Final = (
    _DRAWN + "RETURN r[0] AS start, r[1] AS end, type(e) AS type, e.statements AS statements"
)
_DROP_DRAWN: Final = _DRAWN + "WHERE type(e) = r[2] DELETE e"


def derive_ties(
    store: Store,
    entities: Collection[str],
    links: Links,
    mentions: Mapping[str, int],
    *,
    vocabulary: Vocabulary,
) -> None:
    """Writes again the derived edges that start at these entities; an alias has none."""
    work = _Tying(store, links, vocabulary)
    aliases = links.aliases()
    for label, ids in by_label(entities):
        for chunk in batches(ids, CHUNK):
            drop = _DROP.format(label=label, types=work.types)
            store.execute(list(key_steps(drop, (i for i in chunk if links.actor(i) != i))))
            named = {i: [i, *aliases.get(i, ())] for i in chunk if links.actor(i) == i}
            weights = _weights(store, label, named.values(), mentions)
            for some in _weighed(named, weights):
                names = [i for actor in some for i in named[actor]]
                ties = work.ties_of(label, names)
                work.write(key_steps(drop, some), ties)


def derive_pairs(
    store: Store,
    pairs: Mapping[Pair, Collection[str]],
    moved: Collection[str],
    *,
    before: Links,
    after: Links,
    vocabulary: Vocabulary,
) -> None:
    """Writes again the derived edges of these pairs, and of all that names which moved are in.

    Args:
        store: where to.
        pairs: the statements of each that came, changed or went.
        moved: ids that stand for another actor than before.
        before: what the names stood for when the edges were drawn.
        after: what they stand for.
        vocabulary: which relations are symmetric.
    """
    work = _Tying(store, after, vocabulary)
    keys: dict[Key, set[str]] = {}
    moves = ((told.pair, (told.id,)) for told in _told_of(store, moved))
    for pair, statements in (*pairs.items(), *moves):
        for links in (before, after):
            if (key := work.key_of(pair, links)) is not None:
                keys.setdefault(key, set()).update(statements)
    for chunk in batches(sorted(keys), CHUNK):
        drawn = work.drawn(chunk)
        wanted = {key: keys[key] | set(drawn.get(key, ())) for key in chunk}
        for some in _weighed(wanted, {key: len(ids) for key, ids in wanted.items()}):
            ties = work.ties_by({i for key in some for i in wanted[key]})
            steps = work.drop_steps(key for key in some if key in drawn)
            work.write(steps, {key: ties[key] for key in some if key in ties})


class _Tying:
    """Reads statements and writes derived edges, by what names stand for."""

    def __init__(self, store: Store, links: Links, vocabulary: Vocabulary) -> None:
        relations = vocabulary.relations
        self._store = store
        self._links = links
        self._known = frozenset(relations)
        self._names = {relationship_type(name): name for name in relations}
        self._symmetric = {name for name, relation in relations.items() if relation.symmetric}
        self.types = "|".join(self._names)

    def key_of(self, pair: Pair, links: Links) -> Key | None:
        """Returns the derived edge of a pair, or None: two names of one actor are no tie, and of a
        relation that is no longer known none is drawn."""
        relation, one, other = pair
        subject, target = links.actor(one), links.actor(other)
        if (subject == target and one != other) or relation not in self._known:
            return None
        return relation, *tie_ends(subject, target, symmetric=relation in self._symmetric)

    def ties_of(self, label: str, ids: Sequence[str]) -> dict[Key, Tie]:
        """Returns the ties that start at the actors (or others) of these names."""
        ties: dict[Key, Tie] = {}
        for near, far, names in (
            ("SUBJECT", "OBJECT", self._known),
            ("OBJECT", "SUBJECT", self._symmetric),
        ):
            query = _TIES.format(label=label, near=near, far=far)
            found = self._store.run(query, {"ids": list(ids), "relations": sorted(names)})
            self._gather(ties, found.rows, starting=True)
        return ties

    def ties_by(self, statements: Collection[str]) -> dict[Key, Tie]:
        """Returns the ties that these statements make."""
        ties: dict[Key, Tie] = {}
        for some in batches(sorted(statements)):
            self._gather(ties, self._store.run(_TIED_BY, {"ids": some}).rows, starting=False)
        return ties

    def _gather(
        self, ties: dict[Key, Tie], rows: Iterable[Sequence[Any]], *, starting: bool
    ) -> None:
        """Adds statements to the ties they make; `starting`: to those only that start near."""
        actors, symmetric = self._links.actors, self._symmetric
        for one, other, relation, statement, date, published, score, outlet, source in rows:
            here, there = actors.get(one, one), actors.get(other, other)
            if here == there and one != other:
                continue
            start, end = tie_ends(here, there, symmetric=relation in symmetric)
            if starting and start != here:
                continue
            key = relation, start, end
            tie = ties.get(key)
            if tie is None:
                tie = ties[key] = Tie()
            day = date or published
            tie.add(statement=statement, day=day, score=score, outlet=outlet, source=source)

    def drawn(self, keys: Iterable[Key]) -> dict[Key, list[str]]:
        """Returns the statements of those edges that are drawn."""
        found: dict[Key, list[str]] = {}
        for (start, end), some in _by_labels(keys):
            query = _STATEMENTS.format(start=start, end=end, types=self.types)
            rows = self._store.run(query, {"rows": sorted({key[1:] for key in some})}).rows
            found |= {(self._names[kind], a, b): ids for a, b, kind, ids in rows}
        return found

    def drop_steps(self, keys: Iterable[Key]) -> Iterator[Step]:
        """Yields the steps that take edges away."""
        for (start, end), some in _by_labels(keys):
            cypher = _DROP_DRAWN.format(start=start, end=end, types=self.types)
            rows = sorted([a, b, relationship_type(relation)] for relation, a, b in some)
            yield from (Step(cypher=cypher, rows=batch) for batch in batches(rows))

    def write(self, drops: Iterable[Step], ties: Mapping[Key, Tie]) -> None:
        """Draws the ties in place of what the steps take away."""
        edges = [
            tie_edge(name, (a, b), tie) for (name, a, b), tie in sorted(ties.items(), key=_key)
        ]
        # One by one: all ties of a thousand entities may be more than a server takes at once.
        for step in (*drops, *edge_steps(edges, self._names)):
            self._store.execute([step])


def _key(entry: tuple[Key, Tie]) -> Key:
    return entry[0]


def _by_labels(keys: Iterable[Key]) -> Iterator[tuple[tuple[str, str], list[Key]]]:
    """Yields the keys by the labels of their ends."""
    found: dict[tuple[str, str], list[Key]] = {}
    for key in keys:
        found.setdefault((key_label(key[1]), key_label(key[2])), []).append(key)
    yield from sorted(found.items())


def _told_of(store: Store, entities: Iterable[str]) -> Iterator[Told]:
    """Yields the statements with these entities that stand behind derived edges."""
    for label, ids in by_label(entities):
        for some in batches(ids, CHUNK):
            for near, far, ends in (
                ("SUBJECT", "OBJECT", {"subject": "i", "object": "m.id"}),
                ("OBJECT", "SUBJECT", {"subject": "m.id", "object": "i"}),
            ):
                query = _TOLD_OF.format(label=label, near=near, far=far, **ends)
                for row in store.run(query, {"ids": some}).rows:
                    told = Told._make((*row, None))
                    if told.is_tie:
                        yield told


def _weights(
    store: Store, label: str, named: Iterable[Sequence[str]], mentions: Mapping[str, int]
) -> dict[str, int]:
    """Returns how often each actor is named by all its names, by the first of these."""
    groups = list(named)
    unknown = [i for ids in groups for i in ids if i not in mentions]
    found = dict(store.run(_COUNTS.format(label=label), {"ids": unknown}).rows) if unknown else {}
    return {ids[0]: sum(mentions.get(i, found.get(i, 0)) for i in ids) for ids in groups}


def _weighed(ids: Iterable[T], weights: Mapping[T, int]) -> Iterator[list[T]]:
    """Yields the ids in lists that weigh at most `TIED`, or of one id."""
    some: list[T] = []
    weight = 0
    for i in ids:
        if some and weight + weights.get(i, 0) > TIED:
            yield some
            some, weight = [], 0
        some.append(i)
        weight += weights.get(i, 0)
    if some:
        yield some
