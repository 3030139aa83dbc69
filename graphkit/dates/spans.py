"""Rules for dates that name or count to a period: "in May", "last year", "two weeks ago"."""

from __future__ import annotations

import datetime as dt
import re
from typing import cast

from graphkit.dates import periods
from graphkit.dates.patterns import THE_SIDE, YEAR, Rule, edge_pattern, month_pattern, side_of
from graphkit.dates.periods import Anchor, ResolvedDate, Side, period, shifted
from graphkit.dates.words import DateWords, any_of, date_words
from graphkit.records import Precision

# --- in February, last February, mid-May, March 2022 ----------------------------------------


def month_rules(words: DateWords) -> tuple[Rule, ...]:
    edge = f"(?:{edge_pattern(words)})?"
    return (
        Rule(
            name="month_year",
            pattern=rf"{edge}{month_pattern(words)}(?:\s+of|,)?\s+{YEAR}",
            resolve=lambda m, _: ResolvedDate(
                dt.date(int(m["year"]), date_words().month(m["month"]), 1), "month"
            ),
        ),
        Rule(
            name="month",
            pattern=rf"(?:{THE_SIDE}\s+)?(?P<edge>{edge_pattern(words)})?{month_pattern(words)}",
            resolve=_named_month,
            fits=_is_month,
        ),
    )


def _is_month(text: str, start: int, end: int) -> bool:
    """False for a verb, a name or a piece of a longer date: "May said", "they March on"."""
    words = date_words()
    written = text[start:end].split()[-1].split("-")[-1]
    if re.match(r"\s+\d", text[end : end + 4]):
        return False
    if written != text[start:end]:
        return True  # "mid-May", "last March", "end of June"
    if written.lower().rstrip(".") in words.short_months or written.lower() in words.homonyms:
        return (
            re.search(rf"\b{any_of(words.leads)}\s+$", text[max(0, start - 14) : start]) is not None
        )
    return True


def _named_month(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    published = anchor.known("month")
    if published is None:
        return None
    month = date_words().month(match["month"])
    return ResolvedDate(periods.month_near(published, month, side_of(match), anchor.tense), "month")


# --- last week, later this month, the end of the year, the weekend, last summer -------------


def period_rules(words: DateWords) -> tuple[Rule, ...]:
    unit = r"(?P<unit>(?i:week|month|year))"
    edge, edges = edge_pattern(words), any_of(words.edges)
    ends, seasons = any_of(words.ends), any_of(words.seasons)
    part = r"(?i:first|second|third|fourth|last)\s+(?i:quarter|half)"
    return (
        Rule(
            name="weekend",
            pattern=r"(?:(?P<side>(?i:this\s+(?:past|coming)|last|next|this|coming|past))|(?i:the))\s+(?i:weekend)",
            resolve=_weekend,
        ),
        Rule(name="period", pattern=rf"(?:{edge})?{THE_SIDE}\s+{unit}", resolve=_named_period),
        Rule(
            name="part_of_this",  # "later in the week", "the end of the month", "by year's end"
            pattern=(
                rf"(?:{edges}\s+(?i:in)|(?:(?i:the)\s+)?{ends}\s+(?i:of))\s+(?i:the)\s+{unit}"
                r"|(?P<own>(?i:month|year))(?:['’](?i:s)\s+|-)(?i:end)"
            ),
            resolve=_named_period,
        ),
        Rule(
            name="season",
            pattern=(
                rf"(?:{edge})?(?:(?i:the)\s+)?(?P<season>{seasons})\s+(?:(?i:of)\s+)?{YEAR}"
                rf"|(?:{edge})?(?P<when>(?i:last|next|this))\s+(?P<spell>{seasons})"
            ),
            resolve=_season,
        ),
        Rule(
            name="quarter",
            pattern=rf"(?:(?i:the)\s+)?{part}\s+(?i:of)\s+(?:{YEAR}|{THE_SIDE}\s+(?i:year)|(?i:the\s+year))",
            resolve=_part_of_year,
        ),
    )


def _weekend(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    published = anchor.known("day")
    if published is None:
        return None
    weekend_now = published.weekday() >= 5
    side = side_of(match)
    if side == "last" or (side is None and anchor.tense != "future" and not weekend_now):
        return shifted(published, "week", -1)
    return shifted(published, "week", 1 if side == "next" and weekend_now else 0)


def _named_period(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    groups = match.groupdict()
    unit = cast(Precision, (groups.get("unit") or groups.get("own") or "").lower())
    published = anchor.known(unit)
    if published is None:
        return None
    return shifted(published, unit, _count_of(side_of(match)))


def _count_of(side: Side) -> int:
    return {"last": -1, "next": 1}.get(side or "this", 0)


def _season(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    if match["year"]:
        return ResolvedDate(dt.date(int(match["year"]), 1, 1), "year")
    published = anchor.known("month")
    if published is None:
        return None
    season = date_words().seasons[match["spell"].lower()]
    side = cast(Side, match["when"].lower())
    return periods.season_near(published, season, side, anchor.tense)


def _part_of_year(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    if match["year"]:
        return ResolvedDate(dt.date(int(match["year"]), 1, 1), "year")
    published = anchor.known("year")
    return shifted(published, "year", _count_of(side_of(match))) if published else None


# --- two weeks ago, in three days, a year from now ------------------------------------------


def count_rules(words: DateWords) -> tuple[Rule, ...]:
    number = rf"(?P<number>\d{{1,3}}|{any_of(words.numbers)})"
    unit = rf"(?P<unit>{any_of(words.units)})(?i:s)?"
    rough = rf"(?:(?P<vague>{any_of(words.vague)})\s+|{any_of(words.rough)}\s+)?"
    return (
        Rule(
            name="ago",
            pattern=rf"{rough}{number}\s+{unit}\s+(?i:ago)\b",
            resolve=lambda m, a: None if m["vague"] else _counted(m, a, sign=-1),
        ),
        Rule(
            name="from_now",
            pattern=rf"{rough}{number}\s+{unit}\s+(?i:from\s+(?:now|today))\b",
            resolve=lambda m, a: None if m["vague"] else _counted(m, a, sign=1),
        ),
        Rule(
            name="ahead",
            pattern=rf"(?i:in)\s+{rough}{number}\s+{unit}(?P<time>['’]?(?i:s)?['’]?\s+(?i:time)\b)?",
            resolve=_ahead,
            fits=_is_ahead,
        ),
    )


def _counted(match: re.Match[str], anchor: Anchor, *, sign: int) -> ResolvedDate | None:
    unit, size = date_words().units[match["unit"].lower()]
    published = anchor.known(unit)
    if published is None:
        return None
    return shifted(published, unit, sign * date_words().number(match["number"]) * size)


def _ahead(match: re.Match[str], anchor: Anchor) -> ResolvedDate | None:
    if match["vague"] or (anchor.tense == "past" and not match["time"]):
        return None
    return _counted(match, anchor, sign=1)


def _is_ahead(text: str, start: int, end: int) -> bool:
    """False for a length of time: "the second visit in three days", "30 strikes in a day"."""
    found = text[start:end].lower()
    if not found.startswith("in") or found.endswith("time"):
        return True
    if re.match(r"in\s+(?:a|an)\s", found) and "couple" not in found:
        return False
    spans = rf"\b{any_of(date_words().spans)}\b|\d(?:st|nd|rd|th)\b"
    return re.search(rf"(?:{spans})[^.;,\n]{{0,40}}$", text[max(0, start - 60) : start]) is None


# --- in 2015, early 2023, the end of 2022 ---------------------------------------------------


def year_rules(words: DateWords) -> tuple[Rule, ...]:
    return (
        Rule(
            name="edge_year",
            pattern=rf"{edge_pattern(words)}{YEAR}",
            resolve=_year,
            fits=lambda text, _start, end: not re.match(r"[-–,.]?\d", text[end : end + 2]),
        ),
        Rule(
            name="year",
            pattern=rf"(?:(?i:the\s+)?(?i:year)\s+)?{YEAR}",
            resolve=_year,
            fits=_is_year,
        ),
    )


def _year(match: re.Match[str], _anchor: Anchor) -> ResolvedDate:
    return period(dt.date(int(match["year"]), 1, 1), "year")


def _is_year(text: str, start: int, end: int) -> bool:
    """True after a preposition and where nothing is counted: "in 2015", not "by 2000 troops"."""
    words = date_words()
    if re.match(rf"[-–/,.]\d|%|-|\s+(?:{'|'.join(words.counted)})\b", text[end : end + 14]):
        return False
    before = text[max(0, start - 16) : start]
    led = re.search(rf"\b{any_of(words.year_leads)}\s+$", before) is not None
    return led or "year" in text[start:end].lower()
