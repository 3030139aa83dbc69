"""What Neo4j Browser is handed: story, favourites, style and guide of the seeds' graph."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest

from graphkit.browser import FAVORITES, GUIDE, STYLE, make_package, read_story
from graphkit.browser.favorites import DRAWN
from graphkit.browser.guides import shown
from graphkit.browser.literals import cypher_literal, with_defaults
from graphkit.browser.serving import PORT
from graphkit.browser.styles import PARTS, make_style
from graphkit.networks import Sign
from graphkit.ontology import load_ontology
from graphkit.pictures.palette import SIGN_COLOURS
from graphkit.queries import all_queries
from graphkit.rows import KEYED_LABELS, KIND_LABELS
from graphkit.store import Store, open_store
from graphkit.topics import issue_of
from tests.hostile import Clicks
from tests.samples import ROOT
from tests.seed_graph import load_analysed_seeds, load_seeds

URL = "http://localhost:8001"
QUERIES = all_queries()
SILENT = "Nothing in this graph answers yet"
"""Before the questions that wait for a graph that answers them."""


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """An embedded store with the seeds' expected statements."""
    store = open_store(str(tmp_path_factory.mktemp("seeds") / "graph.kgl"))
    load_seeds(store, issue_of=issue_of)
    return store


@pytest.fixture(scope="module")
def package(seeds: Store) -> dict[str, bytes]:
    """The files made of the seeds."""
    return _package(seeds)


def _package(store: Store) -> dict[str, bytes]:
    relations = load_ontology().relations.values()
    return make_package(store, QUERIES, relations=relations, url=URL)


def test_the_story_is_that_of_the_graph(seeds: Store) -> None:
    story = read_story(seeds)
    assert story.articles == 63
    assert "Russia" in [actor.name for actor in story.actors]
    assert "ceasefire" in [topic.name for topic in story.topics]
    assert {p.first for p in (*story.friends, *story.foes)} == {story.actors[0].name}
    assert all(p.score > 0 for p in story.friends)
    assert all(p.score < 0 for p in story.foes)
    counts = [actor.statements for actor in story.actors]
    assert counts == sorted(counts, reverse=True)


def test_an_empty_store_has_a_guide_too(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "graph.kgl")) as store:
        store.prepare()
        story = read_story(store)
        assert (story.statements, story.actors, story.pairs, story.topics) == (0, (), (), ())
        guide = Clicks(_package(store)[GUIDE].decode())
    assert guide.elements.count("slide") == 2


def test_the_same_store_gives_the_same_bytes(seeds: Store, package: dict[str, bytes]) -> None:
    assert _package(seeds) == package


def test_favourites_are_every_question_in_the_folder_of_its_category(
    package: dict[str, bytes],
) -> None:
    with zipfile.ZipFile(io.BytesIO(package[FAVORITES])) as archive:
        assert archive.namelist() == sorted(
            f"{query.category}/{query.name}{kind}.cypher"
            for query in QUERIES.values()
            for kind in ("", ".table")
        )
        for query in QUERIES.values():
            text = archive.read(f"{query.category}/{query.name}.cypher").decode()
            assert text.splitlines()[0] == f"// {query.title}"
            table = archive.read(f"{query.category}/{query.name}.table.cypher").decode()
            assert table.splitlines()[0] == f"// {query.title}, as a table"


def test_favourites_run_as_they_are(seeds: Store, package: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(package[FAVORITES])) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    silent = package[GUIDE].decode().partition(SILENT)[2]
    for name, text in texts.items():
        query = QUERIES[Path(name).name.partition(".")[0]]
        assert seeds.run(text).rows or shown(query.title) in silent, name


def test_all_that_the_guide_runs_answers(seeds: Store, package: dict[str, bytes]) -> None:
    guide = Clicks(package[GUIDE].decode().partition(SILENT)[0])
    assert len(guide.cypher) > len(QUERIES)
    for cypher in guide.cypher:
        assert seeds.run(cypher).rows, cypher
    assert guide.commands == [f"style {URL}/{STYLE}"]


def test_a_drawing_has_few_rows_and_a_table_all(package: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(package[FAVORITES])) as archive:
        drawing = archive.read("events/agenda.cypher").decode().splitlines()
        table = archive.read("events/agenda.table.cypher").decode().splitlines()
    assert drawing[-1] == f"LIMIT {DRAWN}  // more rows make a hairball"
    assert table[-3:-1] == [f"LIMIT {QUERIES['agenda'].limit}", "}"]
    assert table[-1].startswith("RETURN date, precision, subject, relation, object, ")
    assert "picture" not in table[-1]


def test_a_graph_without_analysis_is_told_of_it(tmp_path: Path, package: dict[str, bytes]) -> None:
    waits = "wait for an analysis of this graph"
    assert waits in package[GUIDE].decode()
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load_analysed_seeds(store)
        files = _package(store)
    guide = files[GUIDE].decode()
    assert waits not in guide
    assert f">{shown(QUERIES['blocs'].title)}</a>" in guide.partition(SILENT)[0]


def test_the_guide_names_what_the_story_names(seeds: Store, package: dict[str, bytes]) -> None:
    text = package[GUIDE].decode()
    story = read_story(seeds)
    for named in (*story.actors, *story.topics, *story.speakers):
        assert f">{named.name}</a>: {named.statements} statement" in text
    for query in QUERIES.values():
        assert f">{shown(query.title)}</a>" in text


def test_browsers_own_cleaning_changes_nothing(package: dict[str, bytes]) -> None:
    # The rules of Browser 5.24 (cleanHtml), which would also hit text and Cypher.
    handler = r"""(\s+(on[^\s=]+)[^\s=]*\s*=\s*("[^"]*"|'[^']*'|[\w\-.:]+\s*))"""
    text = package[GUIDE].decode()
    for rule in (handler, r"<script\b", r"""href=["'].*javascript:"""):
        assert re.search(rule, text, re.IGNORECASE) is None


def test_the_style_names_labels_and_types_of_the_graph_only() -> None:
    relations = load_ontology().relations.values()
    style = make_style(relations)
    labels = {*KEYED_LABELS, *(label for found in KIND_LABELS.values() for label in found)}
    labels |= {"Bloc", "Alert"}
    types = {relation.label for relation in relations} | set(PARTS)
    assert set(re.findall(r"^node\.(\w+)", style, flags=re.MULTILINE)) == labels
    assert set(re.findall(r"^relationship\.(\w+)", style, flags=re.MULTILINE)) == types
    # Browser's parser stumbles over a colon inside a value, and over comments.
    for value in re.findall(r":([^;{}]*);", style):
        assert ":" not in value
    assert "//" not in style
    assert "/*" not in style


@pytest.mark.parametrize(
    ("relation", "sign"),
    [("SUPPORTS", 1), ("ATTACKS", -1), ("VISITS", 1), ("DEMANDS", 0), ("OTHER", 0)],
)
def test_the_style_tells_friendly_from_hostile(relation: str, sign: Sign) -> None:
    style = make_style(load_ontology().relations.values())
    rule = re.search(rf"relationship\.{relation} \{{ color: (#\w+);", style)
    assert rule is not None
    assert rule[1] == SIGN_COLOURS[sign]


@pytest.mark.parametrize(
    ("value", "literal"),
    [
        ("China", "'China'"),
        ("O'Brien", r"'O\'Brien'"),
        (r"a\u0027b", r"'a\\u0027b'"),
        ("line\nfeed;\u202e\x00", r"'line\nfeed\u003b\u202e\u0000'"),
        ("東京 🕊", "'東京 🕊'"),
        (["a", "b"], "['a', 'b']"),
        (3, "3"),
        (0.5, "0.5"),
        (False, "false"),
    ],
)
def test_a_value_becomes_a_literal(value: str | list[str] | float, literal: str) -> None:
    assert cypher_literal(value) == literal


def test_a_literal_reads_back_as_the_value(seeds: Store) -> None:
    hostile = "'\"`\\;\n\t\x00\u202e{}[]// $x /* */ \\u0027 \\' é 東京 🕊"
    assert seeds.run(f"RETURN {cypher_literal(hostile)} AS text").rows == ((hostile,),)


def test_only_the_named_defaults_change() -> None:
    query = QUERIES["dyad"]
    lines, own = with_defaults(query, {"a": "Chad"}).splitlines(), query.text.splitlines()
    changed = [i for i, (one, other) in enumerate(zip(lines, own, strict=True)) if one != other]
    assert len(changed) == 1
    assert lines[changed[0]].startswith("WITH 'Chad' AS a, 'Russia' AS b, '' AS since,")


def test_the_page_on_browser_shows_what_is_there() -> None:
    page = ROOT / "docs" / "neo4j-browser.md"
    text = page.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
    assert [link for link in links if not (page.parent / link).exists()] == []
    pictures = [page.parent / link for link in links if link.endswith(".png")]
    assert len(pictures) == 5
    assert all(picture.stat().st_size < 300_000 for picture in pictures)
    served = f"http://localhost:{PORT}"
    assert f"post_connect_cmd=style {served}/{STYLE}; guide {served}/{GUIDE}" in text
