"""Definite descriptions -> what they were called before: "the bloc", "the two sides", "the latter".

A class noun ("the alliance", "the militants", "the kingdom") means the one entry of that class last
spoken of: `classes.csv` says what an entry is, `descriptions.csv` which nouns may call it again.
Two that fit alike are ambiguous, and stay unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from graphkit.extract.antecedents import Antecedents, distinct_actors
from graphkit.extract.memory import Seen
from graphkit.extract.owners import Owners
from graphkit.extract.proper_names import ProperNames
from graphkit.extract.referents import Referent, Scene, core, implied
from graphkit.extract.trees import child
from graphkit.records import Mention
from graphkit.sentences import Token

Reading = Callable[[Mention], Mention | None]
"""What a noun makes of an actor: "countries" of a person his state."""
NUMBERS: Final = {"two": 2, "both": 2, "neither": 2, "either": 2, "three": 3, "four": 4}
DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})
SUBORDINATE: Final = frozenset(
    {"foreign_minister", "defence_minister", "spokesperson", "ambassador", "envoy", "diplomat",
     "adviser"}
)  # fmt: skip
"""Offices whose holders are not called leaders."""
NEAR: Final = 10
"""Sentences before its own in which those are counted whom "the two" may mean."""
ARMED: Final = frozenset({"security", "government", "regime"})
"""Words that make "forces" those of the state that is spoken of."""
NOT_OF: Final = {"regime": frozenset({"USA"})}
"""States that news in English does not call by a word."""
PLAIN: Final = frozenset({"authorities", "police", "prosecutors"})
"""Institutions that need no article."""
BACK: Final = 4
"""Sentences before its own in which a description's antecedent is looked for."""


class Definites:
    """Resolves the definite descriptions of one sentence."""

    def __init__(
        self, scene: Scene, proper: ProperNames, owners: Owners, antecedents: Antecedents
    ) -> None:
        self._scene = scene
        self._proper = proper
        self._antecedents = antecedents
        self._owners = owners

    # --- several: "the two sides", "all three" -----------------------------------------------

    def as_several(self, head: Token) -> list[Referent] | None:
        """ "The two leaders", "both sides", "the rivals": those last spoken of together."""
        number = self._number_at(head)
        singular = number == 2 and head.tag == "NN" and self._is_one_of_two(head)
        paired = head.lemma in self._scene.words("pair")
        named = number is not None and not paired and head.lemma in self._scene.ontology.titles
        if not (named or paired) or (head.tag not in PLURAL_TAGS and not singular):
            return None
        if number is None and (self._is_counted(head) or not self._is_bare(head)):
            return None
        if number is None and any(c.dep == "prep" and c.i > head.i for c in head.children):
            return None  # "the allies at the table" are told by that
        if number is not None and not self._is_told_apart(head):
            return None
        if self._is_of_one(head) or any(not self._is_club(head, o) for o in self._owners.of(head)):
            return None
        found = self._together(head, number, self._reading_of(head))
        vague = number is None or named  # "the three envoys" may be new
        return None if vague and not found else [implied(m, head, "pair") for m in found]

    def as_number(self, head: Token) -> list[Referent] | None:
        """ "All three", "both", "neither": as many as were last spoken of together."""
        number = NUMBERS.get(head.lower)
        if number is None or head.dep in ("det", "nummod", "preconj", "cc"):
            return None
        found = self._together(head, number, _itself)
        return [implied(m, head, "pair") for m in found]

    def _number_at(self, head: Token) -> int | None:
        listed = child(head, "conj") is not None  # "both allies and foes"
        counts = (
            c for c in head.children if c.lower in NUMBERS and not (listed and c.dep == "preconj")
        )
        return next((NUMBERS[c.lower] for c in counts), None)

    @staticmethod
    def _is_one_of_two(head: Token) -> bool:
        """ "Neither side"; not "the president and Baucus both"."""
        return any(c.lower in ("neither", "either") for c in head.children)

    @staticmethod
    def _is_told_apart(head: Token) -> bool:
        """ "The two states", "both", "their two countries", but not "two states"."""
        told = DEFINITE | {"both", "neither", "either", "all"}
        return any(c.lower in told or c.dep == "poss" for c in head.children)

    @staticmethod
    def _is_counted(head: Token) -> bool:
        """ "The five countries", "all the neighbours": more than are spoken of together."""
        return any(
            c.dep in ("nummod", "predet") or c.tag == "CD" or c.lower == "other"
            for c in head.children
        )

    def _is_club(self, head: Token, owner: Referent) -> bool:
        """ "The NATO allies": they belong to it, and are not it."""
        return owner.mention.kind == "organization" and head.lemma in self._scene.words(
            "relational"
        )

    @staticmethod
    def _is_of_one(head: Token) -> bool:
        """ "The U.S. and its partners": whoever they are, it is not among them."""
        owner = child(head, "poss")
        return owner is not None and owner.lower == "its"

    def _reading_of(self, head: Token) -> Reading:
        """What the noun makes of an actor: "leaders" are persons, "countries" their states."""
        if head.lemma in self._scene.words("personal") or head.lemma in self._scene.ontology.titles:
            return lambda m: m if m.kind == "person" and self._may_be(m, head.lemma) else None
        if head.lemma in self._scene.words("side"):
            return self._as_side
        return self._state_of

    def _may_be(self, person: Mention, noun: str) -> bool:
        """False for a minister where "the two leaders" are spoken of."""
        offices = self._scene.people.offices_of(person.name)
        return noun != "leader" or not offices or not offices <= SUBORDINATE

    def _state_of(self, mention: Mention) -> Mention | None:
        """A state, a person's state, or that of the capital where something happens."""
        spot = self._scene.ontology.places.get(mention.id)
        if mention.kind == "person" or (spot is not None and spot.kind == "capital"):
            return self._scene.state_of(mention.country)
        return mention if mention.kind == "country" else None

    def _as_side(self, mention: Mention) -> Mention | None:
        """A person stands for his side, a body without a name of its own for its state."""
        if mention.kind == "place":
            return None
        if mention.kind == "person":
            return self._scene.side_of(mention)
        if mention.kind == "organization" and mention.id not in self._scene.ontology.actors:
            return self._scene.state_of(mention.country) or mention
        return mention

    def _together(self, head: Token, number: int | None, reading: Reading) -> list[Mention]:
        """The actors of one phrase, else of the last sentence, if they are as many as said."""
        nearer: set[str] = set()
        for back, sentence in enumerate(self._antecedents.sentences(head, back=3)):
            members = self._of_one_phrase(sentence, number, reading)
            if not members and (back < 2 or number == 2):
                members = self._of_one_sentence(sentence, number or 2, reading)
            if members and (back < 2 or nearer <= {m.id for m in members}):
                return members
            nearer |= {m.id for m in _read([m for s in sentence for m in s.mentions], reading)}
            if number == 2 and back == 1 and self._are_more(sentence, reading):
                return []  # "Kim met Xi and later Moon. The two agreed": which two?
        if number == 2:
            return self._most_spoken_of(reading)
        earlier = reversed(self._scene.everything()) if number else ()
        found = (self._of_one_phrase(s, number, reading) for s in earlier)
        return next((members for members in found if members), [])

    @staticmethod
    def _are_more(sentence: Sequence[Seen], reading: Reading) -> bool:
        """True if a sentence names three or more of whom two may be meant."""
        members = _read([m for s in sentence if s.is_named for m in s.mentions], reading)
        persons = [m for m in members if m.kind == "person"]
        return len(persons if reading is _itself else members) > 2

    @staticmethod
    def _of_one_phrase(
        sentence: Sequence[Seen], number: int | None, reading: Reading
    ) -> list[Mention]:
        """ "Egypt, Sudan and Ethiopia": the latest coordination of as many."""
        for seen in reversed(sentence):
            members = [] if seen.is_place else _read(seen.mentions, reading)
            if _is_number(len(members), number) and len(members) == len(seen.mentions):
                return members
        return []

    @staticmethod
    def _of_one_sentence(sentence: Sequence[Seen], number: int, reading: Reading) -> list[Mention]:
        """ "Ecuador's police stormed the Mexican embassy": all that are spoken of, of one kind."""
        named = [m for s in sentence if s.is_named for m in s.mentions]
        somewhere = [m for s in sentence if s.is_place for m in s.mentions]
        members = _read(named, reading)
        persons = [m for m in members if m.kind == "person"]
        if reading is _itself and len(persons) == number:
            return persons  # "Poland wants Trump to be firm with Putin when the two meet"
        if len(members) < number and reading is not _itself:
            members = _read([*named, *somewhere], reading)
        alike = reading is not _itself or len({m.kind for m in members}) == 1
        return members if len(members) == number and alike else []

    def _most_spoken_of(self, reading: Reading) -> list[Mention]:
        counts: Counter[str] = Counter()
        latest: dict[str, Mention] = {}
        for sentence in reversed(self._scene.before(NEAR)):
            for m in (m for s in sentence if s.is_named for m in s.mentions if reading(m) is m):
                counts[m.id] += 1
                latest[m.id] = m
        ranked = counts.most_common(3)
        tied = len(ranked) == 3 and ranked[1][1] == ranked[2][1]
        return [latest[i] for i, _ in ranked[:2]] if len(ranked) > 1 and not tied else []

    # --- one of two: "the former", "the latter" -----------------------------------------------

    def as_former_or_latter(self, head: Token) -> list[Referent] | None:
        """ "Tokyo and Seoul both claim the islets. The former lodges a protest": Tokyo."""
        before = self._scene.parsed.tokens[head.i - 1] if head.i else head
        if head.lower not in ("former", "latter") or before.lower != "the":
            return None
        for sentence in self._antecedents.sentences(head, back=2):
            members = self._two_of(sentence)
            if len(members) == 2 or (members and head.lower == "latter"):
                return [implied(members[0 if head.lower == "former" else -1], head, "pair")]
        return []

    @staticmethod
    def _two_of(sentence: Sequence[Seen]) -> list[Mention]:
        """The last two that were named in one phrase, else all that the sentence names."""
        for seen in reversed(sentence):
            if len(seen.mentions) == 2 and not seen.is_place:
                return list(seen.mentions)
        members = distinct_actors(s for s in sentence if s.is_named)
        return members if len(members) > 1 else []

    # --- one of a class: "the bloc", "the militants", "the kingdom" -----------------------------

    def as_described(self, head: Token) -> list[Referent] | None:
        """ "NATO ... The alliance has 32 members": the last alliance spoken of."""
        if head.pos != "NOUN" or not self._is_bare(head):
            return None
        classes = self._scene.ontology.descriptions.get(head.lower, frozenset())
        codes = {o.mention.country for o in self._owners.of(head)}
        if None in codes:
            return None
        for sentence in self._antecedents.sentences(head, back=BACK):
            fitting = self._fitting(sentence, head, classes, codes)
            if len(fitting) == 1:
                return [implied(fitting[0], head, "description")]
            if fitting:
                return None if head.tag in PLURAL_TAGS else []
        return None

    def _fitting(
        self,
        sentence: Sequence[Seen],
        head: Token,
        classes: frozenset[str],
        codes: Iterable[str | None],
    ) -> list[Mention]:
        """The entries of the class in one sentence, else the bodies its persons speak for."""
        wanted = set(codes)
        members = [m for s in sentence for m in s.mentions if not s.is_nameless]
        if wanted:
            members = [m for m in members if m.country in wanted]
        found = [m for m in members if self._is_called(m, head, classes)]
        if not found:
            sides = (self._scene.side_of(m) for m in members if m.kind == "person")
            found = [m for m in sides if m is not None and self._is_called(m, head, classes)]
        return list({m.id: m for m in found}.values())

    def _is_called(self, mention: Mention, head: Token, classes: frozenset[str]) -> bool:
        """True if the noun may call it again: by its class, or by a word of its own name."""
        ontology = self._scene.ontology
        own = ontology.classes.get(mention.id, frozenset())
        spot = ontology.places.get(mention.id)
        if mention.kind == "place":
            own = own | {spot.kind if spot else "spot"}
        body = bool(classes) or ontology.organs.get(head.lower) == "organization"
        named = mention.kind == "organization" and head.lower in mention.name.lower().split()
        if body and named:
            return True
        return mention.kind not in ("person", "country") and bool(own & classes)

    def _is_bare(self, head: Token) -> bool:
        """True for "the bloc", with nothing after it that would say which."""
        if not any(c.lower in DEFINITE for c in head.children if c.dep == "det"):
            return False
        after = [c for c in head.children if c.i > head.i]
        return not any(
            c.dep in ("appos", "acl")
            or (c.dep == "prep" and c.lower in ("of", "behind", "between"))
            or (c.dep == "relcl" and child(c, "nsubj") is not None and not self._is_parted(head))
            for c in after
        )

    def _is_parted(self, head: Token) -> bool:
        """True before a comma: "the alliance, which ..." adds and does not choose."""
        tokens = self._scene.parsed.tokens
        return head.i + 1 < len(tokens) and tokens[head.i + 1].text == ","

    # --- a state: "the country", "the kingdom", "the Baltic state" -------------------------------

    def as_bare_state(self, head: Token) -> list[Referent] | None:
        """ "The country": the state last spoken of, of the class that the noun says."""
        if head.lemma not in self._scene.words("bare_state") or head.tag != "NN":
            return None
        owners = self._owners.of(head)
        if owners:
            return self._state_of_owners(head, owners)
        if not any(c.lower in ("the", "this") for c in head.children):
            return None
        classes = self._classes_of_state(head)
        states = self._of_class(head, classes) if classes else self._states_before(head)
        known = next(iter(states), None)
        return [implied(known, head, "bare state")] if known else None

    def _state_of_owners(self, head: Token, owners: Sequence[Referent]) -> list[Referent] | None:
        """ "Duda said his country ...", "Duda, whose country relies on NATO": Poland."""
        owner = child(head, "poss")
        if owner is None or owner.tag not in ("PRP$", "WP$") or self._is_of_one(head):
            return None
        states = {o.mention.country: self._scene.state_of(o.mention.country) for o in owners}
        state = next(iter(states.values())) if len(states) == 1 else None
        return [implied(state, head, "bare state")] if state is not None else None

    def _of_class(self, head: Token, classes: set[str]) -> Iterator[Mention]:
        """The states of a class, where one sentence speaks of just one."""
        for sentence in self._antecedents.sentences(head, back=BACK):
            states = _read([m for s in sentence for m in s.mentions], self._state_of)
            found = [m for m in states if self._is_of(m, classes)]
            if len(found) == 1:
                yield found[0]

    def _classes_of_state(self, head: Token) -> set[str]:
        """ "West African country", "kingdom", "Baltic state": what must be true of the state."""
        known = {c for classes in self._scene.ontology.classes.values() for c in classes}
        words = [t.lower for t in core(head)]
        phrases = {
            " ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)
        }
        return phrases & known

    def _is_of(self, mention: Mention, classes: set[str]) -> bool:
        return mention.kind == "country" and classes <= self._scene.ontology.classes.get(
            mention.id, frozenset()
        )

    def _states_before(self, head: Token) -> Iterator[Mention]:
        """The state named last before the noun in its sentence, no subject; then earlier ones."""
        for name in reversed(self._scene.names):
            token = self._scene.parsed.tokens[name.last]
            if name.last < head.i and name.names_whole and token.dep in ("pobj", "dobj", "conj"):
                mention = self._proper.named(name, place=False)
                if mention.kind == "country":
                    yield mention
        for sentence in self._scene.before(2):
            for seen in sorted(sentence, key=lambda s: not s.is_subject):
                yield from (m for m in seen.mentions if m.kind == "country")

    def state_in_play(self, head: Token, *, nearby: bool = False) -> Mention | None:
        """Returns the state that the article is about, else that spoken of, where one alone is.

        "In Khartoum the army said"; no "regime" is that of the press that calls it so.  `nearby`
        asks for the state spoken of.
        """
        before = [t for t in core(head) if t is not head]
        if any(t.text[0].isupper() and t.i for t in before) or not self._is_bare_institution(head):
            return None
        but = NOT_OF.get(head.lemma, frozenset())
        told_of = None if nearby else self._scene.people.state_told_of(but=but)
        if told_of is not None:
            return self._scene.state_of(told_of)
        seen = [s for sentence in self._antecedents.sentences(head, back=2) for s in sentence]
        codes = {m.country for s in seen for m in s.mentions if m.kind != "organization"} - but
        states = [s for s in map(self._scene.state_of, codes) if s is not None]
        return states[0] if len(states) == 1 else None

    def _is_bare_institution(self, head: Token) -> bool:
        """ "The army", "police": neither "the army of X" nor "an army"."""
        alone = child(head, "det", "prep", "acl", "appos") is None
        armed = {c.lower for c in head.children if c.i < head.i} & ARMED
        plain = head.lower in PLAIN or (head.lemma in ("force", "troop") and bool(armed))
        return self._is_bare(head) or (plain and alone)


def _itself(mention: Mention) -> Mention | None:
    return mention


def _is_number(count: int, number: int | None) -> bool:
    return count == number if number else count > 1


def _read(mentions: Iterable[Mention], reading: Reading) -> list[Mention]:
    """What a reading makes of the mentions, each actor once."""
    found = (reading(m) for m in mentions)
    return list({m.id: m for m in found if m is not None}.values())
