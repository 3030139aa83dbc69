"""Small questions to a dependency tree (spaCy's English labels), asked all over the extraction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphkit.sentences import Token

NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL: Final = frozenset({"VERB", "AUX"})
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})


def child(token: Token, *deps: str) -> Token | None:
    """Returns the first child with one of the labels."""
    return next((c for c in token.children if c.dep in deps), None)


def subtree(token: Token) -> Iterator[Token]:
    """Yields the token and all below it, in no particular order."""
    stack = [token]
    while stack:
        t = stack.pop()
        yield t
        stack.extend(t.children)


def ancestors(token: Token) -> Iterator[Token]:
    """Yields the heads above a token, nearest first."""
    while token.head is not token:
        token = token.head
        yield token


def common_word(one: Token, other: Token) -> Token:
    """Returns the lowest word above both, or one of them that stands above the other."""
    above = {id(t) for t in (one, *ancestors(one))}
    return next((t for t in (other, *ancestors(other)) if id(t) in above), one)


def conjuncts(token: Token) -> list[Token]:
    """Returns the nominal and those coordinated with it: "the U.S., Canada and Mexico"."""
    found = [token]
    for t in found:
        found.extend(c for c in t.children if c.dep == "conj" and c.pos in NOMINAL | {"ADJ"})
        # "Turkey, Qatar and Egypt" is at times parsed as appositions within a coordination
        if any(c.dep == "cc" for c in t.children) and any(c.dep == "conj" for c in t.children):
            found.extend(
                c for c in t.children if c.dep == "appos" and c.pos == "PROPN" and c not in found
            )
        found.extend(c for c in t.children if _is_listed(t, c) and c not in found)
    return sorted(found, key=lambda t: t.i)


def _is_listed(name: Token, beside: Token) -> bool:
    """ "Mali, Burkina Faso and Niger", parsed as Mali, which is Burkina Faso and Niger."""
    last = next((c for c in beside.children if c.dep == "conj"), None)
    listed = last is not None and name.ent == beside.ent == last.ent == "GPE"
    return listed and beside.dep == "appos" and beside.i > name.i


def first_conjunct(token: Token) -> Token:
    """Returns the head of the coordination the token belongs to."""
    while token.dep == "conj" and token.head is not token:
        token = token.head
    return token


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Yields (preposition, its complement) of a word.

    "talks in Geneva with Iran" gives (in, Geneva) and (with, Iran) also where the second
    preposition was attached to the first one's complement; "out of" counts as "of" and "out of".
    """
    for c in token.children:
        if c.dep in ("prep", "agent", "dative", "prt") and c.pos in (
            "ADP",
            "SCONJ",
            "PART",
            "VERB",
        ):
            yield from _complements(c, c.lower)


COMPLEX: Final = frozenset(
    {"response", "retaliation", "reprisal", "support", "addition", "exchange",
     "return", "light", "view", "wake", "connection", "protest", "opposition", "reaction", "line"}
)  # fmt: skip
"""Nouns of complex prepositions: "in response to", "in support of" (Quirk et al. 1985, 9.10)."""


LEADING: Final = frozenset({"according", "owing"})
"""First words of complex prepositions whose last word is no place of the verb's: "according to"."""


def _complements(adposition: Token, name: str) -> Iterator[tuple[str, Token]]:
    for c in adposition.children:
        if c.dep == "pobj" and name == "in" and c.lower in COMPLEX and not _determined(c):
            for g in c.children:
                if g.dep == "prep":
                    yield from _complements(g, f"in {c.lower} {g.lower}")
        elif c.dep in ("pobj", "pcomp"):
            yield name, c
        elif c.dep in ("prep", "pcomp") and c.pos == "ADP":
            if name not in LEADING:
                yield from _complements(c, c.lower)
            yield from _complements(c, f"{name} {c.lower}")
        elif c.dep == "conj" and c.pos == "ADP":
            yield from _complements(c, c.lower)


def _determined(noun: Token) -> bool:
    return any(c.dep in ("det", "poss") for c in noun.children)


def is_passive(verb: Token) -> bool:
    """True for "was expelled" and for a participle on its own ("diplomats expelled by ...")."""
    if verb.tag != "VBN":
        return any(c.dep in ("nsubjpass", "auxpass") for c in verb.children)
    if any(c.dep in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.dep == "acl":
        return child(verb, "nsubj") is None  # "a report that Rome had asked" is active
    auxiliaries = [c for c in verb.children if c.dep == "aux"]
    has_agent = any(c.dep == "agent" for c in verb.children)
    if verb.dep == "conj" and not auxiliaries and child(verb, "nsubj") is None:
        return has_agent or (is_passive(verb.head) and child(verb, "dobj") is None)
    return has_agent or (verb.dep == "advcl" and not auxiliaries and child(verb, "nsubj") is None)


def phrasal_lemmas(verb: Token) -> Iterator[str]:
    """Yields the lemma with its particle ("call off", "lash out", "bring together") if it has one.

    The parser calls the particle prt, advmod, or a preposition without complement.
    """
    for c in verb.children:
        if c.i > verb.i and c.dep in ("prt", "advmod", "prep", "acomp") and len(c.lower) <= 9:
            yield f"{verb.lemma} {c.lower}"
        elif asked_for(c) is not None:
            yield f"{verb.lemma} for"


def asked_for(clause: Token) -> Token | None:
    """ "Called for Iran to stop", parsed as a purpose: returns "Iran", who is to stop."""
    if clause.dep not in ("advcl", "xcomp", "ccomp", "acl", "relcl"):
        return None
    if not any(c.dep == "mark" and c.lower == "for" for c in clause.children):
        return None
    infinitive = any(c.tag == "TO" for c in clause.children)
    return child(clause, "nsubj", "nsubjpass") if infinitive else None


def asked(head: Token) -> list[tuple[str, Token]]:
    """ "Called for Iran to stop", "calls for China to lead": who is asked stands after "for"."""
    named = (asked_for(c) for c in head.children)
    return [("for", t) for t in named if t is not None]


def partner_verb(verb: Token, head: Token) -> Token:
    """Returns the verb that a coordinated one goes with, where the parser took a nearer one.

    "Urged Iran to stop and asked for talks", "has asked Iran to stop and warned it", "accused Iran
    of cheating and slammed its allies": a finite verb goes with a finite one, a participle with a
    participle.  "Accused Iran of arming rebels, and sending them money": a gerund goes with the
    gerund.
    """
    if verb.tag in FINITE | {"VBN"} and head.tag in ("VB", "VBG") and not _has_auxiliary(head):
        above = [t for t in ancestors(head) if t.tag in FINITE | {"VBN"}]
        return next((t for t in above if t.tag in FINITE), above[0] if above else head)
    if verb.tag == "VBG" and head.tag in FINITE and not _has_auxiliary(verb):
        gerunds = (t for c in head.children if c.dep == "prep" for t in c.children)
        return next((t for t in gerunds if t.dep == "pcomp" and t.tag == "VBG" and t.i < verb.i),
                    head)  # fmt: skip
    return head


def _has_auxiliary(verb: Token) -> bool:
    return any(c.dep in ("aux", "auxpass") and c.tag != "TO" for c in verb.children)


def is_recipient(noun: Token) -> bool:
    """ "Send Kabul five tonnes of flour", parsed as two objects: the first is whom it goes to."""
    if noun.dep != "dobj" or noun.pos != "PROPN":
        return False
    later = (c for c in noun.head.children if c.dep == "dobj" and c.pos == "NOUN" and c.i > noun.i)
    return any(noun.i + 1 == min(t.i for t in subtree(c)) for c in later)


def is_bare_object(name: Token) -> bool:
    """ "Refrain from bombing Baghdad", parsed as a measure."""
    return name.dep == "npadvmod" and name.ent == "GPE" and name.i > name.head.i
