"""What extraction costs, against a bare parse by the same model, and how much memory it takes.

    python -m tests.benchmarks.bench_extract --corpus NEWS.jsonl.gz
    python -m tests.benchmarks.bench_extract --corpus NEWS.jsonl.gz --memory

The first form alternates, in one process, between `nlp.pipe` with the shipped model's full pipeline
over the texts and graphkit's extraction of the same articles, statement files included (model and
data files are loaded beforehand in both).  What counts is the ratio, at most 1.3 for cue rows alone
(`--classifier none`) and 2.0 with the classifier.  The second form extracts more articles and tells
the peak memory on the way, which shall stay flat.  `--workers` sets two processes against one.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import spacy

from graphkit.articles import read_articles
from graphkit.engines import Existing, Settings, extract_all, prepare_output
from graphkit.engines.working import Worker
from graphkit.records import Article
from graphkit.sentences import MODEL, model_path

LIMIT, LIMIT_WITH_CLASSIFIER = 1.3, 2.0
MARKS = (200, 500, 1000, 1500, 2000)
"""Articles after which the memory is told."""


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock and of the processor."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Cost:
    """Measures one piece of work."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def articles_of(corpus: Path, count: int) -> Iterator[Article]:
    """Yields the corpus's first articles."""
    return islice(read_articles([corpus], on_skip=lambda _: None), count)


def extract(worker: Worker, articles: Iterator[Article], folder: Path) -> Iterator[int]:
    """Extracts into files as a run does; yields how many articles are done."""
    output = prepare_output(str(folder / "statements.jsonl"), existing=Existing.overwrite)
    for done, (record, statements) in enumerate(worker.run(articles), 1):
        output.write(record, statements)
        yield done
    output.close()


def compare(corpus: Path, settings: Settings, *, count: int, rounds: int, folder: Path) -> float:
    """Prints the cost of both, round by round; returns the median ratio of processor time."""
    articles = list(articles_of(corpus, count))
    words = sum(len(a.text.split()) for a in articles)
    print(f"{len(articles)} articles, {words:,} words, model {MODEL}")
    bare, worker = spacy.load(model_path(MODEL)), Worker(settings)

    def parse() -> None:
        for _ in bare.pipe(article.text for article in articles):
            pass

    def whole() -> None:
        for _ in extract(worker, iter(articles), folder):
            pass

    print(f"{'round':>5} {'parse':>14} {'extract':>14} {'ratio':>12}   (wall s, cpu s)")
    ratios = []
    for number in range(1, rounds + 1):
        low, high = timed(parse), timed(whole)
        ratios.append((high.wall / low.wall, high.cpu / low.cpu))
        wall, cpu = ratios[-1]
        print(
            f"{number:>5} {low.wall:>7.1f} {low.cpu:>6.1f} {high.wall:>7.1f} {high.cpu:>6.1f} "
            f"{wall:>6.2f} {cpu:>5.2f}",
            flush=True,
        )
    wall = statistics.median(ratio[0] for ratio in ratios)
    cpu = statistics.median(ratio[1] for ratio in ratios)
    print(
        f"median ratio: wall {wall:.2f}, cpu {cpu:.2f} "
        f"(limits: {LIMIT}, {LIMIT_WITH_CLASSIFIER} with classifier)"
    )
    return cpu


def compare_workers(corpus: Path, settings: Settings, *, count: int) -> None:
    """Prints how much faster two processes are than one, start-up included."""
    articles = list(articles_of(corpus, count))
    seconds = []
    for workers in (1, 2):
        begun = time.perf_counter()
        for _ in extract_all(iter(articles), settings=settings, workers=workers):
            pass
        seconds.append(time.perf_counter() - begun)
        print(f"{workers} worker(s): {seconds[-1]:.1f} s", flush=True)
    print(f"two workers are {seconds[0] / seconds[1]:.2f} x as fast as one")


def peak_memory() -> float:
    """Returns the most memory this process has held so far, in MiB."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024.0**2 if sys.platform == "darwin" else 1024.0)


def watch_memory(corpus: Path, folder: Path, settings: Settings) -> None:
    """Prints the peak memory after so many articles."""
    print(f"{'articles':>8} {'peak MiB':>9} {'wall s':>7}")
    worker, begun = Worker(settings), time.perf_counter()
    for done in extract(worker, articles_of(corpus, MARKS[-1]), folder):
        if done == 1 or done in MARKS:
            passed = time.perf_counter() - begun
            print(f"{done:>8} {peak_memory():>9.0f} {passed:>7.0f}", flush=True)


def show_profile(corpus: Path, settings: Settings, *, count: int, folder: Path) -> None:
    """Prints where the processor's time goes."""
    articles = list(articles_of(corpus, count))
    worker, profile = Worker(settings), cProfile.Profile()
    profile.enable()
    for _ in extract(worker, iter(articles), folder):
        pass
    profile.disable()
    pstats.Stats(profile).sort_stats("tottime").print_stats(r"graphkit|\{", 40)


def main() -> int:
    """Runs what the options name; 1 if extraction costs more than the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--corpus", type=Path, required=True, help="articles, as extract reads")
    parser.add_argument("--count", type=int, default=500, help="articles compared")
    parser.add_argument("--rounds", type=int, default=3, help="alternations")
    parser.add_argument("--memory", action="store_true", help="watch the memory instead")
    parser.add_argument("--profile", action="store_true", help="profile extraction instead")
    parser.add_argument("--workers", action="store_true", help="two processes against one")
    parser.add_argument("--classifier", default="", help="none for cue rows alone")
    options = parser.parse_args()
    settings = Settings(classifier=None) if options.classifier == "none" else Settings()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.memory:
            watch_memory(options.corpus, folder, settings)
        elif options.workers:
            compare_workers(options.corpus, settings, count=options.count)
        elif options.profile:
            show_profile(options.corpus, settings, count=options.count, folder=folder)
        else:
            ratio = compare(
                options.corpus, settings, count=options.count, rounds=options.rounds,
                folder=folder,
            )  # fmt: skip
            return int(ratio > (LIMIT if settings.classifier is None else LIMIT_WITH_CLASSIFIER))
    return 0


if __name__ == "__main__":
    sys.exit(main())
