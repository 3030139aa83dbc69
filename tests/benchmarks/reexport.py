"""Weights of an earlier form -> the same numbers in the form that graphkit reads today.

    python -m tests.benchmarks.reexport OLD -o NEW

The form before 2026-11-28 had one graph for all heads and an encoder that could be given padding;
a sentence read alone needs neither, and cost a fifth more.  The numbers are read back from their 8
bits into the network, which is written as a training writes it.  Nothing is trained.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from graphkit.model.exporting import export_model
from graphkit.model.network import Model, new_model
from graphkit.model.running import CARD, ENCODER, HEADS, write_card
from graphkit.weights import packaged_base

PRODUCT = "MatMulInteger"
QUANTIZED = "_quantized"


def read_back(folder: Path, base: Path) -> Model:
    """Returns the network whose weights a folder holds."""
    model = new_model(base, dropout=0, stance_share=0)
    shapes = {name: tensor.shape for name, tensor in model.state_dict().items()}
    held: dict[str, Any] = {}
    for part, file in (("encoder", ENCODER), ("heads", HEADS)):
        held |= {f"{part}.{name}": array for name, array in _arrays(folder / file)}
    state = {
        name: torch.from_numpy(np.array(held[name], order="C")).reshape(shape)
        for name, shape in shapes.items()
    }
    model.load_state_dict(state)
    model.eval()
    return model


def _arrays(path: Path) -> list[tuple[str, Any]]:
    """Returns the arrays of one graph, by their names in the network."""
    graph = onnx.load(str(path)).graph
    raw = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}

    def whole(name: str) -> Any:
        shifted = raw[name + QUANTIZED].astype(np.float32) - raw[name + "_zero_point"]
        return shifted * raw[name + "_scale"]

    out = [(name, array) for name, array in raw.items() if QUANTIZED not in name]
    for name in raw:
        if name.endswith(QUANTIZED) and not name.startswith("onnx::"):
            out.append((name.removesuffix(QUANTIZED), whole(name.removesuffix(QUANTIZED))))
    for node in graph.node:
        if node.op_type == PRODUCT and node.input[1] in raw:
            out.append((_path_of(node.name), whole(node.input[1].removesuffix(QUANTIZED)).T))
    return out


def _path_of(node: str) -> str:
    """Returns the weight's name: "/body/join/join.1/MatMul_quant" is that of `body.join.1`."""
    parts = node.split("/")[1:-1]
    kept = [p for p, after in zip(parts, [*parts[1:], ""], strict=True) if not after.startswith(p)]
    return f"{'.'.join(kept)}.weight"


def main() -> None:
    """Writes the weights anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    base = packaged_base()
    if base is None:
        parser.error("the training extra is not installed")
    card = json.loads((options.old / CARD).read_text(encoding="utf-8"))
    export_model(read_back(options.old, base), base, options.output, card=card)
    write_card(options.output, card)  # what the weights learned stays as it was


if __name__ == "__main__":
    main()
