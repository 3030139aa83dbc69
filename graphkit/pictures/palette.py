"""The colours and shapes that every picture shares, and how text is made fit for XML.

Source: Okabe and Ito 2008, "Color Universal Design": blue and vermilion are told apart with any
colour vision.  Colour never stands alone: hostile lines end in a bar, friendly ones in an arrow.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Final

from graphkit.networks import Sign

SIGN_COLOURS: Final[Mapping[Sign, str]] = {1: "#0072b2", -1: "#c8500a", 0: "#767676"}
SIGN_NAMES: Final[Mapping[Sign, str]] = {1: "friendly", -1: "hostile", 0: "neutral"}
KIND_COLOURS: Final[Mapping[str, str]] = {
    "country": "#2f3e46",
    "person": "#3d8b7d",
    "organization": "#7a5195",
    "group": "#8a5a44",
    "place": "#8d99a6",
    "topic": "#b8a04a",
}
KIND_SHAPES: Final[Mapping[str, str]] = {
    "country": "ellipse",
    "person": "diamond",
    "organization": "hexagon",
    "group": "triangle",
    "place": "rectangle",
    "topic": "tag",
}

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


def xml_text(text: str) -> str:
    """Returns text without what XML 1.0 forbids, and without overrides of writing direction."""
    return _BIDI.sub("", _NOT_XML.sub("\ufffd", text))


def line_width(count: int) -> float:
    """Returns the width of a line that so many statements stand behind, in pixels."""
    return round(min(1.2 + 1.1 * math.sqrt(count - 1), 9.0), 2)
