"""`graphkit same`, `diff` and `export neo4j-admin` as a user meets them, on the embedded store."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphkit.cli import command_line, stores
from graphkit.errors import StoreError
from graphkit.records import article_json, statement_json
from graphkit.store import open_store
from graphkit.store.loading import forget, load
from graphkit.store.suggesting import suggest
from tests.samples import (
    VOCABULARY,
    article,
    country,
    explained,
    organization,
    person,
    statement,
    topic,
    write_lines,
)

Command = Callable[..., str]
OPINION = "Okafor supports calls for ceasefire"
MEETING = "Bashar al-Assad meets Edgars Rinkevics"
OKAFOR, JOHN = "person:okafor", "person:john-okafor"


@pytest.fixture
def graphkit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs a command that must succeed in a folder with a loaded store; returns its stdout."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GRAPHKIT_STORE", "graph.kgl")
    articles, statements = explained()
    write_lines(tmp_path / "statements.articles.jsonl", [article_json(a) for a in articles])
    write_lines(tmp_path / "statements.jsonl", [statement_json(s) for s in statements])

    def run(*words: str) -> str:
        found = CliRunner().invoke(command_line(words), words, catch_exceptions=False)
        assert found.exit_code == 0, found.output
        return found.stdout

    run("load")
    return run


def copied(name: str) -> None:
    Path(name).write_bytes(Path("graph.kgl").read_bytes())


def test_same_joins_two_names_and_parts_them_again(graphkit: Command) -> None:
    copied("before.kgl")
    graphkit("same", "Okafor", "John Okafor")
    graphkit("load")
    assert graphkit("diff", "before.kgl", "graph.kgl").splitlines() == [
        "+ tie John Okafor supports calls for ceasefire: 0 -> 1",
        "- tie Okafor supports calls for ceasefire: 1 -> 0",
    ]
    graphkit("same", "--undo", JOHN, OKAFOR)
    assert graphkit("diff", "before.kgl", "graph.kgl") == ""


def test_suggestions_are_listed_until_they_are_decided(graphkit: Command) -> None:
    (first, second) = json.loads(graphkit("same", "--suggest", "--format", "json"))
    assert (first["alias"], first["actor"]) == (OKAFOR, "person:grace-okafor")
    assert (second["actor"], second["reason"]) == (JOHN, "one name within the other")
    graphkit("same", OKAFOR, JOHN)
    assert json.loads(graphkit("same", "--suggest", "--format", "json")) == []


def test_suggestions_have_their_reasons(tmp_path: Path) -> None:
    rows = [
        statement("s1", organization("AFT"), "supports", topic("talks on grain exports")),
        statement("s1", organization("Alliance for Trade"), "supports", topic("rice"), sent=1),
        statement("s2", person("Mikhail Gorbunov", "RUS"), "aids", country("UKR")),
        statement("s2", person("Mikhail Gorbunow", None), "aids", country("UKR"), sent=1),
        statement("s2", person("Mikhail Gorbunof", "USA"), "aids", country("FRA"), sent=2),
        statement("s3", country("FRA"), "supports", topic("grain exports talks on")),
    ]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article(d) for d in ("s1", "s2", "s3")], rows, vocabulary=VOCABULARY)
        found = {(s.alias_name, s.actor_name): s.reason for s in suggest(store)}
    assert found == {
        ("AFT", "Alliance for Trade"): "initials",
        ("Mikhail Gorbunov", "Mikhail Gorbunow"): "spelt alike",
        ("Mikhail Gorbunof", "Mikhail Gorbunow"): "spelt alike",
        ("grain exports talks on", "talks on grain exports"): "the same words",
    }


def test_diff_shows_what_only_one_store_holds(graphkit: Command) -> None:
    copied("before.kgl")
    with open_store("graph.kgl") as store:
        forget(store, ["b4"], vocabulary=VOCABULARY)
    assert graphkit("diff", "before.kgl", "graph.kgl").splitlines() == [
        f"- 2023-03-20 b4: {OPINION}: {OPINION}.",
        f"- 2023-06-01 b4: {MEETING}: {MEETING}.",
        "~ tie Bashar al-Assad meets Edgars Rinkevics: 2 -> 1",
        "- tie Okafor supports calls for ceasefire: 1 -> 0",
    ]
    found = json.loads(graphkit("diff", "graph.kgl", "before.kgl", "--format", "json"))
    assert [line["doc"] for line in found["added"]] == ["b4", "b4"]
    assert found["removed"] == []


def test_diff_compares_one_store_at_two_dates(graphkit: Command) -> None:
    found = json.loads(graphkit("diff", "graph.kgl@2023-04", "graph.kgl@2023", "-f", "json"))
    assert [line["published"] for line in found["added"]] == ["2023-06-01"]
    assert found["ties"] == [
        {
            "subject": "Bashar al-Assad",
            "relation": "meets",
            "object": "Edgars Rinkevics",
            "before": 1,
            "after": 2,
        }
    ]


def test_export_prints_the_import_command(graphkit: Command, tmp_path: Path) -> None:
    words = shlex.split(graphkit("export", "neo4j-admin", "-o", "bulk"))
    assert words[:5] == ["neo4j-admin", "database", "import", "full", "neo4j"]
    assert f"--nodes=Place={tmp_path}/bulk/nodes-place.csv" in words


@pytest.mark.parametrize("form", ["neo4j-admin", "jsonl"])
@pytest.mark.parametrize("choice", [["--actor", "China"], ["--limit", "3"], ["--no-denied"]])
def test_a_whole_store_takes_no_choice(form: str, choice: list[str]) -> None:
    words = ["export", form, "-o", "out", *choice]
    found = CliRunner().invoke(command_line(words), words)
    assert found.exit_code == 2
    assert "writes the whole store: leave out" in found.output


@pytest.mark.parametrize("words", [["same"], ["same", "a"], ["same", "a", "b", "--suggest"]])
def test_same_needs_two_or_suggest(words: list[str]) -> None:
    found = CliRunner().invoke(command_line(words), words)
    assert found.exit_code == 2
    assert "give A and B, or --suggest alone" in found.output


@pytest.mark.parametrize("text", ["soon", "-1", "nan", "1e9"])
def test_a_patience_that_is_no_number_is_told(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHKIT_NEO4J_RETRY_SECONDS", text)
    with pytest.raises(StoreError, match=r"^GRAPHKIT_NEO4J_RETRY_SECONDS: .* is no number of"):
        stores.store_at("bolt://localhost", user="neo4j", password="x", database=None)
