"""`graphkit export`: the graph as a page, a picture or a brief to read, or a file for a tool."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from graphkit.cli.asking import SetOption, read_settings
from graphkit.cli.console import notice, track
from graphkit.cli.filtering import (
    ActorOption,
    ConfidenceOption,
    ForceOption,
    OutletOption,
    OutputOption,
    QueryOption,
    RelationOption,
    SinceOption,
    StatusName,
    TopicOption,
    UntilOption,
    WithOption,
    answer,
    check_names,
    first_day,
    last_day,
    statuses_of,
)
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.networks import TITLE, describe, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.files import STDOUT, check_free, open_picture, write_picture
from graphkit.pictures.formats import FORMATS, Format, GraphFormat, StatementFormat, format_of
from graphkit.records import article_json, dumps, statement_json
from graphkit.selections import (
    Filters,
    counted,
    describe_selection,
    read_selection,
    select_statements,
)
from graphkit.statements import articles_path
from graphkit.store import Store
from graphkit.store.bulk import write_bulk_files
from graphkit.store.recalling import recall_articles, recall_statements

BULK: Final = "neo4j-admin"
"""The whole store as CSV files for Neo4j's own importer, rather than a picture."""

LINES: Final = "jsonl"
"""The whole store as the two files that `graphkit load` reads."""

FormatName = Enum("FormatName", {n: n for n in (*FORMATS, LINES, BULK)}, type=str)  # type: ignore[misc]

FormatArgument = Annotated[
    FormatName | None,
    typer.Argument(
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)}; by default what the suffix of FILE says. {LINES} writes the "
        f"whole store as the two files that graphkit load reads, {BULK} as CSV files into a "
        "folder, for Neo4j's own importer.",
    ),
]
TitleOption = Annotated[
    str | None,
    typer.Option(
        "--title",
        help="Heading of the page, picture or brief. By default Diplomatic ties, of a brief what "
        "it is about.",
    ),
]
StatusOption = Annotated[
    list[StatusName] | None,
    typer.Option(
        "--status",
        help="Only what is actual, planned, possible, called_for, or all. May be given several "
        "times. By default actual; a page holds all and opens with actual, and files of "
        "statements hold all.",
    ),
]
DeniedOption = Annotated[
    bool | None,
    typer.Option(
        "--denied/--no-denied",
        help="With or without relations that are denied. By default without; a page and files of "
        "statements hold them.",
        show_default=False,
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=1,
        help="Keep the strongest so many ties, of files of statements the newest so many. By "
        "default 20000 for html, 60 for svg, 200 for a brief, else all.",
    ),
]


def export(
    output: OutputOption,
    form: FormatArgument = None,
    title: TitleOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    partner: WithOption = None,
    topic: TopicOption = None,
    relation: RelationOption = None,
    outlet: OutletOption = None,
    status: StatusOption = None,
    denied: DeniedOption = None,
    min_confidence: ConfidenceOption = 0.0,
    limit: LimitOption = None,
    query: QueryOption = None,
    settings: SetOption = None,
    force: ForceOption = False,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Write the graph as a page, a picture or a brief to read, or as a file for another tool.

    Examples: graphkit export html -o graph.html · graphkit export -o china.svg --actor China ·
    graphkit export neo4j-admin -o import · graphkit export jsonl -o statements.jsonl ·
    graphkit export brief -o brief.md --actor China --with USA ·
    graphkit export events -o events.csv --since 2023 ·
    graphkit export -o ceasefire.csv --query stance --set topic=ceasefire
    """
    if form is not None and form.value in (BULK, LINES):
        _check_whole(form.value, {
            "--title": title, "--since": since, "--until": until, "--actor": actor,
            "--with": partner, "--topic": topic, "--relation": relation, "--outlet": outlet,
            "--status": status, "--denied": denied is not None, "--min-confidence": min_confidence,
            "--limit": limit, "--query": query, "--set": settings,
        })  # fmt: skip
        with store_at(store, user=user, password=password, database=database) as graph:
            if form.value == BULK:
                _export_bulk(graph, output, database)
            else:
                _export_lines(graph, output, force=force)
        return
    wanted = FORMATS[form.value] if form is not None else format_of(output)
    _check_usage(wanted, actor=actor, partner=partner, topic=topic, query=query, settings=settings)
    filters = Filters(
        since=first_day(since),
        until=last_day(until),
        actors=tuple(actor or ()),
        partners=tuple(partner or ()),
        topics=tuple(topic or ()),
        relations=tuple(relation or ()),
        outlets=tuple(outlet or ()),
        statuses=statuses_of(status, wanted.statuses, asked=query is not None),
        denied=(wanted.denied or query is not None) if denied is None else denied,
        min_confidence=min_confidence,
        limit=limit or wanted.limit,
    )
    if output != STDOUT:
        check_free(Path(output), force=force)
    if isinstance(wanted, StatementFormat):
        wanted.check()
    with store_at(store, user=user, password=password, database=database) as graph:
        if query is not None:
            found = answer(graph, query, read_settings(settings or ()))
            filters = replace(filters, statements=found)
        if isinstance(wanted, GraphFormat):
            _export_network(graph, wanted, filters, output, title=title or TITLE, force=force)
        else:
            about = title or _subject(filters, query)
            _export_statements(graph, wanted, filters, output, title=about, force=force)


def _check_whole(form: str, options: Mapping[str, object]) -> None:
    """Refuses what would choose from a store that is written whole."""
    given = [name for name, value in options.items() if value]
    if given:
        raise typer.BadParameter(
            f"writes the whole store: leave out {', '.join(given)}", param_hint=form
        )


def _check_usage(
    wanted: Format,
    *,
    actor: list[str] | None,
    partner: list[str] | None,
    topic: list[str] | None,
    query: str | None,
    settings: list[str] | None,
) -> None:
    check_names(actor=actor, partner=partner, query=query, settings=settings)
    if wanted.name == "brief" and not (actor or topic or query):
        raise typer.BadParameter(
            "a brief is about something: give --actor, --topic or --query", param_hint="brief"
        )


def _subject(filters: Filters, query: str | None) -> str:
    """Returns what a brief is about, as the user put it."""
    named = [", ".join(names) for names in (filters.actors, filters.partners) if names]
    parts = [" and ".join(named), ", ".join(filters.topics), query or ""]
    return ": ".join(filter(None, parts)) or TITLE


def _export_network(
    graph: Store, form: GraphFormat, filters: Filters, output: str, *, title: str, force: bool
) -> None:
    network = read_network(graph, filters, vocabulary=load_ontology())
    write_picture(form.draw(network, title), output, force=force)
    told = "" if network.left_out == 0 else "; --limit draws more or fewer"
    notice("{}: {}{}", output, describe(network), told)


def _export_bulk(graph: Store, output: str, database: str | None) -> None:
    if output == STDOUT:
        raise typer.BadParameter("name a folder", param_hint="--output")
    found = write_bulk_files(graph, Path(output), database=database or "neo4j")
    typer.echo(found.command_line)
    notice("{}: {} nodes, {} relationships", output, found.nodes, found.relationships)
    notice("stop the server, run the command above on its machine, start it, then graphkit load")


def _export_lines(graph: Store, output: str, *, force: bool) -> None:
    beside = articles_path(output)
    if beside is None:
        raise typer.BadParameter("name a file: another stands beside it", param_hint="--output")
    rows: tuple[tuple[str, Iterator[dict[str, Any]]], ...] = (
        (output, map(statement_json, recall_statements(graph))),
        (str(beside), map(article_json, recall_articles(graph))),
    )
    for target, _ in rows:
        check_free(Path(target), force=force)
    for target, lines in rows:
        written = 0
        with open_picture(target, force=force) as file:
            for written, line in enumerate(lines, start=1):  # noqa: B007 - told below
                file.write(dumps(line).encode() + b"\n")
        notice("{}: {}", target, counted(written, "line"))


def _export_statements(
    graph: Store, form: StatementFormat, filters: Filters, output: str, *, title: str, force: bool
) -> None:
    selection = select_statements(graph, filters).newest(filters.limit)
    read = track(read_selection(graph, selection), what=form.name, total=len(selection.ids))
    with open_picture(output, force=force) as file:
        written = form.write(read, file, selection, title)
    cut = "" if len(selection.ids) == selection.total else "; --limit takes more or fewer"
    notice("{}: {}{}", output, describe_selection(selection), cut)
    if left_out := len(selection.ids) - written:
        notice("{} without a PLOVER event left out", counted(left_out, "statement"))


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(export)
