"""Reading statements.jsonl and statements.articles.jsonl, sound and broken."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import StatementError
from graphkit.records import Statement, article_json, dumps, statement_json
from graphkit.statements import (
    GIVE_UP,
    BadLine,
    articles_path,
    read_article_records,
    read_statements,
)
from tests.samples import article, country, statement, summit, topic

SAMPLE = statement("a1", country("CHN"), "visits", country("RUS"), speaker=country("USA"))


def lines_of(*rows: dict[str, Any] | str) -> bytes:
    return "".join((r if isinstance(r, str) else dumps(r)) + "\n" for r in rows).encode()


def fail(bad: BadLine) -> None:
    pytest.fail(str(bad))


def read(path: Path) -> tuple[list[Statement], list[BadLine]]:
    bad: list[BadLine] = []
    return list(read_statements(str(path), on_bad=bad.append)), bad


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "statements.jsonl"


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "gzip"])
def test_statements_come_back_as_they_were_written(
    file: Path, pack: Callable[[bytes], bytes]
) -> None:
    _, statements = summit()
    file.write_bytes(pack(lines_of(*(statement_json(s) for s in statements))))
    assert read(file) == (statements, [])


def test_article_records_come_back_as_they_were_written(file: Path) -> None:
    records = [article("a1"), article("a2", published=None, skipped="not English")]
    file.write_bytes(lines_of(*(article_json(r) for r in records)))
    bad: list[BadLine] = []
    assert list(read_article_records(str(file), on_bad=bad.append)) == records
    assert bad == []


def test_standard_input_is_read_packed_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO(gzip.compress(lines_of(statement_json(SAMPLE))))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(packed))
    assert list(read_statements("-", on_bad=fail)) == [SAMPLE]


def test_blank_lines_a_mark_of_order_and_unknown_fields_do_not_matter(file: Path) -> None:
    row = {**statement_json(SAMPLE), "note": "kept by hand"}
    file.write_bytes(b"\xef\xbb\xbf" + lines_of(row, "", "  "))
    assert read(file) == ([SAMPLE], [])


def without(field: str) -> dict[str, Any]:
    row = statement_json(SAMPLE)
    del row[field]
    return row


def having(**fields: Any) -> dict[str, Any]:
    return {**statement_json(SAMPLE), **fields}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"id": "x', "is not JSON: Unterminated string starting at character 8"),
        ("[1]", "is not a JSON object"),
        ("[" * 100_000, "is nested too deeply"),
        (without("doc"), "field 'doc' is missing"),
        (having(doc=7), "doc may not be 7"),
        (having(doc=""), 'doc may not be ""'),
        (having(sent=True), "sent may not be true"),
        (having(sent=2**64), "sent may not be 18446744073709551616"),
        (having(negated="no"), 'negated may not be "no"'),
        (having(status="done"), 'status may not be "done"'),
        (having(date_precision="hour"), 'date_precision may not be "hour"'),
        (having(date="20 March"), "Invalid isoformat string: '20 March'"),
        (having(subject=None), "subject is not an object"),
        (having(subject={"kind": "cat"}), 'subject.kind may not be "cat"'),
        (
            having(object={"kind": "topic", "id": 3, "name": "x", "text": "x"}),
            "object.id may not be 3",
        ),
        (having(speaker=[]), "speaker is not an object"),
        (dumps(having(score=1.5)).replace("1.5", "NaN"), "NaN is not a number"),
    ],
)
def test_a_bad_line_is_told_and_left_out_and_the_others_stay(
    file: Path, line: dict[str, Any] | str, reason: str
) -> None:
    good = statement_json(SAMPLE)
    file.write_bytes(lines_of(good, line, good))
    assert read(file) == ([SAMPLE, SAMPLE], [BadLine(where=f"{file}:2", reason=reason)])


def test_a_line_in_another_encoding_is_left_out(file: Path) -> None:
    file.write_bytes(lines_of(statement_json(SAMPLE)) + b'{"id": "\xff"}\n')
    assert read(file) == ([SAMPLE], [BadLine(where=f"{file}:2", reason="is not UTF-8")])


def test_half_a_surrogate_pair_is_replaced_since_no_store_takes_it(file: Path) -> None:
    odd = statement("a1", country("CHN"), "supports", topic("x\ud800y"))
    file.write_bytes(lines_of(statement_json(odd)))
    (found,), _ = read(file)
    assert found.object.name == "x�y"


@pytest.mark.parametrize(
    "content",
    [
        b"\x00\x01\x02\n" * 3,
        b"<html>\n<p>Not Found</p>\n",
        lines_of({"id": "a", "text": "an article"}),
        b"x\n" * (GIVE_UP * 50),
    ],
    ids=["binary", "html", "articles", "long text"],
)
def test_a_file_that_holds_no_statement_is_refused(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    bad: list[BadLine] = []
    with pytest.raises(StatementError) as caught:
        list(read_statements(str(file), on_bad=bad.append))
    assert str(caught.value) == (
        f"{file}: holds no statements (give the file that graphkit extract wrote)"
    )
    assert len(bad) <= GIVE_UP


def test_an_empty_file_holds_no_statement_and_is_no_error(file: Path) -> None:
    file.write_bytes(b"")
    assert read(file) == ([], [])


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda _: None, "there is no such file (graphkit extract writes it)"),
        (lambda f: f.mkdir(), "cannot be read: Is a directory"),
        (
            lambda f: f.write_bytes(gzip.compress(lines_of(statement_json(SAMPLE)))[:-12]),
            "its compressed data is cut short or damaged",
        ),
    ],
    ids=["missing", "folder", "gzip cut short"],
)
def test_a_file_that_cannot_be_read_is_told(
    file: Path, prepare: Callable[[Path], object], message: str
) -> None:
    prepare(file)
    with pytest.raises(StatementError) as caught:
        read(file)
    assert str(caught.value) == f"{file}: {message}"


def test_records_of_a_newer_schema_are_refused(file: Path) -> None:
    file.write_text(json.dumps({**article_json(article("a1")), "schema": 99}) + "\n")
    with pytest.raises(StatementError, match=r"newer graphkit \(schema 99, this one knows 1\)"):
        list(read_article_records(str(file), on_bad=fail))


def test_article_records_are_looked_for_beside_the_statements(tmp_path: Path) -> None:
    assert articles_path("-") is None
    packed = tmp_path / "s.articles.jsonl.gz"
    assert articles_path(str(tmp_path / "s.jsonl.gz")) == tmp_path / "s.articles.jsonl"
    packed.touch()
    assert articles_path(str(tmp_path / "s.jsonl")) == packed
