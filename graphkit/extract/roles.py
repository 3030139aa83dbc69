"""The words around a person's name -> his role, office, state and body.

"Ukrainian President Volodymyr Zelensky", "Sergei Lavrov, Russia's foreign minister".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.names import Name
from graphkit.extract.person_names import LINKING, PersonSpan
from graphkit.extract.phrases import spelled
from graphkit.ontology import Ontology
from graphkit.records import BODIES
from graphkit.sentences import ParsedSentence, Token

STATE_TITLES: Final = {"secretary of state": "USA", "foreign secretary": "GBR"}
"""Titles that only one state uses for its foreign minister."""


@dataclass(frozen=True, kw_only=True)
class Described:
    """What the words around a name tell: role as written, office, country, and body."""

    role: str | None = None
    office: str | None = None
    country: str | None = None
    body: str | None = None


class RoleReader:
    """Reads the titles that stand before and behind the names of persons."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._titles = ontology.titles
        self._longest_title = max((len(t.split()) for t in ontology.titles), default=1)

    def describe(
        self, parsed: ParsedSentence, names: Sequence[Name], span: PersonSpan
    ) -> Described:
        """Returns what the words around a person's name tell."""
        before = self._before(parsed, names, span)
        if before.role or before.country:
            return before
        return self._after(parsed, names, span)

    def _before(self, parsed: ParsedSentence, names: Sequence[Name], span: PersonSpan) -> Described:
        """Reads "Ukrainian President", "US Secretary of State", "Security Council spokesman"."""
        tokens = parsed.tokens
        first = span.first
        while first > 0 and span.first - first < 10:
            t = tokens[first - 1]
            if t.text == "," and first == span.first and self._title_ends_at(tokens, first - 1):
                first -= 1  # "The Russian foreign minister, Sergei Lavrov"
                continue
            word = t.pos in ("PROPN", "NOUN", "ADJ") or t.lower in LINKING - {"the", "and"}
            if not word or (t.ent == "PERSON" and t.lower not in self._titles):
                break
            first -= 1
        return self._read(parsed, names, first, span.first - 1)

    def _title_ends_at(self, tokens: Sequence[Token], end: int) -> bool:
        return end > 0 and tokens[end - 1].lower in self._titles and tokens[end - 1].pos != "PROPN"

    def _after(self, parsed: ParsedSentence, names: Sequence[Name], span: PersonSpan) -> Described:
        """ "Sergei Lavrov, Russia's foreign minister, ..."."""
        tokens = parsed.tokens
        start = span.last + 1
        if start >= len(tokens) or tokens[start].text not in (",", "("):
            return Described()
        end = start + 1
        while end < len(tokens) and end - start < 12 and tokens[end].text not in (",", ")", ";"):
            if tokens[end].pos in ("VERB", "AUX") or tokens[end].ent == "PERSON":
                break
            end += 1
        first = start + 1
        while first < end and tokens[first].pos == "DET":
            first += 1
        return self._read(parsed, names, first, end - 1)

    def _read(
        self, parsed: ParsedSentence, names: Sequence[Name], first: int, last: int
    ) -> Described:
        """Reads title and state out of tokens first..last."""
        if first > last:
            return Described()
        tokens = parsed.tokens
        office = title = None
        for i in range(first, last + 1):
            for j in range(min(last, i + self._longest_title - 1), i - 1, -1):
                words = spelled(tokens[i : j + 1]).lower()
                if words in self._titles:
                    if title is None or len(words.split()) > len(title.split()):
                        office, title = self._titles[words], words
                    break
        owners = [n for n in names if first <= n.first and n.last <= last]
        if office == "ambassador":  # "U.N. Ambassador" is not the UN's
            owners = [n for n in owners if self.country_of(n.target) != "IGO"]
        owner = next(iter(owners), None)
        country = self.country_of(owner.target) if owner else None
        body = self._body(owner.target) if owner else None
        if title is None:
            touches = name_touches(names, first, last)
            return Described(country=country, body=body) if touches else Described()
        while last >= first and tokens[last].text in (",", "’s", "'s"):
            last -= 1
        base = parsed.sentence.start
        written = parsed.sentence.text[tokens[first].start - base : tokens[last].end - base]
        country = country or STATE_TITLES.get(title)
        return Described(role=written, office=office, country=country, body=body)

    def _body(self, target: str) -> str | None:
        """An international body or armed group, for which its people speak, unlike a party."""
        actor = self._ontology.actors.get(target)
        if actor is None or actor.kind != "organization":
            return None
        armed = "armed_group" in self._ontology.classes.get(target, ())
        return target if armed or actor.country in BODIES else None

    def country_of(self, target: str) -> str | None:
        """Returns the country code that a register entry belongs to."""
        actor = self._ontology.actors.get(target)
        if actor is not None:
            return actor.country
        place = self._ontology.places.get(target)
        return place.country if place else None


def name_touches(names: Sequence[Name], first: int, last: int) -> bool:
    """True if a registered name fills the whole stretch ("Russia's" Putin, "Russian" Putin)."""
    return any(n.first == first and n.last >= last - 1 for n in names)
