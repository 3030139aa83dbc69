"""Cue rows + frames -> candidate relations between referents.

A row of `cues.csv` says which word bears a relation and where its actors stand (its slots); the
frame says who stands there.  A row that asks for a further word ("cut" with "ties") outranks the
rows of the bare word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from graphkit.extract.frames import Frame, Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.referents import Referent
from graphkit.extract.trees import (
    NOMINAL,
    VERBAL,
    child,
    conjuncts,
    phrasal_lemmas,
    prepositions,
    subtree,
)
from graphkit.ontology import Cue, Ontology
from graphkit.records import Mention
from graphkit.sentences import Token
from graphkit.topics import topic_key

ACTORS_ONLY: Final = frozenset(
    {"meets", "talks_with", "agrees_with", "allies_with", "cooperates_with", "hosts"}
)
"""Relations whose object is an actor: a topic there is a misreading."""
UNSAID: Final = frozenset({"home", "post"})
"""Slots that no word fills: they count where no other slot is filled."""
NEVER_TOPICS: Final = frozenset({"aids", "other"})
"""Relations to actors and places: help for an act is an optional topic beside the actor helped."""
TO_PLACES: Final = frozenset({"visits"})
PERSONAL: Final = frozenset({"country", "person", "organization", "group"})
ROLES: Final = {
    "xcomp": ("xcomp", "ccomp", "advcl"),
    "mod": ("amod", "compound", "nmod"),
    "prt": ("prt", "advmod"),
}
"""Roles that `with` of a cue row names, as dependency labels."""
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
    """What `with` of a row asks for: a role and the lemmas that may fill it (any if empty)."""

    role: str
    lemmas: frozenset[str]


class CueReader:
    """Finds candidates with the cue rows of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = ontology.words
        self._rows: dict[tuple[str, str], list[tuple[Cue, Needs | None]]] = {}
        for cue in ontology.cues:
            self._rows.setdefault((cue.cue, cue.pos), []).append((cue, _needs(cue.with_)))

    def is_trigger(self, token: Token) -> bool:
        """True if a row exists for the word: sentences without one need no further reading."""
        return bool(self._rows_of(token))

    def _rows_of(self, token: Token) -> list[tuple[Cue, Needs | None]]:
        pos = POS.get(token.pos)
        if pos is None:
            return []
        if token.tag == "VBN" and (found := self._rows.get((token.lower, "adjective"))):
            return found  # "is committed to"
        if pos == "verb":
            lemmas = (*phrasal_lemmas(token), token.lemma)
            known = (self._rows.get((lemma, "verb")) for lemma in lemmas)
            return next((rows for rows in known if rows), [])
        found = self._rows.get((token.lemma, pos), [])
        if token.pos == "PROPN" and token.i > 0 and token.text[0].isupper():
            return []  # part of a name: "the United States-Mexico-Canada Agreement"
        return found

    def candidates(self, token: Token, frames: Frames, resolver: Resolver) -> Iterator[Candidate]:
        """Yields the candidates of one trigger word; rows with a needed word come first."""
        rows = self._rows_of(token)
        if not rows:
            return
        frame = frames.of(token)
        matched: list[tuple[Cue, Token | None]] = []
        for cue, needs in rows:
            partner = self._partner(frame, needs)
            if needs is None or partner is not None:
                matched.append((cue, partner if needs else None))
        special = [(c, p) for c, p in matched if p is not None]
        plain = [(c, p) for c, p in matched if p is None]
        for group in (special, plain):  # the bare word's rows count where no special one holds
            found = [f for c, p in group for f in self._read(c, token, p, frames, resolver)]
            yield from found
            if found:
                return

    def _read(
        self, cue: Cue, head: Token, partner: Token | None, frames: Frames, resolver: Resolver
    ) -> Iterator[Candidate]:
        slots = Slots(
            frames, resolver, head=head, partner=partner, relation=cue.relation,
            adjectival=cue.pos == "adjective",
        )  # fmt: skip
        words = (head,) if partner is None or partner is head else (head, partner)
        for subject, found in _pairs(cue, slots):
            for a, b in self.settle(cue.relation, subject, found, resolver):
                yield self._candidate(cue, words, a, b, frames.of(head))

    def settle(
        self, relation: str, subject: Referent, target: Referent, resolver: Resolver
    ) -> Iterator[tuple[Referent, Referent]]:
        """Yields who really stands in a relation, as the guideline has it, if anybody can."""
        for found in self._as_objects(relation, subject, target, resolver):
            if fits(relation, subject, found) and not self._is_interview(relation, found):
                yield self._at_home(subject, found)

    def _partner(self, frame: Frame, needs: Needs | None) -> Token | None:
        """Returns the needed further word if it is there."""
        if needs is None:
            return None
        if needs.role == "to" and not needs.lemmas:
            return next(
                (
                    c
                    for c in frame.head.children
                    if c.dep in ("xcomp", "ccomp") and any(g.tag == "TO" for g in c.children)
                ),
                None,
            )
        pool = self._pool(frame, needs.role)
        if not needs.lemmas:
            return pool[0] if pool else None
        return next((t for t in pool if t.lemma in needs.lemmas or t.lower in needs.lemmas), None)

    def _pool(self, frame: Frame, role: str) -> list[Token]:
        """The words in a role: object heads, verb complements, or a preposition's complements."""
        children = frame.head.children
        if role == "obj":
            heads = [t for o in frame.objects for t in conjuncts(o)]
            return [*heads, *(c for h in heads for c in self._counted(h))]
        if role == "subj":
            return [t for s in frame.subjects for t in conjuncts(s)]
        if role in ROLES:
            return [c for c in children if c.dep in ROLES[role]]
        pool = [u for t in frame.oblique(role) for u in conjuncts(t)]
        return [*pool, *(t for o in frame.objects for p, t in prepositions(o) if p == role)]

    def _counted(self, head: Token) -> list[Token]:
        """ "A number of drones": the drones."""
        if head.lemma not in self._words["partitive"]:
            return []
        return [t for p, t in prepositions(head) if p == "of"]

    def _as_objects(
        self, relation: str, subject: Referent, target: Referent, resolver: Resolver
    ) -> list[Referent]:
        """Remarks of a person, the role of a state: the actors themselves (guideline)."""
        if target.noun in self._words["remark"]:
            others = [o for o in target.owners if o.mention.id != subject.mention.id]
            if others:
                return [replace(o, noun="") for o in others]
        return [self._as_object(relation, subject, target, resolver)]

    @staticmethod
    def _candidate(
        cue: Cue, words: tuple[Token, ...], subject: Referent, target: Referent, frame: Frame
    ) -> Candidate:
        return Candidate(
            cue=cue, head=words[0], words=words, subject=subject, object=target, via=frame.via
        )

    def _as_object(
        self, relation: str, subject: Referent, target: Referent, resolver: Resolver
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
        elif (relation == "sanctions" and mention.kind == "topic" and subject.mention.country) or (
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
        if relation not in ACTORS_ONLY or mention.kind not in ("organization", "group"):
            return False
        return mention.name.casefold().split()[-1] in self._words["outlet"]

    def _at_home(self, subject: Referent, target: Referent) -> tuple[Referent, Referent]:
        """Demonstrators, students, prisoners without a state belong to the other side's.

        "Liberian riot police dispersed demonstrators": event coders count this as domestic.
        """
        for one, other in ((subject, target), (target, subject)):
            mine, theirs = one.mention, other.mention
            stateless = mine.country is None and one.noun in self._words["domestic"]
            if stateless and theirs.country not in (None, "IGO", "NGO"):
                home = replace(one, mention=replace(mine, country=theirs.country))
                return (home, target) if one is subject else (subject, home)
        return subject, target


def _needs(with_: str) -> Needs | None:
    if not with_:
        return None
    role, _, lemmas = with_.partition(":")
    return Needs(role, frozenset(lemmas.split("|")) - {""})


class Slots:
    """Reads the slots of one cue row around one trigger word."""

    def __init__(
        self,
        frames: Frames,
        resolver: Resolver,
        *,
        head: Token,
        partner: Token | None,
        relation: str,
        adjectival: bool = False,
    ) -> None:
        self._adjectival = adjectival
        self._frames = frames
        self._frame = frames.of(head)
        self._resolver = resolver
        self._head = head
        self._partner = partner
        self._place = relation in TO_PLACES

    def read(self, slot: str, *, place: bool = False) -> list[Referent]:
        """Returns the referents in a slot."""
        if "." in slot:
            inner = slot.partition(".")[2]
            noun = self._partner
            return [] if noun is None else self._around(noun, inner, place=place)
        if slot == "subj":
            nominal = self._head.pos not in VERBAL and self._frame.outer
            heads = self._frame.outer if nominal else self._frame.subjects
            found = self._all(heads or self._bearers(), place=place)
            return found if any(r.is_actor for r in found) else self._authors(heads) or found
        if slot == "obj":
            return self._all(self._frame.objects, place=place)
        if slot == "clause":
            return self._of_clause()
        if slot == "within":
            return self._within_clause()
        if slot == "home":
            return self._at_home()
        if slot == "post":
            return self._given_up()
        if slot in ("owner", "mod", "of"):
            return self._around(self._head, slot, place=place)
        return self._oblique(slot, place=place)

    def _authors(self, heads: Sequence[Token]) -> list[Referent]:
        """ "China issued a paper calling for dialogue": who wrote the paper calls for it."""
        if self._frame.via != "participle":
            return []
        found: list[Referent] = []
        for head in heads:
            frame = self._frames.of(head)
            found.extend(self._all(frame.subjects) or self._all(frame.outer))
            if not found and head.dep == "dobj" and head.head.pos in VERBAL:
                found.extend(self._all(self._frames.of(head.head).subjects))
        return found

    def _bearers(self) -> Sequence[Token]:
        """ "is committed to": the subject of a participle used as an adjective."""
        return self._frame.objects if self._adjectival else ()

    def _all(self, heads: Sequence[Token], *, place: bool = False) -> list[Referent]:
        return [r for h in heads for r in self._resolver.resolve(h, place=place)]

    def _oblique(self, preposition: str, *, place: bool) -> list[Referent]:
        """A verb's complement, wherever the parser hung it: "imposed sanctions on Iran"."""
        found = [t for t in self._frame.oblique(preposition) if t.pos not in VERBAL]
        if not found and self._head.pos in VERBAL:
            for noun in (*self._frame.objects, *([self._partner] if self._partner else [])):
                found.extend(self._frames.of(noun).oblique(preposition))
        if not found and preposition == "with":  # "spoke by telephone with Putin"
            inner = [t for _, t in self._frame.obliques if t.pos == "NOUN"]
            found = [t for noun in inner for p, t in prepositions(noun) if p == "with"]
        return self._all(found, place=place)

    def _of_clause(self) -> list[Referent]:
        """ "demanded that Israel withdraw", "wants Iran to stop": the complement's subject."""
        clause = self._frame.complement
        if clause is None:
            return []
        if child(clause, "nsubj", "nsubjpass") is None:
            return []
        inner = self._frames.of(clause)
        return self._all(inner.objects if inner.passive else inner.subjects)

    def _within_clause(self) -> list[Referent]:
        """ "threatened to deliver blows to Israel": the actors that the infinitive names."""
        clause = self._frame.complement
        if clause is None or not any(c.tag == "TO" for c in clause.children):
            return []
        heads = [t for t in subtree(clause) if t.dep in ("dobj", "pobj") and t.pos in NOMINAL]
        found = self._all(sorted(heads, key=lambda t: t.i))
        return [r for r in found if r.mention.kind != "topic" and r.how in ("name", "person")]

    def _at_home(self) -> list[Referent]:
        """ "Students rallied in Tehran": unsaid, it is against the state there, or their own."""
        spots = self._oblique("in", place=True)
        actors = self.read("subj") if self._head.pos in VERBAL else self.read("owner")
        groups = [r for r in actors if r.mention.kind == "group"]
        codes = [r.mention.country for r in (*spots, *groups) if r.mention.country]
        state = self._resolver.state_of(codes[0]) if codes and groups else None
        return [Referent(mention=state, how="implied")] if state else []

    def _given_up(self) -> list[Referent]:
        """ "The president resigned": the office, unsaid."""
        if not any(r.mention.role for r in self.read("subj")):
            return []
        office = Mention(text="", name="office", id=topic_key("office"), kind="topic")
        return [Referent(mention=office, how="implied")]

    def _around(self, noun: Token, slot: str, *, place: bool = False) -> list[Referent]:
        """The actors around a noun: its owner, modifiers, or a prepositional complement."""
        frame = self._frames.of(noun)
        if slot == "owner":
            return self._owner(noun, frame)
        if slot in ("mod", "poss"):
            return self._resolver.modifiers(noun)
        found = self._all([t for t in frame.oblique(slot) if t.pos not in VERBAL], place=place)
        if not found and self._head is not noun:
            found = self._all(
                [t for t in self._frame.oblique(slot) if t.pos not in VERBAL], place=place
            )
        return found

    def _owner(self, noun: Token, frame: Frame) -> list[Referent]:
        """Possessor, by-phrase, demonym, light verb's subject, of-phrase: in this order."""
        if frame.subjects:
            found = self._all(frame.subjects)
            if found:
                return found
        modifiers = self._resolver.modifiers(noun)
        return modifiers or self._all(frame.oblique("of")) or self._all(frame.oblique("from"))

    def each(self) -> list[Referent]:
        """Members of a plural or coordinated subject, of "between A and B", of "US-China"."""
        frame = self._frame
        if self._head.pos in VERBAL:
            return self._all(frame.subjects)
        for preposition in ("between", "among", "of", "by"):
            found = self._all(frame.oblique(preposition))
            if len(found) > 1:
                return found
        modifiers = self._resolver.modifiers(self._head)
        if len(modifiers) > 1:
            return modifiers
        return self._all(frame.subjects)


def _pairs(cue: Cue, slots: Slots) -> Iterator[tuple[Referent, Referent]]:
    if "each" in (*cue.subject_slot, *cue.object_slot):
        members = list({r.mention.id: r for r in slots.each()}.values())
        for a, b in combinations(members, 2):
            if a is members[0] or len(members) < 4:
                yield a, b
        return
    place = cue.relation in TO_PLACES
    subjects = _first_filled(slots, cue.subject_slot)
    targets = _first_filled(slots, cue.object_slot, place=place)
    for s in subjects:
        for t in targets:
            yield s, t


def _first_filled(slots: Slots, names: Sequence[str], *, place: bool = False) -> list[Referent]:
    """The first slot that an actor or place fills, else the first that is filled."""
    filled: list[Referent] = []
    for name in names:
        if filled and name in UNSAID:
            continue
        found = slots.read(name, place=place)
        if any(r.mention.kind != "topic" for r in found):
            return found
        filled = filled or found
    return filled


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
