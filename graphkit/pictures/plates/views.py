"""The printed pictures by name: what each asks for, what it takes by default, who draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graphkit.analysis.circles import read_circle
from graphkit.analysis.readings import Reading, read_statements
from graphkit.pictures.plates import blocs, ego, matrix, tension, visits
from graphkit.pictures.plates.frames import WIDTH, Plate
from graphkit.records import STATUSES
from graphkit.rows import Vocabulary
from graphkit.selections import Filters
from graphkit.store import Store


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a picture is wanted: millimetres of width, and words instead of its own.

    `chosen` tells in the caption what the filters keep.
    """

    width: float = WIDTH
    title: str | None = None
    chosen: str = ""


Draw = Callable[[Store, Filters, Vocabulary, Wish], Plate]


@dataclass(frozen=True, kw_only=True)
class View:
    """A picture.

    `limit` is how much it draws unless the user says otherwise, `limited` of what; `statuses` and
    `denied` are what it is made of likewise.  `about` is what must be named: nothing, an actor, or
    a pair of actors.  `relations` are the only ones it draws.
    """

    name: str
    shows: str
    draw: Draw
    limit: int
    limited: str
    about: str = ""
    statuses: tuple[str, ...] = ("actual",)
    denied: bool = True
    relations: tuple[str, ...] = ()


def _draw_ego(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
    limit = filters.limit or ego.LIMIT
    circle = read_circle(store, filters, vocabulary=vocabulary, limit=limit)
    return ego.draw_ego(circle, limit=limit, **vars(wish))


def _draw_matrix(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
    reading = read_statements(store, filters, vocabulary=vocabulary)
    worded = bool(filters.topics)
    return matrix.draw_matrix(reading, limit=filters.limit, worded=worded, **vars(wish))


def _draw_tension(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
    reading = read_statements(store, filters, vocabulary=vocabulary)
    sides = filters.actors, filters.partners
    return tension.draw_tension(reading, sides=sides, limit=filters.limit, **vars(wish))


def _simply(draw: Callable[..., Plate]) -> Draw:
    def drawn(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
        reading: Reading = read_statements(store, filters, vocabulary=vocabulary)
        return draw(reading, limit=filters.limit, **vars(wish))

    return drawn


VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        View(
            name="ego",
            shows="an actor's friends and foes, and how these stand to each other",
            draw=_draw_ego,
            limit=ego.LIMIT,
            limited="actors",
            about="actor",
        ),
        View(
            name="matrix",
            shows="who is for and against which issue, and who turned",
            draw=_draw_matrix,
            limit=matrix.LIMIT,
            limited="parties",
        ),
        View(
            name="tension",
            shows="a pair's score month by month",
            draw=_draw_tension,
            limit=tension.LIMIT,
            limited="months",
            about="pair",
        ),
        View(
            name="blocs",
            shows="blocs, the ties inside them and the hostile ones between",
            draw=_simply(blocs.draw_blocs),
            limit=blocs.LIMIT,
            limited="parties",
        ),
        View(
            name="visits",
            shows="who visits whom when, planned beside actual",
            draw=_simply(visits.draw_visits),
            limit=visits.LIMIT,
            limited="journeys",
            statuses=STATUSES,
            relations=("visits",),
        ),
    )
}
