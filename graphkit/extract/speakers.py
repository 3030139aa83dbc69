"""Who the article says asserts a statement: direct, indirect, nested and split speech.

The nearest attributed source counts (of two, the inner one).  A quoted sentence without an
attribution of its own takes the speaker of its neighbour; a quotation may run over paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.frames import Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.referents import Referent
from graphkit.extract.trees import VERBAL, ancestors, child
from graphkit.ontology import Ontology
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token

QUOTE: Final = re.compile(r"\"|“|”|``|''|„|«|»")
OPENING: Final = frozenset({"“", "``", "„", "«"})
CLOSING: Final = frozenset({"”", "''", "»"})


class Quotations:
    """The quoted stretches of an article, as sorted (start, end) offsets."""

    def __init__(self, text: str) -> None:
        self._spans = list(_quoted(text))
        self._starts = [s for s, _ in self._spans]

    def covers(self, offset: int) -> bool:
        """True if the character at the offset stands inside quotation marks."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at][1]

    def touches(self, start: int, end: int) -> bool:
        """True if any quotation overlaps the stretch."""
        at = bisect_right(self._starts, end) - 1
        return at >= 0 and self._spans[at][1] > start


def _quoted(text: str) -> Iterator[tuple[int, int]]:
    """Yields quotations, paragraph by paragraph; an unclosed one runs to its paragraph's end.

    A quotation that the next paragraph goes on with (an opening mark of its own, or a closing mark
    that nothing opened) is continued there.
    """
    carried = False
    for paragraph in re.finditer(r"[^\n]+", text):
        begin: int | None = None
        marks = list(QUOTE.finditer(paragraph.group()))
        if carried and marks and _closes(paragraph.group(), marks[0]):
            begin = paragraph.start()
        elif carried and not marks:
            yield paragraph.start(), paragraph.start()  # not quoted: the mark was forgotten
        for mark in marks:
            at = paragraph.start() + mark.start()
            if begin is None and mark.group() not in CLOSING:
                begin = at
            elif begin is not None and mark.group() not in OPENING:
                yield begin, at + 1
                begin = None
        carried = begin is not None
        if begin is not None:
            yield begin, paragraph.end()


def _closes(paragraph: str, mark: re.Match[str]) -> bool:
    """True if the paragraph's first mark ends a quotation: it follows a word or a stop."""
    if mark.group() in CLOSING:
        return True
    return mark.start() > 0 and mark.group() == '"' and paragraph[mark.start() - 1] in ".,?!…—"


@dataclass(frozen=True)
class Attribution:
    """A speaker and the reporting word that names him, if one stands in the sentence."""

    speaker: Mention
    word: Token | None


class SpeakerReader:
    """Finds the speaker of a clause."""

    def __init__(self, ontology: Ontology) -> None:
        self._speech = {w for w, kind in ontology.speech.items() if kind != "noun"}

    def of_clause(self, head: Token, frames: Frames, resolver: Resolver) -> Attribution | None:
        """Returns the attribution above or beside a clause within its sentence."""
        previous = head
        for verb in (head, *ancestors(head)):
            if verb is not head and self._reports(verb, previous):
                found = self._source(verb, frames, resolver)
                if found is not None:
                    return Attribution(found, verb)
            beside = self._beside(verb, head, frames, resolver)
            if beside is not None:
                return beside
            previous = verb
        return None

    def _reports(self, verb: Token, clause: Token) -> bool:
        if verb.lemma not in self._speech or verb.pos not in VERBAL:
            return False
        return clause.dep in ("ccomp", "parataxis", "dep", "conj") or (
            clause.dep == "xcomp" and verb.lemma in ("claim", "admit", "say")
        )

    def _source(self, verb: Token, frames: Frames, resolver: Resolver) -> Mention | None:
        frame = frames.of(verb)
        heads = frame.subjects or (frame.objects if frame.passive else [])
        for t in heads:
            found = resolver.resolve(t)
            if found:
                return as_speaker(found[0])
        return None

    def _beside(
        self, verb: Token, head: Token, frames: Frames, resolver: Resolver
    ) -> Attribution | None:
        """ "according to X", "as X said", and a reporting clause the parser hung below."""
        for c in verb.children:
            if c is head:
                continue
            if c.lower == "according" or (c.dep == "prep" and c.lower == "per"):
                for t in subtree_pobj(c):
                    found = resolver.resolve(t)
                    if found:
                        return Attribution(as_speaker(found[0]), c)
            reporting = c.dep in ("parataxis", "advcl", "ccomp", "dep") and c.lemma in self._speech
            if reporting and child(c, "nsubj") is not None and self._is_tag(c, head):
                source = self._source(c, frames, resolver)
                if source is not None:
                    return Attribution(source, c)
        return None

    def _is_tag(self, verb: Token, head: Token) -> bool:
        """True for "..., X said" and "as X said": a reporting clause without its own content."""
        if verb.dep == "advcl":
            return any(c.dep == "mark" and c.lower == "as" for c in verb.children)
        content = child(verb, "ccomp", "dobj", "xcomp")
        return content is None and verb.i > head.i

    def of_sentence(
        self, parsed: ParsedSentence, frames: Frames, resolver: Resolver
    ) -> Attribution | None:
        """Returns the sentence's own attribution ("..., he said"), for its neighbours' sake."""
        for t in parsed.tokens:
            if (
                t.lemma in self._speech
                and t.pos in VERBAL
                and t.dep in ("ROOT", "parataxis", "conj", "ccomp")
            ):
                source = self._source(t, frames, resolver)
                if source is not None:
                    return Attribution(source, t)
        return None


def subtree_pobj(token: Token) -> list[Token]:
    """Returns the complements of "according to"."""
    return [g for c in (token, *token.children) for g in c.children if g.dep == "pobj"]


def as_speaker(referent: Referent) -> Mention:
    """A speaker keeps his words and offsets."""
    return referent.mention


def neighbours(sentences: Sequence[ParsedSentence], index: int) -> list[int]:
    """Returns the sentences whose speaker a quoted one may take: before, then after."""
    order = [index - 1, index + 1]
    return [i for i in order if 0 <= i < len(sentences)]
