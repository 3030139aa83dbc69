"""Canned questions: read from `queries/<category>/<name>.cypher`, bound to a user's values."""

from __future__ import annotations

from graphkit.queries.binding import bind, checked_day
from graphkit.queries.reading import (
    PICTURE,
    Parameter,
    Query,
    all_queries,
    find_query,
    own_folder,
    read_queries,
    read_query,
    search_queries,
)

__all__ = [
    "PICTURE",
    "Parameter",
    "Query",
    "all_queries",
    "bind",
    "checked_day",
    "find_query",
    "own_folder",
    "read_queries",
    "read_query",
    "search_queries",
]
