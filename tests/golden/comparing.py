"""Golden articles -> what the extraction finds, misses and adds.

`*.txt` are short articles on invented events; `*.expected.jsonl` beside them hold what a reader
finds there, in the fields of the statement record.  `miss` in a required row says why it is not
found yet: take it out once the extraction finds it.
`found.report` keeps precision, recall and every statement too much:

    python -m tests.golden

writes it anew; its diff shows what a change does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from graphkit.articles import Skip, read_articles
from graphkit.evaluate import StatementFigures, read_gold, score_statements
from graphkit.evaluate.statements import Judge, same_speaker
from graphkit.extract.reading import Extractor
from graphkit.records import statement_json
from graphkit.sentences import parse_articles
from tests.readers import Reader

Row = Mapping[str, Any]
FOLDER: Final = Path(__file__).parent
SEEDS: Final = FOLDER.parents[1] / "seeds" / "articles"
REPORT: Final = FOLDER / "found.report"


def expected(path: Path) -> list[Row]:
    """Returns the expected statements of a folder or of one file."""
    return list(read_gold(path, kind="statements").rows)


def name(row: Row) -> str:
    """Returns a row as a test's id or a line of the report."""
    words = [
        f"{row['doc']}:{row['sent']}", row["subject"]["name"], row["relation"],
        row["object"]["name"],
    ]  # fmt: skip
    words += ["not"] if row["negated"] else []
    words += [row["status"]] if row["status"] != "actual" else []
    words += [f"said by {row['speaker']['name']}"] if row["speaker"] else []
    return " | ".join(words)


@dataclass(frozen=True)
class Comparison:
    """Expected rows and what was found in the same articles."""

    gold: Sequence[Row]
    found: Sequence[Row]
    extractor: Extractor

    @cached_property
    def judge(self) -> Judge:
        """Says which statements are the same."""
        return Judge(self.extractor.ontology)

    @cached_property
    def figures(self) -> StatementFigures:
        """Precision and recall, optional rows honoured."""
        return score_statements(self.gold, self.found, self.extractor.ontology, boot=0)

    def finds(self, row: Row) -> bool:
        """True if the row is found, with its polarity, status and speaker."""
        return any(
            self.judge.matches(row, f, lenient=False)
            and (row["negated"], row["status"]) == (f["negated"], f["status"])
            and same_speaker(row, f)
            for f in self.found
            if f["doc"] == row["doc"]
        )

    def reversed(self) -> Iterator[str]:
        """Yields the found statements that turn an expected one round."""
        for f in self.found:
            turned = {**f, "subject": f["object"], "object": f["subject"]}
            of_doc = [g for g in self.gold if g["doc"] == f["doc"]]
            told = any(self.judge.matches(g, f, lenient=False) for g in of_doc)
            if not told and any(self.judge.matches(g, turned, lenient=False) for g in of_doc):
                yield name(f)

    def report(self) -> str:
        """Returns the figures and all that is too much, one statement a line."""
        figures = self.figures.strict
        lines = [
            f"precision {figures.precision:.2f} ({figures.hits} of {figures.offered})",
            f"recall {figures.recall:.2f} ({figures.hits} of {figures.wanted})",
            "",
            "too much:",
            *sorted(name(row) for row in self.figures.spurious),
        ]
        return "\n".join(lines) + "\n"


def compare(reader: Reader, articles: Sequence[Path], gold: Sequence[Row]) -> Comparison:
    """Reads articles and sets what is found beside what is expected."""
    skipped: list[Skip] = []
    read = list(read_articles([str(path) for path in articles], on_skip=skipped.append))
    assert skipped == []
    found = [
        statement_json(statement)
        for parsed in parse_articles(reader.nlp, read, furniture=reader.extractor.furniture)
        for statement in reader.extractor.extract(parsed)
    ]
    return Comparison(gold, found, reader.extractor)


def compare_golden(reader: Reader) -> Comparison:
    """Compares all golden articles."""
    return compare(reader, sorted(FOLDER.glob("*.txt")), expected(FOLDER))
