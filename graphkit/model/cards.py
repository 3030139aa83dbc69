"""What `model.json` tells of weights: what they learned from, how, and how often they are right."""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from graphkit.model.corpora import CorpusPart
from graphkit.model.examples import Example
from graphkit.model.figures import PairFigures
from graphkit.model.recipe import Recipe

PACKAGES: Final = ("torch", "transformers", "onnxruntime", "spacy")
"""Packages whose versions may move figures."""
DIGITS: Final = 4
"""Decimals of figures."""


@dataclass(frozen=True, kw_only=True)
class PartFigures:
    """How often pairs of one part are right: by cue rows, by the weights, before 8 bits."""

    cue_rows: PairFigures
    weights: PairFigures
    unquantized: PairFigures


def card_of(
    *,
    version: str,
    recipe: Recipe,
    base: Path,
    data: Mapping[str, Any],
    threshold: float,
    figures: Mapping[str, PartFigures],
) -> dict[str, Any]:
    """Returns the card: no date, no path, so that the same training gives the same bytes.

    Args:
        version: of the graphkit that trains.
        recipe: how it trains.
        base: the base encoder's folder.
        data: see `told_of_corpus` and `told_of_file`.
        threshold: the chance from which a pair counts, chosen on the development part.
        figures: by part of the corpus.
    """
    return {
        "version": version,
        "recipe": recipe.told(),
        "packages": {name: importlib.metadata.version(name) for name in PACKAGES},
        "base": {"model.safetensors": sha256_of(base / "model.safetensors")},
        "data": dict(data),
        "figures": {
            "threshold": threshold,
            **{part: _rounded(asdict(found)) for part, found in figures.items()},
        },
    }


def told_of_corpus(part: CorpusPart, examples: Sequence[Example]) -> dict[str, Any]:
    """Returns counts and hashes of one part of a corpus."""
    return {
        "articles": len(part.articles),
        "sentences": len(examples),
        "statements": len(part.statements),
        "sha256": {file.name: sha256_of(file) for file in part.files},
    }


def told_of_file(file: Path, examples: Sequence[Example]) -> dict[str, Any]:
    """Returns count and hash of a file of marked sentences."""
    return {"sentences": len(examples), "sha256": sha256_of(file)}


def sha256_of(path: Path) -> str:
    """Returns the hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _rounded(part) for name, part in value.items()}
    return round(value, DIGITS) if isinstance(value, float) else value
