"""Store -> what states and bodies (parties) say and do to each other, and on which topics.

A person counts for the state that it acts for; organizations count for themselves; groups and
persons without a state are left out.  Only a party's own words and deeds count: what one side (or a
third) says of the other does not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from graphkit.analysis.sides import side_on_topic
from graphkit.networks import NEUTRAL
from graphkit.records import Statement
from graphkit.rows import kind_of, standing
from graphkit.selections import SourcedStatement
from graphkit.store import Store
from graphkit.store.resolving import Links, read_links

_ENTITIES: Final = "MATCH (n:Actor) RETURN n.id AS id, n.name AS name, n.country AS country"
_ISSUES: Final = "MATCH (t:Topic)-[:ABOUT]->(i:Issue) RETURN t.id AS topic, i.id AS issue"
_STATEMENTS: Final = (
    "MATCH (a:Actor)<-[:SUBJECT]-(s:Statement)-[:OBJECT]->(b) "
    "WHERE s.status = 'actual' AND s.confidence >= $confidence "
    "WITH a, s, b, coalesce(s.date, s.published, '') AS day "
    "WHERE day >= $since AND left(day, size($until)) <= $until "
    "MATCH (s)-[:IN]->(d:Article) OPTIONAL MATCH (s)-[:SAID_BY]->(v:Actor) "
    "RETURN s.id AS id, a.id AS subject, s.relation AS relation, b.id AS target, v.id AS speaker, "
    "s.negated AS negated, s.stance AS stance, s.score AS score, day, d.id AS doc, "
    "s.date_precision AS precision "
    "ORDER BY id, speaker"
)


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What one party says or does to another on a day.

    `day` is ISO, the first of its period, or "" where no article tells its month.
    """

    statement: str
    doer: str
    target: str
    stance: float
    score: float | None
    day: str


@dataclass(frozen=True, kw_only=True)
class Side:
    """The side (1 for, -1 against) that a party takes on a topic.

    `topic` is an issue's id, or a topic's and its article's where the topic is about no issue: a
    bare word such as "plan" means something else in the next article.
    """

    party: str
    topic: str
    sign: int


@dataclass(frozen=True, kw_only=True)
class Dealings:
    """All that a store tells of parties: their names, deeds and sides."""

    names: Mapping[str, str]
    deeds: Sequence[Deed]
    sides: Sequence[Side]


def party_of(entity: str, country: str | None) -> str | None:
    """Returns the party that an actor counts for, or None.

    Example:
        >>> party_of("person:xi-jinping", "CHN")
        'country:CHN'
        >>> party_of("organization:hamas", "PSE")
        'organization:hamas'
        >>> party_of("group:crowds", "NER") is None
        True
    """
    party = standing(entity, country)["party"]
    return party if kind_of(party) in ("country", "organization") else None


def read_dealings(
    store: Store, *, since: str = "", until: str = "", min_confidence: float = 0.0
) -> Dealings:
    """Reads the facts of a window of days as deeds between parties and sides on topics."""
    links = read_links(store)
    actors = {row["id"]: row for row in store.run(_ENTITIES).dicts()}
    issues: dict[str, str] = dict(store.run(_ISSUES).rows)
    deeds: list[Deed] = []
    sides: list[Side] = []
    values = {"since": since, "until": until, "confidence": min_confidence}
    for row in store.run(_STATEMENTS, values).dicts():
        doer, speaker = (_party(row[end], actors, links) for end in ("subject", "speaker"))
        if doer is None or (row["speaker"] is not None and speaker != doer):
            continue
        if kind_of(row["target"]) == "topic":
            sides += _sides(row, doer, issues)
        else:
            target = _party(row["target"], actors, links)
            if target is not None and target != doer:
                deeds.append(_deed(row, doer, target))
    named = {end for deed in deeds for end in (deed.doer, deed.target)} | {s.party for s in sides}
    return Dealings(names={i: _name(i, actors) for i in sorted(named)}, deeds=deeds, sides=sides)


def _party(entity: str | None, actors: Mapping[str, Mapping[str, Any]], links: Links) -> str | None:
    if entity is None or entity not in actors:
        return None
    actor = links.actor(entity)
    return party_of(actor, actors[actor]["country"])


def _name(party: str, actors: Mapping[str, Mapping[str, Any]]) -> str:
    return str(actors[party]["name"]) if party in actors else party.partition(":")[2]


def _deed(row: Mapping[str, Any], doer: str, target: str) -> Deed:
    return Deed(
        statement=row["id"],
        doer=doer,
        target=target,
        stance=float(row["stance"] or 0.0),
        score=row["score"],
        day="" if row["precision"] == "year" else row["day"],
    )


def _sides(row: Mapping[str, Any], doer: str, issues: Mapping[str, str]) -> Iterable[Side]:
    if sign := side_on_topic(row["relation"], negated=row["negated"]):
        topic = issues.get(row["target"]) or f"{row['target']} {row['doc']}"
        yield Side(party=doer, topic=topic, sign=sign)


def is_own_word(doer: str | None, speaker: str | None, country: str | None) -> bool:
    """True if the article, or the doer's own side, says what the doer does.

    Args:
        doer: a party.
        speaker: the id of who says it, None for the article.
        country: the speaker's.
    """
    return speaker is None or (doer is not None and party_of(speaker, country) == doer)


def own_words(said: Statement) -> str | None:
    """Returns the party whose own deed or word a statement is, or None: another one says it."""
    doer = party_of(said.subject.id, said.subject.country)
    speaker = said.speaker
    if speaker is not None and not is_own_word(doer, speaker.id, speaker.country):
        return None
    return doer


def deeds_in(rows: Iterable[SourcedStatement]) -> Iterator[Deed]:
    """Yields the deeds between parties that selected statements tell; see `read_dealings`."""
    for row in rows:
        said = row.statement
        doer, target = own_words(said), party_of(said.object.id, said.object.country)
        if doer is None or target is None or target == doer:
            continue
        day = row.day.isoformat() if row.day and said.date_precision != "year" else ""
        yield Deed(
            statement=said.id, doer=doer, target=target, stance=said.stance, score=said.score,
            day=day,
        )  # fmt: skip


def signed_network(deeds: Iterable[Deed]) -> nx.Graph[str]:
    """Returns the signed network: an edge where two parties' stances sum to friend or foe.

    Edges have `sign` (1 or -1), `weight` (the sum of stances, either direction), and how many
    statements are `positive` and `negative`.  Parties between which nothing but neutral words
    passed are no neighbours.
    """
    stances: dict[tuple[str, str], list[float]] = defaultdict(list)
    for deed in deeds:
        one, other = sorted((deed.doer, deed.target))
        stances[one, other].append(deed.stance)
    graph: nx.Graph[str] = nx.Graph()
    for (one, other), values in sorted(stances.items()):
        weight = round(sum(sorted(values)), 6)
        if abs(weight) >= NEUTRAL:
            graph.add_edge(
                one,
                other,
                sign=1 if weight > 0 else -1,
                weight=weight,
                positive=sum(value >= NEUTRAL for value in values),
                negative=sum(value <= -NEUTRAL for value in values),
            )
    return graph
