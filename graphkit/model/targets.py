"""Examples -> what the classifier is to say of each of their pairs (numpy only)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graphkit.model.examples import STATUSES, Example, Label
from graphkit.model.features import Floats, Ints
from graphkit.model.recipe import Recipe

RELATIONS: Final = (
    "visits", "hosts", "meets", "talks_with", "mediates", "agrees_with", "signs", "supports",
    "allies_with", "cooperates_with", "aids", "concedes", "retreats", "demands", "proposes",
    "opposes", "denies", "criticizes", "accuses", "warns", "sanctions", "protests", "mobilizes",
    "coerces", "attacks",
)  # fmt: skip
"""The vocabulary in the order of the network's outputs; "none" stands before them."""
SYMMETRIC: Final = frozenset(
    {"meets", "talks_with", "agrees_with", "allies_with", "cooperates_with"}
)
ROOTS: Final = {
    "CONSULT": ("visits", "hosts", "meets", "talks_with", "mediates"),
    "AGREE": ("agrees_with",),
    "SUPPORT": ("signs", "supports", "allies_with"),
    "COOPERATE": ("cooperates_with",),
    "AID": ("aids",),
    "YIELD": ("concedes", "retreats"),
    "REQUEST": ("demands", "proposes"),
    "REJECT": ("opposes", "denies"),
    "ACCUSE": ("criticizes", "accuses"),
    "THREATEN": ("warns",),
    "SANCTION": ("sanctions",),
    "PROTEST": ("protests",),
    "MOBILIZE": ("mobilizes",),
    "COERCE": ("coerces",),
    "ASSAULT": ("attacks",),
}
"""PLOVER roots in the older names, and our relations under them."""
PRO: Final = frozenset({"supports", "allies_with", "aids", "agrees_with", "cooperates_with"})
CONTRA: Final = frozenset(
    {"opposes", "criticizes", "accuses", "sanctions", "attacks", "coerces", "warns", "protests"}
)
"""Relations that tell who is for and against whom; the others leave it open."""
UNKNOWN: Final = -1
"""A target that nothing is known of; it adds nothing to the loss."""


@dataclass(frozen=True)
class Targets:
    """What is known of each pair of an example, row by row.

    `relation` is a distribution over "none" and the relations with its `weight` (0 if unknown);
    `status`, `negated` and `stance` are class numbers or UNKNOWN.
    """

    relation: Floats
    weight: Floats
    status: Ints
    negated: Ints
    stance: Ints


def targets_of(example: Example, recipe: Recipe) -> Targets:
    """Returns what is known of each pair; nothing of relations where they were not annotated."""
    rows = {pair: n for n, pair in enumerate(example.pairs)}
    relation = np.zeros((len(rows), len(RELATIONS) + 1), dtype=np.float32)
    status = np.full(len(rows), UNKNOWN, dtype=np.int64)
    negated = np.full(len(rows), UNKNOWN, dtype=np.int64)
    # Optional statements first: a required one of the same pair then has the last word.
    for label in sorted(example.labels, key=lambda label: not label.optional):
        if label.relation not in RELATIONS:
            continue
        column = RELATIONS.index(label.relation) + 1
        weight = recipe.optional_weight if label.optional else 1.0
        for pair in both_ways(label):
            n = rows.get(pair)
            if n is not None:
                relation[n, column] = max(weight, relation[n, column])
                status[n], negated[n] = STATUSES.index(label.status), int(label.negated)
    weights = _weighted(relation, closed=example.closed, none_weight=recipe.none_weight)
    stance = [stance_class(row, int(denied)) for row, denied in zip(relation, negated, strict=True)]
    return Targets(relation, weights, status, negated, np.array(stance, dtype=np.int64))


def _weighted(relation: Floats, *, closed: bool, none_weight: float) -> Floats:
    """Returns each pair's weight, and makes its row of `relation` a distribution."""
    weights: Floats = relation.max(-1, initial=0)
    if closed:
        nothing = weights == 0
        relation[nothing, 0] = 1
        weights = np.where(nothing, none_weight, weights).astype(np.float32)
    total = relation.sum(-1, keepdims=True)
    np.divide(relation, total, out=relation, where=total > 0)
    return weights


def both_ways(label: Label) -> list[tuple[int, int]]:
    """Returns the ordered pairs that a label holds for: two of a symmetric relation."""
    pair = (label.subject, label.object)
    return [pair, pair[::-1]] if label.relation in SYMMETRIC else [pair]


def stance_class(relation: Floats, negated: int) -> int:
    """Returns 0 for no relation, 1 for a friendly one, 2 for a hostile one, else UNKNOWN."""
    if relation[0] == 1:
        return 0
    found = {RELATIONS[n] for n in np.flatnonzero(relation[1:])}
    if not found or negated != 0:
        return UNKNOWN
    return 1 if found <= PRO else 2 if found <= CONTRA else UNKNOWN
