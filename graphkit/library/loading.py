"""Statements -> a store: what was just extracted, or what stands in a file."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from graphkit.errors import StatementError
from graphkit.library.extracting import Extraction
from graphkit.ontology import load_ontology
from graphkit.statements import BadLine, articles_path, read_article_records, read_statements
from graphkit.store import Store
from graphkit.store.loading import LoadReport, load_results
from graphkit.store.loading import load as load_records
from graphkit.topics import issue_of

log = logging.getLogger(__name__)


def load(
    store: Store,
    statements: Extraction | str | os.PathLike[str],
    *,
    on_bad: Callable[[BadLine], None] | None = None,
) -> LoadReport:
    """Loads statements into a store: loading twice equals loading once.

    An article that changed replaces its former self, an unchanged one is left alone.  A load that
    was cut short is completed by the next one.

    Args:
        store: where to.
        statements: what `extract` gives, not read from yet, or a file that `graphkit extract`
            wrote, with its article records beside it.
        on_bad: is told of lines of the file that are left out; by default the log is (a warning).

    Returns:
        How many articles are new, replaced and unchanged, and what was refused and why.

    Raises:
        StatementError: the file cannot be read, or the extraction was read from before.
        StoreError: the store cannot be written; what was written is kept.
    """
    vocabulary = load_ontology()
    if isinstance(statements, Extraction):
        if statements.begun:
            raise StatementError(
                "the extraction has been read from before", remedy="extract the articles anew"
            )
        results = statements.by_article()
        return load_results(store, results, vocabulary=vocabulary, issue_of=issue_of)
    path, told = os.fspath(statements), on_bad or _log_bad
    beside = articles_path(path)
    has_records = beside is not None and beside.exists()
    return load_records(
        store,
        read_article_records(str(beside), on_bad=told) if has_records else (),
        read_statements(path, on_bad=told),
        vocabulary=vocabulary,
        issue_of=issue_of,
    )


def _log_bad(bad: BadLine) -> None:
    log.warning("%s: line left out: %s", bad.where, bad.reason)
