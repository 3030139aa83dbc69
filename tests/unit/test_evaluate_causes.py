"""Why a statement or event is missed, false or faulty: causes, confusions, attribute values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pytest
from spacy.language import Language

from graphkit.evaluate import (
    EventFigures,
    Seen,
    StatementFigures,
    grouped,
    look_again,
    score_events,
    score_statements,
    witness,
)
from graphkit.evaluate.causes import Finding, cells, pair_off
from graphkit.evaluate.events import read_event_gold
from graphkit.ontology import Cue, Ontology
from graphkit.records import Article
from tests.coded import (
    GOLD,
    LISBON,
    NORWAY,
    PORTUGAL,
    PREMIER,
    TALKS,
    VISIT,
    Row,
    coded,
    entity,
    happening,
    row,
    sentence,
)

DAHL: Final = entity("Ola Dahl", "person", "SWE")
DEAL: Final = entity("trade deal", "topic")
BREAD: Final = entity("bread", "topic")


def scored(
    gold: Sequence[Row],
    preds: Sequence[Row],
    ontology: Ontology,
    seen: dict[str, list[Seen]] | None = None,
) -> StatementFigures:
    """Figures of statements without an interval."""
    return score_statements(gold, preds, ontology, boot=0, seen=seen)


def causes(figures: StatementFigures | EventFigures, name: str) -> list[str]:
    """The causes of one kind of error, in order."""
    return [finding.cause for finding in figures.errors[name]]


@pytest.fixture(scope="session")
def cue(ontology: Ontology) -> Cue:
    """A cue row of visits."""
    return next(c for c in ontology.cues if c.relation == "visits")


def saw(mentions: Sequence[Row], cues: Sequence[Cue] = (), *proposed: Row) -> Seen:
    """What extraction saw in the sentence `VISIT`."""
    told = {"sent": 0, "text": VISIT}
    return Seen(sentence=told, mentions=mentions, cues=cues, proposed=proposed)


class TestNearMisses:
    @pytest.mark.parametrize(
        ("gold", "pred", "cause"),
        [
            (row(NORWAY, "criticizes", PORTUGAL), row(NORWAY, "opposes", PORTUGAL),
             "relation differs"),
            (row(NORWAY, "meets", PORTUGAL), row(PORTUGAL, "hosts", NORWAY), "relation differs"),
            (row(NORWAY, "criticizes", PORTUGAL), row(PORTUGAL, "criticizes", NORWAY),
             "direction reversed"),
            (row(NORWAY, "criticizes", PORTUGAL), row(PORTUGAL, "warns", NORWAY),
             "relation and direction differ"),
            (row({**PREMIER, "text": "the premier"}, "visits", LISBON),
             row({**DAHL, "text": "premier"}, "visits", LISBON), "subject under another name"),
            (row(PREMIER, "supports", DEAL),
             row(PREMIER, "supports", entity("deal on fish, oil and grain", "topic")),
             "object under another name"),
            (row(PREMIER, "visits", LISBON), row(DAHL, "visits", LISBON), "another subject"),
            (row(PREMIER, "meets", DAHL), row(NORWAY, "meets", PREMIER), "another object"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )  # fmt: skip
    def test_a_miss_and_a_false_alarm_share_a_cause(
        self, ontology: Ontology, gold: Row, pred: Row, cause: str
    ) -> None:
        figures = scored([gold], [pred], ontology)
        assert (causes(figures, "missed"), causes(figures, "spurious")) == ([cause], [cause])
        (finding,) = figures.errors["missed"]
        assert finding.gold is not None
        assert finding.predicted is not None

    def test_the_nearest_cause_is_taken(self, ontology: Ontology) -> None:
        gold = [row(NORWAY, "criticizes", PORTUGAL)]
        preds = [row(PORTUGAL, "criticizes", NORWAY), row(NORWAY, "opposes", PORTUGAL)]
        figures = scored(gold, preds, ontology)
        assert causes(figures, "missed") == ["relation differs"]
        assert causes(figures, "spurious") == ["the other way round is gold", "relation differs"]

    def test_statements_of_two_sentences_are_never_near(self, ontology: Ontology) -> None:
        figures = scored(
            [row(NORWAY, "criticizes", PORTUGAL)],
            [row(NORWAY, "opposes", PORTUGAL, TALKS)],
            ontology,
        )
        assert causes(figures, "missed") == ["nothing found in the sentence"]

    def test_confusions_are_those_of_the_right_two(self, ontology: Ontology) -> None:
        gold = [row(NORWAY, "criticizes", PORTUGAL), row(PORTUGAL, "criticizes", NORWAY, TALKS)]
        preds = [row(NORWAY, "opposes", PORTUGAL), row(PORTUGAL, "opposes", NORWAY, TALKS)]
        (cell,) = scored(gold, preds, ontology).confusions
        assert (cell.gold, cell.predicted, cell.count) == ("criticizes", "opposes", 2)

    def test_pairs_are_one_to_one(self) -> None:
        found = pair_off([1, 2], [1, 2], lambda g, p: "near" if p >= g else None, order=["near"])
        assert found == [(0, 0, "near"), (1, 1, "near")]


class TestMisses:
    @pytest.mark.parametrize(
        ("preds", "cause"),
        [
            ([], "nothing found in the sentence"),
            ([row(DAHL, "attacks", DEAL)], "nothing found between the two"),
        ],
    )
    def test_without_a_witness(self, ontology: Ontology, preds: list[Row], cause: str) -> None:
        assert causes(scored(GOLD[:1], preds, ontology), "missed") == [cause]

    def test_another_statement_of_the_two(self, ontology: Ontology) -> None:
        gold = [row(NORWAY, "criticizes", PORTUGAL), row(NORWAY, "warns", PORTUGAL)]
        figures = scored(gold, [gold[0]], ontology)
        assert causes(figures, "missed") == ["only another relation of the two found"]

    @pytest.mark.parametrize(
        ("mentions", "cause"),
        [
            ([], "neither subject nor object is a mention"),
            ([LISBON], "subject is no mention"),
            ([PREMIER], "object is no mention"),
            ([PREMIER, LISBON], "no cue word of the relation is there"),
        ],
    )
    def test_by_the_mentions(self, ontology: Ontology, mentions: list[Row], cause: str) -> None:
        figures = scored(GOLD[:1], [], ontology, {"n1": [saw(mentions)]})
        assert causes(figures, "missed") == [cause]

    def test_by_the_cue_words(self, ontology: Ontology, cue: Cue) -> None:
        figures = scored(GOLD[:1], [], ontology, {"n1": [saw([PREMIER, LISBON], [cue])]})
        assert causes(figures, "missed") == [
            "a cue word of the relation is there but did not meet the pair"
        ]

    def test_what_the_classifier_dropped(self, ontology: Ontology, cue: Cue) -> None:
        seen = saw([PREMIER, LISBON], [cue], GOLD[0])
        figures = scored(GOLD[:1], [], ontology, {"n1": [seen]})
        assert causes(figures, "missed") == ["dropped by the classifier"]

    def test_a_mention_of_another_name(self, ontology: Ontology) -> None:
        gold = [row(PREMIER, "visits", {**LISBON, "text": "the capital"})]
        seen = saw([PREMIER, {**PORTUGAL, "text": "capital"}])
        figures = scored(gold, [], ontology, {"n1": [seen]})
        assert causes(figures, "missed") == ["object is a mention of another name"]

    def test_an_implied_end_and_an_unread_sentence(self, ontology: Ontology) -> None:
        gold = [row({**PREMIER, "text": ""}, "visits", LISBON), *GOLD[1:]]
        figures = scored(gold, [], ontology, {"n1": [saw([LISBON])]})
        assert causes(figures, "missed") == ["subject is only implied", "sentence was not read"]


class TestFalseAlarms:
    @pytest.mark.parametrize(
        ("pred", "cause"),
        [
            (GOLD[0], "said twice"),
            (row(PREMIER, "hosts", LISBON), "another relation of the two is gold"),
            (row(NORWAY, "criticizes", BREAD),
             "gold has nothing between the two"),
            (row(BREAD, "visits", PREMIER, "Nobody said a word about it at all."),
             "gold has nothing in the sentence"),
            (row(DAHL, "meets", NORWAY, evidence={"cue": "model"}),
             "gold has nothing between the two, found by the classifier alone"),
        ],
        ids=["twice", "other-relation", "nothing-between", "nothing-there", "classifier"],
    )  # fmt: skip
    def test_causes(self, ontology: Ontology, pred: Row, cause: str) -> None:
        assert causes(scored(GOLD[:1], [GOLD[0], pred], ontology), "spurious") == [cause]

    def test_optional_gold_is_looked_at(self, ontology: Ontology) -> None:
        gold = [row(NORWAY, "criticizes", PORTUGAL, optional=True)]
        figures = scored(gold, [row(NORWAY, "opposes", PORTUGAL)], ontology)
        assert causes(figures, "spurious") == ["another relation of the two is gold"]
        assert figures.confusions == []


class TestAttributes:
    @pytest.mark.parametrize(
        ("gold", "pred", "faults"),
        [
            ({"negated": True}, {}, ["denial missed"]),
            ({}, {"negated": True}, ["denial where there is none"]),
            ({"status": "planned"}, {"status": "possible"}, ["planned found as possible"]),
            ({"speaker": DAHL}, {}, ["speaker missed"]),
            ({}, {"speaker": DAHL}, ["speaker where there is none"]),
            ({"speaker": DAHL}, {"speaker": NORWAY, "negated": True},
             ["another speaker", "denial where there is none"]),
            ({"speaker": PREMIER}, {}, []),
        ],
        ids=["denial", "no-denial", "status", "speaker", "no-speaker", "two-faults", "self"],
    )  # fmt: skip
    def test_faults_of_found_statements(
        self, ontology: Ontology, gold: Row, pred: Row, faults: list[str]
    ) -> None:
        figures = scored([{**GOLD[0], **gold}], [{**GOLD[0], **pred}], ontology)
        assert causes(figures, "faulty") == faults

    def test_values_have_rates_over_matched_pairs(self, ontology: Ontology) -> None:
        gold = [
            {**GOLD[0], "negated": True, "speaker": DAHL},
            {**GOLD[1], "status": "planned"},
            row(DAHL, "attacks", DEAL, negated=True),
        ]
        preds = [
            {**GOLD[0], "negated": True, "status": "planned", "speaker": NORWAY},
            {**GOLD[1], "status": "planned", "speaker": PREMIER},
        ]
        values = scored(gold, preds, ontology).values["strict"]
        assert {name: (r.hits, r.offered, r.wanted) for name, r in values.items()} == {
            "negated": (1, 1, 1),
            "planned": (1, 2, 1),
            "possible": (0, 0, 0),
            "called_for": (0, 0, 0),
            "spoken": (1, 2, 2),
        }

    def test_no_matched_pair_has_no_values(self, ontology: Ontology) -> None:
        assert scored(GOLD, [], ontology).values == {"strict": {}, "lenient": {}}


def events(gold: list[Row], preds: list[Row], ontology: Ontology, seen: Any = None) -> EventFigures:
    """Figures of events without an interval."""
    sentences = [read_event_gold(g, ontology) for g in gold]
    return score_events(sentences, preds, ontology, boot=0, seen=seen)


class TestEvents:
    @pytest.mark.parametrize(
        ("pred", "cause"),
        [
            (coded("NOR", "REJECT", "PRT"), "type differs"),
            (coded("PRT", "ACCUSE", "NOR"), "direction reversed"),
            (coded("PRT", "AID", "NOR"), "type and direction differ"),
            (coded("NOR", "ACCUSE", None), "target without a country"),
            (coded(None, "ACCUSE", "PRT"), "source without a country"),
            (coded("NOR", "ACCUSE", "SWE"), "another target"),
            (coded("SWE", "ACCUSE", "PRT"), "another source"),
            (coded("SWE", "ACCUSE", "DNK"), "both countries differ"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_a_miss_and_a_false_alarm_share_a_cause(
        self, ontology: Ontology, pred: Row, cause: str
    ) -> None:
        figures = events([sentence("s1", happening("NOR", "ACCUSE", "PRT"))], [pred], ontology)
        assert (causes(figures, "missed"), causes(figures, "spurious")) == ([cause], [cause])

    @pytest.mark.parametrize(
        ("preds", "mentions", "cause"),
        [
            ([], None, "nothing found in the sentence"),
            ([coded("SWE", "AID", "DNK")], None, "nothing found between the two"),
            ([coded("PRT", "ASSAULT", "NOR", negated=True)], None,
             "statement found that codes no event"),
            ([], [NORWAY], "target is no mention"),
            ([], [LISBON], "source is no mention"),
            ([], [], "neither source nor target is a mention"),
            ([], [NORWAY, LISBON], "no cue word of the type is there"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )  # fmt: skip
    def test_misses(
        self, ontology: Ontology, preds: list[Row], mentions: list[Row] | None, cause: str
    ) -> None:
        gold = [sentence("s1", happening("NOR", "ACCUSE", "PRT"))]
        seen = None if mentions is None else {"s1": [saw(mentions)]}
        assert causes(events(gold, preds, ontology, seen), "missed") == [cause]

    def test_cue_words_and_the_classifier(self, ontology: Ontology, cue: Cue) -> None:
        gold = [sentence("s1", happening("NOR", "CONSULT", "PRT"))]
        seen = saw([NORWAY, LISBON], [cue])
        assert causes(events(gold, [], ontology, {"s1": [seen]}), "missed") == [
            "a cue word of the type is there but did not meet the pair"
        ]
        seen = saw([NORWAY, LISBON], [cue], coded("NOR", "CONSULT", "PRT"))
        assert causes(events(gold, [], ontology, {"s1": [seen]}), "missed") == [
            "dropped by the classifier"
        ]

    def test_false_alarms(self, ontology: Ontology) -> None:
        gold = [
            sentence("s1", happening("NOR", "ACCUSE", "PRT")),
            sentence("s2", optional=[happening("NOR", "ACCUSE", "PRT")]),
            sentence("s3"),
        ]
        preds = [
            coded("NOR", "ACCUSE", "PRT"),
            coded("NOR", "AID", "PRT"),
            coded("PRT", "AID", "NOR"),
            coded("SWE", "AID", "DNK"),
            {**coded("NOR", "AID", "PRT"), "doc": "s2"},
            {**coded("NOR", "AID", "PRT"), "doc": "s3"},
        ]
        assert causes(events(gold, preds, ontology), "spurious") == [
            "another event of the two is gold",
            "the other way round is gold",
            "gold has nothing between the two",
            "another event of the two is gold",
            "gold has nothing in the sentence",
        ]

    def test_attributes_are_of_pairs_of_one_type(self, ontology: Ontology) -> None:
        gold = [
            sentence("s1", happening("NOR", "CONSULT", "PRT")),
            sentence("s2", happening("NOR", "AID", "PRT")),
            sentence("s3", happening("NOR", "AID", "PRT")),
        ]
        preds = [
            coded("PRT", "CONSULT", "SWE"),
            {**coded("NOR", "AID", None), "doc": "s2"},
            {**coded("NOR", "REJECT", "PRT"), "doc": "s3"},
        ]
        figures = events(gold, preds, ontology)
        assert figures.typed == 2
        assert figures.attributes == {"source": 0.5, "target": 0.5, "both": 0.0}
        (cell,) = figures.confusions
        assert (cell.gold, cell.predicted) == ("AID", "REJECT")

    def test_no_pair_of_one_type_has_no_attributes(self, ontology: Ontology) -> None:
        assert events([sentence("s1")], [], ontology).attributes == {}


def test_groups_and_cells_are_sorted_by_frequency() -> None:
    findings = [Finding(cause=c, doc=d, text="") for c, d in [("b", "1"), ("a", "2"), ("a", "3")]]
    assert [(g.cause, g.count, g.example.doc) for g in grouped(findings)] == [
        ("a", 2, "2"),
        ("b", 1, "1"),
    ]
    pairs = [("x", "y"), ("x", "x"), ("z", "y"), ("z", "y")]
    assert [(c.gold, c.predicted, c.count) for c in cells(pairs)] == [("z", "y", 2), ("x", "y", 1)]


def test_articles_are_looked_at_again(
    ontology: Ontology, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(witness, "load_model", lambda _, **__: nlp)
    article = Article(id="a", text="Ghana condemned the coup. Then France met Togo's president.")
    ((name, seen),) = look_again([article], ontology, model="any")
    assert name == "a"
    assert [s.sentence["sent"] for s in seen] == [0, 1]
    assert [m["name"] for m in seen[0].mentions] == ["Ghana", "coup"]
    assert {c.id for c in seen[0].cues} >= {"condemn/v"}
    assert [(p["subject"]["name"], p["relation"]) for p in seen[0].proposed] == [
        ("Ghana", "criticizes")
    ]
