"""The `graphkit` command: one file per command, errors turned into one line and an exit code.

Exit codes: 0 done; 1 a `GraphkitError` (one line on stderr says what, where, remedy); 2 wrong
usage; 130 stopped by Ctrl-C (what was finished is kept).
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graphkit import __version__
from graphkit.cli.console import notice
from graphkit.errors import GraphkitError


class InterruptibleGroup(TyperGroup):
    """The commands; Ctrl-C in one of them is told and gives the exit code that shells expect."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command that was asked for."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            notice("stopped; what was finished is kept")
            raise typer.Exit(130) from None


COMMANDS: tuple[str, ...] = (
    "build",
    "extract",
    "load",
    "analyse",
    "status",
    "query",
    "why",
    "stance",
    "cypher",
    "explain",
    "export",
    "draw",
    "forget",
    "same",
    "diff",
    "evaluate",
    "train",
    "browser",
    "ontology",
)
"""The command modules of this package, in the order in which `--help` lists them."""


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"graphkit {__version__}")
        raise typer.Exit


def common(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Tell on stderr what is being done.")
    ] = False,
) -> None:
    """Options of every command."""
    del version
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, stream=sys.stderr, format="%(name)s: %(message)s")


def command_line(words: Sequence[str]) -> typer.Typer:
    """Returns the command line with the command that is asked for, or all where none is named.

    A question starts in a moment then, without the language model's machinery.  Each command's
    module has `add_to(app)`.
    """
    app = typer.Typer(
        name="graphkit",
        cls=InterruptibleGroup,
        help="Turn news articles into a diplomatic-relations knowledge graph: who stands where, "
        "towards whom, on what, since when, and who says so.",
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(common)
    asked = next((word for word in words if not word.startswith("-")), None)
    for name in [asked] if asked in COMMANDS else COMMANDS:
        importlib.import_module(f"graphkit.cli.{name}").add_to(app)
    return app


def main() -> None:
    """Runs the command line; the only place where errors become exit codes."""
    try:
        command_line(sys.argv[1:])(standalone_mode=True)
    except GraphkitError as error:
        notice("[bold red]error:[/] {}", error)
        sys.exit(1)
