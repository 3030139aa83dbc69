"""`graphkit query`: the canned questions, listed, searched, shown and answered."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.asking import (
    FormatOption,
    LimitOption,
    SetOption,
    ask,
    print_table,
    read_settings,
)
from graphkit.cli.console import notice
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.cli.tables import Format
from graphkit.displays import clean
from graphkit.queries import Query, all_queries, find_query, search_queries
from graphkit.store import Table

NameArgument = Annotated[
    str | None, typer.Argument(help="The question's name; without one, all are listed.")
]
ListOption = Annotated[bool, typer.Option("--list", "-l", help="List the questions.")]
SearchOption = Annotated[
    str | None, typer.Option("--search", help="List the questions whose text has these words.")
]
ShowOption = Annotated[
    bool, typer.Option("--show", help="Print the Cypher: it pastes into Neo4j Browser as it is.")
]
QueriesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--queries",
        help="A folder of your own questions (CATEGORY/NAME.cypher) to lay over graphkit's; may "
        "be given several times.",
    ),
]


def query(
    name: NameArgument = None,
    settings: SetOption = None,
    limit: LimitOption = None,
    form: FormatOption = Format.table,
    listed: ListOption = False,
    search: SearchOption = None,
    show: ShowOption = False,
    queries: QueriesOption = None,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Answer one of the canned questions.

    Example: graphkit query allies --set actor=China --set since=2023 --format csv
    """
    known = all_queries(queries or ())
    if search is not None:
        _list(search_queries(known, search), form, words=search)
    elif listed or name is None:
        _list(search_queries(known, ""), form, words="")
    elif show:
        typer.echo(clean(find_query(known, name).text.rstrip()))
    else:
        found = find_query(known, name)
        with store_at(store, user=user, password=password, database=database) as graph:
            ask(graph, found, read_settings(settings or ()), limit=limit, form=form)


def _list(queries: Iterable[Query], form: Format, *, words: str) -> None:
    """Prints the questions, one a row, with what they take."""
    columns = ("category", "query", "question", "parameters")
    rows = tuple(
        (q.category, q.name, q.title, ", ".join(p.name for p in q.parameters)) for q in queries
    )
    print_table(Table(columns=columns, rows=rows), form)
    if not rows:
        notice("no question has the words {}; graphkit query --list shows all", repr(words))


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(query)
