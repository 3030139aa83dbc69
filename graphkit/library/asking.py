"""Question -> table: one of the canned questions by name, or Cypher."""

from __future__ import annotations

import datetime as dt
import logging
import re
from collections.abc import Mapping
from typing import Any, Final

from graphkit.errors import QueryError
from graphkit.queries import all_queries, find_query, put_question, unknown_names, without_picture
from graphkit.store import Store, Table

log = logging.getLogger(__name__)

_NAME: Final = re.compile(r"\w+")


def query(store: Store, question: str, /, *, limit: int | None = None, **parameters: Any) -> Table:
    """Answers a question over a store; nothing in it can change the store.

    Args:
        store: where the statements are.
        question: the name of a canned question (docs/queries.md lists them), or Cypher.
        limit: how many rows at most, instead of a canned question's own limit.
        parameters: values by name.  They travel as parameters, never as text of the Cypher; days
            may be dates or ISO text ("2023", "2023-03").

    Returns:
        The rows in order.  Where there are none, the log tells names that the store does not hold.
        Of a canned question without the columns that are there to be drawn;
        Cypher gives what it returns, nodes and relationships as records.

    Raises:
        QueryError: there is no such question or parameter, a value does not fit, or the Cypher is
            wrong or would change the store.
        StoreError: the store cannot be read.
    """
    if _NAME.fullmatch(question.strip()):
        found = find_query(all_queries(), question.strip())
        table, values = put_question(store, found, parameters, limit=limit)
        table = without_picture(table)
        for line in () if table.rows else unknown_names(store, found, values):
            log.warning("query %s: %s", found.name, line)
        return table
    if limit is not None:
        raise QueryError("limit is for canned questions", remedy="write LIMIT in the Cypher")
    return store.run(question, _iso(parameters))


def _iso(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the parameters with days as both stores have them."""
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in parameters.items()
    }
