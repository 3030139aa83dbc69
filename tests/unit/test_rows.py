"""Statement -> rows: what one article adds, and what follows from several."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from graphkit.records import KINDS, Mention, Statement
from graphkit.rows import (
    KIND_LABELS,
    MENTION_NAMES,
    STATEMENT_NAMES,
    Naming,
    Tie,
    article_problem,
    article_row,
    belonging_edges,
    entity_nodes,
    entity_row,
    is_state,
    most_named,
    relationship_type,
    standing,
    statement_problem,
    statement_rows,
    tie_edge,
    tie_ends,
)
from tests.samples import VOCABULARY, article, country, person, place, statement, topic

XI = person("Xi Jinping", "CHN", "President")
MOSCOW = place("Moscow", "RUS")
VISIT = statement("a1", XI, "visits", MOSCOW, date=dt.date(2023, 3, 20))


def naming(
    name: str = "Wang Yi",
    country: str | None = "CHN",
    role: str | None = None,
    *,
    mentions: int = 1,
    first: str | None = "2023-03-20",
    last: str | None = "2023-03-20",
) -> Naming:
    return Naming(name=name, country=country, role=role, mentions=mentions, first=first, last=last)


def properties(said: Statement) -> dict[str, Any]:
    return dict(zip(STATEMENT_NAMES, statement_rows(said)[0], strict=True))


def test_every_kind_of_mention_has_labels() -> None:
    assert set(KIND_LABELS) == set(KINDS)


def test_a_statements_node_holds_its_scalar_fields_and_evidence_as_json() -> None:
    row = properties(VISIT)
    assert (row["id"], row["doc"]) == (VISIT.id, "a1")
    assert row["date"] == "2023-03-20"
    assert row["published"] == "2023-03-20"
    assert row["relation"] == "visits"
    assert row["negated"] is False
    assert row["cue"] == "visits/verb"
    assert json.loads(row["evidence"]) == VISIT.evidence
    assert not {"subject", "object", "speaker"} & set(row)


def test_evidence_keeps_the_order_in_which_it_was_told() -> None:
    told = {"via": "direct", "cue": "visits/verb", "tokens": [3]}
    assert properties(replace(VISIT, evidence=told))["evidence"] == json.dumps(told)


def test_whole_numbers_become_fractions_where_the_field_is_one() -> None:
    row = properties(replace(VISIT, score=4, stance=1, confidence=1))
    assert [type(row[n]) for n in ("score", "stance", "confidence")] == [float] * 3


def test_a_cue_that_is_no_text_is_left_in_the_evidence_alone() -> None:
    row = properties(replace(VISIT, evidence={"model": 0.9}))
    assert row["cue"] is None
    assert row["evidence"] == '{"model": 0.9}'


def test_a_statement_brings_a_node_for_each_entity_it_names() -> None:
    said = statement("a1", XI, "opposes", topic("calls"), speaker=country("USA"))
    assert [(n.labels, n.id, n.properties) for n in entity_nodes([statement_rows(said)])] == [
        (
            ("Actor", "Person"),
            "person:xi-jinping",
            {"name": "Xi Jinping", "country": "CHN", **standing("person:xi-jinping", "CHN")},
        ),
        (("Topic",), "topic:calls", {"name": "calls", **standing("topic:calls", None)}),
        (
            ("Actor", "Country"),
            "country:USA",
            {"name": "United States", "country": "USA", **standing("country:USA", "USA")},
        ),
    ]


@pytest.mark.parametrize(
    ("entity", "country", "party", "principal"),
    [
        ("person:xi-jinping", "CHN", "country:CHN", "country:CHN"),
        ("person:antonio-guterres", "IGO", "person:antonio-guterres", "person:antonio-guterres"),
        ("person:okafor", None, "person:okafor", "person:okafor"),
        ("organization:hamas", "PSE", "organization:hamas", "country:PSE"),
        ("organization:nato", "IGO", "organization:nato", "organization:nato"),
        ("group:protesters", "GEO", "group:protesters", "country:GEO"),
        ("place:tbilisi", "GEO", "place:tbilisi", "country:GEO"),
        ("country:GEO", "GEO", "country:GEO", "country:GEO"),
        ("topic:georgian-law", "GEO", "topic:georgian-law", "topic:georgian-law"),
    ],
)
def test_a_person_stands_for_its_state_and_a_body_for_itself(
    entity: str, country: str | None, party: str, principal: str
) -> None:
    assert standing(entity, country) == {
        "canonical": entity,
        "party": party,
        "principal": principal,
    }


def test_a_statements_edges_keep_what_it_says_of_each_entity() -> None:
    subject, target = statement_rows(VISIT)[1]
    assert subject[:2] == ("SUBJECT", "person")
    assert subject[2][:2] == (VISIT.id, "person:xi-jinping")
    assert dict(zip(MENTION_NAMES, subject[2][2:], strict=True)) == {
        "text": "Xi Jinping",
        "name": "Xi Jinping",
        "country": "CHN",
        "role": "President",
        "start": None,
        "end": None,
    }
    assert target[:2] == ("OBJECT", "place")
    assert target[2][:2] == (VISIT.id, "place:moscow")


def test_an_article_without_a_title_shows_its_id() -> None:
    assert article_row(replace(article("a7"), title=None)).properties["title"] == "a7"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({}, None),
        ({"relation": "snubs"}, "unknown relation 'snubs'"),
        (
            {"subject": replace(XI, kind="group")},
            "subject: id 'person:xi-jinping' is not that of a group",
        ),
        ({"object": replace(MOSCOW, id="place:")}, "object: id 'place:' is not that of a place"),
        (
            {"speaker": Mention(text="x", name="x", id="cat:x", kind="cat")},  # type: ignore[arg-type]
            "speaker: unknown kind 'cat'",
        ),
        (
            {"subject": replace(XI, name="é" * 2001)},
            "subject: its id or name is longer than 4000 bytes",
        ),
        ({"doc": "é" * 2001}, "article: its id is longer than 4000 bytes"),
    ],
    ids=["sound", "relation", "kind and id differ", "empty key", "kind", "endless name", "article"],
)
def test_statements_that_cannot_stand_in_the_graph_are_told(
    change: dict[str, object], problem: str | None
) -> None:
    assert statement_problem(replace(VISIT, **change), VOCABULARY.relations) == problem  # type: ignore[arg-type]


def test_articles_that_cannot_stand_in_the_graph_are_told() -> None:
    assert article_problem(article("é" * 2000)) is None
    assert article_problem(article("é" * 2001)) == "its id is longer than 4000 bytes"


@pytest.mark.parametrize(
    ("code", "expected"),
    [("CHN", True), ("IGO", False), ("NGO", False), (None, False), ("", False), ("chn", False)],
)
def test_international_bodies_are_no_states(code: str | None, expected: bool) -> None:
    assert is_state(code) is expected


@pytest.mark.parametrize(
    ("namings", "name"),
    [
        ([naming("Wang Yi", mentions=2), naming("Wang Y.", mentions=1)], "Wang Yi"),
        ([naming("Wang Yi"), naming("Wang", role="envoy"), naming("Wang")], "Wang"),
        ([naming("Wang Yi"), naming("Wang")], "Wang"),
    ],
    ids=["most mentions", "summed over roles", "ties go to the alphabet"],
)
def test_an_entity_has_the_name_that_most_statements_give_it(
    namings: list[Naming], name: str
) -> None:
    for order in (namings, namings[::-1]):
        assert entity_row("person:wang-yi", order, VOCABULARY).properties["name"] == name


def test_a_country_that_is_unknown_in_most_mentions_is_still_known() -> None:
    row = entity_row("person:x", [naming(country=None, mentions=9), naming()], VOCABULARY)
    assert row.properties["country"] == "CHN"


def test_a_state_that_no_statement_names_has_the_registers_name() -> None:
    assert entity_row("country:FRA", [], VOCABULARY).properties == {
        "name": "France",
        "country": "FRA",
        **standing("country:FRA", "FRA"),
    }
    assert entity_row("country:XKX", [], VOCABULARY).properties["name"] == "XKX"


def test_an_actor_belongs_to_each_state_it_is_said_to_act_for() -> None:
    namings = [
        naming(role="envoy", mentions=2, first="2023-01-02", last="2023-02-01"),
        naming(role="adviser", mentions=1, first="2023-03-01", last="2023-03-02"),
        naming(country="IGO"),
        naming(country="FRA", first=None, last=None),
    ]
    edges = list(belonging_edges("person:wang-yi", namings))
    assert [(e.type, e.end[1]) for e in edges] == [("OF", "country:CHN"), ("OF", "country:FRA")]
    assert edges[0].properties == {
        "role": "envoy",
        "roles": ["adviser", "envoy"],
        "first": "2023-01-02",
        "last": "2023-03-02",
    }
    assert edges[1].properties == {"role": None, "roles": None, "first": None, "last": None}


@pytest.mark.parametrize(
    ("entity", "edges"),
    [
        ("country:CHN", []),
        ("topic:x", []),
        ("place:beijing", [("LOCATED_IN", ("Place", "place:beijing"), ("Actor", "country:CHN"))]),
    ],
)
def test_only_actors_and_places_belong(entity: str, edges: list[object]) -> None:
    assert [(e.type, e.start, e.end) for e in belonging_edges(entity, [naming()])] == edges


def test_a_tie_counts_statements_and_outlets_once() -> None:
    tie = Tie()
    tie.add(statement="s2", day="2023-03-21", score=1.0, outlet="A", source="A")
    tie.add(statement="s1", day="2023-03-20", score=None, outlet="B", source="A")
    tie.add(statement="s3", day=None, score=4.0, outlet=None, source=None)
    tie.add(statement="s2", day="2023-03-21", score=1.0, outlet="A", source="A")
    assert tie.properties() == {
        "count": 3,
        "first": "2023-03-20",
        "last": "2023-03-21",
        "score": 2.5,
        "outlets": 2,
        "independent": 1,
        "statements": ["s1", "s2", "s3"],
    }


def test_a_tie_without_scores_or_days_has_none() -> None:
    tie = Tie()
    tie.add(statement="s1", day=None, score=None, outlet=None, source=None)
    properties = tie.properties()
    assert (properties["score"], properties["first"], properties["last"]) == (None, None, None)


@pytest.mark.parametrize(
    ("symmetric", "ends"),
    [(True, ("country:CHN", "country:RUS")), (False, ("country:RUS", "country:CHN"))],
)
def test_only_symmetric_relations_start_at_the_smaller_id(
    symmetric: bool, ends: tuple[str, str]
) -> None:
    assert tie_ends("country:RUS", "country:CHN", symmetric=symmetric) == ends


def test_a_derived_edge_is_named_after_its_relation() -> None:
    edge = tie_edge("talks_with", ("country:CHN", "topic:peace"), Tie())
    assert edge.type == relationship_type("talks_with") == "TALKS_WITH"
    assert (edge.start, edge.end) == (("Actor", "country:CHN"), ("Topic", "topic:peace"))


def test_nothing_is_the_most_frequent_of_nothing() -> None:
    assert most_named(Counter()) is None
