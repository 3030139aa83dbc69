"""`graphkit train`: annotated corpus and marked sentences -> a folder of classifier weights."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from graphkit.cli.console import notice, phases, stdout
from graphkit.cli.extract import ModelOption, OntologyOption
from graphkit.extract.examples import ExampleMaker
from graphkit.extract.reading import Extractor
from graphkit.model.cards import PartFigures
from graphkit.model.figures import PairFigures
from graphkit.model.recipe import Recipe
from graphkit.ontology import load_ontology
from graphkit.sentences import MODEL, load_model
from graphkit.weights import (
    LARGEST,
    Sources,
    Trained,
    check_ready,
    check_target,
    packaged_base,
    read_material,
    train_weights,
)

DEFAULTS = Recipe()


class Device(StrEnum):
    """What torch computes on."""

    cpu = "cpu"
    cuda = "cuda"


CorpusArgument = Annotated[
    Path,
    typer.Argument(
        metavar="CORPUS",
        help="Folder of the annotated corpus: train, dev and test, each with .articles.jsonl and "
        ".statements.jsonl.",
    ),
]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="Folder of weights to write.")]
BaseOption = Annotated[
    Path | None,
    typer.Option(
        "--base",
        help="Folder of the base encoder; without it the all-MiniLM-L6-v2 of the train extra.",
        show_default=False,
    ),
]
AlsoOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--also",
        help="Folder of more annotated articles to learn from: train.articles.jsonl and "
        "train.statements.jsonl. May be given several times.",
        show_default=False,
    ),
]
PairsOption = Annotated[
    Path | None,
    typer.Option(
        "--pairs", help="JSON Lines of marked pairs with their PLOVER root.", show_default=False
    ),
]
SentimentOption = Annotated[
    Path | None,
    typer.Option(
        "--sentiment",
        help="Tab-separated directed sentiment between bracketed entities.",
        show_default=False,
    ),
]
EpochsOption = Annotated[
    int, typer.Option("--epochs", min=1, help="How often each sentence is seen.")
]
BatchOption = Annotated[int, typer.Option("--batch", min=1, help="Sentences seen at once.")]
EncoderRateOption = Annotated[
    float, typer.Option("--encoder-rate", help="Highest learning rate of the encoder.")
]
HeadRateOption = Annotated[
    float, typer.Option("--head-rate", help="Highest learning rate of the heads.")
]
SeedOption = Annotated[int, typer.Option("--seed", help="Seed of all that is left to chance.")]
DeviceOption = Annotated[Device, typer.Option("--device", help="What torch computes on.")]
ForceOption = Annotated[bool, typer.Option("--force", "-f", help="Replace weights that are there.")]


def train(
    corpus: CorpusArgument,
    output: OutputOption,
    base: BaseOption = None,
    also: AlsoOption = None,
    pairs: PairsOption = None,
    sentiment: SentimentOption = None,
    epochs: EpochsOption = DEFAULTS.epochs,
    batch: BatchOption = DEFAULTS.batch,
    encoder_rate: EncoderRateOption = DEFAULTS.encoder_rate,
    head_rate: HeadRateOption = DEFAULTS.head_rate,
    seed: SeedOption = DEFAULTS.seed,
    device: DeviceOption = Device.cpu,
    model: ModelOption = MODEL,
    ontology: OntologyOption = None,
    force: ForceOption = False,
) -> None:
    """Train the pair classifier anew and tell how often it is right on unseen articles.

    Needs graphkit's training extra, which brings torch. The defaults are the recipe of the weights
    that graphkit ships; docs/model.md says what they learned from and how to have the extra.

    Example: graphkit train seeds/corpus -o my-weights
    """
    check_target(output, force=force)
    sources = Sources(
        corpus=corpus,
        base=check_ready(base or packaged_base(), device.value),
        also=tuple(also or ()),
        pairs=pairs,
        sentiment=sentiment,
    )
    material = read_material(sources)
    vocabulary = load_ontology(ontology)
    maker = ExampleMaker(load_model(model, lemmas=vocabulary.lemmas), Extractor(vocabulary))
    recipe = Recipe(
        epochs=epochs,
        batch=batch,
        encoder_rate=encoder_rate,
        head_rate=head_rate,
        seed=seed,
        device=device.value,
    )
    try:
        with phases() as progress:
            trained = train_weights(
                output, sources, material=material, maker=maker, recipe=recipe, progress=progress
            )
    except KeyboardInterrupt:
        notice("{}: no weights were written", output)
        raise
    _show(trained)


def _show(trained: Trained) -> None:
    stdout().print(_table(trained))
    typer.echo(
        f"a pair counts from a chance of {trained.threshold:.2f} that it states anything, chosen "
        "on dev"
    )
    typer.echo(f"{trained.folder}: {trained.size / 1e6:.1f} MB, weights {trained.id}")
    if trained.size > LARGEST:
        notice("larger than the {} MB that graphkit would ship", LARGEST // 10**6)
    notice("next: graphkit extract --classifier {} ARTICLES", trained.folder)


def _table(trained: Trained) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("part")
    table.add_column("read by")
    for name in ("P", "R", "F1", "right", "found", "gold", "status", "denial"):
        table.add_column(name, justify="right")
    for part, figures in trained.figures.items():
        for who, row in _rows(figures):
            shares = [f"{value:.3f}" for value in (row.precision, row.recall, row.f1)]
            counts = [str(row.right), str(row.found), str(row.gold)]
            more = ["" if v is None else f"{v:.3f}" for v in (row.status, row.denial)]
            table.add_row(part, who, *shares, *counts, *more)
    return table


def _rows(figures: PartFigures) -> list[tuple[str, PairFigures]]:
    return [
        ("cue rows alone", figures.cue_rows),
        ("weights", figures.weights),
        ("before 8 bits", figures.unquantized),
    ]


def add_to(app: typer.Typer) -> None:
    """Registers the command."""
    app.command(rich_help_panel="Check")(train)
