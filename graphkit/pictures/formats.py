"""The export formats by name: what each is for, its file suffixes, its limits, who draws it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import BinaryIO, Final

from graphkit.errors import PictureError
from graphkit.networks import Network
from graphkit.pictures import svg
from graphkit.pictures.brief import LIMIT as BRIEF_LIMIT
from graphkit.pictures.brief import write_brief
from graphkit.pictures.cytoscape import draw_cytoscape
from graphkit.pictures.dot import draw_dot
from graphkit.pictures.events import write_events
from graphkit.pictures.gexf import draw_gexf
from graphkit.pictures.graphml import draw_graphml
from graphkit.pictures.html import LIMIT as HTML_LIMIT
from graphkit.pictures.html import draw_html
from graphkit.pictures.jsonld import write_jsonld
from graphkit.pictures.nodelink import draw_node_link
from graphkit.pictures.statement_tables import check_parquet, write_csv, write_parquet
from graphkit.records import STATUSES
from graphkit.selections import Selection, SourcedStatement

Draw = Callable[[Network, str], bytes]
Write = Callable[[Iterable[SourcedStatement], BinaryIO, Selection, str], int]


@dataclass(frozen=True, kw_only=True)
class Format:
    """An export format.

    `limit` is how many ties or statements it takes unless the user says otherwise, None for all.
    `statuses` and `denied` likewise: a page can hold what its reader may want to see later.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    limit: int | None = None
    statuses: tuple[str, ...] = ("actual",)
    denied: bool = False


@dataclass(frozen=True, kw_only=True)
class GraphFormat(Format):
    """A format of the network that statements make; `draw` returns the whole file."""

    draw: Draw


@dataclass(frozen=True, kw_only=True)
class StatementFormat(Format):
    """A format of the statements themselves, written as they are read.

    `write` returns how many statements it wrote; `check` refuses to begin where something is
    missing that it needs.  Every row says its status and if it is denied, so all are kept.
    """

    write: Write
    check: Callable[[], None] = field(default=lambda: None)
    statuses: tuple[str, ...] = STATUSES
    denied: bool = True


GRAPHS: Final[Mapping[str, GraphFormat]] = {
    form.name: form
    for form in (
        GraphFormat(
            name="html",
            suffixes=(".html", ".htm"),
            draw=lambda network, title: draw_html(network, title=title),
            limit=HTML_LIMIT,
            statuses=STATUSES,
            denied=True,
        ),
        GraphFormat(
            name="svg",
            suffixes=(".svg",),
            draw=lambda network, title: svg.draw_svg(network, title=title),
            limit=svg.LIMIT,
        ),
        GraphFormat(
            name="graphml",
            suffixes=(".graphml",),
            draw=lambda network, _: draw_graphml(network),
        ),
        GraphFormat(
            name="gexf",
            suffixes=(".gexf",),
            draw=lambda network, title: draw_gexf(network, title=title),
        ),
        GraphFormat(
            name="cytoscape",
            suffixes=(".cyjs", ".json"),
            draw=lambda network, title: draw_cytoscape(network, title=title),
        ),
        GraphFormat(
            name="node-link",
            draw=lambda network, title: draw_node_link(network, title=title),
        ),
        GraphFormat(
            name="dot",
            suffixes=(".dot", ".gv"),
            draw=lambda network, title: draw_dot(network, title=title),
        ),
    )
}
"""The formats of networks: nodes, and the ties between them."""

TABLES: Final[Mapping[str, StatementFormat]] = {
    form.name: form
    for form in (
        StatementFormat(
            name="jsonld",
            suffixes=(".jsonld",),
            write=lambda rows, file, selection, _: write_jsonld(rows, file, selection=selection),
        ),
        StatementFormat(
            name="csv", suffixes=(".csv",), write=lambda rows, file, *_: write_csv(rows, file)
        ),
        StatementFormat(
            name="parquet",
            suffixes=(".parquet",),
            write=lambda rows, file, *_: write_parquet(rows, file),
            check=check_parquet,
        ),
        StatementFormat(name="events", write=lambda rows, file, *_: write_events(rows, file)),
        StatementFormat(
            name="brief",
            suffixes=(".md",),
            write=lambda rows, file, selection, title: write_brief(
                rows, file, selection=selection, title=title
            ),
            limit=BRIEF_LIMIT,
        ),
    )
}
"""The formats of statements: one row, node or paragraph for each."""

FORMATS: Final[Mapping[str, GraphFormat | StatementFormat]] = {**GRAPHS, **TABLES}


def format_of(target: str) -> GraphFormat | StatementFormat:
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
    if suffix in (".png", ".pdf"):
        raise PictureError(
            f"no export has the suffix {suffix!r}", where=target, remedy="graphkit draw makes it"
        )
    raise PictureError(
        f"no format has the suffix {suffix!r}" if suffix else "its name does not tell the format",
        where=target,
        remedy=f"name one: {', '.join(FORMATS)}",
    )
