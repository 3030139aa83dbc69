"""Gold and predictions -> figures: statements after the guideline, events after PLOVER.

The pair classifier alone is scored on marked pairs and on directed sentiment (`marked`).
"""

from graphkit.evaluate.causes import Cell, Finding, Group, grouped
from graphkit.evaluate.event_figures import EventFigures, EventMiss, score_events
from graphkit.evaluate.events import EventGold
from graphkit.evaluate.figures import Macro, Rates
from graphkit.evaluate.gold import Gold, read_gold, read_predictions
from graphkit.evaluate.marked import MarkedFigures, judge_marked, read_marked, score_marked
from graphkit.evaluate.statement_figures import StatementFigures, score_statements
from graphkit.evaluate.witness import Seen, look_again

__all__ = [
    "Cell",
    "EventFigures",
    "EventGold",
    "EventMiss",
    "Finding",
    "Gold",
    "Group",
    "Macro",
    "MarkedFigures",
    "Rates",
    "Seen",
    "StatementFigures",
    "grouped",
    "judge_marked",
    "look_again",
    "read_gold",
    "read_marked",
    "read_predictions",
    "score_events",
    "score_marked",
    "score_statements",
]
