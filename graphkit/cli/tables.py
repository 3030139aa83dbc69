"""A store's answer -> text: a table for the terminal, JSON, CSV or Markdown.

JSON, CSV and Markdown are the same bytes for the same answer, whatever the terminal.  In the
terminal's table long texts stand below their row, sentences in quotation marks, and columns that
say nothing in any row are left out.
"""

from __future__ import annotations

import csv
import io
import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final

from rich.cells import cell_len, chop_cells, set_cell_size

from graphkit.displays import cell_text, markdown_text, plain
from graphkit.pictures.statement_tables import harmless_cell
from graphkit.store import Table


class Format(StrEnum):
    """How an answer is written."""

    table = "table"
    json = "json"
    csv = "csv"
    md = "md"


QUOTES: Final = frozenset({"sentence", "other_sentence", "before", "after"})
"""Columns that hold an article's words."""

SOURCES: Final = frozenset({"outlet", "other_outlet", "outlet_before", "outlet_after", "article"})
"""Columns that say where the words stand; in the terminal they follow the quotation."""

UNSAFE: Final = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, overrides of writing direction and lone surrogates."""

NARROWEST: Final = 8
GAP: Final = "  "

Row = Sequence[Any]


def render(table: Table, form: Format, *, width: int) -> str:
    """Returns the answer as text that ends with a newline (empty for a table without rows).

    Args:
        width: columns of the terminal; matters to `Format.table` only.
    """
    if form is Format.json:
        return _json(table)
    if form is Format.csv:
        return _csv(table)
    if form is Format.md:
        return _markdown(table)
    return "".join(f"{line}\n" for line in _lines(table, width))


def _json(table: Table) -> str:
    rows = [{name: plain(value) for name, value in row.items()} for row in table.dicts()]
    if not rows:
        return "[]\n"
    lines = ",\n".join(f"  {_json_line(row)}" for row in rows)
    return f"[\n{lines}\n]\n"


def _json_line(row: Mapping[str, object]) -> str:
    """Returns the row as JSON; what could harm a terminal or is no Unicode text is escaped."""
    return UNSAFE.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(row, ensure_ascii=False))


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows:
        writer.writerow([_csv_cell(value) for value in row])
    return out.getvalue()


def _csv_cell(value: object) -> str:
    text = cell_text(value)
    return text if isinstance(value, int | float) else harmless_cell(text)


def _markdown(table: Table) -> str:
    lines = [_markdown_row(table.columns), _markdown_row(["---"] * len(table.columns))]
    lines += [
        _markdown_row([markdown_text(cell_text(value)) for value in row]) for row in table.rows
    ]
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _lines(table: Table, width: int) -> Iterator[str]:
    """Yields the terminal's lines: a header, then each row with its quotations below it."""
    if not table.rows:
        return
    said = [i for i in range(len(table.columns)) if any(_says(row[i]) for row in table.rows)]
    below = [i for i in said if table.columns[i] in QUOTES | SOURCES]
    beside = [i for i in said if i not in below]
    cells = [[" ".join(cell_text(row[i]).split()) for i in beside] for row in table.rows]
    heads = [table.columns[i].replace("_", " ") for i in beside]
    widths = _widths([heads, *cells], width)
    if widths is None:
        yield from _records(table, said, width)
        return
    yield from _wrapped(heads, widths)
    yield GAP.join("-" * size for size in widths)
    for row, texts in zip(table.rows, cells, strict=True):
        yield from _wrapped(texts, widths)
        yield from _quoted(table.columns, row, below, width)


def _says(value: object) -> bool:
    return value is not None and value is not False and value != [] and value != ()


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Returns the columns' widths, the widest narrowed until all fit, or None if they cannot."""
    sizes = [max(map(cell_len, column), default=0) for column in zip(*rows, strict=True)]
    room = width - len(GAP) * (len(sizes) - 1)
    least = [min(size, NARROWEST) for size in sizes]
    if sum(least) > room:
        return None
    while sum(sizes) > room:
        widest = max(range(len(sizes)), key=lambda i: (sizes[i], -i))
        sizes[widest] -= 1
    return sizes


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """Yields the lines of one row, each cell wrapped in its column."""
    columns = [_fold(cell, size) for cell, size in zip(cells, widths, strict=True)]
    for at in range(max(map(len, columns), default=0)):
        parts = [
            set_cell_size(column[at] if at < len(column) else "", size)
            for column, size in zip(columns, widths, strict=True)
        ]
        yield GAP.join(parts).rstrip()


def _fold(text: str, width: int) -> list[str]:
    """Returns the text in lines that fit the width on a terminal (wide letters count double)."""
    if cell_len(text) == len(text):
        return textwrap.wrap(text, max(width, 1), break_on_hyphens=False) or [""]
    return [piece.strip() for piece in chop_cells(text, max(width, 2))] or [""]


def _quoted(columns: Sequence[str], row: Row, below: Sequence[int], width: int) -> Iterator[str]:
    """Yields each quotation of a row with where it stands, indented."""
    groups: list[list[str]] = []
    for i in below:
        text = " ".join(cell_text(row[i]).split())
        if columns[i] in QUOTES:
            groups.append([f"“{text}”"] if text else [])
        elif text:
            groups[-1:] = [[*(groups[-1] if groups else []), text]]
    for quote, *sources in filter(None, groups):
        line = f"{quote} — {', '.join(sources)}" if sources else quote
        yield from (f"    {part}" for part in _fold(line, max(width - 4, 20)))


def _records(table: Table, shown: Sequence[int], width: int) -> Iterator[str]:
    """Yields each row as lines of name and value: for terminals too narrow for a table."""
    size = max(len(table.columns[i]) for i in shown)
    for number, row in enumerate(table.rows):
        if number:
            yield ""
        for i in shown:
            text = " ".join(cell_text(row[i]).split())
            quoted = f"“{text}”" if text and table.columns[i] in QUOTES else text
            lines = _fold(quoted, max(width - size - 2, 20)) if text else []
            for at, line in enumerate(lines):
                yield f"{table.columns[i] if not at else '':{size}}{GAP}{line}"
