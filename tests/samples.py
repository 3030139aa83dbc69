"""Small, realistic records for tests, and the whole graph of a store as a set of tuples."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graphkit.records import ArticleRecord, Mention, Statement, Status, statement_id
from graphkit.resemblance import minhash_of
from graphkit.rows import standing
from graphkit.store import Edge, Node, Store

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "graphkit" / "data"


@dataclass(frozen=True)
class SampleRelation:
    """The one property of a relation that the graph needs."""

    symmetric: bool


@dataclass(frozen=True)
class SampleIssue:
    """An issue."""

    id: str
    name: str


class SampleVocabulary:
    """The project's relations, a handful of states and customs of names."""

    words: Mapping[str, frozenset[str]] = {
        "name_particle": frozenset({"bin", "der", "von"}),
        "family_name_first": frozenset({"CHN"}),
    }

    def __init__(self) -> None:
        rows = tomllib.loads((DATA / "relations.toml").read_text(encoding="utf-8"))
        self.relations = {name: SampleRelation(row["symmetric"]) for name, row in rows.items()}
        self.names = {
            "CHN": "China",
            "FRA": "France",
            "LVA": "Latvia",
            "RUS": "Russia",
            "SYR": "Syria",
            "UKR": "Ukraine",
            "USA": "United States",
        }

    def country_name(self, code: str | None, /) -> str | None:
        """The state's name for its alpha-3 code, or None."""
        return self.names.get(code or "")


VOCABULARY = SampleVocabulary()


def sample_issue_of(topic: str) -> SampleIssue | None:
    """Calls every topic that speaks of a ceasefire one issue."""
    return SampleIssue("issue:ceasefire", "ceasefire") if "ceasefire" in topic else None


def country(code: str, text: str | None = None) -> Mention:
    """A mention of a state."""
    name = VOCABULARY.country_name(code) or code
    return Mention(text=text or name, name=name, id=f"country:{code}", kind="country", country=code)


def person(name: str, state: str | None, role: str | None = None) -> Mention:
    """A mention of a person who acts for a state."""
    key = f"person:{name.lower().replace(' ', '-')}"
    return Mention(text=name, name=name, id=key, kind="person", country=state, role=role)


def organization(name: str, state: str | None = None) -> Mention:
    """A mention of an organization."""
    key = f"organization:{name.lower().replace(' ', '-')}"
    return Mention(text=name, name=name, id=key, kind="organization", country=state)


def topic(name: str) -> Mention:
    """A mention of a topic."""
    key = f"topic:{name.lower().replace(' ', '-')}"
    return Mention(text=name, name=name, id=key, kind="topic")


def place(name: str, state: str | None) -> Mention:
    """A mention of a place."""
    key = f"place:{name.lower().replace(' ', '-')}"
    return Mention(text=name, name=name, id=key, kind="place", country=state)


def statement(
    doc: str,
    subject: Mention,
    relation: str,
    target: Mention,
    *,
    sent: int = 0,
    speaker: Mention | None = None,
    negated: bool = False,
    status: Status = "actual",
    date: dt.date | None = None,
    published: dt.date | None = dt.date(2023, 3, 20),
    score: float | None = 2.5,
) -> Statement:
    """A statement whose text names its parts."""
    text = f"{subject.text} {relation} {target.text}."
    return Statement(
        id=statement_id(
            doc=doc,
            sent=sent,
            subject=subject.id,
            relation=relation,
            object=target.id,
            speaker=speaker.id if speaker else None,
            negated=negated,
            status=status,
        ),
        doc=doc,
        sent=sent,
        text=text,
        start=0,
        end=len(text),
        subject=subject,
        relation=relation,
        relation_text=relation,
        object=target,
        speaker=speaker,
        negated=negated,
        status=status,
        date=date,
        date_precision="day" if date else None,
        published=published,
        published_precision="day" if published else None,
        event="CONSULT",
        mode=None,
        plover="CONSULT",
        cameo="04",
        quad=1,
        score=score,
        stance=0.3,
        confidence=0.75,
        evidence={"cue": f"{relation}/verb", "tokens": [1, 2]},
    )


def article(
    doc: str,
    *,
    statements: int = 0,
    outlet: str | None = "Northern Wire",
    published: dt.date | None = dt.date(2023, 3, 20),
    skipped: str | None = None,
    text: str = "",
) -> ArticleRecord:
    """An article record; without a text it is nobody's copy."""
    return ArticleRecord(
        id=doc,
        title=f"Title of {doc}",
        outlet=outlet,
        url=f"https://example.org/{doc}",
        published=published,
        published_precision="day" if published else None,
        text_sha256=hashlib.sha256(doc.encode()).hexdigest(),
        language="en",
        sentences=10,
        statements=statements,
        skipped=skipped,
        minhash=minhash_of(text),
    )


def summit() -> tuple[list[ArticleRecord], list[Statement]]:
    """Two articles on one summit that share actors, and one that says nothing."""
    xi = person("Xi Jinping", "CHN", "President")
    putin = person("Vladimir Putin", "RUS", "President")
    kirby = person("John Kirby", "USA", "spokesman")
    ceasefire = topic("calls for ceasefire")
    moscow = place("Moscow", "RUS")
    day = dt.date(2023, 3, 20)
    statements = [
        statement("a1", xi, "visits", moscow, date=day),
        statement("a1", putin, "meets", xi, sent=1, date=day, score=4.0),
        statement("a1", country("USA", "We"), "opposes", ceasefire, sent=2, speaker=kirby),
        statement("a1", country("RUS"), "signs", topic("accord"), sent=3, status="planned"),
        statement("a2", xi, "meets", putin, speaker=country("RUS", "the Kremlin")),
        statement("a2", xi, "visits", moscow, sent=1, negated=True),
        statement("a2", person("Vladimir Putin", "RUS", "leader"), "visits", moscow, sent=2),
    ]
    records = [
        article("a1", statements=4),
        article("a2", statements=3, outlet="Harbour Daily", published=dt.date(2023, 3, 21)),
        article("a3"),
    ]
    return records, statements


def explained() -> tuple[list[ArticleRecord], list[Statement]]:
    """Articles that name actors in short, and others that tell who these are.

    Rinkevics and Assad have one reading, Okafor two; b5 gives what CFP stands for.
    """
    full, short = person("Edgars Rinkevics", "LVA", "Foreign Minister"), person("Rinkevics", None)
    assad, variant = person("Bashar al-Assad", "SYR", "President"), person("Bashar Assad", None)
    okafor, peace = person("Okafor", None), organization("Centre for Peace")
    russia, ceasefire, riga = country("RUS"), topic("calls for ceasefire"), place("Riga", "LVA")
    rows = [
        statement("b1", full, "criticizes", russia, score=-2.0),
        statement("b1", full, "opposes", ceasefire, sent=1, score=-2.0),
        statement("b2", short, "criticizes", russia, score=-2.0),
        statement("b2", short, "opposes", ceasefire, sent=1, score=-2.0),
        statement("b2", russia, "accuses", short, sent=2, score=-4.0),
        statement("b2", country("USA"), "supports", country("UKR"), sent=3, speaker=short),
        statement("b2", short, "visits", riga, sent=4),
        statement("b3", variant, "meets", short),
        statement("b3", assad, "meets", variant, sent=1),
        statement("b4", assad, "meets", full, published=dt.date(2023, 6, 1)),
        statement("b4", okafor, "supports", ceasefire, sent=1),
        statement("b5", person("Grace Okafor", "USA"), "supports", ceasefire),
        statement("b5", person("John Okafor", None), "opposes", ceasefire, sent=1),
        statement("b5", peace, "proposes", ceasefire, sent=2),
        statement("b6", organization("CFP"), "proposes", ceasefire),
    ]
    given = "The Centre for Peace (CFP) proposes calls for ceasefire."
    rows = [
        replace(s, text=given, end=len(given)) if s.sent == 2 and s.doc == "b5" else s for s in rows
    ]
    docs = sorted({s.doc for s in rows})
    records = [article(doc, outlet="Harbour Daily" if doc == "b2" else "Wire") for doc in docs]
    return records, rows


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_frozen(part) for part in value)
    return value


def _flat(properties: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((key, _frozen(value)) for key, value in properties.items()))


def graph_of(store: Store) -> set[tuple[Any, ...]]:
    """Returns every node and relationship of the store but its own record, as tuples."""
    nodes = store.run("MATCH (n) WHERE NOT n:Graphkit RETURN n").rows
    edges = store.run("MATCH (a)-[e]->(b) RETURN e").rows
    found: list[tuple[Any, ...]] = [("node", n.id, n.labels, _flat(n.properties)) for (n,) in nodes]
    found += [("edge", e.type, e.start, e.end, _flat(e.properties)) for (e,) in edges]
    graph = set(found)
    assert len(graph) == len(found), "a node or relationship stands twice"
    check_standing([n for (n,) in nodes], [e for (e,) in edges])
    return graph


def check_standing(nodes: Sequence[Node], edges: Sequence[Edge]) -> None:
    """Sees that each actor, place and topic stands for whom its `SAME_AS` edges lead to."""
    links = {edge.start: edge.end for edge in edges if edge.type == "SAME_AS"}
    named = {n.id: n.properties for n in nodes if {"Actor", "Place", "Topic"} & set(n.labels)}
    for entity, properties in named.items():
        actor, seen = entity, set()
        while actor in links and actor not in seen:
            seen.add(actor)
            actor = links[actor]
        wanted = standing(str(actor), named[actor].get("country"))
        assert {name: properties[name] for name in wanted} == wanted, entity


def write_lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    """Writes JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path
