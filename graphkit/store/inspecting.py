"""A store -> what is in it: counts, spans, and what was skipped and why."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from graphkit.store.contract import Store
from graphkit.store.meta import read_meta
from graphkit.store.resolving import read_links

_COPIES: Final = (
    "MATCH (a:Article)-[:COPY_OF]->(o:Article) "
    "RETURN count(a) AS copies, count(DISTINCT o) AS copied"
)
_AMBIGUOUS: Final = "MATCH (n:Actor) WHERE n.readings IS NOT NULL RETURN count(n) AS n"


@dataclass(frozen=True, kw_only=True)
class StoreStatus:
    """What a store holds; tuples of (name, count) are most frequent first, then by name.

    `created` and `loaded` are when the store was made and last changed (UTC).  `unfinished` is
    True while a load runs, or when it was cut short.  `copies` counts the articles that repeat
    another's text, `copied` those others, `unmatched` the articles that came without a MinHash.
    `resolved` counts the names that other articles explain, by reason; `ambiguous` those that
    several actors may bear.
    """

    address: str
    schema: int
    created: str | None
    loaded: str | None
    unfinished: bool
    articles: int
    first_published: str | None
    last_published: str | None
    undated: int
    copies: int
    copied: int
    unmatched: int
    statements: int
    actors: tuple[tuple[str, int], ...]
    resolved: tuple[tuple[str, int], ...]
    ambiguous: int
    places: int
    topics: int
    issues: int
    relations: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, int], ...]
    skipped: tuple[tuple[str, int], ...]

    def as_json(self) -> dict[str, Any]:
        """Returns the status as a JSON object, counted names as objects."""
        return {
            name: dict(value) if isinstance(value, tuple) else value
            for name, value in vars(self).items()
        }


def inspect_store(store: Store) -> StoreStatus:
    """Returns what the store holds."""
    articles = next(
        store.run(
            "MATCH (a:Article) RETURN count(a) AS articles, count(a.published) AS dated, "
            "min(a.published) AS first, max(a.published) AS last"
        ).dicts()
    )
    copies, copied = store.run(_COPIES).rows[0]
    meta = read_meta(store.run)
    assert meta is not None, "run() refuses a store without its own record"
    return StoreStatus(
        address=store.address,
        schema=meta.schema,
        created=meta.created,
        loaded=meta.loaded,
        unfinished=meta.pending,
        articles=articles["articles"],
        first_published=articles["first"],
        last_published=articles["last"],
        undated=articles["articles"] - articles["dated"],
        copies=copies,
        copied=copied,
        unmatched=articles["articles"] - _count(store, "MinHash"),
        statements=_count(store, "Statement"),
        actors=tuple(
            (label, _count(store, label))
            for label in ("Country", "Person", "Organization", "Group")
        ),
        resolved=_resolved(store),
        ambiguous=int(store.run(_AMBIGUOUS).rows[0][0]),
        places=_count(store, "Place"),
        topics=_count(store, "Topic"),
        issues=_count(store, "Issue"),
        relations=_tally(store, "Statement", "relation"),
        statuses=_tally(store, "Statement", "status"),
        outlets=_tally(store, "Article", "outlet"),
        skipped=_tally(store, "Article", "skipped"),
    )


def _resolved(store: Store) -> tuple[tuple[str, int], ...]:
    counts = Counter(reason for _, reason in read_links(store).derived.values())
    return tuple(sorted(((str(r), n) for r, n in counts.items()), key=lambda e: (-e[1], e[0])))


def _count(store: Store, label: str) -> int:
    return int(store.run(f"MATCH (n:{label}) RETURN count(n) AS n").rows[0][0])


def _tally(store: Store, label: str, name: str) -> tuple[tuple[str, int], ...]:
    found = store.run(
        f"MATCH (n:{label}) WHERE n.{name} IS NOT NULL "
        f"RETURN n.{name} AS value, count(n) AS n ORDER BY n DESC, value"
    )
    return tuple((str(value), int(count)) for value, count in found.rows)
