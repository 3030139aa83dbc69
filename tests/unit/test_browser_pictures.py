"""The pictures of Neo4j Browser that the docs show are those that the command takes."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from tests.browser_desk import QUERIES
from tests.browser_pictures import FOLDER, MOST_BYTES, PICTURES, main
from tests.query_docs import DRAWN
from tests.query_docs import FOLDER as PAGES
from tests.samples import ROOT

SHOWN = re.compile(r"!\[([^\]]{10,})\]\((?:\.\./)?pictures/((?:browser|query)-[^)]+)\.png\)")
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def shown(page: Path) -> dict[str, str]:
    """Returns the pictures of Browser on a page, and what they tell who cannot see them."""
    return {name: told for told, name in SHOWN.findall(page.read_text("utf-8"))}


def test_every_category_has_one_question_drawn_on_its_page() -> None:
    categories = [QUERIES[drawn.query].category for drawn in DRAWN]
    assert sorted(categories) == sorted({query.category for query in QUERIES.values()})
    for drawn, category in zip(DRAWN, categories, strict=True):
        assert shown(PAGES / f"{category}.md") == {drawn.picture: drawn.seen}


def test_the_docs_show_what_the_command_takes() -> None:
    pages = [ROOT / "docs" / "neo4j-browser.md", *PAGES.glob("*.md")]
    assert {name for page in pages for name in shown(page)} == set(PICTURES)
    kept = {file.stem for kind in ("browser", "query") for file in FOLDER.glob(f"{kind}-*.png")}
    assert kept == set(PICTURES)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_an_image_that_a_page_can_carry(name: str) -> None:
    content = (FOLDER / f"{name}.png").read_bytes()
    assert content.startswith(SIGNATURE)
    assert len(content) <= MOST_BYTES
    width, height = struct.unpack(">II", content[16:24])
    assert width >= 900
    assert height >= 500


def test_an_unknown_picture_is_told_with_those_there_are() -> None:
    with pytest.raises(SystemExit, match=r"no such picture: browser-actr \(there are: browser-"):
        main(["browser-actr"])
