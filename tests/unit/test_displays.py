"""What notebooks show of records: true to the text, and inert whatever the text holds."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from graphkit.displays import MOST_ROWS, html_quotation, markdown_quotation, quotation
from graphkit.records import Mention, Statement
from graphkit.store import Edge, Node, Path, Table
from tests.samples import ROOT

HOSTILE: list[str] = [
    case["text"] for case in json.loads((ROOT / "tests" / "hostile.json").read_text("utf-8"))
]
MORE = (
    "$5 billion and $6 billion",
    "a\u202eb",
    "a\x1b[31mb",
    "a\ud800b",
    "</small></div>",
    "| a |",
)


def statement(text: str = "Xi Jinping will visit Moscow on Monday, the Kremlin said.") -> Statement:
    """A statement whose every text is given or quoted from the text given."""
    return Statement(
        id="1f", doc="d01", sent=3, text=text, start=100, end=100 + len(text),
        subject=Mention(
            text="Xi Jinping", name="Xi Jinping", id="person:xi-jinping", kind="person",
            country="CHN", start=100, end=110,
        ),
        relation="visits", relation_text="will visit",
        object=Mention(text="Moscow", name="Moscow", id="place:moscow", kind="place",
            country="RUS", start=122, end=128),
        speaker=Mention(text="the Kremlin", name="Russia", id="country:RUS", kind="country",
            country="RUS", start=140, end=151),
        negated=False, status="planned", date=dt.date(2023, 3, 20), date_precision="day",
        published=dt.date(2023, 3, 17), published_precision="day", event="CONSULT", mode="visit",
        plover="CONSULT", cameo="04", quad=1, score=1.9, stance=0.1, confidence=0.914,
        evidence={},
    )  # fmt: skip


class Taken(HTMLParser):
    """HTML taken apart: its elements, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes an element."""
        self.elements.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        """Notes text."""
        self.text += data


def hostile_statement(text: str) -> Statement:
    """A statement with one text everywhere."""
    mention = Mention(text=text, name=text, id="topic:x", kind="topic")
    found = statement(text)
    return replace(found, subject=mention, object=mention, speaker=mention, doc=text, relation=text)


def test_a_statement_says_itself_in_a_line() -> None:
    assert str(statement()) == (
        "Xi Jinping visits Moscow (planned), according to Russia, 2023-03-20"
    )
    denied = replace(
        statement(), negated=True, status="actual", speaker=None, date_precision="month"
    )
    assert str(denied) == "Xi Jinping visits Moscow (denied), 2023-03"
    open_ = replace(statement(), status="called_for", negated=True, speaker=None, date=None)
    assert str(open_) == "Xi Jinping visits Moscow (called for, denied)"


def test_a_notebook_quotes_the_sentence_with_its_parties_bold() -> None:
    assert statement()._repr_html_() == (
        '<div class="tex2jax_ignore mathjax_ignore">'
        "Xi Jinping visits Moscow (planned), according to Russia, 2023-03-20<br>"
        "“<b>Xi Jinping</b> will visit <b>Moscow</b> on Monday, <b>the Kremlin</b> said.”<br>"
        "<small>article d01 of 2023-03-17, sentence 3, confidence 0.91</small></div>"
    )
    assert statement()._repr_markdown_() == (
        "Xi Jinping visits Moscow (planned), according to Russia, 2023-03-20\n\n"
        "> “**Xi Jinping** will visit **Moscow** on Monday, **the Kremlin** said.”\n>\n"
        "> article d01 of 2023-03-17, sentence 3, confidence 0.91"
    )


@pytest.mark.parametrize("text", [*HOSTILE, *MORE])
def test_hostile_text_is_inert_in_html(text: str) -> None:
    shown = Taken(hostile_statement(text)._repr_html_())
    assert shown.elements == ["div", "br", "br", "small"]
    assert shown.attributes == ["class"]
    table = Table(columns=(text,), rows=((text,), ({text: text},)))._repr_html_()
    elements = ["table", "thead", "tr", "th", "tbody", "tr", "td", "tr", "td"]
    assert Taken(table).elements == elements
    (shown.text + table).encode("utf-8")


@pytest.mark.parametrize("text", [*HOSTILE, *MORE])
def test_hostile_text_is_inert_in_markdown(text: str) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    shown = hostile_statement(text)._repr_markdown_()
    table = Table(columns=(text, "b"), rows=((text, 1),))._repr_markdown_()
    allowed = {"p", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "strong"}
    assert set(Taken(reader.render(shown)).elements) <= allowed
    assert Taken(reader.render(table)).elements.count("td") == 2
    assert set(Taken(reader.render(table)).elements) <= allowed


def test_hostile_text_stays_legible() -> None:
    shown = Taken(Table(columns=("a",), rows=(("<img src=x onerror=alert(3)>",),))._repr_html_())
    assert "<img src=x onerror=alert(3)>" in shown.text


SPANS = [
    pytest.param("abcdef", [(0, 3), (2, 5)], [("abc", True), ("def", False)], id="overlap"),
    pytest.param("abc", [(-2, 1), (2, 9), (1, 1)], [("abc", False)], id="outside"),
    pytest.param("abc", [(0, 3)], [("abc", True)], id="all"),
    pytest.param("", [], [], id="none"),
]


@pytest.mark.parametrize(("text", "spans", "pieces"), SPANS)
def test_spans_never_overlap_nor_leave_the_text(
    text: str, spans: list[tuple[int, int]], pieces: list[tuple[str, bool]]
) -> None:
    assert list(quotation(text, spans)) == pieces


def test_quotations_keep_their_blanks() -> None:
    assert html_quotation("a b c", [(2, 3)]) == "“a <b>b</b> c”"
    assert markdown_quotation("a b c", [(2, 3)]) == "“a **b** c”"


def test_a_table_shows_its_first_rows_and_says_so() -> None:
    rows = tuple((n,) for n in range(MOST_ROWS + 50))
    table = Table(columns=("other_outlet",), rows=rows)
    assert table._repr_html_().count("<td>") == MOST_ROWS
    assert table._repr_html_().endswith("<p>the first 200 of 250 rows</p>")
    assert table._repr_markdown_().startswith("| other outlet |\n| --- |\n| 0 |\n")
    assert table._repr_markdown_().endswith("\n\nthe first 200 of 250 rows")


def test_an_empty_table_says_so() -> None:
    table = Table(columns=("name",), rows=())
    assert "<p>no row</p>" in table._repr_html_()
    assert table._repr_markdown_().endswith("no row")


def test_graph_values_stand_in_a_cell_in_a_line() -> None:
    china = Node(labels=("Actor", "Country"), id="country:CHN", properties={"name": "China"})
    edge = Edge(type="VISITS", start="person:xi-jinping", end="place:moscow", properties={})
    table = Table(columns=("n", "p"), rows=((china, Path(nodes=(china,), edges=(edge,))),))
    assert table._repr_html_().count("<td>") == 2
    assert "<td>(:Actor:Country China)</td>" in table._repr_html_()
    assert "<td>(person:xi-jinping)-[:VISITS]-&gt;(place:moscow)</td>" in table._repr_html_()
