"""The network: one encoder pass a sentence, heads over the vectors of two spans (needs torch).

For an ordered pair of mentions (s, t) the heads see the mean of the sentence, its tokens attended
to from the two spans, the words between them, the spans themselves and their product, what kind of
mention each is, and what the cue rows proposed.  Ten pairs cost no more passes than one.
Source: DESIGN "Learned part"; span pooling after Lee et al. (2017), End-to-end coreference.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel
from transformers.utils import logging as transformers_logging

from graphkit.model.examples import KINDS, STATUSES
from graphkit.model.targets import RELATIONS

KIND_WIDTH: Final = 16
HIDDEN: Final = 384


class Batch(NamedTuple):
    """Tensors of a batch: B sentences of T tokens, P ordered pairs in each (padded).

    `first`, `second` and `between` are masks over tokens, (B, P, T): the pair's spans and the words
    between them; `kinds` is (B, P, 2), `cues` (B, P, what the cue rows say).
    """

    input_ids: Tensor
    attention_mask: Tensor
    first: Tensor
    second: Tensor
    between: Tensor
    kinds: Tensor
    cues: Tensor


class Scores(NamedTuple):
    """Logits of the pairs, (B, P, ...): relations ("none" first), statuses, denial, stance."""

    relation: Tensor
    status: Tensor
    negated: Tensor
    stance: Tensor


class Heads(nn.Module):
    """Scores ordered pairs from the token vectors of their sentences."""

    def __init__(self, *, width: int, relations: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.query = nn.Linear(2 * width, width)
        self.kind = nn.Embedding(len(KINDS), KIND_WIDTH)
        cues = relations + 2 + len(STATUSES)
        self.cue = nn.Linear(cues, 64)
        size = 7 * width + 2 * KIND_WIDTH + 64
        self.body = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(size, HIDDEN), nn.GELU(), nn.Dropout(dropout)
        )
        self.relation = nn.Linear(HIDDEN, relations + 1)
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.negated = nn.Linear(HIDDEN, 2)
        self.stance = nn.Linear(HIDDEN, 3)

    def forward(
        self, tokens: Tensor, mask: Tensor, first: Tensor, second: Tensor, between: Tensor,
        kinds: Tensor, cues: Tensor,
    ) -> Scores:  # fmt: skip
        """Returns the scores of the pairs; see `Batch` for the shapes."""
        seen = mask[:, None, :].to(tokens.dtype)
        a, b = pooled(tokens, first), pooled(tokens, second)
        query = self.query(torch.cat([a, b], -1))
        weight = query @ tokens.transpose(1, 2) / tokens.shape[-1] ** 0.5
        weight = (weight + (1 - seen) * -1e4).softmax(-1)
        whole = pooled(tokens, seen).expand(-1, a.shape[1], -1)
        parts = [
            whole, weight @ tokens, pooled(tokens, between), a, b, a * b, a - b,
            self.kind(kinds[..., 0]), self.kind(kinds[..., 1]), torch.relu(self.cue(cues)),
        ]  # fmt: skip
        body = self.body(torch.cat(parts, -1))
        return Scores(self.relation(body), self.status(body), self.negated(body), self.stance(body))


def pooled(tokens: Tensor, mask: Tensor) -> Tensor:
    """Returns the mean of the masked tokens, (B, P, W); zero where the mask is empty."""
    weight = mask.to(tokens.dtype)
    return weight @ tokens / weight.sum(-1, keepdim=True).clamp(min=1)


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
    transformers_logging.set_verbosity_error()  # it would tell that the pooling layer is left out
    transformers_logging.disable_progress_bar()
    encoder = AutoModel.from_pretrained(
        str(base), add_pooling_layer=False, local_files_only=True
    ).float()
    heads = Heads(width=encoder.config.hidden_size, relations=len(RELATIONS), dropout=dropout)
    return Model(encoder, heads)
