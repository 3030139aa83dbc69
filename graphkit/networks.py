"""Store -> networkx graph: the ties between actors, places and topics, each with its evidence.

Ties are gathered from statements, not from the derived edges, so that every filter (time, status,
confidence, outlet) counts what it lets through.  What is done, planned, possible, called for and
denied stays apart: each is a tie of its own.  Names that stand for one actor (SAME_AS) are one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Literal

import networkx as nx

from graphkit.errors import PictureError
from graphkit.rows import Vocabulary, is_state, tie_ends
from graphkit.selections import (
    Filters,
    Selection,
    SourcedStatement,
    counted,
    day_number,
    read_selection,
    select_statements,
    spanned,
)
from graphkit.store import Store

Sign = Literal[-1, 0, 1]
TITLE: Final = "Diplomatic ties"
"""What a network is headed with unless the user names it otherwise."""
NEUTRAL: Final = 0.05
"""A stance this near to nothing is neither friendly nor hostile."""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One statement behind a tie.

    `turned` tells that the statement's subject is the tie's end, which only happens where the
    relation is symmetric.  `source` is the outlet whose words these are: of a copy that of the
    original.  `speaker` (a name), `speaker_id` and `speaker_country` are None where
    the article says it in its own voice.  `date` is when it happens, `published` the article's
    date, both ISO or None.  `sign` is 1 where the subject is for the object, -1 where against.
    """

    statement: str
    text: str
    turned: bool
    speaker: str | None
    speaker_id: str | None
    speaker_country: str | None
    role: str | None
    doc: str
    title: str | None
    outlet: str | None
    url: str | None
    source: str | None
    date: str | None
    precision: str | None
    published: str | None
    status: str
    negated: bool
    confidence: float
    score: float | None
    stance: float
    sign: Sign
    cue: str | None

    @property
    def day(self) -> str | None:
        """When it happens, else when the article appeared."""
        return self.date or self.published


@dataclass(frozen=True, kw_only=True)
class Network:
    """A graph of ties, and what it was drawn from.

    Nodes of `graph` are entity ids with `name`, `kind`, `country` and (of topics) `issue`.  Edges
    run from subject to object (of a symmetric relation from the smaller id), with the key of
    `tie_key` and the attributes `relation`, `status`, `negated`, `symmetric`, `count`, `first`,
    `last`, `score`, `stance`, `sign`, `confidence`, `outlets` (how many are independent) and
    `evidence` (newest first).
    `ties`, `statements` and `articles` count what matched the filters, before the limit; `first`
    and `last` are the days of these articles.  `states` has the names of the states that people in
    the graph act for, by alpha-3 code.
    """

    graph: nx.MultiDiGraph[str]
    ties: int
    statements: int
    articles: int
    first: str | None
    last: str | None
    states: Mapping[str, str] = field(default_factory=dict)

    @property
    def drawn(self) -> int:
        """The ties in the graph."""
        return self.graph.number_of_edges()

    @property
    def left_out(self) -> int:
        """The ties that the limit left out."""
        return self.ties - self.drawn


def sign_of(stance: float) -> Sign:
    """Returns 1 of a friendly stance, -1 of a hostile one, else 0.

    Example:
        >>> sign_of(-0.8)
        -1
    """
    if abs(stance) < NEUTRAL:
        return 0
    return 1 if stance > 0 else -1


def tie_key(relation: str, status: str, *, negated: bool) -> str:
    """Returns what tells a tie from the others between the same two.

    Example:
        >>> tie_key("visits", "planned", negated=True)
        'visits planned denied'
    """
    parts = [relation, *([] if status == "actual" else [status]), *(["denied"] if negated else [])]
    return " ".join(parts)


def describe(network: Network) -> str:
    """Returns what the network shows, in one line.

    Example: "400 strongest of 3,120 ties, from 5,012 statements in 300 articles of 2022-07-22 to
    2024-06-30".
    """
    shown = counted(network.ties, "tie")
    if network.left_out:
        shown = f"{network.drawn:,} strongest of {shown}"
    return (
        f"{shown}, from {counted(network.statements, 'statement')} in "
        f"{counted(network.articles, 'article')}{spanned(network.first, network.last)}"
    )


def read_network(store: Store, filters: Filters, *, vocabulary: Vocabulary) -> Network:
    """Reads the statements that pass the filters and gathers them into ties.

    Raises:
        PictureError: a filter names something that the store does not hold, or nothing passes.
    """
    selection = select_statements(store, filters)
    found: dict[tuple[str, str, str], list[Evidence]] = defaultdict(list)
    for row in read_selection(store, selection):
        if row.named_twice:
            continue  # two names of one actor are no tie
        ends = row.statement.subject.id, row.statement.object.id
        symmetric = vocabulary.relations[row.statement.relation].symmetric
        start, end = tie_ends(*ends, symmetric=symmetric)
        proof = _evidence(row, turned=start != ends[0])
        key = tie_key(row.statement.relation, proof.status, negated=proof.negated)
        found[start, end, key].append(proof)
    if not found:
        raise PictureError(
            "no statement that passes the filters makes a tie",
            where=store.address,
            remedy="widen them",
        )
    return _network(selection, found, filters.limit, vocabulary)


NODE_DATA: Final = frozenset({"name", "kind"})
TIE_DATA: Final = frozenset(
    {"relation", "status", "negated", "symmetric", "count", "last", "sign", "outlets", "evidence"}
)
"""What nodes and ties must carry to be drawn."""


def network_of(graph: nx.MultiDiGraph[str], *, limit: int | None = None) -> Network:
    """Returns a graph of ties as a network, counted anew: its owner may have taken some away.

    Args:
        graph: as in `Network.graph`.
        limit: keep the strongest so many ties; None keeps all.

    Raises:
        PictureError: it has no ties, or they are not those of a network.
    """
    _check_graph(graph)
    ties = sorted(
        graph.edges(keys=True), key=lambda tie: _strength(tie, graph.edges[tie]["evidence"])
    )
    drawn = graph.edge_subgraph(ties[:limit]).copy()
    everything = [proof for tie in ties for proof in graph.edges[tie]["evidence"]]
    return _counted(nx.freeze(drawn), ties=len(ties), everything=everything)


def _check_graph(graph: nx.MultiDiGraph[str]) -> None:
    remedy = "draw a graph that to_networkx made"
    if not (graph.is_multigraph() and graph.is_directed()):
        raise PictureError("the graph is no directed multigraph", remedy=remedy)
    if not graph.number_of_edges():
        raise PictureError("the graph has no ties", remedy="keep some, or widen the filters")
    for node, data in graph.nodes(data=True):
        if lacking := sorted(NODE_DATA - data.keys()):
            raise PictureError(f"node {node!r} lacks {lacking[0]!r}", remedy=remedy)
    for start, end, data in graph.edges(data=True):
        if lacking := sorted(TIE_DATA - data.keys()):
            raise PictureError(f"tie {start!r} to {end!r} lacks {lacking[0]!r}", remedy=remedy)


def _evidence(row: SourcedStatement, *, turned: bool) -> Evidence:
    said = row.statement
    cue = said.evidence.get("cue")
    return Evidence(
        statement=said.id,
        text=said.text,
        turned=turned,
        speaker=said.speaker.name if said.speaker else None,
        speaker_id=said.speaker.id if said.speaker else None,
        speaker_country=said.speaker.country if said.speaker else None,
        role=said.speaker.role if said.speaker else None,
        doc=said.doc,
        title=row.title,
        outlet=row.outlet,
        url=row.url,
        source=row.source,
        date=said.date.isoformat() if said.date else None,
        precision=said.date_precision,
        published=said.published.isoformat() if said.published else None,
        status=said.status,
        negated=said.negated,
        confidence=said.confidence,
        score=said.score,
        stance=said.stance,
        sign=sign_of(said.stance),
        cue=cue if isinstance(cue, str) else None,
    )


def _network(
    selection: Selection,
    found: Mapping[tuple[str, str, str], Sequence[Evidence]],
    limit: int | None,
    vocabulary: Vocabulary,
) -> Network:
    ties = sorted(found, key=lambda key: _strength(key, found[key]))[:limit]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted({end for start, end, _ in ties} | {start for start, _, _ in ties}):
        graph.add_node(node, **asdict(selection.entities[node]))
    for start, end, key in ties:
        proofs = sorted(found[start, end, key], key=_newest_first)
        relation = key.partition(" ")[0]
        symmetric = vocabulary.relations[relation].symmetric
        graph.add_edge(start, end, key=key, **_tie(relation, proofs, symmetric=symmetric))
    everything = [proof for proofs in found.values() for proof in proofs]
    counted = _counted(nx.freeze(graph), ties=len(found), everything=everything)
    return replace(counted, states=_states(graph, vocabulary))


def _counted(graph: nx.MultiDiGraph[str], *, ties: int, everything: Sequence[Evidence]) -> Network:
    days = [proof.published for proof in everything if proof.published]
    return Network(
        graph=graph,
        ties=ties,
        statements=len(everything),
        articles=len({proof.doc for proof in everything}),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _states(graph: nx.MultiDiGraph[str], vocabulary: Vocabulary) -> dict[str, str]:
    """Returns the names of the states that people act for, by code."""
    codes = {node["country"] for _, node in graph.nodes(data=True) if node["kind"] == "person"}
    return {code: vocabulary.country_name(code) or code for code in sorted(filter(is_state, codes))}


def _strength(key: tuple[str, str, str], proofs: Sequence[Evidence]) -> tuple[Any, ...]:
    """Sorts strong ties first: many statements, many independent outlets, recent ones."""
    latest = max((proof.day for proof in proofs if proof.day), default="")
    return -len(proofs), -len({proof.source for proof in proofs}), -day_number(latest), key


def _newest_first(proof: Evidence) -> tuple[Any, ...]:
    return -day_number(proof.day), proof.doc, proof.statement


def _mean(values: Sequence[float]) -> float | None:
    return round(math.fsum(values) / len(values), 6) if values else None


def _tie(relation: str, proofs: Sequence[Evidence], *, symmetric: bool) -> dict[str, Any]:
    """Returns a tie's attributes; `score` is the mean over statements that have one."""
    days = [proof.day for proof in proofs if proof.day]
    return {
        "relation": relation,
        "status": proofs[0].status,
        "negated": proofs[0].negated,
        "symmetric": symmetric,
        "count": len(proofs),
        "first": min(days, default=None),
        "last": max(days, default=None),
        "score": _mean(sorted(p.score for p in proofs if p.score is not None)),
        "stance": _mean(sorted(p.stance for p in proofs)),
        "sign": sign_of(sum(p.sign for p in proofs)),
        "confidence": _mean(sorted(p.confidence for p in proofs)),
        "outlets": len({p.source for p in proofs if p.source}),
        "evidence": tuple(proofs),
    }
