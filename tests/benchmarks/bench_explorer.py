"""How fast the explorer page opens and answers, in headless Chromium.

    python -m tests.benchmarks.bench_explorer [STATEMENTS] [--ties 5000] [--rounds 3]

Draws the page of made-up news (20,000 statements by default), with so many ties, and opens it.
Printed are the seconds that drawing takes and the size of the file; then, as the best and the worst
of the rounds, the milliseconds from the call that opens the page until it shows its network, until
each other view shows after a click on its tab, and until a filter and a thousand and five thousand
lines show or are moved; behind it, the longest that the page answered nothing meanwhile (its
longest task).
Limit: the page opens in under 3 s with 5,000 ties.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphkit.networks import Network, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.html import draw_html
from graphkit.records import STATUSES
from graphkit.selections import Filters
from graphkit.store import open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.made_news import made_news
from tests.chromium import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Page

TABS: Final = ("blocs", "matrix", "timeline", "calendar", "list")

_CLICK: Final = "document.getElementById('{}').click()"
_SLIDE: Final = (
    "const slider = document.getElementById('{}'); slider.value = {};"
    " slider.dispatchEvent(new Event('input'))"
)
_MOVE: Final = "graphkit.cy.panBy({ x: 60, y: 0 })"
_TIMED: Final = """async () => {
  const settled = async () => {
    do { await new Promise(done => requestAnimationFrame(() => setTimeout(done))); }
    while (!document.documentElement.dataset.ready);
  };
  const tasks = [0];
  const note = (entries) => tasks.push(...entries.map((entry) => entry.duration));
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ entryTypes: ["longtask"] });
  const from = performance.now();
  @act@;
  await settled(); await settled();
  const spent = performance.now() - from;
  note(observer.takeRecords());
  observer.disconnect();
  return [spent, Math.max(...tasks)];
}"""
_SHOWN: Final = """async () => {
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const spent = performance.now();
  return new Promise(done => new PerformanceObserver((list) =>
    done([spent, Math.max(0, ...list.getEntries().map((entry) => entry.duration))]))
    .observe({ type: "longtask", buffered: true }));
}"""


def made_network(statements: int, ties: int) -> Network:
    """Returns the network of made-up news."""
    with tempfile.TemporaryDirectory() as name, open_store(f"{name}/made.kgl") as store:
        articles, said = made_news(statements)
        load(store, articles, said, vocabulary=load_ontology(), issue_of=issue_of)
        filters = Filters(statuses=STATUSES, denied=True, limit=ties)
        return read_network(store, filters, vocabulary=load_ontology())


def measure(page: Page, file: Path) -> Mapping[str, tuple[float, float]]:
    """Returns the milliseconds of each step of one visit, and those of its longest task."""
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    found = {"open": page.evaluate(_SHOWN)}
    acts = {tab: _CLICK.format(f"tab-{tab}") for tab in TABS}
    acts["network again"] = _CLICK.format("tab-network")
    acts["a filter"] = _SLIDE.format("confidence", 40)
    acts["without it"] = _SLIDE.format("confidence", 0)
    for lines in (1000, 5000):
        acts[f"{lines:,} lines"] = _SLIDE.format("lines", lines)
        acts[f"{lines:,} lines moved"] = _MOVE
    for step, act in acts.items():
        found[step] = page.evaluate(_TIMED.replace("@act@", act))
    return found


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("statements", type=int, nargs="?", default=20_000)
    parser.add_argument("--ties", type=int, default=5000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    network = made_network(given.statements, given.ties)
    held = sum(tie["count"] for _, _, tie in network.graph.edges(data=True))
    begun = time.perf_counter()
    content = draw_html(network, title="Made-up news")
    spent = time.perf_counter() - begun
    print(f"{network.drawn:,} ties, {held:,} statements: drawn in {spent:.1f} s", end="")
    print(f", {len(content) / 1e6:.1f} MB")
    steps: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.html"
        file.write_bytes(content)
        for browser in chromium():
            for _ in range(given.rounds):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                for step, figures in measure(page, file).items():
                    steps[step].append(figures)
                page.close()
    for step, figures_ in steps.items():
        (best, worst), (least, most) = ((min(f), max(f)) for f in zip(*figures_, strict=True))
        print(f"{step}: {best:.0f} to {worst:.0f} ms, longest task {least:.0f} to {most:.0f} ms")


if __name__ == "__main__":
    main()
