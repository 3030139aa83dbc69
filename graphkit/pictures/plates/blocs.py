"""Blocs -> a map: friends in one field with the ties between them, foes face to face."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graphkit.analysis.camps import Camps, CampTie, gather_camps
from graphkit.analysis.readings import Reading
from graphkit.errors import PictureError
from graphkit.networks import Sign
from graphkit.pictures.plates.canvas import BODY, Anchor, Canvas, Point
from graphkit.pictures.plates.frames import (
    Caption,
    Mark,
    Plate,
    begun,
    draw_key,
    finished,
    sourced,
)
from graphkit.pictures.plates.ties import NODE, draw_node, draw_tie
from graphkit.pictures.typefaces import fitted
from graphkit.rows import kind_of
from graphkit.selections import counted

LIMIT: Final = 48
"""Parties drawn unless the user names another number."""
TIES: Final = 90
"""Ties drawn at most: the strongest."""
ROW: Final = 11.5
LABEL: Final = 104.0
"""Points that a name may take."""
PAD: Final = 5.0
GAP: Final = 9.0
"""Between two blocs on one side."""
MOST: Final = 0.62
"""Part of the rows that one side takes at most, where the other has room for a bloc."""
TURNS: Final = 6
"""Rounds in which the order on each side is bettered."""
FIELD: Final = "#e9eff3"

Group = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Side:
    """Blocs one under the other, their members in order; `way` is -1 on the left, else 1."""

    way: int
    groups: tuple[Group, ...]

    @property
    def height(self) -> float:
        """Points that the blocs take."""
        rows = sum(len(group) for group in self.groups)
        return rows * ROW + len(self.groups) * 2 * PAD + max(len(self.groups) - 1, 0) * GAP


def draw_blocs(
    reading: Reading, *, width: float, limit: int | None, title: str | None, chosen: str = ""
) -> Plate:
    """Draws the blocs of the strongest parties as fields, and the strongest ties.

    Raises:
        PictureError: no two parties are friends.
    """
    camps = gather_camps(reading.rows)
    groups = _shown(camps, limit or LIMIT)
    if not groups:
        raise PictureError("no two parties are friends", remedy="widen the filters")
    heading = title or "Blocs"
    canvas, y = begun(
        width,
        title=heading,
        subtitle="A field is a bloc: parties that are friends more than chance would have, in "
        "their own words and deeds. Persons count for their state.",
    )
    names = {party: reading.name(party) for group in groups for party in group}
    ties = [t for t in camps.ties if t.one in names and t.other in names]
    drawn = _drawn(ties)
    sides = _ordered(_faced(groups, ties), drawn)
    spots, bottom = _draw_fields(canvas, sides, top=y + 4)
    for tie in reversed(drawn):
        _draw_camp_tie(canvas, tie, spots)
    for party, spot in spots.items():
        _draw_member(canvas, party, names[party], spot)
    y = draw_key(canvas, bottom, _key(drawn))
    caption = Caption(
        told=f"{len(names):,} parties in {counted(len(groups), 'bloc')} with "
        f"{counted(len(drawn), 'tie')}, of " + sourced(camps.rows),
        chosen=chosen,
        left_out=_left_out(camps, len(names), len(drawn), reading),
    )
    return finished(canvas, y + 4, title=heading, caption=caption)


def _shown(camps: Camps, limit: int) -> list[tuple[str, ...]]:
    """Returns the members to draw of each bloc: the parties with the most weight of ties."""
    weights: dict[str, float] = {}
    for tie in camps.ties:
        for party in (tie.one, tie.other):
            weights[party] = weights.get(party, 0.0) + abs(tie.weight)
    members = [party for camp in camps.camps for party in camp.members]
    kept = set(sorted(members, key=lambda p: (-round(weights[p], 6), p))[:limit])
    groups = [tuple(p for p in camp.members if p in kept) for camp in camps.camps]
    return sorted((g for g in groups if len(g) > 1), key=lambda g: (-len(g), g))


def _drawn(ties: Sequence[CampTie]) -> list[CampTie]:
    """Returns the strongest ties, among them the strongest friendship of each party in its bloc."""
    binding: dict[str, CampTie] = {}
    for tie in ties:
        if tie.inside and tie.sign > 0:
            for party in (tie.one, tie.other):
                binding.setdefault(party, tie)
    first = list(dict.fromkeys(binding.values()))
    rest = [tie for tie in ties if tie not in first]
    kept = {*first, *rest[: max(0, TIES - len(first))]}
    return [tie for tie in ties if tie in kept]


def _left_out(camps: Camps, parties: int, ties: int, reading: Reading) -> list[str]:
    told = []
    members = sum(len(camp.members) for camp in camps.camps)
    if parties < members:
        told.append(f"{members - parties:,} of {members:,} parties with weaker ties")
    if camps.loners:
        words = "party" if len(camps.loners) == 1 else "parties"
        told.append(f"{len(camps.loners):,} {words} in no bloc")
    if ties < len(camps.ties):
        told.append(f"{len(camps.ties) - ties:,} of {len(camps.ties):,} ties")
    if rest := len(reading.rows) - len(camps.rows):
        told.append(
            f"{counted(rest, 'statement')} on topics and places, of others' ties, or without side"
        )
    return told


def _faced(groups: Sequence[Group], ties: Sequence[CampTie]) -> tuple[Side, Side]:
    """Returns the blocs on two sides, such that foes face each other."""
    enmity = _enmity(groups, ties)
    everyone = sum(map(len, groups))
    sides: tuple[list[int], list[int]] = ([], [])
    for at, group in enumerate(groups):
        against = [sum(enmity.get((at, other), 0.0) for other in side) for side in sides]
        rows = [sum(len(groups[other]) for other in side) for side in sides]
        place = min((0, 1), key=lambda k: (against[k], rows[k], k))
        if rows[place] + len(group) > MOST * everyone and rows[1 - place] < rows[place]:
            place = 1 - place
        sides[place].append(at)
    left, right = (
        Side(way=way, groups=tuple(groups[at] for at in side))
        for way, side in zip((-1, 1), sides, strict=True)
    )
    return left, right


def _enmity(groups: Sequence[Group], ties: Sequence[CampTie]) -> dict[tuple[int, int], float]:
    bloc_of = {party: at for at, group in enumerate(groups) for party in group}
    found: dict[tuple[int, int], float] = {}
    for tie in ties:
        if tie.sign < 0 and not tie.inside:
            one, other = bloc_of[tie.one], bloc_of[tie.other]
            for pair in ((one, other), (other, one)):
                found[pair] = found.get(pair, 0.0) - tie.weight
    return found


def _ordered(sides: tuple[Side, Side], ties: Sequence[CampTie]) -> tuple[Side, Side]:
    """Returns the sides with blocs and members near the height of those whom they have ties to.

    Source: the barycentre heuristic of Sugiyama, Tagawa and Toda 1981, "Methods for visual
    understanding of hierarchical system structures".
    """
    for _ in range(TURNS):
        for at in (1, 0):
            heights = {p: y for side in sides for p, y in _heights(side).items()}
            better = replace(sides[at], groups=_by_height(sides[at].groups, heights, ties))
            sides = (better, sides[1]) if at == 0 else (sides[0], better)
    return sides


def _by_height(
    groups: Sequence[Group], heights: Mapping[str, float], ties: Sequence[CampTie]
) -> tuple[Group, ...]:
    here = {party for group in groups for party in group}
    across: dict[str, list[float]] = {party: [] for party in here}
    inside: dict[str, list[float]] = {party: [] for party in here}
    for tie in ties:
        for one, other in ((tie.one, tie.other), (tie.other, tie.one)):
            if one in here and other not in here:
                across[one].append(heights[other])
            elif one in here and tie.inside:
                inside[one].append(heights[other])

    def pull(party: str) -> float:
        found = across[party] or inside[party] or [heights[party]]
        return round(sum(found) / len(found), 3)

    sorted_groups = [tuple(sorted(group, key=lambda p: (pull(p), p))) for group in groups]
    return tuple(sorted(sorted_groups, key=lambda g: (round(sum(map(pull, g)) / len(g), 3), g)))


def _heights(side: Side) -> dict[str, float]:
    """Returns how far each member stands below the middle."""
    y = -side.height / 2
    found = {}
    for group in side.groups:
        y += PAD
        for party in group:
            found[party] = y + ROW / 2
            y += ROW
        y += PAD + GAP
    return found


def _draw_fields(
    canvas: Canvas, sides: tuple[Side, Side], *, top: float
) -> tuple[dict[str, Point], float]:
    """Draws the field of each bloc; returns where its members stand, and where all ends."""
    tall = max(side.height for side in sides)
    wide = LABEL + NODE + 2 * PAD + 3
    spots: dict[str, Point] = {}
    for side in sides:
        heights = _heights(side)
        x = wide - PAD if side.way < 0 else canvas.width - wide + PAD
        spots |= {party: (x, top + tall / 2 + y) for party, y in heights.items()}
        for group in side.groups:
            first, last = spots[group[0]][1], spots[group[-1]][1]
            corner = (0.0 if side.way < 0 else canvas.width - wide, first - ROW / 2 - PAD)
            size = (wide, last - first + ROW + 2 * PAD)
            canvas.box(corner, size, fill=FIELD, round_by=5)
    return spots, top + tall + 6


def _draw_camp_tie(canvas: Canvas, tie: CampTie, spots: Mapping[str, Point]) -> None:
    """Draws a tie: across in a straight line, on one side in an arc towards the middle."""
    one, other = sorted((spots[tie.one], spots[tie.other]), key=lambda spot: spot[1])
    bend = 0.0
    if one[0] == other[0]:
        deep = min(10 + 0.42 * (other[1] - one[1]), canvas.width / 2 - LABEL - 30)
        inward = -1 if one[0] < canvas.width / 2 else 1
        bend = inward * 2 * deep / (other[1] - one[1])
    draw_tie(
        canvas,
        one,
        other,
        sign=tie.sign,
        count=tie.count,
        bend=bend,
        directed=False,
        dashed=not tie.expected,
        opacity=0.85 if tie.expected else 0.55,
    )


def _draw_member(canvas: Canvas, party: str, name: str, spot: Point) -> None:
    draw_node(canvas, spot, party)
    left = spot[0] < canvas.width / 2
    anchor: Anchor = "end" if left else "start"
    place = (spot[0] + (-1 if left else 1) * (NODE + 3), spot[1] + BODY * 0.35)
    bold = kind_of(party) == "country"
    shown = fitted(name, LABEL - NODE, BODY, bold=bold)
    canvas.text(place, shown, bold=bold, anchor=anchor)


def _key(ties: Sequence[CampTie]) -> list[tuple[Mark, float, str]]:
    def line(sign: Sign, *, dashed: bool) -> Mark:
        def draw(canvas: Canvas, spot: Point) -> None:
            start, end = (spot[0] - 9, spot[1]), (spot[0] + 9, spot[1])
            draw_tie(canvas, start, end, sign=sign, count=4, directed=False, dashed=dashed)

        return draw

    told = {
        (1, True): "friends of one bloc",
        (-1, False): "foes of two blocs",
        (1, False): "friends across",
        (-1, True): "quarrels inside",
    }
    there = {(tie.sign, tie.inside) for tie in ties}
    signs: dict[int, Sign] = {1: 1, -1: -1}
    return [
        (line(signs[sign], dashed=(sign > 0) != inside), 18.0, words)
        for (sign, inside), words in told.items()
        if (sign, inside) in there
    ]
