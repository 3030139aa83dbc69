"""`graphkit analyse` as a user meets it, and what status and query say of the analysis."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from graphkit.cli import analyse, query, status
from graphkit.cli.analyse import frustration_text
from graphkit.errors import StoreError
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.samples import VOCABULARY, article, country, statement

Run = Callable[..., Result]

COMMANDS = typer.Typer()
for module in (analyse, query, status):
    module.add_to(COMMANDS)


def put(path: Path, doc: str) -> None:
    """Loads one article in which China praises Russia and the United States warn it."""
    rows = [
        statement(doc, country("CHN"), "supports", country("RUS")),
        statement(doc, country("USA"), "supports", country("UKR")),
    ]
    with open_store(str(path)) as store:
        load(store, [article(doc, statements=2)], rows, vocabulary=VOCABULARY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The file of a small store."""
    file = tmp_path / "graph.kgl"
    put(file, "a1")
    return file


@pytest.fixture
def run(path: Path) -> Run:
    """Runs a command on the small store."""

    def run_command(*words: str) -> Result:
        environment = {"GRAPHKIT_STORE": str(path), "COLUMNS": "120", "NO_COLOR": "1"}
        return CliRunner().invoke(COMMANDS, list(words), env=environment)

    return run_command


def state(run: Run) -> str:
    """Returns what status says of the analysis."""
    line = run("status").stdout.splitlines()[-1]
    return line.removeprefix(" analysis").strip()


def test_an_analysis_is_made_told_and_dropped(run: Run) -> None:
    assert state(run) == "none: graphkit analyse makes one"
    made = run("analyse")
    assert made.exit_code == 0
    lines = [" ".join(line.split()) for line in made.stdout.splitlines()]
    assert lines == [
        "parties 4 with 2 friendly or hostile ties",
        "from 2 statements between them",
        "blocs 2 (modularity 0.5)",
        "China, Russia",
        "Ukraine, United States",
        "frustration 0 ties stand in the way of balance",
        "triads 0, 0 of them unbalanced",
        "positions 0 parties on one scale",
        "alerts 0",
    ]
    assert state(run).endswith("up to date")
    assert json.loads(run("status", "-f", "json").stdout)["analysis"]["blocs"] == 2
    assert run("analyse", "--drop").exit_code == 0
    assert json.loads(run("status", "-f", "json").stdout)["analysis"] is None


def test_a_later_load_is_told_by_status_and_by_the_questions(run: Run, path: Path) -> None:
    without = "the store holds no analysis; make one: graphkit analyse"
    assert run("query", "blocs").stderr.strip() == without
    run("analyse")
    assert "analysis" not in run("query", "blocs").stderr
    put(path, "a2")
    assert state(run).endswith("out of date: graphkit analyse makes a new one")
    assert "the store has changed since its analysis" in run("query", "blocs").stderr
    assert "analysis" not in run("query", "allies").stderr
    run("analyse")
    assert state(run).endswith("up to date")


def test_a_window_leaves_out_what_lies_outside(run: Run) -> None:
    assert "0 with 0 friendly" in run("analyse", "--since", "2024").stdout
    assert "4 with 2 friendly" in run("analyse", "--until", "2023-03").stdout


@pytest.mark.parametrize("words", [("--since", "soon"), ("--min-confidence", "2")])
def test_wrong_usage_is_told(run: Run, words: tuple[str, str]) -> None:
    assert run("analyse", *words).exit_code == 2


def test_a_store_that_is_not_there_is_not_made(tmp_path: Path, run: Run) -> None:
    missing = tmp_path / "none.kgl"
    result = run("analyse", "--store", str(missing))
    assert isinstance(result.exception, StoreError)
    assert not missing.exists()


def test_an_unproved_frustration_is_told_as_a_range() -> None:
    assert frustration_text(9, 7) == "between 7 and 9 ties stand in the way of balance"
