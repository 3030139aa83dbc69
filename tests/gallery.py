"""The pictures of docs/gallery.md and docs/explorer.md: run `python -m tests.gallery`.

All are drawn from the seeds.  SVG pictures are what the commands of docs/gallery.md write.
Pictures of the explorer need what the browser tests need, playwright and a Chromium at
GRAPHKIT_CHROMIUM or on the path; `python -m tests.gallery svg` does without.
"""

from __future__ import annotations

import logging
import os
import re
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

from tests.readme_answers import graphkit
from tests.samples import ROOT

log = logging.getLogger(__name__)

FOLDER: Final = ROOT / "docs" / "pictures"
SIZE: Final = {"width": 1280, "height": 800}
PAGES: Final = {
    "network.png": "#selected=node:country:CHN",
    "topic.png": "#topic=ceasefire&fold=true&issues=true&selected=node:issue:ceasefire",
    "blocs.png": "#tab=blocs",
    "matrix.png": "#tab=matrix&fold=true&towards=actors&selected=cell:country:SAU%7CIran",
    "timeline.png": "#tab=timeline&a=Russia&b=Ukraine&since=2022-01-01",
    "calendar.png": "#tab=calendar",
    "dark.png": "#theme=dark&fold=true&selected=line:country:CHN|country:USA|to|-1",
}
GALLERY: Final = ROOT / "docs" / "gallery.md"
COMMAND: Final = re.compile(r"^    graphkit (draw .*-o (\S+\.svg).*)$", re.MULTILINE)


def commands() -> dict[str, list[str]]:
    """Returns the picture's file name -> the arguments of the command that the page shows."""
    text = GALLERY.read_text("utf-8")
    return {name: shlex.split(line) for line, name in COMMAND.findall(text)}


def draw_svgs(folder: Path) -> dict[str, bytes]:
    """Returns what the commands of the page write, run in a folder that holds the graph."""
    drawn = {}
    for name, arguments in commands().items():
        graphkit(folder, *arguments)
        drawn[name] = (folder / name).read_bytes()
    return drawn


def main() -> None:
    """Writes every picture anew, by the commands that a reader would type."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graphkit(folder, "build", str(ROOT / "seeds" / "articles"))
        for file, content in draw_svgs(folder).items():
            (FOLDER / file).write_bytes(content)
            _tell(FOLDER / file)
        if sys.argv[1:] != ["svg"]:
            _shoot(folder / "graph.html")


def _shoot(file: Path) -> None:
    chromium = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        _shoot_pages(page, file)
        browser.close()


def _shoot_pages(page: Page, file: Path) -> None:
    for name, fragment in PAGES.items():
        page.goto("about:blank")
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        page.wait_for_timeout(400)
        _save(page, name)


def _save(page: Page, name: str) -> None:
    path = FOLDER / name
    page.screenshot(path=path)
    _tell(path)


def _tell(path: Path) -> None:
    log.warning("%s: %d kB", path.relative_to(ROOT), path.stat().st_size // 1000)


if __name__ == "__main__":
    main()
