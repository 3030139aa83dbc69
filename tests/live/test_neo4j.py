"""What only a server can do to a load: refuse, go away, come back."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path

import neo4j
import pytest

from graphkit.errors import StoreDownError, StoreKindError, StoreLoginError
from graphkit.store import Patience, Store, loading, open_store
from graphkit.store.loading import load
from graphkit.store.meta import CONSTRAINED
from tests.conftest import Neo4jAddress, empty_database
from tests.neo4j_server import PASSWORD, Server
from tests.samples import VOCABULARY, graph_of, sample_issue_of, summit

pytestmark = pytest.mark.live


def test_constraints_and_indexes_are_made(neo4j_store: Store) -> None:
    neo4j_store.prepare()
    names = {row["name"] for row in neo4j_store.run("SHOW CONSTRAINTS").dicts()}
    assert names >= {f"graphkit_{label.lower()}_id" for label in CONSTRAINED}
    online = {
        row["name"]
        for row in neo4j_store.run("SHOW INDEXES").dicts()
        if row["state"] in ("ONLINE", "POPULATING")
    }
    assert online >= {"graphkit_actor_name", "graphkit_statement_published"}


@pytest.mark.parametrize(("user", "password"), [("neo4j", "wrong-word"), ("nobody", "x")])
def test_a_wrong_password_or_user_is_told_without_the_password(
    neo4j_address: Neo4jAddress, user: str, password: str
) -> None:
    with (
        open_store(neo4j_address.uri, user=user, password=password) as store,
        pytest.raises(StoreLoginError) as caught,
    ):
        load(store, *summit(), vocabulary=VOCABULARY)
    assert str(caught.value) == (
        f"{neo4j_address.uri}: the server refused user {user!r} or the password "
        "(give --user, and the password in GRAPHKIT_NEO4J_PASSWORD)"
    )


def test_a_database_that_is_not_there_is_told(neo4j_address: Neo4jAddress) -> None:
    with (
        open_store(neo4j_address.uri, password=neo4j_address.password, database="nowhere") as store,
        pytest.raises(StoreKindError, match="nowhere"),
    ):
        store.prepare()


def test_a_users_own_graph_is_left_alone(neo4j_address: Neo4jAddress) -> None:
    empty_database(neo4j_address)
    with (
        neo4j.GraphDatabase.driver(
            neo4j_address.uri, auth=("neo4j", neo4j_address.password)
        ) as driver,
        neo4j_address.open() as store,
    ):
        driver.execute_query("CREATE (:Recipe {name: 'soup'})-[:NEEDS]->(:Food)")
        with pytest.raises(StoreKindError, match="holds 2 nodes that graphkit did not write"):
            load(store, *summit(), vocabulary=VOCABULARY)
        found, _, _ = driver.execute_query("MATCH (n) RETURN count(n) AS n")
        assert found[0]["n"] == 2
    empty_database(neo4j_address)


def test_statements_that_commit_by_themselves_can_be_run(neo4j_store: Store) -> None:
    load(neo4j_store, *summit(), vocabulary=VOCABULARY)
    neo4j_store.run(
        "MATCH (n:Topic) CALL (n) { SET n.seen = 1 } IN TRANSACTIONS OF 1 ROW", write=True
    )
    assert neo4j_store.run("MATCH (n:Topic) RETURN sum(n.seen)").rows == ((2,),)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
def test_a_server_that_goes_away_mid_load_is_resumed(
    own_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: signal.Signals
) -> None:
    monkeypatch.setattr(loading, "ROUND", 1)
    address = Neo4jAddress(own_server.uri, PASSWORD)
    empty_database(address)
    put = partial(load, vocabulary=VOCABULARY, issue_of=sample_issue_of)

    def go_away(done: int, _total: int) -> None:
        if done == 2:
            own_server.stop(how)

    try:
        with (
            open_store(own_server.uri, password=PASSWORD, patience=Patience(retry=1)) as store,
            pytest.raises(StoreDownError) as caught,
        ):
            put(store, *summit(), progress=go_away)
    finally:
        own_server.stop()
        own_server.start()
    assert str(caught.value) == (
        f"{own_server.uri}: the server cannot be reached or went away; 2 of 3 articles are "
        "safely in (run the same command again when the server is back: it continues)"
    )
    with address.open() as store, open_store(str(tmp_path / "graph.kgl")) as embedded:
        report = put(store, *summit())
        assert (report.new, report.unchanged) == (1, 2)
        put(embedded, *summit())
        assert graph_of(store) == graph_of(embedded)
