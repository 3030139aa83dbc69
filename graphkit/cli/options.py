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
        "bolt://HOST:PORT (with +s or +ssc for TLS).",
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

ConnectOption = Annotated[
    float,
    typer.Option(
        "--connect-timeout",
        envvar="GRAPHKIT_NEO4J_CONNECT_SECONDS",
        min=0.0,
        max=86_400.0,
        metavar="SECONDS",
        help="How long to wait for a connection to Neo4j.",
    ),
]
RetryOption = Annotated[
    float,
    typer.Option(
        "--retry",
        envvar="GRAPHKIT_NEO4J_RETRY_SECONDS",
        min=0.0,
        max=86_400.0,
        metavar="SECONDS",
        help="How long a write that Neo4j could not do just then is tried again.",
    ),
]

STORE = "graph.kgl"
"""The default store: one file in the working folder."""
