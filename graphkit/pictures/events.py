"""Statements -> event data: one row a coded event, in the columns that POLECAT's users know.

Names and values are those of the POLECAT files where we code the same thing; what POLECAT has and
we do not code (sectors, contexts, coordinates) is left out, except `Contexts`, which stays empty.
ICEWS calls `Actor Name`, `Recipient Name`, `Event Type`, `Intensity` and `Source` `Source Name`,
`Target Name`, `Event Text`, `Intensity` and `Publisher`; GDELT `Actor1Name`, `Actor2Name`,
`EventCode`, `GoldsteinScale` and `SOURCEURL`.

Source: Halterman, Bagozzi, Beger, Schrodt and Scarborough 2023, "PLOVER and POLECAT", and the
codebook with the data (Harvard Dataverse, doi:10.7910/DVN/AJGVIT).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO, Final

from graphkit.pictures.statement_tables import write_cells
from graphkit.records import ACTOR_KINDS, Mention
from graphkit.selections import SourcedStatement

QUADS: Final = {
    1: "VERBAL COOPERATION",
    2: "MATERIAL COOPERATION",
    3: "VERBAL CONFLICT",
    4: "MATERIAL CONFLICT",
}

POLECAT: Final = (
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor Title",
    "Actor Name Raw",
    "Recipient Name",
    "Recipient Country",
    "Recipient Title",
    "Recipient Name Raw",
    "Placename",
    "Source",
    "Publication Date",
)
"""Columns that POLECAT has too."""

OWN: Final = (
    "URL",
    "Story ID",
    "Date Precision",
    "CAMEO Root",
    "Relation",
    "Status",
    "Negated",
    "Topic",
    "Speaker Name",
    "Speaker Country",
    "Confidence",
    "Sentence",
)
"""Columns that only we have, behind POLECAT's."""


def write_events(rows: Iterable[SourcedStatement], file: BinaryIO) -> int:
    """Writes the statements that code an event as CSV; returns how many these are."""
    coded = (event_row(row) for row in rows if row.statement.plover is not None)
    return write_cells((*POLECAT, *OWN), (row.values() for row in coded), file)


def event_row(row: SourcedStatement) -> dict[str, Any]:
    """Returns the value of each column.

    Who an event is done to is an actor; a place stands under `Placename` and gives the recipient's
    country, a topic stands under `Topic`.  `Event Type` is the code after negation and status, so
    that a denied visit is a REJECT and an announced one an AGREE; the mode is that of the deed
    itself and stands only where the code is still the deed's.
    """
    said = row.statement
    target = said.object
    actor: Mention | None = target if target.kind in ACTOR_KINDS else None
    values = {
        "Event ID": said.id,
        "Event Date": row.day,
        "Event Type": said.plover,
        "Event Mode": said.mode if said.plover == said.event else None,
        "Intensity": said.score,
        "Quad Code": QUADS.get(said.quad or 0),
        "Contexts": None,
        "Actor Name": said.subject.name,
        "Actor Country": said.subject.country,
        "Actor Title": said.subject.role,
        "Actor Name Raw": said.subject.text,
        "Recipient Name": actor.name if actor else None,
        "Recipient Country": target.country,
        "Recipient Title": actor.role if actor else None,
        "Recipient Name Raw": actor.text if actor else None,
        "Placename": target.name if target.kind == "place" else None,
        "Source": row.outlet,
        "Publication Date": said.published,
        "URL": row.url,
        "Story ID": said.doc,
        "Date Precision": said.date_precision if said.date else said.published_precision,
        "CAMEO Root": said.cameo,
        "Relation": said.relation,
        "Status": said.status,
        "Negated": said.negated,
        "Topic": target.name if target.kind == "topic" else None,
        "Speaker Name": said.speaker.name if said.speaker else None,
        "Speaker Country": said.speaker.country if said.speaker else None,
        "Confidence": said.confidence,
        "Sentence": said.text,
    }
    return {name: values[name] for name in (*POLECAT, *OWN)}
