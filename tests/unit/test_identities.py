"""Which names are one actor: a table of stores in small, and what must stay apart."""

from __future__ import annotations

import itertools

import pytest

from graphkit.identities import Identities, Named, identify, month_of
from graphkit.namesakes import Customs, abbreviations, initials, kin, words_of
from graphkit.ontology import Ontology
from graphkit.topics import slug

CUSTOMS = Customs(particles=frozenset({"von", "bin", "al"}), family_first=frozenset({"CHN", "KOR"}))
Actor = tuple[str, str] | tuple[str, str, str]
"""Name, country or "", and the months of its articles ("2023-03 2024-01")."""


def named(actor: Actor, kind: str = "person") -> Named:
    """An actor with the id that extraction makes of its name."""
    name, country, *months = actor
    return Named(
        id=f"{kind}:{slug(name)}",
        name=name,
        countries=frozenset({country} if country else ()),
        months=tuple(sorted(month_of(m) for m in " ".join(months).split())),
        mentions=1,
    )


def found(identities: Identities) -> tuple[set[tuple[str, str, str]], dict[str, int]]:
    """Returns (alias, actor, reason) triples without the kind, and the readings."""
    bare: set[tuple[str, str, str]] = {
        (s.alias.split(":")[1], s.actor.split(":")[1], s.reason) for s in identities.same
    }
    return bare, {i.split(":")[1]: n for i, n in identities.readings.items()}


EDGARS = ("Edgars Rinkevics", "LVA")

GRACE = ("Grace Okafor", "")
LEYEN = "Ursula von der Leyen"
ONE_READING: list[tuple[str, list[Actor], str]] = [
    ("surname", [("Rinkevics", ""), EDGARS], "edgars-rinkevics"),
    ("accents", [("Rinkēvičs", ""), EDGARS], "edgars-rinkevics"),
    ("one state", [("Rinkevics", "LVA"), EDGARS], "edgars-rinkevics"),
    ("no state", [("Rinkevics", "LVA"), ("Edgars Rinkevics", "")], "edgars-rinkevics"),
    (
        "the state decides",
        [("Okafor", "NGA"), ("Grace Okafor", "NGA"), ("John Okafor", "USA")],
        "grace-okafor",
    ),
    (
        "the date decides",
        [("Okafor", "", "2023-03"), (*GRACE, "2022-01"), ("Jo Okafor", "", "2010-01")],
        "grace-okafor",
    ),
    ("two years are near", [("Okafor", "", "2023-03"), (*GRACE, "2021-03")], "grace-okafor"),
    (
        "each near one article",
        [("Okafor", "", "2010-01 2023-03"), (*GRACE, "2010-02 2023-05")],
        "grace-okafor",
    ),
    ("undated", [("Okafor", "", "2023-03"), GRACE], "grace-okafor"),
    ("words", [("von der Leyen", ""), (LEYEN, "IGO")], "ursula-von-der-leyen"),
    ("article", [("al-Sudani", ""), ("Shia al-Sudani", "IRQ")], "shia-al-sudani"),
    ("no article", [("Sudani", ""), ("Shia el-Sudani", "IRQ")], "shia-el-sudani"),
    ("Al", [("Al Thani", ""), ("Mohammed Al Thani", "QAT")], "mohammed-al-thani"),
    ("family name first", [("Qin", ""), ("Qin Gang", "CHN")], "qin-gang"),
    ("or last", [("Gang", ""), ("Qin Gang", "CHN")], "qin-gang"),
]


@pytest.mark.parametrize(("actors", "actor"), [pytest.param(*r, id=i) for i, *r in ONE_READING])
def test_a_lone_surname_is_the_one_full_name(actors: list[Actor], actor: str) -> None:
    names = identify(map(named, actors), customs=CUSTOMS)
    assert found(names) == ({(slug(actors[0][0]), actor, "surname")}, {})


SPELLINGS = [
    ("Bashar al-Assad", "Bashar Assad"),
    ("Abdel Fattah el-Sisi", "Abdel-Fattah al-Sisi"),
    ("Kim Jong-un", "Kim Jongun"),
    ("Mohamed Al Fayed", "Mohamed Fayed"),
    ("Bidzina Ivanišvili", "Bid-zina Ivanisvili"),
    ("al-Maliki", "Maliki"),
]


@pytest.mark.parametrize("spellings", SPELLINGS)
def test_one_name_in_two_spellings_is_one_actor(spellings: tuple[str, str]) -> None:
    told, untold = named((spellings[0], "SYR")), named((spellings[1], ""))
    for order in ([told, untold], [untold, told]):
        names = identify(order, customs=CUSTOMS)
        assert [(s.alias, s.actor, s.reason) for s in names.same] == [
            (untold.id, told.id, "spelling")
        ]


APART: list[tuple[str, list[Actor], dict[str, int]]] = [
    ("two full names", [("Okafor", ""), ("Grace Okafor", ""), ("Jo Okafor", "")], {"okafor": 2}),
    ("another state", [("Okafor", "NGA"), ("Grace Okafor", "USA")], {}),
    ("too long ago", [("Okafor", "", "2023-03"), ("Grace Okafor", "", "2021-02")], {}),
    (
        "near in some of its articles",
        [("Okafor", "", "2012-05 2023-03"), ("Grace Okafor", "", "2023-02")],
        {"okafor": 1},
    ),
    ("likeness", [("Rinkevich", ""), EDGARS], {}),
    ("a given name", [("Edgars", ""), EDGARS], {}),
    ("no family name first", [("Qin", ""), ("Qin Gang", "")], {}),
    ("given name Al", [("Gore", ""), ("Al Gore", "USA"), ("Tipper Gore", "USA")], {"gore": 2}),
    ("full name in a full name", [("Mahmoud Abbas", ""), ("Ali Mahmoud Abbas", "")], {}),
    (
        "one name of two states",
        [("Bashar al-Assad", "SYR"), ("Bashar el-Assad", "LBN"), ("Bashar Assad", "")],
        {"bashar-assad": 2},
    ),
    ("letters of a longer word", [("Li Ang", "CHN"), ("Liang", "")], {}),
]


@pytest.mark.parametrize(("actors", "readings"), [pytest.param(*r, id=i) for i, *r in APART])
def test_what_has_no_or_two_readings_stays_apart(
    actors: list[Actor], readings: dict[str, int]
) -> None:
    assert found(identify(map(named, actors), customs=CUSTOMS)) == (set(), readings)


def test_a_surname_within_a_surname_is_the_same_person() -> None:
    names: list[Actor] = [("Ursula von der Leyen", "IGO"), ("von der Leyen", ""), ("Leyen", "")]
    aliases = {("von-der-leyen", "ursula-von-der-leyen"), ("leyen", "ursula-von-der-leyen")}
    for order in itertools.permutations(names):
        same, readings = found(identify(map(named, order), customs=CUSTOMS))
        assert {pair[:2] for pair in same} == aliases
        assert not readings


def test_two_spellings_of_a_full_name_are_one_reading() -> None:
    names: list[Actor] = [("Bashar al-Assad", "SYR"), ("Bashar Assad", ""), ("Assad", "")]
    assert found(identify(map(named, names), customs=CUSTOMS))[0] == {
        ("bashar-assad", "bashar-al-assad", "spelling"),
        ("assad", "bashar-al-assad", "surname"),
    }


def test_an_id_that_tells_namesakes_apart_is_left_alone() -> None:
    party = Named(id="organization:taiwan-party", name="party", countries=frozenset({"TWN"}))
    other = Named(id="organization:party", name="party", countries=frozenset({"TWN"}))
    assert identify([party, other], customs=CUSTOMS).same == ()


def organizations(*names: str) -> list[Named]:
    return [named((name, ""), "organization") for name in names]


def test_an_abbreviation_needs_an_article_that_gives_it() -> None:
    actors = organizations("CFP", "Centre for Peace", "Council of Foreign Policy")
    names = {actor.id: actor.name for actor in actors}
    pairs = {(short, full) for short, full in abbreviations(names)}
    assert pairs == {("organization:cfp", "organization:centre-for-peace"),
                     ("organization:cfp", "organization:council-of-foreign-policy")}  # fmt: skip
    assert identify(actors, customs=CUSTOMS).same == ()
    given = {("organization:cfp", "organization:centre-for-peace")}
    same, readings = found(identify(actors, customs=CUSTOMS, given=given))
    assert (same, readings) == ({("cfp", "centre-for-peace", "abbreviation")}, {})
    assert found(identify(actors, customs=CUSTOMS, given=pairs)) == (set(), {"cfp": 2})


def test_a_person_is_no_abbreviation() -> None:
    names = {"person:cfp": "CFP", "organization:centre-for-peace": "Centre for Peace"}
    assert list(abbreviations(names)) == []


def test_initials_know_the_small_words_by_their_case() -> None:
    assert initials("Economic Community of West African States") == {"ecowas", "ecwas"}
    assert initials("!!!") == set()


def test_what_was_asserted_is_never_contradicted() -> None:
    actors = [named(("Okafor", "")), named(("Grace Okafor", "")), named(("Jo Okafor", ""))]
    said = {"person:okafor": "person:jo-okafor"}
    assert found(identify(actors, customs=CUSTOMS, asserted=said)) == (set(), {})


def test_what_was_asserted_leaves_one_reading() -> None:
    actors = [named(("Okafor", "")), named(("Grace Okafor", "")), named(("G. Okafor", ""))]
    said = {"person:g-okafor": "person:grace-okafor"}
    same, readings = found(identify(actors, customs=CUSTOMS, asserted=said))
    assert (same, readings) == ({("okafor", "grace-okafor", "surname")}, {})


def test_only_names_that_bear_on_one_another_are_looked_into() -> None:
    names = ["Okafor", "Grace Okafor", "Bashar Assad", "Bashar al-Assad", "Xi Jinping", "Maliki"]
    pairs = kin({f"person:{slug(n)}": n for n in names}, CUSTOMS)
    found = {actor for pair in pairs for actor in pair}
    assert found == {f"person:{slug(n)}" for n in names[:4]}


@pytest.mark.parametrize("name", ["", " ", "-", "!!!", "al-", "习近平", "Al", "’"])
def test_any_name_has_words(name: str) -> None:
    assert words_of(name).written
    assert words_of(name).bare


def test_the_customs_of_names_are_in_the_data(ontology: Ontology) -> None:
    assert {"von", "bin", "al"} <= ontology.words["name_particle"]
    assert {"CHN", "KOR", "VNM"} <= ontology.words["family_name_first"]
    assert all(f"country:{code}" in ontology.actors for code in ontology.words["family_name_first"])
