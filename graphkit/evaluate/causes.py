"""Single errors -> groups by cause, and pairs of classes -> a confusion table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from typing import TypeVar

from graphkit.evaluate.figures import largest_matching

G = TypeVar("G")
P = TypeVar("P")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One error: its cause, its sentence, and what gold and prediction say there, if anything."""

    cause: str
    doc: str
    text: str
    gold: str | None = None
    predicted: str | None = None


@dataclass(frozen=True, kw_only=True)
class Group:
    """The errors of one cause: how many, and the first of them."""

    cause: str
    count: int
    example: Finding


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How often one class was predicted where gold has another."""

    gold: str
    predicted: str
    count: int


def grouped(findings: Iterable[Finding]) -> list[Group]:
    """Returns the findings by cause, the most frequent first."""
    first: dict[str, Finding] = {}
    counts: Counter[str] = Counter()
    for finding in findings:
        first.setdefault(finding.cause, finding)
        counts[finding.cause] += 1
    groups = [Group(cause=c, count=n, example=first[c]) for c, n in counts.items()]
    return sorted(groups, key=lambda group: (-group.count, group.cause))


def cells(pairs: Iterable[tuple[str, str]]) -> list[Cell]:
    """Returns how often each (gold, predicted) that differ came, the most frequent first.

    Example:
        >>> [(c.gold, c.predicted, c.count) for c in cells([("a", "b"), ("a", "a"), ("a", "b")])]
        [('a', 'b', 2)]
    """
    counts = Counter((g, p) for g, p in pairs if g != p)
    found = [Cell(gold=g, predicted=p, count=n) for (g, p), n in counts.items()]
    return sorted(found, key=lambda cell: (-cell.count, cell.gold, cell.predicted))


def pair_off(
    gold: Sequence[G],
    preds: Sequence[P],
    cause_of: Callable[[G, P], str | None],
    *,
    order: Sequence[str],
) -> list[tuple[int, int, str]]:
    """Returns (gold, prediction, cause) of unmatched rows that nearly match, one to one.

    Args:
        gold: what nothing was matched to.
        preds: predictions that matched nothing.
        cause_of: why the two do not match; None where they have nothing to do with each other.
        order: the causes, the nearest to a match first.
    """
    told = {(i, j): cause_of(g, p) for i, g in enumerate(gold) for j, p in enumerate(preds)}
    found: list[tuple[int, int, str]] = []
    for cause in order:
        used, taken = {i for i, _, _ in found}, {j for _, j, _ in found}
        open_ = {
            (i, j)
            for (i, j), name in told.items()
            if name == cause and i not in used and j not in taken
        }
        found += [(i, j, cause) for i, j in sorted(_one_to_one(open_, len(preds)).items())]
    return found


def _one_to_one(pairs: Set[tuple[int, int]], offered: int) -> dict[int, int]:
    return largest_matching(sorted({i for i, _ in pairs}), offered, lambda i, j: (i, j) in pairs)
