"""What `graphkit build` costs as a whole, against bare parsing processes, and 100 articles more.

    python -m tests.benchmarks.bench_build --corpus NEWS.jsonl.gz [--count N] [--more 100]

Builds a graph of the corpus's first articles (all by default) with two workers.  The yardstick, in
the same run: two processes that parse the same articles with the shipped model's full pipeline and
do nothing else.  Start-up counts on both sides; what counts is the ratio, at most 2.2 with the
classifier.  Along the build the peak memory of its processes is told (on Linux), which shall stay
flat and below 1.2 GB a worker.

Then so many articles more are built into the finished graph, and into an empty one: the first shall
cost what the second does, and what it costs beside is told.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import spacy

from graphkit.articles import read_articles
from graphkit.engines import records_path
from graphkit.sentences import MODEL, model_path
from tests.command_line import COMMAND
from tests.samples import ROOT

LIMIT: Final = 2.2
WORKERS: Final = 2
LOOK: Final = 1.0
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock, and of the processor with all processes that were started."""

    wall: float
    cpu: float

    def __truediv__(self, other: Cost) -> str:
        """Says how many times as much it is."""
        return f"{self.wall / other.wall:.2f} x by the clock, {self.cpu / other.cpu:.2f} x by cpu"

    def __str__(self) -> str:
        """Says both."""
        return f"{self.wall:.1f} s, {self.cpu:.1f} s of the processor"


def parse(texts: Path, *, part: int) -> None:
    """Parses every second text of a file and nothing else."""
    nlp = spacy.load(model_path(MODEL))
    with texts.open(encoding="utf-8") as lines:
        for _ in nlp.pipe(json.loads(line) for line in islice(lines, part, None, WORKERS)):
            pass


def run(
    commands: Sequence[Sequence[str]], *, folder: Path, look: Callable[[int], None] | None = None
) -> Cost:
    """Runs commands beside each other; `look` is called with the first one's process id."""
    begun, before = time.perf_counter(), _children_cpu()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # they work in another folder
    with (folder / "stderr.txt").open("w+b") as told:
        running = [
            subprocess.Popen(
                command, cwd=folder, stdout=subprocess.DEVNULL, stderr=told, env=environment
            )
            for command in commands
        ]
        for process in running:
            while process.poll() is None:
                if look is not None:
                    look(process.pid)
                time.sleep(LOOK if look else 0.05)
    if any(process.returncode for process in running):
        raise SystemExit((folder / "stderr.txt").read_text(encoding="utf-8"))
    return Cost(time.perf_counter() - begun, _children_cpu() - before)


def _children_cpu() -> float:
    times = os.times()
    return times.children_user + times.children_system


class Memory:
    """Peak memory of a build's processes, told at each tenth of the articles."""

    def __init__(self, records: Path, total: int) -> None:
        self._records, self._total, self._tenth = records, total, 0

    def look(self, pid: int) -> None:
        """Prints the peaks if another tenth is done."""
        if not Path("/proc/self/status").exists() or not self._records.exists():
            return
        done = self._records.read_bytes().count(b"\n")
        if done * 10 // self._total > self._tenth:
            self._tenth = done * 10 // self._total
            workers = ", ".join(f"{peak:.0f}" for peak in sorted(map(_peak, _workers(pid))))
            print(f"  {done:6} articles: {_peak(pid):.0f} MB; workers {workers} MB", flush=True)


def _workers(pid: int) -> Iterator[int]:
    """Yields the processes that a process started and that work (not multiprocessing's own)."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if b"spawn_main" in command:
                yield int(child)


def _peak(pid: int) -> float:
    """Returns the most memory that a process has held, in MB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    held = (line.split() for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(words[1]) / 1024 for words in held), 0.0)


def build(articles: Path, *, store: str, output: str) -> list[str]:
    """Returns the command that builds a graph of the articles."""
    return [
        *(*COMMAND, "build", articles.name, "--store", store, "-o", output),
        *("--workers", str(WORKERS), "--picture", f"{store}.html"),
    ]


def write_parts(corpus: Path, folder: Path, *, count: int | None, more: int) -> int:
    """Writes the articles as a build reads them, and as bare texts; returns how many."""
    opened = gzip.open if corpus.suffix == ".gz" else open
    with opened(corpus, "rt", encoding="utf-8") as lines:
        rows = list(islice(lines, None if count is None else count + more))
    first, rest = rows[: len(rows) - more], rows[len(rows) - more :]
    (folder / "first.jsonl").write_text("".join(first), encoding="utf-8")
    (folder / "more.jsonl").write_text("".join(rest), encoding="utf-8")
    articles = list(read_articles([folder / "first.jsonl"], on_skip=_ignore))
    texts = "".join(json.dumps(article.text) + "\n" for article in articles)
    (folder / "texts.jsonl").write_text(texts, encoding="utf-8")
    print(f"{len(articles)} articles, {sum(len(a.text.split()) for a in articles):,} words")
    return len(articles)


def _ignore(_told: Any) -> None:
    """The build tells what it skips."""


def measure(folder: Path, *, total: int, more: int) -> None:
    """Measures both in one folder of articles."""
    bare = [sys.executable, "-m", "tests.benchmarks.bench_build", "--parse"]
    parts = [[*bare, str(folder / "texts.jsonl"), "--part", str(n)] for n in range(WORKERS)]
    parsed = run(parts, folder=folder)
    print(f"{WORKERS} bare parsing processes: {parsed}", flush=True)
    memory = Memory(records_path(folder / "s.jsonl"), total)
    command = build(folder / "first.jsonl", store="g.kgl", output="s.jsonl")
    built = run([command], folder=folder, look=memory.look)
    print(f"build: {built}\n  {built / parsed} (limit {LIMIT})", flush=True)
    later = folder / "more.jsonl"
    alone = run([build(later, store="alone.kgl", output="alone.jsonl")], folder=folder)
    added = run([build(later, store="g.kgl", output="added.jsonl")], folder=folder)
    print(f"{more} articles into an empty graph: {alone}")
    print(f"{more} articles into the finished graph: {added}; {added / alone}")


def main() -> None:
    """Runs what the options name."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="articles, JSON Lines, may be gzipped")
    parser.add_argument("--count", type=int, help="articles built first; by default all but --more")
    parser.add_argument("--more", type=int, default=100, help="articles added afterwards")
    parser.add_argument("--parse", type=Path, help=argparse.SUPPRESS)  # what the yardstick runs
    parser.add_argument("--part", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.parse:
        parse(options.parse, part=options.part)
    elif options.corpus is None:
        parser.error("--corpus is missing")
    else:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            more = options.more
            total = write_parts(options.corpus, folder, count=options.count, more=more)
            measure(folder, total=total, more=more)


if __name__ == "__main__":
    main()
