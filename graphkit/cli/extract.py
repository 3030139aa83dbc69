"""`graphkit extract`: articles -> statements.jsonl and statements.articles.jsonl."""

from __future__ import annotations

import datetime as dt
import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from graphkit.articles import Note
from graphkit.cli.console import notice, track
from graphkit.engines import (
    Cluster,
    Existing,
    Job,
    LeftOut,
    Output,
    Run,
    Settings,
    Tally,
    prepare_output,
    recorded_ids,
)
from graphkit.errors import GraphkitError
from graphkit.model.running import chosen_weights
from graphkit.sentences import MODEL

log = logging.getLogger(__name__)

SHOWN: Final = 5
"""Notices of one kind that are printed one by one; the rest is counted."""


class Engine(StrEnum):
    """What reads the articles."""

    processes = "processes"
    ray = "ray"


PathsArgument = Annotated[
    list[str],
    typer.Argument(
        help="Folders and files of articles: .txt or .md with front matter, .jsonl, web pages and "
        "other formats (docs/articles.md), each also .gz; - reads JSON Lines, or one article, from "
        "standard input."
    ),
]
OutputOption = Annotated[
    str,
    typer.Option("--output", "-o", help="Statements file to write; - writes to standard output."),
]
ModelOption = Annotated[
    str,
    typer.Option(
        "--model",
        "-m",
        envvar="GRAPHKIT_MODEL",
        help="spaCy English pipeline: a name, an installed package or a folder.",
    ),
]
ClassifierOption = Annotated[
    str | None,
    typer.Option(
        "--classifier",
        metavar="DIR|none",
        envvar="GRAPHKIT_CLASSIFIER",
        show_default=False,
        help="Folder of the pair classifier's weights, or none to read by cue rows alone; "
        "without it the weights that graphkit ships.",
    ),
]
OntologyOption = Annotated[
    Path | None,
    typer.Option(
        "--ontology",
        exists=True,
        file_okay=False,
        help="Folder of data files to lay over graphkit's own.",
    ),
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", "-w", min=0, help="Processes that read articles; 0 is one a core."),
]
ClusterWorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers",
        "-w",
        min=0,
        show_default=False,
        help="Processes that read articles, 1 without it; 0 is one a core. With --engine ray the "
        "processors of the cluster that are used at most; 0, or without it, all of them.",
    ),
]
EngineOption = Annotated[
    Engine,
    typer.Option(
        "--engine",
        help="What reads the articles: processes of this machine, or a Ray cluster (pip install "
        "'graphkit-diplomacy[ray]').",
    ),
]
AddressOption = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="HOST:PORT|auto",
        show_default=False,
        help="The Ray cluster that this machine belongs to; auto finds it. Without it Ray is "
        "started on this machine and ends with the run.",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option("--encoding", help="Encoding of articles that are not UTF-8, such as cp1252."),
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=NAME",
        help="Which column of a CSV, TSV or Parquet file holds a field (id, text, title, date, "
        "outlet, url), where its name is not the usual one; may be given several times.",
    ),
]
PartitionOption = Annotated[
    int | None,
    typer.Option(
        "--partition",
        metavar="ARTICLES",
        min=1,
        show_default=False,
        help="Write a folder, named by -o, of numbered statements files with so many articles "
        "each; graphkit load takes the folder.",
    ),
]
ResumeOption = Annotated[
    bool, typer.Option("--resume", help="Go on where a cut run stopped; finished articles stay.")
]
ForceOption = Annotated[
    bool, typer.Option("--force", "-f", help="Replace statements files that are there.")
]


def extract(
    paths: PathsArgument,
    output: OutputOption = "statements.jsonl",
    model: ModelOption = MODEL,
    classifier: ClassifierOption = None,
    ontology: OntologyOption = None,
    workers: ClusterWorkersOption = None,
    engine: EngineOption = Engine.processes,
    address: AddressOption = None,
    encoding: EncodingOption = None,
    column: ColumnOption = None,
    partition: PartitionOption = None,
    resume: ResumeOption = False,
    force: ForceOption = False,
) -> None:
    """Read articles and write every statement they make about relations between actors.

    Beside STATEMENTS.jsonl stands STATEMENTS.articles.jsonl, one record per article: the two
    files together rebuild a graph. Same articles, same bytes, however many workers, on one machine
    or many.

    Examples: graphkit extract seeds/  ·  zcat news.jsonl.gz | graphkit extract - -o -
    """
    if partition is not None and (output == "-" or output.endswith(".jsonl")):
        raise typer.BadParameter("a folder is written: name one with -o", param_hint="--partition")
    cluster = cluster_of(engine, address=address, workers=workers)
    settings = settings_of(model=model, ontology=ontology, classifier=classifier)
    job = job_of(
        paths,
        settings=settings,
        workers=1 if workers is None else workers,
        cluster=cluster,
        encoding=encoding,
        columns=columns_of(column),
    )
    existing = existing_of(resume=resume, force=force, default=Existing.refuse)
    prepared = prepare_output(
        output, existing=existing, inputs=paths, settings=settings.told(), partition=partition
    )
    show_run(job, prepared)


def cluster_of(engine: Engine, *, address: str | None, workers: int | None) -> Cluster | None:
    """Returns the cluster that the options mean, or None for this machine's processes."""
    if engine is Engine.ray:
        return Cluster(address=address, cpus=workers or 0)
    if address is not None:
        raise typer.BadParameter(
            "there is a cluster with --engine ray only", param_hint="--address"
        )
    return None


def settings_of(*, model: str, ontology: Path | None, classifier: str | None) -> Settings:
    """Returns the settings that the options describe; tells if no classifier is there by default.

    Raises:
        ModelError: the folder given holds no classifier.
    """
    return Settings(model=model, ontology=ontology, classifier=classifier_of(classifier))


def classifier_of(option: str | None) -> Path | None:
    """Returns the folder of weights that `--classifier` means, or None for none.

    Raises:
        ModelError: the folder given holds no classifier.
    """
    chosen = chosen_weights(option)
    if chosen is None and option is None:
        notice("no classifier weights are installed: reading goes by cue rows alone")
    return chosen


def columns_of(pairs: Iterable[str] | None) -> dict[str, str]:
    """Returns the names of a table's columns by field, as FIELD=NAME pairs say."""
    columns = {}
    for pair in pairs or ():
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not field or not name:
            raise typer.BadParameter(f"{pair!r} is not FIELD=NAME", param_hint="--column")
        columns[field] = name
    return columns


def job_of(
    paths: list[str],
    *,
    settings: Settings,
    workers: int,
    encoding: str | None,
    columns: Mapping[str, str],
    cluster: Cluster | None = None,
) -> Job:
    """Returns the job that the options describe."""
    return Job(
        paths=tuple(paths),
        settings=settings,
        workers=workers,
        cluster=cluster,
        encoding=encoding,
        columns=columns,
        today=dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1),  # it may be tomorrow there
    )


def existing_of(*, resume: bool, force: bool, default: Existing) -> Existing:
    """Returns what the options say about files that are there already."""
    if resume and force:
        raise typer.BadParameter("--resume keeps what --force replaces: give one of them")
    if resume:
        return Existing.resume
    return Existing.overwrite if force else default


def show_run(job: Job, output: Output) -> None:
    """Runs the extraction with a progress bar and tells on stderr what it did."""
    notices = Notices()
    run = Run(job, output, tell=notices)
    try:
        for _ in track(run.extract(), what="articles read", count=run.count):
            pass
    except (KeyboardInterrupt, GraphkitError):
        notices.sum_up()
        if output.name != "-" and run.tally.articles:
            notice(
                "{}: {} articles are finished; the same command with --resume goes on from there",
                output.name,
                len(recorded_ids(Path(output.name))),
            )
        raise
    notices.sum_up()
    _report(run.tally, output)


class Notices:
    """Prints what was left out or doubtful; of many of one kind the first ones, then a count.

    `--verbose` tells them all.
    """

    def __init__(self) -> None:
        self._told: Counter[str] = Counter()

    def __call__(self, told: LeftOut | Note) -> None:
        """Tells one."""
        if isinstance(told, Note):
            kind, where, words = told.message, told.origin, told.message
        else:
            kind, where, words = f"skipped, {told.cause}", told.where, f"skipped, {told.reason}"
        self._told[kind] += 1
        if self._told[kind] <= SHOWN or log.isEnabledFor(logging.INFO):
            notice("{}: {}", where, words)

    def sum_up(self) -> None:
        """Tells how many there were of each kind of which not all were printed."""
        for kind, count in sorted(self._told.items()):
            if count > SHOWN and not log.isEnabledFor(logging.INFO):
                notice("{}: {} in all (graphkit -v names each)", kind, count)


def _report(tally: Tally, output: Output) -> None:
    where = "standard output" if output.name == "-" else output.name
    notice(
        "{}: {} statements from {} articles",
        where,
        tally.statements + output.finished.statements,
        tally.articles + tally.resumed,
    )
    if tally.resumed:
        notice("{} of the articles were finished before", tally.resumed)
    if tally.left_out:
        causes = (f"{n} {cause}" for cause, n in sorted(tally.left_out.items()))
        notice("{} skipped: {}", tally.left_out.total(), ", ".join(causes))


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(extract)
