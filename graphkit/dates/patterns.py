"""A rule of written dates, and the pieces that the rules' patterns are made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from graphkit.dates.periods import Anchor, ResolvedDate, Side
from graphkit.dates.words import DateWords, any_of, one_space


def _always(_text: str, _start: int, _end: int) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One way of writing a date.

    The pattern is case-sensitive where names are (May is a month, may is not); finding uses it so,
    resolving ignores case.
    `resolve` takes a full match and the article's day; `fits` tells from the surrounding text
    whether a match at (start, end) is a date at all.
    """

    name: str
    pattern: str
    resolve: Callable[[re.Match[str], Anchor], ResolvedDate | None]
    fits: Callable[[str, int, int], bool] = _always


DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
TO_DAY = r"(?:\s?[-–—]\s?(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?)?"  # a range: its first day
YEAR = r"(?P<year>1[89]\d\d|20\d\d)"
SIDE = r"(?P<side>(?i:this\s+(?:past|coming)|last|next|this|coming|past))"
THE_SIDE = r"(?P<side>(?i:last|next|this|the\s+current))"


def weekday_pattern(words: DateWords) -> str:
    """Returns a pattern for a weekday's name, in its capitals."""
    return any_of([day.capitalize() for day in words.weekdays], capitals=True)


def month_pattern(words: DateWords) -> str:
    """Returns a pattern for a month's name, in full or short."""
    full = any_of([month.capitalize() for month in words.months], capitals=True)
    short = any_of([month.capitalize() for month in words.short_months], capitals=True)
    return rf"(?P<month>{full}|{short}\b\.?)"


def edge_pattern(words: DateWords) -> str:
    """Returns a pattern for the part of a period: "mid-" in "mid-May", "the end of" likewise."""
    ends = rf"(?:(?i:the)\s+)?{any_of(words.ends)}\s+(?i:of)\s+"
    return rf"(?:{any_of(words.edges)}[-\s]\s*(?:(?i:in)\s+)?|{ends})"


def side_of(match: re.Match[str]) -> Side:
    """Returns which neighbour the group `side` of a match asks for; None where it has none."""
    written = match.groupdict().get("side")
    if not written:
        return None
    word = one_space(written).lower()
    if word in {"this past", "past"}:
        return "last"
    if word in {"this coming", "coming"}:
        return "next"
    return cast(Side, "this" if word == "the current" else word)
