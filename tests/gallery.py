"""The pictures of docs/exports.md, drawn from the seeds: run `python -m tests.gallery`.

Needs what the browser tests need: playwright, and a Chromium at GRAPHKIT_CHROMIUM or on the path.
"""

from __future__ import annotations

import logging
import os
import shutil
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
    "matrix.png": "#tab=matrix&fold=true",
    "dark.png": "#theme=dark&fold=true&selected=line:country:CHN|country:USA|to|-1",
}
SVGS: Final[dict[str, tuple[str, ...]]] = {
    "whole.svg.png": (),
    "china.svg.png": ("--actor", "China"),
}


def main() -> None:
    """Writes every picture anew, by the commands that a reader would type."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("GRAPHKIT_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graphkit(folder, "build", str(ROOT / "seeds" / "articles"))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
        _shoot_pages(page, folder / "graph.html")
        _shoot_svgs(page, folder)
        browser.close()


def _shoot_pages(page: Page, file: Path) -> None:
    for name, fragment in PAGES.items():
        page.goto("about:blank")
        page.goto(file.as_uri() + fragment)
        page.wait_for_selector("html[data-ready]")
        page.wait_for_timeout(400)
        _save(page, name)


def _shoot_svgs(page: Page, folder: Path) -> None:
    for name, filters in SVGS.items():
        file = folder / name.removesuffix(".png")
        graphkit(folder, "export", "svg", "-o", str(file), *filters)
        page.goto(file.as_uri())
        box = page.locator("svg").first.bounding_box()
        assert box is not None
        page.set_viewport_size({"width": int(box["width"]), "height": int(box["height"])})
        _save(page, name)


def _save(page: Page, name: str) -> None:
    path = FOLDER / name
    page.screenshot(path=path)
    log.warning("%s: %d kB", path.relative_to(ROOT), path.stat().st_size // 1000)


if __name__ == "__main__":
    main()
