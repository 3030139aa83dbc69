"""Trained network -> the files that run without torch: two ONNX graphs, tokenizer, card."""

from __future__ import annotations

import copy
import logging
import shutil
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from graphkit.model.features import MARKS
from graphkit.model.network import Model
from graphkit.model.running import ENCODER, HEADS, PARTS_PHRASES, TOKENIZER, write_card
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
        for name, export in ((ENCODER, _export_encoder), (HEADS, _export_heads)):
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


def _export_encoder(model: Model, path: Path) -> None:
    ids = torch.ones(2, 7, dtype=torch.int64)
    axes = {0: "sentences", 1: "tokens"}
    inputs = {"input_ids": ids, "attention_mask": ids, "marks": torch.zeros(2, 7, MARKS)}
    torch.onnx.export(
        model.encoder, tuple(inputs.values()), str(path), dynamo=False, opset_version=OPSET,
        input_names=list(inputs), output_names=["tokens"],
        dynamic_axes={**dict.fromkeys(inputs, axes), "tokens": axes},
    )  # fmt: skip


def _export_heads(model: Model, path: Path) -> None:
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
    outputs = ["relation", "status", "negated", "stance"]
    torch.onnx.export(
        model.heads, tuple(inputs.values()), str(path), dynamo=False, opset_version=OPSET,
        input_names=list(inputs), output_names=outputs,
        dynamic_axes={
            "tokens": sentence, "mask": sentence, "first": masks, "second": masks,
            "between": masks, "kinds": pairs, "cues": pairs, **dict.fromkeys(outputs, pairs),
        },
    )  # fmt: skip
