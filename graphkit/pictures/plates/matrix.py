"""Stances -> a table of parties by issues: who is for, who against, how often, and who turned."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from graphkit.analysis.positions import scale_parties
from graphkit.analysis.readings import Reading
from graphkit.analysis.stances import Stance, Stances, gather_stances
from graphkit.errors import PictureError
from graphkit.pictures.plates.canvas import (
    BODY,
    GREY,
    INK,
    PAPER,
    RULE,
    SMALL,
    Canvas,
    Point,
)
from graphkit.pictures.plates.frames import (
    FRIENDLY,
    HOSTILE,
    NEUTRAL,
    Caption,
    Mark,
    Plate,
    begun,
    draw_key,
    finished,
    sourced,
)
from graphkit.pictures.typefaces import fitted, text_width
from graphkit.selections import Entity, counted

LIMIT: Final = 24
"""Parties drawn unless the user names another number: a page's height."""
ROW: Final = 14.0
NARROWEST: Final = 19.0
"""Points that a column takes at least: two slanted headings apart."""
WIDEST: Final = 46.0
SLANT: Final = 50.0
"""Degrees by which the headings of columns rise."""
NAMES: Final = 108.0
HEADING: Final = 92.0
"""Longest heading of a column, along its slant."""
TURNS: Final = 5
"""Turns told in words."""
COLOURS: Final = {1: FRIENDLY, -1: HOSTILE, 0: NEUTRAL}


def draw_matrix(
    reading: Reading,
    *,
    width: float,
    limit: int | None,
    title: str | None,
    worded: bool = False,
    chosen: str = "",
) -> Plate:
    """Draws a mark where a party takes a side on an issue; likeminded parties stand together.

    Args:
        worded: topics were asked for by name: those without an issue stand for themselves.  Where
            there is but one issue, its topics as worded take its place.

    Raises:
        PictureError: nobody takes a side.
    """
    stances = gather_stances(reading.rows, reading.selection.entities, worded=worded)
    matters = {matter for _, matter in stances.table}
    if len(matters) == 1:
        plain = _without_issues(reading.selection.entities)
        stances = gather_stances(reading.rows, plain, worded=True)
    if not stances.table:
        raise PictureError("nobody takes a side on a topic", remedy="widen the filters")
    heading = title or "Who stands where"
    canvas, y = begun(
        width,
        title=heading,
        subtitle="Sides taken in a party's own words and deeds; persons count for their state. "
        "Parties that agree are neighbours.",
    )
    parties, columns = _shown(stances, limit or LIMIT, canvas.width, reading)
    named = {party: reading.name(party) for party in parties}
    left = min(max(text_width(name, BODY) for name in named.values()) + 8, NAMES)
    y = _draw_table(canvas, y, stances, named=named, columns=columns, left=left)
    y = draw_key(canvas, y, _key(stances, parties, columns))
    y = _tell_turns(canvas, y, stances, named=named, columns=columns)
    caption = Caption(
        told=sourced(stances.rows),
        chosen=chosen,
        left_out=_left_out(stances, len(parties), len(columns)),
    )
    return finished(canvas, y + 4, title=heading, caption=caption)


def _without_issues(entities: Mapping[str, Entity]) -> dict[str, Entity]:
    return {i: replace(entity, issue=None) for i, entity in entities.items()}


def _shown(
    stances: Stances, limit: int, width: float, reading: Reading
) -> tuple[list[str], list[str]]:
    """Returns the parties and issues to draw, in order.

    The issues on which most take a side, and the parties with a side on most of these.
    """
    takers = Counter(matter for _, matter in stances.table)
    weights: Counter[str] = Counter()
    for (_, matter), stance in stances.table.items():
        weights[matter] += stance.count
    rise = HEADING * math.cos(math.radians(SLANT))
    most = max(1, int((width - NAMES - rise) / NARROWEST))
    columns = sorted(takers, key=lambda m: (-takers[m], -weights[m], m))[:most]
    sides: Counter[str] = Counter()
    for (party, matter), stance in stances.table.items():
        if matter in columns:
            sides[party] += 1000 + stance.count
    ranked = sorted(sides, key=lambda p: (-sides[p], reading.name(p), p))[:limit]
    signs = {
        key: stance.sign
        for key, stance in stances.table.items()
        if stance.sign and key[0] in ranked and key[1] in columns
    }
    places = scale_parties(signs)
    order = {party: at for at, party in enumerate(ranked)}
    parties = sorted(ranked, key=lambda p: (p not in places, -places.get(p, 0.0), order[p]))
    kept = {matter for party, matter in stances.table if party in order}
    return parties, [matter for matter in columns if matter in kept]


def _left_out(stances: Stances, parties: int, columns: int) -> list[str]:
    everyone = len({party for party, _ in stances.table})
    matters = len({matter for _, matter in stances.table})
    told = []
    if parties < everyone:
        told.append(f"{everyone - parties:,} of {everyone:,} parties with fewer sides")
    if columns < matters:
        told.append(f"{matters - columns:,} of {matters:,} issues with fewer parties")
    for number, words in (
        (stances.others, "{} in which one speaks of another's side"),
        (stances.unsorted, "{} on topics without an issue"),
        (stances.unsided, "{} that take no side"),
    ):
        if number:
            told.append(words.format(counted(number, "statement")))
    return told


def _draw_table(
    canvas: Canvas,
    top: float,
    stances: Stances,
    *,
    named: Mapping[str, str],
    columns: Sequence[str],
    left: float,
) -> float:
    """Draws headings, grid and marks; returns where what follows may begin."""
    slant = math.radians(SLANT)
    heads = {m: fitted(m, HEADING, BODY) for m in columns}
    tall = max(text_width(head, BODY) for head in heads.values()) * math.sin(slant) + BODY
    room = canvas.width - left - HEADING * math.cos(slant)
    wide = min(max(room / len(columns), NARROWEST), WIDEST)
    first = top + tall + 4
    bottom = first + ROW * len(named)
    right = left + wide * len(columns)
    for at, matter in enumerate(columns):
        x = left + wide * (at + 0.5)
        canvas.line([(x, first), (x, bottom)], RULE, width=0.4)
        canvas.text((x + 1, first - 4), heads[matter], turn=-SLANT)
    for at, (party, name) in enumerate(named.items()):
        y = first + ROW * (at + 0.5)
        canvas.line([(left - 4, y), (right, y)], RULE, width=0.4)
        shown = fitted(name, left - 8, BODY)
        canvas.text((left - 8, y + BODY * 0.35), shown, anchor="end")
        for place, matter in enumerate(columns):
            stance = stances.table.get((party, matter))
            if stance is not None:
                _draw_stance(canvas, (left + wide * (place + 0.5), y), stance)
    return bottom + 6


def _draw_stance(canvas: Canvas, spot: Point, stance: Stance) -> None:
    radius = min(3.4 + 0.9 * math.sqrt(stance.count - 1), ROW / 2 - 0.6)
    _draw_side(canvas, spot, radius, stance.sign)
    if stance.turn is not None:
        _draw_turn(canvas, (spot[0] + radius + 3.2, spot[1]), stance.turn.sign)


def _draw_side(canvas: Canvas, spot: Point, radius: float, sign: int) -> None:
    """Draws a disc with a plus, a minus, or both: colour does not stand alone."""
    x, y = spot
    canvas.circle(spot, radius, fill=COLOURS[sign], stroke=PAPER, stroke_width="0.8")
    arm = radius * 0.55
    thick = max(0.8, radius * 0.24)
    plus = y if sign else y - radius * 0.2
    minus = y if sign else y + radius * 0.62
    if sign >= 0:
        canvas.line([(x - arm, plus), (x + arm, plus)], PAPER, width=thick)
        canvas.line([(x, plus - arm), (x, plus + arm)], PAPER, width=thick)
    if sign <= 0:
        canvas.line([(x - arm, minus), (x + arm, minus)], PAPER, width=thick)


def _draw_turn(canvas: Canvas, spot: Point, sign: int) -> None:
    x, y = spot
    tip, base = (y - 3, y + 2) if sign > 0 else (y + 3, y - 2)
    corners = [(x, tip), (x + 2.6, base), (x - 2.6, base)]
    canvas.polygon(corners, fill=INK, stroke=PAPER)


def _key(
    stances: Stances, parties: Sequence[str], columns: Sequence[str]
) -> list[tuple[Mark, float, str]]:
    shown = [s for (p, m), s in stances.table.items() if p in parties and m in columns]
    signs = {stance.sign for stance in shown}

    def side(sign: int) -> Mark:
        return lambda canvas, spot: _draw_side(canvas, spot, 4.0, sign)

    def turned(sign: int) -> Mark:
        return lambda canvas, spot: _draw_turn(canvas, spot, sign)

    def sizes(canvas: Canvas, spot: Point) -> None:
        _draw_side(canvas, (spot[0] - 6, spot[1]), 3.4, 1)
        _draw_side(canvas, (spot[0] + 4, spot[1]), 5.2, 1)

    names = {1: "for", -1: "against", 0: "as often for as against"}
    entries = [(side(sign), 8.0, name) for sign, name in names.items() if sign in signs]
    entries.append((sizes, 18.0, "larger: more statements"))
    turns = {stance.turn.sign for stance in shown if stance.turn is not None}
    words = {1: "turned for", -1: "turned against"}
    return entries + [(turned(s), 5.2, told) for s, told in words.items() if s in turns]


def _tell_turns(
    canvas: Canvas,
    y: float,
    stances: Stances,
    *,
    named: Mapping[str, str],
    columns: Sequence[str],
) -> float:
    """Writes the latest turns that are drawn, one a line."""
    turned = [
        (stance.turn, stance)
        for (party, matter), stance in stances.table.items()
        if party in named and matter in columns and stance.turn is not None
    ]
    turned.sort(key=lambda found: (found[0].after, found[1].party), reverse=True)
    for turn, stance in turned[:TURNS]:
        was, now = ("against", "for") if turn.sign > 0 else ("for", "against")
        told = (
            f"{named[stance.party]} on {stance.matter}: {was} until {turn.before}, "
            f"{now} from {turn.after}"
        )
        y += SMALL * 1.4
        canvas.text((0, y), fitted(told, canvas.width, SMALL), size=SMALL)
    if len(turned) > TURNS:
        y += SMALL * 1.4
        rest = f"and {len(turned) - TURNS} earlier turns"
        canvas.text((0, y), rest, size=SMALL, fill=GREY)
    return y + 4
