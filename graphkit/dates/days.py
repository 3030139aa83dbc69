"""Rules for dates that name a day: "2022-03-05", "March 5", "Christmas Eve", "last Tuesday"."""

from __future__ import annotations

import datetime as dt
import re

from graphkit.dates import periods
from graphkit.dates.patterns import (
    DAY,
    SIDE,
    THE_SIDE,
    TO_DAY,
    YEAR,
    Rule,
    month_pattern,
    side_of,
    weekday_pattern,
)
from graphkit.dates.periods import Anchor, ResolvedDate, shifted
from graphkit.dates.words import DateWords, any_of, date_words, one_space

# --- 2022-03-05, 25/03/2022 -----------------------------------------------------------------


def numeric_rules() -> tuple[Rule, ...]:
    return (
        Rule(
            name="iso",
            pattern=r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?|/(?P<m>\d\d)/(?P<d>\d\d))",
            resolve=_iso,
            # "2010-12" within a text may as well be two years.
            fits=lambda text, start, end: end - start > 7 and text[end : end + 1] not in {"-", "/"},
        ),
        Rule(
            name="slashed",
            pattern=r"(?P<a>\d\d?)[/.](?P<b>\d\d?)[/.](?P<year>\d{4})",
            resolve=_slashed,
        ),
    )


def _iso(match: re.Match[str], _anchor: Anchor) -> ResolvedDate | None:
    year, month = int(match["year"]), int(match["month"] or match["m"])
    day = match["day"] or match["d"]
    if day:
        return ResolvedDate(dt.date(year, month, int(day)), "day")
    return ResolvedDate(dt.date(year, month, 1), "month")


def _slashed(match: re.Match[str], _anchor: Anchor) -> ResolvedDate | None:
    """Reads a date whose order (day or month first) only its numbers can tell: 25/03/2022."""
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 or first == second else (second, first)
    return ResolvedDate(dt.date(year, month, day), "day")


# --- 5 March, March 5, 2022; Christmas Eve --------------------------------------------------


def day_rules(words: DateWords) -> tuple[Rule, ...]:
    weekday = rf"(?:{weekday_pattern(words)}\.?,?\s+(?:(?i:the)\s+)?)?"
    with_year = rf"(?:,?\s+{YEAR})?"
    feast = any_of(words.holidays)
    return (
        Rule(
            name="month_day",
            pattern=rf"{weekday}{month_pattern(words)}\s+(?:(?i:the)\s+)?{DAY}{TO_DAY}(?!\d|[.,:]\d){with_year}",
            resolve=_day_of_month,
            fits=_no_amount,
        ),
        Rule(
            name="day_month",
            pattern=rf"{weekday}(?:(?i:the)\s+)?{DAY}{TO_DAY}(?:\s+of)?\s+{month_pattern(words)}{with_year}",
            resolve=_day_of_month,
            fits=_no_amount,
        ),
        Rule(
            name="feast",
            pattern=rf"(?:{THE_SIDE}\s+)?(?P<feast>{feast})(?:,?\s+{YEAR})?",
            resolve=_feast,
        ),
    )


def _no_amount(text: str, start: int, end: int) -> bool:
    """False for a piece of a number or a sum: "1.5 March", "May 10 percent"."""
    before, after = text[max(0, start - 2) : start], text[end : end + 9]
    return not re.search(r"\d[.,]$|[-–]$", before) and not re.match(
        r"\s?(?:%|percent|per cent)", after
    )


def _day_of_month(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    month = date_words().month(match["month"])
    return _day(match, anchor, month=month, day=int(match["day"]))


def _feast(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    name = one_space(match["feast"]).lower().replace("’", "'")
    month, day = date_words().holidays[name]
    return _day(match, anchor, month=month, day=day)


def _day(match: re.Match[str], anchor: Anchor, *, month: int, day: int) -> ResolvedDate | None:
    if match["year"]:
        return ResolvedDate(dt.date(int(match["year"]), month, day), "day")
    published = anchor.known("month")
    if published is None:
        return None
    found = periods.day_near(published, month, day, side_of(match), anchor.tense)
    return ResolvedDate(found, "day") if found else None


# --- Friday, last Tuesday, Monday of next week, yesterday -----------------------------------


def weekday_rules(words: DateWords) -> tuple[Rule, ...]:
    part = any_of(words.dayparts)
    early = rf"(?:{any_of(words.edges)}\s+(?:(?i:on)\s+)?)?"
    week = r"(?:\s+(?i:of\s+)?(?P<week>(?i:last|next|this))\s+(?i:week)\b)?"
    return (
        Rule(
            name="weekday",
            pattern=rf"(?:{SIDE}\s+)?{early}(?P<weekday>{weekday_pattern(words)}){week}(?:\s+{part}\b)?",
            resolve=_named_weekday,
            fits=_is_day,
        ),
        Rule(
            name="today",
            pattern=rf"{early}(?P<today>{any_of(words.days_from_today)})(?:\s+{part}\b)?",
            resolve=_near_today,
            fits=lambda text, start, _end: text[max(0, start - 4) : start] != "USA ",
        ),
    )


def _is_day(text: str, start: int, end: int) -> bool:
    """False for a habit or a name: "every Friday", "Good Friday", "the Sunday Times"."""
    words = date_words()
    before, after = text[max(0, start - 12) : start], text[end : end + 14]
    return not (
        re.search(rf"\b(?:{'|'.join(words.not_after)})\s+$", before)
        or re.match(rf"\s+(?:{'|'.join(words.not_before)})\b", after)
    )


def _named_weekday(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    published = anchor.known("day")
    if published is None:
        return None
    weekday = date_words().weekdays[match["weekday"].lower()]
    if match["week"]:
        weeks = {"last": -1, "this": 0, "next": 1}[match["week"].lower()]
        monday = shifted(published, "week", weeks).date
        return ResolvedDate(monday + dt.timedelta(days=weekday), "day")
    if one_space(match["side"] or "").lower() in {"this coming", "coming"}:
        tomorrow = published + dt.timedelta(days=1)
        return ResolvedDate(periods.weekday_near(tomorrow, weekday, None, "future"), "day")
    if one_space(match["side"] or "").lower() in {"this past", "past"}:
        yesterday = published - dt.timedelta(days=1)
        return ResolvedDate(periods.weekday_near(yesterday, weekday, None, "past"), "day")
    return ResolvedDate(
        periods.weekday_near(published, weekday, side_of(match), anchor.tense), "day"
    )


def _near_today(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    published = anchor.known("day")
    if published is None:
        return None
    return shifted(
        published, "day", date_words().days_from_today[one_space(match["today"]).lower()]
    )
