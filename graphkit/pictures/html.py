"""Network -> one self-contained HTML page, the explorer: six views with the evidence beside them.

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

from graphkit.networks import Network, describe
from graphkit.pictures.contents import page_data
from graphkit.pictures.palette import xml_text

LIMIT: Final = 20_000
"""Ties put into the page unless the user names another number."""
SCRIPTS: Final = (
    "making.js",
    "model.js",
    "evidence.js",
    "graph.js",
    "blocs.js",
    "matrix.js",
    "timeline.js",
    "calendar.js",
    "list.js",
    "days.js",
    "theme.js",
    "form.js",
    "page.js",
)
"""The page's own scripts, in the order in which they are joined."""

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
