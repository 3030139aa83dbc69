"""A canvas on which lines, shapes and measured text are put, and which becomes an SVG file.

Lengths are printer's points: 72 to the inch, 2.835 to the millimetre.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal
from xml.etree import ElementTree as ET

from graphkit.pictures.markup import xml_file
from graphkit.pictures.palette import xml_text
from graphkit.pictures.typefaces import ASCENT, DESCENT, FAMILY, font_rules, text_width

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK: Final = "#1a1a1a"
GREY: Final = "#5c5c5c"
"""Of what explains; dark enough to read at 6.5 points."""
RULE: Final = "#d4d4d4"
"""Of grid lines."""
PAPER: Final = "#ffffff"
MILLIMETRE: Final = 72 / 25.4
SMALL: Final = 6.5
"""The smallest type, in points: less is not legible in print."""
BODY: Final = 7.5
MARGIN: Final = 6.0
"""White around the drawing, in points."""

_ANCHORS: Final[Mapping[Anchor, float]] = {"start": 0.0, "middle": 0.5, "end": 1.0}


@dataclass(frozen=True, kw_only=True)
class Label:
    """A text on a canvas: the corners of what it covers, in order, and its size."""

    text: str
    size: float
    corners: tuple[Point, Point, Point, Point]


class Canvas:
    """A drawing under way, `width` points wide without the margin around it.

    `labels` are its texts, in the order in which they were put.
    """

    def __init__(self, width: float) -> None:
        self.width = width
        self.labels: list[Label] = []
        self._elements = ET.Element("g")

    def text(
        self,
        spot: Point,
        text: str,
        *,
        size: float = BODY,
        bold: bool = False,
        fill: str = INK,
        anchor: Anchor = "start",
        turn: float = 0.0,
        behind: str | None = None,
    ) -> Label:
        """Puts a text on its base line.

        Args:
            spot: where its base line begins, or ends, or has its middle (`anchor`).
            turn: degrees, clockwise, around the spot.
            behind: the colour of a shade that keeps it legible over lines.
        """
        clean = xml_text(text)
        label = _label(spot, clean, size=size, bold=bold, anchor=anchor, turn=turn)
        if behind is not None:
            self.polygon(label.corners, fill=behind, opacity=0.85)
        style = {"x": _number(spot[0]), "y": _number(spot[1]), "font-size": _number(size)}
        if bold:
            style["font-weight"] = "bold"
        if fill != INK:
            style["fill"] = fill
        if anchor != "start":
            style["text-anchor"] = anchor
        if turn:
            style["transform"] = f"rotate({_number(turn)} {_number(spot[0])} {_number(spot[1])})"
        ET.SubElement(self._elements, "text", style).text = clean
        self.labels.append(label)
        return label

    def line(
        self, points: Sequence[Point], stroke: str, *, width: float = 0.5, **more: str
    ) -> None:
        """Draws straight lines from point to point."""
        path = " L".join(f"{_number(x)},{_number(y)}" for x, y in points)
        self.path(f"M{path}", stroke, width=width, **more)

    def curve(
        self, start: Point, bend: Point, end: Point, stroke: str, *, width: float, **more: str
    ) -> None:
        """Draws a curve with one point that it bends towards."""
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in (bend, end))
        self.path(
            f"M{_number(start[0])},{_number(start[1])} Q{points}", stroke, width=width, **more
        )

    def path(self, path: str, stroke: str, *, width: float, **more: str) -> None:
        """Draws a line along an SVG path; `more` are SVG attributes with _ for -."""
        style = {"d": path, "fill": "none", "stroke": stroke, "stroke-width": _number(width)}
        ET.SubElement(self._elements, "path", style | _attributes(more))

    def circle(
        self, centre: Point, radius: float, *, fill: str, stroke: str | None = None, **more: str
    ) -> None:
        """Draws a circle."""
        place = {"cx": _number(centre[0]), "cy": _number(centre[1]), "r": _number(radius)}
        self._shape("circle", place, fill=fill, stroke=stroke, more=more)

    def box(
        self,
        corner: Point,
        size: Point,
        *,
        fill: str,
        stroke: str | None = None,
        round_by: float = 0.0,
        **more: str,
    ) -> None:
        """Draws a rectangle from its upper left corner."""
        names = ("x", "y", "width", "height")
        place = dict(zip(names, map(_number, (*corner, *size)), strict=True))
        if round_by:
            place["rx"] = _number(round_by)
        self._shape("rect", place, fill=fill, stroke=stroke, more=more)

    def polygon(
        self,
        corners: Iterable[Point],
        *,
        fill: str,
        opacity: float = 1.0,
        stroke: str | None = None,
    ) -> None:
        """Draws an area."""
        points = " ".join(f"{_number(x)},{_number(y)}" for x, y in corners)
        more = {} if opacity == 1.0 else {"fill_opacity": _number(opacity)}
        self._shape("polygon", {"points": points}, fill=fill, stroke=stroke, more=more)

    def _shape(
        self,
        name: str,
        place: Mapping[str, str],
        *,
        fill: str,
        stroke: str | None,
        more: Mapping[str, str],
    ) -> None:
        style = {"fill": fill} | ({"stroke": stroke} if stroke else {})
        ET.SubElement(self._elements, name, {**place, **style, **_attributes(more)})

    def svg(self, height: float, *, title: str, description: str) -> bytes:
        """Returns the SVG file, the same bytes for the same drawing."""
        wide, tall = self.width + 2 * MARGIN, height + 2 * MARGIN
        root = ET.Element(
            "svg",
            {
                "xmlns": "http://www.w3.org/2000/svg",
                "viewBox": f"{-MARGIN:g} {-MARGIN:g} {_number(wide)} {_number(tall)}",
                "width": f"{_number(wide / MILLIMETRE)}mm",
                "height": f"{_number(tall / MILLIMETRE)}mm",
                "font-family": FAMILY,
                "fill": INK,
                "role": "img",
            },
        )
        ET.SubElement(root, "title").text = xml_text(title)
        ET.SubElement(root, "desc").text = xml_text(description)
        ET.SubElement(root, "style").text = font_rules()
        page = {"x": f"{-MARGIN:g}", "y": f"{-MARGIN:g}", "width": "100%", "height": "100%"}
        ET.SubElement(root, "rect", {**page, "fill": PAPER})
        root.append(self._elements)
        return xml_file(root)


def _attributes(more: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in more.items()}


def _number(value: float) -> str:
    """Returns a length as text: to a hundredth of a point.

    Example:
        >>> _number(3.0), _number(-0.001), _number(2.346)
        ('3', '0', '2.35')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _label(
    spot: Point, text: str, *, size: float, bold: bool, anchor: Anchor, turn: float
) -> Label:
    width = text_width(text, size, bold=bold)
    left = -width * _ANCHORS[anchor]
    top, bottom = -ASCENT * size, DESCENT * size
    flat = ((left, top), (left + width, top), (left + width, bottom), (left, bottom))
    sine, cosine = math.sin(math.radians(turn)), math.cos(math.radians(turn))
    one, two, three, four = (
        (spot[0] + x * cosine - y * sine, spot[1] + x * sine + y * cosine) for x, y in flat
    )
    return Label(text=text, size=size, corners=(one, two, three, four))


def covers(one: Label, other: Label) -> bool:
    """True if two labels lie over each other by more than a fifth of a point.

    Source: the separating axis theorem for convex shapes.
    """
    for label in (one, other):
        (ax, ay), (bx, by), _, (dx, dy) = label.corners
        for x, y in ((bx - ax, by - ay), (dx - ax, dy - ay)):
            length = math.hypot(x, y) or 1.0
            first, second = (
                sorted((px * x + py * y) / length for px, py in shape.corners)
                for shape in (one, other)
            )
            if first[-1] - second[0] < 0.2 or second[-1] - first[0] < 0.2:
                return False
    return True
