"""The names in a store -> pairs that may be one, with reasons, for a person to decide.

What `resolving` may not assert: likeness, one name inside another, initials that no sentence gives
beside the name, two wordings of one topic.  Only names that share a word or begin alike are
compared, so that the cost stays near that of reading the names.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from graphkit.namesakes import abbreviations
from graphkit.store.contract import Store
from graphkit.store.decisions import Decisions, read_decisions
from graphkit.store.resolving import Links, read_links
from graphkit.topics import slug

ALIKE: Final = 0.86
"""Likeness (of difflib) from which two names are worth a look."""

COMMON: Final = 40
"""A word that more names share says nothing of who they are."""

KINDS: Final = ("Person", "Organization", "Group", "Topic")
_NAMED: Final = (
    "MATCH (n:{label}) OPTIONAL MATCH (s)-[:SUBJECT|OBJECT|SAID_BY]->(n) "
    "RETURN n.id AS id, n.name AS name, n.country AS country, count(s) AS mentions"
)


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """Two ids that may be one, their names, why, and how many statements it would move."""

    alias: str
    actor: str
    alias_name: str
    actor_name: str
    reason: str
    mentions: int


@dataclass(frozen=True, kw_only=True)
class _Name:
    id: str
    name: str
    country: str | None
    mentions: int
    words: tuple[str, ...]


def suggest(store: Store) -> list[Suggestion]:
    """Returns the pairs that may be one: those named most often first, then by id.

    What is the same already, was parted by hand, or belongs to two different states is left out.
    """
    links, decisions = read_links(store), read_decisions(store)
    found: dict[tuple[str, str], Suggestion] = {}
    for kind in KINDS:
        names = [name for name in _read_names(store, kind) if links.actor(name.id) == name.id]
        for one, other, reason in _likely(names):
            if not _ruled_out(one, other, links, decisions):
                found.setdefault((one.id, other.id), _suggestion(one, other, reason))
    return sorted(found.values(), key=lambda s: (-s.mentions, s.alias, s.actor))


def _read_names(store: Store, kind: str) -> list[_Name]:
    rows = store.run(_NAMED.format(label=kind)).dicts()
    named = (_Name(**row, words=tuple(slug(row["name"]).split("-"))) for row in rows)
    return sorted(named, key=lambda name: name.id)


def _ruled_out(one: _Name, other: _Name, links: Links, decisions: Decisions) -> bool:
    pair = {(one.id, other.id), (other.id, one.id)}
    differ = one.country and other.country and one.country != other.country
    return bool(differ or pair & decisions.parted or links.actor(one.id) == other.id)


def _suggestion(one: _Name, other: _Name, reason: str) -> Suggestion:
    return Suggestion(
        alias=one.id,
        actor=other.id,
        alias_name=one.name,
        actor_name=other.name,
        reason=reason,
        mentions=one.mentions,
    )


def _likely(names: list[_Name]) -> Iterator[tuple[_Name, _Name, str]]:
    """Yields (the one that would be the other name, who it would be, why)."""
    by_id = {name.id: name for name in names}
    for alias, actor in abbreviations({name.id: name.name for name in names}):
        yield by_id[alias], by_id[actor], "initials"
    seen = set()
    for group in _neighbours(names):
        for one, other in combinations(group, 2):
            if (one.id, other.id) not in seen:
                seen.add((one.id, other.id))
                reason = _reason(one, other)
                if reason is not None:
                    first, second = _ordered(one, other)
                    yield first, second, reason


def _neighbours(names: Iterable[_Name]) -> Iterator[list[_Name]]:
    """Yields lists of names that share a word or the first four letters of their last word."""
    groups: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        for key in {*name.words, name.words[-1][:4] + "*"}:
            groups[key].append(name)
    for _, group in sorted(groups.items()):
        if len(group) <= COMMON:
            yield group


def _reason(one: _Name, other: _Name) -> str | None:
    mine, theirs = set(one.words), set(other.words)
    if mine == theirs:
        return "the same words"
    if mine < theirs or theirs < mine:
        return "one name within the other"
    likeness = difflib.SequenceMatcher(None, " ".join(one.words), " ".join(other.words))
    if likeness.real_quick_ratio() < ALIKE or likeness.quick_ratio() < ALIKE:
        return None
    return "spelt alike" if likeness.ratio() >= ALIKE else None


def _ordered(one: _Name, other: _Name) -> tuple[_Name, _Name]:
    """Returns the shorter, then rarer name first: it would be the other name of the second."""
    first, second = sorted((one, other), key=lambda n: (len(n.words), n.mentions, n.id))
    return first, second
