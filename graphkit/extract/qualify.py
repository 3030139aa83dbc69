"""Polarity and status of a deed: denied, planned, possible, called for?

Walks from the word that carries the relation up to the clause that asserts it.  On the way,
auxiliaries ("will", "could", "did not") and governing words ("is set to", "plans a", "refused to",
"urged Iran to") each say what they do to the deed, as `modals.csv` has it.
Source: the reading of governing predicates follows FactBank (Saurí & Pustejovsky 2009).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graphkit.extract.frames import OBJECT_CONTROL, Frames
from graphkit.extract.trees import NOMINAL, VERBAL, child, first_conjunct
from graphkit.ontology import Modal, Ontology
from graphkit.records import Status
from graphkit.sentences import Token

RANK: Final[dict[str, int]] = {"actual": 0, "planned": 1, "possible": 2, "called_for": 3}
SHORT: Final = {
    "wo": "will",
    "'ll": "will",
    "’ll": "will",
    "ca": "can",
    "'d": "would",
    "’d": "would",
}
NEGATIONS: Final = frozenset({"not", "n't", "n’t", "never", "no"})
CONDITIONS: Final = frozenset({"if", "unless", "provided", "whether"})
ARGUMENTS: Final = frozenset({"dobj", "attr", "nsubj", "nsubjpass"})


@dataclass(frozen=True)
class Quality:
    """Whether a deed is denied, its status, and the words that decided."""

    negated: bool
    status: Status
    words: tuple[Token, ...]


class Qualifier:
    """Reads polarity and status with the modal rows of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._speech = ontology.speech
        self._attained = ontology.words["attained"]
        self._modals: dict[tuple[str, str], list[Modal]] = {}
        for modal in ontology.modals:
            self._modals.setdefault((modal.word, modal.pos), []).append(modal)

    def qualify(self, head: Token, frames: Frames) -> Quality:
        """Returns the quality of the deed that a verb, noun or adjective names."""
        negated, status = False, "actual"
        words: list[Token] = []
        for effect, token in self._effects(head, frames):
            if token in words:
                continue  # "held no talks": one denial, seen from the verb and from the noun
            negated ^= effect.negated
            if effect.status and RANK[effect.status] > RANK[status]:
                status = effect.status
            words.append(token)
        return Quality(negated, status, tuple(words))  # type: ignore[arg-type]

    def _effects(self, head: Token, frames: Frames) -> Iterator[tuple[Modal, Token]]:
        current: Token | None = head
        steps = 0
        while current is not None and steps < 12:
            steps += 1
            yield from self._own(current, deed=current is head)
            effect, current = self._above(current, frames)
            if effect is not None:
                yield effect

    # --- what the word itself bears --------------------------------------------------------------

    def _own(self, token: Token, *, deed: bool) -> Iterator[tuple[Modal, Token]]:
        """What the word's own children say: "will", "not", "if", "possible talks", "no talks"."""
        for c in token.children:
            effect = self._of_child(c, token)
            if effect is not None:
                yield effect, c
            elif deed and c.dep in ARGUMENTS and token.pos in VERBAL:
                for g in c.children:
                    if g.dep in ("det", "neg") and g.lower in ("no", "neither"):
                        yield _negation(g.lower), g

    def _of_child(self, c: Token, token: Token) -> Modal | None:
        if c.dep == "neg" or (c.dep == "det" and c.lower == "no" and token.pos in NOMINAL):
            return _negation(c.lower)
        if c.dep == "mark" and c.lower in CONDITIONS:
            return Modal(word=c.lower, pos="conj", status="possible", negated=False, complement="")
        if c.dep == "aux":
            word = SHORT.get(c.lower, c.lower)
            modal = next(iter(self._modals.get((word, "aux"), ())), None)
            return self._reported_would(modal, token) if modal and word == "would" else modal
        if c.lower == "longer" and any(g.lower in ("no", "any") for g in c.children):
            return _negation("no longer")
        if c.dep == "advcl" and any(g.dep == "mark" and g.lower == "unless" for g in c.children):
            return Modal(word="unless", pos="conj", status="possible", negated=False, complement="")
        if c.dep == "advmod" and token.pos in VERBAL:
            return next(iter(self._modals.get((c.lower, "adverb"), ())), None)
        if c.dep == "amod" and token.pos in NOMINAL:
            rows = self._modals.get((c.lower, "adjective"), ())
            return next((m for m in rows if m.complement in ("", "noun")), None)
        return None

    def _reported_would(self, modal: Modal, token: Token) -> Modal:
        """ "said it would send" is "will send" in the past; else "would" is under a condition."""
        verb = first_conjunct(token)
        if (
            verb.dep == "ccomp"
            and verb.head.lemma in self._speech
            and verb.head.tag in ("VBD", "VBN")
            and not any(c.dep == "advcl" and child(c, "mark") for c in token.children)
        ):
            return Modal(word="would", pos="aux", status="planned", negated=False, complement="")
        return modal

    # --- what governs it -------------------------------------------------------------------------

    def _above(
        self, token: Token, frames: Frames
    ) -> tuple[tuple[Modal, Token] | None, Token | None]:
        """Returns the effect of the governing word and the word to go on from."""
        head, dep = token.head, token.dep
        if head is token:
            return None, None
        if dep == "conj":
            return self._from_conjunct(token, frames)
        if token.pos in NOMINAL and token.pos != "PRON":
            return self._above_noun(token, frames)
        if dep in ("ccomp", "xcomp") and head.pos in VERBAL:
            if dep == "ccomp" and head.lemma in self._speech:
                denied = self._row(head, "verb", "that")
                return ((denied, head), None) if denied and denied.negated else (None, None)
            return self._governed(token, head)
        if dep in ("xcomp", "ccomp", "acl", "advcl", "pcomp") and head.pos == "ADJ":
            return self._row_step(head, "adjective", "to")
        if dep == "acl" and head.pos in NOMINAL:
            if any(c.tag == "TO" for c in token.children):
                row = self._row(head, "noun", "to")
                return (row, head) if row is None else ((row, head), head)
            return None, None
        if dep == "pcomp":
            return self._above_gerund(head)
        if dep == "advcl" and any(c.tag == "TO" for c in token.children):
            return self._purpose(token), head
        if dep in ("acomp", "attr") and head.pos in VERBAL:
            return None, head  # "would be critical of"
        return None, None

    def _purpose(self, verb: Token) -> tuple[Modal, Token] | None:
        """ "flew in to mediate" is planned; "rallied to protest" is done by doing the other."""
        if verb.lemma in self._attained:
            return None
        plan = Modal(word="to", pos="verb", status="planned", negated=False, complement="to")
        return plan, verb

    def _from_conjunct(
        self, token: Token, frames: Frames
    ) -> tuple[tuple[Modal, Token] | None, Token | None]:
        """ "will meet Putin and sign": the auxiliaries of the first verb hold for the second."""
        if token.pos not in VERBAL:
            return None, token.head
        first = first_conjunct(token)
        if child(token, "nsubj", "nsubjpass") is not None:
            return None, None
        if any(c.dep == "aux" for c in token.children):
            if first.dep not in ("xcomp", "acl"):
                return None, None
            return self._above(first, frames)  # "promised not to back X and to lift Y": lift is
        finite = token.tag != token.head.tag and token.tag in ("VBD", "VBZ", "VBP")
        return None, None if finite else token.head

    def _governed(
        self, token: Token, head: Token
    ) -> tuple[tuple[Modal, Token] | None, Token | None]:
        """ "plans to visit", "was urged to stop", "wants Iran to free them", "is to visit"."""
        infinitive = any(c.tag == "TO" for c in token.children)
        if head.lemma == "be" and infinitive and token.dep == "xcomp":
            plan = Modal(word="be to", pos="verb", status="planned", negated=False, complement="to")
            return (plan, head), head
        if not infinitive and token.tag != "VBG":
            forms = ["that"]
        elif child(head, "dobj") is not None or (infinitive and child(token, "nsubj") is not None):
            forms = ["obj-to", "to"] if head.lemma in OBJECT_CONTROL else ["obj-to"]
        elif child(head, "nsubjpass") is not None:
            forms = ["to", "obj-to"]  # "is expected to visit", "was urged to stop"
        elif any(c.dep == "prep" and c.lower in ("on", "to", "for") for c in head.children):
            forms = ["obj-to", "to"]  # "called on Iran to stop"
        else:
            forms = ["to"]
        rows = (self._row(head, "verb", form) for form in forms)
        row = next((r for r in rows if r is not None), None)
        return ((row, head), head) if row else (None, head)

    def _above_gerund(self, preposition: Token) -> tuple[tuple[Modal, Token] | None, Token | None]:
        """ "talked of sending", "stopped Iran from selling", "without consulting"."""
        if preposition.lower == "without":
            return (_negation("without"), preposition), None
        governor = preposition.head
        if governor.pos in VERBAL:
            row = self._row(governor, "verb", preposition.lower)
            return ((row, governor), governor) if row else (None, None)
        if governor.pos in NOMINAL:
            row = self._row(governor, "noun", preposition.lower)
            return ((row, governor), governor) if row else (None, None)
        return None, None

    def _above_noun(
        self, token: Token, frames: Frames
    ) -> tuple[tuple[Modal, Token] | None, Token | None]:
        """ "cancelled a visit", "plans for a summit", "talks will be held", "held talks"."""
        head, dep = token.head, token.dep
        if dep in ("dobj", "nsubjpass", "attr") and head.pos in VERBAL:
            row = self._row(head, "verb", "obj")
            return ((row, head), head) if row else (None, head)
        if dep == "nsubj" and head.pos in VERBAL:
            return None, head
        if dep == "pobj":
            governor = head.head
            if governor.pos in VERBAL:
                row = self._row(governor, "verb", head.lower)
                if (
                    row is None
                    and head.lower in ("for", "before", "ahead")
                    and governor.pos == "VERB"
                ):
                    trip = Modal(
                        word="for", pos="verb", status="planned", negated=False, complement=""
                    )
                    return (trip, head), governor  # "headed to Moscow for a summit"
                carries = governor.lemma in frames.lightverbs
                return ((row, governor), governor) if row else (None, governor if carries else None)
            if governor.pos in NOMINAL:
                row = self._row(governor, "noun", head.lower)
                return ((row, governor), governor) if row else (None, None)
        if dep in ("compound", "nmod") and head.pos in NOMINAL:
            return None, head
        return None, None

    def _row(self, word: Token, pos: str, complement: str) -> Modal | None:
        """Returns the row of a governing word that fits the complement best."""
        particle = child(word, "prt")
        lemma = f"{word.lemma} {particle.lower}" if particle else word.lemma
        rows = self._modals.get((lemma, pos), [])
        if (
            word.tag == "VBN"
            and complement == "obj-to"
            and not any(r.complement == complement for r in rows)
        ):  # "are set to meet": a participle used as an adjective
            rows, complement = self._modals.get((word.lower, "adjective"), rows), "to"
        exact = [r for r in rows if r.complement == complement]
        loose = [r for r in rows if r.complement == ""]
        return next(iter(exact or loose), None)

    def _row_step(
        self, word: Token, pos: str, complement: str
    ) -> tuple[tuple[Modal, Token] | None, Token | None]:
        row = self._row(word, pos, complement)
        return ((row, word) if row else None), word


def _negation(word: str) -> Modal:
    return Modal(word=word, pos="neg", status=None, negated=True, complement="")
