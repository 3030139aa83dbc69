"""`graphkit export`: the graph as a page to explore, a picture to print, or a file for a tool."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import Enum
from pathlib import Path
from typing import Annotated, Final

import typer

from graphkit.cli.console import notice
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.networks import Filters, describe, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.files import STDOUT, check_free, write_picture
from graphkit.pictures.formats import FORMATS, Format, format_of
from graphkit.records import STATUSES
from graphkit.store import Store
from graphkit.store.bulk import write_bulk_files

TITLE: Final = "Diplomatic ties"

BULK: Final = "neo4j-admin"
"""The whole store as CSV files for Neo4j's own importer, rather than a picture."""

FormatName = Enum("FormatName", {n: n for n in (*FORMATS, BULK)}, type=str)  # type: ignore[misc]
StatusName = Enum("StatusName", {n: n for n in (*STATUSES, "all")}, type=str)  # type: ignore[misc]

FormatArgument = Annotated[
    FormatName | None,
    typer.Argument(
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; by default what the suffix of FILE says. {BULK} writes the "
        "whole store as CSV files into a folder, for Neo4j's own importer.",
    ),
]
OutputOption = Annotated[
    str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; - for stdout.")
]
TitleOption = Annotated[str, typer.Option("--title", help="Heading of the page or picture.")]
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
StatusOption = Annotated[
    list[StatusName] | None,
    typer.Option(
        "--status",
        help="Only what is actual, planned, possible, called_for, or all. May be given several "
        "times. By default actual; a page holds all and opens with actual.",
    ),
]
DeniedOption = Annotated[
    bool | None,
    typer.Option(
        "--denied/--no-denied",
        help="With or without relations that are denied. By default without; a page holds them.",
        show_default=False,
    ),
]
ConfidenceOption = Annotated[
    float,
    typer.Option("--min-confidence", min=0.0, max=1.0, help="Only statements this certain."),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=1,
        help="Keep the strongest so many ties. By default 1500 for html, 60 for svg, else all.",
    ),
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace FILE if it is there.")]


def export(
    output: OutputOption,
    form: FormatArgument = None,
    title: TitleOption = TITLE,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    topic: TopicOption = None,
    relation: RelationOption = None,
    outlet: OutletOption = None,
    status: StatusOption = None,
    denied: DeniedOption = None,
    min_confidence: ConfidenceOption = 0.0,
    limit: LimitOption = None,
    force: ForceOption = False,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write the graph as a page to explore, a picture to print, or a file for another tool.

    Examples: graphkit export html -o graph.html · graphkit export -o china.svg --actor China ·
    graphkit export neo4j-admin -o import
    """
    if form is not None and form.value == BULK:
        with store_at(store, user=user, password=password, database=database) as graph:
            _export_bulk(graph, output, database)
        return
    wanted = FORMATS[form.value] if form is not None else format_of(output)
    filters = Filters(
        since=first_day(since),
        until=last_day(until),
        actors=tuple(actor or ()),
        topics=tuple(topic or ()),
        relations=tuple(relation or ()),
        outlets=tuple(outlet or ()),
        statuses=_statuses(status, wanted),
        denied=wanted.denied if denied is None else denied,
        min_confidence=min_confidence,
        limit=limit or wanted.limit,
    )
    if output != STDOUT:
        check_free(Path(output), force=force)
    with store_at(store, user=user, password=password, database=database) as graph:
        network = read_network(graph, filters, vocabulary=load_ontology())
    write_picture(wanted.draw(network, title), output, force=force)
    told = "" if network.left_out == 0 else "; --limit draws more or fewer"
    notice("{}: {}{}", output, describe(network), told)


def _export_bulk(graph: Store, output: str, database: str | None) -> None:
    if output == STDOUT:
        raise typer.BadParameter("name a folder", param_hint="--output")
    found = write_bulk_files(graph, Path(output), database=database or "neo4j")
    typer.echo(found.command_line)
    notice("{}: {} nodes, {} relationships", output, found.nodes, found.relationships)
    notice("stop the server, run the command above on its machine, start it, then graphkit load")


def _statuses(given: list[StatusName] | None, wanted: Format) -> tuple[str, ...]:
    if not given:
        return wanted.statuses
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


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(export)
