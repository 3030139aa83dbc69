"""Coded events against gold sentences in PLOVER's sixteen types.

Four levels, micro-averaged over sentences: type; source (source country + type); full (source +
type + target); quad (both countries + quad class).  IGO and NGO are one class, a missing country
matches only a missing one, and AGREE, CONSULT and COOPERATE have no direction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.evaluate.figures import Counts, Rates, largest_matching, rates
from graphkit.extract.coding import code_event
from graphkit.ontology import Ontology

LEVELS: Final = ("type", "source", "full", "quad")
UNDIRECTED: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})
SEED: Final = 0
"""Of the bootstrap, so that the intervals are those of the published event scorer."""


@dataclass(frozen=True)
class Event:
    """One event: accepted types (the first is the headline), countries, and if order is void."""

    types: tuple[str, ...]
    source: str | None
    target: str | None
    undirected: bool


@dataclass(frozen=True)
class EventGold:
    """A sentence's required and optional events."""

    id: str
    text: str
    events: tuple[Event, ...]
    optional: tuple[Event, ...]


@dataclass(frozen=True)
class EventMiss:
    """A sentence of which an event is not found in full, with what was found instead."""

    gold: EventGold
    predicted: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class EventFigures:
    """What a run is worth: rates by level, {type: (sentences found, wanted)}, what was missed."""

    sentences: int
    levels: Mapping[str, Rates]
    types: Mapping[str, tuple[int, int]]
    missed: Sequence[EventMiss]


def _country(code: str | None) -> str | None:
    return "INT" if code in ("IGO", "NGO") else (code or None)


def event(
    types: Sequence[str], source: str | None, target: str | None, *, reciprocal: bool = False
) -> Event:
    """Returns an event with its countries in one order if it has no direction."""
    a, b = _country(source), _country(target)
    undirected = reciprocal or types[0] in UNDIRECTED
    if undirected and a and b and b < a:
        a, b = b, a
    return Event(tuple(types), a, b, undirected)


def read_event_gold(record: Mapping[str, Any], ontology: Ontology) -> EventGold:
    """Reads one gold sentence: `{id, text, events: [EVENT], optional?: [EVENT]}`.

    An EVENT has `event`, `source_country` and `target_country`, and may have `also` (types that
    are accepted too) and `reciprocal`.

    Raises:
        KeyError: a field is missing.
        ValueError: a type is not PLOVER's.
    """

    def events(key: str) -> tuple[Event, ...]:
        return tuple(_gold_event(row, ontology) for row in record.get(key, ()))

    return EventGold(record["id"], record.get("text") or "", events("events"), events("optional"))


def _gold_event(row: Mapping[str, Any], ontology: Ontology) -> Event:
    types = [row["event"], *row.get("also", ())]
    unknown = [name for name in types if name not in ontology.events]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no PLOVER type")
    reciprocal = bool(row.get("reciprocal", False))
    return event(types, row["source_country"], row["target_country"], reciprocal=reciprocal)


def predicted_event(statement: Mapping[str, Any], ontology: Ontology) -> Event | None:
    """Returns the event that a statement codes, or None."""
    kind = statement.get("event")
    code = code_event(
        ontology,
        event=kind if kind in ontology.events else None,
        mode=None,
        negated=bool(statement.get("negated")),
        status=statement.get("status") or "actual",
    ).plover
    if code is None:
        return None
    ends = [(statement.get(k) or {}).get("country") for k in ("subject", "object")]
    return event([code], ends[0], ends[1])


def score_events(
    gold: Sequence[EventGold],
    preds: Iterable[Mapping[str, Any]],
    ontology: Ontology,
    *,
    boot: int = 1000,
) -> EventFigures:
    """Returns the figures of statements, as JSON objects, against gold sentences.

    A statement counts for the sentence whose id is its `doc`; others are left out.
    """
    found: dict[str, list[Event]] = {g.id: [] for g in gold}
    for statement in preds:
        if statement["doc"] in found:
            event_of = predicted_event(statement, ontology)
            found[statement["doc"]] += [event_of] if event_of else []
    missed = [g for g in gold if not _all_found(found[g.id], g, ontology)]
    return EventFigures(
        sentences=len(gold),
        levels={
            level: rates(
                [_count(found[g.id], g, level, ontology) for g in gold], boot=boot, seed=SEED
            )
            for level in LEVELS
        },
        types=_types(gold, found, ontology),
        missed=[EventMiss(g, tuple(found[g.id])) for g in missed],
    )


def _all_found(preds: Sequence[Event], gold: EventGold, ontology: Ontology) -> bool:
    return all(any(_matches(p, e, "full", ontology) for p in preds) for e in gold.events)


def _types(
    gold: Sequence[EventGold], found: Mapping[str, Sequence[Event]], ontology: Ontology
) -> dict[str, tuple[int, int]]:
    wanted: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for sentence in gold:
        for e in sentence.events:
            wanted[e.types[0]] += 1
            hits[e.types[0]] += any(_matches(p, e, "type", ontology) for p in found[sentence.id])
    return {name: (hits[name], wanted[name]) for name in ontology.events if wanted[name]}


def _key(e: Event, level: str, ontology: Ontology) -> tuple[object, ...]:
    first = e.types[0]
    quad = ontology.events[first].quad
    keys: dict[str, tuple[object, ...]] = {
        "type": (first,),
        "source": (first, e.source),
        "full": (e,),
        "quad": (quad, e.source, e.target),
    }
    return keys[level]


def _matches(pred: Event, gold: Event, level: str, ontology: Ontology) -> bool:
    code = pred.types[0]
    if level == "quad":
        same = ontology.events[code].quad in {ontology.events[t].quad for t in gold.types}
    else:
        same = code in gold.types
    if level == "type" or not same:
        return same
    swap = pred.undirected or gold.undirected
    if level == "source":
        return pred.source == gold.source or (
            swap and pred.source is not None and pred.source == gold.target
        )
    ends = (pred.source, pred.target)
    return ends == (gold.source, gold.target) or (swap and ends[::-1] == (gold.source, gold.target))


def _count(preds: list[Event], gold: EventGold, level: str, ontology: Ontology) -> Counts:
    mine = list({_key(p, level, ontology): p for p in preds}.values())
    wanted = list({_key(g, level, ontology): g for g in gold.events}.values())
    pairs = largest_matching(
        range(len(mine)),
        len(wanted),
        lambda i, j: _matches(mine[i], wanted[j], level, ontology),
    )
    free = sum(
        i not in pairs and any(_matches(p, o, level, ontology) for o in gold.optional)
        for i, p in enumerate(mine)
    )
    return len(pairs), len(mine) - free, len(wanted)
