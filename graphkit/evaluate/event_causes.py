"""Missed and false events -> why, by what stands nearest to them on the other side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.evaluate.causes import Finding, pair_off
from graphkit.evaluate.events import (
    Event,
    EventGold,
    MatchedEvents,
    country_class,
    crossed_ends,
    matches,
    predicted_event,
    same_ends,
)
from graphkit.evaluate.witness import Seen, unmet
from graphkit.ontology import Ontology

OTHER_TYPE: Final = "type differs"
SAME_TYPE: Final = (
    "direction reversed",
    "target without a country",
    "source without a country",
    "another target",
    "another source",
    "both countries differ",
)
NEAR: Final = (OTHER_TYPE, *SAME_TYPE, "type and direction differ")
"""Causes that a miss and a false alarm share, the nearest to a match first."""


@dataclass(frozen=True)
class Told:
    """A predicted statement and the event that it codes, if it codes one."""

    statement: Mapping[str, Any]
    event: Event | None


class EventErrors:
    """The errors of sentences on the full level, each with its cause.

    `typed` are the pairs of gold and prediction that agree in type, right or not; `confused` those
    that differ in type alone.
    """

    def __init__(
        self, ontology: Ontology, seen: Mapping[str, Sequence[Seen]] | None = None
    ) -> None:
        """Prepares for sentences.

        Args:
            ontology: the vocabulary.
            seen: what extraction saw in each sentence; None if it did not run here.
        """
        self._ontology = ontology
        self._seen = seen
        self.missed: list[Finding] = []
        self.spurious: list[Finding] = []
        self.typed: list[tuple[Event, Event]] = []
        self.confused: list[tuple[Event, Event]] = []

    def add(self, gold: EventGold, full: MatchedEvents, told: Sequence[Told]) -> None:
        """Finds the causes in one sentence, matched on the full level."""
        near = pair_off(full.missed, full.spurious, _nearly, order=NEAR)
        pairs = {i: (full.spurious[j], cause) for i, j, cause in near}
        for i, e in enumerate(full.missed):
            pred, cause = pairs.get(i) or (None, self._of_miss(e, gold, told))
            self.missed.append(_found(cause, gold, e, pred))
        reasons = {j: (full.missed[i], cause) for i, j, cause in near}
        for j, p in enumerate(full.spurious):
            wanted, cause = reasons.get(j) or _of_false_alarm(p, gold)
            self.spurious.append(_found(cause, gold, wanted, p))
        self.typed += full.hits
        for i, j, cause in near:
            pair = (full.missed[i], full.spurious[j])
            self.typed += [pair] if cause in SAME_TYPE else []
            self.confused += [pair] if cause == OTHER_TYPE else []

    def _of_miss(self, wanted: Event, gold: EventGold, told: Sequence[Told]) -> str:
        """Returns why nothing like this event was found."""
        if any(_between(wanted, t.statement) for t in told if t.event is None):
            return "statement found that codes no event"
        if any(t.event and same_ends(t.event, wanted) for t in told):
            return "only another event of the two found"
        if self._seen is None:
            return "nothing found between the two" if told else "nothing found in the sentence"
        seen = self._seen.get(gold.id)
        return self._unmet(wanted, seen) if seen else "sentence was not read"

    def _unmet(self, wanted: Event, seen: Sequence[Seen]) -> str:
        codes = {country_class(m.get("country")) for s in seen for m in s.mentions}
        ends = {"source": wanted.source, "target": wanted.target}
        lacking = [side for side, code in ends.items() if code and code not in codes]
        if len(lacking) == 2:
            return "neither source nor target is a mention"
        if lacking:
            return f"{lacking[0]} is no mention"
        proposed = (predicted_event(p, self._ontology) for s in seen for p in s.proposed)
        if any(p and matches(p, wanted, "full", self._ontology) for p in proposed):
            return "dropped by the classifier"
        relations = self._ontology.relations
        types = {c.event or relations[c.relation].event for s in seen for c in s.cues}
        return unmet(bool(types & {*wanted.types}), what="type")


def _nearly(gold: Event, pred: Event) -> str | None:
    """Returns in what a gold and a predicted event of one sentence differ, if they are near."""
    same_type = pred.types[0] in gold.types
    if same_ends(pred, gold):
        return None if same_type else OTHER_TYPE
    if crossed_ends(pred, gold):
        return SAME_TYPE[0] if same_type else NEAR[-1]
    return _in_countries(gold, pred) if same_type else None


def _in_countries(gold: Event, pred: Event) -> str:
    ends = [(pred.source, pred.target)]
    if gold.undirected or pred.undirected:
        ends.append((pred.target, pred.source))
    for source, target in ends:
        if source == gold.source:
            return "another target" if target else "target without a country"
        if target == gold.target:
            return "another source" if source else "source without a country"
    return "both countries differ"


def _of_false_alarm(pred: Event, gold: EventGold) -> tuple[Event | None, str]:
    """Returns the gold event that a false alarm is nearest to, and the cause."""
    everything = (*gold.events, *gold.optional)
    for wanted in everything:
        if same_ends(pred, wanted):
            return wanted, "another event of the two is gold"
    for wanted in everything:
        if crossed_ends(pred, wanted):
            return wanted, "the other way round is gold"
    what = "gold has nothing between the two" if everything else "gold has nothing in the sentence"
    return None, what


def _between(wanted: Event, statement: Mapping[str, Any]) -> bool:
    """True if the statement is of the event's two countries, in either order."""
    codes = [country_class((statement.get(end) or {}).get("country")) for end in SIDES]
    return codes in ([wanted.source, wanted.target], [wanted.target, wanted.source])


SIDES: Final = ("subject", "object")


def event_line(event: Event) -> str:
    """Returns an event in a line: source, types, target."""
    return f"{event.source or '-'} {'/'.join(event.types)} {event.target or '-'}"


def _found(cause: str, gold: EventGold, wanted: Event | None, pred: Event | None) -> Finding:
    return Finding(
        cause=cause,
        doc=gold.id,
        text=" ".join(gold.text.split()),
        gold=event_line(wanted) if wanted else None,
        predicted=event_line(pred) if pred else None,
    )
