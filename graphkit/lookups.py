"""A name -> all that the ontology says of it: relation, event, actor, place, person, cue word."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.ontology import Cue, Event, Ontology, Relation, Role

Entry = tuple[str, str]
"""What an entry is ("relation visits"), and what the data say of it."""


def look_up(ontology: Ontology, name: str) -> list[Entry]:
    """Returns every entry of that name, empty if there is none.

    The name of a relation, a PLOVER type, a cue row or word, an id, an alias or a person's name;
    upper and lower case are told apart only where both exist.
    """
    found = [*_entries(ontology, name)]
    return found or [*_entries(ontology, _as_written(ontology, name))]


def names(ontology: Ontology) -> Iterator[str]:
    """Yields every name that can be looked up, some more than once."""
    yield from ontology.relations
    yield from ontology.events
    yield from ontology.aliases
    for register in (ontology.actors.values(), ontology.places.values()):
        for entry in register:
            yield from (entry.id, entry.name)
    for role in ontology.roles:
        yield from (role.person, role.name)
    for cue in ontology.cues:
        yield from (cue.id, cue.cue)


def _as_written(ontology: Ontology, name: str) -> str:
    folded = name.casefold()
    return next((known for known in names(ontology) if known.casefold() == folded), name)


def _entries(ontology: Ontology, name: str) -> Iterator[Entry]:
    if name in ontology.relations:
        yield from _relation(ontology, ontology.relations[name])
    if name in ontology.events:
        yield from _event(ontology, ontology.events[name])
    yield from _cues(ontology, name)
    aliases = ontology.aliases.get(name, ())
    for alias in aliases:
        hints = [h.hint for h in ontology.hints.get(name, ()) if h.target == alias.target]
        beside = f", beside {', '.join(hints)}" if hints else ""
        span = _span(alias.since, alias.until)
        yield f"{alias.form} {name}", f"stands for {alias.target}{span}{beside}"
    for hint in ontology.hints.get(name, ()):
        if all(hint.target != alias.target for alias in aliases):
            yield f"ambiguous {name}", f"stands for {hint.target} beside {hint.hint}"
    yield from _registered(ontology, {name, *(alias.target for alias in aliases)})


def _relation(ontology: Ontology, relation: Relation) -> Iterator[Entry]:
    way = "symmetric" if relation.symmetric else "subject -> object"
    event = relation.event or "no PLOVER type"
    mode = f" ({relation.mode})" if relation.mode else ""
    head = f"{relation.description}; {event}{mode}, {way}, stance {relation.stance:+.1f}"
    yield f"relation {relation.name}", f"{head}. Example: {relation.example}"
    rows = [cue.id for cue in ontology.cues if cue.relation == relation.name]
    if rows:
        yield f"cue rows of {relation.name}", ", ".join(rows)


def _event(ontology: Ontology, event: Event) -> Iterator[Entry]:
    codes = f"quad class {event.quad}, CAMEO root {event.cameo}, score {event.score:+.1f}"
    modes = ", ".join(f"{mode} {score:+.1f}" for mode, score in event.modes.items())
    yield f"event {event.name}", codes + (f"; modes {modes}" if modes else "")
    relations = [r.name for r in ontology.relations.values() if r.event == event.name]
    if relations:
        yield f"relations of {event.name}", ", ".join(relations)


def _cues(ontology: Ontology, name: str) -> Iterator[Entry]:
    for cue in ontology.cues:
        if name in (cue.id, cue.cue):
            yield f"cue row {cue.id}", _cue(cue)


def _cue(cue: Cue) -> str:
    slots = f"{'|'.join(cue.subject_slot)} -> {'|'.join(cue.object_slot)}"
    parts = [f"{cue.pos} {cue.cue}", f"with {cue.with_}" if cue.with_ else "", slots, cue.relation]
    parts += [cue.event or "", cue.status or "", "denied" if cue.negated else ""]
    return f"{', '.join(part for part in parts if part)}. Example: {cue.example}"


def _registered(ontology: Ontology, keys: set[str]) -> Iterator[Entry]:
    for actor in ontology.actors.values():
        if keys & {actor.id, actor.name}:
            ways = [
                a for a, rows in ontology.aliases.items() if any(r.target == actor.id for r in rows)
            ]
            also = f"; also {', '.join(sorted(ways))}" if ways else ""
            years = _span(actor.since, actor.until)
            yield (
                f"{actor.kind} {actor.name}",
                f"{actor.id}, {actor.country or 'no state'}{years}{also}",
            )
    for place in ontology.places.values():
        if keys & {place.id, place.name}:
            yield f"{place.kind} {place.name}", f"{place.id}, {place.country or 'no state'}"
    for role in ontology.roles:
        if keys & {role.person, role.name}:
            yield f"person {role.name}", _role(role)


def _role(role: Role) -> str:
    return f"{role.person}, {role.role} of {role.country or 'none'}{_span(role.since, role.until)}"


def _span(since: str, until: str) -> str:
    return f", {since or '?'} to {until or 'now'}" if since or until else ""
