"""Fixtures that several test folders share.

Live tests take the server at GRAPHKIT_NEO4J_URI (with GRAPHKIT_NEO4J_PASSWORD) if that is set;
everything in its default database is deleted.  Otherwise they start a server of their own.  Where
that cannot be had they skip and say why, which counts as a failure when CI is set or
GRAPHKIT_LIVE=required.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import neo4j
import pytest
from spacy.language import Language

from graphkit.extract.reading import Extractor
from graphkit.ontology import Ontology, load_ontology
from graphkit.sentences import load_model
from graphkit.store import Store, changes, open_store
from tests.command_line import CommandLine, command_line
from tests.neo4j_server import PASSWORD, Server, ServerError
from tests.readers import Reader
from tests.tiny_weights import write_tiny_weights


def skip_live(reason: str) -> NoReturn:
    """Skips a live test, or fails it where live tests are required."""
    if os.environ.get("CI") or os.environ.get("GRAPHKIT_LIVE") == "required":
        pytest.fail(f"live test cannot run: {reason}", pytrace=False)
    pytest.skip(reason)


@dataclass(frozen=True)
class Neo4jAddress:
    """Where a live server is, and its password."""

    uri: str
    password: str

    def open(self) -> Store:
        """Returns the store there."""
        return open_store(self.uri, password=self.password)


@pytest.fixture(scope="session")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server that the tests may stop and start, one for the session."""
    try:
        server = Server(tmp_path_factory.mktemp("neo4j"))
        server.start()
    except ServerError as error:
        skip_live(str(error))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def neo4j_address(request: pytest.FixtureRequest) -> Neo4jAddress:
    """A live server's address: the one named by the environment, else our own server's."""
    uri = os.environ.get("GRAPHKIT_NEO4J_URI")
    if uri:
        return Neo4jAddress(uri, os.environ.get("GRAPHKIT_NEO4J_PASSWORD", ""))
    server: Server = request.getfixturevalue("own_server")
    return Neo4jAddress(server.uri, PASSWORD)


def emptied(address: Neo4jAddress) -> Store:
    """Returns the store at a live server with nothing in its database."""
    store = address.open()
    empty_database(address)
    return store


def empty_database(address: Neo4jAddress) -> None:
    """Deletes every node, past the store's own checks: it may hold another kind of graph."""
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=("neo4j", address.password)) as driver,
        driver.session() as session,
    ):
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()


@pytest.fixture
def neo4j_store(neo4j_address: Neo4jAddress) -> Iterator[Store]:
    """An empty Neo4j store."""
    with emptied(neo4j_address) as store:
        yield store


@pytest.fixture
def embedded_store(tmp_path: Path) -> Iterator[Store]:
    """An embedded store whose file is not there yet."""
    with open_store(str(tmp_path / "graph.kgl")) as store:
        yield store


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.live)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store of each kind: what holds for one must hold for the other."""
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def pairs_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small the store, a load computes again only what it changes; not so the first."""
    monkeypatch.setattr(changes, "FEW", 1000)


@pytest.fixture(scope="session")
def ontology() -> Ontology:
    """The vocabulary that graphkit ships."""
    return load_ontology()


@pytest.fixture(scope="session")
def nlp(ontology: Ontology) -> Language:
    """The shipped English model, loaded once per run."""
    return load_model(lemmas=ontology.lemmas)


@pytest.fixture(scope="session")
def extractor(ontology: Ontology) -> Extractor:
    """The extraction over the shipped vocabulary."""
    return Extractor(ontology)


@pytest.fixture(scope="session")
def reader(nlp: Language, extractor: Extractor) -> Reader:
    """Short texts -> statements and referents."""
    return Reader(nlp, extractor)


@pytest.fixture(scope="session")
def tiny_weights(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A classifier whose verdicts can be foretold: see `tests/tiny_weights.py`."""
    pytest.importorskip("onnx", reason="onnx makes it: pip install -e '.[dev]'")
    return write_tiny_weights(tmp_path_factory.mktemp("weights") / "tiny")


@pytest.fixture
def graphkit(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    nlp: Language,
) -> CommandLine:
    """The command line in an empty folder."""
    return command_line(tmp_path, monkeypatch, capsys, nlp=nlp)
