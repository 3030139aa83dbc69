"""Parsed sentence -> the mentions that may stand in a statement, for the pair classifier.

The cue rows look for the actors of one word; the classifier judges every ordered pair of mentions.
Both take mentions from the same resolver, so a pair that both find is the same pair.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
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
COUNTING: Final = frozenset({"NUM", "DET", "ADJ"})
"""What "the two", "both" and "the latter" may be."""
ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "dative"})


@dataclass(frozen=True)
class Stretch:
    """Where somebody is mentioned, and what he is called: his id, his name.

    `own` are the words that mean him alone: "US" of "US and French troops", which is the `whole`.
    """

    own: tuple[int, int]
    whole: tuple[int, int]
    called: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """A mention where it stands: the word that heads it, whom it means, and its own words."""

    head: Token
    referent: Referent
    own: tuple[int, int]

    @property
    def mention(self) -> Mention:
        """The mention, with its offsets."""
        return self.referent.mention

    def stretch(self, base: int = 0) -> Stretch:
        """Returns where it stands in a text that begins at `base`."""
        called = frozenset({self.mention.id, self.mention.name})
        return Stretch(_moved(self.own, base), _moved(_whole(self.mention), base), called)


def _whole(mention: Mention) -> tuple[int, int]:
    return mention.start or 0, mention.end or 0


def _moved(stretch: tuple[int, int], base: int) -> tuple[int, int]:
    return stretch[0] - base, stretch[1] - base


def standing_mentions(
    parsed: ParsedSentence,
    resolver: Resolver,
    speaker_at: Callable[[Token], Mention | None],
    *,
    parting: bool = True,
) -> list[Standing]:
    """Returns the mentions of a sentence in order, each stretch of text and actor once.

    Args:
        parsed: the sentence.
        resolver: resolves its noun phrases.
        speaker_at: who speaks at a word, for "I" and "we".
        parting: whether those who share a phrase get their own words of it, and whether "the two"
            is one.
    """
    found: dict[tuple[int, str], Standing] = {}
    for token in parsed.tokens:
        referents = [
            r
            for r in _resolved(token, resolver, speaker_at)
            if r.mention.start is not None
            and (parting or token.pos not in COUNTING or r.how != "pair")
        ]
        own = _own_words(token, referents, resolver) if parting else {}
        for r in referents:
            standing = Standing(token, r, own.get(r.mention.id, _whole(r.mention)))
            key = (standing.own[0], standing.mention.id)
            known = found.get(key)
            if known is None or token in ancestors(known.head):
                found[key] = standing
    return sorted(found.values(), key=lambda s: (s.own, s.mention.id))


def _own_words(
    head: Token, referents: Sequence[Referent], resolver: Resolver
) -> dict[str, tuple[int, int]]:
    """Returns the own words of those who share one phrase, by id; none where it has no parts.

    "US and French troops" are "US" and "French troops"; "the two leaders" cannot be parted.
    """
    if len(referents) < 2 or len({_whole(r.mention) for r in referents}) > 1:
        return {}
    parts = {
        m.mention.id: _whole(m.mention)
        for m in resolver.modifiers(head)
        if m.mention.start is not None
    }
    own = {i: parts[i] for i in (r.mention.id for r in referents) if i in parts}
    if len(own) < len(referents) or len(set(own.values())) < len(own):
        return {}
    last = max(own, key=own.__getitem__)
    return {**own, last: (own[last][0], max(own[last][1], head.end))}


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
    elif token.pos in COUNTING and token.dep in ARGUMENTS:
        yield from resolver.pronoun(token)


def ordered_pairs(standing: Sequence[Standing], *, parting: bool = True) -> list[tuple[int, int]]:
    """Returns (subject, object) as indexes: actors with each mention of somebody or something else.

    Mentions that overlap are no pair ("Russian troops" and "Russian"), unless the same words mean
    both: of "the two leaders" each may have met the other.  Not so without `parting`.
    """
    few = standing[:MOST_MENTIONS]
    return [
        (i, j)
        for i, a in enumerate(few)
        if a.referent.is_actor
        for j, b in enumerate(few)
        if i != j
        and a.mention.id != b.mention.id
        and (_apart(a.own, b.own) or (parting and a.own == b.own))
    ]


def _apart(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] <= other[0] or other[1] <= one[0]


def place_of(
    stretches: Sequence[Stretch], start: int, end: int, called: Collection[str] = ()
) -> int | None:
    """Returns which mention somebody's words are: one so called, else the closest; None for none.

    Args:
        stretches: the mentions.
        start: where the words begin.
        end: where they end.
        called: what he is called, ids or names.
    """
    his = [n for n, s in enumerate(stretches) if not s.called.isdisjoint(called)]
    for part in ("own", "whole"):
        found = closest([getattr(stretches[n], part) for n in his], start, end)
        if found is not None:
            return his[found]
    return closest([s.own for s in stretches], start, end)


def closest(spans: Sequence[tuple[int, int]], start: int, end: int) -> int | None:
    """Returns the span that shares most with a stretch: a third of the longer at least."""
    best, share = None, 1 / 3
    for n, (s, e) in enumerate(spans):
        of_longer = (min(e, end) - max(s, start)) / max(e - s, end - start)
        if of_longer > share or (of_longer > 0 and e == end and best is None):
            best, share = n, max(of_longer, share)
    return best
