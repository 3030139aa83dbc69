"""Whatever the records and their order, the same records make the same graph."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from graphkit.store.loading import forget, load
from tests.property.corpora import (
    DOCS,
    Records,
    fresh_store,
    graph_from,
    part_of,
    put,
    records,
    relaxed,
)
from tests.samples import VOCABULARY, graph_of, sample_issue_of


@relaxed
@given(whole=records(), seed=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(whole: Records, seed: random.Random) -> None:
    articles, found = list(whole[0]), list(whole[1])
    seed.shuffle(articles)
    seed.shuffle(found)
    assert graph_from((articles, found)) == graph_from(whole)


@relaxed
@given(whole=records())
def test_loading_twice_equals_loading_once(whole: Records) -> None:
    assert graph_from(whole, whole) == graph_from(whole)


@relaxed
@given(whole=records(), first=st.sets(st.sampled_from(DOCS)))
def test_loading_in_two_parts_equals_loading_at_once(whole: Records, first: set[str]) -> None:
    parts = part_of(whole, first), part_of(whole, set(DOCS) - first)
    assert graph_from(*parts) == graph_from(whole)


@relaxed
@given(former=records(), latter=records())
def test_an_edited_article_replaces_its_former_self(former: Records, latter: Records) -> None:
    edited = {a.id for a in latter[0]} | {s.doc for s in latter[1]}
    kept = part_of(former, set(DOCS) - edited)
    assert graph_from(former, latter) == graph_from(kept, latter)


@relaxed
@given(whole=records(), docs=st.sets(st.sampled_from(DOCS), min_size=1))
def test_forgetting_articles_equals_never_having_loaded_them(
    whole: Records, docs: set[str]
) -> None:
    with fresh_store() as store:
        put(store, *whole)
        forget(store, docs, vocabulary=VOCABULARY, issue_of=sample_issue_of)
        left = graph_of(store)
    assert left == graph_from(part_of(whole, set(DOCS) - docs))


@relaxed
@given(whole=records())
def test_rebuilding_changes_nothing(whole: Records) -> None:
    with fresh_store() as store:
        put(store, *whole)
        graph = graph_of(store)
        load(store, [], [], vocabulary=VOCABULARY, issue_of=sample_issue_of, rebuild=True)
        assert graph_of(store) == graph


@relaxed
@given(whole=records())
def test_ids_in_the_input_do_not_matter(whole: Records) -> None:
    articles, found = whole
    renamed = [replace(s, id=f"{i}") for i, s in enumerate(found)]
    assert graph_from((articles, renamed)) == graph_from(whole)
