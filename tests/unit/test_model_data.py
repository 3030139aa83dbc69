"""What the classifier learns from: marked sentences, the annotated corpus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import TrainingError
from graphkit.model.corpora import PARTS, read_corpus
from graphkit.model.marked import read_pairs, read_sentiment
from tests.readers import row
from tests.samples import ROOT, write_lines


def pair(marked: str, event: str = "AID") -> dict[str, Any]:
    return {"marked": marked, "event": event}


def of(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


class TestPairs:
    @pytest.mark.parametrize(
        ("marked", "first", "second"),
        [
            row("both", "<s>Oman</s> sent grain to <t>Yemen</t>.", "Oman", "Yemen"),
            row("reversed", "<t>Yemen</t> got grain from <s>Oman</s>.", "Oman", "Yemen"),
            row("nested", "<t><s>Oman</s>'s envoy</t> left.", "Oman", "Oman's envoy"),
            row("no second", "<s>Oman</s> sent grain.", "Oman", "Oman sent grain."),
            row("no first", "Grain went to <t>Yemen</t>.", "Grain went to Yemen.", "Yemen"),
        ],
    )
    def test_spans(self, tmp_path: Path, marked: str, first: str, second: str) -> None:
        (found,) = read_pairs(write_lines(tmp_path / "p.jsonl", [pair(marked)]))
        assert (of(found.text, found.first), of(found.text, found.second)) == (first, second)
        assert "<" not in found.text
        assert (found.root, found.sentiment) == ("AID", None)

    @pytest.mark.parametrize("event", ["CONCEDE", "RETREAT", "YIELD"])
    def test_roots_have_their_older_names(self, tmp_path: Path, event: str) -> None:
        rows = [pair("<s>A</s> to <t>B</t>", event)]
        (found,) = read_pairs(write_lines(tmp_path / "p.jsonl", rows))
        assert found.root == "YIELD"

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            row("not json", "{", "p.jsonl:2: malformed JSON: "),
            row("a list", "[1]", "p.jsonl:2: no text under 'marked' (give an object with marked"),
            row("no event", '{"marked": "x"}', "p.jsonl:2: no text under 'event'"),
            row("no mark", json.dumps(pair("A B")), "p.jsonl:2: no mention is marked (tag it <s>"),
            row(
                "half a mark", json.dumps(pair("<s>A B")),
                "p.jsonl:2: <s> and </s> do not enclose a mention (mend the tags)",
            ),
            row(
                "an unknown root", json.dumps(pair("<s>A</s>", "AGREED")),
                "p.jsonl:2: unknown PLOVER root 'AGREED' (did you mean AGREE?)",
            ),
        ],
    )  # fmt: skip
    def test_malformed_lines(self, tmp_path: Path, line: str, message: str) -> None:
        path = tmp_path / "p.jsonl"
        path.write_text(json.dumps(pair("<s>A</s>")) + "\n" + line + "\n")
        with pytest.raises(TrainingError) as caught:
            list(read_pairs(path))
        assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(message)

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(TrainingError, match=r"none\.jsonl: cannot be read: No such file"):
            list(read_pairs(tmp_path / "none.jsonl"))

    def test_another_encoding(self, tmp_path: Path) -> None:
        path = tmp_path / "p.jsonl"
        path.write_bytes('{"marked": "<s>Élysée</s>"}\n'.encode("latin-1"))
        with pytest.raises(TrainingError, match=r"p\.jsonl: is not UTF-8"):
            list(read_pairs(path))


class TestSentiment:
    @pytest.mark.parametrize(
        ("marked", "first", "second"),
        [
            row("whole", "[Oman] thanked [Yemen].", "Oman", "Yemen"),
            row("mid-word", "[Omani]s thanked [Yemen]'s king.", "Omanis", "Yemen"),
            row("owner", "[Oman’]s king thanked [the Yemen]is.", "Oman’s", "the Yemenis"),
        ],
    )
    def test_a_span_grows_to_the_end_of_its_word(
        self, tmp_path: Path, marked: str, first: str, second: str
    ) -> None:
        path = tmp_path / "s.txt"
        path.write_text(f"{marked}\tOman\tYemen\t1\n", encoding="utf-8")
        (found,) = read_sentiment(path)
        assert (of(found.text, found.first), of(found.text, found.second)) == (first, second)
        assert "[" not in found.text
        assert (found.root, found.sentiment) == (None, 1)

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            row("cells", "[A] thanked [B].\tA\tB", "s.txt:2: 3 cells instead of 4 (sentence, "),
            row("one", "[A] left.\tA\tB\t0", "s.txt:2: 1 entities in [brackets] instead of 2"),
            row("three", "[A], [B], [C]\tA\tB\t0", "s.txt:2: 3 entities in [brackets] instead"),
            row("class", "[A] left [B].\tA\tB\t5", "s.txt:2: no such class as '5' (0 to 4)"),
        ],
    )
    def test_malformed_lines(self, tmp_path: Path, line: str, message: str) -> None:
        path = tmp_path / "s.txt"
        path.write_text(f"[A] left [B].\tA\tB\t0\n{line}\n")
        with pytest.raises(TrainingError) as caught:
            list(read_sentiment(path))
        assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(message)


TEXTS = ("Oman sent grain to Yemen.", "Chad praised Niger.")


def side(name: str, start: int | None) -> dict[str, Any]:
    end = None if start is None else start + len(name)
    text = "" if start is None else name
    return {"text": text, "name": name, "kind": "country", "start": start, "end": end}


def statement(**changes: Any) -> dict[str, Any]:
    return {
        "doc": "a0", "sent": 0, "subject": side("Oman", 0), "relation": "aids",
        "object": side("Yemen", 19), "negated": False, "status": "actual", **changes,
    }  # fmt: skip


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus of two articles and one statement in each part."""
    for part in PARTS:
        articles = [{"id": f"a{n}", "text": t, "date": "2023-03-20"} for n, t in enumerate(TEXTS)]
        write_lines(tmp_path / f"{part}.articles.jsonl", articles)
        write_lines(tmp_path / f"{part}.statements.jsonl", [statement()])
    return tmp_path


class TestCorpus:
    def test_parts_have_their_articles_and_statements(self, corpus: Path) -> None:
        parts = read_corpus(corpus)
        assert list(parts) == ["train", "dev", "test"]
        assert [a.text for a in parts["dev"].articles] == list(TEXTS)
        assert parts["dev"].statements == (statement(),)
        assert [file.name for file in parts["dev"].files] == [
            "dev.articles.jsonl",
            "dev.statements.jsonl",
        ]

    def test_sides_that_are_only_implied_are_no_fault(self, corpus: Path) -> None:
        write_lines(corpus / "dev.statements.jsonl", [statement(object=side("Yemen", None))])
        assert len(read_corpus(corpus)["dev"].statements) == 1

    @pytest.mark.parametrize("name", ["test.articles.jsonl", "train.statements.jsonl"])
    def test_a_missing_file(self, corpus: Path, name: str) -> None:
        (corpus / name).unlink()
        part = name.partition(".")[0]
        with pytest.raises(TrainingError) as caught:
            read_corpus(corpus)
        assert str(caught.value) == (
            f"{corpus}: no {name} (give a folder with {part}.articles.jsonl and "
            f"{part}.statements.jsonl)"
        )

    @pytest.mark.parametrize(
        ("fault", "message"),
        [
            row("article", {"doc": "zz"}, "there is no article 'zz'"),
            row("relation", {"relation": "loves"}, "unknown relation 'loves'"),
            row("status", {"status": "past"}, "unknown status 'past'"),
            row("kind", {"object": side("Yemen", 19) | {"kind": "x"}}, "unknown object.kind 'x'"),
            row("negated", {"negated": "no"}, "negated may not be 'no'"),
            row(
                "offsets", {"subject": side("Oman", 1)},
                "the subject 'Oman' does not stand at 1-5 of article 'a0'",
            ),
            row("no side", {"subject": None}, "'NoneType' object is not subscriptable"),
        ],
    )  # fmt: skip
    def test_malformed_statements(self, corpus: Path, fault: dict[str, Any], message: str) -> None:
        path = write_lines(corpus / "dev.statements.jsonl", [statement(), statement(**fault)])
        with pytest.raises(TrainingError) as caught:
            read_corpus(corpus)
        assert str(caught.value).startswith(f"{path}:2: {message}")
        assert str(caught.value).endswith(" (mend or remove the line)")

    def test_a_field_that_is_missing(self, corpus: Path) -> None:
        broken = statement()
        del broken["relation"]
        path = write_lines(corpus / "dev.statements.jsonl", [broken])
        with pytest.raises(TrainingError, match="lacks 'relation'") as caught:
            read_corpus(corpus)
        assert caught.value.where == f"{path}:1"

    def test_an_article_that_cannot_be_read(self, corpus: Path) -> None:
        path = write_lines(corpus / "dev.articles.jsonl", [{"id": "a0"}])
        with pytest.raises(TrainingError) as caught:
            read_corpus(corpus)
        assert str(caught.value) == f"{path}:1: no text (mend or remove the line)"


SEEDS = ROOT / "seeds" / "corpus"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the corpus is not in this tree")
def test_the_seed_corpus_can_be_read() -> None:
    assert all(part.articles and part.statements for part in read_corpus(SEEDS).values())
