"""What the pair classifier learns from and is judged by: sentences, their mentions and pairs.

Spans are character offsets in `text`, 0-based, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from graphkit.records import Status

KINDS: Final = ("country", "person", "organization", "group", "place", "topic", "pronoun")
"""What a mention is; a pronoun is a kind of its own, for its words tell nothing."""
STATUSES: Final[tuple[Status, ...]] = ("actual", "planned", "possible", "called_for")


@dataclass(frozen=True, kw_only=True)
class Label:
    """What a sentence states of an ordered pair of its mentions."""

    subject: int
    object: int
    relation: str
    negated: bool = False
    status: str = "actual"
    optional: bool = False


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the cue rows found for an ordered pair of mentions."""

    subject: int
    object: int
    relation: str
    negated: bool = False
    status: str = "actual"
    confidence: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Example:
    """One sentence with all that is known about its pairs.

    `pairs` are the ordered pairs to be judged; those without a label state nothing (`relation` is
    closed) unless the sentence was not annotated for relations: then only `root` or `sentiment` of
    its first pair is known.
    """

    doc: str
    text: str
    spans: tuple[tuple[int, int], ...]
    kinds: tuple[str, ...]
    pairs: tuple[tuple[int, int], ...]
    labels: tuple[Label, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    closed: bool = True
    root: str | None = None
    """PLOVER root of the first pair, in the older names (YIELD is CONCEDE or RETREAT)."""
    sentiment: int | None = None
    """Class 0..4 of the first pair: neutral, p pro q, q pro p, p against q, q against p."""
    names: tuple[str, ...] = field(default=())
    found: int | None = None
    """How many of the spans extraction finds, the first ones; None where it finds all of them."""
