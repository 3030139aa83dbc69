"""Made-up news in the mould of real news: a big store to ask the canned questions of.

Few states are in most of the sentences and most people in one or two (Zipf's law), a third of the
statements have a speaker, some are denied, planned or called for, half have a day of their own, and
articles of five outlets are spread over three years.  One person in eight is named by surname only,
which `SAME_AS` joins to the full name.  The more news, the more people and topics (Heaps' law):
people grow with the three-quarter power of the statements, topics nearly with their number.  In 500
articles of real news 250, 1,000 and 4,982 statements name 69, 200 and 692 people and 77, 306 and
1,443 topics; here 5,000 name some 790 and 830.  The same in every run.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from graphkit.ontology import load_ontology
from graphkit.records import ArticleRecord, Mention, Statement
from graphkit.topics import topic_key
from tests.samples import article, person, place, statement
from tests.seed_graph import codes

T = TypeVar("T")

PER_ARTICLE: Final = 6
FIRST_DAY: Final = dt.date(2021, 1, 4)
DAYS: Final = 1100
OUTLETS: Final = tuple(f"Made-up {word}" for word in ("Wire", "Courier", "Times", "Post", "Echo"))
LEADING: Final = ("USA", "RUS", "UKR", "CHN", "ISR", "IRN", "TUR", "FRA", "DEU", "GBR")
STATES: Final = 120
MATTERS: Final = (
    "ceasefire",
    "sanctions",
    "nuclear deal",
    "grain deal",
    "border",
    "tariffs",
    "aid",
)
SHAPES: Final = ("calls for {}", "{} proposal", "{}", "plan for {}", "{} talks")
VERBAL: Final = ("meets", "talks_with", "criticizes", "supports", "opposes", "demands", "visits")
STATUSES: Final = ("planned", "possible", "called_for")


def made_news(count: int) -> tuple[list[ArticleRecord], list[Statement]]:
    """Returns articles and so many statements in them."""
    statements = list(_statements(count))
    docs = {s.doc: s for s in statements}
    articles = [
        article(
            doc,
            statements=PER_ARTICLE,
            outlet=OUTLETS[sum(map(ord, doc)) % len(OUTLETS)],
            published=found.published,
        )
        for doc, found in docs.items()
    ]
    return articles, statements


def _statements(count: int) -> Iterator[Statement]:
    dice = random.Random(2023)
    states, relations = made_states(), tuple(load_ontology().relations)
    people = _people(dice, round(1.2 * count**0.75))
    places = [place(f"City {n}", _uneven(dice, states).country) for n in range(300)]
    for number in range(count):
        doc, sent = divmod(number, PER_ARTICLE)
        published = FIRST_DAY + dt.timedelta(days=doc * 37 % DAYS)
        relation = dice.choice(VERBAL if dice.random() < 0.5 else relations)
        subject = _actor(dice, states, people)
        target = _topic(dice) if dice.random() < 0.3 else _actor(dice, states, people)
        if relation == "visits":
            target = _uneven(dice, places)
        told = statement(
            f"d{doc}",
            subject,
            relation,
            target,
            sent=sent,
            speaker=_uneven(dice, people) if dice.random() < 0.35 else None,
            negated=dice.random() < 0.06,
            status="actual" if dice.random() < 0.75 else dice.choice(STATUSES),
            date=published + dt.timedelta(days=dice.randrange(-40, 40)) if sent % 2 else None,
            published=published,
        )
        yield replace(told, **_coded(told))


def _coded(told: Statement) -> dict[str, Any]:
    kind = told.object.kind
    return codes(told.relation, kind=kind, negated=told.negated, status=told.status)


def made_states() -> list[Mention]:
    """Returns the states, the most named first."""
    actors = load_ontology().actors
    found = {a.country: a for a in actors.values() if a.kind == "country" and a.country}
    order = [*LEADING, *sorted(found.keys() - set(LEADING))][:STATES]
    return [
        Mention(text=a.name, name=a.name, id=a.id, kind="country", country=a.country)
        for a in (found[code] for code in order)
    ]


def _people(dice: random.Random, count: int) -> list[Mention]:
    states = made_states()
    return [
        person(f"Given{n % 700} Family{n}", _uneven(dice, states).country, "envoy")
        for n in range(count)
    ]


def _actor(dice: random.Random, states: Sequence[Mention], people: Sequence[Mention]) -> Mention:
    if dice.random() < 0.6:
        return _uneven(dice, states)
    full = _uneven(dice, people)
    return person(full.name.split()[1], None) if dice.random() < 0.125 else full


def _topic(dice: random.Random) -> Mention:
    name = _uneven(dice, SHAPES).format(_uneven(dice, MATTERS))
    if dice.random() < 0.75:
        name += f" in region {int(dice.paretovariate(0.15)) % 10**7}"
    return Mention(text=name, name=name, id=topic_key(name), kind="topic")


def _uneven(dice: random.Random, among: Sequence[T]) -> T:
    """Returns one of them, the first ones far more often (Zipf's law with exponent one)."""
    return among[int(len(among) ** dice.random()) - 1]
