"""Files -> gold and predictions: JSON objects, checked for the fields that scoring needs.

A bad line stops the run: figures over half a file would look like figures.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from graphkit.errors import StatementError
from graphkit.evaluate.marked import read_marked_pair, read_sentiment

Kind = Literal["statements", "events", "pairs", "sentiment"]
EXPECTED: Final = ".expected.jsonl"
"""What a gold file is called that stands beside its article, `a.expected.jsonl` beside `a.txt`."""
TEXT_SUFFIXES: Final = (".txt", ".md")
TABBED: Final = ("sentence", "p", "q", "class")
"""Columns of directed sentiment, the one kind of gold that is no JSON."""


@dataclass(frozen=True, kw_only=True)
class Gold:
    """Gold rows of one kind; `articles` are the files that hold their texts, as far as known."""

    kind: Kind
    rows: tuple[Mapping[str, Any], ...]
    articles: tuple[Path, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the articles or sentences that the gold is about."""
        key = "doc" if self.kind == "statements" else "id"
        return frozenset(row[key] for row in self.rows)


def read_gold(path: Path, *, kind: Kind | None = None, source: str | None = None) -> Gold:
    """Reads a gold file, or a folder of articles with their expected statements beside them.

    Args:
        path: JSON Lines of statements, of sentences with their `events` or of `marked` pairs, or
            tab-separated directed sentiment; or a folder.
        kind: what the file holds; None tells it by its fields.
        source: only the rows whose `source` this is.

    Raises:
        StatementError: there is no gold, or a line is not what it should be.
    """
    files = _expected_files(path) if path.is_dir() else [path]
    tabbed = kind == "sentiment" or (kind is None and _is_tabbed(files[0]))
    read = _tabbed if tabbed else _objects
    lines = [line for file in files for line in read(str(file))]
    found = "sentiment" if tabbed else kind or _guess(lines, path)
    for where, row in lines:
        _checked(CHECKS[found], row, where)
    rows = tuple(row for _, row in lines if source is None or row.get("source") == source)
    if not rows:
        of_source = f" of source {source!r}" if source else ""
        raise StatementError(f"holds no gold{of_source}", where=str(path))
    if found == "events":
        return Gold(kind=found, rows=_each_once(lines, rows), articles=(path,))
    if found != "statements":
        return Gold(kind=found, rows=_each_once(lines, rows), articles=())
    articles = tuple(_articles_beside(files)) if path.is_dir() else ()
    return Gold(kind=found, rows=rows, articles=articles)


def read_predictions(path: str) -> list[Mapping[str, Any]]:
    """Reads statements, by graphkit or anybody; `-` is standard input.

    Raises:
        StatementError: the file cannot be read, or a line lacks what scoring needs.
    """
    rows: list[Mapping[str, Any]] = []
    for where, row in _objects(path):
        _checked(_check_prediction, row, where)
        rows.append(row)
    return rows


def _expected_files(folder: Path) -> list[Path]:
    files = sorted(folder.rglob(f"*{EXPECTED}"))
    if not files:
        raise StatementError(
            "no expected statements in this folder",
            where=str(folder),
            remedy=f"they stand beside their article: a{EXPECTED} beside a.txt",
        )
    return files


def _articles_beside(files: Iterable[Path]) -> Iterator[Path]:
    """Yields the article of each expected file, where it is there."""
    for file in files:
        stem = file.name.removesuffix(EXPECTED)
        beside = (file.with_name(stem + suffix) for suffix in TEXT_SUFFIXES)
        yield from [path for path in beside if path.is_file()][:1]


def _guess(lines: list[tuple[str, dict[str, Any]]], path: Path) -> Kind:
    if not lines:
        raise StatementError("holds no gold", where=str(path))
    row = lines[0][1]
    if isinstance(row.get("events"), list):
        return "events"
    if "marked" in row:
        return "pairs"
    if "relation" in row:
        return "statements"
    raise StatementError(
        "neither statements nor sentences with events or marked pairs",
        where=lines[0][0],
        remedy="a statement has a relation, a sentence a list of events, a pair its marked text",
    )


def _each_once(
    lines: list[tuple[str, dict[str, Any]]], rows: tuple[Mapping[str, Any], ...]
) -> tuple[Mapping[str, Any], ...]:
    seen: set[str] = set()
    for where, row in lines:
        if row["id"] in seen:
            raise StatementError(f"id {row['id']!r} stands twice", where=where)
        seen.add(row["id"])
    return rows


def _objects(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields ("file:line", object) for each line that is not blank."""
    name = "standard input" if path == "-" else path
    for number, line in enumerate(_lines(path, name), 1):
        if line.strip():
            where = f"{name}:{number}"
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise StatementError(f"is not JSON: {error}", where=where) from error
            if not isinstance(row, dict):
                raise StatementError("is not a JSON object", where=where)
            yield where, row


def _is_tabbed(path: Path) -> bool:
    """True if the first line has the columns of directed sentiment."""
    first = next((line for line in _lines(str(path), str(path)) if line.strip()), "")
    return first.count("\t") == len(TABBED) - 1 and not first.startswith("{")


def _tabbed(path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yields ("file:line", row) for each line of directed sentiment; its number is its id."""
    for number, line in enumerate(_lines(path, path), 1):
        if line.strip():
            where = f"{path}:{number}"
            cells = line.rstrip("\r").split("\t")
            if len(cells) != len(TABBED):
                raise StatementError(
                    f"has {len(cells)} columns instead of {len(TABBED)}",
                    where=where,
                    remedy=f"tab-separated: {', '.join(TABBED)}",
                )
            yield where, {"id": str(number), **dict(zip(TABBED, cells, strict=True))}


def _lines(path: str, name: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
        if data[:2] == b"\x1f\x8b":
            data = gzip.decompress(data)
        # Not splitlines: that would also cut at U+2028, which JSON strings may hold.
        return data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise StatementError("is not UTF-8 text", where=name) from error
    except FileNotFoundError as error:
        raise StatementError("there is no such file", where=name) from error
    except (OSError, EOFError) as error:
        raise StatementError(f"cannot be read: {error}", where=name) from error


def _checked(
    check: Callable[[Mapping[str, Any]], object], row: Mapping[str, Any], where: str
) -> None:
    try:
        check(row)
    except KeyError as error:
        raise StatementError(f"field {error.args[0]!r} is missing", where=where) from error
    except ValueError as error:
        raise StatementError(str(error), where=where) from error


def _check_prediction(row: Mapping[str, Any]) -> None:
    _is(row, "doc", str)
    for end in ("subject", "object"):
        _is(row, end, dict)


def _check_statement(row: Mapping[str, Any]) -> None:
    _check_prediction(row)
    _is(row, "relation", str)
    if not isinstance(row.get("text"), str) and not isinstance(row.get("sent"), int):
        raise ValueError("neither text nor sent says which sentence it is")


def _check_sentence(row: Mapping[str, Any]) -> None:
    _is(row, "id", str)
    _is(row, "events", list)
    for event in [*row["events"], *row.get("optional", ())]:
        if not isinstance(event, dict):
            raise ValueError("an event is not an object")
        for name in ("event", "source_country", "target_country"):
            if name not in event:
                raise KeyError(name)


CHECKS: Final[Mapping[Kind, Callable[[Mapping[str, Any]], object]]] = {
    "statements": _check_statement,
    "events": _check_sentence,
    "pairs": read_marked_pair,
    "sentiment": read_sentiment,
}


def _is(row: Mapping[str, Any], name: str, kind: type) -> None:
    if not isinstance(row[name], kind):
        raise ValueError(f"{name} may not be {json.dumps(row[name])[:40]}")
