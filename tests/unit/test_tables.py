"""Mentions, reference, polarity, status and speakers over tables written apart from the rules."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest
from _pytest.mark.structures import ParameterSet

from graphkit.extract.referents import Referent
from graphkit.ontology import Actor, Ontology, Place
from graphkit.records import Statement
from tests.readers import Reader, miss, row
from tests.tables import Block, Expected, blocks, read_line

FLOOR = 0.90
"""The F1 that each quality must have that is not the default."""


def phrases(name: str) -> list[ParameterSet]:
    """Returns a case for each block of a table of mentions."""
    return [miss(b.miss, b.id, b) if b.miss else row(b.id, b) for b in blocks(name)]


@pytest.mark.parametrize("block", [*phrases("mentions"), *phrases("reference")])
def test_a_phrase_means_what_a_reader_takes_it_for(
    reader: Reader, forms: Mapping[str, set[str]], block: Block
) -> None:
    found = reader.referents(block.text, place=False, day=block.day)
    expected = [] if block.lines[0] == "-" else block.lines[0].split(" + ")
    assert agree(found, expected, forms), [r.mention.name for r in found]


def agree(
    found: Iterable[Referent], expected: Sequence[str], forms: Mapping[str, set[str]]
) -> bool:
    """True if the actors and places found are those expected, each under any of its names."""
    mentions = {r.mention.id: r.mention for r in found if r.mention.kind != "topic"}.values()
    return len(mentions) == len(expected) and all(
        any(plain(m.name) == plain(e) or m.id in forms.get(plain(e), ()) for m in mentions)
        for e in expected
    )


def plain(name: str) -> str:
    """Returns a name without accents, hyphens, case and article: "Yoon Suk-yeol" in any spelling.

    >>> plain("The Élysée")
    'elysee'
    """
    letters = unicodedata.normalize("NFKD", name.replace("-", " ").casefold())
    return "".join(c for c in letters if not unicodedata.combining(c)).removeprefix("the ")


@pytest.fixture(scope="module")
def forms(ontology: Ontology) -> Mapping[str, set[str]]:
    """What the register's names and abbreviations mean: "opcw" -> its id."""
    found: dict[str, set[str]] = {}
    entries: list[Actor | Place] = [*ontology.actors.values(), *ontology.places.values()]
    for entry in entries:
        found.setdefault(plain(entry.name), set()).add(entry.id)
    for alias in (a for rows in ontology.aliases.values() for a in rows):
        if alias.form in ("name", "abbreviation"):
            found.setdefault(plain(alias.alias), set()).add(alias.target)
    return found


@dataclass
class Tally:
    """Rights, predictions and gold of one quality, over the statements that are found."""

    right: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    gold: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    blocks: int = 0
    found: int = 0

    def f1(self, quality: str) -> float:
        """Returns the F1 of one quality."""
        total = self.predicted[quality] + self.gold[quality]
        return 2 * self.right[quality] / total if total else 0.0


def qualities(expected: Expected) -> Iterator[tuple[str, str]]:
    """Yields (quality, value) where it is not the default."""
    if expected.negated:
        yield "negated", ""
    if expected.status != "actual":
        yield expected.status, ""
    if expected.speaker and expected.speaker.casefold() != expected.subject.casefold():
        yield "spoken", expected.speaker.casefold()


def as_expected(statement: Statement) -> Expected:
    """Returns a statement as a table writes it."""
    return Expected(
        statement.subject.name, statement.relation, statement.object.name, statement.negated,
        statement.status, statement.speaker.name if statement.speaker else "",
    )  # fmt: skip


def closeness(expected: Expected, found: Expected, *, symmetric: bool = False) -> int:
    """Returns how many sides of the same relation agree; 0 if none does.

    Args:
        expected: what a reader finds.
        found: what the extraction finds.
        symmetric: True for a relation whose order of the two means nothing.
    """
    if expected.relation != found.relation:
        return 0
    ours = [expected.subject.casefold(), expected.object.casefold()]
    theirs = [found.subject.casefold(), found.object.casefold()]
    straight = sum(a == b for a, b in zip(ours, theirs, strict=True))
    crossed = sum(a == b for a, b in zip(ours, reversed(theirs), strict=True))
    return max(straight, crossed if symmetric or crossed == 2 else 0)


def tally(reader: Reader, name: str) -> Tally:
    """Reads a table: the statement of each block that comes closest to the one expected."""
    out = Tally()
    for block in blocks(name):
        out.blocks += 1
        expected = read_line(block.lines[0])
        found = [as_expected(s) for s in reader.read(block.text, day=block.day)]
        symmetric = reader.extractor.ontology.relations[expected.relation].symmetric
        ranked = [(closeness(expected, f, symmetric=symmetric), f) for f in found]
        nearness, close = max(ranked, key=lambda r: r[0], default=(0, expected))
        if not nearness:
            continue
        out.found += 1
        wanted, got = set(qualities(expected)), set(qualities(close))
        out.gold.update(q for q, _ in wanted)
        out.predicted.update(q for q, _ in got)
        out.right.update(q for q, _ in wanted & got)
        if wanted != got:
            out.wrong.append(f"{block.id}: {sorted(wanted)} read as {sorted(got)}")
    return out


@pytest.fixture(scope="module")
def tallies(reader: Reader) -> dict[str, Tally]:
    """The three tables, read once."""
    return {name: tally(reader, name) for name in ("polarity", "status", "speakers")}


@pytest.mark.parametrize(
    ("table", "quality"),
    [
        ("polarity", "negated"),
        ("status", "planned"),
        ("status", "possible"),
        ("status", "called_for"),
        ("speakers", "spoken"),
    ],
)
def test_a_quality_that_is_not_the_default(
    tallies: dict[str, Tally], table: str, quality: str
) -> None:
    found = tallies[table]
    assert found.f1(quality) >= FLOOR, "\n".join(found.wrong)
