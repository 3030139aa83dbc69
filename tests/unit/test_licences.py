"""What graphkit depends on is free to use, and what is not would be told."""

from __future__ import annotations

import pytest

from tests.licences import Licensed, ours


def test_every_dependency_has_an_allowed_licence() -> None:
    packages = ours()
    assert {"spacy", "kglite", "neo4j", "trafilatura"} <= {found.package for found in packages}
    assert [found for found in packages if not found.allowed] == []


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MIT AND Zlib", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        (None, False),
    ],
)
def test_a_licence_is_allowed_where_one_alternative_is(licence: str | None, allowed: bool) -> None:
    assert Licensed(package="x", version="1", licence=licence).allowed is allowed
