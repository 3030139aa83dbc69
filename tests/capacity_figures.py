"""The arithmetic of docs/capacity.md; run `python -m tests.capacity_figures` after a change of it.

A row of the page's first table names a figure and quotes the words of RESULTS.md that it stands in.
A row of a later table has a formula over these figures and `N`, the number at the head of a column,
and what it comes to in each, to two digits; rows that begin with a name may be reckoned on with.
"""

from __future__ import annotations

import re
from typing import Final

from tests.measured import LINK, NUMBER, joined
from tests.samples import ROOT

PAGE: Final = ROOT / "docs" / "capacity.md"
FIGURE: Final = re.compile(r"^\| `(\w+)` \| (.*?) \| (.*?): “(.*?)” \|$", re.MULTILINE)
"""Name, the figure with its unit, where it stands, and in which words."""
FORMULA: Final = re.compile(r"^(\| (?:`(\w+)`: )?[^|]+ \|) `([^`|]+)` \|.*$", re.MULTILINE)
"""What it gives and perhaps a name to reckon on with, and a formula."""
MILLION: Final = 1e6


def figures(page: str) -> dict[str, float]:
    """Returns the figures that the page names."""
    return {name: number(told) for name, told, *_ in FIGURE.findall(page)}


def number(text: str) -> float:
    """Returns the first number of a text.

    Example:
        >>> number("10 million articles"), number("1,306,326 bytes")
        (10000000.0, 1306326.0)
    """
    found = NUMBER.search(text)
    assert found, f"no number: {text}"
    return float(found[0].replace(",", "")) * (MILLION if " million" in text else 1)


def sources(page: str) -> list[tuple[str, str, str]]:
    """Returns (figure, section of RESULTS.md, words quoted from it) of each figure."""
    found = []
    for name, told, place, words in FIGURE.findall(page):
        cited = LINK.search(place)
        assert cited, f"{name}: names no section of RESULTS.md"
        found.append((told, cited[1], joined(words)))
    return found


def rounded(value: float) -> str:
    """Returns a number to two digits.

    Example:
        >>> rounded(68055.6), rounded(0.00302), rounded(7.0)
        ('68,000', '0.0030', '7.0')
    """
    return f"{float(f'{value:.1e}'):,.0f}" if value >= 9.95 else f"{value:#.2g}"


def with_arithmetic(page: str) -> str:
    """Returns the page with its formulas computed anew."""
    known = figures(page)
    heads: list[float] = []
    lines = []
    for line in page.splitlines():
        row = FORMULA.match(line)
        if row and heads:
            what, name, formula = row.groups()
            come_to = [eval(formula, {"__builtins__": {}}, known | {"N": n}) for n in heads]
            line = f"{what} `{formula}` | {' | '.join(map(rounded, come_to))} |"
            if name:
                known[name] = come_to[0]
        elif line.startswith("| what | arithmetic |"):
            heads = [number(cell) for cell in line.strip("|").split("|")[2:]]
        lines.append(line)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(with_arithmetic(PAGE.read_text("utf-8")), "utf-8")
