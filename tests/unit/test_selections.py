"""Selections: which statements the filters let through, in what order, and what they hold."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import PictureError
from graphkit.records import STATUSES, Statement
from graphkit.selections import (
    Filters,
    describe_selection,
    read_selection,
    select_statements,
    statements_in,
)
from graphkit.store import Edge, Node, Store, Table, open_store
from graphkit.store import Path as GraphPath
from graphkit.store.loading import load
from tests.samples import VOCABULARY, article, country, person, place, statement, summit, topic

ALL = {"statuses": STATUSES, "denied": True}


@pytest.fixture(scope="module")
def summit_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the summit."""
    with open_store(str(tmp_path_factory.mktemp("selections") / "graph.kgl")) as store:
        load(store, *summit(), vocabulary=VOCABULARY)
        yield store


def found(store: Store, **filters: object) -> list[Statement]:
    """Returns the statements that these filters let through."""
    chosen = Filters(**{**ALL, **filters})  # type: ignore[arg-type]
    selection = select_statements(store, chosen).newest(chosen.limit)
    return [row.statement for row in read_selection(store, selection)]


def test_statements_come_back_as_they_were_loaded(summit_store: Store) -> None:
    named = {s.subject.id: s.subject for s in summit()[1]}
    loaded = {s.id: s for s in summit()[1]}
    for back in found(summit_store):
        wanted = loaded[back.id]
        assert dataclasses.replace(back, subject=wanted.subject, object=wanted.object) == wanted
        assert back.subject.text == wanted.subject.text
        assert back.subject.name == named[back.subject.id].name


def test_an_implied_mention_has_no_offsets(summit_store: Store) -> None:
    assert {(s.subject.start, s.subject.end) for s in found(summit_store)} == {(None, None)}


def test_they_come_newest_first_and_the_same_each_time(tmp_path: Path) -> None:
    days = {"a1": "2023-03-20", "a2": None, "a3": "2023-03-22", "a4": "2023-03-20"}
    records = [article(doc) for doc in days]
    usa, france = country("USA"), country("FRA")
    rows = [
        dataclasses.replace(
            statement(doc, usa, "meets", france, sent=sent),
            published=None if day is None else article(doc).published.replace(day=int(day[-2:])),  # type: ignore[union-attr]
        )
        for doc, day in days.items()
        for sent in (1, 0)
    ]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, records, rows, vocabulary=VOCABULARY)
        order = [(s.doc, s.sent) for s in found(store)]
    assert order == [(doc, sent) for doc in ("a3", "a1", "a4", "a2") for sent in (0, 1)]


def test_the_newest_are_kept_and_the_rest_is_told(summit_store: Store) -> None:
    selection = select_statements(summit_store, Filters(**ALL))  # type: ignore[arg-type]
    assert describe_selection(selection) == "7 statements in 2 articles of 2023-03-20"
    cut = selection.newest(2)
    assert cut.ids == selection.ids[:2]
    assert describe_selection(cut) == "2 newest of 7 statements in 2 articles of 2023-03-20"


@pytest.mark.parametrize(
    ("actors", "partners", "pairs"),
    [
        (("China",), ("Russia",), {("Xi", "Moscow"), ("Putin", "Xi"), ("Xi", "Putin")}),
        (("Russia",), ("China",), {("Xi", "Moscow"), ("Putin", "Xi"), ("Xi", "Putin")}),
        (("China",), ("Vladimir Putin",), {("Putin", "Xi"), ("Xi", "Putin")}),
        (("Russia",), ("Moscow",), {("Putin", "Moscow")}),
        (("CHN", "RUS"), ("Xi Jinping",), {("Xi", "Moscow"), ("Putin", "Xi"), ("Xi", "Putin")}),
    ],
)
def test_a_dyad_is_what_stands_between_the_two(
    tmp_path: Path, actors: tuple[str, ...], partners: tuple[str, ...], pairs: set[tuple[str, str]]
) -> None:
    records, rows = summit()
    china, russia = country("CHN"), country("RUS")
    rows = [*rows, statement("a1", china, "supports", topic("peace"), sent=7)]
    rows += [statement("a1", russia, "supports", topic("peace"), sent=8)]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, records, rows, vocabulary=VOCABULARY)
        kept = found(store, actors=actors, partners=partners)
    short = {"Xi Jinping": "Xi", "Vladimir Putin": "Putin"}
    ends = {(short.get(s.subject.name, s.subject.name), s.object.name) for s in kept}
    assert {(a, short.get(b, b)) for a, b in ends} == pairs


def test_an_unknown_partner_is_told(summit_store: Store) -> None:
    with pytest.raises(PictureError, match="no actor 'Chian'"):
        found(summit_store, actors=("Russia",), partners=("Chian",))


def test_an_answer_names_the_statements_it_shows() -> None:
    said = Node(labels=("Statement",), id="s1", properties={})
    other = Node(labels=("Actor", "Country"), id="country:USA", properties={})
    tie = Edge(type="MEETS", start="a", end="b", properties={"statements": ["s2", "s3"]})
    path = GraphPath(
        nodes=(other, Node(labels=("Statement",), id="s4", properties={})), edges=(tie,)
    )
    table = Table(columns=("a", "b", "c"), rows=(("x", said, [path]), (None, 1, other)))
    assert statements_in(table) == {"s1", "s2", "s3", "s4"}


def test_two_names_of_one_actor_are_told(tmp_path: Path) -> None:
    one, two = person("John Okafor", "USA"), person("Okafor", "USA")
    rows = [
        statement("a1", one, "meets", two),
        statement("a1", one, "visits", place("Paris", "FRA"), sent=1),
    ]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a1")], rows, vocabulary=VOCABULARY)
        selection = select_statements(store, Filters())
        told = {r.statement.sent: r.named_twice for r in read_selection(store, selection)}
    assert told == {0: True, 1: False}
