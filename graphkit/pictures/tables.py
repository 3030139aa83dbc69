"""Network -> the attributes that graph files carry: typed values, nothing nested, no None.

Readers of GraphML and GEXF (Gephi, yEd, networkx) give each attribute one type for all nodes or
edges; what a node or edge does not have is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphkit.networks import Network
from graphkit.pictures.palette import xml_text

NODE_TYPES: Final[Mapping[str, type]] = {"name": str, "kind": str, "country": str, "issue": str}
EDGE_TYPES: Final[Mapping[str, type]] = {
    "relation": str,
    "status": str,
    "negated": bool,
    "symmetric": bool,
    "count": int,
    "outlets": int,
    "first": str,
    "last": str,
    "score": float,
    "stance": float,
    "sign": int,
    "confidence": float,
    "sentence": str,
    "speaker": str,
    "outlet": str,
    "url": str,
    "statements": str,
}
"""`sentence`, `speaker`, `outlet` and `url` are those of the newest statement; `statements` holds
the ids of all, parted by spaces."""


@dataclass(frozen=True, kw_only=True)
class FlatEdge:
    """An edge of a graph file; `id` is unique and stays the same from one export to the next."""

    id: str
    start: str
    end: str
    values: Mapping[str, Any]


def node_values(network: Network) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields each node's id and attributes, sorted by id."""
    for node in sorted(network.graph):
        yield xml_text(node), _typed(network.graph.nodes[node], NODE_TYPES)


def edge_values(network: Network) -> Iterator[FlatEdge]:
    """Yields each edge, sorted by its ends and key."""
    edges = network.graph.edges(keys=True, data=True)
    for start, end, key, tie in sorted(edges, key=lambda edge: edge[:3]):
        newest = tie["evidence"][0]
        values = {
            **tie,
            "sentence": newest.text,
            "speaker": newest.speaker,
            "outlet": newest.outlet,
            "url": newest.url,
            "statements": " ".join(sorted(proof.statement for proof in tie["evidence"])),
        }
        yield FlatEdge(
            id=xml_text(f"{start}|{key}|{end}"),
            start=xml_text(start),
            end=xml_text(end),
            values=_typed(values, EDGE_TYPES),
        )


def _typed(values: Mapping[str, Any], types: Mapping[str, type]) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for name, kind in types.items():
        value = values.get(name)
        if value is not None:
            typed[name] = xml_text(value) if kind is str else kind(value)
    return typed
