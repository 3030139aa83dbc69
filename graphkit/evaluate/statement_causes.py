"""Missed, false and faulty statements -> why, by what stands nearest to them on the other side.

A miss and a false alarm of one sentence that nearly match are one error with one cause.  What is
left of the misses is told apart by the mentions and cue words of the sentence, where extraction ran
here; what is left of the false alarms by the gold that other predictions took.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graphkit.evaluate.causes import Finding, pair_off
from graphkit.evaluate.statements import (
    BOTH_WAYS,
    Judge,
    Matched,
    Row,
    same_entity,
    same_sentence,
    same_speaker,
    speaker_of,
    status_of,
)
from graphkit.evaluate.witness import Seen, same_words, unmet
from graphkit.extract.deciding import MODEL_CUE
from graphkit.records import STATUSES

OTHER_RELATION: Final = "relation differs"
REVERSED: Final = "direction reversed"
NEAR: Final = (
    OTHER_RELATION,
    REVERSED,
    "relation and direction differ",
    "subject under another name",
    "object under another name",
    "another subject",
    "another object",
)
"""Causes that a miss and a false alarm share, the nearest to a match first."""
ALONE: Final = "by the classifier alone"


class Errors:
    """The errors of matched documents, each with its cause.

    `confused` are the misses and false alarms that differ in their relation alone.
    """

    def __init__(
        self,
        judge: Judge,
        docs: Sequence[Matched],
        seen: Mapping[str, Sequence[Seen]] | None = None,
    ) -> None:
        """Finds the causes.

        Args:
            judge: says what is the same.
            docs: documents, matched in the strict mode.
            seen: what extraction saw in each document; None if it did not run here.
        """
        self._judge = judge
        self._seen = seen
        self.missed: list[Finding] = []
        self.spurious: list[Finding] = []
        self.faulty: list[Finding] = []
        self.confused: list[tuple[Row, Row]] = []
        for doc in docs:
            self._add(doc)
            self.faulty.extend(_found(c, g, p) for g, p in doc.hits for c in faults(g, p))

    def _add(self, doc: Matched) -> None:
        near = pair_off(doc.missed, doc.spurious, self._nearly, order=NEAR)
        pairs = {i: (doc.spurious[j], cause) for i, j, cause in near}
        for i, g in enumerate(doc.missed):
            pred, cause = pairs.get(i) or (None, self._of_miss(g, doc))
            self.missed.append(_found(cause, g, pred))
        reasons = {j: (doc.missed[i], cause) for i, j, cause in near}
        for j, p in enumerate(doc.spurious):
            gold, cause = reasons.get(j) or self._of_false_alarm(p, doc)
            self.spurious.append(_found(cause, gold, p))
        self.confused += [
            (doc.missed[i], doc.spurious[j]) for i, j, cause in near if cause == OTHER_RELATION
        ]

    def _nearly(self, gold: Row, pred: Row) -> str | None:
        """Returns in what a gold row and a prediction of one sentence differ, if they are near."""
        if not same_sentence(gold, pred):
            return None
        same_relation = gold["relation"] == pred["relation"]
        if self._same_ends(gold, pred):
            return None if same_relation else OTHER_RELATION
        if _ends(gold, pred, BOTH_WAYS[1]) == (True, True):
            return REVERSED if same_relation else "relation and direction differ"
        if not same_relation:
            return None
        told = (_one_end(gold, pred, way) for way in self._judge.ways(gold))
        return next((cause for cause in told if cause), None)

    def _same_ends(self, gold: Row, pred: Row) -> bool:
        """True if both link the same two; their order counts unless one has none."""
        ways = {*self._judge.ways(gold), *self._judge.ways(pred)}
        return any(_ends(gold, pred, way) == (True, True) for way in ways)

    def _of_miss(self, gold: Row, doc: Matched) -> str:
        """Returns why nothing like this statement was found."""
        here = [p for p in doc.preds if same_sentence(gold, p)]
        if any(self._same_ends(gold, p) for p in here):
            return "only another relation of the two found"
        if self._seen is None:
            return "nothing found between the two" if here else "nothing found in the sentence"
        seen = [s for s in self._seen.get(doc.doc, ()) if same_sentence(gold, s.sentence)]
        if not seen:
            return "sentence was not read"
        return self._unmet(gold, seen)

    def _unmet(self, gold: Row, seen: Sequence[Seen]) -> str:
        lacking = {side: _lacking(gold[side], seen) for side in ("subject", "object")}
        told = {side: how for side, how in lacking.items() if how}
        if len(told) == 2:
            return "neither subject nor object is a mention"
        if told:
            return next(f"{side} {how}" for side, how in told.items())
        if any(self._judge.matches(gold, p, lenient=False) for s in seen for p in s.proposed):
            return "dropped by the classifier"
        return unmet(
            gold["relation"] in {c.relation for s in seen for c in s.cues}, what="relation"
        )

    def _of_false_alarm(self, pred: Row, doc: Matched) -> tuple[Row | None, str]:
        """Returns the gold row that a false alarm is nearest to, and the cause."""
        here = [g for g in doc.gold if same_sentence(g, pred)]
        same = [g for g in here if self._same_ends(g, pred)]
        for g in same:
            if g["relation"] == pred["relation"]:
                return g, "said twice"
        if same:
            return same[0], "another relation of the two is gold"
        for g in here:
            if _ends(g, pred, BOTH_WAYS[1]) == (True, True):
                return g, "the other way round is gold"
        what = "gold has nothing between the two" if here else "gold has nothing in the sentence"
        alone = (pred.get("evidence") or {}).get("cue") == MODEL_CUE
        return None, f"{what}, found {ALONE}" if alone else what


def _ends(gold: Row, pred: Row, way: tuple[str, str]) -> tuple[bool, bool]:
    """Returns whether subject and object of a gold row are the ends of a prediction, in order."""
    return same_entity(gold["subject"], pred[way[0]]), same_entity(gold["object"], pred[way[1]])


def _one_end(gold: Row, pred: Row, way: tuple[str, str]) -> str | None:
    """Returns which end differs, if the other one is the same."""
    same = _ends(gold, pred, way)
    if same not in ((True, False), (False, True)):
        return None
    n = same.index(False)
    side = BOTH_WAYS[0][n]
    if same_words(gold[side], pred[way[n]]):
        return f"{side} under another name"
    return f"another {side}"


def _lacking(entity: Row, seen: Sequence[Seen]) -> str | None:
    """Returns how an end is not among the mentions; None if it is."""
    if any(s.shows(entity) for s in seen):
        return None
    if not entity.get("text"):
        return "is only implied"
    if any(s.names_otherwise(entity) for s in seen):
        return "is a mention of another name"
    return "is no mention"


def faults(gold: Row, pred: Row) -> Iterator[str]:
    """Yields what is wrong of a statement that was found."""
    if not same_speaker(gold, pred):
        a, b = speaker_of(gold), speaker_of(pred)
        if a and b:
            yield "another speaker"
        else:
            yield "speaker missed" if a else "speaker where there is none"
    if bool(gold.get("negated")) != bool(pred.get("negated")):
        yield "denial missed" if gold.get("negated") else "denial where there is none"
    if status_of(gold) != status_of(pred):
        yield f"{status_of(gold)} found as {status_of(pred)}"


def told(row: Mapping[str, Any]) -> str:
    """Returns a statement in a line: subject, relation, object, and what qualifies it."""
    ends = [str(row[end].get("name") or row[end].get("text")) for end in BOTH_WAYS[0]]
    parts = [ends[0], str(row["relation"]), ends[1]]
    parts += ["not"] if row.get("negated") else []
    parts += [status_of(row)] if status_of(row) != STATUSES[0] else []
    speaker = row.get("speaker")
    parts += [f"said by {speaker.get('name') or speaker.get('text')}"] if speaker else []
    return " | ".join(parts)


def _found(cause: str, gold: Row | None, pred: Row | None) -> Finding:
    row: Row = gold or pred or {}
    return Finding(
        cause=cause,
        doc=row["doc"],
        text=" ".join((row.get("text") or f"sentence {row.get('sent')}").split()),
        gold=told(gold) if gold else None,
        predicted=told(pred) if pred else None,
    )
