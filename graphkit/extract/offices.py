"""Persons by what they are: "the foreign minister", "his Chinese counterpart", "her predecessor".

A title means the person whom the article gives it, then one of whom the register says that he held
the office, then the only person spoken of; else the state.  Several that fit alike are ambiguous.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from graphkit.extract.antecedents import Antecedents, distinct_actors
from graphkit.extract.common_nouns import CommonNouns
from graphkit.extract.definites import DEFINITE
from graphkit.extract.owners import Owners
from graphkit.extract.people import Person
from graphkit.extract.person_names import ARGUMENTS
from graphkit.extract.referents import Referent, Scene, implied
from graphkit.extract.trees import child
from graphkit.records import Mention
from graphkit.sentences import Token

LIKELY_OFFICES: Final = {
    "head_of_state": ("head_of_state", "head_of_government"),
    "head_of_government": ("head_of_government",),
    "foreign_minister": ("foreign_minister",),
    "defence_minister": ("defence_minister",),
}
"""Offices that a title may mean with a state ("the Chinese president"), likeliest first."""
UNOFFICIAL: Final = frozenset({"citizen", "governor"})
"""Offices whose unnamed holders are not their states: an activist, a mayor."""
INTERIM: Final = frozenset({"acting", "caretaker", "interim", "transitional"})
"""Words before a title whose holder is nobody who held the office otherwise."""
LEADING: Final = ("head_of_state", "head_of_government", "royal")
"""Offices that "the Chinese leader" may mean, likeliest first."""
ALSO: Final = {
    "minister": ("foreign_minister", "defence_minister"),
    "royal": ("head_of_state",),
    "diplomat": ("foreign_minister", "ambassador", "envoy"),
    "envoy": ("ambassador", "diplomat"),
    "ambassador": ("envoy",),
    "clergy": ("head_of_state",),
    "official": ("head_of_organization", "head_of_state", "head_of_government"),
}
"""Offices whose holder a title may mean besides its own: a king is a head of state."""


REIGNING: Final = frozenset({"royal", *ALSO["royal"]})
"""Offices that "the king" may mean."""


class Offices:
    """Resolves the titles and other words for persons of one sentence."""

    def __init__(
        self, scene: Scene, owners: Owners, antecedents: Antecedents, common: CommonNouns
    ) -> None:
        self._scene = scene
        self._owners = owners
        self._antecedents = antecedents
        self._common = common

    def as_office(self, head: Token) -> list[Referent] | None:
        """Reads "the Russian president": the person if one is known, else the state."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        title = self._common.title_at(head)
        if title is None:
            return None
        office = self._scene.ontology.titles[title]
        owners = [o for o in self._owners.of(head) if o.mention.kind in ("country", "organization")]
        if self._is_anyone(head):
            return []
        if not owners:
            return self._known_holder(head, title, office)
        likely = LEADING if title == "leader" else LIKELY_OFFICES.get(office, ())
        return [r for o in owners for r in self._holder(head, title, o, likely=likely)]

    def _is_anyone(self, head: Token) -> bool:
        """ "Any world leader", "the first president to visit", "as president": no one person."""
        if head.tag not in ("NN", "NNP"):
            return False
        before = {c.lower for c in head.children if c.i < head.i}
        title = self._common.title_at(head)
        single = self._scene.ontology.titles.get(title or "") in LEADING[:2]
        if single and before & {"a", "an"} and child(head, "appos") is None:
            return True  # "the first time a U.S. president has spoken with him"
        role = head.dep == "pobj" and head.head.lower == "as" and not before
        return role or bool(before & self._scene.words("anyone"))

    def _holder(
        self, head: Token, title: str, owner: Referent, *, likely: Sequence[str]
    ) -> list[Referent]:
        office = self._scene.ontology.titles[title]
        code = owner.mention.country
        if office in UNOFFICIAL and head.tag in ("NN", "NNP"):
            known = self._named_before(head, frozenset({office}), code)
            private = self._common.collective(head, "group", [owner])
            return [implied(m, head, "office") for m in known or ()] or [private]
        before = {c.lower for c in head.children if c.i < head.i}
        if "former" in before:
            return [implied(m, head, "office") for m in self._former(head, office, code)]
        if head.tag in ("NN", "NNP") and code and not before & INTERIM:
            if title == "leader":
                spoken_of = self._named_before(head, frozenset(likely), code)
                if spoken_of is not None:
                    return [implied(m, head, "office") for m in spoken_of]
            for held in likely:
                person = self._scene.people.holder(office=held, country=code)
                if person is not None:
                    return [person_at(person, head)]
            wanted = frozenset(likely or (office, *ALSO.get(office, ())))
            known = self._named_before(head, wanted, code)
            if known:
                return [implied(m, head, "office") for m in known]
        state = self._common.state_behind(owner) or owner.mention
        if any(c.lower in ("a", "an") for c in head.children):
            self._scene.memory.note_organ(title, state)  # "an Israeli official": "the official"
        return [self._common.whole(state, head, "office")]

    def _former(self, head: Token, office: str, code: str | None) -> list[Mention]:
        """ "The former Malian minister": no longer his state, so the person or nobody."""
        wanted = frozenset({office, *ALSO.get(office, ())})
        return self._named_before(head, wanted, code) or []

    def as_member(self, head: Token) -> list[Referent] | None:
        """ "Nancy Pelosi spoke. The California Democrat": a member is not the party."""
        words = self._scene.words("party_member")
        if head.lower not in words or head.tag not in ("NN", "NNP") or head.dep not in ARGUMENTS:
            return None
        if not any(c.dep == "det" for c in head.children):
            return None
        latest = next(iter(self._scene.before(1)), ())
        persons = distinct_actors((s for s in latest if s.is_main), _is_person)
        if self._is_definite(head) and len(persons) == 1:
            return [implied(persons[0], head, "office")]
        return [self._common.collective(head, "group", [])]

    def _known_holder(self, head: Token, title: str, office: str) -> list[Referent] | None:
        """ "The president", after the article has named one."""
        if head.tag in ("NN", "NNP"):
            also = LEADING if title == "leader" else ALSO.get(office, ())
            also = () if title == "official" else also  # but "the chief", "the director"
            known = self._named_before(head, frozenset({office, *also}), None)
            if known is not None:
                return [implied(m, head, "office") for m in known]
        state = self._scene.memory.organ(title)
        if state is not None:
            return [implied(state, head, "office")]
        return [self._common.collective(head, "group", [])] if head.tag == "NNS" else []

    def _named_before(
        self, head: Token, wanted: frozenset[str], code: str | None
    ) -> list[Mention] | None:
        """The person last named who fits a title; empty if two fit alike, None if nobody does."""
        if any(c.lower in ("a", "an") for c in head.children):
            return None
        owner = child(head, "poss") if head.tag == "NN" else None  # not "His Highness"
        others = {r.mention.id for r in self._owners.of_modifier(owner)} if owner else set()
        voice = self._scene.voices.at(head)
        others |= {voice.id} if voice is not None else set()  # who speaks says "I"
        plain = self._plainly_called(head, wanted) if code is None else None
        if plain is not None:
            return [plain]
        for sentence in self._antecedents.sentences(head, back=8):
            held = distinct_actors(
                sentence,
                lambda m: self._is_of(m, code) and m.id not in others and self._fits(m, wanted),
            )
            if held:
                return held if len(held) == 1 else []
        if not self._is_definite(head):
            return None
        called = self._only_one_called(head) if code is None and owner is None else None
        if called is not None and called.id not in others:
            return [called]
        only = self._only_person(head, code, as_citizen="citizen" in wanted)
        return None if only and only[0].id in others else only

    def _only_one_called(self, head: Token) -> Mention | None:
        """ "Vice President Joe Biden ... the vice president", however far before."""
        title = self._common.title_at(head)
        person = self._scene.people.only_called(title) if title else None
        return mention_of(person) if person is not None else None

    def _plainly_called(self, head: Token, wanted: frozenset[str]) -> Mention | None:
        """ "President Obama ... Syrian President Assad ... the president": whose needs no state.

        He must be spoken of half as often as any other who holds such an office, or more.
        """
        title = self._common.title_at(head)
        if title is None or not self._is_definite(head):
            return None
        near = [s for sentence in self._antecedents.sentences(head, back=8) for s in sentence]
        held = distinct_actors(near, lambda m: _is_person(m) and self._fits(m, wanted))
        plain = [m for m in held if self._scene.people.is_plainly_called(m.id, title)]
        if len(plain) != 1 or len(held) == 1:
            return None
        everything = self._scene.everything()
        counts = Counter(m.id for s in everything for seen in s for m in seen.mentions)
        return plain[0] if all(2 * counts[plain[0].id] >= counts[m.id] for m in held) else None

    def _only_person(
        self, head: Token, code: str | None, *, as_citizen: bool
    ) -> list[Mention] | None:
        """ "Khalifa Haftar went to Moscow. The field marshal": nobody else is spoken of.

        An occupation ("the former comedian") goes with any office, a rank with none.
        """
        sentences = self._antecedents.sentences(head, back=2)
        persons = {m.id: m for s in sentences for m in distinct_actors(s, _is_person)}
        only = next(iter(persons.values())) if len(persons) == 1 else None
        if only is None or not self._is_of(only, code):
            return None
        if self._offices(only) and not as_citizen:
            return None
        return [only]

    def _fits(self, person: Mention, wanted: frozenset[str]) -> bool:
        """True for the holder of an office; "the king" is no president of a republic."""
        held = self._offices(person) & wanted
        if not held or wanted != REIGNING or "royal" in held:
            return bool(held)
        return "monarchy" in self._scene.ontology.classes.get(f"country:{person.country}", ())

    def _offices(self, person: Mention) -> frozenset[str]:
        return self._scene.people.offices_of(person.name)

    @staticmethod
    def _is_of(mention: Mention, code: str | None) -> bool:
        return mention.kind == "person" and (code is None or mention.country in (None, code))

    @staticmethod
    def _is_definite(head: Token) -> bool:
        return any(c.lower in DEFINITE or c.dep == "poss" for c in head.children)

    # --- persons by their relation to another --------------------------------------------------

    def as_opposite(self, head: Token) -> list[Referent] | None:
        """ "His Chinese counterpart", "her host", "the American guest": the other person."""
        if not self._is_opposite(head):
            return None
        owner = child(head, "poss")
        possessors = self._owners.of_modifier(owner) if owner is not None else []
        states = self._owners.beside(head, possessors)
        if not states and owner is None:
            return None
        code = states[0].mention.country if len(states) == 1 else None
        if head.tag in ("NN", "NNP") and len(states) < 2:
            excluded = {r.mention.id for r in possessors}
            found = self._other_person(head, excluded, code) or self._same_office(possessors, code)
            if found is not None:
                return [implied(found, head, "office")]
        return [self._common.whole(s.mention, head, "office") for s in states]

    def _is_opposite(self, head: Token) -> bool:
        """ "Counterpart", "host", "opposite number"."""
        before = self._scene.parsed.tokens[head.i - 1].lower if head.i else ""
        words = self._scene.words("opposite")
        return head.pos == "NOUN" and bool({head.lemma, f"{before} {head.lemma}"} & words)

    def _other_person(self, head: Token, excluded: set[str], code: str | None) -> Mention | None:
        """The only other person spoken of, of that state where one is said."""
        sentences = self._antecedents.sentences(head, back=2)
        persons = {
            m.id: m
            for s in sentences
            for m in distinct_actors(s, _is_person)
            if m.id not in excluded and (code is None or m.country == code)
        }
        return next(iter(persons.values())) if len(persons) == 1 else None

    def _same_office(self, possessors: list[Referent], code: str | None) -> Mention | None:
        """ "His Chinese counterpart": China's holder of the possessor's office."""
        people = self._scene.people
        for possessor in possessors:
            for office in sorted(people.offices_of(possessor.mention.name)):
                for likely in (office, *LIKELY_OFFICES.get(office, ())):
                    person = people.holder(office=likely, country=code) if code else None
                    if person is not None:
                        return mention_of(person)
        return None

    def as_relay(self, head: Token) -> list[Referent] | None:
        """ "His predecessor": who held the office before, as the register has it."""
        if head.lemma not in ("predecessor", "successor") or head.tag not in ("NN", "NNP"):
            return None
        owner = child(head, "poss")
        possessors = self._owners.of_modifier(owner) if owner is not None else []
        step = -1 if head.lemma == "predecessor" else 1
        for possessor in possessors:
            person = self._scene.people.next_holder(possessor.mention.id, step=step)
            if person is not None:
                return [person_at(person, head)]
        return []


def _is_person(mention: Mention) -> bool:
    return mention.kind == "person"


def mention_of(person: Person) -> Mention:
    """Returns a person as a mention without text."""
    return Mention(
        text="", name=person.name, id=person.id, kind="person",
        country=person.country, role=person.role,
    )  # fmt: skip


def person_at(person: Person, head: Token) -> Referent:
    """Returns the person whom a common noun means."""
    return implied(mention_of(person), head, "office")
