"""Paths -> statement files: one run of the extraction, from the first article to the last.

Everything that yields no statements for a reason is told, counted, and kept in the records file
where its id is known, in the order of the input.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from graphkit.articles import Note, Skip, read_articles
from graphkit.engines.clusters import Cluster
from graphkit.engines.mapping import extract_all
from graphkit.engines.outputs import STDOUT, Output
from graphkit.engines.recovering import Known, recorded_ids
from graphkit.engines.working import Result, Settings
from graphkit.errors import ArticleError, StatementError
from graphkit.records import Article, ArticleRecord


@dataclass(frozen=True, kw_only=True)
class Job:
    """What a run reads and how.

    `today` tells dates to come, None leaves them unnoticed; `encoding` is that of input which is
    not UTF-8; `columns` are names of a table's columns, by field; `workers` and `cluster` as in
    `extract_all`.
    """

    paths: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)
    workers: int = 1
    cluster: Cluster | None = None
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    today: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An input without statements: where it is, its id if known, why, and a word to count by."""

    where: str
    id: str | None
    reason: str
    cause: str


@dataclass
class Tally:
    """What a run has done so far; `resumed` articles were finished by a former run."""

    articles: int = 0
    statements: int = 0
    resumed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


Tell = Callable[[LeftOut | Note], None]


class Run:
    """One run: reads a job's articles and writes what is found; `tally` says how far it is."""

    def __init__(self, job: Job, output: Output, *, tell: Tell) -> None:
        """Prepares a run.

        Args:
            job: what to read.
            output: where to write.
            tell: is told of everything left out and of doubts about articles.
        """
        self._job = job
        self._output = output
        self._tell = tell
        self._skips: deque[tuple[int, Skip]] = deque()
        self._known_skips = output.finished.skips.copy()
        self._given = self._written = 0
        self.tally = Tally()

    def extract(self) -> Iterator[ArticleRecord]:
        """Does the work; yields each article's record when it is written.

        The output is sealed at the end, and closed in any case.

        Raises:
            ArticleError: an input cannot be read at all, or none holds an article.
            ModelError, OntologyError, EngineError, StatementError: see `extract_all` and `Output`.
        """
        job = self._job
        try:
            results = extract_all(
                self._articles(), settings=job.settings, workers=job.workers, cluster=job.cluster
            )
            with closing(results):
                for result in results:
                    self._write(result)
                    yield result[0]
            self._write_skips(upto=None)
            if not self.tally.articles and not self.tally.resumed:
                raise ArticleError("no article in the input", remedy="the lines above say why")
            self._output.seal()
        finally:
            self._output.close()

    def count(self) -> int | None:
        """Reads the input once over; returns how many articles are not finished yet.

        None where that cannot be told: standard input is read only once, and what cannot be read
        is told by the run itself.
        """
        if STDOUT in self._job.paths:
            return None
        finished = self._output.finished.articles
        try:
            articles = read_job(self._job, on_skip=_ignore, on_note=_ignore)
            return sum(article.id not in finished for article in articles)
        except ArticleError:
            return None

    def _articles(self) -> Iterator[Article]:
        """Yields the articles that are not finished yet."""
        finished = self._output.finished.articles
        for article in read_job(self._job, on_skip=self._take_skip, on_note=self._tell):
            known = finished.get(article.id)
            if known is None:
                self._given += 1
                yield article
            elif known.text_sha256 == article.text_sha256:
                self._count_finished(known)
            else:
                self._leave_out(
                    article.origin or article.id,
                    article.id,
                    reason="its text has changed since the cut run: start anew with --force",
                    cause="changed",
                )

    def _count_finished(self, known: Known) -> None:
        if known.skipped is None:
            self.tally.resumed += 1
        else:
            self.tally.left_out[known.skipped] += 1

    def _write(self, result: Result) -> None:
        """Writes an article's result, after the skips that came before it in the input."""
        self._write_skips(upto=self._written)
        record, statements = result
        self._output.write(record, statements)
        self._written += 1
        if record.skipped is None:
            self.tally.articles += 1
            self.tally.statements += len(statements)
        else:
            self._leave_out(record.id, record.id, reason=record.skipped, cause=record.skipped)

    def _write_skips(self, *, upto: int | None) -> None:
        """Writes a record of the skips before the given article, or of all."""
        while self._skips and (upto is None or self._skips[0][0] <= upto):
            _, skip = self._skips.popleft()
            self._leave_out(skip.origin, skip.id, reason=skip.reason, cause=skip.cause)
            if skip.id is None:
                continue
            if self._known_skips[skip.id, skip.reason]:
                self._known_skips[skip.id, skip.reason] -= 1
            else:
                self._output.write(_skip_record(skip, skip.id), ())

    def _take_skip(self, skip: Skip) -> None:
        self._skips.append((self._given, skip))

    def _leave_out(self, where: str, id: str | None, *, reason: str, cause: str) -> None:  # noqa: A002
        self.tally.left_out[cause] += 1
        self._tell(LeftOut(where=where, id=id, reason=reason, cause=cause))


def read_job(
    job: Job, *, on_skip: Callable[[Skip], None], on_note: Callable[[Note], None]
) -> Iterator[Article]:
    """Reads the job's articles."""
    paths = [path if path == STDOUT else Path(path) for path in job.paths]
    return read_articles(
        paths,
        on_skip=on_skip,
        on_note=on_note,
        today=job.today,
        encoding=job.encoding,
        columns=job.columns,
    )


def check_covered(job: Job, statements: Path) -> None:
    """Refuses a job that would replace statements of articles which it does not read.

    Raises:
        StatementError: the file holds other articles, or the job reads standard input.
    """
    missing = recorded_ids(statements)
    if not missing:
        return
    remedy = "name another file with -o, or give --force to replace it"
    if STDOUT in job.paths:
        raise StatementError("is there already", where=str(statements), remedy=remedy)
    for article in read_job(job, on_skip=_ignore, on_note=_ignore):
        missing.discard(article.id)
        if not missing:
            return
    raise StatementError(
        f"holds {len(missing)} articles that are not in the input, such as {min(missing)}",
        where=str(statements),
        remedy=remedy,
    )


def _ignore(_told: object) -> None:
    """The run itself tells skips and notes."""


def _skip_record(skip: Skip, id: str) -> ArticleRecord:  # noqa: A002 - the record's own field name
    return ArticleRecord(
        id=id,
        title=None,
        outlet=None,
        url=None,
        published=None,
        published_precision=None,
        text_sha256="",
        language=None,
        sentences=0,
        statements=0,
        skipped=skip.reason,
    )
