"""Networks: which statements make which ties, what filters let through, what is left out."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import PictureError
from graphkit.extract.coding import stance_of
from graphkit.networks import (
    Network,
    describe,
    read_network,
    sign_of,
)
from graphkit.ontology import load_ontology
from graphkit.records import STATUSES
from graphkit.selections import Filters
from graphkit.store import Store, open_store
from graphkit.store.loading import load
from tests.samples import (
    VOCABULARY,
    article,
    country,
    person,
    sample_issue_of,
    statement,
    summit,
    topic,
)

XI, PUTIN = "person:xi-jinping", "person:vladimir-putin"
MOSCOW, CEASEFIRE = "place:moscow", "topic:calls-for-ceasefire"
MEETS = (PUTIN, XI, "meets")
VISIT = (XI, MOSCOW, "visits")
PUTIN_VISIT = (PUTIN, MOSCOW, "visits")
OPPOSES = ("country:USA", CEASEFIRE, "opposes")
SIGNS = ("country:RUS", "topic:accord", "signs planned")
DENIED = (XI, MOSCOW, "visits denied")


@pytest.fixture(scope="module")
def summit_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the summit, its second article a day after the first."""
    records, rows = summit()
    later = {record.id: record.published for record in records}
    dated = [dataclasses.replace(row, published=later[row.doc]) for row in rows]
    with open_store(str(tmp_path_factory.mktemp("networks") / "graph.kgl")) as store:
        load(store, records, dated, vocabulary=VOCABULARY, issue_of=sample_issue_of)
        yield store


def network_of(store: Store, **filters: Any) -> Network:
    """Reads the network that these filters let through."""
    return read_network(store, Filters(**filters), vocabulary=VOCABULARY)


def ties_of(network: Network) -> set[tuple[str, str, str]]:
    """Returns (start, end, key) of each tie."""
    return set(network.graph.edges(keys=True))


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        pytest.param({}, {MEETS, VISIT, PUTIN_VISIT, OPPOSES}, id="done and not denied"),
        pytest.param({"denied": True}, {MEETS, VISIT, PUTIN_VISIT, OPPOSES, DENIED}, id="denied"),
        pytest.param({"statuses": ("planned",)}, {SIGNS}, id="planned"),
        pytest.param({"relations": ("visits",)}, {VISIT, PUTIN_VISIT}, id="relation"),
        pytest.param({"outlets": ("Harbour Daily",)}, {MEETS, PUTIN_VISIT}, id="outlet"),
        pytest.param({"actors": ("Xi Jinping",)}, {MEETS, VISIT}, id="actor by name"),
        pytest.param({"actors": ("xi jinping",)}, {MEETS, VISIT}, id="actor in other case"),
        pytest.param({"actors": (XI,)}, {MEETS, VISIT}, id="actor by id"),
        pytest.param({"actors": ("CHN",)}, {MEETS, VISIT}, id="those who act for a state"),
        pytest.param({"actors": ("Xi Jinping", "usa")}, {MEETS, VISIT, OPPOSES}, id="two actors"),
        pytest.param({"topics": ("calls",)}, {OPPOSES}, id="topic by its words"),
        pytest.param({"topics": ("Ceasefire",)}, {OPPOSES}, id="topic by its issue"),
        pytest.param({"since": dt.date(2023, 3, 21)}, {MEETS, PUTIN_VISIT}, id="since"),
        pytest.param(
            {"until": dt.date(2023, 3, 20)}, {MEETS, VISIT, OPPOSES}, id="until, inclusive"
        ),
        pytest.param(
            {"min_confidence": 0.75}, {MEETS, VISIT, PUTIN_VISIT, OPPOSES}, id="confidence"
        ),
    ],
)
def test_filters_choose_the_ties(
    summit_store: Store, filters: dict[str, Any], expected: set[tuple[str, str, str]]
) -> None:
    assert ties_of(network_of(summit_store, **filters)) == expected


def test_everything_keeps_what_is_planned_and_denied_apart(summit_store: Store) -> None:
    network = network_of(summit_store, statuses=STATUSES, denied=True)
    assert ties_of(network) == {MEETS, VISIT, PUTIN_VISIT, OPPOSES, SIGNS, DENIED}
    denied = network.graph.edges[DENIED]
    assert (denied["relation"], denied["negated"], denied["count"]) == ("visits", True, 1)


def test_a_symmetric_tie_joins_both_directions(summit_store: Store) -> None:
    tie = network_of(summit_store).graph.edges[MEETS]
    assert {k: v for k, v in tie.items() if k != "evidence"} == {
        "relation": "meets",
        "status": "actual",
        "negated": False,
        "symmetric": True,
        "count": 2,
        "first": "2023-03-20",
        "last": "2023-03-21",
        "score": 3.25,
        "stance": 0.3,
        "sign": 1,
        "confidence": 0.75,
        "outlets": 2,
    }


def test_evidence_is_newest_first_and_complete(summit_store: Store) -> None:
    newest, oldest = network_of(summit_store).graph.edges[MEETS]["evidence"]
    assert (newest.doc, oldest.doc) == ("a2", "a1")
    assert newest.text == "Xi Jinping meets Vladimir Putin."
    assert (newest.speaker, oldest.speaker) == ("Russia", None)
    assert (newest.outlet, newest.published, newest.date) == ("Harbour Daily", "2023-03-21", None)
    assert (newest.title, newest.url) == ("Title of a2", "https://example.org/a2")
    assert (newest.status, newest.negated, newest.confidence) == ("actual", False, 0.75)


def test_nodes_say_what_they_are(summit_store: Store) -> None:
    nodes = network_of(summit_store).graph.nodes
    assert nodes[XI] == {
        "name": "Xi Jinping",
        "kind": "person",
        "country": "CHN",
        "issue": None,
    }
    assert nodes[CEASEFIRE]["kind"] == "topic"
    assert nodes[CEASEFIRE]["issue"] == "ceasefire"


def test_the_limit_keeps_the_strongest_and_counts_the_rest(summit_store: Store) -> None:
    network = network_of(summit_store, limit=1)
    assert ties_of(network) == {MEETS}
    assert (network.ties, network.drawn, network.left_out) == (4, 1, 3)
    assert set(network.graph) == {XI, PUTIN}
    assert describe(network) == (
        "1 strongest of 4 ties, from 5 statements in 2 articles of 2023-03-20 to 2023-03-21"
    )


def test_describe_without_a_limit_or_days(tmp_path: Path) -> None:
    undated = statement("a9", country("USA"), "supports", topic("talks"), published=None)
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a9", published=None)], [undated], vocabulary=VOCABULARY)
        network = network_of(store)
    assert describe(network) == "1 tie, from 1 statement in 1 article"
    assert network.first is None


def test_describe_names_a_single_day_once(summit_store: Store) -> None:
    network = network_of(summit_store, until=dt.date(2023, 3, 20), relations=("opposes",))
    assert describe(network) == "1 tie, from 1 statement in 1 article of 2023-03-20"


def test_an_undated_statement_passes_no_time_filter(tmp_path: Path) -> None:
    undated = statement("a9", country("USA"), "supports", topic("talks"), published=None)
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a9", published=None)], [undated], vocabulary=VOCABULARY)
        with pytest.raises(PictureError, match="no statement passes the filters"):
            network_of(store, until=dt.date(2099, 1, 1))


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"actors": ("Xi Jinpin",)}, "no actor 'Xi Jinpin' (did you mean 'Xi Jinping'?)"),
        ({"relations": ("visit",)}, "no relation 'visit' (did you mean 'visits'?)"),
        (
            {"outlets": ("Harbor Daily",)},
            "no outlet 'Harbor Daily' (did you mean 'Harbour Daily'?)",
        ),
        ({"topics": ("acord",)}, "no topic 'acord' (did you mean 'accord'?)"),
        ({"statuses": ("done",)}, "no status 'done' (for instance 'actual', 'called_for'"),
        ({"min_confidence": 0.9}, "no statement passes the filters (widen them)"),
    ],
)
def test_a_filter_that_finds_nothing_says_why(
    summit_store: Store, filters: dict[str, Any], message: str
) -> None:
    with pytest.raises(PictureError) as caught:
        network_of(summit_store, **filters)
    assert message in str(caught.value)


def test_a_network_cannot_be_changed(summit_store: Store) -> None:
    graph = network_of(summit_store).graph
    with pytest.raises(Exception, match="Frozen graph can't be modified"):
        graph.add_node("person:nobody")


def test_strength_is_statements_then_outlets_then_recency(tmp_path: Path) -> None:
    france, usa, china = country("FRA"), country("USA"), country("CHN")
    macron = person("Emmanuel Macron", "FRA")
    rows = [
        statement("old", france, "supports", usa, published=dt.date(2023, 1, 1)),
        statement("new", france, "supports", china, published=dt.date(2023, 2, 1)),
        *(statement("new", macron, "supports", usa, sent=n) for n in range(2)),
        statement("old", macron, "supports", china),
        statement("new", macron, "supports", china),
    ]
    records = [article("old", outlet="One"), article("new", outlet="Two")]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, records, rows, vocabulary=VOCABULARY)
        kept = [ties_of(network_of(store, limit=n)) for n in (1, 2, 3)]
    assert kept[0] == {("person:emmanuel-macron", "country:CHN", "supports")}
    assert kept[1] - kept[0] == {("person:emmanuel-macron", "country:USA", "supports")}
    assert kept[2] - kept[1] == {("country:FRA", "country:CHN", "supports")}


@pytest.mark.parametrize(("stance", "sign"), [(0.8, 1), (-0.2, -1), (0.0, 0), (0.04, 0)])
def test_sign_of(stance: float, sign: int) -> None:
    assert sign_of(stance) == sign


@pytest.mark.parametrize(
    ("relation", "kind", "negated", "sign"),
    [
        pytest.param("demands", "topic", False, 1, id="demands a ceasefire"),
        pytest.param("demands", "topic", True, -1, id="does not demand a ceasefire"),
        pytest.param("demands", "country", False, -1, id="demands something of Russia"),
        pytest.param("opposes", "topic", False, -1, id="opposes a ceasefire"),
    ],
)
def test_who_demands_a_thing_is_for_it(relation: str, kind: str, negated: bool, sign: int) -> None:
    stance = stance_of(load_ontology(), relation, kind=kind, negated=negated, status="actual")
    assert sign_of(stance) == sign
