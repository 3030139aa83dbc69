"""`graphkit explain`: one sentence or file, with all that the extraction saw in it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graphkit.articles import read_articles
from graphkit.cli.console import clean, notice
from graphkit.cli.extract import ModelOption, OntologyOption
from graphkit.extract.explaining import SentenceAccount, explain_article
from graphkit.extract.reading import Extractor
from graphkit.ontology import load_ontology
from graphkit.records import Article, Mention
from graphkit.sentences import MODEL, load_model, parse_article


def explain(
    what: Annotated[str, typer.Argument(help="A sentence in quotation marks, or a file.")],
    date: Annotated[
        str | None, typer.Option("--date", help="The article's date (ISO), for weekdays.")
    ] = None,
    model: ModelOption = MODEL,
    ontology: OntologyOption = None,
) -> None:
    """Show mentions, clauses, cue rows and statements of a sentence, so that you see why.

    Example: graphkit explain "We don't support calls for a ceasefire, John Kirby said."
    """
    extractor = Extractor(load_ontology(ontology))
    nlp = load_model(model, lemmas=extractor.ontology.lemmas)
    for article in _articles(what, date):
        for account in explain_article(extractor, parse_article(nlp, article)):
            _show(account)


def _articles(what: str, date: str | None) -> list[Article]:
    import datetime as dt

    published = None
    if date is not None:
        try:
            published = dt.date.fromisoformat(date)
        except ValueError as error:
            raise typer.BadParameter(f"{date!r} is no ISO date", param_hint="--date") from error
    if len(what) < 1000 and "\n" not in what and Path(what).is_file():
        return list(
            read_articles(
                [Path(what)],
                on_skip=lambda skip: notice("{}: skipped, {}", skip.origin, skip.reason),
            )
        )
    precision = "day" if published else None
    return [Article(id="sentence", text=what, published=published, published_precision=precision)]  # type: ignore[arg-type]


def _show(account: SentenceAccount) -> None:
    typer.echo(clean(account.text))
    for line in account.mentions:
        typer.echo(f"  mention    {clean(line)}")
    for line in account.clauses:
        typer.echo(f"  clause     {clean(line)}")
    for line in account.rows:
        typer.echo(f"  cue row    {clean(line)}")
    for s in account.statements:
        words = [_name(s.subject), s.relation.upper(), _name(s.object)]
        extras = [s.status, "denied" if s.negated else "", f"confidence {s.confidence:.2f}"]
        if s.speaker:
            extras.insert(0, f"said by {s.speaker.name}")
        if s.date:
            extras.append(f"{s.date.isoformat()} ({s.date_precision})")
        code = f"PLOVER {s.plover} CAMEO {s.cameo} quad {s.quad}" if s.plover else "no event"
        typer.echo(f"  statement  {clean(' -> '.join(words))}")
        typer.echo(f"             {clean(', '.join(e for e in extras if e))}; {code}")
    if not account.statements:
        typer.echo("  no statement")
    typer.echo()


def _name(mention: Mention) -> str:
    country = f", {mention.country}" if mention.country else ""
    return f"{mention.name} ({mention.kind}{country})"


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(explain)
