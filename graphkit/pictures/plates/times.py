"""Days and months -> where they stand on an axis, and the ticks and labels of the axis."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graphkit.pictures.plates.canvas import GREY, RULE, SMALL, Canvas

STEPS: Final = (1, 3, 6, 12, 24, 60, 120, 240)
"""Months between two labels, the smallest that leaves them room."""
ROOM: Final = 34.0
"""Points that a label of a tick takes."""


def month_number(day: dt.date) -> int:
    """Returns a number that grows by one a month."""
    return day.year * 12 + day.month - 1


@dataclass(frozen=True, kw_only=True)
class TimeAxis:
    """Whole months from `first` to `last` (numbers of months) between two sides of a picture."""

    first: int
    last: int
    left: float
    right: float

    @property
    def month_width(self) -> float:
        """Points that a month takes."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def at_month(self, number: int) -> float:
        """Returns the middle of a month."""
        return self.left + (number - self.first + 0.5) * self.month_width

    def at_day(self, day: dt.date) -> float:
        """Returns where a day stands."""
        part = (day.day - 0.5) / calendar.monthrange(day.year, day.month)[1]
        return self.left + (month_number(day) - self.first + part) * self.month_width

    def ticks(self) -> Iterator[tuple[float, str]]:
        """Yields where a labelled month begins, and its label: a year, or a month of a year."""
        step = next((s for s in STEPS if s * self.month_width >= ROOM), STEPS[-1])
        for number in range(self.first, self.last + 1):
            if number % step == 0 or (step > 12 and number % 12 == 0 and number // 12 % 10 == 0):
                year, month = divmod(number, 12)
                name = calendar.month_abbr[month + 1]
                label = str(year) if month == 0 else name
                yield self.left + (number - self.first) * self.month_width, label

    def draw(self, canvas: Canvas, top: float, bottom: float) -> float:
        """Draws a line at each tick with its label below; returns where what follows may begin."""
        named = False
        taken = 0.0
        for x, label in self.ticks():
            canvas.line([(x, top), (x, bottom + 3)], RULE, width=0.4)
            shown = label if label.isdigit() or named else f"{label} {self._year_at(x)}"
            named = True
            if x >= taken and x + 20 < self.right + 8:
                spot = canvas.text((x + 1.5, bottom + SMALL + 2), shown, size=SMALL, fill=GREY)
                taken = spot.corners[1][0] + 3
        return bottom + SMALL + 6

    def _year_at(self, x: float) -> int:
        return (self.first + round((x - self.left) / self.month_width)) // 12
