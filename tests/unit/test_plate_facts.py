"""What pictures for print are made of: sides and turns, months, journeys, circles, blocs."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit.analysis.blocs import find_blocs
from graphkit.analysis.camps import gather_camps
from graphkit.analysis.circles import read_circle
from graphkit.analysis.follow_ups import follow_ups
from graphkit.analysis.parties import deeds_in, read_dealings, signed_network
from graphkit.analysis.readings import Reading, read_statements
from graphkit.analysis.stances import gather_stances
from graphkit.analysis.tension import monthly_tension
from graphkit.analysis.trips import Journey, gather_journeys
from graphkit.errors import PictureError
from graphkit.networks import read_network
from graphkit.queries import all_queries, bind, find_query
from graphkit.records import STATUSES, Statement
from graphkit.selections import Filters, actors_named
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.pictured import seed_store_in_memory, tie
from tests.samples import (
    VOCABULARY,
    article,
    country,
    organization,
    person,
    place,
    sample_issue_of,
    topic,
)

USA, CHN, RUS, FRA = (country(code) for code in ("USA", "CHN", "RUS", "FRA"))
XI = person("Xi Jinping", "CHN")
BIDEN = person("Joe Biden", "USA")
TRUCE = topic("calls for ceasefire")


def day(text: str) -> dt.date:
    """A day."""
    return dt.date.fromisoformat(text)


def reading(folder: Path, *statements: Statement, **filters: Any) -> Reading:
    """Returns these statements as selected, all of them by default."""
    rows = [dataclasses.replace(s, doc=f"a{n}") for n, s in enumerate(statements)]
    articles = [article(s.doc, published=s.published, outlet=f"Wire {s.doc}") for s in rows]
    with open_store(str(folder / "graph.kgl")) as store:
        load(store, articles, rows, vocabulary=VOCABULARY, issue_of=sample_issue_of)
        chosen = Filters(**{"statuses": STATUSES, "denied": True, **filters})
        return read_statements(store, chosen, vocabulary=VOCABULARY)


# Stances


@pytest.mark.parametrize(
    ("relation", "more", "sides"),
    [
        ("supports", {}, (1, 0)),
        ("demands", {}, (1, 0)),
        ("opposes", {}, (0, 1)),
        ("opposes", {"negated": True}, (1, 0)),
        ("supports", {"speaker": BIDEN}, (1, 0)),
        ("supports", {"speaker": XI}, None),
        ("meets", {}, None),
    ],
)
def test_a_side_is_taken_in_own_words(
    tmp_path: Path, relation: str, more: Mapping[str, Any], sides: tuple[int, int] | None
) -> None:
    read = reading(tmp_path, tie(USA, relation, TRUCE, **more))
    table = gather_stances(read.rows, read.selection.entities).table
    found = table.get(("country:USA", "ceasefire"))
    assert (found and (found.pros, found.cons)) == sides


def test_a_person_counts_for_his_state_and_a_turn_has_two_days(tmp_path: Path) -> None:
    read = reading(
        tmp_path,
        tie(BIDEN, "opposes", TRUCE, date=day("2023-01-05")),
        tie(USA, "opposes", TRUCE, date=day("2023-02-05")),
        tie(USA, "supports", TRUCE, date=day("2023-02-05")),
        tie(USA, "supports", TRUCE, date=day("2023-03-05")),
    )
    (stance,) = gather_stances(read.rows, read.selection.entities).table.values()
    assert (stance.pros, stance.cons, stance.sign) == (2, 2, 0)
    assert stance.turn is not None
    assert (stance.turn.before, stance.turn.after, stance.turn.sign) == (
        "2023-01-05",
        "2023-03-05",
        1,
    )


def test_topics_without_an_issue_are_counted_or_stand_for_themselves(tmp_path: Path) -> None:
    read = reading(tmp_path, tie(USA, "supports", topic("plan")), tie(USA, "supports", TRUCE))
    entities = read.selection.entities
    plain, worded = (gather_stances(read.rows, entities, worded=w) for w in (False, True))
    assert ({m for _, m in plain.table}, plain.unsorted) == ({"ceasefire"}, 1)
    assert ({m for _, m in worded.table}, worded.unsorted) == ({"ceasefire", "plan"}, 0)


# Tension


@pytest.mark.parametrize(("a", "b"), [("China", "United States"), ("Russia", "Ukraine")])
def test_months_are_those_of_the_question(a: str, b: str) -> None:
    store = seed_store_in_memory()
    question, values = bind(find_query(all_queries(), "tension"), {"a": a, "b": b}, limit=None)
    asked = {row["month"]: row for row in store.run(question, values).dicts()}
    filters = Filters(actors=(a,), partners=(b,), denied=True)
    read = read_statements(store, filters, vocabulary=VOCABULARY)
    sides = [actors_named(read.selection, (name,)) for name in (a, b)]
    series = monthly_tension(read.rows, *sides)
    assert [month.month for month in series.months] == sorted(asked)
    for month in series.months:
        row = asked[month.month]
        assert round(month.score, 1) == row["score"]
        assert month.statements == row["statements"]
        names = ("verbal_cooperation", "material_cooperation", "verbal_conflict")
        assert [month.quads.get(q, 0) for q in (1, 2, 3)] == [row[name] for name in names]
        assert month.quads.get(4, 0) == row["material_conflict"]


def test_a_month_is_named_after_what_weighs_most(tmp_path: Path) -> None:
    read = reading(
        tmp_path,
        tie(USA, "sanctions", CHN, score=-6.0),
        tie(USA, "criticizes", CHN, score=-2.0),
        tie(XI, "meets", BIDEN, score=1.0),
        tie(USA, "criticizes", FRA, score=-2.0),
        tie(BIDEN, "visits", place("Beijing", "CHN"), score=1.0),
        tie(USA, "criticizes", CHN, score=None),
    )
    one, other = {"country:USA", BIDEN.id}, {"country:CHN", XI.id}
    series = monthly_tension(read.rows, one, other)
    (month,) = series.months
    assert (month.month, month.statements, month.score) == ("2023-03", 3, -7.0)
    assert month.strongest == ("sanctions", 1)
    assert (series.elsewhere, series.unscored) == (2, 1)


# Journeys


def journeys(folder: Path, *statements: Statement) -> list[tuple[str, Any, Any]]:
    """Returns outcome, places and days of the journeys that are told."""
    read = reading(folder, *statements)
    found = gather_journeys(read.rows, today=read.selection.last)
    return [(j.outcome, j.places, _days(j)) for j in found.all]


def _days(journey: Journey) -> str:
    return f"{journey.when.first} to {journey.when.last}"


MOSCOW, KAZAN, BEIJING = place("Moscow", "RUS"), place("Kazan", "RUS"), place("Beijing", "CHN")
NEWS = tie(USA, "meets", FRA, published=day("2023-06-01"))


def visit(goal: Any, when: str | None, told: str, status: str = "actual", **more: Any) -> Statement:
    """A visit of Xi's, told by an article of a day."""
    date = day(when) if when else None
    return tie(XI, "visits", goal, date=date, published=day(told), status=status, **more)


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (
            [
                visit(MOSCOW, "2023-03-20", "2023-03-10", "planned"),
                visit(MOSCOW, "2023-03-21", "2023-03-22"),
                visit(RUS, None, "2023-03-24"),
            ],
            [("done", ("Moscow",), "2023-03-21 to 2023-03-21")],
        ),
        (
            [visit(MOSCOW, "2023-03-20", "2023-03-10", "planned"), NEWS],
            [("overdue", ("Moscow",), "2023-03-20 to 2023-03-20")],
        ),
        (
            [visit(MOSCOW, "2023-07-20", "2023-05-10", "planned"), NEWS],
            [("planned", ("Moscow",), "2023-07-20 to 2023-07-20")],
        ),
        (
            [visit(MOSCOW, "2023-07-20", "2023-05-10", "called_for"), NEWS],
            [("possible", ("Moscow",), "2023-07-20 to 2023-07-20")],
        ),
        (
            [
                visit(MOSCOW, "2023-07-20", "2023-05-10", "planned"),
                visit(MOSCOW, "2023-07-20", "2023-05-12", "planned", negated=True),
            ],
            [("called off", ("Moscow",), "2023-07-20 to 2023-07-20")],
        ),
        (
            [visit(MOSCOW, "2023-03-20", "2023-03-22"), visit(KAZAN, "2023-03-21", "2023-03-22")],
            [("done", ("Kazan", "Moscow"), "2023-03-20 to 2023-03-20")],
        ),
        (
            [visit(MOSCOW, "2023-01-20", "2023-01-22"), visit(MOSCOW, "2023-03-21", "2023-03-22")],
            [
                ("done", ("Moscow",), "2023-01-20 to 2023-01-20"),
                ("done", ("Moscow",), "2023-03-21 to 2023-03-21"),
            ],
        ),
    ],
    ids=["announced", "overdue", "due", "called for", "called off", "two cities", "twice"],
)
def test_journeys(tmp_path: Path, statements: list[Statement], found: list[Any]) -> None:
    assert journeys(tmp_path, *statements) == found


@pytest.mark.parametrize(
    ("statements", "found"),
    [
        (
            [
                visit(MOSCOW, "2023-03-20", "2023-03-10", "planned"),
                visit(MOSCOW, "2023-04-28", "2023-04-29"),
            ],
            [("done", ("Moscow",), "2023-04-28 to 2023-04-28")],
        ),
        (
            [
                visit(MOSCOW, "2023-03-08", "2023-03-09"),
                visit(MOSCOW, "2023-03-20", "2023-03-10", "planned"),
                NEWS,
            ],
            [
                ("done", ("Moscow",), "2023-03-08 to 2023-03-08"),
                ("overdue", ("Moscow",), "2023-03-20 to 2023-03-20"),
            ],
        ),
        (
            [
                visit(MOSCOW, "2023-03-20", "2023-03-10", "planned"),
                tie(CHN, "visits", MOSCOW, date=day("2023-03-21"), published=day("2023-03-22")),
            ],
            [
                ("done", ("Moscow",), "2023-03-20 to 2023-03-20"),
                ("done", ("Moscow",), "2023-03-21 to 2023-03-21"),
            ],
        ),
        (
            [
                visit(MOSCOW, "2023-03-20", "2023-03-10", "planned"),
                visit(MOSCOW, "2023-04-10", "2023-03-15", "planned"),
                tie(USA, "meets", FRA, published=day("2023-04-01")),
            ],
            [("planned", ("Moscow",), "2023-04-10 to 2023-04-10")],
        ),
    ],
    ids=["weeks late", "once more", "his state", "put off"],
)
def test_what_became_of_a_journey_is_told_by_the_rules_of_the_calendar(
    tmp_path: Path, statements: list[Statement], found: list[Any]
) -> None:
    assert journeys(tmp_path, *statements) == found


def test_the_picture_and_the_calendar_agree_on_every_visit_of_the_seeds() -> None:
    filters = Filters(statuses=STATUSES, denied=True)
    everything = read_statements(seed_store_in_memory(), filters, vocabulary=VOCABULARY)
    told = follow_ups(read_network(seed_store_in_memory(), filters, vocabulary=VOCABULARY))
    found = gather_journeys(everything.rows, today=everything.selection.last).all
    seen = set()
    for journey in found:
        plans = [told[r.statement.id].outcome for r in journey.rows if r.statement.id in told]
        seen.update(plans)
        if journey.done:
            assert set(plans) <= {"done"}
        elif plans:
            ends = {"planned": {"due", "open"}, "possible": {"due", "open"}}
            assert set(plans) & ends.get(journey.outcome, {journey.outcome})
    assert len(seen) > 2


def test_what_is_no_journey_is_counted(tmp_path: Path) -> None:
    year = dataclasses.replace(visit(MOSCOW, "2023-01-01", "2023-03-01"), date_precision="year")
    undated = dataclasses.replace(visit(MOSCOW, None, "2023-03-01"), published=None)
    found = gather_journeys(
        reading(tmp_path, visit(BEIJING, "2023-03-01", "2023-03-02"), year, undated).rows,
        today=None,
    )
    assert (found.all, found.at_home, found.vague, found.undated) == ((), 1, 1, 1)


def test_a_month_is_a_span(tmp_path: Path) -> None:
    month = dataclasses.replace(visit(MOSCOW, "2024-02-01", "2024-02-10"), date_precision="month")
    assert journeys(tmp_path, month) == [("done", ("Moscow",), "2024-02-01 to 2024-02-29")]


# Circles


def test_a_circle_has_lanes_and_bonds(tmp_path: Path) -> None:
    rows = [
        tie(XI, "criticizes", USA, stance=-0.5),
        tie(BIDEN, "supports", CHN, stance=0.6),
        tie(CHN, "meets", BIDEN, stance=0.3),
        tie(organization("NATO", "IGO"), "accuses", CHN, stance=-0.5),
        tie(USA, "supports", organization("NATO", "IGO"), stance=0.5),
        tie(CHN, "supports", TRUCE, stance=0.5),
        tie(XI, "visits", MOSCOW, stance=0.3),
    ]
    rows = [dataclasses.replace(row, sent=n) for n, row in enumerate(rows)]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a1")], rows, vocabulary=VOCABULARY)
        filters = Filters(actors=("china",))
        circle = read_circle(store, filters, vocabulary=VOCABULARY, limit=10)
        with pytest.raises(PictureError, match="no ties to other actors"):
            read_circle(
                store,
                Filters(actors=("China",), relations=("visits",)),
                vocabulary=VOCABULARY,
                limit=10,
            )
    lanes = {a.name: [(lane.way, lane.count, lane.sign) for lane in a.lanes] for a in circle.alters}
    assert circle.name == "China"
    assert lanes == {
        "United States": [("out", 1, -1), ("with", 1, 1), ("in", 1, 1)],
        "NATO": [("in", 1, -1)],
    }
    assert [(b.one, b.other, b.sign) for b in circle.bonds] == [
        ("country:USA", "organization:nato", 1)
    ]
    assert (circle.topics, circle.places) == (1, 1)


# Blocs


def test_deeds_and_blocs_are_those_of_the_analysis() -> None:
    store = seed_store_in_memory()
    read = read_statements(store, Filters(denied=True), vocabulary=VOCABULARY)
    deeds = read_dealings(store).deeds
    assert sorted(deeds_in(read.rows), key=str) == sorted(deeds, key=str)
    groups = find_blocs(signed_network(deeds))
    camps = gather_camps(read.rows)
    assert [set(c.members) for c in camps.camps] == [set(g) for g in groups if len(g) > 1]
    assert set(camps.loners) == {g[0] for g in groups if len(g) == 1}
    assert all(tie.one < tie.other for tie in camps.ties)
