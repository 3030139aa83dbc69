"""`graphkit cypher`: any Cypher, on either store."""

from __future__ import annotations

import json
import sys
from typing import Annotated, Any

import typer

from graphkit.cli.asking import FormatOption, print_table
from graphkit.cli.console import notice
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.cli.tables import Format


def cypher(
    text: Annotated[str, typer.Argument(metavar="CYPHER", help="One statement; - reads stdin.")],
    params: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            help="A parameter as NAME=VALUE; a value that is JSON (3, 0.5, true, [1, 2], "
            '"2023") is that, any other is text.',
        ),
    ] = None,
    form: FormatOption = Format.table,
    write: Annotated[
        bool, typer.Option("--write", help="Let the statement change the store.")
    ] = False,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Run Cypher and print what it returns; only --write lets it change the store.

    Example: graphkit cypher 'MATCH (a:Actor) RETURN a.name AS name ORDER BY name LIMIT 5'
    """
    statement = sys.stdin.read() if text == "-" else text
    values = _values(params or ())
    with store_at(store, user=user, password=password, database=database) as graph:
        table = graph.run(statement, values, write=write)
    print_table(table, form)
    for warning in table.warnings:
        notice("{}", warning)
    if not table.rows and not write:
        notice("no row")


def _values(pairs: list[str] | tuple[()]) -> dict[str, Any]:
    values = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--param")
        values[name.strip()] = _value(value)
    return values


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(cypher)
