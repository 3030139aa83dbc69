"""Store -> the selected statements, read once, and the names of the parties in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from graphkit.rows import Vocabulary
from graphkit.selections import (
    Filters,
    Selection,
    SourcedStatement,
    actors_named,
    read_selection,
    select_statements,
)
from graphkit.store import Store


@dataclass(frozen=True, kw_only=True)
class Reading:
    """The statements that pass the filters, newest first, without ties of an actor to itself."""

    selection: Selection
    rows: tuple[SourcedStatement, ...]
    country_name: Callable[[str], str | None]

    def name(self, party: str) -> str:
        """Returns the name of a party, or of any actor, place or topic."""
        entity = self.selection.entities.get(party)
        if entity is not None:
            return entity.name
        code = party.partition(":")[2]
        return self.country_name(code) or code

    def together(self, names: Sequence[str]) -> str:
        """Returns the proper names of actors that a user named, as one."""
        sides = (actors_named(self.selection, (name,)) for name in names)
        return " and ".join(next(iter(side.values())) for side in sides)


def read_statements(store: Store, filters: Filters, *, vocabulary: Vocabulary) -> Reading:
    """Reads the statements that pass the filters, whatever `limit` says.

    Raises:
        PictureError: see `select_statements`.
    """
    selection = select_statements(store, filters)
    rows = tuple(row for row in read_selection(store, selection) if not row.named_twice)
    return Reading(selection=selection, rows=rows, country_name=vocabulary.country_name)
