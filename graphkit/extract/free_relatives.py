"""Grafted tree -> "what it called a truce" hangs where "a truce" would.

The name stands for the thing: who welcomes what he calls a truce welcomes a truce, and whoever
gives the name is told in a relative clause of it.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from graphkit.extract.grafts import Grafts

PLACES: Final = {"ccomp": "dobj", "dobj": "dobj", "pcomp": "pobj", "pobj": "pobj", "csubj": "nsubj"}
"""As what the name hangs, by what its clause was."""


def hang_names(tree: Grafts, naming: Set[str]) -> None:
    """Hangs the names that clauses with "what" give in the places of these clauses.

    Args:
        tree: the sentence.
        naming: lemmas of the verbs that give a name.
    """
    for what in tree.words:
        verb = tree.heads[what.i]
        if what.lower != "what" or verb < what.i or tree.words[verb].lemma not in naming:
            continue
        place = PLACES.get(tree.deps[verb])
        name = _name(tree, verb)
        if place is None or name is None:
            continue
        tree.hang(name, tree.heads[verb], place)
        tree.hang(verb, name, "relcl")
        for word in tree.children(verb):
            if word > name and tree.deps[word] == "prep":
                tree.hang(word, name, "prep")  # "aggression in Ukraine"


def _name(tree: Grafts, verb: int) -> int | None:
    """Returns the head of the name that a verb gives: "called [a truce]", "described as [war]"."""
    for word in tree.children(verb):
        if word < verb:
            continue
        if tree.deps[word] in ("oprd", "dobj") and tree.words[word].pos in ("NOUN", "PROPN"):
            return word
        if tree.deps[word] == "prep" and tree.words[word].lower == "as":
            return next((w for w in tree.children(word) if tree.deps[w] == "pobj"), None)
    return None
