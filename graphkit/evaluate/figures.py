"""Precision, recall, F1 with a bootstrap interval, and the largest one-to-one matching."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


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
    rng = random.Random(seed)
    drawn = []
    for _ in range(boot if counts else 0):
        sample = rng.choices(counts, k=len(counts))
        drawn.append(_f1(*(sum(c[k] for c in sample) for k in range(3)))[2])
    drawn.sort()
    low, high = (drawn[int(0.025 * boot)], drawn[int(0.975 * boot)]) if drawn else (0.0, 0.0)
    return Rates(*point, hits, offered, wanted, low, high)


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
