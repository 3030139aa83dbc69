"""Sentences with two marked mentions, judged by the pair classifier -> macro-F1 over classes.

Two kinds of gold.  Pairs: which PLOVER root, in the fifteen older names, and which quad class the
first mention's deed towards the second has.  Directed sentiment: who is for or against whom.
Source: the PLV pairs of Hu et al. (2024), and Park, Pan and Joo (2021).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from graphkit.evaluate.causes import Cell, cells
from graphkit.evaluate.figures import Macro, macro
from graphkit.extract.examples import ExampleMaker
from graphkit.model.marked import BRACKET, TAG, Span, to_word_end, without_marks
from graphkit.model.running import Judged, PairModel
from graphkit.ontology import Ontology

MarkedKind = Literal["pairs", "sentiment"]
YIELD: Final = "YIELD"
YIELDING: Final = frozenset({"CONCEDE", "RETREAT"})
YIELD_QUAD: Final = 2
"""The older PLOVER has one type for both, and counts it as material cooperation."""
SENTIMENTS: Final = ("neutral", "p for q", "q for p", "p against q", "q against p")
"""Names of the classes 0..4 of directed sentiment."""
CLASSES: Final = tuple(str(n) for n in range(len(SENTIMENTS)))


@dataclass(frozen=True, kw_only=True)
class Marked:
    """One sentence with its two mentions (0-based, end exclusive in `text`).

    `wanted` maps each measure ("root" and "quad", or "class") to the gold class.
    """

    id: str
    text: str
    first: Span
    second: Span
    wanted: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class MarkedFigures:
    """What a classifier is worth: macro-F1 by measure, and what it confuses in the first one."""

    kind: MarkedKind
    measures: Mapping[str, Macro]
    confusions: Sequence[Cell]


def read_marked_pair(row: Mapping[str, Any]) -> Marked:
    """Reads a pair: `{id, marked, event, quad}`; <s>..</s> and <t>..</t> stand in `marked`.

    A mention without its marks is the whole sentence.

    Raises:
        KeyError: a field is missing.
        ValueError: a field is ill-typed.
    """
    if not isinstance(row["marked"], str) or not isinstance(row["event"], str):
        raise ValueError("marked and event are not text")
    text, marks = without_marks(TAG, row["marked"])
    spots = dict(reversed(marks))  # of marks that stand twice the first
    first, second = ((spots.get(f"<{m}>", 0), spots.get(f"</{m}>", len(text))) for m in ("s", "t"))
    wanted = {"root": row["event"], "quad": str(row["quad"])}
    return Marked(id=str(row["id"]), text=text, first=first, second=second, wanted=wanted)


def read_sentiment(row: Mapping[str, Any]) -> Marked:
    """Reads directed sentiment: `{id, sentence, class}`; two mentions stand in [brackets].

    A bracket that ends in mid-word, as in "[Kremlin]'s" or "[Conservative]s", takes in the letters
    that follow.

    Raises:
        KeyError: a field is missing.
        ValueError: there are no two brackets, or the class is none of 0 to 4.
    """
    sentence = row["sentence"]
    if row["class"] not in CLASSES:
        raise ValueError(f"the class may not be {row['class']!r}: 0 to 4")
    text, marks = without_marks(BRACKET, sentence)
    opened, closed = ([at for mark, at in marks if mark == bracket] for bracket in "[]")
    spans = [(start, end) for start, end in zip(opened, closed, strict=False) if start < end]
    if len(spans) < 2:
        raise ValueError("no two [bracketed] mentions")
    first, second = (to_word_end(text, span) for span in spans[:2])
    wanted = {"class": SENTIMENTS[int(row["class"])]}
    return Marked(id=str(row["id"]), text=text, first=first, second=second, wanted=wanted)


READERS: Final = {"pairs": read_marked_pair, "sentiment": read_sentiment}


def read_marked(
    rows: Iterable[Mapping[str, Any]], kind: MarkedKind, ontology: Ontology
) -> list[Marked]:
    """Reads gold rows of a kind.

    Raises:
        KeyError, ValueError: a row is not what it should be, or a root is not PLOVER's.
    """
    found = [READERS[kind](row) for row in rows]
    known = Roots(ontology).names
    for marked in found:
        root = marked.wanted.get("root")
        if root is not None and root not in known:
            raise ValueError(f"{root!r} of {marked.id!r} is no root of {', '.join(sorted(known))}")
    return found


def judge_marked(
    rows: Iterable[Marked], maker: ExampleMaker, model: PairModel
) -> Iterator[tuple[Marked, Judged]]:
    """Yields each sentence with what the classifier makes of (first, second) and of its reverse."""
    wanted = list(rows)
    nothing: Mapping[str, Any] = {}
    sentences = [(m.id, m.text, m.first, m.second, nothing) for m in wanted]
    for marked, example in zip(wanted, maker.of_marked(sentences), strict=True):
        judged = model.judge(
            example.text, example.spans, example.kinds, example.pairs, example.proposals
        )
        if "class" in marked.wanted:
            judged = replace(judged, stance=model.stance(example))
        yield marked, judged


def score_marked(
    judged: Iterable[tuple[Marked, Judged]],
    *,
    kind: MarkedKind,
    ontology: Ontology,
    boot: int = 1000,
) -> MarkedFigures:
    """Returns macro-F1 of judged sentences.

    Args:
        judged: sentences with what the classifier makes of them.
        kind: what the gold is: decides how the classifier's chances are read.
        ontology: which relation is of which PLOVER type.
        boot: samples for the intervals; 0 leaves them out.
    """
    roots = Roots(ontology)
    read: Callable[[Judged], Mapping[str, str]] = roots.of if kind == "pairs" else sentiment_of
    found = [(marked.wanted, read(chances)) for marked, chances in judged]
    pairs = {m: [(g[m], p[m]) for g, p in found] for m in (found[0][0] if found else ())}
    return MarkedFigures(
        kind=kind,
        measures={measure: macro(of, boot=boot) for measure, of in pairs.items()},
        confusions=cells(next(iter(pairs.values()), [])),
    )


class Roots:
    """The fifteen older PLOVER roots over the relations of the vocabulary."""

    def __init__(self, ontology: Ontology) -> None:
        types = {r.name: r.event for r in ontology.relations.values() if r.event}
        self._root = {name: YIELD if e in YIELDING else e for name, e in types.items()}
        self._quad = {
            root: YIELD_QUAD if root == YIELD else ontology.events[root].quad
            for root in self._root.values()
        }

    @property
    def names(self) -> frozenset[str]:
        """The roots."""
        return frozenset(self._quad)

    def of(self, judged: Judged) -> dict[str, str]:
        """Returns root and quad class of the first pair, given that it stands in a relation.

        A root's chance is the sum of its relations', a quad class's the sum of its roots'.
        """
        roots: dict[str, float] = {}
        quads: dict[str, float] = {}
        for relation in judged.relations:
            root = self._root.get(relation)
            if root is not None:
                quad, chance = str(self._quad[root]), judged.chance(0, relation)
                roots[root] = roots.get(root, 0.0) + chance
                quads[quad] = quads.get(quad, 0.0) + chance
        return {"root": _likeliest(roots), "quad": _likeliest(quads)}


def sentiment_of(judged: Judged) -> dict[str, str]:
    """Returns the likeliest of the five classes from the stances of a pair and of its reverse.

    One of the two takes a side and the other none, or neither does.
    """
    assert judged.stance is not None
    (none, pro, against), (none_back, pro_back, against_back) = judged.stance[:2].tolist()
    chances = (
        none * none_back, pro * none_back, none * pro_back, against * none_back,
        none * against_back,
    )  # fmt: skip
    return {"class": _likeliest(dict(zip(SENTIMENTS, chances, strict=True)))}


def _likeliest(chances: Mapping[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])
