"""Coded events and gold sentences in PLOVER's sixteen types -> which are the same.

Four levels: type; source (source country + type); full (source + type + target); quad (both
countries + quad class).  IGO and NGO are one class, a missing country matches only a missing one,
and AGREE, CONSULT and COOPERATE have no direction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.evaluate.figures import Counts, largest_matching
from graphkit.extract.coding import code_event
from graphkit.ontology import Ontology
from graphkit.records import BODIES

UNDIRECTED: Final = frozenset({"AGREE", "CONSULT", "COOPERATE"})


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


def country_class(code: str | None) -> str | None:
    """Returns the code under which a country counts: international bodies are one class."""
    return "INT" if code in BODIES else (code or None)


def event(
    types: Sequence[str], source: str | None, target: str | None, *, reciprocal: bool = False
) -> Event:
    """Returns an event with its countries in one order if it has no direction."""
    a, b = country_class(source), country_class(target)
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


def matches(pred: Event, gold: Event, level: str, ontology: Ontology) -> bool:
    """True if a prediction is a gold event on a level."""
    code = pred.types[0]
    if level == "quad":
        same = ontology.events[code].quad in {ontology.events[t].quad for t in gold.types}
    else:
        same = code in gold.types
    if level == "type" or not same:
        return same
    if level == "source":
        swap = pred.undirected or gold.undirected
        return pred.source == gold.source or (
            swap and pred.source is not None and pred.source == gold.target
        )
    return same_ends(pred, gold)


def same_ends(pred: Event, gold: Event) -> bool:
    """True if both countries are the same; their order counts unless one of the two has none."""
    straight = (pred.source, pred.target) == (gold.source, gold.target)
    return straight or ((pred.undirected or gold.undirected) and crossed_ends(pred, gold))


def crossed_ends(pred: Event, gold: Event) -> bool:
    """True if the countries are the same the other way round."""
    return (pred.source, pred.target) == (gold.target, gold.source)


@dataclass(frozen=True, kw_only=True)
class MatchedEvents:
    """The events of one sentence on one level, each once, matched one to one.

    `hits` are gold events with their prediction; `spurious` are the predictions that are neither
    right nor optional.
    """

    wanted: Sequence[Event]
    hits: Sequence[tuple[Event, Event]]
    missed: Sequence[Event]
    spurious: Sequence[Event]

    @property
    def counts(self) -> Counts:
        """Hits, predictions that count (not the optional ones), wanted."""
        return len(self.hits), len(self.hits) + len(self.spurious), len(self.wanted)


def match_events(
    preds: Iterable[Event], gold: EventGold, level: str, ontology: Ontology
) -> MatchedEvents:
    """Returns a sentence's predicted and gold events, matched on a level."""
    mine = list({_key(p, level, ontology): p for p in preds}.values())
    wanted = list({_key(g, level, ontology): g for g in gold.events}.values())
    pairs = largest_matching(
        range(len(mine)), len(wanted), lambda i, j: matches(mine[i], wanted[j], level, ontology)
    )
    taken = set(pairs.values())
    return MatchedEvents(
        wanted=wanted,
        hits=[(wanted[j], mine[i]) for i, j in pairs.items()],
        missed=[g for j, g in enumerate(wanted) if j not in taken],
        spurious=[
            p
            for i, p in enumerate(mine)
            if i not in pairs and not any(matches(p, o, level, ontology) for o in gold.optional)
        ],
    )
