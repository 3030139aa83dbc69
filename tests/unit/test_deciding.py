"""Cue rows and classifier together: what stands, what falls, what turns, what is added once."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from spacy.language import Language

from graphkit.extract.deciding import (
    End,
    Ends,
    Pairs,
    Thresholds,
    proposals,
    same_end,
)
from graphkit.extract.pairing import Standing, Stretch, closest, ordered_pairs, place_of
from graphkit.extract.reading import ArticleReading, Extractor, SentenceReading
from graphkit.model.features import Floats
from graphkit.model.running import Judged, PairModel
from graphkit.model.targets import RELATIONS
from graphkit.ontology import Ontology
from graphkit.records import Statement
from tests.readers import Reader, row
from tests.samples import country, place, statement

LIMITS = Thresholds(drop=0.1, own=0.05, turn=0.6, add=0.75, add_relation=0.5)
Chances = Mapping[tuple[str, str], Mapping[str, float]]


class TestClosest:
    SPANS = ((0, 4), (10, 20), (10, 14))

    @pytest.mark.parametrize(
        ("stretch", "expected"),
        [
            row("the same", (0, 4), 0),
            row("the longer of two", (10, 19), 1),
            row("the shorter of two", (10, 15), 2),
            row("a third at least", (0, 13), None),
            row("the same end", (2, 4), 0),
            row("apart", (30, 34), None),
        ],
    )
    def test_span(self, stretch: tuple[int, int], expected: int | None) -> None:
        assert closest(self.SPANS, *stretch) == expected


def end(name: str, start: int | None, place: int | None = None) -> End:
    words = None if start is None else (start, start + len(name))
    return End(id=f"group:{name}", words=words, place=place)


MACRON, AIDES, PUTIN = end("Macron", 0, 0), end("Macron's aides", 0, 1), end("Putin", 19, 2)


class TestRepeats:
    def test_one_actor_is_one_end_wherever_it_stands(self) -> None:
        assert same_end(MACRON, end("Macron", 40))
        assert same_end(end("Macron", None), MACRON)

    def test_mentions_within_one_another_are_one_end(self) -> None:
        assert same_end(MACRON, AIDES)
        assert not same_end(AIDES, PUTIN)
        assert not same_end(AIDES, end("Paris", None))

    def test_two_whom_the_same_words_mean_are_two_ends(self) -> None:
        xi, oli = (End(id=name, words=(4, 15), place=n) for n, name in enumerate("xo"))
        assert not same_end(xi, oli)

    def test_a_cue_rows_city_is_the_state_that_stands_there(self) -> None:
        moscow = End(id="place:moscow", words=(11, 17), place=1)
        assert same_end(moscow, End(id="country:RUS", words=(11, 17), place=1))
        assert not same_end(moscow, End(id="country:RUS", words=(30, 36), place=2))

    @pytest.mark.parametrize(
        ("one", "other", "symmetric", "repeated"),
        [
            row("the same", Ends(MACRON, PUTIN), Ends(MACRON, PUTIN), False, True),
            row("nested", Ends(MACRON, PUTIN), Ends(AIDES, PUTIN), False, True),
            row("crossed", Ends(PUTIN, MACRON), Ends(MACRON, PUTIN), False, False),
            row("crossed, symmetric", Ends(PUTIN, AIDES), Ends(MACRON, PUTIN), True, True),
        ],
    )
    def test_statements(self, one: Ends, other: Ends, symmetric: bool, repeated: bool) -> None:
        assert one.repeats(other, symmetric=symmetric) is repeated


def standing_of(reader: Reader, text: str) -> list[Standing]:
    """Returns the mentions of a sentence that may be paired."""
    reading = ArticleReading(reader.extractor, reader.parse(text))
    return SentenceReading(reading, 0).standing()


def pairs_of(standing: list[Standing], chances: Chances) -> Pairs:
    """Returns the pairs of a sentence, judged by a table of names."""
    pairs = ordered_pairs(standing)
    relation = np.zeros((len(pairs), len(RELATIONS) + 1), dtype=np.float32)
    for n, (i, j) in enumerate(pairs):
        names = standing[i].mention.text, standing[j].mention.text
        for name, chance in chances.get(names, {}).items():
            relation[n, RELATIONS.index(name) + 1] = chance
    relation[:, 0] = 1 - relation[:, 1:].sum(-1)
    return Pairs(standing, pairs, judged(relation))


def judged(relation: Floats) -> Judged:
    """Returns pairs of which only the relation is not the same for all: planned, not denied."""
    count = len(relation)
    return Judged(
        relations=RELATIONS, relation=relation,
        status=np.tile(np.array([0, 1, 0, 0], dtype=np.float32), (count, 1)),
        negated=np.zeros(count, dtype=np.float32),
        stance=np.zeros((count, 3), dtype=np.float32), inside=np.ones(count, dtype=bool),
    )  # fmt: skip


def added(pairs: Pairs, ontology: Ontology, *found: Statement) -> list[tuple[str, str, str]]:
    additions = pairs.additions(found, LIMITS, ontology.relations)
    return [(a.subject.mention.text, a.relation, a.object.mention.text) for a in additions]


SENTENCE = "France condemned Chad."
QUARREL = "France and Chad quarrelled."


class TestStanding:
    @pytest.mark.parametrize(
        ("text", "name", "head"),
        [
            row("name of two words", "North Korea fired a missile.", "North Korea", "Korea"),
            row("body of a state", "The Russian army shelled Kyiv.", "Russian army", "army"),
        ],
    )
    def test_a_mention_is_headed_by_its_highest_word(
        self, reader: Reader, text: str, name: str, head: str
    ) -> None:
        (found,) = (s for s in standing_of(reader, text) if s.mention.text == name)
        assert (found.head.text, found.head.dep) == (head, "nsubj")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            row("two states", "US and French troops fired.", ["US", "French troops"]),
            row(
                "three states", "Officials from Chad met Iraqi, Iranian and French envoys.",
                ["Officials", "Chad", "Iraqi", "Iranian", "French envoys"],
            ),
            row("one state", "The French foreign ministry spoke.", ["French foreign ministry"]),
        ],
    )  # fmt: skip
    def test_those_who_share_a_phrase_have_their_own_words_of_it(
        self, reader: Reader, text: str, expected: list[str]
    ) -> None:
        standing = standing_of(reader, text)
        assert [text[slice(*s.own)] for s in standing] == expected

    def test_two_whom_the_same_words_mean_are_a_pair(self, reader: Reader) -> None:
        reading = ArticleReading(
            reader.extractor, reader.parse("Xi Jinping spoke to Emmanuel Macron. The two met.")
        )
        list(reading.read_sentence(0))
        standing = SentenceReading(reading, 1).standing()
        assert [s.mention.name for s in standing] == ["Emmanuel Macron", "Xi Jinping"]
        assert ordered_pairs(standing) == [(0, 1), (1, 0)]


class TestPlaceOf:
    """ "US and French troops": whom a stretch of text means."""

    STRETCHES = (
        Stretch((0, 2), (0, 20), frozenset({"United States"})),
        Stretch((7, 20), (0, 20), frozenset({"France"})),
        Stretch((30, 34), (30, 34), frozenset({"Iran"})),
    )

    @pytest.mark.parametrize(
        ("stretch", "called", "expected"),
        [
            row("own words", (7, 20), (), 1),
            row("the whole, by name", (0, 20), ("United States",), 0),
            row("the whole, without", (0, 20), (), 1),
            row("another name", (0, 2), ("USA",), 0),
            row("named, but elsewhere", (30, 34), ("France",), 2),
            row("nobody", (40, 44), ("France",), None),
        ],
    )
    def test_number(
        self, stretch: tuple[int, int], called: tuple[str, ...], expected: int | None
    ) -> None:
        assert place_of(self.STRETCHES, *stretch, called) == expected


def told(relation: str = "criticizes", target: str = "Chad") -> Statement:
    """What a cue row found in the sentence."""
    found = statement("t", country("FRA", "France"), relation, country("RUS", target))
    start = SENTENCE.find(target)
    where = (start, start + len(target)) if start >= 0 else (None, None)
    return dataclasses.replace(
        found,
        subject=dataclasses.replace(found.subject, start=0, end=6),
        object=dataclasses.replace(found.object, id="x", start=where[0], end=where[1]),
    )


class TestVerdict:
    @pytest.mark.parametrize(
        ("chances", "expected"),
        [
            row("agreed", {"criticizes": 0.7}, ("criticizes", 0.7)),
            row("doubted, yet kept", {"criticizes": 0.11}, ("criticizes", 0.11)),
            row("dropped", {"criticizes": 0.09}, None),
            row("turned", {"criticizes": 0.2, "attacks": 0.7}, ("attacks", 0.7)),
            row("too close", {"criticizes": 0.4, "attacks": 0.5}, ("criticizes", 0.4)),
            row("another among little", {"criticizes": 0.04, "attacks": 0.2}, None),
        ],
    )  # fmt: skip
    def test_of_a_cue_rows_statement(
        self, reader: Reader, chances: Mapping[str, float], expected: tuple[str, float] | None
    ) -> None:
        pairs = pairs_of(standing_of(reader, SENTENCE), {("France", "Chad"): chances})
        verdict = pairs.verdict(told(), LIMITS)
        assert (verdict and (verdict.relation, round(verdict.chance, 2))) == expected

    @pytest.mark.parametrize(("least", "status"), [(0.7, "planned"), (1.1, "actual")])
    def test_the_status_is_the_classifiers_where_it_is_sure(
        self, reader: Reader, least: float, status: str
    ) -> None:
        pairs = pairs_of(standing_of(reader, SENTENCE), {("France", "Chad"): {"criticizes": 0.9}})
        verdict = pairs.verdict(told(), dataclasses.replace(LIMITS, status=least))
        assert verdict is not None
        assert verdict.status == status

    def test_no_relation_is_told_twice(self, reader: Reader) -> None:
        chances = {("France", "Chad"): {"criticizes": 0.2, "attacks": 0.7}}
        pairs = pairs_of(standing_of(reader, SENTENCE), chances)
        (names,) = pairs.told([told(), told("attacks")]).values()
        assert names == {"criticizes", "attacks"}
        verdict = pairs.verdict(told(), LIMITS, names)
        assert verdict is not None
        assert verdict.relation == "criticizes"

    def test_mentions_that_stand_nowhere_are_not_judged(self, reader: Reader) -> None:
        pairs = pairs_of(standing_of(reader, SENTENCE), {})
        verdict = pairs.verdict(told(target="a state"), LIMITS)
        assert verdict is not None
        assert (verdict.relation, verdict.chance) == ("criticizes", -1)

    def test_a_relation_that_the_classifier_does_not_know_is_kept(self, reader: Reader) -> None:
        said = {("France", "Chad"): {"aids": 0.3, "visits": 0.29}}
        pairs = pairs_of(standing_of(reader, SENTENCE), said)
        verdict = pairs.verdict(told("other"), LIMITS)
        assert verdict is not None
        assert (verdict.relation, verdict.chance) == ("other", 0)


class TestAdditions:
    @pytest.mark.parametrize(
        ("chances", "expected"),
        [
            row("sure", {"warns": 0.8}, [("France", "warns", "Chad")]),
            row("not sure of any", {"warns": 0.7}, []),
            row("not sure of one", {"warns": 0.45, "attacks": 0.45}, []),
        ],
    )
    def test_a_pair_that_no_cue_row_found(
        self,
        reader: Reader,
        ontology: Ontology,
        chances: Mapping[str, float],
        expected: list[tuple[str, str, str]],
    ) -> None:
        pairs = pairs_of(standing_of(reader, SENTENCE), {("France", "Chad"): chances})
        assert added(pairs, ontology) == expected

    def test_a_pair_that_a_cue_row_found_is_not_added(
        self, reader: Reader, ontology: Ontology
    ) -> None:
        pairs = pairs_of(standing_of(reader, SENTENCE), {("France", "Chad"): {"warns": 0.9}})
        assert added(pairs, ontology, told()) == []

    @pytest.mark.parametrize(("at", "expected"), [("Russia", 1), ("Moscow", 0)])
    def test_what_is_said_of_a_state_repeats_nothing_of_its_city(
        self, reader: Reader, ontology: Ontology, at: str, expected: int
    ) -> None:
        text = "Xi visited Moscow and slammed Russia."
        pairs = pairs_of(standing_of(reader, text), {("Xi", at): {"criticizes": 0.9}})
        xi = pairs.standing[0].mention
        moscow = dataclasses.replace(place("Moscow", "RUS"), start=11, end=17)
        visit = dataclasses.replace(statement("t", xi, "visits", moscow), subject=xi, object=moscow)
        assert len(added(pairs, ontology, visit)) == expected

    def test_a_symmetric_relation_is_added_once(self, reader: Reader, ontology: Ontology) -> None:
        both = {("France", "Chad"): {"meets": 0.8}, ("Chad", "France"): {"meets": 0.9}}
        pairs = pairs_of(standing_of(reader, QUARREL), both)
        assert added(pairs, ontology) == [("Chad", "meets", "France")]

    def test_two_ways_are_two_statements_where_it_is_not(
        self, reader: Reader, ontology: Ontology
    ) -> None:
        both = {("France", "Chad"): {"warns": 0.8}, ("Chad", "France"): {"warns": 0.9}}
        pairs = pairs_of(standing_of(reader, QUARREL), both)
        assert added(pairs, ontology) == [("Chad", "warns", "France"), ("France", "warns", "Chad")]

    @pytest.mark.parametrize(
        ("text", "pair"),
        [
            row("modifier", "French reforms angered Chad.", ("French", "Chad")),
            row("pronoun", "France said it was tired of Chad.", ("it", "Chad")),
        ],
    )
    def test_whoever_is_mentioned_may_be_added(
        self, reader: Reader, ontology: Ontology, text: str, pair: tuple[str, str]
    ) -> None:
        standing = standing_of(reader, text)
        assert added(pairs_of(standing, {pair: {"warns": 0.9}}), ontology) == [
            (pair[0], "warns", pair[1])
        ]

    def test_status_and_denial_are_the_classifiers(
        self, reader: Reader, ontology: Ontology
    ) -> None:
        pairs = pairs_of(standing_of(reader, SENTENCE), {("France", "Chad"): {"warns": 0.8}})
        (addition,) = pairs.additions([], LIMITS, ontology.relations)
        assert (addition.status, addition.negated, addition.chance) == ("planned", False, 0.8)


def test_proposals_are_what_cue_rows_found_by_number(reader: Reader) -> None:
    stretches = [s.stretch() for s in standing_of(reader, SENTENCE)]
    (found,) = proposals([told(), told(target="a state")], stretches, 0)
    assert (found.subject, found.object, found.relation) == (0, 1, "criticizes")
    assert found.confidence == 0.75


class TestReading:
    """The whole extraction with a classifier whose verdicts can be foretold."""

    @pytest.fixture
    def judging(self, nlp: Language, ontology: Ontology, tiny_weights: Path) -> Reader:
        return Reader(nlp, Extractor(ontology, PairModel(tiny_weights)))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            row("agreed", "France condemned Chad.", {"France | criticizes | Chad"}),
            row("dropped", "France allegedly condemned Chad.", set()),
            row("added", "Xi toasted Putin.", {"Vladimir Putin | meets | Xi Jinping"}),
            row("asked", "It is unclear whether Xi toasted Putin.", set()),
            row("nothing", "France and Chad are states.", set()),
        ],
    )
    def test_sentence(self, judging: Reader, text: str, expected: set[str]) -> None:
        assert judging.lines(text) == expected

    def test_only_sentences_with_a_pair_cost_a_pass(
        self, judging: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        model = judging.extractor.model
        assert model is not None
        judge, seen = model.judge, []

        def counted(text: str, *rest: Any) -> Judged:
            seen.append((text, len(rest[2])))
            return judge(text, *rest)

        monkeypatch.setattr(model, "judge", counted)
        judging.read("France said it was tired of it.")
        assert seen == []
        judging.read("France toasted Chad.")
        assert seen == [("France toasted Chad.", 2)]  # one pass for both directions

    def test_the_evidence_tells_what_both_said(self, judging: Reader) -> None:
        (agreed,) = judging.read("France condemned Chad.")
        (found,) = judging.read("Xi toasted Putin.")
        assert agreed.evidence["cue"] == "condemn/v"
        assert agreed.evidence["model"] > 0.5
        assert "status" not in agreed.evidence
        assert (found.evidence["cue"], found.evidence["via"]) == ("model", "model")
        assert found.relation_text == "toasted"

    @pytest.mark.parametrize("parting", [True, False])
    def test_two_in_one_phrase_are_judged_by_weights_that_know_them(
        self, judging: Reader, monkeypatch: pytest.MonkeyPatch, parting: bool
    ) -> None:
        assert judging.extractor.model is not None
        monkeypatch.setattr(judging.extractor.model, "parts_phrases", parting)
        found = judging.read("Xi Jinping heard Emmanuel Macron. The two met.")
        assert [(s.subject.name, s.object.name) for s in found] == [
            ("Xi Jinping", "Emmanuel Macron")
        ]
        assert ("model" in found[0].evidence) is parting

    def test_what_two_in_one_phrase_do_is_borne_by_its_verb(
        self, judging: Reader, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        model = judging.extractor.model
        assert model is not None

        def sure(text: str, spans: object, kinds: object, pairs: Any, proposals: object) -> Judged:
            del text, spans, kinds, proposals
            sure_of_it = np.zeros((len(pairs), len(RELATIONS) + 1), dtype=np.float32)
            sure_of_it[:, RELATIONS.index("agrees_with") + 1] = 1
            return judged(sure_of_it)

        monkeypatch.setattr(model, "judge", sure)
        monkeypatch.setattr(model, "parts_phrases", True)
        found = judging.read("The two sides, Iran and Oman, sat there. Both sides saw eye to eye.")
        last = [s for s in found if s.sent == 1]
        assert [(s.relation, s.relation_text) for s in last] == [("agrees_with", "saw")]
