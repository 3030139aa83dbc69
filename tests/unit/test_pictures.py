"""Pictures: files written whole, lines gathered, labels apart, SVG that says what it shows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from graphkit.errors import PictureError
from graphkit.pictures.files import write_picture
from graphkit.pictures.layouts import Box, label_lines, lay_out, overlap
from graphkit.pictures.palette import SIGN_COLOURS, line_width, xml_text
from graphkit.pictures.strands import Strand, gather_strands
from graphkit.pictures.svg import draw_svg
from tests.pictured import network_of_statements, seed_network, tie
from tests.samples import country, person, topic

USA, CHN, RUS = country("USA"), country("CHN"), country("RUS")
SVG = "{http://www.w3.org/2000/svg}"


def texts(picture: bytes) -> list[str]:
    """Returns every text that a picture shows."""
    return [element.text or "" for element in ET.fromstring(picture).iter(f"{SVG}text")]


# Files


def test_a_picture_is_written_whole_and_not_over_another(tmp_path: Path) -> None:
    target = tmp_path / "ties.svg"
    write_picture(b"one", str(target))
    with pytest.raises(PictureError) as caught:
        write_picture(b"two", str(target))
    assert str(caught.value) == f"{target}: is there already (give --force to replace it)"
    assert target.read_bytes() == b"one"
    write_picture(b"two", str(target), force=True)
    assert target.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_former_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ties.svg"
    target.write_bytes(b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PictureError, match="cannot be written: No space left on device"):
        write_picture(b"two", str(target), force=True)
    assert target.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name != "posix", reason="file modes are a POSIX matter")
def test_a_picture_gets_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    write_picture(b"one", str(tmp_path / "ties.svg"))
    modes = {path.stat().st_mode for path in tmp_path.iterdir()}
    assert len(modes) == 1


@pytest.mark.parametrize(
    ("name", "message"),
    [("", "is a folder (name a file)"), ("no/ties.svg", "its folder does not exist")],
)
def test_a_place_that_can_hold_no_file(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(PictureError) as caught:
        write_picture(b"one", str(tmp_path / name), force=True)
    assert message in str(caught.value)


def test_stdout_takes_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_picture("déjà".encode(), "-")
    assert capfdbinary.readouterr().out == "déjà".encode()


# Strands


def test_relations_of_one_direction_and_sign_are_one_line(tmp_path: Path) -> None:
    network = network_of_statements(
        tmp_path,
        tie(USA, "criticizes", CHN, stance=-0.5),
        tie(USA, "criticizes", CHN, stance=-0.5, sent=1),
        tie(USA, "sanctions", CHN, stance=-0.9, sent=2),
        tie(USA, "supports", CHN, stance=0.8, sent=3),
        tie(CHN, "criticizes", USA, stance=-0.5, sent=4),
        tie(CHN, "meets", USA, stance=0.3, sent=5),
    )
    lines = [(s.start, s.end, s.sign, s.directed, s.label) for s in gather_strands(network)]
    assert lines == [
        ("country:USA", "country:CHN", -1, True, "criticizes \u00d72, sanctions"),
        ("country:CHN", "country:USA", 1, False, "meets"),
        ("country:CHN", "country:USA", -1, True, "criticizes"),
        ("country:USA", "country:CHN", 1, True, "supports"),
    ]
    assert sum(s.count for s in gather_strands(network)) == network.statements


def test_a_planned_line_is_not_firm(tmp_path: Path) -> None:
    network = network_of_statements(
        tmp_path, tie(USA, "visits", CHN, status="planned"), tie(RUS, "visits", CHN, sent=1)
    )
    assert {(s.start, s.firm) for s in gather_strands(network)} == {
        ("country:USA", False),
        ("country:RUS", True),
    }
    assert [s.start for s in gather_strands(network, firm=True)] == ["country:RUS"]


def test_a_short_label_names_two_relations() -> None:
    strand = Strand(
        start="a",
        end="b",
        sign=-1,
        directed=True,
        relations={"warns": 1, "criticizes": 3, "talks_with": 2},
        firm=True,
        last="",
    )
    assert strand.label == "criticizes \u00d73, talks with \u00d72, warns"
    assert strand.short_label == "criticizes \u00d73, talks with \u00d72, \u2026"


# Layout


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("China", ("China",)),
        ("Recep Tayyip Erdogan", ("Recep Tayyip", "Erdogan")),
        ("x" * 60, ("x" * 17, "x" * 16 + "\u2026")),
        ("an immediate end to the fighting", ("an immediate end", "to the fighting")),
        ("an immediate end to all the fighting", ("an immediate end", "to all the fight\u2026")),
        (" ", (" ",)),
    ],
)
def test_labels_take_two_short_lines(name: str, lines: tuple[str, ...]) -> None:
    assert label_lines(name) == lines


def hidden(boxes: Sequence[Box]) -> int:
    """Counts pairs of boxes that lie over each other by more than the rounding to pixels."""
    count = 0
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            push = overlap(one, other)
            count += push is not None and max(map(abs, push)) > 1.0
    return count


@pytest.mark.parametrize("limit", [20, 60, 400])
def test_no_label_hides_another(limit: int) -> None:
    network = seed_network(limit=limit)
    strands = gather_strands(network)
    names = {node: data["name"] for node, data in network.graph.nodes(data=True)}
    boxes = lay_out(strands, names, core=strands[:60])
    assert set(boxes) == set(network.graph)
    assert hidden(list(boxes.values())) == 0
    assert boxes == lay_out(strands, names, core=strands[:60])


def test_one_tie_can_be_laid_out(tmp_path: Path) -> None:
    network = network_of_statements(tmp_path, tie(USA, "visits", CHN))
    boxes = lay_out(gather_strands(network), {"country:USA": "USA", "country:CHN": "China"})
    assert hidden(list(boxes.values())) == 0


# SVG


def test_svg_is_the_same_each_time_and_says_what_it_shows() -> None:
    network = seed_network(limit=40)
    picture = draw_svg(network, title="Ties & more")
    assert picture == draw_svg(network, title="Ties & more")
    shown = texts(picture)
    assert shown[0] == "Ties & more"
    assert shown[-1].startswith("40 strongest of ")
    assert {"friendly", "hostile", "country", "person"} <= set(shown)
    assert picture.count(b"@font-face{font-family:Arimo;") == 2


def test_svg_draws_every_node_and_line() -> None:
    network = seed_network(limit=40)
    root = ET.fromstring(draw_svg(network, title="Ties"))
    titles = [element.text for element in root.iter(f"{SVG}title")]
    assert len(titles) == 1 + network.graph.number_of_nodes() + len(gather_strands(network))


def test_svg_tells_signs_by_colour_and_by_ending(tmp_path: Path) -> None:
    network = network_of_statements(
        tmp_path,
        tie(USA, "supports", CHN, stance=0.8),
        tie(CHN, "criticizes", USA, stance=-0.5, sent=1),
        tie(CHN, "meets", RUS, stance=0.3, sent=2),
        tie(USA, "visits", RUS, stance=0.3, sent=3, status="planned"),
    )
    root = ET.fromstring(draw_svg(network, title="Ties"))
    lines = [
        (p.get("stroke"), p.get("marker-end"), p.get("stroke-dasharray") is not None)
        for p in root.iter(f"{SVG}path")
        if p.get("stroke-opacity")
    ]
    assert sorted(lines, key=str) == sorted(
        [
            (SIGN_COLOURS[1], "url(#end-friendly)", False),
            (SIGN_COLOURS[-1], "url(#end-hostile)", False),
            (SIGN_COLOURS[1], None, False),
            (SIGN_COLOURS[1], "url(#end-friendly)", True),
        ],
        key=str,
    )


HOSTILE = '</title><script>alert("x")</script> & \u202edesrever\u202c \x00\x1b[31m\ud800'


def test_svg_keeps_hostile_names_as_text(tmp_path: Path) -> None:
    bad = person("Mallory", "USA")
    network = network_of_statements(
        tmp_path, tie(bad, "visits", topic("talks")), rename={bad.id: HOSTILE}
    )
    picture = draw_svg(network, title=HOSTILE)
    root = ET.fromstring(picture)
    assert not [element for element in root.iter() if element.tag.endswith("script")]
    assert "\u202e" not in picture.decode()
    assert any("<script>" in (element.text or "") for element in root.iter(f"{SVG}title"))


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b", "a\ufffdb"),
        ("a\ud800b", "a\ufffdb"),
        ("\u202eabc\u202c", "abc"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("\U0001f1fa", "\U0001f1fa"),
    ],
)
def test_xml_text(text: str, clean: str) -> None:
    assert xml_text(text) == clean


def test_lines_grow_with_their_statements() -> None:
    widths: list[Any] = [line_width(count) for count in (1, 2, 5, 20, 1000)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1]
    assert widths[-1] == 9.0
