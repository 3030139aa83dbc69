"""Canned questions on a real Neo4j: the embedded store's rows, clean plans, the articles' facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import neo4j
import pytest

from graphkit.queries import PICTURE, Query, all_queries, bind
from graphkit.rows import STANDING_NAMES
from graphkit.store import Store, open_store
from graphkit.topics import issue_of
from tests.conftest import Neo4jAddress, emptied
from tests.query_answers import FACTS, Fact, check_fact, is_drawn, scalars
from tests.seed_graph import load_analysed_seeds

pytestmark = pytest.mark.live

QUERIES = all_queries()
FULL_SCANS = {"AllNodesScan", "CartesianProduct", "UndirectedAllRelationshipsScan"}


@dataclass(frozen=True)
class Stores:
    """The seeds' expected statements in both stores."""

    embedded: Store
    neo4j: Store


@pytest.fixture(scope="module")
def seeds(
    neo4j_address: Neo4jAddress, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stores]:
    """Both stores, loaded alike."""
    path = tmp_path_factory.mktemp("seeds") / "graph.kgl"
    with open_store(str(path)) as embedded, emptied(neo4j_address) as server:
        for store in (embedded, server):
            load_analysed_seeds(store, issue_of=issue_of)
        yield Stores(embedded=embedded, neo4j=server)


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_both_stores_give_the_same_rows(query: Query, seeds: Stores) -> None:
    pasted = seeds.neo4j.run(query.text)
    assert pasted.rows
    assert scalars(pasted) == scalars(seeds.neo4j.run(*bind(query, {})))
    assert scalars(pasted) == scalars(seeds.embedded.run(*bind(query, {})))


@pytest.mark.parametrize("fact", FACTS, ids=str)
def test_both_stores_answer_what_the_articles_say(fact: Fact, seeds: Stores) -> None:
    cypher, values = bind(QUERIES[fact.query], fact.settings)
    answer = seeds.neo4j.run(cypher, values)
    check_fact(fact, answer)
    assert scalars(answer) == scalars(seeds.embedded.run(cypher, values))


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_neo4j_has_nothing_to_say_against_a_question(query: Query, seeds: Stores) -> None:
    assert seeds.neo4j.explain(query.text) == ()
    assert seeds.neo4j.explain(*bind(query, {})) == ()


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_a_plan_joins_nothing_blindly(
    query: Query, seeds: Stores, neo4j_address: Neo4jAddress
) -> None:
    del seeds
    cypher, values = bind(query, {})
    assert not FULL_SCANS & {operator for operator, _ in _plan(neo4j_address, cypher, values)}


@pytest.mark.parametrize(
    "name",
    [
        *("actor", "allies", "rivals", "said", "tension", "stance_shift", "visits"),
        *("path", "mediators", "sanctions", "reciprocity", "silence", "alignment", "triads"),
        *("demands", "agenda", "new_since", "follow_through"),
    ],
)
def test_a_key_is_looked_up_in_its_index(
    name: str, seeds: Stores, neo4j_address: Neo4jAddress
) -> None:
    del seeds
    used = _details(neo4j_address, name, "Index")
    keys = [f":Actor({name})" for name in ("id", *STANDING_NAMES)]
    assert any(key in text for text in used for key in keys), used


@pytest.mark.parametrize(
    "name", ["corroboration", "demands", "dyad", "reciprocity", "stance_shift", "voices"]
)
def test_statements_are_reached_from_actors(
    name: str, seeds: Stores, neo4j_address: Neo4jAddress
) -> None:
    del seeds
    scans = _details(neo4j_address, name, "Scan")
    assert scans
    assert not [text for text in scans if "Statement" in text]


def _details(address: Neo4jAddress, name: str, word: str) -> list[str]:
    """Returns the details of each step in a question's plan whose operator has the word."""
    steps = _plan(address, *bind(QUERIES[name], {}))
    return [text for operator, text in steps if word in operator]


def _plan(address: Neo4jAddress, cypher: str, values: dict[str, Any]) -> list[tuple[str, str]]:
    """Returns each step of the planner's plan: operator and details."""
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=("neo4j", address.password)) as driver,
        driver.session(default_access_mode=neo4j.READ_ACCESS) as session,
    ):
        text = neo4j.Query(f"EXPLAIN {cypher}")
        plan = session.run(text, values).consume().plan
    steps, waiting = [], [plan]
    while waiting:
        step = waiting.pop()
        assert step is not None
        operator = step["operatorType"].partition("@")[0]
        steps.append((operator, str(step["args"].get("Details", ""))))
        waiting.extend(step.get("children", []))
    return steps


@pytest.mark.parametrize("query", QUERIES.values(), ids=list(QUERIES))
def test_browser_has_something_to_draw_for_every_row(query: Query, seeds: Stores) -> None:
    table = seeds.neo4j.run(query.text)
    drawn = {i for i, name in enumerate(table.columns) if name.startswith(PICTURE)}
    assert all(any(is_drawn(row[i]) for i in drawn) for row in table.rows)


def test_hostile_values_find_and_change_nothing(seeds: Stores) -> None:
    count = "MATCH (n) RETURN count(n) AS nodes"
    before = seeds.neo4j.run(count)
    for value in ("x' AS a MATCH (n) DETACH DELETE n //", "`}) RETURN 1 //", "\\", ".*"):
        for query in QUERIES.values():
            named = [p.name for p in query.parameters if p.type == "text" and p.name != "outlet"]
            assert not seeds.neo4j.run(*bind(query, dict.fromkeys(named, value))).rows
    assert seeds.neo4j.run(count) == before
