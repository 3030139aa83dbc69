"""Articles -> records and statements, in several processes of this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice, takewhile
from multiprocessing.synchronize import Event

from graphkit.engines.working import BATCH, WAITING, Result, Settings, Worker
from graphkit.errors import EngineError, GraphkitError
from graphkit.records import Article


def in_processes(
    articles: Iterable[Article], *, settings: Settings, workers: int
) -> Iterator[Result]:
    """Yields each article's record and statements, in the articles' order.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
        EngineError: a worker process died.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    pool = ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start_worker, initargs=(settings, stop)
    )
    try:
        yield from _mapped(pool, iter(articles), most=workers * WAITING)
    except BrokenProcessPool as error:
        raise EngineError(
            "a worker process was killed",
            remedy="if memory ran short, give fewer --workers; what was finished is kept",
        ) from error
    except BaseException:
        stop.set()  # else a batch under way would be worked through first
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _mapped(
    pool: ProcessPoolExecutor, articles: Iterator[Article], *, most: int
) -> Iterator[Result]:
    waiting: deque[Future[list[Result]]] = deque()
    while True:
        while len(waiting) < most and (batch := list(islice(articles, BATCH))):
            with _interrupts_held():
                waiting.append(pool.submit(_work, batch))
        if not waiting:
            return
        yield from waiting.popleft().result()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Holds Ctrl-C back while processes start: they inherit that, and it is ours to handle."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows: the initializer does what can be done
        yield
        return
    former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, former)


# What follows runs in the worker processes.

_worker: Worker | GraphkitError | None = None
_stop: Event | None = None


def _start_worker(settings: Settings, stop: Event) -> None:
    global _worker, _stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _stop = stop
    try:
        _worker = Worker(settings)
    except GraphkitError as error:  # raised where the parent sees it
        _worker = error


def _end_with_parent() -> None:
    """Ends this process when its parent was killed: it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(articles: list[Article]) -> list[Result]:
    if isinstance(_worker, GraphkitError):
        raise _worker
    assert _worker is not None
    assert _stop is not None
    stopped = _stop.is_set
    results = []
    for result in _worker.run(takewhile(lambda _: not stopped(), articles)):
        results.append(result)
        if stopped():
            break
    return results
