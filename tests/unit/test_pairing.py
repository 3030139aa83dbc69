"""The mentions of a sentence that the pair classifier judges."""

from __future__ import annotations

import pytest

from graphkit.extract.reading import ArticleReading, SentenceReading
from tests.readers import Reader


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The US has sanctions in place against Russia.", ["United States", "Russia"]),
        (
            "NATO, the EU and US backed Kyiv.",
            ["NATO", "European Union", "United States", "Ukraine"],
        ),
        ('"They told us," France said.', ["France", "France"]),
    ],
)
def test_names_of_a_sentence(reader: Reader, text: str, expected: list[str]) -> None:
    article = ArticleReading(reader.extractor, reader.parse(text))
    found = [s.mention for s in SentenceReading(article, 0).standing()]
    assert [m.name for m in found if m.kind in ("country", "organization")] == expected


def test_what_is_ours_is_the_speakers(reader: Reader) -> None:
    article = ArticleReading(reader.extractor, reader.parse('"They met our envoys," France said.'))
    found = {s.mention.text: s.mention.name for s in SentenceReading(article, 0).standing()}
    assert found == {"our envoys": "France", "France": "France"}
