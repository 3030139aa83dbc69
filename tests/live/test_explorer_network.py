"""The explorer's network view in a real browser: it draws, filters, finds and shows evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.pictures.contents import LINES
from tests.opened import Open, Opened, actual, line_ids, page_of, seed_data
from tests.pictured import network_of_statements, tie
from tests.samples import country, person, topic

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]


def test_it_opens_with_the_strongest_lines(seeds: Opened) -> None:
    data = seed_data()
    counts = seeds.counts()
    assert counts["lines"] == LINES
    total = len(line_ids(data, actual(data)))
    shown = seeds.page.inner_text("#shown")
    assert shown.startswith(f"Drawn: the {LINES} strongest of {total:,} lines")
    assert seeds.page.inner_text("h1") == "Ties of the seeds"
    assert "from " in seeds.page.inner_text("#about")


def test_all_lines_can_be_drawn(seeds: Opened) -> None:
    data = seed_data()
    seeds.slide("lines", 100_000)
    lines = line_ids(data, actual(data))
    ends = {end for start, other, _, _ in lines for end in (start, other)}
    assert len(lines) > LINES
    drawn = [s for s in actual(data) if s["subject"] != s["object"]]
    assert seeds.counts() == {"nodes": len(ends), "lines": len(lines), "statements": len(drawn)}


def test_the_actor_filter_keeps_its_ties(seeds: Opened) -> None:
    data = seed_data()
    seeds.fill_in("actor", "Sweden")
    seeds.slide("lines", 100_000)
    ours = {i for i, n in enumerate(data["nodes"]) if n["country"] == "SWE"}
    kept = [s for s in actual(data) if {s["subject"], s["object"]} & ours]
    assert seeds.counts()["lines"] == len(line_ids(data, kept))


def test_status_dates_outlet_and_relation_filters(seeds: Opened) -> None:
    data = seed_data()
    seeds.slide("lines", 100_000)
    everything = seeds.counts()["statements"]
    seeds.page.check("#statuses input[value=planned]")
    planned = seeds.counts()["statements"] - everything
    assert planned == sum(s["status"] == "planned" and not s["negated"] for s in data["statements"])
    seeds.page.uncheck("#statuses input[value=planned]")
    outlet = data["articles"][0]["outlet"]
    seeds.page.select_option("#outlet", outlet)
    ours = {i for i, a in enumerate(data["articles"]) if a["outlet"] == outlet}
    assert seeds.counts()["statements"] == sum(s["article"] in ours for s in actual(data))
    seeds.page.select_option("#outlet", "")
    seeds.fill_in("since", "2024-01-01")
    late = [
        s
        for s in actual(data)
        if (s["date"] or data["articles"][s["article"]]["published"]) >= "2024-01-01"
    ]
    assert seeds.counts()["statements"] == len(late)
    seeds.page.click("#no-relations")
    assert seeds.counts()["lines"] == 0
    seeds.page.check("#relation-boxes input[value=visits]")
    visits = [s for s in late if data["relations"][s["relation"]]["name"] == "visits"]
    assert seeds.counts()["statements"] == len(visits)
    seeds.page.click("#reset")
    assert seeds.counts()["lines"] == LINES


def test_people_can_be_counted_with_their_state(seeds: Opened) -> None:
    seeds.slide("lines", 100_000)
    before = seeds.counts()
    seeds.page.check("#fold")
    after = seeds.counts()
    assert after["nodes"] < before["nodes"]
    kinds = seeds.page.evaluate(
        "graphkit.cy.nodes().filter(n => n.data('kind') === 'person')"
        ".map(n => graphkit.data.nodes.find(m => m.id === n.data('entity')).country)"
    )
    states = {n["country"] for n in seed_data()["nodes"] if n["kind"] == "country"}
    assert not set(kinds) & states


def test_topics_can_be_counted_under_their_issue(seeds: Opened) -> None:
    data = seed_data()
    seeds.fill_in("topic", "ceasefire")
    apart = seeds.counts()
    seeds.page.check("#issues")
    together = seeds.counts()
    assert together["statements"] == apart["statements"]
    assert together["nodes"] < apart["nodes"]
    about = {
        i for i, n in enumerate(data["nodes"]) if n["kind"] == "topic" and n["issue"] == "ceasefire"
    }
    seeds.click_mark("node[entity = 'issue:ceasefire']")
    told = {s["id"] for s in actual(data) if {s["subject"], s["object"]} & about}
    while seeds.page.locator("#evidence h3 ~ .more").count():
        seeds.page.locator("#evidence h3 ~ .more").first.click()
    assert seeds.quoted() == told


def test_a_click_on_a_line_shows_who_said_what_where(open_page: Open, tmp_path: Path) -> None:
    kirby = person("John Kirby", "USA", "spokesman")
    row = tie(country("USA", "We"), "opposes", topic("talks"), speaker=kirby, stance=-0.8)
    opened = open_page(page_of(network_of_statements(tmp_path, row)))
    opened.click_mark("edge")
    shown = opened.evidence()
    for part in (
        "United States \u22a3 talks",
        "We opposes talks.",
        "said by John Kirby (spokesman)",
        "Northern Wire, 2023-03-20",
        "Title of a1",
        "75%",
    ):
        assert part in shown
    link = opened.page.locator("#evidence a")
    assert link.get_attribute("href") == "https://example.org/a1"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert opened.fragment().startswith("#selected=line")
    opened.page.keyboard.press("Escape")
    assert "Select any mark" in opened.evidence()


def test_a_click_on_a_node_shows_its_lines(seeds: Opened) -> None:
    seeds.click_mark("node[entity = 'country:SWE']")
    assert seeds.evidence().startswith("Sweden\n")
    assert seeds.page.locator("#evidence figure").count() > 3
    assert seeds.page.evaluate("graphkit.cy.$('.chosen').map(n => n.data('entity'))") == [
        "country:SWE"
    ]
    seeds.page.locator("#evidence li button").first.click()
    assert "statement" in seeds.evidence()
    assert seeds.page.evaluate("graphkit.state.selected").startswith("line:")


def test_search_finds_what_is_not_drawn(seeds: Opened) -> None:
    drawn = set(seeds.page.evaluate("graphkit.cy.nodes().map(n => n.data('entity'))"))
    hidden = next(n for n in seed_data()["nodes"] if n["id"] not in drawn)
    statements = actual(seed_data())
    index = seed_data()["nodes"].index(hidden)
    assert any(index in (s["subject"], s["object"]) for s in statements)
    seeds.fill_in("find", hidden["name"])
    assert seeds.evidence().startswith(hidden["name"])
    seeds.fill_in("find", "no such name at all")
    assert "Nothing here is called" in seeds.page.inner_text("#shown")


def test_a_broken_address_does_no_harm(seeds: Opened) -> None:
    seeds.go("#lines=many&tab=nowhere&selected=line:%3Cimg%20src=x%3E&statuses=&since=x&%E0%A4%A")
    assert "does not pass the filters" in seeds.evidence()
    assert seeds.page.is_visible("#network")


def test_places_stay_when_filters_change(seeds: Opened) -> None:
    spots = "Object.fromEntries(graphkit.cy.nodes().map(n => [n.id(), n.position()]))"
    before = seeds.page.evaluate(spots)
    seeds.slide("lines", LINES + 40)
    after = seeds.page.evaluate(spots)
    assert {node: after[node] for node in before if node in after} == before
    assert len(after) > len(before)


def test_a_view_of_its_own_has_its_own_places_always_the_same(seeds: Opened) -> None:
    spots = "graphkit.cy.nodes().map(n => [n.id(), n.position('x'), n.position('y')])"
    before = seeds.page.evaluate(spots)
    seeds.page.check("#fold")
    folded = seeds.page.evaluate(spots)
    seeds.page.uncheck("#fold")
    assert seeds.page.evaluate(spots) == before
    seeds.go("#fold=true")
    assert seeds.page.evaluate(spots) == folded
    seeds.go("#fold=true&tab=list")
    seeds.page.click("#tab-network")
    assert seeds.page.evaluate(spots) == folded
