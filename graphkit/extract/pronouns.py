"""Third-person pronouns -> whom they mean; what is ambiguous stays unresolved.

Within the sentence the subjects of the clauses above come first, then earlier subjects and names;
else the sentences before, latest first, subjects first.  A pronoun agrees in number and kind with
what it means, in gender where the article tells it, and never means its own clause's subject.
Source: binding after Huddleston & Pullum (2002), chapter 17; salience after Lappin & Leass (1994).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from graphkit.extract.antecedents import SUBJECT_DEPS, Antecedents, distinct_actors
from graphkit.extract.memory import Seen
from graphkit.extract.referents import Scene
from graphkit.extract.trees import (
    FINITE,
    NOMINAL,
    VERBAL,
    ancestors,
    child,
    conjuncts,
    prepositions,
    subtree,
)
from graphkit.records import Mention
from graphkit.sentences import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Resolver

MALE: Final = frozenset({"he", "him", "his", "himself"})
FEMALE: Final = frozenset({"she", "her", "hers", "herself"})
THING: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
SECOND_PERSON: Final = frozenset({"you", "your", "yours", "yourself", "yourselves"})
THIRD_PERSON: Final = MALE | FEMALE | THING | PLURAL
POSSESSIVE: Final = frozenset({"his", "her", "hers", "its", "their", "theirs"})
OBJECT_DEPS: Final = frozenset({"dobj", "pobj", "dative", "iobj"})
REFLEXIVE: Final = frozenset({"himself", "herself", "itself", "themselves"})
QUOTES: Final = frozenset({'"', "“", "”", "``", "''", "„", "«", "»"})
CLAUSES: Final = frozenset({"ccomp", "xcomp", "advcl", "csubj"})
BACK: Final = 4
"""Sentences before its own in which a pronoun's antecedent is looked for."""


class Pronouns:
    """Resolves the third-person pronouns of one sentence."""

    def __init__(self, scene: Scene, antecedents: Antecedents, resolver: Resolver) -> None:
        self._scene = scene
        self._antecedents = antecedents
        self._resolver = resolver

    def meant(self, token: Token) -> list[Mention]:
        """Returns whom a pronoun means, nobody if that cannot be told."""
        if token.lower == "it" and (self._is_expletive(token) or self._is_content(token)):
            return []
        clause = next((a for a in ancestors(token) if a.pos in VERBAL), None)
        if token.lower in REFLEXIVE and token.dep in OBJECT_DEPS and clause is not None:
            own = subject_of(clause)
            return [r.mention for r in self._resolver.resolve(own)] if own is not None else []
        barred = self._barred(token)
        for seen in self._in_sentence(token):
            found = self._fitting(token.lower, seen, barred)
            if found:
                return found
        for sentence in self._scene.memory.before(BACK):
            clear = self._of_sentence(token.lower, sentence, barred)
            if clear is not None:
                return clear
        return self._together(token)

    def addressed(self, token: Token) -> list[Mention]:
        """ "Trump shouted at Zelensky: "You must ..."": to whom the quotation is said."""
        verb = self._reporting(token)
        if verb is None:
            return []
        heads = [c for c in verb.children if c.dep in ("dobj", "dative") and c.pos in NOMINAL]
        heads += [t for p, t in prepositions(verb) if p in ("to", "at") and t.dep == "pobj"]
        found = (r for h in heads for r in self._resolver.resolve(h) if r.is_actor)
        return [r.mention for r in found]

    def _of_sentence(
        self, word: str, sentence: Sequence[Seen], barred: frozenset[str]
    ) -> list[Mention] | None:
        """The main clause's subject that fits, else another's, else any; empty if several do."""
        named = [s for s in sentence if not s.in_passing]
        main = [s for s in named if s.is_main]
        for rank in (main, [s for s in named if s.is_subject], named):
            fitting = [f for s in rank if (f := self._fitting(word, s, barred))]
            if len({tuple(m.id for m in f) for f in fitting}) > 1:
                return []
            if fitting:
                return fitting[0]
        return None

    def _in_sentence(self, token: Token) -> Iterator[Seen]:
        """ "The U.S. said it would ...": subjects of the clauses above, then earlier phrases."""
        clause = next((a for a in ancestors(token) if a.pos in VERBAL), None)
        heads = self._blamed(token)
        for verb in _clauses_above(token):
            if verb is clause and token.lower not in POSSESSIVE:
                continue  # a verb's object pronoun is not its subject
            heads += [c for c in verb.children if c.dep in SUBJECT_DEPS and c.i < token.i]
        earlier = [t for t in self._scene.parsed.tokens[: token.i] if _is_named_or_subject(t)]
        heads += sorted(earlier, key=lambda t: (t.dep not in SUBJECT_DEPS, -t.i))
        for head in heads:
            if head is token or (head.pos == "PRON" and head.lower == token.lower):
                continue
            if token.dep in OBJECT_DEPS and clause is not None and head is subject_of(clause):
                continue  # "telephoned Aliyev and urged him": him is not who urged
            seen = self._antecedents.phrase(head)
            if seen is not None and (len(seen.mentions) == 1 or len(conjuncts(head)) > 1):
                yield seen

    @staticmethod
    def _blamed(token: Token) -> list[Token]:
        """ "imposed sanctions on Turkey over its detention of a pastor": whose is Turkey's."""
        preposition = token.head.head
        if token.dep != "poss" or preposition.lower not in ("over", "for", "about"):
            return []
        before = [t for t in subtree(preposition.head) if t.i < preposition.i]
        ends = [t for t in before if t.dep in ("pobj", "dobj") and t.pos == "PROPN"]
        return sorted(ends, key=lambda t: -t.i)

    def _fitting(self, word: str, seen: Seen, barred: frozenset[str]) -> list[Mention]:
        """The members of a phrase that the pronoun agrees with: one person, or all together."""
        mentions = list(seen.mentions)
        if any(m.id in barred for m in mentions) and word not in THING:
            return []
        if word in PLURAL:
            return mentions if self._is_several(seen) else []
        if seen.is_plural or len(mentions) > 1:
            return []
        if word in THING:
            return mentions if mentions[0].kind in ("country", "organization") else []
        return mentions if self._is_of_gender(word, mentions[0]) else []

    def _is_several(self, seen: Seen) -> bool:
        """ "Macron and Scholz", "the rebels", "Chinese officials", "the Houthis"."""
        if seen.is_place:
            return False
        first = seen.mentions[0]
        fighters = "armed_group" in self._scene.ontology.classes.get(first.id, ())
        return len(seen.mentions) > 1 or first.kind == "group" or seen.is_plural or fighters

    def _is_of_gender(self, word: str, mention: Mention) -> bool:
        gender = self._scene.people.gender_of(mention.name)
        return mention.kind == "person" and gender != ("f" if word in MALE else "m")

    def _together(self, token: Token) -> list[Mention]:
        """ "Kim showed Shoigu his missiles. ... their handshake": the only two persons."""
        latest = next(iter(self._scene.memory.before(1)), ())
        persons = distinct_actors(latest, lambda m: m.kind == "person")
        return persons if token.lower in PLURAL and len(persons) == 2 else []

    def _barred(self, token: Token) -> frozenset[str]:
        """Whom the pronoun cannot mean: its clause's subject, and who speaks of another.

        "Joe Biden heard him out": not Biden.  Erdogan said: "I no longer talk to him": not Erdogan.
        """
        heads = []
        clause = next((a for a in ancestors(token) if a.pos in VERBAL), None)
        if clause is not None and token.dep in OBJECT_DEPS:
            heads.append(subject_of(clause))
        verb = self._reporting(token)
        heads.append(subject_of(verb) if verb else None)
        return frozenset(
            r.mention.id
            for h in heads
            if h is not None and h is not token and token not in subtree(h)
            for r in self._resolver.resolve(h)
        )

    def _reporting(self, token: Token) -> Token | None:
        """The verb that reports the quotation in which the word stands."""
        tokens = self._scene.parsed.tokens
        marks = [t.i for t in tokens if t.text in QUOTES]
        opened = [i for i in marks if i < token.i]
        if len(opened) % 2 == 0:
            return None
        end = next((i for i in marks if i > token.i), len(tokens))
        outside = (a for a in ancestors(token) if not opened[-1] < a.i < end)
        return next((a for a in outside if a.pos in VERBAL), None)

    def _is_expletive(self, token: Token) -> bool:
        """ "It is raining", "it remains unclear whether ...", "it was Marin who spoke"."""
        verb = token.head
        if token.dep in SUBJECT_DEPS and verb.pos == "ADJ":
            return any(map(_is_content, verb.children))  # "makes it impossible to leave"
        if token.dep not in SUBJECT_DEPS or verb.pos not in VERBAL:
            return False
        if verb.lemma in self._scene.words("weather"):
            return True
        said = child(verb, "acomp", "attr", "oprd")
        if said is None:
            return False
        if said.pos == "PROPN" and child(said, "relcl") is not None:
            return True
        clauses = [c for t in (verb, said) for c in t.children if c.dep in CLAUSES and c.i > said.i]
        empty = said.lemma in self._scene.words("impersonal") or (
            said.pos == "ADJ" and said.lemma not in self._scene.words("disposed")
        )
        return empty and any(map(_is_content, clauses))

    def _is_content(self, token: Token) -> bool:
        """ "Paris denied it": what was said, and nobody."""
        kind = self._scene.ontology.speech.get(token.head.lemma)
        return token.dep == "dobj" and kind in ("admit", "claim", "deny", "say", "think")


def _is_content(clause: Token) -> bool:
    """ "that ...", "whether ...", "to ...": what an expletive stands for."""
    marks = {c.lower for c in clause.children if c.dep == "mark"}
    return bool(marks & {"that", "whether"}) or (
        clause.dep == "xcomp" and any(c.tag == "TO" for c in clause.children)
    )


def _clauses_above(token: Token) -> Iterator[Token]:
    """ "Warned that China might arm Russia and asked its allies": "asked" is no part of "might"."""
    below = token
    for verb in ancestors(token):
        parted = below.dep == "conj" and below.tag in FINITE and verb.tag == "VB"
        if not parted:
            yield verb
        below = verb


def _is_named_or_subject(token: Token) -> bool:
    return token.dep in SUBJECT_DEPS or (
        token.dep in ("dobj", "pobj", "poss") and token.pos == "PROPN"
    )


def subject_of(verb: Token) -> Token | None:
    """Returns a verb's own subject, or that of the verb it is coordinated with."""
    while True:
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None or verb.dep != "conj" or verb.head is verb:
            return own
        verb = verb.head
