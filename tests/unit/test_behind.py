"""Writes behind: in order, few at a time, and nothing after one that failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from graphkit.store.behind import AHEAD, WriteBehind


class Slow:
    """A writer that waits until it may go on, and fails at "bad"."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.may = threading.Event()

    def __call__(self, task: str) -> None:
        assert self.may.wait(10)
        if task == "bad":
            raise ValueError(task)
        self.done.append(task)


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def behind(slow: Slow) -> Iterator[WriteBehind[str]]:
    behind = WriteBehind(slow)
    yield behind
    slow.may.set()
    behind.abandon()


def test_a_put_returns_before_it_is_done(slow: Slow, behind: WriteBehind[str]) -> None:
    behind.put("a")
    behind.put("b")
    assert slow.done == []
    slow.may.set()
    behind.settle()
    assert slow.done == ["a", "b"]


def test_few_wait(slow: Slow, behind: WriteBehind[str]) -> None:
    for number in range(AHEAD):
        behind.put(str(number))
    threading.Timer(0.05, slow.may.set).start()
    behind.put("last")
    assert slow.done[0] == "0"  # it had to be waited for


def test_after_a_failure_nothing_is_done_until_it_is_told(
    slow: Slow, behind: WriteBehind[str]
) -> None:
    slow.may.set()
    for task in ("a", "bad", "b"):
        behind.put(task)
    with pytest.raises(ValueError, match="bad"):
        behind.settle()
    assert slow.done == ["a"]
    behind.put("f")
    behind.settle()
    assert slow.done == ["a", "f"]


def test_closing_writes_what_is_left_and_tells_of_a_failure(
    slow: Slow, behind: WriteBehind[str]
) -> None:
    slow.may.set()
    behind.put("a")
    behind.put("bad")
    with pytest.raises(ValueError, match="bad"):
        behind.close()
    assert slow.done == ["a"]


def test_a_put_tells_of_a_failure_and_is_not_done(slow: Slow, behind: WriteBehind[str]) -> None:
    for task in ("a", "bad", "b"):
        behind.put(task)
    slow.may.set()
    while not behind.failed:
        time.sleep(0.01)
    with pytest.raises(ValueError, match="bad"):
        behind.put("d")
    behind.settle()
    assert slow.done == ["a"]


def test_several_threads_may_wait(slow: Slow, behind: WriteBehind[str]) -> None:
    for number in range(AHEAD):
        behind.put(str(number))
    with ThreadPoolExecutor(3) as threads:
        waiting = [threads.submit(behind.settle) for _ in range(3)]
        slow.may.set()
        assert [w.result() for w in waiting] == [None] * 3
    assert slow.done == [str(number) for number in range(AHEAD)]


def test_what_waits_is_dropped_with_it(slow: Slow, behind: WriteBehind[str]) -> None:
    behind.put("a")
    behind.put("b")
    threading.Timer(0.05, slow.may.set).start()
    behind.abandon()
    assert "b" not in slow.done
