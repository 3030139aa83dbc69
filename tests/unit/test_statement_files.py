"""Files of statements: what is written comes back through the readers that people use."""

from __future__ import annotations

import builtins
import csv
import dataclasses
import datetime as dt
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import rdflib
from markdown_it import MarkdownIt
from rdflib.namespace import PROV, RDF, XSD

from graphkit.displays import markdown_text
from graphkit.errors import PictureError
from graphkit.pictures.events import OWN, POLECAT
from graphkit.pictures.formats import TABLES
from graphkit.pictures.statement_tables import COLUMNS, table_row
from graphkit.records import Precision
from graphkit.selections import SourcedStatement
from tests.pictured import seed_selection, selection_of, tie, written
from tests.samples import article, country, person, place, topic

NODE = rdflib.Namespace("urn:graphkit:")
GK = rdflib.Namespace("urn:graphkit:terms#")
SCHEMA = rdflib.Namespace("https://schema.org/")
USA, FRANCE = country("USA"), country("FRA")
KIRBY = person("John Kirby", "USA", "spokesman")


def csv_rows(content: bytes) -> list[dict[str, str]]:
    """Reads a CSV file."""
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("name", list(TABLES))
def test_the_same_statements_give_the_same_bytes(name: str) -> None:
    selected = seed_selection(limit=40)
    assert written(name, selected) == written(name, selected)


# Tables


def typed(row: dict[str, str]) -> dict[str, Any]:
    """Returns the values of a CSV row as their columns' types."""
    readers: dict[type, Any] = {
        str: str,
        int: int,
        float: float,
        bool: {"true": True, "false": False}.__getitem__,
        dt.date: dt.date.fromisoformat,
    }
    return {name: readers[COLUMNS[name]](value) if value else None for name, value in row.items()}


def test_csv_and_parquet_hold_every_field_of_every_statement() -> None:
    selection, rows = seed_selection()
    expected = [table_row(row) for row in rows]
    assert len(expected) == selection.total > 1000
    # An empty cell is None or the empty text of a mention that is only implied.
    shown = [{name: None if value == "" else value for name, value in r.items()} for r in expected]
    assert [typed(row) for row in csv_rows(written("csv", (selection, rows)))] == shown
    table = pq.read_table(io.BytesIO(written("parquet", (selection, rows))))
    assert table.to_pylist() == expected
    types = {name: str(table.schema.field(name).type) for name in ("date", "quad", "negated")}
    assert types == {"date": "date32[day]", "quad": "int64", "negated": "bool"}


def test_a_spreadsheet_runs_no_cell_and_parquet_keeps_it(tmp_path: Path) -> None:
    said = dataclasses.replace(tie(USA, "visits", FRANCE), text="=HYPERLINK(1)\x00")
    selected = selection_of(tmp_path, said)
    (row,) = csv_rows(written("csv", selected))
    assert row["text"] == "'=HYPERLINK(1)\ufffd"
    (kept,) = pq.read_table(io.BytesIO(written("parquet", selected))).to_pylist()
    assert kept["text"] == "=HYPERLINK(1)\x00"


def test_parquet_without_pyarrow_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "pyarrow" else find(name)
    )
    with pytest.raises(PictureError, match=r"pip install 'graphkit-diplomacy\[parquet\]'"):
        TABLES["parquet"].check()


def test_other_formats_do_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        assert not name.startswith("pyarrow")
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert written("csv", seed_selection(limit=1))


# Events


def test_events_are_the_statements_that_code_one() -> None:
    selection, rows = seed_selection()
    events = csv_rows(written("events", (selection, rows)))
    coded = [row.statement for row in rows if row.statement.plover]
    assert [e["Event ID"] for e in events] == [s.id for s in coded]
    assert list(events[0]) == [*POLECAT, *OWN]
    for event, said in zip(events, coded, strict=True):
        assert event["Event Type"] == said.plover
        assert event["CAMEO Root"] == said.cameo
        assert event["Quad Code"].split()[0] == ("VERBAL", "MATERIAL", "VERBAL", "MATERIAL")[
            (said.quad or 0) - 1
        ]  # fmt: skip
        assert event["Event Date"] == str(said.date or said.published)


def test_who_an_event_is_done_to_is_an_actor(tmp_path: Path) -> None:
    selected = selection_of(
        tmp_path,
        tie(KIRBY, "visits", place("Paris", "FRA"), speaker=FRANCE, date=dt.date(2023, 3, 18)),
        tie(USA, "meets", KIRBY, sent=1),
        tie(USA, "supports", topic("truce"), sent=2),
        dataclasses.replace(tie(USA, "demands", FRANCE, sent=3), plover=None, quad=None),
    )
    told = ("Recipient Name", "Recipient Country", "Placename", "Topic", "Recipient Title")
    events = csv_rows(written("events", selected))
    assert {tuple(e[name] for name in told) for e in events} == {
        ("", "FRA", "Paris", "", ""),
        ("John Kirby", "USA", "", "", "spokesman"),
        ("", "", "", "truce", ""),
    }
    visit = next(e for e in events if e["Placename"])
    assert (
        visit
        | {
            "Event Date": "2023-03-18",
            "Publication Date": "2023-03-20",
            "Actor Name": "John Kirby",
            "Actor Country": "USA",
            "Intensity": "2.5",
            "Quad Code": "VERBAL COOPERATION",
            "Source": "Northern Wire",
            "URL": "https://example.org/a1",
            "Story ID": "a1",
            "Speaker Name": "France",
        }
        == visit
    )


# JSON-LD

ignores_rdflib = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def rdf(content: bytes) -> rdflib.Graph:
    """Reads JSON-LD as RDF."""
    return rdflib.Graph().parse(data=content.decode(), format="json-ld")


@ignores_rdflib
def test_rdf_holds_every_statement_with_its_source() -> None:
    selection, rows = seed_selection(limit=150)
    graph = rdf(written("jsonld", (selection, rows)))
    found = {
        (str(node).rpartition(":")[2], str(graph.value(node, RDF.predicate)).partition("#")[2])
        for node in graph.subjects(RDF.type, RDF.Statement)
    }
    assert found == {(row.statement.id, row.statement.relation) for row in rows}
    for node in graph.subjects(RDF.type, RDF.Statement):
        for part in (RDF.subject, RDF.object, PROV.wasQuotedFrom):
            thing = graph.value(node, part)
            assert thing is not None
            assert graph.value(thing, RDF.type) is not None
        assert graph.value(graph.value(node, RDF.subject), SCHEMA.name) is not None


@ignores_rdflib
def test_rdf_asserts_only_what_is_done_and_not_denied(tmp_path: Path) -> None:
    selected = selection_of(
        tmp_path,
        tie(USA, "supports", FRANCE, speaker=KIRBY),
        tie(USA, "visits", FRANCE, sent=1, status="planned"),
        tie(USA, "meets", FRANCE, sent=2, negated=True),
    )
    graph = rdf(written("jsonld", selected))
    assert set(graph.predicates(NODE["country:USA"], NODE["country:FRA"])) == {GK.supports}
    (said,) = graph.subjects(RDF.predicate, GK.supports)
    assert graph.value(said, PROV.wasAttributedTo) == NODE["person:john-kirby"]
    assert graph.value(said, GK.confidence) == rdflib.Literal("0.75", datatype=XSD.double)
    assert graph.value(said, GK.negated) == rdflib.Literal(False)
    (source,) = graph.objects(said, PROV.wasQuotedFrom)
    assert str(graph.value(source, SCHEMA.url)) == "https://example.org/a1"


@ignores_rdflib
def test_rdf_dates_are_as_precise_as_the_text(tmp_path: Path) -> None:
    day = dt.date(2023, 5, 1)
    precisions = {"day": XSD.date, "week": XSD.date, "month": XSD.gYearMonth, "year": XSD.gYear}
    rows = [
        dataclasses.replace(tie(USA, "visits", FRANCE, sent=sent, date=day), date_precision=name)  # type: ignore[arg-type]
        for sent, name in enumerate(precisions)
    ]
    graph = rdf(written("jsonld", selection_of(tmp_path, *rows)))
    for node in graph.subjects(RDF.type, RDF.Statement):
        date = graph.value(node, GK.date)
        assert isinstance(date, rdflib.Literal)
        assert date.datatype == precisions[str(graph.value(node, GK.datePrecision))]


def test_each_node_is_told_once_before_it_is_needed() -> None:
    document = json.loads(written("jsonld", seed_selection(limit=40)))
    told: set[str] = set()
    for node in document["@graph"]:
        if "@type" in node:
            assert node["@id"] not in told
            told.add(node["@id"])
        for key in ("subject", "object", "speaker", "article", "publisher"):
            assert node.get(key) is None or node[key] in told


# Brief


def shown(content: bytes) -> str:
    """Returns the HTML that a reader of Markdown makes, as GitHub does with tags let through."""
    return str(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(content.decode()))


def test_a_brief_quotes_and_cites(tmp_path: Path) -> None:
    denied = tie(USA, "meets", FRANCE, sent=1, negated=True, status="planned", speaker=KIRBY)
    conflict = dataclasses.replace(tie(FRANCE, "sanctions", USA), quad=4, doc="a2", id="0" * 16)
    older = dataclasses.replace(article("a2", outlet="Harbour Daily"), url="javascript:alert(1)")
    selected = selection_of(tmp_path, denied, conflict, articles=[article("a1"), older])
    assert written("brief", selected, "US & France").decode() == (
        "# US &amp; France\n\n"
        "2 statements in 2 articles of 2023-03-20, newest first.\n\n"
        "## Verbal cooperation (1)\n\n"
        "- **2023-03-20** United States *meets* France (denied, planned): "
        "“United States meets France.” — John Kirby, spokesman; Northern Wire, 2023-03-20 "
        "[\\[1\\]](<https://example.org/a1>)\n\n"
        "## Material conflict (1)\n\n"
        "- **2023-03-20** France *sanctions* United States: "
        "“France sanctions United States.” — the article; Harbour Daily, 2023-03-20 \\[2\\]\n\n"
        "## Sources\n\n"
        "1. “Title of a1”, Northern Wire, 2023-03-20, <https://example.org/a1>\n"
        "2. “Title of a2”, Harbour Daily, 2023-03-20\n"
    )


@pytest.mark.parametrize(
    ("precision", "told"),
    [("year", "2023"), ("month", "2023-03"), ("week", "week of 2023-03-20"), ("day", "2023-03-20")],
)
def test_a_brief_tells_days_no_more_exactly_than_the_article(
    tmp_path: Path, precision: Precision, told: str
) -> None:
    day = dt.date(2023, 3, 20)
    said = dataclasses.replace(tie(USA, "visits", FRANCE), date=day, date_precision=precision)
    assert f"- **{told}** United States" in written("brief", selection_of(tmp_path, said)).decode()


def test_a_brief_has_every_statement_in_one_place_newest_first() -> None:
    _, rows = selected = seed_selection(limit=200)
    lines = written("brief", selected).decode().split("\n")
    assert sum(line.startswith("- **") for line in lines) == len(rows)
    for part in "\n".join(lines).split("\n## ")[1:-1]:
        told = [line.split("**")[1] for line in part.split("\n") if line.startswith("- **")]
        days = [f"{day.removeprefix('week of ')}-01-01"[:10] for day in told]
        assert days == sorted(days, reverse=True)


def test_the_sentences_of_a_brief_are_shown_as_they_stand(tmp_path: Path) -> None:
    hostile = "<b>x</b> *y* _z_ `c` [l](http://e.org) ![i](x) | ~~s~~ \\ &copy; $a$ www.e.org @me"
    said = dataclasses.replace(tie(USA, "visits", FRANCE), text=hostile)
    page = shown(written("brief", selection_of(tmp_path, said)))
    text = hostile.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"“{text}”" in page


@pytest.mark.parametrize("text", ["a | b", "*a*", "<script>", "http://e.org", "x_y_z", "&lt;"])
def test_markdown_text_is_inert(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parseInline(markdown_text(text))
    (inline,) = tokens
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}
    assert "".join(child.content for child in inline.children or ()) == text


def test_a_source_is_cited_by_one_number() -> None:
    _, rows = selected = seed_selection(limit=100)
    sources = written("brief", selected).decode().partition("## Sources\n\n")[2].splitlines()
    assert len(sources) == len({row.statement.doc for row in rows})
    assert [line.partition(".")[0] for line in sources] == [
        str(number) for number in range(1, len(sources) + 1)
    ]


def test_days_come_from_the_statement_then_the_article() -> None:
    for row in seed_selection(limit=50)[1]:
        assert isinstance(row, SourcedStatement)
        assert row.day == (row.statement.date or row.statement.published)
