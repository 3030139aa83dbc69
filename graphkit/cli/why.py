"""`graphkit why`: the sentences behind a tie; a short cut for the query of that name."""

from __future__ import annotations

import difflib
from typing import Annotated

import typer

from graphkit.cli.asking import FormatOption, LimitOption, SetOption, ask, read_settings
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.cli.tables import Format
from graphkit.errors import QueryError
from graphkit.ontology import load_ontology
from graphkit.queries import all_queries, find_query


def why(
    subject: Annotated[str, typer.Argument(help='Who; "" for anyone.')],
    relation: Annotated[
        str, typer.Argument(help='Does what (visits, meets, ...); "" for anything.')
    ] = "",
    target: Annotated[
        str, typer.Argument(metavar="[OBJECT]", help='To whom, where, on what; "" for any.')
    ] = "",
    settings: SetOption = None,
    limit: LimitOption = None,
    form: FormatOption = Format.table,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show which sentences, speakers, outlets and rules stand behind a tie.

    A second word that is no relation is taken for the object.

    Example: graphkit why "Xi Jinping" visits Moscow
    """
    relation, target = _told_apart(relation, target)
    values = {
        **read_settings(settings or ()),
        "subject": subject,
        "relation": relation,
        "object": target,
    }
    with store_at(store, user=user, password=password, database=database) as graph:
        ask(graph, find_query(all_queries(), "why"), values, limit=limit, form=form)


def _told_apart(relation: str, target: str) -> tuple[str, str]:
    """Returns relation and object, where the object may stand in the relation's place."""
    known = sorted(load_ontology().relations)
    name = relation.strip().lower().replace(" ", "_")
    if not name or name in known:
        return name, target
    if not target:
        return "", relation
    near = difflib.get_close_matches(name, known, n=1)
    raise QueryError(
        f"unknown relation {relation!r}",
        remedy=f"did you mean {near[0]!r}?" if near else f"one of {', '.join(known)}",
    )


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(why)
