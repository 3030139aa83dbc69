"""A headless Chromium for the tests that look at pages: an installed one, driven by playwright.

It is the one at GRAPHKIT_CHROMIUM, or the one on the path.  Without it such tests skip, or fail
where live tests are required.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tests.conftest import skip_live

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Containers have no user namespaces for the browser's own sandbox; it opens our pages only.
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def chromium() -> Iterator[Browser]:
    """Yields the browser, and closes it."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        skip_live("playwright is not installed: pip install playwright")
    named = os.environ.get("GRAPHKIT_CHROMIUM")
    found = named or next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        skip_live("no Chromium on the path: install Debian's chromium, or set GRAPHKIT_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        browser.close()
