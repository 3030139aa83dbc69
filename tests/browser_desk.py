"""What an analyst has on the desk: Neo4j with the seeds' graph, Browser, and graphkit's package.

The server's Browser opens on the style and the guide that are made from its graph and served
beside it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graphkit.browser import GUIDE, STYLE, GuideServer, make_package
from graphkit.ontology import load_ontology
from graphkit.queries import all_queries
from graphkit.store import open_store
from tests.neo4j_browser import HEIGHT, WIDTH, Neo4jBrowser
from tests.neo4j_server import PASSWORD, Server
from tests.seed_graph import load_analysed_seeds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ViewportSize

QUERIES: Final = all_queries()


@contextmanager
def seeded_server(home: Path, *, port: int) -> Iterator[Server]:
    """Runs a server with Browser and the seeds' expected statements, analysed.

    Args:
        home: the server's folder.
        port: where the package is going to be served.

    Raises:
        ServerError: the server cannot be had here.
    """
    at = f"http://localhost:{port}"
    opening = {"browser.post_connect_cmd": f"style {at}/{STYLE}; guide {at}/{GUIDE}"}
    server = Server(home, web=True, settings=opening)
    try:
        server.start()
        with open_store(server.uri, password=PASSWORD) as store:
            load_analysed_seeds(store)
        yield server
    finally:
        server.stop()


@contextmanager
def served(files: Mapping[str, bytes], *, port: int) -> Iterator[GuideServer]:
    """Serves a package; port 0 is any free one."""
    with GuideServer(files, host="127.0.0.1", port=port) as serving:
        thread = threading.Thread(target=serving.serve_forever)
        thread.start()
        try:
            yield serving
        finally:
            serving.shutdown()
            thread.join()


def package_of(server: Server, *, port: int) -> dict[str, bytes]:
    """Returns the package made from a server's graph, to be served at a port."""
    relations = load_ontology().relations.values()
    with open_store(server.uri, password=PASSWORD) as store:
        return make_package(store, QUERIES, relations=relations, url=f"http://localhost:{port}")


@contextmanager
def visitor(browser: Browser, server: Server, *, scale: float = 1) -> Iterator[Neo4jBrowser]:
    """Opens Neo4j Browser as a new visitor finds it, connected, once style and guide are there.

    Args:
        scale: dots of the screen for each pixel of the window.
    """
    size: ViewportSize = {"width": WIDTH, "height": HEIGHT}
    context = browser.new_context(viewport=size, device_scale_factor=scale)
    try:
        web = f"http://localhost:{server.web_port}"
        opened = Neo4jBrowser(context.new_page(), http=web, bolt=server.uri, password=PASSWORD)
        opened.guide()
        opened.frame().get_by_text("node.Country").wait_for()  # the style that it opens with
        yield opened
    finally:
        context.close()
