"""The seeds' expected statements as full records: a store that holds what the articles say.

Queries and pictures are tested on this graph, so that their answers do not move with extraction.
The expected rows have no ids or offsets; these are made here by the rules of the records.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphkit.records import ArticleRecord, Mention, Statement, statement_id
from graphkit.store import Store, open_store
from graphkit.store.loading import LoadReport, load
from tests.samples import DATA, ROOT, VOCABULARY

SEEDS = ROOT / "seeds" / "articles"
_RELATIONS = tomllib.loads((DATA / "relations.toml").read_text(encoding="utf-8"))
_EVENTS = tomllib.loads((DATA / "events.toml").read_text(encoding="utf-8"))
_FUTURE = {
    **dict.fromkeys(("CONSULT", "SUPPORT", "COOPERATE", "AID"), "AGREE"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "THREATEN"),
    "RETREAT": "CONCEDE",
}


def _slug(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", folded).strip("-") or name.casefold()


def _mention(row: Mapping[str, Any] | None, sentence: str) -> Mention | None:
    if row is None:
        return None
    key = row["country"] if row["kind"] == "country" else _slug(row["name"])
    start = sentence.find(row["text"]) if row["text"] else -1
    return Mention(
        text=row["text"],
        name=row["name"],
        id=f"{row['kind']}:{key}",
        kind=row["kind"],
        country=row["country"],
        role=row.get("role"),
        start=start if start >= 0 else None,
        end=start + len(row["text"]) if start >= 0 else None,
    )


def _plover(event: str | None, *, negated: bool, status: str) -> str | None:
    if event is None or status == "called_for":
        return None
    if negated:
        return "REJECT" if _EVENTS[event]["quad"] <= 2 else None
    return _FUTURE.get(event, event) if status in ("planned", "possible") else event


def _codes(relation: str, *, negated: bool, status: str) -> dict[str, Any]:
    event, mode = _RELATIONS[relation].get("event"), _RELATIONS[relation].get("mode")
    plover = _plover(event, negated=negated, status=status)
    found = _EVENTS[plover] if plover else {}
    score = found.get("score")
    if plover == event and mode:
        score = found.get("modes", {}).get(mode, score)
    return {
        "event": event,
        "mode": mode,
        "plover": plover,
        "cameo": found.get("cameo"),
        "quad": found.get("quad"),
        "score": score,
        "stance": -_RELATIONS[relation]["stance"] if negated else _RELATIONS[relation]["stance"],
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
        **_codes(row["relation"], negated=row["negated"], status=row["status"]),
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
    return load(store, records, statements, **{"vocabulary": VOCABULARY, **options})


def seed_store(path: Path) -> Store:
    """Returns an embedded store at `path` that holds the seeds' expected statements."""
    store = open_store(str(path))
    load_seeds(store)
    return store
