"""Extraction on a Ray cluster of two machines, both here: workers and a machine are killed."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graphkit.engines import Cluster, Result, Settings, clusters, extract_all
from graphkit.engines.clusters import Order
from graphkit.engines.working import BATCH, WAITING
from graphkit.records import Article
from tests.command_line import json_lines, run_alone, start
from tests.conftest import skip_live
from tests.unit.test_cli_extract import FED, SENTENCES, news, pair

S = Settings(classifier=None)
COUNT = 16 * BATCH
MACHINE = {"num_cpus": 1, "object_store_memory": 100 * 2**20, "include_dashboard": False}


@dataclass
class Machines:
    """The cluster: the first machine is the one that asks, the second is to be killed."""

    cluster: Any
    second: Any

    @property
    def address(self) -> str:
        """Where the cluster is found."""
        return str(self.cluster.address)

    def a_worker(self) -> int:
        """Returns a process that has a batch under way."""
        until = time.monotonic() + 60
        while not (found := self._workers()):
            assert time.monotonic() < until
            time.sleep(0.01)
        return found[0]

    def _workers(self) -> list[int]:
        raylets = [
            node.all_processes["raylet"][0].process.pid for node in self.cluster.list_all_nodes()
        ]
        return [pid for raylet in raylets for pid in _children(raylet, "ray::.*work")]

    def kill_second(self) -> None:
        """Kills the second machine with all that runs there."""
        self.cluster.remove_node(self.second, allow_graceful=False)


def _children(pid: int, title: str) -> list[int]:
    command = ["pgrep", "-P", str(pid), "-f", title]
    found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return [int(word) for word in found.split()]


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Machines]:
    """Two machines of one processor each."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv("RAY_agent_register_timeout_ms", "100000")  # where others are at work too
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ray.cluster_utils import Cluster as RayCluster
    except ImportError:
        skip_live("Ray is not installed: pip install -e '.[dev,ray]'")
    found = RayCluster(initialize_head=True, head_node_args=MACHINE)
    try:
        second = found.add_node(**{k: v for k, v in MACHINE.items() if k != "include_dashboard"})
        found.wait_for_nodes()
        yield Machines(found, second)
    finally:
        found.shutdown()


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    """Articles that take a worker a while."""
    text = "\n\n".join(SENTENCES) * 2
    return [Article(id=f"a{n:03}", text=text) for n in range(COUNT)]


@pytest.fixture(scope="module")
def one_process(articles: list[Article]) -> list[Result]:
    """What one process finds in them."""
    return list(extract_all(articles, settings=S))


@pytest.fixture
def batches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[list[str]]]:
    """Notes each batch that a worker begins: its first article, the worker, models it loaded."""
    log = tmp_path / "batches"

    def noting_work(order: Order, given: list[Article]) -> object:
        clusters._worker(order)
        loaded = clusters._worker.cache_info().misses
        with log.open("a") as file:
            file.write(f"{given[0].id} {os.getpid()} {loaded}\n")
        return clusters._work(order, given)

    monkeypatch.setattr(clusters, "_work", noting_work)
    return lambda: [line.split() for line in log.read_text().splitlines()]


@pytest.mark.cluster
class TestTwoMachines:
    @pytest.fixture(autouse=True)
    def _noted(self, batches: Callable[[], list[list[str]]]) -> None:
        self.batches = batches

    def begun(self) -> Counter[str]:
        """Returns how often each batch was begun, by its first article."""
        return Counter(first for first, _, _ in self.batches())

    def test_what_they_find_is_what_one_process_finds(
        self, machines: Machines, articles: list[Article], one_process: list[Result]
    ) -> None:
        found = list(extract_all(articles, settings=S, cluster=Cluster(address=machines.address)))
        assert found == one_process
        assert self.begun() == {article.id: 1 for article in articles[::BATCH]}
        assert len({worker for _, worker, _ in self.batches()}) == 2
        assert {loaded for _, _, loaded in self.batches()} == {"1"}

    def test_a_killed_worker_costs_its_batch(
        self, machines: Machines, articles: list[Article], one_process: list[Result]
    ) -> None:
        results = extract_all(articles, settings=S, cluster=Cluster(address=machines.address))
        found = [next(results)]
        victim = machines.a_worker()
        os.kill(victim, signal.SIGKILL)
        found += results
        assert found == one_process
        his = [first for first, worker, _ in self.batches() if worker == str(victim)]
        again = [first for first, times in self.begun().items() if times > 1]
        assert again in ([], his[-1:])  # it may have been done in that instant
        assert len({worker for _, worker, _ in self.batches()}) == 3

    def test_a_killed_machine_costs_what_it_had(
        self, machines: Machines, articles: list[Article], one_process: list[Result]
    ) -> None:
        results = extract_all(articles, settings=S, cluster=Cluster(address=machines.address))
        found = [next(results)]
        until = time.monotonic() + 60
        while len({worker for _, worker, _ in self.batches()}) < 2:
            assert time.monotonic() < until, "the second machine had no share"
            time.sleep(0.01)
        machines.kill_second()
        found += results
        assert found == one_process
        again = [first for first, times in self.begun().items() if times > 1]
        assert len(again) <= WAITING
        assert articles[0].id not in again


@pytest.mark.cluster
def test_a_run_that_was_cut_goes_on_in_its_partitions(machines: Machines, tmp_path: Path) -> None:
    given = json_lines(news(FED))
    one, there = tmp_path / "one", tmp_path / "there"
    for folder in (one, there):
        folder.mkdir()
    assert run_alone(one, "extract", "-", stdin=given).code == 0
    words = ("extract", "-", "-o", "parts", "--partition", "50", "--engine", "ray")
    process = start(there, *words, "--address", machines.address)
    assert process.stdin is not None
    process.stdin.write(given)
    process.stdin.flush()
    records = there / "parts" / "00001.statements.articles.jsonl"
    until = time.monotonic() + 180
    while not (records.exists() and records.stat().st_size):
        assert process.poll() is None, process.communicate()[1].decode()
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    err = process.communicate()[1].decode()
    done = len(joined(there / "parts", "articles.jsonl").splitlines())
    assert process.returncode == 130, err
    assert err == (
        f"parts: {done} articles are finished; the same command with --resume goes on from "
        "there\nstopped; what was finished is kept\n"
    )
    assert 0 < done < FED
    ended = run_alone(there, *words, "--address", machines.address, "--resume", stdin=given)
    assert ended.code == 0, ended.err
    assert f"{done} of the articles were finished before" in ended.lines
    assert (joined(there / "parts", "jsonl"), joined(there / "parts", "articles.jsonl")) == pair(
        one
    )
    assert len(list((there / "parts").iterdir())) == 2 * -(-FED // 50)


@pytest.mark.cluster
def test_what_ray_tells_of_a_killed_worker_is_not_in_the_stream(
    machines: Machines, tmp_path: Path
) -> None:
    given = json_lines(news(FED))
    one = run_alone(tmp_path, "extract", "-", "-o", "-", stdin=given)
    words = ("extract", "-", "-o", "-", "--engine", "ray", "--address", machines.address)
    process = start(tmp_path, *words)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(given)
    process.stdin.flush()
    first = os.read(process.stdout.fileno(), 1)
    os.kill(machines.a_worker(), signal.SIGKILL)
    rest, err = process.communicate(timeout=300)
    assert process.returncode == 0, err.decode()
    assert (first + rest).decode() == one.out
    assert err.decode().splitlines()[-1] == one.lines[-1]


def joined(folder: Path, ending: str) -> bytes:
    """Returns what the statements files of a folder, or their article records, hold together."""
    return b"".join(f.read_bytes() for f in sorted(folder.glob(f"*.statements.{ending}")))
