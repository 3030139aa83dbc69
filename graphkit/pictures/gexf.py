"""Network -> GEXF 1.3 with time: Gephi's timeline shows when each tie begins and ends.

Source: GEXF 1.3 primer, sections "Dynamics" (`mode`, `timeformat`, `start`, `end` in days, both
inclusive) and "Edges" (`kind` tells parallel edges apart); its visual module for the looks.  All
edges are directed, as networkx reads no mixture; the attribute `symmetric` tells the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from xml.etree import ElementTree as ET

from graphkit.networks import Network, describe
from graphkit.pictures.layouts import Box, lay_out
from graphkit.pictures.markup import xml_file
from graphkit.pictures.palette import KIND_COLOURS, SIGN_COLOURS, xml_text
from graphkit.pictures.strands import gather_strands
from graphkit.pictures.tables import EDGE_TYPES, NODE_TYPES, FlatEdge, edge_values, node_values

SPACE: Final = "http://gexf.net/1.3"
VIZ: Final = "http://gexf.net/1.3/viz"
TYPE_NAMES: Final = {str: "string", bool: "boolean", int: "integer", float: "double"}
FIRM: Final = 60
"""Strongest lines that get the clearest places."""


def draw_gexf(network: Network, *, title: str) -> bytes:
    """Returns the GEXF file, the same bytes for the same network."""
    ET.register_namespace("viz", VIZ)
    root = ET.Element("gexf", {"xmlns": SPACE, "version": "1.3"})
    meta = ET.SubElement(root, "meta")
    ET.SubElement(meta, "creator").text = "graphkit"
    ET.SubElement(meta, "description").text = xml_text(f"{title}: {describe(network)}")
    graph = ET.SubElement(
        root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"}
    )
    _declare(graph, "node", NODE_TYPES)
    _declare(graph, "edge", EDGE_TYPES)
    _add_nodes(graph, network)
    edges = ET.SubElement(graph, "edges")
    for edge in edge_values(network):
        edges.append(_edge(edge))
    return xml_file(root)


def _declare(graph: ET.Element, what: str, types: Mapping[str, type]) -> None:
    declared = ET.SubElement(graph, "attributes", {"class": what, "mode": "static"})
    for name, kind in types.items():
        values = {"id": name, "title": name, "type": TYPE_NAMES[kind]}
        ET.SubElement(declared, "attribute", values)


def _add_nodes(graph: ET.Element, network: Network) -> None:
    nodes = ET.SubElement(graph, "nodes")
    names = {node: xml_text(data["name"]) for node, data in network.graph.nodes(data=True)}
    strands = gather_strands(network)
    boxes = lay_out(strands, names, core=strands[:FIRM])
    placed = {xml_text(node): box for node, box in boxes.items()}
    lives = _lives(network)
    for node, values in node_values(network):
        element = ET.SubElement(nodes, "node", {"id": node, "label": values["name"]} | lives[node])
        _add_values(element, values)
        _add_look(element, placed[node], KIND_COLOURS[values["kind"]])


def _lives(network: Network) -> dict[str, dict[str, str]]:
    """Returns the first and last day of each node: those of its ties, none if one has no day."""
    spans: dict[str, list[tuple[str | None, str | None]]] = {}
    for start, end, tie in network.graph.edges(data=True):
        for node in (start, end):
            spans.setdefault(xml_text(node), []).append((tie["first"], tie["last"]))
    lives = {}
    for node, days in spans.items():
        firsts = [first for first, _ in days if first]
        lasts = [last for _, last in days if last]
        # A tie without a day may stand at any time, and so must its ends.
        dated = len(firsts) == len(days)
        lives[node] = {"start": min(firsts), "end": max(lasts)} if dated else {}
    return lives


def _edge(edge: FlatEdge) -> ET.Element:
    values = edge.values
    element = ET.Element(
        "edge",
        {
            "id": edge.id,
            "source": edge.start,
            "target": edge.end,
            "kind": values["relation"],
            "label": values["relation"],
            "weight": str(float(values["count"])),
        },
    )
    for name, day in (("start", values.get("first")), ("end", values.get("last"))):
        if day:
            element.set(name, day)
    _add_values(element, values)
    _add_colour(element, SIGN_COLOURS[values["sign"]])
    return element


def _add_values(element: ET.Element, values: Mapping[str, Any]) -> None:
    holder = ET.SubElement(element, "attvalues")
    for name, value in values.items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        ET.SubElement(holder, "attvalue", {"for": name, "value": text})


def _add_look(element: ET.Element, box: Box, colour: str) -> None:
    _add_colour(element, colour)
    # Gephi's y axis points up.
    spot = {"x": f"{box.x:.1f}", "y": f"{-box.y:.1f}", "z": "0.0"}
    ET.SubElement(element, f"{{{VIZ}}}position", spot)
    ET.SubElement(element, f"{{{VIZ}}}size", {"value": f"{box.radius:.1f}"})


def _add_colour(element: ET.Element, colour: str) -> None:
    red, green, blue = (str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    ET.SubElement(element, f"{{{VIZ}}}color", {"r": red, "g": green, "b": blue})
