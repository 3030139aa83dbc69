"""Topic names -> their keys, and the issues they are about.

A topic is a noun phrase as worded ("calls for ceasefire"); an issue is what it is about
("ceasefire"), so that stances meet.  Opposites ("sanctions", "lifting of sanctions") are two
issues.  Everything here depends on the name and the rows of `data/issues.csv` alone: never on
other topics, nor on their order.

A row reads `phrase,issue,source`.  A phrase holds for every inflection of its words, without
regard to articles and "of"; `*` stands for up to three words ("lifting * sanctions" holds for
"lifting of UN sanctions").  The row with the most words wins; of equals one with a gap, then the
longer.  Rows whose issue is `!` list the words that turn round what follows ("rejection of ..."):
a topic with one of them before what a row names has no issue, unless the row itself holds the
turning word.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from graphkit.errors import OntologyError

TURNS: Final = "!"
"""What `issues.csv` has as the issue of words that turn round what follows them."""

GAP: Final = "*"
LONGEST_GAP: Final = 3
"""How many words `*` may stand for: "lifting of all remaining UN sanctions"."""

# Latin letters that Unicode does not decompose into a base letter and a mark.
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_ASCII_WORD: Final = re.compile("[a-z0-9]+")


@dataclass(frozen=True, kw_only=True)
class Issue:
    """What topics are about; `id` is stable ("issue:ceasefire")."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class IssueRow:
    """One row of `issues.csv`."""

    phrase: str
    issue: str
    source: str


@dataclass(frozen=True, kw_only=True)
class _Phrase:
    """A row made ready: `words` are stems, GAP among them."""

    words: tuple[str, ...]
    issue: str

    def rank(self, start: int) -> tuple[int, bool, int, int, str]:
        """Orders matches: most words, then with a gap, then most letters, then the earliest."""
        written = [word for word in self.words if word != GAP]
        return -len(written), GAP not in self.words, -sum(map(len, written)), start, self.issue


@dataclass(frozen=True)
class IssueIndex:
    """Rows of `issues.csv`, indexed by the first word of their phrases."""

    _by_first: dict[str, list[_Phrase]] = field(repr=False)

    @classmethod
    def from_rows(cls, rows: Iterable[IssueRow]) -> IssueIndex:
        """Indexes the rows; the order of rows plays no part."""
        index: dict[str, list[_Phrase]] = {}
        for row in rows:
            phrase = _Phrase(words=stems(row.phrase), issue=row.issue)
            index.setdefault(phrase.words[0], []).append(phrase)
        return cls(index)

    def find(self, topic_name: str) -> Issue | None:
        """Returns the issue that a topic is about, or None."""
        words = stems(topic_name)
        found = list(self._matches(words))
        named = [match for match in found if match[1].issue != TURNS]
        if not named:
            return None
        start, phrase = min(named, key=lambda match: match[1].rank(match[0]))
        turned = any(
            at < start and other.issue == TURNS and at + len(other.words) <= start
            for at, other in found
        )
        return None if turned else Issue(id=f"issue:{slug(phrase.issue)}", name=phrase.issue)

    def _matches(self, words: tuple[str, ...]) -> Iterator[tuple[int, _Phrase]]:
        for start, word in enumerate(words):
            for phrase in self._by_first.get(word, ()):
                if _begins(words[start:], phrase.words):
                    yield start, phrase


def _begins(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    """True if the words begin with the phrase, its gaps filled by up to LONGEST_GAP words."""
    if not phrase:
        return True
    if phrase[0] == GAP:
        return any(_begins(words[skip:], phrase[1:]) for skip in range(LONGEST_GAP + 1))
    return bool(words) and words[0] == phrase[0] and _begins(words[1:], phrase[1:])


def topic_key(name: str) -> str:
    """Returns the key of a topic.

    Example:
        >>> topic_key("Calls for Cease-fire")
        'topic:calls-for-cease-fire'
    """
    return f"topic:{slug(name)}"


def issue_of(topic_name: str, *, index: IssueIndex | None = None) -> Issue | None:
    """Returns the issue that a topic is about, or None where no row knows it.

    Args:
        topic_name: the topic as worded; case, inflection and articles play no part.
        index: an editor's own rows; graphkit's by default.

    Example:
        >>> issue_of("immediate ceasefire in Gaza")
        Issue(id='issue:ceasefire', name='ceasefire')
        >>> issue_of("lifting of UN sanctions").name
        'lifting of sanctions'
    """
    return _own_issue(topic_name) if index is None else index.find(topic_name)


@lru_cache(maxsize=16384)
def _own_issue(topic_name: str) -> Issue | None:
    return own_index().find(topic_name)


@cache
def own_index() -> IssueIndex:
    """Returns the index of graphkit's own rows, read once."""
    text = resources.files("graphkit.data").joinpath("issues.csv").read_text("utf-8")
    return IssueIndex.from_rows(read_issues(text))


def read_issues(text: str, *, origin: str = "issues.csv") -> list[IssueRow]:
    """Reads the text of an `issues.csv`.

    Raises:
        OntologyError: a header, cell or phrase is missing, or a phrase has two issues.
    """
    reader = csv.DictReader(io.StringIO(text))
    if reader.fieldnames != ["phrase", "issue", "source"]:
        raise OntologyError(
            "the header is wrong", where=f"{origin}:1", remedy="write phrase,issue,source"
        )
    rows: list[IssueRow] = []
    seen: dict[tuple[str, ...], str] = {}
    for raw in reader:
        where = f"{origin}:{reader.line_num}"
        row = _issue_row(raw, where=where)
        words = stems(row.phrase)
        if seen.setdefault(words, row.issue) != row.issue:
            raise OntologyError(
                f"phrase {row.phrase!r} stands for {seen[words]!r} too",
                where=where,
                remedy="keep one of the rows",
            )
        rows.append(row)
    return rows


def _issue_row(raw: dict[str, str | None], *, where: str) -> IssueRow:
    phrase, issue, source = (str(raw[key] or "").strip() for key in ("phrase", "issue", "source"))
    if None in raw or not (phrase and issue and source):
        raise OntologyError("a row needs three cells", where=where, remedy="fill them")
    words = stems(phrase)
    if not words or words[0] == GAP or words[-1] == GAP:
        raise OntologyError(
            f"phrase {phrase!r} must begin and end with a word", where=where, remedy="drop the *"
        )
    return IssueRow(phrase=phrase, issue=issue, source=source)


def slug(name: str) -> str:
    """Returns a name as a readable key: lower case, without accents, hyphens between words.

    Letters of other scripts stay.  A name without any letter or digit becomes the start of its
    digest, so that two such names differ.
    """
    plain = re.sub(r"(?<=\w)['’.](?=\w\b|\w['’.])|['’]", "", _folded(name))
    if plain.isascii():
        words = "-".join(_ASCII_WORD.findall(plain))
    else:
        words = "-".join("".join(c if _in_word(c) else " " for c in plain).split())
    return words or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _in_word(letter: str) -> bool:
    # Vowel signs of Indic and other scripts are marks, no letters, to Python.
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def _folded(name: str) -> str:
    """Lower case without the accents of Latin letters; other scripts keep their marks."""
    if name.isascii():
        return name.lower()
    folded: list[str] = []
    for letter in unicodedata.normalize("NFKC", name).lower().translate(_LETTERS):
        base = unicodedata.normalize("NFKD", letter)
        if unicodedata.combining(letter) and folded and folded[-1].isascii():
            continue
        folded.append(base[0] if "a" <= base[0] <= "z" else letter)
    return "".join(folded)


def stems(phrase: str) -> tuple[str, ...]:
    """Returns the words of a phrase without articles and "of", each cut to its stem; keeps `*`."""
    text = re.sub(r"(?<=\w)['’]s\b|['’]|(?<=\b\w)\.", "", _folded(phrase))
    words = re.findall(r"[^\W_]+|[*]", text)
    return tuple(stem(word) for word in words if word not in {"the", "a", "an", "of"})


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """Cuts plural, -ing, -ed and a last e, and writes British spellings the American way.

    Stems are only ever compared with stems: "ceasefires" and "ceasefire" agree, "settling" and
    "settlement" do not.
    """
    word = re.sub(r"is(e|ed|es|ing|ation|ations)$", r"iz\1", word) if len(word) > 6 else word
    word = re.sub(r"mmes?$", "m", word)
    word = re.sub(r"(?<=\w{3})our(s?)$", r"or\1", word)
    word = re.sub(r"(?<=\w{3})ence(s?)$", r"ense\1", word)
    word = re.sub(r"(?<=\w{2})ies$", "y", word)
    word = re.sub(r"(?<=x|z)es$|(?<=ss|ch|sh)es$|(?<=\w{2}[^su])s$", "", word)
    cut = re.sub(r"(?<=\w{3})(?:ing|ed)$", "", word)
    if cut != word and re.search(r"([bdgmnprt])\1$", cut):
        cut = cut[:-1]
    return cut[:-1] if len(cut) > 3 and cut.endswith("e") else cut
