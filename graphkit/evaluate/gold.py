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

Kind = Literal["statements", "events"]
EXPECTED: Final = ".expected.jsonl"
"""What a gold file is called that stands beside its article, `a.expected.jsonl` beside `a.txt`."""
TEXT_SUFFIXES: Final = (".txt", ".md")


@dataclass(frozen=True, kw_only=True)
class Gold:
    """Gold rows of one kind; `articles` are the files that hold their texts, as far as known."""

    kind: Kind
    rows: tuple[Mapping[str, Any], ...]
    articles: tuple[Path, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the articles or sentences that the gold is about."""
        key = "id" if self.kind == "events" else "doc"
        return frozenset(row[key] for row in self.rows)


def read_gold(path: Path, *, kind: Kind | None = None, source: str | None = None) -> Gold:
    """Reads a gold file, or a folder of articles with their expected statements beside them.

    Args:
        path: JSON Lines of statements or of sentences with their `events`, or a folder.
        kind: what the file holds; None tells it by its fields.
        source: only the rows whose `source` this is.

    Raises:
        StatementError: there is no gold, or a line is not what it should be.
    """
    files = _expected_files(path) if path.is_dir() else [path]
    lines = [line for file in files for line in _objects(str(file))]
    found = kind or _guess(lines, path)
    check = _check_sentence if found == "events" else _check_statement
    for where, row in lines:
        _checked(check, row, where)
    rows = tuple(row for _, row in lines if source is None or row.get("source") == source)
    if not rows:
        of_source = f" of source {source!r}" if source else ""
        raise StatementError(f"holds no gold{of_source}", where=str(path))
    if found == "events":
        return Gold(kind=found, rows=_each_once(lines, rows), articles=(path,))
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
    if "relation" in row:
        return "statements"
    raise StatementError(
        "neither statements nor sentences with events",
        where=lines[0][0],
        remedy="a statement has a relation, a sentence has a list of events",
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
    check: Callable[[Mapping[str, Any]], None], row: Mapping[str, Any], where: str
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


def _is(row: Mapping[str, Any], name: str, kind: type) -> None:
    if not isinstance(row[name], kind):
        raise ValueError(f"{name} may not be {json.dumps(row[name])[:40]}")
