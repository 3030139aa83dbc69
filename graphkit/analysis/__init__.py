"""What Cypher cannot compute: signed blocs, balance, positions, alerts.

`parties` reads a store's statements as what states and bodies say and do to each other; `blocs`,
`balance`, `positions` and `alerts` are pure measures on that; `computing` puts them together.
Writing the results back, and telling when they are out of date, is `graphkit.store.analysis`.
"""

from __future__ import annotations

from graphkit.analysis.alerts import LIMIT as ALERT_LIMIT
from graphkit.analysis.computing import Window, analyse, compute

__all__ = ["ALERT_LIMIT", "Window", "analyse", "compute"]
