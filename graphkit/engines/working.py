"""Articles -> records and statements: the map, in this process or in several.

Results come back in the order of the articles, so that any number of workers yields the same.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, takewhile
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Final

from graphkit.engines.languages import is_english
from graphkit.errors import EngineError, GraphkitError
from graphkit.extract.reading import Extractor
from graphkit.model.running import PairModel, shipped_weights, weights_id
from graphkit.ontology import load_ontology, overlay_id
from graphkit.records import Article, ArticleRecord, Statement
from graphkit.resemblance import minhash_of
from graphkit.sentences import MODEL, ParsedArticle, load_model, parse_articles

BATCH: Final = 16
"""Articles handed to a worker at once."""
WAITING: Final = 3
"""Batches per worker that may wait: bounds the memory."""
NOT_ENGLISH: Final = "not English"

Result = tuple[ArticleRecord, list[Statement]]


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know: all that its statements depend on beside the articles.

    `model` is the spaCy model, `ontology` a folder laid over the data files, `classifier` the
    folder of the pair classifier's weights (None: reading goes by cue rows alone).
    """

    model: str = MODEL
    ontology: Path | None = None
    classifier: Path | None = field(default_factory=shipped_weights)

    def told(self) -> dict[str, str | None]:
        """Returns what tells these settings from others: names and hashes, no path but a model's.

        Raises:
            ModelError: the classifier lacks a file, or its card is damaged.
            OntologyError: the folder of data files cannot be read.
        """
        return {
            "model": self.model,
            "ontology": None if self.ontology is None else overlay_id(self.ontology),
            "classifier": None if self.classifier is None else weights_id(self.classifier),
        }


def extract_all(
    articles: Iterable[Article], *, settings: Settings, workers: int = 1
) -> Generator[Result, None, None]:
    """Yields each article's record and statements, in the articles' order.

    Args:
        articles: read lazily; at most a few batches are held at once.
        settings: model, ontology and classifier.
        workers: processes; 1 works in this one, 0 takes one per core.

    Raises:
        ModelError, OntologyError: the settings name something unfit.
        EngineError: a worker process died.
    """
    count = workers or os.cpu_count() or 1
    if count == 1:
        yield from Worker(settings).run(articles)
    else:
        yield from _in_processes(articles, settings=settings, workers=count)


def record_of(
    article: Article, *, sentences: int, statements: int, skipped: str | None = None
) -> ArticleRecord:
    """Returns the record that is kept of an article."""
    return ArticleRecord(
        id=article.id,
        title=article.title,
        outlet=article.outlet,
        url=article.url,
        published=article.published,
        published_precision=article.published_precision,
        text_sha256=article.text_sha256,
        language=None if skipped == NOT_ENGLISH else "en",
        sentences=sentences,
        statements=statements,
        skipped=skipped,
        minhash=minhash_of(article.text),
    )


class Worker:
    """Model, ontology and classifier, loaded once per process."""

    def __init__(self, settings: Settings) -> None:
        ontology = load_ontology(settings.ontology)
        self._nlp = load_model(settings.model, lemmas=ontology.lemmas)
        weights = settings.classifier
        self._extractor = Extractor(ontology, None if weights is None else PairModel(weights))

    def run(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yields each article's record and statements, in order."""
        # The parser reads ahead: an article that it must not see waits here for its turn, as a
        # record without its text; None stands for one that is being parsed.
        turns: deque[ArticleRecord | None] = deque()

        def english() -> Iterator[Article]:
            for article in articles:
                if is_english(article.text):
                    turns.append(None)
                    yield article
                else:
                    turns.append(record_of(article, sentences=0, statements=0, skipped=NOT_ENGLISH))

        for parsed in parse_articles(self._nlp, english(), furniture=self._extractor.furniture):
            while (record := turns.popleft()) is not None:
                yield record, []
            yield self._read(parsed)
        yield from ((record, []) for record in turns if record is not None)

    def _read(self, parsed: ParsedArticle) -> Result:
        found = self._extractor.extract(parsed)
        record = record_of(parsed.article, sentences=len(parsed.sentences), statements=len(found))
        return record, found


def _in_processes(
    articles: Iterable[Article], *, settings: Settings, workers: int
) -> Iterator[Result]:
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
