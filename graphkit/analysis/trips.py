"""Statements of visits -> journeys: who went where and when, announced, done or called off.

What became of an announcement is told by the rules of `follow_ups`: one that came about belongs to
the journey that fulfils it.  Other visits of one visitor to one state within a month of each other
are one journey, whatever places and articles tell of it, but a journey that took place and one that
is only announced stay two.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graphkit.analysis import follow_ups
from graphkit.analysis.follow_ups import Deed, FollowUp, Telling, became, party_at
from graphkit.records import Mention
from graphkit.rows import is_state
from graphkit.selections import SourcedStatement

Outcome = Literal["done", "planned", "possible", "overdue", "called off"]
APART: Final = 31
"""Days between two tellings from which they tell of two journeys."""
_TELLING_MOST: Final[Sequence[follow_ups.Outcome]] = (
    "done", "called off", "due", "overdue", "open",
)  # fmt: skip
"""Where several announcements of one journey ended differently, the first of these is the end."""


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


def gather_journeys(rows: Iterable[SourcedStatement], *, today: str | None) -> Journeys:
    """Returns the journeys that selected statements tell of.

    Args:
        rows: the statements.
        today: the day (ISO) on which to judge what is overdue.
    """
    told: dict[tuple[str, str], list[SourcedStatement]] = defaultdict(list)
    at_home = undated = vague = 0
    visits = [row for row in rows if row.statement.relation == "visits"]
    for row in visits:
        said = row.statement
        if said.object.country is not None and said.object.country == said.subject.country:
            at_home += 1
        elif row.day is None:
            undated += 1
        elif said.date and said.date_precision == "year":
            vague += 1
        else:
            told[said.subject.id, goal_of(said.object)].append(row)
    followed = became(map(_telling, visits), today=today)
    found = [
        _journey(parts, followed)
        for _, several in sorted(told.items())
        for parts in _journeys(several, followed)
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


def _telling(row: SourcedStatement) -> tuple[Deed, Telling]:
    said = row.statement
    doer, goal = (party_at(end.id, country=end.country) for end in (said.subject, said.object))
    return (doer, said.relation, goal), Telling(
        statement=said.id,
        doc=said.doc,
        status=said.status,
        negated=said.negated,
        date=said.date.isoformat() if said.date else None,
        precision=said.date_precision,
        published=said.published.isoformat() if said.published else None,
        one=said.subject.id,
        other=said.object.id,
    )


def _journeys(
    visits: Sequence[SourcedStatement], followed: Mapping[str, FollowUp]
) -> Iterator[list[SourcedStatement]]:
    """Yields the tellings of each journey of one visitor to one state."""
    fulfilled: dict[str, list[SourcedStatement]] = defaultdict(list)
    others = []
    here = {row.statement.id for row in visits}
    for row in visits:
        plan = followed.get(row.statement.id)
        if plan and plan.outcome == "done" and plan.statement in here:
            fulfilled[plan.statement].append(row)
        else:
            others.append(row)
    for parts in _apart(others):
        if any(map(_took_place, parts)):
            ahead = [row for row in parts if row.statement.id in followed]
            yield [
                each
                for row in parts
                if row not in ahead
                for each in (row, *fulfilled[row.statement.id])
            ]
            parts = ahead
        if parts:
            yield parts


def _took_place(row: SourcedStatement) -> bool:
    return row.statement.status == "actual" and not row.statement.negated


def _apart(visits: Sequence[SourcedStatement]) -> Iterator[list[SourcedStatement]]:
    """Yields the tellings that lie within a month of each other."""
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


def _journey(parts: Sequence[SourcedStatement], followed: Mapping[str, FollowUp]) -> Journey:
    done = [row for row in parts if _took_place(row)]
    ahead = [row for row in parts if row.statement.id in followed]
    dropped = [row for row in parts if row.statement.negated]
    outcome = "done" if done else _outcome(ahead, followed)
    meant = ahead if done else [r for r in ahead if followed[r.statement.id].outcome == outcome]
    first = min((r.statement.published for r in ahead if r.statement.published), default=None)
    subject = parts[0].statement.subject
    return Journey(
        visitor=subject.id,
        visitor_country=subject.country,
        state=goal_of(parts[0].statement.object),
        places=_places(parts),
        outcome=_named(outcome, meant),
        announced=first,
        planned=_best_span(meant) or (None if done else _best_span(dropped)),
        done=_best_span(done),
        rows=tuple(parts),
    )


def _outcome(
    ahead: Sequence[SourcedStatement], followed: Mapping[str, FollowUp]
) -> follow_ups.Outcome:
    """Returns what became of a journey that is only announced, or only denied."""
    found = {followed[row.statement.id].outcome for row in ahead}
    return next((outcome for outcome in _TELLING_MOST if outcome in found), "called off")


def _named(outcome: follow_ups.Outcome, ahead: Sequence[SourcedStatement]) -> Outcome:
    match outcome:
        case "due" | "open":
            sure = any(row.statement.status == "planned" for row in ahead)
            return "planned" if sure else "possible"
        case _:
            return outcome


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
