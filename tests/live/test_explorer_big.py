"""The explorer of a big graph: it draws the strongest, says what it left out, and makes the rest
when it is asked for."""

from __future__ import annotations

import pytest

from graphkit.networks import Network, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.contents import LINES, page_data
from graphkit.records import STATUSES
from graphkit.selections import Filters
from graphkit.store import open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.made_news import made_news
from tests.opened import TABS, Open, Opened, page_of

pytestmark = [pytest.mark.live, pytest.mark.timeout(300)]

STATEMENTS = 4_500
SLICE = 750
"""Nodes and lines that `graph.js` adds at once."""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """The network of made-up news: more than a slider may redraw at every step."""
    path = tmp_path_factory.mktemp("made") / "made.kgl"
    with open_store(str(path)) as store:
        articles, statements = made_news(STATEMENTS)
        load(store, articles, statements, vocabulary=load_ontology(), issue_of=issue_of)
        filters = Filters(statuses=STATUSES, denied=True)
        return read_network(store, filters, vocabulary=load_ontology())


@pytest.fixture(scope="module")
def made_page(network: Network) -> bytes:
    """Its page."""
    return page_of(network)


@pytest.fixture
def made(open_page: Open, made_page: bytes) -> Opened:
    """Its page, opened."""
    return open_page(made_page)


def test_it_draws_the_strongest_and_says_what_it_left_out(made: Opened) -> None:
    assert made.counts()["lines"] == LINES
    total = int(made.page.evaluate("graphkit.lines().length"))
    assert total > 2000
    assert f"the {LINES} strongest of {total:,} lines" in made.page.inner_text("#shown")


def test_many_lines_are_drawn_straight_and_without_words(made: Opened) -> None:
    made.slide("lines", 2000)
    assert made.counts()["lines"] == 2000
    drawn = made.page.evaluate(
        "[...new Set(graphkit.cy.edges().map(e => e.style('label') + e.style('curve-style')))]"
    )
    assert drawn == ["straight"]
    made.slide("lines", 30)
    assert made.counts()["lines"] == 30
    assert made.page.evaluate("graphkit.cy.edges()[0].style('label')")


# Draws 2,000 lines, looks at the graph whenever the page has a turn for something else, and clicks
# on another view when so many elements are there.
_WATCHED = """(leave) => new Promise((done) => {
  const seen = [];
  const turns = new MessageChannel();
  turns.port1.onmessage = () => {
    const count = graphkit.cy.elements().length;
    if (count !== seen.at(-1)) seen.push(count);
    if (count === leave) document.getElementById("tab-list").click();
    if (document.documentElement.dataset.ready) done(seen);
    else turns.port2.postMessage(null);
  };
  const slider = document.getElementById("lines");
  slider.value = 2000;
  slider.dispatchEvent(new Event("input"));
  turns.port2.postMessage(null);
})"""


def test_many_lines_are_drawn_slice_by_slice_and_the_page_answers_between(made: Opened) -> None:
    before, *seen = made.page.evaluate(_WATCHED, None)
    counts = made.counts()
    whole = counts["lines"] + counts["nodes"]
    assert counts["lines"] == 2000
    assert seen == [*range(SLICE, whole, SLICE), whole]
    assert before < SLICE


def test_who_leaves_a_drawing_half_way_finds_it_whole_again(made: Opened) -> None:
    *_, some = made.page.evaluate(_WATCHED, 2 * SLICE)
    assert some == 2 * SLICE
    assert made.page.locator("#list-table tbody tr").count() == 100
    assert made.page.evaluate("graphkit.cy.elements().length") == some
    made.open_tab("network")
    made.page.wait_for_selector("html[data-ready]")
    assert made.counts()["lines"] == 2000


@pytest.mark.parametrize("tab", TABS)
def test_every_view_makes_only_what_can_be_seen(made: Opened, tab: str) -> None:
    made.open_tab(tab)
    elements = made.page.evaluate(
        "name => document.getElementById(name).querySelectorAll('*').length", tab
    )
    assert elements < 3000
    if tab == "list":
        assert made.page.locator("#list-table tbody tr").count() == 100
        made.page.click("#list-table .more")
        assert made.page.locator("#list-table tbody tr").count() == 200


def test_a_slider_redraws_once_when_it_rests(made: Opened) -> None:
    before = made.page.evaluate("graphkit.passed().length")
    made.page.evaluate(
        "() => { window.draws = 0; graphkit.cy.on('add', 'node', () => { window.draws += 1; }); }"
    )
    made.page.evaluate(
        "() => { const slider = document.getElementById('lines');"
        " for (let n = 10; n <= 40; n += 1) {"
        "  slider.value = n; slider.dispatchEvent(new Event('input')); } }"
    )
    assert made.page.evaluate("window.draws") == 0
    made.page.wait_for_selector("html[data-ready]")
    assert made.page.evaluate("window.draws") == made.counts()["nodes"]
    assert made.counts()["lines"] == 40
    assert made.page.evaluate("graphkit.passed().length") == before


def test_the_page_holds_all_that_the_network_holds(network: Network) -> None:
    data = page_data(network)
    assert len(data["statements"]) == network.statements
    assert network.left_out == 0
