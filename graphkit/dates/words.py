"""`data/dates.toml` -> the words of dates, as numbers and as regular-expression alternatives."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from graphkit.errors import OntologyError
from graphkit.records import Precision


@dataclass(frozen=True, kw_only=True)
class DateWords:
    """The words of dates; the keys of all mappings are lower case.

    `weekdays` counts from 0 (Monday), `months` from 1.  `units` gives (unit, how many of it).
    `seasons` gives first and last month, `holidays` month and day.
    """

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    short_months: Mapping[str, int]
    homonyms: frozenset[str]
    leads: tuple[str, ...]
    year_leads: tuple[str, ...]
    counted: tuple[str, ...]
    edges: tuple[str, ...]
    ends: tuple[str, ...]
    dayparts: tuple[str, ...]
    rough: tuple[str, ...]
    vague: tuple[str, ...]
    spans: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    days_from_today: Mapping[str, int]
    numbers: Mapping[str, int]
    units: Mapping[str, tuple[Precision, int]]
    seasons: Mapping[str, tuple[int, int]]
    holidays: Mapping[str, tuple[int, int]]

    def month(self, name: str) -> int:
        """Returns the number of a month written in full or short ("Sept.")."""
        key = name.lower().rstrip(".")
        return self.months[key] if key in self.months else self.short_months[key]

    def number(self, written: str) -> int:
        """Returns the count that digits or words write."""
        key = one_space(written).lower()
        return int(key) if key.isdigit() else self.numbers[key]


def one_space(text: str) -> str:
    """Returns the text with each run of white space as one space: lines wrap within dates."""
    return " ".join(text.split())


def any_of(words: Iterable[str], *, capitals: bool = False) -> str:
    """Returns a pattern for any of the words, longest first.

    With `capitals` the case counts: as written or in capitals; else any case does.
    """
    spaced = [r"\s+".join(re.escape(part) for part in word.split()) for word in words]
    spaced = [word.replace("'", "['’]") for word in spaced]
    if capitals:
        spaced += [word.upper().replace(r"\S+", r"\s+") for word in spaced]
    body = "|".join(sorted(spaced, key=len, reverse=True))
    return f"(?:{body})" if capitals else f"(?i:{body})"


def read_words(toml: str) -> DateWords:
    """Reads the words from the text of a `dates.toml`.

    Raises:
        OntologyError: the file is no TOML, or a table is missing.
    """
    try:
        data = tomllib.loads(toml)
        return DateWords(**{name: _shaped(name, data[name]) for name in DateWords.__annotations__})
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"not TOML: {error}", where="dates.toml") from error
    except KeyError as error:
        raise OntologyError(
            f"table {error} is missing", where="dates.toml", remedy="add it, even if empty"
        ) from error


def _shaped(name: str, value: Any) -> Any:
    if name == "weekdays":
        return {day.lower(): number for number, day in enumerate(value)}
    if name == "months":
        return {month.lower(): number for number, month in enumerate(value, start=1)}
    if name == "homonyms":
        return frozenset(month.lower() for month in value)
    if name == "units":
        return {word: (row["unit"], row["count"]) for word, row in value.items()}
    if name in {"seasons", "holidays"}:
        return {word.lower(): tuple(pair) for word, pair in value.items()}
    if isinstance(value, dict):
        return {word.lower(): number for word, number in value.items()}
    return tuple(value)


@cache
def date_words() -> DateWords:
    """Returns graphkit's own words, read once."""
    return read_words(resources.files("graphkit.data").joinpath("dates.toml").read_text("utf-8"))
