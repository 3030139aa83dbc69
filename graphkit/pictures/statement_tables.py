"""Statements -> flat tables: one row a statement, one column a field, as CSV or Parquet.

Columns are the fields of the statement record in their order, with those of the article after
`doc`; `subject_name` is the `name` of `subject`.  CSV is for spreadsheets and shows None as an
empty cell; Parquet keeps types and the text as it stands.
"""

from __future__ import annotations

import csv
import datetime as dt
import importlib.util
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, BinaryIO, Final

from graphkit.errors import PictureError
from graphkit.pictures.palette import xml_text
from graphkit.records import Mention
from graphkit.selections import SourcedStatement
from graphkit.store.writing import batches

GROUP: Final = 10_000
"""Rows of a row group of a Parquet file."""

EXTRA: Final = "pip install 'graphkit-diplomacy[parquet]'"

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for a formula at the start of a cell."""

_MENTION: Final[Mapping[str, type]] = {
    f.name: int if f.name in ("start", "end") else str for f in fields(Mention)
}


def _part(part: str) -> dict[str, type]:
    return {f"{part}_{name}": kind for name, kind in _MENTION.items()}


COLUMNS: Final[Mapping[str, type]] = {
    "id": str,
    "doc": str,
    "title": str,
    "outlet": str,
    "url": str,
    "published": dt.date,
    "published_precision": str,
    "sent": int,
    "text": str,
    "start": int,
    "end": int,
    **_part("subject"),
    "relation": str,
    "relation_text": str,
    **_part("object"),
    **_part("speaker"),
    "negated": bool,
    "status": str,
    "date": dt.date,
    "date_precision": str,
    "event": str,
    "mode": str,
    "plover": str,
    "cameo": str,
    "quad": int,
    "score": float,
    "stance": float,
    "confidence": float,
    "evidence": str,
}
"""Name and type of each column; any may be None.  `evidence` is JSON."""

_PARTS: Final = ("subject", "object", "speaker")
_SOURCE: Final = ("title", "outlet", "url")


def table_row(row: SourcedStatement) -> dict[str, Any]:
    """Returns the value of each column."""
    said = row.statement
    values: dict[str, Any] = {name: getattr(row, name) for name in _SOURCE}
    for part in _PARTS:
        mention: Mention | None = getattr(said, part)
        values |= {f"{part}_{name}": getattr(mention, name, None) for name in _MENTION}
    for name in COLUMNS:
        if name not in values:
            values[name] = getattr(said, name)
    values["evidence"] = json.dumps(said.evidence, ensure_ascii=False, sort_keys=True)
    return {name: values[name] for name in COLUMNS}


def write_csv(rows: Iterable[SourcedStatement], file: BinaryIO) -> int:
    """Writes the statements as CSV (UTF-8, with a header); returns how many."""
    return write_cells(COLUMNS, (table_row(row).values() for row in rows), file)


def write_cells(columns: Iterable[str], rows: Iterable[Iterable[object]], file: BinaryIO) -> int:
    """Writes a header and rows as CSV; returns how many rows."""
    written = 0
    file.write(_line(columns))
    for written, row in enumerate(rows, start=1):  # noqa: B007 - the count is what is returned
        file.write(_line(map(csv_cell, row)))
    return written


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue().encode("utf-8")


def csv_cell(value: object) -> str:
    """Returns a value as a cell's text: None is empty, a day ISO.

    Example:
        >>> csv_cell("=1+1"), csv_cell(-2.5), csv_cell(None)
        ("'=1+1", '-2.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless_cell(xml_text(value)) if isinstance(value, str) else str(value)


def harmless_cell(text: str) -> str:
    """Returns a cell's text; text that a spreadsheet would run gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def check_parquet() -> None:
    """Refuses to begin where Parquet files cannot be written.

    Raises:
        PictureError: pyarrow is not installed.
    """
    if importlib.util.find_spec("pyarrow") is None:
        raise PictureError("Parquet needs pyarrow, which is not installed", remedy=EXTRA)


def write_parquet(rows: Iterable[SourcedStatement], file: BinaryIO) -> int:
    """Writes the statements as Parquet; returns how many.

    Raises:
        PictureError: pyarrow is not installed.
    """
    check_parquet()
    import pyarrow as pa  # an extra
    import pyarrow.parquet as pq

    types = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    types |= {dt.date: pa.date32()}
    schema = pa.schema([(name, types[kind]) for name, kind in COLUMNS.items()])
    written = 0
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))
            written += len(group)
    return written


def _groups(rows: Iterable[SourcedStatement]) -> Iterator[Sequence[dict[str, Any]]]:
    yield from batches(map(table_row, rows), GROUP)
