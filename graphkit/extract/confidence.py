"""How far a statement can be trusted, 0..1, from how it was found.

Until it is calibrated on the development set, each way of finding has its own share.
"""

from __future__ import annotations

from typing import Final

from graphkit.extract.relations import Candidate

RESOLUTION: Final = {
    "name": 1.0, "person": 1.0, "organ": 0.95, "entity": 0.9, "collective": 0.9, "office": 0.85,
    "topic": 0.85, "pronoun": 0.75, "first person": 0.85, "pair": 0.7, "bare state": 0.7,
}  # fmt: skip
CONSTRUCTION: Final = {
    "": 0.8, "passive": 0.85, "possessor": 0.75, "coordination": 0.7, "control": 0.75,
    "light verb": 0.8, "participle": 0.65, "gerund": 0.6, "adverbial": 0.6, "raising": 0.7,
    "loose": 0.4, "apposition": 0.75, "relative": 0.7,
}  # fmt: skip


def confidence_of(candidate: Candidate) -> float:
    """Returns the confidence of a candidate."""
    share = CONSTRUCTION.get(candidate.via, 0.6)
    share *= RESOLUTION[candidate.subject.how] * RESOLUTION[candidate.object.how]
    return round(share, 2)
