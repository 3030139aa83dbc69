"""Statements and gold statements -> which are the same, after the annotation guideline.

Strict: subject and object match by name and the relation is the same.  Lenient: the relation has
the same PLOVER type, and actors may match by country.  Optional gold is matched last.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from graphkit.evaluate.figures import largest_matching
from graphkit.ontology import Ontology
from graphkit.records import BODIES, STATUSES

Row = Mapping[str, Any]
STOP: Final = frozenset({
    "the", "a", "an", "of", "to", "for", "on", "in", "at", "by", "with", "from", "and", "or",
    "its", "his", "her", "their", "our", "this", "that", "these", "those", "any", "all", "new",
    "over", "about", "into", "as", "some", "mr", "mrs", "ms", "dr", "president", "i", "he",
    "him", "she", "it", "we", "you", "they", "them",
})  # fmt: skip
"""Words that name nobody: part of the definition of a match, so no data of the ontology."""
SHORTEST_SHARED: Final = 25
"""Characters from which a sentence counts as the same when it contains the other."""


def words(text: str | None) -> tuple[str, ...]:
    """Returns the content words of a name, case folded, without possessive marks and dots."""
    plain = re.sub(r"[’']s\b", "", (text or "").casefold())
    plain = re.sub(r"(?<=\w)\.", "", plain)
    return tuple(w for w in re.findall(r"[^\W_]+", plain) if w not in STOP)


def names(entity: Row) -> set[tuple[str, ...]]:
    """Returns the names of an entity; a bare common noun ("officials") is no name."""
    text = entity.get("text") or ""
    found = [entity.get("name"), *(entity.get("aliases") or [])]
    if entity.get("kind") == "topic" or text != text.lower():
        found.append(text)
    return {w for w in map(words, found) if w}


def without_aliases(row: Row) -> Row:
    """Returns the prediction without aliases: it stands by its mention and its name alone."""
    return {
        k: {**v, "aliases": []} if isinstance(v, Mapping) and "name" in v else v
        for k, v in row.items()
    }


def overlap(a: set[tuple[str, ...]], b: set[tuple[str, ...]]) -> float:
    """Returns the best F1 of shared words between any two names."""
    return max(
        (2 * (Counter(x) & Counter(y)).total() / (len(x) + len(y)) for x in a for y in b),
        default=0.0,
    )


def same_entity(gold: Row | None, pred: Row | None, *, lenient: bool = False) -> bool:
    """True if two mentions mean the same actor, place or topic."""
    if not gold or not pred:
        return False
    code = gold.get("country")
    same_country = code == pred.get("country") and code not in {None, "", *BODIES}
    if lenient and same_country:
        return True
    a, b = names(gold), names(pred)
    kinds = {gold.get("kind"), pred.get("kind")}
    if a & b:
        return True
    if kinds == {"country"}:
        return same_country
    if kinds == {"person"}:
        return any(x[-1] == y[-1] for x in a for y in b)
    return not kinds & {"country", "person"} and overlap(a, b) >= 0.5


def same_sentence(gold: Row, pred: Row) -> bool:
    """True if both stand in one sentence, however it was split."""
    if not pred.get("text") or not gold.get("text"):
        return bool(gold.get("sent") == pred.get("sent"))
    a, b = (" ".join(x["text"].split()) for x in (gold, pred))
    return a == b or (min(len(a), len(b)) >= SHORTEST_SHARED and (a in b or b in a))


class Judge:
    """Says whether a prediction matches a gold statement."""

    def __init__(self, ontology: Ontology) -> None:
        self._types = {name: r.event or "OTHER" for name, r in ontology.relations.items()}
        self._types["signs"] = "AGREE"  # as in the published scorer's lenient classes
        self._symmetric = {name for name, r in ontology.relations.items() if r.symmetric}

    def matches(self, gold: Row, pred: Row, *, lenient: bool) -> bool:
        """True if sentence, relation, subject and object are the same."""
        if not same_sentence(gold, pred):
            return False
        g, p = gold["relation"], pred["relation"]
        if g != p and not (lenient and self._types.get(g) == self._types.get(p, "?")):
            return False
        return any(
            same_entity(gold["subject"], pred[s], lenient=lenient)
            and same_entity(gold["object"], pred[o], lenient=lenient)
            for s, o in self.ways(gold)
        )

    def ways(self, row: Row) -> tuple[tuple[str, str], ...]:
        """Returns the orders in which the two ends of a statement may stand."""
        return BOTH_WAYS if row["relation"] in self._symmetric else BOTH_WAYS[:1]


BOTH_WAYS: Final = (("subject", "object"), ("object", "subject"))


def same_speaker(gold: Row, pred: Row) -> bool:
    """True if both name one speaker; a subject who states his own stance counts as none."""
    a, b = speaker_of(gold), speaker_of(pred)
    return (a is None and b is None) or same_entity(a, b)


def speaker_of(row: Row) -> Row | None:
    """Returns the speaker of a statement; None for a subject who states his own stance."""
    speaker = row.get("speaker")
    return None if speaker and same_entity(speaker, row["subject"]) else speaker


def status_of(row: Row) -> str:
    """Returns the status of a statement, actual where none is given."""
    return str(row.get("status") or STATUSES[0])


@dataclass(frozen=True, kw_only=True)
class Matched:
    """The statements of one document; `pairs` says which gold row took which prediction."""

    doc: str
    gold: Sequence[Row]
    preds: Sequence[Row]
    pairs: Mapping[int, int]

    @cached_property
    def hits(self) -> list[tuple[Row, Row]]:
        """Required gold with its prediction."""
        return [(self.gold[i], self.preds[j]) for i, j in self.pairs.items() if self._wanted(i)]

    @cached_property
    def wanted(self) -> list[Row]:
        """Required gold."""
        return [g for i, g in enumerate(self.gold) if self._wanted(i)]

    @cached_property
    def offered(self) -> list[Row]:
        """Predictions that count: all but those that optional gold took."""
        spared = {j for i, j in self.pairs.items() if not self._wanted(i)}
        return [p for j, p in enumerate(self.preds) if j not in spared]

    @cached_property
    def missed(self) -> list[Row]:
        """Required gold without a prediction."""
        return [g for i, g in enumerate(self.gold) if self._wanted(i) and i not in self.pairs]

    @cached_property
    def spurious(self) -> list[Row]:
        """Predictions that no gold took."""
        taken = set(self.pairs.values())
        return [p for j, p in enumerate(self.preds) if j not in taken]

    def _wanted(self, i: int) -> bool:
        return not self.gold[i].get("optional")


def match_documents(
    gold: Sequence[Row], preds: Sequence[Row], judge: Judge, *, lenient: bool
) -> list[Matched]:
    """Returns gold and predictions document by document, matched one to one."""
    docs: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in gold:
        docs[row["doc"]][0].append(row)
    for row in preds:
        docs[row["doc"]][1].append(without_aliases(row))
    return [
        Matched(doc=doc, gold=gs, preds=ps, pairs=_assign(gs, ps, judge, lenient=lenient))
        for doc, (gs, ps) in docs.items()
    ]


def _assign(gs: list[Row], ps: list[Row], judge: Judge, *, lenient: bool) -> dict[int, int]:
    order = sorted(range(len(gs)), key=lambda i: bool(gs[i].get("optional")))
    return largest_matching(
        order, len(ps), lambda i, j: judge.matches(gs[i], ps[j], lenient=lenient)
    )
