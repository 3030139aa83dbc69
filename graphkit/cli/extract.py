"""`graphkit extract`: articles -> statements.jsonl and statements.articles.jsonl."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from graphkit.articles import Skip, read_articles
from graphkit.cli.console import notice, track
from graphkit.engines import (
    Progress,
    Settings,
    StatementFiles,
    extract_all,
    finished_articles,
    records_path,
)
from graphkit.errors import StatementError
from graphkit.records import Article
from graphkit.sentences import MODEL

PathsArgument = Annotated[
    list[str],
    typer.Argument(
        help="Folders and files of articles: .txt or .md with front matter, .jsonl, each also "
        ".gz; - reads JSON Lines (or one plain article) from standard input."
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
OntologyOption = Annotated[
    Path | None,
    typer.Option("--ontology", help="Folder of data files to lay over graphkit's own."),
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", "-w", min=0, help="Processes that read articles; 0 is one a core."),
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
    ontology: OntologyOption = None,
    workers: WorkersOption = 1,
    resume: ResumeOption = False,
    force: ForceOption = False,
) -> None:
    """Read articles and write every statement they make about relations between actors.

    Beside STATEMENTS.jsonl stands STATEMENTS.articles.jsonl, one record per article: the two
    files together rebuild a graph. Same articles, same bytes, however many workers.

    Examples: graphkit extract seeds/  ·  zcat news.jsonl.gz | graphkit extract - -o -
    """
    progress = run_extraction(
        paths,
        output=output,
        settings=Settings(model=model, ontology=ontology),
        workers=workers,
        resume=resume,
        force=force,
    )
    report(progress, output)


def run_extraction(
    paths: list[str],
    *,
    output: str,
    settings: Settings,
    workers: int,
    resume: bool,
    force: bool,
) -> Progress:
    """Extracts all articles into the output's two files and returns what was done."""
    progress = Progress()
    if output == "-":
        files = StatementFiles(sys.stdout, None)
        _extract_into(files, paths, settings, workers, progress, {})
        return progress
    target = Path(output)
    done = _prepare(target, resume=resume, force=force)
    mode = "a" if resume else "w"
    with (
        target.open(mode, encoding="utf-8", newline="\n") as statements,
        records_path(target).open(mode, encoding="utf-8", newline="\n") as records,
    ):
        try:
            _extract_into(
                StatementFiles(statements, records), paths, settings, workers, progress, done
            )
        except KeyboardInterrupt:
            notice(
                "stopped after {} articles; the same command with --resume goes on from there",
                progress.articles + progress.resumed,
            )
            raise
    return progress


def _prepare(target: Path, *, resume: bool, force: bool) -> dict[str, str]:
    """Checks the output files and returns {finished article: text hash} when resuming."""
    if target.suffix == ".gz":
        raise StatementError(
            "statements are written uncompressed", where=str(target), remedy="gzip them afterwards"
        )
    if not target.parent.is_dir():
        raise StatementError(
            "no such folder", where=str(target.parent), remedy="create it, or choose another -o"
        )
    if resume:
        return finished_articles(target)
    if not force and (target.exists() or records_path(target).exists()):
        raise StatementError(
            "the file is there already",
            where=str(target),
            remedy="--resume goes on with it, --force replaces it",
        )
    return {}


def _extract_into(
    files: StatementFiles,
    paths: list[str],
    settings: Settings,
    workers: int,
    progress: Progress,
    done: dict[str, str],
) -> None:
    skips: list[Skip] = []

    def unfinished() -> Iterator[Article]:
        for article in read_articles(_inputs(paths), on_skip=skips.append):
            known = done.get(article.id)
            if known is None:
                yield article
            elif known == article.text_sha256:
                progress.resumed += 1
            else:
                progress.skip("changed since the cut run")
                notice("{}: skipped, its text has changed since the cut run", article.id)

    results = extract_all(unfinished(), settings=settings, workers=workers)
    for record, found in track(results, what="articles read"):
        files.write((record, found))
        progress.articles += 1
        progress.statements += len(found)
        if record.skipped:
            progress.skip(record.skipped)
            notice("{}: skipped, {}", record.id, record.skipped)
        _report_skips(skips, files, progress)
    _report_skips(skips, files, progress)


def _inputs(paths: list[str]) -> list[Path | str]:
    return [p if p == "-" else Path(p) for p in paths]


def _report_skips(skips: list[Skip], files: StatementFiles, progress: Progress) -> None:
    """Names each skipped input on stderr and keeps a record of it where it has an id."""
    for skip in skips:
        progress.skip(skip.reason)
        notice("{}: skipped, {}", skip.origin, skip.reason)
    skips.clear()


def report(progress: Progress, output: str) -> None:
    """Tells on stderr what a run did."""
    where = "standard output" if output == "-" else output
    notice("{} statements from {} articles -> {}", progress.statements, progress.articles, where)
    if progress.resumed:
        notice("{} articles were finished before", progress.resumed)
    for reason, count in sorted(progress.skipped.items()):
        notice("{} skipped: {}", count, reason)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Build")(extract)
