"""Figures worked out by hand, on sentences made for these tests."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from graphkit.cli import evaluate as command
from graphkit.engines import Settings
from graphkit.errors import GraphkitError, StatementError
from graphkit.evaluate import (
    EventFigures,
    StatementFigures,
    read_gold,
    read_predictions,
    score_events,
    score_statements,
)
from graphkit.evaluate.events import read_event_gold
from graphkit.evaluate.figures import largest_matching, rates
from graphkit.evaluate.statements import overlap, same_entity, same_sentence, words
from graphkit.ontology import Ontology, load_ontology
from tests.coded import (
    GOLD,
    LISBON,
    NORWAY,
    PORTUGAL,
    PREMIER,
    QUOTAS,
    TALKS,
    VISIT,
    Row,
    coded,
    entity,
    happening,
    row,
    sentence,
)
from tests.samples import write_lines


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    """The packaged data files."""
    return load_ontology()


def scored(preds: list[Row], ontology: Ontology, gold: list[Row] | None = None) -> StatementFigures:
    """Figures without an interval."""
    return score_statements(GOLD if gold is None else gold, preds, ontology, boot=0)


class TestStatements:
    def test_gold_against_itself_is_perfect(self, ontology: Ontology) -> None:
        figures = scored(GOLD, ontology)
        assert (figures.strict.f1, figures.lenient.f1) == (1.0, 1.0)
        assert figures.attributes["strict"] == {"speaker": 1.0, "negated": 1.0, "status": 1.0}
        assert not figures.missed
        assert not figures.spurious

    def test_optional_gold_counts_neither_way(self, ontology: Ontology) -> None:
        figures = scored(GOLD[2:], ontology)
        assert (figures.strict.hits, figures.strict.offered, figures.strict.wanted) == (0, 0, 2)
        assert (figures.required, figures.optional, figures.predicted) == (2, 1, 1)

    def test_one_right_one_wrong_one_missed(self, ontology: Ontology) -> None:
        wrong = row(PORTUGAL, "attacks", NORWAY, TALKS)
        figures = scored([GOLD[0], wrong], ontology)
        assert (figures.strict.precision, figures.strict.recall, figures.strict.f1) == (0.5,) * 3
        assert figures.missed == [GOLD[1]]
        assert [s["relation"] for s in figures.spurious] == ["attacks"]
        assert {name: (r.hits, r.offered, r.wanted) for name, r in figures.relations.items()} == {
            "attacks": (0, 1, 0),
            "talks_with": (0, 0, 1),
            "visits": (1, 1, 1),
        }

    def test_a_repeated_prediction_is_right_once(self, ontology: Ontology) -> None:
        figures = scored([GOLD[0], GOLD[0]], ontology)
        assert (figures.strict.hits, figures.strict.offered) == (1, 2)

    def test_lenient_takes_the_type_and_the_country(self, ontology: Ontology) -> None:
        figures = scored([row(NORWAY, "meets", PORTUGAL)], ontology)
        assert (figures.strict.hits, figures.lenient.hits) == (0, 1)

    def test_lenient_signing_goes_with_agreeing(self, ontology: Ontology) -> None:
        gold = [row(NORWAY, "signs", PORTUGAL)]
        assert scored([row(NORWAY, "agrees_with", PORTUGAL)], ontology, gold).lenient.hits == 1
        assert scored([row(NORWAY, "supports", PORTUGAL)], ontology, gold).lenient.hits == 0

    @pytest.mark.parametrize(
        ("relation", "hits"), [("talks_with", 1), ("criticizes", 0)], ids=["symmetric", "directed"]
    )
    def test_order_matters_unless_symmetric(
        self, ontology: Ontology, relation: str, hits: int
    ) -> None:
        gold = [row(NORWAY, relation, PORTUGAL)]
        assert scored([row(PORTUGAL, relation, NORWAY)], ontology, gold).strict.hits == hits

    def test_another_sentence_is_no_match(self, ontology: Ontology) -> None:
        assert scored([{**GOLD[0], "text": TALKS}], ontology).strict.hits == 0

    def test_attributes_are_shares_of_matched_pairs(self, ontology: Ontology) -> None:
        preds = [{**GOLD[0], "negated": True}, {**GOLD[1], "speaker": None}]
        figures = scored(preds, ontology)
        assert figures.attributes["strict"] == {"speaker": 0.5, "negated": 0.5, "status": 1.0}

    def test_no_matched_pair_has_no_attributes(self, ontology: Ontology) -> None:
        assert scored([], ontology).attributes == {"strict": {}, "lenient": {}}

    def test_a_subject_that_speaks_for_itself_is_no_speaker(self, ontology: Ontology) -> None:
        # Gold names the speaker by an alias of the subject: still the same person.
        speaker = entity("Vik", "person", "NOR")
        gold = [row(PREMIER, "visits", LISBON, speaker=speaker)]
        figures = scored([row(PREMIER, "visits", LISBON)], ontology, gold)
        assert figures.attributes["strict"]["speaker"] == 1.0

    def test_predicted_aliases_do_not_help(self, ontology: Ontology) -> None:
        guess = entity("Somebody", "person", aliases=["Kari Vik"])
        assert scored([row(guess, "visits", LISBON)], ontology).strict.hits == 0


@pytest.mark.parametrize(
    ("gold", "pred", "lenient", "same"),
    [
        (PREMIER, entity("Vik", "person"), False, True),
        (PREMIER, entity("Mrs. Vik", "person"), False, True),
        (PREMIER, entity("Ola Vik", "person"), False, True),
        (PREMIER, entity("Kari Dahl", "person", "NOR"), False, False),
        (PREMIER, entity("Kari Dahl", "person", "NOR"), True, True),
        (NORWAY, entity("Kingdom of the North", country="NOR"), False, True),
        (entity("U.N.", "organization", "IGO"), entity("WHO", "organization", "IGO"), True, False),
        (QUOTAS, entity("new quotas on fishing", "topic"), False, True),
        (QUOTAS, entity("tariffs", "topic"), False, False),
        (None, NORWAY, False, False),
    ],
    ids=[
        "alias",
        "honorific",
        "last-name",
        "first-name",
        "lenient-country",
        "country-code",
        "bodies-have-no-country",
        "half-the-words",
        "other-topic",
        "nobody",
    ],
)
def test_same_entity(gold: Row | None, pred: Row, lenient: bool, same: bool) -> None:
    assert same_entity(gold, pred, lenient=lenient) is same


def test_words_leave_out_dots_possessives_and_stop_words() -> None:
    assert words("the U.S. President's new offer") == ("us", "offer")


def test_overlap_is_the_best_f1_of_two_names() -> None:
    assert overlap({("grain", "deal")}, {("deal",), ("accord",)}) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("pred", "same"),
    [
        ({"text": VISIT}, True),
        ({"text": "  ".join(VISIT.split())}, True),
        ({"text": VISIT[:30]}, True),
        ({"text": VISIT[:24]}, False),
        ({"text": None, "sent": 0}, True),
        ({"sent": 1}, False),
    ],
    ids=["equal", "white-space", "part", "too-short", "index", "other-index"],
)
def test_same_sentence(pred: Row, same: bool) -> None:
    assert same_sentence(GOLD[0], pred) is same


def test_gold_without_text_goes_by_the_index() -> None:
    assert same_sentence({**GOLD[0], "text": None}, {"text": VISIT, "sent": 0})


class TestRates:
    def test_nothing_offered_nothing_wanted(self) -> None:
        assert rates([]).f1 == 0.0

    def test_interval_holds_the_point_and_repeats(self) -> None:
        counts = [(1, 1, 1), (0, 1, 1), (1, 2, 1), (1, 1, 2)] * 5
        first = rates(counts)
        assert first.low < first.f1 < first.high
        assert first == rates(counts)

    def test_a_later_wanted_takes_over_by_an_augmenting_path(self) -> None:
        fits = {(0, 0), (0, 1), (1, 0)}
        assert largest_matching([0, 1], 2, lambda i, j: (i, j) in fits) == {0: 1, 1: 0}


def levels(gold: Row, preds: list[Row], ontology: Ontology) -> dict[str, tuple[int, int, int]]:
    """Hits, offered and wanted by level."""
    figures = event_figures([gold], preds, ontology)
    return {name: (r.hits, r.offered, r.wanted) for name, r in figures.levels.items()}


def event_figures(gold: list[Row], preds: list[Row], ontology: Ontology) -> EventFigures:
    """Figures without an interval."""
    return score_events([read_event_gold(g, ontology) for g in gold], preds, ontology, boot=0)


class TestEvents:
    @pytest.mark.parametrize(
        ("pred", "found"),
        [
            (coded("NOR", "ACCUSE", "PRT"), "type source full quad"),
            (coded("NOR", "ACCUSE", None), "type source"),
            (coded("PRT", "ACCUSE", "NOR"), "type"),
            (coded("NOR", "REJECT", "PRT"), "quad"),
            (coded("NOR", "AID", "PRT"), ""),
        ],
        ids=["full", "no-target", "reversed", "same-quad", "wrong"],
    )
    def test_levels(self, ontology: Ontology, pred: Row, found: str) -> None:
        counts = levels(sentence("s1", happening("NOR", "ACCUSE", "PRT")), [pred], ontology)
        assert counts == {
            name: (int(name in found.split()), 1, 1) for name in ("type", "source", "full", "quad")
        }

    @pytest.mark.parametrize(
        ("kind", "more", "hits"),
        [("CONSULT", {}, 1), ("ASSAULT", {"reciprocal": True}, 1), ("ASSAULT", {}, 0)],
        ids=["undirected-type", "reciprocal", "directed"],
    )
    def test_direction(self, ontology: Ontology, kind: str, more: Row, hits: int) -> None:
        gold = sentence("s1", happening("NOR", kind, "PRT", **more))
        assert levels(gold, [coded("PRT", kind, "NOR")], ontology)["full"] == (hits, 1, 1)

    def test_international_bodies_are_one(self, ontology: Ontology) -> None:
        gold = sentence("s1", happening("NGO", "AID", "PRT"))
        assert levels(gold, [coded("IGO", "AID", "PRT")], ontology)["full"] == (1, 1, 1)

    def test_one_pair_counts_once_a_level(self, ontology: Ontology) -> None:
        gold = sentence("s1", happening("NOR", "AID", "PRT"))
        twice = [coded("NOR", "AID", "PRT"), coded("NOR", "AID", "PRT")]
        assert levels(gold, twice, ontology)["type"] == (1, 1, 1)

    def test_optional_events_are_neither_right_nor_wrong(self, ontology: Ontology) -> None:
        extra = [happening("PRT", "REJECT", None)]
        gold = sentence("s1", happening("NOR", "AID", "PRT"), optional=extra)
        assert levels(gold, [coded("PRT", "REJECT", None)], ontology)["full"] == (0, 0, 1)

    def test_also_lists_types_that_are_accepted_too(self, ontology: Ontology) -> None:
        gold = sentence("s1", happening("NOR", "CONCEDE", "PRT", also=["RETREAT"]))
        assert levels(gold, [coded("NOR", "RETREAT", "PRT")], ontology)["quad"] == (1, 1, 1)

    @pytest.mark.parametrize(
        ("pred", "kind"),
        [
            (coded("NOR", "CONSULT", "PRT", status="planned"), "AGREE"),
            (coded("NOR", "RETREAT", "PRT", status="possible"), "CONCEDE"),
            (coded("NOR", "ASSAULT", "PRT", status="planned"), "THREATEN"),
            (coded("NOR", "AID", "PRT", negated=True), "REJECT"),
            (coded("NOR", "ASSAULT", "PRT", negated=True), None),
            (coded("NOR", "AID", "PRT", status="called_for"), None),
            (coded("NOR", "NO SUCH", "PRT"), None),
            (coded("NOR", None, "PRT"), None),
        ],
        ids=["plan", "offer", "threat", "refusal", "peace", "wish", "unknown", "none"],
    )
    def test_negation_and_status_are_coded(
        self, ontology: Ontology, pred: Row, kind: str | None
    ) -> None:
        gold = sentence("s1", happening("NOR", kind or "PROTEST", "PRT"))
        assert levels(gold, [pred], ontology)["full"] == ((1, 1, 1) if kind else (0, 0, 1))

    def test_types_and_misses(self, ontology: Ontology) -> None:
        gold = [
            sentence("s1", happening("NOR", "AID", "PRT")),
            sentence("s2", happening("NOR", "AID", "ESP")),
        ]
        preds = [coded("NOR", "AID", "PRT"), {**coded("NOR", "AID", "PRT"), "doc": "elsewhere"}]
        figures = event_figures(gold, preds, ontology)
        assert {n: (r.hits, r.offered, r.wanted) for n, r in figures.types.items()} == {
            "AID": (1, 1, 2)
        }
        assert [miss.gold.id for miss in figures.missed] == ["s2"]


class TestFiles:
    def test_kind_is_told_by_the_fields(self, tmp_path: Path) -> None:
        events = write_lines(tmp_path / "e.jsonl", [sentence("s1")])
        statements = write_lines(tmp_path / "s.jsonl", GOLD)
        assert read_gold(events).kind == "events"
        assert read_gold(events).articles == (events,)
        assert read_gold(statements).kind == "statements"
        assert read_gold(statements).ids == {"n1"}

    def test_source_keeps_only_its_rows(self, tmp_path: Path) -> None:
        rows = [{**sentence("s1"), "source": "a"}, {**sentence("s2"), "source": "b"}]
        path = write_lines(tmp_path / "e.jsonl", rows)
        assert read_gold(path, source="b").ids == {"s2"}

    def test_folder_pairs_articles_with_expected_files(self, tmp_path: Path) -> None:
        (tmp_path / "n1.txt").write_text(VISIT, encoding="utf-8")
        write_lines(tmp_path / "n1.expected.jsonl", GOLD)
        gold = read_gold(tmp_path)
        assert gold.articles == (tmp_path / "n1.txt",)
        assert len(gold.rows) == 3

    def test_gzip_is_unpacked(self, tmp_path: Path) -> None:
        path = tmp_path / "p.jsonl.gz"
        path.write_bytes(gzip.compress(json.dumps(GOLD[0]).encode()))
        assert read_predictions(str(path)) == [GOLD[0]]

    def test_line_separator_in_a_string_ends_no_line(self, tmp_path: Path) -> None:
        path = tmp_path / "p.jsonl"
        odd = {**GOLD[0], "text": "one\u2028line"}
        path.write_text(json.dumps(odd, ensure_ascii=False), encoding="utf-8")
        assert read_predictions(str(path)) == [odd]

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("", "holds no gold"),
            ("{", ":1: is not JSON"),
            ("[]", ":1: is not a JSON object"),
            ('{"a": 1}', ":1: neither statements nor sentences with events"),
            ('{"relation": "visits"}', ":1: field 'doc' is missing"),
            ('{"relation": 3, "doc": "a", "subject": {}, "object": {}}', "relation may not be 3"),
            (
                '{"relation": "meets", "doc": "a", "subject": {}, "object": {}}',
                "neither text nor sent says which sentence it is",
            ),
            ('{"id": "s", "events": [{"event": "AID"}]}', "field 'source_country' is missing"),
            ('{"id": "s", "events": []}\n{"id": "s", "events": []}', ":2: id 's' stands twice"),
        ],
        ids=["empty", "torn", "list", "other", "no-doc", "type", "no-sentence", "event", "twice"],
    )
    def test_bad_gold_is_told_with_its_line(
        self, tmp_path: Path, content: str, message: str
    ) -> None:
        path = tmp_path / "g.jsonl"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(StatementError) as caught:
            read_gold(path)
        assert message in str(caught.value)

    def test_missing_and_binary_files_are_told(self, tmp_path: Path) -> None:
        with pytest.raises(StatementError, match="there is no such file"):
            read_predictions(str(tmp_path / "none.jsonl"))
        (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe\x00")
        with pytest.raises(StatementError, match="is not UTF-8 text"):
            read_predictions(str(tmp_path / "x.jsonl"))

    def test_folder_without_expected_files_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(StatementError, match="no expected statements in this folder"):
            read_gold(tmp_path)

    def test_unknown_type_in_gold_is_told(self, ontology: Ontology) -> None:
        with pytest.raises(ValueError, match="'FIGHT' is no PLOVER type"):
            read_event_gold(sentence("s1", happening("NOR", "FIGHT", None)), ontology)


@pytest.fixture
def run() -> Any:
    """Runs `graphkit evaluate` and returns the result."""
    app = typer.Typer()
    command.add_to(app)

    def invoke(*words: object, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=typed)

    return invoke


class TestCommand:
    def test_table_of_statements(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", GOLD)
        preds = write_lines(tmp_path / "p.jsonl", [GOLD[0]])
        result = run(gold, preds, "--errors", 5)
        assert result.exit_code == 0, result.output
        assert "gold 2 required, 1 optional; predicted 1" in result.stdout
        assert "strict    1.000  0.500  0.667" in result.stdout
        told = "Norway | talks_with | Portugal | planned | said by Kari Vik"
        cause = "nothing found in the sentence"
        assert f"\nmissed: 1\n    1  {cause}\n       {told} <- n1: {TALKS}\n" in result.stdout
        assert f"\nmissed: {told} <- n1: {TALKS} [{cause}]\n" in result.stdout

    def test_tables_of_values_and_confusions(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", GOLD)
        meeting = row(NORWAY, "meets", PORTUGAL, TALKS)
        preds = write_lines(tmp_path / "p.jsonl", [{**GOLD[0], "negated": True}, meeting])
        shown = run(gold, preds, "--boot", 0).stdout
        assert "negated               0.000  0.000  0.000      0      1     0\n" in shown
        assert "relation in gold  found as  times\ntalks_with        meets         1\n" in shown
        assert "\nfalse alarms: 1\n    1  relation differs\n" in shown
        assert "\nfound, but: 1\n    1  denial where there is none\n" in shown

    def test_json_of_statements(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", GOLD)
        preds = write_lines(tmp_path / "p.jsonl", [row(NORWAY, "meets", PORTUGAL, TALKS)])
        figures = json.loads(run(gold, preds, "--json", "--boot", 0).stdout)
        assert figures["confusions"] == [{"gold": "talks_with", "predicted": "meets", "count": 1}]
        assert [(c["cause"], c["count"]) for c in figures["causes"]["missed"]] == [
            ("nothing found in the sentence", 1),
            ("relation differs", 1),
        ]
        example = figures["causes"]["spurious"][0]["example"]
        assert example["predicted"] == "Norway | meets | Portugal"
        assert example["text"] == TALKS
        assert figures["values"] == {"strict": {}, "lenient": figures["values"]["lenient"]}

    def test_json_of_events(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", [sentence("s1", happening("NOR", "AID", "PRT"))])
        preds = write_lines(tmp_path / "p.jsonl", [coded("NOR", "AID", "PRT")])
        result = run(gold, preds, "--json", "--boot", 0)
        figures: Mapping[str, Any] = json.loads(result.stdout)
        assert figures["kind"] == "events"
        assert figures["levels"]["full"]["f1"] == 1.0
        assert figures["types"]["AID"]["hits"] == 1
        assert figures["attributes"] == {"source": 1.0, "target": 1.0, "both": 1.0}
        assert figures["causes"] == {"missed": [], "spurious": []}

    def test_table_of_events_shows_misses(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", [sentence("s1", happening("NOR", "AID", "PRT"))])
        preds = write_lines(tmp_path / "p.jsonl", [coded("PRT", "AID", None)])
        result = run(gold, preds, "--errors", 1)
        assert "s1: Made up.\n  gold      NOR AID PRT\n  predicted PRT AID -\n" in result.stdout

    def test_predictions_from_standard_input(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", GOLD)
        assert "predicted 1" in run(gold, "-", typed=json.dumps(GOLD[0])).stdout

    def test_statements_alone_need_texts(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", GOLD)
        result = run(gold)
        assert isinstance(result.exception, GraphkitError)
        assert "give a file of predictions, or the gold's texts with --articles" in str(
            result.exception
        )

    def test_predictions_and_articles_exclude_each_other(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", GOLD)
        assert run(gold, gold, "--articles", gold).exit_code == 2

    def test_folder_is_extracted_and_scored(
        self, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "n1.txt").write_text(VISIT, encoding="utf-8")
        write_lines(tmp_path / "n1.expected.jsonl", GOLD[:1])
        write_lines(tmp_path / "n2.expected.jsonl", [{**GOLD[0], "doc": "n2"}])
        asked: list[str] = []

        def nothing_found(articles: Any, *, settings: Settings, workers: int) -> Any:
            assert (settings.model, workers) == ("some_model", 2)
            asked.extend(article.id for article in articles)
            return iter(())

        monkeypatch.setattr(command, "extract_all", nothing_found)
        result = run(tmp_path, "--model", "some_model", "--workers", 2)
        assert asked == ["n1"]
        assert "1 gold articles were not among the texts: all missed" in result.stderr
        assert "predicted 0" in result.stdout
