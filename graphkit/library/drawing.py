"""Store -> networkx graph, and store or graph -> picture."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeAlias, Unpack

import networkx as nx

from graphkit.errors import PictureError
from graphkit.library.narrowing import Narrowing, filters_of
from graphkit.networks import Network, describe, network_of, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures import svg
from graphkit.pictures.files import write_picture
from graphkit.store import Store

TITLE: Final = "Diplomatic ties"

Graph: TypeAlias = "nx.MultiDiGraph[str]"


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A drawing as SVG, the same bytes for the same graph; a notebook shows it.

    `caption` says what it shows and what was left out, in one line.
    """

    svg: bytes = field(repr=False)
    caption: str

    def _repr_svg_(self) -> str:
        """Returns what a notebook shows."""
        return self.svg.decode("utf-8")

    def save(self, path: str | os.PathLike[str], *, force: bool = False) -> Path:
        """Writes the picture to a file `.svg`, whole or not at all; returns where it is.

        Raises:
            PictureError: the file is there and `force` is False, its folder is not, or its suffix
                is another.
        """
        target = Path(path)
        if target.suffix.lower() != ".svg":
            raise PictureError(
                "a picture is SVG", where=str(target), remedy="name a file that ends in .svg"
            )
        if target.is_file() and not force:
            raise PictureError(
                "is there already", where=str(target), remedy="give force=True to replace it"
            )
        write_picture(self.svg, str(target), force=force)
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
        (-1, 0, 1), `confidence`, `outlets` (how many) and `evidence` (newest first).

    Raises:
        PictureError: a filter names something that the store does not hold, or nothing passes.
        StoreError: the store cannot be read.
    """
    network = read_network(store, filters_of(narrowing), vocabulary=load_ontology())
    return network.graph.copy()


def draw(
    source: Store | Graph,
    kind: str = "network",
    *,
    title: str = TITLE,
    **narrowing: Unpack[Narrowing],
) -> Picture:
    """Draws a store, or a graph of `to_networkx`, as `graphkit export svg` does.

    Args:
        source: where the statements are, or the ties themselves, perhaps fewer than they were.
        kind: what is drawn: "network".
        title: the heading.
        narrowing: which statements to take, as in `to_networkx`.  `limit` is 60 unless given: more
            ties do not fit a printed page legibly.  Of a graph only `limit` can be given.

    Raises:
        PictureError: there is no such kind, a filter names something that the store does not
            hold, nothing passes, or the graph is none of `to_networkx`.
        StoreError: the store cannot be read.
    """
    if kind not in KINDS:
        near = difflib.get_close_matches(kind, KINDS, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(sorted(KINDS))}"
        raise PictureError(f"unknown kind of picture {kind!r}", remedy=remedy)
    return KINDS[kind](source, narrowing, title)


def _draw_network(source: Store | Graph, narrowing: Narrowing, title: str) -> Picture:
    network = _network(source, narrowing, limit=svg.LIMIT)
    return Picture(svg=svg.draw_svg(network, title=title), caption=describe(network))


def _network(source: Store | Graph, narrowing: Narrowing, *, limit: int) -> Network:
    filters = filters_of(narrowing, limit=limit)
    if not isinstance(source, nx.Graph):
        return read_network(source, filters, vocabulary=load_ontology())
    if unfit := sorted(set(narrowing) - {"limit"}):
        raise PictureError(
            f"{unfit[0]} is for a store", remedy="give it to to_networkx, which makes the graph"
        )
    return network_of(source, limit=filters.limit)


KINDS: Final[Mapping[str, Callable[[Any, Narrowing, str], Picture]]] = {"network": _draw_network}
"""What can be drawn, by name."""
