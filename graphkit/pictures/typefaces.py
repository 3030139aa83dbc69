"""The typeface of printed pictures: how wide a text is, and how it is cut or wrapped to fit.

All is measured in Arimo, whose letters are as wide as those of Arial, Helvetica and Liberation
Sans: a label that fits fits in each of them.
"""

from __future__ import annotations

import base64
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

FAMILY: Final = "Arimo, 'Liberation Sans', Arial, Helvetica, sans-serif"
ASCENT: Final = 0.74
"""How far letters with accents rise above their line, in parts of their size."""
DESCENT: Final = 0.21
UNKNOWN: Final = 0.65
"""Width of a letter that the typeface lacks, likewise; 1 of East Asian ones."""
ELLIPSIS: Final = "\u2026"

_FONTS: Final = resources.files("graphkit.data").joinpath("fonts")


@cache
def _widths() -> Mapping[str, Any]:
    widths: Mapping[str, Any] = json.loads(_FONTS.joinpath("widths.json").read_text("utf-8"))
    return widths


def _letter_width(letter: str, weight: str) -> float:
    known = _widths()[weight].get(letter)
    if known is not None:
        return float(known) / float(_widths()["units"])
    if unicodedata.combining(letter):
        return 0.0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else UNKNOWN


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Returns how wide a text of this size is, in the unit of the size.

    Example:
        >>> round(text_width("China", 10), 2)
        26.13
    """
    weight = "bold" if bold else "regular"
    return size * sum(_letter_width(letter, weight) for letter in text)


def fitted(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Returns the text, cut where it is wider than the width.

    Example:
        >>> fitted("United Nations Security Council", 60, 8)
        'United Nation\u2026'
    """
    if text_width(text, size, bold=bold) <= width:
        return text
    kept = text
    while kept and text_width(kept + ELLIPSIS, size, bold=bold) > width:
        kept = kept[:-1].rstrip()
    return kept + ELLIPSIS


def wrapped(
    text: str, width: float, size: float, *, bold: bool = False, lines: int | None = None
) -> list[str]:
    """Returns the lines that a text takes in this width, the last cut where `lines` are too few."""
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, size, bold=bold) <= width:
            found[-1] = longer
        else:
            found.append(word)
    if lines is not None and len(found) > lines:
        found[lines - 1 :] = [" ".join(found[lines - 1 :])]
    return [fitted(line, width, size, bold=bold) for line in found]


def lacking(texts: Iterable[str]) -> str:
    """Returns the letters that the typeface lacks, each once, sorted.

    Example:
        >>> lacking(["Xi \u4e60", "Kyiv"])
        '\u4e60'
    """
    known = _widths()["regular"]
    return "".join(
        sorted({c for text in texts for c in text if c not in known and not c.isspace()})
    )


@cache
def font_rules() -> str:
    """Returns the style rules that hold the typeface's Latin letters."""
    return "".join(_rules())


def _rules() -> Iterator[str]:
    for name, weight in (("Regular", "normal"), ("Bold", "bold")):
        data = base64.b64encode(_FONTS.joinpath(f"Arimo-{name}.woff2").read_bytes()).decode()
        yield (
            f"@font-face{{font-family:Arimo;font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data})}}"
        )
