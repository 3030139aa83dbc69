"""The fonts -> graphkit/data/fonts/widths.json: run `python -m tests.letter_widths`."""

from __future__ import annotations

import json
from typing import Any, Final

from fontTools.ttLib import TTFont

from tests.samples import DATA

FONTS: Final = DATA / "fonts"
FILE: Final = FONTS / "widths.json"


def letter_widths() -> dict[str, Any]:
    """Returns the width of each letter by weight, in parts of the size of the type."""
    fonts = {weight: TTFont(FONTS / f"Arimo-{weight}.ttf") for weight in ("Regular", "Bold")}
    (units,) = {font["head"].unitsPerEm for font in fonts.values()}
    widths = {
        weight.lower(): {
            chr(code): font["hmtx"][name][0] for code, name in sorted(font.getBestCmap().items())
        }
        for weight, font in fonts.items()
    }
    return {"units": units, **widths}


if __name__ == "__main__":
    text = json.dumps(letter_widths(), ensure_ascii=True, separators=(",", ":"))
    FILE.write_text(text + "\n", encoding="utf-8", newline="\n")
