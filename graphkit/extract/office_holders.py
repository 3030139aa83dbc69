"""Dated register of office holders -> who held which office of which state on a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from graphkit.ontology import Ontology, Role

SINGLE_OFFICES: Final = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
)
"""Offices that one person of a state holds at a time."""
ARTICLE: Final = re.compile(r"^(al|as|ash|el|ad|ar|at|az)[-–]", re.IGNORECASE)
"""The Arabic article before a surname, in the spellings of newspapers."""


class OfficeHolders:
    """The dated register of office holders, indexed once for all articles."""

    def __init__(self, ontology: Ontology) -> None:
        self._classes = ontology.classes
        self.by_person: dict[str, list[Role]] = {}
        self.by_surname: dict[str, list[Role]] = {}
        self.by_office: dict[tuple[str, str], list[Role]] = {}
        for role in ontology.roles:
            self.by_person.setdefault(role.person, []).append(role)
            self.by_surname.setdefault(self._surname(role).casefold(), []).append(role)
            self.by_office.setdefault((role.role, role.country), []).append(role)

    def _surname(self, role: Role) -> str:
        """The family name: the first one in China, Korea and Vietnam."""
        first = "family name first" in self._classes.get(f"country:{role.country}", ())
        return bare_surname(role.name.split()[0 if first else -1])

    def is_surname(self, word: str, day: dt.date | None) -> bool:
        """True if just one person in office on the day has this surname."""
        rows = self.by_surname.get(word.casefold(), ())
        return day is not None and len({r.person for r in rows if r.covers(day)}) == 1


def bare_surname(word: str) -> str:
    """ "al-Jubeir" -> "Jubeir": newspapers leave out the article before an Arabic surname."""
    return ARTICLE.sub("", word)
