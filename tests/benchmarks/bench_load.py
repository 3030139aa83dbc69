"""How fast statements are loaded, against the least that any loader must do.

    python -m tests.benchmarks.bench_load [STATEMENTS] [--neo4j] [--memory]

Loads made-up statements (20,000 by default) through `graphkit load`'s own function.  The yardstick,
in the same run: the nodes and relationships that the load ended with, written into an empty store
with the store's bare driver in plain batched `UNWIND ... MERGE` from rows that are ready in memory.
So both end in the same graph; the load also reads, groups, checks and derives.  `--memory` only
loads a server, and prints the client's memory by how much is in.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import kglite
import neo4j

from graphkit.records import ArticleRecord, EdgeRow, NodeRow, Statement
from graphkit.rows import KEYED_LABELS
from graphkit.store import Step, Store, open_store
from graphkit.store.loading import load
from graphkit.store.meta import CONSTRAINED
from graphkit.store.writing import BATCH, batches
from tests.neo4j_server import PASSWORD, Server
from tests.samples import VOCABULARY, article, country, person, place, statement, topic

PER_ARTICLE = 6
RELATIONS = tuple(VOCABULARY.relations)
CLEAR = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"


def made_up(count: int) -> Iterator[Statement]:
    """Yields statements whose actors are named as unevenly as in news, the same in every run."""
    dice = random.Random(2023)
    states = [country(code) for code in ("CHN", "FRA", "RUS", "UKR", "USA")]
    for number in range(count):
        name = f"Person {int(dice.paretovariate(0.7)) % 5000}"
        subject = dice.choice([*states, person(name, "USA", "envoy")])
        target = dice.choice(
            [*states, topic(f"topic {dice.randrange(3000)}"), place(f"City {number % 300}", "FRA")]
        )
        doc, sent = divmod(number, PER_ARTICLE)
        yield statement(f"d{doc}", subject, dice.choice(RELATIONS), target, sent=sent)


def articles_of(count: int) -> Iterator[ArticleRecord]:
    """Yields the records of the articles that `made_up` speaks of."""
    for number in range(-(-count // PER_ARTICLE)):
        yield article(f"d{number}", statements=PER_ARTICLE)


@dataclass(frozen=True)
class Records:
    """What is loaded, ready in memory."""

    articles: list[ArticleRecord]
    statements: list[Statement]

    def load(self, store: Store) -> None:
        """Loads all of it."""
        load(store, self.articles, self.statements, vocabulary=VOCABULARY)


def rows_of(store: Store) -> tuple[list[NodeRow], list[EdgeRow]]:
    """Returns all nodes and relationships of a loaded store."""
    nodes, edges = [], []
    for label in KEYED_LABELS:
        for (node,) in store.run(f"MATCH (n:{label}) RETURN n").rows:
            labels = (label, *(other for other in node.labels if other != label))
            nodes.append(NodeRow(labels=labels, id=node.id, properties=node.properties))
    key = {node.id: node.labels[0] for node in nodes}
    for (edge,) in store.run("MATCH ()-[e]->() RETURN e").rows:
        assert edge.start is not None
        assert edge.end is not None
        start, end = (key[edge.start], edge.start), (key[edge.end], edge.end)
        edges.append(EdgeRow(type=edge.type, start=start, end=end, properties=edge.properties))
    return nodes, edges


def bare_steps(store: Store) -> list[Step]:
    """Returns plain MERGE batches that make the graph of a loaded store, ready in memory."""
    nodes, edges = rows_of(store)
    groups: dict[str, list[dict[str, Any]]] = {}
    for node in nodes:
        key, *others = node.labels
        more = "".join(f" SET n:{label}" for label in others)
        cypher = f"UNWIND $rows AS r MERGE (n:{key} {{id: r.id}}) SET n += r.p{more}"
        groups.setdefault(cypher, []).append({"id": node.id, "p": dict(node.properties)})
    for edge in edges:
        cypher = (
            f"UNWIND $rows AS r MATCH (a:{edge.start[0]} {{id: r.a}}) "
            f"MATCH (b:{edge.end[0]} {{id: r.b}}) MERGE (a)-[e:{edge.type}]->(b) SET e += r.p"
        )
        row = {"a": edge.start[1], "b": edge.end[1], "p": dict(edge.properties)}
        groups.setdefault(cypher, []).append(row)
    return [
        Step(cypher=cypher, rows=batch) for cypher in groups for batch in batches(groups[cypher])
    ]


def items(steps: list[Step]) -> int:
    """Returns how many nodes and relationships the steps write."""
    return sum(len(step.rows) for step in steps)


def bare_kglite(path: Path, steps: list[Step]) -> float:
    """Writes the steps into a new file with kglite alone, as durably; returns the seconds."""
    graph = kglite.open(str(path), durable="normal", lock=True)
    keys = {label: {"primary_key": "id"} for label in CONSTRAINED}
    graph.define_schema({"nodes": keys})
    gc.collect()
    begun = time.perf_counter()
    for step in steps:
        graph.cypher(step.cypher, params={"rows": step.rows}, timeout_ms=0)
    graph.close()
    return time.perf_counter() - begun


def _write(transaction: neo4j.ManagedTransaction, step: Step) -> None:
    cypher: Any = step.cypher
    transaction.run(cypher, rows=step.rows).consume()


def bare_neo4j(uri: str, steps: list[Step]) -> float:
    """Writes the steps into an empty database with the driver alone; returns the seconds."""
    with (
        neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver,
        driver.session() as session,
    ):
        gc.collect()
        begun = time.perf_counter()
        for step in steps:
            session.execute_write(_write, step)
        return time.perf_counter() - begun


def clear(uri: str) -> None:
    """Empties a server's database; its constraints stay."""
    with (
        neo4j.GraphDatabase.driver(uri, auth=("neo4j", PASSWORD)) as driver,
        driver.session() as session,
    ):
        session.run(CLEAR).consume()


def seconds(act: Callable[[], object]) -> float:
    """Returns how long it takes."""
    gc.collect()
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def report(name: str, count: int, size: int, bare: float, first: float, again: float) -> None:
    """Prints the seconds and the ratios that the limits are set on."""
    print(
        f"{name}: {count} statements, {size} nodes and relationships, rows a step {BATCH}\n"
        f"  bare MERGE {bare:6.1f} s   {size / bare:8.0f} items/s\n"
        f"  load       {first:6.1f} s   {size / first:8.0f} items/s   "
        f"{bare / first:.2f} x the bare rate\n"
        f"  load again {again:6.1f} s   {first / again:.1f} x faster than the first load",
        flush=True,
    )


def measure_embedded(folder: Path, records: Records) -> None:
    """Measures one embedded file; closing it, which saves it, counts on both sides."""
    path = folder / "load.kgl"

    def whole() -> None:
        with open_store(str(path)) as store:
            records.load(store)

    first, again = seconds(whole), seconds(whole)
    with open_store(str(path)) as store:
        steps = bare_steps(store)
    bare = bare_kglite(folder / "bare.kgl", steps)
    report("embedded", len(records.statements), items(steps), bare, first, again)


def measure_server(home: Path, records: Records, rounds: int) -> None:
    """Measures a server that is started, warmed up by a whole round and stopped here."""
    home.mkdir()
    server = Server(home)
    server.start()
    try:
        with open_store(server.uri, password=PASSWORD) as store:
            for number in range(rounds + 1):
                clear(server.uri)
                first = seconds(lambda: records.load(store))
                again = seconds(lambda: records.load(store))
                steps = bare_steps(store)
                clear(server.uri)
                bare = bare_neo4j(server.uri, steps)
                name = "neo4j" if number else "neo4j, warming up"
                report(name, len(records.statements), items(steps), bare, first, again)
    finally:
        server.stop()


def measure_memory(home: Path, count: int) -> None:
    """Prints the client's memory while a server of its own is loaded from generated records."""
    home.mkdir()
    server = Server(home)
    server.start()
    marks = iter(range(1, 11))
    due = [next(marks)]

    def tell(done: int, total: int) -> None:
        while due and done * 10 >= total * due[0]:
            print(f"  {due[0] * 10:3d} % of the articles: {resident():.0f} MB", flush=True)
            due[:] = [mark for mark in [next(marks, 0)] if mark]

    try:
        with open_store(server.uri, password=PASSWORD) as store:
            load(store, articles_of(2000), made_up(2000), vocabulary=VOCABULARY)
            clear(server.uri)
            print(f"neo4j: {count} statements; before the load: {resident():.0f} MB", flush=True)
            act = seconds(
                lambda: load(
                    store,
                    articles_of(count),
                    made_up(count),
                    vocabulary=VOCABULARY,
                    progress=tell,
                )
            )
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(f"  after it: {resident():.0f} MB, peak {peak:.0f} MB; {act:.0f} s", flush=True)
    finally:
        server.stop()


def resident() -> float:
    """Returns the process's memory in MB."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 2**20


def main() -> None:
    """Measures the embedded store, and a Neo4j server of its own when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    if options.memory:
        with tempfile.TemporaryDirectory() as folder:
            measure_memory(Path(folder) / "neo4j", options.count)
        return
    records = Records(list(articles_of(options.count)), list(made_up(options.count)))
    with tempfile.TemporaryDirectory() as folder:
        measure_embedded(Path(folder), records)
        if options.neo4j:
            measure_server(Path(folder) / "neo4j", records, 1)


if __name__ == "__main__":
    main()
