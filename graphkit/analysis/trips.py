"""Statements of visits -> journeys: who went where and when, announced, done or called off.

Visits of one visitor to one state within a month of each other are one journey, whatever places,
articles and plans tell of it.  A journey that was announced for a day that is past when the newest
article appears, and of which no article tells that it took place, is overdue.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graphkit.records import Mention
from graphkit.rows import is_state
from graphkit.selections import SourcedStatement

Outcome = Literal["done", "planned", "possible", "overdue", "called off"]
APART: Final = 31
"""Days between two tellings from which they tell of two journeys."""


@dataclass(frozen=True, kw_only=True)
class Span:
    """When something is: both days inclusive; `told` is False where it is the article's day."""

    first: dt.date
    last: dt.date
    told: bool

    @property
    def exact(self) -> bool:
        """True if the day itself is told."""
        return self.told and self.first == self.last


@dataclass(frozen=True, kw_only=True)
class Journey:
    """One journey; `state` is its goal's alpha-3 code or the goal's own id.

    `places` are its goals by name, most often told first; `announced` is the first day on which it
    was announced, `planned` when it was to be, `done` when it took place, each None where not told;
    `rows` are the statements that tell of it.
    """

    visitor: str
    visitor_country: str | None
    state: str
    places: tuple[str, ...]
    outcome: Outcome
    announced: dt.date | None
    planned: Span | None
    done: Span | None
    rows: tuple[SourcedStatement, ...]

    @property
    def statements(self) -> int:
        """How many statements tell of it."""
        return len(self.rows)

    @property
    def when(self) -> Span:
        """When it took place or was to."""
        span = self.done or self.planned
        assert span is not None, "a journey is told as done or as not done"
        return span


@dataclass(frozen=True, kw_only=True)
class Journeys:
    """Journeys in order of their days, and what is no journey.

    `at_home` counts statements of visits within the visitor's own state, `undated` those without
    any day, `vague` those whose year only is told.
    """

    all: tuple[Journey, ...]
    at_home: int
    undated: int
    vague: int


def gather_journeys(rows: Iterable[SourcedStatement]) -> Journeys:
    """Returns the journeys that selected statements tell of."""
    told: dict[tuple[str, str], list[SourcedStatement]] = defaultdict(list)
    days = []
    at_home = undated = vague = 0
    for row in rows:
        said = row.statement
        if said.published:
            days.append(said.published)
        if said.relation != "visits":
            continue
        if said.object.country is not None and said.object.country == said.subject.country:
            at_home += 1
        elif row.day is None:
            undated += 1
        elif said.date and said.date_precision == "year":
            vague += 1
        else:
            told[said.subject.id, goal_of(said.object)].append(row)
    newest = max(days, default=None)
    found = [
        _journey(parts, newest) for _, visits in sorted(told.items()) for parts in _apart(visits)
    ]
    return Journeys(
        all=tuple(sorted(found, key=lambda j: (j.when.first, j.visitor, j.state))),
        at_home=at_home,
        undated=undated,
        vague=vague,
    )


def goal_of(place: Mention) -> str:
    """Returns the state that a place lies in, or the place's own id where it lies in none."""
    return place.country if place.country and is_state(place.country) else place.id


def _day(row: SourcedStatement) -> dt.date:
    assert row.day is not None
    return row.day


def _apart(visits: Sequence[SourcedStatement]) -> Iterator[list[SourcedStatement]]:
    """Yields the tellings of each journey."""
    ordered = sorted(visits, key=lambda row: (_day(row), row.statement.id))
    parts: list[SourcedStatement] = []
    end = dt.date.min
    for row in ordered:
        if parts and (_day(row) - end).days > APART:
            yield parts
            parts = []
        parts.append(row)
        end = max(end, _span(row).last)
    yield parts


def _journey(parts: Sequence[SourcedStatement], newest: dt.date | None) -> Journey:
    done = [r for r in parts if r.statement.status == "actual" and not r.statement.negated]
    ahead = [r for r in parts if r.statement.status != "actual" and not r.statement.negated]
    dropped = [r for r in parts if r.statement.negated]
    planned = _best_span(ahead) or (None if done else _best_span(dropped))
    first = min((r.statement.published for r in ahead if r.statement.published), default=None)
    subject = parts[0].statement.subject
    return Journey(
        visitor=subject.id,
        visitor_country=subject.country,
        state=goal_of(parts[0].statement.object),
        places=_places(parts),
        outcome=_outcome(done, ahead, dropped, planned, newest),
        announced=first,
        planned=planned,
        done=_best_span(done),
        rows=tuple(parts),
    )


def _outcome(
    done: Sequence[SourcedStatement],
    ahead: Sequence[SourcedStatement],
    dropped: Sequence[SourcedStatement],
    planned: Span | None,
    newest: dt.date | None,
) -> Outcome:
    if done:
        return "done"
    if dropped:
        return "called off"
    if planned and planned.told and newest and planned.last < newest:
        return "overdue"
    sure = any(row.statement.status == "planned" for row in ahead)
    return "planned" if sure else "possible"


def _places(parts: Sequence[SourcedStatement]) -> tuple[str, ...]:
    """Returns the goals' names, places before the states that they lie in."""
    counts: dict[tuple[bool, str], int] = defaultdict(int)
    for row in parts:
        goal = row.statement.object
        counts[goal.kind == "country", goal.name] += 1
    ranked = sorted(counts, key=lambda goal: (goal[0], -counts[goal], goal[1]))
    places = [name for is_country, name in ranked if not is_country]
    return tuple(places or [name for _, name in ranked])


def _best_span(rows: Sequence[SourcedStatement]) -> Span | None:
    """Returns the narrowest span that is told, the earliest of equals."""
    spans = [_span(row) for row in rows]
    return min(spans, key=lambda s: (not s.told, (s.last - s.first).days, s.first), default=None)


def _span(row: SourcedStatement) -> Span:
    said = row.statement
    if said.date is None:
        return Span(first=_day(row), last=_day(row), told=False)
    return Span(first=said.date, last=_last_day(said.date, said.date_precision), told=True)


def _last_day(first: dt.date, precision: str | None) -> dt.date:
    if precision == "month":
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first + dt.timedelta(days=6) if precision == "week" else first


def visitors_of(journeys: Iterable[Journey]) -> Mapping[str, list[Journey]]:
    """Returns each visitor's journeys."""
    found: dict[str, list[Journey]] = defaultdict(list)
    for journey in journeys:
        found[journey.visitor].append(journey)
    return found
