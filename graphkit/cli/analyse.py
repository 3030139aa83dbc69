"""`graphkit analyse`: blocs, balance, positions and alerts, computed and written into the graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from graphkit.analysis import ALERT_LIMIT, Window
from graphkit.analysis import analyse as analyse_store
from graphkit.cli.console import notice, stdout
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.displays import clean
from graphkit.queries import checked_day
from graphkit.store.analysis import Analysis, drop_analysis

SHOWN = 5
"""Blocs and alerts named on the terminal."""

SinceOption = Annotated[
    str, typer.Option("--since", help="First day that counts, as 2023, 2023-03 or 2023-03-20.")
]
UntilOption = Annotated[str, typer.Option("--until", help="Last day that counts, likewise.")]
ConfidenceOption = Annotated[
    float,
    typer.Option(
        "--min-confidence", min=0.0, max=1.0, help="Leave out statements below this confidence."
    ),
]
LimitOption = Annotated[
    float,
    typer.Option(
        "--alert-limit",
        min=0.1,
        help="Deviations from a pair's own baseline from which a month is an alert.",
    ),
]
DropOption = Annotated[
    bool, typer.Option("--drop", help="Take the analysis out of the graph and compute nothing.")
]


def analyse(
    store: StoreOption = STORE,
    since: SinceOption = "",
    until: UntilOption = "",
    min_confidence: ConfidenceOption = 0.0,
    alert_limit: LimitOption = ALERT_LIMIT,
    drop: DropOption = False,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Compute blocs, balance, positions and alerts, and write them into the graph.

    The questions blocs, swing, triads, alignment and alerts read them. A later load leaves them
    as they are; graphkit status then says that they are out of date, and running this again
    brings them up to date.

    Example: graphkit analyse --since 2023 && graphkit query blocs
    """
    days = {"since": _day(since, "--since"), "until": _day(until, "--until")}
    with store_at(store, user=user, password=password, database=database) as graph:
        graph.run("RETURN 1 AS there")  # refuses a store that is not there instead of making one
        if drop:
            graph.prepare()
            drop_analysis(graph)
            notice("{}: the analysis is gone", store)
            return
        window = Window(**days, min_confidence=min_confidence)
        now = dt.datetime.now(dt.UTC)
        found = analyse_store(graph, window, now=now, alert_limit=alert_limit)
    table = Table(show_header=False, box=None)
    for name, value in analysis_lines(found):
        table.add_row(f"[bold]{name}[/]", escape(clean(value)))
    stdout().print(table)


def _day(text: str, option: str) -> str:
    try:
        return checked_day(text.strip())
    except ValueError:
        reason = f"{text!r} is no year, month or day such as 2023, 2023-03 or 2023-03-20"
        raise typer.BadParameter(reason, param_hint=option) from None


def analysis_lines(found: Analysis) -> Iterator[tuple[str, str]]:
    """Yields an analysis line by line: what, and how much."""
    figures = found.figures
    yield "parties", f"{figures['parties']} with {figures['ties']} friendly or hostile ties"
    yield "", f"from {figures['statements']} statements between them"
    yield "blocs", f"{figures['blocs']} (modularity {figures['modularity']})"
    for bloc in found.blocs[:SHOWN]:
        yield "", bloc.name
    yield "frustration", frustration_text(figures["frustration"], figures["frustration_at_least"])
    triads = figures["balanced_triads"] + figures["unbalanced_triads"]
    yield "triads", f"{triads}, {figures['unbalanced_triads']} of them unbalanced"
    yield "positions", f"{figures['positions']} parties on one scale"
    yield "alerts", str(figures["alerts"])
    latest = sorted(found.alerts, key=lambda alert: (alert["month"], alert["name"]), reverse=True)
    for alert in latest[:SHOWN]:
        yield "", f"{alert['name']}: {alert['score']:+} where {alert['baseline']:+} is usual"


def frustration_text(found: int, at_least: int) -> str:
    """Returns how many ties are against the grain, and whether that is proved."""
    if found == at_least:
        return f"{found} ties stand in the way of balance"
    return f"between {at_least} and {found} ties stand in the way of balance"


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(analyse)
