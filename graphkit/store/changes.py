"""What a load changes -> the entities and the pairs of which something is to be computed again.

A pair is a relation between two entities as statements name them.  As long as few statements
change, the ties of the pairs that they tell of are computed again, and entities that they call as
most do keep what they are called.  Where many change, all of the entities that they name is
computed, which is cheaper then and needs no memory of the statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from graphkit.records import NodeRow
from graphkit.rows import STATEMENT_NAMES, StatementRows, entity_nodes, is_state
from graphkit.store.contract import Store
from graphkit.store.writing import batches, by_label

FEW: Final = 0.25
"""The part of a store's statements that may change before pairs are no longer kept."""

CHUNK: Final = 1000
"""Articles whose statements are read at a time."""

Pair = tuple[str, str, str]
"""Relation, and the ids of subject and object as statements name them."""

_HELD: Final = "MATCH (s:Statement) RETURN count(s) AS n"
_TOLD_IN: Final = (
    "UNWIND $docs AS d MATCH (a:Article {id: d}) MATCH (s)-[:IN]->(a) "
    "MATCH (s)-[:SUBJECT]->(n) MATCH (s)-[:OBJECT]->(m) OPTIONAL MATCH (s)-[:SAID_BY]->(p) "
    "RETURN s.id AS id, s.relation AS relation, s.status AS status, s.negated AS negated, "
    "n.id AS subject, m.id AS object, p.id AS speaker"
)
_STANDING: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) "
    "RETURN i AS id, n.name AS name, n.country AS country"
)
_ACTING: Final = frozenset({"person", "organization", "group"})
"""Kinds of those who act for a state."""

_PUBLISHED: Final = STATEMENT_NAMES.index("published")
_HEAD: Final = itemgetter(*map(STATEMENT_NAMES.index, ("id", "relation", "status", "negated")))


class Told(NamedTuple):
    """A statement in short; subject, object and speaker are ids."""

    id: str
    relation: str
    status: str
    negated: bool
    subject: str
    object: str
    speaker: str | None

    @property
    def is_tie(self) -> bool:
        """True if the statement stands behind a derived edge: it is actual and not denied."""
        return self.status == "actual" and not self.negated

    @property
    def pair(self) -> Pair:
        """The pair that it tells of."""
        return self.relation, self.subject, self.object


def told_by(statements: Iterable[StatementRows]) -> Iterator[Told]:
    """Yields the statements that are about to be written."""
    for head, mentions in statements:
        ends = {name: row[1] for name, _, row in mentions}
        yield Told._make((*_HEAD(head), ends["SUBJECT"], ends["OBJECT"], ends.get("SAID_BY")))


def told_in(store: Store, docs: Collection[str]) -> Iterator[Told]:
    """Yields the statements that the store holds of these articles."""
    for some in batches(sorted(docs), CHUNK):
        yield from (Told(*row) for row in store.run(_TOLD_IN, {"docs": some}).rows)


class Agreed(NamedTuple):
    """An entity whose new mentions all have the name and country that it has: so it keeps both.

    What most statements call it is what they call it still, however many there are.  `days` has the
    days on which they say that it acts for a state, by state and role.
    """

    name: str
    country: str | None
    days: dict[tuple[str, str | None], list[str | None]]

    def fits(self, kind: str, name: str, country: str | None) -> bool:
        """True if one more mention like this changes neither name nor country.

        A country may be in the graph without a mention, and so without a tally of its own.
        """
        unsaid = country is None and kind != "country"
        return name == self.name and (unsaid or country == self.country)


class Changes:
    """What a load has changed so far.

    `entities` are to be named anew from all their mentions, `agreed` need not be.  `former` has the
    names that those of `entities` had which were in the store.  `pairs` has the statements of each
    pair that came or changed, or went; it is None where too many did: then all ties of the entities
    are to be computed again.
    """

    def __init__(self) -> None:
        self.entities: set[str] = set()
        self.agreed: dict[str, Agreed] = {}
        self.former: dict[str, str] = {}
        self.pairs: dict[Pair, set[str]] | None = None
        self._left = 0.0

    @property
    def named(self) -> set[str]:
        """The entities that statements name more or less often."""
        return self.entities | self.agreed.keys()

    def keep_pairs(self, store: Store) -> None:
        """Keeps pairs from now on, as many as pays in this store."""
        self.pairs = {}
        self._left = FEW * store.run(_HELD).rows[0][0]

    def drop_pairs(self) -> None:
        """Keeps no pairs any more: their ends are among the entities from now on."""
        self.entities.update(self.agreed)
        for _, *ends in self.pairs or ():
            self.entities.update(ends)
        self.agreed, self.pairs = {}, None

    def come(self, store: Store, statements: Sequence[StatementRows]) -> list[NodeRow]:
        """Takes in statements about to be written; returns the nodes of what is named first."""
        nodes = {node.id: node for node in entity_nodes(statements)}
        new = nodes.keys() - self.named
        if self.pairs is not None:
            self.agreed |= _standing(store, new)
            new -= self.agreed.keys()
            self._compare(statements)
        self.entities |= new
        self._tie(told_by(statements))
        return [nodes[entity] for entity in sorted(new)]

    def go(self, store: Store, docs: Collection[str]) -> None:
        """Takes in that what these articles say is about to be taken away."""
        told = list(told_in(store, docs))
        named = {i for t in told for i in (t.subject, t.object, t.speaker) if i is not None}
        if self.pairs is not None:
            self.agreed |= _standing(store, named - self.named)
        for entity in named:
            self._name_anew(entity)
        self._tie(told)

    def recount(self, store: Store, docs: Collection[str]) -> None:
        """Takes in that what these articles say is counted for other outlets."""
        told = list(told_in(store, docs))
        self._tie(told)
        if self.pairs is None:
            self.entities.update(i for t in told for i in (t.subject, t.object))

    def _compare(self, statements: Iterable[StatementRows]) -> None:
        for head, mentions in statements:
            for _, kind, (_, entity, _, name, country, role, *_) in mentions:
                held = self.agreed.get(entity)
                if held is None:
                    continue
                if not held.fits(kind, name, country):
                    self._name_anew(entity)
                elif is_state(country) and kind in _ACTING:
                    held.days.setdefault((country, role), []).append(head[_PUBLISHED])

    def _name_anew(self, entity: str) -> None:
        held = self.agreed.pop(entity, None)
        if held is not None:
            self.former[entity] = held.name
        self.entities.add(entity)

    def _tie(self, statements: Iterable[Told]) -> None:
        if self.pairs is None:
            return
        for told in statements:
            if told.is_tie:
                self.pairs.setdefault(told.pair, set()).add(told.id)
                self._left -= 1
        if self._left < 0:
            self.drop_pairs()


def _standing(store: Store, entities: Iterable[str]) -> dict[str, Agreed]:
    """Returns those of the entities that are in the store."""
    found: dict[str, Agreed] = {}
    for label, ids in by_label(entities):
        for some in batches(ids, CHUNK):
            rows = store.run(_STANDING.format(label=label), {"ids": some}).rows
            found |= {entity: Agreed(name, country, {}) for entity, name, country in rows}
    return found
