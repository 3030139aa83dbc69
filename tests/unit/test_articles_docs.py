"""docs/articles.md names every format that is read, and no other."""

from __future__ import annotations

import re

from graphkit.articles import READERS
from graphkit.articles.archives import ARCHIVES
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "articles.md").read_text("utf-8")


def test_every_suffix_is_in_the_table() -> None:
    rows = re.findall(r"^\| ((?:`\.\w+`(?:, )?)+) \|", PAGE, re.MULTILINE)
    documented = {suffix for row in rows for suffix in re.findall(r"`(\.\w+)`", row)}
    assert documented == {*ARCHIVES, *(s for reader in READERS for s in reader.suffixes)}


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+?)\)", PAGE)
    assert [n for n in links if "://" not in n and not (ROOT / "docs" / n).exists()] == []
