"""What a growing embedded store costs: loading, memory, file, 100 articles more, questions.

    python -m tests.benchmarks.bench_growth [10000 30000 100000 ...] [--no-questions] [--keep DIR]

For each number of statements a process of its own loads made-up news (`made_news`: actors as uneven
as in real news) and prints one row.  The yardstick of the load is kglite's own bulk path, Cypher
`UNWIND ... MERGE` in batches as durable as ours, which writes the same nodes and relationships from
rows ready in memory (limit: 0.8 times its rate).  Each question is asked of every fifth state by
how often it is named, the most named among them (limit: 1 s for the 95th percentile of each
question), and of the whole graph (limit: 10 s), after one to warm up; a question whose answer needs
more than 12 GB is given up (inf).  Times are by the clock, on an otherwise idle machine; those of
loads are also told of the processor, which other work disturbs less.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import Any, Final

from graphkit.analysis import Window, analyse
from graphkit.errors import QueryError
from graphkit.ontology import load_ontology
from graphkit.queries import all_queries, bind
from graphkit.records import ArticleRecord, Statement
from graphkit.store import Store, open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.bench_load import bare_kglite, bare_steps, both_seconds, items, seconds
from tests.benchmarks.bench_queries import SETTINGS, of_everyone
from tests.benchmarks.made_news import PER_ARTICLE, made_news, made_states

SIZES: Final = (10_000, 30_000, 100_000)
MORE: Final = 100
"""Articles added to a finished store."""
ASKED: Final = "Turkey"
"""The actor of `SETTINGS`, in whose place others are asked about too."""
EVERY: Final = 5
"""One state in so many is asked about."""
MEMORY: Final = 12 * 2**30
"""Bytes that a process may hold which asks one question: beyond, it is given up."""
NOW: Final = dt.datetime(2026, 1, 2, tzinfo=dt.UTC)
News = tuple[list[ArticleRecord], list[Statement]]


def resident_peak() -> float:
    """Returns the most memory this process has held, in MB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def tell(done: str) -> None:
    """Says on standard error what is done, with the time: a million statements take long."""
    print(f"{dt.datetime.now(dt.UTC):%H:%M:%S} {done}", file=sys.stderr, flush=True)


def load_news(path: Path, news: News) -> dict[str, tuple[float, float]]:
    """Loads news into a file; returns the seconds of opening, loading and saving."""
    store = open_store(str(path))
    vocabulary = load_ontology()
    return {
        "open": both_seconds(store.prepare),
        "load": both_seconds(lambda: load(store, *news, vocabulary=vocabulary, issue_of=issue_of)),
        "save": both_seconds(store.close),
    }


def measure_bare(path: Path, bare: Path) -> tuple[int, tuple[float, float]]:
    """Writes the rows of a store into a new file with kglite alone; returns count and seconds."""
    with open_store(str(path)) as store:
        steps = bare_steps(store)
    return items(steps), both_seconds(partial(bare_kglite, bare, steps))


def split(news: News, size: int) -> tuple[News, News]:
    """Returns the news up to so many statements, and the articles after them."""
    articles, statements = news
    first, more = statements[:size], statements[size:]
    docs = {s.doc for s in first}
    return (
        ([a for a in articles if a.id in docs], first),
        ([a for a in articles if a.id not in docs], more),
    )


def measure(size: int, folder: Path, *, asks: bool) -> dict[str, Any]:
    """Measures a store of one size, with questions or without; returns the figures."""
    size -= size % PER_ARTICLE  # whole articles
    path, alone, bare = (folder / f"{name}.kgl" for name in ("store", "alone", "bare"))
    news, more = split(made_news(size + MORE * PER_ARTICLE), size)
    before = resident_peak()
    tell(f"{size:,} statements made")
    first = load_news(path, news)
    peak = resident_peak()
    tell(f"loaded in {_sum(first)[0]:.0f} s")
    again = load_news(path, news)
    megabytes = path.stat().st_size / 2**20
    added, into_empty = load_news(path, more), load_news(alone, more)
    tell(f"again in {_sum(again)[0]:.0f} s, more in {_sum(added)[0]:.1f} s")
    del news, more
    count, yardstick = measure_bare(path, bare)
    tell(f"bare rows in {yardstick[0]:.0f} s")
    answers = measure_answers(path) if asks else {}
    return {
        "statements": size,
        "items": count,
        "first": first,
        "again": again,
        "added": added,
        "into empty": into_empty,
        "bare": yardstick,
        "MB before": before,
        "MB peak": peak,
        "file MB": megabytes,
        **answers,
    }


def measure_answers(path: Path) -> dict[str, Any]:
    """Analyses a store and asks it, each question in a process of its own; returns the figures."""
    with open_store(str(path)) as store:
        analysed = seconds(lambda: analyse(store, Window(), now=NOW))
    tell(f"analysed in {analysed:.0f} s")
    anchored, whole = dict[str, list[float]](), dict[str, float]()
    for name, settings in SETTINGS.items():
        if settings:
            anchored[name] = _alone(path, name, about_actors(settings))
        if not settings or of_everyone(settings) != settings:
            (whole[name],) = _alone(path, name, [of_everyone(settings)])
    return {"analyse": analysed, "anchored": anchored, "whole": whole}


def about_actors(settings: Mapping[str, str]) -> list[dict[str, str]]:
    """Returns what a question is asked, for each of the actors, the most named first."""
    if ASKED not in settings.values():
        return [dict(settings)]
    return [
        {key: state.name if value == ASKED else value for key, value in settings.items()}
        for state in made_states()[::EVERY]
    ]


def _alone(path: Path, name: str, asked: list[dict[str, str]]) -> list[float]:
    """Returns the seconds of a question's answers; infinite if they need more than `MEMORY`."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as alone:
        try:
            times = alone.submit(answer_times, path, name, asked).result()
        except BrokenProcessPool:
            if asked[1:]:
                return [took for some in asked for took in _alone(path, name, [some])]
            times = [float("inf")]
    tell(f"{name}: {', '.join(f'{took:.2f}' for took in times)}")
    return times


def answer_times(path: Path, name: str, asked: list[dict[str, str]]) -> list[float]:
    """Opens a store and asks it a question about each, after the last of them to warm up."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    with open_store(str(path)) as store:
        answer_time(store, name, asked[-1])
        return [answer_time(store, name, settings) for settings in asked]


def answer_time(store: Store, name: str, settings: Mapping[str, str]) -> float:
    """Returns the seconds of an answer; infinite where kglite gives up."""
    cypher, values = bind(all_queries()[name], dict(settings))
    begun = time.perf_counter()
    try:
        store.run(cypher, values)
    except QueryError:
        return float("inf")
    return time.perf_counter() - begun


def show(row: dict[str, Any]) -> None:
    """Prints the figures of one size."""
    first, again, added, empty = (row[k] for k in ("first", "again", "added", "into empty"))
    (total, work), (bare, bare_work) = _sum(first), row["bare"]
    print(
        f"{row['statements']:,} statements, {row['items']:,} nodes and relationships\n"
        f"  load {total:.1f} s, {row['statements'] / total:,.0f} statements/s, "
        f"{bare / total:.2f} x the rate of bare MERGE ({bare:.1f} s); of the processor "
        f"{work:.1f} s, {bare_work / work:.2f} x ({bare_work:.1f} s); "
        f"again {_sum(again)[0]:.1f} s\n"
        f"  memory {row['MB peak']:.0f} MB ({row['MB before']:.0f} before), "
        f"file {row['file MB']:.1f} MB\n"
        f"  {MORE} articles more: {_parts(added)}; into an empty store: {_parts(empty)}",
        flush=True,
    )
    if "anchored" in row:
        show_answers(row)


def _sum(parts: Mapping[str, tuple[float, float]]) -> tuple[float, float]:
    """Returns seconds by the clock and of the processor of all parts of a load."""
    return sum(p[0] for p in parts.values()), sum(p[1] for p in parts.values())


def _parts(parts: Mapping[str, tuple[float, float]]) -> str:
    return ", ".join(f"{name} {clock:.2f}" for name, (clock, _) in parts.items()) + " s"


def show_answers(row: dict[str, Any]) -> None:
    """Prints the figures of the questions."""
    anchored = {name: _percentile(some) for name, some in row["anchored"].items()}
    most = {name: some[0] for name, some in row["anchored"].items()}
    above = sum(took > 1 for took in anchored.values())
    print(
        f"  analyse {row['analyse']:.1f} s\n"
        f"  of an actor, 95th percentiles: {above} of {len(anchored)} questions above 1 s; "
        f"{_listed(anchored)}\n"
        f"  of the most named one: {_listed(most)}\n"
        f"  of the whole graph: {_listed(row['whole'])}",
        flush=True,
    )


def _percentile(times: list[float]) -> float:
    """Returns the 95th percentile of seconds."""
    return statistics.quantiles(times, n=20, method="inclusive")[-1] if times[1:] else times[0]


def _listed(times: Mapping[str, float]) -> str:
    """Says the slowest, and the median of all."""
    slow = sorted(times.items(), key=lambda item: -item[1])
    told = ", ".join(f"{name} {took:.2f}" for name, took in slow[:8])
    return f"{told}; median {statistics.median(times.values()):.3f} s"


def main() -> None:
    """Measures the sizes asked for, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES)
    parser.add_argument("--no-questions", action="store_true", help="loading alone")
    parser.add_argument("--keep", type=Path, help="folder in which the stores are left, by size")
    parser.add_argument("--json", type=Path, help="file to which all figures are added, by line")
    options = parser.parse_args()
    spawn = multiprocessing.get_context("spawn")
    for size in options.sizes:
        with (
            tempfile.TemporaryDirectory() as folder,
            ProcessPoolExecutor(1, mp_context=spawn) as alone,
        ):
            home = options.keep / str(size) if options.keep else Path(folder)
            home.mkdir(parents=True, exist_ok=True)
            row = alone.submit(measure, size, home, asks=not options.no_questions).result()
        show(row)
        if options.json:
            with options.json.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps(row) + "\n")


if __name__ == "__main__":
    main()
