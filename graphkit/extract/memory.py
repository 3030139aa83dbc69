"""What an article has spoken of so far: for pronouns, "the two leaders", "the ministry".

Reference goes by recency and grammatical role (subjects first), as centering theory has it.
Source: Grosz, Joshi & Weinstein (1995), Centering; the salience order of Lappin & Leass (1994).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphkit.extract.trees import VERBAL, ancestors, child, conjuncts, subtree
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token

if TYPE_CHECKING:
    from graphkit.extract.mentions import Resolver

SINGULAR_PERSON: Final = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
SINGULAR_THING: Final = frozenset({"it", "its", "itself"})
PLURAL: Final = frozenset({"they", "them", "their", "themselves"})
SUBJECT_DEPS: Final = frozenset({"nsubj", "nsubjpass"})
OBJECT_DEPS: Final = frozenset({"dobj", "pobj", "dative", "iobj"})


@dataclass(frozen=True)
class Seen:
    """Actors that one noun phrase named: several for a coordination."""

    mentions: tuple[Mention, ...]
    is_subject: bool
    office: str | None = None


class Memory:
    """The actors of the article's sentences read so far, latest last."""

    def __init__(self) -> None:
        self._sentences: list[list[Seen]] = []
        self._organs: dict[str, Mention] = {}
        self.last_speaker: Mention | None = None

    def begin_sentence(self) -> None:
        """Opens the next sentence."""
        self._sentences.append([])

    def note(self, mentions: tuple[Mention, ...], *, is_subject: bool, office: str | None) -> None:
        """Remembers the actors of one noun phrase."""
        self._sentences[-1].append(Seen(mentions, is_subject, office))

    def note_organ(self, phrase: str, state: Mention) -> None:
        """Remembers whose "foreign ministry" was spoken of."""
        self._organs[phrase] = state

    def organ(self, phrase: str) -> Mention | None:
        """Returns the state whose organ was last named by this phrase."""
        return self._organs.get(phrase)

    def _recent(self, sentences: int = 4) -> list[Seen]:
        """Latest sentence first; within a sentence subjects first, then in order."""
        out: list[Seen] = []
        for seen in reversed(self._sentences[:-1][-sentences:]):
            out.extend(sorted(seen, key=lambda s: not s.is_subject))
        return out

    def pronoun(
        self, word: str, parsed: ParsedSentence, token: Token, resolver: Resolver
    ) -> list[Mention]:
        """Returns whom a third-person pronoun means: earlier in its sentence, else before."""
        inside = self._in_sentence(word, parsed, token, resolver)
        if inside:
            return inside
        for seen in self._recent():
            if fits(word, seen.mentions):
                return list(seen.mentions)
        return []

    def _in_sentence(
        self, word: str, parsed: ParsedSentence, token: Token, resolver: Resolver
    ) -> list[Mention]:
        """ "The U.S. said it would ...": subjects of the clauses above, then earlier phrases."""
        own_clause = next((a for a in ancestors(token) if a.pos in VERBAL), None)
        candidates = self._blamed(token)
        for verb in ancestors(token):
            for c in verb.children:
                if c.dep in SUBJECT_DEPS and c.i < token.i and c is not token:
                    if verb is own_clause and word not in ("his", "her", "its", "their"):
                        continue  # a verb's object pronoun is not its subject
                    candidates.append(c)
        earlier = [
            t
            for t in parsed.tokens[: token.i]
            if t.dep in SUBJECT_DEPS or (t.dep in ("dobj", "pobj", "poss") and t.pos == "PROPN")
        ]
        candidates.extend(sorted(earlier, key=lambda t: (t.dep not in SUBJECT_DEPS, -t.i)))
        for c in candidates:
            if c.pos == "PRON" and c.lower == word:
                continue
            if token.dep in OBJECT_DEPS and own_clause is not None and c is subject_of(own_clause):
                continue  # "telephoned Aliyev and urged him": him is not who urged
            found = tuple(r.mention for r in resolver.resolve(c) if r.is_actor)
            plural = word in PLURAL and c.tag in ("NNS", "NNPS")
            if found and (fits(word, found) or plural):
                return list(found)  # "Palestinian leaders said they would boycott ..."
            if len(conjuncts(c)) == 1 and len(found) > 1:
                continue
        return []

    @staticmethod
    def _blamed(token: Token) -> list[Token]:
        """ "imposed sanctions on Turkey over its detention of a pastor": whose is Turkey's."""
        preposition = token.head.head
        if token.dep != "poss" or preposition.lower not in ("over", "for", "about"):
            return []
        before = [t for t in subtree(preposition.head) if t.i < preposition.i]
        ends = [t for t in before if t.dep in ("pobj", "dobj") and t.pos == "PROPN"]
        return sorted(ends, key=lambda t: -t.i)

    def pair(
        self, *, kind: str | None, state_of: Callable[[str | None], Mention | None]
    ) -> list[Mention]:
        """Returns the two actors last spoken of together, else the two most spoken of.

        Args:
            kind: "person" for leaders; "country" for sides and states, where two persons stand
                for theirs; None for "both".
            state_of: the state of a country code.
        """
        here = list(reversed(self._sentences[-1])) if self._sentences else []
        for seen in [*here, *self._recent(3)]:
            members = [self._as_kind(m, kind, state_of) for m in seen.mentions]
            found = [m for m in members if m is not None]
            if len(found) == len(seen.mentions) == 2:
                return found
        counts: Counter[str] = Counter()
        latest: dict[str, Mention] = {}
        for seen in (s for sentence in self._sentences for s in sentence):
            for m in seen.mentions:
                if m.kind == (kind or "country"):
                    counts[m.id] += 1
                    latest[m.id] = m
        return [latest[i] for i, _ in counts.most_common(2)] if len(counts) > 1 else []

    @staticmethod
    def _as_kind(
        mention: Mention, kind: str | None, state_of: Callable[[str | None], Mention | None]
    ) -> Mention | None:
        if kind == "country" and mention.kind == "person":
            return state_of(mention.country)
        return mention if kind in (None, mention.kind) else None

    def last_person(self, *, office: str) -> Mention | None:
        """Returns the last person named who holds the office."""
        for seen in self._recent(8):
            if seen.office == office and len(seen.mentions) == 1:
                return seen.mentions[0]
        return None

    def last_office(self) -> str | None:
        """Returns the office of the person last spoken of, this sentence included."""
        here = list(reversed(self._sentences[-1])) if self._sentences else []
        for seen in [*here, *self._recent()]:
            if seen.office:
                return seen.office
        return None

    def last_state(self) -> Mention | None:
        """Returns the state last spoken of in earlier sentences."""
        for seen in self._recent(2):
            for m in seen.mentions:
                if m.kind == "country":
                    return m
        return None


def subject_of(verb: Token) -> Token | None:
    """Returns a verb's own subject, or that of the verb it is coordinated with."""
    while True:
        own = child(verb, "nsubj", "nsubjpass")
        if own is not None or verb.dep != "conj" or verb.head is verb:
            return own
        verb = verb.head


def fits(word: str, mentions: tuple[Mention, ...]) -> bool:
    """True if a pronoun can mean these actors, by number and kind."""
    if word in SINGULAR_PERSON:
        return len(mentions) == 1 and mentions[0].kind == "person"
    if word in SINGULAR_THING:
        return len(mentions) == 1 and mentions[0].kind in ("country", "organization")
    return len(mentions) > 1 or mentions[0].kind in ("group",)
