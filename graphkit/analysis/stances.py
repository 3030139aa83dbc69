"""Statements on topics -> who takes which side on what, how often, and who turned.

A party's side counts where it says or does so itself; what others say of it does not.  Topics stand
under the issue that they are about.  A party turned where it took one side on one day and the other
on a later one; a day on which it took both is left out, as in the question `stance_shift`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.analysis.parties import own_words
from graphkit.analysis.sides import lasting_side, side_on_topic
from graphkit.selections import Entity, SourcedStatement

Key = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A party's latest change of side: the last day on the former, the first on the latter one."""

    before: str
    after: str
    sign: int


@dataclass(frozen=True, kw_only=True)
class Stance:
    """A party on a matter: statements for it and against it, and its latest turn or None."""

    party: str
    matter: str
    pros: int
    cons: int
    turn: Turn | None

    @property
    def count(self) -> int:
        """How many statements."""
        return self.pros + self.cons

    @property
    def sign(self) -> int:
        """1 if mostly for, -1 if mostly against, 0 if as often the one as the other."""
        return (self.pros > self.cons) - (self.pros < self.cons)


@dataclass(frozen=True, kw_only=True)
class Stances:
    """Who stands where, and what of the statements tells nothing of that.

    `rows` are the statements that count; `others` are said by somebody else, `unsided` take no
    side, `unsorted` are on topics without an issue.
    """

    table: Mapping[Key, Stance]
    rows: tuple[SourcedStatement, ...]
    others: int
    unsided: int
    unsorted: int


def gather_stances(
    rows: Iterable[SourcedStatement], entities: Mapping[str, Entity], *, worded: bool = False
) -> Stances:
    """Returns the stances; with `worded` topics without an issue stand for themselves."""
    told: dict[Key, list[int]] = defaultdict(list)
    lasting: dict[Key, list[tuple[str, int]]] = defaultdict(list)
    kept = []
    others = unsided = unsorted = 0
    for row in rows:
        said = row.statement
        sign = side_on_topic(said.relation, negated=said.negated)
        if said.object.kind != "topic":
            continue
        if not sign:
            unsided += 1
            continue
        party = own_words(said)
        matter = entities[said.object.id].issue or (said.object.name if worded else None)
        if party is None:
            others += 1
        elif matter is None:
            unsorted += 1
        else:
            told[party, matter].append(sign)
            if side := lasting_side(said.relation, negated=said.negated, on_topic=True):
                day = row.day.isoformat() if row.day else ""
                lasting[party, matter].append((day, side))
            kept.append(row)
    return Stances(
        table={key: _stance(key, signs, lasting[key]) for key, signs in sorted(told.items())},
        rows=tuple(kept),
        others=others,
        unsided=unsided,
        unsorted=unsorted,
    )


def _stance(key: Key, signs: Sequence[int], lasting: Iterable[tuple[str, int]]) -> Stance:
    return Stance(
        party=key[0],
        matter=key[1],
        pros=signs.count(1),
        cons=signs.count(-1),
        turn=latest_turn(lasting),
    )


def latest_turn(told: Iterable[tuple[str, int]]) -> Turn | None:
    """Returns the latest change of sign between days, or None.

    Example:
        >>> latest_turn([("2023-01-02", -1), ("2023-03-10", 1)])
        Turn(before='2023-01-02', after='2023-03-10', sign=1)
    """
    signs: dict[str, set[int]] = defaultdict(set)
    for day, sign in told:
        if day:
            signs[day].add(sign)
    days = [(day, min(found)) for day, found in sorted(signs.items()) if len(found) == 1]
    turns = [
        Turn(before=one[0], after=other[0], sign=other[1])
        for one, other in itertools.pairwise(days)
        if one[1] != other[1]
    ]
    return turns[-1] if turns else None
