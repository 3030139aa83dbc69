"""Network -> DOT, as Graphviz draws it and pydot, Gephi and yEd read it.

What Graphviz knows (`label`, `shape`, `color`, ...) says how to draw; the other attributes are
those of every graph file.

Source: Graphviz, "DOT Language" (quoted strings: only `\\"` is an escape) and "escString" (labels:
a backslash begins an escape, `&name;` is a character).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from graphkit.networks import Network, describe
from graphkit.pictures.palette import KIND_COLOURS, SIGN_COLOURS, line_width, xml_text
from graphkit.pictures.tables import FlatEdge, edge_values, node_values

SHAPES: Final[Mapping[str, str]] = {
    "country": "ellipse",
    "person": "diamond",
    "organization": "hexagon",
    "group": "triangle",
    "place": "box",
    "topic": "note",
}
ARROWS: Final = {1: "normal", 0: "vee", -1: "tee"}
"""The end of a line by its sign: friendly, neither, hostile."""

_REFERENCE: Final = re.compile(r"&(?=#?\w+;)")


def draw_dot(network: Network, *, title: str) -> bytes:
    """Returns the DOT file, the same bytes for the same network."""
    return "".join(f"{line}\n" for line in _lines(network, title)).encode("utf-8")


def _lines(network: Network, title: str) -> Iterator[str]:
    heading = _label(f"{title}: {describe(network)}")
    yield f"digraph {_quoted(xml_text(title))} {{"
    yield f'  graph [label={heading}, labelloc=t, overlap=false, charset="UTF-8"];'
    for node, values in node_values(network):
        # The label is the name; pydot and networkx take no attribute called `name`.
        told = {name: value for name, value in values.items() if name != "name"}
        yield f"  {_quoted(node)} [{_attributes(told, _node_look(values))}];"
    for edge in edge_values(network):
        ends = f"{_quoted(edge.start)} -> {_quoted(edge.end)}"
        yield f"  {ends} [{_attributes({'id': edge.id, **edge.values}, _edge_look(edge))}];"
    yield "}"


def _node_look(values: Mapping[str, Any]) -> dict[str, str]:
    return {
        "label": _label(values["name"]),
        "shape": SHAPES[values["kind"]],
        "color": _quoted(KIND_COLOURS[values["kind"]]),
    }


def _edge_look(edge: FlatEdge) -> dict[str, str]:
    values = edge.values
    firm = values["status"] == "actual" and not values["negated"]
    told = " ".join([values["relation"], *(["(denied)"] if values["negated"] else [])])
    return {
        "label": _label(told if values["status"] == "actual" else f"{told} ({values['status']})"),
        "color": _quoted(SIGN_COLOURS[values["sign"]]),
        "arrowhead": "none" if values["symmetric"] else ARROWS[values["sign"]],
        "style": "solid" if firm else "dashed",
        "penwidth": f"{line_width(values['count'])}",
        "tooltip": _label(values["sentence"]),
    }


def _attributes(values: Mapping[str, Any], look: Mapping[str, str]) -> str:
    told = {name: _quoted(_plain(value)) for name, value in values.items()}
    return ", ".join(f"{name}={value}" for name, value in {**told, **look}.items())


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    r"""Returns a quoted string.  A backslash is doubled, lest one before the end quote it.

    Example:
        >>> print(_quoted('the "Hawk"\\'))
        "the \"Hawk\"\\"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _label(text: str) -> str:
    """Returns a quoted string that Graphviz draws as it stands, on one line."""
    return _quoted(_REFERENCE.sub("&amp;", " ".join(xml_text(text).split())))
