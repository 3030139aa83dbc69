"""The circle of an actor -> a picture: its foes to the left, its friends to the right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graphkit.analysis.circles import Alter, Circle, Way
from graphkit.pictures.plates.canvas import (
    BODY,
    GREY,
    INK,
    PAPER,
    SMALL,
    Anchor,
    Canvas,
    Point,
)
from graphkit.pictures.plates.frames import (
    FRIENDLY,
    HOSTILE,
    Caption,
    Mark,
    Plate,
    begun,
    draw_key,
    finished,
    sourced,
)
from graphkit.pictures.plates.ties import (
    NODE,
    arc_heights,
    arc_reach,
    draw_node,
    draw_tie,
)
from graphkit.pictures.typefaces import fitted, text_width
from graphkit.rows import kind_of
from graphkit.selections import counted

LIMIT: Final = 24
"""Actors drawn unless the user names another number."""
ROW: Final = 19.0
LABEL: Final = 0.29
"""Part of the width that the labels of a side take at most."""
BONDS: Final = 30
"""Ties drawn between those who deal with the actor."""
FAINT: Final = 0.35
EGO: Final = 8.0
HEADS: Final = 9.0
BENDS: Final[Mapping[Way, float]] = {"out": 0.1, "with": 0.0, "in": 0.1}


def draw_ego(
    circle: Circle, *, width: float, limit: int | None, title: str | None, chosen: str = ""
) -> Plate:
    """Draws those who deal with the actor, and as faint lines how they stand to each other."""
    shown = circle.alters[: limit or LIMIT]
    heading = title or f"{circle.name}: friends and foes"
    canvas, y = begun(
        width,
        title=heading,
        subtitle="Those who deal with it, most statements first: hostile on balance to the left, "
        "friendly to the right. Persons count for their state.",
    )
    bonds = [b for b in circle.bonds if {b.one, b.other} <= {a.id for a in shown}]
    y = _draw_circle(canvas, y + 14, circle, shown)
    y = draw_key(canvas, y, _key(shown, faint=bool(bonds)))
    caption = Caption(
        told=f"{counted(len(shown), 'actor')}, from "
        + sourced(row for alter in shown for row in alter.rows),
        chosen=chosen,
        left_out=_left_out(circle, len(shown), len(bonds)),
    )
    return finished(canvas, y + 4, title=heading, caption=caption)


def _left_out(circle: Circle, shown: int, bonds: int) -> list[str]:
    told = []
    if shown < len(circle.alters):
        rest = len(circle.alters) - shown
        told.append(f"{rest:,} of {len(circle.alters):,} actors with fewer statements")
    if bonds > BONDS:
        told.append(f"{bonds - BONDS:,} of {bonds:,} ties between those drawn")
    for number, words in (
        (circle.topics, "{} on topics (graphkit draw matrix)"),
        (circle.places, "{} on places (graphkit draw visits)"),
    ):
        if number:
            told.append(words.format(counted(number, "statement")))
    return told


def _sides(alters: Sequence[Alter]) -> tuple[list[Alter], list[Alter]]:
    """Returns those to the left and to the right; who is neither goes where there is room."""
    left = [alter for alter in alters if alter.sign < 0]
    right = [alter for alter in alters if alter.sign > 0]
    for alter in alters:
        if alter.sign == 0:
            (left if len(left) < len(right) else right).append(alter)
    return left, right


def _draw_circle(canvas: Canvas, top: float, circle: Circle, shown: Sequence[Alter]) -> float:
    sides = _sides(shown)
    half = max(len(side) for side in sides) * ROW / 2
    middle = (canvas.width / 2, top + half)
    reach = canvas.width * (0.5 - LABEL) - NODE
    spots: dict[str, Point] = {}
    for way, side in zip((-1, 1), sides, strict=True):
        for alter, height in zip(side, arc_heights(len(side), ROW), strict=True):
            x = middle[0] + way * arc_reach(height, half, reach)
            spots[alter.id] = (x, middle[1] + height)
    _draw_bonds(canvas, circle, spots, middle)
    for alter in reversed(shown):
        _draw_lanes(canvas, alter, middle, spots[alter.id])
    for alter in shown:
        _draw_alter(canvas, alter, spots[alter.id], left=spots[alter.id][0] < middle[0])
    _draw_actor(canvas, middle, circle.name, room=2 * (reach - 16))
    for way, side, words, colour in (
        (-1, sides[0], "hostile", HOSTILE),
        (1, sides[1], "friendly", FRIENDLY),
    ):
        if any(alter.sign == way for alter in side):
            x = 0.0 if way < 0 else canvas.width
            anchor: Anchor = "start" if way < 0 else "end"
            canvas.text((x, top - 5), words, bold=True, fill=colour, anchor=anchor)
    return top + 2 * half + 8


def _draw_bonds(canvas: Canvas, circle: Circle, spots: Mapping[str, Point], middle: Point) -> None:
    drawn = [bond for bond in circle.bonds if bond.one in spots and bond.other in spots]
    for bond in drawn[:BONDS]:
        one, other = spots[bond.one], spots[bond.other]
        same_side = (one[0] < middle[0]) == (other[0] < middle[0])
        # A tie between neighbours bends towards the middle, away from their labels.
        inward = 0.3 if (one[1] < other[1]) == (one[0] < middle[0]) else -0.3
        draw_tie(
            canvas,
            one,
            other,
            sign=bond.sign,
            count=bond.count,
            bend=-inward if same_side else 0.06,
            directed=False,
            opacity=FAINT,
            thin=0.6,
        )


def _draw_lanes(canvas: Canvas, alter: Alter, middle: Point, spot: Point) -> None:
    for lane in alter.lanes:
        ends = (spot, middle) if lane.way == "in" else (middle, spot)
        draw_tie(
            canvas,
            *ends,
            sign=lane.sign,
            count=lane.count,
            bend=BENDS[lane.way],
            directed=lane.way != "with",
        )


def _draw_alter(canvas: Canvas, alter: Alter, spot: Point, *, left: bool) -> None:
    draw_node(canvas, spot, alter.id)
    way = -1 if left else 1
    anchor: Anchor = "end" if left else "start"
    x = spot[0] + way * (NODE + 3)
    room = (x if left else canvas.width - x) - 1
    count = f"{alter.count:,}"
    bold = kind_of(alter.id) == "country"
    name = fitted(alter.name, room - text_width(count, SMALL) - 4, BODY, bold=bold)
    label = canvas.text((x, spot[1] - 0.5), name, bold=bold, anchor=anchor, behind=PAPER)
    after = label.corners[0][0] - 3 if left else label.corners[1][0] + 3
    canvas.text((after, spot[1] - 0.5), count, size=SMALL, fill=GREY, anchor=anchor)
    told = fitted(_told(alter), room, SMALL)
    spot = (x, spot[1] + SMALL + 0.5)
    canvas.text(spot, told, size=SMALL, fill=GREY, anchor=anchor, behind=PAPER)


def _told(alter: Alter) -> str:
    ranked = [
        name.replace("_", " ") + (f" \u00d7{count}" if count > 1 else "")
        for name, count in alter.relations.items()
    ]
    return ", ".join(ranked[:3]) + (", \u2026" if len(ranked) > 3 else "")


def _draw_actor(canvas: Canvas, middle: Point, name: str, *, room: float) -> None:
    x, y = middle
    shown = fitted(name, room - 12, HEADS, bold=True)
    wide = text_width(shown, HEADS, bold=True) + 12
    corner = (x - wide / 2, y - EGO)
    canvas.box(corner, (wide, 2 * EGO), fill=INK, stroke=PAPER, round_by=EGO)
    canvas.text((x, y + HEADS * 0.35), shown, size=HEADS, bold=True, fill=PAPER, anchor="middle")


def _key(shown: Sequence[Alter], *, faint: bool) -> list[tuple[Mark, float, str]]:
    def tie(sign: int, *, directed: bool = True, opacity: float = 1.0) -> Mark:
        def draw(canvas: Canvas, spot: Point) -> None:
            start, end = (spot[0] - 10, spot[1]), (spot[0] + 10, spot[1])
            draw_tie(
                canvas,
                start,
                end,
                sign=1 if sign > 0 else -1 if sign < 0 else 0,
                count=3,
                directed=directed,
                opacity=opacity,
            )

        return draw

    signs = {lane.sign for alter in shown for lane in alter.lanes if lane.way != "with"}
    names = ((1, "friendly, to whom"), (-1, "hostile, to whom"), (0, "neither"))
    entries = [(tie(sign), 20.0, name) for sign, name in names if sign in signs]
    if any(lane.way == "with" for alter in shown for lane in alter.lanes):
        entries.append((tie(1, directed=False), 20.0, "mutual"))
    if faint:
        told = "among the others"
        entries.append((tie(-1, directed=False, opacity=FAINT), 20.0, told))
    kinds = {kind_of(alter.id) for alter in shown}
    samples = (
        ("country", "state"),
        ("organization", "body"),
        ("group", "group"),
        ("person", "person"),
    )

    def node(kind: str) -> Mark:
        return lambda canvas, spot: draw_node(canvas, spot, f"{kind}:")

    return entries + [(node(kind), 6.0, name) for kind, name in samples if kind in kinds]
