"""Data files -> Ontology: relations, PLOVER events, registers of actors and places, cue rows.

Every list of words lives in `graphkit/data` (see its README); this module only reads, checks and
indexes.  An editor's folder of files of the same names can be laid over ours: its rows are added,
and replace ours where the key is the same.
"""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Final, TypeVar

from graphkit.errors import OntologyError
from graphkit.records import KINDS, STATUSES

LABEL: Final = re.compile(r"^[A-Za-z_][A-Za-z0-9_]*$")
"""What a label or relationship type must look like before it touches Cypher."""


@dataclass(frozen=True, kw_only=True)
class Relation:
    """One relation of the vocabulary; `event` is None for `other`, which PLOVER does not know."""

    name: str
    event: str | None
    mode: str | None
    stance: float
    symmetric: bool
    denied: str | None
    wish: float | None
    attempted: bool
    description: str
    example: str
    source: str

    @property
    def label(self) -> str:
        """The relationship type in the graph: `talks_with` -> `TALKS_WITH`."""
        return self.name.upper()


@dataclass(frozen=True, kw_only=True)
class Event:
    """One PLOVER event type: quad class 1-4, CAMEO root, score, and the scores of its modes."""

    name: str
    quad: int
    cameo: str
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A registered actor; `since` and `until` bound its existence where it has ended or begun."""

    id: str
    name: str
    kind: str
    country: str | None
    since: str
    until: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """A registered place; `kind` is capital, seat, city, region, territory or sea."""

    id: str
    name: str
    country: str | None
    kind: str


def _covers(since: str, until: str, day: dt.date | None) -> bool:
    """True if a day lies between two ISO dates (or years); without a day, if the end is open."""
    if day is None:
        return not until
    iso = day.isoformat()
    return (not since or since <= iso) and (not until or iso <= until + "~")


@dataclass(frozen=True, kw_only=True)
class Alias:
    """A written form of an actor or place; `form` says which kind of word it is."""

    alias: str
    target: str
    form: str
    since: str
    until: str

    def covers(self, day: dt.date | None) -> bool:
        """True if it held on that day; when None, if it still does."""
        return _covers(self.since, self.until, day)


@dataclass(frozen=True, kw_only=True)
class Hint:
    """A context word that decides between the targets of an ambiguous alias."""

    alias: str
    target: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class Role:
    """Who held which office of which state or body, from when until when (ISO, may be a year).

    `country` is the state's code or the body's (IGO), `body` the id of the body if it is one.
    """

    person: str
    name: str
    role: str
    country: str
    body: str | None = None
    since: str
    until: str

    def covers(self, day: dt.date | None) -> bool:
        """True if the office was held on that day (any day when None)."""
        return day is None or _covers(self.since, self.until, day)


@dataclass(frozen=True, kw_only=True)
class Cue:
    """One cue row: a trigger word, the words it needs, where its actors stand, what it says."""

    id: str
    cue: str
    pos: str
    with_: str
    subject_slot: tuple[str, ...]
    object_slot: tuple[str, ...]
    relation: str
    event: str | None
    mode: str | None
    negated: bool
    status: str | None
    example: str
    subject: str
    object: str


@dataclass(frozen=True, kw_only=True)
class Modal:
    """What a governing word does to the act it governs."""

    word: str
    pos: str
    status: str | None
    negated: bool
    complement: str


@dataclass(frozen=True)
class Ontology:
    """Everything the data files say, indexed for reading."""

    relations: Mapping[str, Relation]
    events: Mapping[str, Event]
    actors: Mapping[str, Actor]
    places: Mapping[str, Place]
    aliases: Mapping[str, tuple[Alias, ...]]
    hints: Mapping[str, tuple[Hint, ...]]
    roles: tuple[Role, ...]
    titles: Mapping[str, str]
    organs: Mapping[str, str]
    classes: Mapping[str, frozenset[str]]
    descriptions: Mapping[str, frozenset[str]]
    cues: tuple[Cue, ...]
    speech: Mapping[str, str]
    modals: tuple[Modal, ...]
    lightverbs: Mapping[str, frozenset[str]]
    lemmas: Mapping[tuple[str, str], str]
    furniture: Mapping[str, frozenset[str]]
    words: Mapping[str, frozenset[str]]
    valence: Mapping[str, float]
    log_odds: Mapping[str, float]

    def country_name(self, code: str | None) -> str | None:
        """Returns the state's common name for its alpha-3 code, or None if it is not a state."""
        actor = self.actors.get(f"country:{code}")
        return actor.name if actor else None


Row = dict[str, str]
T = TypeVar("T")


def _data_text(name: str, folder: Path | None) -> str | None:
    if folder is None:
        return resources.files("graphkit.data").joinpath(name).read_text(encoding="utf-8")
    path = folder / name
    try:
        return path.read_text(encoding="utf-8") if path.exists() else None
    except UnicodeDecodeError as error:
        raise OntologyError(
            f"byte {error.start} is not UTF-8", where=name, remedy="save the file as UTF-8"
        ) from error
    except OSError as error:
        raise OntologyError(str(error.strerror), where=str(path)) from error


def _csv_rows(name: str, columns: Sequence[str], folder: Path | None) -> Iterator[tuple[str, Row]]:
    """Yields ("file:line", row) for each row of a CSV data file."""
    text = _data_text(name, folder)
    if text is None:
        return
    reader = csv.DictReader(text.splitlines())
    missing = [c for c in columns if c not in (reader.fieldnames or [])]
    if missing:
        raise OntologyError(
            f"column {missing[0]!r} is missing",
            where=f"{name}:1",
            remedy=f"the header is {','.join(columns)},source",
        )
    for row in reader:
        where = f"{name}:{reader.line_num}"
        if None in row or None in row.values():
            raise OntologyError("wrong number of cells", where=where, remedy="quote commas")
        yield where, {k: v.strip() for k, v in row.items()}


def _checked(value: str, allowed: Sequence[str], what: str, where: str) -> str:
    if value in allowed:
        return value
    near = difflib.get_close_matches(value, allowed, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else f"one of {', '.join(sorted(allowed))}"
    raise OntologyError(f"unknown {what} {value!r}", where=where, remedy=remedy)


def _toml(name: str, folder: Path | None) -> dict[str, Any]:
    text = _data_text(name, folder)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(str(error), where=name, remedy="correct the TOML") from error


def _relation(name: str, body: Mapping[str, Any]) -> Relation:
    if not LABEL.match(name):
        raise OntologyError(
            f"bad relation name {name!r}", where="relations.toml", remedy="letters, digits, _"
        )
    return Relation(
        name=name,
        event=body.get("event"),
        mode=body.get("mode"),
        stance=float(body["stance"]),
        symmetric=bool(body["symmetric"]),
        denied=body.get("denied"),
        wish=None if body.get("wish") is None else float(body["wish"]),
        attempted=bool(body.get("attempted", False)),
        description=body["description"],
        example=body["example"],
        source=body["source"],
    )


def _event(name: str, body: Mapping[str, Any]) -> Event:
    return Event(
        name=name,
        quad=int(body["quad"]),
        cameo=str(body["cameo"]),
        score=float(body["score"]),
        modes={k: float(v) for k, v in body.get("modes", {}).items()},
    )


def _actor(row: Row, where: str) -> Actor:
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=_checked(row["kind"], KINDS, "kind", where),
        country=row["country"] or None,
        since=row["from"],
        until=row["until"],
    )


def _cue(row: Row, where: str, relations: Sequence[str]) -> Cue:
    if row["status"]:
        _checked(row["status"], STATUSES, "status", where)
    return Cue(
        id=row["id"],
        cue=row["cue"],
        pos=_checked(row["pos"], ("verb", "noun", "adjective"), "pos", where),
        with_=row["with"],
        subject_slot=tuple(row["subject_slot"].split("|")),
        object_slot=tuple(row["object_slot"].split("|")),
        relation=_checked(row["relation"], relations, "relation", where),
        event=row["event"] or None,
        mode=row["mode"] or None,
        negated=row["negated"] == "true",
        status=row["status"] or None,
        example=row["example"],
        subject=row["subject"],
        object=row["object"],
    )


def _grouped(rows: Iterator[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return {k: tuple(v) for k, v in groups.items()}


CUE_COLUMNS: Final = (
    "id,cue,pos,with,subject_slot,object_slot,relation,event,mode,negated,status,"
    "example,subject,object"
)


def _layers(overlay: Path | None) -> tuple[Path | None, ...]:
    return (None,) if overlay is None else (None, overlay)


@lru_cache(maxsize=4)
def load_ontology(overlay: Path | None = None) -> Ontology:
    """Reads the packaged data files, and an editor's folder over them.

    Raises:
        OntologyError: a file is malformed; the message gives file, line and remedy.
    """
    if overlay is not None and not overlay.is_dir():
        raise OntologyError("no such folder", where=str(overlay))
    layers = _layers(overlay)

    def rows(name: str, columns: str) -> Iterator[tuple[str, Row]]:
        for folder in layers:
            yield from _csv_rows(name, columns.split(","), folder)

    relations = _definitions("relations.toml", layers, _relation)
    events = _definitions("events.toml", layers, _event)
    aliases = (
        Alias(
            alias=r["alias"],
            target=r["target"],
            form=r["form"],
            since=r["from"],
            until=r["until"],
        )
        for _, r in rows("aliases.csv", "alias,target,form,from,until")
    )
    hints = (
        Hint(alias=r["alias"], target=r["target"], hint=r["hint"])
        for _, r in rows("ambiguous.csv", "alias,target,hint")
    )
    actors = {
        r["id"]: _actor(r, w) for w, r in rows("actors.csv", "id,name,kind,country,from,until")
    }
    places = (
        Place(id=r["id"], name=r["name"], country=r["country"] or None, kind=r["kind"])
        for _, r in rows("places.csv", "id,name,country,kind")
    )
    cues = {
        c.id: c for c in (_cue(r, w, tuple(relations)) for w, r in rows("cues.csv", CUE_COLUMNS))
    }
    return Ontology(
        relations=relations,
        events=events,
        actors=actors,
        places={p.id: p for p in places},
        aliases=_grouped(aliases, lambda a: a.alias),
        hints=_grouped(hints, lambda h: h.alias),
        roles=tuple(
            _role(r, actors) for _, r in rows("roles.csv", "person,name,role,country,from,until")
        ),
        titles={r["title"]: r["office"] for _, r in rows("titles.csv", "title,office")},
        organs={r["noun"]: r["resolves"] for _, r in rows("organs.csv", "noun,resolves")},
        classes=_sets((r["id"], r["class"]) for _, r in rows("classes.csv", "id,class")),
        descriptions=_sets(
            (r["noun"], r["class"]) for _, r in rows("descriptions.csv", "noun,class")
        ),
        cues=tuple(cues.values()),
        speech={r["lemma"]: r["kind"] for _, r in rows("speech.csv", "lemma,kind")},
        modals=tuple(_modal(r, w) for w, r in rows("modals.csv", "word,pos,status,negated")),
        lightverbs=_sets(
            (r["verb"], r["noun_role"]) for _, r in rows("lightverbs.csv", "verb,noun_role")
        ),
        lemmas={(r["pos"], r["form"]): r["lemma"] for _, r in rows("lemmas.csv", "form,pos,lemma")},
        furniture=_sets((r["kind"], r["words"]) for _, r in rows("furniture.csv", "words,kind")),
        log_odds={
            name: float(odds)
            for folder in layers
            for name, odds in _toml("confidence.toml", folder).get("log_odds", {}).items()
        },
        words=_sets((r["class"], r["word"]) for _, r in rows("words.csv", "word,class")),
        valence={r["word"]: _valence(r, w) for w, r in rows("valence.csv", "word,valence")},
    )


def overlay_id(overlay: Path) -> str:
    """Returns 12 hex digits over the names and contents of an editor's data files.

    Raises:
        OntologyError: the folder or a file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        for path in sorted(p for p in overlay.iterdir() if p.suffix in (".csv", ".toml")):
            digest.update(path.name.encode("utf-8", "surrogateescape"))
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    except OSError as error:
        raise OntologyError(str(error.strerror), where=str(overlay)) from error
    return digest.hexdigest()[:12]


def _definitions(
    name: str, layers: Sequence[Path | None], read: Callable[[str, Mapping[str, Any]], T]
) -> dict[str, T]:
    """Reads the tables of a TOML data file, later layers over earlier ones."""
    found: dict[str, T] = {}
    for folder in layers:
        for key, body in _toml(name, folder).items():
            try:
                found[key] = read(key, body)
            except (KeyError, TypeError, ValueError) as error:
                raise OntologyError(
                    f"[{key}] lacks or misstates {error}",
                    where=name,
                    remedy="`graphkit ontology check` tells every fault",
                ) from error
    return found


def _role(row: Row, actors: Mapping[str, Actor]) -> Role:
    body = actors.get(row["country"])
    return Role(
        person=row["person"],
        name=row["name"],
        role=row["role"],
        country=(body.country or "") if body else row["country"],
        body=body.id if body else None,
        since=row["from"],
        until=row["until"],
    )


def _valence(row: Row, where: str) -> float:
    try:
        return float(row["valence"])
    except ValueError as error:
        raise OntologyError(
            f"valence may not be {row['valence']!r}", where=where, remedy="give a number"
        ) from error


def _modal(row: Row, where: str) -> Modal:
    if row["status"]:
        _checked(row["status"], STATUSES, "status", where)
    return Modal(
        word=row["word"],
        pos=row["pos"],
        status=row["status"] or None,
        negated=row["negated"] == "true",
        complement=row.get("complement", ""),
    )


def _sets(pairs: Iterator[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Groups (key, member) pairs."""
    groups: dict[str, set[str]] = {}
    for key, member in pairs:
        groups.setdefault(key, set()).add(member)
    return {key: frozenset(found) for key, found in groups.items()}
