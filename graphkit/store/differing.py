"""Two stores, or one at two dates -> the statements and ties that only one of them has.

Ties are counted from the statements, as the drawn edges are: actual, not denied, names of one actor
together.  So what a store held on a day can be told from its articles' dates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from graphkit.rows import Vocabulary, tie_ends
from graphkit.store.contract import Store
from graphkit.store.resolving import read_links

_STATEMENTS: Final = (
    "MATCH (s:Statement) WHERE $until IS NULL OR s.published <= $until "
    "MATCH (s)-[:SUBJECT]->(a) MATCH (s)-[:OBJECT]->(b) "
    "RETURN s.id AS id, s.relation AS relation, s.status AS status, s.negated AS negated, "
    "s.published AS published, s.doc AS doc, s.text AS text, a.id AS subject, b.id AS object, "
    "a.name AS subject_name, b.name AS object_name"
)


@dataclass(frozen=True, kw_only=True)
class StatementLine:
    """A statement in short; `subject` and `object` are names."""

    published: str | None
    doc: str
    id: str
    subject: str
    relation: str
    object: str
    status: str
    negated: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class TieLine:
    """A tie and how many statements are behind it on either side (0: there is none)."""

    subject: str
    relation: str
    object: str
    before: int
    after: int


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What leads from the first store to the second; all tuples are sorted."""

    removed: tuple[StatementLine, ...]
    added: tuple[StatementLine, ...]
    ties: tuple[TieLine, ...]

    def as_json(self) -> dict[str, Any]:
        """Returns it as a JSON object."""
        return asdict(self)


@dataclass(kw_only=True)
class _Side:
    """One store on its day."""

    statements: dict[str, StatementLine] = field(default_factory=dict)
    ties: dict[tuple[str, str, str], int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)


def difference(
    first: Store,
    second: Store,
    *,
    vocabulary: Vocabulary,
    until: tuple[dt.date | None, dt.date | None] = (None, None),
) -> Difference:
    """Returns what the second store says more or less than the first.

    Args:
        first: one store, opened.
        second: another, or the same.
        vocabulary: which relations are symmetric.
        until: of each store only articles published up to that day; None is all of them, the
            undated ones too.
    """
    old = _read(first, vocabulary, until[0])
    new = _read(second, vocabulary, until[1])
    return Difference(
        removed=_only_in(old.statements, new.statements),
        added=_only_in(new.statements, old.statements),
        ties=tuple(_tie_lines(old, new)),
    )


def _read(store: Store, vocabulary: Vocabulary, until: dt.date | None) -> _Side:
    links, side = read_links(store), _Side()
    day = until.isoformat() if until else None
    for row in store.run(_STATEMENTS, {"until": day}).dicts():
        subject, target = row.pop("subject"), row.pop("object")
        names = row.pop("subject_name"), row.pop("object_name")
        side.statements[row["id"]] = StatementLine(subject=names[0], object=names[1], **row)
        side.names.update(zip((subject, target), names, strict=True))
        here, there = links.actor(subject), links.actor(target)
        if row["status"] != "actual" or row["negated"] or (here == there and subject != target):
            continue
        relation = vocabulary.relations.get(row["relation"])
        if relation is not None:
            start, end = tie_ends(here, there, symmetric=relation.symmetric)
            key = (row["relation"], start, end)
            side.ties[key] = side.ties.get(key, 0) + 1
    return side


def _only_in(
    these: Mapping[str, StatementLine], those: Mapping[str, StatementLine]
) -> tuple[StatementLine, ...]:
    found = (these[i] for i in these.keys() - those.keys())
    return tuple(sorted(found, key=lambda s: (s.published or "", s.doc, s.id)))


def _tie_lines(old: _Side, new: _Side) -> Iterator[TieLine]:
    names = old.names | new.names
    for key in sorted(old.ties.keys() | new.ties.keys()):
        before, after = old.ties.get(key, 0), new.ties.get(key, 0)
        if before != after:
            relation, start, end = key
            yield TieLine(
                subject=names.get(start, start),
                relation=relation,
                object=names.get(end, end),
                before=before,
                after=after,
            )
