"""Annotated statements -> examples: whom the sides of a statement are among the mentions."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

from graphkit.extract.examples import ExampleMaker
from graphkit.extract.reading import Extractor
from graphkit.model.examples import Example
from graphkit.ontology import Ontology
from graphkit.records import Article
from tests.readers import row

MEETING = "Xi Jinping spoke to Emmanuel Macron. The two met."
TROOPS = "US and French troops shelled Mali."


@pytest.fixture
def maker(nlp: Language, ontology: Ontology) -> ExampleMaker:
    return ExampleMaker(nlp, Extractor(ontology))


def side(text: str, words: str, name: str, kind: str = "person") -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "name": name, "kind": kind}


def last_example(maker: ExampleMaker, text: str, relation: str, *sides: dict[str, Any]) -> Example:
    """Returns the example of the last sentence, of which one statement is annotated."""
    subject, target = sides
    gold = {
        "doc": "a", "subject": subject, "object": target, "relation": relation, "negated": False,
        "status": "actual",
    }  # fmt: skip
    return list(maker.of_corpus([Article(id="a", text=text)], [gold]))[-1]


def told(example: Example) -> list[tuple[str, str]]:
    return sorted((example.names[la.subject], example.names[la.object]) for la in example.labels)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        row("named", ("Xi Jinping", "Emmanuel Macron"), [("Xi Jinping", "Emmanuel Macron")]),
        row(
            "as they are called", ("the two", "the two"),
            [("Emmanuel Macron", "Xi Jinping"), ("Xi Jinping", "Emmanuel Macron")],
        ),
    ],
)  # fmt: skip
def test_two_in_one_phrase_stand_in_a_relation_to_each_other(
    maker: ExampleMaker, names: tuple[str, str], expected: list[tuple[str, str]]
) -> None:
    sides = [side(MEETING, "The two", name) for name in names]
    assert told(last_example(maker, MEETING, "meets", *sides)) == expected


@pytest.mark.parametrize("words", ["US", "US and French troops"])
def test_of_those_who_share_a_phrase_it_is_the_one_so_called(
    maker: ExampleMaker, words: str
) -> None:
    sides = (
        side(TROOPS, words, "United States", "country"), side(TROOPS, "Mali", "Mali", "country")
    )  # fmt: skip
    example = last_example(maker, TROOPS, "attacks", *sides)
    assert told(example) == [("United States", "Mali")]
    (label,) = example.labels
    assert TROOPS[slice(*example.spans[label.subject])] == "US"


def test_two_whom_extraction_does_not_find_are_two(maker: ExampleMaker) -> None:
    text = "They met."
    sides = [side(text, "They", name) for name in ("Xi Jinping", "Emmanuel Macron")]
    example = last_example(maker, text, "meets", *sides)
    assert told(example) == [("Xi Jinping", "Emmanuel Macron")]
    assert example.found == 0


def test_one_phrase_within_another_is_no_plural(maker: ExampleMaker) -> None:
    text = "Xi Jinping spoke to Emmanuel Macron. The two met in Lyon."
    sides = (side(text, "The two", "the two"), side(text, "two", "two"))
    assert told(last_example(maker, text, "meets", *sides)) == []
