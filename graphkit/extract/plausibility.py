"""What a relation is not said of, although its words stand together: readings to be left out.

"Struck a balance" attacks nobody, refugees pay no visits, a missile is no actor, and analysts are
speakers only.
Source: the annotation guideline, "Who may be a subject" and "What is no statement".
"""

from __future__ import annotations

from typing import Final

from graphkit.extract.referents import Referent
from graphkit.ontology import Ontology

VIOLENT: Final = frozenset({"attacks", "coerces"})
UNNAMED: Final = frozenset({"group", "topic"})


class Plausibility:
    """Judges whether two referents may stand in a relation, by the classes of `words.csv`."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = ontology.words

    def holds(self, relation: str, subject: Referent, target: Referent) -> bool:
        """True unless the pair is a known misreading of the relation's words."""
        return not (
            self._is_no_actor(subject)
            or (relation == "visits" and self._is_one_of(subject, "private"))
            or (relation in VIOLENT and self._is_one_of(target, "intangible"))
        )

    def _is_no_actor(self, subject: Referent) -> bool:
        """ "Two rockets hit the port", "analysts expect Iran to": weapons and onlookers."""
        weapon = self._is_one_of(subject, "weapon") and "suicide" not in subject.mention.name
        return weapon or self._is_one_of(subject, "observer")

    def _is_one_of(self, referent: Referent, class_: str) -> bool:
        last = referent.noun or referent.mention.name.casefold().rpartition(" ")[2]
        return referent.mention.kind in UNNAMED and last in self._words[class_]
