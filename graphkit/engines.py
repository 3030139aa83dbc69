"""Articles -> the two statement files, on one machine: in this process or in several.

Extraction is a map over articles: results come back in the order of the articles, so that any
number of workers writes the same bytes.  An article's record is written after its statements; what
stands in the records file is therefore complete, and a cut run goes on from there.
"""

from __future__ import annotations

import multiprocessing
import os
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import IO, Final

from graphkit.errors import StatementError
from graphkit.extract.reading import Extractor
from graphkit.ontology import load_ontology
from graphkit.records import (
    Article,
    ArticleRecord,
    Statement,
    article_json,
    dumps,
    statement_json,
)
from graphkit.sentences import MODEL, load_model, parse_articles

BATCH: Final = 16
"""Articles handed to a worker at once."""
WAITING: Final = 3
"""Batches per worker that may wait: bounds the memory."""
FREQUENT: Final = frozenset(
    "the of to and in a that is for on was with said by it as at from be has".split()
)
LEAST_ENGLISH: Final = 0.12
"""Share of the twenty commonest English words below which a text of some length is not English.

English news holds 0.25 to 0.40 of them; French, German or Spanish news below 0.08.
"""
LEAST_WORDS: Final = 40

Result = tuple[ArticleRecord, list[Statement]]


@dataclass(frozen=True)
class Settings:
    """What a worker needs to know."""

    model: str = MODEL
    ontology: Path | None = None


@dataclass
class Progress:
    """What a run has done so far."""

    articles: int = 0
    statements: int = 0
    resumed: int = 0
    skipped: dict[str, int] = field(default_factory=dict)

    def skip(self, reason: str) -> None:
        """Counts one article left out."""
        kind = re.split(r"[:(]| of ", reason)[0].strip()
        self.skipped[kind] = self.skipped.get(kind, 0) + 1


def is_english(text: str) -> bool:
    """True for English, and for texts too short to tell."""
    words = re.findall(r"[^\W\d_]+", text[:6000].lower())
    if len(words) < LEAST_WORDS:
        return True
    return sum(w in FREQUENT for w in words) / len(words) >= LEAST_ENGLISH


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
        language=None if skipped == "not English" else "en",
        sentences=sentences,
        statements=statements,
        skipped=skipped,
    )


class Worker:
    """Model and ontology, loaded once per process."""

    def __init__(self, settings: Settings) -> None:
        ontology = load_ontology(settings.ontology)
        self._nlp = load_model(settings.model, lemmas=ontology.lemmas)
        self._extractor = Extractor(ontology)

    def run(self, articles: Iterable[Article]) -> Iterator[Result]:
        """Yields each article's record and statements, in order."""
        foreign: deque[tuple[int, Article]] = deque()
        counter = [0]

        def english() -> Iterator[Article]:
            for article in articles:
                if is_english(article.text):
                    yield article
                else:
                    foreign.append((counter[0], article))
                counter[0] += 1

        done = 0
        for parsed in parse_articles(self._nlp, english()):
            while foreign and foreign[0][0] == done:
                yield self._foreign(foreign.popleft()[1])
                done += 1
            found = self._extractor.extract(parsed)
            count = len(parsed.sentences)
            yield record_of(parsed.article, sentences=count, statements=len(found)), found
            done += 1
        for _, article in foreign:
            yield self._foreign(article)

    @staticmethod
    def _foreign(article: Article) -> Result:
        return record_of(article, sentences=0, statements=0, skipped="not English"), []


_worker: Worker | None = None


def _start_worker(settings: Settings) -> None:
    global _worker  # noqa: PLW0603 - a process's own model
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _worker = Worker(settings)


def _work(articles: list[Article]) -> list[Result]:
    assert _worker is not None
    return list(_worker.run(articles))


def extract_all(
    articles: Iterable[Article], *, settings: Settings, workers: int = 1
) -> Iterator[Result]:
    """Yields each article's record and statements, in the articles' order.

    Args:
        articles: read lazily; at most a few batches are held at once.
        settings: model and ontology.
        workers: processes; 1 works in this one, 0 takes one per core.
    """
    if workers == 0:
        workers = os.cpu_count() or 1
    if workers == 1:
        yield from Worker(settings).run(articles)
        return
    batches = iter(articles)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_start_worker, initargs=(settings,)
    ) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        try:
            while True:
                while len(waiting) < workers * WAITING and (batch := list(islice(batches, BATCH))):
                    waiting.append(pool.submit(_work, batch))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


class StatementFiles:
    """The pair of files a run writes: statements first, then the article's record."""

    def __init__(self, statements: IO[str], records: IO[str] | None) -> None:
        self._statements = statements
        self._records = records

    def write(self, result: Result) -> None:
        """Appends one article; what the records file names is complete on disk."""
        record, found = result
        for statement in found:
            self._statements.write(dumps(statement_json(statement)) + "\n")
        self._statements.flush()
        if self._records is not None:
            self._records.write(dumps(article_json(record)) + "\n")
            self._records.flush()


def records_path(statements: Path) -> Path:
    """Returns where the article records stand: `a.jsonl` -> `a.articles.jsonl`."""
    name = statements.name
    for suffix in (".jsonl.gz", ".jsonl"):
        if name.endswith(suffix):
            return statements.with_name(name.removesuffix(suffix) + ".articles" + suffix)
    return statements.with_name(name + ".articles.jsonl")


def finished_articles(statements: Path) -> dict[str, str]:
    """Returns {article id: text hash} of what a cut run finished, and cuts off what it did not.

    Raises:
        StatementError: a line in the middle of the records file is not a record.
    """
    import json

    records = records_path(statements)
    if not records.exists():
        if statements.exists():
            _truncate(statements, 0)
        return {}
    done: dict[str, str] = {}
    good = 0
    with records.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                break  # torn by the cut
            try:
                record = json.loads(line)
                done[record["id"]] = record["text_sha256"]
            except (ValueError, KeyError, TypeError) as error:
                raise StatementError(
                    "not an article record",
                    where=f"{records}:{number}",
                    remedy="mend the line, or start anew with --force",
                ) from error
            good += len(line)
    _truncate(records, good)
    _truncate(statements, _length_of(statements, done))
    return done


def _length_of(statements: Path, done: dict[str, str]) -> int:
    """Returns how many bytes of the statements file belong to finished articles."""
    import json

    good = 0
    if not statements.exists():
        return 0
    with statements.open("rb") as lines:
        for line in lines:
            try:
                if not line.endswith(b"\n") or json.loads(line)["doc"] not in done:
                    break
            except (ValueError, KeyError, TypeError):
                break
            good += len(line)
    return good


def _truncate(path: Path, size: int) -> None:
    if path.exists() and path.stat().st_size > size:
        with path.open("rb+") as file:
            file.truncate(size)
