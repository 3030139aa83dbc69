"""Several loaders of one server at once, and a server that is killed in the middle of a write."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import neo4j
import pytest

from graphkit.errors import StoreDownError
from graphkit.ontology import load_ontology
from graphkit.records import ArticleRecord, Statement, article_json, statement_json
from graphkit.store import Patience, Store, loading, open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.bench_load import articles_of, made_up
from tests.conftest import Neo4jAddress, empty_database
from tests.neo4j_server import PASSWORD, Server
from tests.samples import VOCABULARY, graph_of, sample_issue_of, write_lines

pytestmark = pytest.mark.live

COUNT = 1500
WAITS = "another load writes to it; waiting until that ends"
Records = tuple[list[ArticleRecord], list[Statement]]


def made() -> Records:
    return list(articles_of(COUNT)), list(made_up(COUNT))


@contextmanager
def driver_session(address: Neo4jAddress) -> Iterator[neo4j.Session]:
    """Opens a session past the store."""
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=("neo4j", address.password)) as driver,
        driver.session() as session,
    ):
        yield session


def make_new(address: Neo4jAddress) -> None:
    """Takes everything away, constraints and indexes too: the server is as on its first day."""
    empty_database(address)
    kinds = (
        ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name"),
        ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"),
    )
    with driver_session(address) as session:
        for kind, listing in kinds:
            for name in session.run(listing).value():
                command: Any = f"DROP {kind} {name}"
                session.run(command).consume()


def part(records: Records, begin: int, end: int) -> Records:
    """Returns the articles from `begin` to `end` with their statements."""
    articles = records[0][begin:end]
    docs = {article.id for article in articles}
    return articles, [statement for statement in records[1] if statement.doc in docs]


def written(folder: Path, name: str, records: Records) -> Path:
    """Writes the two files that `graphkit load` reads."""
    write_lines(folder / f"{name}.articles.jsonl", [article_json(a) for a in records[0]])
    return write_lines(folder / f"{name}.jsonl", [statement_json(s) for s in records[1]])


def test_loads_of_overlapping_data_at_once_end_in_the_same_graph(
    neo4j_address: Neo4jAddress, neo4j_store: Store, embedded_store: Store, tmp_path: Path
) -> None:
    records = made()
    make_new(neo4j_address)
    load(embedded_store, *records, vocabulary=load_ontology(), issue_of=issue_of)
    parts = [(0, 150), (50, 200), (100, 250), (0, 250)]
    environment = {**os.environ, "GRAPHKIT_NEO4J_PASSWORD": neo4j_address.password}
    loaders = []
    for number, (begin, end) in enumerate(parts):
        file = written(tmp_path, f"part{number}", part(records, begin, end))
        command = [sys.executable, "-m", "graphkit", "load", str(file)]
        command += ["--store", neo4j_address.uri]
        loaders.append(
            subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
        )
    notices = [loader.communicate(timeout=300)[1] for loader in loaders]
    assert [loader.returncode for loader in loaders] == [0, 0, 0, 0], notices
    assert not [text for text in notices if "error" in text.lower() or "deadlock" in text.lower()]
    assert graph_of(neo4j_store) == graph_of(embedded_store)


def test_a_store_is_prepared_while_another_loader_creates_an_index(
    neo4j_address: Neo4jAddress, neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.prepare()
    for others in ("CONSTRAINED", "INDEXED"):  # those would wait in its stead, and succeed
        monkeypatch.setattr(f"graphkit.store.neo4j.{others}", ())
    name = "graphkit_same_as_derived"
    with driver_session(neo4j_address) as session, ThreadPoolExecutor(1) as pool:
        session.run(f"DROP INDEX {name}").consume()
        other = session.begin_transaction()
        other.run(f"CREATE INDEX {name} FOR ()-[e:SAME_AS]-() ON (e.derived)").consume()
        ours = pool.submit(neo4j_store.prepare)
        time.sleep(3)
        assert not ours.done()
        other.commit()
        ours.result()


def test_a_second_load_waits_for_the_first_and_says_so(
    neo4j_address: Neo4jAddress, neo4j_store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    records = made()
    neo4j_store.prepare()

    def second() -> None:
        with neo4j_address.open() as other:
            load(other, *part(records, 0, 20), vocabulary=VOCABULARY)

    with neo4j_store.claimed():
        thread = threading.Thread(target=second)
        thread.start()
        begun = time.monotonic()
        while WAITS not in caplog.text and time.monotonic() - begun < 60:
            time.sleep(0.1)
        told, waits = WAITS in caplog.text, thread.is_alive()
        assert neo4j_store.run("MATCH (a:Article) RETURN count(a)").rows == ((0,),)
    thread.join(timeout=60)
    assert told
    assert waits
    assert neo4j_store.run("MATCH (a:Article) RETURN count(a)").rows == ((20,),)


def test_a_server_killed_inside_a_write_loses_and_doubles_nothing(
    own_server: Server, embedded_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROUND", 100)
    records = part(made(), 0, 100)
    load(embedded_store, *records, vocabulary=VOCABULARY, issue_of=sample_issue_of)
    address = Neo4jAddress(own_server.uri, PASSWORD)
    empty_database(address)
    moments = iter((0.02, 0.2))
    cuts = []

    def kill_soon(_done: int, _total: int) -> None:
        wait = next(moments, None) if threading.active_count() == before else None
        if wait is not None:
            threading.Timer(wait, own_server.stop, [signal.SIGKILL]).start()

    before = threading.active_count()
    patience = Patience(connect=2, retry=1)
    for _ in range(3):
        with open_store(own_server.uri, password=PASSWORD, patience=patience) as store:
            try:
                load(
                    store,
                    *records,
                    vocabulary=VOCABULARY,
                    issue_of=sample_issue_of,
                    progress=kill_soon,
                )
            except StoreDownError as error:
                cuts.append(error.remedy)
        own_server.stop()
        own_server.start()
    assert len(cuts) == 2
    assert all(str(remedy).startswith("run the same command again") for remedy in cuts)
    with address.open() as store:
        report = load(store, *records, vocabulary=VOCABULARY, issue_of=sample_issue_of)
        assert (report.new, report.unchanged) == (0, len(records[0]))
        assert graph_of(store) == graph_of(embedded_store)
