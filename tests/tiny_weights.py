"""A classifier small enough to see through: three ONNX graphs without a learned number.

It believes the cue rows in proportion to their confidence, finds `meets` where "toasted" stands
between two mentions, and holds for nothing what has "allegedly" between.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from graphkit.model.examples import STATUSES
from graphkit.model.running import ENCODER, HEADS, STANCE, TOKENIZER, write_card
from graphkit.model.targets import RELATIONS

WORDS: Final = ("toasted", "allegedly")
"""The words it knows, in the order of the two numbers of a token vector."""
CUES: Final = len(RELATIONS) + 2 + len(STATUSES)
OPSET: Final = 17


def write_tiny_weights(folder: Path, *, version: str = "tiny", nothing: float = 2.0) -> Path:
    """Writes a classifier; `nothing` is how much it leans to no relation."""
    folder.mkdir(parents=True, exist_ok=True)
    _tokenizer().save(str(folder / TOKENIZER))
    _save(_encoder(), folder / ENCODER)
    _save(_heads(nothing), folder / HEADS)
    _save(_stance(), folder / STANCE)
    write_card(folder, {"version": version, "relations": list(RELATIONS)})
    return folder


def _tokenizer() -> Tokenizer:
    known = {word: n for n, word in enumerate(("[UNK]", *WORDS))}
    tokenizer = Tokenizer(models.WordLevel(known, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def _encoder() -> Any:
    import onnx
    from onnx import helper

    table = np.vstack([np.zeros(len(WORDS)), np.eye(len(WORDS))]).astype(np.float32)
    return helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["tokens"])],
        "encoder",
        [
            *_inputs({"input_ids": 2}, onnx.TensorProto.INT64),
            *_inputs({"marks": 3}, onnx.TensorProto.FLOAT),
        ],
        _inputs({"tokens": 3}, onnx.TensorProto.FLOAT),
        [onnx.numpy_helper.from_array(table, "table")],
    )


def _heads(nothing: float) -> Any:
    from onnx import helper

    weights = {
        "of_cues": _of_cues(),
        "of_words": _of_words(),
        "bias": np.array([nothing, *[0] * len(RELATIONS)], dtype=np.float32),
        "to_status": np.eye(CUES, dtype=np.float32)[:, -len(STATUSES) :] * 4,
        "to_negated": _to_negated(),
    }
    nodes = [
        helper.make_node("MatMul", ["between", "tokens"], ["words"]),
        helper.make_node("MatMul", ["words", "of_words"], ["by_words"]),
        helper.make_node("MatMul", ["cues", "of_cues"], ["by_cues"]),
        helper.make_node("Add", ["by_words", "by_cues"], ["both"]),
        helper.make_node("Add", ["both", "bias"], ["relation"]),
        *(
            helper.make_node("MatMul", ["cues", f"to_{name}"], [name])
            for name in ("status", "negated")
        ),
    ]
    return _of_pairs("heads", nodes, weights, ("relation", "status", "negated"))


def _stance() -> Any:
    from onnx import helper

    nodes = [helper.make_node("MatMul", ["cues", "to_stance"], ["stance"])]
    weights = {"to_stance": np.zeros((CUES, 3), dtype=np.float32)}
    return _of_pairs("stance", nodes, weights, ("stance",))


def _of_pairs(
    name: str, nodes: list[Any], weights: dict[str, Any], outputs: tuple[str, ...]
) -> Any:
    """A graph over the pairs of a sentence."""
    import onnx
    from onnx import helper

    floats = {"tokens": 3, "first": 3, "second": 3, "between": 3, "cues": 3}
    return helper.make_graph(
        nodes,
        name,
        [
            *_inputs(floats, onnx.TensorProto.FLOAT),
            *_inputs({"mask": 2, "kinds": 3}, onnx.TensorProto.INT64),
        ],
        _inputs(dict.fromkeys(outputs, 3), onnx.TensorProto.FLOAT),
        [onnx.numpy_helper.from_array(array, key) for key, array in weights.items()],
    )


def _of_cues() -> Any:
    """A relation's own cue speaks for it: eight at full confidence."""
    weights = np.zeros((CUES, len(RELATIONS) + 1), dtype=np.float32)
    for n in range(len(RELATIONS)):
        weights[n, n + 1] = 8
    return weights


def _of_words() -> Any:
    weights = np.zeros((len(WORDS), len(RELATIONS) + 1), dtype=np.float32)
    weights[0, RELATIONS.index("meets") + 1] = 8
    weights[1, 0] = 20
    return weights


def _to_negated() -> Any:
    weights = np.zeros((CUES, 2), dtype=np.float32)
    weights[len(RELATIONS) + 1, 1] = 4
    return weights


def _inputs(ranks: dict[str, int], kind: int) -> list[Any]:
    """Values by name and number of dimensions, each of any size."""
    from onnx import helper

    return [
        helper.make_tensor_value_info(name, kind, [f"{name}_{n}" for n in range(rank)])
        for name, rank in ranks.items()
    ]


def _save(graph: Any, path: Path) -> None:
    from onnx import checker, helper, save

    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    checker.check_model(model)
    save(model, str(path))
