"""Statements -> the blocs that parties fall into, and the ties inside and between them.

The signed network and its blocs are those of `graphkit analyse`, of the statements that were
selected.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphkit.analysis.blocs import find_blocs
from graphkit.analysis.parties import deeds_in, signed_network
from graphkit.networks import Sign
from graphkit.selections import SourcedStatement


@dataclass(frozen=True, kw_only=True)
class Camp:
    """A bloc: its members, those with the most weight of ties first."""

    members: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CampTie:
    """What two parties are to each other: `weight` sums stances, `count` their statements.

    `inside` is True where both are of one bloc.
    """

    one: str
    other: str
    sign: Sign
    weight: float
    count: int
    inside: bool

    @property
    def expected(self) -> bool:
        """True of friends in one bloc and foes in two."""
        return (self.sign > 0) == self.inside


@dataclass(frozen=True, kw_only=True)
class Camps:
    """Blocs of two and more, the largest first; `loners` are in none.

    `ties` are the strongest first; `rows` are the statements behind them.
    """

    camps: tuple[Camp, ...]
    loners: tuple[str, ...]
    ties: tuple[CampTie, ...]
    rows: tuple[SourcedStatement, ...]


def gather_camps(rows: Iterable[SourcedStatement]) -> Camps:
    """Returns the blocs of the parties that selected statements tell of."""
    told = {row.statement.id: row for row in rows}
    deeds = list(deeds_in(told.values()))
    graph = signed_network(deeds)
    groups = find_blocs(graph)
    bloc_of = {party: at for at, parties in enumerate(groups) for party in parties}
    weights = {party: sum(abs(tie["weight"]) for tie in graph[party].values()) for party in graph}
    counts: dict[tuple[str, str], int] = {}
    for deed in deeds:
        pair = min(deed.doer, deed.target), max(deed.doer, deed.target)
        counts[pair] = counts.get(pair, 0) + 1
    ties = [
        CampTie(
            one=min(pair),
            other=max(pair),
            sign=tie["sign"],
            weight=tie["weight"],
            count=counts[min(pair), max(pair)],
            inside=bloc_of[pair[0]] == bloc_of[pair[1]],
        )
        for *pair, tie in graph.edges(data=True)
    ]
    behind = {deed.statement for deed in deeds if graph.has_edge(deed.doer, deed.target)}
    return Camps(
        camps=tuple(
            Camp(members=tuple(sorted(parties, key=lambda p: (-round(weights[p], 6), p))))
            for parties in groups
            if len(parties) > 1
        ),
        loners=tuple(parties[0] for parties in groups if len(parties) == 1),
        ties=tuple(sorted(ties, key=lambda t: (-abs(t.weight), -t.count, t.one, t.other))),
        rows=tuple(row for key, row in told.items() if key in behind),
    )
