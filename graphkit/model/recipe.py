"""How the classifier is trained: the numbers that `graphkit train` goes by."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How to train; the defaults are the shipped weights' own.

    `encoder_rate` and `head_rate` (that of marks too) are the highest learning rates of a one-cycle
    schedule, `decay` AdamW's weight decay, `smoothing` that of the labels.  `cue_dropout` is the
    share of sentences that are seen without what the cue rows found, so that the classifier can do
    without; `renaming` is the share of annotated sentences that are seen with other names.  With
    `keep_words` the word vectors of the base encoder stay as they are: half as much to learn, and
    words that the training data lack keep their place among the others.  The weights say how much
    a kind of pair counts beside a required statement's.  Of a sentence `most_pairs` pairs are seen
    at once, or a few more: all that state something, and some of the others, which then stand for
    all of these.  `stance_share` is the share of the gradient of stances that reaches the encoder:
    directed sentiment, which teaches them, costs relations otherwise.  Of the sentences of directed
    sentiment, and of those that state nothing and in which the cue rows found nothing, an epoch
    sees a share, another one each time.
    """

    epochs: int = 4
    batch: int = 48
    encoder_rate: float = 1.2e-4
    head_rate: float = 6e-4
    decay: float = 0.01
    smoothing: float = 0.05
    dropout: float = 0.1
    cue_dropout: float = 0.3
    renaming: float = 0.3
    keep_words: bool = True
    none_weight: float = 0.3
    optional_weight: float = 0.5
    marked_weight: float = 1.0
    sentiment_weight: float = 1.2
    stance_weight: float = 0.2
    stance_share: float = 0.2
    most_pairs: int = 20
    sentiment_share: float = 0.4
    quiet_share: float = 0.35
    seed: int = 17
    device: str = "cpu"

    def told(self) -> dict[str, Any]:
        """Returns what the model card tells: all but the device, which changes no figure."""
        return {name: value for name, value in asdict(self).items() if name != "device"}
