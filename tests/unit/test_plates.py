"""Pictures for print: labels apart and legible, the same bytes each time, and captions."""

from __future__ import annotations

import dataclasses
import importlib.util
import itertools
import json
import math
import re
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest

from graphkit.errors import PictureError
from graphkit.ontology import load_ontology
from graphkit.pictures.plates.canvas import INK, MARGIN, MILLIMETRE, SMALL, Canvas, Label, covers
from graphkit.pictures.plates.frames import Plate
from graphkit.pictures.plates.printing import form_of, printed
from graphkit.pictures.plates.views import Wish
from graphkit.pictures.typefaces import lacking, text_width, wrapped
from graphkit.store import Store, open_store
from graphkit.store.loading import load
from graphkit.topics import issue_of
from tests.benchmarks.made_news import made_news
from tests.letter_widths import FILE, letter_widths
from tests.pictured import plate_of, seed_plate, tie
from tests.samples import VOCABULARY, article, country, person

SVG = "{http://www.w3.org/2000/svg}"
CHINA, USA = ("China",), ("USA",)
FILTERS: dict[str, dict[str, Any]] = {
    "ego": {"actors": CHINA},
    "matrix": {},
    "tension": {"actors": CHINA, "partners": USA},
    "blocs": {},
    "visits": {},
}
WIDTHS = (120.0, 160.0, 260.0)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store of much made-up news."""
    path = str(tmp_path_factory.mktemp("made") / "graph.kgl")
    with open_store(path) as store:
        load(store, *made_news(2400), vocabulary=load_ontology(), issue_of=issue_of)
        yield store


# Geometry, from the file alone


def labels_in(svg: bytes) -> list[Label]:
    """Returns the texts of an SVG file with the corners of what they cover."""
    found = []
    for element in ET.fromstring(svg).iter(f"{SVG}text"):
        turn = re.search(r"rotate\((\S+)", element.get("transform", ""))
        found.append(
            Canvas(0).text(
                (float(element.get("x", "nan")), float(element.get("y", "nan"))),
                element.text or "",
                size=float(element.get("font-size", "nan")),
                bold=element.get("font-weight") == "bold",
                anchor=element.get("text-anchor", "start"),  # type: ignore[arg-type]
                turn=float(turn[1]) if turn else 0.0,
            )
        )
    return found


def marks_in(svg: bytes) -> Iterator[Label]:
    """Yields the discs and the marks of journeys in an SVG file, as what they cover."""
    root = ET.fromstring(svg)
    for disc in root.iter(f"{SVG}circle"):
        x, y, r = (float(disc.get(name, "nan")) for name in ("cx", "cy", "r"))
        yield square(x - r, y - r, x + r, y + r)
    for bar in root.iter(f"{SVG}rect"):
        if bar.get("rx") == "2.9":
            x, y, w, h = (float(bar.get(name, "nan")) for name in ("x", "y", "width", "height"))
            yield square(x, y, x + w, y + h)


def plaques_in(svg: bytes) -> Iterator[Label]:
    """Yields the plaques with the name of an actor."""
    for bar in ET.fromstring(svg).iter(f"{SVG}rect"):
        if bar.get("fill") == INK:
            x, y, w, h = (float(bar.get(name, "nan")) for name in ("x", "y", "width", "height"))
            yield square(x, y, x + w, y + h)


def square(left: float, top: float, right: float, bottom: float) -> Label:
    """Returns an upright rectangle."""
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Label(text="", size=0, corners=corners)


def faults(plate: Plate) -> list[str]:
    """Returns what is wrong with the labels of a picture."""
    labels = labels_in(plate.svg)
    right, bottom = plate.width - MARGIN, plate.height - MARGIN
    found = [
        f"{one.text!r} over {other.text!r}"
        for one, other in itertools.combinations(labels, 2)
        if covers(one, other)
    ]
    found += [
        f"{label.text!r} over a mark at {mark.corners[0]}"
        for label in labels
        for mark in marks_in(plate.svg)
        if covers(label, mark)
    ]
    found += [
        f"a mark at {mark.corners[0]} under the actor"
        for mark in marks_in(plate.svg)
        for plaque in plaques_in(plate.svg)
        if covers(mark, plaque)
    ]
    for label in labels:
        if not all(-1 <= x <= right + 1 and -1 <= y <= bottom + 1 for x, y in label.corners):
            found.append(f"{label.text!r} leaves the page")
        if label.size < SMALL:
            found.append(f"{label.text!r} is small")
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", list(FILTERS))
def test_labels_of_the_seeds_are_apart_and_legible(name: str, width: float) -> None:
    plate = seed_plate(name, wish=Wish(width=width), **FILTERS[name])
    assert plate.width == pytest.approx(width * MILLIMETRE)
    assert faults(plate) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", list(FILTERS))
def test_labels_of_much_news_are_apart_and_legible(made: Store, name: str, width: float) -> None:
    assert faults(plate_of(made, name, wish=Wish(width=width), **FILTERS[name])) == []


def test_faults_are_found() -> None:
    canvas = Canvas(200)
    canvas.text((0, 20), "one")
    canvas.text((5, 22), "other")
    canvas.text((190, 40), "beyond the edge")
    canvas.text((0, 60), "tiny", size=4)
    canvas.text((60, 80), "marked")
    canvas.circle((65, 78), 3, fill="#000000")
    svg = canvas.svg(100, title="t", description="d")
    plate = Plate(
        svg=svg, canvas=canvas, title="t", width=212, height=112, caption=None,  # type: ignore[arg-type]
    )  # fmt: skip
    assert faults(plate) == [
        "'one' over 'other'",
        "'marked' over a mark at (62.0, 75.0)",
        "'beyond the edge' leaves the page",
        "'tiny' is small",
    ]


@pytest.mark.parametrize(
    ("turn", "dx", "hit"), [(0, 30, True), (-90, 30, False), (-50, 12, False), (-50, 5, True)]
)
def test_slanted_labels_are_measured_along_their_slant(turn: float, dx: float, hit: bool) -> None:
    one, other = (Canvas(0).text((x, 50), "sanctions", turn=turn) for x in (0, dx))
    assert covers(one, other) is hit


# What a picture says


@pytest.mark.parametrize("name", list(FILTERS))
def test_the_same_store_gives_the_same_bytes(name: str) -> None:
    one, other = (seed_plate(name, **FILTERS[name]) for _ in range(2))
    for form in ("svg", "png", "pdf"):
        assert printed(one, form_of(f"x.{form}"), dpi=72) == printed(
            other, form_of(f"x.{form}"), dpi=72
        )


@pytest.mark.parametrize("name", list(FILTERS))
def test_the_caption_tells_counts_and_days(name: str) -> None:
    plate = seed_plate(name, wish=Wish(chosen="what is done"), **FILTERS[name])
    told = plate.caption.lines
    assert re.search(
        r"\d+ statements? in \d+ articles? by \d+ outlets? of (\d{4}-\d\d-\d\d) to (?!\1)\S+\.$",
        told[0],
    )
    assert told[1] == "Filters: what is done."
    shown = " ".join(label.text for label in labels_in(plate.svg))
    assert all(sentence in shown for sentence in told)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("ego", "actors with fewer statements"),
        ("matrix", "parties with fewer sides"),
        ("tension", "earlier month"),
        ("blocs", "parties with weaker ties"),
        ("visits", "journeys, earlier or of those who travel less"),
    ],
)
def test_what_the_limit_leaves_out_is_told(made: Store, name: str, words: str) -> None:
    plate = plate_of(made, name, limit=6, **FILTERS[name])
    assert words in " ".join(plate.caption.left_out)
    assert faults(plate) == []


HOSTILE = '</text><script>alert(1)</script> #panic("x") &amp; \u202edesrever\u202c \x00\ud800'


@pytest.mark.parametrize("form", ["svg", "png", "pdf"])
def test_hostile_names_stay_text(tmp_path: Path, form: str) -> None:
    mallory = dataclasses.replace(person("Mallory", None), name=HOSTILE.replace("\ud800", ""))
    rows = [
        tie(country("USA"), "criticizes", country("CHN"), stance=-0.5),
        tie(mallory, "meets", country("CHN"), sent=1),
    ]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        load(store, [article("a1")], rows, vocabulary=VOCABULARY)
        plate = plate_of(store, "ego", actors=CHINA, wish=Wish(title=HOSTILE))
    content = printed(plate, form_of(f"x.{form}"))
    if form == "svg":
        root = ET.fromstring(content)
        assert not [element for element in root.iter() if element.tag.endswith("script")]
        assert "\u202e" not in content.decode()
        assert any("<script>" in (text.text or "") for text in root.iter(f"{SVG}text"))
    elif form == "pdf":
        assert "<script>alert(1)</script> #panic" in pdf_text(content)


# Print


def png_size(content: bytes) -> tuple[int, int]:
    """Returns width and height in pixels."""
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def pdf_text(content: bytes) -> str:
    """Returns the text of a PDF's page."""
    document = pypdfium2.PdfDocument(content)
    assert len(document) == 1
    return str(document[0].get_textpage().get_text_range())


def test_png_has_the_dots_that_print_asks_for() -> None:
    plate = seed_plate("tension", **FILTERS["tension"])
    for dpi in (100, 300):
        width, height = png_size(printed(plate, "png", dpi=dpi))
        assert width == pytest.approx(160 / 25.4 * dpi, abs=1)
        assert height == pytest.approx(plate.height / 72 * dpi, abs=1)


@pytest.mark.parametrize("name", list(FILTERS))
def test_pdf_has_the_size_the_words_and_no_time(name: str) -> None:
    plate = seed_plate(name, **FILTERS[name])
    content = printed(plate, "pdf")
    document = pypdfium2.PdfDocument(content)
    assert document[0].get_size() == pytest.approx((plate.width, plate.height), abs=0.05)
    about = document.get_metadata_dict()
    assert (about["Title"], about["CreationDate"], about["ModDate"]) == (plate.title, "", "")
    fonts = set(re.findall(rb"/FontName/[A-Z]+\+([\w-]+)", content))
    assert fonts <= {b"Arimo", b"Arimo-Bold"}
    assert fonts
    words = "".join(pdf_text(content).split())
    for label in plate.canvas.labels:
        assert "".join(label.text.split()) in words


def test_png_and_pdf_need_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    plate = seed_plate("tension", **FILTERS["tension"])
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(PictureError) as caught:
        printed(plate, "pdf")
    assert str(caught.value) == (
        "pdf needs the package typst (pip install 'graphkit-diplomacy[print]', or draw svg)"
    )
    assert printed(plate, "svg") == plate.svg


@pytest.mark.parametrize(("name", "message"), [("x.gif", "'.gif'"), ("x", "does not tell")])
def test_a_name_must_tell_the_form(name: str, message: str) -> None:
    with pytest.raises(PictureError, match=re.escape(message)):
        form_of(name)


# Typeface


def test_widths_are_those_of_the_fonts() -> None:
    assert json.loads(FILE.read_text("utf-8")) == letter_widths()


def test_svg_holds_its_typeface() -> None:
    style = ET.fromstring(seed_plate("blocs").svg).find(f"{SVG}style")
    assert style is not None
    assert (style.text or "").count("@font-face{font-family:Arimo;") == 2
    assert "http" not in (style.text or "")


def test_text_is_wrapped_and_cut() -> None:
    lines = wrapped("one two three four five six", 40, 8, lines=2)
    assert len(lines) == 2
    assert lines[1].endswith("\u2026")
    assert all(text_width(line, 8) <= 40 for line in lines)
    assert wrapped("", 40, 8) == []
    assert math.isclose(text_width("ab", 8), text_width("a", 8) + text_width("b", 8))


def test_letters_that_the_typeface_lacks_are_known() -> None:
    assert lacking(["Łódź Київ Ελλάδα", "\u4e60\u8fd1\u5e73 \u4e60"]) == "\u4e60\u5e73\u8fd1"


def test_a_caption_counts_the_journeys_that_are_drawn(made: Store) -> None:
    plate = plate_of(made, "visits", limit=8)
    journeys, statements = (int(n) for n in re.findall(r"\d+", plate.caption.told)[:2])
    assert journeys <= 8
    assert journeys <= statements <= 3 * journeys
