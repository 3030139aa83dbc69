"""`graphkit stance`: who takes which side on a topic; a short cut for the query of that name."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.asking import FormatOption, LimitOption, SetOption, ask, read_settings
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.cli.tables import Format
from graphkit.queries import all_queries, find_query


def stance(
    topic: Annotated[list[str], typer.Argument(help="Words in the topic's name.")],
    settings: SetOption = None,
    limit: LimitOption = None,
    form: FormatOption = Format.table,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show who supports, opposes, proposes or demands what on a topic, with a sentence each.

    Example: graphkit stance ceasefire --set since=2023-12
    """
    values = {**read_settings(settings or ()), "topic": " ".join(topic)}
    with store_at(store, user=user, password=password, database=database) as graph:
        ask(graph, find_query(all_queries(), "stance"), values, limit=limit, form=form)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(stance)
