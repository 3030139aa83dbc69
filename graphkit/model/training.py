"""Examples -> weights: trains encoder and heads together (needs torch and transformers).

What is learned at once: relation, denial and status on annotated articles, PLOVER roots on pairs
(a root's probability is the sum of its relations'), and who is for or against whom on directed
sentiment.  Seeded; the figures, not the bits, repeat from machine to machine.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from graphkit.model.examples import STATUSES, Example, Label
from graphkit.model.features import LONGEST, Floats, Ints, PairArrays, pair_arrays
from graphkit.model.network import Batch, Heads, Scores

log = logging.getLogger(__name__)

NONE: Final = "none"
RELATIONS: Final = (
    "visits", "hosts", "meets", "talks_with", "mediates", "agrees_with", "signs", "supports",
    "allies_with", "cooperates_with", "aids", "concedes", "retreats", "demands", "proposes",
    "opposes", "denies", "criticizes", "accuses", "warns", "sanctions", "protests", "mobilizes",
    "coerces", "attacks",
)  # fmt: skip
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


SYMMETRIC: Final = frozenset(
    {"meets", "talks_with", "agrees_with", "allies_with", "cooperates_with"}
)


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train; the defaults are the shipped weights' own."""

    epochs: int = 8
    batch: int = 32
    encoder_rate: float = 1e-4
    head_rate: float = 5e-4
    decay: float = 0.01
    smoothing: float = 0.05
    dropout: float = 0.1
    cue_dropout: float = 0.3
    none_weight: float = 0.3
    optional_weight: float = 0.5
    marked_weight: float = 1.0
    sentiment_weight: float = 0.7
    stance_weight: float = 0.2
    most_pairs: int = 40
    pairs_repeat: int = 2
    seed: int = 17
    device: str = "cpu"


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


@dataclass(frozen=True)
class Prepared:
    """An example with its word pieces, pair arrays and targets."""

    example: Example
    ids: list[int]
    arrays: PairArrays
    targets: Targets


class Model(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: nn.Module, heads: Heads) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = heads

    def forward(self, batch: Batch) -> Scores:
        """Returns the scores of the batch's pairs."""
        tokens = self.encoder(
            input_ids=batch.input_ids, attention_mask=batch.attention_mask
        ).last_hidden_state
        scores: Scores = self.heads(tokens, *batch[1:])
        return scores


def new_model(base: Path, *, dropout: float) -> Model:
    """Returns the base encoder with fresh heads."""
    encoder = AutoModel.from_pretrained(str(base), add_pooling_layer=False).float()
    return Model(
        encoder,
        Heads(width=encoder.config.hidden_size, relations=len(RELATIONS), dropout=dropout),
    )


def tokenizer_of(base: Path) -> Tokenizer:
    """Returns the base encoder's tokenizer, cut at the longest sentence, without padding."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    return tokenizer


def prepare(tokenizer: Tokenizer, examples: Sequence[Example], recipe: Recipe) -> list[Prepared]:
    """Returns the examples as arrays, without pairs that lie beyond the words that are read."""
    out = []
    for example in examples:
        if not example.pairs:
            continue
        encoded = tokenizer.encode(example.text)
        arrays = pair_arrays(
            encoded.offsets, example.spans, example.kinds, example.pairs, example.proposals,
            relations=RELATIONS,
        )  # fmt: skip
        out.append(Prepared(example, encoded.ids, arrays, targets_of(example, recipe)))
    return out


def targets_of(example: Example, recipe: Recipe) -> Targets:
    """Returns what is known of each pair; nothing of relations where they were not annotated."""
    rows = {pair: n for n, pair in enumerate(example.pairs)}
    count = len(rows)
    relation = np.zeros((count, len(RELATIONS) + 1), dtype=np.float32)
    status, negated = np.full(count, UNKNOWN), np.full(count, UNKNOWN)
    sure = np.zeros(count, dtype=bool)
    for label in example.labels:
        if label.relation not in RELATIONS:
            continue
        weight = recipe.optional_weight if label.optional else 1.0
        for pair in both_ways(label):
            n = rows.get(pair)
            if n is None:
                continue
            column = RELATIONS.index(label.relation) + 1
            relation[n, column] = max(weight, relation[n, column])
            if not (sure[n] and label.optional):
                status[n], negated[n] = STATUSES.index(label.status), int(label.negated)
                sure[n] = sure[n] or not label.optional
    weights = relation.max(-1) if count else np.zeros(0, dtype=np.float32)
    if example.closed:
        nothing = weights == 0
        relation[nothing, 0] = 1
        weights = np.where(nothing, recipe.none_weight, weights).astype(np.float32)
    total = relation.sum(-1, keepdims=True)
    relation = np.divide(relation, total, out=relation, where=total > 0)
    stance = np.array([stance_class(relation[n], negated[n]) for n in range(count)], dtype=np.int64)
    return Targets(relation, weights, status.astype(np.int64), negated.astype(np.int64), stance)


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


def collate(
    items: Sequence[Prepared], chosen: Sequence[Sequence[int]], device: str, cue_keep: float = 1.0
) -> Batch:
    """Returns the batch of some pairs of each sentence."""
    longest = max(len(p.ids) for p in items)
    most = max(len(c) for c in chosen)
    ids = np.zeros((len(items), longest), dtype=np.int64)
    mask = np.zeros((len(items), longest), dtype=np.int64)
    spans = np.zeros((3, len(items), most, longest), dtype=np.float32)
    kinds = np.zeros((len(items), most, 2), dtype=np.int64)
    cues = np.zeros((len(items), most, items[0].arrays.cues.shape[1]), dtype=np.float32)
    for n, (item, picks) in enumerate(zip(items, chosen, strict=True)):
        pieces, count, arrays = len(item.ids), len(picks), item.arrays
        ids[n, :pieces] = item.ids
        mask[n, :pieces] = 1
        for k, part in enumerate((arrays.first, arrays.second, arrays.between)):
            spans[k, n, :count, :pieces] = part[list(picks)]
        kinds[n, :count] = arrays.kinds[list(picks)]
        if cue_keep >= 1 or random.random() < cue_keep:
            cues[n, :count] = arrays.cues[list(picks)]
    arrays_ = (ids, mask, *spans, kinds, cues)
    return Batch(*(torch.from_numpy(np.ascontiguousarray(a)).to(device) for a in arrays_))


def choose(item: Prepared, recipe: Recipe, chance: random.Random) -> list[int]:
    """Returns the pairs of a sentence to train on: all that state something, some that do not."""
    inside = np.flatnonzero(item.arrays.inside)
    if not item.example.closed:
        return [int(n) for n in inside if n < 2]
    stating = item.targets.relation[inside, 0] < 1
    positive, rest = inside[stating].tolist(), inside[~stating].tolist()
    chance.shuffle(rest)
    return sorted(positive + rest[: max(4, recipe.most_pairs - len(positive))])


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
    """Returns logits of the five directed classes from the two directions of a pair."""
    there, back = stance[list(forward)], stance[list(backward)]
    neutral = there[:, :1] + back[:, :1]
    return torch.cat([neutral, there[:, 1:2], back[:, 1:2], there[:, 2:3], back[:, 2:3]], -1)


def batches(
    items: Sequence[Prepared], size: int, chance: random.Random | None = None
) -> Iterator[list[Prepared]]:
    """Yields batches of sentences of like length, in random order when training."""
    order = list(range(len(items)))
    if chance is not None:
        chance.shuffle(order)
    pools = [order[i : i + size * 50] for i in range(0, len(order), size * 50)]
    groups = []
    for pool in pools:
        pool.sort(key=lambda n: len(items[n].ids))
        groups += [pool[i : i + size] for i in range(0, len(pool), size)]
    if chance is not None:
        chance.shuffle(groups)
    for group in groups:
        yield [items[n] for n in group]


def train(
    base: Path,
    examples: Sequence[Example],
    *,
    recipe: Recipe,
    after_epoch: Callable[[int, Model], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Model:
    """Trains a new model; `after_epoch` sees it after each epoch, `progress` after each batch."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    chance = random.Random(recipe.seed)
    model = new_model(base, dropout=recipe.dropout)
    model.to(recipe.device)
    items = prepare(tokenizer_of(base), examples, recipe)
    losses = Losses(recipe)
    steps = recipe.epochs * sum(1 for _ in batches(items, recipe.batch))
    optimizer = torch.optim.AdamW(
        [
            {"params": model.encoder.parameters(), "lr": recipe.encoder_rate},
            {"params": model.heads.parameters(), "lr": recipe.head_rate},
        ],
        weight_decay=recipe.decay,
    )
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer, max_lr=[recipe.encoder_rate, recipe.head_rate], total_steps=steps + 1,
        pct_start=0.15,
    )  # fmt: skip
    done = 0
    for epoch in range(recipe.epochs):
        model.train()
        for group in batches(items, recipe.batch, chance):
            chosen = [choose(item, recipe, chance) for item in group]
            kept = [(i, c) for i, c in zip(group, chosen, strict=True) if c]
            if not kept:
                continue
            group, chosen = [i for i, _ in kept], [c for _, c in kept]
            batch = collate(group, chosen, recipe.device, 1 - recipe.cue_dropout)
            with torch.autocast(
                device_type=recipe.device, dtype=torch.bfloat16, enabled=recipe.device == "cuda"
            ):
                scores = model(batch)
            scores = Scores(*(s.float() for s in scores))
            loss = losses.of(scores, group, chosen)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            done += 1
            if progress is not None:
                progress(done, steps)
        if after_epoch is not None:
            after_epoch(epoch, model)
    model.eval()
    return model


@torch.no_grad()
def score_all(
    model: Model, items: Sequence[Prepared], recipe: Recipe, *, cues: bool = True
) -> list[Scores]:
    """Returns the scores of all pairs of each sentence, in order."""
    model.eval()
    out: dict[int, Scores] = {}
    place = {id(item): n for n, item in enumerate(items)}
    for group in batches(items, 64):
        chosen = [list(range(len(i.example.pairs))) for i in group]
        batch = collate(group, chosen, recipe.device, 1.0 if cues else 0.0)
        scores = Scores(*(s.float().cpu() for s in model(batch)))
        for n, (item, picks) in enumerate(zip(group, chosen, strict=True)):
            out[place[id(item)]] = Scores(*(s[n, : len(picks)] for s in scores))
    return [out[n] for n in range(len(items))]
