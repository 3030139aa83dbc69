"""How fast statements are loaded, against the least that any loader must do.

    python -m tests.benchmarks.bench_load [STATEMENTS] [--rounds N] [--neo4j] [--memory]

Loads made-up statements (20,000 by default) through `graphkit load`'s own function.  The yardstick,
in the same run: the same rows, written into an empty store with the store's bare driver in plain
batched `UNWIND ... MERGE`.  The same rows are all nodes and relationships that the load ended with,
derived ones among them, each with all its properties and ready in memory as the driver takes it.
So both end in the same graph, and checking, grouping, digests and deriving are what the load does
beside; nothing is measured apart.

Load, load again and yardstick take turns in every round (5 by default), after one to warm up.
Rates are by the clock, on an otherwise idle machine; the embedded store, which makes rows and
writes them at once on two threads, is also measured by processor time, which other work disturbs
less.  Printed are the medians; a ratio is the median of the rounds' ratios.
`--memory` only loads a server, and prints the client's memory by how much is in.
"""

from __future__ import annotations

import argparse
import gc
import random
import resource
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
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


def bare_kglite(path: Path, steps: list[Step]) -> None:
    """Writes the steps into a new file with kglite alone, as durably."""
    graph = kglite.open(str(path), durable="normal", lock=True)
    keys = {label: {"primary_key": "id"} for label in CONSTRAINED}
    graph.define_schema({"nodes": keys})
    for step in steps:
        graph.cypher(step.cypher, params={"rows": step.rows}, timeout_ms=0)
    graph.close()


def _write(transaction: neo4j.ManagedTransaction, step: Step) -> None:
    cypher: Any = step.cypher
    transaction.run(cypher, rows=step.rows).consume()


def bare_neo4j(uri: str, steps: list[Step], *, password: str = PASSWORD) -> None:
    """Writes the steps into an empty database with the driver alone."""
    with (
        neo4j.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver,
        driver.session() as session,
    ):
        for step in steps:
            session.execute_write(_write, step)


def clear(uri: str, *, password: str = PASSWORD) -> None:
    """Empties a server's database; its constraints stay."""
    with (
        neo4j.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver,
        driver.session() as session,
    ):
        session.run(CLEAR).consume()


def seconds(act: Callable[[], object]) -> float:
    """Returns how long it takes, by the clock."""
    return both_seconds(act)[0]


def both_seconds(act: Callable[[], object]) -> tuple[float, float]:
    """Returns how long it takes, by the clock and of the processor.

    What is held ready for other turns is kept from the garbage collector, which would go through
    it again and again.
    """
    gc.collect()
    gc.freeze()
    begun, begun_work = time.perf_counter(), time.process_time()
    act()
    took = time.perf_counter() - begun, time.process_time() - begun_work
    gc.unfreeze()
    return took


@dataclass(frozen=True, kw_only=True)
class Round:
    """Seconds of one round: the load, the same load again, and the yardstick."""

    first: float
    again: float
    bare: float


def report(name: str, count: int, size: int, rounds: list[Round]) -> None:
    """Prints the medians, and the ratios that the limits are set on."""
    rates = sorted(r.bare / r.first for r in rounds)
    gains = sorted(r.first / r.again for r in rounds)
    first, again, bare = (
        statistics.median(vars(r)[part] for r in rounds) for part in ("first", "again", "bare")
    )
    print(
        f"{name}: {count} statements, {size} nodes and relationships, rows a step {BATCH}, "
        f"{len(rounds)} rounds\n"
        f"  bare MERGE {bare:6.2f} s   {size / bare:8.0f} items/s\n"
        f"  load       {first:6.2f} s   {size / first:8.0f} items/s   "
        f"{statistics.median(rates):.2f} x the bare rate ({rates[0]:.2f} to {rates[-1]:.2f})\n"
        f"  load again {again:6.2f} s   {statistics.median(gains):.1f} x faster than the first "
        f"({gains[0]:.1f} to {gains[-1]:.1f})",
        flush=True,
    )


def measure_embedded(folder: Path, records: Records, count: int) -> None:
    """Measures embedded files; closing them, which saves them, counts on both sides."""
    rounds, steps = list[tuple[Round, Round]](), list[Step]()
    for number in range(count + 1):
        path, bare_path = folder / f"load{number}.kgl", folder / f"bare{number}.kgl"

        def whole(path: Path = path) -> None:
            with open_store(str(path)) as store:
                records.load(store)

        first, again = both_seconds(whole), both_seconds(whole)
        if not steps:
            with open_store(str(path)) as store:
                steps = bare_steps(store)
        write = partial(bare_kglite, bare_path, steps)
        times = zip(first, again, both_seconds(write), strict=True)
        clock, processor = (Round(first=f, again=a, bare=b) for f, a, b in times)
        rounds.append((clock, processor))
        path.unlink()
        bare_path.unlink()
    for name, part in zip(
        ("by the clock", "of the processor"), zip(*rounds[1:], strict=True), strict=True
    ):
        report(f"embedded, {name}", len(records.statements), items(steps), list(part))


def measure_server(home: Path, records: Records, count: int) -> None:
    """Measures a server that is started and stopped here."""
    home.mkdir()
    server = Server(home)
    server.start()
    rounds, steps = [], list[Step]()
    try:
        with open_store(server.uri, password=PASSWORD) as store:
            for _ in range(count + 1):
                clear(server.uri)
                first = seconds(partial(records.load, store))
                again = seconds(partial(records.load, store))
                steps = steps or bare_steps(store)
                clear(server.uri)
                bare = seconds(partial(bare_neo4j, server.uri, steps))
                rounds.append(Round(first=first, again=again, bare=bare))
    finally:
        server.stop()
    report("neo4j", len(records.statements), items(steps), rounds[1:])


def measure_memory(home: Path, count: int) -> None:
    """Prints the client's memory while a server of its own is loaded from generated records."""
    home.mkdir()
    server = Server(home)
    server.start()
    marks = iter(range(1, 11))
    due = [next(marks)]
    over, seen = threading.Event(), list[float]()

    def tell(done: int, total: int) -> None:
        while due and done * 10 >= total * due[0]:
            print(f"  {due[0] * 10:3d} % of the articles: {resident():.0f} MB", flush=True)
            due[:] = [mark for mark in [next(marks, 0)] if mark]
            if not due:
                watch.start()

    def look() -> None:
        while not over.wait(0.2):
            seen.append(resident())

    watch = threading.Thread(target=look)
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
            over.set()
            watch.join()
            print(f"  deriving, {len(seen) / 5:.0f} s: {min(seen):.0f} to {max(seen):.0f} MB")
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
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--memory", action="store_true")
    options = parser.parse_args()
    if options.memory:
        with tempfile.TemporaryDirectory() as folder:
            measure_memory(Path(folder) / "neo4j", options.count)
        return
    records = Records(list(articles_of(options.count)), list(made_up(options.count)))
    with tempfile.TemporaryDirectory() as folder:
        measure_embedded(Path(folder), records, options.rounds)
        if options.neo4j:
            measure_server(Path(folder) / "neo4j", records, options.rounds)


if __name__ == "__main__":
    main()
