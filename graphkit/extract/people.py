"""Persons of an article: who is who, holding which office of which state.

"Ukrainian President Volodymyr Zelensky" tells the rest of the article who Zelensky is; what the
article does not tell, the dated register of office holders may.  Never guessed: a surname that two
persons of the article share stays as written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.names import Name, NameIndex, covering
from graphkit.ontology import Ontology, Role
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import slug

HONORIFICS: Final = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord"})
LINKING: Final = frozenset({"-", "–", "'s", "’s", "of", "the", "and", "for", "&"})
STATE_TITLES: Final = {"secretary of state": "USA", "foreign secretary": "GBR"}
"""Titles that only one state uses for its foreign minister."""


@dataclass
class Person:
    """A person of the article; `country` is alpha-3, IGO, NGO or None; `role` as written."""

    id: str
    name: str
    country: str | None = None
    role: str | None = None
    office: str | None = None


@dataclass(frozen=True)
class PersonSpan:
    """A stretch of tokens (first..last inclusive) that names a person."""

    first: int
    last: int
    text: str
    target: str = ""
    """The register's id of the person, where the register knows the name."""


def person_spans(
    parsed: ParsedSentence, names: Sequence[Name], titles: frozenset[str]
) -> list[PersonSpan]:
    """Returns the person names of a sentence, without titles, demonyms and possessive marks."""
    spans: list[PersonSpan] = []
    for name in names:
        if name.target.startswith("person:"):
            spans.append(PersonSpan(name.first, name.last, name.text, name.target))
    taken = {i for s in spans for i in range(s.first, s.last + 1)}
    tokens, i = parsed.tokens, 0
    while i < len(tokens):
        if tokens[i].ent != "PERSON" or i in taken:
            i += 1
            continue
        first = i
        i += 1
        while i < len(tokens) and tokens[i].ent == "PERSON" and not tokens[i].ent_first:
            i += 1
        span = _trimmed(parsed, names, titles, first, i - 1)
        if span is not None and not any(j in taken for j in range(span.first, span.last + 1)):
            spans.append(span)
    return sorted(spans, key=lambda s: s.first)


def _trimmed(
    parsed: ParsedSentence, names: Sequence[Name], titles: frozenset[str], first: int, last: int
) -> PersonSpan | None:
    tokens = parsed.tokens
    while last > first and (
        tokens[last].lower in ("'s", "’s", "'", "’", ",") or tokens[last].pos == "PUNCT"
    ):
        last -= 1
    while first < last and (
        tokens[first].lower in titles
        or tokens[first].lower in HONORIFICS
        or tokens[first].lower in LINKING
        or (
            covering(names, tokens[first]) is not None
            and first + 1 <= last
            and not tokens[first + 1].lower.startswith("al")
        )
    ):
        first += 1
    name = covering(names, tokens[last])
    if name is not None and not name.target.startswith("person:") and name.first <= first:
        return None  # "Britain" or "Hamas" tagged as a person, but not "Michael Jordan"
    if not tokens[first].text[0].isupper() and not tokens[first].lower.startswith("al"):
        return None
    start, end = tokens[first].start, tokens[last].end
    text = parsed.sentence.text[start - parsed.sentence.start : end - parsed.sentence.start]
    if text.lower() in titles or text.lower() in HONORIFICS or len(text) < 2:
        return None
    return PersonSpan(first, last, re.sub(r"[’']s?$", "", text))


class OfficeHolders:
    """The dated register of office holders, indexed once for all articles."""

    def __init__(self, ontology: Ontology) -> None:
        self.by_person: dict[str, list[Role]] = {}
        self.by_surname: dict[str, list[Role]] = {}
        self.by_office: dict[tuple[str, str], list[Role]] = {}
        for role in ontology.roles:
            self.by_person.setdefault(role.person, []).append(role)
            self.by_surname.setdefault(role.name.casefold().split()[-1], []).append(role)
            self.by_office.setdefault((role.role, role.country), []).append(role)


class People:
    """The persons of one article, learned from all its sentences before any is extracted."""

    def __init__(self, ontology: Ontology, holders: OfficeHolders, *, day: dt.date | None) -> None:
        self._ontology = ontology
        self._holders = holders
        self._day = day
        self._titles = ontology.titles
        self._longest_title = max((len(t.split()) for t in ontology.titles), default=1)
        self.by_name: dict[str, Person] = {}
        self._by_surname: dict[str, list[str]] = {}

    def learn(
        self,
        parsed: ParsedSentence,
        names: Sequence[Name],
        spans: Sequence[PersonSpan],
    ) -> None:
        """Takes what one sentence tells about its persons."""
        for span in spans:
            person = self._enter(span.text)
            role, office, country = self.describe(parsed, names, span)
            person.role = person.role or role
            person.office = person.office or office
            person.country = person.country or country
            if span.target and " " in span.text:
                self._adopt(person, self._holders.by_person.get(span.target, []))

    def _enter(self, text: str) -> Person:
        name = " ".join(text.split())
        known = self.by_name.get(name)
        if known is None:
            known = self.by_name[name] = Person(id=f"person:{slug(name)}", name=name)
            surname = name.split()[-1].casefold()
            self._by_surname.setdefault(surname, []).append(name)
        return known

    def describe(
        self, parsed: ParsedSentence, names: Sequence[Name], span: PersonSpan
    ) -> tuple[str | None, str | None, str | None]:
        """Returns (role as written, office, country) from the words around a person's name."""
        before = self._before(parsed, names, span)
        if before[0] or before[2]:
            return before
        return self._after(parsed, names, span)

    def _before(
        self, parsed: ParsedSentence, names: Sequence[Name], span: PersonSpan
    ) -> tuple[str | None, str | None, str | None]:
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

    def _after(
        self, parsed: ParsedSentence, names: Sequence[Name], span: PersonSpan
    ) -> tuple[str | None, str | None, str | None]:
        """ "Sergei Lavrov, Russia's foreign minister, ..."."""
        tokens = parsed.tokens
        start = span.last + 1
        if start >= len(tokens) or tokens[start].text not in (",", "("):
            return None, None, None
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
    ) -> tuple[str | None, str | None, str | None]:
        """Reads title and state out of tokens first..last."""
        if first > last:
            return None, None, None
        tokens = parsed.tokens
        office = title = None
        for i in range(first, last + 1):
            for j in range(min(last, i + self._longest_title - 1), i - 1, -1):
                words = " ".join(t.lower for t in tokens[i : j + 1])
                if words in self._titles:
                    if title is None or len(words.split()) > len(title.split()):
                        office, title = self._titles[words], words
                    break
        country = None
        for name in names:
            if first <= name.first and name.last <= last:
                country = self.country_of(name.target)
                break
        if title is None:
            adjacent = country if name_touches(names, first, last) else None
            return None, None, adjacent
        while last >= first and tokens[last].text in (",", "’s", "'s"):
            last -= 1
        base = parsed.sentence.start
        written = parsed.sentence.text[tokens[first].start - base : tokens[last].end - base]
        return written, office, country or STATE_TITLES.get(title)

    def country_of(self, target: str) -> str | None:
        """Returns the country code that a register entry belongs to."""
        actor = self._ontology.actors.get(target)
        if actor is not None:
            return actor.country
        place = self._ontology.places.get(target)
        return place.country if place else None

    def resolve(self, text: str, target: str = "") -> Person:
        """Returns the person a name stands for: the article's full name, else the register's.

        Args:
            text: the name as written.
            target: the register's id where the register knows this very form ("Xi").
        """
        name = " ".join(re.sub(r"[’']s?$", "", text).split())
        full = self._full_name(name)
        person = self.by_name.get(full) or Person(id=f"person:{slug(full)}", name=full)
        if full == name and target:
            self._adopt(person, self._holders.by_person.get(target, []))
        if person.country is None or " " not in person.name:
            self._from_register(person)
        return person

    def _full_name(self, name: str) -> str:
        """ "Putin" -> "Vladimir Putin" if the article has just one longer name that ends so.

        Or begins so: Chinese, Korean and Vietnamese names put the family name first ("Xi").
        """
        surname = name.split()[-1].casefold()
        longer = {
            n
            for n in self._by_surname.get(surname, ())
            if len(n.split()) > len(name.split()) and n.casefold().endswith(name.casefold())
        }
        if not longer and " " not in name:
            longer = {n for n in self.by_name if n.startswith(f"{name} ")}
        return longer.pop() if len(longer) == 1 else name

    def _from_register(self, person: Person) -> None:
        """Fills country, and the full name of a lone surname, from the dated office holders."""
        rows = self._holders.by_person.get(person.id, [])
        if not rows and " " not in person.name:
            rows = self._holders.by_surname.get(person.name.casefold(), [])
            rows = self._plausible(rows, person)
        self._adopt(person, rows)

    @staticmethod
    def _adopt(person: Person, rows: Sequence[Role]) -> None:
        """Takes id, name and country from the register if it means one person."""
        if len({r.person for r in rows}) == 1:
            person.id, person.name = rows[-1].person, rows[-1].name
        if len({r.country for r in rows}) == 1:  # whichever Assad: he acts for Syria
            person.country = person.country or rows[-1].country

    def _plausible(self, rows: list[Role], person: Person) -> list[Role]:
        """Of office holders with one surname: those of the right state, then of the day."""
        if person.country:
            rows = [r for r in rows if r.country == person.country]
        holders = {r.person for r in rows}
        if len(holders) > 1 or not person.country:
            rows = [r for r in rows if r.covers(self._day)]
        return rows

    def holder(self, *, office: str, country: str) -> Person | None:
        """Returns the article's only person, else the register's, in an office of a state."""
        here = [p for p in self.by_name.values() if p.country == country and p.office == office]
        resolved = {self.resolve(p.name).id: self.resolve(p.name) for p in here}
        if len(resolved) == 1:
            return next(iter(resolved.values()))
        if resolved or self._day is None:
            return None
        rows = self._holders.by_office.get((office, country), [])
        rows = [r for r in rows if r.covers(self._day)]
        if len({r.person for r in rows}) != 1:
            return None
        row = rows[0]
        return Person(id=row.person, name=row.name, country=row.country, office=office)

    def in_office(self, offices: frozenset[str]) -> list[Person]:
        """Returns the article's persons in one of the offices, in order of first mention."""
        return [self.resolve(p.name) for p in self.by_name.values() if p.office in offices]


def name_touches(names: Sequence[Name], first: int, last: int) -> bool:
    """True if a registered name fills the whole stretch ("Russia's" Putin, "Russian" Putin)."""
    return any(n.first == first and n.last >= last - 1 for n in names)


def article_people(
    ontology: Ontology,
    index: NameIndex,
    holders: OfficeHolders,
    sentences: Sequence[ParsedSentence],
    *,
    day: dt.date | None,
    text: str,
) -> tuple[People, list[list[Name]], list[list[PersonSpan]]]:
    """Reads all sentences once: the article's people, and names and person spans by sentence."""
    people = People(ontology, holders, day=day)
    titles = frozenset(ontology.titles)
    all_names, all_spans = [], []
    for parsed in sentences:
        names = index.find(parsed, day=day, context=text)
        spans = person_spans(parsed, names, titles)
        people.learn(parsed, names, spans)
        all_names.append(names)
        all_spans.append(spans)
    return people, all_names, all_spans
