"""Network -> all that the explorer page holds, as plain data: everything that can be computed once.

What the reader's filters change is worked out in the page (`graphkit/data/html`); places of nodes,
blocs, and what became of announcements are worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from graphkit.analysis.follow_ups import FollowUp, follow_ups
from graphkit.analysis.parties import party_of
from graphkit.analysis.sides import lasting_side
from graphkit.networks import Evidence, Network
from graphkit.pictures.bloc_places import own_word, party_name, place_blocs
from graphkit.pictures.layouts import SCREEN, Box, label_lines, lay_out
from graphkit.pictures.palette import KIND_COLOURS, KIND_SHAPES, xml_text
from graphkit.pictures.strands import gather_strands
from graphkit.rows import is_state

LINES: Final = 60
"""Lines drawn when the page opens; the reader can ask for more."""


def page_data(network: Network) -> dict[str, Any]:
    """Returns all that the page holds: nodes with their places, articles, sentences, statements."""
    nodes = _nodes(network)
    number = {node["id"]: index for index, node in enumerate(nodes)}
    relations = _relations(network)
    rank = {relation["name"]: index for index, relation in enumerate(relations)}
    articles, sentences = _Numbered(), _Numbered()
    became = follow_ups(network)
    statements = []
    graph = network.graph
    for start, end, tie in graph.edges(data=True):
        for proof in tie["evidence"]:
            subject, target = (end, start) if proof.turned else (start, end)
            statements.append(
                {
                    "id": proof.statement,
                    "subject": number[subject],
                    "object": number[target],
                    "relation": rank[tie["relation"]],
                    "article": articles.number((proof.doc, *_article(proof))),
                    "sentence": sentences.number(_clean(proof.text)),
                    "own": own_word(proof, party_of(subject, _country(network, subject))),
                    "side": lasting_side(
                        tie["relation"],
                        negated=proof.negated,
                        on_topic=graph.nodes[target]["kind"] == "topic",
                    ),
                    **_statement(proof, became.get(proof.statement)),
                }
            )
    return {
        "lines": LINES,
        "shapes": dict(KIND_SHAPES),
        "colours": dict(KIND_COLOURS),
        "nodes": nodes,
        "blocs": list(_blocs(network, number)),
        "relations": relations,
        "articles": [
            dict(zip(("title", "outlet", "url", "published"), key[1:], strict=True))
            for key in articles.keys
        ],
        "sentences": list(sentences.keys),
        "statements": sorted(statements, key=lambda s: s["id"]),
    }


class _Numbered:
    """Numbers things in the order in which they first come."""

    def __init__(self) -> None:
        self.keys: dict[Any, int] = {}

    def number(self, key: object) -> int:
        """Returns the thing's number."""
        return self.keys.setdefault(key, len(self.keys))


def _clean(text: str | None) -> str | None:
    return None if text is None else xml_text(text)


def _country(network: Network, node: str) -> str | None:
    code: str | None = network.graph.nodes[node]["country"]
    return code


def _article(proof: Evidence) -> tuple[str | None, str | None, str | None, str | None]:
    return _clean(proof.title), _clean(proof.outlet), web_address(proof.url), proof.published


def web_address(url: str | None) -> str | None:
    """Returns an http or https address, None of anything else.

    Example:
        >>> web_address("javascript:alert(1)") is None
        True
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return _clean(url) if parts.scheme in ("http", "https") and parts.netloc else None


def _statement(proof: Evidence, became: FollowUp | None) -> dict[str, Any]:
    return {
        "speaker": _clean(proof.speaker),
        "role": _clean(proof.role),
        "date": proof.date,
        "precision": proof.precision,
        "status": proof.status,
        "negated": proof.negated,
        "confidence": proof.confidence,
        "sign": proof.sign,
        "score": proof.score,
        "outcome": became.outcome if became else None,
        "follower": became.statement if became else None,
    }


def _relations(network: Network) -> list[dict[str, Any]]:
    """Returns each relation once; its sign is that of most of its statements."""
    found: dict[str, dict[str, Any]] = {}
    for _, _, tie in network.graph.edges(data=True):
        name = tie["relation"]
        entry = found.setdefault(
            name,
            {
                "name": name,
                "label": name.replace("_", " "),
                "symmetric": tie["symmetric"],
                "sign": 0,
            },
        )
        entry["sign"] += sum(proof.sign for proof in tie["evidence"])
    for entry in found.values():
        entry["sign"] = (entry["sign"] > 0) - (entry["sign"] < 0)
    return [found[name] for name in sorted(found)]


def _nodes(network: Network) -> list[dict[str, Any]]:
    """Returns the nodes by id, with the states that people act for and what topics are about."""
    graph = network.graph
    names = {node: xml_text(data["name"]) for node, data in graph.nodes(data=True)}
    # The page opens with what is done and not denied, so this gets the clearest places.
    strands, firm = gather_strands(network), gather_strands(network, firm=True)
    boxes = lay_out(strands, names, core=firm[:LINES], frame=SCREEN)
    nodes = [_node(node, names[node], graph.nodes[node], boxes[node]) for node in graph]
    nodes += [*_states(network, boxes), *_issues(network, boxes)]
    return sorted(nodes, key=lambda node: str(node["id"]))


def _node(node: str, name: str, known: Mapping[str, Any], box: Box) -> dict[str, Any]:
    return {
        "id": node,
        "name": name,
        "label": "\n".join(label_lines(name)),
        "kind": known["kind"],
        "country": known["country"],
        "issue": _clean(known["issue"]),
        "x": box.x,
        "y": box.y,
    }


def _states(network: Network, boxes: Mapping[str, Box]) -> Iterator[dict[str, Any]]:
    """Yields the states that only people stand for, each amid its people."""
    people: dict[str, list[Box]] = {}
    for node, known in network.graph.nodes(data=True):
        if known["kind"] == "person" and is_state(known["country"]):
            people.setdefault(known["country"], []).append(boxes[node])
    for code, some in people.items():
        state = f"country:{code}"
        if state not in network.graph:
            known = {"kind": "country", "country": code, "issue": None}
            yield _node(state, xml_text(party_name(network, state)), known, _middle(some))


def _issues(network: Network, boxes: Mapping[str, Box]) -> Iterator[dict[str, Any]]:
    """Yields what topics are about, each amid its topics."""
    topics: dict[str, list[Box]] = {}
    for node, known in network.graph.nodes(data=True):
        if known["issue"]:
            topics.setdefault(known["issue"], []).append(boxes[node])
    for issue, some in topics.items():
        known = {"kind": "topic", "country": None, "issue": xml_text(issue)}
        yield _node(f"issue:{issue}", xml_text(issue), known, _middle(some))


def _middle(boxes: Sequence[Box]) -> Box:
    x = round(sum(box.x for box in boxes) / len(boxes))
    y = round(sum(box.y for box in boxes) / len(boxes))
    return Box(x=x, y=y, radius=boxes[0].radius, lines=())


def _blocs(network: Network, number: Mapping[str, int]) -> Iterable[dict[str, Any]]:
    for member in place_blocs(network):
        yield {
            "node": number[member.party],
            "bloc": member.bloc,
            "strength": member.strength,
            "x": member.box.x,
            "y": member.box.y,
            "size": round(2 * member.box.radius),
            "font": member.box.font,
        }
