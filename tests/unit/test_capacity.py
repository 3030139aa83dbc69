"""docs/capacity.md says what RESULTS.md says, and its arithmetic is right."""

from __future__ import annotations

import doctest
import re
from types import ModuleType

import pytest

from tests import capacity_figures, measured
from tests.capacity_figures import FORMULA, PAGE, figures, sources, with_arithmetic
from tests.measured import LINK, joined, numbers, sections
from tests.samples import ROOT

TEXT = PAGE.read_text("utf-8")


@pytest.mark.parametrize(("told", "section", "words"), sources(TEXT))
def test_a_figure_stands_in_the_words_of_its_source(told: str, section: str, words: str) -> None:
    assert words in sections()[section]
    assert numbers(told) <= numbers(words)


def test_its_arithmetic_is_right() -> None:
    assert with_arithmetic(TEXT) == TEXT, "run: python -m tests.capacity_figures"


def test_every_figure_is_reckoned_with() -> None:
    formulas = " ".join(formula for _, _, formula in FORMULA.findall(TEXT))
    assert set(figures(TEXT)) <= set(re.findall(r"\w+", formulas))


def test_other_figures_stand_in_the_sections_they_cite() -> None:
    _, after = TEXT.split("\n## What one article takes\n")
    parts = [joined(part) for part in re.split(r"\||\n\n|\n(?=- )", after)]
    for told in (told for part in parts for told in re.split(r"(?<=[.;]) ", part)):
        for cited in LINK.findall(told):
            assert numbers(LINK.sub("", told)) <= numbers(sections()[cited]), told


@pytest.mark.parametrize("module", [capacity_figures, measured])
def test_examples_of_the_reckoning_are_true(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_benchmarks_and_links_lead_somewhere() -> None:
    for module in re.findall(r"python -m ([\w.]+)", TEXT):
        assert (ROOT / module.replace(".", "/")).with_suffix(".py").is_file()
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", TEXT)
    assert [n for n in links if not (ROOT / "docs" / n).exists()] == []
