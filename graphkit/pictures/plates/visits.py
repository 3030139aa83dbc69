"""Journeys -> a calendar of who visits whom: a row a visitor, plans beside what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.analysis.readings import Reading
from graphkit.analysis.trips import (
    Journey,
    Journeys,
    Span,
    gather_journeys,
    visitors_of,
)
from graphkit.errors import PictureError
from graphkit.pictures.plates.canvas import (
    BODY,
    GREY,
    PAPER,
    RULE,
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
from graphkit.pictures.plates.times import TimeAxis, month_number
from graphkit.pictures.typefaces import fitted, text_width
from graphkit.rows import is_state
from graphkit.selections import counted

LIMIT: Final = 40
"""Journeys drawn unless the user names another number."""
MANY: Final = 6
"""Journeys of one visitor that are drawn in any case: the newest."""
NAMES: Final = 112.0
LANE: Final = 10.5
GAP: Final = 4.0
"""Between two visitors."""
RADIUS: Final = 2.9
GOAL: Final = 84.0
"""Points that the name of a goal may take."""
PALE: Final = "#9cc7e0"
FAR: Final = 366
"""Days before the first article, or after the last, from which a journey is not drawn."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A journey placed in a lane: where it begins and ends with its label."""

    journey: Journey
    label: str
    left: float
    right: float
    mark: float
    flipped: bool


def draw_visits(
    reading: Reading,
    *,
    today: str | None,
    width: float,
    limit: int | None,
    title: str | None,
    chosen: str = "",
) -> Plate:
    """Draws the journeys of each visitor along one time axis, in as many lanes as they need.

    What is overdue is so `today` (ISO).

    Raises:
        PictureError: no journey to another state or to a body has a day.
    """
    found = gather_journeys(reading.rows, today=today)
    near = _near(found)
    if not near:
        raise PictureError(
            "no journey abroad has a day", remedy="widen the filters, or see: graphkit query visits"
        )
    shown = _shown(near, limit or LIMIT)
    heading = title or "Who visits whom"
    canvas, y = begun(
        width,
        title=heading,
        subtitle="Journeys abroad, planned and actual. A thin line leads from the day of the "
        "announcement, or the day first planned, to the journey.",
    )
    axis = _axis(shown, canvas.width)
    y = _draw_rows(canvas, y + 8, shown, axis=axis, reading=reading)
    y = draw_key(canvas, y, _key(shown))
    caption = Caption(
        told=f"{counted(len(shown), 'journey')}, from "
        + sourced(row for journey in shown for row in journey.rows),
        chosen=chosen,
        left_out=_left_out(found, len(near), len(shown)),
    )
    return finished(canvas, y + 4, title=heading, caption=caption)


def _near(found: Journeys) -> list[Journey]:
    days = [
        row.statement.published
        for journey in found.all
        for row in journey.rows
        if row.statement.published
    ]
    if not days:
        return list(found.all)
    first, last = min(days) - dt.timedelta(days=FAR), max(days) + dt.timedelta(days=FAR)
    return [j for j in found.all if first <= j.when.first and j.when.last <= last]


def _shown(journeys: Sequence[Journey], limit: int) -> list[Journey]:
    """Returns the newest journeys of those who travel most."""
    kept: list[Journey] = []
    each = max(MANY, limit // 5)
    ranked = sorted(
        visitors_of(journeys).values(),
        key=lambda js: (-len(js), -sum(j.statements for j in js), js[0].visitor),
    )
    for js in ranked:
        newest = js[-min(each, limit) :]
        if kept and len(kept) + len(newest) > limit:
            break
        kept += newest
    return kept


def _left_out(found: Journeys, near: int, shown: int) -> list[str]:
    told = []
    if shown < near:
        told.append(f"{near - shown:,} of {near:,} journeys, earlier or of those who travel less")
    if far := len(found.all) - near:
        told.append(f"{counted(far, 'journey')} more than a year before or after the articles")
    for number, words in (
        (found.at_home, "{} of visits within the visitor's own state"),
        (found.vague, "{} of which the year only is told"),
        (found.undated, "{} without a day"),
    ):
        if number:
            told.append(words.format(counted(number, "statement")))
    return told


def _axis(journeys: Iterable[Journey], width: float) -> TimeAxis:
    days = [day for j in journeys for span in _spans(j) for day in (span.first, span.last)]
    return TimeAxis(
        first=month_number(min(days)), last=month_number(max(days)), left=NAMES, right=width - 2
    )


def _draw_rows(
    canvas: Canvas,
    top: float,
    journeys: Sequence[Journey],
    *,
    axis: TimeAxis,
    reading: Reading,
) -> float:
    rows = _ordered(journeys, reading)
    lanes = {visitor: _lanes(js, axis) for visitor, js in rows.items()}
    bottom = top + sum(len(found) * LANE + GAP for found in lanes.values())
    end = axis.draw(canvas, top, bottom)
    y = top
    for visitor, found in lanes.items():
        canvas.line([(0, y), (axis.right, y)], RULE, width=0.4)
        _draw_name(canvas, (0, y + GAP / 2 + LANE * 0.72), visitor, rows[visitor][0], reading)
        for lane in found:
            middle = y + GAP / 2 + LANE / 2
            for bar in lane:
                _draw_bar(canvas, bar, middle, axis)
            y += LANE
        y += GAP
    canvas.line([(0, bottom), (axis.right, bottom)], RULE, width=0.4)
    return end


def _ordered(journeys: Sequence[Journey], reading: Reading) -> Mapping[str, list[Journey]]:
    """Returns visitors with their journeys: by state, those of most journeys first."""
    by_state: dict[str, int] = {}
    for journey in journeys:
        state = journey.visitor_country or journey.visitor
        by_state[state] = by_state.get(state, 0) + 1
    visitors = visitors_of(journeys)

    def rank(visitor: str) -> tuple[int, str, int, str]:
        state = visitors[visitor][0].visitor_country or visitor
        return -by_state[state], state, -len(visitors[visitor]), reading.name(visitor)

    return {visitor: visitors[visitor] for visitor in sorted(visitors, key=rank)}


def _draw_name(
    canvas: Canvas, spot: Point, visitor: str, journey: Journey, reading: Reading
) -> None:
    code = journey.visitor_country
    state = code if code and is_state(code) and not visitor.startswith("country:") else ""
    room = NAMES - 8 - (text_width(f" {state}", SMALL) if state else 0)
    bold = visitor.startswith("country:")
    name = fitted(reading.name(visitor), room, BODY, bold=bold)
    label = canvas.text(spot, name, bold=bold)
    if state:
        canvas.text((label.corners[1][0] + 3, spot[1]), state, size=SMALL, fill=GREY)


def _lanes(journeys: Sequence[Journey], axis: TimeAxis) -> list[list[Bar]]:
    """Returns the journeys in lanes in which no two lie over each other."""
    lanes: list[list[Bar]] = []
    bars = sorted((_bar(j, axis) for j in journeys), key=lambda bar: (bar.left, bar.label))
    for bar in bars:
        for lane in lanes:
            if lane[-1].right + 3 <= bar.left:
                lane.append(bar)
                break
        else:
            lanes.append([bar])
    return lanes


def _bar(journey: Journey, axis: TimeAxis) -> Bar:
    places = [*journey.places[:2], *(["\u2026"] if len(journey.places) > 2 else [])]
    label = fitted(", ".join(places), GOAL, SMALL)
    starts, ends = zip(*(_extent(span, axis) for span in _spans(journey)), strict=True)
    left, right = min(starts), max(ends)
    left = min([left, *_announced(journey, axis)])
    room = text_width(label, SMALL) + 2.5
    flipped = right + room > axis.right
    return Bar(
        journey=journey,
        label=label,
        left=left - room if flipped else left,
        right=right if flipped else right + room,
        mark=left if flipped else right,
        flipped=flipped,
    )


def _announced(journey: Journey, axis: TimeAxis) -> list[float]:
    """Returns where the announcement stands, nothing where its own mark would hide it."""
    day = journey.announced
    if day is None or month_number(day) < axis.first:
        return []
    x = axis.at_day(day)
    return [x] if x < min(_extent(span, axis)[0] for span in _spans(journey)) - 2 else []


def _plan(journey: Journey) -> Span | None:
    """Returns when it was to be: what was done hides a plan whose day is not told."""
    planned = journey.planned
    return None if journey.done and planned and not planned.told else planned


def _spans(journey: Journey) -> list[Span]:
    return [span for span in (_plan(journey), journey.done) if span]


def _extent(span: Span, axis: TimeAxis) -> tuple[float, float]:
    return axis.at_day(span.first) - RADIUS, axis.at_day(span.last) + RADIUS


def _draw_bar(canvas: Canvas, bar: Bar, y: float, axis: TimeAxis) -> None:
    journey = bar.journey
    goal = _middle(journey.when, axis)
    plan = _plan(journey)
    starts = [_middle(plan, axis)] if plan and journey.done else []
    for x in _announced(journey, axis):
        starts.append(x)
        canvas.line([(x, y - 2), (x, y + 2)], GREY, width=0.7)
    if starts:
        canvas.line([(min(starts), y), (max(goal, *starts), y)], GREY, width=0.5)
    if plan:
        look = "planned" if journey.done else journey.outcome
        _draw_mark(canvas, plan, y, axis, look=look)
    if journey.done:
        _draw_mark(canvas, journey.done, y, axis, look="done")
    spot = (bar.mark + (-2 if bar.flipped else 2), y + SMALL * 0.35)
    anchor: Anchor = "end" if bar.flipped else "start"
    canvas.text(spot, bar.label, size=SMALL, anchor=anchor, behind=PAPER)


def _middle(span: Span, axis: TimeAxis) -> float:
    return (axis.at_day(span.first) + axis.at_day(span.last)) / 2


def _draw_mark(canvas: Canvas, span: Span, y: float, axis: TimeAxis, *, look: str) -> None:
    """Draws a disc on a day, or a rounded bar over a week or month."""
    left, right = _extent(span, axis)
    style = {"stroke_width": "1"}
    fill, stroke = PAPER, FRIENDLY
    if look == "done":
        fill = FRIENDLY if span.told else PALE
    elif look in ("called off", "overdue"):
        stroke = HOSTILE
    elif look == "possible":
        style["stroke_dasharray"] = "1.6 1.2"
    size = (right - left, 2 * RADIUS)
    canvas.box((left, y - RADIUS), size, fill=fill, stroke=stroke, round_by=RADIUS, **style)
    middle = (left + right) / 2
    if look == "called off":
        for way in (1, -1):
            ends = [(middle - 1.6, y - 1.6 * way), (middle + 1.6, y + 1.6 * way)]
            canvas.line(ends, HOSTILE, width=1.0)
    elif look == "overdue":
        canvas.circle((middle, y), 1.0, fill=HOSTILE)


def _key(journeys: Sequence[Journey]) -> list[tuple[Mark, float, str]]:
    outcomes = {j.outcome for j in journeys}
    if any(j.done and _plan(j) for j in journeys):
        outcomes.add("planned")
    day = dt.date(2000, 1, 15)

    def mark(look: str, *, told: bool = True, days: int = 0) -> Mark:
        span = Span(first=day, last=day + dt.timedelta(days=days), told=told)

        def draw(canvas: Canvas, spot: Point) -> None:
            axis = TimeAxis(first=month_number(day), last=month_number(day), left=0, right=10)
            shift = spot[0] - _middle(span, axis)
            moved = TimeAxis(first=axis.first, last=axis.last, left=shift, right=10 + shift)
            _draw_mark(canvas, span, spot[1], moved, look=look)

        return draw

    def announced(canvas: Canvas, spot: Point) -> None:
        canvas.line([(spot[0] - 7, spot[1]), (spot[0] + 7, spot[1])], GREY, width=0.5)
        canvas.line([(spot[0] - 7, spot[1] - 2), (spot[0] - 7, spot[1] + 2)], GREY, width=0.7)

    told = {
        "done": "took place",
        "planned": "planned",
        "possible": "possible, or called for",
        "overdue": "planned for a day that is past, not reported since",
        "called off": "called off, or denied",
    }
    entries: list[tuple[Mark, float, str]] = [
        (mark(outcome), 6.0, words) for outcome, words in told.items() if outcome in outcomes
    ]
    if any(j.done and not j.done.told for j in journeys):
        entries.insert(1, (mark("done", told=False), 6.0, "took place by then (the article's day)"))
    if any(not s.exact and s.told for j in journeys for s in _spans(j)):
        entries.append((mark("done", days=18), 12.0, "some time in this week or month"))
    if any(j.announced for j in journeys):
        entries.append((announced, 14.0, "announced"))
    return entries
