"""What the commands that need a store share: opening it, with the password asked for if need be."""

from __future__ import annotations

import sys

import typer

from graphkit.store import Store, is_server, open_store


def store_at(address: str, *, user: str, password: str | None, database: str | None) -> Store:
    """Returns the store that the options name.

    A server's password is asked for when neither option nor environment gives it and a person is
    there to answer.
    """
    if is_server(address) and password is None and sys.stdin.isatty():
        password = typer.prompt(f"Password of {user} at {address}", hide_input=True, err=True)
    return open_store(address, user=user, password=password, database=database)
