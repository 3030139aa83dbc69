"""A signed network -> how far it is from balance, and the ties that stand in the way.

A network is balanced if its nodes fall into two camps with friends inside and foes across
(Cartwright and Harary 1956: no cycle with an odd number of hostile ties).  The frustration index is
the least number of ties that break this for any two camps (the "line index of balance", Harary
1959).  Finding it is as hard as the maximum cut; here every biconnected block of up to `EXACT`
nodes is solved by trying all camps, since cycles never leave a block, and a larger one by local
search from many starts, which gives an upper bound.  Edge-disjoint unbalanced triads give a lower
bound.

Source: D. Cartwright, F. Harary, "Structural balance", Psychological Review 63 (1956); F. Harary,
"On the measurement of structural balance", Behavioral Science 4 (1959); S. Aref, M. Wilson,
"Balance and frustration in signed networks", Journal of Complex Networks 7 (2019).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import networkx as nx

EXACT: Final = 17
"""Nodes of a block that is solved by trying all camps: 65,536 of them, in under a second."""
STARTS: Final = 40
"""Nodes from which the local search of a larger block begins."""

Triad = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """How balanced a signed network is.

    `camps` gives each node 0 or 1; `frustrated` are the ties (smaller end first) that these camps
    leave against the grain: as many as the frustration index if `exact`, else perhaps more, but
    the index is never below `at_least`.  `balanced` and `unbalanced` count triads.
    """

    camps: Mapping[str, int]
    frustrated: Sequence[tuple[str, str]]
    at_least: int
    balanced: int
    unbalanced: int

    @property
    def index(self) -> int:
        """The frustration index, or the upper bound found."""
        return len(self.frustrated)

    @property
    def exact(self) -> bool:
        """True if the index is proved."""
        return self.at_least == self.index

    @property
    def degree(self) -> float | None:
        """The share of triads that are balanced, None where there is none."""
        triads = self.balanced + self.unbalanced
        return self.balanced / triads if triads else None


def measure_balance(graph: nx.Graph[str]) -> Balance:
    """Returns the balance of a graph whose edges have `sign` 1 or -1."""
    camps: dict[str, int] = {}
    at_least = 0
    for edges in _blocks(graph):
        block: nx.Graph[str] = graph.edge_subgraph(edges).copy()  # a view is ten times as slow
        solved = len(block) <= EXACT
        found = best_camps(block) if solved else searched_camps(block)
        at_least += frustration(block, found) if solved else disjoint_triads(block)
        shared = next((node for node in sorted(block) if node in camps), None)
        flip = shared is not None and camps[shared] != found[shared]
        camps |= {node: camp ^ flip for node, camp in found.items()}
    frustrated = sorted(_against(graph, camps))
    signs = [_sign(graph, triad) for triad in triads(graph)]
    return Balance(
        camps={node: camps.get(node, 0) for node in sorted(graph)},
        frustrated=frustrated,
        at_least=at_least,
        balanced=sum(sign > 0 for sign in signs),
        unbalanced=sum(sign < 0 for sign in signs),
    )


def _blocks(graph: nx.Graph[str]) -> Iterator[list[tuple[str, str]]]:
    """Yields the edges of each biconnected block; each meets the blocks before it, if its
    component has one, in one node."""
    waiting = sorted(
        sorted((min(e), max(e)) for e in edges) for edges in nx.biconnected_component_edges(graph)
    )
    reached: set[str] = set()
    while waiting:
        near = (b for b in waiting if any(node in reached for edge in b for node in edge))
        block = next(near, waiting[0])
        waiting.remove(block)
        reached |= {node for edge in block for node in edge}
        yield block


def frustration(graph: nx.Graph[str], camps: Mapping[str, int]) -> int:
    """Returns how many ties run against the camps."""
    return sum(1 for _ in _against(graph, camps))


def _against(graph: nx.Graph[str], camps: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for one, other, tie in graph.edges(data=True):
        if (camps[one] == camps[other]) != (tie["sign"] > 0):
            yield min(one, other), max(one, other)


def best_camps(graph: nx.Graph[str]) -> dict[str, int]:
    """Returns camps with the fewest ties against them, trying all (in the order of a Gray code).

    Example:
        >>> three = nx.Graph()
        >>> three.add_edges_from([("a", "b"), ("b", "c")], sign=1)
        >>> three.add_edge("a", "c", sign=-1)
        >>> frustration(three, best_camps(three))
        1
    """
    nodes = sorted(graph)
    camps = dict.fromkeys(nodes, 0)
    cost = best = frustration(graph, camps)
    found = dict(camps)
    for step in range(1, 2 ** (len(nodes) - 1)):
        node = nodes[(step & -step).bit_length()]  # the first node stays in camp 0
        cost += _cost_of_moving(graph, camps, node)
        camps[node] ^= 1
        if cost < best:
            best, found = cost, dict(camps)
    return found


def _cost_of_moving(graph: nx.Graph[str], camps: Mapping[str, int], node: str) -> int:
    """Returns how many more ties run against the camps once the node has changed its camp."""
    return sum(
        1 if (camps[node] == camps[other]) == (tie["sign"] > 0) else -1
        for other, tie in graph[node].items()
    )


def searched_camps(graph: nx.Graph[str]) -> dict[str, int]:
    """Returns camps that moving no single node improves, the best from `STARTS` starts.

    Each start goes out from one node along ties, friends into its camp and foes into the other.
    """
    nodes = sorted(graph)
    best: dict[str, int] = {}
    for start in nodes[:: max(1, len(nodes) // STARTS)]:
        camps = {start: 0}
        for one, other in nx.bfs_edges(graph, start, sort_neighbors=sorted):
            camps[other] = camps[one] ^ (graph.edges[one, other]["sign"] < 0)
        _improve(graph, camps)
        if not best or frustration(graph, camps) < frustration(graph, best):
            best = camps
    return {node: best[node] ^ best[nodes[0]] for node in nodes}


def _improve(graph: nx.Graph[str], camps: dict[str, int]) -> None:
    """Moves single nodes as long as that makes the camps better, the one that gains most first."""
    costs = {node: _cost_of_moving(graph, camps, node) for node in sorted(graph)}
    while True:
        node = min(costs, key=costs.__getitem__)
        if costs[node] >= 0:
            return
        camps[node] ^= 1
        costs[node] *= -1
        for other, tie in graph[node].items():
            fits = (camps[node] == camps[other]) == (tie["sign"] > 0)
            costs[other] += 2 if fits else -2


def triads(graph: nx.Graph[str]) -> Iterator[Triad]:
    """Yields the triangles, each once, its nodes and the triangles sorted."""
    for one in sorted(graph):
        above = sorted(node for node in graph[one] if node > one)
        for at, two in enumerate(above):
            yield from (
                (one, two, three) for three in above[at + 1 :] if graph.has_edge(two, three)
            )


def _sign(graph: nx.Graph[str], triad: Triad) -> int:
    one, two, three = triad
    product = 1
    for edge in ((one, two), (two, three), (one, three)):
        product *= graph.edges[edge]["sign"]
    return product


def disjoint_triads(graph: nx.Graph[str]) -> int:
    """Returns how many unbalanced triads without a common tie were found: a lower bound."""
    used: set[tuple[str, str]] = set()
    count = 0
    for triad in triads(graph):
        one, two, three = triad
        ties = {(one, two), (two, three), (one, three)}
        if _sign(graph, triad) < 0 and not ties & used:
            used |= ties
            count += 1
    return count
