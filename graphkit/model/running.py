"""Sentence and mentions -> what the trained network makes of each pair (onnxruntime, numpy).

One sentence is one pass, alone, on one thread: its scores do not depend on what else is read, in
which order or by how many workers.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from graphkit.errors import ModelError
from graphkit.model.examples import STATUSES, Proposal
from graphkit.model.features import LONGEST, Floats, pair_arrays
from graphkit.records import Status

log = logging.getLogger(__name__)

ENCODER: Final = "encoder.onnx"
HEADS: Final = "heads.onnx"
TOKENIZER: Final = "tokenizer.json"
CARD: Final = "model.json"
FILES: Final = (ENCODER, HEADS, TOKENIZER, CARD)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Probabilities of P ordered pairs, in the order they were given.

    `relation` is (P, relations + 1) with "none" first; `status` (P, 4); `negated` (P,);
    `stance` (P, 3): neither, for, against.  `inside` is False where the sentence was too long.
    """

    relations: tuple[str, ...]
    relation: Floats
    status: Floats
    negated: Floats
    stance: Floats
    inside: np.ndarray[Any, Any]

    def chance(self, pair: int, relation: str) -> float:
        """Returns the probability of a relation of one pair."""
        return float(self.relation[pair, self.relations.index(relation) + 1])

    def best(self, pair: int) -> tuple[str, float]:
        """Returns the likeliest relation of one pair and its probability, "none" left aside."""
        n = int(self.relation[pair, 1:].argmax())
        return self.relations[n], float(self.relation[pair, n + 1])

    def any_chance(self, pair: int) -> float:
        """Returns the probability that the pair stands in some relation."""
        return float(1 - self.relation[pair, 0])

    def likely_status(self, pair: int) -> tuple[Status, float]:
        """Returns the likeliest status of one pair and its probability."""
        n = int(self.status[pair].argmax())
        return STATUSES[n], float(self.status[pair, n])


class PairModel:
    """The classifier of one folder of weights."""

    def __init__(self, folder: Path) -> None:
        """Reads the weights.

        Raises:
            ModelError: a file is missing or damaged.
        """
        lacking = [name for name in FILES if not (folder / name).is_file()]
        if lacking:
            raise ModelError(
                f"the classifier lacks {lacking[0]}", where=str(folder),
                remedy="give a folder that `graphkit train` wrote, or none",
            )  # fmt: skip
        self.folder = folder
        try:
            self.card = json.loads((folder / CARD).read_text(encoding="utf-8"))
            self.relations = tuple(self.card["relations"])
            self.version = str(self.card["version"])
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._encoder = _session(folder / ENCODER)
            self._heads = _session(folder / HEADS)
        except Exception as error:  # onnxruntime and tokenizers raise classes of their own
            raise ModelError(
                f"the classifier cannot be read: {error}", where=str(folder),
                remedy="install graphkit anew, or give another folder",
            ) from error  # fmt: skip
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()

    def judge(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        kinds: Sequence[str],
        pairs: Sequence[tuple[int, int]],
        proposals: Sequence[Proposal],
    ) -> Judged:
        """Returns what each ordered pair of mentions states.

        Args:
            text: the sentence.
            spans: the mentions' characters in it, end exclusive.
            kinds: the mentions' kinds, of `KINDS`.
            pairs: ordered pairs (subject, object) as indexes of mentions; at least one.
            proposals: what the cue rows found.
        """
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        mask = np.ones_like(ids)
        arrays = pair_arrays(
            encoded.offsets, spans, kinds, pairs, proposals, relations=self.relations
        )
        (tokens,) = self._encoder.run(None, {"input_ids": ids, "attention_mask": mask})
        relation, status, negated, stance = self._heads.run(
            None,
            {
                "tokens": tokens, "mask": mask, "first": arrays.first[None],
                "second": arrays.second[None], "between": arrays.between[None],
                "kinds": arrays.kinds[None], "cues": arrays.cues[None],
            },
        )  # fmt: skip
        return Judged(
            relations=self.relations, relation=softmax(relation[0]), status=softmax(status[0]),
            negated=softmax(negated[0])[:, 1], stance=softmax(stance[0]), inside=arrays.inside,
        )  # fmt: skip


def softmax(logits: Floats) -> Floats:
    """Returns probabilities over the last axis."""
    powers = np.exp(logits - logits.max(-1, keepdims=True))
    out: Floats = (powers / powers.sum(-1, keepdims=True)).astype(np.float32)
    return out


def _session(path: Path) -> Any:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


class Shipped:
    """The weights that come with graphkit."""

    @cached_property
    def folder(self) -> Path:
        """Where they are: `weights` in this package."""
        return Path(str(resources.files("graphkit.model") / "weights"))

    def is_there(self) -> bool:
        """True unless the weights were left out of the installation."""
        return all((self.folder / name).is_file() for name in FILES)


def load_pair_model(folder: Path | None = None) -> PairModel | None:
    """Returns the classifier of a folder, the shipped one by default; None if none is shipped.

    Raises:
        ModelError: the folder given is none, or a file is damaged.
    """
    if folder is not None:
        return PairModel(folder)
    shipped = Shipped()
    if not shipped.is_there():
        log.warning("no classifier weights are installed: reading goes by cue rows alone")
        return None
    return PairModel(shipped.folder)
