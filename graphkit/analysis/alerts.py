"""Deeds between two parties, month by month -> the months that are off the pair's own baseline.

The series is the mean score of a month's statements on the Goldstein scale (-10 to 10, PLOVER's
scores), as in the event-data literature; months without a statement are no zero but missing: an
archive's silence is no sign of calm.  A month is judged against the months before it only: how far
it lies from their median, in their median absolute deviations (the "modified z-score", with the
deviation at least `FLOOR`, since a pair that three times scored the same is not certain to go on).

Source: J. Goldstein, "A conflict-cooperation scale for WEIS events data", Journal of Conflict
Resolution 36 (1992); B. Iglewicz, D. Hoaglin, "How to detect and handle outliers" (1993), which
proposes 3.5 as the limit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from graphkit.analysis.parties import Deed

LIMIT: Final = 3.5
"""Deviations from which a month is an alert."""
HISTORY: Final = 3
"""Months with statements that must lie before a month that is judged."""
FLOOR: Final = 0.5
"""Least median absolute deviation, in points of the scale."""
NORMAL: Final = 0.6745
"""The median absolute deviation of a normal distribution, in its standard deviations."""


@dataclass(frozen=True, kw_only=True)
class Alert:
    """A month in which a pair (smaller id first) is off its baseline.

    `score` is the month's mean, `baseline` the median of the `history` months before it with
    statements, `deviation` the modified z-score: below 0 is worse than usual, above 0 better.
    """

    pair: tuple[str, str]
    month: str
    score: float
    baseline: float
    deviation: float
    history: int
    statements: tuple[str, ...]


def monthly_scores(deeds: Iterable[Deed]) -> dict[tuple[str, str], dict[str, list[Deed]]]:
    """Returns for each pair its months, in order, with their scored deeds."""
    series: dict[tuple[str, str], dict[str, list[Deed]]] = defaultdict(lambda: defaultdict(list))
    for deed in sorted(deeds, key=lambda deed: (deed.day, deed.statement)):
        if deed.score is not None and deed.day:
            one, other = sorted((deed.doer, deed.target))
            series[one, other][deed.day[:7]].append(deed)
    return dict(sorted(series.items()))


def deviation_of(score: float, before: Sequence[float]) -> float:
    """Returns the modified z-score of a score against those before it.

    Example:
        >>> round(deviation_of(-6.0, [2.0, 4.0, 3.0, 1.0]), 3)
        -5.733
    """
    middle = median(before)
    spread = max(median(abs(value - middle) for value in before), FLOOR)
    return NORMAL * (score - middle) / spread


def find_alerts(deeds: Iterable[Deed], *, limit: float = LIMIT) -> Iterator[Alert]:
    """Yields the months off their pair's baseline, by pair and month."""
    for pair, months in monthly_scores(deeds).items():
        before: list[float] = []
        for month, found in months.items():
            scores = sorted(deed.score for deed in found if deed.score is not None)
            score = math.fsum(scores) / len(scores)
            if len(before) >= HISTORY:
                deviation = deviation_of(score, before)
                if abs(deviation) >= limit:
                    yield Alert(
                        pair=pair,
                        month=month,
                        score=round(score, 2),
                        baseline=round(median(before), 2),
                        deviation=round(deviation, 2),
                        history=len(before),
                        statements=tuple(sorted({deed.statement for deed in found})),
                    )
            before.append(score)
