"""Network -> its blocs, and where their members stand: the map of who belongs together.

The blocs are those of `graphkit analyse`, computed from the statements that the network holds:
persons count for their state, and only a party's own words and deeds count.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import networkx as nx

from graphkit.analysis.blocs import find_blocs
from graphkit.analysis.parties import Deed, is_own_word, party_of, signed_network
from graphkit.networks import Evidence, Network
from graphkit.pictures.layouts import Box, Frame, lay_out
from graphkit.pictures.palette import xml_text
from graphkit.pictures.strands import Strand

ROOM: Final = (1.3, 1.6)
"""How far apart blocs are moved, across and down, for their frames and names."""
MAP: Final = Frame(room=66.0, wide=1.6)
LEAST: Final = 24
"""What a tie weighs at least, so that members are large enough for their codes."""


@dataclass(frozen=True, kw_only=True)
class Member:
    """A party in a bloc: the bloc's number (1 is the largest), the weight of the party's ties
    inside it, and its box on the map."""

    party: str
    bloc: int
    strength: float
    box: Box


def place_blocs(network: Network) -> list[Member]:
    """Returns the members of all blocs of two or more, by bloc, the strongest first."""
    graph = signed_network(_deeds(network))
    blocs = [bloc for bloc in find_blocs(graph) if len(bloc) > 1]
    places = _moved_apart(_places(graph, blocs, network), blocs)
    members = []
    for number, bloc in enumerate(blocs, 1):
        inside = graph.subgraph(bloc)
        weights = {p: round(sum(t["weight"] for t in inside[p].values()), 3) for p in bloc}
        for party in sorted(bloc, key=lambda p: (-weights[p], p)):
            member = Member(party=party, bloc=number, strength=weights[party], box=places[party])
            members.append(member)
    return members


def own_word(proof: Evidence, doer: str | None) -> bool:
    """True if the article, or the doer's own side, says what the doer does."""
    return is_own_word(doer, proof.speaker_id, proof.speaker_country)


def _deeds(network: Network) -> Iterator[Deed]:
    parties = {n: party_of(n, data["country"]) for n, data in network.graph.nodes(data=True)}
    for start, end, tie in network.graph.edges(data=True):
        for proof in tie["evidence"]:
            doer, target = parties[start], parties[end]
            if proof.turned:
                doer, target = target, doer
            actual = proof.status == "actual" and doer != target
            if actual and doer is not None and target is not None and own_word(proof, doer):
                yield Deed(
                    statement=proof.statement,
                    doer=doer,
                    target=target,
                    stance=proof.stance,
                    score=proof.score,
                    day=proof.day or "",
                )


def _places(
    graph: nx.Graph[str], blocs: Sequence[Sequence[str]], network: Network
) -> dict[str, Box]:
    """Returns a box for each member: blocs, which no strand joins, are laid out side by side."""
    strands = [strand for bloc in blocs for strand in _strands(graph, bloc)]
    strands.sort(key=lambda s: (-s.count, s.start, s.end))
    names = {s: party_name(network, s) for strand in strands for s in (strand.start, strand.end)}
    return lay_out(strands, names, frame=MAP)


def party_name(network: Network, party: str) -> str:
    """Returns what a party is called."""
    if party in network.graph:
        return xml_text(network.graph.nodes[party]["name"])
    code = party.partition(":")[2]
    return network.states.get(code, code)


def _strands(graph: nx.Graph[str], bloc: Sequence[str]) -> Iterator[Strand]:
    inside: nx.Graph[str] = graph.subgraph(bloc)
    for one, other, tie in inside.edges(data=True):
        yield _strand(one, other, LEAST + round(4 * abs(tie["weight"])))
    # What only its foes beyond hold together still stands in one frame.
    parts = sorted(min(part) for part in nx.connected_components(inside))
    for one, other in pairwise(parts):
        yield _strand(one, other, LEAST)


def _strand(one: str, other: str, count: int) -> Strand:
    start, end = sorted((one, other))
    return Strand(
        start=start, end=end, sign=1, directed=False, relations={"": count}, firm=True, last=""
    )


def _moved_apart(boxes: Mapping[str, Box], blocs: Sequence[Sequence[str]]) -> dict[str, Box]:
    places = {}
    for bloc in blocs:
        across, down = [boxes[p].x for p in bloc], [boxes[p].y for p in bloc]
        aside = (min(across) + max(across)) / 2 * (ROOM[0] - 1)
        below = (min(down) + max(down)) / 2 * (ROOM[1] - 1)
        for party in bloc:
            box = boxes[party]
            places[party] = replace(box, x=round(box.x + aside), y=round(box.y + below))
    return places
