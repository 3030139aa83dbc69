"""The network: one encoder pass a sentence, heads over the vectors of two spans (needs torch).

The encoder is told where mentions stand.  Of an ordered pair of them (s, t) a body makes a vector:
from the mean of the sentence, its tokens attended to from the two spans, the words between them,
the spans themselves and their product, what kind of mention each is, and what the cue rows
proposed.  With that vector the pair looks over its sentence again.  Stance has a body of its own.
Ten pairs cost no more passes of the encoder than one.
Source: DESIGN "Learned part"; span pooling after Lee et al. (2017), End-to-end coreference; marks
after Zhong and Chen (2021), A frustratingly easy approach for entity and relation extraction.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import torch
from torch import Tensor, nn
from transformers import AutoModel
from transformers.utils import logging as transformers_logging

from graphkit.model.examples import KINDS, STATUSES
from graphkit.model.features import MARKS
from graphkit.model.targets import RELATIONS

KIND_WIDTH: Final = 16
READERS: Final = 2
"""How often pairs look over their sentence before they are scored."""
STANCE_WIDTH: Final = 128
"""Numbers in the vector of a pair from which its stance is told."""
LOOK: Final = 64
"""Numbers of a token's vector that one head of that attention sees."""


class Batch(NamedTuple):
    """Tensors of a batch: B sentences of T tokens, P ordered pairs in each (padded).

    `marks` (B, T, MARKS) tells where mentions stand; `first`, `second` and `between` are masks over
    tokens, (B, P, T): the pair's spans and the words between them; `kinds` is (B, P, 2), `cues`
    (B, P, what the cue rows say).
    """

    input_ids: Tensor
    attention_mask: Tensor
    marks: Tensor
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


class Encoder(nn.Module):
    """The base encoder, which is told where mentions stand and of which kind they are.

    A mark is added to the word's vector before the first layer.  Marks begin as zeros: before it is
    trained the encoder reads as its base does.
    """

    def __init__(self, base: nn.Module) -> None:
        super().__init__()
        self.base = base
        self.marks = nn.Linear(MARKS, self.words.embedding_dim, bias=False)
        nn.init.zeros_(self.marks.weight)

    @property
    def words(self) -> nn.Embedding:
        """The base encoder's word vectors."""
        found: nn.Embedding = self.base.get_input_embeddings()
        return found

    def forward(self, input_ids: Tensor, attention_mask: Tensor, marks: Tensor) -> Tensor:
        """Returns the vectors of the tokens, (B, T, W)."""
        words = self.words(input_ids) + self.marks(marks)
        out: Tensor = self.base(inputs_embeds=words, attention_mask=attention_mask)[0]
        return out


class Reader(nn.Module):
    """Pairs look over their sentence once more: attention to its tokens, then a feed-forward."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.looks = next(n for n in range(max(1, width // LOOK), 0, -1) if width % n == 0)
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.wide = nn.Sequential(
            nn.Linear(width, 2 * width), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * width, width)
        )
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, pairs: Tensor, tokens: Tensor, seen: Tensor) -> Tensor:
        """Returns the pairs' vectors, (B, P, W); `seen` (B, 1, T) is 0 where tokens are padding."""
        queries, keys, values = (
            part.view(*part.shape[:2], self.looks, -1).transpose(1, 2)
            for part in (self.query(pairs), self.key(tokens), self.value(tokens))
        )
        weight = shares(queries @ keys.transpose(2, 3) / queries.shape[-1] ** 0.5, seen[:, None])
        read = (weight @ values).transpose(1, 2).reshape(pairs.shape)
        pairs = self.norms[0](pairs + self.dropout(self.out(read)))
        out: Tensor = self.norms[1](pairs + self.dropout(self.wide(pairs)))
        return out


class Body(nn.Module):
    """Makes one vector of each ordered pair."""

    def __init__(
        self, *, width: int, cues: int, dropout: float, out: int, readers: int = 0
    ) -> None:
        super().__init__()
        self.query = nn.Linear(2 * width, width)
        self.kind = nn.Embedding(len(KINDS), KIND_WIDTH)
        self.cue = nn.Linear(cues, 64)
        size = 7 * width + 2 * KIND_WIDTH + 64
        self.join = nn.Sequential(
            nn.Dropout(dropout), nn.Linear(size, out), nn.GELU(), nn.Dropout(dropout)
        )
        self.readers = nn.ModuleList(Reader(out, dropout) for _ in range(readers))

    def forward(
        self, tokens: Tensor, mask: Tensor, first: Tensor, second: Tensor, between: Tensor,
        kinds: Tensor, cues: Tensor,
    ) -> Tensor:  # fmt: skip
        """Returns the vectors, (B, P, out); see `Batch` for the shapes."""
        seen = mask[:, None, :].to(tokens.dtype)
        a, b = pooled(tokens, first), pooled(tokens, second)
        query = self.query(torch.cat([a, b], -1))
        weight = shares(query @ tokens.transpose(1, 2) / tokens.shape[-1] ** 0.5, seen)
        whole = pooled(tokens, seen).expand(-1, a.shape[1], -1)
        parts = [
            whole, weight @ tokens, pooled(tokens, between), a, b, a * b, a - b,
            self.kind(kinds[..., 0]), self.kind(kinds[..., 1]), torch.relu(self.cue(cues)),
        ]  # fmt: skip
        out: Tensor = self.join(torch.cat(parts, -1))
        for reader in self.readers:
            out = reader(out, tokens, seen)
        return out


class Heads(nn.Module):
    """Scores ordered pairs from the token vectors of their sentences.

    Stance has a body of its own, of whose gradient only a share reaches the encoder: directed
    sentiment, which teaches it, is another manner of news and would cost relations.
    """

    def __init__(self, *, width: int, relations: int, dropout: float, stance_share: float) -> None:
        super().__init__()
        cues = relations + 2 + len(STATUSES)
        self.body = Body(width=width, cues=cues, dropout=dropout, out=width, readers=READERS)
        self.stance_body = Body(width=width, cues=cues, dropout=dropout, out=STANCE_WIDTH)
        self.stance_share = stance_share
        self.relation = nn.Linear(width, relations + 1)
        self.status = nn.Linear(width, len(STATUSES))
        self.negated = nn.Linear(width, 2)
        self.stance = nn.Linear(STANCE_WIDTH, 3)

    def forward(
        self, tokens: Tensor, mask: Tensor, first: Tensor, second: Tensor, between: Tensor,
        kinds: Tensor, cues: Tensor,
    ) -> Scores:  # fmt: skip
        """Returns the scores of the pairs; see `Batch` for the shapes."""
        body = self.body(tokens, mask, first, second, between, kinds, cues)
        if self.training:
            tokens = tokens.detach() + self.stance_share * (tokens - tokens.detach())
        stance = self.stance_body(tokens, mask, first, second, between, kinds, cues)
        return Scores(
            self.relation(body), self.status(body), self.negated(body), self.stance(stance)
        )


def shares(scores: Tensor, seen: Tensor) -> Tensor:
    """Returns scores of tokens as shares of attention; none where `seen` is 0."""
    return (scores + (1 - seen) * -1e4).softmax(-1)


def pooled(tokens: Tensor, mask: Tensor) -> Tensor:
    """Returns the mean of the masked tokens, (B, P, W); zero where the mask is empty."""
    weight = mask.to(tokens.dtype)
    return weight @ tokens / weight.sum(-1, keepdim=True).clamp(min=1)


class Model(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, heads: Heads) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = heads

    def forward(self, batch: Batch) -> Scores:
        """Returns the scores of the batch's pairs."""
        tokens = self.encoder(batch.input_ids, batch.attention_mask, batch.marks)
        scores: Scores = self.heads(tokens, batch.attention_mask, *batch[3:])
        return scores


def new_model(base: Path, *, dropout: float, stance_share: float) -> Model:
    """Returns the base encoder with marks of zero and fresh heads.

    The encoder's attention drops nothing out and is torch's plain one: on a CPU a step of the
    training is a tenth cheaper.
    """
    transformers_logging.set_verbosity_error()  # it would tell that the pooling layer is left out
    transformers_logging.disable_progress_bar()
    encoder = AutoModel.from_pretrained(
        str(base), add_pooling_layer=False, local_files_only=True, attn_implementation="eager",
        attention_probs_dropout_prob=0.0,
    ).float()  # fmt: skip
    heads = Heads(
        width=encoder.config.hidden_size, relations=len(RELATIONS), dropout=dropout,
        stance_share=stance_share,
    )  # fmt: skip
    return Model(Encoder(encoder), heads)
