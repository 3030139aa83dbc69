"""The Neo4j store: any Neo4j 5 server, community edition included.

Each write is one transaction that the driver retries when the server says that trying again may
help.  Reading happens in read access mode, so that the server itself refuses any change.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from types import TracebackType
from typing import Any, Final, Self

import neo4j
from neo4j import graph as neo4j_graph
from neo4j import time as neo4j_time
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DatabaseError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)

from graphkit.errors import (
    QueryError,
    StoreBusyError,
    StoreDownError,
    StoreError,
    StoreKindError,
    StoreLoginError,
)
from graphkit.rows import BANDS, STANDING_NAMES
from graphkit.store.contract import SCHEMA, Edge, Node, Notice, Path, Patience, Step, Table
from graphkit.store.meta import (
    CLAIM_ID,
    CONSTRAINED,
    check_readable,
    check_writable,
    meta_step,
    missing_constraints,
)
from graphkit.store.writing import META_LABEL

log = logging.getLogger(__name__)

PROBE_SECONDS: Final = 1.0
"""How long a claim is waited for before the user is told that there is a wait."""

PAUSE_SECONDS: Final = 0.05
"""How long before what another loader creates is looked at again."""

INDEXED: Final = (
    ("Actor", "name"),
    ("Place", "name"),
    ("Topic", "name"),
    *(("Actor", name) for name in STANDING_NAMES),
    ("Statement", "relation"),
    ("Statement", "published"),
    *(("MinHash", band) for band in BANDS),
)
"""Properties that the queries look nodes up by."""

# The server warns of a relationship type that it has never seen; an index makes it known before
# any name is explained.
INDEXED_EDGES: Final = (("SAME_AS", "derived"), ("COPY_OF", "resemblance"))

_CLAIM_NODE: Final = f"UNWIND $rows AS r MERGE (n:{META_LABEL} {{id: r}})"
_CLAIM: Final = f"MATCH (n:{META_LABEL} {{id: '{CLAIM_ID}'}}) SET n.claimed = true"
_DOWN: Final = (ServiceUnavailable, SessionExpired)
_NO_DATABASE: Final = "Neo.ClientError.Database.DatabaseNotFound"
_TIMED_OUT: Final = (
    "TransactionTimedOut", "TransactionTimedOutClientConfiguration", "LockClientStopped",
)  # fmt: skip
_EXISTS: Final = "AlreadyExists"
_READ_ONLY: Final = "ReadOnly"
_DATABASE_ERROR: Final = "Neo.DatabaseError."
_FORBIDDEN_WRITE: Final = "Neo.ClientError.Statement.AccessMode"


class Neo4jStore:
    """A graph in one database of a Neo4j server."""

    def __init__(
        self,
        address: str,
        *,
        user: str | None = None,
        password: str | None = None,
        database: str | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._address = address
        self._auth = (user or "neo4j", password or "")
        self._database = database
        self._patience = patience or Patience()
        self._opened: neo4j.Driver | None = None
        self._checked = False

    @property
    def address(self) -> str:
        """The server's address as given."""
        return self._address

    @property
    def _driver(self) -> neo4j.Driver:
        if self._opened is None:
            # Its advice is in every answer's `warnings`, and what it tries again either works or
            # is raised; on stderr both would mix with our notices.
            logging.getLogger("neo4j").setLevel(logging.ERROR)
            try:
                self._opened = neo4j.GraphDatabase.driver(
                    self._address,
                    auth=self._auth,
                    connection_timeout=self._patience.connect,
                    # It bounds the handshake too, which a server may leave unanswered.
                    connection_acquisition_timeout=self._patience.connect or math.inf,
                    max_transaction_retry_time=self._patience.retry,
                )
            except (ConfigurationError, ValueError) as error:
                raise StoreError(f"is no server address: {error}", where=self._address) from error
        return self._opened

    def prepare(self) -> None:
        """See `Store.prepare`."""
        meta = check_writable(self._read, self._address)
        commands = [
            *(_constraint(label) for label in CONSTRAINED),
            *(_index(label, name) for label, name in INDEXED),
            *(_edge_index(kind, name) for kind, name in INDEXED_EDGES),
        ]
        with self._session(neo4j.WRITE_ACCESS) as session:
            for command in commands:
                self._define(session, command)
        missing = missing_constraints(self._read("SHOW CONSTRAINTS"))
        if missing:
            raise StoreError(f"no unique id on {', '.join(missing)}", where=self._address)
        if meta is None:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            self.execute([meta_step({"schema": SCHEMA, "created": now})])
        self._checked = True

    def _define(self, session: neo4j.Session, command: Any) -> None:
        """Creates a constraint or an index, in turns with loaders that create it at the same time.

        `IF NOT EXISTS` of an index looks before it waits for the other's lock and fails after it;
        asked again it finds the index.
        """
        until = time.monotonic() + self._patience.retry
        while True:
            try:
                session.execute_write(_run_command, command)
            except ClientError as error:
                if not (error.code or "").endswith(_EXISTS) or time.monotonic() > until:
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                return

    @contextmanager
    def claimed(self) -> Iterator[Callable[[], None]]:
        """See `Store.claimed`: an open transaction holds the lock of one node.

        So the server itself ends the claim when this process dies.
        """
        self.execute([Step(cypher=_CLAIM_NODE, rows=[CLAIM_ID])])
        with self._session(neo4j.WRITE_ACCESS) as session:
            if _is_held(session):
                log.warning("%s: another load writes to it; waiting until that ends", self._address)
            claim = session.begin_transaction()
            claim.run(_text(_CLAIM)).consume()
            try:
                yield lambda: self._check_claim(claim)
            finally:
                # Nothing is kept of it, and what went wrong inside matters more.
                with suppress(Neo4jError, DriverError):
                    claim.close()

    def _check_claim(self, claim: neo4j.Transaction) -> None:
        try:
            claim.run("RETURN 1").consume()
        except (Neo4jError, DriverError) as error:
            raise StoreDownError(
                "the server went away while it was written to",
                where=self._address,
                remedy="run the same command again when it is back",
            ) from error

    def behind(self) -> AbstractContextManager[None]:
        """See `Store.behind`."""
        return nullcontext()

    def execute(self, steps: Iterable[Step]) -> None:
        """See `Store.execute`."""
        told = [step for step in steps if step.rows]  # they may be run again

        def write(transaction: neo4j.ManagedTransaction) -> None:
            for step in told:
                transaction.run(_text(step.cypher), {"rows": step.rows}).consume()

        if told:
            with self._session(neo4j.WRITE_ACCESS) as session:
                session.execute_write(write)

    def run(
        self, cypher: str, params: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Table:
        """See `Store.run`."""
        if write:
            self.prepare()
            return self._run(cypher, params, neo4j.WRITE_ACCESS)
        if not self._checked:
            check_readable(self._read, self._address)
            self._checked = True
        return self._read(cypher, params)

    def _read(self, cypher: str, params: Mapping[str, Any] | None = None) -> Table:
        return self._run(cypher, params, neo4j.READ_ACCESS)

    def _run(self, cypher: str, params: Mapping[str, Any] | None, access: str) -> Table:
        # Not a managed transaction: `CALL { } IN TRANSACTIONS` needs to commit by itself.
        with self._session(access) as session:
            result = session.run(_text(cypher), dict(params or {}))
            columns = tuple(result.keys())
            rows = [record.values() for record in result]
            notices = _notices(result.consume())
            convert = _Converter(_outside_ids(session, rows))
        return Table(
            columns=columns,
            rows=tuple(tuple(convert(value) for value in row) for row in rows),
            warnings=tuple(notice.message for notice in notices),
        )

    def explain(self, cypher: str, params: Mapping[str, Any] | None = None) -> tuple[Notice, ...]:
        """See `Store.explain`."""
        with self._session(neo4j.READ_ACCESS) as session:
            return _notices(session.run(_text(f"EXPLAIN {cypher}"), dict(params or {})).consume())

    def close(self) -> None:
        """See `Store.close`."""
        driver, self._opened, self._checked = self._opened, None, False
        if driver is not None:
            driver.close()

    def __enter__(self) -> Self:
        """Returns the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the store."""
        self.close()

    @contextmanager
    def _session(self, access: str) -> Iterator[neo4j.Session]:
        """Opens a session and turns the driver's errors into ours."""
        try:
            with self._driver.session(
                database=self._database, default_access_mode=access
            ) as session:
                yield session
        except AuthError as error:
            raise StoreLoginError(
                f"the server refused user {self._auth[0]!r} or the password",
                where=self._address,
                remedy="give --user, and the password in GRAPHKIT_NEO4J_PASSWORD",
            ) from error
        except _DOWN as error:
            raise StoreDownError(
                "the server cannot be reached or went away",
                where=self._address,
                remedy="start it, or correct the address",
            ) from error
        except TransientError as error:
            raise StoreBusyError(
                f"the server could not do it now: {error.message}",
                where=self._address,
                remedy="run the same command again",
            ) from error
        except ClientError as error:
            raise self._client_error(error) from error
        except DatabaseError as error:
            raise self._database_error(error) from error
        except (Neo4jError, DriverError) as error:
            raise StoreError(str(error), where=self._address) from error

    def _client_error(self, error: ClientError) -> StoreError | QueryError:
        message = (error.message or str(error)).strip().splitlines()[0]
        if error.code == _NO_DATABASE:
            return StoreKindError(message, where=self._address, remedy="give --database")
        if _READ_ONLY in (error.code or ""):
            return StoreError(
                "the server keeps this database read-only",
                where=self._address,
                remedy="allow writing in its settings, or name another database with --database",
            )
        remedy = "give --write to change the store" if error.code == _FORBIDDEN_WRITE else None
        return QueryError(message, remedy=remedy)

    def _database_error(self, error: DatabaseError) -> StoreError:
        kind, _, name = (error.code or "").removeprefix(_DATABASE_ERROR).rpartition(".")
        if kind != "Transaction":
            return StoreError(str(error), where=self._address)
        # It cannot write or has stopped to: a disk that is full is told in no other way.
        return StoreDownError(
            f"the server failed ({name}: its log and the room on its disk tell why)",
            where=self._address,
            remedy="mend that and start it again",
        )


def _text(cypher: str) -> Any:
    """Takes Cypher past the driver's types, which ask for literals: ours comes from files too."""
    return cypher


def _is_held(session: neo4j.Session) -> bool:
    """True if another transaction holds the claim."""
    try:
        with session.begin_transaction(timeout=PROBE_SECONDS) as probe:
            probe.run(_text(_CLAIM)).consume()
            probe.rollback()
    except Neo4jError as error:
        if (error.code or "").endswith(_TIMED_OUT):
            return True
        raise
    return False


def _run_command(transaction: neo4j.ManagedTransaction, command: Any) -> None:
    transaction.run(command).consume()


def _constraint(label: str) -> Any:
    name = f"graphkit_{label.lower()}_id"
    return _text(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")


def _index(label: str, name: str) -> Any:
    key = f"graphkit_{label.lower()}_{name}"
    return _text(f"CREATE INDEX {key} IF NOT EXISTS FOR (n:{label}) ON (n.{name})")


def _edge_index(kind: str, name: str) -> Any:
    key = f"graphkit_{kind.lower()}_{name}"
    return _text(f"CREATE INDEX {key} IF NOT EXISTS FOR ()-[e:{kind}]-() ON (e.{name})")


def _notices(summary: neo4j.ResultSummary) -> tuple[Notice, ...]:
    return tuple(
        Notice(code=status.gql_status, message=status.status_description)
        for status in summary.gql_status_objects
        if status.is_notification
    )


def _outside_ids(session: neo4j.Session, rows: Sequence[Sequence[Any]]) -> dict[str, str | None]:
    """Returns the keys of nodes that only appear as the ends of relationships."""
    ends = {end for row in rows for value in row for end in _ends(value)}
    if not ends:
        return {}
    query = "MATCH (n) WHERE elementId(n) IN $ids RETURN elementId(n) AS e, n.id AS id"
    return {r["e"]: r["id"] for r in session.run(_text(query), {"ids": sorted(ends)})}


def _ends(value: Any) -> Iterator[str]:
    if isinstance(value, neo4j_graph.Relationship):
        yield from (node.element_id for node in value.nodes if node is not None)
    elif isinstance(value, neo4j_graph.Path):
        for part in value.relationships:
            yield from _ends(part)
    elif isinstance(value, dict):
        for part in value.values():
            yield from _ends(part)
    elif isinstance(value, list):
        for part in value:
            yield from _ends(part)


class _Converter:
    """Turns the driver's values into those of the contract."""

    def __init__(self, ids: Mapping[str, str | None]) -> None:
        self._ids = ids

    def __call__(self, value: Any) -> Any:
        if isinstance(value, neo4j_graph.Node):
            return self._node(value)
        if isinstance(value, neo4j_graph.Relationship):
            return self._edge(value)
        if isinstance(value, neo4j_graph.Path):
            return Path(
                nodes=tuple(self._node(node) for node in value.nodes),
                edges=tuple(self._edge(edge) for edge in value.relationships),
            )
        if isinstance(value, neo4j_time.Duration):
            return {"months": value.months, "days": value.days, "seconds": value.seconds}
        if isinstance(value, neo4j_time.Date | neo4j_time.DateTime | neo4j_time.Time):
            return value.iso_format()
        if isinstance(value, dict):
            return {key: self(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self(part) for part in value]
        return value

    def _node(self, value: neo4j_graph.Node) -> Node:
        properties = {key: self(part) for key, part in value.items()}
        return Node(
            labels=tuple(sorted(value.labels)), id=properties.get("id"), properties=properties
        )

    def _edge(self, value: neo4j_graph.Relationship) -> Edge:
        start, end = (None if n is None else self._ids.get(n.element_id) for n in value.nodes)
        properties = {key: self(part) for key, part in value.items()}
        return Edge(type=value.type, start=start, end=end, properties=properties)
