"""Checks the registers of actors: complete, consistent, sorted, dated."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise

import pycountry
import pytest

Row = dict[str, str]

COLUMNS = {
    "actors.csv": ["id", "name", "kind", "country", "from", "until", "source"],
    "aliases.csv": ["alias", "target", "form", "from", "until", "source"],
    "ambiguous.csv": ["alias", "target", "hint", "source"],
    "classes.csv": ["id", "class", "source"],
    "descriptions.csv": ["noun", "class", "source"],
    "organs.csv": ["noun", "resolves", "source"],
    "places.csv": ["id", "name", "country", "kind", "source"],
    "roles.csv": ["person", "name", "role", "country", "from", "until", "source"],
    "titles.csv": ["title", "office", "source"],
}
KEYS = {
    "actors.csv": 1,
    "aliases.csv": 3,
    "ambiguous.csv": 3,
    "classes.csv": 2,
    "descriptions.csv": 2,
    "organs.csv": 1,
    "places.csv": 1,
    "roles.csv": 5,
    "titles.csv": 1,
}
OFFICES = {
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "minister",
    "spokesperson",
    "envoy",
    "ambassador",
    "legislator",
    "military",
    "royal",
    "clergy",
    "party_leader",
    "head_of_organization",
    "official",
    "diplomat",
    "governor",
    "judge",
    "adviser",
    "citizen",
}
SINGLE_OFFICES = {"head_of_state", "head_of_government", "foreign_minister", "defence_minister"}
# Bosnia and Herzegovina has a presidency of three members.
SHARED_OFFICES = {("BIH", "head_of_state")}
PLACES = {"capital", "seat", "city", "region", "territory", "sea"}
# The class of a place that no register knows.
UNKNOWN = "spot"
# Classes that rules ask for by name: no noun calls their members again.
ASKED_FOR = {"us state", "family name first"}
# No permanent population, so no word for their people.
UNINHABITED = {"ATA", "ATF", "BVT", "HMD", "SGS", "UMI"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


def read_rows(name: str) -> list[Row]:
    """Returns the rows of a register, in file order."""
    path = files("graphkit") / "data" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def ids() -> set[str]:
    """Returns every id that an alias can point to."""
    actors = {row["id"] for row in read_rows("actors.csv")}
    places = {row["id"] for row in read_rows("places.csv")}
    return actors | places | {row["person"] for row in read_rows("roles.csv")}


def named(register: str) -> Iterator[tuple[str, str]]:
    """Yields (name, id) for each entry of a register with names of its own."""
    key = "person" if register == "roles.csv" else "id"
    for row in read_rows(register):
        yield row["name"], row[key]


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_file_has_its_columns_sorted_and_without_duplicates(name: str) -> None:
    rows = read_rows(name)
    assert list(rows[0]) == COLUMNS[name]
    keys = [tuple(list(row.values())[: KEYS[name]]) for row in rows]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys)), sorted({k for k in keys if keys.count(k) > 1})


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_cells_are_trimmed_and_sourced(name: str) -> None:
    for row in read_rows(name):
        assert None not in row
        assert row["source"], row
        assert all(cell == cell.strip() and ";" not in cell for cell in row.values()), row


@pytest.mark.parametrize("name", ["actors.csv", "aliases.csv", "roles.csv"])
def test_dates_are_well_formed_and_in_order(name: str) -> None:
    for row in read_rows(name):
        start, end = row["from"], row["until"]
        for date in (start, end):
            assert not date or DATE.fullmatch(date), row
        width = min(len(start), len(end))
        assert start[:width] <= end[:width], row


def test_kinds_forms_and_offices_are_known() -> None:
    assert {row["kind"] for row in read_rows("actors.csv")} == {"country", "organization", "group"}
    forms = {row["form"] for row in read_rows("aliases.csv")}
    assert forms == {
        "name", "abbreviation", "adjective", "demonym", "metonym", "capital", "hinted"
    }  # fmt: skip
    assert {row["kind"] for row in read_rows("places.csv")} == PLACES
    assert {row["office"] for row in read_rows("titles.csv")} == OFFICES
    assert {row["role"] for row in read_rows("roles.csv")} <= OFFICES
    resolves = {row["resolves"] for row in read_rows("organs.csv")}
    assert resolves == {"state", "organization", "group"}


def test_ids_fit_their_kind_and_country() -> None:
    codes = {row["country"] for row in read_rows("actors.csv") if row["kind"] == "country"}
    for row in read_rows("actors.csv"):
        assert re.fullmatch(rf"{row['kind']}:[A-Za-z0-9-]+", row["id"]), row
        assert row["country"] in codes | {"IGO", "NGO", ""}, row
        if row["kind"] == "country":
            assert row["id"] == f"country:{row['country']}"
    bodies = {row["id"] for row in read_rows("actors.csv") if row["kind"] == "organization"}
    for row in read_rows("places.csv"):
        assert row["country"] in codes | {""}, row
    for row in read_rows("roles.csv"):
        assert row["country"] in codes | bodies | {""}, row


@pytest.mark.parametrize("code", sorted(country.alpha_3 for country in pycountry.countries))
def test_every_iso_country_has_name_adjective_and_demonym(code: str) -> None:
    actor = f"country:{code}"
    assert any(row["id"] == actor and row["name"] for row in read_rows("actors.csv"))
    ambiguous = {row["alias"] for row in read_rows("ambiguous.csv") if row["target"] == actor}
    forms = {
        row["form"]
        for row in read_rows("aliases.csv")
        if row["target"] == actor or row["alias"] in ambiguous
    }
    if code not in UNINHABITED:
        assert {"adjective", "demonym"} <= forms


def test_every_target_exists() -> None:
    known = ids()
    targets = {row["target"] for row in [*read_rows("aliases.csv"), *read_rows("ambiguous.csv")]}
    assert targets <= known, sorted(targets - known)


def names_and_metonyms() -> list[Row]:
    """Returns the aliases that mean their target whenever it exists."""
    return [row for row in read_rows("aliases.csv") if row["form"] != "capital"]


def test_no_alias_stands_for_two_targets() -> None:
    targets = defaultdict(set)
    for row in names_and_metonyms():
        targets[row["alias"]].add(row["target"])
    assert {alias: ends for alias, ends in targets.items() if len(ends) > 1} == {}


def test_no_word_means_two_entries_unless_listed_as_ambiguous() -> None:
    listed = {row["alias"] for row in read_rows("ambiguous.csv")}
    meanings = defaultdict(set)
    for register in ("actors.csv", "places.csv", "roles.csv"):
        for name, key in named(register):
            meanings[name].add(key)
    for row in names_and_metonyms():
        meanings[row["alias"]].add(row["target"])
    # Singapore is a state and its own capital.
    doubtful = {w: m for w, m in meanings.items() if len(m) > 1 and w not in listed}
    assert doubtful == {"Singapore": {"country:SGP", "place:singapore"}}


def test_ambiguous_alias_has_a_default_and_a_choice() -> None:
    defaults = {row["alias"] for row in read_rows("aliases.csv")}
    for register in ("actors.csv", "places.csv", "roles.csv"):
        defaults |= {name for name, _ in named(register)}
    choices = defaultdict(set)
    for row in read_rows("ambiguous.csv"):
        assert row["hint"], row
        choices[row["alias"]].add(row["target"])
    assert set(choices) <= defaults, sorted(set(choices) - defaults)
    hinted = {row["alias"] for row in read_rows("aliases.csv") if row["form"] == "hinted"}
    assert hinted <= set(choices)
    assert all(len(targets) > 1 for alias, targets in choices.items() if alias not in hinted)


def test_a_capital_stands_for_one_state_at_a_time() -> None:
    terms = defaultdict(list)
    for row in read_rows("aliases.csv"):
        if row["form"] == "capital":
            assert row["from"], row
            terms[row["alias"]].append((row["from"], row["until"] or "9999"))
    for alias, spans in terms.items():
        for (_, until), (start, _) in pairwise(sorted(spans)):
            assert until < start, alias


def test_classes_hold_known_entries_and_are_asked_for() -> None:
    classes = defaultdict(set)
    for row in read_rows("classes.csv"):
        classes[row["class"]].add(row["id"])
    assert set().union(*classes.values()) <= ids()
    nouns = {row["class"] for row in read_rows("descriptions.csv")}
    assert nouns <= set(classes) | PLACES | {UNKNOWN}
    states = {name for name, members in classes.items() if min(members).startswith("country:")}
    groups = {name for name in classes if name.startswith("group:")}
    assert groups <= ids()
    assert set(classes) - nouns - states <= ASKED_FOR


def test_every_inhabited_sovereign_state_has_a_capital() -> None:
    with_capital = {row["country"] for row in read_rows("places.csv") if row["kind"] == "capital"}
    for code in ("USA", "RUS", "CHN", "ISR", "PSE", "UKR", "ZAF", "BOL", "SYC", "XKX", "TWN"):
        assert code in with_capital
    assert len(with_capital) >= 193


def test_registers_are_large_enough() -> None:
    bodies = [row for row in read_rows("actors.csv") if row["country"] in {"IGO", "NGO"}]
    assert len(bodies) >= 150
    assert len(read_rows("roles.csv")) >= 700
    assert len({row["country"] for row in read_rows("roles.csv")}) >= 80
    assert len(read_rows("organs.csv")) >= 250


def test_one_holder_at_a_time() -> None:
    terms = defaultdict(list)
    for row in read_rows("roles.csv"):
        office = (row["country"], row["role"])
        if row["role"] in SINGLE_OFFICES and office not in SHARED_OFFICES:
            terms[office].append((row["from"], row["until"] or "9999", row["name"]))
    overlaps = []
    for office, spans in terms.items():
        for (_, until, first), (start, _, second) in pairwise(sorted(spans)):
            width = min(len(start), len(until))
            if start[:width] < until[:width]:
                overlaps.append((office, first, second))
    assert overlaps == []


def test_one_name_per_person() -> None:
    names = defaultdict(set)
    for row in read_rows("roles.csv"):
        names[row["person"]].add(row["name"])
    assert {person: found for person, found in names.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("alias", "target", "form"),
    [
        ("U.S.", "country:USA", "abbreviation"),
        ("Kremlin", "country:RUS", "metonym"),
        ("Quai d'Orsay", "country:FRA", "metonym"),
        ("Britons", "country:GBR", "demonym"),
        ("Burma", "country:MMR", "name"),
        ("Security Council", "organization:un-security-council", "name"),
        ("Kiev", "place:kyiv", "name"),
        ("Georgia", "country:GEO", None),
        ("Congo", "country:COD", "name"),
        ("Zelenskyy", "person:volodymyr-zelensky", "name"),
    ],
)
def test_well_known_alias(alias: str, target: str, form: str | None) -> None:
    rows = [row for row in read_rows("aliases.csv") if row["alias"] == alias]
    if form is None:
        assert target in {key for name, key in named("actors.csv") if name == alias}
    else:
        assert (target, form) in {(row["target"], row["form"]) for row in rows}
