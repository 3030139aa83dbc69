"""Trained network -> the files that run without torch: three ONNX graphs, tokenizer, card."""

from __future__ import annotations

import copy
import logging
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from graphkit.model.features import MARKS
from graphkit.model.network import Body, Encoder, Model
from graphkit.model.running import ENCODER, HEADS, PARTS_PHRASES, STANCE, TOKENIZER, write_card
from graphkit.model.targets import RELATIONS

OPSET: Final = 17
"""Version of the ONNX operators: old enough for every onnxruntime that graphkit takes."""


def export_model(
    model: Model, base: Path, folder: Path, *, card: Mapping[str, Any], quantize: bool = True
) -> None:
    """Writes the model's files into a folder.

    Args:
        model: the trained network.
        base: the base encoder's folder, for its tokenizer.
        folder: where to write.
        card: what `model.json` tells beside the vocabulary: version, data, recipe, figures.
        quantize: 8-bit weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = copy.deepcopy(model).cpu().float().eval()
    with tempfile.TemporaryDirectory() as scratch, _exporters_quiet():
        for name, export in EXPORTS.items():
            whole, target = Path(scratch) / name, folder / name
            export(model, whole)
            if quantize:
                quantize_dynamic(whole, target, weight_type=QuantType.QInt8, per_channel=True)
            else:
                shutil.copy(whole, target)
    shutil.copyfile(base / "tokenizer.json", folder / TOKENIZER)
    write_card(folder, {**card, "relations": list(RELATIONS), PARTS_PHRASES: True})


@contextmanager
def _exporters_quiet() -> Iterator[None]:
    """Keeps back what torch and onnxruntime say of their own ways of exporting."""
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


class Alone(nn.Module):
    """The encoder for one sentence alone: nothing is padded, and so nothing is masked."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor, marks: Tensor) -> Tensor:
        """Returns the vectors of the tokens, (1, T, W); see `Encoder.forward`."""
        base = self.encoder.base
        known = base.embeddings
        places = known.position_embeddings(torch.arange(input_ids.shape[1]))
        words = self.encoder.words(input_ids) + self.encoder.marks(marks)
        tokens = known.LayerNorm(words + known.token_type_embeddings.weight[0] + places)
        for layer in base.encoder.layer:
            tokens = layer(tokens, None)
            tokens = tokens[0] if isinstance(tokens, tuple) else tokens
        out: Tensor = tokens
        return out


class Told(nn.Module):
    """What some heads tell from the vectors that one body makes."""

    def __init__(self, body: Body, *heads: nn.Module) -> None:
        super().__init__()
        self.body = body
        self.heads = nn.ModuleList(heads)

    def forward(self, *taken: Tensor) -> tuple[Tensor, ...]:
        """Returns the scores of each head; see `Body.forward` for what is taken."""
        vectors = self.body(*taken)
        return tuple(head(vectors) for head in self.heads)


def _export_encoder(model: Model, path: Path) -> None:
    inputs = {
        "input_ids": torch.ones(1, 7, dtype=torch.int64), "marks": torch.zeros(1, 7, MARKS)
    }  # fmt: skip
    axes = {name: {1: "tokens"} for name in (*inputs, "tokens")}
    _export(Alone(model.encoder), inputs, ["tokens"], axes, path)


def _export_relations(model: Model, path: Path) -> None:
    heads = model.heads
    part = Told(heads.body, heads.relation, heads.status, heads.negated)
    _export_heads(model, part, ["relation", "status", "negated"], path)


def _export_stance(model: Model, path: Path) -> None:
    part = Told(model.heads.stance_body, model.heads.stance)
    _export_heads(model, part, ["stance"], path)


def _export_heads(model: Model, part: nn.Module, outputs: list[str], path: Path) -> None:
    width = model.heads.relation.in_features
    cues = model.heads.body.cue.in_features
    spans = torch.ones(2, 3, 7)
    inputs = {
        "tokens": torch.randn(2, 7, width), "mask": torch.ones(2, 7, dtype=torch.int64),
        "first": spans, "second": spans, "between": spans,
        "kinds": torch.zeros(2, 3, 2, dtype=torch.int64), "cues": torch.zeros(2, 3, cues),
    }  # fmt: skip
    sentence, pairs = {0: "sentences", 1: "tokens"}, {0: "sentences", 1: "pairs"}
    masks = {0: "sentences", 1: "pairs", 2: "tokens"}
    axes = {
        "tokens": sentence, "mask": sentence, "first": masks, "second": masks, "between": masks,
        "kinds": pairs, "cues": pairs, **dict.fromkeys(outputs, pairs),
    }  # fmt: skip
    _export(part, inputs, outputs, axes, path)


def _export(
    part: nn.Module,
    inputs: Mapping[str, Tensor],
    outputs: list[str],
    axes: Mapping[str, Mapping[int, str]],
    path: Path,
) -> None:
    torch.onnx.export(
        part.eval(), tuple(inputs.values()), str(path), dynamo=False, opset_version=OPSET,
        input_names=list(inputs), output_names=outputs, dynamic_axes=axes,
    )  # fmt: skip


EXPORTS: Final[Mapping[str, Callable[[Model, Path], None]]] = {
    ENCODER: _export_encoder, HEADS: _export_relations, STANCE: _export_stance
}  # fmt: skip
