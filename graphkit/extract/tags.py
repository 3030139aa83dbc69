"""Reporting tags of a sentence: "X said", "said X", "as X put it", set off by marks.

A tag interrupts or follows what it reports, and has no content of its own.  It is read off the
words and marks, since it is what a dependency parser gets wrong most: the subject of the clause
that it interrupts becomes its own, or its verb is coordinated with that clause's.
Source: Huddleston & Pullum (2002), 11.8, on parenthetical reporting frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.grafts import MINOR
from graphkit.extract.quotations import QUOTE, Quotations
from graphkit.extract.reports import FINITE, UNASSERTING, ReportWords
from graphkit.extract.trees import NOMINAL, child
from graphkit.sentences import Token

BREAKS: Final = frozenset({",", ";", ":", "—", "–", "--", "(", ")"})
STOPS: Final = frozenset({";", ":"})
RELATIVES: Final = frozenset({"WP", "WP$", "WDT", "WRB"})
HEARING: Final = frozenset({"tell", "warn", "quote"})
"""Kinds of reporting verbs that take an object: who hears it, or who is quoted."""
FEELING: Final = frozenset({"think", "warn", "promise", "ask"})
"""Kinds of verbs after which "as" is of time or cause: "as investors worry"."""
QUESTIONS: Final = frozenset({"what", "how", "why", "whether", "if"})
"""Words that open a clause of content: "determined what to say"."""
LONGEST: Final = 30
"""Words in the longest tag."""


@dataclass(frozen=True)
class Tag:
    """One tag: its first and last token, its verb, and whether it follows a quotation."""

    first: int
    last: int
    verb: int
    quoted: bool


class TagFinder:
    """Finds the tags of one sentence, in its quotations and outside them."""

    def __init__(self, tokens: Sequence[Token], words: ReportWords, quotations: Quotations) -> None:
        self._tokens = tokens
        self._words = words
        self._regions = [quotations.at(t.start) for t in tokens]
        self._inside = [False] * len(tokens)
        """For each word whether it stands elsewhere, in quotes or not, than the verb looked at."""
        self._spoken = False
        """True if that verb stands in a quotation itself."""

    def find(self) -> Iterator[Tag]:
        """Yields the tags, in order."""
        end = -1
        for t in self._tokens:
            heads = t.i > end and t.dep not in MINOR
            kind = self._words.verb(t, self._tokens) if heads else ""
            if kind:
                own = self._regions[t.i]
                self._inside = [r != own for r in self._regions]
                self._spoken = own is not None
                tag = self._at(t, kind)
                if tag is not None:
                    yield tag
                    end = tag.last

    def _at(self, verb: Token, kind: str) -> Tag | None:
        inverted = self._inverted(verb)
        first = self._first(verb, inverted)
        if first is None or self._is_led(verb, range(first, verb.i)):
            return None
        quoted = self._is_quoted(first)
        apart = quoted or (inverted and kind == "beside")  # ", cried Hugo Chávez": it only reports
        barred = UNASSERTING if self._tokens[first].lower != "as" else UNASSERTING | FEELING
        if not self._finite(verb, quoted) or (kind in barred and not apart) or kind == "hear":
            return None
        last = self._last(verb, inverted or quoted, quoted=quoted)
        if last is None or self._has_content(verb, last, kind, free=quoted or inverted):
            return None
        if not quoted and last == self._end and not any(self._finite_in(range(first))):
            return None  # "In a statement, Benin said.": nothing that it could report
        return Tag(first, last, verb.i, quoted)

    def _is_led(self, verb: Token, before: range) -> bool:
        """ "Who briefed reporters", "especially if unrest continues": a clause of its own."""
        lead = before[1:] if before and self._tokens[before[0]].lower == "as" else before
        if any(self._tokens[i].pos == "SCONJ" for i in lead):
            return True
        return any(c.tag in RELATIVES and c.dep == "nsubj" for c in verb.children)

    def _is_quoted(self, first: int) -> bool:
        """True if a quotation ends right before: '..." he said', '...", he said'."""
        at = first - 1 - (first > 1 and self._tokens[first - 1].text == ",")
        return at >= 0 and self._inside[at] and not self._spoken

    @property
    def _end(self) -> int:
        """The last word of the sentence."""
        at = len(self._tokens) - 1
        while at > 0 and self._tokens[at].pos == "PUNCT":
            at -= 1
        return at

    def _finite(self, verb: Token, quoted: bool) -> bool:
        """ "Said", "has said"; beside a quotation a participle is a mistagged past tense."""
        if verb.tag in FINITE:
            return True
        helped = any(c.dep in ("aux", "auxpass") for c in verb.children)
        perfect = any(c.dep == "aux" and c.lemma == "have" for c in verb.children)
        return verb.tag == "VBN" and (perfect or (quoted and not helped))

    # --- where it begins ---------------------------------------------------------------------

    def _first(self, verb: Token, inverted: bool) -> int | None:
        """Returns where the tag begins: after a quotation, else after a comma."""
        at = verb.i
        while at > 0 and self._tokens[at - 1].pos in ("AUX", "ADV") and not self._broken(at - 1):
            at -= 1
        if at == 0:
            return None
        if self._broken(at - 1) and inverted:
            return at
        found = self._after_quotation(at - 1)
        if found is None:
            found = self._after_comma(at - 1, appositions=int(self._broken(at - 1)))
        if found is None or found == at:
            return None
        found += self._tokens[found].text == ","
        lead = self._tokens[found]
        if lead.lower == "as":
            return found
        barred = lead.pos in ("CCONJ", "SCONJ", "PUNCT", "ADP") or lead.tag in (*RELATIVES, "IN")
        return None if barred or found == 0 else found

    def _after_quotation(self, at: int) -> int | None:
        """All from a closing mark on: '..." the envoy, who was there, told CNN'."""
        if self._spoken:
            return None
        finite = False
        for i in range(at, max(at - LONGEST, -1), -1):
            t = self._tokens[i]
            if self._inside[i]:
                return None if finite or not self._is_pause(i) else i + 1
            if t.text in STOPS:
                return None
            finite = (finite or t.tag in FINITE) and t.tag not in RELATIVES
        return None

    def _is_pause(self, closing: int) -> bool:
        """True if a quotation ends with a comma or stop: it is more than a few words in quotes."""
        before = self._tokens[closing - 1].text[-1] if closing else ""
        after = self._tokens[closing + 1].text
        return before in ",.?!…—–-" or after == ","

    def _after_comma(self, at: int, *, appositions: int) -> int | None:
        """From a comma on: ", Benin said"; ", the envoy, Mette Holm, said" has a further one."""
        at -= appositions
        for i in range(at, -1, -1):
            t = self._tokens[i]
            if self._spoken and (self._inside[i] or QUOTE.fullmatch(t.text)):
                return None
            if t.tag in FINITE or t.text in STOPS or self._inside[i]:
                return i + 1 if t.text in STOPS else None
            if self._is_mark(i):
                if not appositions:
                    return i + 1
                appositions -= 1
        return 0

    def _broken(self, i: int) -> bool:
        return self._inside[i] or self._is_mark(i)

    def _is_mark(self, i: int) -> bool:
        """True for a comma or dash, a spaced hyphen included."""
        t = self._tokens[i]
        if t.text != "-":
            return t.text in BREAKS
        return 0 < i < len(self._tokens) - 1 and (
            self._tokens[i - 1].end < t.start and t.end < self._tokens[i + 1].start
        )

    def _inverted(self, verb: Token) -> bool:
        """ "Said Olaf Scholz": a verb after a mark, with who speaks behind it."""
        before = verb.i - 1
        while before >= 0 and self._tokens[before].pos in ("AUX", "ADV"):
            before -= 1
        if before < 0 or not self._broken(before) or verb.i + 1 >= len(self._tokens):
            return False
        after = self._tokens[verb.i + 1]
        if self._broken(after.i) or after.pos not in (*NOMINAL, "DET", "ADJ"):
            return False
        return self._inside[before] or self._is_quoted(before + 1) or not self._is_object(verb)

    def _is_object(self, verb: Token) -> bool:
        """ "Landed, announced sanctions and left": the noun behind is what was announced.

        So is the one in "Stoltenberg, also in Tallinn, said Beijing ...", whose subject stands
        before the mark.
        """
        objects = (c for c in verb.children if c.dep == "dobj" and c.i > verb.i)
        if any(c.ent != "PERSON" for c in objects):
            return True
        subject = child(verb, "nsubj")
        if subject is None or subject.i > verb.i:
            return False
        return sum(t.text == "," for t in self._tokens[subject.i : verb.i]) > 1

    # --- where it ends -----------------------------------------------------------------------

    def _last(self, verb: Token, long: bool, *, quoted: bool) -> int | None:
        """Returns where the tag ends: before a quotation, else before a mark.

        Args:
            verb: its verb.
            long: True where appositions and relative clauses may follow a comma.
            quoted: True where it follows a quotation.
        """
        for i in range(verb.i + 1, len(self._tokens)):
            t = self._tokens[i]
            if self._inside[i]:  # 'said Beijing "does not ..."' goes on with what it reports
                return i - 1 if quoted or self._broken(i - 1) else None
            if t.text in STOPS:
                return None if t.text == ":" else i - 1
            if self._is_mark(i) and not (long and self._goes_on(i)):
                return i
        return self._end

    def _goes_on(self, comma: int) -> bool:
        """ "said Pedro Sánchez, Spain's prime minister, ...", "said X, who led the march"."""
        if comma + 1 >= len(self._tokens) or self._inside[comma + 1]:
            return True
        if self._tokens[comma + 1].tag in RELATIVES:
            return True
        chunk = []
        for t in self._tokens[comma + 1 :]:
            if self._broken(t.i) or t.text in (".", "!", "?"):
                break
            chunk.append(t)
        if not chunk or chunk[0].pos in ("AUX", "VERB", "CCONJ", "SCONJ", "ADP"):
            return False
        return not any(t.tag in FINITE for t in chunk)

    # --- whether it reports something of its own ---------------------------------------------

    def _has_content(self, verb: Token, last: int, kind: str, *, free: bool) -> bool:
        """ "Benin said Ghana attacked", "claimed to know", "announced a plan": no tags.

        Args:
            verb: the tag's verb.
            last: its last token.
            kind: the verb's kind.
            free: True where an object is no content: "said Olaf Scholz", misread.
        """
        after = range(verb.i + 1, last + 1)
        if any(self._finite_in(after)) or any(self._opens_clause(i, free=free) for i in after):
            return True
        objects = kind in HEARING or free
        if not objects and verb.i < last and self._is_noun(self._tokens[verb.i + 1]):
            return True
        for c in verb.children:
            if c.i not in after:
                continue
            if c.dep == "xcomp" or (c.dep == "prep" and c.lower == "for" and kind == "ask"):
                return True
            if c.dep == "dobj" and c.pos != "PRON" and not objects:
                return True
        return False

    def _opens_clause(self, i: int, *, free: bool) -> bool:
        """ "Said that if ...", "asked why": but "said an envoy that had been there"."""
        t = self._tokens[i]
        if t.lower == "that":
            return t.tag in ("IN", "WDT") and not (free and self._is_noun(self._tokens[i - 1]))
        return t.lower in QUESTIONS

    @staticmethod
    def _is_noun(token: Token) -> bool:
        return token.pos in ("NOUN", "PROPN") and token.ent not in ("DATE", "TIME")

    def _finite_in(self, stretch: range) -> Iterator[bool]:
        """Yields True for a finite verb that no relative word or conjunction leads in."""
        led = False
        for i in stretch:
            t = self._tokens[i]
            if t.lower == "that" and t.pos in ("SCONJ", "PRON"):
                led = False
            elif t.tag in RELATIVES or t.pos == "SCONJ":
                led = True
            yield t.tag in FINITE and not led
