"""Relation, polarity and status -> PLOVER type, CAMEO root, quad class, score and stance.

PLOVER has neither negation nor tense: a denied cooperative deed is REJECT, a planned meeting AGREE,
a planned attack THREATEN, and what is only called for is no event (the REQUEST is).
Source: PLOVER manual 0.8 (2021) and its CAMEO conversion table.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphkit.ontology import Ontology

FUTURE: Final = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
    "RETREAT": "CONCEDE",
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "THREATEN"),
}
STATUS_WEIGHT: Final = {"actual": 1.0, "planned": 0.8, "possible": 0.5, "called_for": 0.0}


@dataclass(frozen=True, kw_only=True)
class Coding:
    """The codes of one statement; `plover` and what follows from it are None for no event."""

    plover: str | None
    cameo: str | None
    quad: int | None
    score: float | None


def code_event(
    ontology: Ontology, *, event: str | None, mode: str | None, negated: bool, status: str
) -> Coding:
    """Returns the codes that event-data users get after negation and status."""
    final = _final_type(ontology, event, negated=negated, status=status)
    if final is None:
        return Coding(plover=None, cameo=None, quad=None, score=None)
    kind = ontology.events[final]
    score = kind.modes.get(mode or "", kind.score) if final == event else kind.score
    return Coding(plover=final, cameo=kind.cameo, quad=kind.quad, score=score)


def _final_type(ontology: Ontology, event: str | None, *, negated: bool, status: str) -> str | None:
    if event is None or status == "called_for":
        return None
    if negated:
        return "REJECT" if ontology.events[event].quad in (1, 2) else None
    return FUTURE.get(event, event) if status in ("planned", "possible") else event


def stance_of(
    ontology: Ontology, relation: str, *, negated: bool, status: str, kind: str = "country"
) -> float:
    """Returns the subject's attitude to the object, -1..1: the relation's, less when only planned.

    `kind` is the object's: who demands a ceasefire of somebody is for the ceasefire, not for him.

    A denied friendly deed counts half against, a denied hostile one a little in favour.
    """
    known = ontology.relations[relation]
    stance = known.wish if kind == "topic" and known.wish is not None else known.stance
    base = stance * STATUS_WEIGHT[status]
    if negated:
        base *= -0.5 if base > 0 else -0.2
    return round(base, 2) + 0.0
