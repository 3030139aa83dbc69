"""Every command and option explains itself, in the terminal and in docs/cli.md."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from graphkit import __version__
from graphkit.cli import COMMANDS
from tests.cli_docs import PAGE, command_line, commands, page, parameters

ALL: list[tuple[str, Any]] = list(commands(command_line()))
NAMES = [name for name, _ in ALL]


def graphkit(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs the installed command in an empty folder, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "graphkit", *words],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb"},
        check=False,
        timeout=120,
    )


def test_every_module_adds_its_command() -> None:
    assert [name.split()[1] for name in NAMES if name.count(" ") == 1] == list(COMMANDS)


@pytest.mark.parametrize(("name", "command"), ALL, ids=NAMES)
def test_command_has_help(name: str, command: Any) -> None:
    first = command.help.split("\n\n")[0]
    assert re.fullmatch(r"[A-Z][^.]*[^ ]\.( .*)?", " ".join(first.split())), f"{name}: {first}"


@pytest.mark.parametrize(("name", "command"), ALL, ids=NAMES)
def test_options_have_help(name: str, command: Any) -> None:
    for parameter in parameters(command):
        assert parameter.help, f"{name}: {parameter.opts}"
        assert parameter.help.endswith((".", "?")), f"{name}: {parameter.help}"


def test_no_two_options_share_a_letter() -> None:
    for name, command in ALL:
        names = [n for p in command.params for n in (*p.opts, *p.secondary_opts)]
        assert len(names) == len(set(names)), name


def test_page_is_up_to_date() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == page(), "docs/cli.md is stale: run python -m tests.cli_docs"


def test_help_lists_every_command(tmp_path: Path) -> None:
    result = graphkit("--help", folder=tmp_path)
    assert result.returncode == 0, result.stderr
    listed = re.findall(r"^\W*([a-z]+)\s{2,}", result.stdout, re.MULTILINE)
    assert set(COMMANDS) <= set(listed)


def test_version(tmp_path: Path) -> None:
    result = graphkit("--version", folder=tmp_path)
    assert (result.returncode, result.stdout) == (0, f"graphkit {__version__}\n")


def test_unknown_command_is_wrong_usage(tmp_path: Path) -> None:
    result = graphkit("frobnicate", folder=tmp_path)
    assert result.returncode == 2
    assert "No such command 'frobnicate'" in result.stderr


def test_error_is_one_line_and_exit_code_1(tmp_path: Path) -> None:
    result = graphkit("load", "none.jsonl", folder=tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()[-1:]
    assert line == "error: none.jsonl: there is no such file (graphkit extract writes it)"
