"""Filters as options: what `export` and `draw` share, and what they make of the values."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from enum import Enum
from typing import Annotated, Final

import typer

from graphkit.cli.asking import empty_answer, lacks_analysis
from graphkit.errors import PictureError
from graphkit.queries import all_queries, find_query, put_question
from graphkit.records import STATUSES
from graphkit.selections import statements_among, statements_in
from graphkit.store import Store

StatusName = Enum("StatusName", {n: n for n in (*STATUSES, "all")}, type=str)  # type: ignore[misc]

OutputOption = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; - for stdout.")
]
SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="From this day on: YYYY, YYYY-MM or YYYY-MM-DD."),
]
UntilOption = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help="Up to and with this year, month or day."),
]
ActorOption = Annotated[
    list[str] | None,
    typer.Option(
        "--actor",
        "-a",
        help="Only ties of this actor (name, id or alpha-3 code); a country brings those who act "
        "for it. May be given several times.",
    ),
]
WithOption = Annotated[
    list[str] | None,
    typer.Option(
        "--with",
        "-w",
        metavar="ACTOR",
        help="Only what passed between --actor and this one. May be given several times.",
    ),
]
TopicOption = Annotated[
    list[str] | None,
    typer.Option(
        "--topic",
        "-t",
        help="Only ties with topics whose name or issue has these words. May be given several "
        "times.",
    ),
]
RelationOption = Annotated[
    list[str] | None,
    typer.Option("--relation", "-r", help="Only this relation. May be given several times."),
]
OutletOption = Annotated[
    list[str] | None,
    typer.Option("--outlet", help="Only what this outlet wrote. May be given several times."),
]
ConfidenceOption = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, help="Only statements this certain."),
]
QueryOption = Annotated[
    str | None,
    typer.Option(
        "--query",
        "-q",
        metavar="NAME",
        help="Only the statements behind the answer to this canned question.",
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")]

MANY: Final = 1_000_000
"""Rows of a question's answer: its own limit is for readers."""


def check_names(
    *,
    actor: list[str] | None,
    partner: list[str] | None,
    query: str | None,
    settings: list[str] | None,
) -> None:
    """Refuses a name that says nothing without another one."""
    if partner and not actor:
        raise typer.BadParameter("name the other one with --actor", param_hint="--with")
    if settings and query is None:
        raise typer.BadParameter("name the question with --query", param_hint="--set")


def answer(graph: Store, query: str, settings: Mapping[str, str]) -> frozenset[str]:
    """Returns the statements behind the answer to a canned question.

    These are the statements and ties that it shows; of an answer that shows neither ("allies"), all
    that passed between those whom a row of it names.
    """
    found = find_query(all_queries(), query)
    table, values = put_question(
        graph, found, settings, limit=None if found.limit is None else MANY
    )
    lacks = lacks_analysis(graph, found)
    statements = statements_in(table) or statements_among(graph, table, values)
    if statements:
        return statements
    if table.rows:
        told, remedy = "no statement is behind its answer", "dyad, stance, said, visits show theirs"
    else:
        told, *helps = empty_answer(graph, found, values)
        remedy = "graphkit analyse" if lacks else "; ".join(helps) or "widen it"
    raise PictureError(told, where=f"query {query}", remedy=remedy)


def statuses_of(
    given: list[StatusName] | None, usual: tuple[str, ...], *, asked: bool
) -> tuple[str, ...]:
    """Returns the statuses to keep; a question that was asked has chosen its own."""
    if not given:
        return STATUSES if asked else usual
    names = [str(status.value) for status in given]
    return STATUSES if "all" in names else tuple(names)


_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(text: str | None) -> dt.date | None:
    """Returns the first day of a year, month or day given as text."""
    return None if text is None else _day(text, "--since", last=False)


def last_day(text: str | None) -> dt.date | None:
    """Returns the last day of a year, month or day given as text.

    Example:
        >>> last_day("2024-02")
        datetime.date(2024, 2, 29)
    """
    return None if text is None else _day(text, "--until", last=True)


def _day(text: str, option: str, *, last: bool) -> dt.date:
    found = _DATE.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        year, month = int(found[1]), int(found[2] or (12 if last else 1))
        day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return dt.date(year, month, day)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no date: give YYYY, YYYY-MM or YYYY-MM-DD", param_hint=option
        ) from error
