"""A server that speaks TLS with a self-signed certificate: `+ssc` loads, `+s` refuses."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.errors import StoreDownError
from graphkit.store import Patience, open_store
from graphkit.store.inspecting import inspect_store
from graphkit.store.loading import load
from tests.conftest import skip_live
from tests.neo4j_server import PASSWORD, Server, ServerError
from tests.samples import VOCABULARY, summit

pytestmark = pytest.mark.live
TLS = {
    "server.bolt.tls_level": "OPTIONAL",
    "dbms.ssl.policy.bolt.enabled": "true",
    "dbms.ssl.policy.bolt.base_directory": "certificates",
    "dbms.ssl.policy.bolt.client_auth": "NONE",
}


def make_certificate(folder: Path) -> None:
    """Writes a key and a certificate that it signed itself."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=127.0.0.1", "-keyout", str(folder / "private.key")]
    command += ["-out", str(folder / "public.crt")]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def tls_server(tmp_path: Path) -> Iterator[Server]:
    """A running server that speaks Bolt with and without TLS."""
    if shutil.which("openssl") is None:
        skip_live("no openssl to make a certificate with")
    (tmp_path / "certificates").mkdir()
    make_certificate(tmp_path / "certificates")
    try:
        server = Server(tmp_path, settings=TLS)
        server.start()
    except ServerError as error:
        skip_live(str(error))
    yield server
    server.stop()


def test_a_load_over_tls_and_a_certificate_that_is_not_trusted(tls_server: Server) -> None:
    place = tls_server.uri.removeprefix("bolt://")
    for scheme in ("bolt+ssc", "neo4j+ssc"):
        address = f"{scheme}://{place}"
        with open_store(address, password=PASSWORD, database="neo4j") as store:
            load(store, *summit(), vocabulary=VOCABULARY)
            assert inspect_store(store).statements == 7
    patience = Patience(connect=5, retry=1)
    for scheme in ("bolt+s", "neo4j+s"):
        address = f"{scheme}://{place}"
        with (
            open_store(address, password=PASSWORD, patience=patience) as store,
            pytest.raises(StoreDownError, match="cannot be reached or went away"),
        ):
            store.run("RETURN 1 AS x")
