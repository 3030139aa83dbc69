"""Random articles and statements of a small world, and the graphs that loads of them make.

$GRAPHKIT_PROPERTY_CASES says how many cases each property is tried on.
"""

from __future__ import annotations

import datetime as dt
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from graphkit.records import KINDS, ArticleRecord, Kind, Mention, Statement
from graphkit.store import Store, changes, open_store
from graphkit.store.loading import load
from graphkit.topics import slug
from tests.samples import (
    VOCABULARY,
    article,
    country,
    graph_of,
    person,
    sample_issue_of,
    statement,
    topic,
)

DOCS = ("a", "b", "c", "d")
Records = tuple[list[ArticleRecord], list[Statement]]
relaxed = settings(
    max_examples=int(os.environ.get("GRAPHKIT_PROPERTY_CASES") or 40),
    deadline=None,
    suppress_health_check=[HealthCheck.data_too_large],
)


NAMESAKES: dict[Kind, list[str]] = {
    "person": ["Lin", "al-Lin", "Lin Tao", "Mei Lin", "Mei al-Lin", "Ana Lin", "Mei von Lin"],
    "organization": ["CFP", "Centre for Peace", "Centre for Peas", "Al-Fajr", "Fajr"],
}
"""Names that may stand for one another."""


@st.composite
def namesakes(draw: st.DrawFn, kind: Kind) -> Mention:
    """A mention whose name bears on others, with a state of its own or none."""
    name = draw(st.sampled_from(NAMESAKES[kind]))
    return Mention(
        text=name,
        name=name,
        id=f"{kind}:{slug(name)}",
        kind=kind,
        country=draw(st.sampled_from(["CHN", "USA", None, None])),
    )


@st.composite
def mentions(draw: st.DrawFn) -> Mention:
    """A mention from a small world, named and attributed differently from time to time."""
    kind: Kind = draw(st.sampled_from([*KINDS, "person", "person"]))
    if kind == "topic":
        return topic(draw(st.sampled_from(["ceasefire talks", "grain", "a ceasefire"])))
    if kind in NAMESAKES and draw(st.sampled_from([True, True, False])):
        return draw(namesakes(kind))
    state = draw(st.sampled_from(["CHN", "RUS", "USA"]))
    key = state if kind == "country" else draw(st.sampled_from(["x", "y"]))
    return Mention(
        text=draw(st.sampled_from(["he", "they"])),
        name=draw(st.sampled_from([key, f"{key} II", f"{key} III"])),
        id=f"{kind}:{key}",
        kind=kind,
        country=state if kind == "country" else draw(st.sampled_from([state, "IGO", None])),
        role=draw(st.sampled_from(["envoy", "minister", None])),
        start=draw(st.sampled_from([0, None])),
        end=draw(st.sampled_from([2, None])),
    )


DAYS = st.sampled_from([dt.date(2023, 3, 20), dt.date(2023, 4, 1), dt.date(2026, 1, 2), None])


@st.composite
def familiar(draw: st.DrawFn) -> Mention:
    """A mention of one of a few, of whom much is told; a surname means whoever else is told of."""
    if draw(st.booleans()):
        return country("USA")
    name = draw(st.sampled_from(["Lin", "Mei Lin", "Mei al-Lin", "Ana Lin"]))
    state, role = draw(st.sampled_from(["CHN", None])), draw(st.sampled_from(["envoy", None]))
    return replace(person(name, state, role), id=f"person:{slug(name)}")


@st.composite
def statements(draw: st.DrawFn, named: st.SearchStrategy[Mention] | None = None) -> Statement:
    """A statement of one of the documents; some give an abbreviation beside a full name."""
    named = mentions() if named is None else named
    made = statement(
        draw(st.sampled_from(DOCS)),
        draw(named),
        draw(st.sampled_from(["meets", "talks_with", "visits", "opposes"])),
        draw(named),
        sent=draw(st.integers(0, 2)),
        speaker=draw(st.none() | named),
        negated=draw(st.booleans()),
        status=draw(st.sampled_from(["actual", "actual", "planned"])),
        date=draw(DAYS),
        published=draw(DAYS),
        score=draw(st.sampled_from([0.1, 0.2, -7.3, None])),
    )
    given = draw(st.sampled_from(["", "The Centre for Peace (CFP) of Mei Lin met "]))
    return replace(made, text=given + made.text)


# Each resembles its neighbours; the first and the third are copies by the second alone.
TEXTS = st.sampled_from(
    ["", *(" ".join(f"word{n}" for n in range(first, first + 200)) for first in (0, 70, 140))]
)


@st.composite
def records(draw: st.DrawFn, named: st.SearchStrategy[Mention] | None = None) -> Records:
    """Articles and statements; some statements have no article record, some articles nothing."""
    docs = draw(st.sets(st.sampled_from(DOCS)))
    outlets = st.sampled_from(["North", "South", None])
    return (
        [
            article(doc, outlet=draw(outlets), published=draw(DAYS), text=draw(TEXTS))
            for doc in sorted(docs)
        ],
        draw(st.lists(statements(named), max_size=12)),
    )


@contextmanager
def fresh_store(few: float = 1000) -> Iterator[Store]:
    """Gives an embedded store of its own, in which so many times its statements are few changes.

    By default the first load alone computes all ties of the entities that it names, and every
    later one only those of the pairs that change.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory() as folder,
        open_store(str(Path(folder) / "graph.kgl")) as store,
    ):
        patch.setattr(changes, "FEW", few)
        yield store


def put(store: Store, articles: Sequence[ArticleRecord], found: Sequence[Statement]) -> None:
    """Loads the records by the samples' vocabulary."""
    load(store, articles, found, vocabulary=VOCABULARY, issue_of=sample_issue_of)


def graph_from(*parts: Records) -> set[tuple[Any, ...]]:
    """Returns the graph that these loads make, one after the other."""
    with fresh_store() as store:
        store.prepare()
        for part in parts:
            put(store, *part)
        return graph_of(store)


def part_of(whole: Records, docs: set[str]) -> Records:
    """Returns what the records say of these documents."""
    articles, found = whole
    return [a for a in articles if a.id in docs], [s for s in found if s.doc in docs]
