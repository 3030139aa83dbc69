"""Who speaks the quotations of an article: the source beside one, else that of its neighbours.

'"Togo is calm," Scholz said. "Ghana attacked Benin."': the second quotation names nobody and goes
on with the first.  A few quoted words in a sentence of the article's own have no speaker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from graphkit.extract.quotations import Quotation, Quotations
from graphkit.extract.reports import UNASSERTING
from graphkit.extract.trees import VERBAL, ancestors
from graphkit.records import Mention
from graphkit.sentences import ParsedSentence, Token

if TYPE_CHECKING:
    from graphkit.extract.speakers import Speakers


class Voices:
    """The speakers of an article's quotations, each found once."""

    def __init__(
        self,
        sentences: Sequence[ParsedSentence],
        quotations: Quotations,
        speakers_at: Callable[[int], Speakers],
    ) -> None:
        self.quotations = quotations
        self._sentences = sentences
        self._speakers_at = speakers_at
        self.authors: dict[str, Mention] = {}
        """Whose the statement, report or resolution last spoken of is, by its noun."""
        self._known: dict[int, Mention | None] = {}

    def of(self, quotation: Quotation) -> Mention | None:
        """Returns who speaks a quotation, None if the article does not tell."""
        if quotation.start not in self._known:
            self._known[quotation.start] = None  # set first: neighbours may ask each other
            self._known[quotation.start] = self._found(quotation)
        return self._known[quotation.start]

    def at(self, token: Token) -> Mention | None:
        """Returns who speaks the quotation that a word stands in; None outside quotations."""
        quotation = self.quotations.at(token.start)
        return self.of(quotation) if quotation is not None else None

    def _found(self, quotation: Quotation) -> Mention | None:
        held = self._holding(quotation)
        found = self._beside(quotation, held)
        if found is not None or not held:
            return found
        found = self._announced(quotation, held)
        if found is not None or not self._fills(quotation, held):
            return found
        found = self.before(held[0])
        if found is None and not quotation.closed:
            found = self._main(held[0], within=quotation)  # '"We go, said Lee.' lacks a mark
        return found or self._behind(held)

    def _holding(self, quotation: Quotation) -> range:
        """The sentences that a quotation runs through."""
        held = [
            i
            for i, p in enumerate(self._sentences)
            if p.sentence.start < quotation.end and p.sentence.end > quotation.start
        ]
        return range(held[0], held[-1] + 1) if held else range(0)

    def _beside(self, quotation: Quotation, held: range) -> Mention | None:
        """The source that stands nearest to the quotation in its first or last sentence."""
        near: list[tuple[int, Mention]] = []
        for index in sorted({held[0], held[-1]}) if held else ():
            for word, speaker, asserts in self._reports(index):
                if not asserts and not self._linked(word, quotation):
                    continue
                after = word.start >= quotation.end
                distance = word.start - quotation.end if after else quotation.start - word.end
                near.append((distance, speaker))
        if len({speaker.id for _, speaker in near}) > 1:
            above = self._above(quotation, held)
            if above is not None:
                return above
        return min(near, key=lambda n: n[0])[1] if near else None

    def _announced(self, quotation: Quotation, held: range) -> Mention | None:
        """Who is the subject of what ends in a colon: "The BBC sums it up this way: "..."."""
        for index in (held[0], held[0] - 1):
            tokens = self._sentences[index].tokens if index >= 0 else ()
            before = [t for t in tokens if t.start < quotation.start and not t.text.isspace()]
            if before:
                colon = before[-1].text == ":"
                speakers = self._speakers_at(index)
                return speakers.announcer(before[-1]) if colon else None
        return None

    def _above(self, quotation: Quotation, held: range) -> Mention | None:
        """Whose report the quoted words hang on: 'Kupec said, given that Barr had agreed, "...'."""
        for index in sorted({held[0], held[-1]}):
            quoted = [
                t for t in self._sentences[index].tokens
                if quotation.start <= t.start < quotation.end and t.pos in VERBAL
            ]  # fmt: skip
            if quoted:
                top = min(quoted, key=lambda t: (len(list(ancestors(t))), t.i))
                found = self._speakers_at(index).in_sentence(top)
                if found is not None:
                    return found.speaker
        return None

    @staticmethod
    def _linked(word: Token, quotation: Quotation) -> bool:
        """True if a verb and what stands in the quotation hang on each other."""
        return any(quotation.start <= t.start < quotation.end for t in (word.head, *word.children)
                   if t.pos != "PUNCT")  # fmt: skip

    def _fills(self, quotation: Quotation, held: range) -> bool:
        """True if a quotation's sentences have no other words: a few words in quotes do not."""
        return not any(
            t.pos != "PUNCT" and not quotation.start <= t.start < quotation.end
            for index in held
            for t in self._sentences[index].tokens
        )

    def before(self, first: int) -> Mention | None:
        """Returns who speaks in the sentence before: its quotation, else what it reports."""
        if first == 0:
            return None
        sentence = self._sentences[first - 1].sentence
        quoted = self.quotations.within(sentence.start, sentence.end)
        return (self.of(quoted[-1]) if quoted else None) or self._main(first - 1)

    def _behind(self, held: range) -> Mention | None:
        """The source of the sentence behind, else whom the one before is about."""
        behind = held[-1] + 1
        found = self._main(behind) if behind < len(self._sentences) else None
        return found or self.about_before(held[0])

    def about_before(self, first: int) -> Mention | None:
        """Returns the person whom the sentence before, in the same paragraph, is about."""
        if first == 0 or self._sentences[first - 1].paragraph != self._sentences[first].paragraph:
            return None
        return self._speakers_at(first - 1).subject()

    def _main(self, index: int, *, within: Quotation | None = None) -> Mention | None:
        """The source of a sentence's report that the fewest words stand above."""
        reports = [
            (len(list(ancestors(word))), n, speaker)
            for n, (word, speaker, _) in enumerate(self._reports(index, within=within))
        ]
        return min(reports, key=lambda r: r[:2])[2] if reports else None

    def _reports(
        self, index: int, *, within: Quotation | None = None
    ) -> Iterator[tuple[Token, Mention, bool]]:
        """Yields reporting words, their sources, and whether what they report is asserted.

        Args:
            index: the sentence.
            within: the quotation that the words stand in; None for those that stand in none.
        """
        for report in self._speakers_at(index).reports():
            word = report.word
            if word is not None and self.quotations.at(word.start) == within:
                yield word, report.speaker, report.kind not in UNASSERTING
