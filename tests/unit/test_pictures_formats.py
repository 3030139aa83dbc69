"""Graph files: what is written comes back through networkx, typed and complete."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pydot
import pytest

from graphkit.errors import PictureError
from graphkit.networks import Network
from graphkit.pictures.cytoscape import draw_cytoscape
from graphkit.pictures.dot import draw_dot
from graphkit.pictures.formats import GRAPHS, format_of
from graphkit.pictures.gexf import draw_gexf
from graphkit.pictures.graphml import draw_graphml
from graphkit.pictures.tables import EDGE_TYPES, NODE_TYPES, edge_values, node_values
from tests.pictured import network_of_statements, seed_network, tie
from tests.samples import country, person, topic

GEXF = "{http://gexf.net/1.3}"


def read(name: str, content: bytes) -> nx.Graph[str]:
    """Reads a graph file back."""
    if name == "graphml":
        return nx.read_graphml(io.BytesIO(content), force_multigraph=True)
    if name == "gexf":
        return nx.read_gexf(io.BytesIO(content), version="1.3")
    if name == "node-link":
        return nx.node_link_graph(json.loads(content))
    return nx.cytoscape_graph(json.loads(content))


def drawn(name: str, network: Network) -> bytes:
    """Writes a network in a format."""
    return GRAPHS[name].draw(network, "Ties")


GRAPH_FILES = ("graphml", "gexf", "cytoscape", "node-link")


@pytest.mark.parametrize("name", GRAPH_FILES)
def test_round_trip_keeps_every_tie_and_its_values(name: str) -> None:
    network = seed_network()
    graph = read(name, drawn(name, network))
    assert graph.is_directed()
    assert graph.number_of_nodes() == network.graph.number_of_nodes()
    assert graph.number_of_edges() == network.drawn
    for node, values in node_values(network):
        assert values.items() <= graph.nodes[node].items()
    edges: Any = graph.edges(keys=True, data=True)  # type: ignore[call-overload]
    back = {data.get("id", key): (start, end, data) for start, end, key, data in edges}
    for edge in edge_values(network):
        start, end, data = back[edge.id]
        assert (start, end) == (edge.start, edge.end)
        assert comparable(edge.values) == comparable({k: data[k] for k in edge.values})


def comparable(values: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the values with lists of ids as text."""
    return {k: " ".join(v) if isinstance(v, list) else v for k, v in values.items()}


@pytest.mark.parametrize("name", GRAPH_FILES)
def test_values_keep_their_types(name: str) -> None:
    graph = read(name, drawn(name, seed_network(limit=30)))
    for _, _, data in graph.edges(data=True):
        for attribute in ("count", "negated", "score", "relation"):
            if attribute in data:
                assert type(data[attribute]) is EDGE_TYPES[attribute]
    assert {type(data["name"]) for _, data in graph.nodes(data=True)} == {NODE_TYPES["name"]}


@pytest.mark.parametrize("name", list(GRAPHS))
def test_the_same_network_gives_the_same_bytes(name: str) -> None:
    network = seed_network(limit=30)
    assert drawn(name, network) == drawn(name, network)


@pytest.mark.parametrize("name", GRAPH_FILES)
def test_hostile_text_comes_back_as_text(name: str, tmp_path: Path) -> None:
    mallory = person("Mallory", "USA")
    hostile = "<b>&\"'\u202e\x00\x1b\ud800\u2028 \u0645\u0635\u0631"
    network = network_of_statements(
        tmp_path, tie(mallory, "visits", topic("talks")), rename={mallory.id: hostile}
    )
    graph = read(name, drawn(name, network))
    told = "<b>&\"'\ufffd\ufffd\ufffd\u2028 \u0645\u0635\u0631"
    assert graph.nodes[mallory.id]["name"] == told


def test_a_tie_carries_its_newest_sentence_and_all_its_statements(tmp_path: Path) -> None:
    network = network_of_statements(
        tmp_path,
        tie(country("USA"), "supports", country("FRA"), speaker=person("John Kirby", "USA")),
        tie(country("USA"), "supports", country("FRA"), sent=1),
    )
    (edge,) = edge_values(network)
    assert edge.id == "country:USA|supports|country:FRA"
    assert edge.values["sentence"] == "United States supports France."
    assert edge.values["url"] == "https://example.org/a1"
    assert len(edge.values["statements"].split()) == edge.values["count"] == 2


# GEXF


def test_gexf_declares_what_it_uses_and_ends_after_it_starts() -> None:
    root = ET.fromstring(draw_gexf(seed_network(), title="Ties"))
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    nodes = {node.get("id") for node in graph.iter(f"{GEXF}node")}
    for what in ("node", "edge"):
        declared = {
            a.get("id")
            for group in graph.iter(f"{GEXF}attributes")
            if group.get("class") == what
            for a in group
        }
        for element in graph.iter(f"{GEXF}{what}"):
            assert {v.get("for") for v in element.iter(f"{GEXF}attvalue")} <= declared
            assert (element.get("start") or "") <= (element.get("end") or "9999")
    for edge in graph.iter(f"{GEXF}edge"):
        assert {edge.get("source"), edge.get("target")} <= nodes


def test_gexf_nodes_live_as_long_as_their_ties() -> None:
    root = ET.fromstring(draw_gexf(seed_network(), title="Ties"))
    lives = {n.get("id"): (n.get("start"), n.get("end")) for n in root.iter(f"{GEXF}node")}
    for edge in root.iter(f"{GEXF}edge"):
        start, end = edge.get("start"), edge.get("end")
        for node in (edge.get("source"), edge.get("target")):
            first, last = lives[node]
            if first is not None and last is not None:
                assert start is not None
                assert end is not None
                assert first <= start <= end <= last


def test_gexf_ties_without_a_day_stand_at_any_time(tmp_path: Path) -> None:
    network = network_of_statements(
        tmp_path, tie(country("USA"), "supports", country("FRA"), published=None)
    )
    root = ET.fromstring(draw_gexf(network, title="Ties"))
    for element in (*root.iter(f"{GEXF}node"), *root.iter(f"{GEXF}edge")):
        assert element.get("start") is None


# DOT


def read_dot(content: bytes) -> tuple[dict[str, dict[str, str]], dict[str, Any]]:
    """Returns the attributes of nodes by id and of edges by id, as pydot reads them."""
    graphs = pydot.graph_from_dot_data(content.decode())
    assert graphs is not None
    (graph,) = graphs
    nodes = {unquoted(str(n.get_name())): attributes(n) for n in graph.get_nodes()}
    edges = {}
    for edge in graph.get_edges():
        told = attributes(edge)
        edges[told["id"]] = {
            **told,
            "ends": (unquoted(str(edge.get_source())), unquoted(str(edge.get_destination()))),
        }
    nodes.pop("graph", None)
    return nodes, edges


def attributes(element: Any) -> dict[str, str]:
    """Returns what a node or an edge has, unquoted."""
    return {name: unquoted(str(value)) for name, value in element.get_attributes().items()}


def unquoted(text: str) -> str:
    """Returns what a quoted string holds."""
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text


# pydot's grammar is written for an older pyparsing.
needs_pydot = pytest.mark.filterwarnings(
    "ignore:.*deprecated - use:DeprecationWarning",
    "ignore:warn_ungrouped_named_tokens_in_collection",
)


@needs_pydot
def test_dot_keeps_every_tie_and_its_values() -> None:
    network = seed_network(limit=60)
    nodes, edges = read_dot(draw_dot(network, title="Ties"))
    for node, values in node_values(network):
        named = {"label" if name == "name" else name: value for name, value in values.items()}
        assert named.items() <= nodes[node].items()
    assert len(edges) == network.drawn == 60
    for edge in edge_values(network):
        told = edges[edge.id]
        assert told["ends"] == (edge.start, edge.end)
        for name, value in edge.values.items():
            assert told[name] == (str(value).lower() if isinstance(value, bool) else str(value))


@needs_pydot
def test_dot_holds_hostile_text_as_text(tmp_path: Path) -> None:
    mallory = person("Mallory", "USA")
    hostile = '<b>x</b> \\N "]; evil [label="\n &lt; \\'
    network = network_of_statements(
        tmp_path, tie(mallory, "visits", topic("talks")), rename={mallory.id: hostile}
    )
    nodes, edges = read_dot(draw_dot(network, title='"} digraph {'))
    assert set(nodes) == {mallory.id, "topic:talks"}
    assert nodes[mallory.id]["label"] == '<b>x</b> \\N "]; evil [label=" &amp;lt; \\'
    assert len(edges) == 1


# GraphML and Cytoscape


def test_graphml_declares_types() -> None:
    text = draw_graphml(seed_network(limit=30)).decode()
    for declared in (
        'attr.name="count" attr.type="long"',
        'attr.name="negated" attr.type="boolean"',
        'attr.name="score" attr.type="double"',
    ):
        assert declared in text


def test_cytoscape_names_network_nodes_and_interactions() -> None:
    document = json.loads(draw_cytoscape(seed_network(limit=5), title="Ties"))
    assert document["data"]["name"] == "Ties"
    assert document["data"]["description"].startswith("5 strongest of ")
    edge = document["elements"]["edges"][0]["data"]
    assert edge["interaction"] == edge["relation"]
    assert isinstance(edge["statements"], list)


# Formats by suffix


@pytest.mark.parametrize(
    ("target", "name"),
    [
        ("a.HTML", "html"),
        ("b.c.svg", "svg"),
        ("x/y.cyjs", "cytoscape"),
        ("g.json", "cytoscape"),
        ("g.gv", "dot"),
        ("s.csv", "csv"),
        ("s.parquet", "parquet"),
        ("s.jsonld", "jsonld"),
        ("s.md", "brief"),
    ],
)
def test_the_suffix_tells_the_format(target: str, name: str) -> None:
    assert format_of(target).name == name


@pytest.mark.parametrize("target", ["ties.txt", "-", "ties"])
def test_an_unknown_suffix_is_refused(target: str) -> None:
    with pytest.raises(PictureError, match="name one: html, svg, graphml, gexf, cytoscape"):
        format_of(target)
