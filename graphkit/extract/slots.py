"""The slots of one cue row around one trigger word -> the referents that stand there.

Slots are those of `cues.csv`: subject, object, a preposition's complement, a noun's owner, "each".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from graphkit.extract.frames import Frame, Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.referents import Referent
from graphkit.extract.trees import NOMINAL, VERBAL, child, prepositions, subtree
from graphkit.ontology import Cue
from graphkit.records import ACTOR_KINDS, Mention
from graphkit.sentences import Token
from graphkit.topics import topic_key

UNSAID: Final = frozenset({"home", "post"})
"""Slots that no word fills: they count where no other slot is filled."""
TO_OTHERS: Final = ("with", "alongside", "against", "for")
"""Prepositions whose complement is the other party, so that the subjects are on one side."""
OWN: Final = frozenset({"their", "its", "his", "her"})
MUTUAL: Final = frozenset({"meets", "talks_with", "agrees_with", "allies_with", "cooperates_with"})
TO_PLACES: Final = frozenset({"visits"})


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
        particle: str = "",
    ) -> None:
        self._adjectival = adjectival
        self._particle = particle
        self._frames = frames
        self._frame = frames.of(head)
        self._resolver = resolver
        self._head = head
        self._partner = partner
        self._relation = relation
        self._place = relation in TO_PLACES
        self._agreeing = relation == "agrees_with" and partner is None

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
            after = self._frame.oblique(self._particle)  # "voted down the bill", read as a place
            return self._all(self._frame.objects or after, place=place)
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
        """ "China issued a paper calling for dialogue": who wrote the paper calls for it.

        "The UN's report accuses Syria": so does whose report it is; "US airstrikes hit the camp".
        """
        found: list[Referent] = []
        for head in heads:
            if self._frame.via != "participle":
                if head.lemma in self._resolver.words("document") | self._resolver.words(
                    "striking"
                ):
                    found.extend(self._resolver.modifiers(head))
                continue
            frame = self._frames.of(head)
            found.extend(self._all(frame.subjects) or self._all(frame.outer))
            told = head.lemma in self._resolver.words("document")
            if not found and told and head.dep == "dobj" and head.head.pos in VERBAL:
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
        if not found and self._head.pos in NOMINAL:  # "withdrawal of forces from Panama"
            parts = self._frame.oblique("of")
            found = [t for noun in parts for p, t in prepositions(noun) if p == preposition]
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
        spots = self._oblique("in", place=True) or self._within_spot()
        actors = self.read("subj") if self._head.pos in VERBAL else self.read("owner")
        groups = [r for r in actors if r.mention.kind == "group"]
        codes = [r.mention.country for r in (*spots, *groups) if r.mention.country]
        state = self._resolver.state_of(codes[0]) if codes and groups else None
        return [Referent(mention=state, how="implied")] if state else []

    def _within_spot(self) -> list[Referent]:
        """ "At a jail in northern Israel": the place in which the spot is."""
        inner = (t for s in self._frame.oblique("at") for p, t in prepositions(s) if p == "in")
        return self._all(list(inner), place=True)

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
        found = modifiers or self._all(frame.oblique("of")) or self._all(frame.oblique("from"))
        return found or self._unsaid_owner(noun)

    def _unsaid_owner(self, noun: Token) -> list[Referent]:
        """ "There will be no talks with Iran", Israel said: its own talks."""
        speaker = self._resolver.speaker
        if self._relation not in MUTUAL:
            return []  # "there would be more support for it", she said: whose is not told
        exists = noun.dep == "attr" and child(noun.head, "expl") is not None
        if not exists or speaker is None or speaker.kind not in ACTOR_KINDS:
            return []
        return [Referent(mention=speaker, how="first person")]

    def each(self) -> list[Referent]:
        """Members of a plural or coordinated subject, of "between A and B", of "US-China"."""
        frame = self._frame
        if self._head.pos in VERBAL:
            return [] if self._has_partner() else self._all(frame.subjects)
        for preposition in ("between", "among", "of", "by"):
            found = self._all(frame.oblique(preposition))
            if len(found) > 1:
                return found
        modifiers = self._resolver.modifiers(self._head)
        if len(modifiers) > 1:
            return modifiers
        return [] if self._has_partner() else self._all(frame.subjects)

    def _has_partner(self) -> bool:
        """ "Paris and Bonn struck a deal with Hanoi": with Hanoi, not with each other."""
        frames = [self._frame, *([self._frames.of(self._partner)] if self._partner else [])]
        return any(
            r.is_actor or (p == "with" and self._agreeing)  # "agreed with the policy"
            for f in frames
            for p in TO_OTHERS
            for t in f.oblique(p)
            if not _is_company(t)
            for r in self._resolver.resolve(t)
        )


def _is_company(noun: Token) -> bool:
    """ "Paris and Bonn met together with Hanoi": with each other as well."""
    preposition = noun.head
    near = (*preposition.children, *preposition.head.children)
    return any(c.i == preposition.i - 1 and c.lower in ("together", "along") for c in near)


def pairs(cue: Cue, slots: Slots) -> Iterator[tuple[Referent, Referent]]:
    """Yields the (subject, object) pairs that a row finds in its slots."""
    if "each" in (*cue.subject_slot, *cue.object_slot):
        members = list({r.mention.id: r for r in slots.each()}.values())
        for a, b in combinations(members, 2):
            if a is members[0] or len(members) < 4:
                yield a, b
        return
    place = cue.relation in TO_PLACES
    subjects = _first_filled(slots, cue.subject_slot)
    own = frozenset(s.mention.id for s in subjects)
    targets = _first_filled(slots, cue.object_slot, place=place, own=own)
    for s in subjects:
        for t in targets:
            if t.mention.id in own and t.mention.text.lower() in OWN:
                continue  # "Egypt and Israel lifted their blockade": on nobody of the two
            yield s, t


def _first_filled(
    slots: Slots, names: Sequence[str], *, place: bool = False, own: frozenset[str] = frozenset()
) -> list[Referent]:
    """The first slot that an actor or place fills, else the first that is filled.

    A slot that holds the subject himself is not filled: "Canada closed its embassy in Iran".
    """
    filled: list[Referent] = []
    for name in names:
        if filled and name in UNSAID:
            continue
        found = slots.read(name, place=place)
        if found and all(r.mention.id in own for r in found):
            continue
        if any(r.mention.kind != "topic" for r in found):
            return found
        filled = filled or found
    return filled
