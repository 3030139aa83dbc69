"""Clauses with "what" that give a name stand for what they name."""

from __future__ import annotations

from typing import Final

import pytest

from tests.readers import Reader, differences, row

NAMES: Final = [
    row("object", "Hamas welcomed what it called a humanitarian truce.",
        "Hamas | supports | humanitarian truce"),
    row("as", "Iran condemned what it described as an act of aggression.",
        "Iran | criticizes | act of aggression"),
    row("preposition", "France protested against what it called a violation of the treaty.",
        "France | protests | violation of treaty"),
    row("with-a-place", "Chile condemned what it termed Russian aggression in Ukraine.",
        "Chile | criticizes | Russian aggression in Ukraine\nRussia | attacks | Ukraine"),
    row("no-name", "Iran said it knew what Oman wanted.", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_a_name_stands_for_the_thing(reader: Reader, text: str, expected: str) -> None:
    found = reader.lines(text)
    assert not (d := differences(found, expected.splitlines())), f"\n{d}"
