"""An editor's folder of data files -> every fault in it: file, line, remedy.

The folder is checked as it would be laid over graphkit's own files, so that its rows may refer to
actors and relations of either.
"""

from __future__ import annotations

import csv
import difflib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any, Final

from graphkit.errors import OntologyError
from graphkit.ontology import LABEL, Ontology, load_ontology
from graphkit.tables import TABLES, Fault, Known, Table, unknown

DEFINITIONS: Final = ("events.toml", "relations.toml")
SUFFIXES: Final = (".csv", ".toml")
FIELDS: Final[Mapping[str, Mapping[str, tuple[type, ...]]]] = {
    "relations.toml": {
        "stance": (int, float),
        "symmetric": (bool,),
        "description": (str,),
        "example": (str,),
        "source": (str,),
    },
    "events.toml": {"quad": (int,), "cameo": (str,), "score": (int, float)},
}
"""Required fields of a definition and what they may be."""
Row = dict[str, str]
Line = tuple[int, Row]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One fault: where ("cues.csv:14"), what, and what to do."""

    where: str
    what: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.remedy})" if self.remedy else "")


def check_folder(folder: Path) -> list[Problem]:
    """Returns every fault of the folder's data files, by file and line.

    Raises:
        OntologyError: the folder is not there or holds no data file.
    """
    if not folder.is_dir():
        raise OntologyError("no such folder", where=str(folder))
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    known_files = [name for name in names if name in TABLES or name in DEFINITIONS]
    if not known_files:
        remedy = f"it may hold {', '.join([*sorted(TABLES), *DEFINITIONS])}"
        raise OntologyError("holds no data file", where=str(folder), remedy=remedy)
    problems = [problem for name in names for problem in _file_name(name)]
    tables: dict[str, list[Line]] = {}
    definitions: dict[str, dict[str, Any]] = {}
    for name in known_files:
        if name in TABLES:
            problems += _read_table(folder / name, tables)
        else:
            problems += _read_definitions(folder / name, definitions)
    known = _known(load_ontology(), tables, definitions)
    for name, body in definitions.items():
        problems += _check_definitions(name, body, known)
    for name, lines in tables.items():
        problems += _check_rows(name, lines, known)
    return sorted(problems, key=_place)


def packaged_only() -> set[str]:
    """Returns the names of graphkit's own data files that no folder is laid over."""
    own = (file.name for file in resources.files("graphkit.data").iterdir())
    return {name for name in own if name.endswith(SUFFIXES)} - {*TABLES, *DEFINITIONS}


def cue_lines(folder: Path) -> dict[str, int]:
    """Returns {row id: line} of the folder's own cue rows."""
    tables: dict[str, list[Line]] = {}
    if (folder / "cues.csv").exists():
        list(_read_table(folder / "cues.csv", tables))
    return {row["id"]: number for number, row in tables.get("cues.csv", [])}


def _place(problem: Problem) -> tuple[str, int]:
    name, _, line = problem.where.partition(":")
    return name, int(line) if line.isdigit() else 0


def _file_name(name: str) -> Iterator[Problem]:
    """Tells a data file that would be passed over in silence."""
    if name in packaged_only():
        yield Problem(where=name, what="cannot be laid over: graphkit reads its own file only")
    elif name.endswith(SUFFIXES) and name not in TABLES and name not in DEFINITIONS:
        near = difflib.get_close_matches(name, [*TABLES, *DEFINITIONS], n=1)
        remedy = f"did you mean {near[0]}?" if near else None
        yield Problem(where=name, what="no data file of graphkit has this name", remedy=remedy)


def _text(path: Path) -> str | Problem:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Problem(where=f"{path.name}:{line}", what="is not UTF-8", remedy="save it as UTF-8")
    except OSError as error:
        return Problem(where=path.name, what=f"cannot be read: {error.strerror}")


def _read_table(path: Path, tables: dict[str, list[Line]]) -> Iterator[Problem]:
    """Adds the file's well-formed rows to `tables`, and yields what is no row."""
    text = _text(path)
    if isinstance(text, Problem):
        yield text
        return
    table = TABLES[path.name]
    reader = csv.reader(text.splitlines())
    header = next(reader, [])
    if header != list(table.columns):
        columns = ",".join(table.columns)
        yield Problem(where=f"{path.name}:1", what="wrong header", remedy=f"it is {columns}")
        return
    lines = tables.setdefault(path.name, [])
    for cells in reader:
        if len(cells) == len(header):
            row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            lines.append((reader.line_num, row))
        else:
            what = f"{len(cells)} cells instead of {len(header)}"
            remedy = "put a cell that holds a comma in quotation marks"
            yield Problem(where=f"{path.name}:{reader.line_num}", what=what, remedy=remedy)


def _read_definitions(path: Path, definitions: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    text = _text(path)
    if isinstance(text, Problem):
        yield text
        return
    try:
        definitions[path.name] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield Problem(where=path.name, what=f"is not TOML: {error}")


def _known(
    ontology: Ontology,
    tables: Mapping[str, Sequence[Line]],
    definitions: Mapping[str, Mapping[str, Any]],
) -> Known:
    """Returns all that rows may refer to, ours and the folder's."""

    def column(name: str, cell: str) -> set[str]:
        return {row[cell] for _, row in tables.get(name, ())}

    people = {role.person for role in ontology.roles} | column("roles.csv", "person")
    places = {*ontology.places} | column("places.csv", "id")
    return Known(
        targets={*ontology.actors} | column("actors.csv", "id") | places | people,
        relations={*ontology.relations, *definitions.get("relations.toml", ())},
        events={*ontology.events, *definitions.get("events.toml", ())},
        offices={*ontology.titles.values()},
        classes={*ontology.words},
    )


def _check_rows(name: str, lines: Sequence[Line], known: Known) -> Iterator[Problem]:
    table = TABLES[name]
    first: dict[tuple[str, ...], int] = {}
    for number, row in lines:
        where = f"{name}:{number}"
        for fault in _row_faults(row, table, known):
            yield Problem(where=where, what=fault.what, remedy=fault.remedy)
        key = tuple(row[column] for column in table.key)
        if key in first:
            what = f"{','.join(key)} stands in line {first[key]} already"
            yield Problem(where=where, what=what, remedy="take one of the two out")
        first.setdefault(key, number)


def _row_faults(row: Row, table: Table, known: Known) -> Iterator[Fault]:
    for column in (*table.required, "source"):
        if not row[column]:
            yield Fault(what=f"{column} is empty")
    for column, check in table.cells.items():
        fault = check(row[column], known) if row[column] else None
        if fault is not None:
            yield fault
    if row.get("from") and row.get("until") and row["until"] < row["from"][: len(row["until"])]:
        yield Fault(what=f"until {row['until']} lies before from {row['from']}")


def _check_definitions(name: str, body: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    for key, entry in body.items():
        where = f"{name}, [{key}]"
        if not isinstance(entry, dict):
            yield Problem(where=where, what="is not a table", remedy=f"write [{key}]")
            continue
        if not LABEL.match(key):
            yield Problem(where=where, what="bad name", remedy="letters, digits and _")
        for field, types in FIELDS[name].items():
            value = entry.get(field)
            # bool is a kind of int to Python, but no score.
            if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
                what = f"{field} is missing" if value is None else f"{field} may not be {value!r}"
                yield Problem(where=where, what=what)
        fault = unknown(entry["event"], known.events, "PLOVER type") if "event" in entry else None
        if fault is not None:
            yield Problem(where=where, what=fault.what, remedy=fault.remedy)
