"""How fast the canned questions answer on a big store, against a bare look-up.

    python -m tests.benchmarks.bench_queries [STATEMENTS] [--neo4j] [--query NAME]

Asks each question of made-up news (20,000 statements by default), with an actor, topic or pair of a
few hundred statements where it takes one, and again of the whole graph where that may be left out.
The yardstick is the plainest anchored pattern of the
same run, `MATCH (a:Actor {id: ...})<-[:SUBJECT]-(s:Statement)`, which any answer must do first.
Printed are the seconds of the second of two runs, and the ratio of the anchored one to the
yardstick.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from graphkit.analysis import Window, analyse
from graphkit.errors import QueryError
from graphkit.ontology import load_ontology
from graphkit.queries import all_queries, bind
from graphkit.store import Store, open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.made_news import made_news
from tests.neo4j_server import PASSWORD, Server

YARDSTICK: Final = "MATCH (a:Actor {id: $id})<-[:SUBJECT]-(s:Statement) RETURN s.id, s.text"
ANCHOR: Final = {"id": "country:TUR"}
SETTINGS: Final[Mapping[str, dict[str, str]]] = {
    "actor": {"actor": "Turkey"},
    "agenda": {"actor": "Turkey"},
    "alerts": {"actor": "Turkey"},
    "alignment": {"actor": "Turkey"},
    "allies": {"actor": "Turkey"},
    "blocs": {"actor": "Turkey"},
    "contradictions": {"actor": "Turkey"},
    "corroboration": {"actor": "Turkey"},
    "demands": {"asker": "Turkey"},
    "dyad": {"a": "Turkey", "b": "China"},
    "follow_through": {"actor": "Turkey"},
    "mediators": {"mediator": "Turkey"},
    "new_since": {"actor": "Turkey", "since": "2023-06"},
    "path": {"a": "Turkey", "b": "China"},
    "proposals": {"author": "Turkey"},
    "quality": {},
    "reciprocity": {"critic": "Turkey"},
    "rivals": {"actor": "Turkey"},
    "said": {"speaker": "Turkey", "about": "ceasefire"},
    "sanctions": {"sender": "Turkey"},
    "silence": {"topic": "ceasefire"},
    "stance": {"topic": "ceasefire"},
    "stance_shift": {"actor": "Turkey"},
    "swing": {"actor": "Turkey"},
    "tension": {"a": "Turkey", "b": "China"},
    "triads": {"actor": "Turkey"},
    "visits": {"visitor": "Turkey"},
    "voices": {"actor": "Turkey"},
    "why": {"subject": "Turkey", "relation": "meets", "object": "China"},
}
"""What each question is asked: anchored wherever it takes an anchor."""

ANCHORS: Final = ("actor", "asker", "author", "critic", "mediator", "sender", "visitor")
"""Parameters that may be empty, for anyone."""


def of_everyone(settings: Mapping[str, str]) -> dict[str, str]:
    """Returns what a question is asked in place of these, to ask it of the whole graph."""
    return {key: "" if key in ANCHORS else value for key, value in settings.items()}


def fill(store: Store, count: int) -> None:
    """Loads made-up news and analyses it."""
    articles, statements = made_news(count)
    load(store, articles, statements, vocabulary=load_ontology(), issue_of=issue_of)
    analyse(store, Window(), now=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))


def seconds(act: Callable[[], object]) -> float:
    """Returns how long the second of two runs takes."""
    for _ in range(2):
        begun = time.perf_counter()
        act()
    return time.perf_counter() - begun


def measure(label: str, store: Store, names: Sequence[str]) -> None:
    """Prints the yardstick, then a line for each question."""
    bare = seconds(lambda: store.run(YARDSTICK, ANCHOR))
    print(f"{label}: yardstick {bare:.4f} s; anchored, its ratio, of the whole graph", flush=True)
    queries = all_queries()
    for name in names:
        settings = SETTINGS[name]
        whole = of_everyone(settings)
        took = _answer_time(store, *bind(queries[name], settings))
        entire = None if whole == settings else _answer_time(store, *bind(queries[name], whole))
        figures = f"{took:7.2f} s {took / bare:7.0f} x"
        print(f"  {name:15} {figures}" + (f" {entire:7.2f} s" if entire else ""), flush=True)


def _answer_time(store: Store, cypher: str, values: dict[str, Any]) -> float:
    """Returns the seconds, infinitely many of a question that is given up."""
    try:
        return seconds(lambda: store.run(cypher, values))
    except QueryError:
        return math.inf


def main() -> None:
    """Measures the embedded store, and a Neo4j server of its own when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=20_000)
    parser.add_argument("--neo4j", action="store_true")
    parser.add_argument("--query", action="append", choices=sorted(SETTINGS))
    options = parser.parse_args()
    names = options.query or sorted(SETTINGS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "graph.kgl"
        with open_store(str(path)) as store:
            fill(store, options.count)
        with open_store(str(path)) as store:
            measure("embedded", store, names)
        if options.neo4j:
            measure_server(Path(folder) / "neo4j", options.count, names)


def measure_server(home: Path, count: int, names: Sequence[str]) -> None:
    """Measures a server that is started and stopped here."""
    home.mkdir()
    server = Server(home)
    server.start()
    try:
        with open_store(server.uri, password=PASSWORD) as store:
            fill(store, count)
            measure("neo4j", store, names)
    finally:
        server.stop()


if __name__ == "__main__":
    main()
