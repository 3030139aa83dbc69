"""`graphkit build`: articles -> statements, graph, a first look at it, and a page to explore."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

import typer

from graphkit.cli.asking import print_table
from graphkit.cli.console import notice
from graphkit.cli.extract import (
    ClassifierOption,
    ColumnOption,
    EncodingOption,
    ModelOption,
    OntologyOption,
    PathsArgument,
    ResumeOption,
    WorkersOption,
    columns_of,
    existing_of,
    job_of,
    settings_of,
    show_run,
)
from graphkit.cli.load import load_files, show_report
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.cli.tables import Format
from graphkit.engines import Existing, Job, Output, check_covered, prepare_output
from graphkit.networks import TITLE, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.files import check_free, write_picture
from graphkit.pictures.formats import GRAPHS
from graphkit.queries import all_queries, answer, find_query
from graphkit.selections import Filters
from graphkit.sentences import MODEL
from graphkit.store import Store, Table
from graphkit.store.inspecting import StoreStatus, inspect_store

ROWS: Final = 3
"""Rows shown of each answer."""
PICTURE: Final = "graph.html"
GENERATOR: Final = b'<meta name="generator" content="graphkit">'
MARKED_WITHIN: Final = 2000
"""Bytes of a page in which the mark of its maker stands."""

# What the answers are about: whom and what the store has most to tell of.
_BUSIEST: Final = (
    "MATCH (s:Statement)-[:SUBJECT|OBJECT]->(n:Country) WHERE s.score IS NOT NULL "
    "RETURN n.name AS name, count(s) AS n ORDER BY n DESC, name LIMIT 1"
)
_DISPUTED: Final = (
    "MATCH (s:Statement)-[:OBJECT]->(:Topic)-[:ABOUT]->(i:Issue) "
    "RETURN i.name AS name, count(s) AS n ORDER BY n DESC, name LIMIT 1"
)

OutputOption = Annotated[
    str, typer.Option("--output", "-o", help="Statements file to write and load.")
]
PictureOption = Annotated[
    str, typer.Option("--picture", help="Page to write that shows the graph; empty for none.")
]
ForceOption = Annotated[
    bool,
    typer.Option(
        "--force",
        "-f",
        help="Replace files even if they were changed by hand, hold other articles, or are not "
        "graphkit's.",
    ),
]


def build(
    paths: PathsArgument,
    store: StoreOption = STORE,
    output: OutputOption = "statements.jsonl",
    picture: PictureOption = PICTURE,
    model: ModelOption = MODEL,
    classifier: ClassifierOption = None,
    ontology: OntologyOption = None,
    workers: WorkersOption = 1,
    encoding: EncodingOption = None,
    column: ColumnOption = None,
    resume: ResumeOption = False,
    force: ForceOption = False,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Make a graph of articles: extract and load them, show some answers, draw a page.

    Running it again replaces what it wrote, but never statements that were corrected by hand, nor
    those of other articles.

    Example: graphkit build seeds/
    """
    settings = settings_of(model=model, ontology=ontology, classifier=classifier)
    job = job_of(
        paths, settings=settings, workers=workers, encoding=encoding, columns=columns_of(column)
    )
    prepared = _prepare(job, output, resume=resume, force=force)
    with (
        closing(prepared),
        prepared.kept(),
        store_at(store, user=user, password=password, database=database) as graph,
    ):
        if not (resume or force):
            check_covered(job, Path(output))
        if picture:
            _check_picture(Path(picture), force=force)
        show_run(job, prepared)
        show_report(load_files(graph, [output], articles=None), store)
        held = inspect_store(graph)
        show_answers(graph, held)
        if picture and held.statements:
            _draw(graph, picture)
    _show_next(store, picture if held.statements else "")


def _prepare(job: Job, output: str, *, resume: bool, force: bool) -> Output:
    if output == "-":
        raise typer.BadParameter("the graph is loaded from a file: name one", param_hint="-o")
    existing = existing_of(resume=resume, force=force, default=Existing.overwrite_untouched)
    told = job.settings.told()
    return prepare_output(output, existing=existing, inputs=job.paths, settings=told)


def _check_picture(path: Path, *, force: bool) -> None:
    """Refuses a place that is unfit, or holds anything but a page that graphkit wrote."""
    is_ours = path.is_file() and GENERATOR in path.read_bytes()[:MARKED_WITHIN]
    check_free(path, force=force or is_ours)


def show_answers(graph: Store, held: StoreStatus) -> None:
    """Prints what the graph holds, and the answers to a few questions about it."""
    actors = sum(count for _, count in held.actors)
    typer.echo(
        f"\n{held.statements} statements about {actors} actors, {held.places} places and "
        f"{held.topics} topics in {held.articles} articles"
    )
    for command, title, table in answers(graph):
        typer.echo(f"\n{title}\n$ graphkit {command}")
        print_table(table, Format.table)


@dataclass(frozen=True, kw_only=True)
class Question:
    """A canned query, what it is asked about, and the columns of its answer worth a first look."""

    query: str
    columns: tuple[str, ...]
    parameter: str = ""
    value: str = ""

    @property
    def command(self) -> str:
        """What a user types to have the whole answer."""
        value = f'"{self.value}"' if " " in self.value else self.value
        return f"query {self.query}" + (f" --set {self.parameter}={value}" if value else "")


def answers(graph: Store) -> Iterator[tuple[str, str, Table]]:
    """Yields (command, question, answer) for questions that have one in this graph."""
    queries = all_queries()
    for question in _questions(graph):
        query = find_query(queries, question.query)
        settings = {question.parameter: question.value} if question.parameter else {}
        table = _only(answer(graph, query, settings, limit=ROWS), question.columns)
        if table.rows:
            yield question.command, query.title, table


STANCE: Final = ("actor", "side", "relation", "last", "topics", "sentence", "outlet")
TIES: Final = ("other", "net", "verbal", "material", "statements", "first", "last")
VISITS: Final = ("date", "visitor", "place", "country", "status", "sentence")
CLASHES: Final = ("kind", "day", "statement", "sentence", "other_statement", "other_sentence")


def _questions(graph: Store) -> Iterator[Question]:
    actor, topic = _first(graph, _BUSIEST), _first(graph, _DISPUTED)
    if topic:
        yield Question(query="stance", parameter="topic", value=topic, columns=STANCE)
    if actor:
        yield Question(query="allies", parameter="actor", value=actor, columns=TIES)
        yield Question(query="rivals", parameter="actor", value=actor, columns=TIES)
    yield Question(query="visits", columns=VISITS)
    yield Question(query="contradictions", columns=CLASHES)


def _only(table: Table, columns: Sequence[str]) -> Table:
    """Returns the table with these of its columns."""
    kept = [i for i, name in enumerate(table.columns) if name in columns]
    return Table(
        columns=tuple(table.columns[i] for i in kept),
        rows=tuple(tuple(row[i] for i in kept) for row in table.rows),
    )


def _first(graph: Store, cypher: str) -> str:
    rows = graph.run(cypher).rows
    return str(rows[0][0]) if rows else ""


def _draw(graph: Store, picture: str) -> None:
    form = GRAPHS["html"]
    filters = Filters(statuses=form.statuses, denied=form.denied, limit=form.limit)
    network = read_network(graph, filters, vocabulary=load_ontology())
    write_picture(form.draw(network, TITLE), picture, force=True)


def _show_next(store: str, picture: str) -> None:
    at = "" if store == STORE else f" --store {store}"
    notice("")
    if picture:
        notice("{} shows the graph: open it in a browser", picture)
    notice("next: graphkit query --list{}  ·  graphkit why China Russia{}", at, at)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(build)
