"""Cue rows and classifier -> statements: what both find, what one of them finds, what neither.

A cue row proposes and the classifier judges the same pair of mentions.  Agreement stands; a
proposal that the classifier holds for nothing falls; where it is sure of another relation, that one
is taken; and a pair that no cue row met is added where it is sure enough.  Every statement tells in
its evidence what each of the two said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from graphkit.extract.pairing import Standing, Stretch, ordered_pairs, place_of
from graphkit.model.examples import Proposal
from graphkit.model.running import Judged, PairModel
from graphkit.ontology import Relation
from graphkit.records import Mention, Statement, Status
from graphkit.sentences import ParsedSentence

MODEL_CUE: Final = "model"
"""What stands in the evidence for the cue row of a statement that only the classifier found."""
PRONOUN_WAYS: Final = frozenset({"pronoun", "first person", "pair", "bare state"})
"""Ways of resolution whose words tell nothing of whom they mean."""


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """How sure the classifier must be; chosen on development sets (see RESULTS.md)."""

    drop: float = 0.35
    """A cue row's statement falls where the chance of any relation is below this."""
    own: float = 0.1
    """... or the chance of its own relation, and no other relation takes its place."""
    turn: float = 0.7
    """Another relation takes its place where the chance of that is this or above."""
    status: float = 0.7
    """A cue row's statement gets another status where the chance of that is this or above."""
    add: float = 0.83
    """A pair without a cue row is added where the chance of any relation is above this."""
    add_relation: float = 0.75
    """... and the likeliest relation itself has this chance."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What becomes of a cue row's statement: relation and status, and the relation's chance."""

    relation: str
    chance: float
    status: Status


@dataclass(frozen=True, kw_only=True)
class Addition:
    """A pair that only the classifier found."""

    subject: Standing
    object: Standing
    relation: str
    negated: bool
    status: Status
    chance: float


@dataclass(frozen=True, kw_only=True)
class End:
    """One side of a statement: whom it names, by what words, and which mention of the sentence."""

    id: str
    words: tuple[int, int] | None
    place: int | None = None


@dataclass(frozen=True)
class Ends:
    """The two sides of one statement."""

    subject: End
    object: End

    def repeats(self, other: Ends, *, symmetric: bool) -> bool:
        """True if the other statement is of the same two, or of mentions within these."""
        straight = same_end(self.subject, other.subject) and same_end(self.object, other.object)
        crossed = same_end(self.subject, other.object) and same_end(self.object, other.subject)
        return straight or (symmetric and crossed)


def same_end(one: End, other: End) -> bool:
    """True for one actor, and for mentions that overlap; two whom the same words mean are two."""
    if one.id == other.id or one.words is None or other.words is None:
        return one.id == other.id
    if one.words == other.words and None not in (one.place, other.place):
        return one.place == other.place
    return one.words[0] < other.words[1] and other.words[0] < one.words[1]


@dataclass(frozen=True)
class Pairs:
    """The pairs of one sentence with what the classifier makes of them."""

    standing: Sequence[Standing]
    pairs: Sequence[tuple[int, int]]
    judged: Judged

    def row(self, statement: Statement) -> int | None:
        """Returns the row of a statement's pair; None if its mentions stand nowhere."""
        subject, target = self._place(statement.subject), self._place(statement.object)
        if subject is None or target is None:
            return None
        row = self._rows.get((subject, target))
        return row if row is not None and self.judged.inside[row] else None

    @cached_property
    def _rows(self) -> dict[tuple[int, int], int]:
        return {pair: n for n, pair in enumerate(self.pairs)}

    def verdict(
        self, statement: Statement, limits: Thresholds, told: Set[str] = frozenset()
    ) -> Verdict | None:
        """Returns what becomes of a cue row's statement; None drops it.

        Args:
            statement: what the cue row found.
            limits: how sure the classifier must be.
            told: relations that cue rows found of the same pair: none is told twice.
        """
        row = self.row(statement)
        if row is None:
            return Verdict(relation=statement.relation, chance=-1.0, status=statement.status)
        likely, sure = self.judged.likely_status(row)
        status = likely if sure >= limits.status else statement.status
        some = self.judged.any_chance(row)
        if some < limits.drop:
            return None
        relation, chance = self.judged.best(row)
        if relation != statement.relation and (chance < limits.turn or relation in told):
            relation = statement.relation
            if relation not in self.judged.relations:
                return Verdict(relation=relation, chance=0, status=status)
            chance = self.judged.chance(row, relation)
            if chance < limits.own:
                return None
        return Verdict(relation=relation, chance=round(chance, 3), status=status)

    def told(self, found: Iterable[Statement]) -> dict[int | None, set[str]]:
        """Returns the relations that statements tell of each pair, by its row."""
        out: dict[int | None, set[str]] = {}
        for statement in found:
            out.setdefault(self.row(statement), set()).add(statement.relation)
        return out

    def additions(
        self, found: Iterable[Statement], limits: Thresholds, relations: Mapping[str, Relation]
    ) -> list[Addition]:
        """Returns the pairs that no cue row found and the classifier is sure enough of.

        The surest come first; what says the same of a mention within a mention ("Macron" and
        "Macron's aides") or of the same two again is left out.
        """
        told = [Ends(self._end(s.subject), self._end(s.object)) for s in found]
        out = []
        for row in sorted(range(len(self.pairs)), key=self._rank):
            relation, chance = self.judged.best(row)
            some = self.judged.any_chance(row)
            if not self.judged.inside[row] or some < limits.add or chance < limits.add_relation:
                continue
            subject, target = (self.standing[n] for n in self.pairs[row])
            ends = Ends(*(self._end_at(n) for n in self.pairs[row]))
            if any(ends.repeats(t, symmetric=relations[relation].symmetric) for t in told):
                continue
            told.append(ends)
            status, _ = self.judged.likely_status(row)
            denied = bool(self.judged.negated[row] > 0.5)
            out.append(Addition(
                subject=subject, object=target, relation=relation, negated=denied, status=status,
                chance=round(chance, 3),
            ))  # fmt: skip
        return out

    def _rank(self, row: int) -> tuple[float, int]:
        return -self.judged.any_chance(row), row

    def _place(self, mention: Mention) -> int | None:
        return _number(mention, self._stretches, 0)

    def _end(self, side: Mention) -> End:
        """A side of a cue row's statement, by the words of the mention that stands there."""
        place = self._place(side)
        if place is not None:
            return replace(self._end_at(place), id=side.id)
        known = side.start is not None and side.end is not None
        return End(id=side.id, words=(side.start or 0, side.end or 0) if known else None)

    def _end_at(self, place: int) -> End:
        here = self.standing[place]
        return End(id=here.mention.id, words=here.own, place=place)

    @cached_property
    def _stretches(self) -> list[Stretch]:
        return [s.stretch() for s in self.standing]


def kind_of(standing: Standing) -> str:
    """Returns the kind that the classifier sees of a mention."""
    how = standing.referent.how
    return "pronoun" if how in PRONOUN_WAYS else standing.mention.kind


def judge_pairs(
    model: PairModel,
    parsed: ParsedSentence,
    standing: Sequence[Standing],
    found: Sequence[Statement],
) -> Pairs | None:
    """Returns what the classifier makes of a sentence's pairs; None without one costs no pass."""
    base = parsed.sentence.start
    stretches = [s.stretch(base) for s in standing]
    pairs = ordered_pairs(standing, parting=model.parts_phrases)
    if not pairs:
        return None
    judged = model.judge(
        parsed.sentence.text, [s.own for s in stretches], [kind_of(s) for s in standing], pairs,
        list(proposals(found, stretches, base)),
    )  # fmt: skip
    return Pairs(standing, pairs, judged)


def proposals(
    found: Iterable[Statement], stretches: Sequence[Stretch], base: int
) -> Iterator[Proposal]:
    """Yields what the cue rows found, by mentions of the sentence that begins at `base`."""
    for s in found:
        subject, target = (_number(side, stretches, base) for side in (s.subject, s.object))
        if subject is not None and target is not None and subject != target:
            yield Proposal(
                subject=subject, object=target, relation=s.relation, negated=s.negated,
                status=s.status, confidence=s.confidence,
            )  # fmt: skip


def _number(side: Mention, stretches: Sequence[Stretch], base: int) -> int | None:
    if side.start is None or side.end is None:
        return None
    return place_of(stretches, side.start - base, side.end - base, (side.id,))
