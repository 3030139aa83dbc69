"""Marked pairs and directed sentiment: reading the marks, and macro-F1 of what is judged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pytest
import typer
from spacy.language import Language
from typer.testing import CliRunner, Result

from graphkit.cli import evaluate as command
from graphkit.errors import GraphkitError, ModelError, StatementError
from graphkit.evaluate import judge_marked, read_gold, read_marked, score_marked
from graphkit.evaluate.figures import macro
from graphkit.evaluate.marked import Marked, Roots, read_marked_pair, read_sentiment, sentiment_of
from graphkit.extract.examples import ExampleMaker
from graphkit.extract.reading import Extractor
from graphkit.model.examples import STATUSES, Proposal
from graphkit.model.features import Floats
from graphkit.model.running import FILES, Judged, PairModel
from graphkit.ontology import Ontology
from tests.samples import write_lines

Row = dict[str, Any]
RELATIONS: Final = ("visits", "supports", "aids", "concedes", "retreats", "accuses", "attacks")
NOBODY: Final = {"none": 1.0}


def judged(
    relations: Mapping[str, float], stance: Sequence[Sequence[float]] = ((1, 0, 0), (1, 0, 0))
) -> Judged:
    """What a classifier makes of a pair and its reverse."""
    chances = [relations.get(name, 0.0) for name in ("none", *RELATIONS)]
    return Judged(
        relations=RELATIONS,
        relation=np.array([chances, chances], dtype=np.float32),
        status=np.zeros((2, len(STATUSES)), dtype=np.float32),
        negated=np.zeros(2, dtype=np.float32),
        stance=np.array(stance, dtype=np.float32),
        inside=np.ones(2, dtype=bool),
    )


class Believer(PairModel):
    """A classifier that believes what the cue rows propose, and is for whoever is named."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def judge(
        self,
        text: str,
        spans: Sequence[tuple[int, int]],
        kinds: Sequence[str],
        pairs: Sequence[tuple[int, int]],
        proposals: Sequence[Proposal],
    ) -> Judged:
        assert pairs == ((0, 1), (1, 0))
        assert len(spans) == len(kinds) == 2
        assert all(end <= len(text) for _, end in spans)
        found = {p.relation: 1.0 for p in proposals if (p.subject, p.object) == (0, 1)}
        return judged(found or NOBODY)

    def stance(self, *_: object) -> Floats:
        return np.array(((0.2, 0.8, 0), (1, 0, 0)), dtype=np.float32)


def pair(marked: str, event: str = "ACCUSE", quad: int = 3, **more: Any) -> Row:
    """One marked pair."""
    return {"id": "p1", "marked": marked, "event": event, "quad": quad, **more}


def feeling(sentence: str, class_: str = "0") -> Row:
    """One row of directed sentiment."""
    return {"id": "1", "sentence": sentence, "p": "", "q": "", "class": class_}


@pytest.mark.parametrize(
    ("marked", "first", "second"),
    [
        ("<s>Mali</s> blamed <t>France</t>.", "Mali", "France"),
        ("<t>France</t> was blamed by <s>Mali</s>.", "Mali", "France"),
        ("<s>Mali</s> complained.", "Mali", "Mali complained."),
        ("Mali blamed <t>France</t>.", "Mali blamed France.", "France"),
        ("<s>Mali</s> and <s>Chad</s> blamed <t>France</t>.", "Mali", "France"),
        ("<s>Mali blamed <t>France</t></s>.", "Mali blamed France", "France"),
    ],
    ids=["in-order", "reversed", "no-object", "no-subject", "twice", "nested"],
)
def test_marks_become_spans(marked: str, first: str, second: str) -> None:
    read = read_marked_pair(pair(marked))
    assert "<" not in read.text
    assert [read.text[s:e] for s, e in (read.first, read.second)] == [first, second]
    assert read.wanted == {"root": "ACCUSE", "quad": "3"}


@pytest.mark.parametrize(
    ("sentence", "text", "first", "second"),
    [
        ("[Mali] blamed [France].", "Mali blamed France.", "Mali", "France"),
        ("The [Tori]es blamed [Labour].", "The Tories blamed Labour.", "Tories", "Labour"),
        ("[Mali]'s army and [Togo]’s.", "Mali's army and Togo’s.", "Mali", "Togo"),
        ("[A], [B] and [C].", "A, B and C.", "A", "B"),
    ],
    ids=["whole-words", "mid-word", "possessive", "third"],
)
def test_brackets_become_spans(sentence: str, text: str, first: str, second: str) -> None:
    read = read_sentiment(feeling(sentence))
    assert read.text == text
    assert [text[s:e] for s, e in (read.first, read.second)] == [first, second]
    assert read.wanted == {"class": "neutral"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (feeling("[Mali] blamed France."), "no two [bracketed] mentions"),
        (feeling("[Mali] blamed [France].", "5"), "the class may not be '5': 0 to 4"),
    ],
    ids=["one-bracket", "class"],
)
def test_bad_sentiment_is_told(row: Row, message: str) -> None:
    with pytest.raises(ValueError, match=message.replace("[", r"\[").replace("]", r"\]")):
        read_sentiment(row)


def test_unknown_root_is_told(ontology: Ontology) -> None:
    with pytest.raises(ValueError, match="'RETREAT' of 'p1' is no root of ACCUSE, AGREE"):
        read_marked([pair("<s>A</s> <t>B</t>", "RETREAT")], "pairs", ontology)


class TestReading:
    def test_the_fifteen_older_roots(self, ontology: Ontology) -> None:
        names = Roots(ontology).names
        assert len(names) == 15
        assert "YIELD" in names
        assert not names & {"CONCEDE", "RETREAT"}

    def test_a_root_is_the_sum_of_its_relations(self, ontology: Ontology) -> None:
        chances = {"none": 0.1, "attacks": 0.3, "concedes": 0.2, "retreats": 0.2}
        assert Roots(ontology).of(judged(chances)) == {"root": "YIELD", "quad": "2"}

    def test_a_quad_class_is_the_sum_of_its_roots(self, ontology: Ontology) -> None:
        chances = {"attacks": 0.4, "supports": 0.3, "visits": 0.3}
        assert Roots(ontology).of(judged(chances)) == {"root": "ASSAULT", "quad": "1"}

    @pytest.mark.parametrize(
        ("stance", "name"),
        [
            (((0.9, 0.1, 0), (0.9, 0, 0.1)), "neutral"),
            (((0.1, 0.9, 0), (0.8, 0.2, 0)), "p for q"),
            (((0.8, 0.2, 0), (0.1, 0.9, 0)), "q for p"),
            (((0.1, 0, 0.9), (1, 0, 0)), "p against q"),
            (((1, 0, 0), (0.1, 0, 0.9)), "q against p"),
        ],
        ids=["neutral", "pro", "pro-back", "against", "against-back"],
    )
    def test_sentiment(self, stance: Sequence[Sequence[float]], name: str) -> None:
        assert sentiment_of(judged(NOBODY, stance)) == {"class": name}


class TestScoring:
    def test_macro_f1_is_the_mean_over_classes(self) -> None:
        found = macro([("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("c", "b")], boot=0)
        assert found.f1 == pytest.approx((0.8 + 0.5 + 0) / 3)
        assert (found.accuracy, found.count) == (0.6, 5)
        assert {n: (r.hits, r.offered, r.wanted) for n, r in found.classes.items()} == {
            "a": (2, 2, 3),
            "b": (1, 3, 1),
            "c": (0, 0, 1),
        }

    def test_interval_holds_the_point_and_repeats(self) -> None:
        pairs = [("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")] * 5
        found = macro(pairs)
        assert found.low < found.f1 < found.high
        assert found == macro(pairs)

    def test_nothing_judged(self, ontology: Ontology) -> None:
        assert macro([]).f1 == 0.0
        assert score_marked([], kind="pairs", ontology=ontology).measures == {}

    def test_pairs_by_root_and_quad(self, ontology: Ontology) -> None:
        rows = [
            (_marked("ACCUSE", 3), judged({"accuses": 1.0})),
            (_marked("AID", 2), judged({"retreats": 1.0})),
        ]
        figures = score_marked(rows, kind="pairs", ontology=ontology, boot=0)
        assert figures.measures["root"].f1 == pytest.approx(1 / 3)
        assert figures.measures["quad"].f1 == 1.0
        assert [(c.gold, c.predicted) for c in figures.confusions] == [("AID", "YIELD")]

    def test_sentences_are_read_before_they_are_judged(
        self, ontology: Ontology, nlp: Language, tmp_path: Path
    ) -> None:
        rows = [
            pair("<s>Mali</s> accused <t>France</t> of spying."),
            pair("<s>France</s> was accused by <t>Mali</t> of spying."),
        ]
        marked = read_marked(rows, "pairs", ontology)
        maker = ExampleMaker(nlp, Extractor(ontology))
        found = [j.best(0) for _, j in judge_marked(marked, maker, Believer(tmp_path))]
        assert found[0] == ("accuses", 1.0)
        assert found[1][1] == 0.0


def _marked(root: str, quad: int) -> Marked:
    return read_marked_pair(pair("<s>A</s> <t>B</t>", root, quad))


class TestFiles:
    def test_kind_is_told_by_the_fields(self, tmp_path: Path) -> None:
        pairs = write_lines(tmp_path / "p.jsonl", [pair("<s>A</s> <t>B</t>")])
        table = tmp_path / "s.txt"
        table.write_text("[Mali] blamed [France].\tMali\tFrance\t3\n\n[A] [B]\tA\tB\t0\n")
        assert read_gold(pairs).kind == "pairs"
        assert read_gold(pairs).ids == {"p1"}
        assert read_gold(table).kind == "sentiment"
        assert read_gold(table).ids == {"1", "3"}

    @pytest.mark.parametrize(
        ("content", "kind", "message"),
        [
            ('{"id": "p", "marked": "x", "event": "AID"}', None, ":1: field 'quad' is missing"),
            ('{"id": "p", "marked": 3, "event": "AID"}', None, "marked and event are not text"),
            ("[A] [B]\tA\tB\t0\nA\tB", None, ":2: has 2 columns instead of 4"),
            ("[A] B\tA\tB\t0", None, ":1: no two [bracketed] mentions"),
            ("one column", "sentiment", ":1: has 1 columns instead of 4"),
        ],
        ids=["no-quad", "no-text", "columns", "brackets", "kind"],
    )
    def test_bad_gold_is_told_with_its_line(
        self, tmp_path: Path, content: str, kind: Any, message: str
    ) -> None:
        path = tmp_path / "gold"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(StatementError) as caught:
            read_gold(path, kind=kind)
        assert message in str(caught.value)


@pytest.fixture
def run(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs `graphkit evaluate` with a believing classifier and returns the result."""
    app = typer.Typer()
    command.add_to(app)
    monkeypatch.setattr(command, "load_model", lambda _, **__: nlp)

    def invoke(*words: object) -> Result:
        monkeypatch.setattr(command, "PairModel", Believer)
        return CliRunner().invoke(app, [str(word) for word in words])

    return invoke


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    """Gold of two pairs."""
    rows = [
        pair("<s>Mali</s> accused <t>France</t> of spying."),
        pair("<s>Eritrea</s> attacked <t>Djibouti</t>.", "ASSAULT", 4, id="p2"),
    ]
    return write_lines(tmp_path / "pairs.jsonl", rows)


def weights_folder(folder: Path) -> Path:
    """Returns a folder that holds what looks like weights; the tests' own judge reads none."""
    for name in FILES:
        (folder / name).touch()
    return folder


class TestCommand:
    def test_pairs(self, run: Any, pairs: Path, tmp_path: Path) -> None:
        result = run(pairs, "--classifier", weights_folder(tmp_path), "--boot", 0)
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith("2 sentences\n")
        assert "root        1.000  0.000-0.000     1.000        2\n" in result.stdout
        assert "quad        1.000  0.000-0.000     1.000        2\n" in result.stdout

    def test_sentiment_as_json(self, run: Any, tmp_path: Path) -> None:
        table = tmp_path / "s.txt"
        table.write_text("[Mali] thanked [France].\tMali\tFrance\t1\n[A] saw [B].\tA\tB\t0\n")
        result = run(table, "--classifier", weights_folder(tmp_path), "--json", "--boot", 0)
        figures = json.loads(result.stdout)
        assert figures["kind"] == "sentiment"
        assert figures["measures"]["class"]["accuracy"] == 0.5
        assert figures["confusions"] == [{"gold": "neutral", "predicted": "p for q", "count": 1}]

    def test_a_classifier_is_needed(self, run: Any, pairs: Path) -> None:
        result = run(pairs, "--classifier", "none")
        assert isinstance(result.exception, GraphkitError)
        assert "give its folder of weights with --classifier" in str(result.exception)

    def test_a_root_that_plover_lacks(self, run: Any, tmp_path: Path) -> None:
        gold = write_lines(tmp_path / "g.jsonl", [pair("<s>A</s> <t>B</t>", "FIGHT")])
        result = run(gold, "--classifier", weights_folder(tmp_path))
        assert isinstance(result.exception, StatementError)
        assert "g.jsonl: 'FIGHT' of 'p1' is no root of" in str(result.exception)

    def test_pairs_take_no_predictions(self, run: Any, pairs: Path, tmp_path: Path) -> None:
        assert run(pairs, pairs, "--classifier", weights_folder(tmp_path)).exit_code == 2

    def test_a_folder_without_weights(self, run: Any, tmp_path: Path, ontology: Ontology) -> None:
        del ontology
        (tmp_path / "a.txt").write_text("Mali thanked France.", encoding="utf-8")
        write_lines(tmp_path / "a.expected.jsonl", [_statement()])
        result = run(tmp_path, "--classifier", tmp_path)
        assert isinstance(result.exception, ModelError)
        assert "the classifier lacks encoder.onnx" in str(result.exception)


def _statement() -> Row:
    ends = {"subject": {"name": "Mali"}, "object": {"name": "France"}}
    return {"doc": "a", "sent": 0, "relation": "supports", **ends}
