"""How fast the explorer page opens and answers, in headless Chromium.

    python -m tests.benchmarks.bench_explorer [STATEMENTS] [--ties 5000] [--rounds 3]

Draws the page of made-up news (20,000 statements by default), with so many ties, and opens it.
Printed are the seconds that drawing takes and the size of the file; then, as the best and the worst
of the rounds, the milliseconds from the call that opens the page until it shows its network, until
each other view shows after a click on its tab, and until a filter and a thousand and five thousand
lines show.  Limit: the page opens in under 3 s with 5,000 ties.
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

_TIMED: Final = """async (act) => {
  const settled = async () => {
    do { await new Promise(done => requestAnimationFrame(() => setTimeout(done))); }
    while (!document.documentElement.dataset.ready);
  };
  const from = performance.now();
  const [id, value] = act;
  const one = document.getElementById(id);
  if (value === null) one.click();
  else { one.value = value; one.dispatchEvent(new Event("input")); }
  await settled(); await settled();
  return performance.now() - from;
}"""
_SHOWN: Final = """async () => {
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return performance.now();
}"""


def made_network(statements: int, ties: int) -> Network:
    """Returns the network of made-up news."""
    with tempfile.TemporaryDirectory() as name, open_store(f"{name}/made.kgl") as store:
        articles, said = made_news(statements)
        load(store, articles, said, vocabulary=load_ontology(), issue_of=issue_of)
        filters = Filters(statuses=STATUSES, denied=True, limit=ties)
        return read_network(store, filters, vocabulary=load_ontology())


def measure(page: Page, file: Path) -> Mapping[str, float]:
    """Returns the milliseconds of each step of one visit."""
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready]")
    found = {"open": page.evaluate(_SHOWN)}
    for tab in TABS:
        found[tab] = page.evaluate(_TIMED, [f"tab-{tab}", None])
    found["network again"] = page.evaluate(_TIMED, ["tab-network", None])
    found["a filter"] = page.evaluate(_TIMED, ["confidence", 40])
    page.evaluate(_TIMED, ["confidence", 0])
    for lines in (1000, 5000):
        found[f"{lines:,} lines"] = page.evaluate(_TIMED, ["lines", lines])
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
    steps: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.html"
        file.write_bytes(content)
        for browser in chromium():
            for _ in range(given.rounds):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                for step, milliseconds in measure(page, file).items():
                    steps[step].append(milliseconds)
                page.close()
    for step, all_ in steps.items():
        print(f"{step}: {min(all_):.0f} to {max(all_):.0f} ms")


if __name__ == "__main__":
    main()
