"""The HTML page in a real browser: it draws, filters, shows evidence, and runs nothing hostile."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from graphkit.networks import Network
from graphkit.pictures.html import LINES, draw_html, page_data
from graphkit.records import STATUSES
from tests.chromium import chromium
from tests.pictured import network_of_statements, seed_network, tie
from tests.samples import country, person, topic

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for the module."""
    yield from chromium()


class Opened:
    """A page in the browser, and all that it said or asked for."""

    def __init__(self, page: Page, file: Path) -> None:
        self.page = page
        self.file = file
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self.said.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self.asked.append(request.url))

    def go(self, fragment: str = "") -> Opened:
        """Opens the file at a place in it, and waits until it has drawn."""
        # A mere change of the fragment would not load the page anew.
        self.page.goto("about:blank")
        self.page.goto(self.file.as_uri() + fragment)
        self.page.wait_for_selector("html[data-ready]")
        return self

    def counts(self) -> dict[str, int]:
        """Returns how many nodes, lines and statements are drawn."""
        drawn = self.page.evaluate("({...document.getElementById('graph').dataset})")
        elements = self.page.evaluate("[graphkit.cy.nodes().length, graphkit.cy.edges().length]")
        counts = {name: int(drawn[name]) for name in ("nodes", "lines", "statements")}
        assert elements == [counts["nodes"], counts["lines"]]
        return counts

    def set(self, field: str, value: str) -> None:
        """Fills in a field of the form as a person would."""
        self.page.fill(f"#{field}", value)
        self.page.press(f"#{field}", "Enter")
        self.page.dispatch_event(f"#{field}", "change")

    def slide(self, field: str, value: int) -> None:
        """Moves a slider."""
        self.page.evaluate(
            "([id, value]) => { const slider = document.getElementById(id);"
            " slider.value = value; slider.dispatchEvent(new Event('input')); }",
            [field, value],
        )

    def evidence(self) -> str:
        """Returns the text of the evidence panel."""
        return self.page.inner_text("#evidence")


Open = Callable[[bytes], Opened]


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page; afterwards the page must have kept quiet."""
    opened: list[Opened] = []

    def open_(content: bytes) -> Opened:
        file = tmp_path / "ties.html"
        file.write_bytes(content)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened.append(Opened(page, file))
        return opened[-1].go()

    yield open_
    for one in opened:
        one.page.close()
        assert one.said == []
        assert {url.partition("#")[0] for url in one.asked} <= {one.file.as_uri(), "about:blank"}


@pytest.fixture
def seeds(open_page: Open) -> Opened:
    """A page with all that the seeds say."""
    return open_page(seed_page())


@lru_cache(maxsize=1)
def seed_page() -> bytes:
    """Returns the page that `graphkit export html` makes of the seeds."""
    return page_of(seed_network(statuses=STATUSES, denied=True, limit=1500))


@lru_cache(maxsize=1)
def seed_data() -> dict[str, Any]:
    """Returns what that page holds."""
    return page_data(seed_network(statuses=STATUSES, denied=True, limit=1500))


def page_of(network: Network) -> bytes:
    """Returns a network's page."""
    return draw_html(network, title="Ties of the seeds")


def actual(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Returns the page's statements of what is done and not denied."""
    return [s for s in data["statements"] if s["status"] == "actual" and not s["negated"]]


def line_ids(data: dict[str, Any], statements: list[dict[str, Any]]) -> set[tuple[Any, ...]]:
    """Returns what is drawn as one line each: two ends, direction and sign."""
    found = set()
    for s in statements:
        if s["subject"] != s["object"]:
            symmetric = data["relations"][s["relation"]]["symmetric"]
            found.add((s["subject"], s["object"], symmetric, s["sign"]))
    return found


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
    drawn = [s for s in actual(data) if s["subject"] != s["object"]]
    assert seeds.counts() == {"nodes": len(ends), "lines": len(lines), "statements": len(drawn)}


def test_the_actor_filter_keeps_its_ties(seeds: Opened) -> None:
    data = seed_data()
    seeds.set("actor", "Sweden")
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
    seeds.set("since", "2024-01-01")
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


def click_mark(opened: Opened, selector: str) -> None:
    """Clicks in the middle of the first node or line that the selector finds."""
    spot = opened.page.evaluate(
        "(wanted) => { const mark = graphkit.cy.$(wanted)[0];"
        " const box = document.getElementById('graph').getBoundingClientRect();"
        " const p = mark.isNode() ? mark.renderedPosition() : mark.renderedMidpoint();"
        " return [box.left + p.x, box.top + p.y]; }",
        selector,
    )
    opened.page.mouse.click(*spot)


def test_a_click_on_a_line_shows_who_said_what_where(open_page: Open, tmp_path: Path) -> None:
    kirby = person("John Kirby", "USA", "spokesman")
    row = tie(country("USA", "We"), "opposes", topic("talks"), speaker=kirby, stance=-0.8)
    opened = open_page(page_of(network_of_statements(tmp_path, row)))
    click_mark(opened, "edge")
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
    assert opened.page.evaluate("location.hash").startswith("#selected=line")
    opened.page.keyboard.press("Escape")
    assert "Select a mark or a line" in opened.evidence()


def test_a_click_on_a_node_shows_its_lines(seeds: Opened) -> None:
    click_mark(seeds, "node[entity = 'country:SWE']")
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
    seeds.set("find", hidden["name"])
    assert seeds.evidence().startswith(hidden["name"])
    seeds.set("find", "no such name at all")
    assert "Nothing here is called" in seeds.page.inner_text("#shown")


def test_the_address_restores_the_view(seeds: Opened) -> None:
    seeds.set("actor", "China")
    seeds.slide("lines", 30)
    seeds.page.click("#theme")
    seeds.page.click("#tab-list")
    seeds.page.locator("#list-table button[data-line]").first.click()
    before = (seeds.counts(), seeds.evidence(), seeds.page.evaluate("({...graphkit.state})"))
    fragment = seeds.page.evaluate("location.hash")
    seeds.go(fragment)
    after = (seeds.counts(), seeds.evidence(), seeds.page.evaluate("({...graphkit.state})"))
    assert after == before
    assert seeds.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert seeds.page.is_visible("#list")
    assert not seeds.page.is_visible("#network")


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


def test_the_matrix_and_the_list_lead_to_the_evidence(seeds: Opened) -> None:
    seeds.page.click("#tab-matrix")
    cell = seeds.page.locator("#matrix-table button[data-cell]").first
    told = cell.get_attribute("aria-label")
    assert told
    cell.click()
    assert seeds.page.locator("#evidence figure").count() >= 1
    seeds.page.select_option("#towards", "topics")
    assert seeds.page.locator("#matrix-table tbody tr").count() > 3
    seeds.page.click("#tab-list")
    assert seeds.page.locator("#list-table tbody tr").count() == LINES


def test_it_can_be_used_without_a_mouse(seeds: Opened) -> None:
    seeds.page.focus("#tab-network")
    seeds.page.keyboard.press("ArrowRight")
    seeds.page.keyboard.press("ArrowRight")
    assert seeds.page.is_visible("#list")
    seeds.page.locator("#list-table button[data-line]").first.focus()
    seeds.page.keyboard.press("Enter")
    assert seeds.page.locator("#evidence figure").count() >= 1
    seeds.page.focus("#tab-list")
    seeds.page.keyboard.press("ArrowRight")
    seeds.page.focus("#graph")
    before = seeds.page.evaluate("[graphkit.cy.zoom(), graphkit.cy.pan().x]")
    seeds.page.keyboard.press("+")
    seeds.page.keyboard.press("ArrowLeft")
    after = seeds.page.evaluate("[graphkit.cy.zoom(), graphkit.cy.pan().x]")
    assert after[0] > before[0]
    assert after[1] != before[1]


def test_nothing_of_an_article_runs(open_page: Open, tmp_path: Path) -> None:
    hostile = (
        "<img src=x onerror=alert(1)><script>alert(2)</script></script>"
        "\" onclick='alert(3)' \u202edesrever\u202c \u0645\u0635\u0631 \x00\x1b[31m"
        " \u2028 &lt;b&gt;"
    )
    mallory = person("Mallory", "USA", "<b>role</b>")
    rows = [
        tie(mallory, "visits", topic("talks"), speaker=mallory),
        tie(country("USA"), "supports", mallory, sent=1),
    ]
    network = network_of_statements(
        tmp_path, *rows, rename={mallory.id: hostile, "topic:talks": "<svg onload=alert(4)>"}
    )
    opened = open_page(page_of(network))
    opened.page.evaluate(f"graphkit.select('node:' + {json.dumps(mallory.id)})")
    shown = opened.evidence()
    assert "<img src=x onerror=alert(1)><script>alert(2)</script>" in shown
    assert "<b>role</b>" in shown
    assert "\u202e" not in shown
    opened.page.click("#tab-list")
    opened.page.click("#tab-matrix")
    for made in ("img", "svg[onload]", "[onclick]", "b", "iframe"):
        assert opened.page.locator(f"main {made}").count() == 0
    assert opened.page.locator("script").count() == 3
    opened.page.wait_for_timeout(100)


def test_the_policy_stops_scripts_that_were_added(seeds: Opened) -> None:
    seeds.page.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); })()"
    )
    assert seeds.page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in said for said in seeds.said)
    seeds.said.clear()


def test_it_loads_quickly(seeds: Opened) -> None:
    seeds.go()
    loaded = seeds.page.evaluate("performance.now()")
    assert loaded < 10_000
