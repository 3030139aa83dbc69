"""What a relation is not said of, although its words stand together: readings to be left out.

"Struck a balance" and "fought the subpoena" attack nobody, refugees pay no visits, a missile is no
actor, and analysts are speakers only.
Source: the annotation guideline, "Who may be a subject" and "What is no statement".
"""

from __future__ import annotations

from typing import Final

from graphkit.extract.referents import Referent
from graphkit.ontology import Cue, Ontology

VIOLENT: Final = frozenset({"attacks", "coerces"})
BETWEEN: Final = frozenset({"meets", "talks_with"})
COURTS: Final = frozenset({"appeals", "court", "courts", "judge", "judges", "tribunal"})
UNNAMED: Final = frozenset({"group", "topic"})


class Plausibility:
    """Judges whether two referents may stand in a relation, by the classes of `words.csv`."""

    def __init__(self, ontology: Ontology) -> None:
        self._words = ontology.words
        self._public = frozenset(role.person for role in ontology.roles)

    def holds(
        self, relation: str, subject: Referent, target: Referent, *, asked: bool = False
    ) -> bool:
        """True unless the pair is a known misreading of the relation's words.

        `asked` tells that the cue row asks for this object's very noun.
        """
        return not (
            self._is_no_actor(subject)
            or (relation == "aids" and self._is_one_of(target, "weapon"))
            or (relation == "visits" and self._is_one_of(subject, "private"))
            or (relation == "visits" and self._is_private(subject))
            or (relation == "attacks" and self._is_private(subject) and _is_unnamed(target))
            or (relation in ("aids", "sanctions") and _is_own_state(subject, target))
            or (relation in BETWEEN and self._is_own_staff(subject, target))
            or (relation in VIOLENT and not asked and self._is_one_of(target, "intangible"))
            or (relation == "attacks" and not asked and self.is_abstract(target))
        )

    def is_abstract(self, target: Referent) -> bool:
        """True for a topic that no weapon reaches: "the bill", but not "the convoy"."""
        if target.mention.kind != "topic" or not target.noun.islower():
            return False  # "Nord Stream", a name in no register, may be anything
        return target.noun not in self._words["tangible"]

    def is_domestic_case(self, cue: Cue, subject: Referent, target: Referent) -> bool:
        """True where the law of a state deals with private persons or matters of its own.

        "Prosecutors charged the driver", "an inquiry into the leak": no stance between political
        actors.  Charges against office-holders, foreigners, bodies and states are one.
        """
        if cue.cue == "appeal" and target.mention.name.casefold().rpartition(" ")[2] in COURTS:
            return True  # a party to a case appeals to a higher court
        if cue.mode == "investigate" and target.mention.kind == "topic":
            return True  # an inquiry into an event accuses nobody
        legal = cue.mode == "investigate" or cue.cue in self._words["judicial"]
        if not legal or target.mention.id in self._public:
            return False
        mention = target.mention
        private = mention.kind in UNNAMED or (mention.kind == "person" and not mention.role)
        return private and mention.country in (None, subject.mention.country)

    def _is_private(self, subject: Referent) -> bool:
        """A person without an office or a state: his journeys and crimes are no statement."""
        mention = subject.mention
        known = mention.role or mention.country or mention.id in self._public
        return mention.kind == "person" and not known

    def _is_own_staff(self, subject: Referent, target: Referent) -> bool:
        """ "The prime minister met with ministers and aides": his own, as none else are named."""
        official = subject.mention.kind in ("person", "country")
        unnamed = target.mention.kind == "group" and self._is_one_of(target, "staff")
        return official and unnamed and target.mention.country in (None, subject.mention.country)

    def _is_no_actor(self, subject: Referent) -> bool:
        """ "Two rockets hit the port", "analysts expect Iran to": weapons and onlookers."""
        weapon = self._is_one_of(subject, "weapon") and "suicide" not in subject.mention.name
        return weapon or self._is_one_of(subject, "observer")

    def _is_one_of(self, referent: Referent, class_: str) -> bool:
        last = referent.noun or referent.mention.name.casefold().rpartition(" ")[2]
        words = self._words[class_]
        return referent.mention.kind in UNNAMED and (last in words or last[:-1] in words)


def _is_own_state(subject: Referent, target: Referent) -> bool:
    """ "Voters trust them to protect the country": no relation between two actors."""
    own = subject.mention.country
    return target.mention.kind == "country" and own is not None and own == target.mention.country


def _is_unnamed(target: Referent) -> bool:
    return target.mention.kind in UNNAMED
