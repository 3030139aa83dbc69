"""Trained network -> the files that run without torch: two ONNX graphs, tokenizer, card."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from graphkit.model.running import CARD, ENCODER, HEADS, TOKENIZER
from graphkit.model.training import RELATIONS, Model


class _Tokens(nn.Module):
    """The encoder's token vectors alone."""

    def __init__(self, encoder: nn.Module) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        out: Tensor = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask
        ).last_hidden_state
        return out


def export_model(
    model: Model, base: Path, folder: Path, *, card: Mapping[str, Any], quantize: bool = True
) -> None:
    """Writes the model's files into a folder.

    Args:
        model: the trained network.
        base: the base encoder's folder, for its tokenizer.
        folder: where to write.
        card: what `model.json` tells beside the vocabulary: version, data, recipe, figures.
        quantize: 8-bit weights for the encoder; the heads stay as they are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model = model.cpu().float().eval()
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / ENCODER
        _export_encoder(model, whole)
        if quantize:
            quantize_dynamic(whole, folder / ENCODER, weight_type=QuantType.QInt8, per_channel=True)
        else:
            shutil.copy(whole, folder / ENCODER)
    _export_heads(model, folder / HEADS)
    shutil.copy(base / "tokenizer.json", folder / TOKENIZER)
    text = json.dumps({**card, "relations": list(RELATIONS)}, indent=2, ensure_ascii=False)
    (folder / CARD).write_text(text + "\n", encoding="utf-8")


def _export_encoder(model: Model, path: Path) -> None:
    ids = torch.ones(2, 7, dtype=torch.int64)
    axes = {0: "sentences", 1: "tokens"}
    torch.onnx.export(
        _Tokens(model.encoder), (ids, torch.ones_like(ids)), str(path), dynamo=False,
        input_names=["input_ids", "attention_mask"], output_names=["tokens"], opset_version=17,
        dynamic_axes={"input_ids": axes, "attention_mask": axes, "tokens": axes},
    )  # fmt: skip


def _export_heads(model: Model, path: Path) -> None:
    width = model.heads.query.out_features
    cues = model.heads.cue.in_features
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
        model.heads, tuple(inputs.values()), str(path), dynamo=False, opset_version=17,
        input_names=list(inputs), output_names=outputs,
        dynamic_axes={
            "tokens": sentence, "mask": sentence, "first": masks, "second": masks,
            "between": masks, "kinds": pairs, "cues": pairs, **dict.fromkeys(outputs, pairs),
        },
    )  # fmt: skip
