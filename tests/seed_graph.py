"""The seeds' expected statements as full records: a store that holds what the articles say.

Queries and pictures are tested on this graph, so that their answers do not move with extraction.
The expected rows have no ids or offsets; these are made here by the rules of the records.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from graphkit.analysis import Window, analyse
from graphkit.extract.coding import code_event, stance_of
from graphkit.ontology import load_ontology
from graphkit.records import ArticleRecord, Mention, Statement, statement_id
from graphkit.store import Store, open_store
from graphkit.store.loading import LoadReport, load
from graphkit.topics import issue_of, slug, topic_key
from tests.samples import ROOT

SEEDS = ROOT / "seeds" / "articles"


@cache
def _registered() -> dict[tuple[str, str], str]:
    ontology = load_ontology()
    actors = {(actor.kind, actor.name): actor.id for actor in ontology.actors.values()}
    return actors | {("place", place.name): place.id for place in ontology.places.values()}


def _entity_id(row: Mapping[str, Any]) -> str:
    kind, name = row["kind"], row["name"]
    if kind == "country":
        return f"country:{row['country']}"
    known = _registered().get((kind, name))
    return known or (topic_key(name) if kind == "topic" else f"{kind}:{slug(name)}")


def _mention(row: Mapping[str, Any] | None, sentence: str) -> Mention | None:
    if row is None:
        return None
    start = sentence.find(row["text"]) if row["text"] else -1
    return Mention(
        text=row["text"],
        name=row["name"],
        id=_entity_id(row),
        kind=row["kind"],
        country=row["country"],
        role=row.get("role"),
        start=start if start >= 0 else None,
        end=start + len(row["text"]) if start >= 0 else None,
    )


def codes(relation: str, *, kind: str, negated: bool, status: str) -> dict[str, Any]:
    """Returns what follows from a relation: event, mode, stance and the event codes."""
    ontology = load_ontology()
    known = ontology.relations[relation]
    coding = code_event(
        ontology, event=known.event, mode=known.mode, negated=negated, status=status
    )
    return {
        "event": known.event,
        "mode": known.mode,
        "stance": stance_of(ontology, relation, kind=kind, negated=negated, status=status),
        **vars(coding),
    }


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _statement(row: Mapping[str, Any], published: dt.date | None, body: str) -> Statement:
    text = row["text"]
    subject, target = _mention(row["subject"], text), _mention(row["object"], text)
    speaker = _mention(row["speaker"], text)
    assert subject is not None
    assert target is not None
    start = max(body.find(text), 0)
    return Statement(
        id=statement_id(
            doc=row["doc"],
            sent=row["sent"],
            subject=subject.id,
            relation=row["relation"],
            object=target.id,
            speaker=speaker.id if speaker else None,
            negated=row["negated"],
            status=row["status"],
        ),
        doc=row["doc"],
        sent=row["sent"],
        text=text,
        start=start,
        end=start + len(text),
        subject=subject,
        relation=row["relation"],
        relation_text=row["relation"],
        object=target,
        speaker=speaker,
        negated=row["negated"],
        status=row["status"],
        date=_day(row["date"]),
        date_precision=row["date_precision"],
        published=published,
        published_precision="day" if published else None,
        confidence=1.0,
        evidence={"cue": f"{row['relation']}/read"},
        **codes(
            row["relation"],
            kind=row["object"]["kind"],
            negated=row["negated"],
            status=row["status"],
        ),
    )


def _front_matter(path: Path) -> tuple[dict[str, str], str]:
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    pairs = (line.split(":", 1) for line in head.splitlines() if line.strip())
    return {key.strip(): value.strip().strip('"') for key, value in pairs}, body


def _article(path: Path) -> tuple[ArticleRecord, list[Statement]]:
    head, body = _front_matter(path)
    published = _day(head.get("date"))
    lines = path.with_suffix(".expected.jsonl").read_text(encoding="utf-8").splitlines()
    statements = [_statement(json.loads(line), published, body) for line in lines if line.strip()]
    record = ArticleRecord(
        id=path.stem,
        title=head.get("title"),
        outlet=head.get("outlet"),
        url=head.get("url"),
        published=published,
        published_precision="day" if published else None,
        text_sha256=hashlib.sha256(body.encode()).hexdigest(),
        language="en",
        sentences=body.count(". ") + 1,
        statements=len({s.id for s in statements}),
    )
    return record, statements


def seed_records() -> tuple[list[ArticleRecord], list[Statement]]:
    """Returns the seeds' articles and what they are expected to say."""
    pairs = [_article(path) for path in sorted(_seed_files())]
    return [record for record, _ in pairs], [s for _, found in pairs for s in found]


def _seed_files() -> Iterator[Path]:
    for path in SEEDS.glob("*.txt"):
        if path.with_suffix(".expected.jsonl").exists():
            yield path


def load_seeds(store: Store, **options: Any) -> LoadReport:
    """Loads the seeds' expected statements into a store."""
    records, statements = seed_records()
    return load(
        store,
        records,
        statements,
        **{"vocabulary": load_ontology(), "issue_of": issue_of, **options},
    )


def load_analysed_seeds(store: Store, **options: Any) -> None:
    """Loads the seeds' expected statements and analyses them."""
    load_seeds(store, **options)
    analyse(store, Window(), now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))


def seed_store(path: Path) -> Store:
    """Returns an embedded store at `path` that holds the seeds' expected statements."""
    store = open_store(str(path))
    load_seeds(store)
    return store
