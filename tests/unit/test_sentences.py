"""Article text -> paragraphs and sentences whose offsets quote the text."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from spacy.language import Language

from graphkit.errors import ModelError
from graphkit.records import Article
from graphkit.sentences import (
    LONGEST_PIECE,
    WRAPPED_LINE,
    ParsedArticle,
    load_model,
    paragraphs,
    parse_article,
    parse_articles,
)
from tests.readers import miss, row

WRAPPED: Final = (
    "The foreign ministers of Chile and Peru met in Arica on\n"
    "Thursday. They agreed to reopen the border posts that\n"
    "both sides had closed in March, and to keep the talks\n"
    "between the two armies going.\n"
)
STANZA: Final = "Chile reopened its posts.\nPeru reopened its posts.\nBolivia did not.\n"


def parse(nlp: Language, text: str) -> ParsedArticle:
    """Parses a text."""
    return parse_article(nlp, Article(id="t", text=text))


def sentences(nlp: Language, text: str) -> list[str]:
    """Returns the sentences of a text, with line breaks as blanks."""
    return [s.sentence.text.replace("\n", " ") for s in parse(nlp, text).sentences]


def test_hard_wrapped_block_is_one_paragraph() -> None:
    assert list(paragraphs(WRAPPED)) == [(0, WRAPPED.rstrip("\n").replace("\n", " "))]


def test_lines_that_end_sentences_are_paragraphs() -> None:
    lines = STANZA.splitlines()
    assert [text for _, text in paragraphs(STANZA)] == lines


def test_long_lines_are_paragraphs() -> None:
    line = "Chile and Peru " + "and their many neighbours " * 5 + "met"
    assert len(line) > WRAPPED_LINE
    assert [t for _, t in paragraphs(f"{line}\n{line}\n{line}")] == [line] * 3


def test_blank_line_ends_a_wrapped_block() -> None:
    found = [text for _, text in paragraphs(f"{WRAPPED}\n{WRAPPED}")]
    assert found == [WRAPPED.rstrip("\n").replace("\n", " ")] * 2


def test_two_short_lines_are_no_wrapped_block() -> None:
    assert [t for _, t in paragraphs("Lima is calm\nQuito is not\n")] == [
        "Lima is calm",
        "Quito is not",
    ]


@pytest.mark.parametrize(
    "text",
    [
        row("wrapped", WRAPPED),
        row("lines", STANZA),
        row("blank-lines", "\n\n  Chile left.\n\n\n   Peru stayed.  \n"),
        row("windows-line-ends", "Chile left.\r\nPeru stayed.\r\n"),
        row("tabs", "\tChile left.\tPeru stayed."),
        row("no-break-space", "Chile\u00a0left.\u00a0 Peru stayed."),
        row("emoji", "\U0001f1e8\U0001f1f1 Chile left. \U0001f1f5\U0001f1ea Peru stayed."),
        row("combining-accents", "Sa\u0303o Tome\u0301 left. Peru stayed."),
        row("curly-quotes", "“Chile left,” she said. “Peru stayed.”"),
        row("zero-width", "Chile\u200b left. Peru stayed."),
    ],
)
def test_offsets_quote_the_text(nlp: Language, text: str) -> None:
    parsed = parse(nlp, text)
    assert parsed.sentences
    for s in parsed.sentences:
        assert text[s.sentence.start : s.sentence.end] == s.sentence.text
        assert s.sentence.text == s.sentence.text.strip()
        for t in s.tokens:
            assert text[t.start : t.end].split() == t.text.split()


def test_offsets_in_wrapped_text_quote_the_line_break(nlp: Language) -> None:
    second = parse(nlp, WRAPPED).sentences[1]
    assert second.sentence.text.startswith("They agreed to reopen the border posts that\nboth")


def test_indices_count_from_zero_over_paragraphs(nlp: Language) -> None:
    parsed = parse(nlp, STANZA)
    assert [s.sentence.index for s in parsed.sentences] == [0, 1, 2]
    assert [s.paragraph for s in parsed.sentences] == [0, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        row("titles", "Mr. Boric met Gen. Ortega and Dr. Ruiz in Lima. He left.",
            ["Mr. Boric met Gen. Ortega and Dr. Ruiz in Lima.", "He left."]),
        row("initials", "George W. Bush met J. K. Rowling in Rome. He left.",
            ["George W. Bush met J. K. Rowling in Rome.", "He left."]),
        row("dotted-state", "The U.S. Senate backed the plan. Peru did not.",
            ["The U.S. Senate backed the plan.", "Peru did not."]),
        miss("an abbreviation that ends the sentence",
            "u-n-at-the-end", "Peru appealed to the U.N. Chile stayed silent.",
            ["Peru appealed to the U.N.", "Chile stayed silent."]),
        row("long-name",
            "Peru praised the Organisation for the Prohibition of Chemical Weapons. It left.",
            ["Peru praised the Organisation for the Prohibition of Chemical Weapons.", "It left."]),
        row("name-after-title",
            "Talks with the Peruvian foreign minister Ana Cecilia Gervasi Diaz in Quito failed.",
            ["Talks with the Peruvian foreign minister Ana Cecilia Gervasi Diaz in Quito failed."]),
        row("decimal", "Exports fell by 3.5 percent. Peru protested.",
            ["Exports fell by 3.5 percent.", "Peru protested."]),
        row("quotation", '"Chile left," she said. "Peru stayed."',
            ['"Chile left," she said.', '"Peru stayed."']),
        row("question", "Will Chile leave? Peru hopes so.",
            ["Will Chile leave?", "Peru hopes so."]),
        row("headline-without-mark", "Chile leaves the pact\n\nPeru stayed in Lima.",
            ["Chile leaves the pact", "Peru stayed in Lima."]),
    ],
)  # fmt: skip
def test_sentence_boundaries(nlp: Language, text: str, expected: list[str]) -> None:
    assert sentences(nlp, text) == expected


def test_overlong_paragraph_is_cut_at_a_sentence_end() -> None:
    text = "Chile backed the treaty at length. " * 1500
    pieces = list(paragraphs(text))
    assert len(pieces) == len(text) // LONGEST_PIECE + 1
    assert "".join(piece for _, piece in pieces) == text
    assert all(piece.rstrip().endswith(".") for _, piece in pieces)
    assert [start for start, _ in pieces] == [
        sum(len(p) for _, p in pieces[:i]) for i in range(len(pieces))
    ]


def test_overlong_paragraph_without_full_stops_is_cut_at_a_blank() -> None:
    pieces = [piece for _, piece in paragraphs("treaty " * 6000)]
    assert all(set(piece.split()) == {"treaty"} for piece in pieces)


def test_overlong_word_is_cut_anywhere() -> None:
    text = "x" * (2 * LONGEST_PIECE + 5)
    assert [len(piece) for _, piece in paragraphs(text)] == [LONGEST_PIECE, LONGEST_PIECE, 5]


@pytest.mark.parametrize("text", ["", "\n", " \n\t\n ", "\r\n"])
def test_empty_text_has_no_sentence(nlp: Language, text: str) -> None:
    assert parse(nlp, text).sentences == ()


def test_articles_come_back_in_order_and_apart(nlp: Language) -> None:
    texts = {"a": "Chile left. Peru stayed.", "b": "", "c": WRAPPED}
    articles = [Article(id=i, text=t) for i, t in texts.items()]
    found = list(parse_articles(nlp, articles, batch_size=2))
    assert [p.article.id for p in found] == list(texts)
    assert [len(p.sentences) for p in found] == [2, 0, 2]
    assert {s.sentence.doc for s in found[2].sentences} == {"c"}


def test_token_tree_has_one_root_and_no_loop(nlp: Language) -> None:
    for s in parse(nlp, WRAPPED).sentences:
        assert [t for t in s.tokens if t.head is t] == [t for t in s.tokens if t.dep == "ROOT"]
        for t in s.tokens:
            assert all(c.head is t for c in t.children)


def test_missing_model_is_named() -> None:
    with pytest.raises(ModelError) as caught:
        load_model("no_such_model")
    assert "no_such_model" in str(caught.value)


def test_folder_that_is_no_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as caught:
        load_model(str(tmp_path))
    assert str(tmp_path) in str(caught.value)
