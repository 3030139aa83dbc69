"""The analysis in both stores: written once, out of date after a load, gone without a trace."""

from __future__ import annotations

import datetime as dt
from typing import Any

from graphkit.analysis import Window, analyse
from graphkit.store import Store
from graphkit.store.analysis import drop_analysis, read_analysis
from graphkit.store.loading import load
from tests.samples import VOCABULARY, article, country, graph_of, person, statement, topic

NOON = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)


def put(store: Store) -> None:
    """Loads an article of two friends with a common foe, on two topics."""
    china, russia, usa = country("CHN"), country("RUS"), country("USA")
    rows = [
        statement("a1", china, "allies_with", russia, sent=0),
        statement("a1", russia, "criticizes", usa, sent=1, score=-2.0),
        statement("a1", usa, "sanctions", china, sent=2, score=-7.0),
        *(statement("a1", one, "opposes", topic("plan"), sent=3) for one in (china, russia)),
        statement("a1", usa, "proposes", topic("plan"), sent=4),
    ]
    load(store, [article("a1", statements=len(rows))], with_stances(rows), vocabulary=VOCABULARY)


def with_stances(rows: list[Any]) -> list[Any]:
    """Returns the statements with the stance that their relation has."""
    signs = {"allies_with": 0.9, "criticizes": -0.6, "sanctions": -0.8}
    for row in rows:
        object.__setattr__(row, "stance", signs.get(row.relation, 0.5))
    return rows


def rows(store: Store, cypher: str) -> list[tuple[Any, ...]]:
    """Returns the rows of an answer."""
    return list(store.run(cypher).rows)


def test_an_analysis_is_written_beside_what_was_loaded(store: Store) -> None:
    put(store)
    analyse(store, Window(), now=NOON)
    tie = "MATCH (a)-[e:SIGNED]->(b) RETURN a.id, b.id, e.sign, e.frustrated ORDER BY a.id, b.id"
    assert rows(store, tie) == [
        ("country:CHN", "country:RUS", 1, False),
        ("country:CHN", "country:USA", -1, False),
        ("country:RUS", "country:USA", -1, False),
    ]
    bloc = "MATCH (a:Actor)-[:MEMBER_OF]->(b:Bloc) RETURN b.id, b.name, b.size, a.id ORDER BY a.id"
    assert rows(store, bloc) == [
        ("bloc:1", "China, Russia", 2, "country:CHN"),
        ("bloc:1", "China, Russia", 2, "country:RUS"),
    ]
    placed = "MATCH (a:Actor) WHERE a.alignment IS NOT NULL RETURN a.id, a.alignment ORDER BY a.id"
    assert rows(store, placed) == [
        ("country:CHN", 1.0),
        ("country:RUS", 1.0),
        ("country:USA", -1.0),
    ]
    state = read_analysis(store)
    assert state is not None
    assert (state.computed, state.outdated) == ("2026-01-02T12:00:00+00:00", False)
    assert state.figures["balanced_triads"] == 1


def test_analysing_twice_equals_analysing_once_and_dropping_leaves_no_trace(store: Store) -> None:
    put(store)
    loaded = graph_of(store)
    analyse(store, Window(), now=NOON)
    once = graph_of(store)
    analyse(store, Window(), now=NOON)
    assert graph_of(store) == once != loaded
    drop_analysis(store)
    assert graph_of(store) == loaded
    assert read_analysis(store) is None


def test_a_load_that_changes_something_puts_the_analysis_out_of_date(store: Store) -> None:
    put(store)
    analyse(store, Window(), now=NOON)
    put(store)
    state = read_analysis(store)
    assert state is not None
    assert not state.outdated
    load(
        store,
        [article("a2", statements=1)],
        [statement("a2", person("Wang Yi", "CHN"), "visits", country("RUS"))],
        vocabulary=VOCABULARY,
        clock=lambda: NOON,
    )
    changed = read_analysis(store)
    assert changed is not None
    assert changed.outdated


def test_two_names_joined_by_hand_put_the_analysis_out_of_date(store: Store) -> None:
    put(store)
    analyse(store, Window(), now=NOON)
    same = (
        "MATCH (a:Actor {id: 'country:CHN'}) MATCH (b:Actor {id: 'country:RUS'}) "
        "CREATE (a)-[:SAME_AS]->(b)"
    )
    store.run(same, write=True)
    state = read_analysis(store)
    assert state is not None
    assert state.outdated
