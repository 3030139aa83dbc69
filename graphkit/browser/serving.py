"""Files -> a small web server that Neo4j Browser may read a guide and a style from.

Browser runs at another address and first asks leave for its own headers (a preflight), so the
answers carry CORS headers; a page of any other origin gets none and its visitor's browser keeps
the answer from it.  The server answers to addresses and to the names it is given only, so that no
outer name can be pointed at it (DNS rebinding).  Nothing but the given files can be had.
"""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Collection, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

logger = logging.getLogger(__name__)

PORT: Final = 8001
"""Where the guide is served unless the user names another port."""
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

_TYPES: Final[Mapping[str, str]] = {
    "html": "text/html; charset=utf-8",
    "grass": "text/plain; charset=utf-8",
    "zip": "application/zip",
}
_LOCAL_ORIGIN: Final = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
_HOST: Final = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<name>[^:\[\]]+))(?::\d{1,5})?")
_SECONDS: Final = 30
"""A connection that is silent for so long is closed."""


class GuideServer(ThreadingHTTPServer):
    """Serves files from memory, by name; `/` is the first of them.

    Args:
        files: content by name, without slashes.
        host, port: where it listens; port 0 takes a free one.
        origins: origins beside this machine's own that may read the files, as
            `http://browser.example:7474`.
        names: names of this machine that it answers to, beside localhost.

    Raises:
        OSError: the address cannot be listened on.
    """

    daemon_threads = True

    def __init__(
        self,
        files: Mapping[str, bytes],
        *,
        host: str,
        port: int,
        origins: Collection[str] = (),
        names: Collection[str] = (),
    ) -> None:
        self.files = dict(files)
        self.origins = frozenset(origins)
        self.names = frozenset(name.lower() for name in ("localhost", *names))
        super().__init__((host, port), _Handler)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    """Answers GET, HEAD and the preflight's OPTIONS."""

    server: GuideServer
    server_version = "graphkit"
    sys_version = ""
    timeout = _SECONDS

    def do_GET(self) -> None:
        """Sends a file."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Sends a file's headers."""
        self._answer(body=False)

    def do_OPTIONS(self) -> None:
        """Answers a preflight: which methods and headers are allowed."""
        if not self._is_for_us():
            return
        self.send_response(HTTPStatus.NO_CONTENT)
        if self._cross_origin():
            self.send_header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS")
            # Browser sends cache-control, pragma and headers of its error reporter.
            self.send_header("Access-Control-Allow-Headers", "*")
            self.send_header("Access-Control-Allow-Private-Network", "true")
            self.send_header("Access-Control-Max-Age", "600")
        self.end_headers()

    def _answer(self, *, body: bool) -> None:
        if not self._is_for_us():
            return
        name = self.path.partition("?")[0].removeprefix("/") or next(iter(self.server.files))
        content = self.server.files.get(name)
        if content is None:
            self._refuse(HTTPStatus.NOT_FOUND, "there is " + ", ".join(self.server.files))
            return
        self._send(HTTPStatus.OK, content, _TYPES[name.rpartition(".")[2]], body=body)

    def _is_for_us(self) -> bool:
        """Refuses a request that calls this machine by a name that it was not given."""
        found = _HOST.fullmatch(self.headers.get("Host", ""))
        name = (found["v6"] or found["name"]).lower() if found else ""
        if name in self.server.names or _is_address(name):
            return True
        self._refuse(HTTPStatus.MISDIRECTED_REQUEST, "ask for localhost")
        return False

    def _cross_origin(self) -> bool:
        """Sends the leave for the origin that asks, if it has leave."""
        origin = self.headers.get("Origin", "")
        self.send_header("Vary", "Origin")
        allowed = bool(_LOCAL_ORIGIN.fullmatch(origin)) or origin in self.server.origins
        if allowed:
            self.send_header("Access-Control-Allow-Origin", origin)
        return allowed

    def _refuse(self, status: HTTPStatus, why: str) -> None:
        text = f"{status.phrase}: {why}\n".encode()
        self._send(status, text, "text/plain; charset=utf-8", body=self.command != "HEAD")

    def _send(self, status: HTTPStatus, content: bytes, kind: str, *, body: bool) -> None:
        self.send_response(status)
        self._cross_origin()
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "sandbox; default-src 'none'")
        self.end_headers()
        if body:
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Tells the log of a request, as ASCII: anybody on this machine can send one."""
        logger.info("%s %s", self.address_string(), ascii(format % args))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
