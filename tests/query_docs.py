"""docs/queries.md and docs/queries/: `python -m tests.query_docs` writes them.

They are made from the questions' headers and from their answers over the seeds' statements as a
reader finds them (`tests/seed_graph.py`), so that they do not move with extraction.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from graphkit.cli.tables import Format, render
from graphkit.queries import Parameter, Query, all_queries, answer
from graphkit.store import Store, open_store
from tests.samples import ROOT
from tests.seed_graph import load_analysed_seeds

PAGE = ROOT / "docs" / "queries.md"
FOLDER = ROOT / "docs" / "queries"
ROWS = 3
"""Rows shown of an answer."""
WIDTH = 110
HEAD = """\
# Questions

<!-- Made from the headers of queries/ by `python -m tests.query_docs`; edit those, not this. -->

`graphkit query NAME` answers one of these on either store; `--set PARAMETER=VALUE` changes what it
is asked, `--limit N` how many rows come, `--format table|json|csv|md` how they are written.
`graphkit query NAME --show` prints the Cypher: pasted into Neo4j Browser it runs as it is and draws
the answer. The first line below its header holds the defaults; edit them there. Each answers twice:
columns of numbers and text for the table view, and columns called `picture...` (nodes, paths) that
Browser draws in its graph view; `graphkit query` leaves those out. Browser's table view does not:
for tables to read there, take the questions from [`graphkit browser`](neo4j-browser.md), which
hands it each twice, to draw and as a table.

All questions share six filters: `since` and `until` (days), `status` (actual, planned, possible,
called_for), `negation` (asserted or denied), `min_confidence` and `outlet`. Five of them (blocs,
swing, triads, alignment, alerts) read what `graphkit analyse` has computed, and say when that is
out of date. [docs/schema.md](schema.md) draws the graph that they ask.

Names are matched without regard to case: exactly if a name fits exactly, else by the words in it
("Putin" finds Vladimir Putin; "Oman" does not find Romania). An alpha-3 code or a key from the
graph (`person:xi-jinping`) will do as well. Columns called `outlets` count independent ones: a
[copy](schema.md#one-text-in-several-outlets) counts for the outlet that had it first. A question
that counts takes filters and so counts statements, never the drawn edges. Days are those of the
event where the text tells them, else the article's. In CSV a text that a spreadsheet would run as a
formula has an apostrophe before it.

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
questions, counts and derived edges follow it.

    graphkit cypher "MATCH (a)-[e:SAME_AS]->(b) RETURN a.name, b.name, e.reason"
    graphkit cypher "MATCH (n:Actor) WHERE n.readings IS NOT NULL RETURN n.name, n.readings"

## The questions
"""


@dataclass(frozen=True)
class Drawn:
    """A question whose first rows its page shows as Neo4j Browser draws them, and what is seen."""

    query: str
    rows: int
    seen: str

    @property
    def picture(self) -> str:
        """The picture's file in docs/pictures, without its suffix."""
        return f"query-{self.query.replace('_', '-')}"


DRAWN = (
    Drawn(
        "actor",
        2,
        "Vladimir Putin among the people, states and topics that he supports, hosts and "
        "meets, mostly joined by blue edges",
    ),
    Drawn(
        "dyad",
        8,
        "China and Russia, Vladimir Putin and Xi Jinping, with the statements that join "
        "them and blue edges between them",
    ),
    Drawn(
        "sanctions",
        6,
        "The United States, the United Kingdom and Israel with those they sanction, "
        "joined by vermilion edges and by the statements behind them",
    ),
    Drawn(
        "why",
        12,
        "Vladimir Putin and Xi Jinping in the middle, twelve statements around them, blue "
        "edges between the two",
    ),
    Drawn(
        "triads",
        2,
        "Sweden, Turkey, the United States and Russia with blue and vermilion edges, and "
        "the statements of the hostile sides",
    ),
    Drawn(
        "stance",
        8,
        "Ceasefire plans in ochre and the states, bodies and people who propose, support "
        "or demand them",
    ),
    Drawn(
        "allies",
        4,
        "Russia with North Korea, China, Belarus and Turkey and the people who act for "
        "them, nearly all edges blue",
    ),
    Drawn(
        "said",
        6,
        "John Kirby with the states and topics that he speaks of, and the statements that he makes",
    ),
)
"""One question of each category; `python -m tests.browser_pictures` takes the pictures."""

CATEGORY = """\
# Questions: {category}

<!-- Made by `python -m tests.query_docs`; edit the headers of queries/{category}/, not this. -->

[All questions, their filters and how names are matched](../queries.md). To see an answer drawn,
paste the file behind "Cypher" into Neo4j Browser, or print it: `graphkit query NAME --show`. The
answers below are the first rows over the [seed articles](../../seeds/README.md), as a careful
reader understands them. The picture is taken in Neo4j Browser, with
[graphkit's style](../neo4j-browser.md#2-read-the-picture-two-minutes).
"""


def pages(store: Store) -> dict[Path, str]:
    """Returns the text of every page by its file.

    Args:
        store: it holds the analysed seeds.
    """
    queries = sorted(all_queries().values(), key=lambda q: (q.category, q.name))
    index = [HEAD, "\n| question | what it answers |\n|---|---|\n"]
    index += [f"| [`{q.name}`](queries/{q.category}.md#{q.name}) | {q.title} |\n" for q in queries]
    found = {PAGE: "".join(index)}
    for category, group in groupby(queries, key=lambda q: q.category):
        parts = [CATEGORY.format(category=category)]
        for query in group:
            parts += _section(query, store)
        found[FOLDER / f"{category}.md"] = "".join(parts)
    return found


def _section(query: Query, store: Store) -> Iterator[str]:
    yield f"\n## {query.name}\n\n**{query.title}.** {query.description}\n\n"
    yield f"```\n$ {_example(query)} --limit {ROWS}\n{_answer(query, store)}```\n\n"
    for drawn in DRAWN:
        if drawn.query == query.name:
            yield f"The first {drawn.rows} rows drawn:\n\n"
            yield f"![{drawn.seen}](../pictures/{drawn.picture}.png)\n\n"
    yield "| parameter | type | default | |\n|---|---|---|---|\n"
    for p in query.parameters:
        yield f"| `{p.name}` | {p.type} | {_shown(p)} | {p.description} |\n"
    yield f"\nAt most {query.limit} rows unless `--limit` says otherwise. "
    yield f"[Cypher](../../queries/{query.category}/{query.name}.cypher)\n"


def _answer(query: Query, store: Store) -> str:
    table = answer(store, query, {}, limit=ROWS)
    lines = render(table, Format.table, width=WIDTH).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _example(query: Query) -> str:
    named = [p for p in query.parameters if p.type == "text" and p.default]
    return " ".join(
        ["graphkit query", query.name, *(f'--set {p.name}="{p.default}"' for p in named)]
    )


def _shown(parameter: Parameter) -> str:
    return f"`{parameter.default}`" if parameter.default != "" else "empty"


if __name__ == "__main__":
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_store(str(Path(scratch) / "graph.kgl")) as seeds,
    ):
        load_analysed_seeds(seeds)
        written = pages(seeds)
    FOLDER.mkdir(exist_ok=True)
    for file, text in written.items():
        file.write_text(text, encoding="utf-8")
