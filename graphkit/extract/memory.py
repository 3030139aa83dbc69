"""What an article has spoken of so far, sentence by sentence: for whatever refers back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.records import Mention

ONE: Final = "one"
MANY: Final = "many"
"""Numbers of the thing that a sentence is about."""
SOMEBODY: Final = "somebody"
"""What a sentence is about that tells of a person without a name."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The actors or places that one noun phrase named: several for a coordination."""

    mentions: tuple[Mention, ...]
    is_subject: bool = False
    is_main: bool = False
    """True for the subject of the main clause."""
    is_plural: bool = False
    """True for several people under one name ("the Americans", "Hamas negotiators")."""
    is_nameless: bool = False
    """True for a group that has no name of its own ("rebels")."""

    in_passing: bool = False
    """True for a body named before another noun ("NATO headquarters")."""

    @property
    def is_place(self) -> bool:
        """True where something happens, rather than who does it."""
        return self.mentions[0].kind == "place"

    @property
    def is_named(self) -> bool:
        """True for actors that have a name, and are more than part of another's."""
        return not (self.is_place or self.is_nameless or self.in_passing)


class Memory:
    """The actors and places of the article's sentences read so far."""

    def __init__(self) -> None:
        self._sentences: list[Sequence[Seen]] = []
        self._themes: list[str] = []
        self._organs: dict[str, Mention] = {}

    def begin_sentence(self) -> None:
        """Opens the next sentence."""
        self._sentences.append([])
        self._themes.append("")

    def note(self, seen: Sequence[Seen], *, theme: str = "") -> None:
        """Remembers what the present sentence speaks of, in the order of its words.

        Args:
            seen: its actors and places.
            theme: "one" or "many" if its main clause is about a thing or things, no actor;
                "somebody" if it is about a person whom nobody names.
        """
        self._sentences[-1] = seen
        self._themes[-1] = theme

    def before(self, index: int) -> list[Sequence[Seen]]:
        """Returns what the sentences before one spoke of, first one first."""
        return self._sentences[:index]

    def themes(self, index: int) -> list[str]:
        """Returns the themes of the sentences before one, first one first."""
        return self._themes[:index]

    def note_organ(self, phrase: str, state: Mention) -> None:
        """Remembers whose "foreign ministry" was spoken of."""
        self._organs[phrase] = state

    def organ(self, phrase: str) -> Mention | None:
        """Returns the state whose organ was last named by this phrase."""
        return self._organs.get(phrase)
