"""docs/python.md gives what it shows, cell by cell."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import graphkit
from tests.python_guide import PAGE, Notebook, beside_the_seeds


@pytest.fixture(scope="module")
def page() -> str:
    """The page as it stands."""
    return PAGE.read_text("utf-8")


def test_its_outputs_are_those_of_its_cells(page: str, tmp_path: Path) -> None:
    notebook = Notebook()
    with beside_the_seeds(tmp_path):
        run = notebook.run(page)
    assert run == page, "run: python -m tests.python_guide"
    assert notebook.pictures
    for file, content in notebook.pictures.items():
        assert (PAGE.parent / file).read_bytes() == content, "run: python -m tests.python_guide"


def test_it_shows_every_function(page: str) -> None:
    functions = [name for name in graphkit.__all__ if name.islower() and not name.startswith("_")]
    assert [name for name in functions if f"graphkit.{name}(" not in page] == []
    table = re.findall(r"^\| `(\w+)\(", page, re.MULTILINE)
    assert sorted(table) == functions


def test_its_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#]+?)\)", page)
    missing = [link for link in links if "://" not in link and not (PAGE.parent / link).exists()]
    assert missing == []


def test_cells_are_run_in_order_and_shown_as_a_notebook_does() -> None:
    first = "```python\na = 2\nprint(a)\na + 1\n```\n\ntext\n\n"
    shown = Notebook().run(f"{first}```python\na * 2\n```\n\n```text\nold\n```\n")
    assert shown == (
        "```python\na = 2\nprint(a)\na + 1\n```\n\n```text\n2\n3\n```\n\ntext\n\n"
        "```python\na * 2\n```\n\n```text\n4\n```\n"
    )
