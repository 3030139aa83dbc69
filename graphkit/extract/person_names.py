"""Which words of a sentence name persons: registered names, recognised ones, known surnames."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from graphkit.extract.names import Name, covering
from graphkit.sentences import ParsedSentence, Token
from graphkit.topics import slug

HONORIFICS: Final = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord"})
LINKING: Final = frozenset({"-", "–", "'s", "’s", "of", "the", "and", "for", "&"})

ALIKE: Final = 0.6
"""From this likeness on two given names count as spellings of one (`SequenceMatcher.ratio`)."""
PLACED: Final = frozenset({"PERSON", "GPE", "LOC", "NORP", "DATE"})
"""Entities that a title's bearer is not taken from: the recogniser is right about them."""
NO_PERSONS: Final = frozenset({"", "DATE", "TIME"})
"""Entity labels of words that are no names, whatever they look like ("May")."""
ARGUMENTS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss"})
"""Where a name stands that the recogniser has overlooked."""
NAMING: Final = ARGUMENTS | {"appos"}
"""Where the name of a title's bearer stands."""
SURNAMES: Final = frozenset({"He"})
"""Names that the tagger takes for pronouns within a sentence."""
ARTICLES: Final = frozenset({"al", "el"})


@dataclass(frozen=True)
class PersonSpan:
    """A stretch of tokens (first..last inclusive) that names a person."""

    first: int
    last: int
    text: str
    target: str = ""
    """The register's id of the person, where the register knows the name."""


def person_spans(
    parsed: ParsedSentence,
    names: Sequence[Name],
    titles: Collection[str],
    *,
    given: Collection[str],
) -> list[PersonSpan]:
    """Returns the person names of a sentence, without titles, demonyms and possessive marks.

    Args:
        parsed: the sentence.
        names: its registered names.
        titles: words that are no part of a name ("president").
        given: first names that are also names of places ("Chad Wolf").
    """
    spans: list[PersonSpan] = []
    for name in names:
        if name.target.startswith("person:") and not _is_namesake(parsed.tokens, name, titles):
            spans.append(PersonSpan(name.first, name.last, name.text, name.target))
    spans.extend(_apposed(parsed, names, titles))
    spans.extend(_titled(parsed, names, titles))
    taken = {i for s in spans for i in range(s.first, s.last + 1)}
    tokens, i = parsed.tokens, 0
    while i < len(tokens):
        if tokens[i].ent != "PERSON" or i in taken:
            i += 1
            continue
        first = i
        i += 1
        while i < len(tokens) and tokens[i].ent == "PERSON" and not tokens[i].ent_first:
            i += 1
        if i < len(tokens) and tokens[i].text in SURNAMES and tokens[i].tag == "PRP":
            i += 1  # "Vice Premier Liu He"
        span = _trimmed(parsed, names, (first, i - 1), titles=titles, given=given)
        if span is not None and not any(j in taken for j in range(span.first, span.last + 1)):
            spans.append(span)
    return sorted(spans, key=lambda s: s.first)


def _is_namesake(tokens: Sequence[Token], name: Name, titles: Collection[str]) -> bool:
    """True for a registered surname after a given name of somebody else: "Saif Gaddafi".

    "Moammar" is only another spelling of Muammar.
    """
    if name.last > name.first:
        return False
    if name.first == 0:
        return False
    own, given = tokens[name.first], tokens[name.first - 1]
    together = own.ent == given.ent == "PERSON" and not own.ent_first
    if not together or given.tag != "NNP" or not given.text.isalpha() or given.text.isupper():
        return False
    if given.lower in titles or given.lower in HONORIFICS:
        return False
    known = name.target.removeprefix("person:").split("-")
    return all(SequenceMatcher(None, slug(given.text), k).ratio() < ALIKE for k in known)


def _apposed(
    parsed: ParsedSentence, names: Sequence[Name], titles: Collection[str]
) -> Iterator[PersonSpan]:
    """Yields names that only a title tells: "the spokesman, Prosper Ntahorwamiye, said".

    The recogniser often takes rare names for organizations.
    """
    tokens = parsed.tokens
    for t in tokens[:-4]:
        if t.lower not in titles or tokens[t.i + 1].text != ",":
            continue
        first = last = t.i + 2
        while last + 1 < len(tokens) and tokens[last + 1].tag == "NNP":
            last += 1
        span = tokens[first : last + 1]
        named = span[0].tag == "NNP" and len(span) > 1 and tokens[last + 1 :][:1]
        known = any(covering(names, w) or w.ent in PLACED or w.lower in titles for w in span)
        if named and tokens[last + 1].text == "," and not known:
            start = parsed.sentence.start
            text = parsed.sentence.text[span[0].start - start : span[-1].end - start]
            yield PersonSpan(first, last, text)


def _titled(
    parsed: ParsedSentence, names: Sequence[Name], titles: Collection[str]
) -> Iterator[PersonSpan]:
    """Yields two-word names right behind a title, none of which the recogniser knows.

    "Minority Whip Steny Hoyer said".
    """
    tokens = parsed.tokens
    for title, first, last in zip(tokens, tokens[1:], tokens[2:], strict=False):
        span = (first, last)
        words = f"{tokens[title.i - 1].lower} {title.lower}" if title.i else ""
        if (title.lower not in titles and words not in titles) or any(
            t.tag != "NNP" or t.ent for t in span
        ):
            continue
        if first.dep != "compound" or first.head is not last or last.dep not in NAMING:
            continue
        known = any(covering(names, w) or w.lower in titles or not w.text.isalpha() for w in span)
        if not known and all(t.text[1:].islower() for t in span):
            start = parsed.sentence.start
            text = parsed.sentence.text[first.start - start : last.end - start]
            yield PersonSpan(first.i, last.i, text)


def _trimmed(
    parsed: ParsedSentence,
    names: Sequence[Name],
    bounds: tuple[int, int],
    *,
    titles: Collection[str],
    given: Collection[str],
) -> PersonSpan | None:
    """The name within a recognised stretch, if there is one."""
    tokens = parsed.tokens
    first, last = bounds
    while last > first and (
        tokens[last].lower in ("'s", "’s", "'", "’", ",") or tokens[last].pos == "PUNCT"
    ):
        last -= 1
    while first + 2 < last and f"{tokens[first].lower} {tokens[first + 1].lower}" in titles:
        first += 2  # "Minority Whip Steny Hoyer"
    while first < last and (
        tokens[first].lower in titles
        or tokens[first].lower in HONORIFICS
        or tokens[first].lower in LINKING
        or (_is_owner(names, tokens, first, given) and not _is_given(names, tokens, first, last))
    ):
        first += 1
    name = covering(names, tokens[last])
    if name is not None and not name.target.startswith("person:") and name.first <= first:
        return None  # "Britain" or "Hamas" tagged as a person, but not "Michael Jordan"
    if not tokens[first].text[0].isupper() and not tokens[first].lower.startswith("al"):
        return None
    start, end = tokens[first].start, tokens[last].end
    text = parsed.sentence.text[start - parsed.sentence.start : end - parsed.sentence.start]
    if text.lower() in titles or text.lower() in HONORIFICS or len(text) < 2:
        return None
    return PersonSpan(first, last, re.sub(r"[’']s?$", "", text))


def _is_owner(
    names: Sequence[Name], tokens: Sequence[Token], first: int, given: Collection[str]
) -> bool:
    """ "Russian Vladimir Putin": the state before a name, unless it is a first name."""
    name = covering(names, tokens[first])
    if name is None or tokens[first + 1].lower.startswith("al"):
        return False
    return not (name.names_whole and tokens[first].text in given)


def _is_given(names: Sequence[Name], tokens: Sequence[Token], first: int, last: int) -> bool:
    """ "Gao Feng", "Uri Ariel": a name like a town's right before a lone word is a first name."""
    name = covering(names, tokens[first])
    town = name is not None and name.names_whole and name.target.startswith("place:")
    return town and name is not None and name.last == first and first + 1 == last


def without_inner(names: Sequence[Name], spans: Sequence[PersonSpan]) -> list[Name]:
    """Returns the names but those that are part of a person's: "Israel" of "Steve Israel"."""
    return [
        n
        for n in names
        if n.target.startswith("person:")
        or not any(s.first <= n.first and n.last <= s.last and s.first < s.last for s in spans)
    ]


def homonyms(
    names: Sequence[Name], surnames: Collection[str], country_of: Callable[[str], str | None]
) -> frozenset[str]:
    """Returns the states' names that are surnames here: "Jordan" after "Jim Jordan".

    An article that speaks of the state in any other way ("Jordanian", "Amman") means the state.

    Args:
        names: the registered names of the article.
        surnames: the last words of its persons' names.
        country_of: the country code of a name's target.
    """
    found = {n.text: n.target for n in names if n.text in surnames}
    states = {t: country_of(i) for t, i in found.items() if i.startswith("country:")}
    told = {country_of(n.target) for n in names if n.text not in states}
    return frozenset(text for text, code in states.items() if code not in told)


def surnames_alone(
    parsed: ParsedSentence,
    names: Sequence[Name],
    spans: Sequence[PersonSpan],
    is_surname: Callable[[str], bool],
) -> list[PersonSpan]:
    """Returns surnames that the recogniser took for the names of something else."""
    return [
        PersonSpan(t.i, t.i, t.text)
        for t in parsed.tokens
        if t.pos == "PROPN"
        and (t.ent not in NO_PERSONS or (not t.ent and t.dep in ARGUMENTS))
        and is_surname(t.text)
        and covering(names, t) is None
        and not any(s.first <= t.i <= s.last for s in spans)
        and not _is_in_longer_name(t)
    ]


def _is_in_longer_name(token: Token) -> bool:
    """ "Marin County" is not Marin."""
    inner = token.dep == "compound" and token.head.pos == "PROPN"
    before = (c for c in token.children if c.dep == "compound" and c.pos == "PROPN")
    return inner or any(c.lower not in ARTICLES and c.lower not in HONORIFICS for c in before)
