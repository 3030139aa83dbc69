"""Noun phrases -> actors, places and topics.

`Resolver.resolve` takes the head of a noun phrase and returns whom or what it means: one mention
per member of a coordination.  Each step reads one kind of phrase and gives way (None) to the next:
proper names (`proper_names`), common nouns (`common_nouns`), pronouns (`memory`), and at last the
topic.  What cannot be told stays unresolved; a pronoun is never a node.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from graphkit.extract.antecedents import Antecedents
from graphkit.extract.binding import SECOND_PERSON, THIRD_PERSON
from graphkit.extract.common_nouns import CommonNouns
from graphkit.extract.definites import Definites
from graphkit.extract.memory import Memory
from graphkit.extract.names import Name, covering
from graphkit.extract.offices import Offices
from graphkit.extract.owners import Owners
from graphkit.extract.people import People
from graphkit.extract.person_names import SURNAMES, PersonSpan
from graphkit.extract.phrases import topic_phrase
from graphkit.extract.pronouns import Pronouns
from graphkit.extract.proper_names import ProperNames
from graphkit.extract.referents import Referent, Scene, implied
from graphkit.extract.trees import child, conjuncts, first_conjunct, prepositions, subtree
from graphkit.extract.voices import Voices
from graphkit.ontology import Ontology
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import topic_key

FIRST_PERSON: Final = frozenset({"i", "me", "my", "we", "us", "our", "ours", "ourselves", "myself"})
ALONE: Final = frozenset({"hers", "ours", "theirs"})
"""Pronouns that the tagger takes for nouns."""
PRONOUN_TAGS: Final = frozenset({"PRP", "PRP$", "WP", "WDT"})
SPATIAL: Final = frozenset({"place", "country"})
MEASURES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY", "ORDINAL"})


def is_first_person(token: Token) -> bool:
    """True for "we" and its like; "US" is a state."""
    return token.lower in FIRST_PERSON and token.text != "US"


class Resolver:
    """Resolves the noun phrases of one sentence, with the article's people and memory."""

    def __init__(
        self,
        ontology: Ontology,
        people: People,
        memory: Memory,
        *,
        parsed: ParsedSentence,
        names: Sequence[Name],
        spans: Sequence[PersonSpan],
        voices: Voices,
    ) -> None:
        self._scene = Scene(
            ontology=ontology, people=people, memory=memory, parsed=parsed, names=names,
            spans=spans, voices=voices,
        )  # fmt: skip
        scene = self._scene
        self._proper = ProperNames(scene)
        self._owners = Owners(scene, self._proper, self)
        self._antecedents = Antecedents(scene, self._proper, self)
        self._pronouns = Pronouns(scene, self._antecedents, self)
        self._definites = Definites(scene, self._proper, self._owners, self._antecedents)
        self._common = CommonNouns(scene, self._proper, self._owners, self._definites)
        self._offices = Offices(scene, self._owners, self._antecedents, self._common)
        self._cache: dict[tuple[int, bool], list[Referent]] = {}
        self._busy: set[int] = set()
        self._pending: set[int] = set()
        self.speaker: Mention | None = None
        """Who says "I" and "we" here: set for a clause inside a quotation."""

    def resolve(self, head: Token, *, place: bool = False) -> list[Referent]:
        """Returns the referents of a noun phrase, one per member of a coordination.

        Args:
            head: head of the phrase.
            place: True where a place is meant (object of a visit), so that Moscow is the city.
        """
        key = (head.i, place)
        if key not in self._cache:
            if head.i in self._busy:
                return []
            self._busy.add(head.i)
            found = [
                r
                for t in conjuncts(head)
                if t is head or not self._inside_name(t)
                for r in self.one(t, place=place)
            ]
            self._busy.discard(head.i)
            if any(is_first_person(t) for t in subtree(head)):
                return found  # depends on the speaker of the clause: not kept
            self._cache[key] = found
        return self._cache[key]

    def one(self, head: Token, *, place: bool = False) -> list[Referent]:
        """Returns the referents of one head, without those coordinated with it."""
        if head.pos == "PRON" or head.tag in PRONOUN_TAGS or head.lower in ALONE:
            named = self._proper.as_person(head) if head.text in SURNAMES else None
            return self.pronoun(head) if named is None else named  # "Liu He"
        named = self._named_beside(head)
        if named:
            return named
        inner = self._partitive(head)
        if inner is not None:
            return self.resolve(inner, place=place)
        if head.lemma in self._scene.words("locality"):
            found_place = self._as_locality(head, place=place)
            if found_place is not None:
                return found_place
        found = self._common.as_ethnic(head) or self._offices.as_member(head)
        found = found or self._proper.as_name(head, place=place)
        for step in self._steps():
            if found is not None:
                return found
            found = step(head)
        return self._as_topic(head) if found is None else found

    def _steps(self) -> tuple[Callable[[Token], list[Referent] | None], ...]:
        """The ways to read a noun phrase that is no registered name, in order."""
        return (
            self._proper.as_person, self._common.as_named_holder,
            self._definites.as_several, self._definites.as_number,
            self._definites.as_former_or_latter, self._offices.as_opposite,
            self._offices.as_relay, self._definites.as_described,
            self._common.as_capital, self._common.as_organ, self._offices.as_office,
            self._definites.as_bare_state, self._as_entity,
        )  # fmt: skip

    def _named_beside(self, head: Token) -> list[Referent]:
        """ "Haaretz, a newspaper that backs it": what a description is put beside is who acts.

        Only where the description goes on to tell a deed; else it is read by itself.
        """
        if head.dep != "appos" or head.pos != "NOUN" or head.head.pos != "PROPN":
            return []
        if covering(self._scene.names, head) or child(head, "acl", "relcl") is None:
            return []
        several = head.tag == "NNS"
        named = self.resolve(first_conjunct(head.head)) if several else self.one(head.head)
        return [r for r in named if r.is_actor]

    def _inside_name(self, token: Token) -> bool:
        """The second word of "Bosnia and Herzegovina" is no member of a coordination."""
        name = covering(self._scene.names, token)
        return name is not None and self._proper.root_of(name) is not token

    @property
    def names(self) -> Sequence[Name]:
        """The registered names of the sentence."""
        return self._scene.names

    @property
    def home(self) -> str | None:
        """The only state that the article speaks of, alpha-3; None if there are several."""
        return self._scene.people.home

    def modifier(self, token: Token) -> list[Referent]:
        """Returns the actors that a word before a noun names: "Russian", "Putin's", "its"."""
        return self._owners.of_modifier(token)

    def modifiers(self, noun: Token) -> list[Referent]:
        """Returns the actors among the words before a noun: "US-China talks", "their meeting"."""
        return [
            r
            for c in noun.children
            if c.i < noun.i and c.dep in ("amod", "compound", "poss", "nmod")
            for r in self._owners.of_modifier(c)
        ]

    def words(self, class_: str) -> frozenset[str]:
        """Returns a class of words from `words.csv`."""
        return self._scene.words(class_)

    def office_of(self, head: Token) -> str:
        """Returns what a noun says that a person is: "diplomat", "vice president"; else ""."""
        title = self._common.title_at(head) if head.pos == "NOUN" else None
        return self._scene.ontology.titles[title] if title else ""

    def people_called(self, head: Token) -> Mention:
        """Returns somebody without a name by what he is called: "Western diplomat"."""
        return self._common.collective(head, "group", []).mention

    def state_of(self, code: str | None) -> Mention | None:
        """Returns the state of an alpha-3 code as a mention without text."""
        return self._scene.state_of(code)

    def _partitive(self, head: Token) -> Token | None:
        """ "Thousands of Georgians", "a group of Moroccan diplomats": the ones counted."""
        if head.lemma not in self._scene.words("partitive") or covering(self._scene.names, head):
            return None
        return next(
            (t for p, t in prepositions(head) if p == "of" and t.dep == "pobj" and t.pos != "PRON"),
            None,
        )

    def _as_locality(self, head: Token, *, place: bool) -> list[Referent] | None:
        """ "The Bosnian town of Gorazde", "Montenegro province": the place; "state of siege"."""
        if covering(self._scene.names, head) is not None or head.tag in ("NNS", "NNPS"):
            return None
        for preposition, t in prepositions(head):
            if preposition == "of" and t.i > head.i:
                named = [r for r in self.one(t, place=True) if r.mention.kind in SPATIAL]
                return named or (self._as_topic(head) if head.lemma == "state" else None)
        for c in reversed(head.children):
            name = covering(self._scene.names, c) if c.dep in ("compound", "nmod") else None
            if name is not None and name.last == head.i - 1 and name.names_whole:
                mention = self._proper.named(name, place=place)
                if mention.kind in SPATIAL:
                    return [Referent(mention=mention, how="name")]
        return None

    def pronoun(self, head: Token) -> list[Referent]:
        word = head.lower
        if is_first_person(head):
            return self._as_first_person(head)
        if word in THIRD_PERSON:
            return [implied(m, head, "pronoun") for m in self.pronoun_meaning(head)]
        if word in SECOND_PERSON:
            return [implied(m, head, "pronoun") for m in self._pronouns.addressed(head)]
        return self._definites.as_number(head) or self._definites.as_former_or_latter(head) or []

    def pronoun_meaning(self, head: Token) -> list[Mention]:
        """Returns whom a pronoun of the third person means.

        A pronoun that its own antecedent asks for means nobody.
        """
        if head.i in self._pending:
            return []
        self._pending.add(head.i)
        found = self._pronouns.meant(head)
        self._pending.discard(head.i)
        return found

    def is_name(self, head: Token) -> bool:
        """True for "He" of "Liu He"."""
        return head.text in SURNAMES and self._proper.span_of(head) is not None

    def subject_above(self, head: Token) -> Mention | None:
        """ "Kerry named the position he said ...": the person of the clause above a pronoun."""
        found = self._pronouns.by_subject_above(head)
        return found[0] if found and found[0].kind == "person" else None

    def remember(self) -> None:
        """Notes the actors and places of the sentence for what later sentences refer to."""
        self._scene.memory.note(self._antecedents.of_sentence(), theme=self._antecedents.theme())

    def _as_first_person(self, head: Token) -> list[Referent]:
        """ "We don't support ..." said by a state's spokesman is the state; "I" is the speaker."""
        if self.speaker is None:
            return []
        if head.lower in ("i", "me", "my", "myself"):
            return [implied(self.speaker, head, "first person")]
        if self.speaker.kind != "person":
            return [implied(self.speaker, head, "first person")]
        side = self._scene.side_of(self.speaker)
        return [implied(side, head, "first person")] if side is not None else []

    def _as_entity(self, head: Token) -> list[Referent] | None:
        owners = self._owners.of(head) if head.ent else []
        if head.ent == "NORP" and head.tag in ("NNPS", "NNS", "NNP"):
            return [self._common.collective(head, "group", owners)]
        return self._proper.as_entity(head, owners)

    def _as_topic(self, head: Token) -> list[Referent]:
        if head.pos not in ("NOUN", "PROPN") or head.ent in MEASURES:
            return []
        phrase = topic_phrase(self._scene.parsed, head)
        empty = head.lemma in self._scene.words("empty_head")
        if empty or len(phrase.name) < 3 or phrase.name.lower() in self._scene.words("empty_topic"):
            return []
        owner = next((o.mention.country for o in self._owners.of_topic(head)), None)
        mention = Mention(
            text=phrase.text, name=phrase.name, id=topic_key(phrase.name), kind="topic",
            country=owner, start=phrase.start, end=phrase.end,
        )  # fmt: skip
        remark = head.lemma in self._scene.words("remark")
        owners = tuple(self._owners.authors(head)) if remark else ()
        return [Referent(mention=mention, how="topic", noun=head.lemma, owners=owners)]
