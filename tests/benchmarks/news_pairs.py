"""Statements annotated in real news, by article ids and offsets -> a corpus to learn from.

    python -m tests.benchmarks.news_pairs --corpus NEWS -o FOLDER
    graphkit train seeds/corpus -o WEIGHTS --also FOLDER
    graphkit evaluate FOLDER/test.statements.jsonl --articles FOLDER/test.articles.jsonl
    python -m tests.benchmarks.agreement FOLDER

The news is not part of this repository; without it the annotation says nothing.  Of each article
in `news_articles.csv` the first sentences, up to the character `end`, were read, and every
statement stands in `news_statements.csv`, after the guideline of seeds/corpus, each sentence read
once by one of many coders; where an article stands twice, the second coder read on from the first
one's `end`.  A name stands where it is not the words at the offsets; a side without offsets is only
implied.  Stretches without `speakers` were read for statements between two mentions of one sentence
alone, and nobody noted who speaks; in `train` their pronouns may lack a name.

Weights learn from the part `train`.  `dev` holds whatever article has a sentence of
`hard_negatives.csv`, and some others: thresholds may be chosen on it.  `test` only
judges; two other coders read 40 of its articles blind (`news_second.csv`), which tells how well a
reader does.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from graphkit.articles import read_articles
from graphkit.ontology import load_ontology
from graphkit.records import Article

ARTICLES: Final = Path(__file__).with_name("news_articles.csv")
STATEMENTS: Final = Path(__file__).with_name("news_statements.csv")
SECOND: Final = Path(__file__).with_name("news_second.csv")
EXTENT: Final = ("start", "end")
PARTS: Final = ("train", "dev", "test")

Row = Mapping[str, str]


def listed(path: Path) -> list[dict[str, str]]:
    """Returns the rows of a table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def side_of(row: Row, name: str, text: str) -> dict[str, Any]:
    """Returns one side of a statement as a corpus has it."""
    start, end = (int(row[f"{name}_{at}"]) if row[f"{name}_{at}"] else None for at in EXTENT)
    words = "" if start is None else text[start:end]
    return {
        "text": words,
        "name": row[f"{name}_name"] or words,
        "kind": row[f"{name}_kind"],
        "country": country_of(row[f"{name}_name"] or words),
        "start": start,
        "end": end,
    }


@cache
def countries() -> Mapping[str, str]:
    """Returns the country of every name that the registers know."""
    ontology = load_ontology()
    return {a.name: a.country for a in ontology.actors.values() if a.country}


def country_of(name: str) -> str | None:
    """Returns the country of a registered name, None of others."""
    return countries().get(name)


def statement_of(row: Row, text: str) -> dict[str, Any]:
    """Returns a statement as a corpus has it."""
    speaker = {"text": "", "name": row["speaker"], "kind": row["speaker_kind"]}
    return {
        "doc": row["article"],
        "text": text[int(row["sentence_start"]) : int(row["sentence_end"])],
        "subject": side_of(row, "subject", text),
        "relation": row["relation"],
        "object": side_of(row, "object", text),
        "speaker": speaker | {"country": country_of(row["speaker"])} if row["speaker"] else None,
        "negated": row["negated"] == "true",
        "status": row["status"],
        "optional": row["optional"] == "true",
    }


def read_so_far() -> tuple[dict[str, str], dict[str, int]]:
    """Returns the part of each listed article, and the character up to which it was read."""
    parts: dict[str, str] = {}
    ends: dict[str, int] = {}
    for row in listed(ARTICLES):
        parts[row["article"]] = row["part"]
        ends[row["article"]] = max(int(row["end"]), ends.get(row["article"], 0))
    return parts, ends


def write_parts(articles: Iterable[Article], folder: Path) -> dict[str, tuple[int, int]]:
    """Writes the parts; returns how many articles and statements each has.

    Raises:
        KeyError: a listed article is not among the articles.
    """
    parts, ends = read_so_far()
    known = {a.id: a for a in articles if a.id in parts}
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for part in PARTS:
        here = {id_: end for id_, end in ends.items() if parts[id_] == part}
        rows = [statement_of(r, known[r["article"]].text) for r in listed(STATEMENTS)
                if r["article"] in here]  # fmt: skip
        read = [read_of(known[id_], end) for id_, end in here.items()]
        _write_lines(folder / f"{part}.articles.jsonl", read)
        _write_lines(folder / f"{part}.statements.jsonl", rows)
        counts[part] = len(read), len(rows)
    again = [statement_of(r, known[r["article"]].text) for r in listed(SECOND)]
    _write_lines(folder / "second.statements.jsonl", again)
    counts["second"] = len({row["doc"] for row in again}), len(again)
    return counts


def read_of(article: Article, end: int) -> dict[str, Any]:
    """Returns what was read of an article: its first sentences, and its day."""
    day = article.published.isoformat() if article.published else None
    return {"id": article.id, "text": article.text[:end], "date": day}


def _write_lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def main() -> None:
    """Writes the corpus and tells its size."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, help="news articles as JSON Lines")
    parser.add_argument("-o", "--output", type=Path, required=True, help="folder to write")
    arguments = parser.parse_args()
    articles = read_articles([arguments.corpus], on_skip=lambda _: None)
    try:
        counts = write_parts(articles, arguments.output)
    except KeyError as error:
        sys.exit(f"{arguments.corpus}: lacks the listed article {error}")
    for part, (texts, statements) in counts.items():
        print(f"{part}: {texts} articles, {statements} statements")


if __name__ == "__main__":
    main()
