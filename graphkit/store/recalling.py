"""A store -> the article records and statements that it was loaded from.

What articles share (names, issues, drawn edges) is left out, for it follows from these; a mention
comes back as its own article words it, not as the store names the actor.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any, Final, cast

from graphkit.records import ArticleRecord, Kind, Mention, Statement
from graphkit.rows import kind_of
from graphkit.store.contract import Store
from graphkit.store.writing import batches

CHUNK: Final = 200
"""Articles recalled at a time."""

_PARTS: Final[Mapping[str, str]] = {"subject": "SUBJECT", "object": "OBJECT", "speaker": "SAID_BY"}
_WORDS: Final = tuple(f.name for f in fields(Mention) if f.name not in ("id", "kind"))
_SCALARS: Final = tuple(f.name for f in fields(Statement) if f.name not in _PARTS)
_PLAIN: Final = tuple(f.name for f in fields(ArticleRecord) if f.name not in ("minhash", "schema"))

# An article that was never read has statements and no record: nothing tells what its text was.
_DOCS: Final = "MATCH (a:Article) {where}RETURN a.id AS id ORDER BY id"
_READ: Final = "WHERE a.text_sha256 <> '' "
_ARTICLES: Final = (
    "UNWIND $docs AS d MATCH (a:Article {id: d}) OPTIONAL MATCH (m:MinHash {id: d}) RETURN "
    + ", ".join(f"a.`{name}` AS `{name}`" for name in _PLAIN)
    + ", m.minhash AS minhash ORDER BY id"
)
_STATEMENTS: Final = (
    "UNWIND $docs AS d MATCH (a:Article {id: d}) MATCH (s)-[:IN]->(a) "
    "MATCH (s)-[subject_edge:SUBJECT]->(subject) MATCH (s)-[object_edge:OBJECT]->(object) "
    "OPTIONAL MATCH (s)-[speaker_edge:SAID_BY]->(speaker) RETURN "
    + ", ".join(
        [
            *(f"s.`{name}` AS `{name}`" for name in _SCALARS),
            *(f"{part}.id AS {part}_id" for part in _PARTS),
            # Not one by one: to kglite, a `start` that is not there is the edge's beginning.
            *(f"properties({part}_edge) AS {part}_words" for part in _PARTS),
        ]
    )
    + " ORDER BY doc, sent, id"
)


def recall_articles(store: Store) -> Iterator[ArticleRecord]:
    """Yields the record of each article by its id; one whose title is its id has none."""
    docs = [row[0] for row in store.run(_DOCS.format(where=_READ)).rows]
    for some in batches(docs, CHUNK):
        for row in store.run(_ARTICLES, {"docs": some}).dicts():
            row["published"] = _date(row["published"])
            if row["title"] == row["id"]:
                row["title"] = None
            yield ArticleRecord(**row)


def recall_statements(store: Store) -> Iterator[Statement]:
    """Yields the statements by article, sentence and id."""
    docs = [row[0] for row in store.run(_DOCS.format(where="")).rows]
    for some in batches(docs, CHUNK):
        yield from map(_statement, store.run(_STATEMENTS, {"docs": some}).dicts())


def _statement(row: Mapping[str, Any]) -> Statement:
    values = {name: row[name] for name in _SCALARS}
    values |= {name: _date(row[name]) for name in ("date", "published")}
    values |= {part: _mention(row[f"{part}_id"], row[f"{part}_words"]) for part in _PARTS}
    values["evidence"] = json.loads(row["evidence"])
    return Statement(**values)


def _mention(entity_id: str | None, words: Mapping[str, Any] | None) -> Mention | None:
    if entity_id is None or words is None:
        return None
    said: dict[str, Any] = {name: words.get(name) for name in _WORDS}
    return Mention(id=entity_id, kind=cast(Kind, kind_of(entity_id)), **said)


def _date(day: str | None) -> dt.date | None:
    return dt.date.fromisoformat(day) if day else None
