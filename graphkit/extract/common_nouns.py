"""Common nouns that mean an actor: organs of state, offices, collectives, "the two sides"."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphkit.extract.owners import Owners
from graphkit.extract.people import Person
from graphkit.extract.phrases import spelled, topic_phrase
from graphkit.extract.proper_names import ProperNames
from graphkit.extract.referents import Referent, Scene, core, implied
from graphkit.extract.trees import prepositions
from graphkit.records import Mention
from graphkit.sentences import Token
from graphkit.topics import slug

LIKELY_OFFICES: Final = {
    "head_of_state": ("head_of_state", "head_of_government"),
    "head_of_government": ("head_of_government",),
    "foreign_minister": ("foreign_minister",),
    "defence_minister": ("defence_minister",),
    "party_leader": ("head_of_state", "head_of_government"),
}
"""Offices that a title with a state ("the Chinese leader") may mean, likeliest first."""
LONGEST_PHRASE: Final = 4
"""Words in the longest organ or title that is looked up."""


class CommonNouns:
    """Resolves the common nouns of one sentence that stand for actors."""

    def __init__(self, scene: Scene, proper: ProperNames, owners: Owners) -> None:
        self._scene = scene
        self._proper = proper
        self._owners = owners

    def as_pair(self, head: Token) -> list[Referent] | None:
        """ "The two leaders", "both sides": the two actors last spoken of together."""
        if head.lemma not in self._scene.words("pair") or head.tag not in ("NNS", "NNPS"):
            return None
        words = {c.lower for c in head.children}
        if not words & {"two", "both", "three"} or self._owners.of(head):
            return None
        personal = any(p in self._scene.ontology.titles for p in self._phrases_at(head))
        kind = "person" if personal or head.lemma == "man" else "country"
        found = self._scene.memory.pair(kind=kind, state_of=self._scene.state_of)
        return [implied(m, head, "pair") for m in found]

    def as_named_holder(self, head: Token) -> list[Referent] | None:
        """Reads "the foreign minister, Sergei Lavrov" and "his counterpart, Klaus Iohannis"."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        beside = [c for c in head.children if c.dep == "appos"]
        named = next((c for c in beside if self._proper.span_of(c)), None)
        if named is not None:
            return self._proper.as_person(named)
        if head.lemma not in self._scene.words("relational"):
            return None
        found = next((r for c in beside if (r := self._proper.as_name(c))), None)
        if found is None and head.tag in ("NN", "NNP") and self._owners.of(head):
            return [self.collective(head, "group", [])]  # "Russia's neighbour" is not Russia
        return found  # "its neighbour, Eritrea"

    def as_ethnic(self, head: Token) -> list[Referent] | None:
        """ "Ethnic Albanians in Serbia": a group of where they live, not of Albania."""
        before = self._scene.parsed.tokens[head.i - 1] if head.i else head
        if before.lower != "ethnic" or head.tag not in ("NNPS", "NNP", "NNS"):
            return None
        homes = [t for p, t in prepositions(head) if p in ("in", "of", "from")]
        owners = [r for t in homes for r in self._proper.as_name(t) or []]
        return [self.collective(head, "group", owners)]

    def as_organ(self, head: Token) -> list[Referent] | None:
        """ "The Israeli government" is the state; "parliament" keeps its name; rebels a group."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        phrases = self._phrases_at(head)
        phrase = next((p for p in phrases if p in self._scene.ontology.organs), None)
        title = next((p for p in phrases if p in self._scene.ontology.titles), "")
        singular = head.tag in ("NN", "NNP")
        if phrase is None or (singular and len(title.split()) >= len(phrase.split())):
            return None  # "the British prime minister" is an office before it is an organ
        owners = self._owners.of(head)
        kind = self._scene.ontology.organs[phrase]
        if kind == "state":
            return self._state_organ(head, phrase, owners)
        body = next((o.mention for o in owners if o.mention.kind == "organization"), None)
        if body is not None and (title or head.lemma in self._scene.words("belonging")):
            return [self._whole(body, head, "organ")]  # "Hamas gunmen", "EU foreign ministers"
        return [self.collective(head, kind, owners)]

    def _state_organ(
        self, head: Token, phrase: str, owners: list[Referent]
    ) -> list[Referent] | None:
        states = [self._state_behind(o) for o in owners]
        found = [s for s in states if s is not None]
        if not found:
            known = self._scene.memory.organ(phrase)
            if known is None:
                return [self.collective(head, "group", [])] if head.tag == "NNS" else None
            found = [known]
        else:
            self._scene.memory.note_organ(phrase, found[0])
        return [self._whole(m, head, "organ") for m in found]

    def _whole(self, mention: Mention, head: Token, how: str) -> Referent:
        """The actor, with the whole phrase that stands for it here."""
        start = min(t.start for t in core(head))
        text = self._scene.text(start, head.end)
        return Referent(mention=replace(mention, text=text, start=start, end=head.end), how=how)

    def _state_behind(self, owner: Referent) -> Mention | None:
        """ "Putin's government" is Russia; "EU officials" are the EU."""
        mention = owner.mention
        if mention.kind in ("country", "organization"):
            return mention
        if mention.country in ("IGO", "NGO"):
            return None
        return self._scene.state_of(mention.country)

    def collective(self, head: Token, kind: str, owners: list[Referent]) -> Referent:
        phrase = topic_phrase(self._scene.parsed, head)
        words = [
            t for t in core(head) if t.pos not in ("DET", "NUM") and t.tag not in ("PRP$", "POS")
        ]
        while words and words[0].pos == "PUNCT":
            words = words[1:]
        name = spelled(words) or phrase.name
        if words and words[0].i == 0 and words[0].pos == "NOUN":
            name = self._lowered(name, words[0])
        country = next((o.mention.country for o in owners if o.mention.country), None)
        start = min(t.start for t in words) if words else head.start
        label = self._scene.ontology.country_name(country)
        key = slug(name)
        if kind == "organization" and label and len(words) == 1:
            key = f"{slug(label)}-{key}"
        mention = Mention(
            text=self._scene.text(start, head.end), name=name, id=f"{kind}:{key}",
            kind="organization" if kind == "organization" else "group",
            country=None if country in ("IGO", "NGO") else country, start=start, end=head.end,
        )  # fmt: skip
        return Referent(mention=mention, how="collective", noun=head.lemma, owners=tuple(owners))

    def _lowered(self, name: str, first: Token) -> str:
        """ "Officials said" names the same group as "said officials"."""
        known = any(n.first == first.i for n in self._scene.names)
        return name if known or not first.text[1:].islower() else name[0].lower() + name[1:]

    def as_office(self, head: Token) -> list[Referent] | None:
        """Reads "the Russian president": the person if one is known, else the state."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        title = next((p for p in self._phrases_at(head) if p in self._scene.ontology.titles), None)
        if title is None:
            return self._as_bare_state(head)
        office = self._scene.ontology.titles[title]
        if head.lemma == "counterpart":
            return self._as_counterpart(head)
        owners = [o for o in self._owners.of(head) if o.mention.kind in ("country", "organization")]
        if not owners:
            return self._known_holder(head, title, office)
        return [r for o in owners for r in self._holder(head, office, o)]

    def _holder(self, head: Token, office: str, owner: Referent) -> list[Referent]:
        singular = head.tag in ("NN", "NNP")
        code = owner.mention.country
        if singular and office in LIKELY_OFFICES and code:
            for likely in LIKELY_OFFICES.get(office, (office,)):
                person = self._scene.people.holder(office=likely, country=code)
                if person is not None:
                    return [_person_at(person, head)]
        return [self._whole(self._state_behind(owner) or owner.mention, head, "office")]

    def _known_holder(self, head: Token, title: str, office: str) -> list[Referent] | None:
        """ "The president", after the article has named one."""
        known = self._scene.memory.last_person(office=office)
        if known is not None and head.tag in ("NN", "NNP"):
            return [implied(known, head, "office")]
        state = self._scene.memory.organ(title)
        if state is not None:
            return [implied(state, head, "office")]
        return [self.collective(head, "group", [])] if head.tag == "NNS" else []

    def _as_counterpart(self, head: Token) -> list[Referent] | None:
        """ "His Chinese counterpart": the holder of the same office on the other side."""
        owners = [o for o in self._owners.of(head) if o.mention.kind == "country"]
        if not owners:
            return []
        self_office = self._scene.memory.last_office()
        code = owners[0].mention.country
        if self_office and code:
            person = self._scene.people.holder(office=self_office, country=code)
            if person is None and self_office == "head_of_government":
                person = self._scene.people.holder(office="head_of_state", country=code)
            if person is not None:
                return [_person_at(person, head)]
        return [Referent(mention=replace(owners[0].mention, text=head.text), how="office")]

    def _as_bare_state(self, head: Token) -> list[Referent] | None:
        """ "The country": the state last spoken of."""
        if (
            head.lemma in self._scene.words("bare_state")
            and head.tag == "NN"
            and not self._owners.of(head)
        ):
            known = self._state_before(head) or self._scene.memory.last_state()
            if known is not None and any(c.lower in ("the", "this") for c in head.children):
                return [implied(known, head, "bare state")]
        return None

    def _state_before(self, head: Token) -> Mention | None:
        """The state named last before "the country", if not as an adjective or subject."""
        for name in reversed(self._scene.names):
            token = self._scene.parsed.tokens[name.last]
            if name.last < head.i and name.names_whole:
                mention = self._proper.named(name, place=False)
                if mention.kind == "country" and token.dep in ("pobj", "dobj", "conj"):
                    return mention
        return None

    def _phrases_at(self, head: Token) -> list[str]:
        """Lower-case word sequences that end at the head (with its lemma), longest first."""
        tokens = self._scene.parsed.tokens
        out: list[str] = []
        for n in range(LONGEST_PHRASE, 0, -1):
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


def _person_at(person: Person, head: Token) -> Referent:
    mention = Mention(
        text=head.text, name=person.name, id=person.id, kind="person",
        country=person.country, role=person.role, start=head.start, end=head.end,
    )  # fmt: skip
    return Referent(mention=mention, how="office")
