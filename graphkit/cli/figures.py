"""Figures of an evaluation -> tables on the terminal, or one JSON object."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final

import typer
from rich.table import Table

from graphkit.cli.console import stdout
from graphkit.displays import clean
from graphkit.evaluate import (
    Cell,
    EventFigures,
    Finding,
    MarkedFigures,
    Rates,
    StatementFigures,
    grouped,
)
from graphkit.evaluate.event_causes import event_line
from graphkit.evaluate.events import Event

SHOWN: Final = 160
"""Characters of a sentence that stand in a line about an error."""
MOST_CELLS: Final = 10
"""Confusions that are shown; --json has them all."""
TITLES: Final = {"missed": "missed", "spurious": "false alarms", "faulty": "found, but"}


Figures = StatementFigures | EventFigures | MarkedFigures


def show_figures(figures: Figures, *, errors: int, as_json: bool) -> None:
    """Prints figures as tables or as one JSON object.

    Args:
        figures: of statements, events or marked sentences.
        errors: so many misses and false alarms are shown one by one.
        as_json: True for JSON.
    """
    if as_json:
        typer.echo(json.dumps(_json(figures), ensure_ascii=False, indent=2))
    elif isinstance(figures, StatementFigures):
        _show_statements(figures, errors=errors)
    elif isinstance(figures, EventFigures):
        _show_events(figures, errors=errors)
    else:
        _show_marked(figures)


def _json(figures: Figures) -> dict[str, Any]:
    if isinstance(figures, StatementFigures):
        return _statements_json(figures)
    if isinstance(figures, EventFigures):
        return _events_json(figures)
    return _marked_json(figures)


def _show_statements(figures: StatementFigures, *, errors: int) -> None:
    typer.echo(
        f"gold {figures.required} required, {figures.optional} optional; "
        f"predicted {figures.predicted}"
    )
    modes = {"strict": figures.strict, "lenient": figures.lenient}
    stdout().print(_rates_table("matching", modes))
    for mode, shares in figures.attributes.items():
        _show_shares(shares, of=f"{modes[mode].hits} {mode} pairs")
    _show_table("value (strict pairs)", figures.values["strict"])
    _show_table("relation (strict)", figures.relations)
    _show_cells("relation", figures.confusions)
    _show_causes(figures.errors)
    for name in ("missed", "spurious"):
        for finding in figures.errors[name][:errors]:
            typer.echo(clean(f"{name}: {_example(finding)} [{finding.cause}]"))


def _statements_json(figures: StatementFigures) -> dict[str, Any]:
    return {
        "kind": "statements",
        "required": figures.required,
        "optional": figures.optional,
        "predicted": figures.predicted,
        "strict": asdict(figures.strict),
        "lenient": asdict(figures.lenient),
        "attributes": dict(figures.attributes),
        "values": {mode: _plain(rates) for mode, rates in figures.values.items()},
        "relations": _plain(figures.relations),
        **_errors_json(figures.confusions, figures.errors),
    }


def _show_events(figures: EventFigures, *, errors: int) -> None:
    typer.echo(f"{figures.sentences} sentences")
    stdout().print(_rates_table("level", figures.levels))
    _show_shares(figures.attributes, of=f"{figures.typed} pairs of one type")
    _show_table("type", figures.types)
    _show_cells("type", figures.confusions)
    _show_causes(figures.errors)
    for miss in figures.missed[:errors]:
        typer.echo(clean(f"{miss.gold.id}: {miss.gold.text[:SHOWN]}"))
        typer.echo(f"  gold      {_events(miss.gold.events)}")
        typer.echo(f"  predicted {_events(miss.predicted)}")


def _events_json(figures: EventFigures) -> dict[str, Any]:
    return {
        "kind": "events",
        "sentences": figures.sentences,
        "levels": _plain(figures.levels),
        "typed": figures.typed,
        "attributes": dict(figures.attributes),
        "types": _plain(figures.types),
        **_errors_json(figures.confusions, figures.errors),
    }


def _show_marked(figures: MarkedFigures) -> None:
    first = next(iter(figures.measures), "")
    typer.echo(f"{figures.measures[first].count if first else 0} sentences")
    table = _table("measure", "macro-F1", "95 % of it", "accuracy", "classes")
    for name, m in figures.measures.items():
        between = f"{m.low:.3f}-{m.high:.3f}"
        table.add_row(name, f"{m.f1:.3f}", between, f"{m.accuracy:.3f}", str(len(m.classes)))
    stdout().print(table)
    for name, m in figures.measures.items():
        _show_table(name, m.classes)
    _show_cells(first, figures.confusions)


def _marked_json(figures: MarkedFigures) -> dict[str, Any]:
    measures = {name: asdict(m) for name, m in figures.measures.items()}
    return {
        "kind": figures.kind,
        "measures": measures,
        "confusions": _cells_json(figures.confusions),
    }


def _plain(rates: Mapping[str, Rates]) -> dict[str, Any]:
    return {name: asdict(r) for name, r in rates.items()}


def _cells_json(cells: Sequence[Cell]) -> list[dict[str, Any]]:
    return [asdict(cell) for cell in cells]


def _errors_json(cells: Sequence[Cell], errors: Mapping[str, Sequence[Finding]]) -> dict[str, Any]:
    causes = {name: [asdict(g) for g in grouped(found)] for name, found in errors.items()}
    return {"confusions": _cells_json(cells), "causes": causes}


def _table(*names: str) -> Table:
    """Returns a table without lines: the first column of words, the others of figures."""
    table = Table(box=None, pad_edge=False)
    for n, name in enumerate(names):
        table.add_column(name, justify="right" if n else "left")
    return table


def _rates_table(title: str, rows: Mapping[str, Rates], *, interval: bool = True) -> Table:
    between = ["95 % of F1"] if interval else []
    table = _table(title, "P", "R", "F1", *between, "right", "found", "gold")
    for name, r in rows.items():
        bounds = [f"{r.low:.3f}-{r.high:.3f}"] if interval else []
        counts = [str(r.hits), str(r.offered), str(r.wanted)]
        points = [f"{value:.3f}" for value in (r.precision, r.recall, r.f1)]
        table.add_row(name, *points, *bounds, *counts)
    return table


def _show_table(title: str, rows: Mapping[str, Rates]) -> None:
    if rows:
        typer.echo()
        stdout().print(_rates_table(title, rows, interval=False))


def _show_shares(shares: Mapping[str, float], *, of: str) -> None:
    if shares:
        told = "  ".join(f"{name} {share:.3f}" for name, share in shares.items())
        typer.echo(f"on {of}: {told}")


def _show_cells(what: str, cells: Sequence[Cell]) -> None:
    """Prints the most frequent confusions."""
    if not cells:
        return
    typer.echo()
    table = _table(f"{what} in gold", "found as", "times")
    table.columns[1].justify = "left"
    for cell in cells[:MOST_CELLS]:
        table.add_row(cell.gold, cell.predicted, str(cell.count))
    stdout().print(table)
    rest = cells[MOST_CELLS:]
    if rest:
        typer.echo(f"and {len(rest)} more, {sum(cell.count for cell in rest)} times")


def _show_causes(errors: Mapping[str, Sequence[Finding]]) -> None:
    """Prints the causes of errors, the most frequent first, each with its first example."""
    for name, findings in errors.items():
        if not findings:
            continue
        typer.echo(f"\n{TITLES[name]}: {len(findings)}")
        for group in grouped(findings):
            typer.echo(f"{group.count:5}  {group.cause}")
            typer.echo(clean(f"       {_example(group.example)}"))


def _example(finding: Finding) -> str:
    said = " / found ".join(line for line in (finding.gold, finding.predicted) if line)
    if finding.gold is None:
        said = f"found {said}"
    return f"{said} <- {finding.doc}: {finding.text[:SHOWN]}"


def _events(events: Sequence[Event]) -> str:
    return clean("; ".join(event_line(e) for e in events) or "none")
