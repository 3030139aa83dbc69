"""An explorer page opened in a browser, and handled as a person would."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.networks import Network
from graphkit.pictures.contents import page_data
from graphkit.pictures.html import draw_html
from graphkit.records import STATUSES
from tests.pictured import seed_network

if TYPE_CHECKING:
    from playwright.sync_api import Page

TABS = ("network", "blocs", "matrix", "timeline", "calendar", "list")


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

    def wait_until(self, expression: str) -> None:
        """Waits until an expression is true; the page's policy stops playwright's own way."""
        for _ in range(200):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(25)
        raise AssertionError(f"never came true: {expression}")

    def counts(self) -> dict[str, int]:
        """Returns how many nodes, lines and statements are drawn in the network."""
        drawn = self.page.evaluate("({...document.getElementById('graph').dataset})")
        elements = self.page.evaluate("[graphkit.cy.nodes().length, graphkit.cy.edges().length]")
        counts = {name: int(drawn[name]) for name in ("nodes", "lines", "statements")}
        assert elements == [counts["nodes"], counts["lines"]]
        return counts

    def passed(self) -> set[str]:
        """Returns the ids of the statements that pass the filters."""
        return set(self.page.evaluate("graphkit.passed().map(s => s.id)"))

    def state(self) -> dict[str, Any]:
        """Returns what the reader asked for."""
        found: dict[str, Any] = self.page.evaluate("({...graphkit.state})")
        return found

    def fragment(self) -> str:
        """Returns what the address says after the file."""
        return str(self.page.evaluate("location.hash"))

    def open_tab(self, name: str) -> None:
        """Opens a view."""
        self.page.click(f"#tab-{name}")
        assert self.page.is_visible(f"#{name}")

    def fill_in(self, field: str, value: str) -> None:
        """Fills in a field of the form as a person would."""
        self.page.fill(f"#{field}", value)
        self.page.press(f"#{field}", "Enter")
        self.page.dispatch_event(f"#{field}", "change")

    def slide(self, field: str, value: int) -> None:
        """Moves a slider, and waits until what it asks for is shown."""
        self.page.evaluate(
            "([id, value]) => { const slider = document.getElementById(id);"
            " slider.value = value; slider.dispatchEvent(new Event('input')); }",
            [field, value],
        )
        self.page.wait_for_selector("html[data-ready]")

    def click_mark(self, selector: str, *, graph: str = "cy", box: str = "graph") -> None:
        """Clicks in the middle of the first node or line of a graph that the selector finds."""
        spot = self.page.evaluate(
            "([wanted, name, box]) => {"
            " const mark = (name === 'cy' ? graphkit.cy : graphkit.blocs()).$(wanted)[0];"
            " const { left, top } = document.getElementById(box).getBoundingClientRect();"
            " const p = mark.isNode() ? mark.renderedPosition() : mark.renderedMidpoint();"
            " return [left + p.x, top + p.y]; }",
            [selector, graph, box],
        )
        self.page.mouse.click(*spot)

    def evidence(self) -> str:
        """Returns the text of the evidence panel."""
        return self.page.inner_text("#evidence")

    def quoted(self) -> set[str]:
        """Returns the ids of the statements that the evidence panel quotes."""
        found = self.page.eval_on_selector_all(
            "#evidence [data-statement]", "marks => marks.map(m => m.dataset.statement)"
        )
        return set(found)


Open = Callable[[bytes], Opened]


@lru_cache(maxsize=1)
def whole_seed_network() -> Network:
    """Returns the network that the seeds' page is drawn from."""
    return seed_network(statuses=STATUSES, denied=True, limit=20_000)


@lru_cache(maxsize=1)
def seed_page() -> bytes:
    """Returns the page that `graphkit export html` makes of the seeds."""
    return page_of(whole_seed_network())


@lru_cache(maxsize=1)
def seed_data() -> dict[str, Any]:
    """Returns what that page holds."""
    return page_data(whole_seed_network())


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
        ends = (s["subject"], s["object"])
        if ends[0] != ends[1]:
            symmetric = data["relations"][s["relation"]]["symmetric"]
            ids = [data["nodes"][end]["id"] for end in ends]
            found.add((*(sorted(ids) if symmetric else ids), symmetric, s["sign"]))
    return found
