"""Clause reading: who does what to whom around one predicate.

A `Frame` gives the deep subject, deep object and prepositional complements of a verb, noun or
adjective, across passives, coordination, control and raising, relative clauses, participles and
light verbs.  Each step names the construction it reads, with an example.
Source: the labels are those of the ClearNLP scheme that spaCy's English models use; the analysis
follows Huddleston & Pullum (2002), chapters 4, 11, 12 and 14.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from graphkit.extract.trees import (
    NOMINAL,
    VERBAL,
    child,
    conjuncts,
    first_conjunct,
    is_passive,
    prepositions,
)
from graphkit.sentences import Token

RELATIVE: Final = frozenset({"who", "whom", "which", "that"})
OBJECT_CONTROL: Final = frozenset({"promise", "vow", "threaten", "pledge"})
"""Verbs whose infinitive has the subject's subject although they have an object."""
FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
AMID: Final = frozenset({"after", "amid", "during", "following"})
"""Prepositions whose noun with a "with" is a deed of the verb's subject too."""
OBJECT_GERUND: Final = frozenset({"of", "from", "for", "into", "against", "over"})
"""Prepositions whose gerund is the object's deed: "accused Iran of sending arms"."""


@dataclass
class Frame:
    """The deep arguments of one predicate; every list holds heads of noun phrases."""

    head: Token
    passive: bool = False
    subjects: list[Token] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    obliques: list[tuple[str, Token]] = field(default_factory=list)
    complement: Token | None = None
    outer: list[Token] = field(default_factory=list)
    """Of a noun: the subject of the verb that carries it ("Belarus" in "is Russia's ally")."""
    via: str = ""
    """The construction that gave the subject: "", passive, control, relative, light verb..."""

    def oblique(self, preposition: str) -> list[Token]:
        """Returns the complements of a preposition."""
        return [t for p, t in self.obliques if p == preposition]


class Frames:
    """The frames of one sentence, each read once."""

    def __init__(
        self, lightverbs: Mapping[str, frozenset[str]], motion: frozenset[str] = frozenset()
    ) -> None:
        self.lightverbs = lightverbs
        self.motion = motion
        self._frames: dict[int, Frame] = {}

    def of(self, head: Token) -> Frame:
        """Returns the frame of a verb, noun or adjective."""
        frame = self._frames.get(head.i)
        if frame is None:
            frame = self._frames[head.i] = Frame(head=head)  # set first: trees may loop back
            if head.pos in ("ADJ", "ADV") or head.dep == "acomp":
                self._read_adjective(frame)
            elif head.pos in VERBAL:
                self._read_verb(frame)
            else:
                self._read_noun(frame)
        return frame

    # --- verbs -------------------------------------------------------------------------------

    def _read_verb(self, frame: Frame) -> None:
        verb = frame.head
        frame.passive = is_passive(verb)
        for c in verb.children:
            if c.dep in ("nsubj", "nsubjpass", "expl"):
                target = frame.objects if frame.passive else frame.subjects
                target.extend([] if c.dep == "expl" else [self.antecedent(c)])
            elif c.dep in ("dobj", "attr", "oprd") and c.pos in NOMINAL | {"DET"}:
                if c.dep == "dobj" or not frame.passive:
                    frame.objects.append(self.antecedent(c))
            elif c.dep == "dative" and c.pos in NOMINAL:
                frame.obliques.append(("to", c))  # "gave Ukraine tanks"
            elif c.dep in ("xcomp", "ccomp") and frame.complement is None:
                frame.complement = c
        self._read_obliques(frame)
        if not frame.subjects and not frame.passive:
            self._inherit_subject(frame)
        if frame.passive and not frame.objects:
            self._inherit_object(frame)
        self._share_object(frame)

    def _read_obliques(self, frame: Frame) -> None:
        for name, t in prepositions(frame.head):
            if name == "by" and frame.passive and t.dep == "pobj":
                frame.subjects.append(self.antecedent(t))  # "was expelled by Russia"
                frame.via = "passive"
            else:
                frame.obliques.append((name, self.antecedent(t)))
        relative = self._relative_gap(frame.head)
        if relative is not None and relative[0] == "prep":
            frame.obliques.append((relative[1], relative[2]))

    def antecedent(self, token: Token) -> Token:
        """Returns the noun that a relative pronoun stands for: "Iran, which rejected ..."."""
        if token.lower not in RELATIVE or token.tag not in ("WDT", "WP", "IN", "DT"):
            return token
        for t in (token.head, token.head.head, token.head.head.head):
            if t.dep in ("relcl", "acl") and t.head is not t:
                return t.head
        return token

    def _relative_gap(self, verb: Token) -> tuple[str, str, Token] | None:
        """ "the ban (which) Russia imposed", "with which it broke": the gap's role and filler."""
        if verb.dep != "relcl" or verb.head is verb:
            return None
        for c in verb.children:
            if c.dep == "prep" and any(g.lower in RELATIVE for g in c.children):
                return ("prep", c.lower, verb.head)
        return None

    def _share_object(self, frame: Frame) -> None:
        """ "the plan that Russia rejected" (gap), "condemned and rejected the plan" (sharing)."""
        verb = frame.head
        if frame.objects or frame.passive:
            return
        if verb.dep == "relcl" and not any(
            c.dep in ("nsubj", "nsubjpass") and c.lower in RELATIVE for c in verb.children
        ):
            if child(verb, "nsubj") is not None and not frame.complement:
                frame.objects.append(verb.head)
            return
        later = [c for c in verb.children if c.dep == "conj" and c.pos == "VERB"]
        if later and not frame.obliques and not frame.complement:
            shared = child(later[0], "dobj")
            if shared is not None and verb.i < later[0].i < shared.i:
                frame.objects.append(shared)

    def _inherit_subject(self, frame: Frame) -> None:
        """Finds the unexpressed subject of a coordinated, controlled or participial verb."""
        verb, head = frame.head, frame.head.head
        if head is verb:
            return
        if verb.dep == "conj" and head.pos in VERBAL:
            if verb.tag in FINITE and head.tag == "VB" and head.head.tag in FINITE:
                head = head.head  # "urged Iran to stop and asked for talks": not Iran asked
            above = self.of(head)  # "met Putin and signed an accord"
            frame.subjects = list(above.objects if above.passive else above.subjects)
            frame.via = frame.via or "coordination"
        elif verb.dep in ("xcomp", "ccomp", "oprd") and head.pos in VERBAL:
            frame.subjects, frame.via = self._controller(head), "control"
        elif verb.dep in ("xcomp", "ccomp", "acl") and head.pos == "ADJ":
            frame.subjects, frame.via = list(self.of(head).subjects), "raising"
        elif verb.dep in ("acl", "relcl") and head.pos in NOMINAL:
            frame.subjects, frame.via = self._of_participle(verb, head), "participle"
        elif verb.dep == "advcl" and head.pos in VERBAL | {"ADJ"}:
            above = self.of(head)
            frame.subjects = list(above.objects if above.passive else above.subjects)
            frame.via = "adverbial"
        elif verb.dep == "pcomp" or (verb.dep == "pobj" and verb.tag == "VBG"):
            frame.subjects, frame.via = self._of_gerund(head), "gerund"
        elif verb.dep in ("dep", "parataxis") and head.pos in VERBAL:
            frame.subjects, frame.via = list(self.of(head).subjects), "loose"

    def _controller(self, verb: Token) -> list[Token]:
        """ "urged Iran to stop" (object), "agreed to stop" (subject), "was urged to" (subject)."""
        above = self.of(verb)
        if above.passive:
            return list(above.objects)
        if above.objects and verb.lemma not in OBJECT_CONTROL:
            return list(above.objects)
        for preposition in ("on", "to", "for", "with"):  # "called on Iran to stop"
            people = above.oblique(preposition)
            if people and verb.lemma in ("call", "appeal", "push", "wait", "say"):
                return people
        return list(above.subjects)

    def _of_participle(self, verb: Token, noun: Token) -> list[Token]:
        """ "a paper calling for dialogue", "Kerry's efforts to broker a truce"."""
        if verb.tag == "VBG":
            return [noun]
        if any(c.tag == "TO" for c in verb.children):
            owners = [c for c in noun.children if c.i < noun.i and c.pos in ("PROPN", "ADJ")
                      and c.dep in ("compound", "amod", "nmod")]  # fmt: skip
            return list(self.of(noun).subjects) or owners  # "the US decision to reimpose"
        return []

    def _of_gerund(self, preposition: Token) -> list[Token]:
        """ "accused Iran of sending arms" (object), "began by meeting Putin" (subject)."""
        governor = preposition.head
        above = self.of(governor)
        if governor.pos in VERBAL and preposition.lower in OBJECT_GERUND and above.objects:
            return list(above.objects)
        if governor.pos in VERBAL and above.passive:
            return list(above.objects)
        return list(above.subjects)

    def _inherit_object(self, frame: Frame) -> None:
        """The one acted on in "diplomats expelled by ..." and "was seized and jailed"."""
        verb, head = frame.head, frame.head.head
        if verb.dep in ("acl", "relcl") and head.pos in NOMINAL:
            frame.objects = [head]
        elif verb.dep in ("conj", "xcomp", "advcl") and head.pos in VERBAL:
            above = self.of(head)
            frame.objects = list(above.objects if above.passive else above.subjects)

    # --- adjectives --------------------------------------------------------------------------

    def _read_adjective(self, frame: Frame) -> None:
        """ "Moscow is opposed to the plan", "critical of": the copula's subject is its own."""
        adjective, head = frame.head, frame.head.head
        frame.obliques.extend((n, self.antecedent(t)) for n, t in prepositions(adjective))
        first = first_conjunct(adjective)
        if first.dep in ("acomp", "attr", "oprd", "ROOT", "ccomp", "advcl") and head is not first:
            above = self.of(first.head)
            frame.subjects = list(above.subjects or above.objects)
            if first.dep == "oprd" and above.objects:
                frame.subjects = list(above.objects)
            frame.obliques.extend(above.obliques)
        elif adjective.dep == "amod":
            frame.subjects = [head]

    # --- nouns -------------------------------------------------------------------------------

    def _read_noun(self, frame: Frame) -> None:
        """ "Xi's visit to Moscow", "talks between A and B", "held talks with", "in talks with"."""
        noun = frame.head
        frame.obliques.extend((n, self.antecedent(t)) for n, t in prepositions(noun))
        owner = child(noun, "poss")
        if owner is not None:
            frame.subjects, frame.via = [owner], "possessor"
        for t in frame.oblique("by"):
            frame.subjects.append(t)
        first = first_conjunct(noun)
        if first.dep == "appos" and first.head.pos == "PROPN":
            frame.outer = [first.head]  # "Russia, a staunch ally of Syria"
            frame.via = frame.via or "apposition"
        governor = self._light_verb(noun)
        if governor is None:
            return
        above = self.of(governor)
        frame.outer = list(above.subjects)
        frame.obliques.extend(o for o in above.obliques if o[1] is not noun)
        if not frame.subjects or (owner is not None and owner.tag == "PRP$"):
            frame.subjects = list(above.subjects)
            frame.via = "light verb"
        if above.objects and above.objects[0] is not noun and not above.passive:
            frame.objects = [o for o in above.objects if o is not noun]

    def _light_verb(self, noun: Token) -> Token | None:
        """Returns the verb that carries the noun's subject: "held talks", "is in talks"."""
        first = first_conjunct(noun)
        head = first.head
        if first.dep == "attr" and head.pos in VERBAL:
            return head  # "Belarus is an ally of Russia"
        if first.dep == "pobj" and head.lower == "for" and head.head.lemma in self.motion:
            return head.head  # "headed to Moscow for a summit with Putin"
        if (
            first.dep == "pobj"
            and head.lower in AMID
            and head.head.pos in VERBAL
            and any(p == "with" for p, _ in prepositions(noun))
        ):
            return head.head  # "retook the village after fighting with guerrillas"
        if first.dep in ("dobj", "nsubjpass", "oprd") and head.pos in VERBAL:
            return head if self._carries(head, "obj") else None
        if first.dep == "pobj" and head.head.pos in VERBAL:
            verb = head.head
            return verb if self._carries(verb, head.lower) else None
        if first.dep == "pobj" and head.head.pos in NOMINAL and head.lower in ("of", "in", "for"):
            return self._light_verb(head.head)  # "held a round of talks"
        return None

    def _carries(self, verb: Token, role: str) -> bool:
        return role in self.lightverbs.get(verb.lemma, frozenset())


def pair_members(token: Token) -> list[Token]:
    """Returns the coordinated members of a noun phrase, the head alone when there is one."""
    return conjuncts(token)
