"""What a load changes is all that is computed again, on both stores."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from graphkit.records import ArticleRecord, Mention, Statement
from graphkit.store import Store, Table
from graphkit.store.loading import forget, load
from tests.samples import (
    VOCABULARY,
    article,
    country,
    explained,
    graph_of,
    organization,
    person,
    place,
    sample_issue_of,
    statement,
    summit,
    topic,
)
from tests.unit.test_resemblance import RETOLD, STORY, TRIMMED

pytestmark = pytest.mark.usefixtures("pairs_are_kept")

USA, RUSSIA, ENVOY = country("USA"), country("RUS"), person("Ana Roe", "USA", "envoy")
Records = tuple[list[ArticleRecord], list[Statement]]


def put(store: Store, articles: Iterable[ArticleRecord], found: Iterable[Statement]) -> None:
    load(store, articles, found, vocabulary=VOCABULARY, issue_of=sample_issue_of)


def tell(store: Store, doc: str, *parts: tuple[Mention, str, Mention], **fields: Any) -> None:
    """Loads an article with these statements."""
    told = [statement(doc, a, name, b, sent=n, **fields) for n, (a, name, b) in enumerate(parts)]
    put(store, [article(doc, statements=len(told))], told)


def drop(store: Store, *docs: str) -> None:
    forget(store, docs, vocabulary=VOCABULARY, issue_of=sample_issue_of)


def ties(store: Store) -> set[tuple[Any, ...]]:
    query = "MATCH (a)-[e]->(b) WHERE e.statements IS NOT NULL RETURN a.id, type(e), b.id, e.count"
    return set(store.run(query).rows)


def world() -> Records:
    """Names that explain one another, copies of one text, and a summit."""
    articles, found = explained()
    more, others = summit()
    texts = {"b1": STORY, "b2": TRIMMED, "a2": RETOLD}
    records = [
        replace(a, minhash=article(a.id, text=texts.get(a.id, "")).minhash)
        for a in (*articles, *more)
    ]
    return records, [*found, *others]


def part_of(whole: Records, docs: Iterable[str]) -> Records:
    some = set(docs)
    return [a for a in whole[0] if a.id in some], [s for s in whole[1] if s.doc in some]


@pytest.mark.parametrize("seed", [1, 2])
def test_articles_that_come_and_go_one_by_one_leave_the_graph_of_the_rest(
    store: Store, seed: int
) -> None:
    chance, whole = random.Random(seed), world()
    docs = sorted(a.id for a in whole[0])
    for doc in chance.sample(docs, len(docs)):
        put(store, *part_of(whole, [doc]))
    graph = graph_of(store)
    gone = chance.sample(docs, 5)
    for doc in gone:
        drop(store, doc)
    rest = graph_of(store)
    for expected, left in ((graph, docs), (rest, set(docs) - set(gone))):
        drop(store, *docs)
        assert graph_of(store) == set()
        put(store, *part_of(whole, left))
        assert graph_of(store) == expected


def test_an_edited_article_takes_back_the_ties_that_it_told_of(store: Store) -> None:
    tell(store, "a", (USA, "criticizes", RUSSIA), (USA, "meets", RUSSIA), (USA, "aids", ENVOY))
    tell(store, "b", (USA, "criticizes", RUSSIA), (RUSSIA, "meets", USA))
    tell(store, "a", (USA, "criticizes", RUSSIA), (USA, "opposes", RUSSIA))
    assert ties(store) == {
        ("country:USA", "CRITICIZES", "country:RUS", 2),
        ("country:RUS", "MEETS", "country:USA", 1),
        ("country:USA", "OPPOSES", "country:RUS", 1),
    }
    drop(store, "b")
    assert ties(store) == {
        ("country:USA", "CRITICIZES", "country:RUS", 1),
        ("country:USA", "OPPOSES", "country:RUS", 1),
    }


def test_the_same_statement_told_otherwise_changes_its_tie(store: Store) -> None:
    edge = "MATCH ()-[e:MEETS]->() RETURN e.first, e.last, e.score, e.count"
    tell(store, "a", (USA, "meets", RUSSIA), date=dt.date(2023, 3, 1), score=1.0)
    tell(store, "b", (USA, "meets", RUSSIA), date=dt.date(2023, 3, 5), score=2.0)
    assert store.run(edge).rows == (("2023-03-01", "2023-03-05", 1.5, 2),)
    tell(store, "a", (USA, "meets", RUSSIA), date=dt.date(2023, 3, 9), score=None)
    assert store.run(edge).rows == (("2023-03-05", "2023-03-09", 2.0, 2),)


def test_ties_of_other_pairs_are_left_alone(store: Store) -> None:
    tell(store, "a", (USA, "meets", RUSSIA), (USA, "aids", ENVOY))
    tell(store, "b", (USA, "meets", RUSSIA), (RUSSIA, "criticizes", USA))
    store.run("MATCH ()-[e]->() WHERE e.statements IS NOT NULL SET e.mark = 1", write=True)
    tell(store, "c", (USA, "meets", RUSSIA), (RUSSIA, "aids", ENVOY))
    marked = store.run("MATCH ()-[e]->() WHERE e.mark = 1 RETURN type(e)").rows
    assert set(marked) == {("AIDS",), ("CRITICIZES",)}


def test_names_countries_and_offices_are_what_most_statements_say(store: Store) -> None:
    node = "MATCH (n:Person) RETURN n.name, n.country"
    office = (
        "MATCH (:Person)-[e:OF]->(c) RETURN c.id, e.role, e.roles, e.first, e.last ORDER BY c.id"
    )

    def roe(state: str | None, role: str | None, name: str = "Ana Roe") -> Mention:
        return replace(ENVOY, name=name, country=state, role=role)

    def told(doc: str, who: Mention, day: int) -> None:
        tell(store, doc, (who, "meets", RUSSIA), published=dt.date(2023, 3, day))

    told("a", roe("USA", "envoy"), 10)
    told("b", roe("USA", "envoy"), 5)
    usa = ("country:USA", "envoy", ["envoy"], "2023-03-05", "2023-03-10")
    assert store.run(office).rows == (usa,)
    told("c", roe(None, None), 1)
    assert store.run(office).rows == (usa,)
    told("d", roe("USA", "aide"), 12)
    usa = ("country:USA", "envoy", ["aide", "envoy"], "2023-03-05", "2023-03-12")
    assert store.run(office).rows == (usa,)
    told("e", roe("USA", "aide"), 11)
    told("f", roe("FRA", None, "Anna Roe"), 2)
    usa = ("country:USA", "aide", ["aide", "envoy"], "2023-03-05", "2023-03-12")
    assert store.run(office).rows == (
        ("country:FRA", None, None, "2023-03-02", "2023-03-02"),
        usa,
    )
    assert store.run(node).rows == (("Ana Roe", "USA"),)
    drop(store, "a", "b", "c", "d")
    usa = ("country:USA", "aide", ["aide"], "2023-03-11", "2023-03-11")
    assert store.run(office).rows[1] == usa
    told("g", roe("FRA", None, "Anna Roe"), 2)
    assert store.run(node).rows == (("Anna Roe", "FRA"),)


def test_what_is_read_does_not_grow_with_what_the_actors_are_named_in(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows: list[int] = []

    def run(cypher: str, params: Mapping[str, Any] | None = None, **options: Any) -> Table:
        table = ask(cypher, params, **options)
        rows.append(len(table.rows))
        return table

    ask = store.run
    monkeypatch.setattr(store, "run", run)
    parts = [
        (USA, "criticizes", RUSSIA),
        (ENVOY, "supports", topic("calls for ceasefire")),
        (organization("Red Cross"), "visits", place("Riga", "LVA")),
    ]

    def read_for(doc: str) -> int:
        rows.clear()
        tell(store, doc, *parts)
        return sum(rows)

    tell(store, "first", *parts)
    few = read_for("few")
    others = [organization(f"Body {n}") for n in range(4)]
    told = [
        statement(f"m{n // 4}", actor, "demands", others[n % 4], sent=n % 4)
        for n, actor in enumerate([USA, RUSSIA, ENVOY, organization("Red Cross")] * 30)
    ]
    put(store, [], told)
    many = read_for("many")
    assert many - few < 20
