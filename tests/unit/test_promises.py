"""docs/promises.md names tests, commands and benchmarks that exist, and figures as measured."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.cli import COMMANDS
from tests.measured import LINK, joined, numbers, sections
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "promises.md").read_text("utf-8")
PROMISES = {
    part.partition("\n")[0]: part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
}
each_promise = pytest.mark.parametrize("promise", PROMISES)


def defined_in(path: Path) -> set[str]:
    """Returns the names of the tests in a file: functions, classes, and methods as Class.method."""
    names = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.ClassDef):
            methods = (part for part in node.body if isinstance(part, ast.FunctionDef))
            names |= {node.name, *(f"{node.name}.{method.name}" for method in methods)}
    return {name for name in names if re.match(r"test_|Test\w+$|Test\w+\.test_", name)}


def named_tests(promise: str) -> Iterator[tuple[str, list[str]]]:
    """Yields each file that a promise names, with the tests named beside it."""
    for bullet in re.findall(r"^- (`tests/.*?)(?=^- |^$)", promise, re.DOTALL | re.MULTILINE):
        file, *names = re.findall(r"`([^`]+)`", bullet)
        yield file, names


@each_promise
def test_a_promise_names_tests_and_what_is_not_promised(promise: str) -> None:
    assert list(named_tests(PROMISES[promise])), "names no test"
    assert "\n**Shown by**\n" in PROMISES[promise]
    assert "\n**Not promised**: " in PROMISES[promise]


@each_promise
def test_the_tests_it_names_exist(promise: str) -> None:
    for file, names in named_tests(PROMISES[promise]):
        assert names, f"{file}: no test is named"
        assert set(names) <= defined_in(ROOT / file), file


@each_promise
def test_its_figures_are_measured(promise: str) -> None:
    measured = sections()
    for known in re.findall(r"^\*\*Known\*\* (.*?)(?=\n\n)", PROMISES[promise], re.DOTALL | re.M):
        cited = LINK.search(known)
        assert cited, f"names no section of RESULTS.md: {known}"
        told = known[cited.end() :]
        assert numbers(joined(told)) <= numbers(measured[cited[1]])


def test_commands_and_benchmarks_exist() -> None:
    text = joined(PAGE)
    assert set(re.findall(r"`graphkit (\w+)", text)) <= set(COMMANDS)
    for module in re.findall(r"python -m ([\w.]+)", text):
        place = ROOT / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module
    for script in re.findall(r"`(\.ci/\w+)`", text):
        assert (ROOT / script).is_file()
    for option in re.findall(r"(?<![\w-])--[a-z-]+", text):
        assert option in (ROOT / "docs" / "cli.md").read_text("utf-8") or option in BENCHMARKS


BENCHMARKS = ("--times", "--runs")
"""Options of benchmarks."""


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", PAGE)
    assert [n for n in links if "://" not in n and not (ROOT / "docs" / n).exists()] == []
