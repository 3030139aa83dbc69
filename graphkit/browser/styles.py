"""Relations and the shared palette -> a GraSS style for Neo4j Browser.

Nodes have the colours of the pictures, by kind.  A derived edge is blue where its relation is
friendly, vermilion where it is hostile, grey where neither is sure; the stronger the relation's
stance, the thicker.  What joins statements to their parts, and what an analysis adds, stays thin
and pale.

GraSS knows no comments, and Browser's parser takes no colon inside a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from graphkit.networks import Sign, sign_of
from graphkit.ontology import Relation
from graphkit.pictures.palette import KIND_COLOURS, SIGN_COLOURS
from graphkit.rows import KIND_LABELS
from graphkit.store.analysis import TYPES

STYLE: Final = "graphkit.grass"
"""The file's name."""

_GROUND: Final = """\
node {
  diameter: 50px;
  color: #c9ced6;
  border-color: #9aa3af;
  border-width: 2px;
  text-color-internal: #1f2933;
  font-size: 12px;
}
relationship {
  color: #a5abb6;
  shaft-width: 1px;
  font-size: 9px;
  padding: 3px;
  text-color-external: #3e4c59;
  text-color-internal: #ffffff;
  caption: "<type>";
}
"""
SIZES: Final[Mapping[str, tuple[int, int]]] = {
    "country": (70, 12),
    "person": (55, 10),
    "organization": (65, 10),
    "group": (60, 10),
    "place": (50, 10),
    "topic": (65, 10),
}
"""Diameter and letter size in pixels, by kind; states are the largest."""

_DARK: Final = "#1f2933"
_LIGHT: Final = "#ffffff"
_BRIGHT: Final = 0.22
"""Luminance from which on the dark letters have more contrast than the light ones (WCAG 2)."""

_OTHER_NODES: Final = (
    ("Issue", "#d9c56b", (75, 11), "{name}"),
    ("Statement", "#eef0f3", (50, 9), "{relation}"),
    ("Article", "#d8cfe4", (50, 8), "{title}"),
    ("MinHash", "#e4e7eb", (30, 7), "{id}"),
    ("Bloc", "#eab8d0", (90, 10), "{name}"),
    ("Alert", "#f6dd8a", (80, 10), "{name}"),
)
PARTS: Final = (
    *("SUBJECT", "OBJECT", "SAID_BY", "IN", "OF", "LOCATED_IN", "ABOUT", "SAME_AS", "COPY_OF"),
    *TYPES,
)
"""The types of edge that are no relation."""

_PALE: Final = "#c3c9d1"
_WIDEST: Final = 5
"""Pixels of an edge whose relation's stance is 1 or -1; the thinnest has one."""


def make_style(relations: Iterable[Relation]) -> str:
    """Returns the style, the same text for the same relations."""
    return "\n".join([_GROUND, *_node_rules(), *_relation_rules(relations)]) + "\n"


def _node_rules() -> Iterator[str]:
    yield _node("Actor", KIND_COLOURS["person"], SIZES["person"], "{name}")
    for kind, labels in KIND_LABELS.items():
        yield _node(labels[-1], KIND_COLOURS[kind], SIZES[kind], "{name}")
    for label, colour, size, caption in _OTHER_NODES:
        yield _node(label, colour, size, caption)


def _node(label: str, colour: str, size: tuple[int, int], caption: str) -> str:
    letters = _DARK if _luminance(colour) > _BRIGHT else _LIGHT
    diameter, font = size
    return (
        f"node.{label} {{ color: {colour}; border-color: {_darker(colour)}; "
        f"diameter: {diameter}px; font-size: {font}px; text-color-internal: {letters}; "
        f'caption: "{caption}"; }}'
    )


def _relation_rules(relations: Iterable[Relation]) -> Iterator[str]:
    for part in PARTS:
        yield f"relationship.{part} {{ color: {_PALE}; shaft-width: 1px; }}"
    for relation in sorted(relations, key=lambda r: r.name):
        colour = SIGN_COLOURS[_sign(relation)]
        width = 1 + round((_WIDEST - 1) * abs(relation.stance))
        yield (
            f"relationship.{relation.label} {{ color: {colour}; shaft-width: {width}px; "
            f"text-color-external: {colour}; }}"
        )


def _sign(relation: Relation) -> Sign:
    """Returns the relation's sign, 0 where it hangs on the object.

    Who demands a ceasefire is for it, who demands something of somebody rather against them.
    """
    sign = sign_of(relation.stance)
    return sign if relation.wish is None or sign_of(relation.wish) == sign else 0


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _luminance(colour: str) -> float:
    """Returns the relative luminance, 0..1 (WCAG 2)."""
    parts = (channel / 255 for channel in _channels(colour))
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _darker(colour: str) -> str:
    return "#" + "".join(f"{round(0.75 * channel):02x}" for channel in _channels(colour))
