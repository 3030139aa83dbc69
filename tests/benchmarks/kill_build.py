"""`graphkit build` killed again and again and resumed, against a run that nothing cut.

    python -m tests.benchmarks.kill_build [PATHS ...] [--times 50] [--seed N] [--folder DIR]

Builds a graph of the articles (the seeds by default) once without a cut, then in another folder
with so many SIGKILLs at random moments, each followed by the same command with `--resume`.  Half of
the kills fall between the command's start and the end of the extraction, after a random number of
articles; the other half after it, in loading, deriving, saving or drawing.  One or two workers are
taken by chance.  The seed decides all of it.  In the end both folders must hold the same bytes of
statements, article records and page, and the same graph.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphkit.engines import records_path
from graphkit.engines.outputs import is_untouched
from graphkit.store import open_store
from graphkit.store.meta import read_meta
from tests.command_line import COMMAND, environment
from tests.samples import ROOT, graph_of

SEEDS: Final = ROOT / "seeds" / "articles"
STATEMENTS: Final = "statements.jsonl"
STORE: Final = "graph.kgl"
PAGE: Final = "graph.html"
TWO_WORKERS: Final = 0.2
"""How often a run that is killed in extraction has two workers, which write 16 articles at once."""
LOOK: Final = 0.005
"""Seconds between two looks at what a run has written."""
PATIENCE: Final = 3600
"""Seconds after which a run hangs."""


@dataclass(frozen=True)
class Seen:
    """How long a run took: until its first article, until all were extracted, until its end."""

    first: float
    extracted: float
    ended: float
    articles: int


@dataclass(frozen=True)
class Building:
    """A folder in which a graph is made of articles."""

    folder: Path
    paths: tuple[str, ...]

    @property
    def articles(self) -> int:
        """Articles finished so far."""
        records = records_path(self.folder / STATEMENTS)
        return records.read_bytes().count(b"\n") if records.exists() else 0

    @property
    def is_loading(self) -> bool:
        """True when a first load has begun to write."""
        return any(self.folder.glob(f"{STORE}*"))

    @property
    def touched(self) -> int:
        """Tells when the statements file was last written or sealed."""
        file = self.folder / STATEMENTS
        return file.stat().st_ctime_ns if file.exists() else 0

    @contextmanager
    def running(self, *, workers: int) -> Iterator[subprocess.Popen[bytes]]:
        """Runs the command, and kills it if it still runs at the end."""
        words = ("build", *self.paths, "--resume", "--workers", str(workers))
        with (self.folder / "stderr.txt").open("w+b") as told:
            process = subprocess.Popen(
                [*COMMAND, *words],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                env=environment(),
            )
            try:
                yield process
            finally:
                process.kill()
                process.wait()

    def wait(self, process: subprocess.Popen[bytes], until: Callable[[], bool]) -> float:
        """Waits for something, or the run's end; returns the seconds."""
        begun = time.perf_counter()
        while process.poll() is None and not until():
            time.sleep(LOOK)
            assert time.perf_counter() - begun < PATIENCE, "the run hangs"
        told = (self.folder / "stderr.txt").read_text(encoding="utf-8")
        assert process.returncode in (None, 0), told
        return time.perf_counter() - begun

    def complete(self, *, workers: int) -> Seen:
        """Lets a run go to its end."""
        with self.running(workers=workers) as process:
            first = self.wait(process, lambda: self.articles > 0)
            extracted = first + self.wait(process, lambda: self.is_loading)
            ended = extracted + self.wait(process, lambda: False)
        return Seen(first=first, extracted=extracted, ended=ended, articles=self.articles)


def kill_in_extraction(building: Building, dice: random.Random, *, whole: Seen, left: int) -> str:
    """Kills a run some articles further on, or before it has written one; returns where."""
    missing = whole.articles - building.articles
    more = dice.randint(0, max(1, round(2 * missing / left)))
    goal, workers = building.articles + more, 2 if dice.random() < TWO_WORKERS else 1
    pace = (whole.extracted - whole.first) / whole.articles
    delay = dice.uniform(0, pace if more else whole.first)
    with building.running(workers=workers) as process:
        building.wait(process, lambda: building.articles >= min(goal, whole.articles))
        building.wait(process, _after(delay))
        assert process.poll() is None, "it ended before it was killed"
    return f"{building.articles} of {whole.articles} articles extracted, {workers} worker(s)"


def kill_in_loading(building: Building, dice: random.Random, *, whole: Seen) -> str:
    """Kills a run that loads, saves or draws; returns where.

    A run that ends before has nothing to kill: then all of the loading begins anew.
    """
    delay, before = dice.uniform(0, whole.ended - whole.extracted), building.touched

    def is_sealed() -> bool:
        done = building.articles == whole.articles and is_untouched(building.folder / STATEMENTS)
        return done and building.touched != before

    with building.running(workers=1) as process:
        building.wait(process, is_sealed)
        building.wait(process, _after(delay))
        was_killed = process.poll() is None
    if was_killed:
        return f"{delay:.2f} s after the extraction"
    for file in building.folder.glob("graph.*"):
        file.unlink()
    return kill_in_loading(building, dice, whole=whole)


def _after(delay: float) -> Callable[[], bool]:
    until = time.perf_counter() + delay
    return lambda: time.perf_counter() >= until


def differences(one: Building, other: Building) -> list[str]:
    """Returns what is not the same in two folders."""
    statements = Path(STATEMENTS)
    files = [STATEMENTS, records_path(statements).name, PAGE]
    found = [
        f"{name} has other bytes"
        for name in files
        if (one.folder / name).read_bytes() != (other.folder / name).read_bytes()
    ]
    graphs, pending = [], []
    for building in (one, other):
        with open_store(str(building.folder / STORE)) as store:
            graphs.append(graph_of(store))
            meta = read_meta(store.run)
            pending.append(meta is None or meta.pending)
    if graphs[0] != graphs[1]:
        missing, more = len(graphs[0] - graphs[1]), len(graphs[1] - graphs[0])
        found.append(f"the graph lacks {missing} nodes and relationships and has {more} others")
    if any(pending):
        found.append("the load counts as not completed")
    return found


def kill(folder: Path, paths: Sequence[str], *, times: int, seed: int) -> list[str]:
    """Builds a graph with and without kills; returns what differs in the end."""
    dice = random.Random(seed)
    buildings = [Building(folder / name, tuple(paths)) for name in ("whole", "killed")]
    for building in buildings:
        building.folder.mkdir()
    uncut, killed = buildings
    whole = uncut.complete(workers=1)
    print(
        f"uncut: {whole.articles} articles; first one after {whole.first:.1f} s, all extracted "
        f"after {whole.extracted:.1f} s, end after {whole.ended:.1f} s",
        flush=True,
    )
    early = times - times // 2
    for number in range(1, times + 1):
        if number <= early and killed.articles < whole.articles:
            left = early - number + 2  # the last one shall not reach the end either
            where = kill_in_extraction(killed, dice, whole=whole, left=left)
        else:
            where = kill_in_loading(killed, dice, whole=whole)
        print(f"kill {number}: {where}", flush=True)
    killed.complete(workers=2)
    return differences(uncut, killed)


def main() -> int:
    """Runs it; 1 if anything differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", default=[str(SEEDS)], help="articles")
    parser.add_argument("--times", type=int, default=50, help="kills")
    parser.add_argument("--seed", type=int, default=2023)
    parser.add_argument("--folder", type=Path, help="where to work; by default a temporary one")
    options = parser.parse_args()
    paths = [str(Path(path).resolve()) for path in options.paths]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        found = kill(Path(folder), paths, times=options.times, seed=options.seed)
    print("\n".join(found) or f"{options.times} kills: all is as in the run that nothing cut")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
