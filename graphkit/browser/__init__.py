"""What Neo4j Browser is handed: favourites, a style, a guide to the user's own graph.

Formats: Neo4j Browser 5 (favourites are a zip of `.cypher` files, styles GraSS, guides HTML whose
`<slide>` elements are shown one at a time).
"""

from __future__ import annotations

from graphkit.browser.favorites import FAVORITES
from graphkit.browser.guides import GUIDE
from graphkit.browser.packages import make_package
from graphkit.browser.serving import GuideServer
from graphkit.browser.stories import Story, read_story
from graphkit.browser.styles import STYLE

__all__ = [
    "FAVORITES",
    "GUIDE",
    "STYLE",
    "GuideServer",
    "Story",
    "make_package",
    "read_story",
]
