"""The stored names of actors -> SAME_AS, where the whole store leaves one reading only.

The names of all persons and organizations are read, but mentions only of those that a load names
and of whoever's name bears on theirs.  Derived edges are compared with the stored ones and only
differences written; an edge without `derived` was asserted by hand and is never contradicted: it
follows a decision (see `decisions`), or was drawn with Cypher and is left alone.  Who has no state
of its own takes that of those it is the same as.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from graphkit.identities import Identities, Named, identify, month_of
from graphkit.namesakes import Customs, abbreviations, kin
from graphkit.records import EdgeRow
from graphkit.rows import KIND_LABELS, Vocabulary, key_label, kind_of, most_named
from graphkit.store.contract import Step, Store
from graphkit.store.decisions import BY_HAND, Decisions
from graphkit.store.writing import batches, edge_steps, key_steps

CHUNK: Final = 1000
"""Actors whose mentions are read at a time."""

_NAMES: Final = (
    "MATCH (n:{label}) RETURN n.id AS id, n.name AS name, n.country AS country, "
    "n.readings AS readings"
)
_LINKS: Final = (
    "MATCH (a:Actor|Place|Topic)-[e:SAME_AS]->(b) RETURN a.id AS alias, b.id AS actor, "
    "e.reason AS reason, coalesce(e.derived, false) AS derived"
)
_MENTIONS: Final = (
    "UNWIND $ids AS i MATCH (n:Actor {id: i}) "
    "MATCH (s)-[e:SUBJECT|OBJECT|SAID_BY]->(n) "
    "RETURN i AS id, e.country AS country, collect(DISTINCT left(s.published, 7)) AS months, "
    "count(*) AS mentions"
)
_GIVEN: Final = (
    "UNWIND $pairs AS p MATCH (n:Actor {id: p.full}) "
    "MATCH (s)-[e:SUBJECT|OBJECT|SAID_BY]->(n) "
    "WHERE s.text CONTAINS e.text + ' (' + p.short + ')' "
    "RETURN DISTINCT p.alias AS alias, p.full AS full"
)
_DROP: Final = (
    "UNWIND $rows AS r MATCH (a:Actor {id: r}) MATCH (a)-[e:SAME_AS]->() "
    "WHERE e.derived = true DELETE e"
)
_DROP_HAND: Final = (
    "MATCH (a:{label} {{id: r}}) MATCH (a)-[e:SAME_AS]->() WHERE e.reason = '{reason}' DELETE e"
)
_STANDING: Final = "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) RETURN n.id AS id"
_SET: Final = "UNWIND $rows AS r MATCH (n:Actor {id: r.id}) SET n += r.p"


@dataclass(frozen=True, kw_only=True)
class Links:
    """The SAME_AS edges of a store: alias -> (actor, reason), those derived and those asserted."""

    derived: Mapping[str, tuple[str, str | None]]
    asserted: Mapping[str, tuple[str, str | None]]

    @cached_property
    def actors(self) -> Mapping[str, str]:
        """Id of each alias -> id of the actor that it is, over as many edges as there are.

        Of ids that are the same as each other in a circle the first stands for all.
        """
        step = {a: b for links in (self.derived, self.asserted) for a, (b, _) in links.items()}
        return {alias: _last(alias, step) for alias in step}

    def actor(self, entity: str) -> str:
        """Returns the id of the actor that the id stands for: itself unless it is an alias."""
        return self.actors.get(entity, entity)

    def aliases(self) -> dict[str, list[str]]:
        """Returns each actor's aliases, sorted."""
        found: dict[str, list[str]] = {}
        for alias, actor in sorted(self.actors.items()):
            if alias != actor:
                found.setdefault(actor, []).append(alias)
        return found

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yields the ids that each edge begins and ends at."""
        for links in (self.derived, self.asserted):
            yield from ((alias, actor) for alias, (actor, _) in links.items())

    def members(self) -> set[str]:
        """Returns every id that an edge begins or ends at."""
        return {i for pair in self.pairs() for i in pair}


def _last(alias: str, step: Mapping[str, str]) -> str:
    seen = [alias]
    while seen[-1] in step and step[seen[-1]] not in seen:
        seen.append(step[seen[-1]])
    closing = step.get(seen[-1])
    return seen[-1] if closing is None else min(seen[seen.index(closing) :])


def read_links(store: Store) -> Links:
    """Returns the store's SAME_AS edges; of several asserted of one actor the first by id."""
    derived: dict[str, tuple[str, str | None]] = {}
    asserted: dict[str, tuple[str, str | None]] = {}
    for row in sorted(store.run(_LINKS).rows, key=lambda row: (row[0], row[1])):
        alias, actor, reason, is_derived = row
        (derived if is_derived else asserted).setdefault(alias, (actor, reason))
    return Links(derived=derived, asserted=asserted)


@dataclass(kw_only=True)
class _Mentions:
    """How statements mention one actor."""

    countries: Counter[str] = field(default_factory=Counter)
    months: set[int] = field(default_factory=set)
    count: int = 0


def resolve_names(
    store: Store,
    before: Links,
    decisions: Decisions,
    *,
    vocabulary: Vocabulary,
    named: Collection[str] | None = None,
    former: Mapping[str, str] | None = None,
) -> tuple[Links, set[str]]:
    """Writes which actors are the same, and what follows for their countries.

    Args:
        store: where every actor stands with its name, and none that no statement names.
        before: the edges as they were when the load began.
        decisions: what people decided by hand.
        vocabulary: how names are built.
        named: those that are named more or less often than before: only they, and whoever bears
            on them over any number of steps, are looked at.  None is everybody.
        former: the names that some of them had before.

    Returns:
        The edges as they are now, and those whose country was changed.
    """
    rows = [row for kind in ("Person", "Organization") for row in _named(store, kind)]
    names = {row["id"]: row["name"] for row in rows}
    asserted = _follow(store, decisions)
    known = Links(derived={}, asserted=asserted)
    customs = Customs(
        particles=vocabulary.words.get("name_particle", frozenset()),
        family_first=vocabulary.words.get("family_name_first", frozenset()),
    )
    akin, short = list(kin(names, customs)), sorted(abbreviations(names))
    near = names.keys() | before.members() | known.members()
    if named is not None:
        bonds = [*akin, *short, *before.pairs(), *known.pairs(), *decisions.pairs()]
        near = _reached(named, [*bonds, *_former_bonds(names, former or {}, customs)])
    given = _given(store, names, (pair for pair in short if pair[0] in near))
    wanted = {i for pair in (*akin, *given) for i in pair} | before.members() | known.members()
    mentions = _read_mentions(store, wanted & near)
    found = identify(
        (_named_actor(i, names[i], mentions[i]) for i in mentions if i in names),
        customs=customs,
        given=given,
        asserted=known.actors,
    )
    derived = {s.alias: (s.actor, s.reason) for s in found.same}
    alone = decisions.left_alone({alias: actor for alias, (actor, _) in derived.items()})
    kept = {alias: link for alias, link in before.derived.items() if alias not in near}
    fresh = {alias: link for alias, link in derived.items() if alias not in alone}
    after = Links(derived={**kept, **fresh}, asserted=asserted)
    looked_at = (row for row in rows if row["id"] in near)
    changes = list(_property_changes(looked_at, after, found, mentions))
    properties = [Step(cypher=_SET, rows=some) for some in batches(changes)]
    store.execute([*_edge_steps(before, after), *properties])
    return after, {change["id"] for change in changes if "country" in change["p"]}


def _former_bonds(
    names: Mapping[str, str], former: Mapping[str, str], customs: Customs
) -> Iterator[tuple[str, str]]:
    """Yields pairs of ids that bore on one another when some had their former names."""
    if former:
        earlier = {**names, **former}
        yield from kin(earlier, customs)
        yield from abbreviations(earlier)


def _reached(some: Iterable[str], pairs: Iterable[tuple[str, str]]) -> set[str]:
    """Returns the ids and all that pairs lead to from them, over any number of steps."""
    beside: dict[str, list[str]] = {}
    for one, other in pairs:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    reached = set(some)
    todo = list(reached)
    while todo:
        for other in beside.get(todo.pop(), ()):
            if other not in reached:
                reached.add(other)
                todo.append(other)
    return reached


def _follow(store: Store, decisions: Decisions) -> dict[str, tuple[str, str | None]]:
    """Draws the edges that the decisions ask for; returns all that were asserted."""
    stored = read_links(store).asserted
    drawn = {a: link for a, link in stored.items() if link[1] != BY_HAND and a != link[0]}
    there = _standing(store, {i for a, (b, _) in decisions.joined.items() for i in (a, b)})
    wanted: dict[str, tuple[str, str | None]] = {
        alias: (actor, BY_HAND)
        for alias, (actor, _) in decisions.joined.items()
        if {alias, actor} <= there and alias not in drawn
    }
    stale = [a for a, link in stored.items() if link[1] == BY_HAND and wanted.get(a) != link]
    edges = [
        EdgeRow(
            type="SAME_AS",
            start=(key_label(alias), alias),
            end=(key_label(actor), actor),
            properties={"reason": BY_HAND},
        )
        for alias, (actor, _) in wanted.items()
        if stored.get(alias) != wanted[alias]
    ]
    drops = [
        step
        for label, ids in _labelled(stale)
        for step in key_steps(_DROP_HAND.format(label=label, reason=BY_HAND), ids)
    ]
    store.execute([*drops, *edge_steps(edges)])
    return {**wanted, **drawn}


def _labelled(ids: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yields (label, ids) of those that are nodes whose names may be joined by an edge."""
    found: dict[str, list[str]] = {}
    for i in sorted(ids):
        if kind_of(i) in KIND_LABELS:
            found.setdefault(key_label(i), []).append(i)
    yield from found.items()


def _standing(store: Store, ids: Iterable[str]) -> set[str]:
    """Returns which of the ids are in the store; issues are joined without an edge."""
    return {
        row[0]
        for label, some in _labelled(ids)
        for row in store.run(_STANDING.format(label=label), {"ids": some}).rows
    }


def _named(store: Store, kind: str) -> Iterator[dict[str, Any]]:
    return store.run(_NAMES.format(label=kind)).dicts()


def _given(
    store: Store, names: Mapping[str, str], short: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Returns the (abbreviation, full name) pairs that a sentence gives beside each other:
    "the Centre for Peace (CFP) said"."""
    pairs = [{"alias": alias, "short": names[alias], "full": full} for alias, full in short]
    found = (store.run(_GIVEN, {"pairs": some}).rows for some in batches(pairs, CHUNK))
    return {(alias, full) for rows in found for alias, full in rows}


def _read_mentions(store: Store, ids: Collection[str]) -> dict[str, _Mentions]:
    found: dict[str, _Mentions] = {}
    for some in batches(sorted(ids), CHUNK):
        for actor, country, months, count in store.run(_MENTIONS, {"ids": some}).rows:
            entry = found.setdefault(actor, _Mentions())
            entry.count += count
            if country is not None:
                entry.countries[country] += count
            entry.months.update(map(month_of, months))
    return found


def _named_actor(actor: str, name: str, mentions: _Mentions) -> Named:
    return Named(
        id=actor,
        name=name,
        countries=frozenset(mentions.countries),
        months=tuple(sorted(mentions.months)),
        mentions=mentions.count,
    )


def _edge_steps(before: Links, after: Links) -> Iterator[Step]:
    """Yields the steps that make the derived edges be those of `after`."""
    stale = [alias for alias, link in before.derived.items() if after.derived.get(alias) != link]
    for some in batches(sorted(stale)):
        yield Step(cypher=_DROP, rows=some)
    yield from edge_steps(
        EdgeRow(
            type="SAME_AS",
            start=("Actor", alias),
            end=("Actor", actor),
            properties={"reason": reason, "derived": True},
        )
        for alias, (actor, reason) in after.derived.items()
        if before.derived.get(alias) != (actor, reason)
    )


def _property_changes(
    rows: Iterable[Mapping[str, Any]],
    after: Links,
    found: Identities,
    mentions: Mapping[str, _Mentions],
) -> Iterator[dict[str, Any]]:
    """Yields the country of whoever has none, and how many readings it has, where they change."""
    shared: dict[str, Counter[str]] = {}
    for actor, entry in mentions.items():
        shared.setdefault(after.actor(actor), Counter()).update(entry.countries)
    for row in rows:
        actor = row["id"]
        wanted = {"country": row["country"], "readings": found.readings.get(actor)}
        if actor in mentions:
            own = most_named(mentions[actor].countries)
            wanted["country"] = own or most_named(shared[after.actor(actor)])
        changed = {name: value for name, value in wanted.items() if value != row[name]}
        if changed:
            yield {"id": actor, "p": changed}
