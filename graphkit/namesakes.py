"""Names of persons and organizations -> which of them bear on one another, by equality of words.

What is compared are words without capitals, accents, hyphens and the Arabic article; likeness is
never asked.  Whether two names are one actor is for `identities`.

Source: the customs of names are classes of `data/words.csv`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from graphkit.topics import slug

LONGEST_ABBREVIATION: Final = 10
"""Letters of the longest name that is looked up as an abbreviation."""

# "al-Assad" and "el-Assad" anywhere, "Mohamed Al Fayed" within a name; "Al Gore" keeps his name.
_ARTICLE: Final = re.compile(r"(?<![\w-])[ae]l[-‐‑–](?=\w)|(?<=\w )[ae]l (?=\w)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Customs:
    """How names are built: words that begin a surname, and states whose surnames come first.

    `particles` are folded words ("von", "bin"); `family_first` are alpha-3 codes.
    """

    particles: frozenset[str] = frozenset()
    family_first: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Words:
    """The words of a name by which it is compared: as written, and without the Arabic article."""

    written: tuple[str, ...]
    bare: tuple[str, ...]

    @property
    def key(self) -> tuple[bool, str]:
        """What two spellings of one name share: "Kim Jong-un" and "Kim Jongun"."""
        return len(self.bare) > 1, "".join(self.bare)

    def is_short(self, customs: Customs) -> bool:
        """True for what may be a surname only: "Rinkevics", "von der Leyen"."""
        return len(self.bare) == 1 or self.written[0] in customs.particles

    def ends(self, full: Words) -> bool:
        """True if the full name has more words and ends with these."""
        pairs = ((self.written, full.written), (self.bare, full.bare))
        return any(len(a) < len(b) and b[-len(a) :] == a for a, b in pairs)


def words_of(name: str) -> Words:
    """Returns the words of a name in lower case, without accents and hyphens.

    Example:
        >>> words_of("Abdel Fattah el-Sisi").bare
        ('abdel', 'fattah', 'sisi')
        >>> words_of("Edgars Rinkēvičs").key == words_of("Edgars Rinkevics").key
        True
    """
    written = _words(name)
    bare = _ARTICLE.sub(" ", name)
    return Words(written, written if bare == name else _words(bare))


def _words(name: str) -> tuple[str, ...]:
    return tuple(slug(name).split("-"))


def is_person(actor: str) -> bool:
    """True of a person's id."""
    return actor.startswith("person:")


class FullNames:
    """Finds the longer names of persons that a short one may stand for; indexed by their ends."""

    def __init__(self, names: Iterable[tuple[str, Words]]) -> None:
        self._by_last: dict[str, list[tuple[str, Words]]] = defaultdict(list)
        self._by_first: dict[str, list[tuple[str, Words]]] = defaultdict(list)
        for actor, words in names:
            if is_person(actor) and len(words.written) > 1:
                self._by_last[words.written[-1]].append((actor, words))
                self._by_first[words.bare[0]].append((actor, words))

    def of(self, short: Words) -> Iterator[tuple[str, bool]]:
        """Yields (id, whether it begins rather than ends with the short name)."""
        for actor, words in self._by_last.get(short.written[-1], ()):
            if short.ends(words):
                yield actor, False
        if len(short.bare) == 1:
            for actor, words in self._by_first.get(short.bare[0], ()):
                if len(words.bare) > 1:
                    yield actor, True


def kin(names: Mapping[str, str], customs: Customs) -> Iterator[tuple[str, str]]:
    """Yields pairs of ids whose names bear on one another: only these can be the same or unclear.

    Of many in one spelling each is paired with one other.

    Args:
        names: id -> name of every person and organization.
        customs: how names are built.
    """
    words = {actor: words_of(name) for actor, name in names.items()}
    spelt: dict[tuple[bool, tuple[bool, str]], str] = {}
    for actor, each in words.items():
        other = spelt.setdefault((is_person(actor), each.key), actor)
        if other != actor:
            yield other, actor
    full = FullNames(words.items())
    for actor, each in words.items():
        if is_person(actor) and each.is_short(customs):
            yield from ((actor, other) for other, _ in full.of(each) if other != actor)


def initials(name: str) -> set[str]:
    """Returns what the first letters of a name make, of all words and of those with a capital.

    Example:
        >>> sorted(initials("Ministry of Foreign Affairs"))
        ['mfa', 'mofa']
    """
    words = [word for word in re.split(r"[\s\-–]+", name) if word[:1].isalnum()]
    capital = [word for word in words if not word[0].islower()]
    return {"".join(_words("".join(w[0] for w in some))) for some in (words, capital) if some}


def abbreviations(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yields (id, id of an organization with these initials) for each name of one word.

    Whether an article gives the one beside the other is for the store to say.

    Example:
        >>> list(abbreviations({"organization:cfp": "CFP",
        ...                     "organization:centre-for-peace": "Centre for Peace"}))
        [('organization:cfp', 'organization:centre-for-peace')]
    """
    full: dict[str, list[str]] = defaultdict(list)
    for actor, name in names.items():
        if not is_person(actor) and len(_words(name)) > 1:
            for letters in initials(name):
                full[letters].append(actor)
    for actor, name in names.items():
        letters = "".join(_words(name))
        if not is_person(actor) and " " not in name and 1 < len(letters) <= LONGEST_ABBREVIATION:
            yield from ((actor, other) for other in full.get(letters, ()) if other != actor)
