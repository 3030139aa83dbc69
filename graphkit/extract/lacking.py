"""Cue rows of a trigger word that found nothing -> what each of them lacked.

For people who wonder why a row did not fire: its further word may be missing, a slot may be empty,
or those who fill its slots may not stand in its relation.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from graphkit.extract.frames import Frames
from graphkit.extract.mentions import Resolver
from graphkit.extract.referents import Referent
from graphkit.extract.relations import CueReader
from graphkit.extract.slots import Slots, pairs
from graphkit.ontology import Cue
from graphkit.sentences import Token

UNNAMED: Final = {"to": "an infinitive with to", "xcomp": "a clause as complement"}
"""Needed words of which any will do."""


@dataclass(frozen=True)
class Lack:
    """A row that nearly fired, and what it lacked."""

    cue: Cue
    what: str

    def __str__(self) -> str:
        return f"{self.cue.id}: {self.what}"


def lacks(
    reader: CueReader,
    token: Token,
    frames: Frames,
    resolver: Resolver,
    *,
    fired: Collection[str],
) -> Iterator[Lack]:
    """Yields the rows of a trigger word that did not fire.

    Args:
        reader: the rows.
        token: the trigger word.
        frames: the frames of its sentence.
        resolver: resolves its sentence's noun phrases.
        fired: ids of the rows that did fire, there or elsewhere.
    """
    rows = reader.rows_of(token)
    first = [cue.id for cue, _ in rows if cue.id in fired]
    for cue, needs in rows:
        if cue.id in first:
            continue
        partner = reader.partner(frames.of(token), needs)
        if needs is not None and partner is None:
            yield Lack(cue, f'"{cue.cue}" needs {_needed(cue)}')
        elif next(reader.read_row(cue, token, partner, frames, resolver), None):
            yield Lack(cue, f"a row with a further word came first: {', '.join(first)}")
        else:
            yield Lack(cue, _empty(cue, reader.slots_of(cue, token, partner, frames, resolver)))


def _needed(cue: Cue) -> str:
    """The further word as the row has it: "obj tie|link"."""
    role, _, lemmas = cue.with_.partition(":")
    return f"{role} {lemmas}" if lemmas else UNNAMED.get(role, role)


def _empty(cue: Cue, slots: Slots) -> str:
    """Which slot nobody fills, or why those in the slots do not fit."""
    if "each" in cue.subject_slot:
        members = sorted({r.mention.name for r in slots.each()})
        if len(members) < 2:
            return f"needs two members, has {members[0] if members else 'none'}"
    else:
        empty = [
            f"no {side} in {'|'.join(names)}"
            for side, names in (("subject", cue.subject_slot), ("object", cue.object_slot))
            if not any(slots.read(name) for name in names)
        ]
        if empty:
            return ", ".join(empty)
    found = next(pairs(cue, slots), None)
    return _misfit(cue, *found) if found else "nobody fills its slots"


def _misfit(cue: Cue, subject: Referent, target: Referent) -> str:
    a, b = subject.mention, target.mention
    if not subject.is_actor:
        return f'the subject "{a.name}" is a {a.kind}, no actor'
    if a.id == b.id:
        return f'"{a.name}" is both subject and object'
    return f'{cue.relation} does not take "{b.name}" ({b.kind}) as object'
