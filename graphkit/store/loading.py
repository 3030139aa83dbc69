"""Article records and statements -> a store, such that loading twice equals loading once.

A document is replaced as a whole when its records changed, and left alone when not.  While a load
runs the store's own record says so; a load that finds this sign computes all shared things again,
so that a load cut short is completed by running the same command once more.  Memory holds a round
of documents and the ids of the entities that changed.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from graphkit.errors import StoreDownError
from graphkit.records import ArticleRecord, Statement
from graphkit.rows import (
    StatementRows,
    Vocabulary,
    article_problem,
    statement_problem,
)
from graphkit.store.changes import Changes
from graphkit.store.contract import Step, Store
from graphkit.store.copies import all_copies, group_copies, groups_of
from graphkit.store.deriving import IssueOf, all_entities, derive
from graphkit.store.meta import meta_step, read_meta
from graphkit.store.migrating import migrate
from graphkit.store.spool import Document, Spool
from graphkit.store.writing import batches, key_steps, node_steps, statement_steps

log = logging.getLogger(__name__)

ROUND: Final = 5000
"""Statements (and articles) written at a time: what is lost at most when a load is cut."""

FORGOTTEN: Final = 200
"""Articles removed at a time."""

_HELD: Final = "UNWIND $docs AS d MATCH (a:Article {id: d}) RETURN a.id AS doc, a.digest AS digest"
_DROP_STATEMENTS: Final = "MATCH (a:Article {id: r}) MATCH (s)-[:IN]->(a) DETACH DELETE s"
_DROP_STATEMENT: Final = "MATCH (s:Statement {id: r}) DETACH DELETE s"
_DROP_MINHASH: Final = "MATCH (m:MinHash {id: r}) DELETE m"
_DROP_ARTICLE: Final = "MATCH (a:Article {id: r}) DETACH DELETE a"
_SEAL: Final = "UNWIND $rows AS r MATCH (a:Article {id: r.id}) SET a.digest = r.digest"


@dataclass(kw_only=True)
class LoadReport:
    """What a load did: articles by fate, statements written, and what was left out and why.

    `skipped` counts articles that were not extracted, by the reason their record gives.
    `refused` counts statements that cannot stand in the graph, by reason, `refused_articles`
    articles.
    """

    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    statements: int = 0
    repeated: int = 0
    unrecorded: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    refused_articles: Counter[str] = field(default_factory=Counter)

    @property
    def articles(self) -> int:
        """Articles now known to be in the store."""
        return self.new + self.replaced + self.unchanged


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(kw_only=True)
class _Load:
    """One load under way: where to, by which vocabulary, and what it has touched so far."""

    store: Store
    vocabulary: Vocabulary
    issue_of: IssueOf | None
    changes: Changes = field(default_factory=Changes)
    copied: set[str] = field(default_factory=set)
    marked: bool = False
    everything: bool = False

    @contextmanager
    def under_way(self, clock: Callable[[], dt.datetime]) -> Iterator[None]:
        """Claims the store, sees whether an earlier load was cut short, and finishes at the end."""
        self.store.prepare()
        with self.store.claimed() as check_claim:
            meta = read_meta(self.store.run)
            self.changes.keep_pairs(self.store)
            if meta is not None and meta.pending:
                log.info("%s: an earlier load was cut short; it is completed", self.store.address)
                self.marked = True
                self.take_all()
            if meta is not None and migrate(self.store, meta):
                self.take_all()
                self.write([])
            yield
            self._derive()
            check_claim()
            self._unmark(clock())

    def write(self, steps: Iterable[Step]) -> None:
        """Runs the steps, marking the store as under way before the first."""
        if not self.marked:
            self.store.execute([meta_step({"pending": True})])
            self.marked = True
        self.store.execute(steps)

    def held(self, docs: Sequence[str]) -> Mapping[str, str | None]:
        """Returns the digests of those documents that the store holds."""
        return dict(self.store.run(_HELD, {"docs": docs}).rows)

    def take_all(self) -> None:
        """Lets all that articles share be computed again."""
        self.everything = True
        self.changes.drop_pairs()

    def part(self, docs: Collection[str]) -> set[str]:
        """Remembers what these documents say, before they are taken away; returns their copies."""
        self.changes.go(self.store, docs)
        copies = groups_of(self.store, docs)
        self.copied |= copies
        return copies

    def _derive(self) -> None:
        """Computes what the articles share."""
        changes = self.changes
        if self.everything:
            changes.entities |= all_entities(self.store)
            self.copied |= all_copies(self.store)
        if self.marked:
            changes.recount(self.store, group_copies(self.store, self.copied))
            derive(self.store, changes, vocabulary=self.vocabulary, issue_of=self.issue_of)

    def _unmark(self, now: dt.datetime) -> None:
        if self.marked:
            day = now.isoformat(timespec="seconds")
            self.store.execute([meta_step({"pending": None, "loaded": day})])


def load(
    store: Store,
    articles: Iterable[ArticleRecord],
    statements: Iterable[Statement],
    *,
    vocabulary: Vocabulary,
    issue_of: IssueOf | None = None,
    rebuild: bool = False,
    clock: Callable[[], dt.datetime] = _now,
    progress: Callable[[int, int], None] | None = None,
) -> LoadReport:
    """Loads articles and their statements; each article replaces its former self.

    Args:
        store: where to; it is prepared here.
        articles: article records in any order.
        statements: statements in any order; those of an article without a record make a bare one.
        vocabulary: the relations, and the names of states.
        issue_of: what a topic of that name is about, or None.
        rebuild: compute again what articles share for the whole store, changed or not.
        clock: says when the load ended.
        progress: told how many of how many articles are done.

    Raises:
        StoreError: the store cannot be written; what was written is kept, and the same load
            completes it.
    """
    report = LoadReport()
    work = _Load(store=store, vocabulary=vocabulary, issue_of=issue_of)
    with Spool() as spool:
        spool.put_articles(_sound_articles(articles, report))
        spool.put_statements(_sound(statements, vocabulary, report))
        _load_spool(work, spool, report, rebuild=rebuild, clock=clock, progress=progress)
    return report


def load_results(
    store: Store,
    results: Iterable[tuple[ArticleRecord, Iterable[Statement]]],
    *,
    vocabulary: Vocabulary,
    issue_of: IssueOf | None = None,
    clock: Callable[[], dt.datetime] = _now,
) -> LoadReport:
    """Loads articles each with its statements, as the extraction gives them; see `load`.

    All are read before the store is claimed: an extraction that fails changes nothing.
    """
    report = LoadReport()
    work = _Load(store=store, vocabulary=vocabulary, issue_of=issue_of)
    with Spool() as spool:
        for article, statements in results:
            spool.put_articles(_sound_articles([article], report))
            spool.put_statements(_sound(statements, vocabulary, report))
        _load_spool(work, spool, report, rebuild=False, clock=clock, progress=None)
    return report


def _load_spool(
    work: _Load,
    spool: Spool,
    report: LoadReport,
    *,
    rebuild: bool,
    clock: Callable[[], dt.datetime],
    progress: Callable[[int, int], None] | None,
) -> None:
    """Loads what the spool holds and counts it in the report."""
    total = spool.size()

    def tell() -> None:
        if progress is not None and report.articles:
            progress(report.articles, total)

    try:
        with work.under_way(clock):
            if rebuild:
                work.take_all()
                work.write([])
            with work.store.behind():
                for group in _rounds(spool.documents()):
                    held = work.held([document.doc for document in group])
                    tell()  # all before this group is written
                    _load_group(work, group, held, report)
            tell()
    except StoreDownError as error:
        raise _down(error, report.articles, total) from error
    report.repeated = spool.repeated


def _down(error: StoreDownError, done: int, total: int) -> StoreDownError:
    return StoreDownError(
        f"{error.what}; {done} of {total} articles are safely in",
        where=error.where,
        remedy="run the same command again when the server is back: it continues",
    )


def _sound_articles(
    articles: Iterable[ArticleRecord], report: LoadReport
) -> Iterator[ArticleRecord]:
    """Yields the articles that can stand in the graph; counts the others by reason."""
    for article in articles:
        problem = article_problem(article)
        if problem is None:
            yield article
        else:
            report.refused_articles[problem] += 1


def _sound(
    statements: Iterable[Statement], vocabulary: Vocabulary, report: LoadReport
) -> Iterator[Statement]:
    """Yields the statements that can stand in the graph; counts the others by reason."""
    for statement in statements:
        problem = statement_problem(statement, vocabulary.relations)
        if problem is None:
            yield statement
        else:
            report.refused[problem] += 1


def _rounds(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yields the documents in groups of about `ROUND` articles and statements together."""
    group: list[Document] = []
    size = 0
    for document in documents:
        group.append(document)
        size += 1 + len(document.statements)
        if size >= ROUND:
            yield group
            group, size = [], 0
    if group:
        yield group


def _load_group(
    work: _Load,
    group: Sequence[Document],
    held: Mapping[str, str | None],
    report: LoadReport,
) -> None:
    """Writes those of the documents that the store does not hold just so, by their digests."""
    changed = [d for d in group if held.get(d.doc) != d.digest]
    articles = {document.doc: document.article_row() for document in group}
    if changed:
        former = {d.doc for d in changed if d.doc in held}
        statements = [rows for document in changed for rows in document.statement_rows()]
        work.part(former)
        work.copied.update(d.doc for d in changed)
        entities = work.changes.come(work.store, statements)
        seal = Step(cypher=_SEAL, rows=[{"id": d.doc, "digest": d.digest} for d in changed])
        work.write(
            chain(  # one is made while the other is written
                _unseal_steps(former, statements),
                node_steps(articles[doc] for doc in former),
                node_steps((articles[d.doc] for d in changed if d.doc not in held), new=True),
                node_steps(filter(None, (d.minhash_row() for d in changed)), new=True),
                node_steps(entities),
                statement_steps(statements),
                (seal,),
            )
        )
    report.unchanged += len(group) - len(changed)
    report.replaced += sum(d.doc in held for d in changed)
    report.new += sum(d.doc not in held for d in changed)
    report.statements += sum(len(d.statements) for d in changed)
    report.unrecorded += sum(d.article is None for d in group)
    reasons = (article.properties["skipped"] for article in articles.values())
    report.skipped.update(reason for reason in reasons if reason is not None)


def _unseal_steps(former: Collection[str], statements: Iterable[StatementRows]) -> Iterator[Step]:
    """Yields the steps that take the former selves of articles away.

    Their digests go first and come back last: a cut between leaves an article that the next load
    takes for changed.
    """
    unsealed = [{"id": doc, "digest": None} for doc in sorted(former)]
    if unsealed:
        yield Step(cypher=_SEAL, rows=unsealed)
    yield from key_steps(_DROP_STATEMENTS, former)
    yield from key_steps(_DROP_MINHASH, former)
    # What a load that was cut left without its article.
    left = (key for (key, doc, *_), _ in statements if doc in former)
    yield from key_steps(_DROP_STATEMENT, left)


def rewrite(
    store: Store,
    steps: Sequence[Step],
    entities: Iterable[str],
    *,
    vocabulary: Vocabulary,
    issue_of: IssueOf | None = None,
    clock: Callable[[], dt.datetime] = _now,
) -> None:
    """Writes the steps and computes again what follows of these entities, as a load does."""
    work = _Load(store=store, vocabulary=vocabulary, issue_of=issue_of)
    with work.under_way(clock):
        work.changes.drop_pairs()
        work.changes.entities.update(entities)
        work.write(steps)


def forget(
    store: Store,
    docs: Iterable[str],
    *,
    vocabulary: Vocabulary,
    issue_of: IssueOf | None = None,
    clock: Callable[[], dt.datetime] = _now,
) -> tuple[list[str], list[str]]:
    """Removes articles and what only they supported.

    Returns:
        The ids that were removed, and those that the store does not hold.
    """
    wanted = sorted(set(docs))
    work = _Load(store=store, vocabulary=vocabulary, issue_of=issue_of)
    with work.under_way(clock):
        held = {row[0] for row in store.run(_HELD, {"docs": wanted}).rows}
        gone = [doc for doc in wanted if doc in held]
        for some in batches(gone, FORGOTTEN):
            # With an original goes the edge that would tell that its copies have lost it.
            work.changes.recount(store, work.part(some))
            drops = (_DROP_STATEMENTS, _DROP_MINHASH, _DROP_ARTICLE)
            work.write([step for drop in drops for step in key_steps(drop, some)])
    return gone, [doc for doc in wanted if doc not in held]
