"""Stores that an older graphkit wrote: upgraded by the next load, or refused; on both stores."""

from __future__ import annotations

import pytest

from graphkit.errors import StoreKindError
from graphkit.queries import all_queries, find_query, put_question
from graphkit.rows import STANDING_NAMES
from graphkit.store import SCHEMA, Store, loading
from graphkit.store.decisions import read_decisions
from graphkit.store.inspecting import inspect_store
from graphkit.store.loading import forget, load
from graphkit.store.meta import meta_step
from graphkit.store.migrating import UPGRADES
from graphkit.store.recalling import recall_statements
from tests.samples import VOCABULARY, explained, graph_of, sample_issue_of

OKAFOR, JOHN, GRACE = "person:okafor", "person:john-okafor", "person:grace-okafor"
DRAW = (
    f"MATCH (a:Actor {{id: '{OKAFOR}'}}) MATCH (b:Actor {{id: '{JOHN}'}}) "
    "MERGE (a)-[e:SAME_AS]->(b)"
)


def put(store: Store) -> None:
    load(store, *explained(), vocabulary=VOCABULARY, issue_of=sample_issue_of)


def supporters(store: Store) -> set[str]:
    """Returns who supports calls for a ceasefire."""
    return {row[0] for row in store.run("MATCH (a)-[:SUPPORTS]->(:Topic) RETURN a.id").rows}


def as_written_by(store: Store, schema: int) -> None:
    store.execute([meta_step({"schema": schema})])
    store.close()


def test_a_store_of_schema_1_is_read_and_then_upgraded(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    put(store)
    store.run(DRAW, write=True)
    as_written_by(store, 1)
    assert inspect_store(store).schema == 1
    assert supporters(store) == {GRACE, OKAFOR}
    put(store)
    for step in ("1 to 2", "2 to 3", "3 to 4"):
        assert f"{store.address}: upgrading store schema {step}" in caplog.text
    assert inspect_store(store).schema == SCHEMA
    assert supporters(store) == {GRACE, JOHN}
    assert read_decisions(store).joined == {OKAFOR: (JOHN, "John Okafor")}
    forget(store, ["b4", "b5"], vocabulary=VOCABULARY, issue_of=sample_issue_of)
    put(store)
    assert store.run(f"MATCH (a {{id: '{OKAFOR}'}})-[:SAME_AS]->(b) RETURN b.id").rows == ((JOHN,),)


def test_a_store_of_schema_2_learns_how_many_outlets_are_independent(store: Store) -> None:
    put(store)
    whole = graph_of(store)
    store.run("MATCH ()-[e]->() WHERE e.independent IS NOT NULL REMOVE e.independent", write=True)
    as_written_by(store, 2)
    assert graph_of(store) != whole
    load(store, [], [], vocabulary=VOCABULARY, issue_of=sample_issue_of)
    assert graph_of(store) == whole
    status = inspect_store(store)
    assert (status.schema, status.unfinished) == (SCHEMA, False)


def test_a_store_of_schema_3_answers_questions_once_it_is_upgraded(store: Store) -> None:
    put(store)
    whole = graph_of(store)
    for label in ("Actor", "Place", "Topic"):
        names = ", ".join(f"n.{name}" for name in STANDING_NAMES)
        store.run(f"MATCH (n:{label}) REMOVE {names}", write=True)
    as_written_by(store, 3)
    question = find_query(all_queries(), "stance")
    with pytest.raises(StoreKindError, match=r"store schema 3; questions need 4\) \(load any"):
        put_question(store, question, {})
    assert len(list(recall_statements(store))) == len(explained()[1])
    store.close()
    load(store, [], [], vocabulary=VOCABULARY, issue_of=sample_issue_of)
    assert graph_of(store) == whole
    assert put_question(store, question, {})[0].rows


def test_an_upgrade_that_was_cut_is_completed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store)
    whole = graph_of(store)
    store.run("MATCH ()-[e]->() WHERE e.independent IS NOT NULL REMOVE e.independent", write=True)
    as_written_by(store, 2)
    with monkeypatch.context() as patched:
        patched.setattr(loading, "derive", _cut)
        with pytest.raises(KeyboardInterrupt):
            put(store)
    store.close()
    put(store)
    assert graph_of(store) == whole


def _cut(*_args: object, **_options: object) -> None:
    raise KeyboardInterrupt


def test_a_store_too_old_to_be_upgraded_is_refused(store: Store) -> None:
    put(store)
    as_written_by(store, 0)
    message = r"written by an older graphkit \(store schema 0, this one knows 1 to 4\) \(load"
    with pytest.raises(StoreKindError, match=message):
        put(store)
    store.close()
    with pytest.raises(StoreKindError, match=message):
        store.run("RETURN 1 AS x")


def test_every_older_schema_has_its_upgrade() -> None:
    assert sorted(UPGRADES) == list(range(1, SCHEMA))
