"""Announcements -> what became of them, as far as the statements of a network tell.

The rules are those of the question `follow_through`: an announced deed is done where a later
article reports the same deed as a fact, called off where one denies it, else overdue, due or open
by its date.  Meetings, talks and receptions count as one another; a state stands for everyone who
acts for it and for its places, unless both articles name somebody or some place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graphkit.networks import Evidence, Network
from graphkit.rows import is_state, kind_of

Outcome = Literal["done", "called off", "overdue", "due", "open"]

DEEDS: Final = frozenset(
    {
        *("visits", "hosts", "meets", "talks_with", "mediates", "agrees_with", "signs"),
        *("allies_with", "cooperates_with", "aids", "concedes", "retreats", "sanctions"),
        *("mobilizes", "coerces", "attacks"),
    }
)
"""Relations that can be announced first and done later."""
MUTUAL: Final = frozenset({"meets", "agrees_with", "allies_with", "cooperates_with"})
"""Deeds that are the same from either side."""
ENCOUNTERS: Final = frozenset({"hosts", "meets", "talks_with"})
NAMED: Final = frozenset({"person", "place"})
"""Kinds that stand for a state unless two articles name different ones."""
DIGITS: Final[Mapping[str | None, int]] = {"year": 4, "month": 7, "week": 7}
"""How much of an ISO day counts at a precision; 10, all of it, at any other."""
MONTHS_LATE: Final = 1
"""A dated deed is done if it took place until so many months after its date."""


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """What became of an announcement; `statement` is the later one that tells it, if any does."""

    outcome: Outcome
    statement: str | None


@dataclass(frozen=True, kw_only=True)
class _Told:
    """A statement of a deed, its ends in the order of the parties they stand for."""

    proof: Evidence
    one: str
    other: str

    @property
    def day(self) -> str:
        return self.proof.day or ""

    @property
    def digits(self) -> int:
        return DIGITS.get(self.proof.precision, 10)

    @property
    def published(self) -> str:
        return self.proof.published or ""

    @property
    def month(self) -> int:
        return int(self.day[:4]) * 12 + int(self.day[5:7]) if self.day else 0

    def tells_of(self, plan: _Told) -> bool:
        """True if this is a later article's word on the same people or places."""
        return (
            self.proof.doc != plan.proof.doc
            and self.published >= plan.published
            and not _someone_else(self.one, plan.one)
            and not _someone_else(self.other, plan.other)
        )

    def fulfils(self, plan: _Told) -> bool:
        """True if this tells that the plan came about."""
        return (
            self.proof.status == "actual"
            and self.proof.negated == plan.proof.negated
            and self.day[: self.digits] >= plan.published[: self.digits]
            and (plan.proof.date is None or self.month - plan.month <= MONTHS_LATE)
        )

    def drops(self, plan: _Told) -> bool:
        """True if this tells that the plan is off."""
        return (
            self.proof.status in ("actual", "planned") and self.proof.negated != plan.proof.negated
        )


def follow_ups(network: Network) -> dict[str, FollowUp]:
    """Returns what became of each announced deed, by the id of the statement that announces it.

    What is overdue is judged on the day of the network's newest article.
    """
    found: dict[str, FollowUp] = {}
    for told in _by_deed(network).values():
        for plan in told:
            if plan.proof.status != "actual" and not plan.proof.negated:
                found[plan.proof.statement] = _follow_up(plan, told, network.last or "")
    return dict(sorted(found.items()))


def _follow_up(plan: _Told, told: Sequence[_Told], today: str) -> FollowUp:
    later = [one for one in told if one.tells_of(plan)]
    for one in later:
        if one.fulfils(plan):
            return FollowUp(outcome="done", statement=one.proof.statement)
    for one in later:
        if one.drops(plan):
            return FollowUp(outcome="called off", statement=one.proof.statement)
    if plan.proof.date is None:
        return FollowUp(outcome="open", statement=None)
    passed = plan.proof.date[: plan.digits] < today[: plan.digits]
    return FollowUp(outcome="overdue" if passed else "due", statement=None)


def _by_deed(network: Network) -> dict[tuple[str, str, str], list[_Told]]:
    """Returns all that is told of each deed between two parties, in the order of the articles."""
    found: dict[tuple[str, str, str], list[_Told]] = defaultdict(list)
    for (doer, deed, goal), told in _deeds(network):
        found[doer, deed, goal].append(told)
    for several in found.values():
        several.sort(key=lambda told: (told.published, told.proof.statement))
    return dict(sorted(found.items()))


def _deeds(network: Network) -> Iterator[tuple[tuple[str, str, str], _Told]]:
    nodes = network.graph.nodes
    for start, end, tie in network.graph.edges(data=True):
        if tie["relation"] not in DEEDS:
            continue
        deed = "meets" if tie["relation"] in ENCOUNTERS else tie["relation"]
        for proof in tie["evidence"]:
            ends = (end, start) if proof.turned else (start, end)
            doer, goal = (_party(node, nodes[node]) for node in ends)
            if deed in MUTUAL and goal < doer:
                doer, goal, ends = goal, doer, ends[::-1]
            yield (doer, deed, goal), _Told(proof=proof, one=ends[0], other=ends[1])


def _party(node: str, known: Mapping[str, str | None]) -> str:
    if known["kind"] == "topic":
        return f"issue:{known['issue']}" if known["issue"] else node
    return f"country:{known['country']}" if is_state(known["country"]) else node


def _someone_else(one: str, other: str) -> bool:
    return one != other and kind_of(one) == kind_of(other) and kind_of(one) in NAMED
