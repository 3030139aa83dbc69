"""Reading and writing against what others would use for it: spaCy, textacy, Neo4j's own, networkx.

    python -m venv others && others/bin/pip install -e . textacy neo4j-graphrag
    GRAPHKIT_NEO4J_PASSWORD=... others/bin/python -m tests.benchmarks.bench_others \
        --corpus NEWS.jsonl.gz --neo4j bolt://127.0.0.1:7687

Reading: the same articles by a bare `nlp.pipe` of the shipped model's full pipeline (the
yardstick), by textacy's subject-verb-object triples over the same parse, and by graphkit, statement
files included, by cue rows alone and with the classifier.  Ratios are of processor time.

Writing: the graph of made-up statements into one running server, by plain batched `UNWIND ...
MERGE` with the bare driver (the yardstick), by graphkit's load and by neo4j-graphrag's
`Neo4jWriter`; and into memory by networkx, and into a file by graphkit's embedded store.  graphkit
starts from statements, the others from the nodes and relationships that its load ends with, ready
in memory in the form that each takes.  Ratios are of rates by the clock.

All take turns in every round, after one to warm up (reading: five articles), and figures are
medians.  Nodes and relationships are counted after every write, and once after a second write of
the same: a writer that knows a node by its id ends with no more.  graphkit's constraints stand all
the time but for that second write of `Neo4jWriter`, which they would refuse.

The server's database must be empty; its constraints and indexes are dropped, and it is emptied
again.  `Neo4jWriter` needs APOC core there.  textacy and neo4j-graphrag are never installed with
graphkit, and neo4j-graphrag 1.22 refuses two of the pins of constraints.txt (pypdf, fsspec): hence
the environment of their own.  What is missing is left out, and told.
"""

from __future__ import annotations

import argparse
import logging
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

import spacy

from graphkit.engines import Settings
from graphkit.engines.working import Worker
from graphkit.records import Article
from graphkit.sentences import MODEL, model_path
from graphkit.store.writing import BATCH
from tests.benchmarks.bench_extract import Cost, extract, timed
from tests.benchmarks.bench_extract import articles_of as articles_in
from tests.benchmarks.bench_load import Records, articles_of, made_up, seconds
from tests.benchmarks.other_writers import Server, Size, installed, writers

WARM_UP: Final = 5
"""Articles that every reader reads once before it is measured."""

Read = Callable[[Sequence[Article]], int]
"""Reads articles; returns how many sentences, triples or statements it found."""


def readers(folder: Path) -> Iterator[tuple[str, str, Read]]:
    """Yields each reader's name, what it finds, and the reader, the yardstick first."""
    bare = spacy.load(model_path(MODEL))

    def parse(articles: Sequence[Article]) -> int:
        return sum(1 for doc in bare.pipe(a.text for a in articles) for _ in doc.sents)

    yield f"bare parse ({MODEL})", "sentences", parse
    if installed("textacy"):
        yield "textacy subject-verb-object", "triples", textacy_reader(bare)
    for name, settings in (
        ("graphkit, cue rows alone", Settings(classifier=None)),
        ("graphkit, with its classifier", Settings()),
    ):
        yield name, "statements", partial(read_statements, Worker(settings), folder)


def textacy_reader(nlp: Any) -> Read:
    """Returns what parses articles and takes textacy's triples from the parse."""
    from textacy.extract import subject_verb_object_triples

    def read(articles: Sequence[Article]) -> int:
        docs = nlp.pipe(a.text for a in articles)
        return sum(1 for doc in docs for _ in subject_verb_object_triples(doc))

    return read


def read_statements(worker: Worker, folder: Path, articles: Sequence[Article]) -> int:
    """Reads articles into statement files, as `graphkit extract` does."""
    for _ in extract(worker, iter(articles), folder):
        pass
    return (folder / "statements.jsonl").read_bytes().count(b"\n")


def measure_reading(corpus: Path, *, count: int, rounds: int) -> None:
    """Prints what reading costs, and its ratio to the bare parse."""
    articles = list(articles_in(corpus, count))
    with tempfile.TemporaryDirectory() as folder:
        all_readers = list(readers(Path(folder)))
        costs: dict[str, list[Cost]] = {name: [] for name, _, _ in all_readers}
        found: dict[str, int] = {}

        def run(name: str, read: Read) -> None:
            found[name] = read(articles)

        for _, _, read in all_readers:
            read(articles[:WARM_UP])
        for _ in range(rounds):
            for name, _, read in all_readers:
                costs[name].append(timed(partial(run, name, read)))
    bare, *_ = costs
    words = sum(len(a.text.split()) for a in articles)
    print(
        f"reading: {len(articles)} articles, {words:,} words, {found[bare]:,} sentences, "
        f"{rounds} rounds\n"
        f"  {'':32} {'wall s':>7} {'cpu s':>7} {'sentences/s':>11} {'x parse':>7}  finds"
    )
    for name, what, _ in all_readers:
        wall = statistics.median(cost.wall for cost in costs[name])
        cpu = statistics.median(cost.cpu for cost in costs[name])
        ratio = ratios((cost.cpu for cost in costs[name]), (cost.cpu for cost in costs[bare]))
        print(
            f"  {name:32} {wall:7.1f} {cpu:7.1f} {found[bare] / cpu:11.0f} {ratio:7.2f}  "
            f"{found[name]:,} {what}",
            flush=True,
        )


def ratios(over: Iterable[float], under: Iterable[float]) -> float:
    """Returns the median of the rounds' ratios.

    Example:
        >>> ratios([3.0, 4.0, 9.0], [1.0, 2.0, 3.0])
        3.0
    """
    return statistics.median(a / b for a, b in zip(over, under, strict=True))


def measure_writing(server: Server, records: Records, *, rounds: int) -> bool:
    """Prints how fast the graph is written; True if all wrote the same number of rows."""
    if server.ask("MATCH (n) RETURN 1 LIMIT 1"):
        sys.exit(f"{server.uri}: the database is not empty, and would be emptied: give another")
    with tempfile.TemporaryDirectory() as folder:
        ways, due = writers(server, records, Path(folder) / "graph.kgl")
        taken: dict[str, list[float]] = {writer.name: [] for writer in ways}
        sizes: dict[str, set[Size]] = {writer.name: set() for writer in ways}
        try:
            server.prepare()
            again = {writer.name: writer.twice() for writer in ways}
            for _ in range(rounds + 1):
                for writer in ways:
                    writer.ready()
                    taken[writer.name].append(seconds(writer.write))
                    sizes[writer.name].add(writer.size())
        finally:
            server.empty()
    measured = {name: times[1:] for name, times in taken.items()}
    report_writing(len(records.statements), due, measured, sizes, again)
    return all(found == {due} for found in sizes.values())


def report_writing(
    count: int,
    due: Size,
    taken: dict[str, list[float]],
    sizes: dict[str, set[Size]],
    again: dict[str, Size],
) -> None:
    """Prints the table: medians, the ratio to the bare driver, and what was counted."""
    print(
        f"writing: {count:,} statements, {due.nodes:,} nodes and {due.edges:,} relationships, "
        f"rows a step {BATCH}, {len(next(iter(taken.values())))} rounds\n"
        f"  {'':32} {'wall s':>7} {'rows/s':>9} {'x driver':>8}  written twice"
    )
    bare = next(iter(taken.values()))
    for name, times in taken.items():
        median = statistics.median(times)
        twice = (
            "the same"
            if again[name] == due
            else f"{again[name].nodes:,} nodes, {again[name].edges:,} relationships"
        )
        wrong = sizes[name] - {due}
        print(
            f"  {name:32} {median:7.2f} {sum(due) / median:9.0f} {ratios(bare, times):8.2f}  "
            f"{twice}{f'; written once: {sorted(wrong)}' if wrong else ''}",
            flush=True,
        )


def main() -> int:
    """Measures what the options name; 1 if a writer wrote other numbers of rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, help="articles, as extract reads: measure reading")
    parser.add_argument("--articles", type=int, default=300, help="articles read")
    parser.add_argument("--neo4j", help="a server with an empty database: measure writing")
    parser.add_argument("--statements", type=int, default=20_000, help="statements written")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if not options.corpus and not options.neo4j:
        parser.error("nothing to measure: give --corpus, --neo4j or both")
    logging.getLogger("neo4j").setLevel(logging.ERROR)  # what the server advises to others
    if options.corpus:
        measure_reading(options.corpus, count=options.articles, rounds=options.rounds)
    if options.neo4j:
        count = options.statements
        records = Records(list(articles_of(count)), list(made_up(count)))
        server = Server(options.neo4j, os.environ.get("GRAPHKIT_NEO4J_PASSWORD", ""))
        return int(not measure_writing(server, records, rounds=options.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
