"""One contract for the stores, and the function that opens one by its address."""

from __future__ import annotations

import os
from pathlib import Path as FilePath
from typing import Final

from graphkit.errors import StoreError
from graphkit.store.contract import SCHEMA, Edge, Node, Notice, Path, Patience, Step, Store, Table

__all__ = [
    "SCHEMA",
    "Edge",
    "Node",
    "Notice",
    "Path",
    "Patience",
    "Step",
    "Store",
    "Table",
    "is_server",
    "open_store",
]

SERVER_SCHEMES: Final = (
    "neo4j://",
    "neo4j+s://",
    "neo4j+ssc://",
    "bolt://",
    "bolt+s://",
    "bolt+ssc://",
)


def is_server(address: str) -> bool:
    """True if the address names a Neo4j server rather than a file."""
    return address.startswith(SERVER_SCHEMES)


def open_store(
    address: str | os.PathLike[str],
    *,
    user: str | None = None,
    password: str | None = None,
    database: str | None = None,
    patience: Patience | None = None,
) -> Store:
    """Returns the store at an address: a file path, or neo4j://HOST:PORT or bolt://HOST:PORT.

    Nothing is read, written or claimed yet.  User, password, database and patience matter
    to servers only.

    Raises:
        StoreError: it is neither, or it holds a password; the message does not repeat that.

    Example:
        >>> open_store("graph.kgl").address
        'graph.kgl'
    """
    address = os.fspath(address)
    if "://" in address and not is_server(address):
        raise StoreError(
            "is no store address",
            where=address,
            remedy="give a file, or neo4j://HOST:PORT or bolt://HOST:PORT",
        )
    if is_server(address) and "@" in address:
        raise StoreError(
            "an address holds no user and no password",
            where=address.partition("://")[0] + "://...@" + address.rpartition("@")[2],
            remedy="give --user, and the password by GRAPHKIT_NEO4J_PASSWORD",
        )
    # Imported here so that the embedded store does not wait for the driver, nor the reverse.
    if is_server(address):
        from graphkit.store.neo4j import Neo4jStore

        return Neo4jStore(
            address, user=user, password=password, database=database, patience=patience
        )
    from graphkit.store.embedded import EmbeddedStore

    return EmbeddedStore(FilePath(address))
