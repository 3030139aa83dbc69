"""Ties -> strands: what is drawn as one line, all ties of one direction and sign between two.

Five relations from A to B ("criticizes", "sanctions", ...) are five ties but one line; a picture of
every tie would be a thicket.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from graphkit.networks import Network, Sign, sign_of


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One line of a picture.

    `directed` is False of symmetric relations.  `relations` counts statements by what is drawn
    beside the line ("visits", "visits planned").  `firm` is True if one of them is done and not
    denied.
    """

    start: str
    end: str
    sign: Sign
    directed: bool
    relations: Mapping[str, int]
    firm: bool

    @property
    def count(self) -> int:
        """Statements behind the line."""
        return sum(self.relations.values())

    @property
    def label(self) -> str:
        """The relations, most frequent first, and how many of each where more than one."""
        return ", ".join(self._ranked())

    @property
    def short_label(self) -> str:
        """The two most frequent relations."""
        ranked = self._ranked()
        return ", ".join(ranked[:2]) + (", \u2026" if len(ranked) > 2 else "")

    def _ranked(self) -> list[str]:
        ranked = sorted(self.relations.items(), key=lambda pair: (-pair[1], pair[0]))
        return [n.replace("_", " ") + (f" \u00d7{c}" if c > 1 else "") for n, c in ranked]


def gather_strands(network: Network) -> list[Strand]:
    """Returns the lines to draw, strongest first."""
    found: dict[tuple[str, str, Sign, bool], Counter[str]] = {}
    firm: set[tuple[str, str, Sign, bool]] = set()
    for start, end, key, tie in network.graph.edges(keys=True, data=True):
        strand = (start, end, sign_of(tie["stance"]), not tie["symmetric"])
        found.setdefault(strand, Counter())[key] += tie["count"]
        if tie["status"] == "actual" and not tie["negated"]:
            firm.add(strand)
    drawn = [
        Strand(
            start=key[0],
            end=key[1],
            sign=key[2],
            directed=key[3],
            relations=dict(sorted(counts.items())),
            firm=key in firm,
        )
        for key, counts in found.items()
    ]
    return sorted(drawn, key=lambda s: (-s.count, s.start, s.end, s.sign, s.directed))
