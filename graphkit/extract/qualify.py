"""Polarity and status of a deed: denied, planned, possible, called for?

Gathers what the words beside the deed say (`modality`) and what each governing word does to it
(`governing`), up to the clause that asserts it, and makes one polarity and one status of that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graphkit.extract.frames import Frames
from graphkit.extract.governing import GoverningWords
from graphkit.extract.modality import ModalRows, OwnWords, is_past
from graphkit.ontology import Modal, Ontology
from graphkit.records import Status
from graphkit.sentences import Token

RANK: Final[dict[str, int]] = {"actual": 0, "planned": 1, "possible": 2, "called_for": 3}
MOST_STEPS: Final = 12
"""Words between a deed and the clause that asserts it: more than any sentence has."""


@dataclass(frozen=True)
class Quality:
    """Whether a deed is denied, its status, and the words that decided.

    `tried` is True where only "try", "attempt" and the like make it possible.
    """

    negated: bool
    status: Status
    words: tuple[Token, ...]
    tried: bool = False


@dataclass(frozen=True)
class _Found:
    """One effect, and how many words above the deed it was found."""

    level: int
    modal: Modal
    token: Token


class Qualifier:
    """Reads polarity and status with the modal rows of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        rows = ModalRows(ontology)
        self._own = OwnWords(ontology, rows)
        self._governing = GoverningWords(ontology, rows)
        self._enabling = ontology.words["enabling"]
        self._attempting = ontology.words["attempting"]

    def qualify(self, head: Token, frames: Frames) -> Quality:
        """Returns the quality of the deed that a verb, noun or adjective names."""
        found: list[_Found] = []
        for one in self._effects(head, frames):
            if all(one.token is not known.token for known in found):
                found.append(one)  # "held no talks": one denial, seen from the verb and the noun
        negated, status = False, "actual"
        tried = any(self._is_attempt(one) for one in found)
        for one in found:
            negated ^= one.modal.negated
            reached = self._status(one, found)
            if reached and RANK[reached] > RANK[status]:
                status = reached
            tried &= reached in (None, "actual") or self._is_attempt(one)
        words = tuple(f.token for f in found)
        return Quality(negated, status, words, tried and not negated)  # type: ignore[arg-type]

    def _is_attempt(self, one: _Found) -> bool:
        return one.modal.word in self._attempting

    def _effects(self, head: Token, frames: Frames) -> Iterator[_Found]:
        current: Token | None = head
        light = True
        bearer = frames.relative_verb(head)
        if bearer is not None:  # "the talks that they were to hold"
            yield from (_Found(0, m, t) for m, t in self._own.of(bearer, deed=True))
        for level in range(MOST_STEPS):
            if current is None:
                return
            for modal, token in self._own.of(current, deed=light):
                yield _Found(level, modal, token)
            step = self._governing.above(current, frames)
            if step.effect is not None:
                yield _Found(level + 1, *step.effect)
            current, light = step.above, step.light

    def _status(self, one: _Found, found: list[_Found]) -> str | None:
        """What an effect makes of the status, seen with the denials above it."""
        modal = one.modal
        if modal.word == "any" and any(f.modal.negated for f in found):
            return None  # "rejected any talks", "no sign of any attack"
        denied = any(f.modal.negated and f is not one and f.level >= one.level for f in found)
        if modal.status == "possible" and modal.negated and modal.pos == "verb":
            return "possible" if denied else "planned"  # "(did not) rule out a visit"
        if modal.status == "possible" and modal.word in self._enabling:
            done = is_past(one.token) and modal.pos != "aux"
            return None if denied or done else "possible"  # "could not visit", "was able to visit"
        return modal.status
