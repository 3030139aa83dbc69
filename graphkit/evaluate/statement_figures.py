"""Predicted statements against gold -> figures: rates, attributes, confusions, causes of errors.

Optional gold counts in no recall, and the predictions it takes are left out of precision.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.evaluate.causes import Cell, Finding, cells
from graphkit.evaluate.figures import Rates, rates
from graphkit.evaluate.statement_causes import Errors
from graphkit.evaluate.statements import (
    Judge,
    Matched,
    Row,
    match_documents,
    same_speaker,
    speaker_of,
    status_of,
)
from graphkit.evaluate.witness import Seen
from graphkit.ontology import Ontology
from graphkit.records import STATUSES


@dataclass(frozen=True, kw_only=True)
class StatementFigures:
    """What a run is worth; all but `lenient` and what is given by mode is of the strict mode.

    `attributes` maps mode ("strict", "lenient") to the shares of matched pairs that agree on
    speaker, negation and status, and `values` to the rates of each value that is not the default
    one (negated, planned, ..., spoken) over these pairs; both are empty for a mode without a
    matched pair.  `confusions` are relations found instead of others between the right two.
    `errors` are what is missed, spurious, or found but faulty in an attribute, each with its cause.
    """

    strict: Rates
    lenient: Rates
    required: int
    optional: int
    predicted: int
    attributes: Mapping[str, Mapping[str, float]]
    values: Mapping[str, Mapping[str, Rates]]
    relations: Mapping[str, Rates]
    confusions: Sequence[Cell]
    missed: Sequence[Row]
    spurious: Sequence[Row]
    errors: Mapping[str, Sequence[Finding]]


def score_statements(
    gold: Sequence[Row],
    preds: Sequence[Row],
    ontology: Ontology,
    *,
    boot: int = 1000,
    seen: Mapping[str, Sequence[Seen]] | None = None,
) -> StatementFigures:
    """Returns strict and lenient figures of predicted statements against gold.

    Args:
        gold: statements as JSON objects; they may add `optional` and `aliases`.
        preds: statements as JSON objects.
        ontology: the vocabulary.
        boot: samples for the intervals; 0 leaves them out.
        seen: what extraction saw in the documents, if it ran here: tells misses apart further.
    """
    judge = Judge(ontology)
    strict = match_documents(gold, preds, judge, lenient=False)
    lenient = match_documents(gold, preds, judge, lenient=True)
    required = sum(not g.get("optional") for g in gold)
    errors = Errors(judge, strict, seen)
    return StatementFigures(
        strict=_rates(strict, boot),
        lenient=_rates(lenient, boot),
        required=required,
        optional=len(gold) - required,
        predicted=len(preds),
        attributes={"strict": _shares(_hits(strict)), "lenient": _shares(_hits(lenient))},
        values={"strict": _by_value(_hits(strict)), "lenient": _by_value(_hits(lenient))},
        relations=_by_relation(strict),
        confusions=cells((g["relation"], p["relation"]) for g, p in errors.confused),
        missed=[row for doc in strict for row in doc.missed],
        spurious=[row for doc in strict for row in doc.spurious],
        errors={"missed": errors.missed, "spurious": errors.spurious, "faulty": errors.faulty},
    )


def _hits(docs: Iterable[Matched]) -> list[tuple[Row, Row]]:
    return [pair for doc in docs for pair in doc.hits]


def _rates(docs: Iterable[Matched], boot: int) -> Rates:
    counts = [(len(doc.hits), len(doc.offered), len(doc.wanted)) for doc in docs]
    return rates(counts, boot=boot)


def _by_relation(docs: Sequence[Matched]) -> dict[str, Rates]:
    """Rates of each relation that was wanted or offered, by name."""
    hits = Counter(g["relation"] for g, _ in _hits(docs))
    offered = Counter(p["relation"] for doc in docs for p in doc.offered)
    wanted = Counter(g["relation"] for doc in docs for g in doc.wanted)
    return {
        name: rates([(hits[name], offered[name], wanted[name])], boot=0)
        for name in sorted({*wanted, *offered})
    }


def _shares(pairs: Sequence[tuple[Row, Row]]) -> dict[str, float]:
    """Shares of matched pairs that agree, or nothing without such a pair."""
    if not pairs:
        return {}
    agree: Counter[str] = Counter()
    for g, p in pairs:
        agree.update(
            speaker=same_speaker(g, p),
            negated=bool(g.get("negated")) == bool(p.get("negated")),
            status=status_of(g) == status_of(p),
        )
    return {name: agree[name] / len(pairs) for name in ("speaker", "negated", "status")}


def _by_value(pairs: Sequence[tuple[Row, Row]]) -> dict[str, Rates]:
    """Rates of each attribute value but the default one, over matched pairs.

    A speaker is right where both name the same one.
    """
    if not pairs:
        return {}
    told = [(_values(g), _values(p), same_speaker(g, p)) for g, p in pairs]
    out = {}
    for value in ("negated", *STATUSES[1:], "spoken"):
        hits = sum(value in g and value in p and (value != "spoken" or s) for g, p, s in told)
        offered, wanted = sum(value in p for _, p, _ in told), sum(value in g for g, _, _ in told)
        out[value] = rates([(hits, offered, wanted)], boot=0)
    return out


def _values(row: Row) -> set[str]:
    found = {status_of(row)}
    found |= {"negated"} if row.get("negated") else set()
    return found | ({"spoken"} if speaker_of(row) else set())
