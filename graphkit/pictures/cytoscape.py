"""Network -> Cytoscape JSON (`.cyjs`), as Cytoscape, cytoscape.js and networkx read it."""

from __future__ import annotations

import json

from graphkit.networks import Network, describe
from graphkit.pictures.tables import edge_values, node_values


def draw_cytoscape(network: Network, *, title: str) -> bytes:
    """Returns the Cytoscape JSON file, the same bytes for the same network.

    `name` is what Cytoscape shows of a node, `interaction` of an edge; `id` and `key` are what
    networkx calls them by.
    """
    nodes = [{"data": {"id": n, "value": n, **values}} for n, values in node_values(network)]
    edges = [
        {
            "data": {
                "id": edge.id,
                "source": edge.start,
                "target": edge.end,
                "key": edge.id,
                "interaction": edge.values["relation"],
                **edge.values,
                "statements": edge.values["statements"].split(),
            }
        }
        for edge in edge_values(network)
    ]
    document = {
        "data": {"name": title, "description": describe(network)},
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    return json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8") + b"\n"
