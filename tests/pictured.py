"""Networks for the tests of pictures: of a few statements, and of the seeds."""

from __future__ import annotations

import dataclasses
import io
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import networkx as nx

from graphkit.networks import Network, read_network
from graphkit.ontology import load_ontology
from graphkit.pictures.formats import TABLES
from graphkit.pictures.plates.frames import Plate
from graphkit.pictures.plates.views import VIEWS, Wish
from graphkit.records import STATUSES, ArticleRecord, Mention, Statement
from graphkit.selections import (
    Filters,
    Selection,
    SourcedStatement,
    read_selection,
    select_statements,
)
from graphkit.store import Store, open_store
from graphkit.store.loading import load
from tests.samples import VOCABULARY, article, statement
from tests.seed_graph import seed_store


def tie(
    subject: Mention, relation: str, target: Mention, *, stance: float = 0.3, **more: Any
) -> Statement:
    """A statement of article a1 with this stance."""
    return dataclasses.replace(statement("a1", subject, relation, target, **more), stance=stance)


def network_of_statements(
    folder: Path, *statements: Statement, rename: Mapping[str, str] | None = None
) -> Network:
    """Returns the network of these statements, with some nodes called otherwise."""
    with open_store(str(folder / "graph.kgl")) as store:
        load(store, [article("a1")], statements, vocabulary=VOCABULARY)
        filters = Filters(statuses=STATUSES, denied=True)
        network = read_network(store, filters, vocabulary=VOCABULARY)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(network.graph)
    for node, name in (rename or {}).items():
        graph.nodes[node]["name"] = name
    return dataclasses.replace(network, graph=nx.freeze(graph))


@lru_cache(maxsize=1)
def _seeds() -> Store:
    """Returns a store with what the seeds are expected to say, read into memory."""
    with tempfile.TemporaryDirectory() as folder:
        store = seed_store(Path(folder) / "seeds.kgl")
        store.close()
        store.run("MATCH (n) RETURN count(n)")
    return store


@lru_cache(maxsize=16)
def seed_selection(**filters: Any) -> tuple[Selection, tuple[SourcedStatement, ...]]:
    """Returns the selection of what the seeds are expected to say, all of it by default."""
    chosen = Filters(**{"statuses": STATUSES, "denied": True, **filters})
    selection = select_statements(_seeds(), chosen).newest(chosen.limit)
    return selection, tuple(read_selection(_seeds(), selection))


def selection_of(
    folder: Path, *statements: Statement, articles: Sequence[ArticleRecord] = ()
) -> tuple[Selection, tuple[SourcedStatement, ...]]:
    """Returns the selection of these statements, of article a1 unless told otherwise."""
    with open_store(str(folder / "graph.kgl")) as store:
        load(store, articles or [article("a1")], statements, vocabulary=VOCABULARY)
        selection = select_statements(store, Filters(statuses=STATUSES, denied=True))
        return selection, tuple(read_selection(store, selection))


def written(
    name: str, selected: tuple[Selection, tuple[SourcedStatement, ...]], title: str = "Ties"
) -> bytes:
    """Writes selected statements in a format."""
    selection, rows = selected
    file = io.BytesIO()
    TABLES[name].write(rows, file, selection, title)
    return file.getvalue()


@lru_cache(maxsize=16)
def seed_network(**filters: Any) -> Network:
    """Returns the network of what the seeds are expected to say."""
    return read_network(_seeds(), Filters(**filters), vocabulary=VOCABULARY)


def seed_store_in_memory() -> Store:
    """Returns a store with what the seeds are expected to say."""
    return _seeds()


def seed_plate(name: str, **filters: Any) -> Plate:
    """Returns a picture for print of what the seeds are expected to say."""
    return plate_of(_seeds(), name, **filters)


def plate_of(store: Store, name: str, *, wish: Wish | None = None, **filters: Any) -> Plate:
    """Returns a picture for print of a store."""
    view = VIEWS[name]
    usual = {"statuses": view.statuses, "denied": view.denied, "relations": view.relations}
    chosen = Filters(**{**usual, **filters})
    return view.draw(store, chosen, load_ontology(), wish or Wish())
