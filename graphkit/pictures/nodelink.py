"""Network -> node-link JSON, as `networkx.node_link_graph` and d3-force read it."""

from __future__ import annotations

import json

from graphkit.networks import Network, describe
from graphkit.pictures.tables import edge_values, node_values


def draw_node_link(network: Network, *, title: str) -> bytes:
    """Returns the node-link JSON file, the same bytes for the same network."""
    document = {
        "directed": True,
        "multigraph": True,
        "graph": {"name": title, "description": describe(network)},
        "nodes": [{"id": node, **values} for node, values in node_values(network)],
        "edges": [
            {
                "source": edge.start,
                "target": edge.end,
                "key": edge.id,
                **edge.values,
                "statements": edge.values["statements"].split(),
            }
            for edge in edge_values(network)
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
