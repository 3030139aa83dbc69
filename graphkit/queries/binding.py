"""Query and settings -> the Cypher to run and its parameters.

Users write values as text, programs as what they are; each becomes what its parameter's type says,
or an error that tells what would fit.  Values never become part of the Cypher; the one literal that
changes is `LIMIT`, which is a number.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from typing import Final

from graphkit.errors import QueryError
from graphkit.queries.reading import DAY, WORDED, Parameter, Query, Value, hint, last_line

Given = str | float | dt.date | Sequence[str]
"""A value for a parameter: as text, or as a number, a truth value, a day or several texts."""


def bind(
    query: Query, settings: Mapping[str, Given], *, limit: int | None = None
) -> tuple[str, dict[str, Value]]:
    """Returns the Cypher to run and its parameters: the defaults, with the settings over them.

    Args:
        settings: values by parameter; `3` and `"3"` say the same.
        limit: how many rows at most, instead of the query's own limit.

    Raises:
        QueryError: a parameter is unknown, a value does not fit its type, or `limit` is not
            positive.
    """
    values: dict[str, Value] = {p.name: p.default for p in query.parameters}
    for name, given in settings.items():
        parameter = query.parameter(name)
        values[name] = _value(query, parameter, given)
    lines = query.text.splitlines()
    if query.parameters:
        first = next(i for i, line in enumerate(lines) if not line.startswith("//"))
        lines[first] = "WITH " + ", ".join(f"${p.name} AS {p.name}" for p in query.parameters)
    if limit is not None:
        lines[last_line(lines)] = f"LIMIT {_checked_limit(query, limit)}"
    return "\n".join(lines) + "\n", values


def _checked_limit(query: Query, limit: int) -> int:
    if query.limit is None:
        raise QueryError("its last line is no LIMIT to change", where=f"query {query.name}")
    if limit < 1:
        raise QueryError(f"limit {limit} is not positive", where=f"query {query.name}")
    return _whole(str(limit))


_EXAMPLES: Final[Mapping[str, str]] = {
    "integer": "give a whole number such as 3",
    "float": "give a number such as 0.5",
    "boolean": "give true or false",
    "date": "give a year, month or day such as 2023, 2023-03 or 2023-03-20",
}


def _value(query: Query, parameter: Parameter, given: Given) -> Value:
    text = given if isinstance(given, str) else _written(given)
    try:
        if isinstance(text, str):
            return _converted(parameter, text)
        return _texts(parameter, text)
    except ValueError as error:
        remedy = _EXAMPLES.get(parameter.type)
        if words := WORDED.get(parameter.type):
            remedy = hint(str(text), words, f"give {', '.join(words)} or nothing")
        raise QueryError(
            f"{parameter.name}: {str(text)[:60]!r} is no {parameter.type}",
            where=f"query {query.name}",
            remedy=remedy,
        ) from error


def _converted(parameter: Parameter, text: str) -> Value:
    stripped = text.strip()
    match parameter.type:
        case "integer":
            return _whole(stripped)
        case "float":
            return _finite(stripped)
        case "boolean":
            return _truth(stripped.lower())
        case "date":
            return checked_day(stripped)
        case "status" | "negation":
            if stripped and stripped not in WORDED[parameter.type]:
                raise ValueError(stripped)
            return stripped
        case "list of text":
            return [part.strip() for part in text.split(",") if part.strip()]
        case _:
            stripped.encode()  # lone surrogates: a UnicodeEncodeError is a ValueError
            return stripped


def _written(given: float | dt.date | Sequence[str]) -> str | list[str]:
    """Returns a value as a user would write it; several texts stay several."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, dt.datetime):
        given = given.date()
    if isinstance(given, dt.date):
        return given.isoformat()
    return list(given) if isinstance(given, Sequence) else str(given)


def _texts(parameter: Parameter, given: list[str]) -> list[str]:
    if parameter.type != "list of text":
        raise ValueError(given)
    for text in given:
        text.encode()
    return given


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**63:
        raise ValueError(text)
    return number


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError(text)
    return text == "true"


def checked_day(text: str) -> str:
    """Returns a year, month or day as it is written; empty stays empty.

    Raises:
        ValueError: it is none.
    """
    found = DAY.match(text)
    if found is None:
        if text:
            raise ValueError(text)
        return text
    dt.date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    return text
