"""Store -> the statements that pass a user's filters: what every export is made of.

First only the keys of the statements are read, to filter, order and count them; their fields follow
in batches as they are asked for, so that a file can be written without holding the whole store.
Names that stand for one actor (SAME_AS) are one; what an article writes stays as it is written.
"""

from __future__ import annotations

import datetime as dt
import difflib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, cast

from graphkit.errors import PictureError
from graphkit.records import STATUSES, Kind, Mention, Statement
from graphkit.rows import is_state, kind_of
from graphkit.store import Edge, Node, Path, Store, Table
from graphkit.store.resolving import Links, read_links
from graphkit.store.writing import batches

CHUNK: Final = 2000
"""Statements whose fields are read at a time."""

_PARTS: Final[Mapping[str, str]] = {"subject": "SUBJECT", "object": "OBJECT", "speaker": "SAID_BY"}
_MENTIONED: Final = ("text", "role", "start", "end")
_STORED: Final = tuple(f.name for f in fields(Statement) if f.name not in _PARTS)

_KEYS: Final = (
    "MATCH (s:Statement) WHERE {where} "
    "MATCH (s)-[:SUBJECT]->(a) MATCH (s)-[:OBJECT]->(b) MATCH (s)-[:IN]->(d:Article) "
    "RETURN s.id AS statement, a.id AS subject, b.id AS object, d.id AS doc, s.sent AS sent, "
    "coalesce(s.date, s.published) AS day, s.published AS published"
)
_ROWS: Final = (
    "UNWIND $ids AS i MATCH (s:Statement {id: i}) "
    "MATCH (s)-[subject_edge:SUBJECT]->(subject) MATCH (s)-[object_edge:OBJECT]->(object) "
    "MATCH (s)-[:IN]->(d:Article) OPTIONAL MATCH (s)-[speaker_edge:SAID_BY]->(speaker) RETURN "
    + ", ".join(
        [
            *(f"s.`{name}` AS `{name}`" for name in _STORED),
            *(f"{part}.id AS {part}_id" for part in _PARTS),
            # Not one by one: to kglite, a `start` that is not there is the edge's beginning.
            *(f"properties({part}_edge) AS {part}_words" for part in _PARTS),
            "d.title AS title",
            "d.outlet AS outlet",
            "d.url AS url",
            "coalesce([(d)-[:COPY_OF]->(o) | o.outlet][0], d.outlet) AS source",
        ]
    )
)
_AMONG: Final = (
    "MATCH (s:Statement) WHERE ($status = '' OR s.status = $status) "
    "AND ($negation = '' OR s.negated = ($negation = 'denied')) "
    "AND s.confidence >= $min_confidence "
    "MATCH (s)-[:IN]->(d:Article) WHERE toLower(coalesce(d.outlet, '')) CONTAINS toLower($outlet) "
    "MATCH (s)-[:SUBJECT]->(a) MATCH (s)-[:OBJECT]->(b) "
    "RETURN s.id AS statement, a.id AS subject, b.id AS object, "
    "coalesce(s.date, s.published, '') AS day"
)
_USUAL: Final[Mapping[str, object]] = {
    "status": "", "negation": "", "min_confidence": 0.0, "outlet": "",
}  # fmt: skip
_STANDING: Final = frozenset({"Actor", "Topic", "Place"})
"""Labels of what stands in statements."""
_ENTITIES: Final = "MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.country AS country"
_TOPICS: Final = (
    "MATCH (n:Topic) OPTIONAL MATCH (n)-[:ABOUT]->(i:Issue) "
    "RETURN n.id AS id, n.name AS name, i.name AS issue ORDER BY id, issue"
)
_VALUES: Final = {
    "relation": "MATCH (s:Statement) RETURN DISTINCT s.relation AS value",
    "outlet": "MATCH (a:Article) RETURN DISTINCT a.outlet AS value",
}


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which statements an export is made of, and how much of it is kept.

    Args:
        since, until: days, both inclusive; a statement's own date, else its article's.
        actors: names, ids or alpha-3 codes; a country brings those who act for it.  A statement is
            kept if either end is one of them.
        partners: likewise; a statement is kept if it stands between an actor and a partner.
        topics: words in the name of a topic or of the issue it is about.
        relations, outlets: exact names.
        statuses: which of actual, planned, possible and called_for.
        denied: keep denied relations too ("did not visit").
        min_confidence: 0..1, inclusive.
        statements: ids; None for any.
        limit: keep the strongest so many ties, or the newest so many statements; None keeps all.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    actors: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("actual",)
    denied: bool = False
    min_confidence: float = 0.0
    statements: frozenset[str] | None = None
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Entity:
    """An actor, place or topic of the store; `issue` is what a topic is about, or None."""

    name: str
    kind: Kind
    country: str | None = None
    issue: str | None = None


@dataclass(frozen=True, kw_only=True)
class SourcedStatement:
    """A statement as the store has it, and the article that it stands in.

    Its parties have the ids and names of the actors that they are, through SAME_AS;
    `source` is the outlet whose words these are: of a copy that of the original.  `named_twice`
    tells that its subject and its object are two names of one actor.
    """

    statement: Statement
    title: str | None
    outlet: str | None
    url: str | None
    source: str | None
    named_twice: bool

    @property
    def day(self) -> dt.date | None:
        """When it happens, else when the article appeared."""
        return self.statement.date or self.statement.published


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The statements that passed, newest first: their ids, and what can be told of them.

    `ids` are those that are kept; `total` counts what passed, `articles` the articles of these, and
    `first` and `last` are the days (ISO) of these articles.
    """

    ids: tuple[str, ...]
    total: int
    articles: int
    first: str | None
    last: str | None
    entities: Mapping[str, Entity] = field(repr=False)
    links: Links = field(repr=False)

    def newest(self, limit: int | None) -> Selection:
        """Returns the selection with the newest so many statements; None keeps all."""
        return replace(self, ids=self.ids[:limit])


def select_statements(store: Store, filters: Filters) -> Selection:
    """Finds the statements that pass the filters, whatever `limit` says.

    Raises:
        PictureError: a filter names something that the store does not hold, or nothing passes.
    """
    _check(store, filters)
    links = read_links(store)
    actors = [r for x in ("Actor", "Place") for r in store.run(_ENTITIES.format(label=x)).dicts()]
    topics = list(store.run(_TOPICS).dicts())
    pairs = _wanted_ends(filters, links, actors, topics, store.address)
    where, params = _conditions(filters)
    found = []
    for row in store.run(_KEYS.format(where=where), params).dicts():
        ends = links.actor(row["subject"]), links.actor(row["object"])
        if all(_joins(ends, one, other) for one, other in pairs):
            found.append(row)
    if not found:
        raise PictureError(
            "no statement passes the filters", where=store.address, remedy="widen them"
        )
    found.sort(key=lambda r: (-day_number(r["day"]), r["doc"], r["sent"], r["statement"]))
    days = [row["published"] for row in found if row["published"]]
    entities = {r["id"]: _entity(r["id"], name=r["name"], country=r["country"]) for r in actors}
    for row in topics:
        entities.setdefault(row["id"], _entity(row["id"], name=row["name"], issue=row["issue"]))
    return Selection(
        ids=tuple(row["statement"] for row in found),
        total=len(found),
        articles=len({row["doc"] for row in found}),
        first=min(days, default=None),
        last=max(days, default=None),
        entities=entities,
        links=links,
    )


def read_selection(store: Store, selection: Selection) -> Iterator[SourcedStatement]:
    """Yields the selected statements in their order."""
    for ids in batches(selection.ids, CHUNK):
        rows = {row["id"]: row for row in store.run(_ROWS, {"ids": list(ids)}).dicts()}
        # What a load took away since it was selected is not there to be told.
        for statement in filter(rows.__contains__, ids):
            yield _sourced(rows[statement], selection)


def _sourced(row: dict[str, Any], selection: Selection) -> SourcedStatement:
    fields_of = {name: row[name] for name in _STORED}
    fields_of |= {name: _date(row[name]) for name in ("date", "published")}
    fields_of |= {part: _mention(part, row, selection) for part in _PARTS}
    fields_of["evidence"] = json.loads(row["evidence"] or "{}")
    statement = Statement(**fields_of)
    return SourcedStatement(
        statement=statement,
        title=row["title"],
        outlet=row["outlet"],
        url=row["url"],
        source=row["source"],
        named_twice=statement.subject.id == statement.object.id
        and row["subject_id"] != row["object_id"],
    )


def _date(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None


def _mention(part: str, row: Mapping[str, Any], selection: Selection) -> Mention | None:
    if row[f"{part}_id"] is None:
        return None
    entity_id = selection.links.actor(row[f"{part}_id"])
    entity = selection.entities[entity_id]
    mentioned = {name: row[f"{part}_words"].get(name) for name in _MENTIONED}
    return Mention(
        id=entity_id, name=entity.name, kind=entity.kind, country=entity.country, **mentioned
    )


def statements_in(table: Table) -> frozenset[str]:
    """Returns the ids of the statements that an answer shows, or whose ties it shows."""
    found: set[str] = set()
    for part in _parts(table.rows):
        if isinstance(part, Edge):
            found.update(part.properties.get("statements") or ())
        elif "Statement" in part.labels and part.id is not None:
            found.add(part.id)
    return frozenset(found)


def _parts(value: object) -> Iterator[Node | Edge]:
    """The nodes and edges that a value shows, by themselves, in a path or in a list."""
    if isinstance(value, Node | Edge):
        yield value
    elif isinstance(value, Path):
        yield from value.nodes
        yield from value.edges
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _parts(part)


def statements_among(store: Store, table: Table, values: Mapping[str, object]) -> frozenset[str]:
    """Returns the ids of the statements between those whom one row of an answer names.

    For answers that show actors and topics rather than statements ("allies").  The two stand in
    different columns, and for different states, as these answers count.

    Args:
        store: the store that was asked.
        table: the answer.
        values: the question's parameters; its filters (`since`, `until`, `status`, `negation`,
            `min_confidence`, `outlet`) hold for the statements too.
    """
    cells: dict[str, dict[int, set[int]]] = {}  # of each node: by row, the columns it stands in
    states: dict[str, str] = {}
    for number, row in enumerate(table.rows):
        for column, value in enumerate(row):
            for node in _parts(value):
                if isinstance(node, Edge) or node.id is None or _STANDING.isdisjoint(node.labels):
                    continue
                cells.setdefault(node.id, {}).setdefault(number, set()).add(column)
                states[node.id] = _state_of(node)
    if not cells:
        return frozenset()
    links = read_links(store)
    since, until = (str(values.get(name, "")) for name in ("since", "until"))
    asked = {name: values.get(name, usual) for name, usual in _USUAL.items()}

    def stand_together(subject: str, target: str) -> bool:
        one, other = links.actor(subject), links.actor(target)
        here, there = cells.get(one, {}), cells.get(other, {})
        apart = any(len(here[n] | there[n]) > 1 for n in here.keys() & there.keys())
        return apart and states[one] != states[other]

    return frozenset(
        statement
        for statement, subject, target, day in store.run(_AMONG, asked).rows
        if since <= day and day[: len(until)] <= until and stand_together(subject, target)
    )


def _state_of(node: Node) -> str:
    """Whom a node stands for: its state, or itself."""
    state = node.properties.get("country")
    return str(state if is_state(state) and "Topic" not in node.labels else node.id)


def day_number(day: str | None) -> int:
    """Returns a number that grows with ISO days; no day comes before all."""
    return dt.date.fromisoformat(day).toordinal() if day else 0


def counted(number: int, noun: str) -> str:
    """Returns a number with its noun.

    Example:
        >>> counted(3120, "statement")
        '3,120 statements'
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def spanned(first: str | None, last: str | None) -> str:
    """Returns the days that something is of, to be added to a sentence; nothing of none.

    Example:
        >>> spanned("2022-07-22", "2024-06-30")
        ' of 2022-07-22 to 2024-06-30'
    """
    if first is None:
        return ""
    return f" of {first}" + (f" to {last}" if last != first else "")


def actors_named(selection: Selection, names: Iterable[str]) -> dict[str, str]:
    """Returns id -> name of the actors that `Filters.actors` would keep by these names.

    Those that a name means itself come first, then those who act for a state that it means.

    Raises:
        PictureError: the store holds no such actor.
    """
    known = [
        {"id": i, "name": entity.name, "country": entity.country}
        for i, entity in selection.entities.items()
        if entity.kind != "topic"
    ]
    found = {i: None for name in names for i in sorted(_named_ids(name, known))}
    found |= {i: None for name in names for i in sorted(_actor_ids(name, known, None))}
    links = selection.links
    ids = dict.fromkeys(map(links.actor, found))
    return {i: selection.entities[i].name for i in ids}


def describe_selection(selection: Selection) -> str:
    """Returns what was selected, in one line.

    Example: "40 newest of 3,120 statements in 300 articles of 2022-07-22 to 2024-06-30".
    """
    shown = counted(selection.total, "statement")
    if len(selection.ids) < selection.total:
        shown = f"{len(selection.ids):,} newest of {shown}"
    articles = counted(selection.articles, "article")
    return f"{shown} in {articles}{spanned(selection.first, selection.last)}"


def _check(store: Store, filters: Filters) -> None:
    for name, wanted in (("relation", filters.relations), ("outlet", filters.outlets)):
        if wanted:
            known = [row[0] for row in store.run(_VALUES[name]).rows if row[0] is not None]
            for value in wanted:
                _known(value, known, name, store.address)
    for status in filters.statuses:
        _known(status, STATUSES, "status", None)


def _known(value: str, known: Collection[str], what: str, where: str | None) -> None:
    if value in known:
        return
    near = difflib.get_close_matches(value, known, n=1)
    remedy = f"did you mean {near[0]!r}?" if near else f"for instance {_some(known)}"
    raise PictureError(f"no {what} {value!r}", where=where, remedy=remedy)


def _some(known: Iterable[str]) -> str:
    return ", ".join(repr(value) for value in sorted(known)[:4]) or "none is there"


def _conditions(filters: Filters) -> tuple[str, dict[str, Any]]:
    """Returns the WHERE clause over `s` and its parameters."""
    clauses = ["s.status IN $statuses", "s.confidence >= $confidence"]
    params: dict[str, Any] = {
        "statuses": list(filters.statuses),
        "confidence": filters.min_confidence,
    }
    if not filters.denied:
        clauses.append("s.negated = false")
    if filters.statements is not None:
        clauses.append("s.id IN $statements")
        params["statements"] = sorted(filters.statements)
    if filters.relations:
        clauses.append("s.relation IN $relations")
        params["relations"] = list(filters.relations)
    if filters.outlets:
        clauses.append("EXISTS { (s)-[:IN]->(o:Article) WHERE o.outlet IN $outlets }")
        params["outlets"] = list(filters.outlets)
    for name, operator in (("since", ">="), ("until", "<=")):
        day: dt.date | None = getattr(filters, name)
        if day is not None:
            clauses.append(f"coalesce(s.date, s.published) {operator} ${name}")
            params[name] = day.isoformat()
    return " AND ".join(clauses), params


Ends = tuple[frozenset[str], frozenset[str] | None]


def _joins(ends: tuple[str, str], one: Collection[str], other: Collection[str] | None) -> bool:
    """True if one end is among the first ids and the other end among the second (None: any)."""
    return any(a in one and (other is None or b in other) for a, b in (ends, ends[::-1]))


def _wanted_ends(
    filters: Filters,
    links: Links,
    actors: Collection[Mapping[str, Any]],
    topics: Collection[Mapping[str, Any]],
    where: str,
) -> list[Ends]:
    """Returns the ids that the ends of a statement must be among, for actors and for topics."""

    def named(names: Iterable[str]) -> frozenset[str]:
        return frozenset(links.actor(i) for name in names for i in _actor_ids(name, actors, where))

    wanted: list[Ends] = []
    if filters.actors:
        wanted.append((named(filters.actors), named(filters.partners) or None))
    if filters.topics:
        ids = {i for words in filters.topics for i in _topic_ids(words, topics, where)}
        wanted.append((frozenset(map(links.actor, ids)) | ids, None))
    return wanted


def _named_ids(wanted: str, rows: Collection[Mapping[str, Any]]) -> set[str]:
    folded = wanted.casefold()
    return {
        row["id"]
        for row in rows
        if folded in (row["id"].casefold(), row["name"].casefold())
        or row["id"] == f"country:{wanted.upper()}"
    }


def _actor_ids(wanted: str, rows: Collection[Mapping[str, Any]], where: str | None) -> set[str]:
    ids = _named_ids(wanted, rows)
    if not ids:
        _known(wanted, {row["name"] for row in rows}, "actor", where)
    states = {i.partition(":")[2] for i in ids if kind_of(i) == "country"}
    return ids | {row["id"] for row in rows if row["country"] in states}


def _topic_ids(wanted: str, rows: Collection[Mapping[str, Any]], where: str) -> set[str]:
    folded = wanted.casefold()
    ids = {
        row["id"]
        for row in rows
        if folded in row["name"].casefold() or folded in (row["issue"] or "").casefold()
    }
    if not ids:
        _known(wanted, {row["name"] for row in rows}, "topic", where)
    return ids


def _entity(
    entity: str, *, name: str, country: str | None = None, issue: str | None = None
) -> Entity:
    return Entity(name=name, kind=cast(Kind, kind_of(entity)), country=country, issue=issue)
