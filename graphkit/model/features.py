"""Examples -> the arrays that the classifier takes (numpy only; the same in training and use)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from graphkit.model.examples import KINDS, STATUSES, Proposal

MARKS: Final = 2 * len(KINDS)
"""Numbers that mark a word piece: whether it begins a mention of a kind, or goes on in one."""
LONGEST: Final = 192
"""Word pieces of a sentence that are read; mentions beyond are not judged."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class PairArrays(NamedTuple):
    """Arrays of P ordered pairs in one sentence of T word pieces; `marks` is (T, MARKS)."""

    marks: Floats
    first: Floats
    second: Floats
    between: Floats
    kinds: Ints
    cues: Floats
    inside: NDArray[np.bool_]
    """False for a pair of which a mention lies beyond the word pieces that are read."""


def span_masks(offsets: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> Floats:
    """Returns which word pieces each span holds, (spans, pieces)."""
    starts = np.array([s for s, _ in offsets])
    ends = np.array([e for _, e in offsets])
    out = np.zeros((len(spans), len(offsets)), dtype=np.float32)
    for n, (s, e) in enumerate(spans):
        out[n] = (starts < e) & (ends > s) & (ends > starts)
    return out


def mention_marks(masks: Floats, kinds: Ints) -> Floats:
    """Returns where mentions begin and stand, by their kinds, (pieces, MARKS)."""
    out = np.zeros((masks.shape[1], MARKS), dtype=np.float32)
    for mask, kind in zip(masks, kinds, strict=True):
        held = np.flatnonzero(mask)
        out[held[:1], 2 * kind] = 1
        out[held[1:], 2 * kind + 1] = 1
    return out


def pair_arrays(
    offsets: Sequence[tuple[int, int]],
    spans: Sequence[tuple[int, int]],
    kinds: Sequence[str],
    pairs: Sequence[tuple[int, int]],
    proposals: Sequence[Proposal],
    *,
    relations: Sequence[str],
    found: int | None = None,
) -> PairArrays:
    """Returns the arrays of a sentence's pairs.

    Args:
        offsets: characters of each word piece.
        spans: the mentions' characters.
        kinds: the mentions' kinds.
        pairs: ordered pairs of mentions, as indexes.
        proposals: what the cue rows found.
        relations: the vocabulary, in the order of the model.
        found: how many of the mentions are marked, the first ones; None for all.
    """
    masks = span_masks(offsets, spans)
    pairs_ = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    first, second = masks[pairs_[:, 0]], masks[pairs_[:, 1]]
    numbers = np.array([KINDS.index(k) for k in kinds], dtype=np.int64)
    starts, ends = np.array([s for s, _ in spans]), np.array([e for _, e in spans])
    begin = np.minimum(ends[pairs_[:, 0]], ends[pairs_[:, 1]])
    stop = np.maximum(starts[pairs_[:, 0]], starts[pairs_[:, 1]])
    piece_start = np.array([s for s, _ in offsets])
    piece_end = np.array([e for _, e in offsets])
    between = (
        (piece_start[None] >= begin[:, None])
        & (piece_end[None] <= stop[:, None])
        & (piece_end > piece_start)[None]
    ).astype(np.float32)
    inside = (first.sum(1) > 0) & (second.sum(1) > 0)
    cues = cue_features(pairs, proposals, relations=relations)
    marks = mention_marks(masks[:found], numbers[:found])
    return PairArrays(marks, first, second, between, numbers[pairs_], cues, inside)


def cue_features(
    pairs: Sequence[tuple[int, int]], proposals: Sequence[Proposal], *, relations: Sequence[str]
) -> Floats:
    """Returns what the cue rows say of each pair: relations, anything at all, denial, status."""
    row = {pair: n for n, pair in enumerate(pairs)}
    width = len(relations)
    out = np.zeros((len(pairs), width + 2 + len(STATUSES)), dtype=np.float32)
    for p in proposals:
        n = row.get((p.subject, p.object))
        if n is None or p.relation not in relations:
            continue
        out[n, relations.index(p.relation)] = p.confidence
        out[n, width] = 1
        out[n, width + 1] = p.negated
        out[n, width + 2 + STATUSES.index(p.status)] = 1
    return out
