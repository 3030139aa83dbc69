"""`graphkit draw`: pictures for print that answer one question each, as svg, png or pdf."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from graphkit.cli.asking import SetOption, read_settings
from graphkit.cli.console import notice
from graphkit.cli.filtering import (
    ActorOption,
    ConfidenceOption,
    ForceOption,
    OutletOption,
    OutputOption,
    QueryOption,
    RelationOption,
    SinceOption,
    StatusName,
    TopicOption,
    UntilOption,
    WithOption,
    answer,
    check_names,
    first_day,
    last_day,
    statuses_of,
)
from graphkit.cli.options import STORE, DatabaseOption, PasswordOption, StoreOption, UserOption
from graphkit.cli.stores import store_at
from graphkit.library.narrowing import told_filters
from graphkit.ontology import load_ontology
from graphkit.pictures.files import STDOUT, check_free, write_picture
from graphkit.pictures.plates.frames import NARROWEST, WIDEST, WIDTH, Plate
from graphkit.pictures.plates.printing import DPI, FORMS, Form, check_printing, form_of, printed
from graphkit.pictures.plates.views import VIEWS, View, Wish
from graphkit.selections import Filters

ViewName = Enum("ViewName", {n: n for n in VIEWS}, type=str)  # type: ignore[misc]
FormName = Enum("FormName", {n: n for n in FORMS}, type=str)  # type: ignore[misc]

ViewArgument = Annotated[
    ViewName,
    typer.Argument(
        metavar="PICTURE",
        help="; ".join(f"{view.name}: {view.shows}" for view in VIEWS.values()) + ".",
    ),
]
FormOption = Annotated[
    FormName | None,
    typer.Option(
        "--format",
        "-f",
        help="svg, png or pdf; by default what the suffix of FILE says. png and pdf need "
        "graphkit's extra print.",
    ),
]
TitleOption = Annotated[
    str | None, typer.Option("--title", help="Heading; by default what the picture shows.")
]
StatusOption = Annotated[
    list[StatusName] | None,
    typer.Option(
        "--status",
        help="Only what is actual, planned, possible, called_for, or all. May be given several "
        "times. By default actual; visits take all.",
    ),
]
DeniedOption = Annotated[
    bool,
    typer.Option(
        "--denied/--no-denied",
        help="With or without statements that deny something; they count for what a denial means.",
    ),
]
LimitOption = Annotated[
    int | None,
    typer.Option(
        "--limit",
        "-n",
        min=1,
        help="Draw at most so many: "
        + ", ".join(f"{v.limited} of {v.name} ({v.limit})" for v in VIEWS.values())
        + ".",
    ),
]
WidthOption = Annotated[
    float,
    typer.Option(
        "--width", min=NARROWEST, max=WIDEST, metavar="MM", help="Width in print, in millimetres."
    ),
]
DpiOption = Annotated[int, typer.Option("--dpi", min=72, max=1200, help="Dots per inch of a png.")]


def draw(
    picture: ViewArgument,
    output: OutputOption,
    form: FormOption = None,
    title: TitleOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    actor: ActorOption = None,
    partner: WithOption = None,
    topic: TopicOption = None,
    relation: RelationOption = None,
    outlet: OutletOption = None,
    status: StatusOption = None,
    denied: DeniedOption = True,
    min_confidence: ConfidenceOption = 0.0,
    limit: LimitOption = None,
    query: QueryOption = None,
    settings: SetOption = None,
    width: WidthOption = WIDTH,
    dpi: DpiOption = DPI,
    force: ForceOption = False,
    store: StoreOption = STORE,
    user: UserOption = "neo4j",
    password: PasswordOption = None,
    database: DatabaseOption = None,
) -> None:
    """Draw a picture for print: svg, png or pdf.

    Examples: graphkit draw ego -o china.svg --actor China ·
    graphkit draw matrix -o ceasefire.pdf --topic ceasefire ·
    graphkit draw tension -o dyad.png --actor China --with USA --since 2023
    """
    view = VIEWS[picture.value]
    check_names(actor=actor, partner=partner, query=query, settings=settings)
    _check_usage(view, actor=actor, partner=partner, relation=relation)
    wanted: Form = form.value if form is not None else form_of(output)
    if output != STDOUT:
        check_free(Path(output), force=force)
    check_printing(wanted)
    filters = Filters(
        since=first_day(since),
        until=last_day(until),
        actors=tuple(actor or ()),
        partners=tuple(partner or ()),
        topics=tuple(topic or ()),
        relations=tuple(relation or ()),
        outlets=tuple(outlet or ()),
        statuses=statuses_of(status, view.statuses, asked=query is not None),
        denied=denied,
        min_confidence=min_confidence,
        limit=limit,
    )
    values = read_settings(settings or ())
    wish = Wish(
        width=width, title=title, chosen=told_filters(filters, query=query, settings=values)
    )
    with store_at(store, user=user, password=password, database=database) as graph:
        if query is not None:
            filters = replace(filters, statements=answer(graph, query, values))
        plate = view.draw(graph, filters, load_ontology(), wish)
    write_picture(printed(plate, wanted, dpi=dpi), output, force=force)
    _tell(plate, output, wanted)


def _check_usage(
    view: View,
    *,
    actor: list[str] | None,
    partner: list[str] | None,
    relation: list[str] | None,
) -> None:
    faults = {
        "actors": ("say whose picture it is", "--actor"),
        "partners": ("name the other one of the pair", "--with"),
        "relations": (f"{view.name} shows the relation {', '.join(view.relations)} only",
                      "--relation"),
    }  # fmt: skip
    lack = view.lack(actors=actor or (), partners=partner or (), relations=relation or ())
    if lack is not None:
        fault, option = faults[lack]
        raise typer.BadParameter(fault, param_hint=option)


def _tell(plate: Plate, output: str, form: Form) -> None:
    notice("{}: {}", output, plate.caption.told)
    if plate.caption.left_out:
        notice("not drawn: {}", "; ".join(plate.caption.left_out))
    if plate.letters and form != "svg":
        notice("letters that its typeface lacks are not drawn: {}", plate.letters)


def add_to(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(draw)
