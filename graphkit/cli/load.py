"""`graphkit load`: statements.jsonl and statements.articles.jsonl -> a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Annotated

import typer

from graphkit.cli.console import counting, notice
from graphkit.cli.options import (
    STORE,
    ConnectOption,
    DatabaseOption,
    PasswordOption,
    RetryOption,
    StoreOption,
    UserOption,
)
from graphkit.cli.stores import store_at
from graphkit.ontology import load_ontology
from graphkit.records import ArticleRecord
from graphkit.statements import BadLine, articles_path, read_article_records, read_statements
from graphkit.store import Patience, Store
from graphkit.store.loading import LoadReport
from graphkit.store.loading import load as load_store
from graphkit.topics import issue_of

SHOWN = 5
"""Bad lines that are named one by one; the rest is counted."""

StatementsArgument = Annotated[
    str,
    typer.Argument(
        metavar="[STATEMENTS]",
        help="Statements file (.jsonl or .jsonl.gz) that graphkit extract wrote; - for stdin.",
    ),
]
ArticlesOption = Annotated[
    str | None,
    typer.Option(
        "--articles",
        help="File of article records; by default STATEMENTS with .articles before .jsonl.",
    ),
]
RebuildOption = Annotated[
    bool,
    typer.Option("--rebuild", help="Compute names, issues and drawn edges again for all."),
]


class BadLines:
    """Counts the lines left out, and names the first ones on stderr."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, bad: BadLine) -> None:
        """Takes note of one bad line."""
        self.count += 1
        if self.count <= SHOWN:
            notice("{}: line left out: {}", bad.where, bad.reason)

    def sum_up(self) -> None:
        """Tells how many there were if not all were named."""
        if self.count > SHOWN:
            notice("{} lines left out in all", self.count)


def load_files(
    store: Store, statements: str, *, articles: str | None, rebuild: bool = False
) -> LoadReport:
    """Loads a statements file and its article records, with a progress bar."""
    bad = BadLines()
    try:
        with counting("articles loaded") as progress:
            report = load_store(
                store,
                _article_records(statements, articles, bad),
                read_statements(statements, on_bad=bad),
                vocabulary=load_ontology(),
                issue_of=issue_of,
                rebuild=rebuild,
                progress=progress,
            )
    finally:
        bad.sum_up()
    if not report.articles:
        notice("{}: holds no statements", statements)
    return report


def _article_records(
    statements: str, articles: str | None, bad: BadLines
) -> Iterable[ArticleRecord]:
    if articles is not None:
        return read_article_records(articles, on_bad=bad)
    beside = articles_path(statements)
    if beside is not None and beside.exists():
        return read_article_records(str(beside), on_bad=bad)
    notice("no article records: articles get neither title, outlet nor address")
    return ()


def _counts(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    return sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))


def show_report(report: LoadReport, address: str) -> None:
    """Prints on stderr what a load did."""
    notice(
        "{}: {} articles ({} new, {} replaced, {} unchanged), {} statements written",
        address,
        report.articles,
        report.new,
        report.replaced,
        report.unchanged,
        report.statements,
    )
    if report.repeated:
        notice("{} statements stood twice in the input", report.repeated)
    if report.unrecorded:
        notice("{} articles have statements but no record", report.unrecorded)
    for reason, count in _counts(report.skipped):
        notice("articles without extraction, {}: {}", reason, count)
    for reason, count in _counts(report.refused_articles):
        notice("articles left out, {}: {}", reason, count)
    for reason, count in _counts(report.refused):
        notice("statements left out, {}: {}", reason, count)


def load(
    statements: StatementsArgument = "statements.jsonl",
    store: StoreOption = STORE,
    articles: ArticlesOption = None,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
    rebuild: RebuildOption = False,
    connect_timeout: ConnectOption = Patience.connect,
    retry: RetryOption = Patience.retry,
) -> None:
    """Load statements into the graph: loading twice equals loading once.

    An article that changed replaces its former self, an unchanged one is left alone. A load that
    was cut short is completed by running the same command again. Several loads into one server
    take turns.

    Examples: graphkit load  ·  graphkit load news.jsonl.gz --store neo4j://localhost:7687
    """
    patience = Patience(connect=connect_timeout, retry=retry)
    with store_at(
        store, user=user, password=password, database=database, patience=patience
    ) as graph:
        show_report(load_files(graph, statements, articles=articles, rebuild=rebuild), store)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(load)
