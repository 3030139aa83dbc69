"""What became of announcements: told case by case, and as the question `follow_through` has it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graphkit.analysis.follow_ups import follow_ups
from graphkit.networks import Network, read_network
from graphkit.queries import all_queries, bind, find_query
from graphkit.records import STATUSES, Statement
from graphkit.selections import Filters
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.pictured import seed_network, seed_store_in_memory
from tests.samples import VOCABULARY, article, country, person, place, statement

XI, LI = person("Xi Jinping", "CHN"), person("Li Qiang", "CHN")
MOSCOW, PARIS = place("Moscow", "RUS"), place("Paris", "FRA")
USA, CHINA, RUSSIA = country("USA"), country("CHN"), country("RUS")


def day(text: str) -> dt.date:
    """Returns a day of 2023."""
    return dt.date.fromisoformat(f"2023-{text}")


def network_of(folder: Path, *statements: Statement) -> Network:
    """Returns the network of statements in articles of their own days."""
    articles = {s.doc: article(s.doc, published=s.published) for s in statements}
    with open_store(str(folder / "graph.kgl")) as store:
        load(store, list(articles.values()), statements, vocabulary=VOCABULARY)
        filters = Filters(statuses=STATUSES, denied=True)
        return read_network(store, filters, vocabulary=VOCABULARY)


def told(doc: str, *parts: Any, published: str, **more: Any) -> Statement:
    """A statement of an article of a day of 2023."""
    return statement(doc, *parts, published=day(published), **more)


def planned(*parts: Any, due: str | None = "03-20", **more: Any) -> Statement:
    """An announcement of 10 March."""
    date = day(due) if due else None
    return told("plan", *parts, published="03-10", status="planned", date=date, **more)


LATER: dict[str, tuple[Statement | None, str]] = {
    "reported": (told("b", XI, "visits", MOSCOW, published="03-21"), "done"),
    "weeks late": (told("b", XI, "visits", MOSCOW, published="04-21"), "done"),
    "months late": (told("b", XI, "visits", MOSCOW, published="06-21"), "overdue"),
    "denied": (told("b", XI, "visits", MOSCOW, published="03-19", negated=True), "called off"),
    "before": (told("b", XI, "visits", MOSCOW, published="03-01"), "due"),
    "another man": (told("b", LI, "visits", MOSCOW, published="03-21"), "overdue"),
    "his state": (told("b", CHINA, "visits", MOSCOW, published="03-21"), "done"),
    "another place": (told("b", XI, "visits", PARIS, published="03-21"), "overdue"),
    "another deed": (told("b", XI, "criticizes", RUSSIA, published="03-21"), "overdue"),
    "not yet": (told("b", XI, "criticizes", RUSSIA, published="03-15"), "due"),
}


@pytest.mark.parametrize(("later", "outcome"), LATER.values(), ids=LATER.keys())
def test_what_became_of_a_visit(tmp_path: Path, later: Statement, outcome: str) -> None:
    plan = planned(XI, "visits", MOSCOW)
    found = follow_ups(network_of(tmp_path, plan, later))
    assert found[plan.id].outcome == outcome
    follower = later.id if outcome in ("done", "called off") else None
    assert found[plan.id].statement == follower


def test_a_plan_without_a_day_stays_open(tmp_path: Path) -> None:
    plan = planned(XI, "visits", MOSCOW, due=None)
    assert follow_ups(network_of(tmp_path, plan))[plan.id].outcome == "open"


def test_a_reception_is_a_meeting_from_either_side(tmp_path: Path) -> None:
    plan = planned(USA, "meets", XI)
    later = told("b", CHINA, "hosts", USA, published="03-20")
    assert follow_ups(network_of(tmp_path, plan, later))[plan.id].statement == later.id


def test_what_is_no_deed_or_is_denied_is_no_announcement(tmp_path: Path) -> None:
    criticism = planned(USA, "criticizes", CHINA)
    dropped = planned(USA, "visits", MOSCOW, negated=True, sent=1)
    assert follow_ups(network_of(tmp_path, criticism, dropped)) == {}


@pytest.mark.parametrize("status", ["planned", "possible", "called_for"])
def test_the_question_follow_through_tells_the_same(status: str) -> None:
    network = seed_network(statuses=STATUSES, denied=True)
    found = follow_ups(network)
    ours: Counter[tuple[str, str | None, str]] = Counter()
    for _, _, tie in network.graph.edges(data=True):
        for proof in tie["evidence"]:
            if proof.status == status and proof.statement in found:
                ours[tie["relation"], proof.date, found[proof.statement].outcome] += 1
    question = find_query(all_queries(), "follow_through")
    table = seed_store_in_memory().run(*bind(question, {"status": status}, limit=1_000_000))
    theirs: Counter[tuple[str, str | None, str]] = Counter()
    for row in table.dicts():
        theirs[row["relation"], row["due"], row["outcome"]] += row["announcements"]
    assert ours == theirs
    assert ours
