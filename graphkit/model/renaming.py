"""A training sentence -> the same sentence about others (numpy- and torch-free).

What is said of two should count, not of whom it is usually said: now and then a sentence is seen
with other names of the same kinds.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from graphkit.model.examples import Example

NAMED: Final = frozenset({"country", "person", "organization", "group"})
"""Kinds of mentions that change their names; places and topics belong to what is said."""
CHANGED: Final = 0.7
"""The chance of each name to be changed in a sentence that is renamed."""


class Renamer:
    """Holds the names of a training set by their kinds."""

    def __init__(self, examples: Iterable[Example]) -> None:
        names: dict[str, list[str]] = {}
        for example in examples:
            for n, kind in enumerate(example.kinds):
                if _is_name(example, n):
                    names.setdefault(kind, []).append(_words(example, n))
        self._names = names

    def renamed(self, example: Example, chance: random.Random) -> Example | None:
        """Returns the sentence with other names; None where mentions overlap."""
        new = {
            n: chance.choice(self._names[kind])
            for n, kind in enumerate(example.kinds)
            if kind in self._names and _is_name(example, n) and chance.random() < CHANGED
        }
        return with_words(example, new)


def with_words(example: Example, new: Mapping[int, str]) -> Example | None:
    """Returns the sentence with other words for some mentions; None where mentions overlap."""
    parts, spans, at, length = [], dict[int, tuple[int, int]](), 0, 0
    for n in sorted(range(len(example.spans)), key=lambda n: example.spans[n]):
        start, end = example.spans[n]
        if start < at:
            return None
        words = new.get(n, example.text[start:end])
        parts += [example.text[at:start], words]
        length += start - at
        spans[n] = (length, length + len(words))
        length, at = length + len(words), end
    text = "".join((*parts, example.text[at:]))
    return replace(example, text=text, spans=tuple(spans[n] for n in range(len(spans))))


def _is_name(example: Example, mention: int) -> bool:
    """True for a mention that begins with a capital: "France", not "the ministers" or "he"."""
    return example.kinds[mention] in NAMED and _words(example, mention)[:1].isupper()


def _words(example: Example, mention: int) -> str:
    start, end = example.spans[mention]
    return example.text[start:end]
