"""Network -> GraphML with typed attributes, as networkx, Gephi and yEd read it."""

from __future__ import annotations

import io

import networkx as nx

from graphkit.networks import Network
from graphkit.pictures.tables import edge_values, node_values


def draw_graphml(network: Network) -> bytes:
    """Returns the GraphML file, the same bytes for the same network."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, values in node_values(network):
        graph.add_node(node, **values)
    for edge in edge_values(network):
        graph.add_edge(edge.start, edge.end, key=edge.id, id=edge.id, **edge.values)
    buffer = io.BytesIO()
    nx.write_graphml_xml(graph, buffer, named_key_ids=True, edge_id_from_attribute="id")
    return buffer.getvalue()
