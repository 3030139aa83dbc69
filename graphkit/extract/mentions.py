"""Noun phrases -> actors, places and topics.

`Resolver.resolve` takes the head of a noun phrase and returns whom or what it means: one mention
per member of a coordination.  Each `_as_...` step reads one kind of phrase and gives way (None)
to the next.  What cannot be told stays unresolved; a pronoun is never a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graphkit.extract.memory import Memory
from graphkit.extract.names import Name, covering
from graphkit.extract.people import People, PersonSpan, slug
from graphkit.extract.phrases import spelled, topic_phrase
from graphkit.extract.trees import child, conjuncts, prepositions, subtree
from graphkit.ontology import Ontology
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import topic_key

FIRST_PERSON: Final = frozenset({"i", "me", "my", "we", "us", "our", "ours", "ourselves", "myself"})
THIRD_PERSON: Final = frozenset(
    {"he", "him", "his", "she", "her", "it", "its", "they", "them", "their", "itself", "himself",
     "herself", "themselves"}
)  # fmt: skip
OFFICES_OF_STATE: Final = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
)
OWNING_PREPOSITIONS: Final = frozenset(
    {"of", "from", "for", "to", "in", "throughout", "across", "inside", "against"}
)
OWNING_PREPOSITIONS: Final = frozenset(
    {"of", "from", "for", "to", "in", "throughout", "across", "inside"}
)
"""Prepositions that tie an organ or group to its state."""
PLACE_PREPOSITIONS: Final = frozenset({"in", "at", "near", "outside", "around", "inside", "across"})
ENTITY_KINDS: Final = {"GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organization"}


@dataclass(frozen=True, kw_only=True)
class Referent:
    """A mention and how it was resolved: the key to its reliability."""

    mention: Mention
    how: str
    noun: str = ""
    """Lemma of the head noun of a collective or topic ("citizen", "remark")."""
    owners: tuple[Referent, ...] = ()
    """Of a topic: the actors whose it is ("comments by Trump", "the role of Russia and Iran")."""

    @property
    def is_actor(self) -> bool:
        """True for what may be the subject of a statement."""
        return self.mention.kind not in ("place", "topic")


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
    ) -> None:
        self._ontology = ontology
        self._words = ontology.words
        self._people = people
        self._memory = memory
        self._parsed = parsed
        self._names = names
        self._spans = spans
        self._cache: dict[tuple[int, bool], list[Referent]] = {}
        self._busy: set[int] = set()
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
            found = [r for t in conjuncts(head) for r in self._one(t, place=place)]
            self._busy.discard(head.i)
            if any(t.lower in FIRST_PERSON for t in subtree(head)):
                return found  # depends on the speaker of the clause: not kept
            self._cache[key] = found
        return self._cache[key]

    def _one(self, head: Token, *, place: bool) -> list[Referent]:
        if head.pos == "PRON" or head.tag in ("PRP", "PRP$", "WP", "WDT"):
            return self._as_pronoun(head)
        inner = self._partitive(head)
        if inner is not None:
            return self.resolve(inner, place=place)
        for step in (self._as_name, self._as_person, self._as_pair, self._as_organ,
                     self._as_office, self._as_entity):  # fmt: skip
            found = step(head, place) if step == self._as_name else step(head)
            if found is not None:
                return found
        return self._as_topic(head)

    def _partitive(self, head: Token) -> Token | None:
        """ "Thousands of Georgians", "a group of Moroccan diplomats": the ones counted."""
        if head.lemma not in self._words["partitive"] or covering(self._names, head):
            return None
        return next(
            (t for p, t in prepositions(head) if p == "of" and t.dep == "pobj" and t.pos != "PRON"),
            None,
        )

    # --- names -------------------------------------------------------------------------------

    def _as_name(self, head: Token, place: bool = False) -> list[Referent] | None:
        """ "Beijing", "the United States", "NATO", "the Russians"."""
        name = covering(self._names, head)
        if name is None or name.target.startswith("person:"):
            return None
        if name.last < head.i or name.last > head.i + 1:
            return None
        if head.ent == "PERSON" and self._span_of(head) is not None:
            return None
        if head.ent in ("ORG", "FAC", "LAW", "EVENT") and self._is_longer_entity(head, name):
            return None
        return [Referent(mention=self._named(name, place=place), how="name")]

    def _is_longer_entity(self, head: Token, name: Name) -> bool:
        """ "Bank of China" is not China."""
        first = self._parsed.tokens[name.first]
        return (
            not first.ent_first
            and first.i > 0
            and (self._parsed.tokens[first.i - 1].ent == first.ent != "")
            and self._parsed.tokens[first.i - 1].pos != "DET"
        )

    def _named(self, name: Name, *, place: bool) -> Mention:
        tokens = self._parsed.tokens
        start, end = tokens[name.first].start, tokens[name.last].end
        target = name.target
        spot = self._ontology.places.get(target)
        if spot is not None and spot.kind in ("capital", "seat") and not place:
            if not self._is_location(tokens[name.last]) and spot.country:
                target = f"country:{spot.country}"  # Moscow the actor
                spot = None
        if spot is not None:
            return Mention(
                text=name.text, name=spot.name, id=spot.id, kind="place", country=spot.country,
                start=start, end=end,
            )  # fmt: skip
        actor = self._ontology.actors.get(target)
        if actor is None:
            return Mention(
                text=name.text, name=name.text, id=f"place:{slug(name.text)}", kind="place",
                start=start, end=end,
            )  # fmt: skip
        return Mention(
            text=name.text, name=actor.name, id=actor.id, kind=actor.kind,  # type: ignore[arg-type]
            country=actor.country, start=start, end=end,
        )  # fmt: skip

    def _is_location(self, token: Token) -> bool:
        """ "in Moscow", "at The Hague": the city itself."""
        head = token.head
        return token.dep == "pobj" and head.lower in PLACE_PREPOSITIONS

    def _span_of(self, token: Token) -> PersonSpan | None:
        return next((s for s in self._spans if s.first <= token.i <= s.last), None)

    def _as_person(self, head: Token) -> list[Referent] | None:
        """ "Volodymyr Zelensky", "Mr Lavrov", and "the foreign minister, Sergei Lavrov"."""
        span = self._span_of(head)
        if span is None:
            for c in head.children:
                if c.dep == "appos" and self._span_of(c) is not None and self._is_title(head):
                    return self._as_person(c)
            return None
        person = self._people.resolve(span.text)
        tokens = self._parsed.tokens
        role = person.role
        mention = Mention(
            text=span.text, name=person.name, id=person.id, kind="person",
            country=person.country, role=role,
            start=tokens[span.first].start, end=tokens[span.last].end,
        )  # fmt: skip
        return [Referent(mention=mention, how="person")]

    def _is_title(self, head: Token) -> bool:
        return any(p in self._ontology.titles for p in self._phrases_at(head))

    def _phrases_at(self, head: Token) -> list[str]:
        """Lower-case word sequences that end at the head (with its lemma), longest first."""
        tokens = self._parsed.tokens
        out: list[str] = []
        for n in range(4, 0, -1):
            first = head.i - n + 1
            if first < 0:
                continue
            words = tokens[first : head.i]
            if any(t.pos in ("PUNCT", "VERB", "DET") and t.text != "-" for t in words):
                continue
            start = " ".join(t.lower for t in words)
            out.extend(
                dict.fromkeys((f"{start} {head.lower}".strip(), f"{start} {head.lemma}".strip()))
            )
        after = tokens[head.i + 1 : head.i + 3]
        if len(after) == 2 and after[0].lower == "of":  # "secretary of state"
            out.insert(0, f"{head.lemma} of {after[1].lower}")
        return out

    # --- pronouns ----------------------------------------------------------------------------

    def _as_pronoun(self, head: Token) -> list[Referent]:
        word = head.lower
        if word in FIRST_PERSON:
            return self._as_first_person(head)
        if word in THIRD_PERSON:
            found = self._memory.pronoun(word, self._parsed, head, self)
            return [self._implied(m, head, "pronoun") for m in found]
        if word in ("both",):
            return [self._implied(m, head, "pair") for m in self._memory.pair(kind=None)]
        return []

    def _as_first_person(self, head: Token) -> list[Referent]:
        """ "We don't support ..." said by a state's spokesman is the state; "I" is the speaker."""
        if self.speaker is None:
            return []
        if head.lower in ("i", "me", "my", "myself"):
            return [self._implied(self.speaker, head, "first person")]
        state = self.state_of(self.speaker.country)
        return [self._implied(state or self.speaker, head, "first person")]

    def state_of(self, code: str | None) -> Mention | None:
        """Returns the state of an alpha-3 code as a mention without text."""
        actor = self._ontology.actors.get(f"country:{code}")
        if actor is None:
            return None
        return Mention(text="", name=actor.name, id=actor.id, kind="country", country=actor.country)

    def _implied(self, mention: Mention, head: Token, how: str) -> Referent:
        """The same actor, with the words that stand for it here."""
        return Referent(
            mention=replace(mention, text=head.text, start=head.start, end=head.end), how=how
        )

    # --- common nouns ------------------------------------------------------------------------

    def owners(self, head: Token) -> list[Referent]:
        """Returns the states or bodies that a noun belongs to, by its modifiers.

        "Israeli troops", "China's foreign ministry", "US and Chinese officials", "the government
        of Iran", "its forces".
        """
        found: list[Referent] = []
        for c in head.children:
            if c.i < head.i and c.dep in ("amod", "compound", "poss", "nmod", "nsubj"):
                found.extend(self._owner(c))
        if found:
            return _distinct(found)
        for preposition, t in prepositions(head):
            if preposition in OWNING_PREPOSITIONS and t.dep == "pobj":
                found.extend(r for r in self.resolve(t) if self._is_home(r))
                if found:
                    break
        return _distinct(found)

    def _is_home(self, referent: Referent) -> bool:
        """ "police in Guinea", "students throughout Indonesia", "rebels of Aceh"."""
        mention = referent.mention
        if mention.kind == "place":
            spot = self._ontology.places.get(mention.id)
            return bool(mention.country) and (spot is None or spot.kind != "seat")
        return mention.kind in ("country", "organization")

    def _owner(self, token: Token) -> list[Referent]:
        found: list[Referent] = []
        for t in conjuncts(token):
            name = covering(self._names, t)
            if t.tag == "PRP$":
                found.extend(r for r in self._as_pronoun(t) if r.is_actor)
            elif name is not None and not name.target.startswith("person:"):
                mention = self._named(name, place=False)
                if mention.kind in ("country", "organization") or mention.country:
                    found.append(Referent(mention=mention, how="name"))
            elif t.dep == "poss" and self._span_of(t) is not None:
                found.extend(self._as_person(t) or [])
            elif t.dep == "poss" and t.pos == "NOUN":
                found.extend(r for r in self._one(t, place=False) if r.is_actor)
            else:
                for c in t.children:
                    if c.i < t.i and c.dep in ("amod", "compound", "poss", "nmod"):
                        found.extend(self._owner(c))
        return found

    def _as_pair(self, head: Token) -> list[Referent] | None:
        """ "The two leaders", "both sides": the two actors last spoken of together."""
        if head.lemma not in self._words["pair"] or head.tag not in ("NNS", "NNPS"):
            return None
        words = {c.lower for c in head.children}
        if not words & {"two", "both", "three"} or self.owners(head):
            return None
        kind = "person" if head.lemma in ("leader", "president", "minister", "man") else None
        return [self._implied(m, head, "pair") for m in self._memory.pair(kind=kind)]

    def _as_organ(self, head: Token) -> list[Referent] | None:
        """ "The Israeli government" is the state; "parliament" keeps its name; rebels a group."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        phrase = next((p for p in self._phrases_at(head) if p in self._ontology.organs), None)
        if phrase is None:
            return None
        owners = self.owners(head)
        kind = self._ontology.organs[phrase]
        if kind == "state":
            return self._state_organ(head, phrase, owners)
        return [self._collective(head, kind, owners)]

    def _state_organ(
        self, head: Token, phrase: str, owners: list[Referent]
    ) -> list[Referent] | None:
        states = [self._state_behind(o) for o in owners]
        found = [s for s in states if s is not None]
        if not found:
            known = self._memory.organ(phrase)
            if known is None:
                return [self._collective(head, "group", [])] if head.tag == "NNS" else None
            found = [known]
        else:
            self._memory.note_organ(phrase, found[0])
        start = min(t.start for t in _core(head))
        text = self._text(start, head.end)
        return [
            Referent(mention=replace(m, text=text, start=start, end=head.end), how="organ")
            for m in found
        ]

    def _state_behind(self, owner: Referent) -> Mention | None:
        """ "Putin's government" is Russia; "EU officials" are the EU."""
        mention = owner.mention
        if mention.kind in ("country", "organization"):
            return mention
        if mention.country in ("IGO", "NGO"):
            return None
        return self.state_of(mention.country)

    def _collective(self, head: Token, kind: str, owners: list[Referent]) -> Referent:
        phrase = topic_phrase(self._parsed, head)
        words = [
            t for t in _core(head) if t.pos not in ("DET", "NUM") and t.tag not in ("PRP$", "POS")
        ]
        while words and words[0].pos == "PUNCT":
            words = words[1:]
        name = spelled(self._parsed, words) or phrase.name
        country = next((o.mention.country for o in owners if o.mention.country), None)
        start = min(t.start for t in words) if words else head.start
        label = self._ontology.country_name(country)
        key = slug(name)
        if kind == "organization" and label and len(words) == 1:
            key = f"{slug(label)}-{key}"
        mention = Mention(
            text=self._text(start, head.end), name=name, id=f"{kind}:{key}",
            kind="organization" if kind == "organization" else "group",
            country=None if country in ("IGO", "NGO") else country, start=start, end=head.end,
        )  # fmt: skip
        return Referent(mention=mention, how="collective", noun=head.lemma)

    def _as_office(self, head: Token) -> list[Referent] | None:
        """ "The Russian president" is the person, if article or register name one; else the state."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        title = next((p for p in self._phrases_at(head) if p in self._ontology.titles), None)
        if title is None:
            return self._as_bare_state(head)
        office = self._ontology.titles[title]
        if head.lemma == "counterpart":
            return self._as_counterpart(head)
        owners = [o for o in self.owners(head) if o.mention.kind in ("country", "organization")]
        if not owners:
            return self._known_holder(head, title, office)
        return [r for o in owners for r in self._holder(head, office, o)]

    def _holder(self, head: Token, office: str, owner: Referent) -> list[Referent]:
        singular = head.tag in ("NN", "NNP")
        code = owner.mention.country
        if singular and office in OFFICES_OF_STATE and code:
            person = self._people.holder(office=office, country=code)
            if person is None and office == "head_of_state":
                person = self._people.holder(office="head_of_government", country=code)
            if person is not None:
                return [self._person_at(person, head)]
        start = min(t.start for t in _core(head))
        state = self._state_behind(owner) or owner.mention
        return [
            Referent(
                mention=replace(state, text=self._text(start, head.end), start=start, end=head.end),
                how="office",
            )
        ]

    def _known_holder(self, head: Token, title: str, office: str) -> list[Referent] | None:
        """ "The president", after the article has named one."""
        known = self._memory.last_person(office=office)
        if known is not None and head.tag in ("NN", "NNP"):
            return [self._implied(known, head, "office")]
        state = self._memory.organ(title)
        if state is not None:
            return [self._implied(state, head, "office")]
        return [self._collective(head, "group", [])] if head.tag == "NNS" else []

    def _person_at(self, person: object, head: Token) -> Referent:
        from graphkit.extract.people import Person

        assert isinstance(person, Person)
        mention = Mention(
            text=head.text, name=person.name, id=person.id, kind="person",
            country=person.country, role=person.role, start=head.start, end=head.end,
        )  # fmt: skip
        return Referent(mention=mention, how="office")

    def _as_counterpart(self, head: Token) -> list[Referent] | None:
        """ "His Chinese counterpart": the holder of the same office on the other side."""
        owners = [o for o in self.owners(head) if o.mention.kind == "country"]
        if not owners:
            return []
        self_office = self._memory.last_office()
        code = owners[0].mention.country
        if self_office and code:
            person = self._people.holder(office=self_office, country=code)
            if person is None and self_office == "head_of_government":
                person = self._people.holder(office="head_of_state", country=code)
            if person is not None:
                return [self._person_at(person, head)]
        return [Referent(mention=replace(owners[0].mention, text=head.text), how="office")]

    def _as_bare_state(self, head: Token) -> list[Referent] | None:
        """ "The country": the state last spoken of."""
        if head.lemma in self._words["bare_state"] and head.tag == "NN" and not self.owners(head):
            known = self._state_before(head) or self._memory.last_state()
            if known is not None and any(c.lower in ("the", "this") for c in head.children):
                return [self._implied(known, head, "bare state")]
        return None

    def _state_before(self, head: Token) -> Mention | None:
        """The state named last before "the country", if not as an adjective or subject."""
        for name in reversed(self._names):
            token = self._parsed.tokens[name.last]
            if name.last < head.i and name.form not in ("adjective", "demonym"):
                mention = self._named(name, place=False)
                if mention.kind == "country" and token.dep in ("pobj", "dobj", "conj"):
                    return mention
        return None

    # --- the rest ----------------------------------------------------------------------------

    def _as_entity(self, head: Token) -> list[Referent] | None:
        """What only the entity recogniser knows: "the Lowy Institute", "Bakhmut"."""
        kind = ENTITY_KINDS.get(head.ent)
        if head.ent == "NORP" and head.tag in ("NNPS", "NNS", "NNP"):
            return [self._collective(head, "group", self.owners(head))]
        if kind is None or head.pos != "PROPN":
            return None
        words = [t for t in _core(head) if t.ent == head.ent and t.pos != "DET" and t.tag != "POS"]
        if not words:
            return None
        name = spelled(self._parsed, words)
        start, end = words[0].start, words[-1].end
        owner = next((o.mention.country for o in self.owners(head)), None)
        inside = next(
            (n for n in self._names if words[0].i <= n.first and n.last <= words[-1].i), None
        )
        country = owner or (self._people.country_of(inside.target) if inside else None)
        mention = Mention(
            text=self._text(start, end), name=name, id=f"{kind}:{slug(name)}",
            kind="place" if kind == "place" else "organization", country=country,
            start=start, end=end,
        )  # fmt: skip
        return [Referent(mention=mention, how="entity")]

    def _as_topic(self, head: Token) -> list[Referent]:
        if head.pos not in ("NOUN", "PROPN", "VERB", "ADJ") or head.ent in (
            "DATE",
            "TIME",
            "MONEY",
            "PERCENT",
            "CARDINAL",
            "QUANTITY",
            "ORDINAL",
        ):
            return []
        if head.pos in ("VERB", "ADJ"):
            return []
        phrase = topic_phrase(self._parsed, head)
        if len(phrase.name) < 3 or phrase.name.lower() in self._words["empty_topic"]:
            return []
        owner = next((o.mention.country for o in self._topic_owners(head)), None)
        mention = Mention(
            text=phrase.text, name=phrase.name, id=topic_key(phrase.name), kind="topic",
            country=owner, start=phrase.start, end=phrase.end,
        )  # fmt: skip
        owners = tuple(self._remarkers(head)) if head.lemma in self._words["remark"] else ()
        return [Referent(mention=mention, how="topic", noun=head.lemma, owners=owners)]

    def _remarkers(self, head: Token) -> list[Referent]:
        """ "comments made by Donald Trump", "Putin's leadership qualities", "the role of Iran"."""
        owner = child(head, "poss")
        if owner is not None:
            return [r for r in self.resolve(owner) if r.is_actor]
        heads = [t for p, t in prepositions(head) if p in ("of", "by", "from")]
        for c in head.children:
            if c.dep == "acl":
                heads += [t for p, t in prepositions(c) if p == "by"]
        return [r for t in heads for r in self.resolve(t) if r.is_actor]

    def _topic_owners(self, head: Token) -> list[Referent]:
        """Whose act or belonging a topic is: "China's proposals", "homes in southern Gaza"."""
        found = [
            r
            for c in head.children
            if c.i < head.i and c.dep in ("amod", "compound", "poss", "nmod") and c.tag != "PRP$"
            for r in self._owner(c)
        ]
        if not found:
            found = [
                r
                for preposition, t in prepositions(head)
                if preposition in ("in", "of") and t.dep == "pobj"
                for r in self.resolve(t)
                if self._is_home(r)
            ]
        return [r for r in found if r.mention.country]

    def _text(self, start: int, end: int) -> str:
        base = self._parsed.sentence.start
        return self._parsed.sentence.text[start - base : end - base]


def _core(head: Token) -> list[Token]:
    """The words of a phrase up to its head: modifiers, without clauses."""
    words = [head]
    for c in head.children:
        if c.i < head.i and c.dep in (
            "amod",
            "compound",
            "poss",
            "nmod",
            "nummod",
            "case",
            "punct",
            "quantmod",
            "nsubj",
        ):
            if c.dep == "punct" and c.text not in ("-", "–"):
                continue
            words.extend(_core(c))
            words.extend(
                x for x in c.children if x.i > c.i and (x.tag == "POS" or x.dep in ("cc", "conj"))
            )
    return sorted({t.i: t for t in words}.values(), key=lambda t: t.i)


def _distinct(found: list[Referent]) -> list[Referent]:
    return list({r.mention.id: r for r in found}.values())
