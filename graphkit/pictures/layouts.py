"""Strands -> where each node stands: ForceAtlas2 from a fixed seed, then labels pushed apart.

Source: Jacomy et al. 2014, "ForceAtlas2", as networkx computes it; the push follows the smaller
overlap of two label boxes, as in Dwyer et al. 2005, "Fast node overlap removal".
"""

from __future__ import annotations

import itertools
import math
import textwrap
from collections.abc import (
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    Set,
)
from dataclasses import dataclass, replace
from typing import Final

import networkx as nx

from graphkit.pictures.strands import Strand

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]
Cell = tuple[int, int]

SEED: Final = 7
LETTER: Final = 0.56
"""Mean width of a letter of a sans-serif label, in parts of its size."""
LINE: Final = 1.2
"""Height of a line, likewise."""
WRAP: Final = 17
"""Letters in a line of a label; longer labels go on in a second line, where they are cut."""
CELL: Final = (118.0, 64.0)
"""What a small node with a label of two lines takes."""
ROUNDS: Final = 12
"""Pushes between two stretches."""
STRETCH: Final = 1.05
GRAVITY: Final = 1.0
"""Holds a part together; more would crowd its middle."""
GAP: Final = 40.0
"""Between two parts of a picture that no line joins."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A node with its label below: `x`, `y` is the node's middle, `radius` its half width."""

    x: float
    y: float
    radius: float
    lines: tuple[str, ...]

    @property
    def font(self) -> float:
        """Size of the label: what many statements name stands out, as on a map."""
        return round(min(max(11 + (self.radius - 8) * 0.25, 11), 15), 1)

    @property
    def half_width(self) -> float:
        """Half of what node and label take from left to right."""
        letters = max(map(len, self.lines), default=0)
        return max(self.radius, letters * self.font * LETTER / 2) + 3

    @property
    def top(self) -> float:
        """The upper edge of the node."""
        return self.y - self.radius - 2

    @property
    def bottom(self) -> float:
        """The lower edge of the label."""
        return self.y + self.radius + LINE * self.font * len(self.lines) + 5


def label_lines(name: str) -> tuple[str, ...]:
    """Returns a name as at most two lines, cut where it is longer.

    Example:
        >>> label_lines("cessation of hostilities in the north")
        ('cessation of', 'hostilities in t…')
    """
    lines = textwrap.wrap(name, WRAP) or [name[:WRAP]]
    if len(lines) <= 2:
        return tuple(lines)
    rest = " ".join(lines[1:])
    return lines[0], rest[: WRAP - 1].rstrip() + "\u2026"


def node_radius(weight: int) -> float:
    """Returns the half width of a node that so many statements name."""
    return round(min(6 + 2.2 * math.sqrt(weight), 26), 1)


def node_weights(strands: Iterable[Strand]) -> dict[str, int]:
    """Returns how many of the strands' statements name each node."""
    weights: dict[str, int] = {}
    for strand in strands:
        for node in (strand.start, strand.end):
            weights[node] = weights.get(node, 0) + strand.count
    return weights


@dataclass(frozen=True, kw_only=True)
class Frame:
    """How large and how wide a picture gets.

    `room` is the side of the square that each node has to itself, on average, in pixels; `wide`
    the width in parts of the height.
    """

    room: float
    wide: float


PAPER: Final = Frame(room=92.0, wide=1.45)
"""Room for the relations beside the lines."""
SCREEN: Final = Frame(room=66.0, wide=1.15)
"""As tight as labels allow, between two panels."""


def lay_out(
    strands: Sequence[Strand],
    names: Mapping[str, str],
    *,
    core: Sequence[Strand] = (),
    frame: Frame = PAPER,
) -> dict[str, Box]:
    """Returns a box for each node of the strands, none over another.

    Args:
        strands: strongest first.
        names: label of each node.
        core: strands that are laid out first, for themselves; the other nodes are then put around
            them, so that a picture of the core is as clear as one of it alone.
    """
    weights = node_weights(core or strands)
    spread = _spread(core or strands, frame)
    parts = [_push_apart(_boxes(spots, names, weights)) for spots in spread]
    boxes = _packed(parts, frame.wide)
    weights = node_weights(strands)
    rest = [node for node in weights if node not in boxes]
    boxes |= _around(boxes, rest, strands, names)
    return {
        node: Box(x=round(b.x), y=round(b.y), radius=b.radius, lines=b.lines)
        for node, b in sorted(boxes.items())
    }


def _boxes(
    spots: Mapping[str, Point], names: Mapping[str, str], weights: Mapping[str, int]
) -> dict[str, Box]:
    return {
        node: Box(x=x, y=y, radius=node_radius(weights[node]), lines=label_lines(names[node]))
        for node, (x, y) in spots.items()
    }


def _spread(strands: Sequence[Strand], frame: Frame) -> list[dict[str, Point]]:
    """Returns the spots of each connected part of the picture, the largest part first."""
    graph: nx.Graph[str] = nx.Graph()
    for strand in strands:
        graph.add_nodes_from((strand.start, strand.end))
        if strand.start != strand.end:
            graph.add_edge(strand.start, strand.end)
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=_largest_first)
    return [_spread_part(graph.subgraph(part), frame) for part in parts]


def _largest_first(part: Sequence[str]) -> tuple[int, Sequence[str]]:
    return -len(part), part


def _spread_part(graph: nx.Graph[str], frame: Frame) -> dict[str, Point]:
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(graph))
    ordered.add_edges_from(sorted(graph.edges))
    if len(ordered) < 3:
        return {node: (i * frame.room * frame.wide, 0.0) for i, node in enumerate(ordered)}
    found = nx.forceatlas2_layout(
        ordered, seed=SEED, max_iter=600, scaling_ratio=20.0, gravity=GRAVITY
    )
    spots = {node: (float(x), float(y)) for node, (x, y) in found.items()}
    room = frame.room * math.sqrt(len(found))
    width = max(x for x, _ in spots.values()) - min(x for x, _ in spots.values())
    height = max(y for _, y in spots.values()) - min(y for _, y in spots.values())
    across, down = frame.wide * room / (width or 1.0), room / (height or 1.0)
    return {node: (x * across, y * down) for node, (x, y) in spots.items()}


def _packed(parts: Sequence[Mapping[str, Box]], wide: float) -> dict[str, Box]:
    """Returns all parts in one picture, each where it makes the whole grow least."""
    packed: dict[str, Box] = {}
    placed: list[Rectangle] = []
    for part in parts:
        left, top, right, bottom = _extent(part)
        x, y = _corner(right - left + GAP, bottom - top + GAP, placed, wide)
        placed.append((x, y, x + right - left + GAP, y + bottom - top + GAP))
        for node, box in part.items():
            packed[node] = replace(box, x=box.x - left + x, y=box.y - top + y)
    return packed


def _corner(width: float, height: float, placed: Sequence[Rectangle], wide: float) -> Point:
    """Returns the free upper left corner for a rectangle, among those that others leave."""
    corners = itertools.product(
        sorted({0.0, *(r[2] for r in placed)}), sorted({0.0, *(r[3] for r in placed)})
    )
    free = [
        (x, y)
        for x, y in corners
        if not any(x < r[2] and r[0] < x + width and y < r[3] and r[1] < y + height for r in placed)
    ]
    return min(free, key=lambda c: (max((c[0] + width) / wide, c[1] + height), c[1], c[0]))


def _extent(boxes: Mapping[str, Box]) -> Rectangle:
    return (
        min(b.x - b.half_width for b in boxes.values()),
        min(b.top for b in boxes.values()),
        max(b.x + b.half_width for b in boxes.values()),
        max(b.bottom for b in boxes.values()),
    )


def _around(
    boxes: Mapping[str, Box],
    rest: Sequence[str],
    strands: Sequence[Strand],
    names: Mapping[str, str],
) -> dict[str, Box]:
    """Returns a box for each other node, in the free cell nearest to the neighbours it has."""
    weights = node_weights(strands)
    neighbours = _neighbours(strands)
    taken = {cell for box in boxes.values() for cell in _cells_of(box)}
    spots = {node: (box.x, box.y) for node, box in boxes.items()}
    added: dict[str, Box] = {}
    full: dict[Hashable, int] = {}
    for node in _outward(rest, spots, neighbours):
        near = [spots[m] for m in neighbours[node] if m in spots] or [(0.0, 0.0)]
        middle = (sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near))
        box = Box(x=0, y=0, radius=node_radius(weights[node]), lines=label_lines(names[node]))
        added[node] = _nearest_free(box, middle, taken, full=full)
        taken.update(_cells_of(added[node]))
        spots[node] = (added[node].x, added[node].y)
    return added


def _neighbours(strands: Iterable[Strand]) -> dict[str, list[str]]:
    neighbours: dict[str, list[str]] = {}
    for strand in strands:
        neighbours.setdefault(strand.start, []).append(strand.end)
        neighbours.setdefault(strand.end, []).append(strand.start)
    return neighbours


def _outward(
    rest: Sequence[str], placed: Iterable[str], neighbours: Mapping[str, Sequence[str]]
) -> list[str]:
    """Returns the nodes such that each comes after a neighbour, where one leads to the placed."""
    known, order, waiting = set(placed), [], list(rest)
    while waiting:
        ready = [n for n in waiting if not known.isdisjoint(neighbours[n])] or waiting[:1]
        order += ready
        known.update(ready)
        waiting = [node for node in waiting if node not in known]
    return order


def _cells_of(box: Box) -> Iterator[Cell]:
    width, height = CELL
    left, right = round((box.x - box.half_width) / width), round((box.x + box.half_width) / width)
    for column in range(left, right + 1):
        for row in range(round((box.top - 12) / height), round((box.bottom - 12) / height) + 1):
            yield column, row


def _nearest_free(
    box: Box, spot: Point, taken: Set[Cell], *, full: MutableMapping[Hashable, int]
) -> Box:
    """Returns the box at the free cell nearest to a spot, looking ring by ring.

    Args:
        full: how many rings around a cell have no room for boxes of a size.  Cells are only ever
            taken, so that these need not be looked at again.
    """
    column, row = round(spot[0] / CELL[0]), round(spot[1] / CELL[1])
    # A box in the middle of a cell takes the same cells around it wherever it stands.
    covered = list(_cells_of(replace(box, x=0.0, y=0.0)))
    place = column, row, tuple(covered)
    for ring in itertools.count(full.get(place, 0)):
        full[place] = ring
        free = [
            (c * CELL[0], r * CELL[1])
            for c, r in _ring(column, row, ring)
            if all((c + right, r + down) not in taken for right, down in covered)
        ]
        if free:
            x, y = min(free, key=lambda corner: (math.dist(corner, spot), corner))
            return replace(box, x=x, y=y)
    raise AssertionError("the plane is endless")


def _ring(column: int, row: int, ring: int) -> Iterator[Cell]:
    # Two rows are about as high as one column is wide.
    for y in range(-2 * ring, 2 * ring + 1):
        step = 1 if abs(y) >= 2 * ring - 1 or ring == 0 else 2 * ring
        for x in range(-ring, ring + 1, step):
            yield column + x, row + y


def _push_apart(boxes: Mapping[str, Box]) -> dict[str, Box]:
    """Returns the boxes moved until none lies over another.

    Where pushing goes round in circles the whole is stretched a little and pushed again.
    """
    moved = dict(boxes)
    for turn in itertools.count(1):
        shifts = _shifts(moved)
        if not shifts:
            return moved
        stretch = STRETCH if turn % ROUNDS == 0 else 1.0
        for node, box in moved.items():
            dx, dy = shifts.get(node, (0.0, 0.0))
            moved[node] = replace(box, x=box.x * stretch + dx, y=box.y * stretch + dy)
    raise AssertionError("stretching ends every overlap")


def _shifts(boxes: Mapping[str, Box]) -> dict[str, Point]:
    shifts: dict[str, Point] = {}
    ordered = sorted(boxes, key=lambda node: (boxes[node].x - boxes[node].half_width, node))
    for index, one in enumerate(ordered):
        right = boxes[one].x + boxes[one].half_width
        for other in ordered[index + 1 :]:
            if boxes[other].x - boxes[other].half_width >= right:
                break
            push = overlap(boxes[one], boxes[other])
            if push is not None:
                for node, way in ((one, -0.55), (other, 0.55)):
                    x, y = shifts.get(node, (0.0, 0.0))
                    shifts[node] = (x + way * push[0], y + way * push[1])
    return shifts


def overlap(one: Box, other: Box) -> tuple[float, float] | None:
    """Returns how far the second must move from the first, the shorter way, or None."""
    across = one.half_width + other.half_width - abs(other.x - one.x)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return None
    if across < down:
        return (across if other.x >= one.x else -across), 0.0
    return 0.0, (down if other.y >= one.y else -down)
