"""Building and asking look for no network (`.ci/offline` runs all tests without one)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import environment
from tests.samples import ROOT

WATCHED = """
import os, sys

def watch(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}:
        sys.stderr.write(f"looked for the network: {event} {args}")
        sys.stderr.flush()
        os._exit(99)

sys.addaudithook(watch)
from graphkit.cli import main
main()
"""


def watched(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with its usual classifier; one that looks for the network ends with 99."""
    usual = {name: value for name, value in environment().items() if not name.startswith("GRAPHK")}
    return subprocess.run(
        [sys.executable, "-c", WATCHED, *words],
        cwd=folder,
        env={**usual, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_a_build_and_its_answers_look_for_no_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "---\ndate: 2023-03-22\noutlet: Fjord Gazette\nurl: https://example.org/a\n---\n"
        "China's president Xi Jinping visited Moscow on Monday. Kenya condemned Chad."
    )
    for words in (
        ("build", "a.txt"),
        ("analyse",),
        ("query", "visits"),
        ("export", "brief", "-o", "a.md", "--actor", "China"),
        ("draw", "ego", "-o", "a.svg", "--actor", "Kenya"),
        ("forget", "a"),
    ):
        ended = watched(tmp_path, *words)
        assert ended.returncode == 0, (words, ended.stderr)


@pytest.mark.parametrize("address", ["bolt://127.0.0.1:9", "neo4j://localhost:9"])
def test_only_a_server_is_looked_for_on_the_network(tmp_path: Path, address: str) -> None:
    ended = watched(tmp_path, "status", "--store", address, "--password", "x")
    assert ended.returncode == 99
    assert "looked for the network" in ended.stderr
