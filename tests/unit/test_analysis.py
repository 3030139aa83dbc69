"""Measures of signed networks: hand-computed small cases, and a published data set's figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.analysis import Window, analyse, compute
from graphkit.analysis.alerts import deviation_of, find_alerts, monthly_scores
from graphkit.analysis.balance import (
    EXACT,
    best_camps,
    disjoint_triads,
    frustration,
    measure_balance,
    searched_camps,
)
from graphkit.analysis.blocs import find_blocs, modularity
from graphkit.analysis.parties import (
    Dealings,
    Deed,
    Side,
    party_of,
    read_dealings,
    signed_network,
)
from graphkit.analysis.positions import scale_parties, side_table
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.samples import VOCABULARY, article, country, organization, person, statement, topic

# Relations between the parties of the Slovene parliament of 1994, scaled -300 to 300 by experts.
# Source: S. Kropivnik, A. Mrvar, "An analysis of the Slovene parliamentary parties network", in:
# Developments in Statistics and Methodology (1996); used by Doreian and Mrvar since.
PARTIES = ["SKD", "ZLSD", "SDSS", "LDS", "ZS-ESS", "ZS", "DS", "SLS", "SPS-SNS", "SNS"]
RELATIONS = """
-215  114  -89  -77   94 -170  176  117 -210
-217  134   77 -150   57 -253 -230   49
-203  -80  138 -109  177  180 -174
 157 -142  173 -241 -254   23
-188  170 -120 -160   -9
 -97  140  116 -106
-184 -191   -6
 235 -132
-164
"""
RIGHT = ["SDSS", "SKD", "SLS", "SPS-SNS", "ZS"]
LEFT = ["DS", "LDS", "SNS", "ZLSD", "ZS-ESS"]


def signed(*ties: tuple[str, str, float]) -> nx.Graph[str]:
    """Returns the network of these ties: ends and weight."""
    graph: nx.Graph[str] = nx.Graph()
    for one, other, weight in ties:
        graph.add_edge(one, other, weight=weight, sign=1 if weight > 0 else -1)
    return graph


def parliament() -> nx.Graph[str]:
    """Returns the Slovene parliament's network."""
    rows = [line.split() for line in RELATIONS.strip().splitlines()]
    return signed(
        *(
            (PARTIES[at], PARTIES[at + 1 + step], float(weight))
            for at, row in enumerate(rows)
            for step, weight in enumerate(row)
        )
    )


def test_the_parliament_is_split_as_published() -> None:
    assert find_blocs(parliament()) == [LEFT, RIGHT]


def test_two_ties_of_the_parliament_are_against_the_grain_as_published() -> None:
    balance = measure_balance(parliament())
    assert balance.frustrated == [("DS", "SNS"), ("SNS", "ZS-ESS")]
    assert balance.exact
    assert {node for node, camp in balance.camps.items() if camp == balance.camps["LDS"]} == set(
        LEFT
    )
    # each of the two ties is in 8 of the 120 triads; the one with both (and DS, ZS-ESS) balances
    assert (balance.balanced, balance.unbalanced) == (106, 14)
    assert balance.degree == pytest.approx(106 / 120)


HAND_COMPUTED = [
    ("a friend of friends", [("a", "b", 1), ("b", "c", 1), ("a", "c", 1)], 0),
    ("two friends of one at odds", [("a", "b", 1), ("b", "c", 1), ("a", "c", -1)], 1),
    ("a common foe", [("a", "b", 1), ("b", "c", -1), ("a", "c", -1)], 0),
    ("three at odds", [("a", "b", -1), ("b", "c", -1), ("a", "c", -1)], 1),
    ("a square of foes", [("a", "b", -1), ("b", "c", -1), ("c", "d", -1), ("a", "d", -1)], 0),
    ("a square with one foe", [("a", "b", 1), ("b", "c", 1), ("c", "d", 1), ("a", "d", -1)], 1),
    (
        "four all at odds: two camps of two leave two ties inside",
        [(one, other, -1) for one, other in combinations("abcd", 2)],
        2,
    ),
    (
        "two unbalanced triads that share a node",
        [
            *(("a", "b", 1), ("b", "c", 1), ("a", "c", -1)),
            *(("c", "d", 1), ("d", "e", 1), ("c", "e", -1)),
        ],
        2,
    ),
    ("a tree", [("a", "b", -1), ("b", "c", 1), ("b", "d", -1)], 0),
]


@pytest.mark.parametrize(
    ("ties", "index"), [case[1:] for case in HAND_COMPUTED], ids=[c[0] for c in HAND_COMPUTED]
)
def test_the_frustration_index_of_small_networks(
    ties: list[tuple[str, str, float]], index: int
) -> None:
    graph = signed(*ties)
    balance = measure_balance(graph)
    assert (balance.index, balance.at_least, balance.exact) == (index, index, True)
    assert frustration(graph, balance.camps) == index


def test_a_network_without_triads_has_no_degree_of_balance() -> None:
    assert measure_balance(signed(("a", "b", 1))).degree is None


NODES = st.integers(min_value=0, max_value=8).map("abcdefghi".__getitem__)
TIES = st.dictionaries(
    st.tuples(NODES, NODES).filter(lambda pair: pair[0] < pair[1]), st.sampled_from((-1.0, 1.0))
)


@given(TIES.filter(bool))
def test_bounds_enclose_the_index_and_search_comes_near(
    ties: dict[tuple[str, str], float],
) -> None:
    graph = signed(*((one, other, weight) for (one, other), weight in ties.items()))
    parts = [graph.subgraph(part) for part in nx.connected_components(graph)]
    least = sum(frustration(part, best_camps(part)) for part in parts)
    assert measure_balance(graph).index == least
    assert sum(frustration(part, searched_camps(part)) for part in parts) >= least
    assert disjoint_triads(graph) <= least


def test_a_network_too_large_for_proof_gets_bounds() -> None:
    size = EXACT + 2
    wheel = signed(
        *((f"n{at:02}", f"n{(at + 1) % size:02}", -1.0) for at in range(size)),
        *(("hub", f"n{at:02}", 1.0) for at in range(size)),
    )
    balance = measure_balance(wheel)
    assert balance.at_least <= balance.index <= size
    assert balance.unbalanced == size
    assert frustration(wheel, balance.camps) == balance.index


def test_modularity_is_what_a_hand_finds() -> None:
    graph = signed(("a", "b", 2), ("c", "d", 1), ("b", "c", -1))
    # friendly strengths 2 2 1 1 (sum 6), hostile 0 1 1 0 (sum 2); inside 2 * 3;
    # by chance (16 / 6 - 1 / 2) + (4 / 6 - 1 / 2) = 7 / 3; (6 - 7 / 3) / 8
    assert modularity(graph, {"a": 0, "b": 0, "c": 1, "d": 1}) == pytest.approx(11 / 24)


def test_foes_are_never_put_in_one_bloc_for_want_of_friends() -> None:
    assert find_blocs(signed(("a", "b", -1), ("b", "c", -1))) == [["a"], ["b"], ["c"]]
    assert find_blocs(nx.Graph()) == []


def side(party: str, topic_name: str, sign: int) -> Side:
    """Returns a side."""
    return Side(party=party, topic=topic_name, sign=sign)


def test_sides_count_on_balance() -> None:
    sides = [side("a", "x", 1), side("a", "x", 1), side("a", "x", -1), side("b", "x", 1)]
    assert side_table([*sides, side("b", "x", -1)]) == {("a", "x"): 1}


def test_those_who_agree_stand_near_and_only_the_comparable_stand_anywhere() -> None:
    table = side_table(
        [
            *(side(p, t, 1) for p in ("a", "b") for t in ("x", "y")),
            *(side("c", t, -1) for t in ("x", "y")),
            side("d", "alone", 1),
            *(side(p, "elsewhere", 1) for p in ("e", "f")),
        ]
    )
    assert scale_parties(table) == {"a": 1.0, "b": 1.0, "c": -1.0}
    assert scale_parties({}) == {}


def deed(day: str, score: float | None, *, number: int = 0) -> Deed:
    """Returns a deed of a towards b."""
    return Deed(statement=f"{day} {number}", doer="a", target="b", stance=0.0, score=score, day=day)


def test_a_month_is_the_mean_of_its_scored_days_in_either_direction() -> None:
    back = Deed(statement="s", doer="b", target="a", stance=0.0, score=3.0, day="2023-01-31")
    series = monthly_scores([deed("2023-01-01", -1.0), back, deed("2023-02", None), deed("", 1.0)])
    assert {pair: list(months) for pair, months in series.items()} == {("a", "b"): ["2023-01"]}
    assert [found.score for found in series["a", "b"]["2023-01"]] == [-1.0, 3.0]


def test_a_month_off_the_baseline_is_an_alert() -> None:
    calm = [deed(f"2023-0{month}-10", score) for month, score in enumerate((2.0, 4.0, 3.0), 1)]
    (alert,) = find_alerts([*calm, deed("2023-09-01", -6.0), deed("2023-09-02", -8.0)])
    # the median before is 3, its deviations 1 1 0 have the median 1: 0.6745 * (-7 - 3) / 1
    assert (alert.month, alert.score, alert.baseline) == ("2023-09", -7.0, 3.0)
    assert abs(alert.deviation + 6.745) < 0.01
    assert (alert.history, len(alert.statements)) == (3, 2)


def test_two_months_are_no_baseline_and_later_months_do_not_count() -> None:
    wild = [deed("2023-01", 5.0), deed("2023-02", 5.0), deed("2023-03", -9.0)]
    assert not list(find_alerts(wild))
    assert [a.month for a in find_alerts([*wild, deed("2023-04", -9.5), deed("2023-05", 5.0)])] == [
        "2023-04"
    ]


def test_equal_scores_do_not_make_the_next_one_infinitely_odd() -> None:
    assert deviation_of(1.0, [2.0, 2.0, 2.0]) == pytest.approx(-0.6745 / 0.5)


PARTY_CASES = [
    ("country:CHN", "CHN", "country:CHN"),
    ("person:wang-yi", "CHN", "country:CHN"),
    ("person:jens-stoltenberg", "IGO", None),
    ("person:somebody", None, None),
    ("organization:nato", "IGO", "organization:nato"),
    ("group:activists", "AZE", None),
]


@pytest.mark.parametrize(("entity", "code", "party"), PARTY_CASES)
def test_whom_an_actor_counts_for(entity: str, code: str | None, party: str | None) -> None:
    assert party_of(entity, code) == party


def test_only_own_words_and_deeds_between_parties_are_read(tmp_path: Path) -> None:
    wang, usa, china = person("Wang Yi", "CHN"), country("USA"), country("CHN")
    rows = [
        statement("a1", wang, "criticizes", usa, speaker=wang),
        statement("a1", usa, "supports", country("TWN"), speaker=china),
        statement("a1", replace(china, id="group:crowds", kind="group"), "protests", usa),
        statement("a1", china, "opposes", topic("peace plan")),
        statement("a1", china, "sanctions", usa, status="planned"),
        statement("a1", organization("NATO", "IGO"), "supports", country("UKR")),
    ]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a1")], rows, vocabulary=VOCABULARY)
        dealings = read_dealings(store)
    assert {(d.doer, d.target) for d in dealings.deeds} == {
        ("country:CHN", "country:USA"),
        ("organization:nato", "country:UKR"),
    }
    assert [(s.party, s.sign) for s in dealings.sides] == [("country:CHN", -1)]


def test_a_signed_tie_sums_both_directions() -> None:
    deeds = [
        Deed(statement="1", doer="a", target="b", stance=0.6, score=None, day=""),
        Deed(statement="2", doer="b", target="a", stance=-0.8, score=None, day=""),
        Deed(statement="3", doer="a", target="c", stance=0.0, score=None, day=""),
    ]
    graph = signed_network(deeds)
    assert dict(graph.edges["a", "b"]) == {
        "sign": -1,
        "weight": -0.2,
        "positive": 1,
        "negative": 1,
    }
    assert not graph.has_node("c")


def test_nothing_is_analysed_into_nothing(tmp_path: Path) -> None:
    found = compute(Dealings(names={}, deeds=[], sides=[]))
    assert not any((found.ties, found.blocs, found.positions, found.alerts))
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a1")], [], vocabulary=VOCABULARY)
        noon = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
        assert analyse(store, Window(since="2030"), now=noon).figures["statements"] == 0
