"""A store -> CSV files for `neo4j-admin database import`, and the command that reads them.

One file for each set of labels, and for each relationship type between two of them; every property
is written with its type, so that the imported database equals the loaded one.

Source: Neo4j Operations Manual 5, "Import: CSV header format".
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graphkit.errors import StoreError
from graphkit.rows import KEYED_LABELS
from graphkit.store.contract import Node, Store
from graphkit.store.meta import CLAIM_ID
from graphkit.store.writing import META_LABEL

LIST_MARK: Final = "\x1f"
"""Stands between the parts of a list: the separator that ASCII has for it."""

COMMAND: Final = ("neo4j-admin", "database", "import", "full")
OPTIONS: Final = (
    "--array-delimiter=U+001F",
    "--multiline-fields=true",
    "--overwrite-destination",
)
_PLAIN: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
_TYPES: Final = "MATCH ()-[e]->() RETURN DISTINCT type(e) AS type ORDER BY type"
_NODES: Final = "MATCH (n:{label}) RETURN n"
_EDGES: Final = (
    "MATCH (a)-[e:{type}]->(b) RETURN a.id AS start, labels(a) AS start_labels, b.id AS end_id, "
    "labels(b) AS end_labels, e AS edge"
)

Row = tuple[tuple[str, ...], Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class BulkFiles:
    """What was written: the files by name, how many rows, and the command's words."""

    nodes: int
    relationships: int
    command: tuple[str, ...]

    @property
    def command_line(self) -> str:
        """The command as a shell takes it."""
        return shlex.join(self.command)


def write_bulk_files(store: Store, folder: Path, *, database: str = "neo4j") -> BulkFiles:
    """Writes the whole store into an empty or new folder.

    Raises:
        StoreError: the folder holds something, or cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise StoreError("is not empty", where=str(folder), remedy="name a new folder")
        words, counts = [], {"--nodes": 0, "--relationships": 0}
        for option, name, file, ids, rows in _tables(store):
            path = folder / file
            path.write_text("".join(_lines(ids, rows)), encoding="utf-8", newline="")
            words.append(f"{option}={name}={path.resolve()}")
            counts[option] += len(rows)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", where=str(folder)) from error
    return BulkFiles(
        nodes=counts["--nodes"],
        relationships=counts["--relationships"],
        command=(*COMMAND, database, *OPTIONS, *words),
    )


def _tables(store: Store) -> Iterator[tuple[str, str, str, tuple[str, ...], list[Row]]]:
    """Yields (option, labels or type, file name, header of the ids, rows) for each file."""
    for label in (*KEYED_LABELS, META_LABEL):
        groups: dict[tuple[str, ...], list[Row]] = {}
        for (node,) in store.run(_NODES.format(label=label)).rows:
            if node.id != CLAIM_ID or label != META_LABEL:
                groups.setdefault(_labels(label, node), []).append(_node_row(node))
        for labels, rows in sorted(groups.items()):
            name = ":".join(labels)
            file = f"nodes-{'-'.join(labels).lower()}.csv"
            yield "--nodes", name, file, (f"id:ID({label})",), sorted(rows, key=_ids)
    for (kind,) in store.run(_TYPES).rows:
        for (start, end), rows in sorted(_edge_rows(store, _plain(kind)).items()):
            file = f"relationships-{kind}-{start}-{end}.csv".lower()
            ids = (f":START_ID({start})", f":END_ID({end})")
            yield "--relationships", kind, file, ids, sorted(rows, key=_ids)


def _ids(row: Row) -> tuple[str, ...]:
    return row[0]


def _labels(label: str, node: Node) -> tuple[str, ...]:
    return (label, *(_plain(other) for other in node.labels if other != label))


def _node_row(node: Node) -> Row:
    return (str(node.id),), {k: v for k, v in node.properties.items() if k != "id"}


def _edge_rows(store: Store, kind: str) -> dict[tuple[str, str], list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in store.run(_EDGES.format(type=kind)).dicts():
        ends = (_keyed(row["start_labels"]), _keyed(row["end_labels"]))
        ids = (row["start"], row["end_id"])
        groups.setdefault(ends, []).append((ids, row["edge"].properties))
    return groups


def _keyed(labels: Iterable[str]) -> str:
    return next(label for label in KEYED_LABELS if label in labels)


def _plain(name: str) -> str:
    """Returns the name if it can stand in a file's name, in Cypher and on a command line."""
    if not _PLAIN.match(name):
        raise StoreError(f"{name!r} is no plain label, type or property", remedy="rename it")
    return name


def _lines(ids: tuple[str, ...], rows: Sequence[Row]) -> Iterator[str]:
    """Yields the header and one line a row; a property that a row lacks is left empty."""
    names = sorted({name for _, properties in rows for name in properties})
    kinds = [_kind(_plain(name), [p.get(name) for _, p in rows]) for name in names]
    yield ",".join((*ids, *(f"{n}:{kind}" for n, kind in zip(names, kinds, strict=True)))) + "\n"
    for keys, properties in rows:
        values = (*keys, *(properties.get(name) for name in names))
        yield ",".join(map(_field, values)) + "\n"


def _kind(name: str, values: Iterable[Any]) -> str:
    """Returns the import's type of a property; whole and broken numbers together are broken."""
    found = {_kind_of(value) for value in values if value is not None}
    if found == {"long", "double"}:
        return "double"
    if len(found) > 1:
        raise StoreError(
            f"the property {name!r} has values of several types",
            remedy=f"graphkit cypher --write 'MATCH (n) REMOVE n.{name}' takes it away",
        )
    return found.pop() if found else "string"


def _kind_of(value: Any) -> str:
    if isinstance(value, list):
        kinds = {_kind_of(part) for part in value}
        return f"{kinds.pop() if len(kinds) == 1 else 'string'}[]"
    names = {bool: "boolean", int: "long", float: "double"}
    return names.get(type(value), "string")


def _field(value: Any) -> str:
    """Returns one field: nothing for None, text always in quotation marks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    text = LIST_MARK.join(map(str, value)) if isinstance(value, list) else str(value)
    return '"' + text.replace('"', '""') + '"'
