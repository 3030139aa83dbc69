"""Texts that are copies of one another resemble, others do not, however near their subject."""

from __future__ import annotations

from itertools import combinations

import pytest

from graphkit.resemblance import BANDS, COPY, PLACES, bands_of, minhash_of, places_of, resemblance

STORY = """\
The foreign ministers of Norland and Sudria met in the lake town of Arvent on Tuesday and agreed to
reopen the road across the Kesh pass, which has been closed to lorries since the border shooting of
March. Norland's minister, Ilse Varga, said the first convoy would leave within ten days. Her
colleague from Sudria, Tomas Renn, called the talks frank and said that both armies would pull their
outposts back by three kilometres. Neither would say who is to inspect the pass. A mission of the
regional council had offered twelve observers in May, an offer that Sudria turned down. Traders on
both sides, who have driven the long way round by the coast, welcomed the news with some doubt. "We
have heard ten days before," a haulier in Arvent said. The ministers will meet again in October.
"""
OTHER_REPORT = """\
After four months of silence lorries may soon cross the Kesh pass again. Meeting by the water in
Arvent, Ilse Varga and Tomas Renn settled on a convoy before the month is out, according to people
in the room, and on pulling outposts away from the crest. Our reporter counted nine journalists and
no flags. What remains open is inspection: the regional council's observers, refused by Sudria in
May, were not mentioned in the four paragraphs that the two delegations handed out. Diplomats from
Norland sounded relieved, those from Sudria tired. Prices for fruit in the valley fell by the
evening, a sign that somebody at least believes them. The next round is planned for autumn.
"""
TRIMMED = "ARVENT, July 4 (Wire) - " + STORY[: STORY.index(" A mission of")]
RETOLD = (
    STORY.replace("on Tuesday", "yesterday")
    .replace("Her\ncolleague from Sudria", "Sudria's minister")
    .replace("called the talks frank", "described the talks as open")
    .replace("with some doubt", "warily")
)
LOUD = STORY.upper().replace("'", "’").replace('"', "“").replace("\n", "\n\n")
ARRIVES = "The president of Norland arrived in Arvent on {} for two days of talks with Sudria."


def alike(one: str, other: str) -> float:
    first, second = places_of(minhash_of(one)), places_of(minhash_of(other))
    assert first is not None
    assert second is not None
    return resemblance(first, second)


@pytest.mark.parametrize(
    "copy", [STORY, LOUD, TRIMMED, RETOLD], ids=["same", "loud", "cut", "retold"]
)
def test_copies_resemble_and_share_a_band(copy: str) -> None:
    assert alike(STORY, copy) >= COPY
    one, other = (bands_of(places_of(minhash_of(text)) or ()) for text in (STORY, copy))
    assert any(a == b for a, b in zip(one, other, strict=True))


def test_another_report_of_the_same_event_does_not_resemble() -> None:
    assert alike(STORY, OTHER_REPORT) < 0.1


def test_a_tiny_text_resembles_itself_alone() -> None:
    monday, tuesday = ARRIVES.format("Monday"), ARRIVES.format("Tuesday")
    assert alike(monday, monday.upper()) == 1
    assert alike(monday, tuesday) < 0.1
    assert alike(monday, STORY + monday) < 0.1


@pytest.mark.parametrize("text", ["", " \n", "... -- !"])
def test_a_text_without_words_has_no_minhash(text: str) -> None:
    assert minhash_of(text) is None


def test_the_estimate_is_near_the_share_of_shingles() -> None:
    words = [f"word{n}" for n in range(1000)]
    for size in range(100, 401, 50):
        parts = [" ".join(words[first : first + 400]) for first in (0, size)]
        both, one = 397 - size, 397
        assert alike(*parts) == pytest.approx(both / (2 * one - both), abs=0.13)


def test_texts_without_a_word_in_common_share_next_to_nothing() -> None:
    texts = [" ".join(f"{letter}{n}" for n in range(300)) for letter in "abcdefgh"]
    assert max(alike(one, other) for one, other in combinations(texts, 2)) <= 1 / PLACES


def test_a_minhash_is_what_it_always_was() -> None:
    """Files and stores keep it: another value here needs another scheme."""
    found = minhash_of("Norland and Sudria agreed on Tuesday to reopen the Kesh pass to lorries.")
    assert found is not None
    assert found.startswith("1:PsZscDtDNuyin4gdg6+3Xuj8H1eHqE1mM0T+J0")
    assert len(found) == 2 + 4 * -(-2 * PLACES // 3)


@pytest.mark.parametrize("minhash", [None, "", "1:", "1:AAAA", "1:é", "0:" + "A" * 344, "A" * 344])
def test_what_is_no_minhash_of_this_scheme_says_nothing(minhash: str | None) -> None:
    assert places_of(minhash) is None


def test_there_is_a_key_for_each_band() -> None:
    places = tuple(range(PLACES))
    assert bands_of(places)[:2] == (0x00000001, 0x00020003)
    assert len(bands_of(places)) == BANDS
