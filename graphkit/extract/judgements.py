"""What a speaker demands or judges in words that are no cue of their own.

"Libya must hand over the suspects", a minister said: he demands it of Libya.  "The proposal was
unacceptable", she said; he called the expulsion unjustified: they criticise it.
Source: the annotation guideline, "Demands" and "Which relation".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graphkit.extract.frames import Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.referents import Referent
from graphkit.extract.relations import Candidate
from graphkit.extract.trees import VERBAL, child, subtree
from graphkit.ontology import Cue, Ontology
from graphkit.records import ACTOR_KINDS, Mention
from graphkit.sentences import Token


def _row(id_: str, cue: str, relation: str, example: str, subject: str, target: str) -> Cue:
    return Cue(
        id=id_, cue=cue, pos="verb", with_="", subject_slot=("speaker",), object_slot=("subj",),
        relation=relation, event=None, mode=None, negated=False, status=None,
        example=example, subject=subject, object=target,
    )  # fmt: skip


OBLIGATION: Final = _row(
    "obligation", "must", "demands", "Britain said Libya must hand over the suspects.",
    "United Kingdom", "Libya",
)  # fmt: skip
CONDEMNING: Final = _row(
    "judgement/condemning", "unacceptable", "criticizes", "Iran called the ban unjustified.",
    "Iran", "ban",
)  # fmt: skip
APPROVING: Final = _row(
    "judgement/approving", "constructive", "supports", "France called the talks constructive.",
    "France", "talks",
)  # fmt: skip
PREDICATIVE: Final = frozenset({"acomp", "attr", "oprd", "ccomp", "conj", "pobj", "dobj", "xcomp"})
CERTAIN: Final = frozenset({"name", "person", "organ"})
"""Ways of resolution sure enough to say whom an obligation binds."""

NAMING: Final = frozenset({"oprd", "pobj", "acomp", "attr"})
"""How a name hangs on the verb that gives it: "called the ban [unjust]", "as [unjust]"."""
APART: Final = frozenset({"nsubj", "relcl", "acl", "advcl", "cc", "conj"})
BLAMING: Final = -1.3
"""Valence up to which the words of a name blame."""


class JudgementReader:
    """Finds demands and judgements that a speaker makes of a clause's subject."""

    def __init__(self, ontology: Ontology) -> None:
        words = ontology.words
        self._obligation = words["obligation"]
        self._obligation_verbs = words["obligation_verb"]
        self._heeding = words["heeding"]
        self._naming = words["naming"]
        self._valence = ontology.valence
        self._rows = {
            **dict.fromkeys(words["condemning"], CONDEMNING),
            **dict.fromkeys(words["approving"], APPROVING),
        }

    def is_trigger(self, token: Token) -> bool:
        """True for a verb with "must" and for a judging adjective or noun in a predicate."""
        if token.pos in VERBAL and self._obliging(token) is not None:
            return True
        return self._row_of(token) is not None

    def _obliging(self, verb: Token) -> Token | None:
        """ "must stop", "needs to stop": the word that obliges."""
        if verb.lemma in self._obligation_verbs and any(c.dep == "xcomp" for c in verb.children):
            return verb
        aux = next((c for c in verb.children if c.lower in self._obligation), None)
        if verb.lemma in self._heeding or any(c.dep == "aux" and c.lower == "have"
                                              for c in verb.children):  # fmt: skip
            return None  # "Iran should know that", "Iran must have seen it"
        subject = child(verb, "nsubj", "nsubjpass")
        inverted = aux is not None and subject is not None and aux.i < subject.i
        return None if inverted else aux  # "should China retaliate, it will"

    def _row_of(self, token: Token) -> Cue | None:
        named_as = (token.head.lower == "as" and token.head.dep == "prep") or (
            token.dep == "advcl" and any(c.lower == "as" for c in token.children)
        )
        if not named_as and token.dep not in PREDICATIVE:
            return None
        if token.tag == "VBG" and child(token, "dobj") and child(token, "aux"):
            return None  # "they are encouraging attacks"
        plain = self._rows.get(token.lower) or self._rows.get(token.lemma)
        if token.dep in NAMING and self._naming_verb(token) is not None:
            return self._by_valence(token, plain)
        return plain

    def _naming_verb(self, word: Token) -> Token | None:
        """The verb that gives somebody a name: "called the expulsion [unjustified]"."""
        verb = word.head
        if verb.dep == "prep" and verb.lower == "as":
            verb = verb.head
        return verb if verb.lemma in self._naming and verb is not word else None

    def _by_valence(self, word: Token, plain: Cue | None) -> Cue | None:
        """ "Called it a stab in the back": what the words of a name add up to is blame.

        Kind words alone say little: "a great honour" is no stance.
        """
        said = [word, *(t for c in word.children if c.dep not in APART for t in subtree(c))]
        if any(t.dep == "neg" or t.lower in ("no", "hardly") for t in said):
            return CONDEMNING if plain is APPROVING else None
        blame = sum(self._valence.get(t.lower, 0.0) for t in said) <= BLAMING
        return plain or (CONDEMNING if blame else None)

    def candidates(
        self, token: Token, speaker: Mention | None, frames: Frames, resolver: Resolver
    ) -> Iterator[Candidate]:
        """Yields the demands and judgements that a word bears."""
        if token.pos in VERBAL:
            yield from self._obliges(token, speaker, frames, resolver)
        row = self._row_of(token)
        if row is not None:
            yield from self._names(row, token, frames, resolver)
            yield from self._says(row, token, speaker, frames, resolver)

    def _obliges(
        self, verb: Token, speaker: Mention | None, frames: Frames, resolver: Resolver
    ) -> Iterator[Candidate]:
        """ "Sudan must return a helicopter", Russia said."""
        aux = self._obliging(verb)
        if aux is None or speaker is None or speaker.kind not in ACTOR_KINDS:
            return
        if verb.dep == "ccomp" and any(c.dep == "neg" for c in verb.head.children):
            return  # "is not convinced that Sudan must"
        own = Referent(mention=speaker, how="first person")
        frame = frames.of(verb)
        if frame.passive or _is_able(verb):
            return  # "Russia should be readmitted", "Israel must be able to": asked of others
        for head in frame.subjects:
            for bound in resolver.resolve(head):
                if bound.is_actor and bound.how in CERTAIN and not _same_side(speaker, bound):
                    yield _found(OBLIGATION, aux, own, bound)

    def _names(
        self, row: Cue, word: Token, frames: Frames, resolver: Resolver
    ) -> Iterator[Candidate]:
        """ "called the expulsion unjustified", "described the plan as a mistake"."""
        verb = self._naming_verb(word)
        if verb is None:
            return
        frame = frames.of(verb)
        named = [t for t in frame.objects if t is not word]
        if word.dep == "ccomp":  # the parser reads a small clause
            named = [c for c in word.children if c.dep == "nsubj"]
        for s in frame.subjects:
            for subject in resolver.resolve(s):
                for t in named:
                    for target in resolver.resolve(t):
                        if subject.is_actor and subject.mention.id != target.mention.id:
                            yield _found(row, verb, subject, target)

    def _says(
        self,
        row: Cue,
        word: Token,
        speaker: Mention | None,
        frames: Frames,
        resolver: Resolver,
    ) -> Iterator[Candidate]:
        """ "The proposal was completely unacceptable", Livni said."""
        be = word.head if word.dep in ("acomp", "attr") else None
        if be is None or be.lemma != "be" or speaker is None or speaker.kind not in ACTOR_KINDS:
            return
        own = Referent(mention=speaker, how="first person")
        for head in frames.of(be).subjects:
            for target in resolver.resolve(head):
                if target.how != "pronoun" and not _same_side(speaker, target):
                    yield _found(row, word, own, target)


def _is_able(verb: Token) -> bool:
    """ "Must be able to live in peace", "should be free to": a right of his, no duty."""
    predicate = child(verb, "acomp")
    return predicate is not None and predicate.lower in ("able", "allowed", "entitled", "free")


def _found(row: Cue, word: Token, subject: Referent, target: Referent) -> Candidate:
    return Candidate(cue=row, head=word, words=(word,), subject=subject, object=target, via="")


def _same_side(speaker: Mention, other: Referent) -> bool:
    """Nobody demands of his own state, or judges it, in the sense of the vocabulary."""
    country = other.mention.country
    return other.mention.id == speaker.id or (country is not None and country == speaker.country)
