"""`graphkit status`: what is in the graph, since when, and what was skipped."""

from __future__ import annotations

import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from graphkit.cli.console import notice, stdout
from graphkit.cli.options import (
    STORE,
    DatabaseOption,
    PasswordOption,
    StoreOption,
    UserOption,
)
from graphkit.cli.stores import store_at
from graphkit.displays import clean
from graphkit.store.analysis import AnalysisState, read_analysis
from graphkit.store.inspecting import StoreStatus, inspect_store

TOP = 10
"""Names shown of a longer list."""


class Format(StrEnum):
    """How the status is printed."""

    table = "table"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]


def _named(counts: tuple[tuple[str, int], ...]) -> str:
    shown = ", ".join(f"{name} {count}" for name, count in counts[:TOP])
    rest = len(counts) - TOP
    return f"{shown}, {rest} more" if rest > 0 else shown or "none"


def _span(status: StoreStatus) -> str:
    if status.first_published is None:
        return "no dates"
    undated = f" ({status.undated} undated)" if status.undated else ""
    return f"{status.first_published} to {status.last_published}{undated}"


def _copies(status: StoreStatus) -> str:
    found = f"{status.copies} of {status.copied} originals"
    if status.unmatched:
        return f"{found}; {status.unmatched} articles were not compared: extract them again"
    return found


def _analysed(analysis: AnalysisState | None) -> str:
    if analysis is None:
        return "none: graphkit analyse makes one"
    if analysis.outdated:
        return f"of {analysis.computed}, out of date: graphkit analyse makes a new one"
    return f"of {analysis.computed}, up to date"


def status_lines(status: StoreStatus, analysis: AnalysisState | None) -> Iterator[tuple[str, str]]:
    """Yields the status line by line: what, and how much."""
    actors = sum(count for _, count in status.actors)
    yield "store", f"{status.address} (schema {status.schema})"
    yield "made", status.created or "unknown"
    yield "last load", status.loaded or "none finished"
    yield "articles", str(status.articles)
    yield "published", _span(status)
    yield "outlets", _named(status.outlets)
    yield "copies", _copies(status)
    yield "statements", str(status.statements)
    yield "relations", _named(status.relations)
    yield "status", _named(status.statuses)
    yield "actors", f"{actors} ({', '.join(f'{n.lower()} {c}' for n, c in status.actors)})"
    resolved = sum(count for _, count in status.resolved)
    reasons = f" ({_named(status.resolved)})" if resolved else ""
    yield "names", f"{resolved} explained by other articles{reasons}, {status.ambiguous} ambiguous"
    yield "places", str(status.places)
    yield "topics", f"{status.topics} (issues {status.issues})"
    yield "skipped", _named(status.skipped)
    yield "analysis", _analysed(analysis)


def status(
    store: StoreOption = STORE,
    form: FormatOption = Format.table,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show what is in the graph, since when, and what was skipped and why.

    Example: graphkit status --format json
    """
    with store_at(store, user=user, password=password, database=database) as graph:
        found = inspect_store(graph)
        analysis = read_analysis(graph)
    if form is Format.json:
        shown = {**found.as_json(), "analysis": analysis and analysis.as_json()}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
    else:
        table = Table(show_header=False, box=None)
        for name, value in status_lines(found, analysis):
            table.add_row(f"[bold]{name}[/]", escape(clean(value)))
        stdout().print(table)
    if found.unfinished:
        notice("a load runs or was cut short: running the same graphkit load again completes it")


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(status)
