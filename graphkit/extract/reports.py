"""Which words report speech, and of what kind: the rows of `speech.csv`, looked up in a sentence.

A row may be a verb ("say"), a verb with the words that make it one of saying ("let slip", "put
it"), a noun ("statement"), or the noun of a phrase that names a source ("in the words of").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graphkit.extract.trees import VERBAL
from graphkit.ontology import Ontology
from graphkit.sentences import Token

NOMINAL_KINDS: Final = frozenset({"noun", "source", "voice"})
UNASSERTING: Final = frozenset({"beside", "judge", *NOMINAL_KINDS})
"""Kinds whose words take no clause that is asserted: "urged that", "began"."""
FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


class ReportWords:
    """The reporting words of the ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self._kinds = {w: kind for w, kind in ontology.speech.items() if " " not in w}
        self.asserting = {w for w, kind in self._kinds.items() if kind not in UNASSERTING}
        """Verbs whose clause somebody asserts."""
        self.asking = {
            m.word
            for m in ontology.modals
            if m.status == "called_for" and m.pos in ("verb", "noun")
        }
        """Words under which a deed is called for."""
        self._outlets = ontology.words["outlet"]
        self._phrases: dict[str, list[tuple[list[str], str]]] = {}
        for words, kind in ontology.speech.items():
            first, _, rest = words.partition(" ")
            if rest and kind not in NOMINAL_KINDS:
                self._phrases.setdefault(first, []).append((rest.split(), kind))

    def verb(self, token: Token, tokens: Sequence[Token]) -> str:
        """Returns the kind of a reporting verb, "" if it is none.

        "Pointed out that ..." reports; "pointed to" does not.
        """
        phrase = self._phrase(token, tokens)
        if phrase is not None:
            return phrase[1]
        kind = self._kinds.get(token.lemma, "") if token.pos in VERBAL else ""
        return "" if kind in NOMINAL_KINDS else kind

    def last(self, token: Token, tokens: Sequence[Token]) -> int:
        """Returns the last word of a reporting verb's expression: "slip" of "let slip"."""
        phrase = self._phrase(token, tokens)
        return token.i + (len(phrase[0]) if phrase is not None else 0)

    def _phrase(self, token: Token, tokens: Sequence[Token]) -> tuple[list[str], str] | None:
        for rest, kind in self._phrases.get(token.lemma, ()) if token.pos in VERBAL else ():
            if [t.lower for t in tokens[token.i + 1 : token.i + 1 + len(rest)]] == rest:
                return rest, kind
        return None

    def noun(self, token: Token) -> bool:
        """True for "statement", "claim", "warning": what somebody says, not who says it."""
        kind = self._kinds.get(token.lemma, "voice")
        return token.pos == "NOUN" and (kind == "noun" or kind not in UNASSERTING)

    def source(self, token: Token) -> bool:
        """True for "a source", "an aide": who speaks so is the state or body that he is of."""
        return token.pos == "NOUN" and self._kinds.get(token.lemma) == "source"

    def outlet(self, token: Token) -> bool:
        """True for "a news agency", "the state broadcaster": it speaks, whatever it is called."""
        return token.lemma in self._outlets

    def voice(self, token: Token) -> bool:
        """True for the noun of a source: "in the words of", "by his own account"."""
        return token.pos == "NOUN" and self._kinds.get(token.lemma) == "voice"
