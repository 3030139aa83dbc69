"""Proper names -> actors and places: registered, persons, and what only the recogniser knows."""

from __future__ import annotations

from typing import Final

from graphkit.extract.names import Name, covering
from graphkit.extract.people import PersonSpan
from graphkit.extract.phrases import spelled
from graphkit.extract.referents import Referent, Scene, core
from graphkit.extract.trees import first_conjunct
from graphkit.ontology import Place
from graphkit.records import Mention
from graphkit.sentences import Token
from graphkit.topics import slug

PLACE_PREPOSITIONS: Final = frozenset({"in", "at", "near", "outside", "around", "inside", "across"})
ENTITY_KINDS: Final = {"GPE": "place", "LOC": "place", "FAC": "place", "ORG": "organization"}


class ProperNames:
    """Resolves the proper names of one sentence."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    def as_name(self, head: Token, *, place: bool = False) -> list[Referent] | None:
        """Reads "Beijing", "the United States", "NATO", "the Russians"."""
        name = covering(self._scene.names, head)
        if name is None or name.target.startswith("person:"):
            return None
        if self.root_of(name) is not head:
            return None
        if head.ent == "PERSON" and self.span_of(head) is not None:
            return None
        if head.ent in ("ORG", "FAC", "LAW", "EVENT") and self._is_longer_entity(name):
            return None
        return [Referent(mention=self.named(name, place=place), how="name")]

    def root_of(self, name: Name) -> Token:
        """Returns the head word of a name: "Committee" of the Committee of the Red Cross."""
        tokens = self._scene.parsed.tokens
        span = tokens[name.first : name.last + 1]
        outside = (t for t in span if t.head is t or not name.first <= t.head.i <= name.last)
        return next(outside, span[-1])

    def _is_longer_entity(self, name: Name) -> bool:
        """ "Bank of China" is not China."""
        first = self._scene.parsed.tokens[name.first]
        return (
            not first.ent_first
            and first.i > 0
            and (self._scene.parsed.tokens[first.i - 1].ent == first.ent != "")
            and self._scene.parsed.tokens[first.i - 1].pos != "DET"
        )

    def named(self, name: Name, *, place: bool) -> Mention:
        """Returns the entry a registered name stands for; `place` keeps a capital the city."""
        tokens = self._scene.parsed.tokens
        start, end = tokens[name.first].start, tokens[name.last].end
        spot = self._scene.ontology.places.get(name.target)
        target = name.target
        if spot is not None and self._is_seat_of_power(spot, tokens[name.last], place=place):
            target = f"country:{spot.country}"  # Moscow the actor
        elif spot is not None:
            return Mention(
                text=name.text, name=spot.name, id=spot.id, kind="place", country=spot.country,
                start=start, end=end,
            )  # fmt: skip
        actor = self._scene.ontology.actors[target]
        return Mention(
            text=name.text, name=actor.name, id=actor.id, kind=actor.kind,  # type: ignore[arg-type]
            country=actor.country, start=start, end=end,
        )  # fmt: skip

    def _is_seat_of_power(self, spot: Place, token: Token, *, place: bool) -> bool:
        """A capital acts for its state, unless it is where something happens."""
        if place or spot.kind != "capital" or self._is_location(token):
            return False
        return f"country:{spot.country}" in self._scene.ontology.actors

    def _is_location(self, token: Token) -> bool:
        """ "in Moscow", "flew to Moscow": the city itself."""
        preposition = first_conjunct(token).head
        if first_conjunct(token).dep != "pobj":
            return False
        moving = preposition.head.lemma in self._scene.words("motion")
        return preposition.lower in PLACE_PREPOSITIONS or (
            moving and preposition.lower in ("to", "from", "for", "into", "towards")
        )

    def span_of(self, token: Token) -> PersonSpan | None:
        """Returns the person's name that a token belongs to."""
        return next((s for s in self._scene.spans if s.first <= token.i <= s.last), None)

    def as_person(self, head: Token) -> list[Referent] | None:
        """Reads "Volodymyr Zelensky" and "Mr Lavrov"."""
        span = self.span_of(head)
        if span is None:
            return None
        person = self._scene.people.resolve(span.text, span.target)
        tokens = self._scene.parsed.tokens
        mention = Mention(
            text=span.text, name=person.name, id=person.id, kind="person",
            country=person.country, role=person.role,
            start=tokens[span.first].start, end=tokens[span.last].end,
        )  # fmt: skip
        return [Referent(mention=mention, how="person")]

    def as_entity(self, head: Token, owners: list[Referent]) -> list[Referent] | None:
        """Reads what only the entity recogniser knows: "the Lowy Institute", "Bakhmut"."""
        kind = ENTITY_KINDS.get(head.ent)
        if kind is None or head.pos != "PROPN":
            return None
        words = [t for t in core(head) if t.ent == head.ent and t.pos != "DET" and t.tag != "POS"]
        if not words:
            return None
        name = spelled(words)
        start, end = words[0].start, words[-1].end
        owner = next((o.mention.country for o in owners), None)
        inside = next(
            (n for n in self._scene.names if words[0].i <= n.first and n.last <= words[-1].i), None
        )
        country = owner or (self._scene.people.country_of(inside.target) if inside else None)
        mention = Mention(
            text=self._scene.text(start, end), name=name, id=f"{kind}:{slug(name)}",
            kind="place" if kind == "place" else "organization", country=country,
            start=start, end=end,
        )  # fmt: skip
        return [Referent(mention=mention, how="entity")]
