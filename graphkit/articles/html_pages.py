"""HTML pages -> articles: the main text, and what the page's metadata tell of it (trafilatura).

Menus, teasers and comments are left out.  The date is that of the page's metadata or markup, never
a guess from the text.
"""

from __future__ import annotations

import re
from typing import Any, Final

from graphkit.articles.decoding import UTF16_MARKS, UnreadableError
from graphkit.articles.outcomes import Reader, ReadOptions
from graphkit.articles.whole_files import Found, foreign, library, read_function

_CHARSET: Final = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
"""The encoding that a page declares, which browsers look for in its first 1,024 bytes."""
DECLARED_WITHIN: Final = 1024
USUAL: Final = "cp1252"
"""What browsers take where a page declares nothing: windows-1252."""

_DATES: Final = {"extensive_search": False, "original_date": True, "max_date": "2999-12-31"}
"""Only what is marked as a date; and the answer may not depend on the day it is asked."""


def parse_page(data: bytes, options: ReadOptions) -> Found:
    """Finds the article of a page.

    Raises:
        UnreadableError: there is no main text, or no trafilatura.
    """
    page, doubt = decode_page(data, encoding=options.encoding)
    return main_text(page, doubts=(doubt,) if doubt else ())


def main_text(page: str, *, doubts: tuple[str, ...] = ()) -> Found:
    """Finds the main text of a page, its title, date, outlet and address.

    Raises:
        UnreadableError: there is none, or no trafilatura.
    """
    trafilatura = library("trafilatura", what="HTML")
    with foreign("HTML", logger="trafilatura"), foreign("HTML", logger="htmldate"):
        found: Any = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=False,
            date_extraction_params=_DATES,
        )
    if found is None or not (found.text or "").strip():
        raise UnreadableError("no text", "HTML without a main text")
    fields = {
        "title": found.title,
        "date": found.date,
        "outlet": found.sitename or found.hostname,
        "url": found.url,
    }
    return Found(text=found.text, fields=fields, doubts=doubts)


def decode_page(data: bytes, *, encoding: str | None = None) -> tuple[str, str | None]:
    """Returns a page as text, and a doubt about its encoding or None.

    UTF-8 if it is, else what the caller names, else what the page declares, else windows-1252.

    Example:
        >>> decode_page(b'<meta charset="iso-8859-2"><p>Wa\\xb3\\xeasa')
        ('<meta charset="iso-8859-2"><p>Wałęsa', None)
    """
    if data.startswith(UTF16_MARKS):
        return data.decode("utf-16", "replace"), None
    try:
        return data.decode("utf-8-sig"), None
    except UnicodeDecodeError:
        pass
    declared = _CHARSET.search(data[:DECLARED_WITHIN])
    named = encoding or (declared[1].decode("ascii") if declared else None)
    doubt = None if named else f"not UTF-8, and no encoding declared: read as {USUAL}"
    try:
        return data.decode(named or USUAL, "replace"), doubt
    except LookupError:
        return data.decode(USUAL, "replace"), f"unknown encoding {named!r}: read as {USUAL}"


HTML_PAGES: Final = Reader(
    name="HTML", suffixes=(".html", ".htm", ".xhtml"), read=read_function(parse_page)
)
