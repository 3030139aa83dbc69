"""HTML that is all article (an entry of a feed, the body of a mail) -> its text.

Unlike a page it has no menus to leave out: every word stays, a line for each block.
"""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol",
    "p", "pre", "section", "table", "td", "th", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a line."""
UNREAD: Final = frozenset({"head", "noscript", "script", "style", "template", "title"})
"""Elements whose content is no text."""


def fragment_text(markup: str) -> str:
    """Returns the text of a piece of HTML; text without a tag comes back as it is, but for blanks.

    Example:
        >>> fragment_text("<p>Xi met <b>Putin</b>.</p><script>x()</script><p>They   left.")
        'Xi met Putin.\\nThey left.'
    """
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread: str | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in UNREAD and self._unread is None:
            self._unread = tag
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._unread:
            self._unread = None
        elif tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if self._unread is None:
            # Line breaks within a block are blanks, as in a browser.
            self.parts.append(data.replace("\n", " ").replace("\r", " "))
