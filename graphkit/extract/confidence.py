"""How far a statement can be trusted, 0..1, from how it was found.

Logistic in what the evidence tells (construction, ways of resolution, kind of cue); the log-odds
stand in `data/confidence.toml`, fitted by `tests/benchmarks/calibrate.py`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any


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
        }
    )


def confidence_of(
    evidence: Mapping[str, Any], status: str, *, log_odds: Mapping[str, float]
) -> float:
    """Returns the probability that subject, relation and object are right."""
    odds = log_odds["bias"] + sum(log_odds.get(f, 0.0) for f in features(evidence, status))
    return round(1 / (1 + math.exp(-odds)), 2)
