"""How fast statements are loaded, against the least that any loader must do.

    python -m tests.benchmarks.bench_load [STATEMENTS] [--neo4j]

Loads made-up statements (20,000 by default) through `graphkit load`'s own function, and in the same
run writes the same nodes and relationships with bare `UNWIND ... MERGE` batches from rows that are
ready in memory: no reading, no grouping, no checks, nothing derived.  What counts is the ratio.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from graphkit.records import ArticleRecord, Statement
from graphkit.rows import article_row, statement_edges, statement_nodes
from graphkit.store import Step, Store, open_store
from graphkit.store.loading import load
from graphkit.store.writing import edge_steps, node_steps
from tests.neo4j_server import PASSWORD, Server
from tests.samples import VOCABULARY, article, country, person, place, statement, topic

PER_ARTICLE = 6
RELATIONS = tuple(VOCABULARY.relations)


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


def bare_steps(count: int) -> list[Step]:
    """Returns batches that write the same rows and nothing else."""
    statements = list(made_up(count))
    nodes = [article_row(record) for record in articles_of(count)]
    nodes += [node for found in statements for node in statement_nodes(found)]
    edges = {
        (edge.type, edge.start, edge.end): edge
        for found in statements
        for edge in statement_edges(found)
    }
    return [*node_steps(nodes), *edge_steps(edges.values())]


def one_by_one(store: Store, steps: Iterable[Step]) -> None:
    """Writes each batch in a transaction of its own."""
    for step in steps:
        store.execute([step])


def seconds(act: Callable[[], object]) -> float:
    """Returns how long it takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def measure(name: str, open_empty: Callable[[], Store], count: int) -> None:
    """Prints the bare write, the load and the load of what is there already, with ratios."""
    with open_empty() as store:
        store.prepare()
        steps = bare_steps(count)
        bare = seconds(lambda: one_by_one(store, steps))
    articles, statements = list(articles_of(count)), list(made_up(count))
    with open_empty() as store:

        def full() -> None:
            load(store, articles, statements, vocabulary=VOCABULARY)

        first, again = seconds(full), seconds(full)
        items = sum(
            store.run(f"MATCH {pattern} RETURN count(*)").rows[0][0]
            for pattern in ("(n)", "()-[e]->()")
        )
    print(
        f"{name}: {count} statements, {items} nodes and relationships\n"
        f"  bare MERGE {bare:6.1f} s   {count / bare:8.0f} statements/s\n"
        f"  load       {first:6.1f} s   {count / first:8.0f} statements/s   "
        f"{first / bare:.2f} x bare\n"
        f"  load again {again:6.1f} s   {count / again:8.0f} statements/s   "
        f"{again / bare:.2f} x bare",
        flush=True,
    )


def main() -> None:
    """Measures the embedded store, and a Neo4j server of its own when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--neo4j", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        numbers = iter(range(99))
        measure(
            "embedded",
            lambda: open_store(str(Path(folder) / f"{next(numbers)}.kgl")),
            options.count,
        )
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"  peak memory of the process {peak:.0f} MB")
        if options.neo4j:
            measure_server(Path(folder) / "neo4j", options.count)


def measure_server(home: Path, count: int) -> None:
    """Measures a server that is started, warmed up and stopped here."""
    home.mkdir()
    server = Server(home)
    server.start()

    def open_empty() -> Store:
        store = open_store(server.uri, password=PASSWORD)
        store.prepare()
        everything = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
        store.run(everything, write=True)
        return store

    try:
        with open_empty() as store:
            load(store, articles_of(2000), made_up(2000), vocabulary=VOCABULARY)
        measure("neo4j", open_empty, count)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
