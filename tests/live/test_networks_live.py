"""Both stores give the same network for the same filters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graphkit.networks import Network, read_network
from graphkit.queries import all_queries, bind, find_query
from graphkit.records import STATUSES
from graphkit.selections import Filters, statements_among
from graphkit.store import Store, open_store
from tests.samples import VOCABULARY
from tests.seed_graph import load_seeds, seed_store

pytestmark = pytest.mark.live

FILTERS: list[dict[str, Any]] = [
    {},
    {"statuses": STATUSES, "denied": True},
    {"actors": ("China",), "limit": 40},
    {"topics": ("ceasefire",), "relations": ("opposes", "supports")},
    {"outlets": ("Northern Wire",), "min_confidence": 0.5},
]


def plain(network: Network) -> list[Any]:
    """Returns everything a network holds."""
    return [
        (network.ties, network.statements, network.articles, network.first, network.last),
        sorted(network.graph.nodes(data=True), key=lambda node: node[0]),
        list(network.graph.edges(keys=True, data=True)),
    ]


def test_both_stores_give_the_same_network(neo4j_store: Store, tmp_path: Path) -> None:
    load_seeds(neo4j_store)
    seed_store(tmp_path / "seeds.kgl").close()
    with open_store(str(tmp_path / "seeds.kgl")) as embedded:
        for filters in FILTERS:
            chosen = Filters(**filters)
            one = read_network(embedded, chosen, vocabulary=VOCABULARY)
            other = read_network(neo4j_store, chosen, vocabulary=VOCABULARY)
            assert plain(one) == plain(other)
            assert one.ties > 3


def test_both_stores_know_the_statements_behind_an_answer(
    neo4j_store: Store, tmp_path: Path
) -> None:
    load_seeds(neo4j_store)
    seed_store(tmp_path / "seeds.kgl").close()
    with open_store(str(tmp_path / "seeds.kgl")) as embedded:
        for name in ("allies", "tension", "actor"):
            cypher, values = bind(find_query(all_queries(), name), {"since": "2022-06"})
            one, other = (
                statements_among(store, store.run(cypher, values), values)
                for store in (embedded, neo4j_store)
            )
            assert one == other
            assert len(one) > 3
