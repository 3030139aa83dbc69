"""Direct questions: who asks whether something is so does not say that it is.

"Can we deny the role of the United States?" denies nothing; but "Why did Iran attack Israel?" takes
the attack for granted, and so does what hangs on a question as a relative clause.
Source: Huddleston & Pullum (2002), 10.4, on polar, variable and presupposing questions.
"""

from __future__ import annotations

from typing import Final

from graphkit.extract.trees import VERBAL, child
from graphkit.sentences import Token

PRESUPPOSING: Final = frozenset({"why", "how", "when", "where"})
"""Question words whose question takes the deed for granted."""
UPWARDS: Final = frozenset(
    {"xcomp", "ccomp", "conj", "pcomp", "acomp", "attr", "dobj", "prep", "pobj"}
)
"""Labels by which a deed is part of what is asked."""
MOST_STEPS: Final = 8


def is_asked(token: Token) -> bool:
    """True for a deed that a direct question asks about."""
    for _ in range(MOST_STEPS):
        if token.pos in VERBAL and _is_question(token):
            return True
        if token.dep not in UPWARDS or token.head is token:
            return False
        token = token.head
    return False


def _is_question(verb: Token) -> bool:
    """True for a clause with a question mark and an auxiliary or "what" before its subject."""
    if not any(c.text == "?" for c in verb.children):
        return False
    if any(c.lower in PRESUPPOSING for c in verb.children):
        return False
    subject = child(verb, "nsubj", "nsubjpass")
    if subject is None:
        return False
    if subject.lower in ("who", "what", "which"):
        return True
    auxiliaries = [c for c in verb.children if c.dep in ("aux", "auxpass")]
    first = min((c.i for c in auxiliaries), default=verb.i)
    return first < subject.i
