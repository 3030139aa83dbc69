"""Scores of a pair by month -> a picture of how it went between them, and of how much was said."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final

from graphkit.analysis.readings import Reading
from graphkit.analysis.tension import Month, Series, monthly_tension
from graphkit.errors import PictureError
from graphkit.pictures.plates.canvas import (
    GREY,
    INK,
    PAPER,
    RULE,
    SMALL,
    Anchor,
    Canvas,
    Label,
    Point,
    covers,
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
from graphkit.selections import actors_named, counted

LIMIT: Final = 180
"""Months drawn unless the user names another number: more are no longer told apart."""
QUAD_COLOURS: Final = {1: "#7fb8d8", 2: FRIENDLY, 3: "#e8a87f", 4: HOSTILE}
"""Words lighter than deeds."""
QUAD_NAMES: Final = {
    1: "cooperation in words",
    2: "cooperation in deeds",
    3: "conflict in words",
    4: "conflict in deeds",
}
LEFT: Final = 26.0
SCORES: Final = 132.0
"""Height of the scores, in points."""
COUNTS: Final = 56.0
NOTES: Final = 8
"""Months that are named at most."""


def draw_tension(
    reading: Reading,
    *,
    sides: tuple[Sequence[str], Sequence[str]],
    width: float,
    limit: int | None,
    title: str | None,
    chosen: str = "",
) -> Plate:
    """Draws the mean score of each month (dots), and its statements by kind (bars).

    Raises:
        PictureError: no scored and dated statement passed between the two.
    """
    one, other = (actors_named(reading.selection, names) for names in sides)
    series = monthly_tension(reading.rows, one, other)
    if not series.months:
        raise PictureError(
            "no dated statement with a score passed between the two", remedy="widen the filters"
        )
    months = series.months[-(limit or LIMIT) :]
    pair = " and ".join(reading.together(names) for names in sides)
    heading = title or f"{pair}: month by month"
    subtitle = (
        "Mean PLOVER score of what passed between them, from \u221210 (conflict) to 10 "
        "(cooperation), named after its strongest deeds or words; below, statements by month. A "
        "month without a dot has no statement."
    )
    canvas, y = begun(width, title=heading, subtitle=subtitle)
    axis = TimeAxis(
        first=_number(months[0]), last=_number(months[-1]), left=LEFT, right=canvas.width - 4
    )
    y = _draw_scores(canvas, y + 6, months, axis)
    y = _draw_counts(canvas, y + 10, months, axis)
    y = draw_key(canvas, y, _key(months))
    caption = Caption(
        told=sourced(row for row in series.rows if _month(row.day) >= months[0].month),
        chosen=chosen,
        left_out=_left_out(series, months),
    )
    return finished(canvas, y + 4, title=heading, caption=caption)


def _number(month: Month) -> int:
    return month_number(dt.date.fromisoformat(f"{month.month}-01"))


def _month(day: dt.date | None) -> str:
    return day.isoformat()[:7] if day else ""


def _left_out(series: Series, months: Sequence[Month]) -> list[str]:
    earlier = len(series.months) - len(months)
    told = (
        (series.elsewhere, "{} on places"),
        (series.unscored, "{} without a PLOVER event"),
        (series.undated, "{} without a month"),
    )
    parts = [words.format(counted(number, "statement")) for number, words in told if number]
    return [*([f"{earlier} earlier months"] if earlier else []), *parts]


def _draw_scores(canvas: Canvas, top: float, months: Sequence[Month], axis: TimeAxis) -> float:
    bottom = top + SCORES

    def height(score: float) -> float:
        return top + (10 - score) / 20 * SCORES

    axis.draw(canvas, top, bottom)
    for score in (10, 5, 0, -5, -10):
        y = height(score)
        shade, thick = (INK, 0.6) if score == 0 else (RULE, 0.4)
        canvas.line([(LEFT, y), (axis.right, y)], shade, width=thick)
        told = f"{score:+d}".replace("-", "\u2212") if score else "0"
        canvas.text((LEFT - 5, y + SMALL * 0.35), told, size=SMALL, fill=GREY, anchor="end")
    taken: list[Label] = list(canvas.labels)
    spots = {m.month: (axis.at_month(_number(m)), height(m.mean)) for m in months}
    for month in months:
        x, y = spots[month.month]
        colour = FRIENDLY if month.mean >= 0 else HOSTILE
        canvas.line([(x, height(0)), (x, y)], colour, width=min(1.4, axis.month_width * 0.5))
        canvas.circle((x, y), _radius(month, axis), fill=colour, stroke=PAPER, stroke_width="0.5")
    _name_months(canvas, months, spots, taken, axis=axis, bounds=(top, bottom))
    return bottom + SMALL + 6


def _radius(month: Month, axis: TimeAxis) -> float:
    return min(1.5 + 0.8 * math.sqrt(month.statements), 5.0, max(1.5, axis.month_width))


def _name_months(
    canvas: Canvas,
    months: Sequence[Month],
    spots: dict[str, Point],
    taken: list[Label],
    *,
    axis: TimeAxis,
    bounds: tuple[float, float],
) -> None:
    """Writes beside the months that stand out what they are about, where that hides nothing."""
    zero = (bounds[0] + bounds[1]) / 2
    marks = [_disc(spots[m.month], _radius(m, axis)) for m in months]
    marks += [_stem(spots[m.month], zero) for m in months]
    ranked = sorted(months, key=lambda m: (-abs(m.mean) * math.sqrt(m.statements), m.month))
    for month in ranked[:NOTES]:
        x, y = spots[month.month]
        gap = _radius(month, axis) + 2
        relation, count = month.strongest
        text = relation.replace("_", " ") + (f" \u00d7{count}" if count > 1 else "")
        under = SMALL * 0.35
        above_first = (gap + SMALL * 0.9) if month.mean < 0 else -gap
        tries: tuple[tuple[Point, Anchor], ...] = (
            ((x + gap, y + under), "start"),
            ((x - gap, y + under), "end"),
            ((x, y + above_first), "middle"),
        )
        for spot, anchor in tries:
            trial = Canvas(canvas.width).text(spot, text, size=SMALL, anchor=anchor)
            (left, high), (right, _), (_, low), _ = trial.corners
            inside = left >= LEFT and right <= axis.right and high >= bounds[0] and low <= bounds[1]
            if inside and not any(covers(trial, other) for other in (*taken, *marks)):
                label = canvas.text(spot, text, size=SMALL, anchor=anchor, behind=PAPER)
                taken.append(label)
                break


def _stem(tip: Point, zero: float) -> Label:
    top, bottom = sorted((tip[1], zero))
    (left, right) = tip[0] - 0.7, tip[0] + 0.7
    return Label(
        text="", size=0, corners=((left, top), (right, top), (right, bottom), (left, bottom))
    )


def _disc(centre: Point, radius: float) -> Label:
    x, y = centre
    corners = (
        (x - radius, y - radius),
        (x + radius, y - radius),
        (x + radius, y + radius),
        (x - radius, y + radius),
    )
    return Label(text="", size=0, corners=corners)


def _draw_counts(canvas: Canvas, top: float, months: Sequence[Month], axis: TimeAxis) -> float:
    """Draws each month's statements: cooperation up, conflict down, deeds next to the line."""
    ups = [m.quads.get(1, 0) + m.quads.get(2, 0) for m in months]
    downs = [m.quads.get(3, 0) + m.quads.get(4, 0) for m in months]
    scale = COUNTS / max(max(ups) + max(downs), 4)
    middle = top + max(ups) * scale
    bottom = middle + max(downs) * scale
    canvas.line([(LEFT, middle), (axis.right, middle)], INK, width=0.6)
    ends = ((max(ups), middle - max(ups) * scale), (max(downs), bottom))
    for number, y in ends:
        if number:
            canvas.line([(LEFT, y), (axis.right, y)], RULE, width=0.4)
            spot = (LEFT - 5, y + SMALL * 0.35)
            canvas.text(spot, str(number), size=SMALL, fill=GREY, anchor="end")
    if bottom - middle > SMALL and middle - top > SMALL:
        canvas.text((LEFT - 5, middle + SMALL * 0.35), "0", size=SMALL, fill=GREY, anchor="end")
    wide = max(min(axis.month_width * 0.72, 7.0), 0.6)
    for month in months:
        x = axis.at_month(_number(month)) - wide / 2
        for quads, way in (((2, 1), -1), ((4, 3), 1)):
            y = middle
            for quad in quads:
                tall = month.quads.get(quad, 0) * scale
                if tall:
                    corner = (x, y - tall if way < 0 else y)
                    canvas.box(corner, (wide, tall), fill=QUAD_COLOURS[quad])
                y += way * tall
    return bottom + 6


def _key(months: Sequence[Month]) -> list[tuple[Mark, float, str]]:
    def dots(canvas: Canvas, spot: Point) -> None:
        canvas.circle((spot[0] - 5, spot[1]), 2.3, fill=FRIENDLY)
        canvas.circle((spot[0] + 4, spot[1]), 4.0, fill=HOSTILE)

    def swatch(colour: str) -> Mark:
        return lambda canvas, spot: canvas.box((spot[0] - 4, spot[1] - 3), (8, 6), fill=colour)

    quads = [q for q in (1, 2, 3, 4) if any(m.quads.get(q) for m in months)]
    bars = [(swatch(QUAD_COLOURS[q]), 8.0, QUAD_NAMES[q]) for q in quads]
    return [(dots, 16.0, "mean score; larger: more statements"), *bars]
