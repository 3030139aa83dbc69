"""Statements between two sides -> their scores month by month, as the question `tension` counts.

Everything counts that passed between the two, whoever says it; visits to places and topics are left
out.  A month without a statement is missing, not zero.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graphkit.records import ACTOR_KINDS, Mention
from graphkit.selections import SourcedStatement


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month ("2023-03") of a pair; `quads` counts its statements by quad class, 1 to 4.

    `score` is the sum of the statements' scores, `mean` their mean; `strongest` is the relation of
    the most of those whose score lies farthest on the side of the mean, and of how many.
    """

    month: str
    score: float
    statements: int
    quads: Mapping[int, int]
    strongest: tuple[str, int]

    @property
    def mean(self) -> float:
        """The mean score, -10 to 10."""
        return self.score / self.statements


@dataclass(frozen=True, kw_only=True)
class Series:
    """The months of a pair in order, the statements that they count, and how many they do not.

    `rows` are the counted statements; `unscored` have no PLOVER event, `undated` no month, and
    `elsewhere` pass between a side and a topic or place.
    """

    months: tuple[Month, ...]
    rows: tuple[SourcedStatement, ...]
    unscored: int
    undated: int
    elsewhere: int


def monthly_tension(
    rows: Iterable[SourcedStatement], one: Collection[str], other: Collection[str]
) -> Series:
    """Returns the series of two sides, each the ids of all who act for it."""
    months: dict[str, list[SourcedStatement]] = defaultdict(list)
    lacks: Counter[str] = Counter()
    for row in rows:
        said = row.statement
        ends = said.subject, said.object
        if any(end.kind not in ACTOR_KINDS for end in ends) or not _between(ends, one, other):
            lacks["elsewhere"] += 1
        elif said.score is None:
            lacks["unscored"] += 1
        elif row.day is None or (said.date and said.date_precision == "year"):
            lacks["undated"] += 1
        else:
            months[row.day.isoformat()[:7]].append(row)
    return Series(
        months=tuple(_month(month, found) for month, found in sorted(months.items())),
        rows=tuple(row for _, found in sorted(months.items()) for row in found),
        unscored=lacks["unscored"],
        undated=lacks["undated"],
        elsewhere=lacks["elsewhere"],
    )


def _between(ends: tuple[Mention, Mention], one: Collection[str], other: Collection[str]) -> bool:
    first, second = ends[0].id, ends[1].id
    return (first in one and second in other) or (first in other and second in one)


def _month(month: str, rows: list[SourcedStatement]) -> Month:
    scores = sorted(row.statement.score or 0.0 for row in rows)
    total = round(sum(scores), 6)
    extreme = scores[-1] if total >= 0 else scores[0]
    relations = Counter(r.statement.relation for r in rows if r.statement.score == extreme)
    return Month(
        month=month,
        score=total,
        statements=len(rows),
        quads=Counter(row.statement.quad for row in rows if row.statement.quad),
        strongest=min(relations.items(), key=lambda found: (-found[1], found[0])),
    )
