"""`graphkit load`, `status` and `forget` as a user meets them: messages and exit codes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import typer

from graphkit import cli
from graphkit.cli import stores
from graphkit.errors import StoreError
from graphkit.records import article_json, dumps, statement_json
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.neo4j_server import free_port
from tests.samples import (
    VOCABULARY,
    article,
    country,
    explained,
    graph_of,
    statement,
    summit,
    topic,
)

COMMANDS = ("load", "status", "forget")


@dataclass(frozen=True)
class Run:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Run]


@pytest.fixture
def graphkit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Runs the command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(cli, "COMMANDS", COMMANDS)
    for name in [name for name in os.environ if name.startswith("GRAPHKIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")

    def run(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["graphkit", *words])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = capsys.readouterr()
        return Run(int(caught.value.code or 0), out, err)

    return run


def write(folder: Path) -> Path:
    """Writes the summit's two files."""
    articles, statements = summit()
    file = folder / "statements.jsonl"
    beside = folder / "statements.articles.jsonl"
    rows = (dumps(statement_json(s)) for s in statements)
    records = (dumps(article_json(a)) for a in articles)
    file.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    beside.write_text("".join(f"{row}\n" for row in records), encoding="utf-8")
    return file


def test_load_tells_what_it_did_and_does_nothing_twice(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    assert graphkit("load") == Run(
        0,
        "",
        "graph.kgl: 3 articles (3 new, 0 replaced, 0 unchanged), 7 statements written\n",
    )
    assert graphkit("load").err == (
        "graph.kgl: 3 articles (0 new, 0 replaced, 3 unchanged), 0 statements written\n"
    )


def test_the_store_may_be_named_once_for_all_commands(
    graphkit: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    monkeypatch.setenv("GRAPHKIT_STORE", "other.kgl")
    assert graphkit("load").err.startswith("other.kgl: 3 articles")
    assert json.loads(graphkit("status", "--format", "json").out)["articles"] == 3
    assert (tmp_path / "other.kgl").exists()


def test_status_shows_what_is_in_the_store(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    graphkit("load")
    shown = graphkit("status")
    assert shown.code == 0
    lines = {line.split("  ")[0].strip(): line for line in shown.out.splitlines()}
    assert "2023-03-20 to 2023-03-21" in lines["published"]
    assert "visits 3, meets 2, opposes 1, signs 1" in lines["relations"]
    assert "6 (country 3, person 3, organization 0, group 0)" in lines["actors"]
    assert "Northern Wire 2, Harbour Daily 1" in lines["outlets"]
    told = "0 of 0 originals; 3 articles were not compared: extract them again"
    assert lines["copies"].split(maxsplit=1)[1].strip() == told
    assert "0 explained by other articles, 0 ambiguous" in lines["names"]
    assert "none" in lines["skipped"]


def test_status_counts_the_names_that_other_articles_explain(
    graphkit: Command, tmp_path: Path
) -> None:
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, *explained(), vocabulary=VOCABULARY)
    (line,) = [x for x in graphkit("status").out.splitlines() if x.strip().startswith("names")]
    assert line.split(maxsplit=1)[1].strip() == (
        "3 explained by other articles (abbreviation 1, spelling 1, surname 1), 1 ambiguous"
    )
    found = json.loads(graphkit("status", "--format", "json").out)
    assert found["resolved"] == {"abbreviation": 1, "spelling": 1, "surname": 1}
    assert found["ambiguous"] == 1


def test_forget_removes_an_article(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    graphkit("load")
    assert graphkit("forget", "a1") == Run(0, "", "graph.kgl: removed a1\n")
    assert json.loads(graphkit("status", "--format", "json").out)["articles"] == 2


def test_forget_removes_what_it_can_and_tells_the_unknown(
    graphkit: Command, tmp_path: Path
) -> None:
    write(tmp_path)
    graphkit("load")
    ended = graphkit("forget", "a1", "zz")
    assert ended.code == 1
    assert ended.err == (
        "graph.kgl: removed a1\n"
        "error: graph.kgl: no article zz "
        "(graphkit cypher 'MATCH (a:Article) RETURN a.id' lists them)\n"
    )


def test_forget_makes_no_store(graphkit: Command, tmp_path: Path) -> None:
    ended = graphkit("forget", "a1")
    assert (ended.code, list(tmp_path.iterdir())) == (1, [])
    assert ended.err == (
        "error: graph.kgl: there is no store (load statements first: graphkit load)\n"
    )


def test_status_without_a_store_tells_what_to_do(graphkit: Command) -> None:
    assert graphkit("status") == Run(
        1, "", "error: graph.kgl: there is no store (load statements first: graphkit load)\n"
    )


def test_a_missing_statements_file_makes_no_store(graphkit: Command, tmp_path: Path) -> None:
    ended = graphkit("load", "nothing.jsonl")
    assert ended.code == 1
    assert "error: nothing.jsonl: there is no such file (graphkit extract writes it)" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_statements_file_loads_the_articles(graphkit: Command, tmp_path: Path) -> None:
    file = write(tmp_path)
    file.write_bytes(b"")
    ended = graphkit("load")
    assert ended.code == 0
    assert "3 articles (3 new, 0 replaced, 0 unchanged), 0 statements written" in ended.err


def test_two_empty_files_are_told(graphkit: Command, tmp_path: Path) -> None:
    (tmp_path / "statements.jsonl").touch()
    ended = graphkit("load")
    assert ended.code == 0
    assert "statements.jsonl: holds no statements" in ended.err


def test_a_bad_line_in_the_middle_loses_no_other(graphkit: Command, tmp_path: Path) -> None:
    file = write(tmp_path)
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines[:3], '{"id": "cut', *lines[3:]]) + "\n", encoding="utf-8")
    ended = graphkit("load")
    assert ended.code == 0
    assert ended.err == (
        "statements.jsonl:4: line left out: is not JSON: "
        "Unterminated string starting at character 8\n"
        "graph.kgl: 3 articles (3 new, 0 replaced, 0 unchanged), 7 statements written\n"
    )


def test_many_bad_lines_are_counted(graphkit: Command, tmp_path: Path) -> None:
    file = write(tmp_path)
    with file.open("a", encoding="utf-8") as end:
        end.write("{}\n" * 40)
    ended = graphkit("load")
    assert ended.err.count("line left out") == 5
    assert "40 lines left out in all" in ended.err


def test_a_file_of_another_kind_makes_no_store(graphkit: Command, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>\n</html>\n", encoding="utf-8")
    ended = graphkit("load", "page.html")
    assert ended.code == 1
    assert "error: page.html: holds no statements (give the file that graphkit extract" in ended.err
    assert not (tmp_path / "graph.kgl").exists()


def test_statements_that_cannot_stand_are_told(graphkit: Command, tmp_path: Path) -> None:
    file = write(tmp_path)
    odd = replace(statement("a1", country("CHN"), "aids", topic("x")), relation="snubs")
    with file.open("a", encoding="utf-8") as end:
        end.write(dumps(statement_json(odd)) + "\n")
    ended = graphkit("load")
    assert "statements left out, unknown relation 'snubs': 1" in ended.err


def test_articles_that_cannot_stand_are_told(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    endless = "é" * 2001
    with (tmp_path / "statements.articles.jsonl").open("a", encoding="utf-8") as end:
        end.write(dumps(article_json(article(endless))) + "\n")
    ended = graphkit("load")
    assert ended.code == 0
    assert "articles left out, its id is longer than 4000 bytes: 1" in ended.err


def test_missing_article_records_are_told(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "statements.articles.jsonl").unlink()
    ended = graphkit("load")
    assert ended.code == 0
    assert "no article records: articles get neither title, outlet nor address" in ended.err
    assert "2 articles have statements but no record" in ended.err


def parts(folder: Path, count: int) -> Path:
    """Writes the summit's files, and what they hold into a folder of several; returns it."""
    file = write(folder)
    (folder / "parts").mkdir()
    for path, ending in ((file, "jsonl"), (articles_beside(file), "articles.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for n in range(count):
            part = folder / "parts" / f"{n:05}.statements.{ending}"
            part.write_text("".join(lines[n::count]), encoding="utf-8")
    return folder / "parts"


def articles_beside(file: Path) -> Path:
    """Returns the article records of a statements file."""
    return file.with_name("statements.articles.jsonl")


@pytest.mark.parametrize("words", [["parts"], ["parts/"], ["GLOB"]], ids=str)
def test_many_files_are_loaded_as_one(graphkit: Command, tmp_path: Path, words: list[str]) -> None:
    folder = parts(tmp_path, 3)
    if words == ["GLOB"]:  # what a shell makes of parts/*.jsonl
        words = [str(path.relative_to(tmp_path)) for path in sorted(folder.iterdir())]
    graphkit("load", "statements.jsonl", "--store", "one.kgl")
    assert graphkit("load", *words, "--store", "many.kgl") == Run(
        0, "", "many.kgl: 3 articles (3 new, 0 replaced, 0 unchanged), 7 statements written\n"
    )
    with open_store("one.kgl") as one, open_store("many.kgl") as many:
        assert graph_of(one) == graph_of(many)


def test_files_without_records_are_counted(graphkit: Command, tmp_path: Path) -> None:
    (parts(tmp_path, 3) / "00001.statements.articles.jsonl").unlink()
    assert "no article records of 1 files: articles get neither" in graphkit("load", "parts").err


def test_a_folder_without_statements_is_told(graphkit: Command, tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    assert graphkit("load", "parts") == Run(
        1,
        "",
        "error: parts: there is no statements file in the folder (give the folder that graphkit "
        "extract --partition wrote)\n",
    )


def test_records_elsewhere_go_with_one_file(graphkit: Command, tmp_path: Path) -> None:
    parts(tmp_path, 2)
    ended = graphkit("load", "parts", "--articles", "statements.articles.jsonl")
    assert ended.code == 2
    assert "these are of one statements file" in ended.err


def test_a_store_of_another_kind_is_left_alone(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "graph.kgl").write_bytes(b"SQLite format 3\x00")
    for words in (["load"], ["status"], ["forget", "a1"]):
        assert graphkit(*words) == Run(
            1,
            "",
            "error: graph.kgl: is not a graphkit store (name another file with --store)\n",
        )
    assert (tmp_path / "graph.kgl").read_bytes() == b"SQLite format 3\x00"


def test_a_store_in_use_is_told(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, *summit(), vocabulary=VOCABULARY)
        ended = graphkit("load")
    assert ended.code == 1
    assert ended.err.startswith("error: graph.kgl: another process writes to it (process ")
    assert ended.err.endswith("(wait until that command has ended, or stop it)\n")


def test_a_server_that_is_down_is_told(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    address = f"bolt://127.0.0.1:{free_port()}"
    ended = graphkit("load", "--store", address, "--password", "secret-word")
    assert ended.code == 1
    assert ended.err == (
        f"error: {address}: the server cannot be reached or went away; 0 of 3 articles are "
        "safely in (run the same command again when the server is back: it continues)\n"
    )
    assert "secret-word" not in ended.err


def test_an_unknown_kind_of_address_is_told(graphkit: Command, tmp_path: Path) -> None:
    write(tmp_path)
    ended = graphkit("load", "--store", "http://localhost:7474")
    assert (ended.code, "is no store address" in ended.err) == (1, True)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j+s"])
def test_a_password_in_an_address_is_refused_and_not_repeated(scheme: str) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(f"{scheme}://neo4j:s3c@ret@localhost:7687")
    assert str(caught.value) == (
        f"{scheme}://...@localhost:7687: an address holds no user and no password "
        "(give --user, and the password by GRAPHKIT_NEO4J_PASSWORD)"
    )


def test_a_password_is_asked_for_only_of_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str, **options: bool) -> str:
        assert options == {"hide_input": True, "err": True}
        asked.append(question)
        return "x"

    monkeypatch.setattr(typer, "prompt", answer)
    for tty, address, password in (
        (False, "bolt://h", None),
        (True, "graph.kgl", None),
        (True, "bolt://h", "given"),
    ):
        monkeypatch.setattr(sys.stdin, "isatty", lambda tty=tty: tty, raising=False)
        stores.store_at(address, user="neo4j", password=password, database=None)
    assert asked == []
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    stores.store_at("bolt://h", user="ann", password=None, database=None)
    assert asked == ["Password of ann at bolt://h"]


def test_wrong_usage_is_told_as_such(graphkit: Command) -> None:
    assert graphkit("load", "--nonsense").code == 2
    assert graphkit("forget").code == 2
    assert graphkit("status", "--format", "xml").code == 2


INTERRUPTED = """
import sys, time
import typer
from graphkit import cli
from graphkit.store import loading
cli.COMMANDS = ("load", "status", "forget")
loading.ROUND = 1
write = loading._load_group
def slowly(*args):
    write(*args)
    print("wrote", flush=True)
    time.sleep(30)
loading._load_group = slowly
cli.main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_keeps_what_was_written_and_the_next_load_completes_it(
    graphkit: Command, tmp_path: Path
) -> None:
    write(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, "load"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "wrote\n"
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in err
    assert "a load runs or was cut short" in graphkit("status").err
    assert "3 articles (2 new, 0 replaced, 1 unchanged)" in graphkit("load").err
    assert graphkit("status").err == ""
