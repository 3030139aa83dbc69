"""The analysis of a store: written beside what was loaded, dropped as a whole, told when outdated.

    (:Analysis {id, fingerprint, computed, ...figures})
    (Actor)-[:SIGNED {sign, weight, positive, negative, frustrated}]->(Actor)   smaller id first
    (Actor)-[:MEMBER_OF {strength}]->(:Bloc {id, number, name, size})
    (:Alert {id, name, month, score, baseline, deviation, history, statements})-[:BETWEEN]->(Actor)
    (:Actor {alignment})

Like the derived edges it follows from the statements and can be dropped and computed again at any
time; unlike them no load touches it.  The record therefore keeps a fingerprint of what it was
computed from: the loaded articles, and which names are one actor.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.store.contract import Step, Store
from graphkit.store.meta import read_meta
from graphkit.store.resolving import read_links
from graphkit.store.writing import batches

ANALYSIS_ID: Final = "analysis"
LABELS: Final = ("Analysis", "Bloc", "Alert")
"""Labels of the nodes that an analysis adds."""
TYPES: Final = ("SIGNED", "MEMBER_OF", "BETWEEN")
"""Types of the relationships that it adds."""
POSITION: Final = "alignment"
"""The property that it adds to actors."""

_ARTICLES: Final = "MATCH (a:Article) RETURN a.id AS id, a.digest AS digest"
_READ: Final = "MATCH (n:Analysis) RETURN n"
_DROPS: Final = (
    "UNWIND $rows AS r MATCH (:Actor)-[e:SIGNED]->(:Actor) DELETE e",
    *(f"UNWIND $rows AS r MATCH (n:{label}) DETACH DELETE n" for label in LABELS),
    f"UNWIND $rows AS r MATCH (n:Actor) WHERE n.{POSITION} IS NOT NULL SET n.{POSITION} = null",
)
_RECORD: Final = "UNWIND $rows AS r CREATE (n:Analysis) SET n = r"
_TIE: Final = (
    "UNWIND $rows AS r MATCH (a:Actor {id: r.one}) MATCH (b:Actor {id: r.other}) "
    "CREATE (a)-[e:SIGNED]->(b) SET e = r.p"
)
_BLOC: Final = "UNWIND $rows AS r CREATE (n:Bloc) SET n = r"
_MEMBER: Final = (
    "UNWIND $rows AS r MATCH (a:Actor {id: r.party}) MATCH (b:Bloc {id: r.bloc}) "
    "CREATE (a)-[e:MEMBER_OF]->(b) SET e.strength = r.strength"
)
_ALERT: Final = "UNWIND $rows AS r CREATE (n:Alert) SET n = r"
_BETWEEN: Final = (
    "UNWIND $rows AS r MATCH (n:Alert {id: r.alert}) MATCH (a:Actor {id: r.party}) "
    "CREATE (n)-[:BETWEEN]->(a)"
)
_POSITION: Final = f"UNWIND $rows AS r MATCH (a:Actor {{id: r.party}}) SET a.{POSITION} = r.value"

Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Bloc:
    """A bloc: its number (1 is the largest), name, and members with their strength in it."""

    number: int
    name: str
    members: Sequence[tuple[str, float]]

    @property
    def id(self) -> str:
        """Its key ("bloc:1")."""
        return f"bloc:{self.number}"


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """What an analysis found, as it is written.

    `figures` are the record's own properties; `ties` has `one` and `other` (ids, the smaller
    first) beside the properties of SIGNED, `alerts` has `pair` beside those of Alert.
    """

    figures: Row
    ties: Sequence[Row]
    blocs: Sequence[Bloc]
    positions: Mapping[str, float]
    alerts: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class AnalysisState:
    """The record of the analysis that a store holds, and whether the store has changed since."""

    figures: Row
    outdated: bool

    @property
    def computed(self) -> str:
        """When it was computed (UTC)."""
        return str(self.figures["computed"])

    def as_json(self) -> dict[str, Any]:
        """Returns the state as a JSON object."""
        return {**self.figures, "outdated": self.outdated}


def fingerprint(store: Store) -> str:
    """Returns what tells two states of the loaded statements apart."""
    meta = read_meta(store.run)
    links = read_links(store)
    digest = hashlib.sha256(repr(meta and (meta.loaded, meta.pending)).encode())
    for row in sorted(store.run(_ARTICLES).rows, key=repr):
        digest.update(repr(row).encode())
    for pair in sorted(links.actors.items()):
        digest.update(repr(pair).encode())
    return digest.hexdigest()[:32]


def read_analysis(store: Store) -> AnalysisState | None:
    """Returns the state of the store's analysis, or None where it holds none."""
    for (node,) in store.run(_READ).rows:
        figures = dict(node.properties)
        return AnalysisState(figures=figures, outdated=figures["fingerprint"] != fingerprint(store))
    return None


def write_analysis(store: Store, analysis: Analysis, *, computed: str) -> None:
    """Writes an analysis in place of any former one, all or nothing where the store can."""
    record = {
        "id": ANALYSIS_ID,
        "fingerprint": fingerprint(store),
        "computed": computed,
        **analysis.figures,
    }
    store.execute([*_drop_steps(), *_write_steps(analysis), Step(cypher=_RECORD, rows=[record])])


def drop_analysis(store: Store) -> None:
    """Removes all that an analysis added."""
    store.execute(list(_drop_steps()))


def _drop_steps() -> Iterator[Step]:
    for cypher in _DROPS:
        yield Step(cypher=cypher, rows=[ANALYSIS_ID])


def _write_steps(analysis: Analysis) -> Iterator[Step]:
    ties = [
        {"one": tie["one"], "other": tie["other"], "p": _without(tie, "one", "other")}
        for tie in analysis.ties
    ]
    blocs = [
        {"id": bloc.id, "number": bloc.number, "name": bloc.name, "size": len(bloc.members)}
        for bloc in analysis.blocs
    ]
    members = [
        {"party": party, "bloc": bloc.id, "strength": strength}
        for bloc in analysis.blocs
        for party, strength in bloc.members
    ]
    alerts = [_without(alert, "pair") for alert in analysis.alerts]
    pairs = [{"alert": a["id"], "party": party} for a in analysis.alerts for party in a["pair"]]
    places = [{"party": party, "value": value} for party, value in analysis.positions.items()]
    for cypher, rows in (
        (_TIE, ties),
        (_BLOC, blocs),
        (_MEMBER, members),
        (_ALERT, alerts),
        (_BETWEEN, pairs),
        (_POSITION, places),
    ):
        yield from (Step(cypher=cypher, rows=some) for some in batches(rows))


def _without(row: Row, *names: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in names}
