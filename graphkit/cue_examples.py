"""Cue rows -> those whose own example sentence does not yield what the row says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graphkit.engines import Settings, extract_all
from graphkit.ontology import Cue
from graphkit.records import Article, Mention, Statement


@dataclass(frozen=True, kw_only=True)
class FailedExample:
    """A row, and the statements that its example yields instead."""

    cue: Cue
    found: tuple[Statement, ...]

    def __str__(self) -> str:
        got = "; ".join(f"{s.subject.name} {s.relation} {s.object.name}" for s in self.found)
        wanted = f"{self.cue.subject} {self.cue.relation} {self.cue.object}"
        return f"the example yields {got or 'no statement'} instead of {wanted}"


def failed_examples(cues: Iterable[Cue], *, settings: Settings) -> Iterator[FailedExample]:
    """Yields the rows whose example is not read as the row says, in order.

    The rows are tested by themselves: the classifier has no say.
    """
    rows = tuple(cues)
    articles = (Article(id=cue.id, text=cue.example) for cue in rows)
    results = extract_all(articles, settings=replace(settings, classifier=None))
    for cue, (_, found) in zip(rows, results, strict=True):
        if not any(_says(cue, statement) for statement in found):
            yield FailedExample(cue=cue, found=tuple(found))


def _says(cue: Cue, statement: Statement) -> bool:
    return (
        statement.relation == cue.relation
        and _names(statement.subject, cue.subject)
        and _names(statement.object, cue.object)
    )


def _names(mention: Mention, wanted: str) -> bool:
    """True if the words and the mention overlap: "Israeli civilians" and the group's own name."""
    forms = [form.casefold() for form in (mention.text, mention.name) if form]
    return any(wanted.casefold() in form or form in wanted.casefold() for form in forms)
