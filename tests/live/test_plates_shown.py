"""Pictures for print as a browser shows them: measured there, alike in SVG and PNG, and silent."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import pytest

from graphkit.pictures.plates.frames import Plate
from graphkit.pictures.plates.printing import printed
from tests.chromium import chromium
from tests.pictured import seed_plate

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.live

FILTERS: Final[dict[str, dict[str, Any]]] = {
    "ego": {"actors": ("China",)},
    "matrix": {},
    "tension": {"actors": ("China",), "partners": ("USA",)},
    "blocs": {},
    "visits": {},
}
DPI: Final = 192
"""Of the PNG; both are compared at a quarter of it, lest the rims of letters count."""

MEASURED: Final = """() => [...document.querySelectorAll('text')].map(t => {
  const box = t.getBBox(), m = t.getCTM(), font = document.fonts.check('8px Arimo');
  const at = (x, y) => [m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f];
  return {text: t.textContent, length: t.getComputedTextLength(), turned: m.b !== 0, font,
          left: at(box.x, box.y)[0], top: at(box.x, box.y)[1],
          right: at(box.x + box.width, box.y)[0], size: parseFloat(t.getAttribute('font-size'))};
})"""
"""Where the browser puts each text; `length` is its width in points."""

UNLIKE: Final = """async ([one, other, width, height]) => {
  const read = async source => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    const canvas = new OffscreenCanvas(width, height), brush = canvas.getContext('2d');
    brush.drawImage(picture, 0, 0, width, height);
    return brush.getImageData(0, 0, width, height).data;
  };
  const [a, b] = [await read(one), await read(other)];
  let far = 0, inked = 0;
  for (let i = 0; i < a.length; i += 4) {
    const dark = p => 255 * 3 - p[i] - p[i + 1] - p[i + 2];
    if (dark(a) > 100 || dark(b) > 100) inked++;
    if (Math.abs(dark(a) - dark(b)) > 300) far++;
  }
  return [inked, far];
}"""
"""How many pixels either picture has inked, and how many are dark in one and light in the other."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    yield from chromium()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page, and its console and requests."""
    page = browser.new_page()
    yield page
    page.close()


def source(content: bytes, kind: str) -> str:
    """Returns a picture as an address of its own bytes."""
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def picture(name: str) -> Plate:
    """Returns a picture of the seeds."""
    return seed_plate(name, **FILTERS[name])


@pytest.mark.parametrize("name", list(FILTERS))
def test_the_browser_measures_what_we_measured(page: Page, name: str, tmp_path: Any) -> None:
    plate = picture(name)
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    file = tmp_path / f"{name}.svg"
    file.write_bytes(plate.svg)
    page.goto(file.as_uri())
    page.evaluate("document.fonts.ready.then(() => true)")
    found = page.evaluate(MEASURED)
    assert [text["text"] for text in found] == [label.text for label in plate.canvas.labels]
    for text, label in zip(found, plate.canvas.labels, strict=True):
        assert text["font"], "the embedded typeface was not taken"
        (x0, y0), (x1, y1), *_ = label.corners
        width = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        assert text["length"] == pytest.approx(width, abs=0.03 * width + 0.3), label.text
    assert told == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def unlike(page: Page, plate: Plate, svg: bytes) -> float:
    """Returns the part of the inked pixels that differ between an SVG and a picture's PNG."""
    size = [round(points / 72 * DPI / 4) for points in (plate.width, plate.height)]
    sources = source(svg, "svg+xml"), source(printed(plate, "png", dpi=DPI), "png")
    page.set_content("<!doctype html>")
    inked, far = page.evaluate(UNLIKE, [*sources, *size])
    assert inked > 1000
    return float(far / inked)


@pytest.mark.parametrize("name", list(FILTERS))
def test_svg_and_png_look_alike(page: Page, name: str) -> None:
    plate = picture(name)
    assert unlike(page, plate, plate.svg) < 0.015


def test_another_typeface_does_not_look_alike(page: Page) -> None:
    plate = picture("matrix")
    other = re.sub(rb'font-family="[^"]+"', b'font-family="monospace"', plate.svg)
    assert unlike(page, plate, other) > 0.04
