"""Articles in the store -> COPY_OF edges from each copy of a text to its original.

Two articles are copies where a band of their MinHashes is equal and they resemble by `COPY` or
more; whatever is linked so, over any number of steps, is one group.  Its original is the article
that was published first, among those whose outlet is known.  So the groups follow from the set of
articles alone, not from their order.  Only the groups of given articles are looked at, and what may
be their copies is looked up in the indexes of the bands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from graphkit.records import EdgeRow
from graphkit.resemblance import COPY, bands_of, places_of, resemblance
from graphkit.rows import BANDS
from graphkit.store.contract import Store
from graphkit.store.writing import batches, edge_steps, key_steps

CHUNK: Final = 1000
"""Articles looked up at a time."""

Places = tuple[int, ...]

_GROUPS: Final = (
    "UNWIND $docs AS d MATCH (a:Article {id: d}) MATCH (a)-[:COPY_OF*0..1]->(o) "
    "MATCH (o)<-[:COPY_OF*0..1]-(m) RETURN DISTINCT m.id AS id"
)
_MINHASHES: Final = (
    "UNWIND $docs AS d MATCH (m:MinHash {id: d}) RETURN d AS doc, m.minhash AS minhash"
)
_BUCKETS: Final = (
    "UNWIND $keys AS k MATCH (m:MinHash {{{band}: k}}) "
    "WITH k, collect(m.id) AS docs WHERE size(docs) > 1 RETURN docs"
)
_ARTICLES: Final = (
    "UNWIND $docs AS d MATCH (a:Article {id: d}) "
    "RETURN d AS doc, a.outlet AS outlet, a.published AS published"
)
_COPIES: Final = (
    "UNWIND $docs AS d MATCH (a:Article {id: d}) MATCH (a)-[e:COPY_OF]->(o) "
    "RETURN d AS doc, o.id AS original, e.resemblance AS resemblance"
)
_DROP: Final = "MATCH (a:Article {id: r}) MATCH (a)-[e:COPY_OF]->() DELETE e"


def groups_of(store: Store, docs: Collection[str]) -> set[str]:
    """Returns the articles that are, so far, in one group with any of these."""
    return {str(row["id"]) for row in _rows(store, _GROUPS, docs)}


def all_copies(store: Store) -> set[str]:
    """Returns every article that may be in a group, or is."""
    found = store.run("MATCH (m:MinHash) RETURN m.id AS id").rows
    drawn = store.run("MATCH (a:Article)-[:COPY_OF]->() RETURN a.id AS id").rows
    return {row[0] for row in (*found, *drawn)}


def group_copies(store: Store, docs: Collection[str]) -> set[str]:
    """Writes again which of these articles are copies of which, and of which others.

    Args:
        store: where to.
        docs: articles that are new or changed, and those of the groups that any has left.

    Returns:
        The articles whose original is another one than before, or has changed.
    """
    seen, groups = _find_groups(store, docs)
    wanted = dict(_copies(store, groups))
    drawn = {
        row["doc"]: (row["original"], row["resemblance"]) for row in _rows(store, _COPIES, seen)
    }
    moved = {d for d in wanted.keys() | drawn.keys() if wanted.get(d) != drawn.get(d)}
    edges = [
        EdgeRow(
            type="COPY_OF",
            start=("Article", doc),
            end=("Article", wanted[doc][0]),
            properties={"resemblance": wanted[doc][1]},
        )
        for doc in moved & wanted.keys()
    ]
    for step in (*key_steps(_DROP, moved & drawn.keys()), *edge_steps(edges)):
        store.execute([step])
    given = set(docs)
    return moved | {doc for doc, (original, _) in wanted.items() if original in given}


class _Groups:
    """Articles joined step by step (disjoint sets)."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def root(self, doc: str) -> str:
        """Returns what all articles of one group have in common."""
        parents = self._parents
        while (parent := parents.get(doc, doc)) != doc:
            parents[doc] = parents.get(parent, parent)
            doc = parent
        return doc

    def join(self, one: str, other: str) -> None:
        """Makes the groups of two articles one."""
        self._parents[self.root(one)] = self.root(other)
        self._parents.setdefault(other, other)

    def members(self) -> Iterator[list[str]]:
        """Yields the articles of each group, sorted."""
        groups = defaultdict(list)
        for doc in sorted(self._parents):
            groups[self.root(doc)].append(doc)
        yield from groups.values()


def _find_groups(store: Store, docs: Collection[str]) -> tuple[set[str], _Groups]:
    """Returns all articles that were looked at, and the groups of those that have copies."""
    groups, places = _Groups(), _Minhashes(store)
    seen: set[str] = set()
    buckets: set[tuple[str, ...]] = set()
    todo = set(docs)
    while todo:
        seen |= todo
        found: set[str] = set()
        for some in batches(sorted(todo), CHUNK):
            shared = set(_shared(store, places.read(some).values())) - buckets
            buckets |= shared
            known = places.read({doc for bucket in shared for doc in bucket})
            for bucket in shared:
                for one, other in _alike(bucket, known):
                    groups.join(one, other)
                    found |= {one, other}
        todo = found - seen
    return seen, groups


class _Minhashes:
    """The places of the articles' MinHashes, read when needed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def read(self, docs: Collection[str]) -> dict[str, Places]:
        """Returns the places by article; an article without a MinHash has none."""
        found = ((r["doc"], places_of(r["minhash"])) for r in _rows(self._store, _MINHASHES, docs))
        return {doc: places for doc, places in found if places is not None}


def _shared(store: Store, minhashes: Iterable[Places]) -> Iterator[tuple[str, ...]]:
    """Yields the articles, sorted, that share a band with one of these, by band."""
    keys = [bands_of(places) for places in minhashes]
    for number, band in enumerate(BANDS):
        values = sorted({key[number] for key in keys})
        for (docs,) in store.run(_BUCKETS.format(band=band), {"keys": values}).rows:
            yield tuple(sorted(docs))


def _alike(bucket: Collection[str], places: Mapping[str, Places]) -> Iterator[tuple[str, str]]:
    """Yields pairs of copies that link all of the bucket that are linked by resemblance.

    An article that is linked already is not compared with others that are: of thousands alike
    each is compared once, not with every other.
    """
    alone = [doc for doc in bucket if doc in places]
    linked: list[str] = []
    while alone:
        doc = linked.pop() if linked else alone.pop()
        mine = places[doc]
        rest = []
        for other in alone:
            if resemblance(mine, places[other]) >= COPY:
                linked.append(other)
                yield doc, other
            else:
                rest.append(other)
        alone = rest


def _copies(store: Store, groups: _Groups) -> Iterator[tuple[str, tuple[str, float]]]:
    """Yields each copy with its original and how much they resemble (to two places)."""
    members = list(groups.members())
    docs = {doc for group in members for doc in group}
    articles = {row["doc"]: row for row in _rows(store, _ARTICLES, docs)}
    places = _Minhashes(store).read(docs)
    for group in members:
        original = min(group, key=lambda doc: _precedence(articles[doc]))
        for doc in group:
            if doc != original:
                alike = resemblance(places[doc], places[original])
                yield doc, (original, round(alike, 2))


def _precedence(article: Mapping[str, Any]) -> tuple[bool, str, str, str]:
    outlet, day = article["outlet"], article["published"]
    return outlet is None, day or "9999", outlet or "", article["doc"]


def _rows(store: Store, query: str, docs: Collection[str]) -> Iterator[dict[str, Any]]:
    for some in batches(sorted(docs), CHUNK):
        yield from store.run(query, {"docs": some}).dicts()
