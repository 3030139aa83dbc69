"""Common nouns that mean an actor by whose they are: organs of state, bodies, collectives."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphkit.extract.definites import Definites
from graphkit.extract.owners import Owners
from graphkit.extract.phrases import hyphened, is_count, spelled, topic_phrase
from graphkit.extract.proper_names import ProperNames
from graphkit.extract.referents import PRENOMINAL, Referent, Scene, core
from graphkit.extract.trees import prepositions, subtree
from graphkit.records import BODIES, Mention
from graphkit.sentences import Token
from graphkit.topics import slug

GOVERNING: Final = frozenset(
    {"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "minister"}
)
"""Offices whose holders, unnamed and several, are their states."""
STATE_ORGANS: Final = {"administration": "USA", "intelligence community": "USA"}
"""Words that, with nobody's name, mean the government of one state beside its president."""
LONGEST_PHRASE: Final = 4
"""Words in the longest organ or title that is looked up."""


class CommonNouns:
    """Resolves the common nouns of one sentence that stand for actors."""

    def __init__(
        self, scene: Scene, proper: ProperNames, owners: Owners, definites: Definites
    ) -> None:
        self._scene = scene
        self._proper = proper
        self._owners = owners
        self._definites = definites
        self._phrases: dict[int, list[str]] = {}

    def as_named_holder(self, head: Token) -> list[Referent] | None:
        """Reads "the foreign minister, Sergei Lavrov" and "his counterpart, Klaus Iohannis"."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        beside = [c for c in head.children if c.dep == "appos"]
        named = next((c for c in beside if self._proper.span_of(c)), None)
        if named is not None:
            return self._proper.as_person(named)
        close = next((c for c in beside if self._is_close(head, c)), None)
        if close is not None and (found := self._proper.as_name(close)) is not None:
            return found
        if head.lemma not in self._scene.words("relational"):
            return self._body_beside(head, beside)
        found = next((r for c in beside if (r := self._proper.as_name(c))), None)
        if found is None and head.tag in ("NN", "NNP") and self._owners.of(head):
            return [self.collective(head, "group", [])]  # "Russia's neighbour" is not Russia
        return found  # "its neighbour, Eritrea"

    def _body_beside(self, head: Token, beside: list[Token]) -> list[Referent] | None:
        """ "His most powerful enemy, ISIS": the body that is put beside a single noun."""
        if head.tag != "NN" or len(beside) != 1:
            return None
        found = self._proper.as_name(beside[0])
        return found if found and found[0].mention.kind == "organization" else None

    @staticmethod
    def _is_close(head: Token, name: Token) -> bool:
        """ "The militant group Hamas": a name right behind the noun, without a comma."""
        return min(t.i for t in subtree(name)) == head.i + 1

    def as_ethnic(self, head: Token) -> list[Referent] | None:
        """ "Ethnic Albanians in Serbia": a group of where they live, not of Albania."""
        before = self._scene.parsed.tokens[head.i - 1] if head.i else head
        if before.lower != "ethnic" or head.tag not in ("NNPS", "NNP", "NNS"):
            return None
        homes = [t for p, t in prepositions(head) if p in ("in", "of", "from")]
        owners = [r for t in homes for r in self._proper.as_name(t) or []]
        return [self.collective(head, "group", owners)]

    def as_capital(self, head: Token) -> list[Referent] | None:
        """ "The Chinese capital": Beijing, as the place it is."""
        if head.lemma != "capital" or head.tag != "NN":
            return None
        states = [s for o in self._owners.of(head) if (s := self.state_behind(o)) is not None]
        state = states[0] if states else self._definites.state_in_play(head, nearby=True)
        places = self._scene.ontology.places.values()
        seats = [p for p in places if state and p.kind == "capital" and p.country == state.country]
        if len(seats) != 1:
            return None
        mention = Mention(
            text=head.text, name=seats[0].name, id=seats[0].id, kind="place",
            country=seats[0].country, start=head.start, end=head.end,
        )  # fmt: skip
        return [Referent(mention=mention, how="description")]

    def as_organ(self, head: Token) -> list[Referent] | None:
        """ "The Israeli government" is the state; "parliament" keeps its name; rebels a group."""
        if head.pos not in ("NOUN", "PROPN"):
            return None
        phrases = self._phrases_at(head)
        phrase = next((p for p in phrases if p in self._scene.ontology.organs), None)
        title = self.title_at(head) or ""
        singular = head.tag in ("NN", "NNP")
        if phrase is None or (singular and len(title.split()) >= len(phrase.split())):
            return None  # "the British prime minister" is an office before it is an organ
        owners = self._owners.of(head)
        kind = self._scene.ontology.organs[phrase]
        if kind == "state" or self._is_government(title, owners):
            return self._state_organ(head, phrase, owners)
        body = next((o.mention for o in owners if o.mention.kind == "organization"), None)
        if body is not None and (title or head.lemma in self._scene.words("belonging")):
            return [self.whole(body, head, "organ")]  # "Hamas gunmen", "EU foreign ministers"
        return [self.collective(head, kind, owners)]

    def _is_government(self, title: str, owners: list[Referent]) -> bool:
        """ "Armenia's and Azerbaijan's foreign ministers": the states, unlike "Arab ministers"."""
        office = self._scene.ontology.titles.get(title)
        states = bool(owners) and all(o.mention.kind == "country" for o in owners)
        return states and office in GOVERNING

    def title_at(self, head: Token) -> str | None:
        """Returns the longest title that ends at the word: "foreign minister"."""
        return next((p for p in self._phrases_at(head) if p in self._scene.ontology.titles), None)

    def _state_organ(
        self, head: Token, phrase: str, owners: list[Referent]
    ) -> list[Referent] | None:
        states = [self.state_behind(o) for o in owners or self._owners.persons_behind(head)]
        found = [s for s in states if s is not None]
        if found:
            self._scene.memory.note_organ(phrase, found[0])
            self._scene.memory.note_organ(head.lemma, found[0])
            return [self.whole(m, head, "organ") for m in found]
        return self._state_unsaid(head, phrase)

    def _state_unsaid(self, head: Token, phrase: str) -> list[Referent] | None:
        """ "The army", "police": whose was spoken of before, else the state's in play."""
        known = self._scene.memory.organ(phrase)
        if known is not None:
            return [self.whole(known, head, "organ")]
        state = self._state_known(head, phrase)
        if state is not None:
            self._scene.memory.note_organ(head.lemma, state)
            return [self.whole(state, head, "organ")]
        in_play = None
        if head.lemma in self._scene.words("institution") or head.lemma in ("force", "troop"):
            in_play = self._definites.state_in_play(head)
        if in_play is not None:
            return [self.whole(in_play, head, "bare state")]
        return [self.collective(head, "group", [])] if head.tag == "NNS" else None

    def _state_known(self, head: Token, phrase: str) -> Mention | None:
        """ "The administration", where the article names a president of the United States."""
        code = STATE_ORGANS.get(phrase)
        definite = any(c.lower in ("the", "this") for c in head.children)
        for c in head.children:  # "senior administration officials"
            if code is None and c.dep == "compound" and c.lower in STATE_ORGANS:
                code, definite = STATE_ORGANS[c.lower], True
        if code is None or not definite:
            return None
        named = self._scene.people.holds(office="head_of_state", country=code)
        return self._scene.state_of(code) if named else None

    def whole(self, mention: Mention, head: Token, how: str) -> Referent:
        """The actor, with the whole phrase that stands for it here."""
        start = hyphened(self._scene.parsed.tokens, core(head))[0].start
        text = self._scene.text(start, head.end)
        return Referent(mention=replace(mention, text=text, start=start, end=head.end), how=how)

    def state_behind(self, owner: Referent) -> Mention | None:
        """ "Putin's government" is Russia; "EU officials" are the EU."""
        mention = owner.mention
        if mention.kind in ("country", "organization"):
            return mention
        if mention.country in BODIES:
            return None
        return self._scene.state_of(mention.country)

    def collective(self, head: Token, kind: str, owners: list[Referent]) -> Referent:
        phrase = topic_phrase(self._scene.parsed, head)
        words = [
            t for t in core(head)
            if t.pos not in ("DET", "NUM") and t.tag not in ("PRP$", "POS") and not _counts(t)
        ]  # fmt: skip
        words = hyphened(self._scene.parsed.tokens, words)
        while words and words[0].pos == "PUNCT":
            words = words[1:]
        name = spelled(words) or phrase.name
        of = any(p == "of" for p, _ in prepositions(head))
        if of and head.lemma in self._scene.words("of_someone"):
            name = phrase.name  # "critics of Beijing"
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
            country=None if country in BODIES else country, start=start, end=head.end,
        )  # fmt: skip
        return Referent(mention=mention, how="collective", noun=head.lemma, owners=tuple(owners))

    def _lowered(self, name: str, first: Token) -> str:
        """ "Officials said" names the same group as "said officials"."""
        known = any(n.first == first.i for n in self._scene.names)
        return name if known or not first.text[1:].islower() else name[0].lower() + name[1:]

    def _phrases_at(self, head: Token) -> list[str]:
        """Lower-case word sequences that end at the head (with its lemma), longest first."""
        if head.i not in self._phrases:
            self._phrases[head.i] = self._read_phrases(head)
        return self._phrases[head.i]

    def _read_phrases(self, head: Token) -> list[str]:
        tokens = self._scene.parsed.tokens
        out: list[str] = []
        for n in range(LONGEST_PHRASE, 0, -1):
            first = head.i - n + 1
            if first < 0:
                continue
            words = tokens[first : head.i]
            if any(t.pos in ("PUNCT", "VERB", "DET") and t.text != "-" for t in words):
                continue
            written = spelled([*words, head]).lower()
            out.extend(dict.fromkeys((written, written.removesuffix(head.lower) + head.lemma)))
        after = tokens[head.i + 1 : head.i + 3]
        if len(after) == 2 and after[0].lower == "of":  # "secretary of state"
            out.insert(0, f"{head.lemma} of {after[1].lower}")
        return out


def _counts(token: Token) -> bool:
    """ "More than" of "more than 30 people"."""
    return token.dep in PRENOMINAL and (is_count(token) or is_count(token.head))
