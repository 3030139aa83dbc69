"""`graphkit load`: statements.jsonl and statements.articles.jsonl -> a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
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
from graphkit.statements import (
    BadLine,
    articles_path,
    read_article_records,
    read_statements,
    statements_files,
)
from graphkit.store import Patience, Store
from graphkit.store.loading import LoadReport
from graphkit.store.loading import load as load_store
from graphkit.topics import issue_of

SHOWN = 5
"""Bad lines that are named one by one; the rest is counted."""

StatementsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[STATEMENTS]...",
        help="Statements files (.jsonl or .jsonl.gz) that graphkit extract wrote, and folders of "
        "them; - for stdin. By default statements.jsonl.",
        show_default=False,
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
    store: Store, statements: Sequence[str], *, articles: str | None, rebuild: bool = False
) -> LoadReport:
    """Loads statements files and their article records as one, with a progress bar."""
    bad = BadLines()
    try:
        with counting("articles loaded") as progress:
            report = load_store(
                store,
                _article_records(statements, articles, bad),
                chain.from_iterable(read_statements(file, on_bad=bad) for file in statements),
                vocabulary=load_ontology(),
                issue_of=issue_of,
                rebuild=rebuild,
                progress=progress,
            )
    finally:
        bad.sum_up()
    if not report.articles:
        notice("{}: holds no statements", ", ".join(statements))
    return report


def _article_records(
    statements: Sequence[str], articles: str | None, bad: BadLines
) -> Iterable[ArticleRecord]:
    if articles is not None:
        return read_article_records(articles, on_bad=bad)
    beside = [articles_path(file) for file in statements]
    found = [str(path) for path in beside if path is not None and path.exists()]
    if len(found) < len(statements):
        where = "" if len(statements) == 1 else f" of {len(statements) - len(found)} files"
        notice("no article records{}: articles get neither title, outlet nor address", where)
    return chain.from_iterable(read_article_records(path, on_bad=bad) for path in found)


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
    statements: StatementsArgument = None,
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

    Examples: graphkit load  ·  graphkit load news.jsonl.gz --store neo4j://localhost:7687  ·
    graphkit load parts/
    """
    files = statements_files(statements or ["statements.jsonl"])
    if articles is not None and len(files) != 1:
        raise typer.BadParameter("these are of one statements file", param_hint="--articles")
    patience = Patience(connect=connect_timeout, retry=retry)
    with store_at(
        store, user=user, password=password, database=database, patience=patience
    ) as graph:
        show_report(load_files(graph, files, articles=articles, rebuild=rebuild), store)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(load)
