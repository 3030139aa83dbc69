"""The rules of written dates in their order: the first that matches at a place wins."""

from __future__ import annotations

from functools import cache

from graphkit.dates import days, spans
from graphkit.dates.patterns import Rule
from graphkit.dates.words import date_words


@cache
def date_rules() -> tuple[Rule, ...]:
    """Returns the rules in their order, built once from the words."""
    words = date_words()
    return (
        *days.numeric_rules(),
        *days.day_rules(words),
        *days.weekday_rules(words),
        *spans.month_rules(words),
        *spans.period_rules(words),
        *spans.count_rules(words),
        *spans.year_rules(words),
    )
