"""`graphkit ontology`: check an editor's data files, show what the data say of a name."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.console import notice
from graphkit.cli.extract import ModelOption, OntologyOption
from graphkit.cue_examples import failed_examples
from graphkit.displays import clean
from graphkit.engines import Settings
from graphkit.errors import OntologyError
from graphkit.lookups import look_up, names
from graphkit.ontology import load_ontology
from graphkit.ontology_checks import Problem, check_folder, cue_lines
from graphkit.sentences import MODEL

group = typer.Typer(
    help="Check and show the data files: relations, cue words, actors, places.",
    no_args_is_help=True,
)

FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of data files to lay over graphkit's own.")
]
NameArgument = Annotated[
    str,
    typer.Argument(
        help="A relation (visits), PLOVER type (CONSULT), cue word (sign), actor, place, person "
        "or alias (Kremlin)."
    ),
]
ExamplesOption = Annotated[
    bool,
    typer.Option(
        "--examples/--no-examples", help="Read the examples of the folder's cue rows as a test."
    ),
]


@group.command()
def check(
    folder: FolderArgument, examples: ExamplesOption = True, model: ModelOption = MODEL
) -> None:
    """Tell every fault in a folder of data files: file, line and remedy.

    Each cue row is its own test: its example must yield its relation between its actors.

    Example: graphkit ontology check my-data/
    """
    problems = check_folder(folder)
    if not problems and examples:
        problems = _failed_examples(folder, model)
    for problem in problems:
        typer.echo(clean(str(problem)))
    if problems:
        count = len(problems)
        raise OntologyError(f"{count} problem{'s' if count > 1 else ''}", where=str(folder))
    notice("{}: no problems", folder)


def _failed_examples(folder: Path, model: str) -> list[Problem]:
    lines = cue_lines(folder)
    cues = [cue for cue in load_ontology(folder).cues if cue.id in lines]
    if not cues:
        return []
    return [
        Problem(
            where=f"cues.csv:{lines[failed.cue.id]}",
            what=str(failed),
            remedy="graphkit explain shows how a sentence is read",
        )
        for failed in failed_examples(cues, settings=Settings(model=model, ontology=folder))
    ]


@group.command()
def show(name: NameArgument, ontology: OntologyOption = None) -> None:
    """Show all that the data files say of a name.

    Examples: graphkit ontology show Kremlin  ·  graphkit ontology show sanctions
    """
    rules = load_ontology(ontology)
    entries = look_up(rules, name)
    if not entries:
        near = difflib.get_close_matches(name, set(names(rules)), n=1)
        remedy = f"did you mean {near[0]!r}?" if near else "graphkit query --help has the relations"
        raise OntologyError("the data files do not know this name", where=name, remedy=remedy)
    for what, told in entries:
        typer.echo(f"{clean(what)}: {clean(told)}")


def add_to(app: typer.Typer) -> None:
    """Registers the commands."""
    app.add_typer(group, name="ontology", rich_help_panel="Check")
