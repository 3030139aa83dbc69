"""A signed network -> blocs: parties that are friends among each other more than chance would have.

Blocs maximise the modularity of signed networks, in which a friendly tie inside a bloc and a
hostile tie between blocs count for it, each measured against what the ends' friendly and hostile
weights let expect.  Nodes move one by one, then whole blocs merge, as long as that gains; both go
in the order of the ids, so that the same network gives the same blocs.

Source: S. Gómez, P. Jensen, A. Arenas, "Analysis of community structure in networks of correlated
data", Physical Review E 80 (2009); the moves are those of V. Blondel et al., "Fast unfolding of
communities in large networks", Journal of Statistical Mechanics (2008).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

import networkx as nx

GAIN: Final = 1e-9
"""What a move must gain at least: rounding must not decide."""


class _Blocs:
    """A partition under way, with the friendly (0) and hostile (1) weights of each bloc."""

    def __init__(self, graph: nx.Graph[str]) -> None:
        self.graph = graph
        self.bloc = {node: at for at, node in enumerate(sorted(graph))}
        self.strength = {node: self._strength(node) for node in graph}
        total = [sum(s[part] for _, s in sorted(self.strength.items())) for part in (0, 1)]
        self.scale = sum(total) or 1.0
        self.total = [part or 1.0 for part in total]  # of strengths that are all 0
        self.held = {self.bloc[node]: list(self.strength[node]) for node in graph}

    def _strength(self, node: str) -> tuple[float, float]:
        weights = [tie["weight"] for tie in self.graph[node].values()]
        return sum(w for w in weights if w > 0), -sum(w for w in weights if w < 0)

    def expected(self, one: tuple[float, ...] | list[float], other: list[float]) -> float:
        """Returns the weight that chance would put between two sets of these strengths."""
        friendly, hostile = (one[part] * other[part] / self.total[part] for part in (0, 1))
        return friendly - hostile

    def links(self, node: str) -> dict[int, float]:
        """Returns the weight between a node and each bloc it has ties with."""
        found: dict[int, float] = defaultdict(float)
        for other, tie in self.graph[node].items():
            found[self.bloc[other]] += tie["weight"]
        return found

    def put(self, node: str, bloc: int) -> None:
        """Moves a node into a bloc."""
        for part in (0, 1):
            self.held[self.bloc[node]][part] -= self.strength[node][part]
            self.held[bloc][part] += self.strength[node][part]
        self.bloc[node] = bloc

    def move_nodes(self) -> bool:
        """Puts each node where it fits best; returns whether any moved."""
        moved = False
        for node in sorted(self.graph):
            links, own = self.links(node), self.bloc[node]
            home = [self.held[own][part] - self.strength[node][part] for part in (0, 1)]
            stay = links.get(own, 0.0) - self.expected(self.strength[node], home)
            best, gain = own, GAIN
            for bloc in sorted(links):
                if bloc != own:
                    here = links[bloc] - self.expected(self.strength[node], self.held[bloc])
                    if here - stay > gain:
                        best, gain = bloc, here - stay
            if best != own:
                self.put(node, best)
                moved = True
        return moved

    def merge_blocs(self) -> bool:
        """Merges the two blocs that gain most by it; returns whether any did."""
        between: dict[tuple[int, int], float] = defaultdict(float)
        for one, other, tie in self.graph.edges(data=True):
            pair = sorted((self.bloc[one], self.bloc[other]))
            if pair[0] != pair[1]:
                between[pair[0], pair[1]] += tie["weight"]
        best, gain = None, GAIN
        for (first, second), weight in sorted(between.items()):
            found = weight - self.expected(self.held[first], self.held[second])
            if found > gain:
                best, gain = (first, second), found
        if best is None:
            return False
        for node in sorted(n for n, bloc in self.bloc.items() if bloc == best[1]):
            self.put(node, best[0])
        return True


def find_blocs(graph: nx.Graph[str]) -> list[list[str]]:
    """Returns the blocs, the largest first, each sorted; every node is in one.

    Args:
        graph: edges have a `weight` above 0 between friends, below 0 between foes.

    Example:
        >>> foes = nx.Graph()
        >>> foes.add_weighted_edges_from([("a", "b", 2), ("c", "d", 1), ("b", "c", -1)])
        >>> find_blocs(foes)
        [['a', 'b'], ['c', 'd']]
    """
    blocs = _Blocs(graph)
    while blocs.move_nodes() or blocs.merge_blocs():
        pass
    members: dict[int, list[str]] = defaultdict(list)
    for node, bloc in sorted(blocs.bloc.items()):
        members[bloc].append(node)
    return sorted(members.values(), key=lambda bloc: (-len(bloc), bloc))


def modularity(graph: nx.Graph[str], bloc_of: Mapping[str, int]) -> float:
    """Returns the signed modularity of a partition (Gómez et al., equation 15): at most 1."""
    start = _Blocs(graph)
    ties = graph.edges(data=True)
    inside: float = sum(tie["weight"] for a, b, tie in ties if bloc_of[a] == bloc_of[b])
    held: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for node in sorted(graph):
        for part in (0, 1):
            held[bloc_of[node]][part] += start.strength[node][part]
    chance = sum(start.expected(strengths, strengths) for _, strengths in sorted(held.items()))
    return (2 * inside - chance) / start.scale
