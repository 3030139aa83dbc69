"""What statement files, stores and the reader's memory of ids take for an article, in bytes.

    python -m tests.benchmarks.bench_sizes STATEMENTS.jsonl [--neo4j]

Weighs a pair of files that `graphkit extract` wrote, packed and not, and the embedded store that
they load into.  With `--neo4j` also the database of a server of its own, less what it takes when it
is empty; the server is stopped before it is weighed, and its log of transactions does not count.
The reader remembers the id of every article, to tell one that comes twice: it is given made-up ones
until what each adds can be told.
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import tracemalloc
from collections import deque
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final

from graphkit.articles import read_articles
from graphkit.engines.recovering import records_path
from graphkit.ontology import load_ontology
from graphkit.statements import read_article_records, read_statements
from graphkit.store import Store, open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.neo4j_server import PASSWORD, Server

READ: Final = 100_000
"""Articles whose ids the reader remembers."""


def fill(store: Store, statements: Path) -> None:
    """Loads a pair of files into a store."""
    load(
        store,
        read_article_records(str(records_path(statements)), on_bad=_refuse),
        read_statements(str(statements), on_bad=_refuse),
        vocabulary=load_ontology(),
        issue_of=issue_of,
    )


def _refuse(bad: Any) -> None:
    raise SystemExit(f"a line cannot be read: {bad}")


def weight(folder: Path) -> int:
    """Returns the bytes of all files in a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def embedded_bytes(folder: Path, statements: Path) -> int:
    """Returns the bytes of an embedded store."""
    path = folder / "graph.kgl"
    with open_store(str(path)) as store:
        fill(store, statements)
    return path.stat().st_size


def neo4j_bytes(home: Path, statements: Path) -> int:
    """Returns the bytes that a server's database takes, less those of an empty one."""
    home.mkdir()
    server = Server(home)
    weights = []
    for act in (_prepare, partial(fill, statements=statements)):
        server.start()
        try:
            with open_store(server.uri, password=PASSWORD) as store:
                act(store)
        finally:
            server.stop()
        weights.append(weight(home / "data" / "databases" / "neo4j"))
    return weights[1] - weights[0]


def _prepare(store: Store) -> None:
    store.prepare()


def remembered_bytes(folder: Path) -> int:
    """Returns the memory that the reader keeps of `READ` articles."""
    path = folder / "news.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for number in range(READ):
            row = {"id": f"outlet-2023-03-20-{number:07}", "text": f"{number}", "date": "2023"}
            lines.write(json.dumps(row) + "\n")
    articles = read_articles([path], on_skip=_refuse)
    next(articles)
    tracemalloc.start()
    deque(islice(articles, READ - 2), maxlen=0)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return held


def main() -> None:
    """Prints what each takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", type=Path)
    parser.add_argument("--neo4j", action="store_true")
    options = parser.parse_args()
    files = options.statements, records_path(options.statements)
    found, articles = (file.read_bytes().count(b"\n") for file in files)
    print(f"{articles:,} articles, {found:,} statements ({found / articles:.1f} an article)")

    def tell(what: str, size: int, count: int = articles) -> None:
        print(f"  {what}: {size:,} bytes, {size / count:,.0f} an article", flush=True)

    tell("statements", files[0].stat().st_size)
    tell("article records", files[1].stat().st_size)
    tell("both, gzipped", sum(len(gzip.compress(file.read_bytes())) for file in files))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tell("embedded store", embedded_bytes(folder, options.statements))
        if options.neo4j:
            tell("Neo4j database", neo4j_bytes(folder / "neo4j", options.statements))
        tell(f"ids of {READ:,} articles in memory", remembered_bytes(folder), READ)


if __name__ == "__main__":
    main()
