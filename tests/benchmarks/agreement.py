"""How far two blind codings of the same articles agree.

    python -m tests.benchmarks.agreement [FOLDER]

Prints strict and lenient F1 of `second.statements.jsonl` in the folder (of `seeds/corpus`, if none
is given) and the first coding of the same articles, with the scorer of `graphkit evaluate`, in the
four ways of `comparisons`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from graphkit.evaluate import StatementFigures, score_statements
from graphkit.ontology import load_ontology

CORPUS: Final = Path(__file__).parents[2] / "seeds" / "corpus"
PARTS: Final = ("train", "dev", "test")

Row = Mapping[str, Any]
Rows = Sequence[Row]


def read_rows(path: Path) -> list[Row]:
    """Returns the objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_codings(corpus: Path = CORPUS) -> tuple[list[Row], list[Row]]:
    """Returns the first and the second coding of the articles that were coded twice."""
    second = read_rows(corpus / "second.statements.jsonl")
    twice = {row["doc"] for row in second}
    first = [
        row
        for part in PARTS
        for row in read_rows(corpus / f"{part}.statements.jsonl")
        if row["doc"] in twice
    ]
    return first, second


def required(rows: Rows) -> list[Row]:
    """Returns the statements that a coder holds to be missed when absent."""
    return [row for row in rows if not row["optional"]]


def as_required(rows: Rows) -> list[Row]:
    """Returns all statements, the optional ones as if they were required."""
    return [{**row, "optional": False} for row in rows]


def comparisons(first: Rows, second: Rows) -> Iterator[tuple[str, Rows, Rows]]:
    """Yields (what is compared, gold, what is scored against it)."""
    yield "required against required", required(first), required(second)
    yield "second against first, optional honoured", first, required(second)
    yield "first against second, optional honoured", second, required(first)
    yield "all labels as required", as_required(first), as_required(second)


def line(name: str, figures: StatementFigures) -> str:
    """Returns one line of the table."""
    strict, shares = figures.strict, figures.attributes["strict"]
    attributes = "  ".join(f"{key} {share:.3f}" for key, share in shares.items())
    return (
        f"{name:<40} strict {strict.f1:.3f} ({strict.low:.2f}-{strict.high:.2f})"
        f"  lenient {figures.lenient.f1:.3f}  {attributes}"
    )


def show(corpus: Path) -> None:
    """Prints the table."""
    first, second = read_codings(corpus)
    ontology = load_ontology()
    articles = len({row["doc"] for row in second})
    print(f"{articles} articles; required {len(required(first))} and {len(required(second))},")
    print(f"all {len(first)} and {len(second)} statements in the first and the second coding")
    for name, gold, scored in comparisons(first, second):
        print(line(name, score_statements(gold, scored, ontology)))


def main() -> None:
    """Prints the table of the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpus", type=Path, nargs="?", default=CORPUS)
    show(parser.parse_args().corpus)


if __name__ == "__main__":
    main()
