"""The HTML page as bytes: self-contained, its text inert; what it does is tested in a browser."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from graphkit.pictures.contents import page_data, web_address
from graphkit.pictures.html import SCRIPTS, draw_html, safe_json
from tests.pictured import network_of_statements, seed_network, tie
from tests.samples import country, person, topic

ASSETS = resources.files("graphkit.data").joinpath("html")


def page(limit: int = 40) -> str:
    """Returns a small page."""
    return draw_html(seed_network(limit=limit), title="Ties").decode("utf-8")


def data_of(text: str) -> dict[str, Any]:
    """Returns the data that a page holds."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_page_holds_every_tie_with_its_evidence() -> None:
    network = seed_network(limit=40)
    data = data_of(page())
    assert data == page_data(network)
    nodes = {node["id"] for node in data["nodes"]}
    issues = {node["issue"] for _, node in network.graph.nodes(data=True) if node["issue"]}
    states = {f"country:{code}" for code in network.states}
    assert nodes == set(network.graph) | states | {f"issue:{issue}" for issue in issues}
    counts = sum(tie["count"] for _, _, tie in network.graph.edges(data=True))
    assert len(data["statements"]) == counts
    for row in data["statements"]:
        assert data["sentences"][row["sentence"]]
        assert data["articles"][row["article"]]["url"].startswith("https://example.org/")


def test_the_policy_allows_these_scripts_and_this_style_only() -> None:
    text = page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", text, re.S)
    styles = re.findall(r"<style[^>]*>(.*?)</style>", text, re.S)
    hashes = [
        base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        for part in (*scripts, *styles)
    ]
    assert (len(scripts), len(styles)) == (2, 1)
    assert policy[1] == (
        f"default-src 'none'; script-src 'sha256-{hashes[0]}' 'sha256-{hashes[1]}'; "
        f"style-src 'sha256-{hashes[2]}'; base-uri 'none'; form-action 'none'"
    )


def test_the_page_names_nothing_outside_itself() -> None:
    text = re.sub(r"<script>.*?</script>", "", page(), flags=re.S)
    head = text[: text.index('<script type="application/json"')]
    assert not re.search(r"(?:src|href)=|@import|url\(", head)


def test_the_vendored_library_is_the_one_its_readme_names() -> None:
    digest = hashlib.sha256(ASSETS.joinpath("cytoscape.min.js").read_bytes()).hexdigest()
    assert digest in ASSETS.joinpath("README.md").read_text(encoding="utf-8")
    licence = ASSETS.joinpath("LICENSE-cytoscape.txt").read_text(encoding="utf-8")
    assert "Permission is hereby granted, free of charge" in licence


@pytest.mark.parametrize("name", SCRIPTS)
def test_our_scripts_make_text_only(name: str) -> None:
    script = ASSETS.joinpath(name).read_text(encoding="utf-8")
    assert "style=" not in script  # the policy would stop it
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|Function\(", script
    )


HOSTILE = "</script><script>alert(1)</script><!--\u2028\u2029&lt;\x00\ud800\u202e'\""


def test_hostile_text_cannot_leave_the_data(tmp_path: Path) -> None:
    mallory = person("Mallory", "USA", role="</script>")
    network = network_of_statements(
        tmp_path, tie(mallory, "visits", topic("talks")), rename={mallory.id: HOSTILE}
    )
    text = draw_html(network, title=HOSTILE).decode("utf-8")
    assert text.count("<script") == 3
    assert text.count("</script>") == 3
    assert "alert(1)</" not in text
    name = next(n["name"] for n in data_of(text)["nodes"] if n["id"] == mallory.id)
    assert name == "</script><script>alert(1)</script><!--\u2028\u2029&lt;\ufffd\ufffd'\""


def test_placeholders_in_the_data_stay_as_they_are(tmp_path: Path) -> None:
    mallory = person("Mallory", "USA")
    network = network_of_statements(
        tmp_path, tie(mallory, "visits", topic("talks")), rename={mallory.id: "@script@ \\1"}
    )
    names = {n["name"] for n in data_of(draw_html(network, title="@data@").decode())["nodes"]}
    assert "@script@ \\1" in names


def test_safe_json_has_no_markup() -> None:
    text = safe_json({"a": "<>&\u2028\u2029é"})
    assert text == '{"a":"\\u003c\\u003e\\u0026\\u2028\\u2029é"}'
    assert json.loads(text) == {"a": "<>&\u2028\u2029é"}


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("HTTP://example.org", "HTTP://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//example.org/a", None),
        ("https:", None),
        ("http://[bad", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


def test_a_denied_planned_tie_says_both(tmp_path: Path) -> None:
    network = network_of_statements(
        tmp_path, tie(country("USA"), "visits", country("CHN"), negated=True, status="planned")
    )
    (row,) = page_data(network)["statements"]
    assert (row["negated"], row["status"]) == (True, "planned")


def test_people_bring_the_state_they_act_for(tmp_path: Path) -> None:
    xi, putin = person("Xi Jinping", "CHN"), person("Vladimir Putin", "RUS")
    network = network_of_statements(tmp_path, tie(xi, "supports", putin, stance=0.8))
    nodes = {node["id"]: node["name"] for node in page_data(network)["nodes"]}
    assert nodes["country:CHN"] == "China"
    # A graph from elsewhere does not tell the names of states that are not in it.
    nameless = dataclasses.replace(network, states={})
    nodes = {node["id"]: node["name"] for node in page_data(nameless)["nodes"]}
    assert nodes["country:CHN"] == "CHN"
    assert len(page_data(nameless)["blocs"]) == 2
