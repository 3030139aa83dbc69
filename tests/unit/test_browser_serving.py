"""`graphkit browser`: the files it writes, and the server that Neo4j Browser reads them from."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.browser import FAVORITES, GUIDE, STYLE, GuideServer
from graphkit.store import open_store
from graphkit.store.loading import load
from tests.command_line import run_alone, start
from tests.samples import VOCABULARY, summit

FILES = {"guide.html": b"<slide>x</slide>", "graphkit.grass": b"node {}", "favorites.zip": b"PK"}
HERE = "http://localhost:7474"


@pytest.fixture
def server() -> Iterator[GuideServer]:
    """A server of three files that one more origin may read."""
    origins = ["https://desk.example"]
    with GuideServer(FILES, host="127.0.0.1", port=0, origins=origins, names=["desk"]) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def ask(
    server: GuideServer, path: str, *, method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Returns status, headers and body of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.putrequest(method, path, skip_host="Host" in headers)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


@pytest.mark.parametrize(("path", "name"), [(f"/{n}", n) for n in FILES] + [("/", "guide.html")])
def test_it_serves_its_files(server: GuideServer, path: str, name: str) -> None:
    status, headers, body = ask(server, path, Origin=HERE)
    assert (status, body) == (200, FILES[name])
    assert headers["Access-Control-Allow-Origin"] == HERE
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert ask(server, path, method="HEAD")[2] == b""


@pytest.mark.parametrize("path", ["/x", "/../etc/passwd", "/guide.html/", "/%2e%2e/guide.html"])
def test_it_serves_nothing_else(server: GuideServer, path: str) -> None:
    status, _, body = ask(server, path)
    assert (status, body) == (
        404,
        b"Not Found: there is guide.html, graphkit.grass, favorites.zip\n",
    )


@pytest.mark.parametrize(
    ("origin", "may"),
    [
        (HERE, True),
        ("http://127.0.0.1:7474", True),
        ("https://desk.example", True),
        ("https://evil.example", False),
        ("http://localhost.evil.example", False),
        ("http://localhost:7474@evil.example", False),
        ("null", False),
    ],
)
def test_only_browsers_that_have_leave_may_read(
    server: GuideServer, origin: str, may: bool
) -> None:
    for method in ("GET", "OPTIONS"):
        _, headers, _ = ask(server, "/guide.html", method=method, Origin=origin)
        assert headers.get("Access-Control-Allow-Origin") == (origin if may else None)
        assert headers["Vary"] == "Origin"


def test_it_lets_browser_send_headers_of_its_own(server: GuideServer) -> None:
    status, headers, _ = ask(server, "/guide.html", method="OPTIONS", Origin=HERE)
    assert status == 204
    assert headers["Access-Control-Allow-Headers"] == "*"
    assert headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:8001", 200),
        ("127.0.0.1", 200),
        ("[::1]:8001", 200),
        ("DESK:8001", 200),
        ("evil.example:8001", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ],
)
def test_no_other_name_can_be_pointed_at_it(server: GuideServer, host: str, status: int) -> None:
    assert ask(server, "/guide.html", Host=host)[0] == status


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a small graph."""
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, *summit(), vocabulary=VOCABULARY)
    return tmp_path


def test_the_command_writes_three_files_and_no_other(desk: Path) -> None:
    ended = run_alone(desk, "browser", "-o", "b", "--url", "http://desk:9000/")
    assert ended.code == 0, ended.err
    assert sorted(path.name for path in (desk / "b").iterdir()) == [FAVORITES, STYLE, GUIDE]
    assert "style http://desk:9000/graphkit.grass" in (desk / "b" / GUIDE).read_text("utf-8")
    before = {path: path.read_bytes() for path in (desk / "b").iterdir()}
    again = run_alone(desk, "browser", "-o", "b")
    assert (again.code, again.lines) == (
        1,
        ["error: b/favorites.zip: is there already (give --force to replace it)"],
    )
    assert run_alone(desk, "browser", "-o", "b", "--url", "http://desk:9000", "--force").code == 0
    assert {path: path.read_bytes() for path in (desk / "b").iterdir()} == before


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--store", "none.kgl"], 1, "none.kgl"),
        (["--url", "javascript:alert(1)"], 2, "is no address"),
        (["--url", 'http://x/"><script>'], 2, "is no address"),
        (["-o", "graph.kgl"], 1, "graph.kgl: is no folder"),
        (["--store", "graph.kgl", "serve"], 2, "give it behind serve"),
        (["serve", "--origin", "x"], 2, "is no address"),
        (["serve", "--host", "256.0.0.1"], 1, "cannot be listened on"),
    ],
)
def test_wrong_use_is_told_in_a_line(words: list[str], code: int, told: str, desk: Path) -> None:
    ended = run_alone(desk, "browser", *words)
    assert ended.code == code, ended.err
    assert told in ended.err
    assert "Traceback" not in ended.err
    assert not (desk / "graphkit-browser").exists()


def test_serve_serves_until_it_is_stopped(desk: Path) -> None:
    process = start(desk, "browser", "serve", "--port", "0")
    assert process.stderr is not None
    try:
        line = process.stderr.readline().decode()
        port = int(line.rsplit(":", 1)[1].partition("/")[0])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", f"/{GUIDE}")
        assert b"Xi Jinping" in connection.getresponse().read()
        connection.close()
    finally:
        process.terminate()
        process.communicate(timeout=30)
