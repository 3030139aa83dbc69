"""Network -> a static SVG picture for print: signed lines, shapes by kind, a key and a caption."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

from graphkit.networks import Network, describe
from graphkit.pictures.layouts import LINE, Box, Point, Rectangle, lay_out
from graphkit.pictures.markup import xml_file
from graphkit.pictures.palette import (
    KIND_COLOURS,
    KIND_SHAPES,
    SIGN_COLOURS,
    SIGN_NAMES,
    line_width,
    xml_text,
)
from graphkit.pictures.strands import Strand, gather_strands
from graphkit.pictures.typefaces import FAMILY, font_rules, text_width

LIMIT: Final = 60
"""Ties drawn unless the user names another number: more do not fit a printed page legibly."""
MARGIN: Final = 48
HEAD: Final = 64
FOOT: Final = 84
NARROWEST: Final = 900
"""A smaller picture would cut its caption."""
BEND: Final = 0.11
"""How far a line bends, as a part of its length, so that two between a pair stay apart."""


def draw_svg(network: Network, *, title: str) -> bytes:
    """Returns the picture as SVG, the same bytes for the same network."""
    names = {node: xml_text(data["name"]) for node, data in network.graph.nodes(data=True)}
    strands = gather_strands(network)
    boxes = _shifted(lay_out(strands, names))
    width = max(NARROWEST, max(b.x + b.half_width for b in boxes.values()) + MARGIN)
    height = max(b.bottom for b in boxes.values()) + FOOT
    root = _root(width, height, title)
    root.append(_markers())
    _text(root, (MARGIN, 40), xml_text(title), size=22, weight="bold")
    lines = ET.SubElement(root, "g", {"fill": "none"})
    paths = [(strand, _path(strand, boxes)) for strand in strands]
    for strand, points in reversed(paths):
        _draw_line(lines, strand, points, names)
    kinds = {node: data["kind"] for node, data in network.graph.nodes(data=True)}
    marks = ET.SubElement(root, "g")
    for node, box in boxes.items():
        _draw_node(marks, box, kinds[node], names[node])
    _draw_relations(root, paths, boxes)
    _draw_key(root, sorted(set(kinds.values())), {s.sign for s in strands}, height)
    _text(root, (MARGIN, height - 14), describe(network), size=12, fill="#444444")
    return xml_file(root)


def _shifted(boxes: Mapping[str, Box]) -> dict[str, Box]:
    """Returns the boxes moved into the picture."""
    left = min(box.x - box.half_width for box in boxes.values()) - MARGIN
    top = min(box.top for box in boxes.values()) - HEAD
    return {
        node: Box(x=round(b.x - left), y=round(b.y - top), radius=b.radius, lines=b.lines)
        for node, b in boxes.items()
    }


def _root(width: float, height: float, title: str) -> ET.Element:
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {width:.0f} {height:.0f}",
            "width": f"{width:.0f}",
            "height": f"{height:.0f}",
            "font-family": FAMILY,
            "role": "img",
        },
    )
    ET.SubElement(root, "title").text = xml_text(title)
    ET.SubElement(root, "style").text = font_rules()
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    return root


def _markers() -> ET.Element:
    """Returns the ends of lines: an arrow for friendly and neutral ones, a bar for hostile ones."""
    defs = ET.Element("defs")
    for sign, colour in SIGN_COLOURS.items():
        shape = "M9,0 L9,10" if sign < 0 else "M0,0.5 L9,5 L0,9.5 z"
        marker = ET.SubElement(
            defs,
            "marker",
            {
                "id": f"end-{SIGN_NAMES[sign]}",
                "viewBox": "0 0 10 10",
                "refX": "9",
                "refY": "5",
                "markerWidth": "11",
                "markerHeight": "11",
                "markerUnits": "userSpaceOnUse",
                "orient": "auto",
            },
        )
        style = {"stroke": colour, "stroke-width": "2"} if sign < 0 else {"fill": colour}
        ET.SubElement(marker, "path", {"d": shape, **style})
    return defs


def _path(strand: Strand, boxes: Mapping[str, Box]) -> tuple[Point, Point, Point]:
    """Returns a curve's start, control point and end, the ends on the rims of their nodes."""
    one, other = boxes[strand.start], boxes[strand.end]
    if strand.start == strand.end:
        return (one.x, one.y), (one.x + 60, one.y - 80), (one.x + one.radius, one.y)
    dx, dy = other.x - one.x, other.y - one.y
    # Each sign and direction bends its own way, so that no two lines of a pair lie on each other.
    bend = BEND * (1 + strand.sign * 0.5) * (1.0 if strand.directed else -1.0)
    middle = (one.x + dx / 2 - dy * bend, one.y + dy / 2 + dx * bend)
    return _rim(one, middle, 1), middle, _rim(other, middle, 3)


def _rim(box: Box, towards: Point, gap: float) -> Point:
    length = math.dist((box.x, box.y), towards) or 1.0
    part = (box.radius + gap) / length
    return box.x + (towards[0] - box.x) * part, box.y + (towards[1] - box.y) * part


def _draw_line(
    parent: ET.Element, strand: Strand, points: Sequence[Point], names: Mapping[str, str]
) -> None:
    (x0, y0), (x1, y1), (x2, y2) = points
    attributes = {
        "d": f"M{x0:.1f},{y0:.1f} Q{x1:.1f},{y1:.1f} {x2:.1f},{y2:.1f}",
        "stroke": SIGN_COLOURS[strand.sign],
        "stroke-width": f"{line_width(strand.count)}",
        "stroke-opacity": "0.8",
    }
    if strand.directed:
        attributes["marker-end"] = f"url(#end-{SIGN_NAMES[strand.sign]})"
    if not strand.firm:
        attributes["stroke-dasharray"] = "5 4"
    line = ET.SubElement(parent, "path", attributes)
    told = f"{names[strand.start]} \u2013 {names[strand.end]}: {strand.label}"
    ET.SubElement(line, "title").text = told


def _draw_node(parent: ET.Element, box: Box, kind: str, name: str) -> None:
    group = ET.SubElement(parent, "g")
    ET.SubElement(group, "title").text = f"{name} ({kind})"
    group.append(_shape(kind, (box.x, box.y), box.radius))
    for index, line in enumerate(box.lines):
        y = box.y + box.radius + LINE * box.font * (index + 1)
        weight = "bold" if kind == "country" else "normal"
        _text(group, (box.x, y), line, size=box.font, weight=weight, middle=True)


def _shape(kind: str, centre: Point, radius: float) -> ET.Element:
    x, y = centre
    style = {"fill": KIND_COLOURS[kind], "stroke": "#ffffff", "stroke-width": "1.5"}
    if KIND_SHAPES[kind] == "ellipse":
        place = {"cx": f"{x:.0f}", "cy": f"{y:.0f}", "r": f"{radius:.1f}"}
        return ET.Element("circle", place | style)
    corners = " ".join(f"{x + radius * a:.1f},{y + radius * b:.1f}" for a, b in _CORNERS[kind])
    return ET.Element("polygon", {"points": corners} | style)


_CORNERS: Final[Mapping[str, Sequence[Point]]] = {
    "person": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "organization": ((-1, 0), (-0.5, -0.87), (0.5, -0.87), (1, 0), (0.5, 0.87), (-0.5, 0.87)),
    "group": ((0, -0.95), (1, 0.8), (-1, 0.8)),
    "place": ((-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)),
    "topic": ((-1, -0.65), (0.45, -0.65), (1, 0), (0.45, 0.65), (-1, 0.65)),
}


def _text(
    parent: ET.Element,
    spot: Point,
    text: str,
    *,
    size: float,
    weight: str = "normal",
    fill: str = "#1a1a1a",
    middle: bool = False,
) -> None:
    """Adds text with a white rim, which keeps it legible over lines."""
    element = ET.SubElement(
        parent,
        "text",
        {
            "x": f"{spot[0]:.1f}",
            "y": f"{spot[1]:.1f}",
            "font-size": f"{size:g}",
            "fill": fill,
            "stroke": "#ffffff",
            "stroke-width": "3",
            "stroke-linejoin": "round",
            "paint-order": "stroke",
        },
    )
    if weight != "normal":
        element.set("font-weight", weight)
    if middle:
        element.set("text-anchor", "middle")
    element.text = text


def _draw_relations(
    parent: ET.Element,
    paths: Iterable[tuple[Strand, tuple[Point, Point, Point]]],
    boxes: Mapping[str, Box],
) -> None:
    """Writes beside each line what it is, where that hides nothing; strongest lines first."""
    taken: list[Rectangle] = [
        (b.x - b.half_width, b.top, b.x + b.half_width, b.bottom) for b in boxes.values()
    ]
    group = ET.SubElement(parent, "g")
    for strand, points in paths:
        for part in (0.5, 0.4, 0.6, 0.3, 0.7):
            x, y = _on_curve(points, part)
            half = text_width(strand.short_label, 9) / 2 + 2
            spot = (x - half, y - 8, x + half, y + 5)
            if not any(_cover(spot, other) for other in taken):
                taken.append(spot)
                fill = SIGN_COLOURS[strand.sign]
                _text(group, (x, y + 3), strand.short_label, size=9, fill=fill, middle=True)
                break


def _on_curve(points: tuple[Point, Point, Point], t: float) -> Point:
    (x0, y0), (x1, y1), (x2, y2) = points
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
    return a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2


def _cover(one: Rectangle, other: Rectangle) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _draw_key(parent: ET.Element, kinds: Sequence[str], signs: set[int], height: float) -> None:
    group = ET.SubElement(parent, "g")
    y = height - 44
    x = float(MARGIN)
    for sign, name in SIGN_NAMES.items():
        if sign in signs:
            line = {"d": f"M{x:.0f},{y} L{x + 34:.0f},{y}", "stroke": SIGN_COLOURS[sign]}
            marker = {"stroke-width": "2.5", "marker-end": f"url(#end-{name})"}
            ET.SubElement(group, "path", line | marker)
            _text(group, (x + 42, y + 4), name, size=12)
            x += 66 + text_width(name, 12)
    for kind in kinds:
        group.append(_shape(kind, (x + 10, y), 8))
        _text(group, (x + 24, y + 4), kind, size=12)
        x += 42 + text_width(kind, 12)
    _text(group, (x + 6, y + 4), "width: statements", size=12)
