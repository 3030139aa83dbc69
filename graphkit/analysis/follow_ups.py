"""Announcements -> what became of them, as far as the statements at hand tell.

The rules are those of the question `follow_through`: an announced deed is done where a later
article reports the same deed as a fact, called off where one denies it, else overdue, due or open
by its date.  Meetings, talks and receptions count as one another; a state stands for everyone who
acts for it and for its places, unless both articles name somebody or some place.  The explorer's
calendar asks `follow_ups` of its network, the picture of visits `became` of its journeys.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from graphkit.networks import Evidence, Network
from graphkit.rows import kind_of, standing

Outcome = Literal["done", "called off", "overdue", "due", "open"]
Deed = tuple[str, str, str]
"""A party, what it does, and the party that it does it to."""

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
class Telling:
    """A statement of a deed.

    `date` is when it happens, `published` the day of its article, both ISO or None; `one` and
    `other` are its ends, in the order of the parties that they stand for.
    """

    statement: str
    doc: str
    status: str
    negated: bool
    date: str | None
    precision: str | None
    published: str | None
    one: str
    other: str

    @property
    def day(self) -> str:
        """When it happens, else when the article appeared."""
        return self.date or self.published or ""

    @property
    def digits(self) -> int:
        """How much of its day counts."""
        return DIGITS.get(self.precision, 10)

    @property
    def month(self) -> int:
        """The number of its month; 0 of no day."""
        return int(self.day[:4]) * 12 + int(self.day[5:7]) if self.day else 0

    @property
    def announces(self) -> bool:
        """True if it says that the deed is to come about."""
        return self.status != "actual" and not self.negated

    def tells_of(self, plan: Telling) -> bool:
        """True if this is a later article's word on the same people or places."""
        return (
            self.doc != plan.doc
            and (self.published or "") >= (plan.published or "")
            and not _someone_else(self.one, plan.one)
            and not _someone_else(self.other, plan.other)
        )

    def fulfils(self, plan: Telling) -> bool:
        """True if this tells that the plan came about."""
        return (
            self.status == "actual"
            and self.negated == plan.negated
            and self.day[: self.digits] >= (plan.published or "")[: self.digits]
            and (plan.date is None or self.month - plan.month <= MONTHS_LATE)
        )

    def drops(self, plan: Telling) -> bool:
        """True if this tells that the plan is off."""
        return self.status in ("actual", "planned") and self.negated != plan.negated


def follow_ups(network: Network) -> dict[str, FollowUp]:
    """Returns what became of each announced deed, by the id of the statement that announces it.

    What is overdue is judged on the day of the network's newest article.
    """
    return became(_tellings(network), today=network.last)


def became(tellings: Iterable[tuple[Deed, Telling]], *, today: str | None) -> dict[str, FollowUp]:
    """Returns what became of each announced deed, by the id of the statement that announces it.

    Args:
        tellings: all that is told of deeds.
        today: the day (ISO) on which to judge what is overdue.
    """
    told: dict[Deed, list[Telling]] = defaultdict(list)
    for deed, telling in tellings:
        told[deed].append(telling)
    found: dict[str, FollowUp] = {}
    for several in told.values():
        several.sort(key=lambda telling: (telling.published or "", telling.statement))
        for plan in several:
            if plan.announces:
                found[plan.statement] = _follow_up(plan, several, today or "")
    return dict(sorted(found.items()))


def party_at(end: str, *, country: str | None, issue: str | None = None) -> str:
    """Returns the party that an end of a statement stands for: its state, its issue, or itself.

    Example:
        >>> party_at("place:moscow", country="RUS")
        'country:RUS'
    """
    if kind_of(end) == "topic":
        return f"issue:{issue}" if issue else end
    return standing(end, country)["principal"]


def _follow_up(plan: Telling, told: Sequence[Telling], today: str) -> FollowUp:
    later = [one for one in told if one.tells_of(plan)]
    for one in later:
        if one.fulfils(plan):
            return FollowUp(outcome="done", statement=one.statement)
    for one in later:
        if one.drops(plan):
            return FollowUp(outcome="called off", statement=one.statement)
    if plan.date is None:
        return FollowUp(outcome="open", statement=None)
    passed = plan.date[: plan.digits] < today[: plan.digits]
    return FollowUp(outcome="overdue" if passed else "due", statement=None)


def _tellings(network: Network) -> Iterator[tuple[Deed, Telling]]:
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
            yield (doer, deed, goal), _telling(proof, ends)


def _party(node: str, known: Mapping[str, str | None]) -> str:
    return party_at(node, country=known["country"], issue=known["issue"])


def _telling(proof: Evidence, ends: tuple[str, str]) -> Telling:
    return Telling(
        statement=proof.statement,
        doc=proof.doc,
        status=proof.status,
        negated=proof.negated,
        date=proof.date,
        precision=proof.precision,
        published=proof.published,
        one=ends[0],
        other=ends[1],
    )


def _someone_else(one: str, other: str) -> bool:
    return one != other and kind_of(one) == kind_of(other) and kind_of(one) in NAMED
