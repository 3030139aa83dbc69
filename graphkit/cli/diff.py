"""`graphkit diff`: what two stores, or one store at two dates, say differently."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack
from enum import StrEnum
from typing import Annotated, Final

import typer

from graphkit.cli.console import notice
from graphkit.cli.filtering import last_day
from graphkit.cli.options import DatabaseOption, PasswordOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.displays import clean
from graphkit.ontology import load_ontology
from graphkit.store.differing import Difference, StatementLine, difference

_DATED: Final = re.compile(r"(.+)@(\d{4}(?:-\d{2}(?:-\d{2})?)?)")


class Format(StrEnum):
    """How a difference is printed."""

    text = "text"
    json = "json"


HELP: Final = "A file or server; with @DATE only what was published up to that year, month or day."
FirstArgument = Annotated[str, typer.Argument(metavar="A", help=HELP)]
SecondArgument = Annotated[str, typer.Argument(metavar="B", help=HELP)]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print it.")]


def diff(
    first: FirstArgument,
    second: SecondArgument,
    form: FormatOption = Format.text,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Show which statements and ties differ between two stores, or one store at two dates.

    A line with - is in A only, one with + in B only; a tie tells how many statements are behind it
    in A and in B. User, password and database hold for both.

    Examples: graphkit diff old.kgl graph.kgl  ·  graphkit diff graph.kgl@2023-02 graph.kgl@2023-03
    """
    places = [_place(first), _place(second)]
    with ExitStack() as opened:
        one, other = (
            opened.enter_context(store_at(address, user=user, password=password, database=database))
            for address, _ in places
        )
        until = (last_day(places[0][1]), last_day(places[1][1]))
        found = difference(one, other, vocabulary=load_ontology(), until=until)
    if form is Format.json:
        typer.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        for line in difference_lines(found):
            typer.echo(clean(line))
    notice(
        "statements: {} only in A, {} only in B; ties: {} differ",
        len(found.removed),
        len(found.added),
        len(found.ties),
    )


def _place(text: str) -> tuple[str, str | None]:
    """Returns address and date of "graph.kgl@2023-03"."""
    found = _DATED.fullmatch(text)
    return (found[1], found[2]) if found else (text, None)


def difference_lines(found: Difference) -> Iterator[str]:
    """Yields the difference line by line: statements by date, then ties."""
    marked = [*(("-", s) for s in found.removed), *(("+", s) for s in found.added)]
    for sign, line in sorted(marked, key=lambda e: (e[1].published or "", e[1].doc, e[1].id)):
        yield f"{sign} {_told(line)}"
    for tie in found.ties:
        counts = f"{tie.before} -> {tie.after}"
        sign = "+" if not tie.before else "-" if not tie.after else "~"
        yield f"{sign} tie {tie.subject} {tie.relation} {tie.object}: {counts}"


def _told(line: StatementLine) -> str:
    status = [] if line.status == "actual" else [line.status.replace("_", " ")]
    quality = [*(["denied"] if line.negated else []), *status]
    told = f" ({', '.join(quality)})" if quality else ""
    text = " ".join(line.text.split())
    day = line.published or "undated"
    return f"{day} {line.doc}: {line.subject} {line.relation} {line.object}{told}: {text}"


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Ask")(diff)
