"""Text -> Markdown that shows it as it stands: hostile text makes no link, tag or heading."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from graphkit.pictures.palette import xml_text

_SIGNS: Final = re.compile(r"[\\|*_`\[\]#~$@]|(?<=www)\.|:(?=//)")
"""What Markdown, or GitHub's with its formulas, mentions and bare links, takes for a sign."""

_REFERENCES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown_text(text: str) -> str:
    r"""Returns text as Markdown for the middle of a line, on one line.

    Example:
        >>> print(markdown_text("<b> *not* [a link](x)"))
        &lt;b&gt; \*not\* \[a link\](x)
    """
    line = " ".join(xml_text(text).split())
    marked = _SIGNS.sub(lambda sign: f"\\{sign[0]}", line)
    return re.sub("[&<>]", lambda sign: _REFERENCES[sign[0]], marked)


def markdown_address(url: str) -> str:
    """Returns an address as it may stand between angle brackets.

    Example:
        >>> markdown_address("https://example.org/a b>")
        'https://example.org/a%20b%3E'
    """
    return quote(url, safe="/:?#[]@!$&'()*+,;=%-._~")
