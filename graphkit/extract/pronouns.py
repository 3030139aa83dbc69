"""Third-person pronouns -> whom they mean; what is ambiguous stays unresolved.

Within the sentence the subjects of the clauses above come first, then earlier subjects and names;
else the sentences before, latest first, subjects first.  A pronoun agrees in number and kind with
what it means, in gender where the article tells it, and never means its own clause's subject, nor
in a quotation its speaker.  "It" and "they" that a thing is nearer to mean no actor.
Source: binding after Huddleston & Pullum (2002), chapter 17; salience after Lappin & Leass (1994).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from graphkit.extract.antecedents import PLURAL_TAGS, SUBJECT_DEPS, Antecedents, distinct_actors
from graphkit.extract.binding import (
    FEMALE,
    MALE,
    OBJECT_DEPS,
    PLURAL,
    POSSESSIVE,
    REFLEXIVE,
    THING,
    antecedent_of,
    clause_of,
    clauses_above,
    controllers,
    is_object,
    is_same,
    parallel_objects,
    parallel_owners,
    subject_of,
    subjects_for,
)
from graphkit.extract.expletives import Expletives
from graphkit.extract.memory import MANY, ONE, SOMEBODY, Seen
from graphkit.extract.names import covering
from graphkit.extract.referents import Scene
from graphkit.extract.trees import (
    NOMINAL,
    VERBAL,
    ancestors,
    conjuncts,
    prepositions,
    subtree,
)
from graphkit.records import Mention
from graphkit.sentences import Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Resolver

QUOTES: Final = frozenset({'"', "“", "”", "``", "''", "„", "«", "»"})
NAMED_DEPS: Final = frozenset({"dobj", "pobj", "poss"})
NUMBER_OF: Final = dict.fromkeys(THING, ONE) | dict.fromkeys(PLURAL, MANY)
"""Number of what a pronoun means that may also stand for a thing."""
BACK: Final = 4
"""Sentences before its own in which a pronoun's antecedent is looked for."""
BACK_IN_QUOTES: Final = 1
"""The same within a quotation, which the words before it do not lead up to."""


class Pronouns:
    """Resolves the third-person pronouns of one sentence."""

    def __init__(self, scene: Scene, antecedents: Antecedents, resolver: Resolver) -> None:
        self._scene = scene
        self._antecedents = antecedents
        self._resolver = resolver
        self._expletives = Expletives(scene, resolver)

    def meant(self, token: Token) -> list[Mention]:
        """Returns whom a pronoun means, nobody if that cannot be told."""
        if self._expletives.is_empty(token):
            return []
        clause = next((a for a in ancestors(token) if a.pos in VERBAL), None)
        if token.lower in REFLEXIVE and token.dep in OBJECT_DEPS and clause is not None:
            own = subject_of(clause)
            return [r.mention for r in self._resolver.resolve(own)] if own is not None else []
        barred = self._barred(token)
        found = self._within(token, barred)
        return self._from_before(token, barred) if found is None else found

    def by_subject_above(self, token: Token) -> list[Mention]:
        """Returns whom a pronoun means by the subjects of the clauses above it."""
        heads = (h for h in self._heads_above(token) if h.dep in SUBJECT_DEPS)
        found = (self._phrase_meant(token, h, frozenset()) for h in heads)
        return next((f for f in found if f), [])

    def _within(self, token: Token, barred: frozenset[str]) -> list[Mention] | None:
        """Whom a pronoun means by its own sentence; None if that does not tell."""
        above = list(self._heads_above(token))
        for head in above:
            if is_same(token, head) and not self._expletives.is_empty(head):
                return self._resolver.pronoun_meaning(head)  # "he said his": whomever he means
            if self._is_agreeing_thing(token, head) and head in parallel_objects(token):
                return []
            found = self._phrase_meant(token, head, barred)
            if found:
                return [] if self._is_either(token, found[0], barred) else found
            if self._is_somebody_unknown(token, head):
                return []
        for head in self._heads_before(token, above):
            found = self._phrase_meant(token, head, barred)
            if found:
                return found
        if any(self._is_agreeing_thing(token, t) for t in self._scene.parsed.tokens[: token.i]):
            return []  # "narrow the tariffs so they hit": no actor of the sentences before
        return self._collective_above(token, above) or None

    def _is_somebody_unknown(self, token: Token, head: Token) -> bool:
        """ "A soldier says he went", "Hatice Cengiz says she": a person, though not known which."""
        if token.lower not in MALE | FEMALE or head.dep not in SUBJECT_DEPS:
            return False
        if head.pos == "PROPN" and not head.ent and covering(self._scene.names, head) is None:
            return not self._resolver.resolve(head)
        return self._antecedents.is_somebody(head)

    def _phrase_meant(self, token: Token, head: Token, barred: frozenset[str]) -> list[Mention]:
        seen = self._antecedents.phrase(head)
        if seen is None:
            return []
        parts = len(seen.mentions) > 1 and len(conjuncts(head)) < 2
        if parts and head.tag not in PLURAL_TAGS:
            return []  # a phrase within which several are named
        return self._fitting(token.lower, seen, barred)

    def _collective_above(self, token: Token, above: Sequence[Token]) -> list[Mention]:
        """ "The U.S. is preparing, which means they can invade": a state or body as its people.

        Source: Huddleston & Pullum (2002), chapter 5, 18.3 (plural override).
        """
        earlier = self._scene.parsed.tokens[: token.i]
        if token.lower != "they" or self._are_several_before():
            return []
        if any(t.tag in PLURAL_TAGS and not covering(self._scene.names, t) for t in earlier):
            return []  # "Uganda paid the Asians for what they lost"
        phrases = (self._antecedents.phrase(h) for h in above if h.dep in SUBJECT_DEPS)
        bodies = (s.mentions for s in phrases if s is not None and len(s.mentions) == 1)
        return next((list(m) for m in bodies if m[0].kind in ("country", "organization")), [])

    def _are_several_before(self) -> bool:
        """ "Trump and May met. Downing Street said they had asked ...": the two."""
        latest = next(iter(self._scene.before(1)), ())
        return any(s.is_main and len(s.mentions) > 1 for s in latest)

    def _is_either(self, token: Token, subject: Mention, barred: frozenset[str]) -> bool:
        """ "Obama will not meet Netanyahu when he travels": subject and object fit alike."""
        clause = token.head
        if token.dep not in SUBJECT_DEPS or clause.dep != "advcl":
            return False
        below = subtree(clause.head)
        objects = [t for t in below if t.dep in ("dobj", "dative") and t.i < token.i]
        objects += [t for p, t in prepositions(clause.head) if p == "with" and t.i < token.i]
        fitting = (m for h in objects for m in self._phrase_meant(token, h, barred))
        return any(m.id != subject.id for m in fitting)

    def _from_before(self, token: Token, barred: frozenset[str]) -> list[Mention]:
        """Whom a pronoun means of the sentences before, unless they are about a thing."""
        number = NUMBER_OF.get(token.lower)
        back = BACK if self._scene.voices.at(token) is None else BACK_IN_QUOTES
        scene = self._scene
        for sentence, theme in zip(scene.before(back), scene.themes(back), strict=True):
            if number is not None and theme == number and not self._speaks(token):
                return []  # "The investigation goes on. It has expanded": no actor
            if theme == SOMEBODY and token.lower in MALE | FEMALE:
                return []  # "An adviser to Jonathan told the BBC ... He called": not Jonathan
            clear = self._of_sentence(token, sentence, barred)
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
        self, token: Token, sentence: Sequence[Seen], barred: frozenset[str]
    ) -> list[Mention] | None:
        """The main clause's subject that fits, else another's, else any; empty if several do."""
        named = [s for s in sentence if not s.in_passing]
        main = [s for s in named if s.is_main]
        for rank in (main, [s for s in named if s.is_subject], named):
            fitting = [f for s in rank if (f := self._fitting(token.lower, s, barred))]
            if len({tuple(m.id for m in f) for f in fitting}) > 1:
                return []
            if fitting:
                return fitting[0]
        return None

    def _heads_above(self, token: Token) -> Iterator[Token]:
        """ "The U.S. said it would ...": subjects of the clauses above, what stands alike."""
        clause = clause_of(token)
        heads = [*parallel_owners(token), *parallel_objects(token), *self._blamed(token)]
        for verb in clauses_above(token):
            if verb is clause and token.lower not in POSSESSIVE:
                continue  # a verb's object pronoun is not its subject
            heads += [antecedent_of(c) for c in subjects_for(verb, token)] or controllers(verb)
        own = subject_of(clause) if is_object(token) and clause is not None else None
        # "telephoned Aliyev and urged him": him is not who urged
        yield from (h for h in dict.fromkeys(heads) if h is not token and h is not own)

    def _heads_before(self, token: Token, above: Sequence[Token]) -> Iterator[Token]:
        """The subjects, then the names that stand before a pronoun, nearest first."""
        clause = clause_of(token)
        own = subject_of(clause) if is_object(token) and clause is not None else None
        earlier = [t for t in self._scene.parsed.tokens[: token.i] if self._may_be_meant(t, token)]
        # '"... including Ahrar al-Sham," he said': who is quoted is not whom he speaks of
        apart = self._speaks(token) and not self._is_quoted(token)
        for head in sorted(earlier, key=lambda t: (t.dep not in SUBJECT_DEPS, -t.i)):
            known = head is own or head in above or is_same(token, head)
            if not known and not (apart and self._is_quoted(head)):
                yield head

    def _is_quoted(self, token: Token) -> bool:
        return self._scene.voices.quotations.at(token.start) is not None

    def _may_be_meant(self, head: Token, token: Token) -> bool:
        """True for a name or subject, and before "he" for a title: "the president's call"."""
        named = head.pos == "PROPN" or head.ent == "PERSON"
        if head.dep in SUBJECT_DEPS or (head.dep in NAMED_DEPS and named):
            return True
        personal = token.lower in MALE | FEMALE and head.dep in NAMED_DEPS
        return personal and head.tag == "NN" and head.lemma in self._scene.ontology.titles

    def _is_agreeing_thing(self, token: Token, head: Token) -> bool:
        """True for a thing as subject or object that the pronoun agrees with in number."""
        number = NUMBER_OF.get(token.lower)
        return (
            number is not None
            and head.dep in (*SUBJECT_DEPS, "dobj")
            and not self._speaks(token)
            and self._antecedents.number_of_thing(head) == number
        )

    def _speaks(self, token: Token) -> bool:
        """ "It said": things do not speak."""
        kind = self._scene.ontology.speech.get(token.head.lemma)
        return token.dep in SUBJECT_DEPS and kind is not None and kind != "show"

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
        latest = next(iter(self._scene.before(1)), ())
        persons = distinct_actors(latest, lambda m: m.kind == "person")
        return persons if token.lower in PLURAL and len(persons) == 2 else []

    def _barred(self, token: Token) -> frozenset[str]:
        """Whom the pronoun cannot mean: its clause's subject, and who speaks of another.

        "Joe Biden heard him out": not Biden.  Erdogan said: "I no longer talk to him": not Erdogan.
        """
        heads = []
        clause = clause_of(token)
        if clause is not None and is_object(token):
            heads.append(subject_of(clause))
        verb = self._reporting(token)
        heads.append(subject_of(verb) if verb else None)
        voice = self._scene.voices.at(token)
        return frozenset({voice.id} if voice is not None else ()) | frozenset(
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
