"""The files for `neo4j-admin database import`: the imported database equals the loaded one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit.errors import StoreError
from graphkit.store import Store, open_store
from graphkit.store.bulk import COMMAND, write_bulk_files
from graphkit.store.decisions import read_decisions
from graphkit.store.joining import join
from graphkit.store.loading import load
from tests.conftest import skip_live
from tests.neo4j_server import PASSWORD, Server, ServerError
from tests.samples import VOCABULARY, article, explained, graph_of, sample_issue_of, topic

NASTY = 'says "no",\nthen; a, b\\ \u202e\x1e'


def put(store: Store) -> None:
    articles, statements = explained()
    odd = replace(statements[0], doc="b9", text=NASTY, object=topic(NASTY), relation_text="")
    load(
        store,
        [*articles, article("b9", outlet="")],
        [*statements, odd],
        vocabulary=VOCABULARY,
        issue_of=sample_issue_of,
    )
    join(
        store,
        "person:okafor",
        "person:john-okafor",
        vocabulary=VOCABULARY,
        issue_of=sample_issue_of,
    )
    store.run("MATCH (n:Country) SET n.weight = 1.5, n.rank = 2, n.seen = true", write=True)


@pytest.fixture
def empty_server(tmp_path: Path) -> Iterator[Server]:
    """A server that was never started."""
    home = tmp_path / "imported"
    home.mkdir()
    try:
        server = Server(home)
    except ServerError as error:
        skip_live(str(error))
    yield server
    server.stop()


@pytest.mark.live
def test_the_imported_database_equals_the_loaded_one(
    store: Store, empty_server: Server, tmp_path: Path
) -> None:
    put(store)
    files = write_bulk_files(store, tmp_path / "import")
    empty_server.admin(*files.command[1:])
    empty_server.start()
    with open_store(empty_server.uri, password=PASSWORD) as imported:
        graph = graph_of(store)
        assert graph_of(imported) == graph
        assert len(graph) + 2 == files.nodes + files.relationships  # two records of the store's own
        assert read_decisions(imported) == read_decisions(store)
        report = load(imported, *explained(), vocabulary=VOCABULARY, issue_of=sample_issue_of)
        assert (report.new, report.replaced) == (0, 0)


def test_the_command_names_every_file(embedded_store: Store, tmp_path: Path) -> None:
    put(embedded_store)
    files = write_bulk_files(embedded_store, tmp_path / "a b", database="news")
    assert files.command[: len(COMMAND) + 1] == (*COMMAND, "news")
    named = {Path(word.rpartition("=")[2]) for word in files.command if ".csv" in word}
    assert named == set((tmp_path / "a b").iterdir())
    assert f"'--nodes=Actor:Country={tmp_path}/a b/nodes-actor-country.csv'" in files.command_line
    text = (tmp_path / "a b" / "nodes-actor-country.csv").read_text(encoding="utf-8")
    standing = ("canonical:string", "party:string", "principal:string")
    header = f"id:ID(Actor),{standing[0]},country:string,name:string,{','.join(standing[1:])},"
    assert text.splitlines()[0] == header + "rank:long,seen:boolean,weight:double"
    key = '"country:LVA"'
    assert f'{key},{key},"LVA","Latvia",{key},{key},2,true,1.5' in text


def test_the_same_store_gives_the_same_bytes(embedded_store: Store, tmp_path: Path) -> None:
    put(embedded_store)
    for name in ("one", "two"):
        write_bulk_files(embedded_store, tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_folder_that_holds_something_is_left_alone(embedded_store: Store, tmp_path: Path) -> None:
    put(embedded_store)
    with pytest.raises(StoreError, match=r"is not empty \(name a new folder\)"):
        write_bulk_files(embedded_store, tmp_path)


def test_a_property_of_several_types_is_told(embedded_store: Store, tmp_path: Path) -> None:
    put(embedded_store)
    embedded_store.run("MATCH (n:Topic) SET n.odd = 'x'", write=True)
    embedded_store.run("MATCH (n:Topic) WHERE n.name = $n SET n.odd = 1", {"n": NASTY}, write=True)
    with pytest.raises(StoreError, match="the property 'odd' has values of several types"):
        write_bulk_files(embedded_store, tmp_path / "new")
