"""The commands that ask: query, why, stance, cypher; and how answers are written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from graphkit.cli import cypher, query, stance, why
from graphkit.cli.tables import Format, render
from graphkit.displays import cell_text
from graphkit.errors import GraphkitError, QueryError, StoreError
from graphkit.queries import all_queries, nearest, without_picture
from graphkit.store import Edge, Node, Table, open_store
from graphkit.store import Path as GraphPath
from graphkit.topics import issue_of
from tests.seed_graph import load_analysed_seeds

Run = Callable[..., Result]

COMMANDS = typer.Typer()
for module in (query, why, stance, cypher):
    module.add_to(COMMANDS)


@pytest.fixture(scope="module")
def seed_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store's file with the seeds' expected statements."""
    path = tmp_path_factory.mktemp("seeds") / "graph.kgl"
    with open_store(str(path)) as store:
        load_analysed_seeds(store, issue_of=issue_of)
    return path


@pytest.fixture
def run(seed_file: Path) -> Run:
    """Runs a command on the seeds' store."""

    def run_command(*arguments: str) -> Result:
        environment = {"GRAPHKIT_STORE": str(seed_file), "COLUMNS": "100"}
        return CliRunner().invoke(COMMANDS, list(arguments), env=environment)

    return run_command


def _error(result: Result) -> str:
    assert isinstance(result.exception, GraphkitError)
    return str(result.exception)


def test_query_lists_every_question_without_a_store(tmp_path: Path) -> None:
    result = CliRunner().invoke(
        COMMANDS, ["query", "-f", "json"], env={"GRAPHKIT_STORE": str(tmp_path / "none.kgl")}
    )
    assert [row["query"] for row in json.loads(result.stdout)] == [
        q.name for q in sorted(all_queries().values(), key=lambda q: (q.category, q.name))
    ]


def test_query_searches_its_questions(run: Run) -> None:
    rows = json.loads(run("query", "--search", "who travelled", "--format", "json").stdout)
    assert rows == [
        {
            "category": "events",
            "query": "visits",
            "question": "Who travelled where",
            "parameters": "visitor, place, since, until, status, negation, min_confidence, outlet",
        }
    ]
    nothing = run("query", "--search", "zebra")
    assert nothing.stdout == ""
    assert nothing.stderr == "no question has the words 'zebra'; graphkit query --list shows all\n"


def test_show_prints_the_file_as_it_pastes(run: Run) -> None:
    assert run("query", "stance", "--show").stdout == all_queries()["stance"].text


def test_query_answers_with_settings_and_limit(run: Run) -> None:
    result = run("query", "allies", "-s", "actor=Russia", "-n", "1", "-f", "json")
    rows = json.loads(result.stdout)
    assert [row["other"] for row in rows] == ["China"]
    assert not any(name.startswith("picture") for name in rows[0])
    assert result.stderr == "the first 1 rows; there may be more: --limit N\n"


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_the_same_question_gives_the_same_bytes(form: str, run: Run) -> None:
    first = run("query", "dyad", "--format", form)
    assert first.stdout_bytes == run("query", "dyad", "--format", form).stdout_bytes
    assert first.exit_code == 0


def test_every_question_prints_in_every_form(run: Run) -> None:
    for name in all_queries():
        for form in Format:
            result = run("query", name, "--format", form.value, "-n", "3")
            assert result.exit_code == 0
            assert result.stdout.endswith("\n")


def test_stance_takes_words_without_quotation_marks(run: Run) -> None:
    result = run("stance", "calls", "ceasefire", "-s", "until=2023-03", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(row["actor"], row["side"], row["speaker"]) for row in rows] == [
        ("United States", "against", "John Kirby")
    ]


def test_the_table_quotes_sentences_below_their_row(run: Run) -> None:
    lines = run("stance", "calls", "ceasefire", "-s", "until=2023-03").stdout.splitlines()
    assert lines[0].split()[:3] == ["actor", "side", "relation"]
    quote = next(line for line in lines if "We don't support calls" in line)
    assert quote.startswith("    “")
    assert "The Harbour Courier" in " ".join(lines)
    assert max(map(len, lines)) <= 100


def test_why_takes_subject_relation_and_object(run: Run) -> None:
    result = run("why", "Xi Jinping", "visits", "Moscow", "-f", "json")
    rows = json.loads(result.stdout)
    assert rows
    assert {(r["subject"], r["relation"], r["object"]) for r in rows} == {
        ("Xi Jinping", "visits", "Moscow")
    }
    assert {"sentence", "speaker", "outlet", "day", "rule", "confidence"} <= set(rows[0])


def test_why_takes_a_second_word_that_is_no_relation_for_the_object(run: Run) -> None:
    short = run("why", "Xi Jinping", "Putin", "-f", "json")
    assert short.stdout == run("why", "Xi Jinping", "", "Putin", "-f", "json").stdout
    assert len(json.loads(short.stdout)) > 1
    spaced = run("why", "Xi", "talks with", "Putin", "-f", "json")
    assert {row["relation"] for row in json.loads(spaced.stdout)} == {"talks_with"}


def test_cypher_prints_any_answer(run: Run) -> None:
    text = "MATCH (n:Country {id: $id}) RETURN n, n.name AS name, [1, 2] AS list, null AS nothing"
    assert run("cypher", text, "-p", "id=country:RUS", "-f", "csv").stdout == (
        "n,name,list,nothing\n(:Actor:Country Russia),Russia,1; 2,\n"
    )
    (row,) = json.loads(run("cypher", text, "-p", "id=country:RUS", "-f", "json").stdout)
    assert row["n"]["labels"] == ["Actor", "Country"]
    assert row["n"]["properties"]["name"] == "Russia"


@pytest.mark.parametrize(
    ("given", "value"),
    [("3", 3), ("0.5", 0.5), ('"3"', "3"), ("[1, 2]", [1, 2]), ("Xi", "Xi"), ("", "")],
)
def test_a_cypher_parameter_is_json_or_text(given: str, value: object, run: Run) -> None:
    result = run("cypher", "RETURN $x AS x", "--param", f"x={given}", "-f", "json")
    assert json.loads(result.stdout) == [{"x": value}]


def test_cypher_changes_the_store_only_when_told_to(tmp_path: Path) -> None:
    file = tmp_path / "graph.kgl"
    with open_store(str(file)) as store:
        store.prepare()
    call = ["cypher", "CREATE (n:Issue {id: 'issue:x', name: 'x'})", "--store", str(file)]
    assert "--write" in _error(CliRunner().invoke(COMMANDS, call))
    assert CliRunner().invoke(COMMANDS, [*call, "--write"]).exit_code == 0
    count = ["cypher", "MATCH (n:Issue) RETURN count(n) AS n", "--store", str(file), "-f", "csv"]
    assert CliRunner().invoke(COMMANDS, count).stdout == "n\n1\n"


EMPTY = [
    (
        ["query", "allies", "-s", "actor=Rusia"],
        (
            "no row answers this\n"
            "actor: no name is 'Rusia'; the nearest are Russia, Russians, Syria\n"
        ),
    ),
    (
        ["query", "allies", "-s", "actor=Russia", "-s", "since=2099"],
        "no row answers this\nwithout filters: --set since= --set status=\n",
    ),
    (
        ["query", "dyad", "-s", "a=Qqqqq", "-s", "status=", "-s", "b=Russia"],
        "no row answers this\na: no name is 'Qqqqq'; nothing in the store is near\n",
    ),
]


@pytest.mark.parametrize(("arguments", "notice"), EMPTY)
def test_an_empty_answer_says_what_to_try(arguments: list[str], notice: str, run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == notice


def test_an_empty_answer_keeps_its_form(run: Run) -> None:
    assert run("stance", "zebra", "-f", "json").stdout == "[]\n"
    assert run("stance", "zebra", "-f", "csv").stdout.startswith("actor,side,relation")


ERRORS = [
    (["query", "alies"], QueryError, "unknown query 'alies' (did you mean 'allies'?"),
    (["query", "stance", "-s", "topci=x"], QueryError, "query stance: unknown parameter 'topci'"),
    (["query", "stance", "-s", "since=now"], QueryError, "query stance: since: 'now' is no date"),
    (["query", "--queries", "none"], QueryError, "none: there is no such folder of queries"),
    (
        ["why", "Xi", "vists", "Moscow"],
        QueryError,
        "unknown relation 'vists' (did you mean 'visits'?)",
    ),
    (["cypher", "MATCH (n RETURN n"], QueryError, ""),
    (["cypher", "RETURN $missing AS x"], QueryError, ""),
    (["stance", "x", "--store", "none.kgl"], StoreError, "none.kgl: there is no store"),
]


@pytest.mark.parametrize(("arguments", "kind", "message"), ERRORS)
def test_wrong_input_is_an_error_that_says_what_to_do(
    arguments: list[str], kind: type[GraphkitError], message: str, run: Run
) -> None:
    result = run(*arguments)
    assert isinstance(result.exception, kind)
    assert str(result.exception).startswith(message)
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "stance", "--set", "topic"],
        ["query", "stance", "--limit", "0"],
        ["query", "stance", "--format", "xml"],
        ["cypher", "RETURN 1 AS x", "--param", "=1"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str], run: Run) -> None:
    assert run(*arguments).exit_code == 2


def test_a_hostile_value_is_only_a_value(run: Run, seed_file: Path) -> None:
    before = seed_file.read_bytes()
    for value in ("x' MATCH (n) DETACH DELETE n //", "\x1b[31mred", "[bold]x[/]", "\u202ex"):
        result = run("query", "allies", "-s", f"actor={value}")
        assert result.exit_code == 0
        assert "\x1b" not in result.output
        assert "\u202e" not in result.output
    assert seed_file.read_bytes() == before


HOSTILE = "=cmd|'/c calc'!A1"
ODD = Table(
    columns=("name", "count", "sentence"),
    rows=(
        (HOSTILE, -3, 'He said "no", twice.\nThen | left <b>'),
        ("\x1b]0;x\x07\x9b31m\u202eevil", 1.5, "[red]plain[/]"),
        (None, True, ["a", None, "b"]),
        ("\ud800", 0, ""),
    ),
)


def test_csv_disarms_formulas_and_keeps_numbers() -> None:
    rows = list(csv.reader(io.StringIO(render(ODD, Format.csv, width=80))))
    assert rows[1] == [f"'{HOSTILE}", "-3", 'He said "no", twice.\nThen | left <b>']
    assert rows[3] == ["", "true", "a; ; b"]


def test_json_is_faithful_and_harmless() -> None:
    text = render(ODD, Format.json, width=80)
    rows = json.loads(text)
    assert rows[1]["name"] == ODD.rows[1][0]
    assert rows[2] == {"name": None, "count": True, "sentence": ["a", None, "b"]}
    assert not set(text) & set("\x1b\x07\x9b\u202e\ud800")


def test_markdown_escapes_its_signs() -> None:
    lines = render(ODD, Format.md, width=80).splitlines()
    assert lines[0] == "| name | count | sentence |"
    assert lines[2].endswith('| -3 | He said "no", twice. Then \\| left &lt;b&gt; |')
    assert len(lines) == 6


@pytest.mark.parametrize("form", [Format.table, Format.csv, Format.md])
@pytest.mark.parametrize("width", [10, 40, 200])
def test_no_form_lets_control_characters_through(form: Format, width: int) -> None:
    text = render(ODD, form, width=width)
    assert not set(text) & set("\x1b\x07\x9b\u202e")
    assert "[red]plain" in text.replace("\\", "")


def test_a_narrow_terminal_gets_one_value_a_line() -> None:
    table = Table(columns=("actor", "side", "sentence"), rows=(("Xi", "for", "Yes."),) * 2)
    assert render(table, Format.table, width=6) == (
        "actor     Xi\nside      for\nsentence  “Yes.”\n\n"
        "actor     Xi\nside      for\nsentence  “Yes.”\n"
    )


def test_the_table_leaves_out_columns_that_say_nothing() -> None:
    table = Table(columns=("a", "b", "c", "d"), rows=(("x", None, False, []),) * 2)
    assert render(table, Format.table, width=80) == "a\n-\nx\nx\n"


def test_the_table_wraps_wide_letters_in_their_column() -> None:
    table = Table(columns=("name", "x"), rows=(("外交部发言人毛宁", "y"),))
    lines = render(table, Format.table, width=14).splitlines()
    assert [line.split() for line in lines] == [
        ["name", "x"],
        ["-----------", "-"],
        ["外交部发言", "y"],
        ["人毛宁"],
    ]


def test_graph_values_are_left_out_of_questions_and_named_elsewhere() -> None:
    xi = Node(labels=("Actor", "Person"), id="person:xi", properties={"name": "Xi"})
    edge = Edge(type="VISITS", start="person:xi", end="place:moscow", properties={})
    path = GraphPath(nodes=(xi,), edges=(edge,))
    table = Table(columns=("a", "n", "picture_x"), rows=((1, [xi], None), (2, [], None)))
    assert without_picture(table) == Table(columns=("a",), rows=((1,), (2,)))
    assert cell_text(xi) == "(:Actor:Person Xi)"
    assert cell_text(path) == "(person:xi)-[:VISITS]->(place:moscow)"


def test_nearest_names() -> None:
    known = ["Russia", "Belarus", "Vladimir Putin", "South Korea", "North Korea"]
    assert nearest("russia", known) is None
    assert nearest("Putin", known) is None
    assert nearest("Putn", known) == []
    assert nearest("Rusia", known) == ["Russia"]
    assert nearest("Korea Republic", known) == ["North Korea", "South Korea"]
