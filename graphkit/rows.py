"""Statement -> NodeRow and EdgeRow: what one article adds to the graph, and what follows from all.

Everything here is pure and order-free.  A document's rows are its own (its Article, its Statements
and their edges); what several documents share (an actor's name and country, OF, LOCATED_IN, the
derived edges) is computed from summaries of the stored edges, so that no order of loading shows.

Source: docs "Graph"; the labels and relationship types below are the whole of the schema, beside
one relationship type for each relation of the vocabulary.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, Protocol

from graphkit import resemblance
from graphkit.records import ArticleRecord, EdgeRow, Mention, NodeRow, Statement

KEYED_LABELS: Final[tuple[str, ...]] = (
    "Article",
    "Statement",
    "Actor",
    "Place",
    "Topic",
    "Issue",
    "MinHash",
)
"""Labels whose `id` is unique; every node carries exactly one of them."""

KIND_LABELS: Final[Mapping[str, tuple[str, ...]]] = {
    "country": ("Actor", "Country"),
    "person": ("Actor", "Person"),
    "organization": ("Actor", "Organization"),
    "group": ("Actor", "Group"),
    "place": ("Place",),
    "topic": ("Topic",),
}
"""The labels of an entity of each kind, the one with the key first."""

LONGEST_NAME: Final = 4000
"""Bytes of the longest id or name in the graph: Neo4j's indexes take some 8000."""

MENTION_TYPES: Final[tuple[str, ...]] = ("SUBJECT", "OBJECT", "SAID_BY")
FIXED_TYPES: Final[tuple[str, ...]] = (
    *MENTION_TYPES,
    "IN",
    "OF",
    "LOCATED_IN",
    "ABOUT",
    "SAME_AS",
    "COPY_OF",
)
BANDS: Final[tuple[str, ...]] = tuple(f"band_{number:02}" for number in range(resemblance.BANDS))
"""Properties of a MinHash node by which articles that may be copies are looked up."""

BODIES: Final = frozenset({"IGO", "NGO"})
"""Values of `country` that name no state."""

_CODE = re.compile(r"^[A-Z]{3}$")


class RelationLike(Protocol):
    """What the graph needs to know of a relation."""

    @property
    def symmetric(self) -> bool:
        """True if subject and object may be swapped."""


class Vocabulary(Protocol):
    """What the graph needs of the ontology: relations, names of states, customs of names."""

    @property
    def relations(self) -> Mapping[str, RelationLike]:
        """Relation name -> relation."""

    @property
    def words(self) -> Mapping[str, frozenset[str]]:
        """Class of words -> words (those of how names are built)."""

    def country_name(self, code: str | None, /) -> str | None:
        """The state's name for its alpha-3 code, or None."""


class IssueLike(Protocol):
    """An issue that topics are about."""

    @property
    def id(self) -> str:
        """Stable key ("issue:ceasefire")."""

    @property
    def name(self) -> str:
        """Name ("ceasefire")."""


def relationship_type(relation: str) -> str:
    """Returns the relation's type in the graph.

    Example:
        >>> relationship_type("talks_with")
        'TALKS_WITH'
    """
    return relation.upper()


def kind_of(entity_id: str) -> str:
    """Returns the kind that an entity's id begins with.

    Example:
        >>> kind_of("person:xi-jinping")
        'person'
    """
    return entity_id.partition(":")[0]


def key_label(entity_id: str) -> str:
    """Returns the label under which the entity's id is unique ("Actor", "Place", "Topic")."""
    return KIND_LABELS[kind_of(entity_id)][0]


def is_state(country: str | None) -> bool:
    """True if the code names a state rather than nothing or an international body."""
    return country is not None and country not in BODIES and bool(_CODE.match(country))


def statement_problem(statement: Statement, relations: Iterable[str]) -> str | None:
    """Returns why the statement cannot stand in the graph, or None."""
    if statement.relation not in relations:
        return f"unknown relation {statement.relation!r}"
    if _is_too_long(statement.doc):
        return f"article: its id is longer than {LONGEST_NAME} bytes"
    parts = (("subject", statement.subject), ("object", statement.object))
    for part, mention in (*parts, ("speaker", statement.speaker)):
        if mention is None:
            continue
        if mention.kind not in KIND_LABELS:
            return f"{part}: unknown kind {mention.kind!r}"
        if _is_too_long(mention.id) or _is_too_long(mention.name):
            return f"{part}: its id or name is longer than {LONGEST_NAME} bytes"
        if kind_of(mention.id) != mention.kind or mention.id == f"{mention.kind}:":
            return f"{part}: id {mention.id!r} is not that of a {mention.kind}"
    return None


def article_problem(record: ArticleRecord) -> str | None:
    """Returns why the article cannot stand in the graph, or None."""
    if _is_too_long(record.id):
        return f"its id is longer than {LONGEST_NAME} bytes"
    return None


def _is_too_long(text: str) -> bool:
    at_most = 4 * len(text)  # a letter has at most four bytes
    return at_most > LONGEST_NAME and len(text.encode("utf-8", "surrogatepass")) > LONGEST_NAME


def article_row(record: ArticleRecord) -> NodeRow:
    """Returns the article's node; an article without a title shows its id."""
    day = record.published.isoformat() if record.published else None
    properties = {
        "title": record.title or record.id,
        "outlet": record.outlet,
        "url": record.url,
        "published": day,
        "published_precision": record.published_precision,
        "text_sha256": record.text_sha256,
        "language": record.language,
        "sentences": record.sentences,
        "statements": record.statements,
        "skipped": record.skipped,
    }
    return NodeRow(labels=("Article",), id=record.id, properties=properties)


def minhash_row(record: ArticleRecord) -> NodeRow | None:
    """Returns the node that finds the article's copies, or None where its record has no MinHash."""
    places = resemblance.places_of(record.minhash)
    if places is None:
        return None
    properties = {
        "minhash": record.minhash,
        **dict(zip(BANDS, resemblance.bands_of(places), strict=True)),
    }
    return NodeRow(labels=("MinHash",), id=record.id, properties=properties)


_NOT_SCALAR: Final = frozenset({"id", "subject", "object", "speaker", "evidence"})
_SCALARS: Final = tuple(f.name for f in fields(Statement) if f.name not in _NOT_SCALAR)
_SCALARS_OF: Final = attrgetter(*_SCALARS)
_EVIDENCE: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def statement_row(statement: Statement) -> NodeRow:
    """Returns the statement's node: its scalar fields, `evidence` as JSON and its cue."""
    properties: dict[str, Any] = dict(zip(_SCALARS, _SCALARS_OF(statement), strict=True))
    for name in ("date", "published"):
        if properties[name] is not None:
            properties[name] = properties[name].isoformat()
    for name in ("stance", "confidence", "score"):
        if properties[name] is not None:
            properties[name] = float(properties[name])
    properties["evidence"] = _EVIDENCE.encode(statement.evidence)
    cue = statement.evidence.get("cue")
    properties["cue"] = cue if isinstance(cue, str) else None
    return NodeRow(labels=("Statement",), id=statement.id, properties=properties)


def _mentions(statement: Statement) -> Iterator[tuple[str, Mention]]:
    yield "SUBJECT", statement.subject
    yield "OBJECT", statement.object
    if statement.speaker is not None:
        yield "SAID_BY", statement.speaker


def entity_nodes(statements: Iterable[Statement]) -> Iterator[NodeRow]:
    """Yields a node for each entity that the statements name, as the last of them names it."""
    named = {mention.id: mention for s in statements for _, mention in _mentions(s)}
    for mention in named.values():
        properties = {"name": mention.name, "country": mention.country}
        if mention.kind == "topic":
            del properties["country"]
        yield NodeRow(labels=KIND_LABELS[mention.kind], id=mention.id, properties=properties)


def statement_edges(statement: Statement) -> Iterator[EdgeRow]:
    """Yields the edges from the statement to its article and to the entities that it names.

    A mention's edge keeps all that this statement says of the entity, so that what the entity is
    called in the whole store can be told from the edges alone.
    """
    start = ("Statement", statement.id)
    yield EdgeRow(type="IN", start=start, end=("Article", statement.doc), properties={})
    for kind, mention in _mentions(statement):
        properties = {
            "text": mention.text,
            "name": mention.name,
            "country": mention.country,
            "role": mention.role,
            "start": mention.start,
            "end": mention.end,
        }
        end = (KIND_LABELS[mention.kind][0], mention.id)
        yield EdgeRow(type=kind, start=start, end=end, properties=properties)


@dataclass(frozen=True, kw_only=True)
class Naming:
    """How often, and between which days, statements name an entity in one way."""

    name: str
    country: str | None
    role: str | None
    mentions: int
    first: str | None
    last: str | None


def most_named(counts: Counter[str]) -> str | None:
    """Returns the most frequent value, of equals the alphabetically first; None of nothing."""
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _tally(namings: Sequence[Naming], values: Iterable[str | None]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for naming, value in zip(namings, values, strict=True):
        if value is not None:
            counts[value] += naming.mentions
    return counts


def entity_row(entity_id: str, namings: Sequence[Naming], vocabulary: Vocabulary) -> NodeRow:
    """Returns the entity's node: the name and country that most statements give it.

    A country that no statement names, but to which an actor or place belongs, has the register's
    name.
    """
    kind = kind_of(entity_id)
    name = most_named(_tally(namings, (n.name for n in namings)))
    country = most_named(_tally(namings, (n.country for n in namings)))
    if kind == "country" and not namings:
        country = entity_id.partition(":")[2]
        name = vocabulary.country_name(country)
    properties: dict[str, Any] = {"name": name or entity_id.partition(":")[2]}
    if kind != "topic":
        properties["country"] = country
    return NodeRow(labels=KIND_LABELS[kind], id=entity_id, properties=properties)


def belonging_edges(entity_id: str, namings: Sequence[Naming]) -> Iterator[EdgeRow]:
    """Yields OF for each state an actor is said to act for, LOCATED_IN for each of a place.

    OF has the role most statements give (`roles` lists all) and the first and last publication
    days of the statements that name the actor so.
    """
    kind = kind_of(entity_id)
    if kind in ("country", "topic"):
        return
    start = (key_label(entity_id), entity_id)
    for code in sorted({n.country for n in namings if n.country and is_state(n.country)}):
        end = ("Actor", f"country:{code}")
        if kind == "place":
            yield EdgeRow(type="LOCATED_IN", start=start, end=end, properties={})
            continue
        said = [n for n in namings if n.country == code]
        roles = _tally(said, (n.role for n in said))
        properties = {
            "role": most_named(roles),
            "roles": sorted(roles) or None,
            "first": min((n.first for n in said if n.first), default=None),
            "last": max((n.last for n in said if n.last), default=None),
        }
        yield EdgeRow(type="OF", start=start, end=end, properties=properties)


@dataclass(kw_only=True)
class Tie:
    """The statements that stand behind one derived edge, as they are gathered."""

    statements: dict[str, float | None] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def add(
        self,
        *,
        statement: str,
        day: str | None,
        score: float | None,
        outlet: str | None,
        source: str | None,
    ) -> None:
        """Adds one statement (adding it again changes nothing).

        `source` is the outlet whose words these are: of a copy that of the original.
        """
        self.statements[statement] = score
        self.days.update({day} if day else ())
        self.outlets.update({outlet} if outlet else ())
        self.sources.update({source} if source else ())

    def properties(self) -> dict[str, Any]:
        """Returns the edge's properties; `score` is the mean over statements that have one."""
        scores = [s for _, s in sorted(self.statements.items()) if s is not None]
        return {
            "count": len(self.statements),
            "first": min(self.days, default=None),
            "last": max(self.days, default=None),
            "score": round(math.fsum(scores) / len(scores), 6) if scores else None,
            "outlets": len(self.outlets),
            "independent": len(self.sources),
            "statements": sorted(self.statements),
        }


def tie_ends(subject: str, target: str, *, symmetric: bool) -> tuple[str, str]:
    """Returns the start and end of a derived edge: of a symmetric one the smaller id first.

    Example:
        >>> tie_ends("country:RUS", "country:CHN", symmetric=True)
        ('country:CHN', 'country:RUS')
    """
    if symmetric and target < subject:
        return target, subject
    return subject, target


def tie_edge(relation: str, ends: tuple[str, str], tie: Tie) -> EdgeRow:
    """Returns the derived edge of a gathered tie."""
    start, end = ends
    return EdgeRow(
        type=relationship_type(relation),
        start=(key_label(start), start),
        end=(key_label(end), end),
        properties=tie.properties(),
    )
