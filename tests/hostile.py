"""Hostile names, titles, topics and sentences, and how they must leave a store: as they found it.

The corpus is `hostile.json`: each text is put wherever an article can put text.  The checks take
any store, so that the embedded one and Neo4j pass the same.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from graphkit.browser import FAVORITES, GUIDE, make_package
from graphkit.browser.literals import cypher_literal
from graphkit.ontology import load_ontology
from graphkit.queries import Query, all_queries, bind
from graphkit.records import ArticleRecord, Statement
from graphkit.store import Store
from graphkit.store.loading import forget, load
from tests.samples import (
    VOCABULARY,
    article,
    graph_of,
    organization,
    person,
    place,
    sample_issue_of,
    statement,
    summit,
    topic,
)

CORPUS: Final[dict[str, str]] = {
    row["name"]: row["text"] * row.get("times", 1)
    for row in json.loads(Path(__file__).with_name("hostile.json").read_text(encoding="utf-8"))
}
QUERIES: Final = all_queries()
NAME: Final = 1000
"""Letters of the longest name; a store takes some thousands (see `rows.LONGEST_NAME`)."""


def hostile_article(text: str, doc: str = "hostile") -> tuple[ArticleRecord, list[Statement]]:
    """Returns an article in which every text is this one, and statements that say it.

    Names are its beginning; the sentences are made of the names.
    """
    name = text[:NAME]
    who, body = person(name, None, text), organization(name)
    rows = [
        statement(doc, who, "visits", place(name, None), speaker=who),
        statement(doc, who, "supports", topic(name), sent=1, speaker=body),
        statement(doc, body, "opposes", topic(f"ceasefire {name}"), sent=2, score=-2.0),
        statement(doc, who, "accuses", body, sent=3, score=-4.0),
    ]
    rows = [replace(row, relation_text=text, evidence={"cue": text}) for row in rows]
    return replace(article(doc), title=text, outlet=text, url=text), rows


def load_bystanders(store: Store) -> set[tuple[Any, ...]]:
    """Loads two harmless articles; returns the graph that they make."""
    records, statements = summit()
    load(store, records, statements, vocabulary=VOCABULARY, issue_of=sample_issue_of)
    return graph_of(store)


def load_hostile(store: Store, *texts: str) -> list[str]:
    """Loads an article for each text that is hostile throughout; returns their ids."""
    made = [hostile_article(text, f"hostile{index}") for index, text in enumerate(texts)]
    statements = [row for _, rows in made for row in rows]
    records = [record for record, _ in made]
    load(store, records, statements, vocabulary=VOCABULARY, issue_of=sample_issue_of)
    return [record.id for record in records]


def check_they_are_only_text(store: Store, *texts: str) -> None:
    """Loads, reads and forgets hostile articles: nothing else may change or be told otherwise."""
    before = load_bystanders(store)
    docs = load_hostile(store, *texts)
    with_them = graph_of(store)
    assert before <= with_them
    for label in ("Person", "Organization", "Place"):
        names = {row[0] for row in store.run(f"MATCH (n:{label}) RETURN n.name AS name").rows}
        assert {text[:NAME] for text in texts} <= names
    told = store.run("MATCH (a:Article) RETURN a.title AS title, a.outlet AS outlet, a.url AS url")
    assert {(text, text, text) for text in texts} <= set(told.rows)
    for index, text in enumerate(texts):
        check_questions(store, text, _share(index, len(texts)))
        assert store.run(f"RETURN {cypher_literal(text)} AS text").rows == ((text,),)
    check_package(store)
    assert graph_of(store) == with_them
    forget(store, docs, vocabulary=VOCABULARY, issue_of=sample_issue_of)
    assert graph_of(store) == before


def _share(index: int, texts: int) -> list[Query]:
    """Returns the questions to ask with one of so many texts: of several, each asks one in turn."""
    queries = list(QUERIES.values())
    return queries if texts == 1 else [queries[index % len(queries)]]


def check_questions(store: Store, text: str, queries: Iterable[Query]) -> None:
    """Asks the questions with the text for every text they take."""
    for query in queries:
        taken = [p.name for p in query.parameters if p.type == "text"]
        store.run(*bind(query, dict.fromkeys(taken, text)))


def check_package(store: Store) -> None:
    """Runs all that a favourite or a click in the guide would run."""
    relations = load_ontology().relations.values()
    package = make_package(store, QUERIES, relations=relations, url="http://localhost:8001")
    guide = Clicks(package[GUIDE].decode())
    assert set(guide.elements) <= MADE
    assert set(guide.attributes) <= ATTRIBUTES
    assert len(guide.commands) == 1
    for cypher in guide.cypher:
        store.run(cypher)
    with zipfile.ZipFile(io.BytesIO(package[FAVORITES])) as archive:
        for name in archive.namelist():
            store.run(archive.read(name).decode())


MADE: Final = frozenset(
    ("title", "meta", "slide", "div", "h3", "h4", "p", "a", "b", "i", "span", "br", "ul", "li")
) | {"pre", "code"}
ATTRIBUTES: Final = frozenset(
    ("data-populate", "data-exec", "href", "class", "style", "download", "charset")
)
"""The elements and attributes that a guide is made of."""


class Clicks(HTMLParser):
    """A guide taken apart: its elements and attributes, and what a click would run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.cypher: list[str] = []
        self.commands: list[str] = []
        self._in_pre = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        found = dict(attrs)
        self.elements.append(tag)
        self.attributes += found
        if "data-populate" in found:
            self.cypher.append(str(found["data-populate"]))
        if "data-exec" in found:
            self.commands.append(str(found["data-exec"]))
        self._in_pre = tag == "pre"

    def handle_data(self, data: str) -> None:
        """Notes the Cypher of a `<pre>`."""
        if self._in_pre:
            self.cypher.append(data)
            self._in_pre = False


def families() -> dict[str, list[str]]:
    """Returns hostile texts by what they would do where they were taken for more than text."""
    quotes = ("'", '"', "`", "\\'", "\\u0027", "'})", '"})', "`)", "*/", "]")
    deeds = (
        "MATCH (n) DETACH DELETE n",
        "CALL dbms.shutdown()",
        "LOAD CSV FROM 'file:///etc/passwd' AS x",
        "SET n.name = 'owned'",
        "CREATE (:Owned)",
    )
    tags = ("script", "img src=x", "svg", "iframe", "body", "a href=//x", "style", "details open")
    handlers = ("onerror", "onload", "onclick", "ontoggle", "onfocus", "onmouseover")
    starts = ("=", "+", "-", "@", "\t=", "\r=", "=-", "@=", "+=", "==")
    calls = ("cmd|' /C calc'!A0", 'HYPERLINK("//x","y")', "1+1", 'IMPORTXML("//x","//a")')
    ups = ("../", "..\\", "....//", "/", "C:\\", "\\\\host\\", "file:///", "~/", "%2e%2e/")
    places = ("etc/passwd", "graph.kgl", "x.jsonl", "NUL", "CON.txt", "-rf", "run.bat")
    codes = ("[31m", "[2J", "[H", "]0;owned\a", "]8;;http://x\a", "[6n", "c", "P+q", "[?1049h")
    turned = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f\u061c"
    lookalikes = {"a": "аɑα", "o": "оοօ", "e": "еҽ", "i": "іι", "p": "рρ", "c": "сϲ"}
    names = ("Xi Jinping", "Paris", "ceasefire", "Moscow")
    brackets = ("{{ }}", "${ }", "#{ }", "%( )s", "{% %}", "<%= %>", "$( )", "` `", "[[ ]]")
    return {
        "cypher": [f"x{q} {d} {end}" for q in quotes for d in deeds for end in ("//", "; //")],
        "html": [f"{q}<{t} {h}=alert(1)>" for q in ("", '">') for t in tags for h in handlers],
        "formula": [f"{s}{c}" for s in starts for c in calls],
        "path": [f"{up * n}{place}" for up in ups for n in (1, 3) for place in places],
        "terminal": [
            f"{name}{lead}{c}" for c in codes for lead in "\x1b\x9b\x00" for name in names[:2]
        ],
        "direction": [f"{name}{t}gnp.exe" for t in turned for name in names],
        "lookalike": [
            name.replace(plain, other)
            for name in names
            for plain, others in lookalikes.items()
            for other in others
            if plain in name
        ],
        "long": [letter * size for letter in "x<'=" for size in (999, 4000, 20_000)],
        "template": [bracket.replace(" ", "7*7") for bracket in brackets],
    }


FAMILIES: Final = {text: name for name, texts in families().items() for text in texts}
"""Some 500 hostile texts, each with its family."""
