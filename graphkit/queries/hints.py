"""Why no row may have come: names that the store does not hold, with the nearest that it does."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graphkit.queries.reading import Query, Value
from graphkit.store import Store

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

NEAREST: Final = 5

_NAMES: Final = "MATCH (n:{label}) RETURN DISTINCT n.name AS name"
_OUTLETS: Final = "MATCH (n:Article) RETURN DISTINCT n.outlet AS name"


def unknown_names(store: Store, query: Query, values: Mapping[str, Value]) -> Iterator[str]:
    """Yields a line for each value that names nothing in the store."""
    for parameter in query.parameters:
        value = values[parameter.name]
        if parameter.type != "text" or not isinstance(value, str) or not value:
            continue
        if parameter.name in FILTERS and parameter.name != "outlet":
            continue
        near = nearest(value, _known(store, parameter.name))
        if near is not None:
            hint = f"the nearest are {', '.join(near)}" if near else "nothing in the store is near"
            yield f"{parameter.name}: no name is {value!r}; {hint}"


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
