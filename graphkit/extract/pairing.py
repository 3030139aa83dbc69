"""Parsed sentence -> the mentions that may stand in a statement, for the pair classifier.

The cue rows look for the actors of one word; the classifier judges every ordered pair of mentions.
Both take mentions from the same resolver, so a pair that both find is the same pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.mentions import Resolver, is_first_person
from graphkit.extract.names import covering
from graphkit.extract.referents import Referent
from graphkit.extract.trees import VERBAL, ancestors
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token

MOST_MENTIONS: Final = 24
"""Mentions of one sentence that are paired; a list of fifty states says nothing of any two."""
INNER: Final = frozenset({"compound", "nmod", "amod", "poss"})


@dataclass(frozen=True)
class Standing:
    """A mention where it stands: the word that heads it and whom it means."""

    head: Token
    referent: Referent

    @property
    def mention(self) -> Mention:
        """The mention, with its offsets."""
        return self.referent.mention


def standing_mentions(
    parsed: ParsedSentence, resolver: Resolver, speaker_at: Callable[[Token], Mention | None]
) -> list[Standing]:
    """Returns the mentions of a sentence in order, each stretch of text and actor once.

    Args:
        parsed: the sentence.
        resolver: resolves its noun phrases.
        speaker_at: who speaks at a word, for "I" and "we".
    """
    found: dict[tuple[int, str], Standing] = {}
    for token in parsed.tokens:
        for referent in _resolved(token, resolver, speaker_at):
            start = referent.mention.start
            if start is None:
                continue
            known = found.get((start, referent.mention.id))
            if known is None or token in ancestors(known.head):
                found[start, referent.mention.id] = Standing(token, referent)
    return sorted(found.values(), key=lambda s: (s.mention.start or 0, s.mention.id))


def _resolved(
    token: Token, resolver: Resolver, speaker_at: Callable[[Token], Mention | None]
) -> Iterator[Referent]:
    """Whom one word means; for "we" and "our troops" whoever speaks there is asked first."""
    if not any(is_first_person(t) for t in (token, *token.children)):
        yield from _meant(token, resolver)
        return
    verb = next((a for a in (token, *ancestors(token)) if a.pos in VERBAL), token)
    former, resolver.speaker = resolver.speaker, speaker_at(verb)
    found = list(_meant(token, resolver))
    resolver.speaker = former
    yield from found


def _meant(token: Token, resolver: Resolver) -> Iterator[Referent]:
    """Whom a word means, as the head of a phrase or as a modifier ("Russian", "Putin's")."""
    named = covering(resolver.names, token) is not None
    if (token.pos == "PRON" or is_first_person(token)) and not named:
        yield from resolver.pronoun(token)
    elif token.dep in INNER:
        yield from (r for r in resolver.modifier(token) if r.is_actor)
    elif named or token.pos in ("NOUN", "PROPN"):
        yield from resolver.one(token)


def ordered_pairs(standing: Sequence[Standing]) -> list[tuple[int, int]]:
    """Returns (subject, object) as indexes: actors with each mention of somebody or something else.

    Mentions that overlap are no pair: "Russian troops" and "Russian".
    """
    few = standing[:MOST_MENTIONS]
    return [
        (i, j)
        for i, a in enumerate(few)
        if a.referent.is_actor
        for j, b in enumerate(few)
        if i != j and a.mention.id != b.mention.id and _apart(a, b)
    ]


def _apart(a: Standing, b: Standing) -> bool:
    one, other = a.mention, b.mention
    assert one.start is not None
    assert one.end is not None
    assert other.start is not None
    assert other.end is not None
    return one.end <= other.start or other.end <= one.start
