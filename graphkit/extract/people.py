"""Persons of an article: who is who, holding which office of which state.

"Ukrainian President Volodymyr Zelensky" tells the rest of the article who Zelensky is; what the
article does not tell, the dated register of office holders may.  Never guessed: a surname that two
persons of the article share stays as written.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from graphkit.extract.names import Name, NameIndex
from graphkit.extract.office_holders import SINGLE_OFFICES, OfficeHolders, bare_surname
from graphkit.extract.person_names import (
    PersonSpan,
    homonyms,
    person_spans,
    surnames_alone,
    without_inner,
)
from graphkit.extract.roles import RoleReader
from graphkit.extract.trees import subtree
from graphkit.ontology import Ontology, Role
from graphkit.records import BODIES
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import slug

NO_STATES: Final = (None, *sorted(BODIES))
"""Country codes of what belongs to no state."""
FEWEST_NAMED: Final = 4
"""Times that an article names the state that it is about."""
MORE_OFTEN: Final = 2
"""So many times as often as any other state does it name that one."""


@dataclass
class Person:
    """A person of the article; `country` is alpha-3, IGO, NGO or None; `role` as written."""

    id: str
    name: str
    country: str | None = None
    role: str | None = None
    office: str | None = None
    body: str | None = None
    """The id of the body he speaks for, where he is no official of a state."""
    gender: str = ""
    """"m" or "f" where the article tells it."""


class People:
    """The persons of one article, learned from all its sentences before any is extracted."""

    def __init__(self, ontology: Ontology, holders: OfficeHolders, *, day: dt.date | None) -> None:
        self._ontology = ontology
        self._holders = holders
        self.day = day
        self._roles = RoleReader(ontology)
        self.by_name: dict[str, Person] = {}
        self.home: str | None = None
        """The only state that the article speaks of, alpha-3; None if there are several."""
        self._told = Counter[str]()
        self._by_surname: dict[str, list[str]] = {}
        self._named: set[str] = set()
        self._titled: set[tuple[str, str]] | None = None

    def learn(
        self,
        parsed: ParsedSentence,
        names: Sequence[Name],
        spans: Sequence[PersonSpan],
    ) -> None:
        """Takes what one sentence tells about its persons."""
        for span in spans:
            person = self._enter(span.text)
            told = self._roles.describe(parsed, names, span)
            person.role = person.role or told.role
            person.office = person.office or told.office
            person.country = person.country or told.country
            person.body = person.body or told.body
            person.gender = person.gender or self._gender_in(parsed, span, told.role)
            if span.target and " " in span.text:
                self._adopt(person, self._holders.by_person.get(span.target, []))

    def settle(self, names: Sequence[Sequence[Name]]) -> None:
        """Takes the only state of an article as that of its office holders without one.

        "Rebels in the Ivory Coast dismissed an appeal from President Laurent Gbagbo."
        """
        named = (self.country_of(n.target) for line in names for n in line)
        self._told = Counter(code for code in named if code and code not in NO_STATES)
        states = {*self._told, *(p.country for p in self.by_name.values())}.difference(NO_STATES)
        self.home = states.pop() if len(states) == 1 else None
        for person in self.by_name.values():
            if person.country is None and person.office is not None and person.body is None:
                person.country = self.home

    def state_told_of(self, *, but: Collection[str] = ()) -> str | None:
        """Returns the state that the article names far more often than any other, alpha-3.

        Args:
            but: states that are not meant.
        """
        named = [(code, n) for code, n in self._told.most_common() if code not in but]
        if not named:
            return None
        (first, most), *others = named
        enough = max([FEWEST_NAMED, *(MORE_OFTEN * n for _, n in others)])
        return first if most >= enough else None

    def _enter(self, text: str) -> Person:
        name = " ".join(text.split())
        known = self.by_name.get(name)
        if known is None:
            known = self.by_name[name] = Person(id=f"person:{slug(name)}", name=name)
            surname = bare_surname(name.split()[-1]).casefold()
            self._by_surname.setdefault(surname, []).append(name)
        return known

    def _gender_in(self, parsed: ParsedSentence, span: PersonSpan, role: str | None) -> str:
        """ "Ms Tsai", "the spokeswoman, Maria Zakharova", "Queen Elizabeth"; himself, herself."""
        before = parsed.tokens[span.first - 1].lower if span.first else ""
        told = {before, span.text.split()[0].lower(), *(role or "").lower().split()}
        return self.gender_told(told) or self._gender_of_given(span.text)

    def gender_told(self, words: Collection[str]) -> str:
        """Returns what "Mr", "queen", "spokeswoman" tell."""
        if self._ontology.words["male"].intersection(words):
            return "m"
        return "f" if self._ontology.words["female"].intersection(words) else ""

    def _gender_of_given(self, name: str) -> str:
        """ "Hillary Clinton" is a woman, "Clinton" may be either."""
        given, _, family = name.lower().partition(" ")
        if not family:
            return ""
        if given in self._ontology.words["male_name"]:
            return "m"
        return "f" if given in self._ontology.words["female_name"] else ""

    def country_of(self, target: str) -> str | None:
        """Returns the country code that a register entry belongs to."""
        return self._roles.country_of(target)

    def resolve(self, text: str, target: str = "", *, gender: str = "") -> Person:
        """Returns the person a name stands for: the article's full name, else the register's.

        Args:
            text: the name as written.
            target: the register's id where the register knows this very form ("Xi").
            gender: "m" or "f" where the words before the name tell it ("Mrs. Clinton").
        """
        name = " ".join(re.sub(r"[’']s?$", "", text).split())
        full = self._full_name(name, gender)
        person = self.by_name.get(full) or Person(id=f"person:{slug(full)}", name=full)
        if full == name and target:
            rows = self._holders.by_person.get(target, [])
            self._adopt(person, [r for r in rows if self._may_be(r.name, gender)])
        if person.country is None or " " not in person.name:
            self._from_register(person, gender)
        return person

    def _may_be(self, name: str, gender: str) -> bool:
        """False for Bill Clinton as "Mrs. Clinton"."""
        return not gender or self._gender_of_given(name) in ("", gender)

    def _full_name(self, name: str, gender: str = "") -> str:
        """ "Putin" -> "Vladimir Putin" if the article has just one longer name that ends so.

        Or begins so: Chinese, Korean and Vietnamese names put the family name first ("Xi").
        """
        surname = bare_surname(name.split()[-1]).casefold()
        if self._is_better_known(name, surname):
            return name
        longer = {
            n
            for n in self._by_surname.get(surname, ())
            if len(n.split()) > len(name.split())
            and (" " not in name or n.casefold().endswith(name.casefold()))
        }
        if " " not in name:  # "Kim" beside Kim Jong Un, and Tony Kim
            led = {n for n in self.by_name if n.startswith(f"{name} ")}
            longer |= {n for n in led if not longer or self._is_in_office(n)}
        if gender:
            longer = {n for n in longer if self.gender_of(n) in ("", gender)}
            longer = {n for n in longer if self.gender_of(n) == gender} or longer
        if len(longer) > 1:  # "Kim" beside Kim Jong Un and Kim Yo Jong: who is in office
            longer = {n for n in longer if self._is_in_office(n)}
        return longer.pop() if len(longer) == 1 else name

    def _is_in_office(self, name: str) -> bool:
        person = self._called(name)
        rows = self._holders.by_person.get(person.id if person else "", [])
        return any(r.role in SINGLE_OFFICES and r.covers(self.day) for r in rows)

    def _is_better_known(self, name: str, surname: str) -> bool:
        """ "Mr. Trump said ...", long before "Eric Trump": who holds an office on the day.

        So too where the full name is that of a relative ("First Lady Melania Trump").
        """
        full = [n for n in self._by_surname.get(surname, ()) if " " in n]
        if " " in name or len(full) != 1 or self.day is None:
            return False
        rows = [r for r in self._holders.by_surname.get(surname, ()) if r.covers(self.day)]
        held = {r.person for r in rows if r.role in SINGLE_OFFICES}
        other = self.by_name[full[0]]
        if len(held) != 1 or other.id in held or self._is_in_office(full[0]):
            return False
        order = list(self.by_name)
        first = name in order and order.index(name) < order.index(full[0])
        alone = self.by_name.get(name)
        titled = alone is not None and alone.office in SINGLE_OFFICES and other.office is None
        return first or titled or "lady" in (other.role or "").lower()

    def _from_register(self, person: Person, gender: str = "") -> None:
        """Fills country, and the full name of a lone surname, from the dated office holders."""
        rows = self._holders.by_person.get(person.id, [])
        if not rows and " " not in person.name:
            rows = self._holders.by_surname.get(bare_surname(person.name).casefold(), [])
            rows = [r for r in rows if self._may_be(r.name, gender)]
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
            rows = [r for r in rows if r.covers(self.day)]
        return rows

    def holder(self, *, office: str, country: str) -> Person | None:
        """Returns the article's only person, else the register's, in an office of a state."""
        here = [p for p in self.by_name.values() if p.country == country and p.office == office]
        resolved = {self.resolve(p.name).id: self.resolve(p.name) for p in here}
        rows = self._holders.by_office.get((office, country), [])
        rows = [r for r in rows if self.day is not None and r.covers(self.day)]
        if len(resolved) == 1:
            only = next(iter(resolved.values()))
            past = self._holders.by_person.get(only.id) and not self._is_in_office(only.name)
            if not (past and rows):
                return only
            resolved = {}  # Ronald Reagan is not "the US president" of 2013
        if resolved:
            return None
        if len({r.person for r in rows}) != 1:
            return None
        row = rows[0]
        return Person(id=row.person, name=row.name, country=row.country, office=office)

    def offices_of(self, name: str) -> frozenset[str]:
        """Returns the office that the article gives a person, else the register's: of the day,
        or of any time where he holds none on the day.
        """
        person = self._called(name)
        if person is not None and person.office:
            return frozenset({person.office})
        rows = self._rows_of(name)
        return frozenset(r.role for r in [r for r in rows if r.covers(self.day)] or rows)

    def surnames(self) -> frozenset[str]:
        """Returns the last words of the full names of the article."""
        return frozenset(bare_surname(n.split()[-1]) for n in self.by_name if " " in n)

    def only_called(self, title: str) -> Person | None:
        """Returns the only person whom the article calls by a title, without a state."""
        called = [p for p in self.by_name.values() if (p.role or "").lower() == title]
        persons = {p.id: p for p in (self.resolve(p.name) for p in called)}
        return next(iter(persons.values())) if len(persons) == 1 else None

    def is_plainly_called(self, person: str, title: str) -> bool:
        """True for "President Obama" in an article that also speaks of a "Syrian president"."""
        if self._titled is None:
            titled = [p for p in self.by_name.values() if p.role]
            self._titled = {(self.resolve(p.name).id, (p.role or "").lower()) for p in titled}
        return (person, title) in self._titled

    def learn_genders(self, parsed: ParsedSentence, spans: Sequence[PersonSpan]) -> None:
        """ "Meloni said she ...": what tells the gender while nobody else has been named."""
        for span in spans:
            self._named.add(self._full_name(span.text))
            person = self.by_name.get(self._full_name(span.text))
            if person is not None and len(self._named) == 1 and not person.gender:
                person.gender = self._gender_after(parsed.tokens[span.last])

    @staticmethod
    def _gender_after(name: Token) -> str:
        """The gender of the first pronoun below the verb whose subject the name is."""
        if name.dep not in ("nsubj", "nsubjpass"):
            return ""
        below = sorted(subtree(name.head), key=lambda t: t.i)
        genders = {"he": "m", "him": "m", "his": "m", "himself": "m"}
        genders |= {"she": "f", "her": "f", "hers": "f", "herself": "f"}
        return next((genders[t.lower] for t in below if t.i > name.i and t.lower in genders), "")

    def _called(self, name: str) -> Person | None:
        """The article's person of that name, as written or as the register has it."""
        known = self.by_name.get(name)
        return known or next((p for p in self.by_name.values() if p.name == name), None)

    def _rows_of(self, name: str) -> list[Role]:
        person = self._called(name)
        return self._holders.by_person.get(person.id if person else f"person:{slug(name)}", [])

    def gender_of(self, name: str) -> str:
        """Returns "m" or "f" where the article tells it, else nothing."""
        person = self._called(name)
        return (person.gender if person else "") or self._gender_of_given(name)

    def body_of(self, name: str) -> str | None:
        """Returns the id of the body a person speaks for: NATO for its secretary general."""
        person = self._called(name)
        now = [r for r in self._rows_of(name) if r.covers(self.day)]
        if any(r.role in SINGLE_OFFICES for r in now):
            return None
        return next((r.body for r in now if r.body), None) or (person.body if person else None)

    def holds(self, *, office: str, country: str) -> bool:
        """True if the article names a person who holds or held an office of a state."""
        return any(
            r.role == office and r.country == country
            for p in self.by_name.values()
            for r in self._holders.by_person.get(self.resolve(p.name).id, ())
        )

    def next_holder(self, person: str, *, step: int) -> Person | None:
        """Returns who held a person's latest office before (step -1) or after (step 1)."""
        rows = [r for r in self._holders.by_person.get(person, []) if r.role in SINGLE_OFFICES]
        day = self.day.isoformat() if self.day else "9999"
        held = max((r for r in rows if r.since <= day), key=lambda r: r.since, default=None)
        if held is None:
            return None
        terms = sorted(self._holders.by_office[held.role, held.country], key=lambda r: r.since)
        others = terms[: terms.index(held)][::-1] if step < 0 else terms[terms.index(held) + 1 :]
        row = next((r for r in others if r.person != person), None)
        return Person(id=row.person, name=row.name, country=row.country) if row else None


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
    titles, given = frozenset(ontology.titles), ontology.words["given_name"]
    found = []
    for parsed in sentences:
        names = index.find(parsed, day=day, context=text)
        spans = person_spans(parsed, names, titles, given=given)
        names = without_inner(names, spans)
        people.learn(parsed, names, spans)
        found.append((parsed, names, spans))
    surnames = people.surnames()
    everything = [n for _, names, _ in found for n in names]
    persons = homonyms(everything, surnames, people.country_of)

    def is_surname(word: str) -> bool:
        known = word in surnames or holders.is_surname(word, day)
        return known and word.lower() not in titles  # no "Pope"

    all_names, all_spans = [], []
    for parsed, names, spans in found:
        names = [n for n in names if n.text not in persons]
        spans = [*spans, *surnames_alone(parsed, names, spans, is_surname)]
        people.learn_genders(parsed, spans)
        all_names.append(names)
        all_spans.append(sorted(spans, key=lambda s: s.first))
    people.settle(all_names)
    return people, all_names, all_spans
