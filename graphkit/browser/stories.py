"""Store -> story: who and what a user's own graph is most about, and what to ask it first.

Actors, pairs and topics are counted in statements of what is done and not denied, speakers in all;
names that stand for one actor (SAME_AS) count as one.  Of equals the first in the alphabet leads,
so that one graph tells one story.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graphkit.rows import is_state
from graphkit.store import Store
from graphkit.store.analysis import read_analysis
from graphkit.store.resolving import Links, read_links

SHOWN: Final = 5
"""Actors, topics and pairs that the guide names."""
LONGEST: Final = 100
"""Letters of the longest name that the guide names: nobody reads or types a longer one."""

_SPAN: Final = (
    "MATCH (a:Article) RETURN count(a) AS articles, count(DISTINCT a.outlet) AS outlets, "
    "min(a.published) AS first, max(a.published) AS last"
)
_STATEMENTS: Final = "MATCH (s:Statement) RETURN count(s) AS statements"
_ACTORS: Final = "MATCH (n:Actor) RETURN n.id AS id, n.name AS name, n.country AS country"
_DONE: Final = "WHERE s.status = 'actual' AND s.negated = false "
"""As in derived edges, so that what the guide names has ties to draw."""

_NAMED: Final = (
    f"MATCH (s:Statement) {_DONE} MATCH (s)-[:SUBJECT|OBJECT]->(n:Actor) "
    "RETURN n.id AS id, count(DISTINCT s) AS n"
)
_PAIRS: Final = (
    f"MATCH (s:Statement) {_DONE} MATCH (s)-[:SUBJECT]->(a:Actor) MATCH (s)-[:OBJECT]->(b:Actor) "
    "RETURN a.id AS subject, b.id AS object, count(DISTINCT s) AS n, sum(s.score) AS score"
)
_SPEAKERS: Final = (
    "MATCH (s:Statement)-[:SAID_BY]->(n:Actor) RETURN n.id AS id, count(DISTINCT s) AS n"
)
_TOPICS: Final = (
    f"MATCH (s:Statement) {_DONE} AND s.relation IN $sides MATCH (s)-[:OBJECT]->(t:Topic) "
    "OPTIONAL MATCH (t)-[:ABOUT]->(i:Issue) "
    "RETURN coalesce(i.name, t.name) AS name, count(DISTINCT s) AS n"
)
_TIES: Final = (
    f"MATCH (s:Statement) {_DONE} MATCH (s)-[:SUBJECT]->(a:Actor) MATCH (s)-[:OBJECT]->(b:Actor) "
    "RETURN a.id AS subject, s.relation AS relation, b.id AS object, count(DISTINCT s) AS n"
)
SIDES: Final = ("supports", "opposes", "proposes", "demands")
"""Relations by which an actor takes a side on a topic."""


@dataclass(frozen=True, kw_only=True)
class Named:
    """A name, and how many statements name it."""

    name: str
    statements: int


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two actors that much passes between; a state stands for all who act for it.

    `score` sums what the statements between them score: above 0 they are on good terms.
    """

    first: str
    second: str
    statements: int
    score: float


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What one actor does to another, most often of all."""

    subject: str
    relation: str
    object: str
    statements: int


@dataclass(frozen=True, kw_only=True)
class Story:
    """What a graph is about; tuples begin with what most statements name.

    `first` and `last` are the days of the articles, None where none has one.  `friends` and `foes`
    are the leading actor's, as pairs that begin with it.  `analysed` tells whether the
    store holds an analysis of what it holds now.
    """

    articles: int
    outlets: int
    statements: int
    first: str | None
    last: str | None
    actors: tuple[Named, ...]
    pairs: tuple[Pair, ...]
    friends: tuple[Pair, ...]
    foes: tuple[Pair, ...]
    topics: tuple[Named, ...]
    speakers: tuple[Named, ...]
    deeds: tuple[Deed, ...]
    analysed: bool


def read_story(store: Store) -> Story:
    """Returns the story of a store; an empty one has counts of 0 and empty tuples."""
    span = next(store.run(_SPAN).dicts())
    names = _Names(store)
    pairs = _pairs(store, names)
    analysis = read_analysis(store)
    actors = _ranked(_counted(store.run(_NAMED).dicts(), names))
    leading = _of(pairs, actors[0].name) if actors else ()
    return Story(
        articles=span["articles"],
        outlets=span["outlets"],
        statements=int(store.run(_STATEMENTS).rows[0][0]),
        first=span["first"],
        last=span["last"],
        actors=actors,
        pairs=pairs[:SHOWN],
        friends=tuple(p for p in sorted(leading, key=lambda p: -p.score) if p.score > 0)[:SHOWN],
        foes=tuple(p for p in sorted(leading, key=lambda p: p.score) if p.score < 0)[:SHOWN],
        topics=_topics(store),
        speakers=_ranked(_counted(store.run(_SPEAKERS).dicts(), names)),
        deeds=_deeds(store, names),
        analysed=analysis is not None and not analysis.outdated,
    )


class _Names:
    """What the actors of a store are called, seen through SAME_AS."""

    def __init__(self, store: Store) -> None:
        self._links: Links = read_links(store)
        rows = list(store.run(_ACTORS).dicts())
        self._names = {row["id"]: row["name"] for row in rows}
        self._countries = {row["id"]: row["country"] for row in rows}

    def actor(self, entity: str) -> str | None:
        """Returns the name of the actor that an id stands for, None of one that is unfit."""
        return fit_name(self._names.get(self._links.actor(entity)))

    def side(self, entity: str) -> str | None:
        """Returns the name of the state that the actor is or acts for, else its own."""
        country = self._countries.get(self._links.actor(entity))
        state = self._names.get(f"country:{country}") if is_state(country) else None
        return fit_name(state) if state else self.actor(entity)


def fit_name(name: str | None) -> str | None:
    """Returns a name that a person can read and type, None of any other.

    Example:
        >>> fit_name("Taro Kono")
        'Taro Kono'
        >>> fit_name("x" * 101) is None
        True
    """
    fits = name and name.strip() and name.isprintable() and len(name) <= LONGEST
    return name if fits else None


def _counted(rows: Iterable[Mapping[str, Any]], names: _Names) -> Counter[str]:
    counts: Counter[str] = Counter()
    for row in rows:
        name = names.actor(row["id"])
        if name:
            counts[name] += row["n"]
    return counts


def _ranked(counts: Mapping[str, int]) -> tuple[Named, ...]:
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(Named(name=name, statements=n) for name, n in ordered[:SHOWN])


def _pairs(store: Store, names: _Names) -> tuple[Pair, ...]:
    counts: Counter[tuple[str, str]] = Counter()
    scores: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in store.run(_PAIRS).dicts():
        ends = {names.side(row["subject"]), names.side(row["object"])} - {None}
        if len(ends) == 2:
            first, second = sorted(str(end) for end in ends)
            counts[first, second] += row["n"]
            scores[first, second] += row["score"] or 0.0
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(
        Pair(first=pair[0], second=pair[1], statements=n, score=round(scores[pair], 1))
        for pair, n in ordered
    )


def _of(pairs: Iterable[Pair], actor: str) -> tuple[Pair, ...]:
    """Returns the actor's pairs, turned so that it comes first."""
    own = [p for p in pairs if actor in (p.first, p.second)]
    return tuple(
        Pair(
            first=actor,
            second=p.second if p.first == actor else p.first,
            statements=p.statements,
            score=p.score,
        )
        for p in own
    )


def _topics(store: Store) -> tuple[Named, ...]:
    counts: Counter[str] = Counter()
    for row in store.run(_TOPICS, {"sides": list(SIDES)}).dicts():
        name = fit_name(row["name"])
        if name:
            counts[name] += row["n"]
    return _ranked(counts)


def _deeds(store: Store, names: _Names) -> tuple[Deed, ...]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in store.run(_TIES).dicts():
        subject, target = names.actor(row["subject"]), names.actor(row["object"])
        if subject and target and subject != target:
            counts[subject, row["relation"], target] += row["n"]
    ordered = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))
    return tuple(
        Deed(subject=key[0], relation=key[1], object=key[2], statements=n)
        for key, n in ordered[:SHOWN]
    )
