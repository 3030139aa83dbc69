"""Store -> the ties of one actor: who deals with it, how, and which ties these have to each other.

Persons count for their state; groups, and persons of no state, for themselves.  A country is one
actor with all who act for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from graphkit.analysis.parties import party_of
from graphkit.analysis.readings import read_statements
from graphkit.errors import PictureError
from graphkit.networks import Sign, sign_of
from graphkit.records import ACTOR_KINDS, Mention
from graphkit.rows import Vocabulary
from graphkit.selections import Filters, SourcedStatement, actors_named
from graphkit.store import Store

Way = Literal["out", "in", "with"]
WAYS: Final[tuple[Way, ...]] = ("out", "with", "in")


@dataclass(frozen=True, kw_only=True)
class Lane:
    """What passes one way: `out` from the actor, `in` to it, `with` in symmetric relations."""

    way: Way
    count: int
    sign: Sign


@dataclass(frozen=True, kw_only=True)
class Alter:
    """One who deals with the actor; `stance` sums the stances either way.

    `relations` counts the statements by relation, most frequent first.
    """

    id: str
    name: str
    lanes: tuple[Lane, ...]
    relations: Mapping[str, int]
    stance: float
    rows: tuple[SourcedStatement, ...]

    @property
    def count(self) -> int:
        """How many statements."""
        return len(self.rows)

    @property
    def sign(self) -> Sign:
        """Friendly, hostile or neither on balance."""
        return sign_of(self.stance)


@dataclass(frozen=True, kw_only=True)
class Bond:
    """A tie between two who deal with the actor, on balance of either direction."""

    one: str
    other: str
    count: int
    sign: Sign


@dataclass(frozen=True, kw_only=True)
class Circle:
    """An actor, those who deal with it (most statements first), and the ties between the first.

    `topics` and `places` count statements of the actor on these, which are no ties.
    """

    name: str
    alters: tuple[Alter, ...]
    bonds: tuple[Bond, ...]
    topics: int
    places: int


def read_circle(store: Store, filters: Filters, *, vocabulary: Vocabulary, limit: int) -> Circle:
    """Reads the circle of the actor that `filters.actors` names; bonds of the first `limit`.

    Raises:
        PictureError: no tie of the actor passes the filters.
    """
    reading = read_statements(store, filters, vocabulary=vocabulary)
    mine = actors_named(reading.selection, filters.actors)
    kinds: Counter[str] = Counter()
    ties: dict[str, list[tuple[Way, SourcedStatement]]] = defaultdict(list)
    for row in reading.rows:
        said = row.statement
        outward = said.subject.id in mine
        other = said.object if outward else said.subject
        kinds[other.kind] += 1
        if other.kind in ACTOR_KINDS and folded(other) not in mine:
            symmetric = vocabulary.relations[said.relation].symmetric
            ties[folded(other)].append(("with" if symmetric else "out" if outward else "in", row))
    if not ties:
        raise PictureError("it has no ties to other actors", where=filters.actors[0])
    found = [_alter(party, reading.name(party), told) for party, told in sorted(ties.items())]
    found.sort(key=lambda alter: (-alter.count, -abs(alter.stance), alter.name, alter.id))
    return Circle(
        name=reading.together(filters.actors),
        alters=tuple(found),
        bonds=tuple(_read_bonds(store, filters, found[:limit], vocabulary=vocabulary)),
        topics=kinds["topic"],
        places=kinds["place"],
    )


def folded(mention: Mention) -> str:
    """Returns the party that somebody counts for, or himself."""
    return party_of(mention.id, mention.country) or mention.id


def _alter(party: str, name: str, told: Sequence[tuple[Way, SourcedStatement]]) -> Alter:
    relations = Counter(row.statement.relation for _, row in told)
    return Alter(
        id=party,
        name=name,
        lanes=tuple(
            _lane(way, stances)
            for way in WAYS
            if (stances := [row.statement.stance for w, row in told if w == way])
        ),
        relations=dict(sorted(relations.items(), key=lambda pair: (-pair[1], pair[0]))),
        stance=_sum(row.statement.stance for _, row in told),
        rows=tuple(row for _, row in told),
    )


def _lane(way: Way, stances: Collection[float]) -> Lane:
    return Lane(way=way, count=len(stances), sign=sign_of(_sum(stances)))


def _sum(stances: Iterable[float]) -> float:
    return round(sum(sorted(stances)), 6)


def _read_bonds(
    store: Store, filters: Filters, alters: Sequence[Alter], *, vocabulary: Vocabulary
) -> list[Bond]:
    ids = tuple(alter.id for alter in alters)
    among = replace(filters, actors=ids, partners=ids)
    try:
        reading = read_statements(store, among, vocabulary=vocabulary)
    except PictureError:  # nothing passed between them
        return []
    stances: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in reading.rows:
        one, other = sorted((folded(row.statement.subject), folded(row.statement.object)))
        if one != other and one in ids and other in ids:
            stances[one, other].append(row.statement.stance)
    bonds = [
        Bond(one=one, other=other, count=len(found), sign=sign_of(_sum(found)))
        for (one, other), found in stances.items()
    ]
    return sorted(bonds, key=lambda bond: (-bond.count, bond.one, bond.other))
