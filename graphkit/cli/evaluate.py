"""`graphkit evaluate`: gold and predictions, or texts to read first -> figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from graphkit.articles import Skip, read_articles
from graphkit.cli.console import notice, track
from graphkit.cli.extract import (
    ClassifierOption,
    ModelOption,
    OntologyOption,
    WorkersOption,
    settings_of,
)
from graphkit.cli.figures import Figures, show_figures
from graphkit.engines import Settings, extract_all
from graphkit.errors import ModelError, StatementError
from graphkit.evaluate import (
    EventFigures,
    Gold,
    MarkedFigures,
    Seen,
    StatementFigures,
    judge_marked,
    look_again,
    read_gold,
    read_marked,
    read_predictions,
    score_events,
    score_marked,
    score_statements,
)
from graphkit.evaluate.events import read_event_gold
from graphkit.evaluate.marked import MarkedKind
from graphkit.extract.examples import ExampleMaker
from graphkit.extract.reading import Extractor
from graphkit.model.running import PairModel
from graphkit.ontology import Ontology, load_ontology
from graphkit.records import Article, statement_json
from graphkit.sentences import MODEL, load_model


class Kind(StrEnum):
    """What the gold holds."""

    statements = "statements"
    events = "events"
    pairs = "pairs"
    sentiment = "sentiment"


GoldArgument = Annotated[
    Path,
    typer.Argument(
        help="Gold: a .jsonl file of statements, of sentences with their events or of marked "
        "pairs, a tab-separated file of directed sentiment, or a folder of articles with "
        ".expected.jsonl files beside them."
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
        help="What the gold holds: statements, events, pairs or sentiment; told by its fields "
        "when not given.",
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


@dataclass(frozen=True)
class Read:
    """What was read here: the statements, and what extraction saw on the way."""

    statements: Sequence[Mapping[str, Any]]
    seen: Mapping[str, Sequence[Seen]] | None = None


def evaluate(
    gold: GoldArgument,
    predictions: PredictionsArgument = None,
    articles: ArticlesOption = None,
    kind: KindOption = None,
    source: SourceOption = None,
    errors: ErrorsOption = 0,
    boot: BootOption = 1000,
    as_json: JsonOption = False,
    classifier: ClassifierOption = None,
    model: ModelOption = MODEL,
    ontology: OntologyOption = None,
    workers: WorkersOption = 1,
) -> None:
    """Score statements, or extraction itself, against statements or events coded by hand.

    Statements are matched sentence by sentence: strict by name and relation, lenient by PLOVER
    type and country. Events are scored by type, source, full and quad class. Misses and false
    alarms are grouped by cause, and more finely where extraction ran here.

    Marked pairs and directed sentiment score the pair classifier alone, by macro-F1.

    Examples: graphkit evaluate seeds/articles  ·  graphkit evaluate gold.jsonl statements.jsonl
    """
    wanted = read_gold(gold, kind=kind.value if kind else None, source=source)
    settings = settings_of(model=model, ontology=ontology, classifier=classifier)
    figures: Figures
    if wanted.kind in ("pairs", "sentiment"):
        if predictions is not None or articles:
            raise typer.BadParameter(f"{wanted.kind} hold their own texts and need no predictions")
        figures = _judge(wanted, settings, path=gold, boot=boot)
    else:
        if predictions is not None and articles:
            raise typer.BadParameter(
                "give either PREDICTIONS or --articles", param_hint="--articles"
            )
        if predictions is not None:
            read = Read(read_predictions(predictions))
        else:
            read = _extract(wanted, articles, settings=settings, workers=workers, gold_path=gold)
        figures = _score(wanted, read, load_ontology(ontology), path=gold, boot=boot)
    show_figures(figures, errors=errors, as_json=as_json)


def _extract(
    gold: Gold,
    articles: Sequence[str] | None,
    *,
    settings: Settings,
    workers: int,
    gold_path: Path,
) -> Read:
    """Extracts the articles that were coded, and looks at them again for what was seen there."""
    paths = [path if path == "-" else Path(path) for path in articles or ()] or [*gold.articles]
    if not paths:
        raise StatementError(
            "nothing to score",
            where=str(gold_path),
            remedy="give a file of predictions, or the gold's texts with --articles",
        )
    wanted = gold.ids
    read: dict[str, Article] = {}
    extracted: list[Article] = []

    def about_gold() -> Iterator[Article]:
        for article in read_articles(paths, on_skip=_tell):
            # An article coded without a statement has no line in the gold; it is judged as well.
            if article.id in wanted or gold.kind == "statements":
                read[article.id] = article
                yield article

    results = extract_all(about_gold(), settings=settings, workers=workers)
    rows = []
    for record, found in track(results, what="articles read", total=len(wanted)):
        rows += [statement_json(statement) for statement in found]
        extracted += [read[record.id]] if record.skipped is None and record.id in wanted else []
    if missing := len(wanted.difference(read)):
        notice("{} gold articles were not among the texts: all missed", missing)
    return Read(rows, _seen(extracted, settings))


def _seen(articles: Sequence[Article], settings: Settings) -> dict[str, list[Seen]]:
    if not articles:
        return {}
    again = look_again(articles, load_ontology(settings.ontology), model=settings.model)
    return dict(track(again, what="causes looked for", total=len(articles)))


def _tell(skip: Skip) -> None:
    notice("{}: skipped, {}", skip.origin, skip.reason)


def _score(
    gold: Gold, read: Read, rules: Ontology, *, path: Path, boot: int
) -> StatementFigures | EventFigures:
    """Scores statements against statements or events."""
    if gold.kind == "events":
        try:
            sentences = [read_event_gold(row, rules) for row in gold.rows]
        except ValueError as error:
            raise StatementError(str(error), where=str(path)) from error
        return score_events(sentences, read.statements, rules, boot=boot, seen=read.seen)
    for number, row in enumerate(read.statements, 1):
        if not isinstance(row.get("relation"), str):
            raise StatementError("has no relation", where=f"prediction {number}")
    return score_statements(gold.rows, read.statements, rules, boot=boot, seen=read.seen)


def _judge(gold: Gold, settings: Settings, *, path: Path, boot: int) -> MarkedFigures:
    """Scores the pair classifier on marked sentences."""
    if settings.classifier is None:
        raise ModelError(
            "this gold judges the pair classifier, and there is none",
            remedy="give its folder of weights with --classifier",
        )
    judge = PairModel(settings.classifier)
    kind: MarkedKind = "pairs" if gold.kind == "pairs" else "sentiment"
    rules = load_ontology(settings.ontology)
    try:
        sentences = read_marked(gold.rows, kind, rules)
    except ValueError as error:
        raise StatementError(str(error), where=str(path)) from error
    maker = ExampleMaker(load_model(settings.model, lemmas=rules.lemmas), Extractor(rules))
    judged = judge_marked(sentences, maker, judge)
    shown = track(judged, what="sentences judged", total=len(sentences))
    return score_marked(shown, kind=kind, ontology=rules, boot=boot)


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Check")(evaluate)
