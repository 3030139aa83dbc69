"""`graphkit same`: joins and parts two actors, topics, issues or places by hand.

A decision is written beside the graph (see `decisions`) and everything that follows from it is
computed again; taking it back gives the graph that there would be without it.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Final

from graphkit.errors import StoreError
from graphkit.rows import Vocabulary
from graphkit.store.contract import Store
from graphkit.store.decisions import Decisions, drop_steps, keep_step, read_decisions
from graphkit.store.deriving import IssueOf
from graphkit.store.loading import rewrite
from graphkit.store.resolving import Links, read_links

LABELS: Final = ("Actor", "Topic", "Issue", "Place")
"""What can be joined, each with its like."""

NEAR: Final = 3
"""Names that are offered in place of one that is not there."""

_NAMED: Final = (
    "MATCH (n:{label}) WHERE n.id = $text OR toLower(n.name) = toLower($text) "
    "RETURN n.id AS id, n.name AS name ORDER BY id"
)
_TOPICS_OF: Final = (
    "UNWIND $ids AS i MATCH (n:Issue {id: i}) MATCH (t:Topic)-[:ABOUT]->(n) RETURN t.id AS id"
)


@dataclass(frozen=True, kw_only=True)
class Entity:
    """An actor, topic, issue or place as a user named it."""

    label: str
    id: str
    name: str

    def __str__(self) -> str:
        """Its name and id."""
        return f"{self.name} ({self.id})"


def find_entity(store: Store, text: str) -> Entity:
    """Returns what the text names: an id, or a whole name without regard to case.

    Raises:
        StoreError: nothing is called so, or several are.
    """
    found = [
        Entity(label=label, id=row["id"], name=row["name"])
        for label in LABELS
        for row in store.run(_NAMED.format(label=label), {"text": text}).dicts()
    ]
    exact = [entity for entity in found if entity.id == text] or found
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise StoreError(
            f"{text!r} may be any of {len(exact)}",
            where=store.address,
            remedy=f"give the id: {', '.join(entity.id for entity in exact)}",
        )
    near = difflib.get_close_matches(text, _names(store), n=NEAR)
    raise StoreError(
        f"nothing is called {text!r}",
        where=store.address,
        remedy=f"did you mean {', '.join(near)}?" if near else "graphkit query actor finds names",
    )


def _names(store: Store) -> list[str]:
    return sorted(
        {row[0] for label in LABELS for row in store.run(f"MATCH (n:{label}) RETURN n.name").rows}
    )


def join(
    store: Store, first: str, second: str, *, vocabulary: Vocabulary, issue_of: IssueOf | None
) -> tuple[Entity, Entity]:
    """Decides that the first is another name of the second; returns both.

    Raises:
        StoreError: they cannot be joined, or are already.
    """
    alias, actor = find_entity(store, first), find_entity(store, second)
    _check_kinds(store, alias, actor)
    decisions, links = read_decisions(store), read_links(store)
    if actor.id in decisions.together(alias.id) or _same(links, alias, actor):
        raise StoreError(f"{alias} and {actor} are the same already", where=store.address)
    if alias.id in decisions.joined:
        other = decisions.joined[alias.id][0]
        raise StoreError(
            f"{alias} was joined to {other} by hand",
            where=store.address,
            remedy=f"first graphkit same --undo {alias.id} {other}",
        )
    freed = {pair for pair in decisions.parted if set(pair) == {alias.id, actor.id}}
    steps = [
        *drop_steps("parted", freed),
        keep_step("joined", alias.id, actor.id, name=actor.name),
    ]
    touched = _touched(store, decisions, alias, actor)
    rewrite(store, steps, touched, vocabulary=vocabulary, issue_of=issue_of)
    return alias, actor


def part(
    store: Store, first: str, second: str, *, vocabulary: Vocabulary, issue_of: IssueOf | None
) -> tuple[Entity, Entity]:
    """Takes a joining by hand back, or decides that what was derived is wrong; returns both.

    Raises:
        StoreError: the two are not the same.
    """
    decisions = read_decisions(store)
    one, other = (_find_joined(store, text, decisions) for text in (first, second))
    by_hand = [
        (a.id, b.id)
        for a, b in ((one, other), (other, one))
        if decisions.joined.get(a.id, ("", ""))[0] == b.id
    ]
    if by_hand:
        steps = list(drop_steps("joined", by_hand))
    elif _same(read_links(store), one, other):
        steps = [keep_step("parted", one.id, other.id, name=other.name)]
    else:
        raise StoreError(f"{one} and {other} are not the same", where=store.address)
    touched = _touched(store, decisions, one, other)
    rewrite(store, steps, touched, vocabulary=vocabulary, issue_of=issue_of)
    return one, other


def _find_joined(store: Store, text: str, decisions: Decisions) -> Entity:
    """Returns the entity; an issue that stands for another is no node any more."""
    if text in decisions.joined and text.startswith("issue:"):
        return Entity(label="Issue", id=text, name=text.partition(":")[2])
    return find_entity(store, text)


def _check_kinds(store: Store, alias: Entity, actor: Entity) -> None:
    if alias.id == actor.id:
        raise StoreError(f"{alias} is one already", where=store.address)
    if alias.label != actor.label:
        raise StoreError(
            f"{alias} and {actor} are of different kinds",
            where=store.address,
            remedy="join actors with actors, topics with topics, issues with issues",
        )


def _same(links: Links, one: Entity, other: Entity) -> bool:
    return links.actor(one.id) == links.actor(other.id)


def _touched(store: Store, decisions: Decisions, *entities: Entity) -> set[str]:
    """Returns the ids of what must be computed again: for issues, that of their topics."""
    ids = {i for entity in entities for i in decisions.together(entity.id)}
    issues = sorted(i for i in ids if i.startswith("issue:"))
    topics = {row[0] for row in store.run(_TOPICS_OF, {"ids": issues}).rows} if issues else set()
    return (ids - set(issues)) | topics
