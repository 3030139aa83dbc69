"""`graphkit explain`: one sentence or file, with all that the extraction saw in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Annotated, Final

import typer

from graphkit.articles import READERS, read_articles
from graphkit.articles.reading import STDIN
from graphkit.cli.console import notice
from graphkit.cli.extract import (
    ClassifierOption,
    EncodingOption,
    ModelOption,
    OntologyOption,
    classifier_of,
)
from graphkit.displays import clean
from graphkit.errors import ArticleError
from graphkit.extract.explaining import SentenceAccount, explain_article
from graphkit.extract.reading import Extractor
from graphkit.model.running import PairModel
from graphkit.ontology import load_ontology
from graphkit.records import Article, Mention, Statement
from graphkit.sentences import MODEL, load_model, parse_article

LONGEST_PATH: Final = 1000
SUFFIXES: Final = {suffix for reader in READERS for suffix in (*reader.suffixes, ".gz")}

WhatArgument = Annotated[
    str, typer.Argument(help="A sentence in quotation marks, or a file; - for standard input.")
]
DateOption = Annotated[
    str | None,
    typer.Option("--date", help="The sentence's date, as YYYY-MM-DD: resolves weekdays."),
]


def explain(
    what: WhatArgument,
    date: DateOption = None,
    model: ModelOption = MODEL,
    classifier: ClassifierOption = None,
    ontology: OntologyOption = None,
    encoding: EncodingOption = None,
) -> None:
    """Show mentions, clauses, cue rows, the classifier's verdicts and statements of a sentence.

    A cue row that nearly fired is shown with what it lacked: a further word, a subject or object.

    Example: graphkit explain "We don't support calls for a ceasefire, John Kirby said."
    """
    articles = _articles(what, date=_day(date), encoding=encoding)
    weights = classifier_of(classifier)
    extractor = Extractor(load_ontology(ontology), None if weights is None else PairModel(weights))
    nlp = load_model(model, lemmas=extractor.ontology.lemmas)
    shown = 0
    for article in articles:
        shown += 1
        parsed = parse_article(nlp, article, furniture=extractor.furniture)
        for account in explain_article(extractor, parsed):
            _show(account)
    if not shown:
        raise ArticleError("no article in the input", remedy="the lines above say why")


def _day(date: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(date) if date is not None else None
    except ValueError as error:
        raise typer.BadParameter(f"{date!r} is no ISO date", param_hint="--date") from error


def _articles(what: str, *, date: dt.date | None, encoding: str | None) -> Iterable[Article]:
    if not what.strip():
        raise typer.BadParameter("give a sentence or a file", param_hint="WHAT")
    if not (what == STDIN or _is_path(what)):
        sentence = Article(
            id="sentence",
            text=what,
            published=date,
            published_precision=None if date is None else "day",
        )
        return [sentence]
    if Path(what).is_dir():
        raise typer.BadParameter(f"{what} is a folder: name a file", param_hint="WHAT")
    if date is not None:
        raise typer.BadParameter("a file's articles have their own dates", param_hint="--date")
    return read_articles(
        [what],
        on_skip=lambda skip: notice("{}: skipped, {}", skip.origin, skip.reason),
        on_note=lambda note: notice("{}: {}", note.origin, note.message),
        encoding=encoding,
    )


def _is_path(what: str) -> bool:
    """True for what is a file, or has the looks of one: one word with a suffix or a folder."""
    if "\0" in what or "\n" in what or len(what) > LONGEST_PATH:
        return False
    looks = " " not in what and (PurePath(what).suffix in SUFFIXES or "/" in what)
    return looks or Path(what).exists()


def _show(account: SentenceAccount) -> None:
    typer.echo(clean(account.text))
    for kind, lines in (
        ("mention", account.mentions),
        ("clause", account.clauses),
        ("cue row", account.rows),
        ("nearly", account.nearly),
        ("verdict", account.judged),
    ):
        for line in lines:
            typer.echo(f"  {kind:<9}  {clean(line)}")
    for statement in account.statements:
        triple = (_name(statement.subject), statement.relation.upper(), _name(statement.object))
        typer.echo(f"  statement  {clean(' -> '.join(triple))}")
        typer.echo(f"             {clean('; '.join(_details(statement)))}")
    if not account.statements:
        typer.echo("  no statement")
    typer.echo()


def _details(s: Statement) -> Iterator[str]:
    """Yields what qualifies a statement, and its code."""
    if s.speaker is not None:
        yield f"said by {s.speaker.name}"
    yield f"{s.status}{', denied' if s.negated else ''}"
    if s.date is not None:
        yield f"{s.date.isoformat()} ({s.date_precision})"
    yield f"PLOVER {s.plover}, CAMEO {s.cameo}, quad {s.quad}" if s.plover else "no event"
    yield f"confidence {s.confidence:.2f}"


def _name(mention: Mention) -> str:
    country = f", {mention.country}" if mention.country else ""
    return f"{mention.name} ({mention.kind}{country})"


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(explain)
