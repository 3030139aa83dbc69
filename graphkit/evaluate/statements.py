"""Statements against gold statements, after the annotation guideline.

Strict: subject and object match by name and the relation is the same.  Lenient: the relation has
the same PLOVER type, and actors may match by country.  Optional gold is matched last, counts in no
recall, and the predictions it takes are left out of precision.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphkit.evaluate.figures import Counts, Rates, largest_matching, rates
from graphkit.ontology import Ontology

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


@dataclass(frozen=True, kw_only=True)
class StatementFigures:
    """What a run is worth: `missed`, `spurious` and `relations` are of the strict mode.

    `attributes` maps mode ("strict", "lenient") to the shares of matched pairs that agree on
    speaker, negation and status, and is empty for a mode without a matched pair.
    """

    strict: Rates
    lenient: Rates
    required: int
    optional: int
    predicted: int
    attributes: Mapping[str, Mapping[str, float]]
    relations: Mapping[str, Rates]
    missed: Sequence[Row]
    spurious: Sequence[Row]


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
    same_country = code == pred.get("country") and code not in (None, "", "IGO", "NGO")
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
    if not pred.get("text"):
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
        ways = [("subject", "object")]
        if g in self._symmetric:
            ways.append(("object", "subject"))
        return any(
            same_entity(gold["subject"], pred[s], lenient=lenient)
            and same_entity(gold["object"], pred[o], lenient=lenient)
            for s, o in ways
        )


def same_speaker(gold: Row, pred: Row) -> bool:
    """True if both name one speaker; a subject who states his own stance counts as none."""
    a, b = _speaker(gold), _speaker(pred)
    return (a is None and b is None) or same_entity(a, b)


def _speaker(row: Row) -> Row | None:
    speaker = row.get("speaker")
    return None if speaker and same_entity(speaker, row["subject"]) else speaker


def score_statements(
    gold: Sequence[Row], preds: Sequence[Row], ontology: Ontology, *, boot: int = 1000
) -> StatementFigures:
    """Returns strict and lenient figures of predicted statements against gold.

    Rows are statements as JSON objects; gold may add `optional` and `aliases`.
    """
    judge = Judge(ontology)
    docs: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in gold:
        docs[row["doc"]][0].append(row)
    for row in preds:
        docs[row["doc"]][1].append(without_aliases(row))
    strict, lenient = Tally(), Tally()
    for gs, ps in docs.values():
        strict.add(gs, ps, _assign(gs, ps, judge, lenient=False))
        lenient.add(gs, ps, _assign(gs, ps, judge, lenient=True))
    required = sum(not g.get("optional") for g in gold)
    return StatementFigures(
        strict=rates(strict.counts, boot=boot),
        lenient=rates(lenient.counts, boot=boot),
        required=required,
        optional=len(gold) - required,
        predicted=len(preds),
        attributes={"strict": strict.shares(), "lenient": lenient.shares()},
        relations={name: rates([found], boot=0) for name, found in strict.by_relation()},
        missed=strict.missed,
        spurious=strict.spurious,
    )


def _assign(gs: list[Row], ps: list[Row], judge: Judge, *, lenient: bool) -> dict[int, int]:
    order = sorted(range(len(gs)), key=lambda i: bool(gs[i].get("optional")))
    return largest_matching(
        order, len(ps), lambda i, j: judge.matches(gs[i], ps[j], lenient=lenient)
    )


class Tally:
    """Counts of one mode over documents."""

    def __init__(self) -> None:
        self.counts: list[Counts] = []
        self.missed: list[Row] = []
        self.spurious: list[Row] = []
        self._pairs: list[tuple[Row, Row]] = []
        self._hits: Counter[str] = Counter()
        self._offered: Counter[str] = Counter()
        self._wanted: Counter[str] = Counter()

    def add(self, gs: list[Row], ps: list[Row], pairs: Mapping[int, int]) -> None:
        """Takes one document: gold, predictions, and which matched which."""
        spared = {j for i, j in pairs.items() if gs[i].get("optional")}
        wanted = [i for i, g in enumerate(gs) if not g.get("optional")]
        offered = [j for j in range(len(ps)) if j not in spared]
        hits = {i: pairs[i] for i in wanted if i in pairs}
        right = set(hits.values())
        self.counts.append((len(hits), len(offered), len(wanted)))
        self.missed.extend(gs[i] for i in wanted if i not in hits)
        self.spurious.extend(ps[j] for j in offered if j not in right)
        self._pairs.extend((gs[i], ps[j]) for i, j in hits.items())
        self._hits.update(gs[i]["relation"] for i in hits)
        self._offered.update(ps[j]["relation"] for j in offered)
        self._wanted.update(gs[i]["relation"] for i in wanted)

    def by_relation(self) -> list[tuple[str, Counts]]:
        """Returns the counts of each relation that was wanted or offered, by name."""
        named = sorted({*self._wanted, *self._offered})
        return [(r, (self._hits[r], self._offered[r], self._wanted[r])) for r in named]

    def shares(self) -> dict[str, float]:
        """Returns the shares of matched pairs that agree, or nothing without such a pair."""
        if not self._pairs:
            return {}
        agree: Counter[str] = Counter()
        for g, p in self._pairs:
            agree.update(
                speaker=same_speaker(g, p),
                negated=bool(g.get("negated")) == bool(p.get("negated")),
                status=g.get("status", "actual") == p.get("status", "actual"),
            )
        return {name: agree[name] / len(self._pairs) for name in ("speaker", "negated", "status")}
