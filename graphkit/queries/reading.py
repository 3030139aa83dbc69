"""queries/<category>/<name>.cypher -> Query: canned questions, read from files and bound to values.

A file is one question in one statement.  Its header is `//` lines (title, category, description
and a `param NAME: ...` line for each parameter); the first clause is one line of defaults, so that
the file runs as it stands when pasted into Neo4j Browser:

    // title: Who takes which side on a topic
    // category: stances
    // description: Actors that support or oppose a topic, newest first.
    // param topic: words in the topic's name
    WITH 'ceasefire' AS topic  // defaults: edit here

For graphkit that one line becomes `WITH $topic AS topic`; values travel as parameters, never as
text.  The last line is `LIMIT` and a literal.  Columns whose name begins with `picture` are there
for Browser to draw; tables leave them out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final, Literal

from graphkit.errors import QueryError
from graphkit.records import STATUSES

ParameterType = Literal[
    "text", "integer", "float", "boolean", "date", "status", "negation", "list of text"
]
Value = str | int | float | bool | list[str]

PICTURE: Final = "picture"
"""What the names of columns begin with that are meant to be drawn."""

DATES: Final = frozenset({"since", "until", "today"})
"""Parameters that take a day, month or year whatever their default is; empty means no bound."""

WORDED: Final[Mapping[str, tuple[str, ...]]] = {
    "status": STATUSES,
    "negation": ("asserted", "denied"),
}
"""Parameters, named like their type, that take one of a few words; empty means any."""

_KEYS: Final = ("title", "category", "description")
_NAME: Final = re.compile(r"^[a-z][a-z0-9_]*$")
_PARAM: Final = re.compile(r"^param\s+([A-Za-z_][A-Za-z0-9_]*)$")
_DEFAULTS: Final = re.compile(r"^WITH (?P<pairs>.*?)\s*//\s*defaults: edit here\s*$")
_LIMIT: Final = re.compile(r"^LIMIT (\d+)$")
_TEXT: Final = r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\""
_LITERAL: Final = (
    rf"(?P<list>\[\s*(?:(?:{_TEXT})\s*(?:,\s*(?:{_TEXT})\s*)*)?\])|(?P<text>{_TEXT})"
    r"|(?P<float>-?\d+\.\d+)|(?P<integer>-?\d+)|(?P<boolean>true|false)"
)
_PAIR: Final = re.compile(rf"\s*(?:{_LITERAL})\s+AS\s+(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*(?:,|$)")
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r"}
DAY: Final = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
"""A year, month or day."""


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A value that a question takes; its type is that of its default."""

    name: str
    type: ParameterType
    default: Value
    description: str


@dataclass(frozen=True, kw_only=True)
class Query:
    """One canned question.

    `text` is the whole file; `origin` says where it was read, for messages.  `limit` is the
    literal of its last line, None where there is none.
    """

    name: str
    title: str
    category: str
    description: str
    parameters: tuple[Parameter, ...]
    text: str = field(repr=False)
    origin: str
    limit: int | None

    def parameter(self, name: str) -> Parameter:
        """Returns the parameter of that name.

        Raises:
            QueryError: there is none.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [p.name for p in self.parameters]
        known = f"it takes {', '.join(names)}" if names else "it takes none"
        raise QueryError(
            f"unknown parameter {name!r}",
            where=f"query {self.name}",
            remedy=hint(name, names, known),
        )


def hint(word: str, known: Iterable[str], rest: str) -> str:
    """Returns a remedy: the known word nearest to `word`, if any is near, then `rest`."""
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]!r}? {rest}" if near else rest


def own_folder() -> Traversable:
    """Returns the folder of graphkit's own questions: in the package, or in the checkout."""
    packed = resources.files("graphkit") / "data" / "queries"
    return packed if packed.is_dir() else Path(__file__).resolve().parents[2] / "queries"


def all_queries(folders: Sequence[Path] = ()) -> dict[str, Query]:
    """Returns our questions by name, with those of `folders` laid over them, sorted by name.

    Raises:
        QueryError: a file is not as it must be, or a folder is missing.
    """
    found: dict[str, Query] = {}
    for folder in (own_folder(), *folders):
        found.update(read_queries(folder))
    return dict(sorted(found.items()))


def read_queries(folder: Traversable) -> dict[str, Query]:
    """Reads every question of a folder of category folders, by name, sorted.

    Raises:
        QueryError: a file is not as it must be, two have one name, or there is no such folder.
    """
    if not folder.is_dir():
        raise QueryError("there is no such folder of queries", where=str(folder))
    found: dict[str, Query] = {}
    for category, file in _files(folder):
        query = read_query(
            _read(file), name=file.name.removesuffix(".cypher"), category=category, origin=str(file)
        )
        if query.name in found:
            raise QueryError(
                f"a second query of the name {query.name!r}",
                where=query.origin,
                remedy=f"the first is {found[query.name].origin}",
            )
        found[query.name] = query
    return dict(sorted(found.items()))


def _files(folder: Traversable) -> Iterator[tuple[str, Traversable]]:
    for category in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if category.is_dir():
            for file in sorted(category.iterdir(), key=lambda entry: entry.name):
                if file.name.endswith(".cypher"):
                    yield category.name, file


def _read(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"cannot be read: {error}", where=str(file)) from error


def read_query(text: str, *, name: str, category: str, origin: str) -> Query:
    """Reads one question from its file's text.

    Args:
        name: the file's name without `.cypher`.
        category: the folder's name, which the header must repeat.

    Raises:
        QueryError: the header is incomplete, has an unknown key, or does not fit the defaults.
    """
    if not _NAME.match(name):
        raise QueryError("the file's name is not in snake_case", where=origin)
    lines = text.splitlines()
    header, first = _header(lines, origin)
    for key in _KEYS:
        if not header.get(key):
            raise QueryError(f"the header lacks {key!r}", where=f"{origin}:1")
    if header["category"] != category:
        raise QueryError(
            f"category {header['category']!r} in folder {category!r}",
            where=f"{origin}:1",
            remedy="name both alike",
        )
    described = {k.removeprefix("param "): v for k, v in header.items() if k.startswith("param ")}
    return Query(
        name=name,
        title=header["title"],
        category=category,
        description=header["description"],
        parameters=_parameters(lines, first, described, origin),
        text=text,
        origin=origin,
        limit=_limit(lines),
    )


def _header(lines: Sequence[str], origin: str) -> tuple[dict[str, str], int]:
    """Returns the header, `param NAME` among its keys, and the index of the first other line."""
    header: dict[str, str] = {}
    for index, line in enumerate(lines):
        if not line.startswith("//"):
            return header, index
        key, colon, value = line.removeprefix("//").partition(":")
        key, where = " ".join(key.split()), f"{origin}:{index + 1}"
        if not colon or not (key in _KEYS or _PARAM.match(key)):
            known = f"the keys are {', '.join(_KEYS)} and param NAME"
            raise QueryError(
                f"unknown header line {line!r}", where=where, remedy=hint(key, _KEYS, known)
            )
        if key in header:
            raise QueryError(f"{key!r} stands twice", where=where)
        header[key] = value.strip()
    raise QueryError("there is no Cypher below the header", where=origin)


def _parameters(
    lines: Sequence[str], first: int, described: Mapping[str, str], origin: str
) -> tuple[Parameter, ...]:
    where = f"{origin}:{first + 1}"
    defaults = _defaults(lines[first], where)
    names = [name for name, _, _ in defaults]
    if sorted(set(names)) != sorted(names):
        raise QueryError("a parameter has two defaults", where=where)
    for name in [*described, *names]:
        if name not in described or not described[name]:
            raise QueryError(f"parameter {name!r} lacks its `// param {name}: ...`", where=where)
        if name not in names:
            raise QueryError(f"parameter {name!r} has no default", where=where)
    return tuple(
        Parameter(name=name, type=kind, default=default, description=described[name])
        for name, kind, default in defaults
    )


def _defaults(line: str, where: str) -> list[tuple[str, ParameterType, Value]]:
    """Reads the line of defaults; a query without parameters has none."""
    found = _DEFAULTS.match(line)
    if found is None:
        if "defaults: edit here" in line:
            raise QueryError("the defaults do not begin with `WITH `", where=where)
        return []
    pairs, at, defaults = found["pairs"], 0, []
    while at < len(pairs):
        pair = _PAIR.match(pairs, at)
        if pair is None:
            raise QueryError(
                f"cannot read the defaults at {pairs[at : at + 30]!r}",
                where=where,
                remedy="write `WITH literal AS name, ...  // defaults: edit here`",
            )
        defaults.append(_default(pair))
        at = pair.end()
    return defaults


def _default(pair: re.Match[str]) -> tuple[str, ParameterType, Value]:
    name = pair["name"]
    if pair["list"] is not None:
        return name, "list of text", [_unquoted(part) for part in re.findall(_TEXT, pair["list"])]
    if pair["text"] is not None:
        value = _unquoted(pair["text"])
        return name, _text_type(name, value), value
    if pair["float"] is not None:
        return name, "float", float(pair["float"])
    if pair["integer"] is not None:
        return name, "integer", int(pair["integer"])
    return name, "boolean", pair["boolean"] == "true"


def _text_type(name: str, default: str) -> ParameterType:
    if name in DATES or DAY.match(default):
        return "date"
    if name == "status":
        return "status"
    return "negation" if name == "negation" else "text"


def _unquoted(literal: str) -> str:
    return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), literal[1:-1])


def last_line(lines: Sequence[str]) -> int:
    """Returns the index of the last line that is not blank."""
    return max((i for i, line in enumerate(lines) if line.strip()), default=0)


def _limit(lines: Sequence[str]) -> int | None:
    found = _LIMIT.match(lines[last_line(lines)].strip())
    return int(found[1]) if found else None


def find_query(queries: Mapping[str, Query], name: str) -> Query:
    """Returns the question of that name.

    Raises:
        QueryError: there is none.
    """
    if name in queries:
        return queries[name]
    remedy = hint(name, queries, "graphkit query --list shows all")
    raise QueryError(f"unknown query {name!r}", remedy=remedy)


def search_queries(queries: Mapping[str, Query], words: str) -> list[Query]:
    """Returns the questions in whose header every word occurs, by category and name."""
    wanted = words.casefold().split()
    found = [q for q in queries.values() if all(word in _haystack(q) for word in wanted)]
    return sorted(found, key=lambda q: (q.category, q.name))


def _haystack(query: Query) -> str:
    parts = (query.name, query.category, query.title, query.description)
    return " ".join((*parts, *(p.name for p in query.parameters))).casefold()
