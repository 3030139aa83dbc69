"""What the words beside a deed say about it: "did not", "will", "no talks", "by no means".

`ModalRows` looks up the rows of `modals.csv`; `OwnWords` reads the children of one word with them.
Source: the futurate present follows Huddleston & Pullum (2002), 4.2.3 and 4.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphkit.extract.conditions import (
    has_condition,
    is_as_long_as,
    is_conditional_mark,
    is_inverted,
    is_still_to_come,
)
from graphkit.extract.reports import ReportWords
from graphkit.extract.trees import NOMINAL, VERBAL, child, first_conjunct, phrasal_lemmas, subtree
from graphkit.ontology import Modal, Ontology
from graphkit.sentences import Token

Effect = tuple[Modal, Token]
"""What a word does to a deed, and the word."""
SHORT: Final = {
    "wo": "will",
    "'ll": "will",
    "’ll": "will",
    "ca": "can",
    "'d": "would",
    "’d": "would",
}
ARGUMENTS: Final = frozenset({"dobj", "attr", "nsubj", "nsubjpass"})
NOBODY: Final = frozenset({"nobody", "none", "nothing"})
NARROWING: Final = frozenset({"just", "merely", "only", "simply"})
"""After "not" these add to the deed instead of denying it: "has not only condemned Iran"."""
TIMES: Final = frozenset({"npadvmod", "advmod", "pobj"})
MOST_WORDS: Final = 4
"""Words in the longest adverbial phrase that is looked up ("out of the question")."""


def effect(word: str, status: str | None = None, *, negated: bool = False) -> Modal:
    """Returns what a word does that grammar, not a row, gives its meaning."""
    return Modal(word=word, pos="grammar", status=status, negated=negated, complement="")


def is_past(word: Token) -> bool:
    """True for "was able", "allowed", "had planned", "were to": the clause is about the past."""
    if word.tag == "VBD" or any(c.tag == "VBD" for c in word.children if c.dep.startswith("aux")):
        return True
    return word.pos == "ADJ" and word.head.tag == "VBD"


class ModalRows:
    """The rows of `modals.csv`, by word and part of speech."""

    def __init__(self, ontology: Ontology) -> None:
        self._rows: dict[tuple[str, str], list[Modal]] = {}
        for modal in ontology.modals:
            self._rows.setdefault((modal.word, modal.pos), []).append(modal)

    def of(self, word: str, pos: str) -> list[Modal]:
        """Returns all rows of a word."""
        return self._rows.get((word, pos), [])

    def best(self, word: Token, pos: str, *complements: str) -> Modal | None:
        """Returns the row of a governing word that fits best, by the first complement with one."""
        for complement in complements:
            for lemma in self._names(word, pos):
                rows = self.of(lemma, pos)
                exact = [r for r in rows if r.complement == complement]
                found = next(iter(exact or [r for r in rows if not r.complement]), None)
                if found is not None:
                    return found
        if pos == "verb" and word.tag == "VBN":  # "are set to meet": used as an adjective
            return self.best(word, "adjective", *complements)
        return None

    def particle(self, verb: Token, particle: str) -> Modal | None:
        """Returns the row of "called off the visit" where the particle is parsed as its place."""
        rows = self.of(f"{verb.lemma} {particle}", "verb")
        return next((r for r in rows if r.complement == "obj"), None)

    def _names(self, word: Token, pos: str) -> Iterator[str]:
        """The words as rows may have them: "would welcome", "call off", "take place", "call"."""
        if pos == "verb":
            if _auxiliary(word, "would"):
                yield f"would {word.lemma}"
            if any(c.tag == "TO" for c in word.children):
                yield f"to {word.lemma}"
            yield from phrasal_lemmas(word)
            yield from (f"{word.lemma} {c.lemma}" for c in word.children if c.dep == "dobj")
        yield word.lower if pos == "adjective" else word.lemma


def _auxiliary(verb: Token, word: str) -> Token | None:
    return next(
        (c for c in verb.children if c.dep == "aux" and SHORT.get(c.lower, c.lower) == word), None
    )


class OwnWords:
    """Reads what the children of a deed's word say of it."""

    def __init__(self, ontology: Ontology, rows: ModalRows) -> None:
        self._rows = rows
        self._speech = ReportWords(ontology).asserting
        self._dated = ontology.words["motion"] | ontology.words["scheduled"]

    def of(self, token: Token, *, deed: bool) -> Iterator[Effect]:
        """Yields the effects of "will", "not", "if", "possible", "no", "on Monday".

        Args:
            token: the word whose children are read.
            deed: True for the deed's own word, whose arguments may deny it ("no troops").
        """
        for c in token.children:
            found = self._of_child(c, token)
            if found is not None:
                yield found, c
            elif deed and c.dep in ARGUMENTS and token.pos in VERBAL:
                yield from _denying_argument(c)
        ahead = self._futurate(token)
        if ahead is not None or is_still_to_come(token):
            yield effect("futurate", "planned"), ahead or token
        if is_as_long_as(token):
            yield effect("as long as", "possible"), token

    def _of_child(self, c: Token, token: Token) -> Modal | None:
        if c.dep in ("neg", "preconj") or (c.dep == "det" and token.pos in NOMINAL):
            return _denial(c, token) or _free_choice(c)
        if is_conditional_mark(c):
            return effect(c.lower, "possible")
        if c.dep == "aux":
            fronted = (self._adverbial(g) for g in c.children)  # "at no time did it attack"
            return next((m for m in fronted if m), None) or self._of_auxiliary(c, token)
        if c.lower == "longer" and any(g.lower in ("no", "any") for g in c.children):
            return effect("no longer", negated=True)
        if c.dep == "advcl" and any(g.dep == "mark" and g.lower == "unless" for g in c.children):
            return effect("unless", "possible")
        if token.pos in VERBAL:
            return self._adverbial(c)
        return self._modifier(c) if token.pos in NOMINAL else None

    def _adverbial(self, c: Token) -> Modal | None:
        """ "Perhaps", "hardly"; "at no time", "under consideration"."""
        if c.dep == "advmod":
            return next((m for m in self._rows.of(c.lower, "adverb") if not m.complement), None)
        if c.dep != "prep":
            return None
        words = [t.lower for t in sorted(subtree(c), key=lambda t: t.i)]
        phrases = (" ".join(words[:n]) for n in range(2, MOST_WORDS + 1))
        return next((m for p in phrases for m in self._rows.of(p, "adverb")), None)

    def _modifier(self, c: Token) -> Modal | None:
        """ "A possible visit", "tomorrow's talks", "talks planned for May", "talks to be held"."""
        if c.dep == "amod":
            rows = self._rows.of(c.lower, "adjective")
            return next((m for m in rows if m.complement in ("", "noun")), None)
        if c.dep in ("poss", "compound", "nmod") and _is_coming(c, named=False):
            return effect(c.lower, "planned")
        if c.dep != "acl" or c.pos not in VERBAL:
            return None
        if c.tag == "VB" and any(g.dep == "auxpass" for g in c.children):
            return effect("to be", "planned")
        return self._rows.best(c, "verb", "obj") if c.tag in ("VBN", "VBD") else None

    def _of_auxiliary(self, aux: Token, verb: Token) -> Modal | None:
        word = SHORT.get(aux.lower, aux.lower)
        modal = next(iter(self._rows.of(word, "aux")), None)
        if modal is None:
            return None
        if word == "should" and is_inverted(aux, verb):
            return effect("should", "possible")  # "Should the deal lapse, Iran could attack"
        if word == "will" and has_condition(verb):
            return effect("will", "possible")  # "will pay if Peru does"
        if word == "would" and self._is_reported(verb):
            return effect("would", "planned")
        if word == "would" and child(verb, "neg") is not None and not _is_conditional(verb):
            return None  # "would not see him" in May: refused to
        return modal

    def _is_reported(self, clause: Token) -> bool:
        """ "said it would send" is "will send" in the past; else "would" is under a condition."""
        verb = first_conjunct(clause)
        if _is_conditional(clause):
            return False
        above = verb.head
        if verb.dep == "ccomp":
            told = above.head if above.tag == "VBG" else above  # "spoke, telling them he would"
            return above.lemma in self._speech and told.tag in ("VBD", "VBN")
        promise = self._rows.best(above, "noun", "that", "to") if verb.dep == "acl" else None
        return promise is not None and promise.status == "planned"  # "his word that he would"

    def _futurate(self, verb: Token) -> Token | None:
        """ "Flies to Delhi on Monday", "is meeting Xi tomorrow": the time of a planned deed."""
        progressive = verb.tag == "VBG" and any(
            c.dep == "aux" and c.lower in ("is", "are", "'s", "’s", "'re", "’re", "am")
            for c in verb.children
        )
        if not progressive and not (verb.tag in ("VBZ", "VBP") and verb.lemma in self._dated):
            return None
        times = [c for c in verb.children if c.dep in TIMES]
        times += [g for c in verb.children if c.dep == "prep" for g in c.children]
        return next((t for t in times if t.dep in TIMES and _is_coming(t, named=True)), None)


def _is_coming(time: Token, *, named: bool) -> bool:
    """True for "tomorrow", "next week" and, where asked for, a named day or month."""
    if time.lower == "tomorrow" or any(c.lower == "next" for c in time.children):
        return time.lower == "tomorrow" or time.ent in ("DATE", "TIME")
    past = any(c.lower in ("last", "past", "every", "each", "this") for c in time.children)
    return named and time.tag == "NNP" and time.ent == "DATE" and not past


def _is_conditional(clause: Token) -> bool:
    return any(c.dep == "advcl" and child(c, "mark") for c in clause.children)


def _denial(word: Token, token: Token) -> Modal | None:
    """ "Not", "never", "neither", "no talks"; but "not only", and "No 10" is an address."""
    if word.dep == "preconj" or word.dep == "det":
        return effect(word.lower, negated=True) if word.lower in ("no", "neither") else None
    after = sorted((c for c in token.children if c.i > word.i), key=lambda c: c.i)
    following = after[0] if after else token
    if word.lower == "not" and following.i == word.i + 1 and following.lower in NARROWING:
        return None
    if is_past(token) and any(_is_until(c) for c in after):
        return None  # "did not warn them until May": then he did
    until = following.lower == "until" and token.lemma == "be" and _is_cleft(token)
    return None if until else effect(word.lower, negated=True)


def _is_cleft(be: Token) -> bool:
    """ "It was not until May that they met": they did."""
    return any(c.dep in ("nsubj", "expl") and c.lower == "it" for c in be.children)


def _is_until(word: Token) -> bool:
    """ "Until May", "until they had left"."""
    marked = any(c.dep == "mark" and c.lower == "until" for c in word.children)
    return (word.dep == "prep" and word.lower == "until") or (word.dep == "advcl" and marked)


def _free_choice(word: Token) -> Modal | None:
    """ "Any deal", "whichever treaty": one that need not come about."""
    return effect("any", "possible") if word.dep == "det" and word.lower == "any" else None


def _denying_argument(argument: Token) -> Iterator[Effect]:
    """ "Sent no troops", "conceded nothing", "not one soldier was sent"."""
    if argument.lower in NOBODY:
        if any(c.lower == "but" for c in argument.children):
            return  # "had nothing but praise"
        yield effect(argument.lower, negated=True), argument
        return
    if argument.pos == "NUM":
        return
    below = [t for c in argument.children for t in (c, *c.children)]
    nots = {t.i for t in below if t.lower == "not"}
    for c in argument.children:
        if c.dep in ("det", "neg", "preconj") and c.lower in ("no", "neither"):
            yield effect(c.lower, negated=True), c
        elif c.lower in ("a", "one") and c.i - 1 in nots:  # but "not every soldier" denies nothing
            yield effect("not", negated=True), c
