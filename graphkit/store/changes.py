"""What a load changes, as it is gathered: the entities and the pairs to be computed again.

A pair is a relation between two entities as statements name them.  As long as few statements
change, the ties between the pairs that they tell of are computed again; where many do, all ties of
the entities that they name, which is cheaper then and needs no memory of the statements.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from operator import itemgetter
from typing import Final, NamedTuple

from graphkit.rows import STATEMENT_NAMES, StatementRows
from graphkit.store.contract import Store
from graphkit.store.writing import batches

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


class Changes:
    """The entities to be named anew, and the pairs whose ties are to be computed again.

    `pairs` has the statements of each pair that came or changed, or went; None where too many did:
    then all ties of the entities are to be computed.
    """

    def __init__(self) -> None:
        self.entities: set[str] = set()
        self.pairs: dict[Pair, set[str]] | None = None
        self._left = 0.0

    def keep_pairs(self, store: Store) -> None:
        """Keeps pairs from now on, as many as pays in this store."""
        self.pairs = {}
        self._left = FEW * store.run(_HELD).rows[0][0]

    def drop_pairs(self) -> None:
        """Keeps no pairs any more: their ends are among the entities from now on."""
        for _, *ends in self.pairs or ():
            self.entities.update(ends)
        self.pairs = None

    def note(self, statements: Iterable[Told], *, named: bool = True) -> None:
        """Takes in statements that come, go or change.

        Args:
            statements: those that are written, or stand in the store.
            named: what they name is to be named anew; False where only their article has changed.
        """
        for told in statements:
            if self.pairs is not None and told.is_tie:
                self.pairs.setdefault(told.pair, set()).add(told.id)
                self._left -= 1
                if self._left < 0:
                    self.drop_pairs()
            if named or self.pairs is None:
                self.entities.update((told.subject, told.object))
                if told.speaker is not None:
                    self.entities.add(told.speaker)
