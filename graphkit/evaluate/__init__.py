"""Gold and predictions -> figures: statements after the guideline, events after PLOVER."""

from graphkit.evaluate.events import EventFigures, EventGold, EventMiss, score_events
from graphkit.evaluate.figures import Rates
from graphkit.evaluate.gold import Gold, read_gold, read_predictions
from graphkit.evaluate.statements import StatementFigures, score_statements

__all__ = [
    "EventFigures",
    "EventGold",
    "EventMiss",
    "Gold",
    "Rates",
    "StatementFigures",
    "read_gold",
    "read_predictions",
    "score_events",
    "score_statements",
]
