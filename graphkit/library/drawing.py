"""Store -> networkx graph, and store or graph -> picture."""

from __future__ import annotations

import difflib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias, Unpack

import networkx as nx

from graphkit.errors import PictureError
from graphkit.library.narrowing import Narrowing, filters_of, told_filters
from graphkit.networks import TITLE, Network, describe, network_of, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures import svg
from graphkit.pictures.files import write_picture
from graphkit.pictures.plates.frames import Plate
from graphkit.pictures.plates.printing import DPI, form_of, printed
from graphkit.pictures.plates.views import VIEWS, View, Wish
from graphkit.selections import Filters
from graphkit.store import Store

NETWORK: Final = "network"
KINDS: Final = (NETWORK, *VIEWS)
"""What can be drawn."""

Graph: TypeAlias = "nx.MultiDiGraph[str]"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing as SVG, the same bytes for the same graph; a notebook shows it.

    `caption` says what it shows and what was left out, in one line.  `plate` is what PNG and PDF
    are printed from; the network has none.
    """

    svg: bytes = field(repr=False)
    caption: str
    plate: Plate | None = field(default=None, repr=False, compare=False)

    def _repr_svg_(self) -> str:
        """Returns what a notebook shows."""
        return self.svg.decode("utf-8")

    def save(self, path: str | os.PathLike[str], *, force: bool = False, dpi: int = DPI) -> Path:
        """Writes the picture to a file, whole or not at all; returns where it is.

        Args:
            path: ends in .svg, .png or .pdf.
            force: write over a file that is there.
            dpi: dots per inch of a PNG.

        Raises:
            PictureError: the file is there and `force` is False, its folder is not, its suffix is
                another, or what prints PNG and PDF is not installed.
        """
        target = Path(path)
        form = form_of(str(target))
        if target.is_file() and not force:
            raise PictureError(
                "is there already", where=str(target), remedy="give force=True to replace it"
            )
        content = self.svg
        if form != "svg":
            if self.plate is None:
                raise PictureError(
                    "the network is drawn as SVG only", where=str(target), remedy="end it in .svg"
                )
            content = printed(self.plate, form, dpi=dpi)
        write_picture(content, str(target), force=force)
        return target


def to_networkx(store: Store, **narrowing: Unpack[Narrowing]) -> Graph:
    """Gathers the statements of a store into ties, as a networkx graph of the caller's own.

    Args:
        store: where the statements are.
        narrowing: which statements to take: `since`, `until`, `actors`, `partners`, `topics`,
            `relations`, `outlets`, `statuses`, `denied`, `min_confidence`, `statements`, `limit`;
            see `Narrowing`.

    Returns:
        A directed multigraph.  Nodes are entity ids ("country:CHN") with `name`, `kind`,
        `country` and (of topics) `issue`.  Edges run from subject to object, of a symmetric
        relation from the smaller id, one for each relation, status and denial, with `relation`,
        `status`, `negated`, `symmetric`, `count`, `first`, `last`, `score`, `stance`, `sign`
        (-1, 0, 1), `confidence`, `outlets` (how many are independent) and `evidence` (newest
        first).

    Raises:
        PictureError: a filter names something that the store does not hold, or nothing passes.
        StoreError: the store cannot be read.
    """
    network = read_network(store, filters_of(narrowing), vocabulary=load_ontology())
    return network.graph.copy()


def draw(
    source: Store | Graph,
    kind: str = NETWORK,
    *,
    title: str | None = None,
    **narrowing: Unpack[Narrowing],
) -> Picture:
    """Draws the ties of a store, or a picture for print that answers one question.

    Args:
        source: where the statements are, or for a network the graph of `to_networkx`, perhaps
            with fewer ties than it had.
        kind: "network" as `graphkit export svg` draws it; "ego" (of one of `actors`), "matrix",
            "tension" (of `actors` and `partners`), "blocs" or "visits" as `graphkit draw` does.
        title: the heading, instead of its own.
        narrowing: which statements to take, as in `to_networkx`.  `limit` is how much is drawn:
            more than its default does not fit a printed page legibly.  Of a graph only `limit`
            can be given.

    Raises:
        PictureError: there is no such kind, it lacks whom it is about, a filter names something
            that the store does not hold, nothing passes, or the graph is none of `to_networkx`.
        StoreError: the store cannot be read.
    """
    if kind == NETWORK:
        network = _network(source, narrowing)
        drawn = svg.draw_svg(network, title=title or TITLE)
        return Picture(svg=drawn, caption=describe(network))
    if kind not in VIEWS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(KINDS)}"
        raise PictureError(f"unknown kind of picture {kind!r}", remedy=remedy)
    if isinstance(source, nx.Graph):
        raise PictureError(f"{kind} is drawn of a store", remedy="give the store, not its graph")
    return _plate(source, VIEWS[kind], narrowing, title)


def _network(source: Store | Graph, narrowing: Narrowing) -> Network:
    filters = filters_of(narrowing, limit=svg.LIMIT)
    if not isinstance(source, nx.Graph):
        return read_network(source, filters, vocabulary=load_ontology())
    if unfit := sorted(set(narrowing) - {"limit"}):
        raise PictureError(
            f"{unfit[0]} is for a store", remedy="give it to to_networkx, which makes the graph"
        )
    return network_of(source, limit=filters.limit)


def _plate(store: Store, view: View, narrowing: Narrowing, title: str | None) -> Picture:
    filters = filters_of(narrowing, statuses=view.statuses, denied=view.denied)
    _check_about(view, filters)
    wish = Wish(title=title, chosen=told_filters(filters, query=None, settings={}))
    plate = view.draw(store, filters, load_ontology(), wish)
    told = [plate.caption.told, *(f"not drawn: {what}" for what in plate.caption.left_out)]
    return Picture(svg=plate.svg, caption="; ".join(told), plate=plate)


def _check_about(view: View, filters: Filters) -> None:
    faults = {
        "actors": (f"{view.name} needs to know whose it is", "name them in actors"),
        "partners": (f"{view.name} is of a pair", "name the other one in partners"),
        "relations": (f"{view.name} shows the relation {', '.join(view.relations)} only",
                      "leave relations out"),
    }  # fmt: skip
    lack = view.lack(actors=filters.actors, partners=filters.partners, relations=filters.relations)
    if lack is not None:
        fault, remedy = faults[lack]
        raise PictureError(fault, remedy=remedy)
