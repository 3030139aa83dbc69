"""Keywords -> the filters that say which statements a graph or picture is made of, and in words."""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from typing import TypedDict

from graphkit.articles.building import read_iso
from graphkit.errors import PictureError
from graphkit.records import STATUSES
from graphkit.selections import Filters

Words = str | Iterable[str]
Day = str | dt.date


class Narrowing(TypedDict, total=False):
    """Which statements to take; see `graphkit.selections.Filters`.

    Keys:
        since, until: days, both inclusive: dates, or ISO days, months or years as text.  A
            statement's own date counts, else its article's.
        actors: names, ids or alpha-3 codes; a country brings those who act for it.  A statement is
            taken if either end is one of them.
        partners: likewise; with `actors`, only what passed between an actor and a partner.
        topics: words in the name of a topic or of the issue it is about.
        relations, outlets: exact names.
        statuses: which of actual, planned, possible and called_for; by default actual, of visits
            all.
        denied: take denied relations too ("did not visit"); by default not, but in pictures for
            print, where they count for what a denial means.
        min_confidence: 0..1, inclusive.
        statements: ids of statements.
        limit: keep the strongest so many ties; None keeps all.
    """

    since: Day | None
    until: Day | None
    actors: Words
    partners: Words
    topics: Words
    relations: Words
    outlets: Words
    statuses: Words
    denied: bool
    min_confidence: float
    statements: Iterable[str] | None
    limit: int | None


def filters_of(
    narrowing: Narrowing,
    *,
    limit: int | None = None,
    statuses: tuple[str, ...] = Filters.statuses,
    denied: bool = Filters.denied,
) -> Filters:
    """Returns the filters that the keywords mean; the other arguments are what they leave open.

    Raises:
        PictureError: a day is none, or partners stand without actors.
        TypeError: a keyword is none of `Narrowing`.
    """
    known = sorted(Narrowing.__annotations__)
    for name in sorted(narrowing.keys() - set(known)):
        near = difflib.get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise TypeError(f"unknown keyword {name!r} ({hint})")
    ids = narrowing.get("statements")
    filters = Filters(
        since=_day(narrowing.get("since"), "since", last=False),
        until=_day(narrowing.get("until"), "until", last=True),
        actors=_words(narrowing.get("actors", ())),
        partners=_words(narrowing.get("partners", ())),
        topics=_words(narrowing.get("topics", ())),
        relations=_words(narrowing.get("relations", ())),
        outlets=_words(narrowing.get("outlets", ())),
        statuses=_words(narrowing.get("statuses", statuses)),
        denied=narrowing.get("denied", denied),
        min_confidence=narrowing.get("min_confidence", 0.0),
        statements=None if ids is None else frozenset(ids),
        limit=narrowing.get("limit", limit),
    )
    if filters.partners and not filters.actors:
        raise PictureError("partners without actors", remedy="name the other one in actors")
    return filters


def _words(given: Words) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _day(given: Day | None, name: str, *, last: bool) -> dt.date | None:
    if given is None or isinstance(given, dt.date):
        return given.date() if isinstance(given, dt.datetime) else given
    read = read_iso(given)
    if read is None:
        raise PictureError(
            f"{name}: {given!r} is no date", remedy="give YYYY, YYYY-MM or YYYY-MM-DD"
        )
    day, precision = read
    if not last or precision == "day":
        return day
    month = 12 if precision == "year" else day.month
    return dt.date(day.year, month, calendar.monthrange(day.year, month)[1])


def told_filters(filters: Filters, *, query: str | None, settings: Mapping[str, str]) -> str:
    """Returns what the filters keep, in words; nothing where they keep all.

    Example:
        >>> filters = Filters(since=dt.date(2023, 1, 1), outlets=("Wire",))
        >>> told_filters(filters, query=None, settings={})
        'what is done and not denied; from 2023-01-01 on; by Wire'
    """
    done = [] if set(filters.statuses) == set(STATUSES) else [_told_statuses(filters.statuses)]
    what = " and ".join([*done, *([] if filters.denied else ["not denied"])])
    parts = [f"what is {what}"] if what else []
    if filters.since:
        parts.append(f"from {filters.since} on")
    if filters.until:
        parts.append(f"up to {filters.until}")
    parts += [
        f"{word} {', '.join(name.replace('_', ' ') for name in names)}"
        for word, names in (
            ("of", filters.actors),
            ("with", filters.partners),
            ("on", filters.topics),
            ("that say", filters.relations),
            ("by", filters.outlets),
        )
        if names
    ]
    if filters.min_confidence:
        parts.append(f"certain at {filters.min_confidence:g} or more")
    if query is not None:
        values = ", ".join(f"{name}={value}" for name, value in settings.items())
        parts.append(f"in the answer to the question {query}" + (f" ({values})" if values else ""))
    return "; ".join(parts)


def _told_statuses(statuses: tuple[str, ...]) -> str:
    names = {"actual": "done", "called_for": "called for"}
    return " or ".join(names.get(status, status) for status in statuses)
