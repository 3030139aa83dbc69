"""Examples -> weights: trains encoder and heads together (needs torch and transformers).

What is learned at once: relation, denial and status on annotated articles, PLOVER roots on pairs
(a root's probability is the sum of its relations'), and who is for or against whom on directed
sentiment.  Seeded; the figures, not the bits, repeat from machine to machine.
"""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from graphkit.model.examples import STATUSES, Example
from graphkit.model.features import LONGEST, PairArrays, pair_arrays
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
PRO: Final = frozenset(
    {"supports", "allies_with", "aids", "agrees_with", "cooperates_with", "hosts", "concedes",
     "signs"}
)  # fmt: skip
CONTRA: Final = frozenset(
    {"opposes", "criticizes", "accuses", "sanctions", "attacks", "coerces", "warns", "protests",
     "denies", "demands", "mobilizes"}
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train; the defaults are the shipped weights' own."""

    epochs: int = 6
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
    sentiment_weight: float = 0.5
    most_pairs: int = 40
    pairs_repeat: int = 2
    symmetric: frozenset[str] = frozenset(
        {"meets", "talks_with", "agrees_with", "allies_with", "cooperates_with"}
    )
    seed: int = 17
    device: str = "cpu"


@dataclass
class Prepared:
    """An example with its word pieces and pair arrays."""

    example: Example
    ids: list[int]
    arrays: PairArrays
    targets: list[dict[str, Any]] = field(default_factory=list)


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
    encoder = AutoModel.from_pretrained(str(base), add_pooling_layer=False)
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


def targets_of(example: Example, recipe: Recipe) -> list[dict[str, Any]]:
    """Returns what is known of each pair: relations with weights, denial, status, stance."""
    known: dict[tuple[int, int], dict[str, Any]] = {p: {} for p in example.pairs}
    for label in example.labels:
        ways = [(label.subject, label.object)]
        if label.relation in recipe.symmetric:
            ways.append((label.object, label.subject))
        for way in ways:
            entry = known.get(way)
            if entry is None or label.relation not in RELATIONS:
                continue
            relations = entry.setdefault("relations", {})
            weight = recipe.optional_weight if label.optional else 1.0
            relations[label.relation] = max(weight, relations.get(label.relation, 0.0))
            if not label.optional or "status" not in entry:
                entry["status"], entry["negated"] = label.status, label.negated
    return [known[p] for p in example.pairs]


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
    """Returns the pairs of a sentence to train on: all that state something, and some that don't."""
    inside = [n for n in range(len(item.targets)) if item.arrays.inside[n]]
    if not item.example.closed:
        return [n for n in (0, 1) if n in inside]
    positive = [n for n in inside if item.targets[n]]
    rest = [n for n in inside if not item.targets[n]]
    chance.shuffle(rest)
    return sorted(positive + rest[: max(4, recipe.most_pairs - len(positive))])


class Losses:
    """The loss of a batch over all that is known of its pairs."""

    def __init__(self, recipe: Recipe) -> None:
        self.recipe = recipe
        device = recipe.device
        columns = {r: n + 1 for n, r in enumerate(RELATIONS)}
        self.columns = columns
        self.roots = list(ROOTS)
        self.root_matrix = torch.zeros(len(RELATIONS) + 1, len(ROOTS), device=device)
        for n, relations in enumerate(ROOTS.values()):
            for r in relations:
                self.root_matrix[columns[r], n] = 1

    def root_scores(self, relation: Tensor) -> Tensor:
        """Returns log-probabilities of the PLOVER roots, given that there is a relation."""
        logits = relation[:, 1:]
        mask = self.root_matrix[1:]
        spread = logits[:, :, None] + (1 - mask[None]) * -1e4
        return torch.logsumexp(spread, 1).log_softmax(-1)

    def of(
        self, scores: Scores, items: Sequence[Prepared], chosen: Sequence[Sequence[int]]
    ) -> Tensor:
        """Returns the loss."""
        total = scores.relation.new_zeros(())
        width = scores.relation.shape[1]
        scores = Scores(*(part.flatten(0, 1) for part in scores))
        rel_rows: list[int] = []
        rel_targets: list[np.ndarray[Any, Any]] = []
        rel_weights: list[float] = []
        att_rows: list[int] = []
        att_status: list[int] = []
        att_negated: list[int] = []
        root_rows: list[int] = []
        root_targets: list[int] = []
        sent: list[tuple[int, int, int]] = []
        for number, (item, picks) in enumerate(zip(items, chosen, strict=True)):
            ex, at = item.example, number * width
            if ex.closed:
                for k, n in enumerate(picks):
                    target = item.targets[n]
                    row = np.zeros(len(RELATIONS) + 1, dtype=np.float32)
                    relations = target.get("relations", {})
                    if relations:
                        weight = max(relations.values())
                        for r, w in relations.items():
                            row[self.columns[r]] = w
                        row /= row.sum()
                        att_rows.append(at + k)
                        att_status.append(STATUSES.index(target["status"]))
                        att_negated.append(int(target["negated"]))
                    else:
                        row[0], weight = 1, self.recipe.none_weight
                    rel_rows.append(at + k)
                    rel_targets.append(row)
                    rel_weights.append(weight)
            elif len(picks) == 2:
                if ex.root is not None:
                    root_rows.append(at)
                    root_targets.append(self.roots.index(ex.root))
                if ex.sentiment is not None:
                    sent.append((at, at + 1, ex.sentiment))
        device = scores.relation.device
        if rel_rows:
            logits = scores.relation[rel_rows].log_softmax(-1)
            target_ = torch.from_numpy(np.stack(rel_targets)).to(device)
            smooth = self.recipe.smoothing
            target_ = target_ * (1 - smooth) + smooth / target_.shape[1]
            weights = torch.tensor(rel_weights, device=device)
            total = total + (-(target_ * logits).sum(-1) * weights).sum() / weights.sum()
        if att_rows:
            loss = nn.functional.cross_entropy
            total = total + 0.3 * loss(
                scores.status[att_rows], torch.tensor(att_status, device=device)
            )
            total = total + 0.3 * loss(
                scores.negated[att_rows], torch.tensor(att_negated, device=device)
            )
        if root_rows:
            logs = self.root_scores(scores.relation[root_rows])
            gold = torch.tensor(root_targets, device=device)
            smooth = self.recipe.smoothing
            nll = -logs.gather(1, gold[:, None])[:, 0]
            total = (
                total
                + self.recipe.marked_weight * ((1 - smooth) * nll - smooth * logs.mean(-1)).mean()
            )
        if sent:
            logits = sentiment_logits(
                scores.stance, [a for a, _, _ in sent], [b for _, b, _ in sent]
            )
            gold = torch.tensor([c for _, _, c in sent], device=device)
            total = total + self.recipe.sentiment_weight * nn.functional.cross_entropy(
                logits, gold, label_smoothing=self.recipe.smoothing
            )
        return total


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
    model = new_model(base, dropout=recipe.dropout).to(recipe.device)
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
    return model.eval()


@torch.no_grad()
def score_all(
    model: Model, items: Sequence[Prepared], recipe: Recipe, *, cues: bool = True
) -> list[Scores]:
    """Returns the scores of all pairs of each sentence, in order."""
    model.eval()
    out: dict[int, Scores] = {}
    place = {id(item): n for n, item in enumerate(items)}
    for group in batches(items, 64):
        chosen = [list(range(len(i.targets))) for i in group]
        batch = collate(group, chosen, recipe.device, 1.0 if cues else 0.0)
        scores = Scores(*(s.float().cpu() for s in model(batch)))
        for n, (item, picks) in enumerate(zip(group, chosen, strict=True)):
            out[place[id(item)]] = Scores(*(s[n, : len(picks)] for s in scores))
    return [out[n] for n in range(len(items))]
