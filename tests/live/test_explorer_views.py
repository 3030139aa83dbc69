"""The explorer's other views in a real browser: each tells what the canned questions tell."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from graphkit.queries import all_queries, bind, find_query
from tests.opened import Open, Opened, actual, line_ids, page_of, seed_data
from tests.pictured import network_of_statements, seed_store_in_memory, tie
from tests.samples import country, organization, person, topic

pytestmark = [pytest.mark.live, pytest.mark.timeout(180)]


def asked(name: str, settings: Mapping[str, str]) -> list[dict[str, Any]]:
    """Returns all rows of the answer to a canned question over the seeds."""
    question = find_query(all_queries(), name)
    return list(seed_store_in_memory().run(*bind(question, settings, limit=1_000_000)).dicts())


def statement_ids(statements: list[dict[str, Any]]) -> set[str]:
    """Returns the ids of statements of the page."""
    return {s["id"] for s in statements}


def test_the_matrix_shows_topics_and_its_cells_their_sentences(seeds: Opened) -> None:
    seeds.open_tab("matrix")
    heads = seeds.page.locator("#matrix-table thead th").all_inner_texts()
    assert "ceasefire" in heads
    cells = seeds.page.locator("#matrix-table td button")
    assert cells.count() > 20
    cell = cells.first
    told = cell.get_attribute("aria-label")
    assert told
    cell.click()
    assert cell.get_attribute("aria-pressed") == "true"
    actor, column = str(seeds.state()["selected"]).removeprefix("cell:").rsplit("|", 1)
    data = seed_data()
    ids = [node["id"] for node in data["nodes"]]
    topics = {i for i, n in enumerate(data["nodes"]) if column in (n["issue"], n["name"])}
    expected = [
        s for s in actual(data) if s["subject"] == ids.index(actor) and s["object"] in topics
    ]
    assert seeds.quoted() == statement_ids(expected)
    assert sum(int(n) for n in re.findall(r"(\d+) (?:friendly|hostile|neutral)", told)) == len(
        expected
    )
    seeds.page.select_option("#towards", "actors")
    assert "Ukraine" in seeds.page.locator("#matrix-table thead th").all_inner_texts()
    assert re.match(r"\d+ of \d+ actors by \d+ of \d+ actors", seeds.page.inner_text("#shown"))


def test_the_columns_of_the_matrix_lead_to_all_their_sentences(seeds: Opened) -> None:
    seeds.open_tab("matrix")
    seeds.page.locator("#matrix-table thead button", has_text="ceasefire").first.click()
    assert seeds.evidence().startswith("All → ceasefire\n")
    data = seed_data()
    topics = {i for i, n in enumerate(data["nodes"]) if "ceasefire" in (n["issue"], n["name"])}
    actors = {i for i, n in enumerate(data["nodes"]) if n["kind"] not in ("topic", "place")}
    said = [s for s in actual(data) if s["subject"] in actors and s["object"] in topics]
    while seeds.page.locator("#evidence > .more").count():
        seeds.page.locator("#evidence > .more").first.click()
    assert seeds.quoted() == statement_ids(said)


def test_it_marks_where_a_stance_turned_as_the_question_does(seeds: Opened) -> None:
    turns = asked("stance_shift", {})
    nodes = {node["name"]: node["id"] for node in seed_data()["nodes"]}
    assert len(turns) > 3
    known = seeds.page.evaluate("graphkit.data.nodes.map(n => n.issue || n.name)")
    for turn in turns:
        assert turn["target"] in known
        cell = f"cell:{nodes[turn['actor']]}|{turn['target']}"
        for towards in ("topics", "actors"):
            seeds.page.evaluate(
                "hash => { location.hash = hash; }",
                f"#tab=matrix&fold=true&statuses=actual+denied&towards={towards}"
                f"&selected={cell.replace('|', '%7C')}",
            )
            seeds.wait_until(f"graphkit.state.towards === {json.dumps(towards)}")
            seeds.wait_until(f"graphkit.state.selected === {json.dumps(cell)}")
            if seeds.page.locator("#evidence h3").count():
                break
        way = turn["turn"].replace("against to for", "from against to for")
        way = way.replace("for to against", "from for to against")
        days = f"{turn['day_before']} to {turn['day_after']}"
        assert f"turned {way}, {days}" in seeds.evidence()
        for part in ("before", "after"):
            assert turn[part] in seeds.evidence()


def test_a_turned_cell_is_marked(open_page: Open, tmp_path: Path) -> None:
    early, late = dt.date(2023, 1, 5), dt.date(2023, 3, 1)
    rows = [
        tie(country("USA"), "opposes", topic("talks"), stance=-0.8, date=early),
        tie(country("USA"), "supports", topic("talks"), stance=0.8, date=late, sent=1),
        tie(country("FRA"), "supports", topic("talks"), stance=0.8, date=early, sent=2),
    ]
    opened = open_page(page_of(network_of_statements(tmp_path, *rows)))
    opened.open_tab("matrix")
    assert opened.page.locator("#matrix-table .turned").count() == 1
    told = opened.page.locator("#matrix-table .turned").get_attribute("aria-label")
    assert told == (
        "United States, talks: 1 friendly 1 hostile "
        "turned from against to for, 2023-01-05 to 2023-03-01"
    )


def test_the_timeline_has_the_series_of_the_question_tension(seeds: Opened) -> None:
    seeds.go("#tab=timeline&a=China&b=United+States&step=month")
    marks = seeds.page.locator("#timeline-chart [data-select^='score:']")
    told = [str(mark.get_attribute("aria-label")) for mark in marks.all()]
    found = [re.match(r"(\S+): mean score (\S+) of ([\d,]+) st", line) for line in told]
    series = [(m[1], float(m[2]), int(m[3])) for m in found if m]
    settings = {"a": "China", "b": "United States", "negation": "asserted"}
    rows = asked("tension", settings)
    assert len(rows) > 3
    assert [(month, count) for month, _, count in series] == [
        (row["month"], row["statements"]) for row in rows
    ]
    for (_, mean, _), row in zip(series, rows, strict=True):
        assert mean == pytest.approx(row["mean"], abs=0.051)


def test_the_timeline_has_both_directions(open_page: Open, tmp_path: Path) -> None:
    usa, china, kirby = country("USA"), country("CHN"), person("John Kirby", "USA")
    rows = [
        tie(usa, "criticizes", china, stance=-0.5, date=dt.date(2023, 1, 5)),
        tie(china, "supports", kirby, stance=0.5, date=dt.date(2023, 1, 9), sent=1),
        tie(usa, "meets", china, stance=0.2, date=dt.date(2023, 3, 2), sent=2),
        tie(usa, "visits", china, date=dt.date(2023, 4, 2), sent=3, status="planned"),
    ]
    opened = open_page(page_of(network_of_statements(tmp_path, *rows)))
    opened.go("#tab=timeline&a=United+States&b=China&statuses=actual+planned")
    marks = opened.page.locator("#timeline-chart [data-select^='mark:']")
    assert [mark.get_attribute("data-select") for mark in marks.all()] == [
        "mark:to|2023-01-05|-1",
        "mark:to|2023-04-02|1",
        "mark:from|2023-01-09|1",
        "mark:with|2023-03-02|1",
    ]
    assert "hollow" in str(marks.nth(1).get_attribute("class"))
    marks.nth(2).click()
    assert opened.quoted() == {rows[1].id}
    assert opened.evidence().startswith("China → United States, 2023-01-09\n")
    opened.page.select_option("#step", "month")
    assert opened.page.locator("#timeline-chart [data-select='mark:to|2023-01|-1']").count() == 1
    assert opened.page.locator("#timeline-words figure").count() == 4
    opened.page.click("#swap")
    assert opened.state()["a"] == "China"
    first = opened.page.locator("#timeline-chart [data-select^='mark:']").first
    assert first.get_attribute("data-select") == "mark:to|2023-01|1"


def test_the_timeline_opens_with_those_between_whom_most_passed(seeds: Opened) -> None:
    seeds.open_tab("timeline")
    pair = (seeds.page.input_value("#a"), seeds.page.input_value("#b"))
    assert all(pair)
    assert seeds.page.locator("#timeline-chart .mark").count() > 5
    seeds.fill_in("a", "Sweden")
    seeds.fill_in("b", "Turkey")
    assert seeds.page.locator("#timeline-chart .mark").count() > 3
    assert seeds.fragment() == "#tab=timeline&a=Sweden&b=Turkey"
    seeds.fill_in("b", "Nowhere at all")
    assert seeds.page.locator("#timeline-chart .mark").count() == 0
    assert "Nothing" in seeds.page.inner_text("#shown")


def test_the_calendar_tells_what_became_of_plans(seeds: Opened) -> None:
    seeds.open_tab("calendar")
    while (more := seeds.page.locator("#calendar-list .more")).count():
        more.first.click()
    data = seed_data()
    plans = [s for s in data["statements"] if s["status"] == "planned" and s["outcome"]]
    parts = ("subject", "relation", "object", "date")
    events = {tuple(s[part] for part in parts) for s in plans if not s["negated"]}
    assert seeds.page.locator("#calendar-list .events li").count() == len(events)
    seeds.page.click("#outcomes .done")
    assert seeds.state()["outcome"] == "done"
    rows = seeds.page.locator("#calendar-list .events li")
    assert 0 < rows.count() < len(events)
    row = rows.first.inner_text()
    assert "done" in row
    rows.first.locator("[data-select]").click()
    shown = seeds.evidence()
    assert "What became of it" in shown
    followed = [s for s in plans if s["id"] in seeds.quoted()]
    assert followed
    assert {s["follower"] for s in followed if s["follower"]} <= seeds.quoted()
    assert any(s["outlet"] and s["outlet"] in row for s in data["articles"])


def test_the_months_of_the_calendar_lead_to_their_events_and_sentences(seeds: Opened) -> None:
    seeds.open_tab("calendar")
    cell = seeds.page.locator("#year-strip td button").last
    month, _, told = str(cell.get_attribute("aria-label")).partition(": ")
    cell.click()
    section = seeds.page.locator(f"#calendar-list [data-month='{month}']")
    assert section.is_visible()
    assert told.partition(" ")[0] == str(section.locator(".events li").count())
    assert cell.evaluate("cell => cell === document.activeElement")
    assert cell.get_attribute("aria-pressed") == "true"
    expected = {
        s["id"]
        for s in seed_data()["statements"]
        if s["status"] == "planned" and not s["negated"] and (s["date"] or "").startswith(month)
        if s["outcome"] and s["precision"] != "year"
    }
    assert expected
    assert seeds.quoted() == expected
    seeds.go(seeds.fragment())
    assert seeds.quoted() == expected
    seeds.page.locator("#evidence li [data-select^='event:']").first.click()
    assert len(seeds.quoted()) <= len(expected)
    assert "announced for " + month in seeds.evidence()


def test_the_calendar_follows_the_filters_but_for_the_status(seeds: Opened) -> None:
    seeds.go("#tab=calendar&actor=Sweden")
    swedish = seeds.page.locator("#outcomes .all").inner_text()
    data = seed_data()
    ours = {i for i, n in enumerate(data["nodes"]) if n["country"] == "SWE"}
    parts = ("subject", "relation", "object", "date")
    plans = {
        tuple(s[part] for part in parts)
        for s in data["statements"]
        if s["status"] == "planned" and s["outcome"] and {s["subject"], s["object"]} & ours
    }
    assert plans
    assert swedish == f"all {len(plans)}"


def test_the_bloc_view_draws_members_ties_and_fronts(open_page: Open, tmp_path: Path) -> None:
    usa, fra, rus, syr = (country(code) for code in ("USA", "FRA", "RUS", "SYR"))
    rows = [
        tie(usa, "supports", fra, stance=0.8),
        tie(rus, "supports", syr, stance=0.8, sent=1),
        tie(person("John Kirby", "USA"), "criticizes", rus, stance=-0.8, sent=2),
        tie(fra, "criticizes", usa, stance=-0.1, sent=3),
        tie(fra, "criticizes", rus, stance=-0.8, speaker=syr, sent=4),
    ]
    opened = open_page(page_of(network_of_statements(tmp_path, *rows)))
    opened.open_tab("blocs")
    names = opened.page.locator("#blocs-words [data-select]").all_inner_texts()
    assert names == ["France, United States", "Russia, Syria"]
    edges = opened.page.evaluate("graphkit.blocs().edges().map(e => e.data('tie') || '')")
    assert sorted(filter(None, edges)) == [
        "country:FRA|country:USA|-1",
        "country:FRA|country:USA|1",
        "country:RUS|country:SYR|1",
    ]
    opened.click_mark("edge[front]", graph="blocs", box="bloc-map")
    assert opened.quoted() == {rows[2].id}
    assert opened.evidence().startswith("France, United States against Russia, Syria\n")
    opened.click_mark("edge[tie = 'country:RUS|country:SYR|1']", graph="blocs", box="bloc-map")
    assert opened.quoted() == {rows[1].id}
    opened.click_mark("node[entity = 'country:SYR']", graph="blocs", box="bloc-map")
    assert opened.evidence().startswith("Syria\n")
    opened.page.locator("#blocs-words [data-select]").first.click()
    assert "Quarrels inside" in opened.evidence()
    assert opened.quoted() == {rows[0].id, rows[3].id}


def test_bodies_and_places_filters_leave_the_map_where_it_is(seeds: Opened) -> None:
    seeds.open_tab("blocs")
    where = "graphkit.blocs().nodes('[entity]').map(n => [n.id(), n.position('x')])"
    before = seeds.page.evaluate(where)
    assert len(before) == len(seed_data()["blocs"])
    ties = seeds.page.evaluate("graphkit.blocs().edges().length")
    seeds.page.click("#no-relations")
    seeds.page.check("#relation-boxes input[value=meets]")
    assert seeds.page.evaluate(where) == before
    assert 0 < seeds.page.evaluate("graphkit.blocs().edges().length") < ties


def test_where_nobody_is_close_the_bloc_view_says_so(open_page: Open, tmp_path: Path) -> None:
    row = tie(organization("Union"), "criticizes", topic("talks"), stance=-0.5)
    opened = open_page(page_of(network_of_statements(tmp_path, row)))
    opened.open_tab("blocs")
    assert "No two parties" in opened.page.inner_text("#shown")


def test_the_list_holds_every_line_and_sorts(seeds: Opened) -> None:
    seeds.open_tab("list")
    rows = seeds.page.locator("#list-table tbody tr")
    assert rows.count() == 100
    while seeds.page.is_visible("#list-table .more"):
        seeds.page.click("#list-table .more")
    data = seed_data()
    assert rows.count() == len(line_ids(data, actual(data)))
    seeds.page.locator("#list-table .head", has_text="Latest").click()
    assert seeds.state()["sort"] == "last"
    latest = seeds.page.locator("#list-table tbody td.day").all_inner_texts()
    assert latest == sorted(latest, reverse=True)
    seeds.page.locator("#list-table tbody [data-select^='line:']").first.click()
    assert seeds.quoted()


def test_evidence_leads_from_view_to_view(seeds: Opened) -> None:
    seeds.page.evaluate("graphkit.select('line:country:CHN|country:USA|to|-1')")
    seeds.page.get_by_role("button", name="Timeline of the two").click()
    assert seeds.page.is_visible("#timeline")
    assert (seeds.page.input_value("#a"), seeds.page.input_value("#b")) == (
        "China",
        "United States",
    )
    seeds.page.evaluate("graphkit.select('node:country:SWE')")
    seeds.page.get_by_role("button", name="Only its ties").click()
    assert seeds.state()["actor"] == "Sweden"
    assert seeds.page.locator("#asked .chip").all_inner_texts() == ["actor: Sweden ✕"]
    seeds.page.locator("#asked .chip").click()
    assert seeds.state()["actor"] == ""
