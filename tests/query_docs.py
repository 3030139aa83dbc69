"""docs/queries.md, made from the questions' headers: `python -m tests.query_docs` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from graphkit.queries import Parameter, Query, all_queries
from tests.samples import ROOT

PAGE = ROOT / "docs" / "queries.md"
HEAD = """\
# Questions

<!-- Made from the headers of queries/ by `python -m tests.query_docs`; edit those, not this. -->

`graphkit query NAME` answers one of these on either store; `--set PARAMETER=VALUE` changes what it
is asked, `--limit N` how many rows come, `--format table|json|csv|md` how they are written.
`graphkit query NAME --show` prints the Cypher: pasted into Neo4j Browser it runs as it is and draws
the answer. The first line below its header holds the defaults; edit them there.

Names are matched without regard to case: exactly if a name fits exactly, else by the words in it
("Putin" finds Vladimir Putin; "Oman" does not find Romania). An alpha-3 code or a key from the
graph (`person:xi-jinping`) will do as well. A question that counts takes filters and so counts
statements, never the drawn edges. Days are those of the event where the text tells them, else the
article's. In CSV a text that a spreadsheet would run as a formula has an apostrophe before it.

## One actor, several names

An article that only says "Rinkevics said" is explained by another that says "Latvian Foreign
Minister Edgars Rinkevics". After each load, and whatever the order of articles, graphkit draws
`(:Actor)-[:SAME_AS {reason, derived: true}]->(:Actor)` from the one name to the other where the
whole store leaves one reading only. The `reason` is one of

- `surname`: Rinkevics is Edgars Rinkevics, the one full name that ends so (or begins so where
  family names come first: Qin is Qin Gang of China). Each article with the surname lies within two
  years of one with the full name;
- `spelling`: Bashar Assad is Bashar al-Assad. The words are the same but for capitals, accents,
  hyphens and the Arabic article; likeness is never enough;
- `abbreviation`: CFP is the Centre for Peace, since a sentence gives "Centre for Peace (CFP)",
  within two years likewise.

Two different states speak against one actor; a state or date that no article tells speaks neither
way. A name with two readings (Okafor, where there are Grace Okafor and John Okafor) stays an actor
of its own, and its property `readings` says how many there are. `graphkit status` counts both
kinds. An article that comes or goes later draws or takes back the edges that it decides.

Every question, derived edge and picture sees through these edges: an actor is found by any of its
names, its statements under all names count together, and a name without a state takes that of the
actor. Sentences, and the `SUBJECT`, `OBJECT` and `SAID_BY` edges of statements, stay as the
articles have them. A `SAME_AS` edge without `derived` was drawn by hand (from the name to the
actor, one a name): loading neither removes nor contradicts it, and `graphkit load --rebuild` makes
counts and derived edges follow it.

    graphkit cypher "MATCH (a)-[e:SAME_AS]->(b) RETURN a.name, b.name, e.reason"
    graphkit cypher "MATCH (n:Actor) WHERE n.readings IS NOT NULL RETURN n.name, n.readings"

## The questions
"""


def page() -> str:
    """Returns the page's text."""
    queries = sorted(all_queries().values(), key=lambda q: (q.category, q.name))
    parts = [HEAD, "\n| question | what it answers |\n|---|---|\n"]
    parts += [f"| [`{q.name}`](#{q.name}) | {q.title} |\n" for q in queries]
    for category, group in groupby(queries, key=lambda q: q.category):
        parts.append(f"\n## {category.capitalize()}\n")
        for query in group:
            parts += _section(query)
    return "".join(parts)


def _section(query: Query) -> Iterator[str]:
    yield f"\n### {query.name}\n\n**{query.title}.** {query.description}\n\n"
    yield f"    {_example(query)}\n\n"
    yield "| parameter | type | default | |\n|---|---|---|---|\n"
    for p in query.parameters:
        yield f"| `{p.name}` | {p.type} | {_shown(p)} | {p.description} |\n"
    yield f"\nAt most {query.limit} rows unless `--limit` says otherwise. "
    yield f"[Cypher](../queries/{query.category}/{query.name}.cypher)\n"


def _example(query: Query) -> str:
    named = [p for p in query.parameters if p.type == "text" and p.default]
    return " ".join(
        ["graphkit query", query.name, *(f'--set {p.name}="{p.default}"' for p in named)]
    )


def _shown(parameter: Parameter) -> str:
    return f"`{parameter.default}`" if parameter.default != "" else "empty"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
