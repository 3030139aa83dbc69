"""A real Neo4j community server for tests, run from Maven Central jars on a free port.

Needs Java and Maven; no container engine.  $GRAPHKIT_NEO4J_VERSION names another version than the
pom's (5.26.30, Java 17 or 21), such as 2026.08.1 (Java 21: $JAVA_HOME says where).  The jars are
fetched on first use and kept in $NEO4J_LIB, else in a cache folder named after version and pom.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

POM: Final = Path(__file__).with_name("pom.xml")
PASSWORD: Final = "graphkit-test"  # the server is bound to 127.0.0.1 and lives for one test run
JVM: Final = (
    "-Xms512m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-OmitStackTraceInFastThrow",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "-Dlog4j2.disable.jmx=true",
    "-Dfile.encoding=UTF-8",
)
READY_SECONDS: Final = 180.0
STOP_SECONDS: Final = 180.0
FETCH_SECONDS: Final = 900.0
_BOLT_HELLO: Final = bytes.fromhex("6060b01700080805000204040000000000000000")


class ServerError(Exception):
    """The server cannot be had here; the message says why."""


def java() -> str:
    """Returns the Java command: JAVA_HOME's, else the one on the path."""
    home = os.environ.get("JAVA_HOME")
    command = str(Path(home, "bin", "java")) if home else "java"
    if shutil.which(command) is None:
        raise ServerError("no Java: install Java 17 or 21, or give GRAPHKIT_NEO4J_URI")
    return command


def version() -> str:
    """Returns the version of the server: the environment's, else the pom's."""
    told = re.search(r"<neo4j.version>(.*?)<", POM.read_text(encoding="utf-8"))
    assert told is not None
    return os.environ.get("GRAPHKIT_NEO4J_VERSION") or told[1]


def main_class() -> str:
    """Returns the class that starts the server: calendar versions (2025.01 on) renamed it."""
    calendar = int(version().partition(".")[0]) >= 2025
    return f"org.neo4j.server.{'Neo4jCommunity' if calendar else 'CommunityEntryPoint'}"


def jars() -> Path:
    """Returns the folder of the server's jars, fetched with Maven on first use."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    mark = hashlib.sha256(POM.read_bytes()).hexdigest()[:8]
    folder = Path(os.environ.get("NEO4J_LIB") or cache / f"neo4j-{version()}-{mark}").absolute()
    if not folder.exists():
        _fetch(folder)
    return folder


def _fetch(folder: Path) -> None:
    if shutil.which("mvn") is None:
        raise ServerError("no Maven to fetch the server's jars: install it, or set NEO4J_LIB")
    new = folder.with_name(f"{folder.name}.{os.getpid()}")
    goal = ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={new}"]
    goal.append(f"-Dneo4j.version={version()}")
    done = subprocess.run(
        ["mvn", "-B", "-q", "-f", str(POM), *goal],
        capture_output=True,
        text=True,
        timeout=FETCH_SECONDS,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(new, ignore_errors=True)
        raise ServerError(f"Maven could not fetch the server's jars: {done.stdout[-400:]}")
    try:
        new.rename(folder)
    except OSError:  # another run was faster
        shutil.rmtree(new)


def free_port() -> int:
    """Returns a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server with its own folder; it can be stopped and started again on the same port.

    Args:
        home: the folder.
        web: with HTTP and Neo4j Browser.
        settings: of neo4j.conf, beside or instead of ours.
    """

    def __init__(
        self, home: Path, *, web: bool = False, settings: Mapping[str, str] | None = None
    ) -> None:
        self.home = home.resolve()
        self.port = free_port()
        self.web_port = free_port() if web else None
        self.settings = dict(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._lib = jars()

    @property
    def uri(self) -> str:
        """The server's address."""
        return f"bolt://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """The process of a running server."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Starts the server and waits until Bolt answers."""
        if not (self.home / "conf").exists():
            self._configure()
        classes = ["-cp", f"{self._lib}/*", main_class()]
        places = [f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}"]
        with (self.home / "logs" / "console.log").open("ab") as log:
            self._process = subprocess.Popen(
                [java(), *JVM, *classes, *places],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=self._environment(),
                start_new_session=True,
            )
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """Stops the server and waits for its end; a stopped one stays stopped."""
        process, self._process = self._process, None
        if process is not None:
            process.send_signal(how)
            process.wait(timeout=STOP_SECONDS)

    def configure(self, settings: Mapping[str, str]) -> None:
        """Gives a stopped server other settings beside ours."""
        self.settings = dict(settings)
        self._write_settings()

    def _configure(self) -> None:
        for name in ("conf", "data", "import", "logs", "plugins", "run"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        self._write_settings()
        self.admin("dbms", "set-initial-password", PASSWORD)

    def _write_settings(self) -> None:
        settings = {
            "server.default_listen_address": "127.0.0.1",
            "server.default_advertised_address": "127.0.0.1",
            "server.bolt.listen_address": f":{self.port}",
            "server.bolt.advertised_address": f":{self.port}",
            **self._web_settings(),
            "server.memory.pagecache.size": "128m",
            "dbms.usage_report.enabled": "false",
            "client.allow_telemetry": "false",
            "db.tx_log.preallocate": "false",
            "db.tx_log.rotation.retention_policy": "2 files",
            **self.settings,
        }
        text = "".join(f"{key}={value}\n" for key, value in settings.items())
        (self.home / "conf" / "neo4j.conf").write_text(text, encoding="utf-8")

    def admin(self, *words: str) -> str:
        """Runs `neo4j-admin` on this server's folder, which must not be running."""
        if not (self.home / "conf").exists():
            self._configure()
        tool = ["-cp", f"{self._lib}/*", "org.neo4j.cli.AdminTool"]
        done = subprocess.run(
            [java(), *JVM, *tool, *words],
            cwd=self.home,  # the importer writes its report where it runs
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise ServerError(f"neo4j-admin {words[0]} failed: {done.stderr[:600]}")
        return done.stdout

    def _web_settings(self) -> dict[str, str]:
        if self.web_port is None:
            return {"server.http.enabled": "false"}
        return {
            "server.http.enabled": "true",
            "server.http.listen_address": f":{self.web_port}",
            "server.http.advertised_address": f":{self.web_port}",
        }

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "NEO4J_HOME": str(self.home),
            "NEO4J_CONF": str(self.home / "conf"),
        }

    def _wait(self) -> None:
        assert self._process is not None
        begun = time.monotonic()
        while time.monotonic() - begun < READY_SECONDS:
            status = self._process.poll()
            if status is not None:
                raise ServerError(f"the server stopped with status {status}: {self._log()}")
            if self._answers():
                return
            time.sleep(0.1)
        self.stop()
        raise ServerError(f"the server was not ready after {READY_SECONDS:.0f} s")

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as probe:
                probe.sendall(_BOLT_HELLO)
                return len(probe.recv(4)) == 4
        except OSError:
            return False

    def _log(self) -> str:
        return (self.home / "logs" / "console.log").read_text(encoding="utf-8")[-400:]
