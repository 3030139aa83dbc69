"""Fixtures of the tests that look at explorer pages in a headless Chromium."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.chromium import chromium
from tests.opened import Open, Opened, seed_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, one for the module."""
    yield from chromium()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page; afterwards the page must have kept quiet and asked for nothing but itself."""
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
