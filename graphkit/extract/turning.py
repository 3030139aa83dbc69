"""The relation that a qualified deed comes to: a denied support opposes, a threatened strike warns.

Source: the annotation guideline, "Which relation" and "Negated and status".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graphkit.extract.conditions import has_condition
from graphkit.extract.qualify import Quality
from graphkit.extract.relations import Candidate
from graphkit.ontology import Ontology, Relation
from graphkit.sentences import Token

QUARRELS: Final = {
    "assail": "criticizes", "attack": "criticizes", "hit": "criticizes", "hit back": "criticizes",
    "battle": "opposes", "clash": "opposes", "fight": "opposes",
}  # fmt: skip
"""What verbs of fighting say of two public figures or parties of one state."""


class Turner:
    """Turns the relation of a cue row by polarity, status and the two actors."""

    def __init__(self, ontology: Ontology) -> None:
        self._relations = ontology.relations
        self._ceasing = ontology.words["ceasing"]
        self._intending = ontology.words["intending"]
        self._motion = ontology.words["motion"]
        self._vowing = ontology.words["vowing"]
        self._armed = frozenset(
            id_ for id_, classes in ontology.classes.items() if "armed_group" in classes
        )

    def turned(self, candidate: Candidate, quality: Quality) -> tuple[Relation, Quality]:
        """Returns the relation and quality that a candidate comes to.

        "Don't support", "will not accept" and "refuse to sell" are opposes, "no longer backs" is
        not; "threatens to destroy Japan" warns Japan; talks with a leader as the purpose of a trip
        are a meeting (guideline).
        """
        relations = self._relations
        relation = relations[candidate.cue.relation]
        plainly = Quality(False, "actual", quality.words)
        if quality.negated and quality.status != "called_for":
            denied = self._denied(candidate, relation, quality.words)
            if denied is not None:
                return relations[denied], plainly
        lemmas = {t.lemma for t in quality.words}
        hostile = relation.stance < 0 and relation.name not in ("demands", "warns")
        if hostile and "threaten" in lemmas:
            return relations["warns"], Quality(quality.negated, "actual", quality.words)
        stance = relation.name in ("supports", "opposes") and not is_recognition(candidate)
        hoped = lemmas & self._intending  # "hoped that France would back it"
        if quality.tried and relation.attempted:
            return relation, plainly  # "tried to broker a truce", "attempted to hack"
        if not quality.negated and not hoped and lemmas & {"would", "'d", "’d"}:
            asking = relation.name == "demands" and candidate.subject.how == "first person"
            if (stance or asking) and not has_condition(candidate.head):
                return relation, plainly  # "would welcome talks", "we would urge them to talk"
        if (
            not quality.negated
            and quality.status == "planned"
            and (
                (stance and lemmas & self._vowing)
                or (relation.name == "opposes" and "will" in lemmas)
            )
        ):
            return relation, plainly  # "vowed to back Kyiv", "will vote against it"
        with_leader = candidate.object.mention.kind == "person"
        if relation.name == "talks_with" and self._is_on_a_trip(candidate.head) and with_leader:
            return relations["meets"], quality
        if relation.name == "attacks" and self._is_quarrel(candidate):
            return relations[QUARRELS[candidate.cue.cue]], quality
        return relation, quality

    def _is_on_a_trip(self, word: Token) -> bool:
        """ "Flew in for talks with Xi", "travelled to Beijing to talk to Xi"."""
        if word.dep == "pobj" and word.head.lower == "for":
            return True
        verb = word.head if word.dep == "dobj" else word
        purpose = verb.dep == "advcl" and any(c.tag == "TO" for c in verb.children)
        return purpose and verb.head.lemma in self._motion

    def _is_quarrel(self, candidate: Candidate) -> bool:
        """ "Republicans attacked Obama": politicians of one state, with words."""
        one, other = candidate.subject.mention, candidate.object.mention
        political = other.kind == "person" and one.kind in ("person", "organization")
        same = one.country is not None and one.country == other.country
        return candidate.cue.cue in QUARRELS and political and same and one.id not in self._armed

    def _denied(
        self, candidate: Candidate, relation: Relation, words: Iterable[Token]
    ) -> str | None:
        """The relation that a denial asserts: "don't support", "refuse to sell" are opposes."""
        said = {form for t in words for form in (t.lower, t.lemma)}
        cue = candidate.cue.cue
        if (relation.name == "aids" or cue == "sell") and ("refuse" in said or cue == "accept"):
            return "opposes"
        if relation.name == "concedes" and cue == "accept":
            return "opposes"  # "would not accept the request"
        if is_recognition(candidate) or said & self._ceasing:
            return None
        return relation.denied


def is_recognition(candidate: Candidate) -> bool:
    """Recognising a state is a deed, no stance: "no longer recognises Kosovo" is denied."""
    return candidate.cue.cue.startswith("recogni")
