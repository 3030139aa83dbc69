"""Statements -> JSON-LD: RDF in the terms of schema.org, PROV and RDF's own reification.

A statement is an `rdf:Statement`, which describes a triple without asserting it: what is planned,
denied or only claimed stays so.  It is quoted from an article (`prov:wasQuotedFrom`) and attributed
to who says it (`prov:wasAttributedTo`).  What is done and not denied is also asserted as a plain
triple (`subject gk:visits object`).  Nodes and our own terms (`gk:`) are named by URNs that resolve
to nothing.

Source: JSON-LD 1.1; RDF Schema 1.1, section 5.3 "Reification vocabulary"; PROV-O; schema.org
`NewsArticle`.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import quote

from graphkit.pictures.palette import xml_text
from graphkit.records import Mention
from graphkit.selections import Selection, SourcedStatement

URN: Final = "urn:graphkit:"
TERMS: Final = f"{URN}terms#"
NODE: Final = {"@type": "@id"}
NUMBER: Final = {"@type": "http://www.w3.org/2001/XMLSchema#double"}

CONTEXT: Final[dict[str, Any]] = {
    "gk": TERMS,
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "subject": {"@id": "rdf:subject", **NODE},
    "relation": {"@id": "rdf:predicate", **NODE},
    "object": {"@id": "rdf:object", **NODE},
    "speaker": {"@id": "prov:wasAttributedTo", **NODE},
    "article": {"@id": "prov:wasQuotedFrom", **NODE},
    "publisher": {"@id": "schema:publisher", **NODE},
    "sentence": "schema:text",
    "name": "schema:name",
    "headline": "schema:headline",
    "url": "schema:url",
    "published": "schema:datePublished",
    "about": "schema:about",
    "role": "gk:role",
    "words": "gk:words",
    "start": "gk:start",
    "end": "gk:end",
    "negated": "gk:negated",
    "status": "gk:status",
    "date": "gk:date",
    "datePrecision": "gk:datePrecision",
    "plover": "gk:plover",
    "cameo": "gk:cameo",
    "quad": "gk:quad",
    "score": {"@id": "gk:score", **NUMBER},
    "stance": {"@id": "gk:stance", **NUMBER},
    "confidence": {"@id": "gk:confidence", **NUMBER},
    "country": "gk:country",
}

TYPES: Final[dict[str, list[str]]] = {
    "country": ["schema:Country", "prov:Agent"],
    "person": ["schema:Person", "prov:Person"],
    "organization": ["schema:Organization", "prov:Organization"],
    "group": ["gk:Group", "prov:Agent"],
    "place": ["schema:Place", "prov:Location"],
    "topic": ["skos:Concept"],
}
DATES: Final = {"day": ("date", 10), "week": ("date", 10), "month": ("gYearMonth", 7)}
DATES_OF_YEARS: Final = ("gYear", 4)


def write_jsonld(rows: Iterable[SourcedStatement], file: BinaryIO, *, selection: Selection) -> int:
    """Writes the statements and all that they speak of as one document; returns how many."""
    graph = _Graph(selection)
    context = json.dumps(CONTEXT, ensure_ascii=False, indent=1)
    file.write(f'{{"@context": {context},\n"@graph": ['.encode())
    written, parting = 0, "\n"
    for row in rows:
        for node in graph.nodes(row):
            file.write(f"{parting}{json.dumps(node, ensure_ascii=False)}".encode())
            parting = ",\n"
        written += 1
    file.write(b"\n]}\n")
    return written


class _Graph:
    """The nodes of a document; each is told once, before the first statement that needs it."""

    def __init__(self, selection: Selection) -> None:
        self._entities = selection.entities
        self._told: set[object] = set()

    def _is_new(self, key: object) -> bool:
        new = key not in self._told
        self._told.add(key)
        return new

    def nodes(self, row: SourcedStatement) -> Iterator[dict[str, Any]]:
        """Yields the nodes that a statement adds."""
        said = row.statement
        for mention in (said.subject, said.object, said.speaker):
            if mention is not None and self._is_new(mention.id):
                yield self._entity(mention)
        if self._is_new(("relation", said.relation)):
            yield {"@id": f"gk:{said.relation}", "@type": "rdf:Property"} | {
                "rdfs:label": said.relation.replace("_", " ")
            }
        if self._is_new(("article", said.doc)):
            yield from self._article(row)
        yield _statement(row)
        triple = said.subject.id, said.relation, said.object.id
        done = said.status == "actual" and not said.negated and not row.named_twice
        if done and self._is_new(triple):
            yield {
                "@id": _urn(said.subject.id),
                f"gk:{said.relation}": {"@id": _urn(said.object.id)},
            }

    def _entity(self, mention: Mention) -> dict[str, Any]:
        return _node(
            _urn(mention.id),
            TYPES[mention.kind],
            name=mention.name,
            country=mention.country,
            about=self._entities[mention.id].issue,
        )

    def _article(self, row: SourcedStatement) -> Iterator[dict[str, Any]]:
        outlet = None if row.outlet is None else _urn(f"outlet:{row.outlet}")
        if outlet is not None and self._is_new(outlet):
            yield _node(outlet, ["schema:Organization"], name=row.outlet)
        said = row.statement
        yield _node(
            _urn(f"article:{said.doc}"),
            ["schema:NewsArticle", "prov:Entity"],
            headline=row.title,
            url=row.url,
            published=_date(said.published, said.published_precision),
            publisher=outlet,
        )


def _statement(row: SourcedStatement) -> dict[str, Any]:
    said = row.statement
    return _node(
        _urn(f"statement:{said.id}"),
        ["rdf:Statement", "prov:Entity"],
        subject=_urn(said.subject.id),
        relation=f"gk:{said.relation}",
        object=_urn(said.object.id),
        speaker=_urn(said.speaker.id) if said.speaker else None,
        role=said.speaker.role if said.speaker else None,
        article=_urn(f"article:{said.doc}"),
        sentence=said.text,
        words=said.relation_text,
        start=said.start,
        end=said.end,
        negated=said.negated,
        status=said.status,
        date=_date(said.date, said.date_precision),
        datePrecision=said.date_precision,
        plover=said.plover,
        cameo=said.cameo,
        quad=said.quad,
        score=said.score,
        stance=said.stance,
        confidence=said.confidence,
    )


def _node(iri: str, types: list[str], **values: object) -> dict[str, Any]:
    """Returns a node object without what is None."""
    told = {k: xml_text(v) if isinstance(v, str) else v for k, v in values.items()}
    return {"@id": iri, "@type": types, **{k: v for k, v in told.items() if v is not None}}


def _urn(key: str) -> str:
    """Returns the name of a node.

    Example:
        >>> _urn("person:xi-jinping")
        'urn:graphkit:person:xi-jinping'
    """
    return URN + quote(xml_text(key), safe=":")


def _date(day: dt.date | None, precision: str | None) -> dict[str, str] | None:
    """Returns a day, or the month or year that is all that the text says."""
    if day is None:
        return None
    kind, length = DATES.get(precision or "day", DATES_OF_YEARS)
    return {"@type": f"xsd:{kind}", "@value": day.isoformat()[:length]}
