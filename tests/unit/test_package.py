"""What is shipped: the version in all its places, the face of the package, the wheel's contents."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit.model.running import FILES
from tests.samples import ROOT

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
UNWANTED = ("torch", "tensorflow", "transformers", "nvidia", "jax", "onnxruntime-gpu")
"""Heavy packages that the command must not bring along."""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this tree."""
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


def build(tree: Path, target: str, folder: Path) -> Path:
    """Builds a wheel or sdist of a tree into a folder; returns its file."""
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    (found,) = folder.glob("*.whl" if target == "wheel" else "*.tar.gz")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        listed = archive.namelist()
    assert len(listed) == len(set(listed)), "a file stands twice in the wheel"
    return set(listed)


def shipped(folder: str, suffixes: tuple[str, ...]) -> set[str]:
    """Returns the files of the tree with these suffixes, relative to its root."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return {path.relative_to(ROOT).as_posix() for path in paths}


def test_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert PROJECT["project"]["version"] == graphkit.__version__
    assert f"\nversion: {graphkit.__version__}\n" in citation
    assert metadata.version("graphkit-diplomacy") == graphkit.__version__


def test_constraints_pin_every_dependency_by_bare_name_and_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    pairs = [pin.split("==") for pin in pins]
    assert all(len(pair) == 2 for pair in pairs)
    assert pins == sorted(pins, key=str.lower)
    pinned = {name.lower().replace("_", "-") for name, _ in pairs}
    extras = PROJECT["project"]["optional-dependencies"]["dev"]
    wanted = [*PROJECT["project"]["dependencies"], *extras]
    assert {_bare(name) for name in wanted} <= pinned
    assert not pinned & set(UNWANTED)


def _bare(requirement: str) -> str:
    return requirement.split(">")[0].split("<")[0].split("=")[0].strip().lower().replace("_", "-")


def test_wheel_holds_the_code(names: set[str]) -> None:
    assert shipped("graphkit", (".py",)) <= names
    assert "graphkit/py.typed" in names


def test_wheel_holds_the_data(names: set[str]) -> None:
    files = shipped("graphkit/data", (".csv", ".toml"))
    assert {"graphkit/data/cues.csv", "graphkit/data/relations.toml"} <= files
    assert files <= names


def test_wheel_holds_the_assets_of_the_page(names: set[str]) -> None:
    files = shipped("graphkit/data/html", (".js", ".css", ".html", ".txt"))
    assert "graphkit/data/html/page.html" in files
    assert files <= names


def test_wheel_holds_the_typeface_and_its_licence(names: set[str]) -> None:
    files = shipped("graphkit/data/fonts", (".ttf", ".woff2", ".json", ".txt"))
    assert len(files) == 6
    assert files <= names


def test_wheel_holds_the_queries(names: set[str]) -> None:
    files = shipped("queries", (".cypher",))
    assert len(files) >= 12
    assert {f"graphkit/data/{name}" for name in files} <= names


def test_wheel_holds_the_weights_that_are_there(names: set[str]) -> None:
    assert shipped("graphkit/model/weights", (".onnx", ".json")) <= names


@pytest.mark.parametrize("target", ["wheel", "sdist"])
def test_weights_are_packed(tmp_path: Path, target: str) -> None:
    tree = tmp_path / "tree"
    weights = tree / "graphkit" / "model" / "weights"
    weights.mkdir(parents=True)
    (tree / "queries").mkdir()
    for name in ("pyproject.toml", ".gitignore", "README.md", "LICENSE", "graphkit/__init__.py"):
        shutil.copy(ROOT / name, tree / name)
    for name in FILES:
        (weights / name).touch()
    built = build(tree, target, tmp_path)
    if target == "wheel":
        with zipfile.ZipFile(built) as wheel:
            packed = wheel.namelist()
    else:
        with tarfile.open(built) as sdist:
            packed = [name.partition("/")[2] for name in sdist.getnames()]
    assert {f"graphkit/model/weights/{name}" for name in FILES} <= set(packed)


def test_weights_are_binary_to_git() -> None:
    asked = ["git", "check-attr", "text", "diff", "--", "graphkit/model/weights/encoder.onnx"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if not told:
        pytest.skip("not a git checkout")
    assert [line.rpartition(": ")[2] for line in told.splitlines()] == ["unset", "unset"]


def test_wheel_holds_nothing_else(names: set[str]) -> None:
    info = f"graphkit_diplomacy-{graphkit.__version__}.dist-info"
    assert {name.split("/")[0] for name in names} == {"graphkit", info}
    assert f"{info}/licenses/LICENSE" in names
    assert not [name for name in names if name.endswith((".kgl", ".pyc", ".expected.jsonl"))]


def test_wheel_has_the_command_and_the_metadata(wheel: Path, names: set[str]) -> None:
    info = f"graphkit_diplomacy-{graphkit.__version__}.dist-info"
    with zipfile.ZipFile(wheel) as archive:
        points = archive.read(f"{info}/entry_points.txt").decode()
        about = archive.read(f"{info}/METADATA").decode()
    assert "graphkit = graphkit.cli:main" in points
    assert "[spacy_factories]\ngraphkit = graphkit.pipeline.component:make_component" in points
    assert "License-Expression: Apache-2.0" in about
    assert "Requires-Python: >=3.11" in about
    assert f"{info}/entry_points.txt" in names


def test_importing_the_package_loads_no_heavy_module() -> None:
    code = "import sys, graphkit; print(*sorted({m.split('.')[0] for m in sys.modules}))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"spacy", "kglite", "neo4j", "networkx", "typer"} & set(loaded)
