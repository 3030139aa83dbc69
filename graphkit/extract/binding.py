"""Where a pronoun may look within its sentence: the clauses above it, and what stands alike.

Source: Huddleston & Pullum (2002), The Cambridge Grammar of the English Language, chapter 17.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphkit.extract.antecedents import SUBJECT_DEPS
from graphkit.extract.frames import OBJECT_CONTROL
from graphkit.extract.trees import (
    FINITE,
    VERBAL,
    ancestors,
    child,
    first_conjunct,
    prepositions,
    subtree,
)
from graphkit.sentences import Token

MALE: Final = frozenset({"he", "him", "his", "himself"})
FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
THING: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
SECOND_PERSON: Final = frozenset({"you", "your", "yours", "yourself", "yourselves"})
THIRD_PERSON: Final = MALE | FEMALE | THING | PLURAL
POSSESSIVE: Final = frozenset({"his", "her", "hers", "its", "their", "theirs"})
OBJECT_DEPS: Final = frozenset({"dobj", "pobj", "dative", "iobj"})
ACCUSATIVE: Final = frozenset({"him", "them"})
REFLEXIVE: Final = frozenset({"himself", "herself", "itself", "themselves"})


def is_object(token: Token) -> bool:
    return token.dep in OBJECT_DEPS or token.lower in ACCUSATIVE


def clause_of(token: Token) -> Token | None:
    """The verb whose subject a pronoun cannot be: "wants them handed back" has "wants"."""
    verbs = (a for a in ancestors(token) if a.pos in VERBAL)
    clause = next(verbs, None)
    raised = token.lower in ACCUSATIVE and token.dep in SUBJECT_DEPS
    return next(verbs, clause) if raised else clause


def clauses_above(token: Token) -> Iterator[Token]:
    """ "Warned that China might arm Russia and asked its allies": "asked" is no part of "might"."""
    below = token
    for verb in ancestors(token):
        parted = below.dep == "conj" and below.tag in FINITE and verb.tag == "VB"
        if not parted:
            yield verb
        below = verb


def subjects_for(verb: Token, token: Token) -> list[Token]:
    """The subjects of a clause above a pronoun; one behind it if the pronoun is in an adjunct.

    "In his warning to Syria, Obama said": a fronted adjunct may look ahead.
    """
    subjects = [c for c in verb.children if c.dep in SUBJECT_DEPS]
    if not subjects:  # "Trump, as he did on Thursday, denied that he": read as a call
        subjects = [c for c in verb.children if c.dep == "intj" and c.pos == "PROPN"]
    if not subjects and verb.dep == "acl" and verb.tag == "VBG":
        subjects = [verb.head]  # "officials insisting that they did not"
    fronted = any(
        c.dep in ("prep", "advcl") and c.i < verb.i and token in subtree(c) for c in verb.children
    )
    return [c for c in subjects if c.i < token.i or (fronted and c.pos == "PROPN")]


def controllers(verb: Token) -> list[Token]:
    """ "Called on the U.S. to change its policy": who is to do it is the object above."""
    above = verb.head
    infinitive = verb.dep in ("xcomp", "advcl") and any(c.tag == "TO" for c in verb.children)
    denied = child(verb, "neg") is not None  # "urged Seoul not to meddle in its ..."
    if not infinitive or denied:
        return []
    objects = [c for c in above.children if c.dep == "dobj" and c.i < verb.i]
    objects = [] if above.lemma in OBJECT_CONTROL else objects
    return objects + [t for p, t in prepositions(above) if p == "on" and t.i < verb.i]


def antecedent_of(subject: Token) -> Token:
    """ "Lawmakers who warned that they ...": the noun that a relative pronoun stands for."""
    clause = subject.head
    return clause.head if subject.tag in ("WP", "WDT") and clause.dep == "relcl" else subject


def parallel_owners(token: Token) -> list[Token]:
    """ "Russia's aggression in Ukraine and its annexation of Crimea": whose the first noun is.

    So too with "the U.S. commitment to the pact and its solidarity", whatever "and" joins.
    """
    first = first_conjunct(token.head)
    if token.dep != "poss" or first is token.head:
        return []
    above = first.head.head if first.dep == "pobj" and first.head.dep == "prep" else first
    return _owners_before(first) or _owners_before(above)


def _owners_before(noun: Token) -> list[Token]:
    """ "Russia's", "U.S." before a noun."""
    return [
        c
        for c in noun.children
        if c.i < noun.i and (c.dep == "poss" or (c.dep == "compound" and c.pos == "PROPN"))
    ]


def parallel_objects(token: Token) -> list[Token]:
    """ "Touted operations in Yemen and upheld them": the object of the verb before.

    Not "lost patience with Armenia and cut it off": a bare noun belongs to its verb.
    """
    verb = token.head
    if token.dep != "dobj" or verb.dep != "conj":
        return []
    objects = (c for c in verb.head.children if c.dep == "dobj" and c.i < verb.i)
    return [c for c in objects if c.tag != "NN" or child(c, "det", "poss", "amod")]


def is_same(token: Token, head: Token) -> bool:
    """ "He said his": a subject that is a pronoun of the same kind, whomever it means."""
    kinds = (MALE, FEMALE, THING, PLURAL)
    return any(token.lower in kind and head.lower in kind for kind in kinds)


def subject_of(verb: Token) -> Token | None:
    """Returns a verb's own subject, or that of the verb it is coordinated with."""
    while True:
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None or verb.dep != "conj" or verb.head is verb:
            return own
        verb = verb.head
