"""The record that the extraction writes: its fields, its key, and what is derived at the end."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import Final

import pytest

from graphkit.extract.coding import code_event, stance_of
from graphkit.records import KINDS, STATUSES, Mention, Statement, statement_id, statement_json
from tests.readers import DAY, Reader, row

ARTICLE: Final = """\
Chilean President Gabriel Boric will travel to Lima on Tuesday to meet Dina Boluarte, Peru's \
president. Boric did not visit La Paz.

"We don't support the embargo on Bolivia," Chilean envoy Ana Rojas said on Friday. Chile and \
Peru signed a border treaty in 2019. Last week Peru accused Bolivia of aiding the strikers \
and expelled three Bolivian diplomats. Peru may lift the ban.

According to El Comercio, Chile urged Bolivia to resume talks with Peru.
"""
FIELDS: Final = (
    "id doc sent text start end subject relation relation_text object speaker negated status date "
    "date_precision published published_precision event mode plover cameo quad score stance "
    "confidence evidence"
)
MENTION_FIELDS: Final = "text name id kind country role start end"


@pytest.fixture(scope="module")
def statements(reader: Reader) -> list[Statement]:
    """The statements of one article with every kind of clause."""
    return reader.read(ARTICLE)


def mentions(statement: Statement) -> list[Mention]:
    """Returns subject, object and speaker, as far as there is one."""
    return [m for m in (statement.subject, statement.object, statement.speaker) if m is not None]


def test_the_article_yields_many_kinds(statements: list[Statement]) -> None:
    assert {"visits", "meets", "accuses", "sanctions"} <= {s.relation for s in statements}
    assert {s.status for s in statements} >= {"actual", "planned"}
    assert {s.negated for s in statements} == {False, True}
    assert any(s.speaker for s in statements)


def test_fields_stand_in_the_order_of_the_contract(statements: list[Statement]) -> None:
    for s in statements:
        data = statement_json(s)
        assert " ".join(data) == FIELDS
        assert " ".join(data["subject"]) == " ".join(data["object"]) == MENTION_FIELDS


def test_records_are_plain_json(statements: list[Statement]) -> None:
    for s in statements:
        data = statement_json(s)
        assert json.loads(json.dumps(data)) == data


def test_ids_are_unique_and_follow_from_the_fields(statements: list[Statement]) -> None:
    for s in statements:
        assert s.id == statement_id(
            doc=s.doc, sent=s.sent, subject=s.subject.id, relation=s.relation, object=s.object.id,
            speaker=s.speaker.id if s.speaker else None, negated=s.negated, status=s.status,
        )  # fmt: skip
    assert len({s.id for s in statements}) == len(statements)


def test_ids_are_pinned() -> None:
    """A change of the key would orphan every store: it needs a new schema number."""
    key = statement_id(
        doc="d", sent=3, subject="country:CHL", relation="opposes", object="topic:embargo",
        speaker=None, negated=False, status="actual",
    )  # fmt: skip
    assert key == "2f38d8d65e16de6d"


def test_reading_twice_gives_the_same_records(reader: Reader, statements: list[Statement]) -> None:
    assert reader.read(ARTICLE) == statements


def test_an_article_before_leaves_no_trace(reader: Reader) -> None:
    alone = reader.read("He condemned the coup. The two leaders met.")
    reader.read("Boric met Boluarte. The two leaders signed a treaty.")
    assert reader.read("He condemned the coup. The two leaders met.") == alone == []


def test_offsets_quote_the_article(statements: list[Statement]) -> None:
    for s in statements:
        assert ARTICLE[s.start : s.end] == s.text
        for m in mentions(s):
            if m.start is not None and m.end is not None:
                assert ARTICLE[m.start : m.end] == m.text
            else:
                assert m.text == ""


def test_statements_stand_in_order_of_sentences(statements: list[Statement]) -> None:
    assert [s.sent for s in statements] == sorted(s.sent for s in statements)


def test_vocabulary(reader: Reader, statements: list[Statement]) -> None:
    for s in statements:
        assert s.relation in reader.extractor.ontology.relations
        assert s.status in STATUSES
        assert {m.kind for m in mentions(s)} <= set(KINDS)
        assert s.subject.kind not in ("place", "topic")
        assert s.subject.id != s.object.id
        assert 0 < s.confidence <= 1
        assert -1 <= s.stance <= 1


def test_derived_fields_follow_from_the_rest(reader: Reader, statements: list[Statement]) -> None:
    ontology = reader.extractor.ontology
    for s in statements:
        coding = code_event(
            ontology, event=s.event, mode=s.mode, negated=s.negated, status=s.status
        )
        assert dataclasses.asdict(coding) == {
            "plover": s.plover, "cameo": s.cameo, "quad": s.quad, "score": s.score,
        }  # fmt: skip
        assert s.stance == stance_of(
            ontology, s.relation, kind=s.object.kind, negated=s.negated, status=s.status
        )


def test_evidence_names_a_row_and_words_of_the_sentence(
    reader: Reader, statements: list[Statement]
) -> None:
    parsed = reader.parse(ARTICLE)
    for s in statements:
        tokens = parsed.sentences[s.sent].tokens
        assert s.evidence["cue"]
        assert s.evidence["tokens"] == sorted(set(s.evidence["tokens"]))
        assert any(tokens[i].text in s.relation_text for i in s.evidence["tokens"])


def test_article_date_is_kept(statements: list[Statement]) -> None:
    assert {(s.published, s.published_precision) for s in statements} == {(DAY, "day")}


@pytest.mark.parametrize(
    ("relation", "expected", "precision"),
    [
        row("coming-day", "visits", "2023-03-21", "day"),
        row("day-of-the-statement", "opposes", "2023-03-17", "day"),
        row("year", "signs", "2019-01-01", "year"),
        row("last-week", "accuses", "2023-03-13", "week"),
    ],
)
def test_dates_resolve_against_the_article(
    statements: list[Statement], relation: str, expected: str, precision: str
) -> None:
    dates = {
        (s.date, s.date_precision) for s in statements if s.relation == relation and not s.negated
    }
    assert dates == {(dt.date.fromisoformat(expected), precision)}


def test_without_an_article_date_relative_days_stay_open(reader: Reader) -> None:
    found = reader.read("Chile recalled its ambassador from Peru on Monday.", day=None)
    assert [(s.relation, s.date, s.date_precision) for s in found] == [("sanctions", None, None)]


def test_full_date_needs_no_article_date(reader: Reader) -> None:
    found = reader.read("Chile recalled its ambassador from Peru on 3 May 2021.", day=None)
    assert [(s.relation, s.date, s.date_precision) for s in found] == [
        ("sanctions", dt.date(2021, 5, 3), "day")
    ]


@pytest.mark.parametrize("text", ["", "...", "Peru.", "?!", "\n", "Visits visits visits visits."])
def test_text_without_statements(reader: Reader, text: str) -> None:
    assert reader.read(text) == []
