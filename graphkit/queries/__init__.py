"""Canned questions: read from `queries/<category>/<name>.cypher`, bound to a user's values."""

from __future__ import annotations

from graphkit.queries.answering import answer, put_question, without_picture
from graphkit.queries.binding import Given, bind, checked_day
from graphkit.queries.hints import FILTERS, nearest, unknown_names
from graphkit.queries.reading import (
    PICTURE,
    Parameter,
    Query,
    Value,
    all_queries,
    find_query,
    own_folder,
    read_queries,
    read_query,
    search_queries,
)

__all__ = [
    "FILTERS",
    "PICTURE",
    "Given",
    "Parameter",
    "Query",
    "Value",
    "all_queries",
    "answer",
    "bind",
    "checked_day",
    "find_query",
    "nearest",
    "own_folder",
    "put_question",
    "read_queries",
    "read_query",
    "search_queries",
    "unknown_names",
    "without_picture",
]
