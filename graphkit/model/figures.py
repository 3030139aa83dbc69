"""What the classifier makes of annotated sentences -> how often it is right (no torch).

Judged are ordered pairs of mentions, as extraction pairs them; a symmetric relation counts once,
whichever way.  Optional statements count neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.model.examples import Example
from graphkit.model.running import Judged, PairModel
from graphkit.model.targets import SYMMETRIC

THRESHOLDS: Final = tuple(n / 20 for n in range(4, 19))
"""Chances of any relation from which a pair may be taken to state one: 0.2 to 0.9."""

Triple = tuple[int, int, str]


@dataclass(frozen=True, kw_only=True)
class PairFigures:
    """Precision, recall and F1 over pairs, and their counts.

    `status` and `denial` are the shares of required statements of which they are right; None for
    the cue rows, which say nothing where they find nothing.
    """

    precision: float
    recall: float
    f1: float
    right: int
    found: int
    gold: int
    status: float | None = None
    denial: float | None = None


def judge_examples(model: PairModel, examples: Iterable[Example]) -> Iterator[Judged | None]:
    """Yields what the weights make of each example's pairs; None for one without pairs."""
    for e in examples:
        yield model.judge(e.text, e.spans, e.kinds, e.pairs, e.proposals) if e.pairs else None


def figures_of_weights(
    examples: Sequence[Example], judged: Sequence[Judged | None], *, threshold: float
) -> PairFigures:
    """Returns how often the classifier is right.

    Args:
        examples: annotated sentences.
        judged: what it makes of them.
        threshold: the chance of any relation from which a pair is taken to state its likeliest.
    """
    found = [set(_above(e, j, threshold)) for e, j in zip(examples, judged, strict=True)]
    qualities = [q for e, j in zip(examples, judged, strict=True) for q in _qualities(e, j)]
    count = max(len(qualities), 1)
    return _figures(
        examples, found,
        status=sum(status for status, _ in qualities) / count,
        denial=sum(denial for _, denial in qualities) / count,
    )  # fmt: skip


def figures_of_cue_rows(examples: Sequence[Example]) -> PairFigures:
    """Returns how often the cue rows are right on the same pairs."""
    found = [{_triple(p.subject, p.object, p.relation) for p in e.proposals} for e in examples]
    return _figures(examples, found)


def best_threshold(examples: Sequence[Example], judged: Sequence[Judged | None]) -> float:
    """Returns the threshold with the highest F1, the lowest of several."""
    return max(THRESHOLDS, key=lambda t: (figures_of_weights(examples, judged, threshold=t).f1, -t))


def _figures(
    examples: Sequence[Example], found: Sequence[set[Triple]], *,
    status: float | None = None, denial: float | None = None,
) -> PairFigures:  # fmt: skip
    right = offered = wanted = 0
    for example, here in zip(examples, found, strict=True):
        gold, optional = _gold(example)
        right += len(here & gold)
        offered += len(here - (optional - gold))
        wanted += len(gold)
    return PairFigures(
        precision=right / max(offered, 1), recall=right / max(wanted, 1),
        f1=2 * right / max(offered + wanted, 1), right=right, found=offered, gold=wanted,
        status=status, denial=denial,
    )  # fmt: skip


def _triple(subject: int, target: int, relation: str) -> Triple:
    """One statement by its mentions; of a symmetric one the smaller number comes first."""
    if relation in SYMMETRIC and subject > target:
        subject, target = target, subject
    return subject, target, relation


def _gold(example: Example) -> tuple[set[Triple], set[Triple]]:
    gold: set[Triple] = set()
    optional: set[Triple] = set()
    for label in example.labels:
        kept = optional if label.optional else gold
        kept.add(_triple(label.subject, label.object, label.relation))
    return gold, optional


def _above(example: Example, judged: Judged | None, threshold: float) -> Iterator[Triple]:
    if judged is None:
        return
    for row, (subject, target) in enumerate(example.pairs):
        if judged.inside[row] and judged.any_chance(row) > threshold:
            yield _triple(subject, target, judged.best(row)[0])


def _qualities(example: Example, judged: Judged | None) -> Iterator[tuple[bool, bool]]:
    """Yields whether status and denial of each required statement are right."""
    if judged is None:
        return
    rows = {pair: row for row, pair in enumerate(example.pairs)}
    for label in example.labels:
        row = rows.get((label.subject, label.object))
        if label.optional or row is None:
            continue
        status, _ = judged.likely_status(row)
        yield status == label.status, bool(judged.negated[row] > 0.5) == label.negated
