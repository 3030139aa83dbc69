"""What people decided by hand: which actors, topics or issues are one, and which are not.

Each decision is a node of the store's own, apart from what is derived, so that it outlives the
articles it is about: `resolving` and `deriving` follow it whenever both of its sides are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from graphkit.store.contract import Step, Store
from graphkit.store.writing import META_LABEL

BY_HAND: Final = "by hand"
"""The reason of a SAME_AS edge that follows a decision."""

_READ: Final = (
    f"MATCH (n:{META_LABEL}) WHERE n.decision IS NOT NULL "
    "RETURN n.decision AS decision, n.alias AS alias, n.actor AS actor, n.name AS name "
    "ORDER BY n.id"
)
_KEEP: Final = f"UNWIND $rows AS r MERGE (n:{META_LABEL} {{id: r.id}}) SET n += r.p"
_DROP: Final = f"UNWIND $rows AS r MATCH (n:{META_LABEL} {{id: r}}) DELETE n"


@dataclass(frozen=True, kw_only=True)
class Decisions:
    """All decisions of a store.

    `joined` has id -> (the id it is the same as, that one's name); `parted` has pairs of ids that
    are not the same whatever is derived, the one that stays alone first.
    """

    joined: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parted: frozenset[tuple[str, str]] = frozenset()

    def standing_for(self, entity: str, name: str) -> tuple[str, str]:
        """Returns id and name of what the entity was decided to be: its own by default.

        Example:
            >>> decided = Decisions(joined={"issue:truce": ("issue:ceasefire", "ceasefire")})
            >>> decided.standing_for("issue:truce", "truce")
            ('issue:ceasefire', 'ceasefire')
        """
        seen = {entity}
        while entity in self.joined and self.joined[entity][0] not in seen:
            entity, name = self.joined[entity]
            seen.add(entity)
        return entity, name

    def together(self, entity: str) -> set[str]:
        """Returns all ids that were decided to be the same as this one, itself among them."""
        last = self.standing_for(entity, "")[0]
        return {entity, last} | {i for i in self.joined if self.standing_for(i, "")[0] == last}

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Yields the two ids that each decision is about."""
        yield from ((alias, actor) for alias, (actor, _) in self.joined.items())
        yield from self.parted

    def left_alone(self, same: Mapping[str, str]) -> set[str]:
        """Returns the ids that may not be what they were derived to be.

        Args:
            same: id -> the id that it would be the same as.
        """
        alone = set()
        for first, second in sorted(self.parted):
            if same.get(first, first) == same.get(second, second):
                alone.add(first if first in same else second)
        return alone


def read_decisions(store: Store) -> Decisions:
    """Returns the store's decisions."""
    joined, parted = {}, set()
    for row in store.run(_READ).dicts():
        if row["decision"] == "joined":
            joined[row["alias"]] = (row["actor"], row["name"])
        else:
            parted.add((row["alias"], row["actor"]))
    return Decisions(joined=joined, parted=frozenset(parted))


def _key(decision: str, alias: str, actor: str) -> str:
    # One alias is one actor; but it may be kept apart from several.
    return f"joined:{alias}" if decision == "joined" else f"parted:{alias} {actor}"


def keep_step(decision: str, alias: str, actor: str, *, name: str) -> Step:
    """Returns the step that writes a decision ("joined" or "parted") down."""
    properties: dict[str, Any] = {
        "decision": decision,
        "alias": alias,
        "actor": actor,
        "name": name,
    }
    return Step(cypher=_KEEP, rows=[{"id": _key(decision, alias, actor), "p": properties}])


def drop_steps(decision: str, pairs: Iterable[tuple[str, str]]) -> Iterator[Step]:
    """Yields the step that takes decisions back."""
    keys = sorted(_key(decision, alias, actor) for alias, actor in pairs)
    if keys:
        yield Step(cypher=_DROP, rows=keys)
