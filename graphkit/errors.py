"""The errors that graphkit raises on purpose.

    GraphkitError
    ├── OntologyError        a data file is wrong: file, line, remedy
    ├── ArticleError         an input cannot be read at all
    ├── StatementError       a statements file is wrong: file, line
    ├── ModelError           the spaCy model or the classifier is missing or unfit
    ├── TrainingError        a classifier cannot be trained: data, base encoder or packages
    ├── EngineError          workers died, or the cluster that they should run on is unfit
    ├── StoreError           a store cannot be opened, read or written
    │   ├── StoreBusyError       another process writes to it
    │   ├── StoreKindError       the file or database is something else
    │   ├── StoreLoginError      wrong user or password
    │   └── StoreDownError       the server cannot be reached, or went away
    ├── QueryError           unknown query, missing or ill-typed parameter, bad Cypher
    ├── PictureError         an export cannot be made or written
    └── ServingError         an address cannot be listened on

A message says what is wrong, where, and what to do; the parts stay readable as attributes.
"""

from __future__ import annotations


class GraphkitError(Exception):
    """Base of every error that graphkit raises on purpose.

    Args:
        what: what is wrong, as a short clause.
        where: the file, line, address or name it is about, or None.
        remedy: what the user can do, or None.
    """

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        message = f"{where}: {what}" if where else what
        super().__init__(f"{message} ({remedy})" if remedy else message)


class OntologyError(GraphkitError):
    """A data file of the ontology is wrong."""


class ArticleError(GraphkitError):
    """An input file or folder cannot be read at all."""


class StatementError(GraphkitError):
    """A statements file does not hold what it should."""


class ModelError(GraphkitError):
    """The spaCy model or the classifier is missing or unfit."""


class TrainingError(GraphkitError):
    """A classifier cannot be trained: the data, the base encoder or a package is wanting."""


class EngineError(GraphkitError):
    """Processes that worked on articles died, or a cluster cannot be used for it."""


class StoreError(GraphkitError):
    """A store cannot be opened, read or written."""


class StoreBusyError(StoreError):
    """Another process holds the store."""


class StoreKindError(StoreError):
    """The file or database at the address is not a graphkit store."""


class StoreLoginError(StoreError):
    """The server refused the user name or password."""


class StoreDownError(StoreError):
    """The server cannot be reached or went away."""


class QueryError(GraphkitError):
    """A query is unknown, lacks a parameter, or its Cypher fails."""


class PictureError(GraphkitError):
    """A picture or export cannot be made or written."""


class ServingError(GraphkitError):
    """An address cannot be listened on."""
