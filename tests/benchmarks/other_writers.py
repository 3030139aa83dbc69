"""Ways to write one graph: graphkit's and those of others, each with a count of what it wrote."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, NamedTuple

import neo4j
import networkx as nx

from graphkit.records import EdgeRow, NodeRow
from graphkit.store import Step, open_store
from graphkit.store.writing import BATCH, META_LABEL
from tests.benchmarks.bench_load import Records, bare_neo4j, bare_steps, clear, rows_of

MERGES_EDGES: Final = "apoc.merge.relationship"
"""The procedure with which `Neo4jWriter` writes relationships."""


def installed(package: str) -> bool:
    """True if the package is there; tells that it is left out if it is not."""
    try:
        print(f"{package} {version(package)}")
    except PackageNotFoundError:
        print(f"{package} is left out: not installed here (pip install {package})")
        return False
    return True


class Size(NamedTuple):
    """How many nodes and relationships there are, but for the store's own record."""

    nodes: int
    edges: int


NODES: Final = f"MATCH (n) WHERE NOT n:{META_LABEL} RETURN count(n)"
EDGES: Final = "MATCH ()-[e]->() RETURN count(e)"


class Writer(ABC):
    """One way to write the graph."""

    name: str
    """What it is called in the table."""

    @abstractmethod
    def ready(self) -> None:
        """Empties what it writes into."""

    @abstractmethod
    def write(self) -> None:
        """Writes all of the graph."""

    @abstractmethod
    def size(self) -> Size:
        """Counts what stands there."""

    def twice(self) -> Size:
        """Writes the graph two times into what was empty; counts what stands there then."""
        self.ready()
        self.write()
        self.write()
        return self.size()


@dataclass(frozen=True)
class Server:
    """A running server that was given, and its password."""

    uri: str
    password: str

    def driver(self) -> neo4j.Driver:
        """Opens the bare driver."""
        return neo4j.GraphDatabase.driver(self.uri, auth=("neo4j", self.password))

    @contextmanager
    def session(self) -> Iterator[neo4j.Session]:
        """Opens a session of the bare driver."""
        with self.driver() as driver, driver.session() as session:
            yield session

    def ask(self, cypher: Any) -> list[list[Any]]:
        """Returns the rows of the answer."""
        with self.session() as session:
            return [record.values() for record in session.run(cypher)]

    def empty(self) -> None:
        """Takes away all nodes, constraints and indexes; how labels are found stays."""
        clear(self.uri, password=self.password)
        for (name,) in self.ask("SHOW CONSTRAINTS YIELD name"):
            self.ask(f"DROP CONSTRAINT `{name}`")
        for name, _ in self.ask("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'"):
            self.ask(f"DROP INDEX `{name}`")

    def prepare(self) -> None:
        """Makes the constraints and indexes of graphkit's graph in an empty database."""
        self.empty()
        with open_store(self.uri, password=self.password) as store:
            store.prepare()

    def size(self) -> Size:
        """Counts what stands in the database."""
        ((nodes,),) = self.ask(NODES)
        ((edges,),) = self.ask(EDGES)
        return Size(nodes, edges)


@dataclass(frozen=True)
class OnServer(Writer):
    """What ways into a server have in common: constraints and indexes stay from turn to turn.

    The server would have to plan all queries again if they were made anew.
    """

    server: Server

    def ready(self) -> None:
        """See `Writer`."""
        clear(self.server.uri, password=self.server.password)

    def size(self) -> Size:
        """See `Writer`."""
        return self.server.size()


@dataclass(frozen=True)
class BareDriver(OnServer):
    """Plain MERGE batches, under the constraints that make them fast."""

    steps: list[Step]
    name: str = "bare driver, UNWIND and MERGE"

    def write(self) -> None:
        """See `Writer`."""
        bare_neo4j(self.server.uri, self.steps, password=self.server.password)


@dataclass(frozen=True)
class Loader(OnServer):
    """graphkit's load into the server."""

    records: Records
    name: str = "graphkit load"

    def ready(self) -> None:
        """See `Writer`; the store's own record is made anew."""
        super().ready()
        with open_store(self.server.uri, password=self.server.password) as store:
            store.prepare()

    def write(self) -> None:
        """See `Writer`."""
        with open_store(self.server.uri, password=self.server.password) as store:
            self.records.load(store)


@dataclass(frozen=True)
class Graphrag(OnServer):
    """neo4j-graphrag's writer, which makes an index of its own; it takes one label a node."""

    graph: Any
    name: str = "neo4j-graphrag Neo4jWriter"

    def write(self) -> None:
        """See `Writer`."""
        from neo4j_graphrag.components.kg_writer import Neo4jWriter

        with self.server.driver() as driver:
            writer = Neo4jWriter(driver, batch_size=BATCH)
            done = asyncio.run(writer.run(self.graph))
        if done.status != "SUCCESS":
            raise RuntimeError(f"Neo4jWriter failed: {done.metadata}")

    def twice(self) -> Size:
        """See `Writer`; without graphkit's constraints, under which a second write fails."""
        self.server.empty()
        self.write()
        self.write()
        size = self.size()
        self.server.prepare()
        return size


@dataclass
class Memory(Writer):
    """A networkx graph, its relationships known by ends and type."""

    nodes: list[tuple[Any, dict[str, Any]]]
    edges: list[tuple[Any, Any, str, dict[str, Any]]]
    name: str = "networkx MultiDiGraph"

    def ready(self) -> None:
        """See `Writer`."""
        self.graph: nx.MultiDiGraph[Any] = nx.MultiDiGraph()

    def write(self) -> None:
        """See `Writer`."""
        self.graph.add_nodes_from(self.nodes)
        for start, end, kind, properties in self.edges:
            self.graph.add_edge(start, end, kind, **properties)

    def size(self) -> Size:
        """See `Writer`."""
        return Size(self.graph.number_of_nodes(), self.graph.number_of_edges())


@dataclass(frozen=True)
class Embedded(Writer):
    """graphkit's load into a file, saved."""

    path: Path
    records: Records
    name: str = "graphkit load, embedded store"

    def ready(self) -> None:
        """See `Writer`."""
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        """See `Writer`."""
        with open_store(str(self.path)) as store:
            self.records.load(store)

    def size(self) -> Size:
        """See `Writer`."""
        with open_store(str(self.path)) as store:
            ((nodes,),) = store.run(NODES).rows
            ((edges,),) = store.run(EDGES).rows
        return Size(nodes, edges)


def in_memory(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Memory:
    """Returns the writer of a networkx graph of these rows."""
    return Memory(
        [((n.labels[0], n.id), {"labels": n.labels, **n.properties}) for n in nodes],
        [(e.start, e.end, e.type, dict(e.properties)) for e in edges],
    )


def graphrag_graph(nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> Any:
    """Returns the rows as neo4j-graphrag takes them."""
    from neo4j_graphrag.components.types import Neo4jGraph, Neo4jNode, Neo4jRelationship

    def key(end: tuple[str, str]) -> str:
        return "/".join(end)

    return Neo4jGraph(
        nodes=[
            Neo4jNode(
                id=key((n.labels[0], n.id)),
                label=n.labels[0],
                properties={**n.properties, "id": n.id},
            )
            for n in nodes
        ],
        relationships=[
            Neo4jRelationship(
                start_node_id=key(e.start),
                end_node_id=key(e.end),
                type=e.type,
                properties=dict(e.properties),
            )
            for e in edges
        ],
    )


def writers(server: Server, records: Records, path: Path) -> tuple[list[Writer], Size]:
    """Returns the writers, the yardstick first, and what each shall end with."""
    embedded = Embedded(path, records)
    embedded.write()
    with open_store(str(path)) as store:
        (nodes, edges), steps = rows_of(store), bare_steps(store)
    ways: list[Writer] = [BareDriver(server, steps), Loader(server, records)]
    if installed("neo4j-graphrag"):
        if server.ask(f"SHOW PROCEDURES YIELD name WHERE name = '{MERGES_EDGES}'"):
            ways.append(Graphrag(server, graphrag_graph(nodes, edges)))
        else:
            print(f"neo4j-graphrag is left out: the server lacks APOC core's {MERGES_EDGES}")
    return [*ways, in_memory(nodes, edges), embedded], Size(len(nodes), len(edges))
