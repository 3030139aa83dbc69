"""The sides that relations take are those that the questions count."""

from __future__ import annotations

import re

import pytest

from graphkit.analysis.sides import lasting_side, side_on_topic
from graphkit.ontology import load_ontology
from graphkit.queries import all_queries, find_query

RELATIONS = sorted(load_ontology().relations)


def counted(question: str, condition: str) -> set[str]:
    """Returns the relations that a question counts under a condition of its CASE."""
    cypher = find_query(all_queries(), question).text
    found = re.search(r"s\.relation IN \[([^]]*)\]" + re.escape(condition), cypher)
    assert found
    return set(re.findall(r"'(\w+)'", found[1]))


@pytest.mark.parametrize("negated", [False, True])
def test_a_side_on_a_topic_is_that_of_the_question_stance(negated: bool) -> None:
    told = {r: side_on_topic(r, negated=negated) for r in RELATIONS}
    pros, cons = (-1, 1) if negated else (1, -1)
    assert {r for r in RELATIONS if told[r] == pros} == counted("stance", " THEN 1")
    assert {r for r in RELATIONS if told[r] == cons} == counted("stance", " THEN -1")


@pytest.mark.parametrize("on_topic", [False, True])
def test_a_lasting_side_is_that_of_the_question_stance_shift(on_topic: bool) -> None:
    told = {r: lasting_side(r, negated=False, on_topic=on_topic) for r in RELATIONS}
    topics = counted("stance_shift", " AND b:Topic")
    told_of = counted("stance_shift", " OR s.relation IN") | (topics if on_topic else set())
    pros = counted("stance_shift", " THEN 1")
    assert topics < pros
    assert {r for r in RELATIONS if told[r] == 1} == pros & told_of
    assert {r for r in RELATIONS if told[r] == -1} == told_of - pros
    denied = {r: lasting_side(r, negated=True, on_topic=on_topic) for r in RELATIONS}
    assert {r: -told[r] for r in ("supports", "opposes")} == {r: s for r, s in denied.items() if s}


def test_both_agree_where_both_take_a_side() -> None:
    for relation in RELATIONS:
        sides = (
            side_on_topic(relation, negated=False),
            lasting_side(relation, negated=False, on_topic=True),
        )
        assert 0 in sides or sides[0] == sides[1]
