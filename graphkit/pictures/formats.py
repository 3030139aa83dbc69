"""The export formats by name: what each is for, its file suffixes, its limits, who draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from graphkit.errors import PictureError
from graphkit.networks import Network
from graphkit.pictures import svg
from graphkit.pictures.cytoscape import draw_cytoscape
from graphkit.pictures.gexf import draw_gexf
from graphkit.pictures.graphml import draw_graphml
from graphkit.pictures.html import LIMIT as HTML_LIMIT
from graphkit.pictures.html import draw_html
from graphkit.records import STATUSES

Draw = Callable[[Network, str], bytes]


@dataclass(frozen=True, kw_only=True)
class Format:
    """An export format.

    `limit` is how many ties it takes unless the user says otherwise, None for all.  `statuses` and
    `denied` likewise: a page can hold what its reader may want to see later.
    """

    name: str
    suffixes: tuple[str, ...]
    draw: Draw
    limit: int | None = None
    statuses: tuple[str, ...] = ("actual",)
    denied: bool = False


FORMATS: Final[Mapping[str, Format]] = {
    form.name: form
    for form in (
        Format(
            name="html",
            suffixes=(".html", ".htm"),
            draw=lambda network, title: draw_html(network, title=title),
            limit=HTML_LIMIT,
            statuses=STATUSES,
            denied=True,
        ),
        Format(
            name="svg",
            suffixes=(".svg",),
            draw=lambda network, title: svg.draw_svg(network, title=title),
            limit=svg.LIMIT,
        ),
        Format(
            name="graphml",
            suffixes=(".graphml",),
            draw=lambda network, _: draw_graphml(network),
        ),
        Format(
            name="gexf",
            suffixes=(".gexf",),
            draw=lambda network, title: draw_gexf(network, title=title),
        ),
        Format(
            name="cytoscape",
            suffixes=(".cyjs", ".json"),
            draw=lambda network, title: draw_cytoscape(network, title=title),
        ),
    )
}


def format_of(target: str) -> Format:
    """Returns the format that a file's suffix names.

    Example:
        >>> format_of("ties.gexf").name
        'gexf'

    Raises:
        PictureError: no format has this suffix.
    """
    suffix = PurePath(target).suffix.lower()
    for form in FORMATS.values():
        if suffix in form.suffixes:
            return form
    raise PictureError(
        f"no format has the suffix {suffix!r}" if suffix else "its name does not tell the format",
        where=target,
        remedy=f"name one: {', '.join(FORMATS)}",
    )
