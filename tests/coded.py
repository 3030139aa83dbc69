"""Statements and events as JSON objects, coded by hand on sentences made for tests."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

VISIT = "The Norwegian premier travelled to Lisbon for two days of talks."
TALKS = "Norway and Portugal will hold talks on fishing quotas, she said."


def entity(name: str, kind: str = "country", country: str | None = None, **more: Any) -> Row:
    """An actor, place or topic."""
    return {"text": name, "name": name, "kind": kind, "country": country, **more}


NORWAY = entity("Norway", country="NOR")
PORTUGAL = entity("Portugal", country="PRT")
PREMIER = entity("Kari Vik", "person", "NOR", aliases=["Vik"])
LISBON = entity("Lisbon", "place", "PRT")
QUOTAS = entity("fishing quotas", "topic")


def row(subject: Row, relation: str, target: Row, text: str = VISIT, **more: Any) -> Row:
    """One statement of the article "n1"."""
    ends = {"subject": subject, "relation": relation, "object": target}
    return {"doc": "n1", "sent": 0, "text": text, **ends, "speaker": None, **more}


GOLD = [
    row(PREMIER, "visits", LISBON),
    row(NORWAY, "talks_with", PORTUGAL, TALKS, status="planned", speaker=PREMIER),
    row(NORWAY, "proposes", QUOTAS, TALKS, optional=True),
]


def sentence(name: str, *events: Row, optional: list[Row] | None = None) -> Row:
    """One gold sentence."""
    return {"id": name, "text": "Made up.", "events": list(events), "optional": optional or []}


def happening(source: str | None, kind: str, target: str | None, **more: Any) -> Row:
    """One gold event."""
    return {"event": kind, "source_country": source, "target_country": target, **more}


def coded(source: str | None, kind: str | None, target: str | None, **more: Any) -> Row:
    """One predicted statement about the sentence "s1"."""
    ends = {"subject": {"country": source}, "object": {"country": target}}
    return {"doc": "s1", "event": kind, **ends, **more}
