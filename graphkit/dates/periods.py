"""Days, weeks, months and years around the day of an article: calendar arithmetic, no words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from graphkit.records import PRECISIONS, Precision

Tense = Literal["past", "future"] | None
Side = Literal["last", "next", "this"] | None


class ResolvedDate(NamedTuple):
    """A period of the calendar: `date` is its first day (a week's Monday)."""

    date: dt.date
    precision: Precision


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What a date without its year or week leans on: the article's day, and the clause's tense.

    `published` is None where the article has no date; `precision` says how well it is known.
    """

    published: dt.date | None
    precision: Precision = "day"
    tense: Tense = None

    def known(self, unit: Precision) -> dt.date | None:
        """Returns the article's day if it is known to this unit, else None."""
        if PRECISIONS.index(self.precision) > PRECISIONS.index(unit):
            return None
        return self.published


def period(day: dt.date, unit: Precision) -> ResolvedDate:
    """Returns the day, week, month or year that the day lies in."""
    if unit == "week":
        return ResolvedDate(day - dt.timedelta(days=day.weekday()), unit)
    if unit == "month":
        return ResolvedDate(day.replace(day=1), unit)
    if unit == "year":
        return ResolvedDate(day.replace(month=1, day=1), unit)
    return ResolvedDate(day, unit)


def shifted(day: dt.date, unit: Precision, count: int) -> ResolvedDate:
    """Returns the day, week, month or year `count` units after (before, if negative) that day's.

    Raises:
        OverflowError, ValueError: that is outside the calendar.
    """
    if unit in {"day", "week"}:
        days = count * (7 if unit == "week" else 1)
        return period(day + dt.timedelta(days=days), unit)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    return period(dt.date(months // 12, months % 12 + 1, 1), unit)


def weekday_near(day: dt.date, weekday: int, side: Side, tense: Tense) -> dt.date:
    """Returns the nearest such weekday (0 = Monday) on the side told by `side`, else by `tense`.

    "last" and "next" keep two days off, see the package's docstring.
    """
    back = (day.weekday() - weekday) % 7
    ahead = (weekday - day.weekday()) % 7
    if side == "last":
        return day - dt.timedelta(days=back if back >= 2 else back + 7)
    if side == "next":
        return day + dt.timedelta(days=ahead if ahead >= 2 else ahead + 7)
    if tense == "future" or (side == "this" and tense is None):
        return day + dt.timedelta(days=ahead)
    return day - dt.timedelta(days=back)


def month_near(day: dt.date, month: int, side: Side, tense: Tense) -> dt.date:
    """Returns the first of the nearest such month on the side told by `side`, else by `tense`."""
    this = dt.date(day.year, month, 1)
    gap = month - day.month
    if side == "this":
        return this
    if side == "last":
        return this.replace(year=day.year - (1 if gap >= -1 else 0))
    if side == "next":
        return this.replace(year=day.year + (1 if gap <= 0 else 0))
    if tense == "past":
        return this.replace(year=day.year - (1 if gap > 0 else 0))
    if tense == "future":
        return this.replace(year=day.year + (1 if gap < 0 else 0))
    return this.replace(year=day.year + (1 if gap < -6 else -1 if gap >= 6 else 0))


def day_near(day: dt.date, month: int, number: int, side: Side, tense: Tense) -> dt.date | None:
    """Returns the nearest such day of a year on the side told; None if no year near has it."""
    years = range(day.year - 4, day.year + 5)  # 29 February is at most four years off
    days = [found for year in years if (found := _real(year, month, number))]
    next_day = day + dt.timedelta(days=1)
    if side == "this":
        return _real(day.year, month, number)
    if side == "last":
        return _nearest(days, day, lambda found: found < day)
    if side == "next":
        return _nearest(days, day, lambda found: found > day)
    if tense == "past":
        return _nearest(days, day, lambda found: found <= next_day)
    if tense == "future":
        return _nearest(days, day, lambda found: found >= day)
    return _nearest(days, day, lambda _: True)


def season_near(
    day: dt.date, season: tuple[int, int], side: Side, tense: Tense
) -> ResolvedDate | None:
    """Returns the year of the last, this or next season; None for one that crosses a year's end."""
    first, last = season
    if first > last:
        return None
    year = day.year
    if side == "last" or (side is None and tense == "past" and day.month < first):
        year -= 0 if day.month > last and side == "last" else 1
    elif side == "next" or (side is None and tense == "future" and day.month > last):
        year += 0 if day.month < first and side == "next" else 1
    return ResolvedDate(dt.date(year, 1, 1), "year")


def _real(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _nearest(
    days: Iterable[dt.date], day: dt.date, allowed: Callable[[dt.date], bool]
) -> dt.date | None:
    return min(filter(allowed, days), key=lambda found: (abs(found - day), found), default=None)
