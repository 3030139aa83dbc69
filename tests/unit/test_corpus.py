"""The annotated corpus: its form, its parts, and the figures that its datasheet gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry
import pytest

from graphkit.articles import Skip, read_articles
from graphkit.evaluate import read_gold, score_statements
from graphkit.ontology import load_ontology
from graphkit.records import ACTOR_KINDS, KINDS, STATUSES
from tests.benchmarks import agreement
from tests.benchmarks.agreement import CORPUS, PARTS, read_rows
from tests.command_line import CommandLine

Row = dict[str, Any]

DATASHEET = (CORPUS / "README.md").read_text(encoding="utf-8")
ARTICLE_FIELDS = ["id", "title", "date", "source", "style", "region", "text", "sentences"]
STATEMENT_FIELDS = [
    *("doc", "sent", "text", "subject", "relation", "object"),
    *("speaker", "negated", "status", "optional"),
]
SIDE_FIELDS = ["text", "name", "kind", "country", "role", "start", "end", "aliases"]
STYLES = {"agency", "broadsheet", "tabloid", "ministry", "brief", "translated"}
# Former states keep their code; Kosovo has one that ISO leaves to its users.
OTHER_CODES = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "ZAR", "XKX", "IGO", "NGO"}
CODINGS = (*PARTS, "second")
FEWEST_ARTICLES, FEWEST_SENTENCES, LEAST_WITHOUT = 250, 4_000, 0.3


@cache
def articles(part: str) -> dict[str, Row]:
    """The articles of a part by id, or all of them for the second coding."""
    parts = PARTS if part == "second" else (part,)
    return {
        row["id"]: dict(row) for p in parts for row in read_rows(CORPUS / f"{p}.articles.jsonl")
    }


@cache
def statements(part: str) -> tuple[Row, ...]:
    """The statements of a part, or of the second coding."""
    return tuple(dict(row) for row in read_rows(CORPUS / f"{part}.statements.jsonl"))


def sentences(part: str) -> Iterator[tuple[str, int, str]]:
    """Yields (article, index, sentence) of a part."""
    for row in articles(part).values():
        for index, (start, end) in enumerate(row["sentences"]):
            yield row["id"], index, row["text"][start:end]


def sides(row: Row) -> Iterator[Row]:
    """Yields subject, object and, where there is one, speaker."""
    yield from (row[key] for key in ("subject", "object", "speaker") if row[key])


@pytest.mark.parametrize("part", PARTS)
def test_articles_have_their_fields(part: str) -> None:
    for row in articles(part).values():
        assert list(row) == ARTICLE_FIELDS
        assert row["style"] in STYLES
        assert re.fullmatch(r"(198[5-9]|199\d|20[012]\d)-\d\d-\d\d", row["date"]), row["id"]
        assert all(row[key] for key in ARTICLE_FIELDS)


@pytest.mark.parametrize("part", PARTS)
def test_sentences_cover_the_article(part: str) -> None:
    for row in articles(part).values():
        text, spans = row["text"], row["sentences"]
        rest = "".join(text[a:b] for (_, a), (b, _) in pairwise(spans))
        assert spans[0][0] == 0, row["id"]
        assert spans[-1][1] == len(text), row["id"]
        assert not rest.strip(), row["id"]
        assert all(start < end for start, end in spans), row["id"]


@pytest.mark.parametrize("part", CODINGS)
def test_statements_have_their_fields(part: str) -> None:
    for row in statements(part):
        assert list(row) == STATEMENT_FIELDS
        assert isinstance(row["negated"], bool)
        assert isinstance(row["optional"], bool)
        for side in sides(row):
            assert set(side) <= set(SIDE_FIELDS), row
            assert side["name"], row


@pytest.mark.parametrize("part", CODINGS)
def test_statements_use_the_vocabulary(part: str) -> None:
    relations = load_ontology().relations.keys() - {"other"}
    codes = {c.alpha_3 for c in pycountry.countries} | OTHER_CODES
    for row in statements(part):
        assert row["relation"] in relations
        assert row["status"] in STATUSES
        assert row["subject"]["kind"] in ACTOR_KINDS
        for side in sides(row):
            assert side["kind"] in KINDS
            assert side["country"] is None or side["country"] in codes, row


@pytest.mark.parametrize("part", CODINGS)
def test_offsets_quote_the_sentence_and_the_mentions(part: str) -> None:
    for row in statements(part):
        article = articles(part)[row["doc"]]
        first, last = article["sentences"][row["sent"]]
        assert row["text"] == article["text"][first:last]
        for side in sides(row):
            start, end = side["start"], side["end"]
            if not side["text"]:
                assert start is end is None, row
            else:
                assert first <= start < end <= last, row
                assert side["text"] == article["text"][start:end], row


@pytest.mark.parametrize("part", PARTS)
def test_an_implied_side_makes_a_statement_optional(part: str) -> None:
    implied = [r for r in statements(part) if not (r["subject"]["text"] and r["object"]["text"])]
    assert all(row["optional"] for row in implied)


@pytest.mark.parametrize("part", PARTS)
def test_no_statement_comes_twice(part: str) -> None:
    def key(row: Row) -> tuple[object, ...]:
        speaker = row["speaker"] and row["speaker"]["name"]
        ends = (row["subject"]["name"], row["relation"], row["object"]["name"])
        return row["doc"], row["sent"], *ends, speaker, row["negated"], row["status"]

    twice = [k for k, n in Counter(map(key, statements(part))).items() if n > 1]
    assert twice == []


@pytest.mark.parametrize("part", PARTS)
def test_an_article_gives_an_actor_one_kind_and_code(part: str) -> None:
    known: dict[tuple[str, str], tuple[str, str | None]] = {}
    for row in statements(part):
        for side in sides(row):
            if side["kind"] in ACTOR_KINDS:
                found = (side["kind"], side["country"])
                assert known.setdefault((row["doc"], side["name"]), found) == found, row


def test_parts_share_no_article() -> None:
    ids = [id_ for part in PARTS for id_ in articles(part)]
    assert len(ids) == len(set(ids)) >= FEWEST_ARTICLES


@pytest.mark.parametrize("part", PARTS)
def test_an_id_decides_the_part(part: str) -> None:
    def rule(id_: str) -> str:
        number = int(sha256(id_.encode()).hexdigest()[:8], 16) % 20
        return "test" if number < 3 else "dev" if number < 5 else "train"

    assert {rule(id_) for id_ in articles(part)} == {part}


@pytest.mark.parametrize("part", CODINGS)
def test_statements_are_of_articles_of_their_part(part: str) -> None:
    assert {row["doc"] for row in statements(part)} <= articles(part).keys()


def test_no_sentence_occurs_twice() -> None:
    texts = [text for part in PARTS for _, _, text in sentences(part)]
    assert len(texts) == len(set(texts)) >= FEWEST_SENTENCES


def test_three_sentences_in_ten_state_nothing() -> None:
    spoken = {(row["doc"], row["sent"]) for part in PARTS for row in statements(part)}
    spots = [(doc, index) for part in PARTS for doc, index, _ in sentences(part)]
    assert sum(spot not in spoken for spot in spots) / len(spots) >= LEAST_WITHOUT


@pytest.mark.parametrize("part", PARTS)
def test_every_relation_is_in_every_part(part: str) -> None:
    found = {row["relation"] for row in statements(part) if not row["optional"]}
    assert found == load_ontology().relations.keys() - {"other"}


@pytest.mark.parametrize("part", PARTS)
def test_articles_are_read_as_any_others(part: str) -> None:
    skipped: list[Skip] = []
    read = list(read_articles([CORPUS / f"{part}.articles.jsonl"], on_skip=skipped.append))
    assert [(a.id, a.text) for a in read] == [(r["id"], r["text"]) for r in articles(part).values()]
    assert skipped == []


@pytest.mark.parametrize("part", CODINGS)
def test_evaluate_reads_it_as_gold(part: str) -> None:
    gold = read_gold(CORPUS / f"{part}.statements.jsonl")
    assert gold.kind == "statements"
    assert len(gold.rows) == len(statements(part))
    figures = score_statements(gold.rows, gold.rows, load_ontology(), boot=0)
    assert figures.strict.recall == 1.0
    assert figures.spurious == []


def test_evaluate_extracts_its_articles(tmp_path: Path, graphkit: CommandLine) -> None:
    """`graphkit evaluate GOLD --articles ARTICLES`, on the first two articles of a part."""
    docs = list(articles("dev"))[:2]
    paths = []
    for name, key in (("statements", "doc"), ("articles", "id")):
        lines = (CORPUS / f"dev.{name}.jsonl").read_text(encoding="utf-8").splitlines(True)
        kept = [line for line in lines if any(f'"{key}": "{doc}"' in line for doc in docs)]
        paths.append(tmp_path / f"{name}.jsonl")
        paths[-1].write_text("".join(kept), encoding="utf-8")
    ended = graphkit("evaluate", str(paths[0]), "--articles", str(paths[1]))
    wanted = sum(row["doc"] in docs for row in statements("dev"))
    numbers = [int(n) for n in re.findall(r"\d+", ended.out.splitlines()[0])]
    assert ended.code == 0
    assert numbers[0] + numbers[1] == wanted


def counts() -> Iterator[tuple[str, list[int]]]:
    """Yields the rows of the datasheet's first table: name and number by part."""
    spoken = [{(r["doc"], r["sent"]) for r in statements(p)} for p in PARTS]
    of_part = [[(doc, index) for doc, index, _ in sentences(p)] for p in PARTS]
    yield "articles", [len(articles(p)) for p in PARTS]
    yield "sentences", [len(spots) for spots in of_part]
    silent = zip(of_part, spoken, strict=True)
    yield "without a statement", [sum(s not in said for s in spots) for spots, said in silent]
    yield "statements", [len(statements(p)) for p in PARTS]
    yield "required", [sum(not r["optional"] for r in statements(p)) for p in PARTS]
    yield "with a speaker", [sum(r["speaker"] is not None for r in statements(p)) for p in PARTS]
    yield "negated", [sum(r["negated"] for r in statements(p)) for p in PARTS]
    for status in STATUSES:
        yield f"`{status}`", [sum(r["status"] == status for r in statements(p)) for p in PARTS]
    for relation in sorted(load_ontology().relations.keys() - {"other"}):
        found = [sum(r["relation"] == relation for r in statements(p)) for p in PARTS]
        yield f"`{relation}`", found


def test_datasheet_gives_the_counts() -> None:
    for name, numbers in counts():
        cells = " | ".join(f"{n:,}" for n in [*numbers, sum(numbers)])
        assert f"| {name} | {cells} |" in DATASHEET


def test_datasheet_gives_the_agreement(capsys: pytest.CaptureFixture[str]) -> None:
    agreement.show(CORPUS)
    assert capsys.readouterr().out in DATASHEET
