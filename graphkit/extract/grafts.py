"""Heads and labels of a parsed sentence, as they are being put right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from graphkit.extract.trees import VERBAL
from graphkit.sentences import ParsedSentence, Token

MINOR: Final = frozenset({"aux", "auxpass", "amod", "compound"})
"""Labels of verb forms that head no clause."""


class Grafts:
    """Where the words of a sentence hang, and as what; the sentence itself stays as it was."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.words = tokens
        self.heads = [t.head.i for t in tokens]
        self.deps = [t.dep for t in tokens]

    @property
    def _changed(self) -> bool:
        """True if a word hangs elsewhere than the parser had it."""
        return any(
            t.head.i != head or t.dep != dep
            for t, head, dep in zip(self.words, self.heads, self.deps, strict=True)
        )

    def hang(self, word: int, head: int, dep: str) -> None:
        """Hangs a word on another; on itself, as the root."""
        self.heads[word], self.deps[word] = head, "ROOT" if head == word else dep

    def above(self, word: int) -> list[int]:
        """Returns the words above one, nearest first."""
        path: list[int] = []
        while self.heads[word] != word and len(path) < len(self.heads):
            word = self.heads[word]
            path.append(word)
        return path

    def children(self, word: int) -> list[int]:
        """Returns the words that hang on one, in order."""
        return [i for i, head in enumerate(self.heads) if head == word and i != word]

    def tops(self, stretch: Iterable[int]) -> list[int]:
        """Returns the words of a stretch that hang on a word outside it, or on none."""
        inside = set(stretch)
        return [i for i in sorted(inside) if self.heads[i] == i or self.heads[i] not in inside]

    def top_verb(self, stretch: range) -> int | None:
        """Returns the verb of a stretch that the fewest of its words stand above."""
        verbs = [i for i in stretch if self.words[i].pos in VERBAL and self.deps[i] not in MINOR]
        order = {i: (self._depth(i, stretch), self.deps[i] == "advcl", i) for i in verbs}
        return min(verbs, key=order.__getitem__, default=None)

    def _depth(self, word: int, stretch: range) -> int:
        return next((n for n, i in enumerate(self.above(word)) if i not in stretch), 0)

    def _is_tree(self) -> bool:
        """True if every word leads up to one root."""
        roots = {([w, *self.above(w)])[-1] for w in range(len(self.heads))}
        return len(roots) == 1 and all(self.heads[r] == r for r in roots)

    def _made(self) -> tuple[Token, ...]:
        """Returns new tokens that hang together so."""
        made = []
        for t, dep in zip(self.words, self.deps, strict=True):
            token = Token(t.i, t.text, t.start)
            token.lemma, token.pos, token.tag, token.dep = t.lemma, t.pos, t.tag, dep
            token.ent, token.ent_first = t.ent, t.ent_first
            made.append(token)
        for token, head in zip(made, self.heads, strict=True):
            if head != token.i:
                token.head = made[head]
                made[head].children.append(token)
        return tuple(made)

    def sentence(self, parsed: ParsedSentence) -> ParsedSentence:
        """Returns the sentence as it hangs together now, or as it was if that is no tree."""
        if not self._changed or not self._is_tree():
            return parsed
        return replace(parsed, tokens=self._made())
