"""Sides on topics -> a position of each party between -1 and 1, so that those who agree are near.

The table of parties by topics (1 for, -1 against, 0 where a party is silent) is scaled on one
dimension: the position is the party's part in the first singular vector of the table, as
legislators are scaled by their votes.  Only parties that hang together by shared topics can be
compared: those outside the largest such set have no position.  The sign is arbitrary and fixed so
that the party with the smallest id among the extreme ones is on the positive side.

Source: J. Heckman, J. Snyder, "Linear probability models of the demand for attributes with an
empirical application to estimating the preferences of legislators", RAND Journal of Economics 28
(1997).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

import networkx as nx

from graphkit.analysis.parties import Side

ROUNDS: Final = 2000
CLOSE: Final = 1e-12
DIGITS: Final = 3

Table = dict[tuple[str, str], int]


def side_table(sides: Iterable[Side]) -> Table:
    """Returns (party, topic) -> the side it takes on balance; no entry where it is neither."""
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for side in sides:
        sums[side.party, side.topic] += side.sign
    return {key: (value > 0) - (value < 0) for key, value in sorted(sums.items()) if value}


def scale_parties(table: Table) -> dict[str, float]:
    """Returns the positions, -1 to 1, of the parties that can be compared.

    Example:
        >>> table = {("a", "x"): 1, ("b", "x"): 1, ("c", "x"): -1, ("a", "y"): -1, ("c", "y"): 1}
        >>> scale_parties(table)
        {'a': 1.0, 'b': 0.562, 'c': -1.0}
    """
    kept = _comparable(table)
    parties = sorted({party for party, _ in kept})
    vector = {party: 1.0 + at / len(parties) for at, party in enumerate(parties)}
    for _ in range(ROUNDS):
        topics: dict[str, float] = defaultdict(float)
        for (party, topic), sign in kept.items():
            topics[topic] += sign * vector[party]
        after: dict[str, float] = dict.fromkeys(parties, 0.0)
        for (party, topic), sign in kept.items():
            after[party] += sign * topics[topic]
        after = _normed(after)
        moved = max((abs(after[p] - vector[p]) for p in parties), default=0.0)
        vector = after
        if moved < CLOSE:
            break
    return {party: round(value, DIGITS) + 0.0 for party, value in vector.items()}


def _normed(vector: Mapping[str, float]) -> dict[str, float]:
    """Returns the vector with its largest entry 1, the first of equals positive."""
    size = max(map(abs, vector.values()), default=0.0) or 1.0
    extreme = next((v for v in vector.values() if abs(v) > size * (1 - 1e-6)), 1.0)
    factor = (1 if extreme > 0 else -1) / size
    return {party: value * factor for party, value in vector.items()}


def _comparable(table: Table) -> Table:
    """Returns the part of the table whose parties hang together by topics that two of them share.

    Topics on which only one party takes a side tell nothing of agreement.
    """
    takers: dict[str, set[str]] = defaultdict(set)
    for party, topic in table:
        takers[topic].add(party)
    shared = {key: sign for key, sign in table.items() if len(takers[key[1]]) > 1}
    graph: nx.Graph[tuple[str, str]] = nx.Graph()
    graph.add_edges_from((("party", party), ("topic", topic)) for party, topic in shared)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_size)
    largest = set(parts[0]) if parts else set()
    return {key: sign for key, sign in shared.items() if ("party", key[0]) in largest}


def _size(part: list[tuple[str, str]]) -> tuple[int, list[tuple[str, str]]]:
    return -sum(kind == "party" for kind, _ in part), part
