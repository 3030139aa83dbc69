"""`graphkit evaluate`: gold and predictions, or articles to extract first -> figures."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from graphkit.articles import Skip, read_articles
from graphkit.cli.console import clean, notice, stdout, track
from graphkit.cli.extract import ModelOption, OntologyOption, WorkersOption
from graphkit.engines import Settings, extract_all
from graphkit.errors import StatementError
from graphkit.evaluate import (
    EventFigures,
    Gold,
    Rates,
    StatementFigures,
    read_gold,
    read_predictions,
    score_events,
    score_statements,
)
from graphkit.evaluate.events import Event, read_event_gold
from graphkit.ontology import Ontology, load_ontology
from graphkit.records import Article, statement_json
from graphkit.sentences import MODEL

SHOWN = 160
"""Characters of a sentence that stand in a line about an error."""


class Kind(StrEnum):
    """What the gold holds."""

    statements = "statements"
    events = "events"


GoldArgument = Annotated[
    Path,
    typer.Argument(
        help="Gold: a .jsonl file of statements or of sentences with their events, or a folder "
        "of articles with .expected.jsonl files beside them."
    ),
]
PredictionsArgument = Annotated[
    str | None,
    typer.Argument(
        help="Statements to score, - for standard input. Without it the gold's articles are "
        "extracted first.",
        show_default=False,
    ),
]
ArticlesOption = Annotated[
    list[str] | None,
    typer.Option(
        "--articles",
        "-a",
        help="File or folder of the gold's articles, to extract first; may be given again.",
        show_default=False,
    ),
]
KindOption = Annotated[
    Kind | None,
    typer.Option(
        "--kind",
        help="What the gold holds: statements or events; told by its fields when not given.",
        show_default=False,
    ),
]
SourceOption = Annotated[
    str | None,
    typer.Option("--source", help="Only gold of this source.", show_default=False),
]
ErrorsOption = Annotated[
    int, typer.Option("--errors", "-e", min=0, help="Show this many misses and false alarms.")
]
BootOption = Annotated[
    int, typer.Option("--boot", min=0, help="Samples for the 95 % interval of F1; 0 leaves it out.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def evaluate(
    gold: GoldArgument,
    predictions: PredictionsArgument = None,
    articles: ArticlesOption = None,
    kind: KindOption = None,
    source: SourceOption = None,
    errors: ErrorsOption = 0,
    boot: BootOption = 1000,
    as_json: JsonOption = False,
    model: ModelOption = MODEL,
    ontology: OntologyOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Score statements, or extraction itself, against statements or events coded by hand.

    Statements are matched sentence by sentence: strict by name and relation, lenient by PLOVER
    type and country. Events are scored by type, source, full and quad class.

    Examples: graphkit evaluate seeds/articles  ·  graphkit evaluate gold.jsonl statements.jsonl
    """
    wanted = read_gold(gold, kind=kind.value if kind else None, source=source)
    rules = load_ontology(ontology)
    if predictions is not None:
        if articles:
            raise typer.BadParameter(
                "give either PREDICTIONS or --articles", param_hint="--articles"
            )
        found: Sequence[Mapping[str, Any]] = read_predictions(predictions)
    else:
        settings = Settings(model=model, ontology=ontology)
        found = _extract(wanted, articles, settings=settings, workers=workers, gold_path=gold)
    if wanted.kind == "events":
        _evaluate_events(wanted, found, rules, gold, boot, errors=errors, as_json=as_json)
    else:
        _evaluate_statements(wanted, found, rules, boot, errors=errors, as_json=as_json)


def _extract(
    gold: Gold,
    articles: Sequence[str] | None,
    *,
    settings: Settings,
    workers: int,
    gold_path: Path,
) -> list[dict[str, Any]]:
    """Extracts the articles that were coded, and returns their statements."""
    paths = [path if path == "-" else Path(path) for path in articles or ()] or [*gold.articles]
    if not paths:
        raise StatementError(
            "nothing to score",
            where=str(gold_path),
            remedy="give a file of predictions, or the gold's texts with --articles",
        )
    wanted = gold.ids
    read: set[str] = set()

    def about_gold() -> Iterator[Article]:
        for article in read_articles(paths, on_skip=_tell):
            # An article coded without a statement has no line in the gold; it is judged as well.
            if article.id in wanted or gold.kind == "statements":
                read.add(article.id)
                yield article

    results = extract_all(about_gold(), settings=settings, workers=workers)
    rows = [
        statement_json(statement)
        for _, found in track(results, what="articles read", total=len(wanted))
        for statement in found
    ]
    if wanted - read:
        notice("{} gold articles were not among the texts: all missed", len(wanted - read))
    return rows


def _tell(skip: Skip) -> None:
    notice("{}: skipped, {}", skip.origin, skip.reason)


def _evaluate_statements(
    gold: Gold,
    found: Sequence[Mapping[str, Any]],
    rules: Ontology,
    boot: int,
    *,
    errors: int,
    as_json: bool,
) -> None:
    for number, row in enumerate(found, 1):
        if not isinstance(row.get("relation"), str):
            raise StatementError("has no relation", where=f"prediction {number}")
    figures = score_statements(gold.rows, found, rules, boot=boot)
    if as_json:
        _print_json(
            {
                "kind": "statements",
                "required": figures.required,
                "optional": figures.optional,
                "predicted": figures.predicted,
                "strict": asdict(figures.strict),
                "lenient": asdict(figures.lenient),
                "attributes": dict(figures.attributes),
                "relations": {name: asdict(r) for name, r in figures.relations.items()},
            }
        )
        return
    _show_statements(figures)
    for label, rows in (("missed", figures.missed), ("spurious", figures.spurious)):
        for row in rows[:errors]:
            typer.echo(clean(f"{label}: {_triple(row)}"))


def _show_statements(figures: StatementFigures) -> None:
    typer.echo(
        f"gold {figures.required} required, {figures.optional} optional; "
        f"predicted {figures.predicted}"
    )
    modes = {"strict": figures.strict, "lenient": figures.lenient}
    stdout().print(_rates_table("matching", modes))
    for mode, shares in figures.attributes.items():
        told = "  ".join(f"{name} {share:.3f}" for name, share in shares.items())
        if told:
            typer.echo(f"on {modes[mode].hits} {mode} pairs: {told}")
    stdout().print(_rates_table("relation (strict)", figures.relations, interval=False))


def _rates_table(title: str, rows: Mapping[str, Rates], *, interval: bool = True) -> Table:
    table = Table(title=None, box=None, pad_edge=False)
    table.add_column(title)
    for name in ("P", "R", "F1", *(["95 % of F1"] if interval else []), "right", "found", "gold"):
        table.add_column(name, justify="right")
    for name, r in rows.items():
        between = [f"{r.low:.3f}-{r.high:.3f}"] if interval else []
        counts = [str(r.hits), str(r.offered), str(r.wanted)]
        points = [f"{value:.3f}" for value in (r.precision, r.recall, r.f1)]
        table.add_row(name, *points, *between, *counts)
    return table


def _triple(row: Mapping[str, Any]) -> str:
    ends = [str(row[end].get("name") or row[end].get("text")) for end in ("subject", "object")]
    sentence = " ".join((row.get("text") or f"sentence {row.get('sent')}").split())
    return f"{ends[0]} | {row['relation']} | {ends[1]} <- {row['doc']}: {sentence[:SHOWN]}"


def _evaluate_events(
    gold: Gold,
    found: Sequence[Mapping[str, Any]],
    rules: Ontology,
    path: Path,
    boot: int,
    *,
    errors: int,
    as_json: bool,
) -> None:
    try:
        sentences = [read_event_gold(row, rules) for row in gold.rows]
    except ValueError as error:
        raise StatementError(str(error), where=str(path)) from error
    figures = score_events(sentences, found, rules, boot=boot)
    if as_json:
        levels = {name: asdict(r) for name, r in figures.levels.items()}
        types = {name: {"found": n, "gold": of} for name, (n, of) in figures.types.items()}
        _print_json(
            {"kind": "events", "sentences": figures.sentences, "levels": levels, "types": types}
        )
        return
    _show_events(figures)
    for miss in figures.missed[:errors]:
        typer.echo(clean(f"{miss.gold.id}: {miss.gold.text[:SHOWN]}"))
        typer.echo(f"  gold      {_events(miss.gold.events)}")
        typer.echo(f"  predicted {_events(miss.predicted)}")


def _show_events(figures: EventFigures) -> None:
    typer.echo(f"{figures.sentences} sentences")
    stdout().print(_rates_table("level", figures.levels))
    table = Table(box=None, pad_edge=False)
    for name in ("type", "found", "gold"):
        table.add_column(name, justify="left" if name == "type" else "right")
    for name, (hits, wanted) in figures.types.items():
        table.add_row(name, str(hits), str(wanted))
    stdout().print(table)


def _events(events: Sequence[Event]) -> str:
    return clean(
        "; ".join(f"{e.source or '-'} {'/'.join(e.types)} {e.target or '-'}" for e in events)
        or "none"
    )


def _print_json(figures: Mapping[str, Any]) -> None:
    typer.echo(json.dumps(figures, ensure_ascii=False, indent=2))


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Check")(evaluate)
