"""Persons of an article: who is who, in which office, of which state."""

from __future__ import annotations

import datetime as dt
from typing import Final

import pytest

from graphkit.extract.people import People, Person, article_people
from graphkit.extract.reading import Extractor
from graphkit.topics import slug
from tests.readers import DAY, Reader, row

LEARNED: Final = [
    row("title-before", "Chilean President Gabriel Boric left.",
        "Gabriel Boric", "Chilean President", "CHL"),
    row("long-title", "Ecuadorian Foreign Minister Juan Carlos Holguin left.",
        "Juan Carlos Holguin", "Ecuadorian Foreign Minister", "ECU"),
    row("secretary-of-state", "US Secretary of State Antony Blinken left.",
        "Antony Blinken", "US Secretary of State", "USA"),
    row("title-of-one-state", "Secretary of State Antony Blinken left.",
        "Antony Blinken", "Secretary of State", "USA"),
    row("possessor-and-comma", "Ghana's trade minister, Kwaku Mensah, left.",
        "Kwaku Mensah", "Ghana's trade minister", "GHA"),
    row("apposition", "Mette Holm, Denmark's envoy, left.", "Mette Holm", "Denmark's envoy", "DNK"),
    row("apposition-of", "Mette Holm, the ambassador of Denmark, left.",
        "Mette Holm", "ambassador of Denmark", "DNK"),
    row("spokesman-of-body", "NATO spokeswoman Oana Lungescu left.",
        "Oana Lungescu", "NATO spokeswoman", "IGO"),
    row("head-of-body", "European Commission President Ursula von der Leyen left.",
        "Ursula von der Leyen", "European Commission President", "IGO"),
    row("kremlin", "Kremlin spokesman Dmitry Peskov left.",
        "Dmitry Peskov", "Kremlin spokesman", "RUS"),
    row("party", "Taliban spokesman Zabihullah Mujahid left.",
        "Zabihullah Mujahid", "Taliban spokesman", "AFG"),
    row("no-title", "Mette Holm left for Oslo.", "Mette Holm", "", ""),
    row("verb-after-comma", "Mette Holm, condemning Russia, left.", "Mette Holm", "", ""),
    row("learned-from-a-later-sentence",
        "Mette Holm left. Danish envoy Mette Holm had met the rebels.",
        "Mette Holm", "Danish envoy", "DNK"),
]  # fmt: skip


def people(reader: Reader, extractor: Extractor, text: str, day: dt.date = DAY) -> People:
    """Returns the persons of an article."""
    parsed = reader.parse(text, day=day)
    found, _, _ = article_people(
        extractor.ontology, extractor.names, extractor.holders, parsed.sentences, day=day, text=text
    )
    return found


def person(
    reader: Reader, extractor: Extractor, text: str, name: str, day: dt.date = DAY
) -> Person:
    """Returns what an article tells about a name."""
    return people(reader, extractor, text, day).resolve(name)


@pytest.mark.parametrize(("text", "name", "role", "country"), LEARNED)
def test_what_an_article_tells_of_a_person(
    reader: Reader, extractor: Extractor, text: str, name: str, role: str, country: str
) -> None:
    found = person(reader, extractor, text, name)
    assert (found.name, found.role or "", found.country or "") == (name, role, country)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        row("surname-of-the-full-name", "Mette Holm left. Holm returned.", "Holm",
            "person:mette-holm"),
        row("two-who-share-it", "Mette Holm met Lars Holm. Holm returned.", "Holm", "person:holm"),
        row("longest-name-wins", "Ursula von der Leyen left.", "von der Leyen",
            "person:ursula-von-der-leyen"),
        row("possessive", "Mette Holm left.", "Holm's", "person:mette-holm"),
        row("register", "Macron left.", "Macron", "person:emmanuel-macron"),
        row("article-before-register",
            "Danish envoy Mette Macron left. Macron returned.", "Macron", "person:mette-macron"),
        row("unknown-surname", "Qwertz left.", "Qwertz", "person:qwertz"),
        row("chinese-surname", "Xi Jinping left.", "Xi",
             "person:xi-jinping"),
        row("spelling-with-accent", "Recep Tayyip Erdoğan left.", "Erdoğan",
            "person:recep-tayyip-erdogan"),
    ],
)  # fmt: skip
def test_whom_a_surname_means(
    reader: Reader, extractor: Extractor, text: str, name: str, expected: str
) -> None:
    assert person(reader, extractor, text, name).id == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        row("in-office", "2015-05-01", "person:barack-obama"),
        row("after-office", "2023-03-20", "person:obama"),
    ],
)
def test_lone_surname_is_an_office_holder_in_his_time_only(
    reader: Reader, extractor: Extractor, day: str, expected: str
) -> None:
    found = person(reader, extractor, "Obama left.", "Obama", dt.date.fromisoformat(day))
    assert found.id == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [row("father", "1990-08-05", "person:george-hw-bush"),
     row("son", "2003-03-20", "person:george-w-bush")],
)  # fmt: skip
def test_shared_surname_goes_by_the_day(
    reader: Reader, extractor: Extractor, day: str, expected: str
) -> None:
    found = person(reader, extractor, "US President Bush left.", "Bush", dt.date.fromisoformat(day))
    assert found.id == expected


@pytest.mark.parametrize(
    ("name", "key"),
    [
        row("accents", "Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        row("hyphen", "Ban Ki-moon", "ban-ki-moon"),
        row("apostrophe", "Aoife O'Brien", "aoife-obrien"),
        row("dots", "George H. W. Bush", "george-h-w-bush"),
        row("many-blanks", "  Mette   Holm ", "mette-holm"),
        row("no-latin-letter", "习近平", "习近平"),
    ],
)
def test_key_of_a_name(name: str, key: str) -> None:
    assert slug(name) == key


@pytest.mark.parametrize(
    ("text", "name", "gender"),
    [
        row("honorific", "Ms Mette Holm left.", "Mette Holm", "f"),
        row("title", "Danish spokesman Lars Holm left.", "Lars Holm", "m"),
        row("royal", "Queen Margrethe left.", "Queen Margrethe", "f"),
        row("pronoun-of-the-only-person", "Mette Holm said she would leave.", "Mette Holm", "f"),
        row("pronoun-of-another", "Lars Holm met Kit Holm and said he left.", "Kit Holm", ""),
        row("pronoun-of-an-aide", "The aide of Kit Holm said he would leave.", "Kit Holm", ""),
        row("untold", "Kit Holm left.", "Kit Holm", ""),
        row("told-by-the-given-name", "Mette Holm left.", "Mette Holm", "f"),
    ],
)
def test_gender_that_an_article_tells(
    reader: Reader, extractor: Extractor, text: str, name: str, gender: str
) -> None:
    assert person(reader, extractor, text, name).gender == gender


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        row("title", "NATO spokeswoman Mette Holm left.", "Mette Holm", "organization:nato"),
        row("possessor", "The EU's Mette Holm left.", "Mette Holm", "organization:european-union"),
        row("armed-group", "Hamas negotiator Lars Holm left.", "Lars Holm", "organization:hamas"),
        row("state", "Danish envoy Mette Holm left.", "Mette Holm", None),
        row("party", "Republican senator Lars Holm left.", "Lars Holm", None),
        row("register", "Hans Grundberg left.", "Hans Grundberg", "organization:united-nations"),
        row("register-of-another-time", "Kaja Kallas left.", "Kaja Kallas", None),
    ],
)
def test_body_that_a_person_speaks_for(
    reader: Reader, extractor: Extractor, text: str, name: str, body: str | None
) -> None:
    assert people(reader, extractor, text).body_of(name) == body
