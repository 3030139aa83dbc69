"""Sentence and mentions -> what the trained network makes of each pair (onnxruntime, numpy).

One sentence is one pass, alone, on one thread: its scores do not depend on what else is read, in
which order or by how many workers.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from graphkit.errors import ModelError
from graphkit.model.examples import STATUSES, Example, Proposal
from graphkit.model.features import LONGEST, Floats, pair_arrays
from graphkit.records import Status

ENCODER: Final = "encoder.onnx"
HEADS: Final = "heads.onnx"
STANCE: Final = "stance.onnx"
TOKENIZER: Final = "tokenizer.json"
CARD: Final = "model.json"
NO_CLASSIFIER: Final = "none"
"""What a user writes to read by the cue rows alone; a folder of this name is ./none."""
FILES: Final = (ENCODER, HEADS, STANCE, TOKENIZER, CARD)
PARTS_PHRASES: Final = "parts_phrases"
"""Whether weights know pairs in one phrase: "US and French troops", "the two leaders met"."""
ENCODED: Final = ("input_ids", "marks")
"""What the encoder takes."""
SLOW: Final = ("SkipLayerNormFusion",)
"""What onnxruntime should not make of the graphs: on a CPU that takes longer than its parts.

Only `disabled_optimizers`, which onnxruntime does not document, can keep it from that.
"""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Probabilities of P ordered pairs, in the order they were given.

    `relation` is (P, relations + 1) with "none" first; `status` (P, 4); `negated` (P,).  `inside`
    is False where the sentence was too long.  `stance` is (P, 3) where it was asked for: neither,
    for, against.
    """

    relations: tuple[str, ...]
    relation: Floats
    status: Floats
    negated: Floats
    inside: np.ndarray[Any, Any]
    stance: Floats | None = None

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


def judged_of(
    relations: Sequence[str],
    relation: Floats,
    status: Floats,
    negated: Floats,
    stance: Floats | None = None,
    *,
    inside: np.ndarray[Any, Any],
) -> Judged:
    """Returns the network's logits of P pairs, (P, ...), as probabilities."""
    return Judged(
        relations=tuple(relations), relation=softmax(relation), status=softmax(status),
        negated=softmax(negated)[:, 1], stance=None if stance is None else softmax(stance),
        inside=inside,
    )  # fmt: skip


class PairModel:
    """The classifier of one folder of weights."""

    parts_phrases = False
    """True if it learned of those who share a phrase one by one: see `PARTS_PHRASES`."""

    def __init__(self, folder: Path) -> None:
        """Reads the weights.

        Raises:
            ModelError: a file is missing or damaged, or of an earlier form.
        """
        check_weights(folder)
        self.folder = folder
        self.card = _read_card(folder)
        self.version: str = self.card["version"]
        self.relations: tuple[str, ...] = self.card["relations"]
        self.parts_phrases = self.card.get(PARTS_PHRASES) is True
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
            self._encoder = _session(folder / ENCODER)
            self._heads = _session(folder / HEADS)
            self._stance = _session(folder / STANCE)
        except Exception as error:  # onnxruntime and tokenizers raise classes of their own
            raise _damaged(folder, error) from error
        if {i.name for i in self._encoder.get_inputs()} != set(ENCODED):
            raise ModelError(
                "the classifier was trained by an earlier graphkit, in a form that is read no more",
                where=str(folder), remedy="train it anew with `graphkit train`",
            )  # fmt: skip
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
        taken, inside = self._taken(text, spans, kinds, pairs, proposals)
        logits = self._heads.run(None, taken)
        return judged_of(self.relations, *(part[0] for part in logits), inside=inside)

    def stance(self, example: Example) -> Floats:
        """Returns how likely the first of each pair is for or against the second, or neither.

        See `Judged.stance` for what is returned.
        """
        e = example
        taken, _ = self._taken(e.text, e.spans, e.kinds, e.pairs, e.proposals)
        (logits,) = self._stance.run(None, taken)
        return softmax(logits[0])

    def _taken(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        kinds: Sequence[str],
        pairs: Sequence[tuple[int, int]],
        proposals: Sequence[Proposal],
    ) -> tuple[dict[str, Any], np.ndarray[Any, Any]]:
        """Encodes a sentence; returns what the heads take of it, and which pairs are inside."""
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], dtype=np.int64)
        arrays = pair_arrays(
            encoded.offsets, spans, kinds, pairs, proposals, relations=self.relations
        )
        seen = dict(zip(ENCODED, (ids, arrays.marks[None]), strict=True))
        (tokens,) = self._encoder.run(None, seen)
        taken = {
            "tokens": tokens, "mask": np.ones_like(ids), "first": arrays.first[None],
            "second": arrays.second[None], "between": arrays.between[None],
            "kinds": arrays.kinds[None], "cues": arrays.cues[None],
        }  # fmt: skip
        return taken, arrays.inside


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
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=[*SLOW]
    )


def check_weights(folder: Path) -> None:
    """Tells whether a folder has the files of a classifier.

    Raises:
        ModelError: one is missing.
    """
    lacking = [name for name in FILES if not (folder / name).is_file()]
    if lacking == [STANCE]:
        raise ModelError(
            f"the classifier lacks {STANCE}: it was trained by an earlier graphkit",
            where=str(folder), remedy="train it anew with `graphkit train`",
        )  # fmt: skip
    if lacking:
        raise ModelError(
            f"the classifier lacks {lacking[0]}", where=str(folder),
            remedy="give a folder that `graphkit train` wrote, or none",
        )  # fmt: skip


def shipped_weights() -> Path | None:
    """Returns the weights that come with graphkit, or None where they were left out."""
    folder = Path(str(resources.files("graphkit.model") / "weights"))
    return folder if all((folder / name).is_file() for name in FILES) else None


def chosen_weights(choice: str | os.PathLike[str] | None) -> Path | None:
    """Returns the folder of weights that a user's choice means, or None for reading without.

    Args:
        choice: a folder; "none" for no classifier; None for the weights that come with graphkit.

    Raises:
        ModelError: the folder holds no classifier.
    """
    if choice is None:
        return shipped_weights()
    if isinstance(choice, str) and choice.strip().lower() == NO_CLASSIFIER:
        return None
    check_weights(Path(choice))
    return Path(choice)


def weights_id(folder: Path) -> str:
    """Returns what tells these weights from others: their version, and 12 digits of their hash.

    Raises:
        ModelError: a file is missing or damaged.
    """
    check_weights(folder)
    digest = hashlib.sha256()
    for name in (ENCODER, HEADS, STANCE, TOKENIZER):
        digest.update(hashlib.sha256((folder / name).read_bytes()).digest())
    return f"{_read_card(folder)['version']} {digest.hexdigest()[:12]}"


def _read_card(folder: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads((folder / CARD).read_text(encoding="utf-8"))
        return {**card, "version": str(card["version"]), "relations": tuple(card["relations"])}
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> ModelError:
    return ModelError(
        f"the classifier cannot be read: {error}", where=str(folder),
        remedy="install graphkit anew, or give another folder",
    )  # fmt: skip


def weights_size(folder: Path) -> int:
    """Returns how many bytes a classifier's files hold."""
    return sum((folder / name).stat().st_size for name in FILES)


def write_card(folder: Path, card: Mapping[str, Any]) -> None:
    """Writes what `model.json` tells of the weights; `version` and `relations` it needs to have."""
    text = json.dumps(card, indent=2, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8", newline="\n")
