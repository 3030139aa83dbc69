"""Examples -> a trained network, and what it makes of examples (needs torch and transformers).

Encoder and heads are trained together.  Seeded; the figures, not the bits, repeat from machine to
machine.
"""

from __future__ import annotations

import random
import timeit
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn

from graphkit.model.batches import (
    BatchArrays,
    Prepared,
    all_pairs,
    choose_pairs,
    collate,
    count_batches,
    epoch_of,
    in_batches,
    prepare,
    prepared,
    tokenizer_of,
)
from graphkit.model.dropout import with_byte_dropout
from graphkit.model.examples import Example
from graphkit.model.losses import Losses
from graphkit.model.network import Batch, Model, Scores, new_model
from graphkit.model.recipe import Recipe
from graphkit.model.renaming import Renamer
from graphkit.model.running import Judged, judged_of
from graphkit.model.targets import RELATIONS

WARMING: Final = 0.1875
"""Share of the steps in which the learning rate rises."""
TRIED: Final = (1024, 384, 1536)
"""Sizes of the product by which a processor is tried: a layer of the encoder over a batch."""
TRIES: Final = 5
GAIN: Final = 0.8
"""How much quicker 16 bits must be, so that chance does not decide between the two."""
LONGEST_STEP: Final = 1.0
"""Norm at which gradients are cut."""
SCORED: Final = 64
"""Sentences that are scored at once."""

Progress = Callable[[int, int], None]
"""Is told how many of how many steps are done."""


def train(
    base: Path,
    examples: Sequence[Example],
    *,
    recipe: Recipe,
    progress: Progress | None = None,
) -> Model:
    """Trains a new model.

    Args:
        base: the base encoder's folder.
        examples: what to learn from.
        recipe: how.
        progress: is told after each batch.
    """
    torch.manual_seed(recipe.seed)
    chance = random.Random(recipe.seed)
    model = new_model(base, dropout=recipe.dropout, stance_share=recipe.stance_share)
    if recipe.device == "cpu":
        with_byte_dropout(model, np.random.Generator(np.random.SFC64(recipe.seed)))
    model.to(recipe.device)
    if recipe.keep_words:
        model.encoder.words.requires_grad_(False)
    tokenizer = tokenizer_of(base)
    items = prepare(tokenizer, examples, recipe)
    renamer = Renamer(item.example for item in items if item.example.closed)
    steps = recipe.epochs * count_batches(items, recipe)
    step = Step(model, recipe, steps)
    done = 0
    model.train()
    for _ in range(recipe.epochs):
        seen = epoch_of(items, recipe, chance)
        for numbers in in_batches(seen, recipe.batch, chance):
            group = [seen[n] for n in numbers]
            step.take([_as_seen(i, tokenizer, renamer, recipe, chance) for i in group], chance)
            done += 1
            if progress is not None:
                progress(done, steps)
    model.eval()
    return model


def _as_seen(
    item: Prepared, tokenizer: Tokenizer, renamer: Renamer, recipe: Recipe, chance: random.Random
) -> Prepared:
    """Returns a sentence as it is seen this time: as it is, or with other names."""
    if not item.example.closed or chance.random() >= recipe.renaming:
        return item
    renamed = renamer.renamed(item.example, chance)
    return item if renamed is None else prepared(tokenizer, renamed, recipe)


class Step:
    """One step of the training after the other: loss, gradients, new weights."""

    def __init__(self, model: Model, recipe: Recipe, steps: int) -> None:
        self._model = model
        self._recipe = recipe
        self._losses = Losses(recipe)
        rates = [recipe.encoder_rate, recipe.head_rate]
        parts = [
            [*model.encoder.base.parameters()],
            [*model.encoder.marks.parameters(), *model.heads.parameters()],
        ]
        groups = [{"params": p, "lr": rate} for p, rate in zip(parts, rates, strict=True)]
        self._optimizer = torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)
        self._schedule = torch.optim.lr_scheduler.OneCycleLR(
            self._optimizer, max_lr=rates, total_steps=steps + 1, pct_start=WARMING
        )

    def take(self, items: Sequence[Prepared], chance: random.Random) -> None:
        """Learns from a batch of sentences; those without a pair that can be read are left out."""
        recipe = self._recipe
        picks = [choose_pairs(item, recipe, chance) for item in items]
        group = [item for item, chosen in zip(items, picks, strict=True) if chosen]
        chosen = [c for c in picks if c]
        if not group:
            return
        arrays = collate(group, chosen, cue_dropout=recipe.cue_dropout, chance=chance)
        with torch.autocast(
            device_type=recipe.device, dtype=torch.bfloat16, enabled=has_bfloat16(recipe.device)
        ):
            scores = self._model(on_device(arrays, recipe.device))
        scores = Scores(*(part.float() for part in scores))
        loss = self._losses.of(scores, group, chosen)
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._model.parameters(), LONGEST_STEP)
        self._optimizer.step()
        self._schedule.step()


def has_cuda() -> bool:
    """True where torch finds a CUDA device."""
    return bool(torch.cuda.is_available())


@lru_cache
def has_bfloat16(device: str) -> bool:
    """True where products of 16-bit floats are quicker than of 32, as on a GPU.

    A processor is tried: some that have instructions for them take twice as long with them as with
    32 bits, others half.
    """
    return device == "cuda" or _seconds_of(torch.bfloat16) < GAIN * _seconds_of(torch.float32)


def _seconds_of(kind: torch.dtype) -> float:
    """Returns how long a product takes on this processor, the quickest of a few tries."""
    rows, inner, columns = TRIED
    one, other = torch.ones(rows, inner, dtype=kind), torch.ones(inner, columns, dtype=kind)
    return min(timeit.repeat(lambda: one @ other, number=2, repeat=TRIES))


def on_device(arrays: BatchArrays, device: str) -> Batch:
    """Returns the arrays as tensors."""
    return Batch(*(torch.from_numpy(np.ascontiguousarray(a)).to(device) for a in arrays))


@torch.no_grad()
def judge_with(
    model: Model, base: Path, examples: Sequence[Example], *, recipe: Recipe
) -> list[Judged | None]:
    """Returns what the network makes of each example's pairs; None for one without pairs."""
    model.eval()
    model.to(recipe.device)
    places = [n for n, example in enumerate(examples) if example.pairs]
    items = prepare(tokenizer_of(base), examples, recipe)
    out: list[Judged | None] = [None] * len(examples)
    for numbers in in_batches(items, SCORED):
        group = [items[n] for n in numbers]
        arrays = collate(group, [all_pairs(item) for item in group])
        scores = [part.float().cpu().numpy() for part in model(on_device(arrays, recipe.device))]
        for row, n in enumerate(numbers):
            count = len(items[n].example.pairs)
            logits: list[Any] = [part[row, :count] for part in scores]
            out[places[n]] = judged_of(RELATIONS, *logits, inside=items[n].arrays.inside)
    return out
