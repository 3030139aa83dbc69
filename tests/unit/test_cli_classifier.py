"""`--classifier`: which weights are read, what is told, and that a run is resumed with the same."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from graphkit.cue_examples import failed_examples
from graphkit.engines import Settings, extract_all, working
from graphkit.model import running
from graphkit.model.running import shipped_weights, weights_id
from graphkit.ontology import load_ontology
from graphkit.records import Article, statement_json
from tests.command_line import CommandLine, Ended, json_lines, read_lines
from tests.readers import row
from tests.tiny_weights import write_tiny_weights

SENTENCES = (
    "France condemned Chad.",
    "France allegedly condemned Chad.",
    "Xi toasted Putin.",
    "The weather was mild.",
)
ABSENT = "no classifier weights are installed: reading goes by cue rows alone"


def news(count: int) -> list[dict[str, Any]]:
    """Short articles, of which cue rows and the tiny classifier think differently."""
    return [
        {"id": f"n{n:03}", "text": SENTENCES[n % len(SENTENCES)], "date": "2023-03-20"}
        for n in range(count)
    ]


@pytest.fixture
def graphkit(graphkit: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line beside four articles, with no choice of classifier made."""
    (tmp_path / "news.jsonl").write_bytes(json_lines(news(4)))
    monkeypatch.delenv("GRAPHKIT_CLASSIFIER")
    return graphkit


def triples(path: Path) -> list[tuple[str, str, str]]:
    """Returns what a file of statements says."""
    rows = read_lines(path)
    return [(r["subject"]["name"], r["relation"], r["object"]["name"]) for r in rows]


CONDEMNED = ("France", "criticizes", "Chad")
BY_CUE_ROWS = [CONDEMNED, CONDEMNED]
BY_TINY = [CONDEMNED, ("Xi Jinping", "meets", "Vladimir Putin")]


class TestChoice:
    @pytest.mark.parametrize("none", ["none", "None"])
    def test_none_reads_by_cue_rows_and_says_nothing(
        self, graphkit: CommandLine, tmp_path: Path, none: str
    ) -> None:
        ended = graphkit("extract", "news.jsonl", "--classifier", none)
        assert ended == Ended(0, "", "statements.jsonl: 2 statements from 4 articles\n")
        assert triples(tmp_path / "statements.jsonl") == BY_CUE_ROWS

    def test_a_folder_is_read(
        self, graphkit: CommandLine, tmp_path: Path, tiny_weights: Path
    ) -> None:
        ended = graphkit("extract", "news.jsonl", "--classifier", str(tiny_weights))
        assert ended == Ended(0, "", "statements.jsonl: 2 statements from 4 articles\n")
        assert triples(tmp_path / "statements.jsonl") == BY_TINY

    def test_the_environment_gives_way_to_the_option(
        self,
        graphkit: CommandLine,
        tmp_path: Path,
        tiny_weights: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("GRAPHKIT_CLASSIFIER", str(tiny_weights))
        graphkit("extract", "news.jsonl")
        assert triples(tmp_path / "statements.jsonl") == BY_TINY
        graphkit("extract", "news.jsonl", "--classifier", "none", "--force")
        assert triples(tmp_path / "statements.jsonl") == BY_CUE_ROWS

    @pytest.mark.parametrize(
        "words",
        [
            row("extract", ("extract", "news.jsonl")),
            row("build", ("build", "news.jsonl", "--picture", "")),
            row("explain", ("explain", "France condemned Chad.")),
        ],
    )
    def test_weights_that_were_left_out_are_told_once(
        self, graphkit: CommandLine, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(running, "shipped_weights", lambda: None)
        ended = graphkit(*words)
        assert (ended.code, ended.lines.count(ABSENT)) == (0, 1)

    @pytest.mark.parametrize("command", ["extract", "build", "explain"])
    def test_a_folder_without_a_classifier(self, graphkit: CommandLine, command: str) -> None:
        assert graphkit(command, "news.jsonl", "--classifier", "weights") == Ended(
            1,
            "",
            "error: weights: the classifier lacks encoder.onnx (give a folder that `graphkit "
            "train` wrote, or none)\n",
        )

    @pytest.mark.skipif(shipped_weights() is None, reason="the weights are not in this tree")
    def test_without_the_option_the_shipped_weights_are_read(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        ended = graphkit("extract", "news.jsonl")
        assert ABSENT not in ended.lines
        rows = read_lines(tmp_path / "statements.jsonl")
        assert rows
        assert all("model" in r["evidence"] for r in rows)


class TestBuildAndExplain:
    def test_build_reads_with_it(
        self, graphkit: CommandLine, tmp_path: Path, tiny_weights: Path
    ) -> None:
        words = ("build", "news.jsonl", "--picture", "", "--classifier", str(tiny_weights))
        assert graphkit(*words).code == 0
        assert triples(tmp_path / "statements.jsonl") == BY_TINY
        assert graphkit(*words).code == 0

    def test_explain_tells_its_verdicts(self, graphkit: CommandLine, tiny_weights: Path) -> None:
        text = f"{SENTENCES[0]} {SENTENCES[1]} {SENTENCES[2]}"
        told = graphkit("explain", text, "--classifier", str(tiny_weights)).out.splitlines()
        verdicts = [" ".join(line.split()) for line in told if line.startswith("  verdict")]
        assert [v.partition(", chance")[0] for v in verdicts] == [
            "verdict agrees: France criticizes Chad",
            "verdict drops: France criticizes Chad",
            "verdict finds: Xi Jinping meets Vladimir Putin",
        ]
        rows = [line for line in told if line.startswith("  cue row")]
        assert rows == [
            "  cue row    condemn/v: 'condemned' -> criticizes",
            "  cue row    condemn/v: 'allegedly condemned' -> criticizes",
        ]

    def test_explain_without_it_tells_no_verdict(self, graphkit: CommandLine) -> None:
        assert "verdict" not in graphkit("explain", SENTENCES[0], "--classifier", "none").out


def bytes_of(articles: Iterable[Article], settings: Settings, workers: int = 1) -> list[str]:
    """Returns every statement as it is written."""
    return [
        json.dumps(statement_json(statement))
        for _, found in extract_all(articles, settings=settings, workers=workers)
        for statement in found
    ]


class TestSameBytes:
    ARTICLES = tuple(Article(id=r["id"], text=f"{r['text']} {SENTENCES[2]}") for r in news(40))

    def test_at_any_batch_size_and_number_of_workers(
        self, tiny_weights: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings = Settings(classifier=tiny_weights)
        several = bytes_of(self.ARTICLES, settings, workers=2)
        monkeypatch.setattr(working, "load_model", lambda _, **__: nlp)
        assert several == bytes_of(self.ARTICLES, settings)
        assert several == [line for a in self.ARTICLES for line in bytes_of([a], settings)]
        assert len(several) > len(self.ARTICLES)

    @pytest.mark.skipif(shipped_weights() is None, reason="the weights are not in this tree")
    def test_of_the_shipped_weights(self, nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
        several = bytes_of(self.ARTICLES, Settings(), workers=2)
        monkeypatch.setattr(working, "load_model", lambda _, **__: nlp)
        alone = [line for a in self.ARTICLES for line in bytes_of([a], Settings())]
        assert several == alone


class TestResume:
    def extracted(self, graphkit: CommandLine, *more: str) -> Ended:
        return graphkit("extract", "news.jsonl", *more)

    def test_each_article_tells_by_which_settings_it_was_read(
        self, graphkit: CommandLine, tmp_path: Path, tiny_weights: Path
    ) -> None:
        rows = [*news(1), {"id": "empty", "text": ""}]
        (tmp_path / "news.jsonl").write_bytes(json_lines(rows))
        self.extracted(graphkit, "--classifier", str(tiny_weights))
        read, empty = read_lines(tmp_path / "statements.articles.jsonl")
        assert read["settings"] == {
            "model": "en_core_web_sm",
            "ontology": None,
            "classifier": weights_id(tiny_weights),
        }
        assert "settings" not in empty

    def test_the_same_settings_go_on(
        self, graphkit: CommandLine, tmp_path: Path, tiny_weights: Path
    ) -> None:
        self.extracted(graphkit, "--classifier", str(tiny_weights))
        whole = (tmp_path / "statements.jsonl").read_bytes()
        copied = shutil.copytree(tiny_weights, tmp_path / "copy")  # another place, the same weights
        ended = self.extracted(graphkit, "--resume", "--classifier", str(copied))
        assert ended.code == 0
        assert (tmp_path / "statements.jsonl").read_bytes() == whole

    def test_another_classifier_is_refused_and_nothing_cut(
        self, graphkit: CommandLine, tmp_path: Path, tiny_weights: Path
    ) -> None:
        self.extracted(graphkit, "--classifier", str(tiny_weights))
        records = tmp_path / "statements.articles.jsonl"
        torn = records.read_bytes() + b'{"id": "torn'
        records.write_bytes(torn)
        name = weights_id(tiny_weights)
        ended = self.extracted(graphkit, "--resume", "--classifier", "none")
        assert ended == Ended(
            1,
            "",
            f"error: statements.articles.jsonl: n000 was read with classifier {name}, this run "
            "reads with none (give the same --classifier, or start anew with --force)\n",
        )
        other = write_tiny_weights(tmp_path / "other", nothing=3)
        ended = self.extracted(graphkit, "--resume", "--classifier", str(other))
        assert f"this run reads with {weights_id(other)} (give" in ended.err
        assert records.read_bytes() == torn

    def test_other_data_files_and_another_model_are_refused(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        mine = tmp_path / "mine"
        mine.mkdir()
        (mine / "words.csv").write_text("word,class,source\nlobbyist,domestic,own\n")
        options = ("--classifier", "none", "--ontology", "mine")
        self.extracted(graphkit, *options)
        assert self.extracted(graphkit, "--resume", *options).code == 0
        ended = self.extracted(graphkit, "--resume", "--classifier", "none")
        assert "n000 was read with ontology " in ended.err
        ended = self.extracted(graphkit, "--resume", *options, "--model", "en_core_web_md")
        assert "was read with model en_core_web_sm, this run reads with en_core_web_md" in ended.err
        (mine / "words.csv").write_text("word,class,source\nlobbyists,domestic,own\n")
        assert self.extracted(graphkit, "--resume", *options).code == 1

    def test_files_that_do_not_tell_are_gone_on_with(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        self.extracted(graphkit, "--classifier", "none")
        records = tmp_path / "statements.articles.jsonl"
        rows = read_lines(records)
        for record in rows:
            del record["settings"]
        records.write_bytes(json_lines(rows))
        assert self.extracted(graphkit, "--resume", "--classifier", "none").code == 0


def test_cue_rows_are_tested_without_it(
    tmp_path: Path, nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "load_model", lambda _, **__: nlp)
    settings = Settings(classifier=tmp_path / "none of its files are there")
    cues = [cue for cue in load_ontology().cues if cue.id == "condemn/v"]
    assert list(failed_examples(cues, settings=settings)) == []
