"""Event type, polarity and status -> PLOVER type, CAMEO root, quad class, score and stance.

The expectations stand here as the manual prints them, not as the data files hold them.
Source: PLOVER manual 0.8 (2021), tables of types and modes; CAMEO roots of its conversion table.
"""

from __future__ import annotations

from typing import Final

import pytest

from graphkit.extract.coding import Coding, code_event, stance_of
from graphkit.ontology import Ontology
from graphkit.records import STATUSES
from tests.readers import row

CODES: Final = {
    "AGREE": Coding(plover="AGREE", cameo="03", quad=1, score=2.5),
    "CONSULT": Coding(plover="CONSULT", cameo="04", quad=1, score=2.5),
    "SUPPORT": Coding(plover="SUPPORT", cameo="05", quad=1, score=5.0),
    "CONCEDE": Coding(plover="CONCEDE", cameo="08", quad=1, score=4.5),
    "COOPERATE": Coding(plover="COOPERATE", cameo="06", quad=2, score=9.5),
    "AID": Coding(plover="AID", cameo="07", quad=2, score=10.0),
    "RETREAT": Coding(plover="RETREAT", cameo="08", quad=2, score=6.5),
    "REQUEST": Coding(plover="REQUEST", cameo="10", quad=3, score=0.0),
    "ACCUSE": Coding(plover="ACCUSE", cameo="11", quad=3, score=-3.0),
    "REJECT": Coding(plover="REJECT", cameo="12", quad=3, score=-2.0),
    "THREATEN": Coding(plover="THREATEN", cameo="13", quad=3, score=-3.5),
    "PROTEST": Coding(plover="PROTEST", cameo="14", quad=4, score=-5.0),
    "SANCTION": Coding(plover="SANCTION", cameo="16", quad=4, score=-6.0),
    "MOBILIZE": Coding(plover="MOBILIZE", cameo="15", quad=4, score=-5.5),
    "COERCE": Coding(plover="COERCE", cameo="17", quad=4, score=-7.0),
    "ASSAULT": Coding(plover="ASSAULT", cameo="18", quad=4, score=-9.0),
}
NO_EVENT: Final = Coding(plover=None, cameo=None, quad=None, score=None)
FRIENDLY: Final = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
HOSTILE: Final = (
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE",
    "ASSAULT",
)  # fmt: skip
ANNOUNCED: Final = {
    "AGREE": "AGREE", "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE",
    "CONCEDE": "CONCEDE", "RETREAT": "CONCEDE", "REQUEST": "REQUEST", "ACCUSE": "ACCUSE",
    "REJECT": "REJECT", "THREATEN": "THREATEN", "PROTEST": "THREATEN", "SANCTION": "THREATEN",
    "MOBILIZE": "THREATEN", "COERCE": "THREATEN", "ASSAULT": "THREATEN",
}  # fmt: skip
"""What a planned or possible deed is coded as."""
MODES: Final = {
    ("CONSULT", "visit"): 4.0, ("CONSULT", "third-party"): 1.0, ("CONSULT", "multilateral"): 4.0,
    ("CONSULT", "phone"): 1.5,
    ("RETREAT", "withdraw"): 8.0, ("RETREAT", "release"): 6.5, ("RETREAT", "disarm"): 10.0,
    ("RETREAT", "ceasefire"): 7.5, ("RETREAT", "access"): 6.5, ("RETREAT", "resign"): 4.5,
    ("REQUEST", "assist"): 0.5, ("REQUEST", "change"): -1.0, ("REQUEST", "yield"): -1.0,
    ("REQUEST", "meet"): 0.0,
    ("ACCUSE", "disapprove"): -2.0, ("ACCUSE", "investigate"): -3.5, ("ACCUSE", "allege"): -3.5,
    ("REJECT", "assist"): -1.5,
    ("THREATEN", "restrict"): -3.0, ("THREATEN", "territory"): -4.0,
    ("PROTEST", "riot"): -7.0, ("PROTEST", "hunger"): -4.5, ("PROTEST", "boycott"): -4.5,
    ("PROTEST", "obstruct"): -4.5,
    ("SANCTION", "expel"): -5.5,
    ("MOBILIZE", "troops"): -6.5, ("MOBILIZE", "weapons"): -6.5, ("MOBILIZE", "militia"): -6.0,
    ("COERCE", "censor"): -6.5, ("COERCE", "curfew"): -6.5, ("COERCE", "misinformation"): -6.5,
    ("COERCE", "martial law"): -7.5,
    ("ASSAULT", "beat"): -7.5, ("ASSAULT", "primitive"): -8.0, ("ASSAULT", "abduct"): -8.5,
    ("ASSAULT", "torture"): -8.5, ("ASSAULT", "destroy"): -8.5, ("ASSAULT", "aerial"): -9.5,
    ("ASSAULT", "heavy weapons"): -9.5, ("ASSAULT", "unconventional"): -10.0,
}  # fmt: skip
OF_RELATION: Final = {
    "visits": "CONSULT", "hosts": "CONSULT", "meets": "CONSULT", "talks_with": "CONSULT",
    "mediates": "CONSULT", "agrees_with": "AGREE", "signs": "SUPPORT", "supports": "SUPPORT",
    "allies_with": "SUPPORT", "cooperates_with": "COOPERATE", "aids": "AID",
    "concedes": "CONCEDE", "retreats": "RETREAT", "demands": "REQUEST", "opposes": "REJECT",
    "denies": "REJECT", "criticizes": "ACCUSE", "accuses": "ACCUSE", "warns": "THREATEN",
    "sanctions": "SANCTION", "protests": "PROTEST", "mobilizes": "MOBILIZE", "coerces": "COERCE",
    "attacks": "ASSAULT",
}  # fmt: skip


def code(
    ontology: Ontology,
    event: str | None,
    *,
    mode: str | None = None,
    negated: bool = False,
    status: str = "actual",
) -> Coding:
    """Codes a deed that is actual and asserted unless told otherwise."""
    return code_event(ontology, event=event, mode=mode, negated=negated, status=status)


def test_the_two_halves_are_all_types() -> None:
    assert {*FRIENDLY, *HOSTILE} == set(CODES) == set(ANNOUNCED)


def test_the_vocabulary_has_just_these_types(ontology: Ontology) -> None:
    assert set(ontology.events) == set(CODES)


@pytest.mark.parametrize("event", CODES)
def test_deed_done(ontology: Ontology, event: str) -> None:
    assert code(ontology, event) == CODES[event]


@pytest.mark.parametrize(
    ("event", "mode"),
    [row(" ".join(m), *m) for m in MODES],
)
def test_mode_sets_the_score(ontology: Ontology, event: str, mode: str) -> None:
    coding = code(ontology, event, mode=mode)
    assert (coding.plover, coding.score) == (event, MODES[event, mode])


@pytest.mark.parametrize("event", CODES)
def test_unknown_mode_has_the_score_of_its_type(ontology: Ontology, event: str) -> None:
    assert code(ontology, event, mode="by-moonlight") == CODES[event]


@pytest.mark.parametrize("status", ["actual", "planned", "possible"])
@pytest.mark.parametrize("event", FRIENDLY)
def test_denied_friendly_deed_is_a_rejection(ontology: Ontology, event: str, status: str) -> None:
    assert code(ontology, event, negated=True, status=status) == CODES["REJECT"]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("event", HOSTILE)
def test_denied_hostile_deed_is_no_event(ontology: Ontology, event: str, status: str) -> None:
    assert code(ontology, event, negated=True, status=status) == NO_EVENT


@pytest.mark.parametrize("status", ["planned", "possible"])
@pytest.mark.parametrize("event", ANNOUNCED)
def test_deed_to_come(ontology: Ontology, event: str, status: str) -> None:
    assert code(ontology, event, status=status) == CODES[ANNOUNCED[event]]


@pytest.mark.parametrize("negated", [False, True])
@pytest.mark.parametrize("event", CODES)
def test_what_is_only_called_for_is_no_event(ontology: Ontology, event: str, negated: bool) -> None:
    assert code(ontology, event, negated=negated, status="called_for") == NO_EVENT


@pytest.mark.parametrize(("event", "mode"), sorted(MODES))
def test_mode_gives_way_when_the_type_changes(ontology: Ontology, event: str, mode: str) -> None:
    planned = code(ontology, event, mode=mode, status="planned")
    kept = ANNOUNCED[event] == event
    assert planned.score == (MODES[event, mode] if kept else CODES[ANNOUNCED[event]].score)


def test_denied_deed_does_not_keep_its_mode(ontology: Ontology) -> None:
    assert code(ontology, "RETREAT", mode="disarm", negated=True) == CODES["REJECT"]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("negated", [False, True])
def test_relation_without_an_event_has_no_code(
    ontology: Ontology, status: str, negated: bool
) -> None:
    assert code(ontology, None, negated=negated, status=status) == NO_EVENT


@pytest.mark.parametrize("relation", OF_RELATION)
def test_type_of_a_relation(ontology: Ontology, relation: str) -> None:
    assert ontology.relations[relation].event == OF_RELATION[relation]


@pytest.mark.parametrize("relation", OF_RELATION)
def test_stance_lies_within_its_bounds_and_wanes(ontology: Ontology, relation: str) -> None:
    stances = [
        stance_of(ontology, relation, negated=False, status=s)
        for s in ("actual", "planned", "possible", "called_for")
    ]
    sizes = [abs(s) for s in stances]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] <= 1
    assert stances[-1] == 0


@pytest.mark.parametrize(
    ("relation", "sign"),
    [("supports", 1), ("allies_with", 1), ("aids", 1), ("opposes", -1), ("attacks", -1),
     ("sanctions", -1), ("criticizes", -1)],
)  # fmt: skip
def test_denial_turns_the_stance(ontology: Ontology, relation: str, sign: int) -> None:
    asserted = stance_of(ontology, relation, negated=False, status="actual")
    denied = stance_of(ontology, relation, negated=True, status="actual")
    assert asserted * sign > 0
    assert denied * sign < 0
    assert abs(denied) < abs(asserted)
