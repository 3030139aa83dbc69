"""Examples -> batches of arrays to train on or to score (numpy only)."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from tokenizers import Tokenizer

from graphkit.model.examples import Example
from graphkit.model.features import LONGEST, MARKS, Floats, Ints, PairArrays, pair_arrays
from graphkit.model.recipe import Recipe
from graphkit.model.targets import RELATIONS, Targets, targets_of

POOLED: Final = 50
"""Batches that are sorted by length together: little padding, yet random company."""
FEWEST_WITHOUT: Final = 4
"""Pairs without a relation that are seen of a sentence, however many have one."""

SENTIMENT: Final = "sentiment"
QUIET: Final = "quiet"
"""Groups of sentences of which an epoch sees a share."""


@dataclass(frozen=True)
class Prepared:
    """An example with its word pieces, pair arrays and targets."""

    example: Example
    ids: list[int]
    arrays: PairArrays
    targets: Targets


class BatchArrays(NamedTuple):
    """Arrays of a batch, in the order that the network takes them; see `network.Batch`."""

    input_ids: Ints
    attention_mask: Ints
    marks: Floats
    first: Floats
    second: Floats
    between: Floats
    kinds: Ints
    cues: Floats


def tokenizer_of(base: Path) -> Tokenizer:
    """Returns the base encoder's tokenizer, cut at the longest sentence, without padding."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def prepare(tokenizer: Tokenizer, examples: Sequence[Example], recipe: Recipe) -> list[Prepared]:
    """Returns the examples that have pairs, as arrays, in order."""
    return [prepared(tokenizer, example, recipe) for example in examples if len(example.pairs) > 0]


def prepared(tokenizer: Tokenizer, example: Example, recipe: Recipe) -> Prepared:
    """Returns one example as arrays."""
    encoded = tokenizer.encode(example.text)
    arrays = pair_arrays(
        encoded.offsets, example.spans, example.kinds, example.pairs, example.proposals,
        relations=RELATIONS, found=example.found,
    )  # fmt: skip
    return Prepared(example, encoded.ids, arrays, targets_of(example, recipe))


def choose_pairs(item: Prepared, recipe: Recipe, chance: random.Random) -> list[int]:
    """Returns the pairs of a sentence to train on: all that state something, some that do not."""
    inside = np.flatnonzero(item.arrays.inside)
    if not item.example.closed:
        return [int(n) for n in inside if n < 2]
    stating = item.targets.relation[inside, 0] < 1
    positive, rest = inside[stating].tolist(), inside[~stating].tolist()
    chance.shuffle(rest)
    return sorted(positive + rest[: max(FEWEST_WITHOUT, recipe.most_pairs - len(positive))])


def stood_for(item: Prepared, picks: Sequence[int]) -> Floats:
    """Returns how many pairs each chosen one stands for: the silent ones for all that are silent.

    So the loss of relations of some of a sentence's pairs is that of all of them, on average.
    """
    silent = item.targets.relation[:, 0] == 1
    kept = silent[list(picks)]
    share = (silent & item.arrays.inside).sum() / max(int(kept.sum()), 1)
    return np.where(kept, share, 1).astype(np.float32)


def all_pairs(item: Prepared) -> list[int]:
    """Returns every pair of a sentence, to score."""
    return list(range(len(item.example.pairs)))


def epoch_of(items: Sequence[Prepared], recipe: Recipe, chance: random.Random) -> list[Prepared]:
    """Returns what one epoch sees, in order: everything, but a share of what teaches little."""
    seen: list[int] = []
    for numbers, share in _shares(items, recipe):
        seen += chance.sample(numbers, round(share * len(numbers))) if share < 1 else numbers
    return [items[n] for n in sorted(seen)]


def _shares(items: Sequence[Prepared], recipe: Recipe) -> list[tuple[list[int], float]]:
    """Returns the numbers of each group of sentences, and the share that an epoch sees of it."""
    shares = {SENTIMENT: recipe.sentiment_share, QUIET: recipe.quiet_share}
    groups: dict[str, list[int]] = {}
    for n, item in enumerate(items):
        groups.setdefault(_group_of(item.example), []).append(n)
    return [(numbers, shares.get(name, 1.0)) for name, numbers in groups.items()]


def _group_of(example: Example) -> str:
    if example.sentiment is not None:
        return SENTIMENT
    if example.closed and not example.labels and not example.proposals:
        return QUIET
    return ""


def count_batches(items: Sequence[Prepared], recipe: Recipe) -> int:
    """Returns how many batches one epoch has."""
    seen = sum(round(min(share, 1) * len(numbers)) for numbers, share in _shares(items, recipe))
    return math.ceil(seen / recipe.batch)


def in_batches(
    items: Sequence[Prepared], size: int, chance: random.Random | None = None
) -> Iterator[list[int]]:
    """Yields the numbers of sentences of like length, in random order when training."""
    order = list(range(len(items)))
    if chance is not None:
        chance.shuffle(order)
    groups = _groups(order, items, size)
    if chance is not None:
        chance.shuffle(groups)
    yield from groups


def _groups(order: list[int], items: Sequence[Prepared], size: int) -> list[list[int]]:
    groups = []
    for start in range(0, len(order), size * POOLED):
        pool = sorted(order[start : start + size * POOLED], key=lambda n: len(items[n].ids))
        groups += [pool[n : n + size] for n in range(0, len(pool), size)]
    return groups


def collate(
    items: Sequence[Prepared],
    chosen: Sequence[Sequence[int]],
    *,
    cue_dropout: float = 0.0,
    chance: random.Random | None = None,
) -> BatchArrays:
    """Returns the arrays of some pairs of each sentence, padded to the longest.

    Args:
        items: the sentences.
        chosen: the pairs of each.
        cue_dropout: the share of sentences that are seen without what the cue rows found.
        chance: decides which.
    """
    count, longest = len(items), max(len(item.ids) for item in items)
    most = max(len(picks) for picks in chosen)
    ids, mask = np.zeros((2, count, longest), dtype=np.int64)
    marks = np.zeros((count, longest, MARKS), dtype=np.float32)
    spans = np.zeros((3, count, most, longest), dtype=np.float32)
    kinds = np.zeros((count, most, 2), dtype=np.int64)
    cues = np.zeros((count, most, items[0].arrays.cues.shape[1]), dtype=np.float32)
    for n, (item, picks) in enumerate(zip(items, chosen, strict=True)):
        pieces, rows, arrays = len(item.ids), len(picks), item.arrays
        ids[n, :pieces] = item.ids
        mask[n, :pieces] = 1
        marks[n, :pieces] = arrays.marks
        for k, part in enumerate((arrays.first, arrays.second, arrays.between)):
            spans[k, n, :rows, :pieces] = part[list(picks)]
        kinds[n, :rows] = arrays.kinds[list(picks)]
        if chance is None or chance.random() >= cue_dropout:
            cues[n, :rows] = arrays.cues[list(picks)]
    first, second, between = spans
    return BatchArrays(ids, mask, marks, first, second, between, kinds, cues)
