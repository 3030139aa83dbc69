"""Ties -> lines with heads and nodes by kind, and the arcs on which nodes stand."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from graphkit.networks import Sign
from graphkit.pictures.palette import KIND_COLOURS
from graphkit.pictures.plates.canvas import PAPER, Canvas, Point
from graphkit.pictures.plates.frames import FRIENDLY, HOSTILE, NEUTRAL
from graphkit.rows import kind_of

COLOURS: Final[Mapping[Sign, str]] = {1: FRIENDLY, -1: HOSTILE, 0: NEUTRAL}
NODE: Final = 3.2
"""Radius of a node, in points."""


def arc_heights(number: int, step: float) -> list[float]:
    """Returns how far below the middle so many nodes stand, one under the other.

    Example:
        >>> arc_heights(3, 10.0)
        [-10.0, 0.0, 10.0]
    """
    return [(at - (number - 1) / 2) * step for at in range(number)]


def arc_reach(height: float, half: float, reach: float) -> float:
    """Returns how far from the middle a node stands at a height: an ellipse, open at its ends."""
    part = height / (half * 1.25) if half else 0.0
    return reach * math.sqrt(max(0.0, 1 - part * part))


def tie_width(count: int) -> float:
    """Returns the width of a line that so many statements stand behind, in points."""
    return round(min(0.6 + 0.45 * math.sqrt(count - 1), 4.0), 2)


def draw_tie(
    canvas: Canvas,
    start: Point,
    end: Point,
    *,
    sign: Sign,
    count: int,
    bend: float = 0.0,
    directed: bool = True,
    opacity: float = 1.0,
    dashed: bool = False,
    thin: float = 1.0,
) -> None:
    """Draws a tie; a head on its way tells the direction, a bar behind it that it is hostile.

    Args:
        bend: how far it bends to its right, as a part of its length.
        thin: what its width is multiplied by.
    """
    (x0, y0), (x1, y1) = start, end
    control = ((x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend)
    width, colour = tie_width(count) * thin, COLOURS[sign]
    style = {} if opacity == 1.0 else {"stroke_opacity": f"{opacity:g}"}
    if dashed:
        style["stroke_dasharray"] = "2.5 2"
    canvas.curve(start, control, end, colour, width=width, **style)
    if directed:
        draw_head(canvas, (start, control, end), at=0.62, sign=sign, width=width)


def draw_head(
    canvas: Canvas, curve: tuple[Point, Point, Point], *, at: float, sign: Sign, width: float
) -> None:
    """Draws the head of a line at a part of its way."""
    (x0, y0), (x1, y1), (x2, y2) = curve
    a, b, c = (1 - at) ** 2, 2 * at * (1 - at), at * at
    x, y = a * x0 + b * x1 + c * x2, a * y0 + b * y1 + c * y2
    dx = (1 - at) * (x1 - x0) + at * (x2 - x1)
    dy = (1 - at) * (y1 - y0) + at * (y2 - y1)
    length = math.hypot(dx, dy) or 1.0
    dx, dy = dx / length, dy / length
    size = 3.0 + width * 0.8

    def at_offset(along: float, across: float) -> Point:
        return x + dx * along - dy * across, y + dy * along + dx * across

    corners = [
        at_offset(size, 0),
        at_offset(-size * 0.4, size * 0.6),
        at_offset(-size * 0.4, -size * 0.6),
    ]
    canvas.polygon(corners, fill=COLOURS[sign])
    if sign < 0:
        bar = [at_offset(size + 0.6, size * 0.7), at_offset(size + 0.6, -size * 0.7)]
        canvas.line(bar, COLOURS[sign], width=1.1)


def draw_node(canvas: Canvas, spot: Point, entity: str, *, radius: float = NODE) -> None:
    """Draws an actor: a disc for states, a square for bodies, a triangle for groups, a diamond."""
    fill = KIND_COLOURS[kind_of(entity)]
    x, y = spot
    kind = kind_of(entity)
    if kind == "country":
        canvas.circle(spot, radius, fill=fill, stroke=PAPER, stroke_width="0.8")
        return
    shapes: Mapping[str, list[Point]] = {
        "organization": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        "group": [(0, -1.1), (1.1, 0.9), (-1.1, 0.9)],
        "person": [(0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)],
    }
    corners = [(x + a * radius, y + b * radius) for a, b in shapes[kind]]
    canvas.polygon(corners, fill=fill, stroke=PAPER)
