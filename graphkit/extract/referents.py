"""What a noun phrase refers to, and what it is read against.

A `Referent` is a mention with the way it was resolved; a `Scene` is one sentence with the article's
people, memory and registered names.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graphkit.extract.memory import Memory, Seen
from graphkit.extract.names import Name
from graphkit.extract.people import People
from graphkit.extract.person_names import PersonSpan
from graphkit.extract.voices import Voices
from graphkit.ontology import Ontology
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token

PRENOMINAL: Final = frozenset(
    {"amod", "compound", "poss", "nmod", "nummod", "case", "punct", "quantmod", "nsubj"}
)


@dataclass(frozen=True, kw_only=True)
class Referent:
    """A mention and how it was resolved: the key to its reliability."""

    mention: Mention
    how: str
    noun: str = ""
    """Lemma of the head noun of a collective or topic ("citizen", "remark")."""
    owners: tuple[Referent, ...] = ()
    """Of a topic or collective: the actors whose it is ("comments by Trump", "Hamas fighters")."""

    @property
    def is_actor(self) -> bool:
        """True for what may be the subject of a statement."""
        return self.mention.kind not in ("place", "topic")


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One sentence, with all that its noun phrases are resolved against."""

    ontology: Ontology
    people: People
    memory: Memory
    parsed: ParsedSentence
    names: Sequence[Name]
    spans: Sequence[PersonSpan]
    voices: Voices

    def before(self, sentences: int) -> list[Sequence[Seen]]:
        """Returns what so many sentences before this one spoke of, latest first."""
        return self.everything()[: -sentences - 1 : -1]

    def themes(self, sentences: int) -> list[str]:
        """Returns the themes of as many sentences before this one, latest first."""
        return self.memory.themes(self.parsed.sentence.index)[: -sentences - 1 : -1]

    def everything(self) -> list[Sequence[Seen]]:
        """Returns what all sentences before this one spoke of, first one first."""
        return self.memory.before(self.parsed.sentence.index)

    def text(self, start: int, end: int) -> str:
        """Returns the article's words between two offsets of this sentence."""
        base = self.parsed.sentence.start
        return self.parsed.sentence.text[start - base : end - base]

    def state_of(self, code: str | None) -> Mention | None:
        """Returns the state of an alpha-3 code as a mention without text."""
        actor = self.ontology.actors.get(f"country:{code}")
        if actor is None:
            return None
        return Mention(text="", name=actor.name, id=actor.id, kind="country", country=actor.country)

    def side_of(self, person: Mention) -> Mention | None:
        """Returns the body that a person speaks for, else the state: Rutte stands for NATO."""
        body = self.ontology.actors.get(self.people.body_of(person.name) or "")
        if body is None:
            return self.state_of(person.country)
        return Mention(
            text="", name=body.name, id=body.id, kind="organization", country=body.country
        )

    def words(self, class_: str) -> frozenset[str]:
        """Returns a class of words from `words.csv`."""
        return self.ontology.words[class_]


def implied(mention: Mention, head: Token, how: str) -> Referent:
    """Returns the same actor with the words that stand for it here."""
    return Referent(
        mention=replace(mention, text=head.text, start=head.start, end=head.end), how=how
    )


def core(head: Token) -> list[Token]:
    """Returns the words of a phrase up to its head: modifiers, without clauses."""
    words = [head]
    for c in head.children:
        if c.i > head.i or c.dep not in PRENOMINAL or (c.dep == "punct" and c.text not in "-–"):
            continue
        words.extend(core(c))
        words.extend(
            x for x in c.children if x.i > c.i and (x.tag == "POS" or x.dep in ("cc", "conj"))
        )
    return sorted({t.i: t for t in words}.values(), key=lambda t: t.i)


def distinct(found: list[Referent]) -> list[Referent]:
    """Returns the referents, each actor once."""
    return list({r.mention.id: r for r in found}.values())
