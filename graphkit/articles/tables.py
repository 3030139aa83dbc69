"""CSV, TSV and Parquet -> articles, one a row, read as they are asked for (csv, pyarrow)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any, Final

from graphkit.articles.columns import places, read_row
from graphkit.articles.decoding import LONGEST_TEXT, UnreadableError, is_binary
from graphkit.articles.encodings import decode_detecting, detect
from graphkit.articles.json_lines import read_lines
from graphkit.articles.outcomes import (
    Note,
    Outcome,
    Reader,
    ReadFunction,
    ReadOptions,
    Skip,
    Source,
)
from graphkit.articles.whole_files import library, steps

DELIMITERS: Final = ",;\t|"
NO_ROWS: Final = "a table without rows"
BATCH: Final = 64
"""Rows of a Parquet file that are held at once."""


def separated(delimiters: str) -> ReadFunction:
    """Returns the function that reads rows whose cells one of these signs parts."""

    def read(stream: io.BufferedReader, source: Source, options: ReadOptions) -> Iterator[Outcome]:
        if is_binary(stream.peek(8192)):
            yield Skip(origin=source.name, id=None, reason="binary, not text", cause="binary")
            return
        # One limit for the whole process, and its default is below a long article.
        csv.field_size_limit(max(csv.field_size_limit(), LONGEST_TEXT))
        number = 0
        try:
            lines = _Lines(stream, options.encoding)
            first = next(lines, "")
            if not first.strip():
                raise UnreadableError("empty", "empty file")
            sign = max(delimiters, key=first.count)
            (header,) = csv.reader([first], delimiter=sign)
            at = places(header, options.columns)
            for number, row in enumerate(csv.reader(lines, delimiter=sign), start=1):
                if lines.doubt is not None:
                    yield Note(origin=source.name, id=source.stem, message=lines.doubt)
                    lines.doubt = None
                if any(cell.strip() for cell in row):
                    yield from read_row(row, at, number=number, source=source, options=options)
            if not number:
                raise UnreadableError("empty", NO_ROWS)
        except UnreadableError as error:
            where = f"{source.name}:{number + 1}" if number else source.name
            yield Skip(origin=where, id=None, reason=error.reason, cause=error.cause)
        except csv.Error as error:
            reason = f"rows from here on cannot be told apart: {error}"
            yield Skip(
                origin=f"{source.name}:{number + 1}", id=None, reason=reason, cause="malformed"
            )

    return read


class _Lines(Iterator[str]):
    """The lines of a stream as text, with their ends.

    The first line that is not UTF-8 tells the encoding of all such; `doubt` says so then.
    """

    def __init__(self, stream: io.BufferedReader, encoding: str | None) -> None:
        self._lines = read_lines(stream)
        self._encoding = encoding
        self.doubt: str | None = None

    def __next__(self) -> str:
        """Returns the next line.

        Raises:
            UnreadableError: it is too long or in an encoding that cannot be told.
        """
        line = next(self._lines)
        if isinstance(line, UnreadableError):
            raise line
        text, doubt = decode_detecting(line, encoding=self._encoding)
        if doubt is not None:
            self.doubt, self._encoding = doubt, detect(line)
        return text


def read_parquet(
    stream: io.BufferedReader, source: Source, options: ReadOptions
) -> Iterator[Outcome]:
    """Reads the rows of a Parquet file, of which only the columns that are needed are touched."""
    number = 0
    try:
        parquet = library(
            "pyarrow.parquet", what="Parquet", install="pip install 'graphkit-diplomacy[parquet]'"
        )
        for row, at in steps(_rows(parquet, stream, options), what="Parquet", logger="pyarrow"):
            number += 1
            yield from read_row(row, at, number=number, source=source, options=options)
        if not number:
            raise UnreadableError("empty", NO_ROWS)
    except UnreadableError as error:
        where = f"{source.name}:{number + 1}" if number else source.name
        yield Skip(origin=where, id=None, reason=error.reason, cause=error.cause)


def _rows(
    parquet: Any, stream: io.BufferedReader, options: ReadOptions
) -> Iterator[tuple[list[object], dict[str, int]]]:
    """Yields each row, of the needed columns only, and where its fields stand."""
    file = parquet.ParquetFile(stream)
    header = file.schema_arrow.names
    at = places(header, options.columns)
    wanted = list(dict.fromkeys(header[i] for i in at.values()))
    narrow = {field: wanted.index(header[i]) for field, i in at.items()}
    for batch in file.iter_batches(batch_size=BATCH, columns=wanted):
        for row in batch.to_pylist():
            yield [row[name] for name in wanted], narrow


CSV_FILES: Final = Reader(name="CSV", suffixes=(".csv",), read=separated(DELIMITERS))
TSV_FILES: Final = Reader(name="TSV", suffixes=(".tsv", ".tab"), read=separated("\t"))
PARQUET_FILES: Final = Reader(name="Parquet", suffixes=(".parquet",), read=read_parquet)
