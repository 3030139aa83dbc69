"""What the README shows is what its commands print."""

from __future__ import annotations

import re
from pathlib import Path

from graphkit.cli import COMMANDS
from tests.readme_answers import README, with_answers
from tests.samples import ROOT


def test_answers_are_what_the_first_command_builds(tmp_path: Path) -> None:
    page = README.read_text("utf-8")
    assert with_answers(page, tmp_path) == page, "run: python -m tests.readme_answers"


def test_commands_it_names_exist() -> None:
    named = set(re.findall(r"`graphkit (\w+)", README.read_text("utf-8")))
    assert named <= set(COMMANDS)


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+?)\)", README.read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (ROOT / link).exists()] == []
