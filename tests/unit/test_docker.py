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

from graphkit.cli import COMMANDS
from graphkit.ontology import load_ontology
from graphkit.rows import KEYED_LABELS, KIND_LABELS
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
    assert {Path(source).name for source, _, _ in mounts} == {
        "queries",
        "graphkit.grass",
        "articles",
    }
    for source, _, mode in mounts:
        assert (DOCKER / source).exists(), source
        assert mode == "ro"


def test_neo4j_is_healthy_before_graphkit_writes_to_it() -> None:
    services = COMPOSE["services"]
    assert services["neo4j"]["image"].startswith("neo4j:5.")
    assert "test" in services["neo4j"]["healthcheck"]
    assert services["graphkit"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    build = services["graphkit"]["build"]
    assert (DOCKER / build["context"] / build["dockerfile"]).resolve() == DOCKER / "Dockerfile"


def test_no_password_is_left_in_the_file_and_no_port_is_open_to_others() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service["environment"].items():
            if "AUTH" in name or "PASSWORD" in name:
                assert re.search(r"\$\{NEO4J_PASSWORD:\?[^}]+\}$", value)
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_graphkit_is_told_things_that_it_knows() -> None:
    service = COMPOSE["services"]["graphkit"]
    assert service["command"][0] in COMMANDS
    options = (ROOT / "graphkit" / "cli" / "options.py").read_text(encoding="utf-8")
    for name in service["environment"]:
        assert f'envvar="{name}"' in options


def test_the_style_names_labels_and_types_of_the_graph_only() -> None:
    style = (DOCKER / "graphkit.grass").read_text(encoding="utf-8")
    labels = {*KEYED_LABELS, *(label for found in KIND_LABELS.values() for label in found)}
    relations = load_ontology().relations.values()
    types = {relation.label for relation in relations if relation.name != "other"}
    assert set(re.findall(r"^node\.(\w+)", style, flags=re.MULTILINE)) == labels
    assert set(re.findall(r"^relationship\.(\w+)", style, flags=re.MULTILINE)) == types
    # Browser's parser stumbles over a colon inside a value, and over comments.
    for value in re.findall(r":([^;{}]*);", style):
        assert ":" not in value
    assert "//" not in style
    assert "/*" not in style
