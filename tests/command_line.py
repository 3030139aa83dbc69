"""Runs graphkit's command line: in this process with the session's model, or in one of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from graphkit import cli

COMMAND = (sys.executable, "-m", "graphkit")
CUE_ROWS_ALONE = ("GRAPHKIT_CLASSIFIER", "none")
"""By what commands are tested, unless the classifier is the matter: its weights may be missing."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What it told on stderr."""
        return self.err.splitlines()


@dataclass(frozen=True)
class CommandLine:
    """The command line in this process, in an empty folder."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str, stdin: bytes = b"") -> Ended:
        """Runs a command as `main` does."""
        self.monkeypatch.setattr(sys, "argv", ["graphkit", *words])
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as caught:
            cli.main()
        out, err = self.capsys.readouterr()
        return Ended(int(caught.value.code or 0), out, err)


def command_line(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    nlp: Language,
) -> CommandLine:
    """Prepares the command line; its commands use a model that is loaded already."""
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("GRAPHKIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv(*CUE_ROWS_ALONE)
    monkeypatch.setattr("graphkit.engines.working.load_model", lambda _, **__: nlp)
    monkeypatch.setattr("graphkit.cli.explain.load_model", lambda _, **__: nlp)
    return CommandLine(folder, monkeypatch, capsys)


def environment() -> dict[str, str]:
    """Returns the environment for a command in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GRAPHKIT_")}
    plain = {"COLUMNS": "200", "NO_COLOR": "1", "TERM": "dumb", "PYTHONUTF8": "1"}
    return {**kept, **plain, **dict([CUE_ROWS_ALONE])}


def run_alone(folder: Path, *words: str, stdin: bytes = b"") -> Ended:
    """Runs a command in a process of its own."""
    ended = subprocess.run(
        [*COMMAND, *words],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=environment(),
        check=False,
        timeout=300,
    )
    return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())


def start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    """Starts a command in a process of its own; its three streams are pipes."""
    return subprocess.Popen(
        [*COMMAND, *words],
        cwd=folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )


def json_lines(rows: Iterable[dict[str, Any]]) -> bytes:
    """Returns the rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Returns the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
