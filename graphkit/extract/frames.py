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
    asked,
    asked_for,
    child,
    first_conjunct,
    is_bare_object,
    is_passive,
    is_recipient,
    partner_verb,
    phrasal_lemmas,
    prepositions,
)
from graphkit.sentences import Token

RELATIVE: Final = frozenset({"who", "whom", "which", "that"})
OBJECT_CONTROL: Final = frozenset({"call", "pledge", "promise", "threaten", "vow"})
"""Verbs whose infinitive has the subject's subject although they have an object.

"Called Scholz to thank him" is by telephone; "called on Scholz to" has no object.
"""
ADDRESSING: Final = frozenset(
    {"appeal", "call", "count", "depend", "plead", "push", "rely", "say", "wait"}
)
"""Verbs that name those asked after a preposition: "called on Iran to stop"."""
ADDRESSED: Final = ("on", "upon", "to", "for", "with")
AMID: Final = frozenset({"after", "amid", "during", "following"})
"""Prepositions whose noun with a "with" is a deed of the verb's subject too."""
PREDICATING: Final = frozenset({"become", "have", "remain"})
"""Verbs whose object tells what the subject is or has: "has an ally in"; not "sent its allies"."""
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
        self,
        lightverbs: Mapping[str, frozenset[str]],
        motion: frozenset[str] = frozenset(),
        *,
        directive: frozenset[str] = frozenset(),
        bystanding: frozenset[str] = frozenset(),
        sought: frozenset[str] = frozenset(),
    ) -> None:
        self.lightverbs = lightverbs
        self.motion = motion
        self.directive = directive
        """Verbs that ask or allow somebody to do something: "exhort", "invite"."""
        self.bystanding = bystanding
        """Nouns that put nobody into a deed: "was there at the time of the attack"."""
        self.sought = sought  # "went to Congress for approval": it is not theirs
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
        opening = max((c.i for c in verb.children if c.dep == "mark" and c.i < verb.i), default=0)
        own = any(_is_subject(c) and c.i > opening for c in verb.children)
        for c in verb.children:
            if _is_subject(c) and own and c.i < opening:
                continue  # "Peru, as ... after Chile agreed to": Peru's verb is to come
            if c.dep in ("nsubj", "nsubjpass", "expl"):
                target = frame.objects if frame.passive else frame.subjects
                target.extend([] if c.dep == "expl" else [self.antecedent(c)])
            elif (c.dep == "dative" and c.pos in NOMINAL) or is_recipient(c):
                frame.obliques.append(("to", c))  # "gave Ukraine tanks"
            elif c.dep in ("dobj", "attr", "oprd") and (
                c.pos in NOMINAL | {"DET"} or c.lower == "most"
            ):
                if c.dep == "dobj" or not frame.passive:
                    frame.objects.append(self.antecedent(c))
            elif c.dep in ("xcomp", "ccomp") and frame.complement is None:
                frame.complement = c
        self._read_obliques(frame)
        if not frame.objects and not frame.passive:
            frame.objects.extend(c for c in verb.children if is_bare_object(c))
        clausal = child(verb, "csubj", "csubjpass") is not None  # "arming them could provoke"
        if not frame.subjects and not frame.passive and not clausal:
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
        for c in frame.head.children:
            if c.dep == "advmod" and c.i > frame.head.i and c.pos == "ADV":
                frame.obliques.extend(prepositions(c))  # "pull back from the airfield"
        frame.obliques.extend(asked(frame.head))
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
            stranded = next((c for c in verb.children if c.dep == "prep" and not c.children), None)
            if stranded is not None:  # "the freedoms they fought for"
                frame.obliques.append((stranded.lower, verb.head))
            elif child(verb, "nsubj") is not None and not frame.complement:
                frame.objects.append(verb.head)
            return
        outer = verb.head
        if verb.dep == "ccomp" and outer.dep == "relcl" and _has_gap(outer):
            frame.objects.append(outer.head)  # "the draft, which Moscow said it would veto"
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
            above = self.of(partner_verb(verb, head))  # "met Putin and signed an accord"
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
            if self.is_asked(verb, head):  # "exhorted Kohl to receive him", parsed as a purpose
                frame.subjects, frame.via = self._controller(head), "control"
                return
            frame.subjects = list(above.objects if above.passive else above.subjects)
            frame.via = "adverbial"
        elif verb.dep == "pcomp" or (verb.dep == "pobj" and verb.tag == "VBG"):
            frame.subjects, frame.via = self._of_gerund(head), "gerund"
        elif verb.dep in ("dep", "parataxis") and head.pos in VERBAL:
            frame.subjects, frame.via = list(self.of(head).subjects), "loose"

    def is_asked(self, verb: Token, head: Token) -> bool:
        """True for the infinitive of "exhorted Kohl to" and "pleaded with Beirut to"."""
        if head.lemma not in self.directive or not any(c.tag == "TO" for c in verb.children):
            return False
        if asked_for(verb) is not None:
            return True
        if child(head, "dobj", "nsubjpass") is not None:
            return head.lemma not in OBJECT_CONTROL
        named = (t for p in ADDRESSED for n, t in prepositions(head) if n == p)
        return head.lemma in ADDRESSING and any(t.ent not in ("DATE", "TIME") for t in named)

    def _controller(self, verb: Token) -> list[Token]:
        """ "urged Iran to stop" (object), "agreed to stop" (subject), "was urged to" (subject)."""
        above = self.of(verb)
        if above.passive:
            return list(above.objects)
        if above.objects and verb.lemma not in OBJECT_CONTROL:
            return list(above.objects)
        for preposition in ADDRESSED:  # "called on Iran to stop"
            people = above.oblique(preposition)
            if people and verb.lemma in ADDRESSING:
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
        if governor.pos == "ADV" and governor.head.pos in VERBAL:
            governor = governor.head  # "stopped short of condemning", "instead of punishing"
            return list(self.of(governor).subjects)
        if governor.pos in NOMINAL and governor.lemma in self.sought:
            return []  # "seeks the support of Congress in arming them": who arms is not told
        above = self.of(governor)
        if child(preposition, "advmod") is not None:
            return list(above.subjects)  # "instead of punishing"
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
        frame.obliques.extend(asked(noun) if noun.lemma in self.directive else [])
        owner = child(noun, "poss")
        if owner is not None:
            frame.subjects, frame.via = [owner], "possessor"
        for t in frame.oblique("by"):
            frame.subjects.append(t)
        first = first_conjunct(noun)
        if first.dep == "appos" and first.head.pos == "PROPN":
            frame.outer = [first.head]  # "Russia, a staunch ally of Syria"
            frame.via = frame.via or "apposition"
        whole = self._whole(noun)
        if whole is not None and not frame.subjects:  # "Tehran and Riyadh's fifth round of talks"
            frame.subjects, frame.via = list(self.of(whole).subjects), "possessor"
        self._borrow(frame, self._light_verb(noun))
        bearer = self.relative_verb(noun)
        if bearer is not None:  # "the embargo that they had imposed on Burundi"
            inner = self.of(child(bearer, "xcomp") or bearer)
            frame.obliques.extend(o for o in inner.obliques if o[1] is not noun)
            frame.subjects = frame.subjects or list(inner.subjects)

    def _borrow(self, frame: Frame, governor: Token | None) -> None:
        """Gives a noun the subject, object and complements of the light verb that carries it."""
        if governor is None:
            return
        noun, above = frame.head, self.of(governor)
        engaged = above.passive and not above.subjects  # "Serb forces were engaged in cleansing"
        bearers = [o for o in above.objects if o is not noun] if engaged else above.subjects
        predicated = first_conjunct(noun).dep != "dobj" or governor.lemma in PREDICATING
        frame.outer = list(bearers) if predicated else []
        own = {name for name, _ in frame.obliques}
        frame.obliques.extend(o for o in above.obliques if o[1] is not noun and o[0] not in own)
        owner = child(noun, "poss")
        if not frame.subjects or (owner is not None and owner.tag == "PRP$"):
            frame.subjects = list(bearers)
            frame.via = "light verb"
        if above.objects and above.objects[0] is not noun and not above.passive:
            frame.objects = [o for o in above.objects if o is not noun]

    def _whole(self, noun: Token) -> Token | None:
        """Returns the "round" of "a round of talks", which may have the possessor."""
        preposition = first_conjunct(noun).head
        counted = preposition.lower == "of" and self.carries(preposition.head, "of")
        return preposition.head if counted and child(preposition.head, "poss") else None

    def _light_verb(self, noun: Token) -> Token | None:
        """Returns the verb that carries the noun's subject: "held talks", "is in talks"."""
        first = first_conjunct(noun)
        head = first.head
        if first.dep == "attr" and head.pos in VERBAL:
            return head  # "Belarus is an ally of Russia"
        if first.dep in ("dobj", "nsubjpass", "oprd") and head.pos in VERBAL:
            return head if self.carries(head, "obj") else None
        if first.dep == "pobj":
            return self._light_preposition(noun, head)
        return None

    def _light_preposition(self, noun: Token, preposition: Token) -> Token | None:
        """Returns the light verb of a complement: "is in talks", "is open to talks"."""
        word, name = preposition.head, preposition.lower
        if name == "for" and word.lemma in self.motion and noun.lemma not in self.sought:
            return word  # "headed to Moscow for a summit with Putin"
        if word.pos in VERBAL:
            if name in AMID and any(p == "with" for p, _ in prepositions(noun)):
                return word  # "retook the village after fighting with guerrillas"
            return word if self.carries(word, name) else None
        if word.pos == "ADJ":
            return word if self.carries(word, name) else None
        if word.pos == "ADV" and word.head.pos in VERBAL:  # "stayed away from the talks"
            return word.head if self.carries(word.head, name) else None
        if (
            word.pos in NOMINAL
            and word.lemma not in self.bystanding
            and (name in ("of", "in", "for") or self.carries(word, name))
        ):
            return self._light_verb(word)  # "held a round of talks", "was a party to the attack"
        return None

    def carries(self, word: Token, role: str) -> bool:
        """True for a word that lends its subject to the noun in a role: "hold" and its object."""
        if word.pos not in VERBAL:
            return role in self.lightverbs.get(word.lemma, frozenset())
        objects = (f"{word.lemma} {c.lemma}" for c in word.children if c.dep == "dobj")
        names = (*phrasal_lemmas(word), *objects, word.lemma)  # "call off", "take part", "hold"
        return any(role in self.lightverbs.get(name, frozenset()) for name in names)

    def relative_verb(self, noun: Token) -> Token | None:
        """Returns the light verb of a relative clause: "the talks that they were to hold"."""
        for c in noun.children:
            inner = child(c, "xcomp") or c
            subject = child(c, "nsubj")
            if c.dep != "relcl" or subject is None or subject.lower in RELATIVE:
                continue
            own = [o for o in inner.children if o.dep == "dobj" and o.lower not in RELATIVE]
            if self.carries(inner, "obj") and (not own or child(inner, "prt")):
                return c
        return None


def _is_subject(word: Token) -> bool:
    return word.dep in ("nsubj", "nsubjpass")


def _has_gap(verb: Token) -> bool:
    """True for a relative clause whose pronoun is the object of what it reports."""
    relative = [c for c in verb.children if c.lower in RELATIVE]
    return child(verb, "nsubj") not in [None, *relative] and all(
        c.dep in ("dobj", "mark", "pobj") for c in relative
    )
