"""The containers' files: parsed and linted, since no engine runs where the tests do."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphkit import __version__
from graphkit.browser import GUIDE, STYLE
from graphkit.browser.serving import PORT
from graphkit.cli import COMMANDS
from tests.neo4j_server import POM
from tests.samples import ROOT

DOCKER = ROOT / "docker"
DOCKERFILE = (DOCKER / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DOCKER / "compose.yaml").read_text(encoding="utf-8"))


def _hadolint() -> str | None:
    beside = Path(sys.executable).with_name("hadolint")
    return str(beside) if beside.exists() else shutil.which("hadolint")


def test_the_linter_has_nothing_to_say_against_the_dockerfile() -> None:
    linter = _hadolint()
    if linter is None:
        pytest.skip("hadolint has no binary for this platform")
    result = subprocess.run(
        [linter, "--no-color", str(DOCKER / "Dockerfile")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_the_image_holds_what_the_wheel_is_made_of_and_no_more() -> None:
    copied = {
        word
        for line in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, flags=re.MULTILINE)
        for word in line.split()[:-1]
    }
    ignored = (DOCKER / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {line[1:] for line in ignored if line.startswith("!")} == copied
    assert all((ROOT / name).exists() for name in copied)


def test_the_image_does_not_run_as_root() -> None:
    last_stage = DOCKERFILE.rpartition("FROM ")[2]
    assert re.search(r"^USER 10001$", last_stage, flags=re.MULTILINE)
    assert last_stage.index("USER 10001") < last_stage.index("ENTRYPOINT")


def _mounts() -> list[tuple[str, str, str]]:
    """Returns every mount of a file or folder: where it is, where it goes, and its mode."""
    found = []
    for service in COMPOSE["services"].values():
        for volume in service.get("volumes", []):
            plain = re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", volume)
            source, target, *mode = plain.split(":")
            if source.startswith("."):
                found.append((source, target, mode[0] if mode else "rw"))
            else:
                assert source in COMPOSE["volumes"]
    return found


def test_what_is_mounted_exists_and_is_read_only() -> None:
    mounts = _mounts()
    assert {Path(source).name for source, _, _ in mounts} == {"articles"}
    for source, _, mode in mounts:
        assert (DOCKER / source).exists(), source
        assert mode == "ro"


def test_each_waits_for_what_it_needs() -> None:
    services = COMPOSE["services"]
    assert services["graphkit"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    loaded = {"graphkit": {"condition": "service_completed_successfully"}}
    assert services["guide"]["depends_on"] == loaded
    for name in ("neo4j", "guide"):
        assert "test" in services[name]["healthcheck"]
    for name in ("graphkit", "guide"):
        build = services[name]["build"]
        dockerfile = DOCKER / build["context"] / build["dockerfile"]
        assert dockerfile.resolve() == DOCKER / "Dockerfile"


def test_versions_are_pinned_and_neo4j_is_the_one_that_the_tests_run() -> None:
    tested = re.search(r"<neo4j.version>(.*?)<", POM.read_text(encoding="utf-8"))
    assert tested is not None
    assert COMPOSE["services"]["neo4j"]["image"] == f"neo4j:{tested[1]}-community"
    assert COMPOSE["services"]["guide"]["image"] == f"graphkit:{__version__}"
    images = re.findall(r"^FROM (\S+)", DOCKERFILE, flags=re.MULTILINE)
    assert all(re.fullmatch(r"python:3\.11\.\d+-slim-bookworm", image) for image in images)


def test_data_outlives_the_containers_and_nothing_else_is_written() -> None:
    services = COMPOSE["services"]
    assert "graph:/data" in services["neo4j"]["volumes"]
    for name in ("graphkit", "guide"):
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    for service in services.values():
        assert service["security_opt"] == ["no-new-privileges:true"]


def test_browser_opens_on_what_is_served() -> None:
    settings = COMPOSE["services"]["neo4j"]["environment"]
    at = f"http://localhost:{PORT}"
    opened = f"style {at}/{STYLE}; guide {at}/{GUIDE}"
    assert settings["NEO4J_browser_post__connect__cmd"] == opened
    assert settings["NEO4J_browser_remote__content__hostname__whitelist"] == "localhost"
    guide = COMPOSE["services"]["guide"]
    assert guide["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert f"{at}/{GUIDE}" in guide["healthcheck"]["test"][-1]


def test_no_password_is_left_in_the_file_and_no_port_is_open_to_others() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if "AUTH" in name or "PASSWORD" in name:
                assert re.search(r"\$\{NEO4J_PASSWORD:\?[^}]+\}$", value)
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_graphkit_is_told_things_that_it_knows() -> None:
    options = (ROOT / "graphkit" / "cli" / "options.py").read_text(encoding="utf-8")
    for service in (COMPOSE["services"]["graphkit"], COMPOSE["services"]["guide"]):
        assert service["command"][0] in COMMANDS
        for name in service["environment"]:
            assert f'envvar="{name}"' in options
