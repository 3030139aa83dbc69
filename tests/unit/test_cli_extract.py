"""`graphkit extract`, `build` and `explain` as users meet them: files, streams, kills."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit.store import open_store
from tests.command_line import (
    COMMAND,
    CommandLine,
    Ended,
    environment,
    json_lines,
    read_lines,
    run_alone,
    start,
)
from tests.samples import graph_of

SENTENCES = (
    "Norwegian Foreign Minister Anniken Huitfeldt met her Turkish counterpart in Oslo on Monday.",
    "France condemned the attack and called for a ceasefire in Sudan.",
    '"We support the ceasefire," said Brazilian President Luiz Inacio Lula da Silva.',
    "The weather was mild.",
)
SIDES = (
    "Egypt supports the ceasefire in Sudan.",
    "Chad opposes the ceasefire in Sudan.",
    "Egyptian President Abdel Fattah al-Sisi visited Paris on March 20.",
    "Kenya signed an agreement with France. Kenya praised France.",
    "Kenya condemned Chad.",
)


def news(count: int) -> list[dict[str, Any]]:
    """Short articles."""
    return [
        {
            "id": f"n{n:03}",
            "text": SENTENCES[n % len(SENTENCES)],
            "date": "2023-03-20",
            "title": f"Number {n}",
            "source": "Fjord Gazette",
        }
        for n in range(count)
    ]


@pytest.fixture
def some_news(tmp_path: Path) -> Path:
    """Eight articles in a file."""
    path = tmp_path / "news.jsonl"
    path.write_bytes(json_lines(news(8)))
    return path


def pair(folder: Path, name: str = "statements") -> tuple[bytes, bytes]:
    """Returns what the two files hold."""
    return (
        (folder / f"{name}.jsonl").read_bytes(),
        (folder / f"{name}.articles.jsonl").read_bytes(),
    )


@pytest.mark.usefixtures("some_news")
class TestExtract:
    def test_it_writes_two_files_and_tells_how_much(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        ended = graphkit("extract", "news.jsonl")
        rows = read_lines(tmp_path / "statements.jsonl")
        assert ended == Ended(0, "", f"statements.jsonl: {len(rows)} statements from 8 articles\n")
        assert {(r["subject"]["name"], r["relation"]) for r in rows} >= {
            ("Anniken Huitfeldt", "meets"),
            ("France", "demands"),
        }
        records = read_lines(tmp_path / "statements.articles.jsonl")
        assert [r["id"] for r in records] == [f"n{n:03}" for n in range(8)]
        assert sum(r["statements"] for r in records) == len(rows)
        assert (records[0]["title"], records[0]["outlet"]) == ("Number 0", "Fjord Gazette")

    def test_streams_in_and_out(self, graphkit: CommandLine, tmp_path: Path) -> None:
        graphkit("extract", "news.jsonl")
        ended = graphkit("extract", "-", "-o", "-", stdin=json_lines(news(8)))
        assert (ended.code, ended.out.encode()) == (0, pair(tmp_path)[0])
        assert ended.err.startswith("standard output: ")

    def test_files_that_are_there_are_not_replaced(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        (tmp_path / "statements.jsonl").write_text("mine\n")
        assert graphkit("extract", "news.jsonl") == Ended(
            1,
            "",
            "error: statements.jsonl: is there already (--resume goes on with a cut run, --force "
            "replaces it)\n",
        )
        assert (tmp_path / "statements.jsonl").read_text() == "mine\n"
        assert graphkit("extract", "news.jsonl", "--force").code == 0

    def test_resuming_and_replacing_exclude_each_other(self, graphkit: CommandLine) -> None:
        ended = graphkit("extract", "news.jsonl", "--force", "--resume")
        assert ended.code == 2
        assert "--resume keeps what --force replaces: give one of them" in ended.err

    def test_resuming_a_finished_run_changes_nothing(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        graphkit("extract", "news.jsonl")
        before = pair(tmp_path)
        ended = graphkit("extract", "news.jsonl", "--resume")
        assert ended.lines[1] == "8 of the articles were finished before"
        assert pair(tmp_path) == before

    def test_new_articles_are_added_when_resuming(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        graphkit("extract", "news.jsonl")
        (tmp_path / "news.jsonl").write_bytes(json_lines(news(12)))
        graphkit("extract", "news.jsonl", "--resume")
        resumed = pair(tmp_path)
        graphkit("extract", "news.jsonl", "--force")
        assert pair(tmp_path) == resumed

    def test_a_folder_of_files_holds_the_same(self, graphkit: CommandLine, tmp_path: Path) -> None:
        told = graphkit("extract", "news.jsonl")
        ended = graphkit("extract", "news.jsonl", "-o", "parts", "--partition", "3")
        assert (ended.code, ended.err) == (0, told.err.replace("statements.jsonl", "parts"))
        files = sorted((tmp_path / "parts").glob("*.statements.jsonl"))
        assert len(files) == 3
        assert b"".join(file.read_bytes() for file in files) == pair(tmp_path)[0]

    @pytest.mark.parametrize("output", ["-", "statements.jsonl"])
    def test_a_folder_must_be_named(self, graphkit: CommandLine, output: str) -> None:
        ended = graphkit("extract", "news.jsonl", "-o", output, "--partition", "3")
        assert ended.code == 2
        assert "a folder is written: name one with -o" in ended.err

    def test_many_of_one_kind_are_counted(self, graphkit: CommandLine, tmp_path: Path) -> None:
        rows = [{**row, "date": None} for row in news(9)] + [{"id": f"e{n}"} for n in range(7)]
        (tmp_path / "news.jsonl").write_bytes(json_lines(rows))
        ended = graphkit("extract", "news.jsonl")
        assert sum(line.endswith(": no date") for line in ended.lines) == 5
        assert "no date: 9 in all (graphkit -v names each)" in ended.lines
        assert "skipped, no text: 7 in all (graphkit -v names each)" in ended.lines
        assert ended.lines[-1] == "7 skipped: 7 no text"


class TestBuild:
    @pytest.fixture(autouse=True)
    def _sides(self, tmp_path: Path) -> None:
        rows = [
            {"id": f"s{n}", "text": text, "date": "2023-03-20", "source": "Nile Post"}
            for n, text in enumerate(SIDES)
        ]
        (tmp_path / "news.jsonl").write_bytes(json_lines(rows))

    def test_one_command_gives_statements_graph_answers_and_page(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        ended = graphkit("build", "news.jsonl")
        assert ended.code == 0, ended.err
        for name in ("statements.jsonl", "statements.articles.jsonl", "graph.kgl", "graph.html"):
            assert (tmp_path / name).stat().st_size, name
        assert "in 5 articles\n" in ended.out
        assert "\n$ graphkit query stance --set topic=ceasefire\n" in ended.out
        assert "“Chad opposes the ceasefire in Sudan.” — Nile Post" in ended.out
        assert "\n$ graphkit query visits\n" in ended.out
        assert ended.lines[-2:] == [
            "graph.html shows the graph: open it in a browser",
            "next: graphkit query --list  ·  graphkit why China Russia",
        ]

    def test_every_answer_shown_is_the_answer_of_the_command_above_it(
        self, graphkit: CommandLine
    ) -> None:
        shown = graphkit("build", "news.jsonl").out
        commands = [line[11:] for line in shown.splitlines() if line.startswith("$ graphkit ")]
        assert len(commands) >= 3
        for command in commands:
            answer = graphkit(*command.split(), "--format", "json")
            first = json.loads(answer.out)[0]
            assert any(str(value) in shown for value in first.values() if value), command

    def test_running_it_twice_gives_the_same(self, graphkit: CommandLine, tmp_path: Path) -> None:
        first = graphkit("build", "news.jsonl")
        files, page = pair(tmp_path), (tmp_path / "graph.html").read_bytes()
        with open_store(str(tmp_path / "graph.kgl")) as store:
            graph = graph_of(store)
        second = graphkit("build", "news.jsonl")
        assert (second.code, second.out) == (0, first.out)
        assert "graph.kgl: 5 articles (0 new, 0 replaced, 5 unchanged), 0" in second.err
        assert (pair(tmp_path), (tmp_path / "graph.html").read_bytes()) == (files, page)
        with open_store(str(tmp_path / "graph.kgl")) as store:
            assert graph_of(store) == graph

    def test_corrections_by_hand_are_not_lost(self, graphkit: CommandLine, tmp_path: Path) -> None:
        graphkit("build", "news.jsonl")
        file = tmp_path / "statements.jsonl"
        corrected = file.read_text().replace('"opposes"', '"criticizes"')
        file.write_text(corrected)
        ended = graphkit("build", "news.jsonl")
        assert ended == Ended(
            1,
            "",
            "error: statements.jsonl: was changed by hand, or belongs to a cut run (graphkit load "
            "takes it as it is, --resume goes on with a cut run, --force replaces it)\n",
        )
        assert file.read_text() == corrected
        assert graphkit("build", "news.jsonl", "--resume").code == 0
        assert file.read_text() == corrected
        assert graphkit("build", "news.jsonl", "--force").code == 0
        assert file.read_text() != corrected

    def test_other_articles_do_not_replace_these(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        graphkit("build", "news.jsonl")
        before = pair(tmp_path)
        (tmp_path / "other.txt").write_text("---\ndate: 2023-03-21\n---\nIran thanked Oman.")
        ended = graphkit("build", "other.txt")
        assert ended == Ended(
            1,
            "",
            "error: statements.jsonl: holds 5 articles that are not in the input, such as s0 (name "
            "another file with -o, or give --force to replace it)\n",
        )
        assert pair(tmp_path) == before
        added = graphkit("build", "other.txt", "-o", "other.jsonl")
        assert "in 6 articles\n" in added.out

    def test_a_page_of_somebody_else_is_kept(self, graphkit: CommandLine, tmp_path: Path) -> None:
        page = tmp_path / "graph.html"
        page.write_text("<html>mine</html>")
        ended = graphkit("build", "news.jsonl")
        assert ended == Ended(
            1, "", "error: graph.html: is there already (give --force to replace it)\n"
        )
        assert page.read_text() == "<html>mine</html>"
        assert not (tmp_path / "statements.jsonl").exists()
        assert graphkit("build", "news.jsonl", "--picture", "").code == 0
        assert page.read_text() == "<html>mine</html>"

    def test_the_graph_needs_a_file(self, graphkit: CommandLine) -> None:
        ended = graphkit("build", "news.jsonl", "-o", "-")
        assert ended.code == 2
        assert "the graph is loaded from a file: name one" in ended.err

    def test_a_graph_without_statements_has_no_answers(
        self, graphkit: CommandLine, tmp_path: Path
    ) -> None:
        (tmp_path / "news.jsonl").write_bytes(
            json_lines([{"id": "x", "text": "It rained.", "date": "2023-03-20"}])
        )
        ended = graphkit("build", "news.jsonl")
        assert (ended.code, ended.out) == (
            0,
            "\n0 statements about 0 actors, 0 places and 0 topics in 1 articles\n",
        )


class TestExplain:
    def test_a_sentence(self, graphkit: CommandLine) -> None:
        ended = graphkit("explain", "France condemned Chad on Monday.", "--date", "2023-03-22")
        assert (ended.code, ended.err) == (0, "")
        lines = ended.out.splitlines()
        assert lines[0] == "France condemned Chad on Monday."
        assert "  mention    'France' = France [country:FRA] by name" in lines
        assert "  cue row    condemn/v: 'condemned' -> criticizes" in lines
        assert "  statement  France (country, FRA) -> CRITICIZES -> Chad (country, TCD)" in lines
        assert any("2023-03-20 (day); PLOVER ACCUSE, CAMEO 11, quad 3;" in line for line in lines)

    def test_rows_that_nearly_fired(self, graphkit: CommandLine) -> None:
        lines = graphkit("explain", "France cut aid to Mali and visited.").out.splitlines()
        assert "  cue row    cut-aid/v: 'cut aid' -> sanctions" in lines
        assert '  nearly     cut-deal/v: "cut" needs obj deal' in lines
        assert "  nearly     visit/v: no object in obj" in lines

    def test_a_sentence_without_statements(self, graphkit: CommandLine) -> None:
        assert graphkit("explain", "It rained.").out == "It rained.\n  no statement\n\n"

    def test_wide_and_hostile_letters(self, graphkit: CommandLine) -> None:
        ended = graphkit("explain", "France met \u202e中国 \x1b[31m😀 in 北京.")
        assert ended.code == 0
        assert not set(ended.out) & {"\u202e", "\x1b"}
        assert "中国" in ended.out

    @pytest.mark.parametrize("stdin", [False, True], ids=["file", "stdin"])
    def test_a_file(self, graphkit: CommandLine, tmp_path: Path, stdin: bool) -> None:
        text = "---\ndate: 2023-03-22\n---\nFrance condemned Chad on Monday."
        (tmp_path / "a.txt").write_text(text)
        ended = graphkit("explain", "-" if stdin else "a.txt", stdin=text.encode())
        assert "2023-03-20 (day)" in ended.out
        assert "France condemned Chad on Monday." in ended.out

    def test_a_missing_file(self, graphkit: CommandLine) -> None:
        assert graphkit("explain", "none.txt") == Ended(
            1, "", "error: none.txt: no such file or folder\n"
        )

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            ([""], "give a sentence or a file"),
            (["."], ". is a folder: name a file"),
            (["a.txt", "--date", "2023-01-01"], "a file's articles have their own dates"),
            (["It rained.", "--date", "soon"], "'soon' is no ISO date"),
        ],
        ids=["nothing", "folder", "date of a file", "no date"],
    )
    def test_wrong_usage(
        self, graphkit: CommandLine, tmp_path: Path, words: list[str], message: str
    ) -> None:
        (tmp_path / "a.txt").write_text("It rained.")
        ended = graphkit("explain", *words)
        assert ended.code == 2
        assert message in ended.err


FED = 240
"""Articles fed to a run before it is cut: more than any reader ahead holds."""


HELD = "another run is writing to it (wait until that one has ended, or name another file with -o)"


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """What a run over all articles writes when nothing cuts it."""
    folder = tmp_path_factory.mktemp("whole")
    ended = run_alone(folder, "extract", "-", stdin=json_lines(news(FED)))
    assert ended.code == 0, ended.err
    return pair(folder)


@contextlib.contextmanager
def half_done(folder: Path, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A run that has finished some articles and waits for more; it is killed in the end."""
    process = start(folder, "extract", "-", *words)
    try:
        assert process.stdin is not None
        process.stdin.write(json_lines(news(FED)))
        process.stdin.flush()
        records = folder / "statements.articles.jsonl"
        until = time.monotonic() + 120
        while not (records.exists() and records.stat().st_size):
            assert process.poll() is None, process.communicate()[1].decode()
            assert time.monotonic() < until
            time.sleep(0.05)
        yield process
    finally:
        process.kill()
        process.communicate(timeout=60)  # ends when all that hold its streams have ended


WORKERS = pytest.mark.parametrize("workers", ["1", "2"])


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
class TestCutRuns:
    @WORKERS
    def test_a_killed_run_goes_on_where_it_stopped(
        self, tmp_path: Path, whole: tuple[bytes, bytes], workers: str
    ) -> None:
        with half_done(tmp_path, "--workers", workers) as process:
            children = _children(process.pid)
            assert len(children) >= (0 if workers == "1" else 2)
            process.kill()
            process.wait()
        done = pair(tmp_path)[1].count(b"\n")
        assert 0 < done < FED
        ended = run_alone(tmp_path, "extract", "-", "--resume", stdin=json_lines(news(FED)))
        assert ended.code == 0
        assert f"{done} of the articles were finished before" in ended.lines
        assert pair(tmp_path) == whole
        _await_end(children)

    def test_a_second_run_on_one_output_is_kept_out(
        self, tmp_path: Path, whole: tuple[bytes, bytes]
    ) -> None:
        with half_done(tmp_path) as process:
            second = run_alone(tmp_path, "extract", "-", "--resume", stdin=json_lines(news(FED)))
            assert second == Ended(1, "", f"error: statements.jsonl: {HELD}\n")
            process.communicate(timeout=120)
        assert pair(tmp_path) == whole

    @WORKERS
    def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(
        self, tmp_path: Path, whole: tuple[bytes, bytes], workers: str
    ) -> None:
        with half_done(tmp_path, "--workers", workers) as process:
            for pid in (*_children(process.pid), process.pid):  # as a terminal does
                os.kill(pid, signal.SIGINT)
            err = process.communicate()[1].decode()
        done = pair(tmp_path)[1].count(b"\n")
        assert process.returncode == 130, err
        assert err == (
            f"statements.jsonl: {done} articles are finished; the same command with --resume goes "
            "on from there\nstopped; what was finished is kept\n"
        )
        run_alone(tmp_path, "extract", "-", "--resume", stdin=json_lines(news(FED)))
        assert pair(tmp_path) == whole

    def test_ctrl_c_while_the_workers_start_is_told_once(self, tmp_path: Path) -> None:
        process = start(tmp_path, "extract", "-", "--workers", "2")
        assert process.stdin is not None
        process.stdin.write(json_lines(news(FED)))
        process.stdin.flush()
        until = time.monotonic() + 60
        while len(workers := _children(process.pid)) < 2:
            assert time.monotonic() < until
            time.sleep(0.01)
        for pid in (*workers, process.pid):
            os.kill(pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
        assert process.returncode == 130
        assert err.endswith(b"stopped; what was finished is kept\n")
        assert err.count(b"stopped") == 1, err
        assert b"Traceback" not in err

    def test_a_killed_worker_is_one_line(self, tmp_path: Path) -> None:
        with half_done(tmp_path, "--workers", "2") as process:
            os.kill(_children(process.pid)[0], signal.SIGKILL)
            _, err = process.communicate()
        assert process.returncode == 1
        assert err.decode().splitlines()[-1] == (
            "error: a worker process was killed (if memory ran short, give fewer --workers; what "
            "was finished is kept)"
        )
        assert "Traceback" not in err.decode()

    def test_ctrl_c_in_build(self, tmp_path: Path) -> None:
        process = start(tmp_path, "build", "-")
        assert process.stdin is not None
        process.stdin.write(json_lines(news(FED)))
        process.stdin.flush()
        records = tmp_path / "statements.articles.jsonl"
        until = time.monotonic() + 120
        while not (records.exists() and records.stat().st_size):
            assert time.monotonic() < until
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        err = process.communicate()[1].decode()
        assert process.returncode == 130, err
        assert err.splitlines()[-1] == "stopped; what was finished is kept"
        ended = run_alone(tmp_path, "build", "-", "--resume", stdin=json_lines(news(FED)))
        assert ended.code == 0, ended.err
        assert f"in {FED} articles" in ended.out

    def test_ctrl_c_in_explain(self, tmp_path: Path) -> None:
        process = start(tmp_path, "explain", "-")
        time.sleep(10)  # it waits for standard input
        process.send_signal(signal.SIGINT)
        _, err = process.communicate()
        assert (process.returncode, err) == (130, b"stopped; what was finished is kept\n")

    def test_a_full_disk_is_one_line_and_the_run_can_go_on(
        self, tmp_path: Path, whole: tuple[bytes, bytes]
    ) -> None:
        def small_files() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        (tmp_path / "news.jsonl").write_bytes(json_lines(news(FED)))
        ended = subprocess.run(
            [*COMMAND, "extract", "news.jsonl"],
            cwd=tmp_path,
            capture_output=True,
            env={**environment(), "PYTHONDONTWRITEBYTECODE": "1"},
            preexec_fn=small_files,
            check=False,
        )
        err = ended.stderr.decode()
        assert (ended.returncode, "Traceback" in err) == (1, False), err
        assert err.splitlines()[-1] == (
            "error: statements.jsonl: cannot be written: File too large"
        )
        assert run_alone(tmp_path, "extract", "news.jsonl", "--resume").code == 0
        assert pair(tmp_path) == whole

    def test_a_closed_pipe_ends_it_quietly(self, tmp_path: Path) -> None:
        process = start(tmp_path, "extract", "-", "-o", "-")
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json_lines(news(FED)))
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.close()
        assert process.stderr is not None
        err = process.stderr.read().decode()
        process.stderr.close()
        process.wait()
        assert "Traceback" not in err
        assert "Exception ignored" not in err


def _children(pid: int) -> list[int]:
    """Returns the worker processes of a process."""
    found = subprocess.run(
        ["pgrep", "-P", str(pid), "-f", "spawn_main"], capture_output=True, text=True, check=False
    ).stdout
    return [int(word) for word in found.split()]


def _await_end(pids: list[int]) -> None:
    """Waits until processes are gone: workers must not outlive a killed parent."""
    until = time.monotonic() + 60
    while any(_is_alive(pid) for pid in pids):
        assert time.monotonic() < until, "a worker lives on"
        time.sleep(0.1)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(") ")[1][0] != "Z"
    except FileNotFoundError:
        return False
    except NotADirectoryError:
        os.kill(pid, 0)
        return True


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
def test_progress_is_shown_on_a_terminal_and_results_stay_clean(tmp_path: Path) -> None:
    rows = [*news(40), {"id": "empty", "text": ""}]
    (tmp_path / "news.jsonl").write_bytes(json_lines(rows))
    master, terminal = os.openpty()
    on_terminal = {name: value for name, value in environment().items() if name != "CI"}
    with (tmp_path / "out.jsonl").open("wb") as out:
        process = subprocess.Popen(
            [*COMMAND, "extract", "news.jsonl", "-o", "-"],
            cwd=tmp_path,
            stdout=out,
            stderr=terminal,
            env={**on_terminal, "TERM": "xterm"},
        )
    os.close(terminal)
    shown = b""
    with contextlib.suppress(OSError):  # what Linux raises when the other end is closed
        while piece := os.read(master, 65536):
            shown += piece
    os.close(master)
    assert process.wait(timeout=60) == 0
    assert re.search(rb"articles read .*40/40.* \d+\.\d/s, 0:00:0\d left", shown)
    assert b"news.jsonl:41: skipped, no text\r\n" in shown
    assert all(row["id"] for row in read_lines(tmp_path / "out.jsonl"))
