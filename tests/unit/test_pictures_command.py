"""`graphkit export`: formats, filters, files, and what it says when something is wrong."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import cast

import pytest
import typer
from typer.testing import CliRunner, Result

from graphkit.cli import common, export, filtering
from graphkit.errors import PictureError, StoreError
from graphkit.pictures.formats import FORMATS, TABLES
from graphkit.queries import all_queries, bind, find_query
from graphkit.statements import BadLine, read_article_records, read_statements
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.samples import VOCABULARY, graph_of, summit

app = typer.Typer()
app.callback()(common)
export.add_to(app)


@pytest.fixture(scope="module")
def summit_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store file that holds the summit."""
    path = str(tmp_path_factory.mktemp("export") / "graph.kgl")
    with open_store(path) as store:
        load(store, *summit(), vocabulary=VOCABULARY)
    return path


def run(store: str, *arguments: str) -> Result:
    """Runs `graphkit export` and lets our errors through."""
    result = CliRunner().invoke(app, ["export", "--store", store, *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_is_written_and_told(summit_file: str, tmp_path: Path, name: str) -> None:
    target = tmp_path / "".join(("ties", *FORMATS[name].suffixes[:1]))
    about = ("--actor", "China", "--actor", "Russia", "--actor", "USA")
    result = run(summit_file, name, "-o", str(target), *about)
    assert result.exit_code == 0
    assert target.stat().st_size > 500
    counts = "6 ties, from 7 statements" if name == "html" else "4 ties, from 5 statements"
    if name in TABLES:
        counts = "7 statements"
    assert f"{target}: {counts} in 2 articles of 2023-03-20\n" in result.stderr
    assert result.stdout == ""


def test_stdout_takes_any_format(summit_file: str) -> None:
    result = run(summit_file, "cytoscape", "-o", "-")
    assert len(json.loads(result.stdout)["elements"]["edges"]) == 4


def test_filters_reach_the_network(summit_file: str) -> None:
    arguments = ("--actor", "xi jinping", "--relation", "visits", "--status", "all", "--denied")
    result = run(summit_file, "cytoscape", "-o", "-", *arguments)
    edges = json.loads(result.stdout)["elements"]["edges"]
    assert {(e["data"]["relation"], e["data"]["negated"]) for e in edges} == {
        ("visits", False),
        ("visits", True),
    }


def test_filters_reach_the_statements(summit_file: str) -> None:
    arguments = ("--actor", "xi jinping", "--relation", "visits", "--no-denied")
    rows = list(csv.DictReader(run(summit_file, "csv", "-o", "-", *arguments).stdout.splitlines()))
    assert [(r["subject_name"], r["relation"], r["negated"]) for r in rows] == [
        ("Xi Jinping", "visits", "false")
    ]


def test_a_dyad_is_told_by_both_names(summit_file: str) -> None:
    arguments = ("--actor", "China", "--with", "Vladimir Putin")
    text = run(summit_file, "brief", "-o", "-", *arguments).stdout
    assert text.startswith("# China and Vladimir Putin\n\n2 statements in 2 articles")


def test_a_question_chooses_the_statements(summit_file: str) -> None:
    arguments = ("--query", "stance", "--set", "topic=ceasefire")
    result = run(summit_file, "events", "-o", "-", *arguments)
    (event,) = csv.DictReader(result.stdout.splitlines())
    assert (event["Actor Name"], event["Topic"]) == ("United States", "calls for ceasefire")
    drawn = json.loads(run(summit_file, "node-link", "-o", "-", *arguments).stdout)
    assert [edge["relation"] for edge in drawn["edges"]] == ["opposes"]


@pytest.mark.parametrize(
    ("name", "settings"),
    [
        ("allies", ("actor=China",)),
        ("allies", ("actor=Vladimir Putin", "status=")),
        ("tension", ("a=China", "b=Russia")),
        ("tension", ("a=China", "b=Russia", "status=")),
    ],
)
def test_a_question_of_actors_brings_what_it_counts(
    summit_file: str, name: str, settings: tuple[str, ...]
) -> None:
    query = find_query(all_queries(), name)
    with open_store(summit_file) as store:
        table = store.run(*bind(query, dict(each.split("=") for each in settings)))
    arguments = [part for each in settings for part in ("--set", each)]
    rows = run(summit_file, "csv", "-o", "-", "--query", name, *arguments).stdout.splitlines()
    counted = [row["statements"] for row in table.dicts()]
    assert counted
    assert len(rows) - 1 == sum(counted)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("stance", "--set", "topic=unicorns"), r"no row answers this \(.*no name is 'unicorns'"),
        (("blocs",), r"no row answers this \(graphkit analyse\)"),
    ],
)
def test_a_question_without_statements_is_told(
    summit_file: str, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(PictureError, match=message):
        run(summit_file, "csv", "-o", "-", "--query", *arguments)


def test_statements_without_an_event_are_told(tmp_path: Path) -> None:
    records, rows = summit()
    rows[-1] = dataclasses.replace(rows[-1], plover=None)
    path = str(tmp_path / "graph.kgl")
    with open_store(path) as store:
        load(store, records, rows, vocabulary=VOCABULARY)
    result = run(path, "events", "-o", "-", "--relation", "visits")
    assert "-: 3 statements in 2 articles" in result.stderr
    assert "1 statement without a PLOVER event left out" in result.stderr
    assert len(result.stdout.splitlines()) == 1 + 2


def test_statements_that_the_limit_leaves_out_are_told(summit_file: str) -> None:
    result = run(summit_file, "csv", "-o", "-", "--limit", "5")
    assert "-: 5 newest of 7 statements" in result.stderr
    assert "--limit takes more or fewer" in result.stderr
    assert len(result.stdout.splitlines()) == 1 + 5


def test_a_write_that_fails_leaves_nothing(
    summit_file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    broken = dataclasses.replace(TABLES["csv"], write=full)
    monkeypatch.setitem(cast(dict[str, object], FORMATS), "csv", broken)
    with pytest.raises(PictureError, match="cannot be written: No space left on device"):
        run(summit_file, "csv", "-o", str(tmp_path / "t.csv"))
    assert list(tmp_path.iterdir()) == []


def test_what_is_left_out_is_told(summit_file: str) -> None:
    result = run(summit_file, "graphml", "-o", "-", "--limit", "1")
    assert "-: 1 strongest of 4 ties, from 5 statements" in result.stderr
    assert "--limit draws more or fewer" in result.stderr


def test_a_file_is_not_replaced_without_force(summit_file: str, tmp_path: Path) -> None:
    target = tmp_path / "ties.svg"
    target.write_text("mine")
    with pytest.raises(PictureError, match="is there already"):
        run(summit_file, "-o", str(target))
    assert target.read_text() == "mine"
    assert run(summit_file, "-o", str(target), "--force").exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("<?xml")


def test_the_place_is_checked_before_the_store_is_read(tmp_path: Path) -> None:
    with pytest.raises(PictureError, match="its folder does not exist"):
        run(str(tmp_path / "none.kgl"), "-o", str(tmp_path / "no" / "ties.svg"))


def test_nothing_is_written_without_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        run(str(tmp_path / "none.kgl"), "-o", str(tmp_path / "ties.svg"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "t.svg", "--since", "20"), "'20' is no date: give YYYY, YYYY-MM or YYYY-MM-DD"),
        (("-o", "t.svg", "--until", "2023-02-30"), "'2023-02-30' is no date"),
        (("-o", "t.svg", "--until", "2023-13"), "'2023-13' is no date"),
        (("-o", "t.svg", "--limit", "0"), "--limit"),
        (("-o", "t.svg", "--min-confidence", "2"), "--min-confidence"),
        (("-o", "t.svg", "--status", "done"), "'done'"),
        (("pdf", "-o", "t.pdf"), "'pdf'"),
        (("-o", "t.csv", "--with", "USA"), "name the other one with --actor"),
        (("-o", "t.csv", "--set", "topic=x"), "name the question with --query"),
        (("-o", "t.md"), "a brief is about something: give --actor, --topic"),
        ((), "Missing option"),
    ],
)
def test_wrong_usage_is_told(summit_file: str, arguments: tuple[str, ...], message: str) -> None:
    result = run(summit_file, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("\u2502", " ").split())


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2024-02-03", dt.date(2024, 2, 3), dt.date(2024, 2, 3)),
    ],
)
def test_a_year_or_month_is_all_of_it(text: str, first: dt.date, last: dt.date) -> None:
    assert (filtering.first_day(text), filtering.last_day(text)) == (first, last)


def test_a_store_gives_back_the_two_files_it_was_loaded_from(
    summit_file: str, tmp_path: Path
) -> None:
    target, beside = tmp_path / "back.jsonl", tmp_path / "back.articles.jsonl"
    result = run(summit_file, "jsonl", "-o", str(target))
    assert result.stderr.splitlines() == [f"{target}: 7 lines", f"{beside}: 3 lines"]
    again = str(tmp_path / "again.kgl")
    bad: list[BadLine] = []
    articles = list(read_article_records(str(beside), on_bad=bad.append))
    statements = list(read_statements(str(target), on_bad=bad.append))
    assert bad == []
    assert (articles, sorted(statements, key=str)) == (summit()[0], sorted(summit()[1], key=str))
    with open_store(again) as store, open_store(summit_file) as first:
        load(store, articles, statements, vocabulary=VOCABULARY)
        assert graph_of(store) == graph_of(first)


def test_the_second_of_the_two_files_is_not_replaced_either(
    summit_file: str, tmp_path: Path
) -> None:
    (tmp_path / "back.articles.jsonl").write_text("mine")
    with pytest.raises(PictureError, match=r"back\.articles\.jsonl: is there already"):
        run(summit_file, "jsonl", "-o", str(tmp_path / "back.jsonl"))
    assert not (tmp_path / "back.jsonl").exists()
