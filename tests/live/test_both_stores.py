"""The contract, held to both stores: what one does the other does, tuple by tuple."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import pytest

from graphkit.errors import QueryError, StoreError, StoreKindError
from graphkit.records import ArticleRecord, EdgeRow, NodeRow, Statement
from graphkit.rows import standing
from graphkit.store import SCHEMA, Edge, Node, Step, Store, loading
from graphkit.store import Path as GraphPath
from graphkit.store.inspecting import inspect_store
from graphkit.store.loading import LoadReport, forget, load
from graphkit.store.meta import CONSTRAINED, meta_step
from graphkit.store.writing import edge_steps, node_steps
from tests.conftest import Neo4jAddress, empty_database
from tests.samples import (
    VOCABULARY,
    article,
    country,
    explained,
    graph_of,
    person,
    place,
    sample_issue_of,
    statement,
    summit,
    topic,
)
from tests.seed_graph import seed_records

Records = tuple[list[ArticleRecord], list[Statement]]
NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)


def put(store: Store, records: Records, **options: Any) -> LoadReport:
    return load(
        store,
        *records,
        **{
            "vocabulary": VOCABULARY,
            "issue_of": sample_issue_of,
            "clock": lambda: NOON,
            **options,
        },
    )


def drop(store: Store, *docs: str) -> tuple[list[str], list[str]]:
    return forget(store, docs, vocabulary=VOCABULARY, issue_of=sample_issue_of)


def only(records: Records, *docs: str) -> Records:
    articles, statements = records
    return [a for a in articles if a.id in docs], [s for s in statements if s.doc in docs]


def rows(store: Store, cypher: str, **params: Any) -> list[tuple[Any, ...]]:
    return list(store.run(cypher, params).rows)


def test_the_constraints_stand_when_read_back(store: Store) -> None:
    store.prepare()
    found = {
        tuple(row["labelsOrTypes"])
        for row in store.run("SHOW CONSTRAINTS").dicts()
        if row["properties"] == ["id"]
    }
    assert found == {(label,) for label in CONSTRAINED}


def test_a_second_node_with_one_id_is_refused(store: Store) -> None:
    put(store, summit())
    with pytest.raises(QueryError):
        store.run("CREATE (:Actor {id: 'country:CHN'})", write=True)


def test_one_statement_makes_this_graph(store: Store) -> None:
    visit = statement(
        "a1", person("Xi Jinping", "CHN", "President"), "visits", place("Moscow", "RUS")
    )
    put(store, ([article("a1", statements=1)], [visit]))
    graph = graph_of(store)
    assert {entry[1:3] for entry in graph if entry[0] == "node"} == {
        ("a1", ("Article",)),
        (visit.id, ("Statement",)),
        ("person:xi-jinping", ("Actor", "Person")),
        ("place:moscow", ("Place",)),
        ("country:CHN", ("Actor", "Country")),
        ("country:RUS", ("Actor", "Country")),
    }
    assert {entry[1:4] for entry in graph if entry[0] == "edge"} == {
        ("IN", visit.id, "a1"),
        ("SUBJECT", visit.id, "person:xi-jinping"),
        ("OBJECT", visit.id, "place:moscow"),
        ("OF", "person:xi-jinping", "country:CHN"),
        ("LOCATED_IN", "place:moscow", "country:RUS"),
        ("VISITS", "person:xi-jinping", "place:moscow"),
    }


def test_only_actual_undenied_statements_make_derived_edges(store: Store) -> None:
    put(store, summit())
    types = ["VISITS", "MEETS", "OPPOSES", "SIGNS"]
    query = "MATCH (a)-[e]->(b) WHERE type(e) IN $types RETURN a.id, type(e), b.id, e.count"
    assert set(rows(store, query, types=types)) == {
        ("person:xi-jinping", "VISITS", "place:moscow", 1),
        ("person:vladimir-putin", "VISITS", "place:moscow", 1),
        ("person:vladimir-putin", "MEETS", "person:xi-jinping", 2),
        ("country:USA", "OPPOSES", "topic:calls-for-ceasefire", 1),
    }


def test_a_symmetric_relation_has_one_edge_from_the_smaller_id(store: Store) -> None:
    put(store, summit())
    query = "MATCH (a)-[e:MEETS]->(b) RETURN a.id, b.id, e.first, e.last, e.score, e.outlets"
    assert rows(store, query) == [
        ("person:vladimir-putin", "person:xi-jinping", "2023-03-20", "2023-03-20", 3.25, 2)
    ]


def test_topics_are_about_their_issue(store: Store) -> None:
    put(store, summit())
    query = "MATCH (t:Topic)-[:ABOUT]->(i:Issue) RETURN t.name, i.id, i.name"
    assert rows(store, query) == [("calls for ceasefire", "issue:ceasefire", "ceasefire")]


def test_an_article_without_statements_is_there_too(store: Store) -> None:
    put(store, summit())
    query = "MATCH (a:Article) WHERE NOT EXISTS { (a)<-[:IN]-() } RETURN a.id, a.title"
    assert rows(store, query) == [("a3", "Title of a3")]


def test_loading_twice_equals_loading_once(store: Store) -> None:
    first = put(store, summit())
    once = graph_of(store)
    second = put(store, summit())
    assert graph_of(store) == once
    assert (first.new, first.replaced, first.unchanged, first.statements) == (3, 0, 0, 7)
    assert (second.new, second.replaced, second.unchanged, second.statements) == (0, 0, 3, 0)


def test_an_edited_article_leaves_nothing_of_its_former_self(store: Store) -> None:
    put(store, summit())
    edited = (
        [replace(article("a1", statements=1), url=None)],
        [statement("a1", country("FRA"), "supports", topic("peace"))],
    )
    report = put(store, edited)
    assert (report.new, report.replaced) == (0, 1)
    assert rows(store, "MATCH (a:Article {id: 'a1'}) RETURN a.url") == [(None,)]
    changed = graph_of(store)
    drop(store, "a1", "a2", "a3")
    put(store, only(summit(), "a2", "a3"))
    put(store, edited)
    assert graph_of(store) == changed


def test_forgetting_an_article_removes_what_only_it_supported(store: Store) -> None:
    put(store, only(summit(), "a2", "a3"))
    before = graph_of(store)
    put(store, only(summit(), "a1"))
    assert drop(store, "a1", "nowhere") == (["a1"], ["nowhere"])
    assert graph_of(store) == before
    drop(store, "a2", "a3")
    assert graph_of(store) == set()


def test_a_state_keeps_its_name_when_nothing_names_it_any_more(store: Store) -> None:
    russian = statement("a1", person("Lavrov", "RUS"), "supports", topic("peace"))
    odd = replace(country("RUS"), name="Russian Federation")
    put(
        store,
        (
            [article("a1"), article("a2")],
            [russian, statement("a2", odd, "supports", topic("peace"))],
        ),
    )
    name = "MATCH (c:Country {id: 'country:RUS'}) RETURN c.name"
    assert rows(store, name) == [("Russian Federation",)]
    drop(store, "a2")
    assert rows(store, name) == [("Russia",)]


def test_what_others_wrote_beside_an_actor_stays(store: Store) -> None:
    put(store, only(summit(), "a1"))
    store.run("MATCH (n:Actor {id: 'country:RUS'}) SET n.bloc = 3", write=True)
    put(store, only(summit(), "a2"))
    assert rows(store, "MATCH (n:Actor {id: 'country:RUS'}) RETURN n.bloc") == [(3,)]


def test_statements_that_cannot_stand_are_counted_and_left_out(store: Store) -> None:
    articles, statements = summit()
    odd = replace(statements[0], relation="snubs")
    report = put(store, (articles, [*statements, odd, statements[1]]))
    assert dict(report.refused) == {"unknown relation 'snubs'": 1}
    assert report.repeated == 1
    assert rows(store, "MATCH (s:Statement) RETURN count(s)") == [(7,)]


def test_articles_whose_id_no_index_takes_are_counted_and_left_out(store: Store) -> None:
    endless = article("x" * 9000)
    said = statement(endless.id, country("CHN"), "aids", topic("x"))
    report = put(store, ([article("a1"), endless], [said]))
    assert dict(report.refused_articles) == {"its id is longer than 4000 bytes": 1}
    assert dict(report.refused) == {"article: its id is longer than 4000 bytes": 1}
    assert rows(store, "MATCH (a:Article) RETURN a.id") == [("a1",)]


def test_a_corrected_statement_gets_the_id_that_its_fields_make(store: Store) -> None:
    right = statement("a1", country("CHN"), "supports", topic("peace"))
    put(store, ([article("a1")], [replace(right, id="0000")]))
    assert rows(store, "MATCH (s:Statement) RETURN s.id") == [(right.id,)]


def test_statements_without_a_record_make_a_bare_article(store: Store) -> None:
    report = put(store, ([], only(summit(), "a2")[1]))
    assert (report.new, report.unrecorded) == (1, 1)
    query = "MATCH (a:Article) RETURN a.id, a.title, a.outlet, a.published, a.statements"
    assert rows(store, query) == [("a2", "a2", None, "2023-03-20", 3)]


def test_of_two_records_with_one_id_the_extracted_one_wins(store: Store) -> None:
    double = [article("a1", skipped="same id with other text"), article("a1", outlet="X")]
    for order in (double, double[::-1]):
        put(store, (order, []))
        query = "MATCH (a:Article) RETURN a.outlet, a.skipped"
        assert rows(store, query) == [("X", None)]


def test_skipped_articles_are_counted_by_reason(store: Store) -> None:
    skipped = [article("b1", skipped="not English"), article("b2", skipped="not English")]
    report = put(store, (skipped, []))
    assert dict(report.skipped) == {"not English": 2}
    assert inspect_store(store).skipped == (("not English", 2),)


def test_a_load_that_was_cut_is_completed_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, summit())
    whole = graph_of(store)
    drop(store, "a1", "a2", "a3")
    monkeypatch.setattr(loading, "ROUND", 1)

    def cut(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        put(store, summit(), progress=cut)
    assert inspect_store(store).unfinished
    report = put(store, summit())
    assert (report.new, report.unchanged) == (1, 2)
    assert graph_of(store) == whole
    assert not inspect_store(store).unfinished


def test_a_load_cut_inside_an_article_is_completed_by_the_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, summit())
    whole = graph_of(store)
    put(store, ([article("a1")], [statement("a1", country("FRA"), "aids", country("UKR"))]))
    execute = store.execute

    def cut(steps: Iterable[Step]) -> None:
        told = list(steps)
        execute(told[:3])
        if len(told) > 3:
            raise KeyboardInterrupt

    monkeypatch.setattr(store, "execute", cut)
    with pytest.raises(KeyboardInterrupt):
        put(store, summit())
    monkeypatch.undo()
    put(store, summit())
    assert graph_of(store) == whole


def test_rebuilding_brings_back_derived_edges(store: Store) -> None:
    put(store, summit())
    whole = graph_of(store)
    store.run("MATCH ()-[e:VISITS|MEETS|OF|ABOUT]->() DELETE e", write=True)
    put(store, summit())
    assert graph_of(store) != whole
    put(store, summit(), rebuild=True)
    assert graph_of(store) == whole


def test_the_status_tells_what_is_in_the_store(store: Store) -> None:
    put(store, summit())
    status = inspect_store(store)
    assert status.address == store.address
    assert (status.schema, status.unfinished, status.loaded) == (SCHEMA, False, NOON.isoformat())
    assert (status.articles, status.statements, status.undated) == (3, 7, 0)
    assert (status.copies, status.copied, status.unmatched) == (0, 0, 3)
    assert (status.first_published, status.last_published) == ("2023-03-20", "2023-03-21")
    assert status.outlets == (("Northern Wire", 2), ("Harbour Daily", 1))
    assert status.relations == (("visits", 3), ("meets", 2), ("opposes", 1), ("signs", 1))
    assert status.statuses == (("actual", 6), ("planned", 1))
    assert status.actors == (("Country", 3), ("Person", 3), ("Organization", 0), ("Group", 0))
    assert (status.places, status.topics, status.issues) == (1, 2, 1)
    assert status.as_json()["outlets"] == {"Northern Wire": 2, "Harbour Daily": 1}


def test_answers_are_plain_values_nodes_edges_and_paths(store: Store) -> None:
    put(store, summit())
    xi = Node(
        labels=("Actor", "Person"),
        id="person:xi-jinping",
        properties={
            "id": "person:xi-jinping",
            "name": "Xi Jinping",
            "country": "CHN",
            **standing("person:xi-jinping", "CHN"),
        },
    )
    moscow = Node(
        labels=("Place",),
        id="place:moscow",
        properties={
            "id": "place:moscow",
            "name": "Moscow",
            "country": "RUS",
            **standing("place:moscow", "RUS"),
        },
    )
    table = store.run(
        "MATCH p = (a:Person {id: 'person:xi-jinping'})-[e:VISITS]->(b:Place) "
        "RETURN p, a, e, [a, {of: b}] AS list, date('2023-03-20') AS day, $x AS x, null AS none",
        {"x": "it's"},
    )
    assert table.columns == ("p", "a", "e", "list", "day", "x", "none")
    ((path, a, edge, both, day, x, none),) = table.rows
    assert isinstance(edge, Edge)
    assert (edge.type, edge.start, edge.end) == ("VISITS", "person:xi-jinping", "place:moscow")
    assert edge.properties["count"] == 1
    assert path == GraphPath(nodes=(xi, moscow), edges=(edge,))
    assert (a, both, day, x, none) == (xi, [xi, {"of": moscow}], "2023-03-20", "it's", None)


def test_different_values_are_counted_behind_a_condition(store: Store) -> None:
    put(store, explained())
    match = "MATCH (s:Statement)-[:SUBJECT|OBJECT|SAID_BY]->(n) WHERE s.sent > 0 "
    named = {row[0] for row in store.run(match + "RETURN n.id AS id").rows}
    assert store.run(match + "RETURN count(DISTINCT n.id) AS n").rows == ((len(named),),)
    ((ids,),) = store.run(match + "RETURN collect(DISTINCT n.id) AS ids").rows
    assert set(ids) == named


def test_an_edge_alone_knows_the_ids_of_its_ends(store: Store) -> None:
    put(store, summit())
    ((edge,),) = rows(store, "MATCH ()-[e:LOCATED_IN]->() RETURN e")
    assert edge == Edge(type="LOCATED_IN", start="place:moscow", end="country:RUS", properties={})


def test_columns_are_known_when_there_are_no_rows(store: Store) -> None:
    put(store, summit())
    table = store.run("MATCH (n:Actor {id: 'x'}) RETURN n.name AS name, n.id AS id")
    assert (table.columns, table.rows) == (("name", "id"), ())


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (:Actor {id: 'country:XXX'})",
        "MATCH (n) DETACH DELETE n",
        "MATCH (n:Actor) SET n.name = 'x'",
        "MERGE (n:Actor {id: 'country:CHN'}) RETURN n",
        "MATCH (n:Actor) REMOVE n.name",
        "DROP CONSTRAINT graphkit_actor_id",
    ],
)
def test_a_store_that_is_read_cannot_be_changed(store: Store, cypher: str) -> None:
    put(store, summit())
    before = graph_of(store)
    with pytest.raises(QueryError):
        store.run(cypher)
    assert graph_of(store) == before


def test_a_refused_change_tells_how_to_make_it(store: Store) -> None:
    put(store, summit())
    with pytest.raises(QueryError, match=r"\(give --write to change the store\)$"):
        store.run("MATCH (n) DETACH DELETE n")
    store.run("MATCH (n:Topic) SET n.seen = true", write=True)
    assert rows(store, "MATCH (n:Topic) RETURN DISTINCT n.seen") == [(True,)]


@pytest.mark.parametrize(
    ("cypher", "word"),
    [
        ("MATCH (n RETURN n", "RETURN"),
        ("RETURN $x AS x", "x"),
        ("RETURN nothing(1) AS x", "nothing"),
    ],
    ids=["syntax", "parameter", "function"],
)
def test_bad_cypher_is_told(store: Store, cypher: str, word: str) -> None:
    put(store, summit())
    with pytest.raises(QueryError, match=word):
        store.run(cypher)


def test_unknown_labels_are_warned_of(store: Store) -> None:
    put(store, summit())
    assert "Actress" in store.run("MATCH (n:Actress) RETURN n").warnings[0]
    assert "Actress" in store.explain("MATCH (n:Actress) RETURN n")[0].message
    assert store.explain("MATCH (n:Actor) RETURN n.name AS name") == ()


def test_an_empty_store_cannot_be_read(store: Store) -> None:
    with pytest.raises(StoreError, match="load statements first: graphkit load"):
        store.run("MATCH (n) RETURN n")


def test_a_store_of_a_newer_graphkit_is_refused(store: Store) -> None:
    store.prepare()
    store.execute([meta_step({"schema": 99})])
    store.close()
    message = rf"written by a newer graphkit \(store schema 99, this one knows {SCHEMA}\)"
    with pytest.raises(StoreKindError, match=message):
        put(store, summit())
    store.close()
    with pytest.raises(StoreKindError, match=message):
        store.run("RETURN 1 AS x")


def test_a_database_that_holds_something_else_is_left_alone(store: Store) -> None:
    store.prepare()
    store.run("MATCH (n:Graphkit) DELETE n", write=True)
    store.execute(list(node_steps([NodeRow(labels=("Topic",), id="topic:x", properties={})])))
    store.close()
    for act in (store.prepare, lambda: store.run("RETURN 1 AS x")):
        with pytest.raises(StoreKindError, match="holds 1 nodes that graphkit did not write"):
            act()
        store.close()


def test_labels_and_types_come_from_the_schema_only() -> None:
    with pytest.raises(StoreError, match="not a label"):
        list(node_steps([NodeRow(labels=("Actor) DELETE n //",), id="x", properties={})]))
    edge = EdgeRow(type="X]->(b) //", start=("Actor", "a"), end=("Actor", "b"), properties={})
    with pytest.raises(StoreError, match="not a relationship type"):
        list(edge_steps([edge], ["X]->(b) //"]))


def test_text_that_looks_like_cypher_is_only_text(store: Store) -> None:
    nasty = "'}) DETACH DELETE n //\x00\u202e`{}$x"
    put(store, ([article("a1")], [statement("a1", country("CHN"), "supports", topic(nasty))]))
    assert rows(store, "MATCH (t:Topic) RETURN t.name") == [(nasty,)]


def _all(records: Records) -> list[Records]:
    return [records]


def _halves(records: Records) -> list[Records]:
    return [only(records, "a2"), only(records, "a1", "a3")]


def _backwards(records: Records) -> list[Records]:
    articles, statements = records
    return [(articles[::-1], statements[::-1])]


@pytest.mark.live
@pytest.mark.parametrize("parts", [_all, _halves, _backwards])
def test_both_stores_hold_the_same_graph(
    neo4j_store: Store, embedded_store: Store, parts: Callable[[Records], list[Records]]
) -> None:
    put(embedded_store, summit())
    for part in parts(summit()):
        put(neo4j_store, part)
    assert graph_of(neo4j_store) == graph_of(embedded_store)


@pytest.mark.live
def test_both_stores_hold_the_same_graph_of_the_seeds(
    neo4j_address: Neo4jAddress, neo4j_store: Store, embedded_store: Store
) -> None:
    seeds = seed_records()
    put(embedded_store, seeds)
    report = put(neo4j_store, seeds)
    assert report.articles >= 30
    graph = graph_of(neo4j_store)
    assert graph == graph_of(embedded_store)
    assert put(neo4j_store, seeds).unchanged == report.articles
    assert graph_of(neo4j_store) == graph
    empty_database(neo4j_address)
