"""Whose something is: the states, bodies and persons behind a noun's modifiers and complements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from graphkit.extract.names import covering
from graphkit.extract.proper_names import ProperNames
from graphkit.extract.referents import Referent, Scene, distinct
from graphkit.extract.trees import ancestors, child, conjuncts, prepositions
from graphkit.sentences import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Resolver

OWNING_PREPOSITIONS: Final = frozenset(
    {"of", "from", "for", "to", "in", "throughout", "across", "inside"}
)
"""Prepositions that tie an organ or group to its state."""


class Owners:
    """Finds the owners of the nouns of one sentence."""

    def __init__(self, scene: Scene, proper: ProperNames, resolver: Resolver) -> None:
        self._scene = scene
        self._proper = proper
        self._resolver = resolver

    def of(self, head: Token) -> list[Referent]:
        """Returns the states or bodies that a noun belongs to, by its modifiers.

        "Israeli troops", "China's foreign ministry", "US and Chinese officials", "the government
        of Iran", "its forces".
        """
        found: list[Referent] = []
        for c in head.children:
            if c.i < head.i and c.dep in ("amod", "compound", "poss", "nmod", "nsubj"):
                found.extend(self.of_modifier(c))
        if found:
            return distinct(found)
        return self._behind_preposition(head)

    def beside(self, head: Token, possessors: list[Referent]) -> list[Referent]:
        """Returns the states or bodies of a noun that do not possess it.

        "His Chinese counterpart" is China's, "his counterparts in Norway and Spain" are theirs.
        """
        owned = {r.mention.id for r in possessors}
        found = [
            r
            for c in head.children
            if c.i < head.i and c.dep in ("amod", "compound", "nmod")
            for r in self.of_modifier(c)
        ]
        found = distinct(found) or self._behind_preposition(head)
        return [r for r in found if r.mention.id not in owned]

    def _behind_preposition(self, head: Token) -> list[Referent]:
        """ "The government of Iran", "police in Guinea", "the regime of Bashar al-Assad"."""
        for preposition, t in prepositions(head):
            if preposition in OWNING_PREPOSITIONS and t.dep == "pobj":
                found = [r for r in self._resolver.resolve(t) if self._is_home(r)]
                if found:
                    return distinct(found)
        return []

    def persons_behind(self, head: Token) -> list[Referent]:
        """ "The government of Viktor Orban": the persons whose it is."""
        heads = [t for p, t in prepositions(head) if p == "of" and t.dep == "pobj"]
        found = [r for t in heads for r in self._resolver.resolve(t)]
        return [r for r in found if r.mention.kind == "person"]

    def _is_home(self, referent: Referent) -> bool:
        """ "police in Guinea", "students throughout Indonesia", "rebels of Aceh"."""
        mention = referent.mention
        if mention.kind == "place":
            spot = self._scene.ontology.places.get(mention.id)
            return bool(mention.country) and (spot is None or spot.kind != "seat")
        return mention.kind in ("country", "organization")

    def of_modifier(self, token: Token) -> list[Referent]:
        """Returns the actors that one modifier names: "US and Chinese", "Putin's", "its"."""
        found: list[Referent] = []
        for t in (*self._hyphenated(token), *conjuncts(token)):
            name = covering(self._scene.names, t)
            if t.i and self._scene.parsed.tokens[t.i - 1].lower == "ethnic":
                continue  # "ethnic Albanian guerrillas" are not Albania's
            if t.tag == "PRP$":
                found.extend(r for r in self._resolver.pronoun(t) if r.is_actor)
            elif t.tag == "WP$":
                found.extend(self._before_whose(t))
            elif name is not None and not name.target.startswith("person:"):
                mention = self._proper.named(name, place=False)
                if mention.kind in ("country", "organization") or mention.country:
                    found.append(Referent(mention=mention, how="name"))
            elif t.dep == "poss" and self._proper.span_of(t) is not None:
                found.extend(self._proper.as_person(t) or [])
            elif t.dep == "poss" and t.pos == "NOUN":
                found.extend(r for r in self._resolver.one(t) if r.is_actor)
            else:
                for c in t.children:
                    if c.i < t.i and c.dep in ("amod", "compound", "poss", "nmod"):
                        found.extend(self.of_modifier(c))
        return found

    def _before_whose(self, token: Token) -> list[Referent]:
        """ "Duda, whose country relies on NATO": whom the relative clause is about."""
        clause = next((a for a in ancestors(token) if a.dep == "relcl"), None)
        found = self._resolver.one(clause.head) if clause is not None else []
        return [r for r in found if r.is_actor]

    def _hyphenated(self, token: Token) -> list[Token]:
        """ "US-China talks": the first of two names joined by a hyphen."""
        joined = [
            c
            for c in token.children
            if c.i == token.i - 2 and c.dep in ("compound", "nmod", "amod")
        ]
        names = self._scene.names
        return [c for c in joined if covering(names, c) is not covering(names, token)]

    def authors(self, head: Token) -> list[Referent]:
        """Returns whose remarks: "comments by Trump", "Putin's qualities", "the role of Iran"."""
        owner = child(head, "poss")
        if owner is not None:
            return [r for r in self._resolver.resolve(owner) if r.is_actor]
        heads = [t for p, t in prepositions(head) if p in ("of", "by", "from")]
        for c in head.children:
            if c.dep == "acl":
                heads += [t for p, t in prepositions(c) if p == "by"]
        return [r for t in heads for r in self._resolver.resolve(t) if r.is_actor]

    def of_topic(self, head: Token) -> list[Referent]:
        """Returns whose act or belonging a topic is: "China's proposals", "homes in Gaza".

        Also "an offer from Kabul", "crimes committed by Croat forces", "the removal of Mobutu".
        """
        found = [
            r
            for c in head.children
            if c.i < head.i and c.dep in ("amod", "compound", "poss", "nmod") and c.tag != "PRP$"
            for r in self.of_modifier(c)
        ]
        return [r for r in found or self._behind(head) if r.mention.country]

    def _behind(self, head: Token) -> list[Referent]:
        """The authors of a topic, else where or whose it is."""
        whose = any(p == "of" for p, _ in prepositions(head))  # "withdrawal of troops from Mali"
        authors = [t for p, t in prepositions(head) if p == "by" or (p == "from" and not whose)]
        for c in head.children:
            if c.dep == "acl" and c.tag == "VBN":
                authors += [t for p, t in prepositions(c) if p == "by"]
        found = [r for t in authors for r in self._resolver.resolve(t) if r.mention.country]
        found = [r for r in found if r.how != "bare state"]  # "patrols by police" are its own
        if found:
            return found
        return [
            r
            for preposition, t in prepositions(head)
            if preposition in ("in", "of", "for", "to") and t.dep == "pobj"
            for r in self._resolver.resolve(t)
            if (self._is_home(r) and preposition in ("in", "of"))
            or (preposition == "of" and r.mention.kind == "person")
            or (preposition != "in" and r.mention.kind == "group")  # "camp for Tutsi refugees"
        ]
