"""A headless Chromium for the tests that look at pages: an installed one, driven by playwright.

It is the one at GRAPHKIT_CHROMIUM, or the one on the path.  Without it such tests skip, or fail
where live tests are required, and a command that takes pictures says what is missing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Final

from tests.conftest import skip_live

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Containers have no user namespaces for the browser's own sandbox; it opens our pages only.
FLAGS: Final = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


class ChromiumError(Exception):
    """Chromium cannot be had here; the message says why."""


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Opens the browser, and closes it.

    Raises:
        ChromiumError: playwright or Chromium is missing.
    """
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise ChromiumError("playwright is not installed: pip install playwright") from error
    named = os.environ.get("GRAPHKIT_CHROMIUM")
    found = named or next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None:
        raise ChromiumError(
            "no Chromium on the path: install Debian's chromium, or set GRAPHKIT_CHROMIUM"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def chromium() -> Iterator[Browser]:
    """Yields the browser to a fixture, and closes it; skips without one."""
    with ExitStack() as stack:
        try:
            browser = stack.enter_context(open_chromium())
        except ChromiumError as error:
            skip_live(str(error))
        yield browser
