"""The examples in docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import graphkit

TRAINING = tuple(
    f"graphkit.model.{name}" for name in ("dropout", "exporting", "losses", "network", "training")
)
"""Modules that need torch, which only those who train have."""
MODULES = [
    found.name
    for found in pkgutil.walk_packages(graphkit.__path__, "graphkit.")
    if not found.name.endswith("__main__") and found.name not in TRAINING
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name: str) -> None:
    module = importlib.import_module(name)
    finder = doctest.DocTestFinder(exclude_empty=True)
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
    report: list[str] = []
    for test in finder.find(module, name):
        runner.run(test, out=report.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    found = [t for name in MODULES for t in finder.find(importlib.import_module(name), name)]
    assert sum(len(test.examples) for test in found) >= 10
