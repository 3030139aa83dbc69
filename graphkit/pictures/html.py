"""Network -> one self-contained HTML page: network, matrix and list, with the evidence beside them.

The page asks the network for nothing and runs nothing but its own scripts: a content security
policy allows exactly these, by their hashes.  All text of articles travels as JSON and becomes
text nodes only.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from importlib import resources
from typing import Any, Final
from urllib.parse import urlsplit

from graphkit.networks import Evidence, Network, describe
from graphkit.pictures.layouts import SCREEN, label_lines, lay_out
from graphkit.pictures.palette import KIND_COLOURS, KIND_SHAPES, xml_text
from graphkit.pictures.strands import gather_strands

LIMIT: Final = 1500
"""Ties put into the page unless the user names another number."""
LINES: Final = 60
"""Lines drawn when the page opens; the reader can ask for more."""
SCRIPTS: Final = ("model.js", "graph.js", "evidence.js", "tables.js", "page.js")

_UNSAFE: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def draw_html(network: Network, *, title: str) -> bytes:
    """Returns the page, the same bytes for the same network."""
    script = '"use strict";\n(() => {\n' + "\n".join(map(_asset, SCRIPTS)) + "})();\n"
    library, style = _asset("cytoscape.min.js"), _asset("page.css")
    heading = html.escape(xml_text(title))
    parts = {
        "policy": _policy(scripts=(library, script), style=style),
        "title": heading,
        "about": html.escape(describe(network)),
        "style": style,
        "library": library,
        "script": script,
        "data": safe_json(page_data(network)),
    }
    page = re.sub(r"@(\w+)@", lambda match: parts[match[1]], _asset("page.html"))
    return page.encode("utf-8")


def _asset(name: str) -> str:
    return resources.files("graphkit.data").joinpath("html", name).read_text(encoding="utf-8")


def _policy(*, scripts: Iterable[str], style: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def safe_json(data: Mapping[str, Any]) -> str:
    """Returns JSON that no HTML parser can take for markup.

    Example:
        >>> safe_json({"a": "</script>"})
        '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_UNSAFE)


def page_data(network: Network) -> dict[str, Any]:
    """Returns all that the page holds: nodes with their places, articles, sentences, statements."""
    nodes = sorted(network.graph)
    number = {node: index for index, node in enumerate(nodes)}
    relations = _relations(network)
    rank = {relation["name"]: index for index, relation in enumerate(relations)}
    articles, sentences = _Numbered(), _Numbered()
    statements = []
    for start, end, tie in network.graph.edges(data=True):
        for proof in tie["evidence"]:
            statements.append(
                {
                    "id": proof.statement,
                    "subject": number[start],
                    "object": number[end],
                    "relation": rank[tie["relation"]],
                    "article": articles.number((proof.doc, *_article(proof))),
                    "sentence": sentences.number(_clean(proof.text)),
                    **_statement(proof),
                }
            )
    return {
        "lines": LINES,
        "shapes": dict(KIND_SHAPES),
        "colours": dict(KIND_COLOURS),
        "nodes": _nodes(network, nodes),
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


def _statement(proof: Evidence) -> dict[str, Any]:
    return {
        "speaker": _clean(proof.speaker),
        "role": _clean(proof.role),
        "date": proof.date,
        "precision": proof.precision,
        "status": proof.status,
        "negated": proof.negated,
        "confidence": proof.confidence,
        "sign": proof.sign,
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


def _nodes(network: Network, nodes: Iterable[str]) -> list[dict[str, Any]]:
    names = {node: xml_text(data["name"]) for node, data in network.graph.nodes(data=True)}
    # The page opens with what is done and not denied, so this gets the clearest places.
    strands, firm = gather_strands(network), gather_strands(network, firm=True)
    boxes = lay_out(strands, names, core=firm[:LINES], frame=SCREEN)
    return [
        {
            "id": node,
            "name": names[node],
            "label": "\n".join(label_lines(names[node])),
            "kind": network.graph.nodes[node]["kind"],
            "country": network.graph.nodes[node]["country"],
            "issue": network.graph.nodes[node]["issue"],
            "x": boxes[node].x,
            "y": boxes[node].y,
        }
        for node in nodes
    ]
