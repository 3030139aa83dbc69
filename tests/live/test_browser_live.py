"""The package in the real Neo4j Browser: dropped, styled, clicked through; what it draws.

A server with Browser is started from Maven jars, and a headless Chromium drives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphkit.browser import FAVORITES, GUIDE, STYLE, make_package
from graphkit.browser.favorites import AS_TABLE
from graphkit.ontology import load_ontology
from graphkit.pictures.palette import KIND_COLOURS
from graphkit.store import open_store
from tests.browser_desk import QUERIES, package_of, seeded_server, served, visitor
from tests.conftest import skip_live
from tests.hostile import CORPUS, load_hostile
from tests.neo4j_browser import Neo4jBrowser
from tests.neo4j_server import PASSWORD, Server, ServerError, free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator

pytestmark = [pytest.mark.live, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def port() -> int:
    """Where the guide is served."""
    return free_port()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Server]:
    """A server with Browser, which opens on the guide, and the seeds' expected statements."""
    with ExitStack() as stack:
        try:
            home = tmp_path_factory.mktemp("web")
            running = stack.enter_context(seeded_server(home, port=port))
        except ServerError as error:
            skip_live(str(error))
        yield running


@pytest.fixture(scope="module")
def package(server: Server, port: int) -> Iterator[dict[str, bytes]]:
    """The files made from the server's graph, while they are served."""
    files = package_of(server, port=port)
    with served(files, port=port):
        yield files


@pytest.fixture
def neo4j_browser(
    browser: Browser, server: Server, package: dict[str, bytes]
) -> Iterator[Neo4jBrowser]:
    """Neo4j Browser as a new visitor finds it, connected."""
    del package
    with visitor(browser, server) as opened:
        yield opened
        assert opened.said == []


def test_browser_opens_on_style_and_guide(neo4j_browser: Neo4jBrowser) -> None:
    guide = neo4j_browser.guide()
    assert "What is in it" in guide.inner_text()
    assert neo4j_browser.kept("grass")["node.Country"]["color"] == KIND_COLOURS["country"]
    answer = neo4j_browser.click(guide.locator("pre.runnable"))
    assert_answered(answer)


def assert_answered(answer: Locator) -> None:
    """Fails unless rows came."""
    text = answer.inner_text()
    assert "Neo.ClientError" not in text, text[:500]
    assert "no records" not in text, text[:500]


def test_every_question_answers_a_click(neo4j_browser: Neo4jBrowser) -> None:
    guide = neo4j_browser.guide()
    clicked = []
    for _ in neo4j_browser.slides():
        if not guide.locator("h3", has_text="All questions").count():
            continue
        questions = guide.locator("[data-populate]").filter(has_not_text=AS_TABLE)
        for index in range(questions.count()):
            assert_answered(neo4j_browser.click(questions.nth(index)))
            clicked.append(questions.nth(index).inner_text())
    assert len(set(clicked)) == len(clicked) > len(QUERIES) / 2
    assert set(clicked) <= {query.title for query in QUERIES.values()}


def test_the_guide_tells_of_actors_and_topics(neo4j_browser: Neo4jBrowser) -> None:
    guide = neo4j_browser.guide()
    for _ in neo4j_browser.slides():
        heading = guide.locator("h3").inner_text()
        if heading == "Who it is about":
            question = guide.locator("[data-populate]", has_text="China").first
            assert_answered(neo4j_browser.click(question))
        elif heading == "What they take sides on":
            question = guide.locator("[data-populate]", has_text="ceasefire").first
            assert_answered(neo4j_browser.click(question))


def test_favourites_come_in_one_drop_and_run(
    neo4j_browser: Neo4jBrowser, package: dict[str, bytes], tmp_path: Path
) -> None:
    (tmp_path / FAVORITES).write_bytes(package[FAVORITES])
    neo4j_browser.drop(tmp_path / FAVORITES)
    page = neo4j_browser.page
    page.click("[data-testid=navigationFavorites]")
    page.get_by_text("ties", exact=True).click()
    kept = neo4j_browser.kept("documents", holding=QUERIES["allies"].title)
    mine = [d for d in kept if not d.get("isStatic")]
    assert len(mine) == 2 * len(QUERIES)
    folders = {f["id"]: f["name"] for f in neo4j_browser.kept("folders")}
    assert {folders[d["folder"]] for d in mine} == {q.category for q in QUERIES.values()}
    title = QUERIES["allies"].title
    favourite = page.get_by_text(title, exact=True)
    favourite.hover()
    favourite.click()
    assert_answered(neo4j_browser.run_editor())


def test_a_style_can_be_dropped(
    neo4j_browser: Neo4jBrowser, package: dict[str, bytes], tmp_path: Path
) -> None:
    neo4j_browser.run(":style reset")
    (tmp_path / STYLE).write_bytes(package[STYLE])
    neo4j_browser.drop(tmp_path / STYLE)
    neo4j_browser.frame().get_by_text("node.Country").wait_for()
    kept = neo4j_browser.kept("grass")
    assert kept["node.Country"]["caption"].strip('"') == "{name}"
    assert kept["relationship.SUPPORTS"]["color"] != kept["relationship.ATTACKS"]["color"]


def test_hostile_names_in_the_guide_are_only_names(
    neo4j_browser: Neo4jBrowser, server: Server, tmp_path: Path
) -> None:
    text = CORPUS["event handler"] + CORPUS["image"] + CORPUS["end of slide"]
    with open_store(str(tmp_path / "hostile.kgl")) as store:
        load_hostile(store, text)
        relations = load_ontology().relations.values()
        files = make_package(store, QUERIES, relations=relations, url="http://localhost:1")
    with served(files, port=0) as serving:
        neo4j_browser.command(f":guide http://localhost:{serving.port}/{GUIDE}")
        guide = neo4j_browser.guide()
        guide.get_by_text("4 statements from 1 article").wait_for()
        for _ in neo4j_browser.slides():
            assert guide.locator("img, svg[onload], script, [onmouseover]").count() == 0
            assert guide.locator("[data-exec]").count() <= 1
    with open_store(server.uri, password=PASSWORD) as store:
        assert store.run("MATCH (s:Statement) RETURN count(s) > 100").rows == ((True,),)
