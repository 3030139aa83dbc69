"""What every printed picture has around it: heading, key, and a caption with days and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.pictures.palette import SIGN_COLOURS
from graphkit.pictures.plates.canvas import (
    BODY,
    GREY,
    INK,
    MARGIN,
    MILLIMETRE,
    SMALL,
    Canvas,
    Point,
)
from graphkit.pictures.typefaces import lacking, text_width, wrapped
from graphkit.selections import SourcedStatement, counted, spanned

FRIENDLY: Final = SIGN_COLOURS[1]
HOSTILE: Final = SIGN_COLOURS[-1]
NEUTRAL: Final = SIGN_COLOURS[0]

WIDTH: Final = 160.0
"""Millimetres: the text of an A4 page."""
NARROWEST: Final = 120.0
WIDEST: Final = 420.0
HEADING: Final = 11.0
KEY_ROW: Final = 13.0


@dataclass(frozen=True, kw_only=True)
class Caption:
    """What stands under a picture: what it was made of, how it was chosen, what is not in it."""

    told: str
    chosen: str = ""
    left_out: Sequence[str] = ()

    @property
    def lines(self) -> list[str]:
        """The caption's sentences."""
        chosen = [f"Filters: {self.chosen}."] if self.chosen else []
        left = [f"Not drawn: {'; '.join(self.left_out)}."] if self.left_out else []
        return [f"{self.told}.", *chosen, *left]


@dataclass(frozen=True, kw_only=True)
class Plate:
    """A finished picture, `width` and `height` points with its margin."""

    svg: bytes
    canvas: Canvas
    title: str
    width: float
    height: float
    caption: Caption

    @property
    def letters(self) -> str:
        """The letters that the typeface lacks."""
        return lacking(label.text for label in self.canvas.labels)


def sourced(rows: Iterable[SourcedStatement]) -> str:
    """Returns what statements stand behind a picture.

    Example: "186 statements in 45 articles by 9 outlets of 2022-07-22 to 2024-06-30".
    """
    kept = list(rows)
    days = [row.statement.published for row in kept if row.statement.published]
    docs = counted(len({row.statement.doc for row in kept}), "article")
    outlets = counted(len({row.outlet for row in kept if row.outlet}), "outlet")
    span = spanned(min(days).isoformat(), max(days).isoformat()) if days else ""
    return f"{counted(len(kept), 'statement')} in {docs} by {outlets}{span}"


def begun(width_mm: float, *, title: str, subtitle: str) -> tuple[Canvas, float]:
    """Returns a canvas with its heading, and where what follows may begin."""
    canvas = Canvas(width_mm * MILLIMETRE - 2 * MARGIN)
    canvas.line([(0, 0.5), (canvas.width, 0.5)], INK, width=1.0)
    y = 15.0
    for line in wrapped(title, canvas.width, HEADING, bold=True, lines=2):
        canvas.text((0, y), line, size=HEADING, bold=True)
        y += HEADING * 1.2
    for line in wrapped(subtitle, canvas.width, BODY, lines=3):
        canvas.text((0, y), line, fill=GREY)
        y += BODY * 1.3
    return canvas, y


def finished(canvas: Canvas, y: float, *, title: str, caption: Caption) -> Plate:
    """Returns the picture, with its caption from `y` on."""
    canvas.line([(0, y), (canvas.width, y)], INK, width=0.4)
    y += SMALL * 1.5
    for sentence in caption.lines:
        for line in wrapped(sentence, canvas.width, SMALL):
            canvas.text((0, y), line, size=SMALL, fill=GREY)
            y += SMALL * 1.3
    height = y + 1.0
    svg = canvas.svg(height, title=title, description=" ".join(caption.lines))
    return Plate(
        svg=svg,
        canvas=canvas,
        title=title,
        width=canvas.width + 2 * MARGIN,
        height=height + 2 * MARGIN,
        caption=caption,
    )


Mark = Callable[[Canvas, Point], None]
"""Draws a mark of the key around its middle."""


def draw_key(
    canvas: Canvas, y: float, entries: Iterable[tuple[Mark, float, str]], *, left: float = 0.0
) -> float:
    """Draws marks with what they mean, row by row; returns where what follows may begin.

    Args:
        entries: how to draw the mark, how wide it is, what it means.
    """
    x, row = left, y + KEY_ROW * 0.6
    for mark, wide, meaning in entries:
        room = wide + 4 + text_width(meaning, SMALL) + 12
        if x > left and x + room - 12 > canvas.width:
            x, row = left, row + KEY_ROW
        mark(canvas, (x + wide / 2, row))
        canvas.text((x + wide + 4, row + SMALL * 0.35), meaning, size=SMALL, fill=GREY)
        x += room
    return row + KEY_ROW * 0.7
