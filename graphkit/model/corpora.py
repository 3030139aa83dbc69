"""Folder of an annotated corpus -> its articles and statements, checked against each other.

`train`, `dev` and `test` are a file of articles (`train.articles.jsonl`) and one of statements
(`train.statements.jsonl`) each; a statement's sides quote the article at their offsets.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graphkit.articles import Skip, read_articles
from graphkit.errors import ArticleError, TrainingError
from graphkit.model.examples import STATUSES
from graphkit.model.targets import RELATIONS
from graphkit.records import KINDS, Article

PARTS: Final = ("train", "dev", "test")
OTHER: Final = "other"
"""A relation that may be annotated and is not learned."""
SIDES: Final = ("subject", "object")


@dataclass(frozen=True, kw_only=True)
class CorpusPart:
    """One part of a corpus: its articles, the rows of its statements, and the files of both."""

    articles: tuple[Article, ...]
    statements: tuple[Mapping[str, Any], ...]
    files: tuple[Path, Path]


def read_corpus(folder: Path) -> dict[str, CorpusPart]:
    """Returns the parts of a corpus by name.

    Raises:
        TrainingError: a file is missing, or a line of one is malformed.
    """
    return {part: read_part(folder, part) for part in PARTS}


def read_part(folder: Path, part: str) -> CorpusPart:
    """Returns one part of a corpus.

    Raises:
        TrainingError: a file is missing, or a line of one is malformed.
    """
    files = (folder / f"{part}.articles.jsonl", folder / f"{part}.statements.jsonl")
    for file in files:
        if not file.is_file():
            raise TrainingError(
                f"no {file.name}", where=str(folder),
                remedy=f"give a folder with {part}.articles.jsonl and {part}.statements.jsonl",
            )  # fmt: skip
    try:
        articles = tuple(read_articles([files[0]], on_skip=_refuse))
    except ArticleError as error:
        raise TrainingError(error.what, where=error.where) from error
    statements = tuple(_statements(files[1], {article.id: article for article in articles}))
    return CorpusPart(articles=articles, statements=statements, files=files)


def _refuse(skip: Skip) -> None:
    raise TrainingError(skip.reason, where=skip.origin, remedy="mend or remove the line")


def _statements(path: Path, articles: Mapping[str, Article]) -> Iterator[Mapping[str, Any]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
                _check(row, articles)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                fault = f"lacks {error}" if isinstance(error, KeyError) else str(error)
                raise TrainingError(
                    fault, where=f"{path}:{number}", remedy="mend or remove the line"
                ) from error
            yield row


def _check(row: Mapping[str, Any], articles: Mapping[str, Article]) -> None:
    """Raises ValueError, KeyError or TypeError for a row that is no statement of its article."""
    article = articles.get(row["doc"])
    if article is None:
        raise ValueError(f"there is no article {row['doc']!r}")
    for name, value, known in (
        ("relation", row["relation"], (*RELATIONS, OTHER)),
        ("status", row["status"], STATUSES),
        *((f"{side}.kind", row[side]["kind"], KINDS) for side in SIDES),
    ):
        if value not in known:
            raise ValueError(f"unknown {name} {value!r}")
    if not isinstance(row["negated"], bool):
        raise ValueError(f"negated may not be {row['negated']!r}")
    for side in SIDES:
        _check_quoted(row[side], side, article)


def _check_quoted(side: Mapping[str, Any], name: str, article: Article) -> None:
    start, end, text = side["start"], side["end"], side["text"]
    if not isinstance(side["name"], str):
        raise ValueError(f"{name}.name may not be {side['name']!r}")
    if start is None:
        return  # only implied
    if article.text[start:end] != text:
        raise ValueError(
            f"the {name} {text!r} does not stand at {start}-{end} of article {article.id!r}"
        )
