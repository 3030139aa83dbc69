"""Any sequence of loads, each of some articles, and of articles forgotten, ends in one graph."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.records import ArticleRecord, Statement, article_json, dumps, statement_json
from graphkit.statements import BadLine, read_article_records, read_statements
from graphkit.store import Store, loading
from graphkit.store.loading import forget
from graphkit.store.recalling import recall_articles, recall_statements
from tests.property.corpora import (
    DOCS,
    Records,
    familiar,
    fresh_store,
    graph_from,
    part_of,
    put,
    records,
    relaxed,
)
from tests.samples import VOCABULARY, graph_of, sample_issue_of

SOME = st.sets(st.sampled_from(DOCS), min_size=1)
"""Documents that one load brings, or that are forgotten together."""


def drop(store: Store, docs: set[str]) -> None:
    """Forgets the documents."""
    forget(store, docs, vocabulary=VOCABULARY, issue_of=sample_issue_of)


@relaxed
@given(
    whole=records(),
    parts=st.lists(SOME, max_size=6),
    size=st.integers(1, 6),
    few=st.sampled_from([0, 0.25, 1, 1000]),
    reopened=st.booleans(),
    chance=st.randoms(use_true_random=False),
)
def test_loads_split_repeated_and_interleaved_anyhow_make_one_graph(
    whole: Records,
    parts: list[set[str]],
    size: int,
    few: float,
    reopened: bool,
    chance: random.Random,
) -> None:
    parts = [*parts, set(DOCS) - set().union(*parts)]
    chance.shuffle(parts)
    with fresh_store(few) as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "ROUND", size)
        store.prepare()
        for docs in parts:
            articles, found = part_of(whole, docs)
            put(store, chance.sample(articles, len(articles)), chance.sample(found, len(found)))
            if reopened:
                store.close()
        graph = graph_of(store)
    assert graph == graph_from(whole)


@relaxed
@given(held=records(), more=records(), docs=SOME, size=st.integers(1, 3))
def test_forgetting_what_a_load_brought_gives_the_graph_before_it(
    held: Records, more: Records, docs: set[str], size: int
) -> None:
    with fresh_store() as store, pytest.MonkeyPatch.context() as patch:
        patch.setattr(loading, "FORGOTTEN", size)
        put(store, *part_of(held, set(DOCS) - docs))
        before = graph_of(store)
        put(store, *part_of(more, docs))
        drop(store, docs)
        assert graph_of(store) == before


def played(store: Store, versions: list[tuple[bool, set[str], Records]]) -> Iterator[Records]:
    """Loads or forgets the documents of each version; yields what should be left after each."""
    last: dict[str, Records] = {}
    store.prepare()
    for kept, docs, version in versions:
        part = part_of(version, docs)
        if kept:
            put(store, *part)
            told = {a.id for a in part[0]} | {s.doc for s in part[1]}
            last |= {doc: part_of(version, {doc}) for doc in told}
        else:
            drop(store, docs)
            last = {doc: held for doc, held in last.items() if doc not in docs}
        yield [a for p in last.values() for a in p[0]], [s for p in last.values() for s in p[1]]


@relaxed
@given(versions=st.lists(st.tuples(st.booleans(), SOME, records()), min_size=1, max_size=6))
def test_what_is_loaded_edited_and_forgotten_leaves_the_last_version_of_each(
    versions: list[tuple[bool, set[str], Records]],
) -> None:
    with fresh_store() as store:
        *_, rest = played(store, versions)
        graph = graph_of(store)
    assert graph == graph_from(rest)


@relaxed
@given(
    versions=st.lists(st.tuples(st.booleans(), SOME, records(familiar())), min_size=2, max_size=5)
)
def test_ties_of_a_few_who_are_told_much_of_are_right_after_every_change(
    versions: list[tuple[bool, set[str], Records]],
) -> None:
    with fresh_store() as store:
        for whole in played(store, versions):
            assert graph_of(store) == graph_from(whole)


@relaxed
@given(whole=records())
def test_json_lines_come_back_from_the_store_as_they_went_in(whole: Records) -> None:
    articles, statements = whole[0], list({s.id: s for s in whole[1]}.values())
    with TemporaryDirectory() as folder, fresh_store() as store:
        files = written(Path(folder, "in"), articles, statements)
        put(store, *read(*files))
        back = written(Path(folder, "out"), recall_articles(store), recall_statements(store))
        for went, came in zip(files, back, strict=True):
            assert sorted(went.read_bytes().splitlines()) == sorted(came.read_bytes().splitlines())
        assert graph_from(read(*back)) == graph_of(store)


def written(
    place: Path, articles: Iterable[ArticleRecord], statements: Iterable[Statement]
) -> tuple[Path, Path]:
    """Writes article records and statements as JSON Lines."""
    places = place.with_suffix(".articles.jsonl"), place.with_suffix(".jsonl")
    rows = map(article_json, articles), map(statement_json, statements)
    for file, lines in zip(places, rows, strict=True):
        file.write_text("".join(f"{dumps(line)}\n" for line in lines), encoding="utf-8")
    return places


def read(articles: Path, statements: Path) -> Records:
    """Reads them again; no line may be left out."""
    bad: list[BadLine] = []
    found = (
        list(read_article_records(str(articles), on_bad=bad.append)),
        list(read_statements(str(statements), on_bad=bad.append)),
    )
    assert bad == []
    return found
