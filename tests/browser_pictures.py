"""The pictures of Neo4j Browser in the docs: `python -m tests.browser_pictures [NAME...]`.

Takes them in the real Browser, over the seeds' expected statements: a server from Maven jars, a
headless Chromium, graphkit's style, guide and favourites.  All of them, or those named, such as
`browser-actor`.  A picture of an error, of nothing or of too many bytes is not kept.
"""

from __future__ import annotations

import logging
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphkit.browser import FAVORITES
from graphkit.browser.favorites import AS_TABLE, favorite
from tests.browser_desk import QUERIES, package_of, seeded_server, served, visitor
from tests.chromium import ChromiumError, open_chromium
from tests.neo4j_browser import WIDTH, Neo4jBrowser
from tests.neo4j_server import ServerError, free_port
from tests.query_docs import DRAWN, Drawn
from tests.samples import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

    from tests.neo4j_server import Server

log = logging.getLogger(__name__)

FOLDER: Final = ROOT / "docs" / "pictures"
MOST_BYTES: Final = 256 * 1024
"""Bytes of the largest picture that the docs take."""
REST: Final = 6000
"""Milliseconds until a drawing has come to rest."""
WINDOW: Final = {"x": 0, "y": 0, "width": WIDTH, "height": 640}
"""The part of the window that shows sidebar, editor and answer."""
ALONE: Final = {"width": 1000, "height": 760}
"""The window in which a question is drawn alone, as wide as a page of the docs."""
SHARPER: Final = 1.25
"""Dots for each pixel of it: small names are read at a closer look."""


class PictureError(Exception):
    """A picture is not fit for the docs; the message says why."""


Taking = Callable[[Neo4jBrowser, Mapping[str, bytes]], bytes]
"""Brings Browser to what the picture shows, given the package's files; returns the picture."""


def take_guide(desk: Neo4jBrowser, _: Mapping[str, bytes]) -> bytes:
    """The guide's first page beside the strongest ties, which it draws."""
    return _window(desk, desk.click(desk.guide().locator("pre.runnable")))


def take_slide(desk: Neo4jBrowser, _: Mapping[str, bytes], *, heading: str, question: str) -> bytes:
    """A page of the guide beside the first of its questions that holds a text."""
    guide = desk.guide()
    for _slide in desk.slides():
        if guide.locator("h3").inner_text() == heading:
            asked = guide.locator("[data-populate]", has_text=question).first
            return _window(desk, desk.click(asked))
    raise PictureError(f"the guide has no page {heading!r}")


def take_table(desk: Neo4jBrowser, files: Mapping[str, bytes]) -> bytes:
    """The favourites beside the agenda as a table."""
    return _favourite(desk, files, "agenda", f"{QUERIES['agenda'].title}, {AS_TABLE}")


def take_favourites(desk: Neo4jBrowser, files: Mapping[str, bytes]) -> bytes:
    """The favourites beside one of them drawn."""
    return _favourite(desk, files, "stance", QUERIES["stance"].title)


def take_question(desk: Neo4jBrowser, _: Mapping[str, bytes], *, drawn: Drawn) -> bytes:
    """The answer to a question with its own defaults, alone."""
    desk.page.click("[data-testid=navigationGuides]")
    text = favorite(QUERIES[drawn.query], {}, rows=drawn.rows)
    answer = desk.run(text)
    desk.fold_overview()
    desk.page.set_viewport_size(ALONE)  # type: ignore[arg-type]
    answer.locator("[title=Fullscreen]").click()
    _rest(desk, answer)
    return answer.screenshot()


PICTURES: Final[Mapping[str, Taking]] = {
    "browser-guide": take_guide,
    "browser-actor": partial(take_slide, heading="Who it is about", question="China"),
    "browser-topic": partial(
        take_slide, heading="What they take sides on", question="arms supplies"
    ),
    "browser-table": take_table,
    "browser-favourites": take_favourites,
    **{drawn.picture: partial(take_question, drawn=drawn) for drawn in DRAWN},
}


def _favourite(desk: Neo4jBrowser, files: Mapping[str, bytes], query: str, title: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / FAVORITES
        file.write_bytes(files[FAVORITES])
        desk.drop(file)
        desk.kept("documents", holding=title)
    desk.page.click("[data-testid=navigationFavorites]")
    desk.page.get_by_text(QUERIES[query].category, exact=True).click()
    named = desk.page.get_by_text(title, exact=True)
    named.hover()
    named.click()
    return _window(desk, desk.run_editor())


def _window(desk: Neo4jBrowser, answer: Locator) -> bytes:
    _rest(desk, answer)
    return desk.page.screenshot(clip=WINDOW)  # type: ignore[arg-type]


def _rest(desk: Neo4jBrowser, answer: Locator) -> None:
    """Waits until the drawing rests, and fits it in; refuses an answer that shows nothing."""
    table = answer.locator("table")
    fit = answer.locator("[aria-label=zoom-to-fit]")
    if fit.count():
        desk.fold_overview()
        desk.page.wait_for_timeout(REST / 2)
        fit.click()
        desk.page.mouse.move(0, 0)
    desk.page.wait_for_timeout(REST / 2)
    text = answer.inner_text()
    drawn = answer.locator("svg g.node").count()
    if "Neo.ClientError" in text or not (drawn > 1 or table.locator("tr").count() > 1):
        raise PictureError(f"no answer to look at: {text[:300]}")


def take(name: str, files: Mapping[str, bytes], *, browser: Browser, server: Server) -> bytes:
    """Returns a picture, taken as a new visitor.

    Raises:
        PictureError: it would be of an error, of nothing or of too many bytes.
    """
    scale = SHARPER if name.startswith("query-") else 1
    with visitor(browser, server, scale=scale) as desk:
        picture = PICTURES[name](desk, files)
        if desk.said:
            raise PictureError(f"Browser said {desk.said}")
    if len(picture) > MOST_BYTES:
        raise PictureError(f"{len(picture)} bytes, more than {MOST_BYTES}: draw fewer rows")
    return picture


def take_all(names: Sequence[str]) -> list[str]:
    """Takes pictures and writes those that are fit; returns what failed, and why.

    Raises:
        ServerError: the server cannot be had here.
        ChromiumError: neither can the browser.
    """
    failed = []
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as home,
        open_chromium() as browser,
        seeded_server(Path(home), port=port) as server,
    ):
        files = package_of(server, port=port)
        with served(files, port=port):
            for name in names:
                try:
                    picture = take(name, files, browser=browser, server=server)
                except PictureError as error:
                    failed.append(f"{name}: {error}")
                    continue
                (FOLDER / f"{name}.png").write_bytes(picture)
                log.warning("%s.png: %d kB", name, len(picture) // 1000)
    return failed


def main(names: Sequence[str]) -> None:
    """Takes the pictures named, or all."""
    unknown = sorted(set(names) - set(PICTURES))
    if unknown:
        sys.exit(f"no such picture: {', '.join(unknown)} (there are: {', '.join(PICTURES)})")
    try:
        failed = take_all(names or list(PICTURES))
    except (ChromiumError, ServerError) as error:
        sys.exit(str(error))
    if failed:
        sys.exit("\n".join(failed))


if __name__ == "__main__":
    main(sys.argv[1:])
