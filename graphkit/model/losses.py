"""Scores and targets of a batch -> its loss (needs torch).

What is learned at once: relation, denial and status on annotated articles, PLOVER roots on pairs
(a root's probability is the sum of its relations'), and who is for or against whom on directed
sentiment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from graphkit.model.batches import Prepared, stood_for
from graphkit.model.network import Scores
from graphkit.model.recipe import Recipe
from graphkit.model.targets import RELATIONS, ROOTS, UNKNOWN


class Losses:
    """The loss of a batch over all that is known of its pairs."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        self.roots = list(ROOTS)
        members = torch.zeros(len(RELATIONS), len(ROOTS), device=recipe.device)
        for n, relations in enumerate(ROOTS.values()):
            for r in relations:
                members[RELATIONS.index(r), n] = 1
        self._apart = (1 - members) * -1e4

    def root_scores(self, relation: Tensor) -> Tensor:
        """Returns log-probabilities of the PLOVER roots, given that there is a relation."""
        spread = relation[:, 1:, None] + self._apart[None]
        return torch.logsumexp(spread, 1).log_softmax(-1)

    def of(
        self, scores: Scores, items: Sequence[Prepared], chosen: Sequence[Sequence[int]]
    ) -> Tensor:
        """Returns the loss."""
        width = scores.relation.shape[1]
        scores = Scores(*(part.flatten(0, 1) for part in scores))
        targets = self._gathered(items, chosen, width)
        return (
            self._of_relations(scores, targets)
            + self._of_qualities(scores, targets)
            + self._of_roots(scores, items, width)
            + self._of_sentiment(scores, items, width)
        )

    def _gathered(
        self, items: Sequence[Prepared], chosen: Sequence[Sequence[int]], width: int
    ) -> dict[str, Tensor]:
        """The targets of the chosen pairs, one row each, padding unknown."""
        rows = len(items) * width
        out: dict[str, np.ndarray[Any, Any]] = {
            "relation": np.zeros((rows, len(RELATIONS) + 1), dtype=np.float32),
            "weight": np.zeros(rows, dtype=np.float32),
            **{name: np.full(rows, UNKNOWN) for name in ("status", "negated", "stance")},
        }
        for n, (item, picks) in enumerate(zip(items, chosen, strict=True)):
            place = slice(n * width, n * width + len(picks))
            for name, array in out.items():
                array[place] = getattr(item.targets, name)[list(picks)]
            out["weight"][place] *= stood_for(item, picks)
        return {k: torch.from_numpy(v).to(self.recipe.device) for k, v in out.items()}

    def _of_relations(self, scores: Scores, targets: dict[str, Tensor]) -> Tensor:
        smooth = self.recipe.smoothing
        wanted = targets["relation"]
        wanted = wanted * (1 - smooth) + smooth / wanted.shape[1]
        weight = targets["weight"]
        losses = -(wanted * scores.relation.log_softmax(-1)).sum(-1) * weight
        return losses.sum() / weight.sum().clamp(min=1)

    def _of_qualities(self, scores: Scores, targets: dict[str, Tensor]) -> Tensor:
        balance = torch.tensor([0.2, 1.0, 1.0], device=self.recipe.device)
        known = {
            "status": (scores.status, None, 0.3),
            "negated": (scores.negated, None, 0.3),
            "stance": (scores.stance, balance, self.recipe.stance_weight),
        }
        total = scores.relation.new_zeros(())
        for name, (logits, weights, share) in known.items():
            if bool((targets[name] != UNKNOWN).any()):
                total = total + share * nn.functional.cross_entropy(
                    logits, targets[name], weights, ignore_index=UNKNOWN
                )
        return total

    def _of_roots(self, scores: Scores, items: Sequence[Prepared], width: int) -> Tensor:
        known = [(n, i.example.root) for n, i in enumerate(items) if i.example.root is not None]
        if not known:
            return scores.relation.new_zeros(())
        logs = self.root_scores(scores.relation[[n * width for n, _ in known]])
        gold = torch.tensor([self.roots.index(r) for _, r in known], device=logs.device)
        smooth = self.recipe.smoothing
        losses = -(1 - smooth) * logs.gather(1, gold[:, None])[:, 0] - smooth * logs.mean(-1)
        return self.recipe.marked_weight * losses.mean()

    def _of_sentiment(self, scores: Scores, items: Sequence[Prepared], width: int) -> Tensor:
        known = [
            (n * width, i.example.sentiment)
            for n, i in enumerate(items)
            if i.example.sentiment is not None and len(i.targets.weight) == 2
        ]
        if not known:
            return scores.relation.new_zeros(())
        logits = sentiment_logits(scores.stance, [n for n, _ in known], [n + 1 for n, _ in known])
        gold = torch.tensor([c for _, c in known], device=logits.device)
        return self.recipe.sentiment_weight * nn.functional.cross_entropy(
            logits, gold, label_smoothing=self.recipe.smoothing
        )


def sentiment_logits(stance: Tensor, forward: Sequence[int], backward: Sequence[int]) -> Tensor:
    """Returns logits of the five directed classes from the two directions of a pair.

    As `evaluate.marked.sentiment_of` tells them: one of the two takes a side and the other none.
    """
    there, back = stance[list(forward)], stance[list(backward)]
    none, none_back = there[:, :1], back[:, :1]
    return torch.cat(
        [
            none + none_back, there[:, 1:2] + none_back, none + back[:, 1:2],
            there[:, 2:3] + none_back, none + back[:, 2:3],
        ],
        -1,
    )  # fmt: skip
