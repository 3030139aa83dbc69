"""RSS and Atom feeds, saved as files -> articles, one an entry (feedparser).

Feeds often carry a teaser only; what is there is read.  Nothing is fetched.
"""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from functools import partial
from typing import Any, Final

from graphkit.articles.decoding import UnreadableError
from graphkit.articles.fragments import fragment_text
from graphkit.articles.outcomes import Outcome, Reader, ReadOptions, Skip, Source
from graphkit.articles.whole_files import Found, foreign, library, outcomes, whole

_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""A feed needs neither; the entities that they define could grow without bound."""


def read_feed(stream: io.BufferedReader, source: Source, options: ReadOptions) -> Iterator[Outcome]:
    """Reads each entry of a feed; without an id or address it is named by its number."""
    try:
        feed = _parsed(whole(stream))
    except UnreadableError as error:
        yield Skip(origin=source.name, id=None, reason=error.reason, cause=error.cause)
        return
    outlet = feed.feed.get("title")
    for number, entry in enumerate(feed.entries, start=1):
        entry_id = entry.get("id") or entry.get("link") or f"{source.stem}-{number}"
        parse = partial(_guarded, entry, outlet)
        origin = f"{source.name}:{number}"
        yield from outcomes(parse, id=entry_id, origin=origin, options=options)


def _parsed(data: bytes) -> Any:
    """Returns the feed.

    Raises:
        UnreadableError: it is none, or there is no feedparser.
    """
    feedparser = library("feedparser", what="RSS and Atom")
    if _DOCTYPE.search(data):
        raise UnreadableError("malformed", "XML that defines entities: no feed needs that")
    with foreign("a feed", logger="feedparser"):
        # A stream: text or bytes could be taken for an address, and fetched.
        feed = feedparser.parse(io.BytesIO(data))
    if not feed.entries:
        reason = "a feed without entries" if feed.version else "XML that is no RSS or Atom feed"
        raise UnreadableError("empty" if feed.version else "format", reason)
    return feed


def _guarded(entry: Any, outlet: str | None) -> Found:
    with foreign("an entry", logger="feedparser"):
        return _entry(entry, outlet)


def _entry(entry: Any, outlet: str | None) -> Found:
    contents = [part.get("value") or "" for part in entry.get("content", ())]
    body = max([*contents, entry.get("summary") or ""], key=len)
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    title = entry.get("title")
    return Found(
        text=fragment_text(body),
        fields={
            "title": fragment_text(title) if title else None,
            "date": time.strftime("%Y-%m-%d", moment) if moment else None,
            "outlet": (entry.get("source") or {}).get("title") or outlet,
            "url": entry.get("link"),
        },
    )


FEEDS: Final = Reader(name="feed", suffixes=(".rss", ".atom", ".xml"), read=read_feed)
