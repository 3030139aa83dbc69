"""Store and questions -> the three files for Neo4j Browser, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphkit.browser.asking import ask_about
from graphkit.browser.favorites import FAVORITES, pack_favorites
from graphkit.browser.guides import GUIDE, write_guide
from graphkit.browser.stories import read_story
from graphkit.browser.styles import STYLE, make_style
from graphkit.ontology import Relation
from graphkit.queries import Query
from graphkit.store import Store


def make_package(
    store: Store,
    queries: Mapping[str, Query],
    *,
    relations: Iterable[Relation],
    url: str,
) -> dict[str, bytes]:
    """Returns the favourites, the style and the guide: the same bytes for the same store.

    Args:
        relations: the vocabulary, for the style.
        url: where the files will be served, without a slash at its end; the guide names it.
    """
    story = read_story(store)
    asked = ask_about(store, queries.values(), story)
    return {
        FAVORITES: pack_favorites(asked),
        STYLE: make_style(relations).encode("utf-8"),
        GUIDE: write_guide(story, asked, url=url).encode("utf-8"),
    }
