"""Store -> networkx graph: the ties between actors, places and topics, each with its evidence.

Ties are gathered from statements, not from the derived edges, so that every filter (time, status,
confidence, outlet) counts what it lets through.  What is done, planned, possible, called for and
denied stays apart: each is a tie of its own.  Names that stand for one actor (SAME_AS) are one.
"""

from __future__ import annotations

import datetime as dt
import difflib
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import networkx as nx

from graphkit.errors import PictureError
from graphkit.records import STATUSES
from graphkit.rows import Vocabulary, kind_of, tie_ends
from graphkit.store import Store
from graphkit.store.resolving import Links, read_links

Sign = Literal[-1, 0, 1]
NEUTRAL: Final = 0.05
"""A stance this near to nothing is neither friendly nor hostile."""

_STATEMENTS: Final = (
    "MATCH (s:Statement) WHERE {where} "
    "MATCH (s)-[:SUBJECT]->(a) MATCH (s)-[:OBJECT]->(b) MATCH (s)-[:IN]->(d:Article) "
    "OPTIONAL MATCH (s)-[v:SAID_BY]->(w) "
    "RETURN s.id AS statement, a.id AS subject, s.relation AS relation, b.id AS object, "
    "s.text AS text, w.name AS speaker, v.role AS role, d.id AS doc, d.title AS title, "
    "d.outlet AS outlet, d.url AS url, s.date AS date, s.date_precision AS precision, "
    "s.published AS published, s.status AS status, s.negated AS negated, "
    "s.confidence AS confidence, s.score AS score, s.stance AS stance, s.cue AS cue "
    "ORDER BY statement"
)
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
    """Which statements make up a network, and how many of their ties are kept.

    Args:
        since, until: days, both inclusive; a statement's own date, else its article's.
        actors: names, ids or alpha-3 codes; a country brings those who act for it.  A tie is kept
            if either end is one of them.
        topics: words in the name of a topic or of the issue it is about.
        relations, outlets: exact names.
        statuses: which of actual, planned, possible and called_for.
        denied: keep denied relations too ("did not visit").
        min_confidence: 0..1, inclusive.
        limit: keep the strongest so many ties; None keeps all.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    actors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("actual",)
    denied: bool = False
    min_confidence: float = 0.0
    limit: int | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One statement behind a tie.

    `speaker` is None where the article says it in its own voice.  `date` is when it happens,
    `published` the article's date, both ISO or None.  `sign` is 1 where the subject is for the
    object, -1 where against.
    """

    statement: str
    text: str
    speaker: str | None
    role: str | None
    doc: str
    title: str | None
    outlet: str | None
    url: str | None
    date: str | None
    precision: str | None
    published: str | None
    status: str
    negated: bool
    confidence: float
    score: float | None
    stance: float
    sign: Sign
    cue: str | None

    @property
    def day(self) -> str | None:
        """When it happens, else when the article appeared."""
        return self.date or self.published


@dataclass(frozen=True, kw_only=True)
class Network:
    """A graph of ties, and what it was drawn from.

    Nodes of `graph` are entity ids with `name`, `kind`, `country` and (of topics) `issue`.  Edges
    run from subject to object (of a symmetric relation from the smaller id), with the key of
    `tie_key` and the attributes `relation`, `status`, `negated`, `symmetric`, `count`, `first`,
    `last`, `score`, `stance`, `sign`, `confidence`, `outlets` (how many) and `evidence` (newest
    first).
    `ties`, `statements` and `articles` count what matched the filters, before the limit; `first`
    and `last` are the days of these articles.
    """

    graph: nx.MultiDiGraph[str]
    ties: int
    statements: int
    articles: int
    first: str | None
    last: str | None

    @property
    def drawn(self) -> int:
        """The ties in the graph."""
        return self.graph.number_of_edges()

    @property
    def left_out(self) -> int:
        """The ties that the limit left out."""
        return self.ties - self.drawn


def sign_of(stance: float) -> Sign:
    """Returns 1 of a friendly stance, -1 of a hostile one, else 0.

    Example:
        >>> sign_of(-0.8)
        -1
    """
    if abs(stance) < NEUTRAL:
        return 0
    return 1 if stance > 0 else -1


def tie_key(relation: str, status: str, *, negated: bool) -> str:
    """Returns what tells a tie from the others between the same two.

    Example:
        >>> tie_key("visits", "planned", negated=True)
        'visits planned denied'
    """
    parts = [relation, *([] if status == "actual" else [status]), *(["denied"] if negated else [])]
    return " ".join(parts)


def describe(network: Network) -> str:
    """Returns what the network shows, in one line.

    Example: "400 strongest of 3,120 ties, from 5,012 statements in 300 articles of 2022-07-22 to
    2024-06-30".
    """
    shown = f"{network.ties:,} tie{'' if network.ties == 1 else 's'}"
    if network.left_out:
        shown = f"{network.drawn:,} strongest of {shown}"
    counts = (
        f"{shown}, from {network.statements:,} statement{'' if network.statements == 1 else 's'} "
        f"in {network.articles:,} article{'' if network.articles == 1 else 's'}"
    )
    if network.first is None:
        return counts
    until = f" to {network.last}" if network.last != network.first else ""
    return f"{counts} of {network.first}{until}"


def read_network(store: Store, filters: Filters, *, vocabulary: Vocabulary) -> Network:
    """Reads the statements that pass the filters and gathers them into ties.

    Raises:
        PictureError: a filter names something that the store does not hold, or nothing passes.
    """
    _check(store, filters)
    links = read_links(store)
    keep = _kept_entities(store, filters, links)
    where, params = _conditions(filters)
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    rows = store.run(_STATEMENTS.format(where=where), params)
    for row in rows.dicts():
        names = row.pop("subject"), row.pop("object")
        subject, target = (links.actor(name) for name in names)
        relation = row.pop("relation")
        if subject == target and names[0] != names[1]:
            continue  # two names of one actor are no tie
        if all({subject, target} & wanted for wanted in keep):
            symmetric = vocabulary.relations[relation].symmetric
            start, end = tie_ends(subject, target, symmetric=symmetric)
            sign = sign_of(row["stance"])
            proof = Evidence(sign=sign, **row)
            key = tie_key(relation, proof.status, negated=proof.negated)
            found[start, end, key].append(proof)
    if not found:
        raise PictureError(
            "no statement passes the filters", where=store.address, remedy="widen them"
        )
    return _network(store, found, filters.limit, vocabulary)


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


def _kept_entities(store: Store, filters: Filters, links: Links) -> list[set[str]]:
    """Returns, for the actors and for the topics asked for, the ids either end must be among."""
    kept: list[set[str]] = []
    if filters.actors:
        rows = [r for x in ("Actor", "Place") for r in store.run(_ENTITIES.format(label=x)).dicts()]
        named = {i for name in filters.actors for i in _actor_ids(name, rows, store.address)}
        kept.append({links.actor(i) for i in named})
    if filters.topics:
        rows = list(store.run(_TOPICS).dicts())
        kept.append({i for words in filters.topics for i in _topic_ids(words, rows, store.address)})
    return kept


def _actor_ids(wanted: str, rows: Sequence[Mapping[str, Any]], where: str) -> set[str]:
    folded = wanted.casefold()
    ids = {
        row["id"]
        for row in rows
        if folded in (row["id"].casefold(), row["name"].casefold())
        or row["id"] == f"country:{wanted.upper()}"
    }
    if not ids:
        _known(wanted, {row["name"] for row in rows}, "actor", where)
    states = {i.partition(":")[2] for i in ids if kind_of(i) == "country"}
    return ids | {row["id"] for row in rows if row["country"] in states}


def _topic_ids(wanted: str, rows: Sequence[Mapping[str, Any]], where: str) -> set[str]:
    folded = wanted.casefold()
    ids = {
        row["id"]
        for row in rows
        if folded in row["name"].casefold() or folded in (row["issue"] or "").casefold()
    }
    if not ids:
        _known(wanted, {row["name"] for row in rows}, "topic", where)
    return ids


def _network(
    store: Store,
    found: Mapping[tuple[str, str, str], Sequence[Evidence]],
    limit: int | None,
    vocabulary: Vocabulary,
) -> Network:
    ties = sorted(found, key=lambda key: _strength(key, found[key]))[:limit]
    named = _entities(store)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted({end for start, end, _ in ties} | {start for start, _, _ in ties}):
        graph.add_node(node, **named[node])
    for start, end, key in ties:
        proofs = sorted(found[start, end, key], key=_newest_first)
        relation = key.partition(" ")[0]
        symmetric = vocabulary.relations[relation].symmetric
        graph.add_edge(start, end, key=key, **_tie(relation, proofs, symmetric=symmetric))
    everything = [proof for proofs in found.values() for proof in proofs]
    days = [proof.published for proof in everything if proof.published]
    return Network(
        graph=nx.freeze(graph),
        ties=len(found),
        statements=len(everything),
        articles=len({proof.doc for proof in everything}),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _strength(key: tuple[str, str, str], proofs: Sequence[Evidence]) -> tuple[Any, ...]:
    """Sorts strong ties first: many statements, then many outlets, then recent ones."""
    latest = max((proof.day for proof in proofs if proof.day), default="")
    return -len(proofs), -len({proof.outlet for proof in proofs}), _descending(latest), key


def _newest_first(proof: Evidence) -> tuple[Any, ...]:
    return _descending(proof.day or ""), proof.doc, proof.statement


def _descending(day: str) -> int:
    """Returns a number that sorts ISO days latest first, no day last."""
    return -dt.date.fromisoformat(day).toordinal() if day else 0


def _entities(store: Store) -> dict[str, dict[str, Any]]:
    """Returns the attributes of every node that a tie may end at."""
    rows = [r for x in ("Actor", "Place") for r in store.run(_ENTITIES.format(label=x)).dicts()]
    found = {r["id"]: _entity(r["id"], name=r["name"], country=r["country"]) for r in rows}
    for row in store.run(_TOPICS).dicts():
        found.setdefault(row["id"], _entity(row["id"], name=row["name"], issue=row["issue"]))
    return found


def _entity(
    entity: str, *, name: str, country: str | None = None, issue: str | None = None
) -> dict[str, Any]:
    return {"name": name, "kind": kind_of(entity), "country": country, "issue": issue}


def _mean(values: Sequence[float]) -> float | None:
    return round(math.fsum(values) / len(values), 6) if values else None


def _tie(relation: str, proofs: Sequence[Evidence], *, symmetric: bool) -> dict[str, Any]:
    """Returns a tie's attributes; `score` is the mean over statements that have one."""
    days = [proof.day for proof in proofs if proof.day]
    return {
        "relation": relation,
        "status": proofs[0].status,
        "negated": proofs[0].negated,
        "symmetric": symmetric,
        "count": len(proofs),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "score": _mean(sorted(p.score for p in proofs if p.score is not None)),
        "stance": _mean(sorted(p.stance for p in proofs)),
        "sign": sign_of(sum(p.sign for p in proofs)),
        "confidence": _mean(sorted(p.confidence for p in proofs)),
        "outlets": len({p.outlet for p in proofs if p.outlet}),
        "evidence": tuple(proofs),
    }
