"""The embedded store: one kglite file, no server.

Reading takes the last saved state and no lock.  Writing takes kglite's lease (one process at a
time); every write is logged beside the file before it counts, and the file itself is replaced
atomically when the store is closed, so that a killed load loses nothing it had written.
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path as FilePath
from types import TracebackType
from typing import Any, Final, Self

import kglite

from graphkit.errors import QueryError, StoreBusyError, StoreError, StoreKindError
from graphkit.rows import BANDS, CREATED
from graphkit.store.behind import WriteBehind
from graphkit.store.contract import SCHEMA, Edge, Node, Notice, Path, Step, Table
from graphkit.store.meta import (
    CONSTRAINED,
    LOAD_FIRST,
    check_readable,
    check_writable,
    meta_step,
    missing_constraints,
)

MAGIC: Final = b"RGF"
"""What every kglite file begins with."""

_TITLED: Final = frozenset({"Article"})
# A property that no node of a label has yet is refused where a node is created, unless it is named
# here: after a load that was killed kglite knows no property that was always null.
_SCHEMA: Final = {
    label: {"primary_key": "id", "optional": list(CREATED.get(label, ()))} for label in CONSTRAINED
}
# kglite 0.21: `MATCH .. WHERE .. RETURN count(DISTINCT n.x)` forgets values that a row which WHERE
# refuses had first; `collect(DISTINCT ..)` likewise.
_WRONG_PASSES: Final = ["push_distinct_into_match"]
_BAD_CYPHER: Final = (kglite.CypherError, kglite.SchemaError, kglite.ReadOnlyError)


class EmbeddedStore:
    """A graph in one kglite file."""

    def __init__(self, path: FilePath) -> None:
        self._path = path
        self._reader: kglite.KnowledgeGraph | None = None
        self._writer: kglite.KnowledgeGraph | None = None
        self._behind: WriteBehind[Step] | None = None

    @property
    def address(self) -> str:
        """The file's path as given."""
        return str(self._path)

    def prepare(self) -> None:
        """See `Store.prepare`."""
        if self._writer is not None:
            return
        self._check_file()
        with self._errors():
            graph = kglite.open(str(self._path), durable="normal", lock=True)
        self._writer, self._reader = graph, None
        try:
            self._prepare_graph(graph)
        except BaseException:
            self._abandon()
            raise

    def _prepare_graph(self, graph: kglite.KnowledgeGraph) -> None:
        # Its advice is in every answer's `warnings`; on stderr it would mix with our notices.
        kglite.set_query_warning_policy("silent")
        meta = check_writable(self._read, self.address)
        with self._errors():
            graph.define_schema({"nodes": _SCHEMA})
        missing = missing_constraints(self._read("SHOW CONSTRAINTS"))
        if missing:
            raise StoreError(f"no unique id on {', '.join(missing)}", where=self.address)
        with self._errors():
            for band in BANDS:
                graph.cypher(f"CREATE INDEX IF NOT EXISTS FOR (n:MinHash) ON (n.{band})")
        if meta is None:
            now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            self.execute([meta_step({"schema": SCHEMA, "created": now})])

    def _check_file(self) -> None:
        if self._path.is_dir():
            raise StoreKindError("is a folder", where=self.address, remedy="name a file")
        if not self._path.parent.is_dir():
            raise StoreError(
                "its folder does not exist", where=self.address, remedy="make the folder first"
            )
        if self._path.exists():
            self._check_magic()

    def _check_magic(self) -> None:
        try:
            with self._path.open("rb") as file:
                head = file.read(len(MAGIC))
        except OSError as error:
            raise StoreError(f"cannot be read: {error.strerror}", where=self.address) from error
        if head != MAGIC:
            raise StoreKindError(
                "is not a graphkit store",
                where=self.address,
                remedy="name another file with --store",
            )

    @contextmanager
    def claimed(self) -> Iterator[Callable[[], None]]:
        """See `Store.claimed`: kglite's lease is held since `prepare`."""
        yield lambda: None

    @contextmanager
    def behind(self) -> Iterator[None]:
        """See `Store.behind`."""
        self.prepare()
        assert self._writer is not None
        behind = self._behind = WriteBehind(partial(_write, self._writer))
        try:
            yield
        except BaseException:
            behind.abandon()
            raise
        else:
            with self._errors():
                behind.close()
        finally:
            self._behind = None

    def execute(self, steps: Iterable[Step]) -> None:
        """See `Store.execute`; each step is atomic, and logged before the next begins."""
        if self._writer is None:
            self.prepare()
        assert self._writer is not None
        write = partial(_write, self._writer) if self._behind is None else self._behind.put
        for step in steps:
            if step.rows:
                with self._errors():
                    write(step)

    def _settle(self) -> None:
        """Waits until all that `execute` took is written."""
        if self._behind is not None:
            with self._errors():
                self._behind.settle()

    def run(
        self, cypher: str, params: Mapping[str, Any] | None = None, *, write: bool = False
    ) -> Table:
        """See `Store.run`."""
        if write:
            self.prepare()
            self._settle()
            assert self._writer is not None
            with self._errors():
                values = dict(params or {})
                found = self._writer.cypher(cypher, params=values, disabled_passes=_WRONG_PASSES)
                return self._table(found)
        if self._writer is None and self._reader is None:
            self._open_reader()
        return self._read(cypher, params)

    def _open_reader(self) -> None:
        if not self._path.exists():
            cut = self._path.with_name(f"{self._path.name}-wal").exists()
            raise StoreError(
                "a load was cut short" if cut else "there is no store",
                where=self.address,
                remedy="run the same graphkit load again: it continues" if cut else LOAD_FIRST,
            )
        self._check_file()
        kglite.set_query_warning_policy("silent")
        with self._errors():
            self._reader = kglite.load(str(self._path))
            self._reader.read_only(True)
        try:
            check_readable(self._read, self.address)
        except BaseException:
            self._reader = None
            raise

    def _read(self, cypher: str, params: Mapping[str, Any] | None = None) -> Table:
        values = dict(params or {})
        self._settle()
        with self._errors():
            graph = self._writer if self._writer is not None else self._reader
            assert graph is not None
            graph.read_only(True)
            try:
                found = graph.cypher(cypher, params=values, disabled_passes=_WRONG_PASSES)
                return self._table(found)
            finally:
                graph.read_only(self._writer is None)

    def explain(self, cypher: str, params: Mapping[str, Any] | None = None) -> tuple[Notice, ...]:
        """See `Store.explain`."""
        table = self.run(f"EXPLAIN {cypher}", params)
        return tuple(Notice(code="", message=warning) for warning in table.warnings)

    def close(self) -> None:
        """See `Store.close`."""
        self._reader = None
        writer, self._writer = self._writer, None
        if writer is not None:
            with self._errors(), warnings.catch_warnings():
                # Of large files: some column of theirs must be read into memory, as all are here.
                warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
                writer.close()

    def _abandon(self) -> None:
        """Lets go of the lease and writes nothing."""
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.__exit__(StoreError, None, None)

    def __enter__(self) -> Self:
        """Returns the store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Closes the store: what was written before an error is kept."""
        self.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turns kglite's errors into ours."""
        try:
            yield
        except kglite.WriterLeaseHeldError as error:
            holder = error.holder.get("pid")
            raise StoreBusyError(
                f"another process writes to it (process {holder})" if holder else "it is in use",
                where=self.address,
                remedy="wait until that command has ended, or stop it",
            ) from error
        except kglite.FileFormatError as error:
            raise StoreKindError(
                "is damaged or was written by another version of kglite",
                where=self.address,
                remedy="load the statements into a new file",
            ) from error
        except _BAD_CYPHER as error:
            raise QueryError(_first_line(error), remedy=_cypher_remedy(error)) from error
        except kglite.KgError as error:
            raise StoreError(_first_line(error), where=self.address) from error

    def _table(self, view: Any) -> Table:
        columns = tuple(view.columns)
        rows = [tuple(map(row.__getitem__, columns)) for row in view.to_list()]
        if not all(_SCALARS.issuperset(map(type, row)) for row in rows):
            convert = _Converter(self._outside_ids(rows))
            rows = [tuple(map(convert, row)) for row in rows]
        return Table(columns=columns, rows=tuple(rows), warnings=tuple(view.warnings))

    def _outside_ids(self, rows: Sequence[Sequence[Any]]) -> dict[int, str | None]:
        """Returns the keys of nodes that only appear as the ends of relationships."""
        ends = {end for row in rows for end in _ends_among(row)}
        if not ends:
            return {}
        graph = self._writer if self._writer is not None else self._reader
        assert graph is not None
        found: Any = graph.cypher(
            # one look-up for each; `IN $ids` would go through all nodes of the store
            "UNWIND $ids AS e MATCH (n) WHERE elementId(n) = e RETURN e, n.id AS id",
            params={"ids": [str(end) for end in sorted(ends)]},
        )
        return {int(row["e"]): row["id"] for row in found.to_list()}


def _write(graph: kglite.KnowledgeGraph, step: Step) -> None:
    graph.cypher(step.cypher, params={"rows": step.rows}, timeout_ms=0)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]


def _cypher_remedy(error: Exception) -> str | None:
    if isinstance(error, kglite.ReadOnlyError):
        return "give --write to change the store"
    return None


_SCALARS: Final = frozenset({str, int, float, bool, type(None)})
_NODE_KEYS: Final = {"id", "labels", "properties"}
_EDGE_KEYS: Final = {"id", "start", "end", "type", "properties"}
_PATH_KEYS: Final = {"nodes", "relationships"}


def _ends(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        if value.keys() == _EDGE_KEYS:
            yield value["start"]
            yield value["end"]
        else:
            yield from _ends_among(value.values())
    elif isinstance(value, list):
        yield from _ends_among(value)


def _ends_among(values: Iterable[Any]) -> Iterator[int]:
    for value in values:
        if type(value) not in _SCALARS:
            yield from _ends(value)


class _Converter:
    """Turns kglite's values into those of the contract.

    kglite adds `type`, and one of `name` and `title` as a twin of the other (made up from the id
    where there is neither): these are taken away again.
    """

    def __init__(self, ids: Mapping[int, str | None]) -> None:
        self._ids = ids

    def __call__(self, value: Any) -> Any:
        if type(value) in _SCALARS:
            return value
        if isinstance(value, dict):
            return self._dict(value)
        if isinstance(value, list | tuple):
            return [self(part) for part in value]
        if isinstance(value, dt.date | dt.time):
            return value.isoformat()
        return value

    def _dict(self, value: dict[str, Any]) -> Any:
        if value.keys() == _NODE_KEYS:
            return self._node(value)
        if value.keys() == _EDGE_KEYS:
            return self._edge(value)
        if value.keys() == _PATH_KEYS:
            nodes = tuple(self._node(node) for node in value["nodes"])
            return Path(nodes=nodes, edges=tuple(self._edge(e) for e in value["relationships"]))
        return {k: v if type(v) in _SCALARS else self(v) for k, v in value.items()}

    def _node(self, value: Mapping[str, Any]) -> Node:
        labels = tuple(sorted(value["labels"]))
        twin = "name" if _TITLED.intersection(labels) else "title"
        dropped = {"type", twin, "name" if "Statement" in labels else twin}
        kept = {k: self(v) for k, v in value["properties"].items() if k not in dropped}
        return Node(labels=labels, id=kept.get("id"), properties=kept)

    def _edge(self, value: Mapping[str, Any]) -> Edge:
        properties = {k: self(v) for k, v in value["properties"].items() if k != "type"}
        return Edge(
            type=value["type"],
            start=self._ids.get(value["start"]),
            end=self._ids.get(value["end"]),
            properties=properties,
        )
