"""Proper names -> actors and places: registered, persons, and what only the recogniser knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from graphkit.extract.names import TOWN, Name, covering
from graphkit.extract.person_names import HONORIFICS, PersonSpan
from graphkit.extract.phrases import hyphened, spelled
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
        members = self._members(name.target)
        if members:
            return [Referent(mention=self._entry(a, name), how="name") for a in members]
        return [Referent(mention=self.named(name, place=place), how="name")]

    def _members(self, group: str) -> list[str]:
        """ "The two Koreas", "the Baltic states": the states of a closed group, by name."""
        if not group.startswith("group:"):
            return []
        classes, actors = self._scene.ontology.classes, self._scene.ontology.actors
        found = (i for i, of in classes.items() if group in of and i in actors)
        return sorted(found, key=lambda i: actors[i].name)

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
        spot = self._scene.ontology.places.get(name.target)
        part = self._part(name)
        if part is not None:
            code = self._scene.people.country_of(name.target)
            return self._somewhere(part, part.text, f"place:{slug(part.text)}", code)
        somewhere = place or self._is_location(self._scene.parsed.tokens[name.last])
        if name.form == TOWN or (name.form == "metonym" and somewhere):
            code = "USA" if name.form == TOWN else self._scene.people.country_of(name.target)
            return self._somewhere(name, name.text, f"place:{slug(name.text)}", code)
        actor = None if somewhere else self._acts_for(name, spot)
        if spot is not None and actor is None:
            return self._somewhere(name, spot.name, spot.id, spot.country)
        return self._entry(actor or name.target, name)

    def _part(self, name: Name) -> Name | None:
        """ "Eastern Ukraine", "northern Gaza": the part of a state or place that is named."""
        tokens = self._scene.parsed.tokens
        before = tokens[name.first - 1] if name.first else None
        if before is None or before.lower not in self._scene.words("compass"):
            return None
        if not name.names_whole or name.form == "metonym" or not self._is_territory(name.target):
            return None
        first = hyphened(tokens, [before])[0]  # "north-eastern Nigeria"
        text = self._scene.text(first.start, tokens[name.last].end)
        return replace(name, first=first.i, text=text[0].lower() + text[1:])

    def _is_territory(self, target: str) -> bool:
        actor = self._scene.ontology.actors.get(target)
        return target in self._scene.ontology.places or (
            actor is not None and actor.kind == "country"
        )

    def _entry(self, target: str, name: Name) -> Mention:
        """The registered actor as a mention with the words of the name."""
        actor = self._scene.ontology.actors[target]
        tokens = self._scene.parsed.tokens
        return Mention(
            text=name.text, name=actor.name, id=actor.id, kind=actor.kind,  # type: ignore[arg-type]
            country=actor.country, start=tokens[name.first].start, end=tokens[name.last].end,
        )  # fmt: skip

    def _somewhere(self, written: Name, name: str, id_: str, code: str | None) -> Mention:
        """A place as a mention: "Moscow", "Paris, Texas", "in the White House"."""
        tokens = self._scene.parsed.tokens
        return Mention(
            text=written.text, name=name, id=id_, kind="place", country=code,
            start=tokens[written.first].start, end=tokens[written.last].end,
        )  # fmt: skip

    def _acts_for(self, name: Name, spot: Place | None) -> str | None:
        """The actor that a capital or palace stands for: Moscow for Russia, in 1985 for the USSR.

        Brussels stands for the European Union.
        """
        rows = self._scene.ontology.aliases.get(name.text, ())
        day = self._scene.people.day
        former = next((a for a in rows if a.form == "capital" and a.covers(day)), None)
        if former is not None:
            return former.target
        state = f"country:{spot.country}" if spot and spot.kind == "capital" else None
        return state if state in self._scene.ontology.actors else None

    def _is_location(self, token: Token) -> bool:
        """ "In Moscow", "flew to Moscow", "in front of the White House": the place itself."""
        preposition = first_conjunct(token).head
        if first_conjunct(token).dep != "pobj":
            return False
        if preposition.lower == "of" and preposition.head.lower == "front":
            return True
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
        tokens = self._scene.parsed.tokens
        before = {tokens[span.first - 1].lower} & HONORIFICS if span.first else frozenset()
        people = self._scene.people
        person = people.resolve(span.text, span.target, gender=people.gender_told(before))
        mention = Mention(
            text=span.text, name=person.name, id=person.id, kind="person",
            country=person.country, role=person.role,
            start=tokens[span.first].start, end=tokens[span.last].end,
        )  # fmt: skip
        return [Referent(mention=mention, how="person")]

    def as_entity(self, head: Token, owners: list[Referent]) -> list[Referent] | None:
        """Reads what only the entity recogniser knows: "the Lowy Institute", "Bakhmut"."""
        kind = ENTITY_KINDS.get(head.ent)
        if kind is None or head.pos != "PROPN" or head.text.islower():
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
