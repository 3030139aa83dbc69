"""What `query`, `why` and `stance` share: run a question, print it, help when it is empty."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Final

import typer

from graphkit.cli.console import notice, stdout
from graphkit.cli.tables import Format, render
from graphkit.queries import Query, bind, without_picture
from graphkit.store import Store, Table
from graphkit.store.analysis import LABELS, POSITION, TYPES, read_analysis

SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", "-s", help="A parameter as NAME=VALUE; may be given several times."),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", "-n", min=1, help="At most so many rows.")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")]

FILTERS: Final = (
    "since",
    "until",
    "status",
    "negation",
    "min_confidence",
    "outlet",
    "months",
    "least",
    "today",
    "outcome",
    "phase",
    "verdict",
    "change",
    "kind",
    "direction",
)
"""Parameters that narrow an answer rather than name something."""

ACTORS: Final = frozenset(
    {"actor", "a", "b", "speaker", "visitor", "mediator", "party", "sender", "author", "asker"}
    | {"asked", "critic"}
)
"""Parameters that name an actor."""

ANALYSED: Final = re.compile(rf":({'|'.join((*LABELS, *TYPES))})\b|\.{POSITION}\b")
"""What in a question's Cypher reads an analysis."""

NEAREST: Final = 5
LEAST_WIDTH: Final = 60
PIPED_WIDTH: Final = 120

_NAMES: Final = "MATCH (n:{label}) RETURN DISTINCT n.name AS name"
_OUTLETS: Final = "MATCH (n:Article) RETURN DISTINCT n.outlet AS name"


def read_settings(pairs: Iterable[str]) -> dict[str, str]:
    """Returns NAME=VALUE pairs as a dict; of two for one name the last holds."""
    settings = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise typer.BadParameter(f"{pair!r} is not NAME=VALUE", param_hint="--set")
        settings[name.strip()] = value
    return settings


def ask(
    store: Store, query: Query, settings: Mapping[str, str], *, limit: int | None, form: Format
) -> None:
    """Prints the answer to a canned question; what to try next goes to stderr."""
    cypher, values = bind(query, settings, limit=limit)
    table = without_picture(store.run(cypher, values))
    print_table(table, form)
    most = limit or query.limit
    waits = bool(ANALYSED.search(query.text)) and not _told_of_analysis(store)
    if not table.rows and not waits:
        for line in empty_answer(store, query, values):
            notice("{}", line)
    elif len(table.rows) == most:
        notice("the first {} rows; there may be more: --limit N", most)


def _told_of_analysis(store: Store) -> bool:
    """Tells what is amiss with the store's analysis; returns whether there is one."""
    analysis = read_analysis(store)
    if analysis is None:
        notice("the store holds no analysis; make one: graphkit analyse")
    elif analysis.outdated:
        notice("the store has changed since its analysis; make a new one: graphkit analyse")
    return analysis is not None


def print_table(table: Table, form: Format) -> None:
    """Prints an answer on stdout."""
    console = stdout()
    sized = console.is_terminal or "COLUMNS" in os.environ
    width = max(console.width, LEAST_WIDTH) if sized else PIPED_WIDTH
    typer.echo(render(table, form, width=width), nl=False)


def empty_answer(store: Store, query: Query, values: Mapping[str, object]) -> list[str]:
    """Returns what may be wrong when no row came: unknown names, and filters that narrow."""
    lines = ["no row answers this"]
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.type != "text" or not isinstance(value, str) or not value:
            continue
        if parameter.name in FILTERS and parameter.name != "outlet":
            continue
        near = nearest(value, _known(store, parameter.name))
        if near is not None:
            hint = f"the nearest are {', '.join(near)}" if near else "nothing in the store is near"
            lines.append(f"{parameter.name}: no name is {value!r}; {hint}")
    narrowed = [p.name for p in query.parameters if p.name in FILTERS and _narrows(values[p.name])]
    if narrowed and len(lines) == 1:
        off = " ".join(
            f"--set {name}={'0' if name == 'min_confidence' else ''}" for name in narrowed
        )
        lines.append(f"without filters: {off}")
    return lines


def _narrows(value: object) -> bool:
    return bool(value) and not (isinstance(value, int) and not isinstance(value, bool))


def _known(store: Store, parameter: str) -> list[str]:
    """Returns the names that a parameter's value could be, sorted."""
    if parameter == "relation":
        return _column(store, "MATCH (s:Statement) RETURN DISTINCT s.relation AS name")
    if parameter == "outlet":
        return _column(store, _OUTLETS)
    labels: Sequence[str] = ("Actor", "Place", "Topic", "Issue")
    if parameter in ACTORS:
        labels = ("Actor",)
    elif parameter == "topic":
        labels = ("Topic", "Issue")
    found = {name for label in labels for name in _column(store, _NAMES.format(label=label))}
    return sorted(found)


def _column(store: Store, cypher: str) -> list[str]:
    return sorted({row[0] for row in store.run(cypher).rows if isinstance(row[0], str)})


def nearest(word: str, known: Sequence[str]) -> list[str] | None:
    """Returns the known names nearest to a word, the best first, or None if it is known itself."""
    wanted = word.casefold()
    folded = {name.casefold(): name for name in reversed(known)}
    if any(f" {wanted} " in f" {name} " for name in folded):
        return None
    words = wanted.split()
    holding = [name for key, name in sorted(folded.items()) if any(w in key.split() for w in words)]
    close = [
        folded[key] for key in difflib.get_close_matches(wanted, folded, n=NEAREST, cutoff=0.6)
    ]
    return list(dict.fromkeys([*close, *holding]))[:NEAREST]
