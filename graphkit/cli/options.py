"""Options that several commands share, each with its help text and environment variable."""

from __future__ import annotations

from typing import Annotated

import typer

StoreOption = Annotated[
    str,
    typer.Option(
        "--store",
        envvar="GRAPHKIT_STORE",
        help="Where the graph is kept: a file (embedded, no server) or neo4j://HOST:PORT or "
        "bolt://HOST:PORT.",
    ),
]
UserOption = Annotated[
    str,
    typer.Option("--user", envvar="GRAPHKIT_NEO4J_USER", help="Neo4j user name."),
]
PasswordOption = Annotated[
    str | None,
    typer.Option(
        "--password",
        envvar="GRAPHKIT_NEO4J_PASSWORD",
        show_envvar=True,
        show_default=False,
        help="Neo4j password; better given by the environment. Asked for when missing.",
    ),
]
DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", envvar="GRAPHKIT_NEO4J_DATABASE", help="Neo4j database name."),
]

STORE = "graph.kgl"
"""The default store: one file in the working folder."""
