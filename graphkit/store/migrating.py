"""A store of an older schema -> the same store in today's, step by step, at the next write.

Reading needs no upgrade down to `READABLE`; what is older, or newer than `SCHEMA`, is refused with
the remedy.  Every step may be repeated: an upgrade that was cut is completed by the next load.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from graphkit.store.contract import SCHEMA, Step, Store
from graphkit.store.decisions import keep_step
from graphkit.store.meta import Meta, meta_step

log = logging.getLogger(__name__)

_DRAWN: Final = (
    "MATCH (a:Actor)-[e:SAME_AS]->(b:Actor) "
    "WHERE coalesce(e.derived, false) = false AND a.id <> b.id "
    "RETURN a.id AS alias, b.id AS actor, b.name AS name ORDER BY alias, actor"
)


def _keep_drawn_edges(store: Store) -> Iterator[Step]:
    """1 -> 2: SAME_AS edges that somebody drew become decisions, which outlive their articles."""
    seen = set()
    for row in store.run(_DRAWN).dicts():
        if row["alias"] not in seen:
            seen.add(row["alias"])
            yield keep_step("joined", row["alias"], row["actor"], name=row["name"])


def _derive_again(_store: Store) -> Iterator[Step]:
    """What is new is derived, and the load that upgrades derives all again: 2 -> 3 how many outlets
    are independent, 3 -> 4 whom each actor, place and topic stands for."""
    yield from ()


UPGRADES: Final[Mapping[int, Callable[[Store], Iterator[Step]]]] = {
    1: _keep_drawn_edges,
    2: _derive_again,
    3: _derive_again,
}
"""Schema -> what leads from it to the next."""


def migrate(store: Store, meta: Meta) -> bool:
    """Upgrades a store that an older graphkit wrote; `prepare` has refused what cannot be.

    Returns:
        True if it was older: what is derived must be derived again.
    """
    for schema in range(meta.schema, SCHEMA):
        log.warning("%s: upgrading store schema %d to %d", store.address, schema, schema + 1)
        steps = list(UPGRADES[schema](store))
        store.execute([*steps, meta_step({"schema": schema + 1, "pending": True})])
    return meta.schema < SCHEMA
