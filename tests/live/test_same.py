"""What people decide by hand: joined and parted actors, topics and issues, on both stores."""

from __future__ import annotations

from typing import Any

import pytest

from graphkit.errors import StoreError
from graphkit.store import Store
from graphkit.store.decisions import BY_HAND, Decisions
from graphkit.store.joining import find_entity, join, part
from graphkit.store.loading import forget, load
from tests.samples import (
    VOCABULARY,
    SampleIssue,
    article,
    country,
    explained,
    graph_of,
    statement,
    topic,
)

pytestmark = pytest.mark.usefixtures("pairs_are_kept")

OKAFOR, JOHN = "person:okafor", "person:john-okafor"
RINKEVICS, SHORT = "person:edgars-rinkevics", "person:rinkevics"


def issue_of(name: str) -> SampleIssue | None:
    """Tells truces from ceasefires, though they are one."""
    word = next((word for word in ("ceasefire", "truce") if word in name), None)
    return SampleIssue(f"issue:{word}", word) if word else None


def put(store: Store, **options: Any) -> None:
    load(store, *explained(), vocabulary=VOCABULARY, issue_of=issue_of, **options)


def put_truce(store: Store) -> None:
    rows = [
        statement("t1", country("FRA"), "supports", topic("Egyptian truce")),
        statement("t1", country("USA"), "supports", topic("calls for ceasefire"), sent=1),
    ]
    load(store, [article("t1")], rows, vocabulary=VOCABULARY, issue_of=issue_of)


def joined(store: Store, first: str, second: str) -> None:
    join(store, first, second, vocabulary=VOCABULARY, issue_of=issue_of)


def parted(store: Store, first: str, second: str) -> None:
    part(store, first, second, vocabulary=VOCABULARY, issue_of=issue_of)


def found(store: Store, cypher: str) -> set[tuple[Any, ...]]:
    return set(store.run(cypher).rows)


SAME = "MATCH (a)-[e:SAME_AS]->(b) RETURN a.id, b.id, e.reason"
SUPPORTS = "MATCH (a)-[e:SUPPORTS]->(b) RETURN a.id, b.id, e.count"
ABOUT = "MATCH (a)-[:ABOUT]->(b) RETURN a.id, b.id"


def test_actors_joined_by_hand_are_one_and_survive_loads(store: Store) -> None:
    put(store)
    joined(store, "Okafor", "john okafor")
    assert (OKAFOR, JOHN, BY_HAND) in found(store, SAME)
    assert (JOHN, "topic:calls-for-ceasefire", 1) in found(store, SUPPORTS)
    graph = graph_of(store)
    put(store)
    put(store, rebuild=True)
    assert graph_of(store) == graph


def test_a_joining_survives_that_its_articles_go_and_come_back(store: Store) -> None:
    put(store)
    joined(store, OKAFOR, JOHN)
    graph = graph_of(store)
    forget(store, ["b4", "b5"], vocabulary=VOCABULARY, issue_of=issue_of)
    assert not {link for link in found(store, SAME) if link[2] == BY_HAND}
    put(store)
    assert graph_of(store) == graph


def test_taking_a_joining_back_leaves_nothing_of_it(store: Store) -> None:
    put(store)
    before = graph_of(store)
    joined(store, OKAFOR, JOHN)
    parted(store, JOHN, OKAFOR)
    assert graph_of(store) == before


def test_what_was_derived_wrongly_is_parted_for_good(store: Store) -> None:
    put(store)
    before = graph_of(store)
    parted(store, SHORT, RINKEVICS)
    assert (SHORT, RINKEVICS, "surname") not in found(store, SAME)
    assert found(store, "MATCH (a)-[e:CRITICIZES]->(b) RETURN a.id, b.id, e.count") == {
        (SHORT, "country:RUS", 1),
        (RINKEVICS, "country:RUS", 1),
    }
    graph = graph_of(store)
    put(store, rebuild=True)
    assert graph_of(store) == graph
    joined(store, SHORT, RINKEVICS)
    parted(store, SHORT, RINKEVICS)
    assert graph_of(store) == before


def test_issues_joined_by_hand_have_their_topics_in_common(store: Store) -> None:
    put_truce(store)
    before = graph_of(store)
    joined(store, "truce", "ceasefire")
    assert found(store, ABOUT) == {
        ("topic:egyptian-truce", "issue:ceasefire"),
        ("topic:calls-for-ceasefire", "issue:ceasefire"),
    }
    graph = graph_of(store)
    put_truce(store)
    load(store, [], [], vocabulary=VOCABULARY, issue_of=issue_of, rebuild=True)
    assert graph_of(store) == graph
    parted(store, "issue:truce", "ceasefire")
    assert graph_of(store) == before


def test_topics_joined_by_hand_are_drawn_as_one(store: Store) -> None:
    put_truce(store)
    before = graph_of(store)
    joined(store, "topic:egyptian-truce", "topic:calls-for-ceasefire")
    assert found(store, SUPPORTS) == {
        ("country:FRA", "topic:calls-for-ceasefire", 1),
        ("country:USA", "topic:calls-for-ceasefire", 1),
    }
    assert ("topic:egyptian-truce", "issue:ceasefire") in found(store, ABOUT)
    parted(store, "topic:egyptian-truce", "topic:calls-for-ceasefire")
    assert graph_of(store) == before


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ("Okafor", "Okafor", "is one already"),
        ("Okafor", "calls for ceasefire", "are of different kinds"),
        ("Rinkevics", "Edgars Rinkevics", "are the same already"),
        ("Jon Okafor", "Okafor", "nothing is called 'Jon Okafor' .did you mean John Okafor"),
    ],
)
def test_what_cannot_be_joined_is_told(store: Store, first: str, second: str, message: str) -> None:
    put(store)
    with pytest.raises(StoreError, match=message):
        joined(store, first, second)


def test_a_name_joined_already_is_told_how_to_part_it(store: Store) -> None:
    put(store)
    joined(store, OKAFOR, JOHN)
    with pytest.raises(StoreError, match=f"same --undo {OKAFOR} {JOHN}"):
        joined(store, OKAFOR, "person:grace-okafor")
    with pytest.raises(StoreError, match="are not the same"):
        parted(store, OKAFOR, "person:grace-okafor")


def test_a_name_that_several_bear_must_be_given_by_id(store: Store) -> None:
    put(store)
    store.run("MATCH (n:Actor {id: 'person:okafor'}) SET n.name = 'John Okafor'", write=True)
    with pytest.raises(StoreError, match=f"may be any of 2 .give the id: {JOHN}, {OKAFOR}"):
        find_entity(store, "John Okafor")
    assert find_entity(store, JOHN).id == JOHN


def test_decisions_in_a_circle_end() -> None:
    decisions = Decisions(joined={"a": ("b", "B"), "b": ("a", "A")})
    assert decisions.standing_for("a", "A") == ("b", "B")
