"""`graphkit same`: joins or parts two actors, topics or issues by hand, or proposes pairs."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.asking import print_table
from graphkit.cli.console import notice
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.cli.tables import Format
from graphkit.ontology import load_ontology
from graphkit.store import Store, Table
from graphkit.store.joining import join, part
from graphkit.store.suggesting import suggest
from graphkit.topics import issue_of

COLUMNS = ("alias", "alias_name", "actor", "actor_name", "reason", "mentions")

OneArgument = Annotated[
    str | None, typer.Argument(metavar="A", help="A name or id: the other name.")
]
OtherArgument = Annotated[
    str | None, typer.Argument(metavar="B", help="A name or id: who or what A is.")
]
UndoOption = Annotated[
    bool,
    typer.Option("--undo", help="Part them: A stays alone, also where loading would join the two."),
]
SuggestOption = Annotated[
    bool, typer.Option("--suggest", help="List pairs that may be one, with reasons.")
]
LimitOption = Annotated[
    int, typer.Option("--limit", "-n", min=1, help="How many pairs to suggest at most.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print suggestions.")]


def same(
    one: OneArgument = None,
    other: OtherArgument = None,
    undo: UndoOption = False,
    suggestions: SuggestOption = False,
    limit: LimitOption = 20,
    form: FormatOption = Format.table,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Say that A is B: two actors, topics, issues or places are one from now on.

    What you decide is kept apart from what loading derives, and loading never undoes it. Joining
    moves ties and counts; sentences stay as the articles have them.

    Examples: graphkit same Okafor "John Okafor"  ·  graphkit same --undo Okafor "John Okafor"  ·
    graphkit same --suggest
    """
    if suggestions == (one is not None) or (one is None) != (other is None):
        raise typer.BadParameter("give A and B, or --suggest alone")
    with store_at(store, user=user, password=password, database=database) as graph:
        graph.run("RETURN 1 AS there")  # refuses a store that is not there instead of making one
        if one is None or other is None:
            _print_suggestions(graph, limit, form)
        elif undo:
            first, second = part(graph, one, other, vocabulary=load_ontology(), issue_of=issue_of)
            notice("{} and {} are two", first, second)
        else:
            first, second = join(graph, one, other, vocabulary=load_ontology(), issue_of=issue_of)
            notice("{} is {}", first, second)


def _print_suggestions(graph: Store, limit: int, form: Format) -> None:
    found = suggest(graph)
    rows = tuple(tuple(vars(pair)[name] for name in COLUMNS) for pair in found[:limit])
    print_table(Table(columns=COLUMNS, rows=rows), form)
    if len(found) > limit:
        notice("{} more with --limit", len(found) - limit)
    if not found:
        notice("no two names look like one")


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(same)
