"""A text -> where it holds written dates, by the same rules that resolve them."""

from __future__ import annotations

import re
from functools import cache

from graphkit.dates.patterns import Rule
from graphkit.dates.rules import date_rules


def find_dates(text: str) -> list[tuple[int, int, str]]:
    """Finds the dates in a text, in order and without overlap.

    An expression may still resolve to None, where it is ambiguous or vague.  Ages, amounts and
    lengths of time are no dates.

    Returns:
        Start, end (0-based, end exclusive, in `text`) and `text[start:end]`; a preposition is
        left out unless it makes the meaning ("in three days").

    Example:
        >>> find_dates("Xi left on 22 March, a 20-year deal in hand.")
        [(11, 19, '22 March')]
    """
    found: list[tuple[int, int, str]] = []
    position = 0
    while match := _any_rule().search(text, position):
        start, end = match.span()
        if _rule(match).fits(text, start, end):
            found.append((start, end, match.group()))
            position = end
        else:
            position = start + 1
    return found


@cache
def _any_rule() -> re.Pattern[str]:
    bodies = (
        f"(?P<{rule.name}>{re.sub(r'[?]P<[a-z_]+>', '?:', rule.pattern)})" for rule in date_rules()
    )
    return re.compile(rf"(?<![\w$€£])(?<!\d[.,])(?:{'|'.join(bodies)})(?!\w)")


@cache
def _by_name() -> dict[str, Rule]:
    return {rule.name: rule for rule in date_rules()}


def _rule(match: re.Match[str]) -> Rule:
    # lastgroup is the rule's own group: all groups inside a rule are unnamed here.
    return _by_name()[match.lastgroup or ""]
