"""Ties -> strands: what is drawn as one line, all ties of one direction and sign between two.

Five relations from A to B ("criticizes", "sanctions", ...) are five ties but one line; a picture of
every tie would be a thicket.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from graphkit.networks import Network, Sign


@dataclass(frozen=True, kw_only=True)
class Strand:
    """One line of a picture.

    `directed` is False of symmetric relations.  `relations` counts statements by what is drawn
    beside the line ("visits", "visits planned").  `firm` is True if one of them is done and not
    denied; `last` is the latest day of any, "" where none has one.
    """

    start: str
    end: str
    sign: Sign
    directed: bool
    relations: Mapping[str, int]
    firm: bool
    last: str

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


def gather_strands(network: Network, *, firm: bool = False) -> list[Strand]:
    """Returns the lines to draw, strongest first, of equals the latest.

    With `firm`, only those of ties that are done and not denied.
    """
    found: dict[tuple[str, str, bool, Sign], Strand] = {}
    for start, end, key, tie in network.graph.edges(keys=True, data=True):
        done = tie["status"] == "actual" and not tie["negated"]
        if firm and not done:
            continue
        sign, directed = tie["sign"], not tie["symmetric"]
        one = Strand(
            start=start,
            end=end,
            sign=sign,
            directed=directed,
            relations={key: tie["count"]},
            firm=done,
            last=tie["last"] or "",
        )
        place = (start, end, directed, sign)
        found[place] = _joined(found[place], one) if place in found else one
    drawn = sorted(found.values(), key=lambda s: (s.start, s.end, s.directed, s.sign))
    return sorted(drawn, key=lambda s: (s.count, s.last), reverse=True)


def _joined(one: Strand, other: Strand) -> Strand:
    counts = Counter(one.relations) + Counter(other.relations)
    return replace(
        one,
        relations=dict(sorted(counts.items())),
        firm=one.firm or other.firm,
        last=max(one.last, other.last),
    )
