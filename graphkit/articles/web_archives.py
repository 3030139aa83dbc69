"""WARC files, as web archives and crawlers write them -> articles, one a captured page (warcio).

What is no page (pictures, styles, feeds, failed requests) is passed over.  The day of the capture
is not taken for the article's.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from graphkit.articles.decoding import LONGEST_INPUT, UnreadableError
from graphkit.articles.html_pages import parse_page
from graphkit.articles.outcomes import Outcome, Reader, ReadOptions, Skip, Source
from graphkit.articles.whole_files import Found, library, outcomes, steps

PAGES: Final = ("text/html", "application/xhtml+xml")


def read_warc(stream: io.BufferedReader, source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Reads each captured page; its address is its id, and its url where the page tells none."""
    number = 0
    try:
        warcio = library("warcio.archiveiterator", what="WARC")
        for address, page in steps(_pages(warcio, stream), what="WARC", logger="warcio"):
            number += 1
            parse = partial(_parse, page, address, options)
            origin = f"{source.name}:{number}"
            yield from outcomes(parse, id=address, origin=origin, options=options)
    except UnreadableError as error:
        where = f"{source.name}:{number + 1}" if number else source.name
        yield Skip(origin=where, id=None, reason=error.reason, cause=error.cause)
        return
    if not number:
        yield Skip(origin=source.name, id=None, reason="a web archive without pages", cause="empty")


def _pages(warcio: Any, stream: io.BufferedReader) -> Iterator[tuple[str, bytes]]:
    """Yields the address and content of each page that a server gave."""
    for record in warcio.ArchiveIterator(stream):
        headers = record.http_headers
        if record.rec_type != "response" or headers is None:
            continue
        kind = (headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
        address = record.rec_headers.get_header("WARC-Target-URI")
        if address and kind in PAGES and headers.get_statuscode() == "200":
            yield address.strip("<>"), record.content_stream().read(LONGEST_INPUT + 1)


def _parse(page: bytes, address: str, options: ReadOptions) -> Found:
    if len(page) > LONGEST_INPUT:
        raise UnreadableError("too long", f"too long: more than {LONGEST_INPUT // 2**20} MiB")
    found = parse_page(page, options)
    url = found.fields.get("url") or address
    return Found(text=found.text, fields={**found.fields, "url": url}, doubts=found.doubts)


WEB_ARCHIVES: Final = Reader(name="WARC", suffixes=(".warc",), read=read_warc)
