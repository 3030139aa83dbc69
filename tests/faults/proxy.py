"""A way to a server that can be slow, break or fall silent, and tells when bytes have passed."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Final

CHUNK: Final = 65_536
_RESET: Final = struct.pack("ii", 1, 0)  # SO_LINGER: a close breaks the connection


class Proxy:
    """Forwards connections on a port of its own to a local port.

    `delay` seconds pass before each piece goes on; what comes while it is `silent` is dropped.
    """

    def __init__(self, port: int) -> None:
        self.delay = 0.0
        self.silent = False
        self.passed = 0
        self._to = port
        self._after: tuple[int, Callable[[], None]] | None = None
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def uri(self) -> str:
        """The address to give instead of the server's."""
        return f"bolt://127.0.0.1:{self._listening.getsockname()[1]}"

    def after(self, count: int, act: Callable[[], None]) -> None:
        """Acts once, before more than so many bytes from now have come from clients."""
        with self._lock:
            self.passed, self._after = 0, (count, act)

    def heal(self) -> None:
        """Forwards everything at once again."""
        self.delay, self.silent = 0.0, False
        with self._lock:
            self._after = None

    def cut(self) -> None:
        """Breaks every connection."""
        with self._lock:
            broken, self._open = self._open, set()
        for end in broken:
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        """Breaks every connection and takes no more."""
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listening.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(("127.0.0.1", self._to), timeout=10)
            except OSError:
                client.close()
                continue
            server.settimeout(None)
            with self._lock:
                self._open |= {client, server}
            for here, there, note in ((client, server, self._count), (server, client, None)):
                threading.Thread(target=self._pump, args=(here, there, note), daemon=True).start()

    def _pump(
        self, here: socket.socket, there: socket.socket, note: Callable[[int], None] | None
    ) -> None:
        with contextlib.suppress(OSError):
            while piece := here.recv(CHUNK):
                if note is not None:
                    note(len(piece))
                time.sleep(self.delay)
                if not self.silent:
                    there.sendall(piece)
        for end in (here, there):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        with self._lock:
            self._open -= {here, there}

    def _count(self, size: int) -> None:
        with self._lock:
            self.passed += size
            if self._after is None or self.passed < self._after[0]:
                return
            act, self._after = self._after[1], None
        act()
