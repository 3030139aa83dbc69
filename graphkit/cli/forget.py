"""`graphkit forget`: takes articles out of the graph, with what only they supported."""

from __future__ import annotations

from typing import Annotated

import typer

from graphkit.cli.console import notice
from graphkit.cli.options import (
    STORE,
    DatabaseOption,
    PasswordOption,
    StoreOption,
    UserOption,
)
from graphkit.cli.stores import store_at
from graphkit.errors import StoreError
from graphkit.ontology import load_ontology
from graphkit.store.loading import forget as forget_docs
from graphkit.topics import issue_of

DocsArgument = Annotated[
    list[str], typer.Argument(metavar="DOC...", help="Ids of the articles to remove.")
]


def forget(
    docs: DocsArgument,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Remove articles, their statements and what only they supported.

    Example: graphkit forget reuters-2023-03-20-17
    """
    with store_at(store, user=user, password=password, database=database) as graph:
        graph.run("RETURN 1 AS there")  # refuses a store that is not there instead of making one
        gone, unknown = forget_docs(graph, docs, vocabulary=load_ontology(), issue_of=issue_of)
    if gone:
        notice("{}: removed {}", store, ", ".join(gone))
    if unknown:
        raise StoreError(
            f"no article {', '.join(unknown)}",
            where=store,
            remedy="graphkit cypher 'MATCH (a:Article) RETURN a.id' lists them",
        )


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(forget)
