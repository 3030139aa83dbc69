"""`graphkit draw`: pictures, forms, filters, files, and what it says when something is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import get_type_hints
from xml.etree import ElementTree as ET

import pytest
import typer
from typer.testing import CliRunner, Result

from graphkit.cli import common, draw, export
from graphkit.errors import PictureError, StoreError
from tests.seed_graph import seed_store

SVG = "{http://www.w3.org/2000/svg}"
PAIR = ("--actor", "China", "--with", "USA")
PICTURES = {
    "ego": ("--actor", "China"),
    "matrix": (),
    "tension": PAIR,
    "blocs": (),
    "visits": (),
}
MAGIC = {"svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF"}

app = typer.Typer()
app.callback()(common)
draw.add_to(app)


@pytest.fixture(scope="module")
def seeds_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A store file that holds what the seeds are expected to say."""
    path = tmp_path_factory.mktemp("draw") / "graph.kgl"
    seed_store(path).close()
    return str(path)


def run(store: str, *arguments: str) -> Result:
    """Runs `graphkit draw` and lets our errors through."""
    result = CliRunner().invoke(app, ["draw", "--store", store, *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def shown(svg: bytes | str) -> str:
    """Returns every text that a picture shows, joined."""
    return " ".join(element.text or "" for element in ET.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize("form", list(MAGIC))
@pytest.mark.parametrize("name", list(PICTURES))
def test_every_picture_in_every_form(seeds_file: str, tmp_path: Path, name: str, form: str) -> None:
    target = tmp_path / f"{name}.{form}"
    result = run(seeds_file, name, "-o", str(target), "--dpi", "72", *PICTURES[name])
    assert result.exit_code == 0, result.output
    assert target.read_bytes().startswith(MAGIC[form])
    assert f"{target}: " in result.stderr
    assert "articles by" in result.stderr
    assert result.stdout == ""


def test_stdout_takes_a_named_form(seeds_file: str) -> None:
    result = run(seeds_file, "matrix", "-o", "-", "-f", "svg", "--title", "Sides & turns")
    assert shown(result.stdout).startswith("Sides & turns ")


def test_filters_reach_the_picture_and_its_caption(seeds_file: str) -> None:
    arguments = ("--topic", "ceasefire", "--since", "2024", "--min-confidence", "0.5")
    text = shown(run(seeds_file, "matrix", "-o", "-", "-f", "svg", *arguments).stdout)
    assert (
        "Filters: what is done; from 2024-01-01 on; on ceasefire; certain at 0.5 or more." in text
    )
    assert "of 2024-" in text
    assert "sanctions" not in text


def test_a_question_chooses_the_statements(seeds_file: str) -> None:
    arguments = ("--query", "stance", "--set", "topic=ceasefire")
    text = shown(run(seeds_file, "matrix", "-o", "-", "-f", "svg", *arguments).stdout)
    assert "Filters: in the answer to the question stance (topic=ceasefire)." in text
    assert "Hamas" in text


def test_what_is_left_out_is_told(seeds_file: str) -> None:
    result = run(seeds_file, "ego", "-o", "-", "-f", "svg", "--actor", "USA", "--limit", "5")
    told = " ".join(result.stderr.split())
    assert "not drawn: " in told
    assert "actors with fewer statements" in told
    assert "actors with fewer statements" in shown(result.stdout)


def test_letters_that_cannot_be_printed_are_told(seeds_file: str, tmp_path: Path) -> None:
    for form, told in (("pdf", True), ("svg", False)):
        target = str(tmp_path / f"x.{form}")
        result = run(seeds_file, "blocs", "-o", target, "--title", "Lager \u9663\u55b6")
        assert ("letters that its typeface lacks" in result.stderr) is told


def test_a_file_is_not_replaced_without_force(seeds_file: str, tmp_path: Path) -> None:
    target = tmp_path / "blocs.svg"
    target.write_text("mine")
    with pytest.raises(PictureError, match="is there already"):
        run(seeds_file, "blocs", "-o", str(target))
    assert target.read_text() == "mine"
    assert run(seeds_file, "blocs", "-o", str(target), "--force").exit_code == 0
    assert target.read_bytes().startswith(b"<?xml")
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_is_written_without_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no store"):
        run(str(tmp_path / "none.kgl"), "blocs", "-o", str(tmp_path / "blocs.svg"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("matrix", "--topic", "unicorns"), "no topic 'unicorns'"),
        (("ego", "--actor", "Chima"), "no actor 'Chima' (did you mean 'China'?)"),
        (("matrix", "--relation", "meets"), "nobody takes a side on a topic (widen the filters)"),
        (("blocs", "--since", "2040"), "no statement passes the filters (widen them)"),
    ],
)
def test_nothing_to_draw_is_told(seeds_file: str, arguments: tuple[str, ...], message: str) -> None:
    with pytest.raises(PictureError) as caught:
        run(seeds_file, *arguments, "-o", "-", "-f", "svg")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ego", "-o", "x.svg"), "say whose picture it is"),
        (("tension", "-o", "x.svg", "--actor", "China"), "name the other one of the pair"),
        (("visits", "-o", "x.svg", "--relation", "meets"), "shows the relation visits only"),
        (("blocs", "-o", "x.svg", "--with", "USA"), "name the other one with --actor"),
        (("blocs", "-o", "x.svg", "--set", "topic=x"), "name the question with --query"),
        (("blocs", "-o", "x.svg", "--width", "50"), "--width"),
        (("blocs", "-o", "x.png", "--dpi", "9"), "--dpi"),
        (("pie", "-o", "x.svg"), "'pie'"),
        (("blocs",), "Missing option"),
    ],
)
def test_wrong_usage_is_told(seeds_file: str, arguments: tuple[str, ...], message: str) -> None:
    result = run(seeds_file, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(result.stderr.replace("\u2502", " ").split())


@pytest.mark.parametrize(
    "name",
    [
        *("output", "since", "until", "actor", "partner", "topic", "relation", "outlet"),
        *("min_confidence", "query", "settings", "force", "store"),
    ],
)
def test_pictures_take_the_filters_of_exports(name: str) -> None:
    ours, theirs = (
        get_type_hints(command, include_extras=True) for command in (draw.draw, export.export)
    )
    assert ours[name] == theirs[name]
