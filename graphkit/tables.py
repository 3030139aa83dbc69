"""What the cells of each data file may hold: columns with a key, required cells and their forms.

The rules are those of the data files' README, so that an editor's folder can be checked row by row
and every fault told, where `load_ontology` stops at the first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from graphkit.records import KINDS, STATUSES

DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
NEED: Final = re.compile(
    r"(alone|alongside|by|of|on|to|uttered|with|xcomp):|(obj|prt|xcomp|[a-z]+):[a-z-]+(\|[a-z-]+)*"
)
SLOT: Final = re.compile(r"[a-z]+( [a-z]+){0,2}(\.[a-z]+( of)?)?")
CODE: Final = re.compile(r"[A-Z]{3}")
FORMS: Final = (
    "name", "abbreviation", "adjective", "demonym", "metonym", "capital", "hinted",
)  # fmt: skip
PLACES: Final = ("capital", "seat", "city", "region", "territory", "sea")
SPEECH: Final = (
    "admit", "ask", "beside", "claim", "deny", "hear", "judge", "noun", "promise", "quote", "say",
    "show", "source", "tell", "think", "voice", "warn",
)  # fmt: skip
MODALS: Final = ("aux", "verb", "adjective", "adverb", "noun", "conj")
RESOLVES: Final = ("state", "organization", "group")


@dataclass(frozen=True, kw_only=True)
class Known:
    """The names that cells may refer to: the packaged ones and those of the folder itself."""

    targets: Collection[str] = ()
    relations: Collection[str] = ()
    events: Collection[str] = ()
    offices: Collection[str] = ()
    classes: Collection[str] = ()


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong with a cell, and what to do."""

    what: str
    remedy: str | None = None


Check = Callable[[str, Known], Fault | None]


@dataclass(frozen=True, kw_only=True)
class Table:
    """One CSV file: `key` makes a row this row, `required` cells may not be empty."""

    columns: tuple[str, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]
    cells: Mapping[str, Check] = field(default_factory=dict)


def unknown(value: str, allowed: Collection[str], what: str) -> Fault | None:
    """Returns the fault of a value that is not allowed, with the nearest one that is."""
    if value in allowed:
        return None
    near = difflib.get_close_matches(value, allowed, n=1)
    listed = ", ".join(sorted(allowed)) if len(allowed) <= 40 else None
    remedy = f"did you mean {near[0]!r}?" if near else f"one of {listed}" if listed else None
    return Fault(what=f"unknown {what} {value!r}", remedy=remedy)


def one_of(*allowed: str, what: str) -> Check:
    """Returns a check that takes these words only."""
    return lambda value, _: unknown(value, allowed, what)


def shaped(pattern: re.Pattern[str], what: str, remedy: str) -> Check:
    """Returns a check that takes what matches the pattern."""

    def check(value: str, _: Known) -> Fault | None:
        if pattern.fullmatch(value):
            return None
        return Fault(what=f"ill-formed {what} {value!r}", remedy=remedy)

    return check


def _slots(value: str, _: Known) -> Fault | None:
    bad = [slot for slot in value.split("|") if not SLOT.fullmatch(slot)]
    remedy = "subj, obj, a preposition, or obj.of and the like; several with |"
    return Fault(what=f"ill-formed slot {bad[0]!r}", remedy=remedy) if bad else None


def _of(value: str, known: Known) -> Fault | None:
    """The state or body of an office: a code, or the body's id."""
    return unknown(value, known.targets, "body") if ":" in value else _COUNTRY(value, known)


_DAY: Final = shaped(DATE, "date", "an ISO date, a year, or a year and month")
_COUNTRY: Final = shaped(CODE, "country", "an alpha-3 code, IGO or NGO")
_TRUE: Final = one_of("true", what="truth value")
_DAYS: Final = {"from": _DAY, "until": _DAY}
_STATUS: Final = one_of(*STATUSES, what="status")

# Empty cells are never checked: whether they may be empty is what `required` says.
TABLES: Final[Mapping[str, Table]] = {
    "actors.csv": Table(
        columns=("id", "name", "kind", "country", "from", "until", "source"),
        key=("id",),
        required=("id", "name", "kind"),
        cells={
            "id": shaped(re.compile(r"[a-z]+:\S+"), "id", "kind, colon, slug of the name"),
            "kind": one_of(*KINDS, what="kind"),
            "country": _COUNTRY,
            **_DAYS,
        },
    ),
    "aliases.csv": Table(
        columns=("alias", "target", "form", "from", "until", "source"),
        key=("alias", "target", "form"),
        required=("alias", "target", "form"),
        cells={
            "target": lambda value, known: unknown(value, known.targets, "target"),
            "form": one_of(*FORMS, what="form"),
            **_DAYS,
        },
    ),
    "ambiguous.csv": Table(
        columns=("alias", "target", "hint", "source"),
        key=("alias", "target", "hint"),
        required=("alias", "target", "hint"),
        cells={"target": lambda value, known: unknown(value, known.targets, "target")},
    ),
    "places.csv": Table(
        columns=("id", "name", "country", "kind", "source"),
        key=("id",),
        required=("id", "name", "kind"),
        cells={"country": _COUNTRY, "kind": one_of(*PLACES, what="kind of place")},
    ),
    "roles.csv": Table(
        columns=("person", "name", "role", "country", "from", "until", "source"),
        key=("person", "name", "role", "country", "from"),
        required=("person", "name", "role"),
        cells={
            "person": shaped(re.compile(r"person:\S+"), "id", "person: and a slug of the name"),
            "role": lambda value, known: unknown(value, known.offices, "office"),
            "country": _of,
            **_DAYS,
        },
    ),
    "titles.csv": Table(
        columns=("title", "office", "source"),
        key=("title",),
        required=("title", "office"),
        cells={"office": lambda value, known: unknown(value, known.offices, "office")},
    ),
    "organs.csv": Table(
        columns=("noun", "resolves", "source"),
        key=("noun",),
        required=("noun", "resolves"),
        cells={"resolves": one_of(*RESOLVES, what="kind of organ")},
    ),
    "classes.csv": Table(
        columns=("id", "class", "source"),
        key=("id", "class"),
        required=("id", "class"),
        cells={"id": lambda value, known: unknown(value, known.targets, "entry")},
    ),
    "descriptions.csv": Table(
        columns=("noun", "class", "source"),
        key=("noun", "class"),
        required=("noun", "class"),
    ),
    "cues.csv": Table(
        columns=(
            "id", "cue", "pos", "with", "subject_slot", "object_slot", "relation", "event", "mode",
            "negated", "status", "example", "subject", "object", "source",
        ),
        key=("id",),
        required=(
            "id", "cue", "pos", "subject_slot", "object_slot", "relation", "example", "subject",
            "object",
        ),
        cells={
            "pos": one_of("verb", "noun", "adjective", what="part of speech"),
            "with": shaped(NEED, "with", "role:word|word, as in obj:ties|relations"),
            "subject_slot": _slots,
            "object_slot": _slots,
            "relation": lambda value, known: unknown(value, known.relations, "relation"),
            "event": lambda value, known: unknown(value, known.events, "PLOVER type"),
            "negated": _TRUE,
            "status": _STATUS,
        },
    ),
    "speech.csv": Table(
        columns=("lemma", "kind", "source"),
        key=("lemma",),
        required=("lemma", "kind"),
        cells={"kind": one_of(*SPEECH, what="kind of speech")},
    ),
    "modals.csv": Table(
        columns=("word", "pos", "status", "negated", "complement", "source"),
        key=("word", "pos", "complement"),
        required=("word", "pos"),
        cells={
            "pos": one_of(*MODALS, what="part of speech"),
            "status": _STATUS,
            "negated": _TRUE,
        },
    ),
    "lightverbs.csv": Table(
        columns=("verb", "noun_role", "source"),
        key=("verb", "noun_role"),
        required=("verb", "noun_role"),
    ),
    "lemmas.csv": Table(
        columns=("form", "pos", "lemma", "source"),
        key=("form", "pos"),
        required=("form", "pos", "lemma"),
        cells={"pos": one_of("verb", "noun", what="part of speech")},
    ),
    "furniture.csv": Table(
        columns=("words", "kind", "source"),
        key=("words", "kind"),
        required=("words", "kind"),
        cells={"kind": one_of("line", "label", "credit", "agency", what="kind of furniture")},
    ),
    "words.csv": Table(
        columns=("word", "class", "source"),
        key=("word", "class"),
        required=("word", "class"),
        cells={"class": lambda value, known: unknown(value, known.classes, "class of words")},
    ),
    "valence.csv": Table(
        columns=("word", "valence", "source"),
        key=("word",),
        required=("word", "valence"),
        cells={"valence": shaped(NUMBER, "number", "-2.5")},
    ),
}  # fmt: skip
