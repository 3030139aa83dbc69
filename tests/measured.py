"""RESULTS.md as the pages cite it: its sections, by the anchors of links to them."""

from __future__ import annotations

import re
from typing import Final

from tests.samples import ROOT

RESULTS: Final = ROOT / "tests" / "benchmarks" / "RESULTS.md"
LINK: Final = re.compile(r"\]\(\.\./tests/benchmarks/RESULTS\.md#([\w-]+)\)")
"""A link from a page of docs/ to a section."""
NUMBER: Final = re.compile(r"(?<![\w.])(?:\d[\d,]*(?:\.\d+)?|\.\d+)")


def sections() -> dict[str, str]:
    """Returns the text of each section by its anchor, lines joined."""
    _, *parts = re.split(r"^## ", RESULTS.read_text("utf-8"), flags=re.MULTILINE)
    return {anchor(part.partition("\n")[0]): joined(part) for part in parts}


def anchor(heading: str) -> str:
    """Returns what a link to a heading ends in.

    Example:
        >>> anchor("Nothing lost, nothing doubled")
        'nothing-lost-nothing-doubled'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def joined(text: str) -> str:
    """Returns a text on one line, each blank once."""
    return " ".join(text.split())


def numbers(text: str) -> set[str]:
    """Returns the numbers in a text, without signs of thousands.

    Example:
        >>> sorted(numbers("1,809 statements, error .030"))
        ['.030', '1809']
    """
    return {found.rstrip(",").replace(",", "") for found in NUMBER.findall(text)}
