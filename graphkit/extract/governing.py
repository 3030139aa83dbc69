"""From a deed up to the clause that asserts it: what each governing word does to the deed.

"Is set to", "plans a", "refused to", "urged Iran to", "a visit was put off": each step gives the
effect of the governing word, as `modals.csv` has it, and the word to go on from.
Source: the reading of governing predicates follows FactBank (Saurí & Pustejovsky 2009).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graphkit.extract.frames import ADDRESSED, OBJECT_CONTROL, Frames
from graphkit.extract.modality import Effect, ModalRows, effect, is_past
from graphkit.extract.reports import ReportWords
from graphkit.extract.trees import NOMINAL, VERBAL, ancestors, child, first_conjunct, subtree
from graphkit.ontology import Modal, Ontology
from graphkit.sentences import Token

AHEAD: Final = frozenset({"for", "before"})
"""Prepositions before a deed that is still to come: "headed to Moscow for a summit"."""


UNSURE: Final = frozenset({"could", "may", "might"})
"""Auxiliaries of a report that has not been made."""


@dataclass(frozen=True)
class Step:
    """The effect of a governing word, if it has one, and the word to go on from, if any."""

    effect: Effect | None = None
    above: Token | None = None
    light: bool = False
    """True if the word to go on from lends the deed its arguments: "took no part in"."""


STOP: Final = Step()
FOLLOWING: Final = frozenset({"after", "before"})
"""Prepositions whose gerund is ahead where its host is: "will meet Xi before returning"."""
RESULTING: Final = frozenset({"besides", "beyond", "to"})
"""Prepositions whose gerund happens with the governing deed: "could lead to Iran leaving"."""


class GoverningWords:
    """Reads what governs a deed, one step at a time."""

    def __init__(self, ontology: Ontology, rows: ModalRows) -> None:
        self._rows = rows
        self._speech = ReportWords(ontology).asserting
        self._opining = ontology.words["neg_raising"]
        self._attained = ontology.words["attained"]
        self._employing = ontology.words["employing"]
        self._motion = ontology.words["motion"]
        self._travelled = ontology.words["travelled"]
        self._conferring = ontology.words["conferring"]
        self._intending = ontology.words["intending"]
        self._partitive = ontology.words["partitive"]

    def above(self, token: Token, frames: Frames) -> Step:
        """Returns the step from a word of the deed to what governs it."""
        head, dep = token.head, token.dep
        if head is token or _is_apart(token, head):
            return STOP
        if dep == "conj":
            return self._from_conjunct(token, frames)
        if token.pos in NOMINAL and token.pos != "PRON":
            return self._above_noun(token, frames)
        if dep == "pcomp":
            return self._above_gerund(head)
        if dep in ("ccomp", "xcomp") and head.pos in VERBAL:
            return self._above_clause(token, head)
        if dep in ("xcomp", "ccomp", "acl", "advcl") and head.pos == "ADJ":
            forms = ("to",) if _is_infinitive(token) else ("that", "to")
            return self._step(self._rows.best(head, "adjective", *forms), head)
        if dep in ("acl", "relcl") and head.pos in NOMINAL:
            return self._above_noun_clause(token, head, frames)
        if dep == "advcl" and _is_infinitive(token):
            return self._purpose(token, head, frames)
        if dep == "advcl" and token.tag == "VBG" and child(token, "aux", "mark", "advmod") is None:
            return self._of_host(head)
        if dep in ("csubj", "csubjpass") and head.pos in VERBAL:
            return self._predicated(head)
        return Step(None, head) if dep in ("acomp", "attr") and head.pos in VERBAL else STOP

    @staticmethod
    def _step(row: Modal | None, word: Token, *, light: bool = False) -> Step:
        """The governing word's effect, going on from it whether it has one or not."""
        return Step((row, word) if row else None, word, light)

    @staticmethod
    def _known(row: Modal | None, word: Token) -> Step:
        """The governing word's effect; a word without one says nothing of the deed."""
        return Step((row, word), word) if row else STOP

    # --- clauses ---------------------------------------------------------------------------------

    def _from_conjunct(self, token: Token, frames: Frames) -> Step:
        """ "will meet Putin and sign": the auxiliaries of the first verb hold for the second."""
        if token.pos not in VERBAL:
            return Step(None, token.head)
        first = first_conjunct(token)
        apart = child(token, "nsubj", "nsubjpass") is not None
        if not apart and any(c.dep == "aux" for c in token.children):
            if first.dep not in ("xcomp", "acl"):
                return self._after_nor(token)
            return self.above(first, frames)  # "promised not to back X and to lift Y": lift is
        if _is_corrected(token):  # "is not fighting them but attacking civilians"
            return self.above(first, frames)
        finite = token.tag != token.head.tag and token.tag in ("VBD", "VBZ", "VBP")
        return self._after_nor(token) if apart or finite else Step(None, token.head)

    @staticmethod
    def _after_nor(token: Token) -> Step:
        """ "Neither warned nor consulted Taipei", "nor did it attack": denied once more."""
        before = [c for c in token.head.children if c.dep == "cc" and c.i < token.i]
        nor = next((c for c in before[-1:] if c.lower == "nor"), None)
        return Step((effect("nor", negated=True), nor), None) if nor else STOP

    def _above_clause(self, token: Token, head: Token) -> Step:
        """ "plans to visit", "was urged to stop", "denied that it sent", "it is likely that"."""
        if token.dep == "ccomp" and head.lemma in self._speech:
            denied = self._rows.best(head, "verb", "that")
            return self._known(denied, head) if denied and denied.negated else self._held(head)
        if _presumed(token):
            return STOP
        predicate = child(head, "acomp")
        if predicate is not None and head.lemma == "be":  # "it is possible that they meet"
            forms = ("to",) if _is_infinitive(token) else ("that", "to")
            return self._step(self._rows.best(predicate, "adjective", *forms), head)
        if head.lemma == "let" and head.tag == "VB" and not _has_subject(head):
            return self._let(token, head)
        row = self._decided(token, head) or self._rows.best(head, "verb", *_forms(token, head))
        hope = child(head, "attr") if head.lemma == "be" else None
        if row is None and hope is not None and hope.pos in NOMINAL:  # "it is our hope that"
            row = self._rows.best(hope, "noun", *_forms(token, head))
        if row is None and head.lemma == "be" and _is_infinitive(token):
            return self._is_to(token, head)
        return self._step(self._unrealised(row, token, head), head)

    def _held(self, report: Token) -> Step:
        """ "I don't think that Iran will": it will not; "Iran could say that": nobody has yet."""
        denial = next((c for c in report.children if c.dep == "neg"), None)
        if denial is not None and report.lemma in self._opining:
            return Step((effect(denial.lower, negated=True), denial), None)
        unsure = next((c for c in report.children if c.dep == "aux" and c.lower in UNSURE), None)
        return Step((effect(unsure.lower, "possible"), unsure), None) if unsure else STOP

    def _decided(self, token: Token, head: Token) -> Modal | None:
        """ "Agreed to postpone": the row of two verbs, for a decision that is the deed."""
        return next(iter(self._rows.of(f"{head.lemma} to {token.lemma}", "verb")), None)

    @staticmethod
    def _let(token: Token, let: Token) -> Step:
        """ "Let the council punish Iran" asks for it; "let me be clear that" does not."""
        named = child(token, "nsubj") or child(let, "dobj")
        own = named is None or named.text in ("me", "us", "'s", "’s")
        return Step(None if own else (effect("let", "called_for"), let), None)

    def _is_to(self, token: Token, be: Token) -> Step:
        """ "Is to visit" is a plan; "was to have visited" is one that came to nothing."""
        dropped = is_past(be) and any(c.dep == "aux" and c.lower == "have" for c in token.children)
        return Step((effect("be to", "planned", negated=dropped), be), be)

    def _unrealised(self, row: Modal | None, token: Token, head: Token) -> Modal | None:
        """ "Had meant to recognise Kosovo", "was due to have met Xi": it did not."""
        if row is None or row.negated or head.lemma not in self._intending:
            return row
        perfect = any(c.dep == "aux" and c.lower in ("had", "have") for c in token.children)
        told = head.dep == "ccomp" and head.head.lemma in self._speech  # "said it had planned to"
        before = not told and any(c.dep == "aux" and c.lower == "had" for c in head.children)
        if not before and not (perfect and is_past(head)):
            return row
        return effect(row.word, row.status, negated=True)

    def _purpose(self, token: Token, head: Token, frames: Frames) -> Step:
        """ "flew in to mediate" is planned; "rallied to protest" is done by doing the other.

        So is whom a past journey was made to meet: "travelled to Beijing to talk to Xi".

        Some infinitives after "exhorted Kohl" and "went on" are parsed as purposes too.
        """
        asked = self._rows.best(head, "verb", "obj-to") if frames.is_asked(token, head) else None
        adjoining = all(c.dep in ("prt", "advmod", "neg") for c in head.children if c.i > head.i
                        and c.i < token.i)  # fmt: skip
        row = asked or (self._rows.best(head, "verb", "to") if adjoining else None)
        if row:
            return Step((row, head), head)
        if token.lemma in self._attained or head.lemma in self._employing:
            return Step(None, head)  # "uses the veto to shield Syria"
        if head.tag == "VBD" and head.lemma in self._travelled and token.lemma in self._conferring:
            return Step(None, head)
        return Step((effect("to", "planned"), token), head)

    def _above_gerund(self, preposition: Token) -> Step:
        """ "talked of sending", "stopped Iran from selling", "without consulting", "by hitting"."""
        governor = preposition.head
        if preposition.lower == "without":
            return Step((effect("without", negated=True), preposition), _if_denied(governor))
        before = child(preposition, "advmod")
        if before is not None and before.i < preposition.i:  # "instead of punishing"
            rows = [m for m in self._rows.of(before.lower, "adverb") if m.complement]
            if not rows and governor.pos in VERBAL:
                return self._of_host(governor)  # "as well as meeting Xi, he will"
            return Step((rows[0], before), None) if rows else STOP
        if preposition.lower == "including":  # "will renew ties, including opening an embassy"
            host = next((t for t in (governor, *ancestors(governor)) if t.pos in VERBAL), governor)
            return self._of_host(host)
        if governor.pos in VERBAL:
            if preposition.lower == "by":
                return Step(None, governor)  # done in doing the other
            row = self._rows.best(governor, "verb", preposition.lower)
            if row is None and preposition.lower == "in":
                return Step(None, governor)  # "willing to cooperate in attacking them"
            if row is None and preposition.lower in FOLLOWING:
                step = self._of_host(governor)
                return step if step.effect and step.effect[0].status == "planned" else STOP
            resulting = row is None and preposition.lower in RESULTING
            return self._of_host(governor) if resulting else self._known(row, governor)
        if governor.pos in NOMINAL:
            return self._known(self._rows.best(governor, "noun", preposition.lower), governor)
        return self._of_adverb(governor, preposition)

    def _of_host(self, verb: Token) -> Step:
        """ "Could take steps targeting Seoul", "could result in Iran leaving": as far as it could.

        A participle and a resulting deed are no surer than what they go with; they do not share
        its denial ("did not go to Kyiv, angering Poland").
        """
        for aux in verb.children:
            modal = next(iter(self._rows.of(aux.lower, "aux")), None) if aux.dep == "aux" else None
            if modal is not None and modal.status:
                return Step((effect(modal.word, modal.status), aux), None)
        return STOP

    def _of_adverb(self, word: Token, preposition: Token) -> Step:
        """ "Instead of punishing", "stopped short of condemning", "ahead of the visit"."""
        if word.pos == "ADJ":
            row = self._rows.best(word, "adjective", preposition.lower)
            if row or word.dep == "acomp":  # "doubts that it is interested in", "if guilty of"
                return self._step(row, word)
        verb = word.head
        phrasal = self._rows.best(verb, "verb", preposition.lower) if verb.pos in VERBAL else None
        if phrasal and " " in phrasal.word:
            return Step((phrasal, verb), verb)
        rows = [m for m in self._rows.of(word.lower, "adverb") if m.complement == preposition.lower]
        return Step((rows[0], word), None) if rows else STOP

    # --- nouns -----------------------------------------------------------------------------------

    def _above_noun_clause(self, token: Token, noun: Token, frames: Frames) -> Step:
        """ "a plan to attack", "no evidence that it sent", "the talks that they were to hold"."""
        if _is_infinitive(token):
            row = self._rows.best(noun, "noun", "to")
            if row is None and noun.lemma in self._motion:  # "his trip to Oslo to meet Putin"
                row = effect("to", "planned")
            if row is None and not _is_ranked(noun):  # "its zeal to conclude a deal"
                row = effect("to", "possible")
            return self._known(row, noun)
        if any(c.dep == "det" and c.lower == "any" for c in noun.children):
            any_ = effect("any", "possible")  # "any deal signed by Obama", "any who attack Peru"
            return Step((any_, noun), noun)
        if token.tag == "VBG" and token.dep == "acl" and noun.dep in ("dobj", "pobj"):
            host = next((t for t in ancestors(noun) if t.pos == "VERB"), noun)
            return self._of_host(host)
        if any(c.dep == "mark" and c.lower == "that" for c in token.children):
            verb = noun.head  # "dismissed a report that Rome had asked"
            denied = self._rows.best(verb, "verb", "that") if noun.dep == "dobj" else None
            if denied and denied.negated:
                return Step((denied, verb), verb)
            return self._known(self._rows.best(noun, "noun", "that"), noun)
        if token.tag == "VBG" and noun.dep == "dobj" and frames.carries(noun.head, "obj"):
            return Step(None, noun.head)  # "could take steps targeting Seoul"
        if _is_high_time(noun):
            return self._known(self._rows.best(noun, "noun", "to"), noun)
        if frames.relative_verb(noun) is token:  # "the talks they were to hold were called off"
            fate = self._above_noun(noun, frames)
            return fate if fate.effect is not None else STOP
        return STOP

    def _above_noun(self, token: Token, frames: Frames) -> Step:
        """ "cancelled a visit", "plans for a summit", "talks will be held", "held talks"."""
        head, dep = token.head, token.dep
        if dep in ("dobj", "nsubjpass", "attr", "oprd") and head.pos in VERBAL:
            row = self._rows.best(head, "verb", "obj")
            light = frames.carries(head, "obj")
            carried = dep == "attr" or light
            return self._step(row, head, light=light) if row or carried else STOP
        if dep == "nsubj" and head.pos in VERBAL:
            return self._predicated(head)
        if dep == "pobj":
            return self._above_complement(head, frames)
        return Step(None, head) if dep in ("compound", "nmod") and head.pos in NOMINAL else STOP

    def _predicated(self, verb: Token) -> Step:
        """ "The visit fell through", "talks are likely", "an attack remains an option"."""
        row = self._rows.best(verb, "verb", "subj")
        predicate = child(verb, "acomp", "attr", "oprd")
        if row is None and predicate is not None:
            pos = "noun" if predicate.pos in NOMINAL else "adjective"
            row = self._rows.best(predicate, pos, "subj")
        if row is not None:
            return Step((row, predicate or verb), verb)
        if predicate is None and verb.lemma in ("be", "remain"):
            return Step(None, verb)
        ahead = next((c for c in verb.children if c.dep == "aux" and c.lower == "will"), None)
        return Step((effect("will", "planned"), ahead) if ahead else None, None)

    def _above_complement(self, preposition: Token, frames: Frames) -> Step:
        """ "plans for a visit", "in talks", "ahead of the visit", "without the backing of"."""
        governor = preposition.head
        if preposition.lower == "without":
            return Step((effect("without", negated=True), preposition), _if_denied(governor))
        if governor.pos in VERBAL:
            row = self._rows.best(governor, "verb", preposition.lower)
            row = row or self._rows.particle(governor, preposition.lower)
            if row is None and preposition.lower in AHEAD and governor.pos == "VERB":
                return Step((effect(preposition.lower, "planned"), preposition), governor)
            light = frames.carries(governor, preposition.lower)
            return self._step(row, governor, light=light) if row or light else STOP
        if governor.pos == "NUM" and governor.dep == "dobj" and preposition.lower in ("in", "of"):
            return Step(None, governor.head)  # "will give $8 million in aid"
        if governor.pos in NOMINAL:
            row = self._rows.best(governor, "noun", preposition.lower)
            counting = governor.lemma in self._partitive or child(governor, "nummod") is not None
            counted = counting and preposition.lower == "of"  # "held two days of drills"
            carried = counted or frames.carries(governor, preposition.lower)
            return self._step(row, governor) if row or carried else STOP
        return self._of_adverb(governor, preposition)


def _is_corrected(conjunct: Token) -> bool:
    """True for the verb after "not A but": what is denied of the first is said of it."""
    first = conjunct.head
    between = [c.lower for c in first.children if c.dep == "cc" and first.i < c.i < conjunct.i]
    return between[-1:] == ["but"] and any(c.dep == "neg" for c in first.children)


def _is_ranked(noun: Token) -> bool:
    """ "The first president to visit Peru": he did."""
    return any(c.lower in ("first", "last", "latest", "only") for c in noun.children)


def _is_high_time(noun: Token) -> bool:
    """ "It is time that they left"; but "it was the last time that they met"."""
    plain = all(c.dep not in ("det", "poss") for c in noun.children)
    return noun.lemma == "time" and noun.dep == "attr" and noun.head.lemma == "be" and plain


def _is_infinitive(verb: Token) -> bool:
    return any(c.tag == "TO" for c in verb.children)


def _is_apart(token: Token, head: Token) -> bool:
    """True where a semicolon or colon parts two clauses that the parser has joined."""
    first, last = sorted((token.i, head.i))
    marks = (c for t in (token, head) for c in t.children if c.text in (";", ":"))
    return any(first < c.i < last for c in marks)


def _presumed(clause: Token) -> bool:
    """ "Overlooked how warmly Clinton backed Yeltsin": he did, whatever is said of it."""
    first = min(subtree(clause), key=lambda t: t.i)
    return clause.dep == "ccomp" and first.lower in ("how", "why")


def _has_subject(verb: Token) -> bool:
    return child(verb, "nsubj", "aux", "nsubjpass") is not None


def _forms(token: Token, head: Token) -> tuple[str, ...]:
    """The complements of `modals.csv` that a clause may be of its governing verb, likeliest first.

    "Plans to visit", "was urged to stop", "wants Iran to free them", "let Iran sell", "hopes that".
    """
    infinitive = _is_infinitive(token)
    named = child(token, "nsubj") is not None
    own = ("to",) if infinitive else ("gerund", "to")
    if not infinitive and token.tag != "VBG":
        bare = token.tag == "VB" and named and child(token, "mark", "aux") is None
        return ("obj-to", "that") if bare else ("that",)
    if child(head, "dobj") is not None or (infinitive and named):
        return own if head.lemma in OBJECT_CONTROL else ("obj-to",)
    if child(head, "nsubjpass") is not None:
        return (*own, "obj-to") if head.lemma == "expect" else ("obj-to", *own)
    if any(c.dep == "prep" and c.lower in ADDRESSED for c in head.children):
        return ("obj-to", *own)
    return own


def _if_denied(governor: Token) -> Token | None:
    """ "Did not act without consulting": go on, for the two denials cancel out."""
    return governor if any(c.dep == "neg" for c in governor.children) else None
