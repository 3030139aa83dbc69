"""How far a statement can be trusted, 0..1, from how it was found.

Logistic in what the evidence tells (construction, ways of resolution, kind of cue); the log-odds
stand in `data/confidence.toml`, fitted by `tests/benchmarks/calibrate.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

CHANCES: Final = (0.0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
"""Lower bounds of the classes that the classifier's chance of a relation falls into."""


def features(evidence: Mapping[str, Any], status: str) -> frozenset[str]:
    """Returns what the confidence goes by, as names of rows in `confidence.toml`."""
    cue = str(evidence["cue"])
    return frozenset(
        {
            f"via {evidence['via']}",
            f"subject {evidence['subject']}",
            f"object {evidence['object']}",
            f"cue {cue.partition('/')[2][:1] or 'judgement'}",
            *(["special"] if "-" in cue.partition("/")[0] else []),
            *([f"status {status}"] if status != "actual" else []),
            *_of_classifier(evidence.get("model")),
        }
    )


def _of_classifier(chance: float | None) -> list[str]:
    """What the classifier said: nothing (cue rows alone), no such pair, or how likely it is."""
    if chance is None:
        return []
    if chance < 0:
        return ["model unasked"]
    return [f"model from {max(low for low in CHANCES if low <= chance)}"]


def confidence_of(
    evidence: Mapping[str, Any], status: str, *, log_odds: Mapping[str, float]
) -> float:
    """Returns the probability that subject, relation and object are right."""
    odds = log_odds["bias"] + sum(log_odds.get(f, 0.0) for f in features(evidence, status))
    return round(1 / (1 + math.exp(-odds)), 2)
