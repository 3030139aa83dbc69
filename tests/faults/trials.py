"""The faults, and one trial of a load under each."""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from unittest import mock

import neo4j

from graphkit import cli
from graphkit.records import article_json, statement_json
from graphkit.store import loading, open_store
from tests.benchmarks.bench_load import articles_of, made_up
from tests.faults.proxy import Proxy
from tests.neo4j_server import PASSWORD, Server
from tests.samples import graph_of, write_lines

STATEMENTS: Final = 300
ROUND: Final = 60
"""Statements written at a time: a load has several rounds in which it can be struck."""

CONNECT: Final = 2.0
OTHER_PASSWORD: Final = "another-word"
READ_ONLY: Final = {"server.databases.default_to_read_only": "true"}
# So a silent connection is told in seconds; by default it takes the server's two minutes.
KEEP_ALIVE: Final = {
    "server.bolt.connection_keep_alive": "2s",
    "server.bolt.connection_keep_alive_probes": "2",
    "server.bolt.connection_keep_alive_for_requests": "ALL",
}
SMALL_DISK: Final = "size=1g"
"""The server's own file system, in memory, so that it can be filled: an option of `mount`."""
BALLAST: Final = "ballast"
_EMPTY: Final = "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS"


@dataclass
class Ended:
    """How a command ended: exit code, what it told on stderr, seconds it took after the fault."""

    code: int
    told: str
    waited: float


@dataclass
class Desk:
    """A server, the way to it, the files to load, and what nothing must change."""

    server: Server
    proxy: Proxy
    file: Path
    wanted: set[tuple[Any, ...]]
    bytes: int = 0
    struck: float = 0.0
    lasts: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def at(cls, folder: Path) -> Desk:
        """Starts a server in the folder, and loads the files into an embedded store to compare."""
        write_lines(folder / "s.articles.jsonl", [article_json(a) for a in articles_of(STATEMENTS)])
        file = write_lines(folder / "s.jsonl", [statement_json(s) for s in made_up(STATEMENTS)])
        home = folder / "server"
        home.mkdir()
        server = Server(home, settings=KEEP_ALIVE)
        try:
            _mount(home)
            server.start()
            return cls._ready(cls(server, Proxy(server.port), file, set()), folder)
        except BaseException:
            _clear(server)
            raise

    @staticmethod
    def _ready(desk: Desk, folder: Path) -> Desk:
        """Loads what every run is compared with, and learns how much a load sends."""
        with open_store(folder / "graph.kgl") as store:
            assert desk.load(to=store.address).code == 0
            desk.wanted = graph_of(store)
        desk.load()  # makes constraints and indexes, which only the first load sends
        desk.empty()
        desk.proxy.after(sys.maxsize, lambda: None)
        assert desk.load().code == 0
        desk.bytes = desk.proxy.passed
        return desk

    def load(self, *, to: str | None = None, retry: float = 2.0) -> Ended:
        """Runs `graphkit load` in this process."""
        words = ["graphkit", "load", str(self.file), "--store", to or self.proxy.uri]
        words += ["--connect-timeout", str(CONNECT), "--retry", str(retry)]
        told = io.StringIO()
        begun = time.monotonic()
        with (
            mock.patch.object(sys, "argv", words),
            mock.patch.dict(os.environ, {"GRAPHKIT_NEO4J_PASSWORD": PASSWORD, "COLUMNS": "400"}),
            mock.patch.object(loading, "ROUND", ROUND),
            contextlib.redirect_stderr(told),
        ):
            try:
                cli.main()
                code = 0
            except SystemExit as ended:
                code = int(ended.code or 0)
        return Ended(code, told.getvalue(), time.monotonic() - max(begun, self.struck))

    def strike(self, act: Callable[[Desk], None]) -> None:
        """Lets the fault begin, and notes when it does."""
        self.struck = time.monotonic()
        act(self)
        self.lasts.set()

    def empty(self) -> None:
        """Deletes every node."""
        self.ask(_EMPTY)

    def ask(self, cypher: str, password: str = PASSWORD, **values: str) -> None:
        """Runs Cypher past the store and the proxy."""
        with (
            neo4j.GraphDatabase.driver(self.server.uri, auth=("neo4j", password)) as driver,
            driver.session() as session,
        ):
            text: Any = cypher
            session.run(text, values).consume()

    @property
    def has_small_disk(self) -> bool:
        """True where the server has a file system of its own."""
        return self.server.home.is_mount()

    def close(self) -> None:
        """Stops the server."""
        self.proxy.close()
        _clear(self.server)


def _clear(server: Server) -> None:
    """Stops a server and lets go of its file system."""
    server.stop()
    if server.home.is_mount():
        subprocess.run(["umount", "--lazy", str(server.home)], check=True)


def _mount(folder: Path) -> None:
    """Puts a small file system in a folder's place, where that is allowed."""
    if sys.platform == "linux" and os.geteuid() == 0:
        words = ["mount", "-t", "tmpfs", "-o", SMALL_DISK, "graphkit-faults", str(folder)]
        subprocess.run(words, check=False, capture_output=True)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A fault: how it begins and ends, what a failed load may say, how long one may take.

    `passes` tells that a load may also succeed while it lasts, `mounts` that the server needs a
    file system of its own.  A wait counts from the fault's beginning, with what the server takes to
    stop and start.
    """

    begin: Callable[[Desk], None]
    end: Callable[[Desk], None]
    says: str
    passes: bool
    longest: float
    retry: float = 2.0
    mounts: bool = False


def _stop(desk: Desk) -> None:
    desk.server.stop()


def _kill(desk: Desk) -> None:
    desk.server.stop(signal.SIGKILL)


def _start(desk: Desk) -> None:
    desk.server.start()


def _restart(desk: Desk) -> None:
    desk.server.stop(signal.SIGKILL)
    desk.server.start()


def _forbid_writing(desk: Desk) -> None:
    desk.server.stop()
    desk.server.configure({**KEEP_ALIVE, **READ_ONLY})
    desk.server.start()


def _allow_writing(desk: Desk) -> None:
    desk.server.stop()
    desk.server.configure(KEEP_ALIVE)
    desk.server.start()


def _limit_files(desk: Desk) -> None:
    logs = (desk.server.home / "data" / "transactions" / "neo4j").iterdir()
    full = max(file.stat().st_size for file in logs)
    command = ["prlimit", f"--pid={desk.server.pid}", f"--fsize={full}"]
    subprocess.run(command, check=True)


def _fill_disk(desk: Desk) -> None:
    with (desk.server.home / BALLAST).open("wb") as ballast:
        while free := shutil.disk_usage(desk.server.home).free:
            with contextlib.suppress(OSError):  # the server may be quicker
                os.posix_fallocate(ballast.fileno(), ballast.seek(0, os.SEEK_END), free)


def _empty_disk(desk: Desk) -> None:
    (desk.server.home / BALLAST).unlink()
    _restart(desk)


def _change_password(desk: Desk) -> None:
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    desk.ask(change, old=PASSWORD, new=OTHER_PASSWORD)
    desk.proxy.cut()


def _change_password_back(desk: Desk) -> None:
    change = "ALTER CURRENT USER SET PASSWORD FROM $old TO $new"
    desk.ask(change, OTHER_PASSWORD, old=OTHER_PASSWORD, new=PASSWORD)


def _slow(desk: Desk) -> None:
    desk.proxy.delay = 0.05


def _cut(desk: Desk) -> None:
    desk.proxy.cut()


def _silence(desk: Desk) -> None:
    desk.proxy.silent = True


def _heal(desk: Desk) -> None:
    desk.proxy.heal()
    desk.proxy.cut()


_AWAY: Final = (
    r"(the server cannot be reached or went away|the server went away while it was written to)"
    r"(; \d+ of \d+ articles are safely in)? \((start it|run the same command again)"
)
_FAILED: Final = rf"{_AWAY}|the server failed \(\w+: its log and the room on its disk tell why\)"

FAULTS: Final[Mapping[str, Fault]] = {
    "stopped": Fault(begin=_stop, end=_start, says=_AWAY, passes=False, longest=15),
    "killed": Fault(begin=_kill, end=_start, says=_AWAY, passes=False, longest=15),
    "restarted": Fault(begin=_restart, end=_heal, says=_AWAY, passes=True, longest=120, retry=30),
    "read-only": Fault(
        begin=_forbid_writing,
        end=_allow_writing,
        says=f"{_AWAY}|the server keeps this database read-only",
        passes=False,
        longest=120,
        retry=30,
    ),
    "no room": Fault(begin=_limit_files, end=_restart, says=_FAILED, passes=False, longest=15),
    "disk full": Fault(
        begin=_fill_disk, end=_empty_disk, says=_FAILED, passes=False, longest=15, mounts=True
    ),
    "password changed": Fault(
        begin=_change_password,
        end=_change_password_back,
        says=rf"the server refused user 'neo4j' or the password|{_AWAY}",
        passes=False,
        longest=15,
    ),
    "slow": Fault(begin=_slow, end=_heal, says="", passes=True, longest=60),
    "cut": Fault(begin=_cut, end=_heal, says=_AWAY, passes=True, longest=30),
    "silent": Fault(begin=_silence, end=_heal, says=_AWAY, passes=False, longest=40),
}


@dataclass
class Tally:
    """What the runs of one fault came to."""

    runs: int = 0
    passed: int = 0
    whole: int = 0
    longest: float = 0.0
    said: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)


def try_fault(desk: Desk, fault: Fault, tally: Tally, *, dice: random.Random) -> None:
    """Loads under the fault, once more while it lasts, and after it; notes what happened."""
    desk.empty()
    desk.struck = 0.0
    desk.lasts.clear()
    desk.proxy.after(dice.randrange(desk.bytes), lambda: desk.strike(fault.begin))
    first = desk.load(retry=fault.retry)
    assert desk.struck, f"the load ended before the fault began: {first.told}"
    desk.lasts.wait()
    desk.struck = 0.0
    second = desk.load(retry=fault.retry)
    fault.end(desk)
    desk.proxy.heal()
    desk.struck = 0.0
    after = desk.load()
    tally.runs += 1
    tally.passed += first.code == 0
    for ended in (first, second):
        tally.longest = max(tally.longest, ended.waited)
        tally.wrong += _wrongs(desk, fault, ended)
        if ended.code:
            tally.said.add(_said(desk, ended))
    if after.code:
        tally.wrong.append(f"the load after it failed: {after.told}")
    with open_store(desk.server.uri, password=PASSWORD) as store:
        if graph_of(store) == desk.wanted:
            tally.whole += 1
        else:
            tally.wrong.append("the graph is another one")


def _said(desk: Desk, ended: Ended) -> str:
    line = ended.told.strip().splitlines()[-1] if ended.told.strip() else ""
    return re.sub(r"\d+ of \d+", "N of M", line.replace(desk.proxy.uri, "ADDRESS"))


def _wrongs(desk: Desk, fault: Fault, ended: Ended) -> list[str]:
    """Returns what is wrong with how a command ended."""
    wrong = []
    if ended.waited > fault.longest:
        wrong.append(f"waited {ended.waited:.1f} s")
    if "Traceback" in ended.told or PASSWORD in ended.told:
        wrong.append(f"told a traceback or the password: {ended.told}")
    if ended.code == 0 and not fault.passes:
        return wrong  # struck after its last write; the graph is looked at in any case
    said = rf"error: {re.escape(desk.proxy.uri)}: ({fault.says})[^\n]*\)$"
    if ended.code and not (ended.code == 1 and re.search(said, ended.told.strip())):
        wrong.append(f"exit code {ended.code}: {ended.told}")
    return wrong
