"""Predicted events against gold sentences -> figures, micro-averaged over sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.evaluate.causes import Cell, Finding, cells
from graphkit.evaluate.event_causes import EventErrors, Told
from graphkit.evaluate.events import (
    Event,
    EventGold,
    MatchedEvents,
    match_events,
    matches,
    predicted_event,
)
from graphkit.evaluate.figures import Rates, rates
from graphkit.evaluate.witness import Seen
from graphkit.ontology import Ontology

LEVELS: Final = ("type", "source", "full", "quad")
SEED: Final = 0
"""Of the bootstrap, so that the intervals are those of the published event scorer."""


@dataclass(frozen=True)
class EventMiss:
    """A sentence of which an event is not found in full, with what was found instead."""

    gold: EventGold
    predicted: tuple[Event, ...]


@dataclass(frozen=True, kw_only=True)
class EventFigures:
    """What a run is worth: rates by level, and rates of each type on the level of types.

    `attributes` are the shares, of the `typed` pairs that agree in type, whose source, target and
    direction are right.  `confusions` are types found instead of others between the right two
    countries.  `errors` are what is missed or spurious in full, each with its cause.
    """

    sentences: int
    levels: Mapping[str, Rates]
    types: Mapping[str, Rates]
    typed: int
    attributes: Mapping[str, float]
    confusions: Sequence[Cell]
    missed: Sequence[EventMiss]
    errors: Mapping[str, Sequence[Finding]]


def score_events(
    gold: Sequence[EventGold],
    preds: Iterable[Mapping[str, Any]],
    ontology: Ontology,
    *,
    boot: int = 1000,
    seen: Mapping[str, Sequence[Seen]] | None = None,
) -> EventFigures:
    """Returns the figures of statements against gold sentences.

    Args:
        gold: the sentences.
        preds: statements as JSON objects; one counts for the sentence whose id is its `doc`,
            others are left out.
        ontology: the vocabulary.
        boot: samples for the intervals; 0 leaves them out.
        seen: what extraction saw in the sentences, if it ran here: tells misses apart further.
    """
    told: dict[str, list[Told]] = {g.id: [] for g in gold}
    for statement in preds:
        if statement["doc"] in told:
            told[statement["doc"]].append(Told(statement, predicted_event(statement, ontology)))
    found = {id_: [t.event for t in all_ if t.event] for id_, all_ in told.items()}
    matched = {
        level: [match_events(found[g.id], g, level, ontology) for g in gold] for level in LEVELS
    }
    errors = EventErrors(ontology, seen)
    for sentence, full in zip(gold, matched["full"], strict=True):
        errors.add(sentence, full, told[sentence.id])
    missed = [g for g in gold if not _all_found(found[g.id], g, ontology)]
    return EventFigures(
        sentences=len(gold),
        levels={
            level: rates([m.counts for m in all_], boot=boot, seed=SEED)
            for level, all_ in matched.items()
        },
        types=_types(matched["type"], ontology),
        typed=len(errors.typed),
        attributes=_shares(errors.typed),
        confusions=cells((g.types[0], p.types[0]) for g, p in errors.confused),
        missed=[EventMiss(g, tuple(found[g.id])) for g in missed],
        errors={"missed": errors.missed, "spurious": errors.spurious},
    )


def _all_found(preds: Sequence[Event], gold: EventGold, ontology: Ontology) -> bool:
    return all(any(matches(p, e, "full", ontology) for p in preds) for e in gold.events)


def _types(matched: Sequence[MatchedEvents], ontology: Ontology) -> dict[str, Rates]:
    """Rates of each type that was wanted or offered, in the ontology's order.

    A prediction of a type that gold accepts too counts as gold's first type.
    """
    hits = Counter(g.types[0] for m in matched for g, _ in m.hits)
    offered = hits + Counter(p.types[0] for m in matched for p in m.spurious)
    wanted = Counter(g.types[0] for m in matched for g in m.wanted)
    return {
        name: rates([(hits[name], offered[name], wanted[name])], boot=0)
        for name in ontology.events
        if wanted[name] or offered[name]
    }


def _shares(pairs: Sequence[tuple[Event, Event]]) -> dict[str, float]:
    """Shares of the pairs of one type with the right source and target, or nothing without one."""
    if not pairs:
        return {}
    right: Counter[str] = Counter()
    for gold, pred in pairs:
        ends = [(pred.source, pred.target)]
        if gold.undirected or pred.undirected:
            ends.append((pred.target, pred.source))
        straight = max(ends, key=lambda e: (e[0] == gold.source) + (e[1] == gold.target))
        right.update(
            source=straight[0] == gold.source,
            target=straight[1] == gold.target,
            both=straight == (gold.source, gold.target),
        )
    return {name: right[name] / len(pairs) for name in ("source", "target", "both")}
