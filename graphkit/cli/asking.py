"""What `query`, `why` and `stance` share: run a question, print it, help when it is empty."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Final

import typer

from graphkit.cli.console import notice, stdout
from graphkit.cli.tables import Format, render
from graphkit.queries import FILTERS, Query, Value, put_question, unknown_names, without_picture
from graphkit.store import Store, Table
from graphkit.store.analysis import LABELS, POSITION, TYPES, read_analysis

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="A parameter as NAME=VALUE; may be given several times."),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=1, help="At most so many rows.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")]

ANALYSED: Final = re.compile(rf":({'|'.join((*LABELS, *TYPES))})\b|\.{POSITION}\b")
"""What in a question's Cypher reads an analysis."""

LEAST_WIDTH: Final = 60
PIPED_WIDTH: Final = 120


def read_settings(pairs: Iterable[str]) -> dict[str, str]:
    """Returns NAME=VALUE pairs as a dict; of two for one name the last holds."""
    settings = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--set")
        settings[name.strip()] = value
    return settings


def ask(
    store: Store, query: Query, settings: Mapping[str, str], *, limit: int | None, form: Format
) -> None:
    """Prints the answer to a canned question; what to try next goes to stderr."""
    table, values = put_question(store, query, settings, limit=limit)
    table = without_picture(table)
    print_table(table, form)
    most = limit or query.limit
    waits = lacks_analysis(store, query)
    if not table.rows and not waits:
        for line in empty_answer(store, query, values):
            notice("{}", line)
    elif len(table.rows) == most:
        notice("the first {} rows; there may be more: --limit N", most)


def lacks_analysis(store: Store, query: Query) -> bool:
    """Tells what ails the analysis that a question reads; returns whether there is none."""
    if not ANALYSED.search(query.text):
        return False
    analysis = read_analysis(store)
    if analysis is None:
        notice("the store holds no analysis; make one: graphkit analyse")
    elif analysis.outdated:
        notice("the store has changed since its analysis; make a new one: graphkit analyse")
    return analysis is None


def print_table(table: Table, form: Format) -> None:
    """Prints an answer on stdout."""
    console = stdout()
    sized = console.is_terminal or "COLUMNS" in os.environ
    width = max(console.width, LEAST_WIDTH) if sized else PIPED_WIDTH
    typer.echo(render(table, form, width=width), nl=False)


def empty_answer(store: Store, query: Query, values: Mapping[str, Value]) -> list[str]:
    """Returns what may be wrong when no row came: unknown names, and filters that narrow."""
    lines = ["no row answers this", *unknown_names(store, query, values)]
    narrowed = [p.name for p in query.parameters if p.name in FILTERS and _narrows(values[p.name])]
    if narrowed and len(lines) == 1:
        off = " ".join(
            f"--set {name}={'0' if name == 'min_confidence' else ''}" for name in narrowed
        )
        lines.append(f"without filters: {off}")
    return lines


def _narrows(value: object) -> bool:
    return bool(value) and not (isinstance(value, int) and not isinstance(value, bool))
