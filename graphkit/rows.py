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
from graphkit.records import BODIES, ArticleRecord, EdgeRow, Mention, NodeRow, Statement

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


STANDING_NAMES: Final = ("canonical", "party", "principal")
"""Properties that say whom an actor, place or topic stands for: ids, as `standing` has them."""


def standing(actor: str, country: str | None) -> dict[str, str]:
    """Returns whom all stand for that are this actor (or place, or topic), given its country.

    `canonical` is the actor itself; `party` the state of a person, of anything else itself;
    `principal` the state of any actor or place, if it has one, else itself.

    Example:
        >>> standing("organization:hamas", "PSE")["party"]
        'organization:hamas'
        >>> standing("organization:hamas", "PSE")["principal"]
        'country:PSE'
        >>> standing("person:xi-jinping", "CHN")["party"]
        'country:CHN'
    """
    kind = kind_of(actor)
    belongs = is_state(country) and kind not in ("country", "topic")
    state = f"country:{country}" if belongs else actor
    party = state if kind == "person" else actor
    return dict(zip(STANDING_NAMES, (actor, party, state), strict=True))


def statement_problem(statement: Statement, relations: Iterable[str]) -> str | None:
    """Returns why the statement cannot stand in the graph, or None."""
    if statement.relation not in relations:
        return f"unknown relation {statement.relation!r}"
    if _is_too_long(statement.doc):
        return f"article: its id is longer than {LONGEST_NAME} bytes"
    speaker = statement.speaker
    return (
        _mention_problem("subject", statement.subject)
        or _mention_problem("object", statement.object)
        or (None if speaker is None else _mention_problem("speaker", speaker))
    )


def _mention_problem(part: str, mention: Mention) -> str | None:
    if mention.kind not in KIND_LABELS:
        return f"{part}: unknown kind {mention.kind!r}"
    if _is_too_long(mention.id) or _is_too_long(mention.name):
        return f"{part}: its id or name is longer than {LONGEST_NAME} bytes"
    kind, _, key = mention.id.partition(":")
    if kind != mention.kind or not key:
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


ARTICLE_NAMES: Final = tuple(
    f.name for f in fields(ArticleRecord) if f.name not in {"id", "minhash", "schema"}
)
"""Properties of an article's node beside its key."""


def article_row(record: ArticleRecord) -> NodeRow:
    """Returns the article's node; an article without a title shows its id."""
    properties = {name: getattr(record, name) for name in ARTICLE_NAMES}
    properties["title"] = record.title or record.id
    properties["published"] = record.published.isoformat() if record.published else None
    return NodeRow(labels=("Article",), id=record.id, properties=properties)


def minhash_row(article: str, minhash: str | None) -> NodeRow | None:
    """Returns the node that finds the article's copies, or None where its record has no MinHash."""
    places = resemblance.places_of(minhash)
    if places is None:
        return None
    properties = {
        "minhash": minhash,
        **dict(zip(BANDS, resemblance.bands_of(places), strict=True)),
    }
    return NodeRow(labels=("MinHash",), id=article, properties=properties)


_NOT_SCALAR: Final = frozenset({"id", "doc", "subject", "object", "speaker", "evidence"})
_SCALARS: Final = tuple(f.name for f in fields(Statement) if f.name not in _NOT_SCALAR)
_SCALARS_OF: Final = attrgetter(*_SCALARS)
_DAYS: Final = tuple(2 + _SCALARS.index(name) for name in ("date", "published"))
_FRACTIONS: Final = tuple(2 + _SCALARS.index(name) for name in ("score", "stance", "confidence"))
_EVIDENCE: Final = json.JSONEncoder(ensure_ascii=False)

STATEMENT_NAMES: Final = ("id", "doc", *_SCALARS, "evidence", "cue")
"""Properties of a statement's node, its key first."""

MENTION_NAMES: Final = ("text", "name", "country", "role", "start", "end")
"""Properties of the edge from a statement to an entity that it names."""

CREATED: Final[Mapping[str, tuple[str, ...]]] = {
    "Article": ARTICLE_NAMES,
    "MinHash": ("minhash", *BANDS),
    "Statement": STATEMENT_NAMES[1:],
}
"""Label of the nodes that a load creates without looking -> their properties."""

_MENTION_OF: Final = attrgetter("id", *MENTION_NAMES)

MentionRow = tuple[str, str, tuple[Any, ...]]
"""Edge type, the entity's kind, and (statement's id, entity's id, the values of MENTION_NAMES)."""

StatementRows = tuple[tuple[Any, ...], tuple[MentionRow, ...]]
"""The values of STATEMENT_NAMES, and a row for each mention: all plain values."""


def statement_rows(statement: Statement) -> StatementRows:
    """Returns the statement's node and its edges to what it names, as values in order of names.

    No NodeRow and EdgeRow: statements come by the million.  `evidence` is JSON.  A mention's edge
    keeps all that this statement says of the entity, so that what the entity is called in the
    whole store can be told from the edges alone.
    """
    cue = statement.evidence.get("cue")
    values = [statement.id, statement.doc, *_SCALARS_OF(statement)]
    for at in _DAYS:
        if values[at] is not None:
            values[at] = values[at].isoformat()
    for at in _FRACTIONS:
        if values[at] is not None:
            values[at] = float(values[at])
    values.append(_EVIDENCE.encode(statement.evidence))
    values.append(cue if isinstance(cue, str) else None)
    return tuple(values), tuple(_mention_rows(statement))


def _mention_rows(statement: Statement) -> Iterator[MentionRow]:
    key, speaker = statement.id, statement.speaker
    yield "SUBJECT", statement.subject.kind, (key, *_MENTION_OF(statement.subject))
    yield "OBJECT", statement.object.kind, (key, *_MENTION_OF(statement.object))
    if speaker is not None:
        yield "SAID_BY", speaker.kind, (key, *_MENTION_OF(speaker))


def entity_nodes(statements: Iterable[StatementRows]) -> Iterator[NodeRow]:
    """Yields a node for each entity that the statements name, as the last of them names it."""
    named = {row[1]: (kind, row) for _, mentions in statements for _, kind, row in mentions}
    for entity, (kind, row) in named.items():
        properties = {"name": row[3], "country": row[4], **standing(entity, row[4])}
        if kind == "topic":
            del properties["country"]
        yield NodeRow(labels=KIND_LABELS[kind], id=entity, properties=properties)


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
    properties |= standing(entity_id, country)
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
        if day:
            self.days.add(day)
        if outlet:
            self.outlets.add(outlet)
        if source:
            self.sources.add(source)

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
