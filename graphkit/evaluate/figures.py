"""Precision, recall, F1 and macro-F1 with a bootstrap interval; the largest matching."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Rates:
    """Precision, recall and F1, each 0..1; `low` and `high` bound F1's 95 % interval.

    `hits` of the `offered` predictions are right, of the `wanted` gold rows found.
    """

    precision: float
    recall: float
    f1: float
    hits: int
    offered: int
    wanted: int
    low: float = 0.0
    high: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Macro:
    """Mean F1 over classes, 0..1; `low` and `high` bound its 95 % interval.

    `accuracy` is the share of the `count` examples that are right; `classes` the rates of each
    class that was wanted or predicted, by name.
    """

    f1: float
    low: float
    high: float
    accuracy: float
    count: int
    classes: Mapping[str, Rates]


Counts = tuple[int, int, int]
"""Hits, predictions that count, wanted: of one document or sentence."""


def rates(counts: Sequence[Counts], *, boot: int = 1000, seed: int = 1) -> Rates:
    """Returns micro-averaged rates; the interval resamples the units with replacement.

    Args:
        counts: one per document or sentence, in the order of the gold (the draw depends on it).
        boot: samples drawn; 0 leaves the interval out (both ends 0).
        seed: of the draw, so that the same files give the same interval.

    Example:
        >>> rates([(1, 2, 1), (1, 2, 3)], boot=0).f1
        0.5
    """
    hits, offered, wanted = (sum(c[k] for c in counts) for k in range(3))
    point = _f1(hits, offered, wanted)
    low, high = _interval(
        counts, lambda sample: _f1(*(sum(c[k] for c in sample) for k in range(3)))[2], boot, seed
    )
    return Rates(*point, hits, offered, wanted, low, high)


def macro(pairs: Sequence[tuple[str, str]], *, boot: int = 1000, seed: int = 1) -> Macro:
    """Returns the mean F1 over the classes of (gold, predicted), which are one example each.

    A class that was neither wanted nor predicted does not count; `boot` and `seed` as in `rates`.

    Example:
        >>> macro([("a", "a"), ("b", "a")], boot=0).f1
        0.3333333333333333
    """
    classes = _by_class(pairs)
    low, high = _interval(pairs, lambda sample: _mean_f1(_by_class(sample)), boot, seed)
    return Macro(
        f1=_mean_f1(classes),
        low=low,
        high=high,
        accuracy=sum(g == p for g, p in pairs) / len(pairs) if pairs else 0.0,
        count=len(pairs),
        classes={name: rates([found], boot=0) for name, found in sorted(classes.items())},
    )


def _by_class(pairs: Sequence[tuple[str, str]]) -> dict[str, Counts]:
    hits = Counter(g for g, p in pairs if g == p)
    offered, wanted = Counter(p for _, p in pairs), Counter(g for g, _ in pairs)
    return {name: (hits[name], offered[name], wanted[name]) for name in {*offered, *wanted}}


def _mean_f1(classes: Mapping[str, Counts]) -> float:
    found = [_f1(*counts)[2] for counts in classes.values()]
    return sum(sorted(found)) / len(found) if found else 0.0  # sorted: a set's order varies


def _interval(
    units: Sequence[T], measure: Callable[[Sequence[T]], float], boot: int, seed: int
) -> tuple[float, float]:
    """Returns the 95 % interval of a measure when units are drawn with replacement."""
    if not units or not boot:
        return 0.0, 0.0
    rng = random.Random(seed)
    drawn = sorted(measure(rng.choices(units, k=len(units))) for _ in range(boot))
    return drawn[int(0.025 * boot)], drawn[int(0.975 * boot)]


def _f1(hits: int, offered: int, wanted: int) -> tuple[float, float, float]:
    precision = hits / offered if offered else 0.0
    recall = hits / wanted if wanted else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def largest_matching(
    wanted: Iterable[int], offered: int, fits: Callable[[int, int], bool]
) -> dict[int, int]:
    """Returns {wanted: offered}, one to one and as large as possible, earlier wanted first.

    Source: augmenting paths (Kuhn 1955, as Hopcroft & Karp 1973 introduce it).
    """
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in range(offered):
            if j not in seen and fits(i, j):
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in wanted:
        place(i, set())
    return {i: j for j, i in taken.items()}
