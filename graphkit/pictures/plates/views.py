"""The printed pictures by name: what each asks for, what it takes by default, who draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from graphkit.analysis.circles import read_circle
from graphkit.analysis.readings import read_statements
from graphkit.pictures.plates import blocs, ego, matrix, tension, visits
from graphkit.pictures.plates.frames import WIDTH, Plate
from graphkit.records import STATUSES
from graphkit.rows import Vocabulary
from graphkit.selections import Filters, select_statements
from graphkit.store import Store


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How a picture is wanted: millimetres of width, and words instead of its own.

    `chosen` tells in the caption what the filters keep.
    """

    width: float = WIDTH
    title: str | None = None
    chosen: str = ""


Make = Callable[[Store, Filters, Vocabulary, Wish], Plate]
Lack = Literal["actors", "partners", "relations"]


@dataclass(frozen=True, kw_only=True)
class View:
    """A picture.

    `limit` is how much it draws unless the user says otherwise, `limited` of what; `statuses` and
    `denied` are what it is made of likewise.  `about` is what must be named: nothing, an actor, or
    a pair of actors.  `relations` are the only ones it draws.
    """

    name: str
    shows: str
    make: Make
    limit: int
    limited: str
    about: str = ""
    statuses: tuple[str, ...] = ("actual",)
    denied: bool = True
    relations: tuple[str, ...] = ()

    def lack(
        self, *, actors: Sequence[str], partners: Sequence[str], relations: Sequence[str]
    ) -> Lack | None:
        """Returns which of the names is missing or unfit for this picture, or None."""
        if self.about and not actors:
            return "actors"
        if self.about == "pair" and not partners:
            return "partners"
        if self.relations and relations and tuple(relations) != self.relations:
            return "relations"
        return None

    def draw(self, store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
        """Draws what passes the filters, of the relations that it shows.

        Raises:
            PictureError: nothing passes, or there is nothing to draw.
        """
        kept = replace(filters, relations=filters.relations or self.relations)
        return self.make(store, kept, vocabulary, wish)


def _make_ego(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
    limit = filters.limit or ego.LIMIT
    circle = read_circle(store, filters, vocabulary=vocabulary, limit=limit)
    return ego.draw_ego(circle, limit=limit, **vars(wish))


def _of_reading(
    draw: Callable[..., Plate], asked: Callable[[Filters], Mapping[str, object]] = lambda _: {}
) -> Make:
    """Returns what draws the selected statements, with what its filters `asked` for besides."""

    def make(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
        reading = read_statements(store, filters, vocabulary=vocabulary)
        return draw(reading, limit=filters.limit, **asked(filters), **vars(wish))

    return make


def _make_visits(store: Store, filters: Filters, vocabulary: Vocabulary, wish: Wish) -> Plate:
    reading = read_statements(store, filters, vocabulary=vocabulary)
    # What is overdue is so on the day of the newest article, whatever this one tells.
    today = select_statements(store, replace(filters, relations=())).last
    return visits.draw_visits(reading, today=today, limit=filters.limit, **vars(wish))


VIEWS: Final[Mapping[str, View]] = {
    view.name: view
    for view in (
        View(
            name="ego",
            shows="an actor's friends and foes, and how these stand to each other",
            make=_make_ego,
            limit=ego.LIMIT,
            limited="actors",
            about="actor",
        ),
        View(
            name="matrix",
            shows="who is for and against which issue, and who turned",
            make=_of_reading(matrix.draw_matrix, lambda f: {"worded": bool(f.topics)}),
            limit=matrix.LIMIT,
            limited="parties",
        ),
        View(
            name="tension",
            shows="a pair's score month by month",
            make=_of_reading(tension.draw_tension, lambda f: {"sides": (f.actors, f.partners)}),
            limit=tension.LIMIT,
            limited="months",
            about="pair",
        ),
        View(
            name="blocs",
            shows="blocs, the ties inside them and the hostile ones between",
            make=_of_reading(blocs.draw_blocs),
            limit=blocs.LIMIT,
            limited="parties",
        ),
        View(
            name="visits",
            shows="who visits whom when, planned beside actual",
            make=_make_visits,
            limit=visits.LIMIT,
            limited="journeys",
            statuses=STATUSES,
            relations=("visits",),
        ),
    )
}
