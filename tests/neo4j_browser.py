"""Drives the real Neo4j Browser in a headless Chromium: connect, type, click, drop, look.

Browser is the web application that a Neo4j server hands out; this knows where its parts are (by
its own test ids), and nothing of graphkit.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

WIDTH: Final = 1440
HEIGHT: Final = 900
"""Pixels of the window."""

PATIENCE: Final = 30_000
"""Milliseconds to wait for what Browser does."""

_RAN: Final = "[data-testid=rerunFrameButton]"
"""What an answer has once it runs no longer."""
_DONE: Final = "[data-testid=frame-loaded-contents], [data-testid=frameStatusbar]"
"""What an answer has once it is there."""

_DROP: Final = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), c => c.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([bytes], name));
  const window = document.querySelector('[data-testid="activeEditor"]');
  for (const kind of ['dragenter', 'dragover', 'drop'])
    window.dispatchEvent(
      new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: carried}));
}"""


class Neo4jBrowser:
    """Neo4j Browser on a page, connected; `said` gathers dialogs and script errors."""

    def __init__(self, page: Page, *, http: str, bolt: str, password: str) -> None:
        self.page = page
        self.said: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("dialog", lambda dialog: self._heard(dialog))
        dbms = quote(bolt.replace("://", "://neo4j@"), safe="")
        page.goto(f"{http}/browser/?dbms={dbms}&db=neo4j")
        page.fill("[data-testid=password]", password)
        page.click("[data-testid=connect]")
        page.wait_for_selector("[data-testid=activeEditor]")
        self.frame().wait_for()

    def _heard(self, dialog: Any) -> None:
        self.said.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def frame(self) -> Locator:
        """The newest answer."""
        return self.page.locator("[data-testid=frame]").first

    def frames(self) -> int:
        """How many answers are on the page."""
        return self.page.locator("[data-testid=frame]").count()

    def run(self, text: str) -> Locator:
        """Types text into the editor, runs it and returns its answer."""
        return self.answer_to(lambda: self.command(text))

    def answer_to(self, act: Any) -> Locator:
        """Does something that runs a query or command, and returns its answer when it is there."""
        self.clear()
        act()
        frame = self.frame()
        frame.wait_for()
        frame.locator(_RAN).wait_for()
        frame.locator(_DONE).first.wait_for()
        return frame

    def clear(self) -> None:
        """Closes every answer."""
        closing = self.page.locator("[data-testid=frame] [title=Close]")
        while closing.count():
            closing.first.click()

    def command(self, text: str) -> None:
        """Runs a command that leaves no answer to wait for."""
        self.page.click("[data-testid=activeEditor] .monaco-editor")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Control+Enter")

    def drop(self, file: Path) -> None:
        """Drops a file on the window, as a person would from a folder."""
        data = base64.b64encode(file.read_bytes()).decode()
        self.page.evaluate(_DROP, [file.name, data])

    def kept(self, what: str, *, holding: str = "") -> Any:
        """Returns what Browser keeps for its visitor (documents, folders, grass), once it is there.

        Args:
            holding: a text that it must hold before it is returned.
        """
        for _ in range(PATIENCE // 100):  # Browser writes with delay
            text = self.page.evaluate(f"localStorage.getItem('neo4j.{what}')")
            if text not in (None, "null") and holding in text:
                break
            self.page.wait_for_timeout(100)
        return json.loads(text or "null")

    def guide(self) -> Locator:
        """Returns the guide in the side bar, once it is there."""
        drawer = self.page.locator("[data-testid=guidesDrawer]")
        drawer.locator(".slide").wait_for()
        return drawer

    def slides(self) -> Iterator[None]:
        """Goes through the guide from the slide that is shown to the last."""
        following = self.page.locator("[data-testid=guideNextSlide]")
        yield
        while following.is_visible() and following.is_enabled():
            before = self.guide().inner_text()
            following.click()
            if self.guide().inner_text() == before:
                return
            yield

    def click(self, question: Locator) -> Locator:
        """Clicks a question's play sign; returns the answer."""
        return self.answer_to(question.locator("i.fa-play-circle-o").click)

    def run_editor(self) -> Locator:
        """Runs what is in the editor."""
        return self.answer_to(self.page.locator("[data-testid=editor-Run]").click)

    def fold_overview(self) -> None:
        """Folds the panel that lies over the drawing; once folded, it stays so."""
        self.page.locator("[title$='the node properties display']").first.wait_for()
        unfolded = self.page.locator("[title='Collapse the node properties display']")
        if unfolded.count():
            unfolded.first.click()
