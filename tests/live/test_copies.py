"""Copies of one article are grouped, on both stores, and count as one source."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from itertools import permutations

import pytest

from graphkit.networks import read_network
from graphkit.queries import all_queries, answer
from graphkit.records import ArticleRecord, Statement
from graphkit.selections import Filters
from graphkit.store import Store
from graphkit.store.inspecting import inspect_store
from graphkit.store.loading import forget, load
from tests.samples import VOCABULARY, article, country, graph_of, person, place, statement
from tests.unit.test_resemblance import ARRIVES, OTHER_REPORT, RETOLD, STORY, TRIMMED

pytestmark = pytest.mark.usefixtures("pairs_are_kept")

XI, MOSCOW = person("Xi Jinping", "CHN"), place("Moscow", "RUS")
DAY = dt.date(2023, 3, 20)
Records = tuple[list[ArticleRecord], list[Statement]]


def told(doc: str, outlet: str | None, text: str, *, days: int = 0) -> Records:
    """An article with that text, which says that Xi visits Moscow, in words of its own."""
    record = article(
        doc, statements=1, outlet=outlet, published=DAY + dt.timedelta(days), text=text
    )
    visit = statement(doc, XI, "visits", MOSCOW, published=record.published)
    return [record], [replace(visit, text=f"{doc}: {visit.text}")]


def reprinted() -> list[Records]:
    """A wire's story, three outlets that carry it, another report by one of them and its own."""
    return [
        told("wire", "Wire", STORY),
        told("morning", "Morning", TRIMMED, days=1),
        told("evening", "Evening", RETOLD, days=1),
        told("evening2", "Evening", STORY, days=2),
        told("other", "Observer", OTHER_REPORT),
        told("brief", "Observer", ARRIVES.format("Monday")),
        told("brief2", "Evening", ARRIVES.format("Tuesday")),
    ]


def put(store: Store, *parts: Records) -> None:
    articles = [record for records, _ in parts for record in records]
    load(store, articles, [s for _, found in parts for s in found], vocabulary=VOCABULARY)


def drop(store: Store, *docs: str) -> None:
    forget(store, docs, vocabulary=VOCABULARY)


def copies(store: Store) -> dict[str, str]:
    rows = store.run("MATCH (a)-[:COPY_OF]->(o) RETURN a.id, o.id ORDER BY a.id").rows
    return {row[0]: row[1] for row in rows}


def tie(store: Store) -> tuple[int, int, int]:
    """Returns how many statements, outlets and independent outlets say that Xi was in Moscow."""
    query = "MATCH (:Person)-[e:VISITS]->(:Place) RETURN e.count, e.outlets, e.independent"
    ((statements, outlets, independent),) = store.run(query).rows
    return statements, outlets, independent


def test_copies_lead_to_the_first_and_count_once(store: Store) -> None:
    put(store, *reprinted())
    assert copies(store) == {"morning": "wire", "evening": "wire", "evening2": "wire"}
    # Wire; Observer, which reports twice; Evening, whose brief is its own
    assert tie(store) == (7, 4, 3)
    status = inspect_store(store)
    assert (status.copies, status.copied, status.unmatched) == (3, 1, 0)


def test_an_edge_tells_how_much_a_copy_resembles(store: Store) -> None:
    put(store, *reprinted())
    rows = store.run("MATCH (a)-[e:COPY_OF]->() RETURN a.id, e.resemblance ORDER BY a.id").rows
    assert dict(rows) == {"evening": 0.7, "evening2": 1.0, "morning": 0.6}


@pytest.mark.parametrize("least", ["1", "4"])
def test_corroboration_counts_independent_outlets(store: Store, least: str) -> None:
    put(store, *reprinted())
    query = all_queries()["corroboration"]
    rows = list(answer(store, query, {"actor": "Xi Jinping", "least": least}).dicts())
    if least == "4":
        assert rows == []
        return
    (row,) = rows
    assert (row["independent"], row["carriers"], row["statements"]) == (3, 4, 7)
    assert (row["outlets"], row["copies"]) == (["Evening", "Observer", "Wire"], ["Morning"])


def test_any_order_and_repetition_of_loads_gives_the_same_graph(store: Store) -> None:
    parts = reprinted()
    put(store, *parts)
    whole = graph_of(store)
    drop(store, *(record.id for records, _ in parts for record in records))
    assert graph_of(store) == set()
    for part in random.Random(3).sample(parts, len(parts)):
        put(store, part)
    put(store, *parts[:3])
    assert graph_of(store) == whole


def windows() -> list[Records]:
    """Three texts of which the middle one resembles both others, which do not."""
    words = [f"word{n}" for n in range(340)]
    return [
        told(f"w{n}", f"Outlet {n}", " ".join(words[first : first + 200]), days=n)
        for n, first in enumerate((0, 70, 140))
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_what_is_linked_by_another_is_one_group_in_any_order(
    embedded_store: Store, order: tuple[int, ...]
) -> None:
    parts = windows()
    for number in order:
        put(embedded_store, parts[number])
    assert copies(embedded_store) == {"w1": "w0", "w2": "w0"}


def test_a_group_parts_when_what_linked_it_is_forgotten(store: Store) -> None:
    parts = windows()
    put(store, parts[0], parts[2])
    apart = graph_of(store)
    assert copies(store) == {}
    assert tie(store) == (2, 2, 2)
    put(store, parts[1])
    assert tie(store) == (3, 3, 1)
    drop(store, "w1")
    assert graph_of(store) == apart


def test_the_next_is_the_original_when_the_original_is_forgotten(store: Store) -> None:
    put(store, *reprinted())
    drop(store, "wire")
    assert copies(store) == {"evening2": "evening", "morning": "evening"}
    assert tie(store) == (6, 3, 2)


def test_what_only_a_copy_says_is_counted_again_when_its_original_is_forgotten(
    store: Store,
) -> None:
    put(store, told("copy", None, STORY))
    alone = graph_of(store)
    put(store, ([article("original", outlet="Wire", text=STORY)], []))
    assert tie(store) == (1, 0, 1)
    drop(store, "original")
    assert tie(store) == (1, 0, 0)
    assert graph_of(store) == alone


def test_an_edited_article_leaves_its_group(store: Store) -> None:
    put(store, *windows())
    put(store, told("w1", "Outlet 1", OTHER_REPORT, days=1))
    assert copies(store) == {}
    assert tie(store) == (3, 3, 3)


def test_a_new_name_of_the_first_outlet_counts_for_the_copies(store: Store) -> None:
    put(store, told("a", "Wire", STORY), told("b", "Morning", STORY, days=1))
    put(store, told("c", "Agency", OTHER_REPORT))
    assert tie(store) == (3, 3, 2)
    put(store, told("a", "Agency", STORY))
    assert tie(store) == (3, 2, 1)


def test_an_article_of_an_unknown_outlet_is_nobodys_original(store: Store) -> None:
    put(store, told("a", None, STORY), told("b", "Morning", STORY, days=1))
    assert copies(store) == {"a": "b"}
    assert tie(store) == (2, 1, 1)


def test_a_load_cut_before_copies_were_grouped_is_completed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, *reprinted())
    whole = graph_of(store)
    drop(store, *(record.id for records, _ in reprinted() for record in records))

    def cut(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("graphkit.store.loading.group_copies", cut)
        with pytest.raises(KeyboardInterrupt):
            put(store, *reprinted())
    put(store, told("wire", "Wire", STORY))
    assert graph_of(store) == whole


def test_articles_of_older_files_are_nobodys_copies(store: Store) -> None:
    (records, found), other = told("a", "Wire", STORY), told("b", "Morning", STORY)
    put(store, ([replace(records[0], minhash=None)], found), other)
    assert copies(store) == {}
    assert inspect_store(store).unmatched == 1
    put(store, (records, found))
    assert copies(store) == {"a": "b"}


def test_thousands_of_the_same_notice_are_one_group(embedded_store: Store) -> None:
    notice = "To read on, please subscribe or log in to the reader account that you have made. " * 5
    records = [article(f"n{n}", outlet="Morning", text=f"{notice} {n}") for n in range(3000)]
    load(embedded_store, records, [], vocabulary=VOCABULARY)
    assert inspect_store(embedded_store).copied == 1
    assert inspect_store(embedded_store).copies == 2999


def test_a_country_that_only_copies_name_is_counted_too(store: Store) -> None:
    parts = [told("a", "Wire", STORY), told("b", "Morning", STORY, days=1)]
    meeting = statement("b", country("CHN"), "meets", country("RUS"), sent=1)
    put(store, *parts, ([], [meeting]))
    rows = store.run("MATCH ()-[e:MEETS]->() RETURN e.outlets, e.independent").rows
    assert rows == ((1, 1),)


def test_questions_and_pictures_count_independent_outlets(store: Store) -> None:
    put(store, *reprinted())
    (row,) = answer(store, all_queries()["visits"], {}).dicts()
    assert (row["statements"], row["outlets"]) == (7, 3)
    (tie,) = read_network(store, Filters(), vocabulary=VOCABULARY).graph.edges(data=True)
    assert tie[2]["outlets"] == 3
