"""Hostile text goes through load, query, export and Browser's guide, and stays text."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from graphkit.networks import read_network
from graphkit.pictures.formats import GRAPHS, TABLES
from graphkit.records import STATUSES, article_json, statement_json
from graphkit.selections import Filters, read_selection, select_statements
from graphkit.store import open_store
from tests.command_line import json_lines, run_alone
from tests.hostile import CORPUS, check_they_are_only_text, hostile_article, load_hostile
from tests.pictured import written
from tests.samples import VOCABULARY

each_text = pytest.mark.parametrize("text", CORPUS.values(), ids=list(CORPUS))


def test_the_corpus_has_what_hurts() -> None:
    whole = "".join(CORPUS.values())
    for part in "'\"`\\;{}<>=$/*\x00\x1b\u202e\ufeff\n\u2028🕊":
        assert part in whole
    assert max(map(len, CORPUS.values())) == 100_000
    assert len(set(CORPUS.values())) == len(CORPUS)


@each_text
def test_it_changes_nothing_but_itself(text: str, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.kgl")) as store:
        check_they_are_only_text(store, text)


class Elements(HTMLParser):
    """The elements of a page, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        del attrs
        self.names.append(tag)


def _drawn(folder: Path, text: str) -> dict[str, bytes]:
    """Returns the graph of a hostile article in every format."""
    with open_store(str(folder / "graph.kgl")) as store:
        load_hostile(store, text)
        filters = Filters(statuses=STATUSES, denied=True)
        network = read_network(store, filters, vocabulary=VOCABULARY)
        selection = select_statements(store, filters)
        rows = tuple(read_selection(store, selection))
    drawn = {name: form.draw(network, text) for name, form in GRAPHS.items()}
    return drawn | {name: written(name, (selection, rows), text) for name in TABLES}


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same graph with nothing hostile in it, in every format."""
    return _drawn(tmp_path_factory.mktemp("plain"), "Plain")


def _shapes(files: dict[str, bytes]) -> dict[str, object]:
    """Returns what must be the same of every graph: how many of what, and never a text."""
    nodes = [json.loads(files[name]) for name in ("cytoscape", "node-link", "jsonld")]
    brief = MarkdownIt("commonmark").enable("table").parse(files["brief"].decode())
    tables = {
        name: [len(row) for row in csv.reader(io.StringIO(files[name].decode(), newline=""))]
        for name in ("csv", "events")
    }
    return {
        "cytoscape": len(nodes[0]["elements"]["nodes"]),
        "node-link": (len(nodes[1]["nodes"]), len(nodes[1]["edges"])),
        "jsonld": [(node.get("@type"), sorted(node)[:1]) for node in nodes[2]["@graph"]],
        "brief": [t.type for t in brief if t.type not in ("text", "inline")],
        **tables,
    }


@each_text
def test_an_export_holds_it_as_text(text: str, plain: dict[str, bytes], tmp_path: Path) -> None:
    drawn = _drawn(tmp_path, text)
    for name in ("svg", "graphml", "gexf"):
        elements = {element.tag for element in ET.fromstring(drawn[name]).iter()}
        assert elements == {element.tag for element in ET.fromstring(plain[name]).iter()}
    assert _shapes(drawn) == _shapes(plain)
    pages = [Elements(files["html"].decode()).names for files in (drawn, plain)]
    assert pages[0] == pages[1]


@pytest.mark.parametrize("name", ["NUL and control", "right to left", "format directives"])
def test_a_terminal_gets_no_control_character(name: str, tmp_path: Path) -> None:
    record, statements = hostile_article(CORPUS[name])
    (tmp_path / "s.jsonl").write_bytes(json_lines(map(statement_json, statements)))
    (tmp_path / "s.articles.jsonl").write_bytes(json_lines([article_json(record)]))
    assert run_alone(tmp_path, "load", "s.jsonl").code == 0
    for words in (
        ("status",),
        ("query", "contradictions"),
        ("why", CORPUS[name].replace("\0", "")),
    ):
        told = run_alone(tmp_path, *words)
        assert "Traceback" not in told.err
        assert not {c for c in told.out + told.err if c < " " and c not in "\n\t"}
        assert "\u202e" not in told.out + told.err
