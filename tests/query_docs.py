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
