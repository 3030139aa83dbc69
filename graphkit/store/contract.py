"""What every store gives: the `Store` protocol and the plain records its answers are made of.

Nodes and relationships come back as small frozen records that know nothing of the store they come
from, so that tables and pictures treat both stores alike.  Values are None, bool, int, float, str,
lists and dicts of these, `Node`, `Edge` and `Path`; dates are ISO strings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Final, Protocol, Self

from graphkit.displays import html_table, markdown_table

SCHEMA: Final = 4
"""Version of the graph model that is written; a store written by a newer one is refused."""

READABLE: Final = 1
"""The oldest version that can be read, and upgraded by the next write (see `migrating`)."""


@dataclass(frozen=True, kw_only=True)
class Node:
    """A node: labels sorted, key `id` (None for a node that is not graphkit's), properties."""

    labels: tuple[str, ...]
    id: str | None
    properties: Mapping[str, Any] = field(hash=False)

    def __str__(self) -> str:
        """Says the node in a line: "(:Actor:Country China)"."""
        name = self.properties.get("name") or self.properties.get("title") or self.id
        return f"(:{':'.join(self.labels)} {name})"


@dataclass(frozen=True, kw_only=True)
class Edge:
    """A relationship from the node with id `start` to the node with id `end`."""

    type: str
    start: str | None
    end: str | None
    properties: Mapping[str, Any] = field(hash=False)

    def __str__(self) -> str:
        """Says the relationship in a line: "(person:xi-jinping)-[:VISITS]->(place:moscow)"."""
        return f"({self.start})-[:{self.type}]->({self.end})"


@dataclass(frozen=True, kw_only=True)
class Path:
    """A path: its nodes in order, and the relationships between them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def __str__(self) -> str:
        """Says the path in a line: its relationships in order."""
        return " ".join(str(edge) for edge in self.edges)


@dataclass(frozen=True, kw_only=True)
class Table:
    """An answer: column names, rows in order, and what the store warned of."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    warnings: tuple[str, ...] = ()

    def dicts(self) -> Iterator[dict[str, Any]]:
        """Yields each row as a dict."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))

    def __str__(self) -> str:
        """Says the answer as a Markdown table: its first rows, and how many there are."""
        return markdown_table(self.columns, self.rows)

    def _repr_html_(self) -> str:
        """Returns what a notebook shows: the first rows, and how many there are."""
        return html_table(self.columns, self.rows)

    def _repr_markdown_(self) -> str:
        """Returns the same as `_repr_html_`, as Markdown."""
        return str(self)


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What a store says of a query without running it: GQL status (or "") and the message."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Step:
    """One write: Cypher that begins with `UNWIND $rows AS r`, and its rows."""

    cypher: str
    rows: Sequence[Any]


@dataclass(frozen=True, kw_only=True)
class Patience:
    """How long a server is waited for, in seconds: for a connection, and while tries are repeated.

    What is tried again is what the server says may succeed later: deadlocks, a leader that
    changes, a connection that broke before the commit.
    """

    connect: float = 10.0
    retry: float = 30.0


class Store(Protocol):
    """One graph database.  Reading needs nothing; writing begins with `prepare`."""

    @property
    def address(self) -> str:
        """Where the store is, without any password."""

    def prepare(self) -> None:
        """Claims the store for writing, creates what is missing and checks the constraints.

        Raises:
            StoreKindError: it holds something else, or was written by a newer graphkit.
            StoreBusyError: another process writes to it.
            StoreLoginError, StoreDownError: the server refuses or does not answer.
        """

    def claimed(self) -> AbstractContextManager[Callable[[], None]]:
        """Keeps every other loader out, which waits (server) or is refused (file) meanwhile.

        Gives a function that raises StoreDownError if the claim was lost.  `prepare` comes first.
        """

    def execute(self, steps: Iterable[Step]) -> None:
        """Runs the writes in order; on a server all or none of them, retried when transient.

        Making a step must not ask the store, which may have run those before it or not.
        """

    def behind(self) -> AbstractContextManager[None]:
        """Lets `execute` return before all is written, so that the next rows can be made meanwhile.

        Whatever is asked of the store, and the end of this, wait for the writes and raise what they
        raised.  Rows must not be changed once they were given.  Where the block raises, what waits
        is not written.  A server writes at once.
        """

    def run(
        self, cypher: str, params: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Table:
        """Runs one Cypher statement and returns its whole answer.

        Without `write` the store itself refuses any change.

        Raises:
            QueryError: the Cypher is wrong, lacks a parameter, or would change the store.
        """

    def explain(self, cypher: str, params: Mapping[str, Any] | None = None) -> tuple[Notice, ...]:
        """Returns what the store's planner says of the query, without running it."""

    def close(self) -> None:
        """Keeps all that was written and lets go of the store; a second call does nothing."""

    def __enter__(self) -> Self:
        """Returns the store."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the store."""
