"""graphkit: news articles in, a diplomatic-relations knowledge graph out.

    import graphkit

    articles = graphkit.read_articles("news/")
    with graphkit.open_store("graph.kgl") as store:
        graphkit.load(store, graphkit.extract(articles))
        graphkit.query(store, "allies", actor="China")
        graphkit.draw(store, actors="China").save("china.svg")

The names in `__all__` are the public face; docs/python.md shows each at work.  They are fetched
when first used (PEP 562), so that `import graphkit` costs nothing and a question waits for no
language model.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphkit.errors import GraphkitError as GraphkitError
    from graphkit.library.articles import read_articles as read_articles
    from graphkit.library.asking import query as query
    from graphkit.library.drawing import Picture as Picture
    from graphkit.library.drawing import draw as draw
    from graphkit.library.drawing import to_networkx as to_networkx
    from graphkit.library.extracting import Extraction as Extraction
    from graphkit.library.extracting import extract as extract
    from graphkit.library.loading import load as load
    from graphkit.records import Article as Article
    from graphkit.records import ArticleRecord as ArticleRecord
    from graphkit.records import Mention as Mention
    from graphkit.records import Statement as Statement
    from graphkit.store import Store as Store
    from graphkit.store import Table as Table
    from graphkit.store import open_store as open_store

__version__ = "0.1.0"

__all__ = [
    "Article",
    "ArticleRecord",
    "Extraction",
    "GraphkitError",
    "Mention",
    "Picture",
    "Statement",
    "Store",
    "Table",
    "__version__",
    "draw",
    "extract",
    "load",
    "open_store",
    "query",
    "read_articles",
    "to_networkx",
]

_HOMES = {
    "Article": "graphkit.records",
    "ArticleRecord": "graphkit.records",
    "Extraction": "graphkit.library.extracting",
    "GraphkitError": "graphkit.errors",
    "Mention": "graphkit.records",
    "Picture": "graphkit.library.drawing",
    "Statement": "graphkit.records",
    "Store": "graphkit.store",
    "Table": "graphkit.store",
    "draw": "graphkit.library.drawing",
    "extract": "graphkit.library.extracting",
    "load": "graphkit.library.loading",
    "open_store": "graphkit.store",
    "query": "graphkit.library.asking",
    "read_articles": "graphkit.library.articles",
    "to_networkx": "graphkit.library.drawing",
}
"""Where each name lives."""

# The package `graphkit.extract` and the function share a name.  Importing a package binds its name
# in its parent, once: so it is imported here, where that costs nothing (it is empty), and the name
# given to the function.  `from graphkit.extract.reading import ...` finds the package all the same.
importlib.import_module("graphkit.extract")
globals().pop("extract", None)


if not TYPE_CHECKING:  # a type checker that saw it would take any name for one of ours

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
