"""Dealings of parties -> all measures of them, and a store -> its analysis, written back to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from graphkit.analysis.alerts import LIMIT, find_alerts
from graphkit.analysis.balance import Balance, measure_balance
from graphkit.analysis.blocs import find_blocs, modularity
from graphkit.analysis.parties import Dealings, read_dealings, signed_network
from graphkit.analysis.positions import scale_parties, side_table
from graphkit.store import Store
from graphkit.store.analysis import Analysis, Bloc, write_analysis

NAMED: Final = 3
"""Members that a bloc is called after."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """Which facts are analysed: days (ISO, a month or a year; "" for all) and least confidence."""

    since: str = ""
    until: str = ""
    min_confidence: float = 0.0


def analyse(
    store: Store, window: Window, *, now: dt.datetime, alert_limit: float = LIMIT
) -> Analysis:
    """Computes the analysis of a store and writes it back in place of any former one.

    Args:
        now: when this is, for the record.
        alert_limit: deviations from the baseline from which a month is an alert.
    """
    store.prepare()
    dealings = read_dealings(store, **vars(window))
    found = compute(dealings, window, alert_limit=alert_limit)
    write_analysis(store, found, computed=now.astimezone(dt.UTC).isoformat(timespec="seconds"))
    return found


def compute(
    dealings: Dealings, window: Window | None = None, *, alert_limit: float = LIMIT
) -> Analysis:
    """Returns all measures of what parties say and do; the same for the same dealings."""
    graph = signed_network(dealings.deeds)
    groups = find_blocs(graph)
    bloc_of = {node: at for at, nodes in enumerate(groups) for node in nodes}
    balance = measure_balance(graph)
    blocs = [
        _bloc(graph, number, nodes, dealings.names)
        for number, nodes in enumerate((g for g in groups if len(g) > 1), 1)
    ]
    positions = scale_parties(side_table(dealings.sides))
    alerts = list(_alerts(dealings, alert_limit))
    figures = {
        **vars(window or Window()),
        "alert_limit": alert_limit,
        "statements": len(dealings.deeds),
        "parties": len(graph),
        "ties": graph.number_of_edges(),
        "blocs": len(blocs),
        "modularity": round(modularity(graph, bloc_of), 3),
        "frustration": balance.index,
        "frustration_at_least": balance.at_least,
        "balanced_triads": balance.balanced,
        "unbalanced_triads": balance.unbalanced,
        "positions": len(positions),
        "alerts": len(alerts),
    }
    return Analysis(
        figures=figures,
        ties=list(_ties(graph, balance)),
        blocs=blocs,
        positions=positions,
        alerts=alerts,
    )


def _ties(graph: nx.Graph[str], balance: Balance) -> Iterator[dict[str, Any]]:
    against = set(balance.frustrated)
    for one, other in sorted((min(edge), max(edge)) for edge in graph.edges):
        tie = graph.edges[one, other]
        yield {"one": one, "other": other, **tie, "frustrated": (one, other) in against}


def _bloc(
    graph: nx.Graph[str], number: int, nodes: Sequence[str], names: Mapping[str, str]
) -> Bloc:
    """Returns a bloc, its members by the weight of their ties inside it, called after the first."""
    inside = graph.subgraph(nodes)
    strengths = {n: round(sum(t["weight"] for t in inside[n].values()), 6) for n in nodes}
    members = sorted(strengths.items(), key=lambda member: (-member[1], member[0]))
    first = ", ".join(names[node] for node, _ in members[:NAMED])
    rest = len(members) - NAMED
    name = f"{first} and {rest} more" if rest > 0 else first
    return Bloc(number=number, name=name, members=members)


def _alerts(dealings: Dealings, limit: float) -> Iterator[dict[str, Any]]:
    for alert in find_alerts(dealings.deeds, limit=limit):
        one, other = (dealings.names[party] for party in alert.pair)
        yield {
            "id": f"alert:{'|'.join(alert.pair)}|{alert.month}",
            "name": f"{one} - {other}, {alert.month}",
            **vars(alert),
            "statements": list(alert.statements),
        }
