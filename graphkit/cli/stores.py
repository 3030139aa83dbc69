"""What the commands that need a store share: opening it, with the password asked for if need be."""

from __future__ import annotations

import os
import sys
from typing import Final

import typer

from graphkit.errors import StoreError
from graphkit.store import Patience, Store, is_server, open_store

LONGEST: Final = 86_400.0
"""Seconds that one may choose to wait at most: a day."""


CONNECT_VARIABLE: Final = "GRAPHKIT_NEO4J_CONNECT_SECONDS"
RETRY_VARIABLE: Final = "GRAPHKIT_NEO4J_RETRY_SECONDS"


def store_at(
    address: str,
    *,
    user: str,
    password: str | None,
    database: str | None,
    patience: Patience | None = None,
) -> Store:
    """Returns the store that the options name.

    A server's password is asked for when neither option nor environment gives it and a person is
    there to answer.  How long a server is waited for is what the environment says if not given.
    """
    if is_server(address) and password is None and sys.stdin.isatty():
        password = typer.prompt(f"Password of {user} at {address}", hide_input=True, err=True)
    waiting = patience or Patience(
        connect=_seconds(CONNECT_VARIABLE, Patience.connect),
        retry=_seconds(RETRY_VARIABLE, Patience.retry),
    )
    return open_store(address, user=user, password=password, database=database, patience=waiting)


def _seconds(variable: str, default: float) -> float:
    """Returns the seconds that an environment variable gives, or the default."""
    text = os.environ.get(variable)
    if not text:
        return default
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= LONGEST:
        raise StoreError(
            f"{text!r} is no number of seconds", where=variable, remedy=f"give 0 to {LONGEST:g}"
        )
    return seconds
