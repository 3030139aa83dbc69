"""Noun phrase -> its wording: what belongs to a topic's name, and where the phrase ends.

After the annotation guideline: the head noun phrase without determiners, with the words needed to
know it; complements with of, on, to, between and infinitives stay ("a plan to pipe gas"), and so
do coordinated modifiers ("trade and cooperation accord") and numbers behind ("Resolution 1284");
dates, amounts, mere emphasis and the occasion of a remark go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.trees import child, subtree
from graphkit.sentences import ParsedSentence, Token

KEPT_PREPOSITIONS: Final = frozenset(
    {"of", "on", "to", "between", "for", "against", "with", "in", "over", "towards", "toward"}
)
INNER: Final = frozenset({"amod", "compound", "nmod", "conj"})
"""Labels of modifiers before a noun, whose coordination belongs to the name."""
CLAUSAL: Final = frozenset({"relcl", "advcl", "ccomp", "conj"})
DROPPED: Final = frozenset(
    {"det", "predet", "relcl", "acl", "advcl", "appos", "punct", "cc", "conj", "advmod", "preconj",
     "dep", "parataxis", "nsubj", "cop", "aux", "neg", "npadvmod", "mark"}
)  # fmt: skip
EMPHASIS: Final = frozenset(
    {"new", "latest", "recent", "full", "own", "such", "other", "same", "any"}
)
QUOTES: Final = frozenset({'"', "“", "”", "``", "''"})
MOST_WORDS: Final = 9
OCCASIONS: Final = frozenset(
    {"address", "behalf", "briefing", "conference", "floor", "hearing", "interview", "letter",
     "message", "post", "remark", "speech", "statement", "term", "testimony", "tweet"}
)  # fmt: skip
"""Nouns behind "in", "on" and "to" that say where something was said, no part of a topic."""


@dataclass(frozen=True)
class Phrase:
    """A noun phrase: its name without determiners, and its extent in the article."""

    name: str
    text: str
    start: int
    end: int


def _pre_modifiers(head: Token) -> list[Token]:
    kept: list[Token] = []
    for c in head.children:
        if c.i < head.i and c.dep not in DROPPED and c.dep != "poss":
            if c.ent in ("DATE", "TIME") or c.tag == "PRP$" or is_count(c):
                continue
            if c.lower in EMPHASIS:
                continue
            kept.extend(_words(c))
    return kept


def is_count(token: Token) -> bool:
    """ "20", "more than 20", "as many as 20": how many there are."""
    counting = token.dep in ("nummod", "quantmod") or token.tag == "CD"
    return counting or any(c.tag == "CD" and c.i > token.i for c in token.children)


def _words(token: Token) -> list[Token]:
    """All words of a modifier, with its hyphens and what is coordinated with it."""
    words = [token]
    for c in token.children:
        if c.dep in ("cc", "conj") and token.dep not in INNER:
            continue
        if c.dep not in ("det", "prep", "relcl", "acl") and c.dep != "poss":
            words.extend(_words(c))
    return words


def _number_behind(head: Token) -> list[Token]:
    """ "Article 5", "Resolution 1284": the number that tells which."""
    behind = (c for c in head.children if c.i == head.i + 1 and c.tag == "CD")
    return [c for c in behind if c.ent not in ("DATE", "TIME")]


def _infinitive(head: Token, *, room: int) -> list[Token]:
    """ "A plan to pipe gas to Laos": what is planned, if it is short enough to name it."""
    for c in head.children:
        if c.dep != "acl" or c.tag != "VB" or c.i < head.i:
            continue
        words = sorted(subtree(c), key=lambda t: t.i)
        kept = [t for t in words if t.dep not in ("det", "punct") and t.tag != "PRP$"]
        inner = any(t.dep in CLAUSAL for t in words if t is not c)
        if words[0].tag == "TO" and len(kept) <= room and not inner:
            return kept
    return []


def _complements(head: Token, *, room: int) -> list[Token]:
    kept: list[Token] = []
    for c in head.children:
        if c.i < head.i or c.dep != "prep" or c.lower not in KEPT_PREPOSITIONS:
            continue
        target = child(c, "pobj")
        if target is None or target.ent in ("DATE", "TIME") or _is_day(target):
            continue
        if target.lemma in OCCASIONS and c.lower in ("in", "on", "to", "with"):
            continue
        inner = [c, *_noun_words(target, room=room - 1)]
        if len(kept) + len(inner) > room:
            break
        kept.extend(inner)
    return kept


def _is_day(token: Token) -> bool:
    return token.lower.endswith("day") and token.pos == "PROPN"


def _noun_words(head: Token, *, room: int) -> list[Token]:
    words = [*_pre_modifiers(head), head]
    owner = child(head, "poss")
    if owner is not None and owner.tag != "PRP$":
        words = [*_words(owner), *words]
    for c in head.children:  # "between Kyiv and Moscow"
        if c.dep == "conj" and c.pos in ("PROPN", "NOUN") and c.i > head.i:
            words.extend([*(x for x in head.children if x.dep == "cc"), *_noun_words(c, room=3)])
    return [*words, *_complements(head, room=room - len(words))]


def topic_phrase(parsed: ParsedSentence, head: Token) -> Phrase:
    """Returns the wording of the topic whose head noun is given."""
    words = [*_pre_modifiers(head), head, *_number_behind(head)]
    words += _complements(head, room=MOST_WORDS - len(words)) or _infinitive(
        head, room=MOST_WORDS - len(words)
    )
    owner = child(head, "poss")
    if len(words) == 1 and owner is not None and owner.tag != "PRP$":
        words += _words(owner)  # "Lam's decision": the bare noun tells nothing
    ordered = sorted({t.i: t for t in words}.values(), key=lambda t: t.i)
    ordered = hyphened(parsed.tokens, _joined(parsed.tokens, ordered))
    name = spelled([t for t in ordered if t.pos != "DET" or t is head])
    resumed = _resumed(parsed.tokens, head)
    if resumed and len(ordered) + len(resumed) <= MOST_WORDS:
        name = f"{name} {spelled([t for t in resumed if t.pos != 'DET'])}"
    start, end = ordered[0].start, ordered[-1].end
    base = parsed.sentence.start
    return Phrase(name, parsed.sentence.text[start - base : end - base], start, end)


def _resumed(tokens: Sequence[Token], head: Token) -> list[Token]:
    """The rest of a phrase that an attribution parts: "calls," he said, "for a truce now"."""
    after = [t.text for t in tokens[head.i + 1 : head.i + 3]]
    if len(after) < 2 or after[0] not in ",." or after[1] not in QUOTES:
        return []
    opening = next((t for t in tokens[head.i + 3 :] if t.text in QUOTES), None)
    if opening is None or opening.i + 1 >= len(tokens):
        return []
    adposition = tokens[opening.i + 1]
    target = child(adposition, "pobj")
    if adposition.lower not in KEPT_PREPOSITIONS or target is None:
        return []
    return [t for t in tokens[adposition.i : target.i + 1] if t.pos != "PUNCT"]


def _joined(tokens: Sequence[Token], words: list[Token]) -> list[Token]:
    """Adds the hyphens and possessive marks between words that are kept."""
    have = {t.i for t in words}
    extra = [
        t
        for t in tokens
        if t.i not in have
        and t.i - 1 in have
        and ((t.text in ("-", "–") and t.i + 1 in have) or t.tag == "POS")
    ]
    return sorted([*words, *extra], key=lambda t: t.i)


def hyphened(tokens: Sequence[Token], words: list[Token]) -> list[Token]:
    """Adds the other half of a word that a hyphen joins: "Iran-backed", "anti-Semitism"."""
    have = {t.i for t in words}
    for t in tokens[1:-1]:
        before, after = tokens[t.i - 1], tokens[t.i + 1]
        glued = t.text == "-" and before.end == t.start and t.end == after.start
        if glued and (before.i in have) != (after.i in have):
            have |= {before.i, t.i, after.i}
    return [t for t in tokens if t.i in have]


def spelled(words: Sequence[Token]) -> str:
    """Returns the words with the blanks they have in the text, one blank where words were cut."""
    out = ""
    for before, token in zip([None, *words], words, strict=False):
        if before is not None and (token.start > before.end or token.i > before.i + 1):
            out += " "
        out += token.text
    return " ".join(out.split()).strip(" \"“”'‘’")
