"""Five hundred hostile texts through the store, the exports and the commands: always only text."""

from __future__ import annotations

import csv
import io
import json
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from graphkit.networks import read_network
from graphkit.pictures.formats import GRAPHS, TABLES
from graphkit.records import STATUSES
from graphkit.selections import Filters, read_selection, select_statements
from graphkit.store import open_store
from tests.command_line import CommandLine, read_lines
from tests.hostile import FAMILIES, check_they_are_only_text, load_hostile
from tests.pictured import written
from tests.samples import VOCABULARY
from tests.unit.test_hostile import Elements

TEXTS = list(FAMILIES)
COMMANDS = (
    ("query", "{}"),
    ("query", "stance", "--set", "topic={}"),
    ("why", "{}"),
    ("stance", "{}"),
    ("cypher", "RETURN $x AS x", "--set", "x={}"),
    ("export", "html", "-o", "out.html", "--actor", "{}", "--force"),
    ("export", "brief", "-o", "out.md", "--topic", "{}", "--force"),
    ("export", "csv", "-o", "out.csv", "--outlet", "{}", "--force"),
    ("draw", "ties", "-o", "out.svg", "--actor", "{}", "--force"),
    ("forget", "{}"),
    ("same", "{}", "Nobody"),
    ("status", "--store", "no/{}"),
)
"""A command for each place where one can put a text."""


def test_there_are_five_hundred_of_nine_families() -> None:
    assert len(TEXTS) >= 500
    assert len(set(FAMILIES.values())) == 9


def test_they_change_nothing_but_themselves(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.kgl")) as store:
        check_they_are_only_text(store, *TEXTS)


def drawn(folder: Path, *texts: str) -> dict[str, bytes]:
    """Returns the graph of hostile articles in every format."""
    with open_store(str(folder / "graph.kgl")) as store:
        load_hostile(store, *texts)
        filters = Filters(statuses=STATUSES, denied=True)
        network = read_network(store, filters, vocabulary=VOCABULARY)
        selection = select_statements(store, filters)
        rows = tuple(read_selection(store, selection))
    files = {name: form.draw(network, texts[0]) for name, form in GRAPHS.items()}
    return files | {name: written(name, (selection, rows), texts[0]) for name in TABLES}


def test_exports_hold_every_tenth_of_them_as_text(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    files, plain = drawn(tmp_path, *TEXTS[::10]), drawn(tmp_path / "plain", "Plain")
    for name in ("svg", "graphml", "gexf"):
        found, usual = (
            {element.tag for element in ET.fromstring(some[name]).iter()} for some in (files, plain)
        )
        assert found == usual
    assert set(Elements(files["html"].decode()).names) == set(
        Elements(plain["html"].decode()).names
    )
    for name in ("cytoscape", "node-link", "jsonld"):
        json.loads(files[name])
    for name in ("csv", "events"):
        rows = list(csv.reader(io.StringIO(files[name].decode(), newline="")))
        assert len({len(row) for row in rows}) == 1
        for cell in (cell for row in rows for cell in row):
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))


@pytest.mark.parametrize("number", range(len(COMMANDS)), ids=[" ".join(c[:2]) for c in COMMANDS])
def test_a_command_takes_them_as_words(graphkit: CommandLine, number: int) -> None:
    with open_store(str(graphkit.folder / "graph.kgl")) as store:
        load_hostile(store, "Plain")
    held = (graphkit.folder / "graph.kgl").read_bytes()
    words = COMMANDS[number]
    for text in TEXTS[number :: len(COMMANDS)]:
        # An argument of a process holds no NUL, and one that begins with - is an option.
        ended = graphkit(*(w.format(text.lstrip("-").replace("\0", "")) for w in words))
        assert ended.code in (0, 1, 2), text
        assert "Traceback" not in ended.err
        assert not {c for c in ended.out + ended.err if c < " " and c not in "\n\t"}, text
        assert not set("\x9b\u202a\u202b\u202d\u202e\u2066\u2067\u2068") & set(
            ended.out + ended.err
        ), text
    assert (graphkit.folder / "graph.kgl").read_bytes() == held
    made = {
        file.name for file in graphkit.folder.iterdir() if not file.name.startswith("graph.kgl")
    }
    assert made <= {"out.html", "out.md", "out.csv", "out.svg"}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forbids most of these names")
def test_files_of_such_names_are_read_where_they_lie(graphkit: CommandLine) -> None:
    folder = graphkit.folder / "news"
    folder.mkdir()
    names = {text.replace("/", "∕").replace("\0", "")[:60] + ".txt" for text in TEXTS}
    names = {name for name in names if not name.startswith(".")}  # hidden files are passed over
    for name in names:
        (folder / name).write_text("Kenya condemned Chad.", encoding="utf-8")
    ended = graphkit("extract", "news", "-o", "s.jsonl")
    assert ended.code == 0, ended.err
    assert len(read_lines(graphkit.folder / "s.articles.jsonl")) == len(names)
    assert "\x1b" not in ended.err
    written = {"s.jsonl", "s.articles.jsonl", ".s.jsonl.lock"}
    assert {f.name for f in graphkit.folder.iterdir()} == {"news", *written}
