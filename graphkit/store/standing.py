"""Actors, places and topics -> whom they stand for: `canonical`, `party` and `principal` of each.

What is the same as another (`SAME_AS`) stands for whom that one stands for.  So questions go from a
statement to the actor that counts in one step, whatever it is called there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from graphkit.rows import STANDING_NAMES, standing
from graphkit.store.contract import Step, Store
from graphkit.store.resolving import Links
from graphkit.store.writing import batches, by_label

CHUNK: Final = 5000
"""Actors, places or topics read at a time."""

_READ: Final = (
    "UNWIND $ids AS i MATCH (n:{label} {{id: i}}) RETURN i AS id, n.country AS country"
    + "".join(f", n.{name} AS {name}" for name in STANDING_NAMES)
)
_WRITE: Final = "UNWIND $rows AS r MATCH (n:{label} {{id: r[0]}}) SET " + ", ".join(
    f"n.{name} = r[{at}]" for at, name in enumerate(STANDING_NAMES, 1)
)


def derive_standing(store: Store, entities: Iterable[str], links: Links) -> None:
    """Writes whom these, and all that are the same as they, stand for."""
    aliases = links.aliases()
    actors = {links.actor(entity) for entity in entities}
    names = actors.union(*(aliases.get(actor, ()) for actor in actors))
    rows = {row["id"]: row for row in _read(store, names)}
    changed: dict[str, list[str]] = {}
    for entity, row in rows.items():
        actor = links.actor(entity)
        wanted = standing(actor, rows[actor]["country"])
        if any(row[name] != value for name, value in wanted.items()):
            changed[entity] = [entity, *wanted.values()]
    for label, ids in by_label(changed):
        cypher = _WRITE.format(label=label)
        store.execute(Step(cypher=cypher, rows=some) for some in batches(changed[i] for i in ids))


def _read(store: Store, entities: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yields country and standing of those that are in the store."""
    for label, ids in by_label(entities):
        for some in batches(ids, CHUNK):
            yield from store.run(_READ.format(label=label), {"ids": some}).dicts()
