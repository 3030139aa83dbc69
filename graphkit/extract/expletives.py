"""Pronouns that stand for no actor: expletives, contents of speech, what a predicate describes.

Source: Huddleston & Pullum (2002), chapter 17, 2.5 (dummy pronouns), and 4, 5.5 (predicatives).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphkit.extract.antecedents import SUBJECT_DEPS
from graphkit.extract.referents import Scene
from graphkit.extract.trees import VERBAL, child
from graphkit.sentences import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Resolver

CLAUSES: Final = frozenset({"ccomp", "xcomp", "advcl", "csubj"})
DESCRIBED: Final = frozenset({"it", "they"})


class Expletives:
    """Tells the empty pronouns of one sentence."""

    def __init__(self, scene: Scene, resolver: Resolver) -> None:
        self._scene = scene
        self._resolver = resolver

    def is_empty(self, token: Token) -> bool:
        """True for a pronoun that stands for no actor."""
        if token.lower in DESCRIBED and self._is_described(token):
            return True
        return token.lower == "it" and (
            self._is_expletive(token) or self._is_content(token) or self._is_judged(token)
        )

    def _is_described(self, token: Token) -> bool:
        """ "It is the third attack", "they were part of a plan": what is no actor's name."""
        verb = token.head
        said = child(verb, "attr")
        if token.dep != "nsubj" or verb.lemma != "be" or said is None or said.tag != "NN":
            return False
        found = self._resolver.resolve(said)
        return all(r.mention.kind == "topic" for r in found)

    def _is_judged(self, token: Token) -> bool:
        """ "Condemned the killing, calling it a crime": what was done."""
        naming = self._scene.words("naming")
        if token.dep in SUBJECT_DEPS and token.head.dep in CLAUSES:  # a small clause
            return token.head.head.lemma in naming and token.head.pos not in VERBAL
        return token.dep == "dobj" and token.head.lemma in naming

    def _is_expletive(self, token: Token) -> bool:
        """ "It is raining", "it remains unclear whether ...", "it was Marin who spoke"."""
        verb = token.head
        if token.dep in SUBJECT_DEPS and verb.pos == "ADJ":
            return any(map(_is_content, verb.children))  # "makes it impossible to leave"
        if token.dep not in SUBJECT_DEPS or verb.pos not in VERBAL:
            return False
        if verb.lemma in self._scene.words("weather"):
            return True
        said = child(verb, "acomp", "attr", "oprd")
        if said is None:
            return False
        if said.pos == "PROPN" and child(said, "relcl") is not None:
            return True
        clauses = [c for t in (verb, said) for c in t.children if c.dep in CLAUSES and c.i > said.i]
        empty = said.lemma in self._scene.words("impersonal") or (
            said.pos == "ADJ" and said.lemma not in self._scene.words("disposed")
        )
        return empty and any(map(_is_content, clauses))

    def _is_content(self, token: Token) -> bool:
        """ "Paris denied it": what was said, and nobody."""
        kind = self._scene.ontology.speech.get(token.head.lemma)
        return token.dep == "dobj" and kind in ("admit", "claim", "deny", "say", "think")


def _is_content(clause: Token) -> bool:
    """ "that ...", "whether ...", "to ...": what an expletive stands for."""
    marks = {c.lower for c in clause.children if c.dep == "mark"}
    return bool(marks & {"that", "whether"}) or (
        clause.dep == "xcomp" and any(c.tag == "TO" for c in clause.children)
    )
