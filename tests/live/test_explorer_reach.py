"""Who can use the explorer and how: by address, keyboard, screen reader, on paper, in the dark."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.opened import TABS, Open, Opened, actual, page_of, seed_data
from tests.pictured import network_of_statements, tie
from tests.samples import country, person, topic

pytestmark = [pytest.mark.live, pytest.mark.timeout(180)]

SHOWN = """() => {
  const text = id => document.getElementById(id).innerText;
  const part = graphkit.state.tab;
  const marks = (what) => [...document.querySelectorAll(`#${part} ${what}`)];
  return { state: {...graphkit.state}, shown: text("shown"), evidence: text("evidence"),
    view: text(part), asked: text("asked"), marks: marks("[data-select]").length,
    pressed: marks("[aria-pressed=true]").map(m => m.dataset.select || m.innerText),
    passed: graphkit.passed().length };
}"""
"""All that a reader sees of a view."""
SELECTED = {
    "network": "node:country:SWE",
    "blocs": "bloc:1",
    "matrix": None,
    "timeline": None,
    "calendar": None,
    "list": None,
}
"""What is selected in a view; None for its first mark."""


def select_something(opened: Opened, tab: str) -> None:
    """Selects a mark of the view that is open."""
    if SELECTED[tab]:
        opened.page.evaluate(f"graphkit.select({json.dumps(SELECTED[tab])})")
    else:
        selector = "td [data-select]" if tab == "matrix" else "[data-select]"
        opened.page.locator(f"#{tab} {selector}").first.dispatch_event("click")


@pytest.mark.parametrize("tab", TABS)
def test_the_address_restores_every_view(seeds: Opened, tab: str) -> None:
    seeds.fill_in("since", "2022-03-01")
    seeds.slide("confidence", 20)
    seeds.page.check("#statuses input[value=planned]")
    seeds.page.uncheck("#relation-boxes input[value=accuses]")
    seeds.page.check("#fold")
    seeds.page.click("#theme")
    seeds.open_tab(tab)
    if tab == "timeline":
        seeds.fill_in("a", "Russia")
        seeds.fill_in("b", "Ukraine")
        seeds.page.select_option("#step", "month")
    if tab == "calendar":
        seeds.page.click("#outcomes .overdue")
    if tab == "list":
        seeds.page.locator(".head", has_text="Latest").click()
    select_something(seeds, tab)
    before: dict[str, Any] = seeds.page.evaluate(SHOWN)
    assert before["evidence"].count("\n") > 3
    assert "does not pass" not in before["evidence"]
    seeds.go(seeds.fragment())
    after = seeds.page.evaluate(SHOWN)
    assert after == before
    assert seeds.page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert [t for t in TABS if seeds.page.is_visible(f"#{t}")] == [tab]


def test_the_network_of_an_address_is_drawn_alike(seeds: Opened) -> None:
    seeds.fill_in("actor", "China")
    seeds.slide("lines", 30)
    before = (seeds.counts(), seeds.evidence(), seeds.state())
    seeds.go(seeds.fragment())
    assert (seeds.counts(), seeds.evidence(), seeds.state()) == before


def test_a_change_of_the_address_alone_changes_the_view(seeds: Opened) -> None:
    seeds.page.evaluate("location.hash = '#tab=list&outlet=Northern+Wire'")
    seeds.wait_until("graphkit.state.tab === 'list'")
    assert seeds.page.is_visible("#list")
    assert seeds.page.input_value("#outlet") == "Northern Wire"


@pytest.mark.parametrize(
    "fragment",
    [
        "#lines=many&tab=nowhere&selected=line:%3Cimg%20src=x%3E&statuses=&since=x&x&%E0%A4%A",
        "#tab=timeline&a=%3Cb%3E&b=&step=year&selected=mark:to|9999|1",
        "#tab=calendar&outcome=lost&selected=event:none",
        "#tab=blocs&selected=bloc:99",
        "#tab=blocs&selected=front:1|2",
        "#tab=matrix&towards=nothing&selected=cell:constructor",
        "#tab=list&sort=constructor&selected=constructor:prototype",
        "#selected=__proto__:x&confidence=-4&lines=-1",
        "#selected=score:2023&tab=timeline",
    ],
)
def test_a_broken_address_does_no_harm(seeds: Opened, fragment: str) -> None:
    seeds.go(fragment)
    assert "does not pass the filters" in seeds.evidence()
    assert sum(seeds.page.is_visible(f"#{tab}") for tab in TABS) == 1


def test_the_slider_over_days_filters(seeds: Opened) -> None:
    data = seed_data()
    everything = len(seeds.passed())
    seeds.slide("since-slider", 5)
    first = str(seeds.state()["since"])
    assert seeds.page.input_value("#since") == first
    kept = {
        s["id"]
        for s in actual(data)
        if (s["date"] or data["articles"][s["article"]]["published"] or "") >= first
    }
    assert seeds.passed() == kept
    assert len(kept) < everything
    last = int(seeds.page.evaluate("Number(document.getElementById('until-slider').max)"))
    seeds.slide("until-slider", last - 3)
    until = str(seeds.state()["until"])
    assert until > first
    assert until[-2:] in ("28", "29", "30", "31")
    assert seeds.page.inner_text("#days-shown") == f"{first} to {until}"
    # Beyond the ends of the slider lies all that is earlier or later.
    seeds.slide("since-slider", 0)
    seeds.slide("until-slider", last)
    assert (seeds.state()["since"], seeds.state()["until"]) == ("", "")
    assert len(seeds.passed()) == everything


def test_what_is_asked_for_stands_in_words(seeds: Opened) -> None:
    seeds.go(
        "#actor=China&statuses=actual+called_for&confidence=40&since=2023-01-01&without=accuses"
        "&issues=true"
    )
    relations = len(seed_data()["relations"])
    assert seeds.page.locator("#asked .chip").all_inner_texts() == [
        "actor: China ✕",
        "days: from 2023-01-01 ✕",
        "status: actual, called for ✕",
        "confidence: at least 40% ✕",
        f"relations: {relations - 1} of {relations} ✕",
        "topics counted under their issue ✕",
    ]
    for _ in range(6):
        seeds.page.locator("#asked .chip").first.click()
    assert seeds.fragment() == ""


def test_topic_outlet_and_confidence_filters(seeds: Opened) -> None:
    data = seed_data()
    seeds.fill_in("topic", "ceasefire")
    topics = {
        i
        for i, n in enumerate(data["nodes"])
        if n["kind"] == "topic" and "ceasefire" in f"{n['name']} {n['issue']}".lower()
    }
    expected = {s["id"] for s in actual(data) if {s["subject"], s["object"]} & topics}
    assert seeds.passed() == expected
    assert expected
    seeds.page.click("#reset")
    seeds.slide("confidence", 100)
    certain = {s["id"] for s in actual(data) if s["confidence"] == 1.0}
    assert seeds.passed() == certain


def focused(opened: Opened) -> str:
    """Returns what the element in focus selects, or its id."""
    return str(
        opened.page.evaluate(
            "document.activeElement.dataset.select || document.activeElement.id || ''"
        )
    )


def test_tabs_are_reached_and_left_by_keys(seeds: Opened) -> None:
    seeds.page.focus("#tab-network")
    for tab in (*TABS[1:], TABS[0]):
        seeds.page.keyboard.press("ArrowRight")
        assert seeds.page.is_visible(f"#{tab}")
        assert focused(seeds) == f"tab-{tab}"


@pytest.mark.parametrize("tab", ["matrix", "timeline", "calendar", "list", "blocs"])
def test_from_the_tab_to_the_evidence_by_keys_alone(seeds: Opened, tab: str) -> None:
    seeds.page.focus(f"#tab-{tab}")
    seeds.page.keyboard.press("Enter")
    selector = "td [data-select]" if tab == "matrix" else "[data-select]"
    first = seeds.page.locator(f"#{tab} {selector}").first.get_attribute("data-select")
    for _ in range(120):
        seeds.page.keyboard.press("Tab")
        if focused(seeds) == first:
            break
    assert focused(seeds) == first
    if tab in ("matrix", "timeline"):
        seeds.page.keyboard.press("ArrowRight" if tab == "timeline" else "ArrowDown")
        assert focused(seeds) != first
        first = focused(seeds)
    seeds.page.keyboard.press("Enter")
    assert seeds.state()["selected"] == first
    assert seeds.page.locator("#evidence figure").count() >= 1
    assert "sentence" in seeds.page.inner_text("#told")
    seeds.page.keyboard.press("Escape")
    assert seeds.state()["selected"] == ""


def test_arrow_keys_move_over_the_cells_of_the_matrix(seeds: Opened) -> None:
    seeds.open_tab("matrix")
    place = (
        "[document.activeElement.closest('tr').rowIndex, "
        "document.activeElement.closest('td').cellIndex]"
    )
    seeds.page.locator("#matrix-table td button").first.focus()
    row, column = seeds.page.evaluate(place)
    seeds.page.keyboard.press("ArrowRight")
    assert seeds.page.evaluate(place)[0] == row
    assert seeds.page.evaluate(place)[1] > column
    seeds.page.keyboard.press("ArrowLeft")
    seeds.page.keyboard.press("ArrowDown")
    assert seeds.page.evaluate(place)[0] > row
    assert seeds.page.evaluate(place)[1] == column


def test_keys_move_zoom_and_step_through_the_network(seeds: Opened) -> None:
    seeds.page.focus("#graph")
    before = seeds.page.evaluate("[graphkit.cy.zoom(), graphkit.cy.pan().x]")
    seeds.page.keyboard.press("+")
    seeds.page.keyboard.press("ArrowLeft")
    after = seeds.page.evaluate("[graphkit.cy.zoom(), graphkit.cy.pan().x]")
    assert after[0] > before[0]
    assert after[1] != before[1]
    seen = []
    for _ in range(3):
        seeds.page.keyboard.press("n")
        seen.append(seeds.state()["selected"])
        assert seeds.page.locator("#evidence figure").count() >= 1
    assert len(set(seen)) == 3
    seeds.page.keyboard.press("p")
    assert seeds.state()["selected"] == seen[1]


def test_the_skip_button_leads_to_the_evidence(seeds: Opened) -> None:
    seeds.page.keyboard.press("Tab")
    assert focused(seeds) == "skip"
    seeds.page.keyboard.press("Enter")
    assert focused(seeds) == "evidence"


NAMELESS = """() => [...document.querySelectorAll(
    "button, input, select, a[href], [role=button], [role=application], [role=tabpanel]")]
  .filter(one => one.checkVisibility())
  .filter(one => !(one.getAttribute("aria-label") || one.getAttribute("aria-labelledby")
    || one.innerText?.trim() || one.textContent.trim() || one.labels?.length))
  .map(one => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("tab", TABS)
def test_everything_that_can_be_used_has_a_name(seeds: Opened, tab: str) -> None:
    seeds.open_tab(tab)
    select_something(seeds, tab)
    assert seeds.page.evaluate(NAMELESS) == []
    ids = seeds.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map(v => v / 255)
      .map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    const text = walker.currentNode.data.trim();
    if (!text || !one.checkVisibility()) continue;
    if (one.closest("script, datalist, .hidden, .skip, svg")) continue;
    const grounds = [];
    for (let at = one; at; at = at.parentElement) {
      grounds.unshift(getComputedStyle(at).backgroundColor);
    }
    const ground = over(["#ffffff", ...grounds]);
    const ink = over([`rgb(${ground})`, getComputedStyle(one).color]);
    const [high, low] = [light(ink), light(ground)].sort((a, b) => b - a);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) faint.push(`${text.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return [...new Set(faint)];
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("tab", TABS)
def test_text_stands_out_from_its_ground(seeds: Opened, theme: str, tab: str) -> None:
    """The contrast that WCAG 2.2 asks for (level AA, 1.4.3)."""
    seeds.go(f"#theme={theme}&tab={tab}&actor=China")
    select_something(seeds, tab)
    assert seeds.page.evaluate(CONTRAST) == []


def test_it_opens_in_the_dark_where_the_reader_likes_it(open_page: Open, tmp_path: Path) -> None:
    row = tie(country("USA"), "visits", country("CHN"))
    opened = open_page(page_of(network_of_statements(tmp_path, row)))
    theme = "document.documentElement.dataset.theme"
    assert opened.page.evaluate(theme) == "light"
    opened.page.emulate_media(color_scheme="dark")
    opened.wait_until(f"{theme} === 'dark'")
    opened.page.click("#theme")
    assert opened.page.evaluate(theme) == "light"
    assert opened.fragment() == "#theme=light"


def test_on_paper_it_is_light_and_shows_what_was_asked_for(seeds: Opened) -> None:
    seeds.go("#theme=dark&tab=matrix&actor=China&fold=true")
    seeds.page.locator("#matrix-table td button").first.click()
    seeds.page.evaluate(
        "window.addEventListener('beforeprint', () => {"
        " window.printed = document.documentElement.dataset.theme; })"
    )
    assert seeds.page.pdf(prefer_css_page_size=True).startswith(b"%PDF-")
    # The page's own listener came first.
    assert seeds.page.evaluate("window.printed") == "light"
    assert seeds.page.evaluate("document.documentElement.dataset.theme") == "dark"
    seeds.page.emulate_media(media="print")
    for gone in ("#filters", "nav", "#theme", ".tools"):
        assert not any(part.is_visible() for part in seeds.page.locator(gone).all())
    for there in ("#about", "#shown", "#asked", "#matrix-table table", "#evidence figure"):
        assert seeds.page.locator(there).first.is_visible()
    assert "actor: China" in seeds.page.inner_text("#asked")
    cut = seeds.page.evaluate(
        "[...document.querySelectorAll('.scroll, aside, main')].filter(e => e.checkVisibility()"
        " && e.scrollHeight > e.clientHeight + 2"
        " && getComputedStyle(e).overflowY !== 'visible').length"
    )
    assert cut == 0


@pytest.mark.parametrize("tab", TABS)
def test_it_fits_a_telephone(seeds: Opened, tab: str) -> None:
    seeds.page.set_viewport_size({"width": 390, "height": 800})
    seeds.go(f"#tab={tab}")
    assert seeds.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert seeds.page.locator(f"#{tab}").is_visible()


def test_colours_are_never_alone(open_page: Open, tmp_path: Path) -> None:
    kirby = person("John Kirby", "USA")
    rows = [
        tie(kirby, "supports", topic("talks"), stance=0.8),
        tie(country("CHN"), "opposes", topic("talks"), stance=-0.8, sent=1),
    ]
    opened = open_page(page_of(network_of_statements(tmp_path, *rows)))
    ends = opened.page.evaluate(
        "graphkit.cy.edges().map(e => [e.data('sign'), e.style('target-arrow-shape')])"
    )
    assert sorted(ends) == [[-1, "tee"], [1, "triangle"]]
    opened.open_tab("matrix")
    assert sorted(opened.page.locator("#matrix-table td button").all_inner_texts()) == ["+1", "−1"]
    opened.open_tab("list")
    signs = opened.page.locator("#list-table td:nth-child(4)").all_inner_texts()
    assert sorted(signs) == ["friendly", "hostile"]
