"""Names of actors in a whole store -> which of them are one, where only one reading is left.

An article that says no more than "Rinkevics said" is explained by another that says "Latvian
Foreign Minister Edgars Rinkevics".  Three ways to be the same, each by equality of words and never
by likeness: one name in two spellings, a lone surname of one full name, and an abbreviation that
some article gives beside the full name.  Pure and free of order; what has two readings stays as it
is and is counted.

Source: docs/queries.md, "One actor, several names".
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal

from graphkit.namesakes import Customs, FullNames, Words, is_person, words_of
from graphkit.topics import slug

Reason = Literal["spelling", "surname", "abbreviation"]

REACH: Final = 24
"""Months that may lie between an article with the short name and one that explains it."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A person or organization as all statements together name it.

    `countries` are all that any statement gives it; `months` are those of the articles, counted
    from the year 0 and sorted, empty where none is dated; `mentions` counts the mentions.
    """

    id: str
    name: str
    countries: frozenset[str] = frozenset()
    months: tuple[int, ...] = ()
    mentions: int = 0

    @property
    def is_plain(self) -> bool:
        """True if the id is made of the name alone: another id tells namesakes apart on purpose
        ("Taiwan's party" from another's), or is the register's."""
        return self.id.partition(":")[2] == slug(self.name)


@dataclass(frozen=True, kw_only=True)
class SameAs:
    """An actor's other name: the id `alias` is the same as the id `actor`, and why."""

    alias: str
    actor: str
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class Identities:
    """Who is the same as whom, and the ids that may be several others: how many.

    No `actor` of `same` is itself an alias.  `readings` has 1 for an id that only one other may
    be, but not in all of its articles.
    """

    same: tuple[SameAs, ...]
    readings: Mapping[str, int]


def month_of(day: str) -> int:
    """Returns the month of an ISO day or month, counted from the year 0.

    Example:
        >>> month_of("2023-03-20") - month_of("2022-03")
        12
    """
    return int(day[:4]) * 12 + int(day[5:7]) - 1


@dataclass(kw_only=True)
class _Group:
    """One name in all its spellings; `actor` is the id that the others are the same as."""

    members: tuple[Named, ...]
    actor: str
    reason: Reason = "spelling"

    @cached_property
    def countries(self) -> frozenset[str]:
        return frozenset().union(*(m.countries for m in self.members))

    @cached_property
    def months(self) -> tuple[int, ...]:
        return tuple(sorted({month for m in self.members for month in m.months}))

    @cached_property
    def words(self) -> tuple[Words, ...]:
        return tuple(words_of(m.name) for m in self.members)

    @property
    def lengths(self) -> Iterator[tuple[int, int]]:
        return ((len(w.bare), len(w.written)) for w in self.words)


@dataclass(kw_only=True)
class _Resolving:
    """The groups of a store and what is found out about them."""

    customs: Customs
    asserted: Mapping[str, str]
    groups: list[_Group] = field(default_factory=list)
    readings: dict[str, int] = field(default_factory=dict)

    @cached_property
    def chosen(self) -> frozenset[str]:
        """The ids that others were asserted to be."""
        return frozenset(self.asserted.values())

    def spell(self, actors: Iterable[Named]) -> None:
        """Makes a group of each name; who was asserted to be somebody stays alone, so does an id
        that tells namesakes apart."""
        alike: dict[tuple[bool, tuple[bool, str]], list[Named]] = defaultdict(list)
        for actor in sorted(actors, key=lambda a: a.id):
            if actor.id in self.asserted or not actor.is_plain:
                other = self.asserted.get(actor.id, actor.id)
                self.groups.append(_Group(members=(actor,), actor=other))
            else:
                alike[is_person(actor.id), words_of(actor.name).key].append(actor)
        for members in alike.values():
            self._split(members)

    def _split(self, members: Sequence[Named]) -> None:
        """Makes one group of members of one state; who has none joins the only one there is."""
        by_state = _by_country(members)
        stateless = [m for m in members if not m.countries]
        if len(by_state) > 1:
            self.readings.update((m.id, len(by_state)) for m in stateless)
            by_state += [[m] for m in stateless]
        else:
            by_state = [[*(by_state[0] if by_state else ()), *stateless]]
        self.groups += [_Group(members=tuple(some), actor=self._chief(some)) for some in by_state]

    def _chief(self, members: Sequence[Named]) -> str:
        """Returns the member that stands for all: one that others were asserted to be, else one
        with a state, else the most frequent, else the first by id."""
        return min(
            members, key=lambda m: (m.id not in self.chosen, not m.countries, -m.mentions, m.id)
        ).id

    def is_free(self, group: _Group) -> bool:
        """True if the group may be derived to be another: nobody asserted anything of it."""
        return all(
            m.is_plain and m.id not in self.asserted and m.id not in self.chosen
            for m in group.members
        )

    def decide(self, group: _Group, others: Iterable[_Group], reason: Reason) -> None:
        """Joins the group to the one actor that the others are, or counts its readings."""
        fitting = [o for o in others if o is not group and _fits(group, o)]
        actors = {o.actor for o in fitting} - {group.actor}
        if not actors:
            return
        months = sorted({month for o in fitting for month in o.months})
        if len(actors) == 1 and (not months or all(_near(m, months) for m in group.months)):
            group.actor, group.reason = actors.pop(), reason
        else:
            self.readings.update((m.id, len(actors)) for m in group.members)

    def surnames(self) -> None:
        """Decides whom each lone surname means, the longest first: "von der Leyen" before "Leyen".

        So whoever a surname is found to mean is decided already.
        """
        at = {m.id: group for group in self.groups for m in group.members}
        named = [(m.id, w) for g in self.groups for m, w in zip(g.members, g.words, strict=True)]
        full = FullNames(named)
        short = [g for g in self.groups if self._is_surname(g)]
        for group in sorted(short, key=lambda g: max(g.lengths), reverse=True):
            found = (pair for words in group.words for pair in full.of(words))
            others = {
                id(at[actor]): at[actor]
                for actor, begins in found
                if not begins or at[actor].countries & self.customs.family_first
            }
            self.decide(group, others.values(), "surname")

    def _is_surname(self, group: _Group) -> bool:
        persons = is_person(group.members[0].id)
        short = all(words.is_short(self.customs) for words in group.words)
        return persons and short and self.is_free(group)

    def abbreviated(self, given: Collection[tuple[str, str]]) -> None:
        """Decides whom each abbreviation means, by the full names it was given beside."""
        at = {m.id: group for group in self.groups for m in group.members}
        beside: dict[int, list[_Group]] = defaultdict(list)
        for short, full in sorted(given):
            if short in at and full in at:
                beside[id(at[short])].append(at[full])
        for group in self.groups:
            if id(group) in beside and self.is_free(group):
                self.decide(group, beside[id(group)], "abbreviation")

    def same(self) -> Iterator[SameAs]:
        """Yields who is the same as whom."""
        for group in self.groups:
            for member in group.members:
                fixed = member.id in self.asserted or member.id in self.chosen
                if member.id != group.actor and not fixed:
                    yield SameAs(alias=member.id, actor=group.actor, reason=group.reason)


def _by_country(members: Iterable[Named]) -> list[list[Named]]:
    """Returns the members that have a country in lists of those that share one."""
    lists: list[tuple[set[str], list[Named]]] = []
    for member in members:
        if member.countries:
            joined = [entry for entry in lists if entry[0] & member.countries]
            lists = [entry for entry in lists if not entry[0] & member.countries]
            countries = set(member.countries).union(*(entry[0] for entry in joined))
            lists.append((countries, [*(m for _, some in joined for m in some), member]))
    return [some for _, some in lists]


def _fits(short: _Group, full: _Group) -> bool:
    """True if neither country nor dates speak against the one being the other."""
    if short.countries and full.countries and not short.countries & full.countries:
        return False
    if not short.months or not full.months:
        return True
    return any(_near(month, full.months) for month in short.months)


def _near(month: int, months: Sequence[int]) -> bool:
    """True if one of the sorted months lies within `REACH` of the month."""
    at = bisect_left(months, month - REACH)
    return at < len(months) and months[at] <= month + REACH


def identify(
    actors: Iterable[Named],
    *,
    customs: Customs,
    given: Collection[tuple[str, str]] = (),
    asserted: Mapping[str, str] | None = None,
) -> Identities:
    """Returns which actors are the same where all names together allow one reading only.

    Args:
        actors: persons and organizations, in any order.
        customs: how names are built.
        given: pairs of ids (abbreviation, full name) that some article gives beside each other.
        asserted: id -> the id that somebody said it is; never contradicted, and nothing is derived
            of either but that others are the latter.
    """
    work = _Resolving(customs=customs, asserted=asserted or {})
    work.spell(actors)
    work.surnames()
    work.abbreviated(given)
    same = tuple(sorted(work.same(), key=lambda s: s.alias))
    settled = {s.alias for s in same}
    readings = {i: n for i, n in sorted(work.readings.items()) if i not in settled}
    return Identities(same=same, readings=readings)
