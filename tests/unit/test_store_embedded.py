"""The embedded store as a file: other files, locks, cuts, permissions."""

from __future__ import annotations

import subprocess
import sys
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kglite
import pytest

from graphkit.errors import QueryError, StoreBusyError, StoreError, StoreKindError
from graphkit.store import Step, Store, deriving, loading, open_store, tying
from graphkit.store.loading import load
from tests.samples import VOCABULARY, country, graph_of, person, statement, summit
from tests.seed_graph import load_seeds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "graph.kgl"


def loaded(path: Path) -> Store:
    store = open_store(str(path))
    load(store, *summit(), vocabulary=VOCABULARY)
    return store


def test_a_closed_store_is_read_again_from_its_file(path: Path) -> None:
    with loaded(path) as store:
        graph = graph_of(store)
    with open_store(str(path)) as again:
        assert graph_of(again) == graph


def test_opening_a_store_to_read_it_makes_no_file(path: Path) -> None:
    with (
        open_store(str(path)) as store,
        pytest.raises(
            StoreError, match=r"there is no store \(load statements first: graphkit load"
        ),
    ):
        store.run("RETURN 1 AS x")
    assert list(path.parent.iterdir()) == []


def _foreign_graph(path: Path) -> None:
    graph = kglite.KnowledgeGraph()
    graph.cypher("CREATE (:Recipe {id: 'soup'})")
    graph.save(str(path))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda p: p.write_bytes(b"SQLite format 3\x00"), "is not a graphkit store"),
        (lambda p: p.write_bytes(b""), "is not a graphkit store"),
        (lambda p: p.write_bytes(b"RGF" + b"\x00" * 200), "is damaged or was written by another"),
        (lambda p: p.mkdir(), "is a folder"),
        (_foreign_graph, "holds 1 nodes that graphkit did not write"),
    ],
    ids=["sqlite", "empty", "damaged", "folder", "another graph"],
)
def test_another_kind_of_file_is_refused_and_left_as_it_is(
    path: Path, make: Callable[[Path], object], message: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else None
    for write in (True, False):
        with open_store(str(path)) as store, pytest.raises(StoreKindError) as caught:
            store.run("RETURN 1 AS x", write=write)
        assert message in caught.value.what
        assert caught.value.where == str(path)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_store_in_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "nowhere" / "graph.kgl"))
    with pytest.raises(StoreError, match="its folder does not exist"):
        store.prepare()


def test_a_second_writer_is_told_who_writes(path: Path) -> None:
    with loaded(path), open_store(str(path)) as second:
        with pytest.raises(StoreBusyError) as caught:
            second.prepare()
        assert caught.value.what.startswith("another process writes to it (process ")
        assert caught.value.remedy == "wait until that command has ended, or stop it"


def test_readers_see_the_last_saved_state_while_another_writes(path: Path) -> None:
    loaded(path).close()
    with open_store(str(path)) as writer, open_store(str(path)) as reader:
        writer.run("MATCH (n:Topic) DETACH DELETE n", write=True)
        assert reader.run("MATCH (n:Topic) RETURN count(n)").rows == ((2,),)


CUT = """
import os, signal, sys
from graphkit.store import loading, open_store
from tests.samples import VOCABULARY, summit

def cut(done, total):
    if done == 1:
        os.kill(os.getpid(), signal.{how})

loading.ROUND = 1
with open_store(sys.argv[1]) as store:
    loading.load(store, *summit(), vocabulary=VOCABULARY, progress=cut)
"""


@pytest.mark.parametrize("how", ["SIGKILL", "SIGINT"])
def test_a_killed_load_is_completed_by_the_next(path: Path, how: str) -> None:
    cut = subprocess.run(
        [sys.executable, "-c", CUT.format(how=how), str(path)], capture_output=True, check=False
    )
    assert cut.returncode != 0
    with open_store(str(path)) as store:
        report = load(store, *summit(), vocabulary=VOCABULARY)
        assert (report.new, report.replaced, report.unchanged) == (2, 0, 1)
        graph = graph_of(store)
    with loaded(path.with_name("whole.kgl")) as whole:
        assert graph == graph_of(whole)


class TestWritingBehind:
    STEPS = tuple(
        Step(cypher="UNWIND $rows AS r CREATE (t:Topic {id: r, name: r})", rows=[f"topic:{n}"])
        for n in range(9)
    )
    BAD = Step(cypher="UNWIND $rows AS r CREATE (t:Topic {id: r, name: r})", rows=["topic:0"])

    def test_what_is_asked_sees_what_was_written(self, path: Path) -> None:
        with open_store(str(path)) as store, store.behind():
            for count, step in enumerate(self.STEPS, 1):
                store.execute([step])
                assert store.run("MATCH (t:Topic) RETURN count(t)").rows == ((count,),)

    def test_a_failure_is_told_and_nothing_after_it_is_written(self, path: Path) -> None:
        with open_store(str(path)) as store:
            with pytest.raises(QueryError, match="topic:0"), store.behind():
                store.execute([self.STEPS[0], self.BAD, self.STEPS[1]])
            assert store.run("MATCH (t:Topic) RETURN t.id").rows == (("topic:0",),)
            store.execute(self.STEPS[1:])
            assert store.run("MATCH (t:Topic) RETURN count(t)").rows == ((9,),)

    def test_a_load_that_fails_is_completed_by_the_next(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        written: list[Step] = []

        def fails(graph: Any, step: Step) -> None:
            written.append(step)
            if len(written) == 5:
                raise kglite.KgError("disk full")
            write(graph, step)

        embedded = sys.modules["graphkit.store.embedded"]
        write = embedded._write
        monkeypatch.setattr(embedded, "_write", fails)
        with open_store(str(path)) as store, pytest.raises(StoreError, match="disk full"):
            load(store, *summit(), vocabulary=VOCABULARY)
        monkeypatch.undo()
        with loaded(path) as store, loaded(path.with_name("whole.kgl")) as whole:
            assert graph_of(store) == graph_of(whole)


def test_reading_a_store_whose_first_load_was_killed_tells_so(path: Path) -> None:
    subprocess.run(
        [sys.executable, "-c", CUT.format(how="SIGKILL"), str(path)],
        capture_output=True,
        check=False,
    )
    with (
        open_store(str(path)) as store,
        pytest.raises(StoreError, match="a load was cut short"),
    ):
        store.run("RETURN 1 AS x")


def test_a_failed_write_leaves_the_lock_free(path: Path) -> None:
    _foreign_graph(path)
    with pytest.raises(StoreKindError):
        open_store(str(path)).prepare()
    with kglite.open(str(path)) as graph:
        assert len(graph) == 1


def test_the_store_is_read_from_several_threads(path: Path) -> None:
    with open_store(str(path)) as store:
        load_seeds(store)
    counts: list[int] = []
    with open_store(str(path)) as store:
        store.run("RETURN 1 AS x")
        threads = [
            threading.Thread(
                target=lambda: counts.append(
                    store.run("MATCH (s:Statement) RETURN count(s) AS n").rows[0][0]
                )
            )
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(counts) == 4
    assert len(set(counts)) == 1


@pytest.mark.parametrize("address", ["http://localhost:7474", "postgres://x/y"])
def test_an_address_of_another_kind_is_told(address: str) -> None:
    with pytest.raises(StoreError, match=r"give a file, or neo4j://HOST:PORT or bolt://HOST:PORT"):
        open_store(address)


def test_memory_does_not_grow_with_the_statements(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "ROUND", 100)
    monkeypatch.setattr(deriving, "CHUNK", 50)
    monkeypatch.setattr(tying, "CHUNK", 50)
    monkeypatch.setattr(tying, "TIED", 50)

    def peak(name: str, count: int) -> int:
        statements = (
            statement(
                f"a{n // 4}", person(f"P {n % 40}", "USA"), "aids", country("UKR"), sent=n % 4
            )
            for n in range(count)
        )
        with open_store(f"{path}.{name}") as store:
            tracemalloc.start()
            load(store, (), statements, vocabulary=VOCABULARY)
            found = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
        return found

    peak("warm", 400)  # what is imported and cached on first use does not count
    few, many = peak("few", 1200), peak("many", 4800)
    assert many < 1.5 * few, "more than a round and the entities was kept"
