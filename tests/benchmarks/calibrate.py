"""Fits the log-odds of `graphkit/data/confidence.toml` on judged statements.

    python -m tests.benchmarks.calibrate GOLD.jsonl PREDICTIONS.jsonl [GOLD PREDICTIONS ...]

A prediction is right if a gold statement of its sentence, required or optional, has its subject,
relation and object (strict).  Logistic regression with an L2 penalty over how the statement was
found; the reliability it prints is by leave-document-out, so that no document judges itself.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from graphkit.evaluate.statements import Judge
from graphkit.extract.confidence import features
from graphkit.ontology import load_ontology

PENALTY = 20.0
STEPS = 3000
RATE = 0.02
FOLDS = 10

Floats = npt.NDArray[np.float64]


def read(path: str) -> list[dict[str, Any]]:
    """Reads JSON Lines."""
    return [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line]


def judged(paths: Sequence[str]) -> list[tuple[str, frozenset[str], bool]]:
    """Returns (document, features, right) of every prediction."""
    judge = Judge(load_ontology(None))
    out = []
    for gold_path, predicted_path in zip(paths[::2], paths[1::2], strict=True):
        gold = read(gold_path)
        for p in read(predicted_path):
            same = [g for g in gold if g["doc"] == p["doc"]]
            right = any(judge.matches(g, p, lenient=False) for g in same)
            out.append((p["doc"], features(p["evidence"], p["status"]), right))
    return out


def fit(x: Floats, y: Floats) -> Floats:
    """Returns the weights, bias last and unpenalised, by plain gradient descent."""
    w = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], PENALTY / len(y))
    penalty[-1] = 0.0
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        w -= RATE * len(y) ** 0.5 * (x.T @ (p - y) / len(y) + penalty * w)
    return w


def main(paths: Sequence[str]) -> None:
    """Prints the reliability by leave-document-out and the fitted table."""
    rows = judged(paths)
    names = sorted({f for _, fs, _ in rows for f in fs})
    x = np.array([[*(float(n in fs) for n in names), 1.0] for _, fs, _ in rows])
    y = np.array([float(right) for *_, right in rows])
    docs = sorted({d for d, _, _ in rows})
    fold = np.array([docs.index(d) % FOLDS for d, _, _ in rows])
    out = np.zeros(len(y))
    for k in range(FOLDS):
        out[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    report(out, y)
    weights = fit(x, y)
    print("\n[log_odds]")
    print(f"bias = {weights[-1]:.2f}")
    for name, weight in zip(names, weights, strict=False):
        print(f'"{name}" = {weight:.2f}')


def report(p: Floats, y: Floats) -> None:
    """Prints Brier score, expected calibration error and a reliability table."""
    edges = np.linspace(0, 1, 6)
    error = 0.0
    print("confidence  statements  right")
    for low, high in pairwise(edges):
        inside = (p >= low) & (p < high if high < 1 else p <= high)
        if inside.any():
            error += inside.mean() * abs(p[inside].mean() - y[inside].mean())
            print(f"{low:.1f}-{high:.1f}     {int(inside.sum()):8}    {y[inside].mean():.2f}")
    base = y.mean()
    print(f"Brier {((p - y) ** 2).mean():.3f} (always {base:.2f}: {base * (1 - base):.3f})")
    print(f"expected calibration error {error:.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
