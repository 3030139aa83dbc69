"""Cue rows + frames -> candidate relations between referents.

A row of `cues.csv` says which word bears a relation and where its actors stand (its slots); the
frame says who stands there.  A row that asks for a further word ("cut" with "ties") outranks the
rows of the bare word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from graphkit.extract.frames import Frame, Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.plausibility import VIOLENT, Plausibility
from graphkit.extract.referents import Referent
from graphkit.extract.slots import Slots, pairs
from graphkit.extract.trees import (
    child,
    conjuncts,
    phrasal_lemmas,
    prepositions,
)
from graphkit.ontology import Cue, Ontology
from graphkit.records import BODIES
from graphkit.sentences import Token

ACTORS_ONLY: Final = frozenset(
    {"meets", "talks_with", "agrees_with", "allies_with", "cooperates_with", "hosts"}
)
"""Relations whose object is an actor: a topic there is a misreading."""
UNNAMED_BODIES: Final = frozenset({"organization", "group"})
"""Kinds of actors that only the article names."""
HOUSED: Final = frozenset({"group", "organization", "place", "topic"})
"""Kinds of mentions that belong to the state where it happens if no other is known."""
NEVER_TOPICS: Final = frozenset({"aids", "other"})
"""Relations to actors and places: help for an act is an optional topic beside the actor helped."""
KINDLY: Final = frozenset({"supports", "aids"})
PERSONAL: Final = frozenset({"country", "person", "organization", "group"})
ROLES: Final = {
    "xcomp": ("xcomp", "ccomp", "advcl"),
    "aux": ("aux",),
    "mod": ("amod", "compound", "nmod"),
    "prt": ("prt", "advmod"),
}
"""Roles that `with` of a cue row names, as dependency labels."""
PREPOSITIONAL: Final = frozenset({"opposed", "compared"})
"""Participles that make a preposition with "as" before them."""
POS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One relation that one cue row finds between two referents."""

    cue: Cue
    head: Token
    words: tuple[Token, ...]
    subject: Referent
    object: Referent
    via: str


@dataclass(frozen=True)
class Needs:
    """What `with` of a row asks for: a role and the lemmas that may fill it (any if empty).

    The role `kind` asks for a kind of object instead of a word: "see" meets a person only; the role
    `alone` for a verb without an object, `uttered` for a noun that is no predicate.
    """

    role: str
    lemmas: frozenset[str]

    def admits(self, target: Referent, officials: frozenset[str], *, abstract: bool) -> bool:
        """True if the object is of a kind that the row takes; an envoy is a person here.

        Args:
            target: what stands in the object slot.
            officials: titles of one word.
            abstract: True for a topic that is no thing or person: "attacked the bill".
        """
        if self.role != "kind" or target.mention.kind in self.lemmas:
            return True
        if abstract and "abstract" in self.lemmas:
            return True
        last = target.mention.text.lower().split()[-1:] if target.mention.kind != "topic" else []
        return "person" in self.lemmas and bool(last) and last[0] in officials


class CueReader:
    """Finds candidates with the cue rows of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = ontology.words
        self._plausibility = Plausibility(ontology)
        self._officials = frozenset(t for t in ontology.titles if " " not in t)
        self._rows: dict[tuple[str, str], list[tuple[Cue, Needs | None]]] = {}
        for cue in ontology.cues:
            self._rows.setdefault((cue.cue, cue.pos), []).append((cue, _needs(cue.with_)))

    def is_trigger(self, token: Token) -> bool:
        """True if a row exists for the word: sentences without one need no further reading."""
        return bool(self.rows_of(token))

    def rows_of(self, token: Token) -> list[tuple[Cue, Needs | None]]:
        """Returns the rows of a word, each with the further word that it needs."""
        pos = POS.get(token.pos)
        if pos is None or _is_preposition(token):
            return []
        if pos == "verb":
            lemmas = (*phrasal_lemmas(token), token.lemma)
            known = (self._rows.get((lemma, "verb")) for lemma in lemmas)
            verbal = next((rows for rows in known if rows), [])
            stative = self._rows.get((token.lower, "adjective"), []) if token.tag == "VBN" else []
            return [*stative, *verbal]  # "is committed to"
        found = self._rows.get((token.lemma, pos), [])
        if token.pos == "PROPN" and token.i > 0 and token.text[0].isupper():
            return []  # part of a name: "the United States-Mexico-Canada Agreement"
        return found

    def candidates(self, token: Token, frames: Frames, resolver: Resolver) -> Iterator[Candidate]:
        """Yields the candidates of one trigger word; rows with a needed word come first."""
        rows = self.rows_of(token)
        if not rows:
            return
        if self._is_ceased(token) or self._is_figurative(token):
            rows = [(c, n) for c, n in rows if c.relation not in VIOLENT]
        frame = frames.of(token)
        matched: list[tuple[Cue, Needs | None, Token | None]] = []
        for cue, needs in rows:
            partner = self.partner(frame, needs)
            if needs is None or partner is not None:
                matched.append((cue, needs, partner))
        worded = [m for m in matched if m[1] is not None and m[1].role != "kind"]
        kinds = [m for m in matched if m[1] is not None and m[1].role == "kind"]
        plain = [m for m in matched if m[1] is None]
        for group in (worded, kinds, plain):  # "hit Mexico with tariffs" is no blow to a place
            found = [
                f
                for cue, needs, partner in group
                for f in self.read_row(cue, token, partner, frames, resolver)
                if needs is None or self._admits(needs, f.object)
            ]
            yield from found
            if found:
                return

    def _is_ceased(self, noun: Token) -> bool:
        """ "End the war in Mali": who ends an attack need not have made it."""
        verb = noun.head
        return noun.dep == "dobj" and noun.pos == "NOUN" and verb.lemma in self._words["ceasing"]

    def _is_figurative(self, word: Token) -> bool:
        """ "A trade war", "waged a legal battle against", "attacked him verbally": no arms."""
        near = [c for c in word.children if c.dep in ("amod", "compound", "nmod", "advmod")]
        near += [g for c in word.children if c.dep == "dobj" for g in c.children]
        below = [g for c in near for g in (c, *conjuncts(c))]
        return any(t.lower in self._words["figurative"] for t in below)

    def _admits(self, needs: Needs, target: Referent) -> bool:
        abstract = self._plausibility.is_abstract(target)
        return needs.admits(target, self._officials, abstract=abstract)

    def read_row(
        self, cue: Cue, head: Token, partner: Token | None, frames: Frames, resolver: Resolver
    ) -> Iterator[Candidate]:
        """Yields the candidates of one row at a trigger word, its needed word being there."""
        slots = self.slots_of(cue, head, partner, frames, resolver)
        words = (head,) if partner is None or partner is head else (head, partner)
        if cue.relation in ACTORS_ONLY and _is_for_interview(frames.of(head)):
            return
        eases = _eases(cue)
        for subject, found in pairs(cue, slots):
            if cue.relation in KINDLY and _is_own(frames.of(head), subject, found, resolver):
                continue
            asked = partner is not None and found.noun in (partner.lemma, partner.lower)
            for a, b in self.settle(
                cue.relation, subject, found, resolver, eases=eases, asked=asked
            ):
                if self._plausibility.is_domestic_case(cue, a, b):
                    continue
                yield self._candidate(cue, words, a, b, frames.of(head))

    @staticmethod
    def slots_of(
        cue: Cue, head: Token, partner: Token | None, frames: Frames, resolver: Resolver
    ) -> Slots:
        """Returns the slots of one row around a trigger word."""
        return Slots(
            frames, resolver, head=head, partner=partner, relation=cue.relation,
            adjectival=cue.pos == "adjective", particle=cue.cue.partition(" ")[2],
        )  # fmt: skip

    def settle(
        self,
        relation: str,
        subject: Referent,
        target: Referent,
        resolver: Resolver,
        *,
        eases: bool = False,
        asked: bool = False,
    ) -> Iterator[tuple[Referent, Referent]]:
        """Yields who really stands in a relation, as the guideline has it, if anybody can.

        `eases` tells that a penalty is eased: for whom it was imposed on.  `asked` tells that a
        cue row asks for this very object, which is then no figure of speech ("broke the truce").
        """
        penal = eases or relation == "sanctions"
        for found in self._as_objects(relation, subject, target, resolver, penal=penal):
            if not fits(relation, subject, found) or self._is_interview(relation, found):
                continue
            if self._plausibility.holds(relation, subject, found, asked=asked):
                yield self._at_home(subject, found, resolver.home)

    def partner(self, frame: Frame, needs: Needs | None) -> Token | None:
        """Returns the needed further word if it is there."""
        if needs is None:
            return None
        if needs.role == "kind":  # "saw Iran as a threat" is no meeting
            seen_as = any(c.dep == "prep" and c.lower == "as" for c in frame.head.children)
            return None if frame.complement or seen_as else frame.head
        if needs.role == "to" and not needs.lemmas:
            return next(
                (
                    c
                    for c in frame.head.children
                    if c.dep in ("xcomp", "ccomp") and any(g.tag == "TO" for g in c.children)
                ),
                None,
            )
        if needs.role == "uttered":  # "its threats against Seoul", but "it is a threat to Seoul"
            return None if frame.head.dep in ("attr", "oprd") else frame.head
        if needs.role == "alone":  # "returned to Oslo", but "returned the papers to Oslo"
            return None if child(frame.head, "dobj") else frame.head
        pool = self._pool(frame, needs.role)
        if not needs.lemmas:
            return pool[0] if pool else None
        return next((t for t in pool if t.lemma in needs.lemmas or t.lower in needs.lemmas), None)

    def _pool(self, frame: Frame, role: str) -> list[Token]:
        """The words in a role: object heads, verb complements, or a preposition's complements."""
        children = frame.head.children
        if role == "obj":
            heads = [t for o in frame.objects for t in conjuncts(o)]
            beside = [c for h in heads for c in h.children if _is_tight(h, c)]
            return [*heads, *beside, *(c for h in heads for c in self._counted(h))]
        if role == "subj":
            return [t for s in frame.subjects for t in conjuncts(s)]
        if role in ROLES:
            found = [c for c in children if c.dep in ROLES[role]]
            return [c for c in found if c.dep != "ccomp" or not _is_finite(c)]
        pool = [u for t in frame.oblique(role) for u in conjuncts(t)]
        return [*pool, *(t for o in frame.objects for p, t in prepositions(o) if p == role)]

    def _counted(self, head: Token) -> list[Token]:
        """ "A number of drones", "eleven days of drills": what is counted."""
        counting = head.lemma in self._words["partitive"] or child(head, "nummod") is not None
        if not counting and head.lower != "most":
            return []
        return [t for p, t in prepositions(head) if p == "of"]

    def _as_objects(
        self,
        relation: str,
        subject: Referent,
        target: Referent,
        resolver: Resolver,
        *,
        penal: bool,
    ) -> list[Referent]:
        """Remarks of a person, the role of a state: the actors themselves (guideline)."""
        if target.noun in self._words["remark"]:
            others = [o for o in target.owners if o.mention.id != subject.mention.id]
            if others:
                return [replace(o, noun="") for o in others]
        return [self._as_object(relation, subject, target, resolver, penal=penal)]

    @staticmethod
    def _candidate(
        cue: Cue, words: tuple[Token, ...], subject: Referent, target: Referent, frame: Frame
    ) -> Candidate:
        return Candidate(
            cue=cue, head=words[0], words=words, subject=subject, object=target, via=frame.via
        )

    def _as_object(
        self, relation: str, subject: Referent, target: Referent, resolver: Resolver, *, penal: bool
    ) -> Referent:
        """ "Iran detained French citizens" hits France; an ally's capital is the ally.

        Source: the guideline, "Objects and topics".
        """
        mention = target.mention
        belonging = target.noun in self._words["belonging"] and mention.kind in ("group", "topic")
        if belonging:
            owner = target.owners[0].mention if target.owners else None
            of_body = owner is not None and owner.kind == "organization"
            state = owner if of_body else resolver.state_of(mention.country)
        elif (penal and mention.kind == "topic" and subject.mention.country) or (
            relation in ACTORS_ONLY and mention.kind == "place"
        ):
            state = resolver.state_of(mention.country)
        else:
            return target
        if state is None or state.id == subject.mention.id:
            return target
        state = replace(state, text=mention.text, start=mention.start, end=mention.end)
        return replace(target, mention=state)

    def _is_interview(self, relation: str, target: Referent) -> bool:
        """ "Spoke to Reuters": nobody negotiates with a news outlet or with reporters."""
        mention = target.mention
        registered = target.how == "name"  # the International Atomic Energy Agency is no outlet
        if relation not in ACTORS_ONLY or registered or mention.kind not in UNNAMED_BODIES:
            return False
        return mention.name.casefold().split()[-1] in self._words["outlet"]

    def _at_home(
        self, subject: Referent, target: Referent, home: str | None
    ) -> tuple[Referent, Referent]:
        """Demonstrators, rebels, prisoners without a state belong to the other side's.

        "Liberian riot police dispersed demonstrators": event coders count this as domestic.  Where
        the article speaks of one state only, it is theirs whatever the other side is.
        """
        return self._housed(subject, target, home), self._housed(target, subject, home)

    def _housed(self, one: Referent, other: Referent, home: str | None) -> Referent:
        mine, theirs = one.mention, other.mention.country
        if mine.country is not None or mine.kind not in HOUSED:
            return one
        ethnic = mine.name.casefold().startswith("ethnic ")
        domestic = ethnic or one.noun in self._words["domestic"]
        if domestic and theirs is not None and theirs not in BODIES:
            return replace(one, mention=replace(mine, country=theirs))
        words = {one.noun, *mine.name.casefold().split()} if mine.kind == "topic" else {one.noun}
        local = domestic or mine.kind == "place" or words & self._words["local"]
        return replace(one, mention=replace(mine, country=home)) if local and home else one


def _is_for_interview(frame: Frame) -> bool:
    """ "Sat down with Steve Kroft for an interview": nobody negotiates with a reporter."""
    return any(t.lemma == "interview" for t in frame.oblique("for"))


def _is_tight(head: Token, noun: Token) -> bool:
    """ "Designated Hezbollah a terrorist organization": a complement, parsed as an apposition."""
    tight = noun.dep == "appos" and head.i < noun.i
    return tight and not any(c.dep == "punct" and head.i < c.i < noun.i for c in head.children)


def _is_finite(clause: Token) -> bool:
    """ "This cannot be left so", he told them: what he said, no deed that he asked for."""
    own = (clause, *(c for c in clause.children if c.dep in ("aux", "auxpass")))
    return any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in own)


def _is_preposition(token: Token) -> bool:
    """ "Fair trade as opposed to free trade" sets apart; nobody opposes anything."""
    before = (c.lower for c in (token.head, *token.children) if c.i == token.i - 1)
    return token.lower in PREPOSITIONAL and "as" in before


def _is_own(frame: Frame, subject: Referent, target: Referent, resolver: Resolver) -> bool:
    """ "Turkey defends its airspace": who stands up for what is his own takes no side."""
    start, end = target.mention.start, target.mention.end
    if target.mention.kind != "topic" or start is None or end is None:
        return False
    heads = (t for o in frame.objects for t in conjuncts(o) if start <= t.start < end)
    owners = (c for t in heads for c in t.children if c.tag == "PRP$")
    return any(r.mention.id == subject.mention.id for c in owners for r in resolver.pronoun(c))


def _eases(cue: Cue) -> bool:
    """ "Lifted the curbs on Iranian oil": eased for Iran, as they were imposed on it."""
    return cue.relation == "concedes" and "obj.on" in cue.object_slot


def _needs(with_: str) -> Needs | None:
    if not with_:
        return None
    role, _, lemmas = with_.partition(":")
    return Needs(role, frozenset(lemmas.split("|")) - {""})


def fits(relation: str, subject: Referent, target: Referent) -> bool:
    """Subjects act; nobody relates to himself; the object is of a kind the relation takes."""
    if not subject.is_actor or subject.mention.id == target.mention.id:
        return False
    kind = target.mention.kind
    if relation in ACTORS_ONLY and kind not in PERSONAL:
        return kind == "place" and bool(target.mention.country) and relation != "hosts"
    if relation in NEVER_TOPICS and kind == "topic":
        return False
    if relation == "visits":
        return kind in ("place", "country") or target.mention.country == "IGO"
    return True
