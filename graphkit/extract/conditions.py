"""Clauses that assert nothing by themselves: conditions, and questions direct and embedded.

Source: conditionals and interrogatives follow Huddleston & Pullum (2002), 8.14 and 10.2-10.5.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphkit.extract.trees import VERBAL, ancestors, child, subtree
from graphkit.ontology import Ontology
from graphkit.sentences import Token

CONDITIONS: Final = frozenset({"if", "unless", "provided", "whether"})
PRESENT: Final = frozenset({"VBZ", "VBP"})
ADVERBIAL: Final = frozenset({"advcl", "ccomp", "conj", "ROOT"})
"""What the parser makes of a condition that is told by its order of words alone."""
MODALS: Final = frozenset({"could", "might", "would", "should"})


def is_conditional_mark(mark: Token) -> bool:
    """True for "if", "unless"; but "even if" and "as if" suppose nothing."""
    before = {t.lower for t in (*mark.children, *mark.head.children) if t.i == mark.i - 1}
    return mark.dep == "mark" and mark.lower in CONDITIONS and not before & {"even", "as"}


def is_as_long_as(clause: Token) -> bool:
    """ "As long as there are guarantees": a condition in the words of time."""
    measure = clause.head
    marked = any(c.dep == "mark" and c.lower == "as" for c in clause.children)
    measured = measure.lower == "long" and any(c.lower in ("as", "so") for c in measure.children)
    return marked and measured


def is_inverted(aux: Token, verb: Token) -> bool:
    """True for an auxiliary before its subject, unless that makes a question."""
    subject = child(verb, "nsubj", "nsubjpass")
    before = subject is not None and aux.i < subject.i
    return before and all(t.text != "?" for t in subtree(verb))


def has_condition(clause: Token) -> bool:
    """True for a clause on which an if-clause hangs: "Chile will pay if Peru does"."""
    for c in clause.children:
        if c.dep == "advcl":
            inverted = any(g.dep == "aux" and g.lower in ("should", "were") and is_inverted(g, c)
                           for g in c.children)  # fmt: skip
            if inverted or any(is_conditional_mark(g) for g in c.children):
                return True
    return False


def is_still_to_come(clause: Token) -> bool:
    """ "Before he heads to Oslo", "until they have left": the present of a later time."""
    finite = (clause, *(c for c in clause.children if c.dep in ("aux", "auxpass")))
    if clause.dep not in ("advcl", "relcl") or not any(t.tag in PRESENT for t in finite):
        return False
    marks = {c.lower for c in clause.children if c.dep in ("mark", "advmod")}
    main = next((t for t in ancestors(clause) if t.pos in VERBAL), clause)
    ahead = any(c.dep == "aux" and c.lower in ("will", "'ll", "’ll") for c in main.children)
    return bool(marks & {"before", "until", "till"}) or ("when" in marks and ahead)


POSSIBLE: Final = frozenset({"can", "could", "may", "might"})
TELLING: Final = frozenset({"say", "claim", "show"})
"""Kinds of reports that, denied, leave it open what they report."""


class Unasserted:
    """Tells the clauses whose deeds are asked for, supposed against the fact, or not said."""

    def __init__(self, ontology: Ontology) -> None:
        self._asking = ontology.words["asking"]
        told = frozenset(w for w, kind in ontology.speech.items() if kind in TELLING)
        self._telling = told - ontology.words["factive"]

    def holds(self, word: Token) -> bool:
        """True for a deed in a question, in a condition that was not met, and the like."""
        return any(
            _is_polar_question(c) or self._is_embedded_question(c) or self._is_unsaid(c)
            or _is_unmet(c) or _is_excluded(c)
            for c in _clauses(word)
        )  # fmt: skip

    def _is_embedded_question(self, clause: Token) -> bool:
        """ "Asked whether she supported the war", "it is unclear if they met".

        "Considers whether to attack" deliberates a deed, and "asked whether she might go" weighs
        one: it is possible.
        """
        if any(c.tag == "TO" or c.lower in POSSIBLE for c in clause.children):
            return False
        mark = next((c for c in clause.children if c.dep == "mark"), None)
        if mark is None or mark.lower not in ("if", "whether") or clause.dep == "pcomp":
            return mark is not None and mark.lower == "whether"
        governor = clause.head
        near = (c for c in governor.children if c.dep in ("acomp", "nsubj", "attr"))
        return bool({governor.lemma, *(c.lemma for c in near)} & self._asking)

    def _is_unsaid(self, clause: Token) -> bool:
        """ "Did not say that Iran attacked": neither that it did nor that it did not."""
        report = clause.head
        denied = any(c.dep == "neg" for c in report.children)
        return clause.dep == "ccomp" and denied and report.lemma in self._telling


def _clauses(word: Token) -> Iterator[Token]:
    """The clauses around a word, up to one that stands whatever becomes of the clause above it.

    "Asked if the town that Iran attacked was safe": it attacked the town.
    """
    for t in (word, *ancestors(word)):
        if t.pos in VERBAL:
            yield t
        infinitive = any(c.tag == "TO" for c in t.children)
        if t.dep == "advcl" and not infinitive and any(c.dep == "mark" for c in t.children):
            return
        if t.dep == "amod":
            return
        if t.dep in ("relcl", "acl") and not infinitive and not _is_any(t.head):
            return


def _is_any(noun: Token) -> bool:
    return any(c.dep == "det" and c.lower == "any" for c in noun.children)


def _is_excluded(clause: Token) -> bool:
    """ "Any deal that Congress does not back": there need be none."""
    denied = any(c.dep == "neg" for c in clause.children)
    return clause.dep == "relcl" and denied and _is_any(clause.head)


def _is_polar_question(clause: Token) -> bool:
    """ "Did Iran attack?"; but "why did Iran attack?" takes it that it did."""
    helps = [c for c in clause.children if c.dep in ("aux", "auxpass")]
    helps = helps or [clause] if clause.pos == "AUX" else helps
    subject = child(clause, "nsubj", "nsubjpass", "expl")
    if subject is None or not helps or helps[0].i > subject.i:
        return False
    before = [t for t in subtree(clause) if t.i < helps[0].i]
    if any(t.tag.startswith("W") for t in before):
        return False
    return any(t.text == "?" and t.i > subject.i for t in subtree(clause))


def _is_unmet(clause: Token) -> bool:
    """ "Had it warned Peru, Chile could have won": it had not."""
    had = next((c for c in clause.children if c.dep == "aux" and c.lower == "had"), None)
    if had is None or clause.dep not in ADVERBIAL or not is_inverted(had, clause):
        return False
    around = (clause.head, *clause.children)
    return any(c.lower in MODALS for t in around for c in t.children if c.dep == "aux")
