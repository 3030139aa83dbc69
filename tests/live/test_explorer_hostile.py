"""Nothing of an article runs in the explorer, whatever the view, and the page asks for nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from tests.opened import TABS, Open, Opened, page_of
from tests.pictured import network_of_statements, tie
from tests.samples import country, organization, person, topic

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]

HOSTILE = (
    "<img src=x onerror=alert(1)><script>alert(2)</script></script>"
    "\" onclick='alert(3)' \u202edesrever\u202c \u0645\u0635\u0631 \x00\x1b[31m"
    " \u2028 &lt;b&gt; __proto__ | @data@"
)


@pytest.fixture
def hostile(open_page: Open, tmp_path: Path) -> Opened:
    """A page whose names are markup, scripts and control characters."""
    mallory = person("Mallory", "USA", "<b>role</b>")
    gang = organization("Gang")
    day = dt.date(2023, 3, 25)
    rows = [
        tie(mallory, "visits", country("CHN"), speaker=mallory, status="planned", date=day),
        tie(mallory, "opposes", topic("talks"), speaker=mallory, stance=-0.5),
        tie(country("USA"), "supports", gang, sent=1, stance=0.8),
        tie(gang, "criticizes", mallory, sent=2, stance=-0.1),
    ]
    rename = {mallory.id: HOSTILE, "topic:talks": "<svg onload=alert(4)>", gang.id: HOSTILE + "2"}
    return open_page(page_of(network_of_statements(tmp_path, *rows, rename=rename)))


def nothing_was_made(opened: Opened) -> None:
    """The page holds no element but its own."""
    for made in ("img", "svg[onload]", "[onclick]", "[onerror]", "b", "iframe", "object", "base"):
        assert opened.page.locator(f"body {made}").count() == 0
    assert opened.page.locator("script").count() == 3


def test_hostile_names_are_text_in_the_evidence(hostile: Opened) -> None:
    hostile.page.evaluate("graphkit.select('node:person:mallory')")
    shown = hostile.evidence()
    assert "<img src=x onerror=alert(1)><script>alert(2)</script>" in shown
    assert "<b>role</b>" in shown or "&lt;b&gt;" in shown
    assert "\u202e" not in shown
    nothing_was_made(hostile)


@pytest.mark.parametrize("tab", TABS)
def test_hostile_names_are_text_in_every_view(hostile: Opened, tab: str) -> None:
    name = json.dumps("<img src=x onerror=alert(1)>")
    hostile.page.evaluate(
        "name => { location.hash = new URLSearchParams({ tab: name[0], a: name[1],"
        " b: 'China', statuses: 'actual planned', actor: name[2] }); }",
        [tab, HOSTILE.replace("\x00", "\ufffd"), "<img"],
    )
    hostile.wait_until(f"graphkit.state.tab === '{tab}'")
    assert "<img" in hostile.page.inner_text("#asked")
    marks = hostile.page.locator(f"#{tab} [data-select]")
    for mark in marks.all()[:6]:
        mark.dispatch_event("click")
        assert "does not pass" not in hostile.evidence()
    if tab not in ("network", "timeline"):
        assert json.loads(name) in hostile.page.inner_text(f"#{tab}")
    nothing_was_made(hostile)
    hostile.page.wait_for_timeout(50)


def test_the_policy_stops_scripts_that_were_added(seeds: Opened) -> None:
    seeds.page.evaluate(
        "(() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); })()"
    )
    assert seeds.page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in said for said in seeds.said)
    seeds.said.clear()


def test_the_policy_stops_requests(seeds: Opened) -> None:
    failed = seeds.page.evaluate(
        "fetch('https://example.org/').then(() => 'asked', () => 'refused')"
    )
    assert failed == "refused"
    assert any("Content Security Policy" in said for said in seeds.said)
    seeds.said.clear()
    seeds.asked.clear()  # the browser tells of what it refused


def test_only_web_addresses_are_links(hostile: Opened) -> None:
    hostile.page.evaluate("graphkit.select('node:country:USA')")
    links = hostile.page.locator("a[href]")
    assert links.count() > 0
    for link in links.all():
        assert str(link.get_attribute("href")).startswith("https://")
        assert link.get_attribute("rel") == "noopener noreferrer"
