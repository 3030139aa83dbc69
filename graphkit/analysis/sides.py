"""Relations -> the side that they take: what stances, and their turns, are made of.

Two questions ask for sides.  `stance` asks who is for and against a topic, by what is said of it.
`stance_shift` asks whose side turned, on a topic or an actor, so that deeds between actors count
too, and mediation, which takes no side for good, does not; of denials it takes only those that say
the opposite ("does not support").  On what both count they agree.
"""

from __future__ import annotations

from typing import Final

FOR: Final = frozenset({"supports", "agrees_with", "signs"})
ASKED_FOR: Final = frozenset({"proposes", "demands"})
"""Take the side of a topic; asked of an actor, they take none."""
AGAINST: Final = frozenset({"opposes", "denies", "criticizes", "accuses", "warns", "protests"})
DEEDS_FOR: Final = frozenset({"allies_with", "aids"})
DEEDS_AGAINST: Final = frozenset({"sanctions", "coerces", "attacks"})
DENIABLE: Final = frozenset({"supports", "opposes"})
"""Relations whose denial takes the other side."""


def side_on_topic(relation: str, *, negated: bool) -> int:
    """Returns 1 for a topic, -1 against it, or 0, as in the question `stance`.

    Example:
        >>> side_on_topic("supports", negated=True)
        -1
    """
    sign = (relation in FOR | ASKED_FOR | {"mediates"}) - (relation in AGAINST)
    return -sign if negated else sign


def lasting_side(relation: str, *, negated: bool, on_topic: bool) -> int:
    """Returns 1 for a topic or an actor, -1 against it, or 0, as in the question `stance_shift`.

    Example:
        >>> lasting_side("demands", negated=False, on_topic=False)
        0
    """
    if negated and relation not in DENIABLE:
        return 0
    pros = FOR | DEEDS_FOR | (ASKED_FOR if on_topic else frozenset())
    sign = (relation in pros) - (relation in AGAINST | DEEDS_AGAINST)
    return -sign if negated else sign
