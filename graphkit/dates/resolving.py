"""A written date -> the day, week, month or year it names."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache

from graphkit.dates.patterns import Rule
from graphkit.dates.periods import Anchor, ResolvedDate, Tense
from graphkit.dates.rules import date_rules
from graphkit.dates.words import any_of, date_words, one_space
from graphkit.records import Precision


def resolve_date(
    expression: str,
    *,
    published: dt.date | None,
    tense: Tense = None,
    published_precision: Precision = "day",
) -> ResolvedDate | None:
    """Resolves one written date; the package's docstring has the conventions.

    Args:
        expression: the date as written, with or without its preposition ("on Friday").
        published: the day of the article; None resolves only dates that stand alone ("in 2015").
        tense: that of the clause's verb, None when unknown.
        published_precision: how well `published` is known; of an article known to be of August,
            "last month" resolves and "Monday" does not.

    Returns:
        The first day of the period and its length, or None where that cannot be told.

    Example:
        >>> resolve_date("on Friday", published=dt.date(2023, 3, 20))
        ResolvedDate(date=datetime.date(2023, 3, 17), precision='day')
    """
    anchor = Anchor(published=published, precision=published_precision, tense=tense)
    read = _read(one_space(expression))
    if read is None:
        return None
    rule, match = read
    try:
        return rule.resolve(match, anchor)
    except (OverflowError, ValueError):  # 30 February, 31/31/2020, or outside the calendar
        return None


@lru_cache(maxsize=4096)
def _read(expression: str) -> tuple[Rule, re.Match[str]] | None:
    whole = expression.strip(" ,.;:()")
    for form in (whole, _lead().sub("", whole)):
        for rule, pattern in _patterns():
            if match := pattern.fullmatch(form):
                return rule, match
    return None


@cache
def _patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple(
        (rule, re.compile(f"(?:{rule.pattern})(?:['’]s)?", re.IGNORECASE)) for rule in date_rules()
    )


@cache
def _lead() -> re.Pattern[str]:
    return re.compile(rf"^{any_of(date_words().leads)}\s+(?:the\s+(?=\d|year))?", re.IGNORECASE)
