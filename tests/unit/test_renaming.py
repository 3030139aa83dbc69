"""Training sentences about others: names change, everything else stays where it is."""

from __future__ import annotations

import random

from graphkit.model.examples import Example
from graphkit.model.renaming import Renamer, with_words

TEXT = "France told the ministers that it will aid Chad."
SPANS = ((0, 6), (12, 25), (31, 33), (43, 47))
EXAMPLE = Example(
    doc="a", text=TEXT, spans=SPANS, kinds=("country", "group", "pronoun", "country"),
    pairs=((0, 3), (0, 1)),
)  # fmt: skip
OTHER = Example(
    doc="b", text="Papua New Guinea", spans=((0, 16),), kinds=("country",), pairs=((0, 0),)
)


def mentions(example: Example) -> list[str]:
    return [example.text[start:end] for start, end in example.spans]


def test_words_are_put_in_and_spans_move_along() -> None:
    found = with_words(EXAMPLE, {0: "Papua New Guinea", 3: "Oman"})
    assert found is not None
    assert found.text == "Papua New Guinea told the ministers that it will aid Oman."
    assert mentions(found) == ["Papua New Guinea", "the ministers", "it", "Oman"]
    assert (found.kinds, found.pairs) == (EXAMPLE.kinds, EXAMPLE.pairs)


def test_spans_keep_their_order_where_the_later_mention_comes_first() -> None:
    turned = Example(
        doc="a", text=TEXT, spans=(SPANS[3], SPANS[0]), kinds=("country",) * 2, pairs=((0, 1),)
    )
    found = with_words(turned, {0: "Oman", 1: "Mali"})
    assert found is not None
    assert mentions(found) == ["Oman", "Mali"]


def test_overlapping_mentions_are_left_alone() -> None:
    nested = Example(
        doc="a", text=TEXT, spans=((0, 6), (0, 11)), kinds=("country",) * 2, pairs=((0, 1),)
    )
    assert with_words(nested, {0: "Oman"}) is None


def test_names_alone_change_and_for_names_of_their_kind() -> None:
    renamer, chance = Renamer([EXAMPLE, OTHER]), random.Random(5)
    seen = [renamer.renamed(EXAMPLE, chance) for _ in range(40)]
    told = [mentions(found) for found in seen if found is not None]
    assert len(told) == 40
    assert {words[0] for words in told} == {"France", "Chad", "Papua New Guinea"}
    assert {tuple(words[1:3]) for words in told} == {("the ministers", "it")}


def test_what_is_seen_follows_the_seed() -> None:
    renamer = Renamer([EXAMPLE, OTHER])
    once, again = (
        [renamer.renamed(EXAMPLE, chance) for _ in range(5)]
        for chance in (random.Random(1), random.Random(1))
    )
    assert once == again
