"""The gallery shows what its commands draw."""

from __future__ import annotations

import re
from pathlib import Path

from graphkit.pictures.plates.views import VIEWS
from tests.gallery import FOLDER, GALLERY, commands, draw_svgs
from tests.readme_answers import graphkit
from tests.samples import ROOT


def test_every_picture_is_what_its_command_draws(tmp_path: Path) -> None:
    graphkit(tmp_path, "build", str(ROOT / "seeds" / "articles"), "--picture", "")
    stale = [
        name
        for name, content in draw_svgs(tmp_path).items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_bytes() != content
    ]
    assert stale == [], "run: python -m tests.gallery svg"


def test_every_kind_of_picture_is_shown() -> None:
    assert set(VIEWS) <= {arguments[1] for arguments in commands().values()}


def test_every_picture_of_the_page_is_there() -> None:
    shown = re.findall(r"!\[[^\]]+\]\(pictures/([^)]+)\)", GALLERY.read_text("utf-8"))
    assert set(commands()) <= set(shown)
    assert [name for name in shown if not (FOLDER / name).exists()] == []
