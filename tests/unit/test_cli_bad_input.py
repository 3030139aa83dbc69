"""Bad and hostile input through the command line: message, exit code, and nothing lost."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from graphkit.extract.reading import Extractor
from graphkit.records import Article, Mention, Statement
from graphkit.rows import LONGEST_NAME
from graphkit.sentences import parse_article
from graphkit.store import open_store
from tests.command_line import CommandLine, Ended, json_lines, read_lines
from tests.unit.test_articles import KNOWN, UNTOLD

GOOD = {"id": "good", "text": "Kenya condemned Chad.", "date": "2023-03-20"}
OTHER = {"id": "other", "text": "Egypt praised Kenya.", "date": "2023-03-20"}
NOTHING = "error: no article in the input (the lines above say why)"


def jsonl(*rows: dict[str, Any] | bytes) -> bytes:
    """Returns JSON Lines; bytes stand as they are."""
    return b"".join(row if isinstance(row, bytes) else json_lines([row]) for row in rows)


ALONE: dict[str, tuple[str, bytes, str]] = {
    "empty file": ("a.txt", b"", "a.txt: skipped, empty file"),
    "empty lines": ("a.jsonl", b"", "a.jsonl: skipped, empty file"),
    "blank": ("a.txt", b" \n\t\n", "a.txt: skipped, no text"),
    "only front matter": ("a.txt", b"---\ntitle: T\n---\n", "a.txt: skipped, no text"),
    "binary": ("a.txt", bytes(range(32)) * 200, "a.txt: skipped, binary, not text"),
    "pdf": ("a.txt", b"%PDF-1.4 ...", "a.txt: skipped, binary, not text"),
    "binary lines": ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00", "a.jsonl: skipped, binary, not text"),
    "wrong encoding": (
        "a.txt",
        UNTOLD,
        "a.txt: skipped, not UTF-8 (byte 0x80 at 0): convert it, or name its encoding",
    ),
    "long line": (
        "a.jsonl",
        b'{"id": "a", "text": "' + b"x" * 10_000_000 + b'"}\n',
        "a.jsonl:1: skipped, too long: a line of more than 8 MiB",
    ),
    "long text": (
        "a.txt",
        b"word " * 2_000_000,
        "a.txt: skipped, too long: more than 8 MiB of text",
    ),
    "html": (
        "a.txt",
        b"<!DOCTYPE html><html><body><p>Kenya condemned Chad.</p></body></html>",
        "a.txt: skipped, HTML, not text: convert first",
    ),
    "html file": ("a.html", b"<p></p>", "a.html: skipped, HTML without a main text"),
    "other format": (
        "a.rtf",
        b"{\\rtf1 Kenya}",
        f"a.rtf: skipped, no reader for .rtf {KNOWN}",
    ),
    "no gzip": (
        "a.txt.gz",
        b"plain",
        "a.txt.gz: skipped, broken gzip data: Not a gzipped file (b'pl')",
    ),
    "no id": ("a.jsonl", b'{"text": "Kenya condemned Chad."}\n', "a.jsonl:1: skipped, no id"),
    "no text": ("a.jsonl", b'{"id": "a"}\n', "a.jsonl:1: skipped, no text"),
    "array": ("a.jsonl", b"[1, 2]\n", "a.jsonl:1: skipped, not a JSON object"),
}


@pytest.mark.parametrize(("name", "content", "message"), ALONE.values(), ids=ALONE)
def test_input_without_an_article(
    graphkit: CommandLine, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    ended = graphkit("extract", name)
    assert (ended.code, ended.out, ended.lines) == (1, "", [message, NOTHING])


@pytest.mark.parametrize(("name", "content", "message"), ALONE.values(), ids=ALONE)
def test_a_bad_file_does_not_harm_the_others(
    graphkit: CommandLine, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "good.txt").write_text("---\ndate: 2023-03-20\n---\nKenya condemned Chad.")
    (folder / "zz.jsonl").write_bytes(jsonl(OTHER))
    ended = graphkit("extract", "news")
    told, summary = ended.lines[0], ended.lines[-1]
    assert (ended.code, told) == (0, os.path.join("news", message))  # noqa: PTH118
    assert "statements.jsonl: 2 statements from 2 articles" in ended.lines
    assert summary.startswith("1 skipped: 1 ")


UNTERMINATED = "Unterminated string starting at: line 1 column 21 (char 20)"
INSIDE: dict[str, tuple[bytes, str, str, str | None]] = {
    "malformed line": (
        b'{"id": "x", "text": "Kenya cond\n',
        f"in.jsonl:2: skipped, malformed JSON: {UNTERMINATED}",
        "1 skipped: 1 malformed",
        None,
    ),
    "duplicate": (
        jsonl(GOOD),
        "in.jsonl:2: skipped, duplicate of in.jsonl:1",
        "1 skipped: 1 duplicate",
        "good",
    ),
    "same id, other text": (
        jsonl({**GOOD, "text": "Kenya praised Chad."}),
        "in.jsonl:2: skipped, same id as in.jsonl:1 but other text: only the first is read",
        "1 skipped: 1 conflict",
        "good",
    ),
    "no text": (
        jsonl({"id": "x", "text": ""}),
        "in.jsonl:2: skipped, no text",
        "1 skipped: 1 no text",
        "x",
    ),
    "html": (
        jsonl({"id": "x", "text": "<html><body>Kenya condemned Chad.</body></html>"}),
        "in.jsonl:2: skipped, HTML, not text: convert first",
        "1 skipped: 1 html",
        "x",
    ),
    "not English": (
        jsonl({"id": "x", "text": "Le ministre est arrivé. " * 20, "date": "2023-03-20"}),
        "x: skipped, not English",
        "1 skipped: 1 not English",
        "x",
    ),
}


@pytest.mark.parametrize(("line", "message", "summary", "recorded"), INSIDE.values(), ids=INSIDE)
def test_a_bad_line_is_told_counted_and_recorded(
    graphkit: CommandLine,
    tmp_path: Path,
    line: bytes,
    message: str,
    summary: str,
    recorded: str | None,
) -> None:
    (tmp_path / "in.jsonl").write_bytes(jsonl(GOOD, line, OTHER))
    assert graphkit("extract", "in.jsonl") == Ended(
        0, "", f"{message}\nstatements.jsonl: 2 statements from 2 articles\n{summary}\n"
    )
    records = read_lines(tmp_path / "statements.articles.jsonl")
    kept = [(r["id"], r["skipped"] is None) for r in records]
    assert kept == [("good", True), *([(recorded, False)] if recorded else []), ("other", True)]
    assert graphkit("build", "in.jsonl", "-o", "again.jsonl").code == 0
    with open_store(str(tmp_path / "graph.kgl")) as store:
        texts = store.run("MATCH (s:Statement) RETURN s.text AS text ORDER BY text").rows
    assert [text for (text,) in texts] == ["Egypt praised Kenya.", "Kenya condemned Chad."]


DATES = {
    "missing": (None, "in.jsonl:1: no date", None),
    "nonsense": ("soon", "in.jsonl:1: date 'soon' is no ISO day, month or year: ignored", None),
    "to come": ("2999-01-01", "in.jsonl:1: date 2999-01-01 is yet to come", "2999-01-01"),
}


@pytest.mark.parametrize(("date", "message", "published"), DATES.values(), ids=DATES)
def test_doubtful_dates_are_told(
    graphkit: CommandLine,
    tmp_path: Path,
    date: str | None,
    message: str,
    published: str | None,
) -> None:
    (tmp_path / "in.jsonl").write_bytes(jsonl({**GOOD, "date": date}))
    assert graphkit("extract", "in.jsonl") == Ended(
        0, "", f"{message}\nstatements.jsonl: 1 statements from 1 articles\n"
    )
    (row,) = read_lines(tmp_path / "statements.jsonl")
    assert row["published"] == published


def test_columns_can_be_named(graphkit: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Story;Day\nKenya condemned Chad.;2023-03-20\n")
    assert graphkit("extract", "a.csv").code == 1
    named = ("--column", "text=Story", "--column", "date=day")
    assert graphkit("extract", "a.csv", *named).code == 0
    (found,) = read_lines(tmp_path / "statements.jsonl")
    assert (found["doc"], found["published"]) == ("a-1", "2023-03-20")
    assert graphkit("extract", "a.csv", "--column", "Story").code == 2


def test_another_encoding_can_be_named(graphkit: CommandLine, tmp_path: Path) -> None:
    text = "---\ndate: 2023-03-20\n---\nJosé’s men left. Kenya’s army condemned Chad."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    assert graphkit("extract", "a.txt", "--encoding", "cp1252").code == 0
    rows = read_lines(tmp_path / "statements.jsonl")
    assert {row["text"] for row in rows} == {"Kenya’s army condemned Chad."}


USAGE = {
    "no such file": (
        ["none.txt"],
        "error: none.txt: no such file or folder",
    ),
    "no such field": (
        ["a.txt", "--column", "txt=story"],
        "error: columns: no field 'txt' (did you mean 'text'?)",
    ),
    "no such encoding": (
        ["a.txt", "--encoding", "klingon"],
        "error: unknown encoding 'klingon' (write it as in cp1252, latin-1, koi8-r)",
    ),
}


@pytest.mark.parametrize(("words", "message"), USAGE.values(), ids=USAGE)
@pytest.mark.parametrize("command", ["extract", "build"])
def test_what_is_not_there(
    graphkit: CommandLine, tmp_path: Path, command: str, words: list[str], message: str
) -> None:
    (tmp_path / "a.txt").write_text("Kenya condemned Chad.")
    ended = graphkit(command, *words)
    assert (ended.code, ended.out) == (1, "")
    assert ended.lines[-1].startswith(message)
    assert not (tmp_path / "statements.jsonl").exists()


@pytest.mark.parametrize("command", ["extract", "build", "explain"])
def test_a_missing_ontology_is_wrong_usage(
    graphkit: CommandLine, tmp_path: Path, command: str
) -> None:
    (tmp_path / "a.txt").write_text("Kenya condemned Chad.")
    ended = graphkit(command, "a.txt", "--ontology", "none")
    assert (ended.code, ended.out) == (2, "")
    assert "'none' does not exist" in ended.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_folder_is_named(graphkit: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "news" / "closed"
    folder.mkdir(parents=True)
    folder.chmod(0)
    ended = graphkit("extract", "news")
    folder.chmod(0o700)
    assert (ended.code, ended.lines) == (
        1,
        ["error: news/closed: folder cannot be read: Permission denied (check its rights)"],
    )


def test_a_folder_that_goes_away_is_named_and_what_is_finished_stays(
    graphkit: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "news"
    (folder / "z").mkdir(parents=True)
    (folder / "a.jsonl").write_bytes(json_lines({**GOOD, "id": f"a{n}"} for n in range(200)))
    scan = os.scandir

    def refuse(path: Any) -> Any:
        if str(path).endswith("z"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("graphkit.articles.walking.os.scandir", refuse)
    ended = graphkit("extract", "news")
    done = len(read_lines(tmp_path / "statements.articles.jsonl"))
    assert (ended.code, done > 0) == (1, True)
    assert ended.err == (
        f"statements.jsonl: {done} articles are finished; the same command with --resume goes on "
        f"from there\nerror: {Path('news', 'z')}: folder cannot be read: Permission denied (check "
        "its rights)\n"
    )
    monkeypatch.setattr("graphkit.articles.walking.os.scandir", scan)
    resumed = graphkit("extract", "news", "--resume")
    assert resumed.lines[0] == "statements.jsonl: 200 statements from 200 articles"


HOSTILE: dict[str, Callable[[], str]] = {
    "control characters": lambda: (
        "Kenya \x07condemned\x1b[2J Chad\x08.\nEgypt\x0b praised\x7f Kenya."
    ),
    "overrides of direction": lambda: (
        "Kenya \u202econdemned\u202c Chad. \u2066Egypt\u2069 praised it."
    ),
    "cypher": lambda: "Kenya condemned Chad'}) DETACH DELETE n //. Egypt met `x`}) MATCH (n).",
    "tags": lambda: (
        "Kenya <script>alert(1)</script> condemned <b>Chad</b>. </script> Egypt met Iran."
    ),
    "one long sentence": lambda: "Kenya condemned Chad and " + "very " * 50_000 + "soon left.",
    "one long chain": lambda: "Kenya condemned " + ", ".join(["Chad"] * 3_000) + ".",
    "only punctuation": lambda: "?!.,;:—…()[]{}" * 500,
    "emoji": lambda: "🇰🇪 Kenya condemned 🇹🇩 Chad 😡👨‍👩‍👧‍👦. " + "😀" * 2_000,
    "opening quotes": lambda: "“" * 5_000 + "Kenya condemned Chad.",
    "nested quotes": lambda: "Kenya said " + "\"'" * 1_000 + "Chad lied" + "'\"" * 1_000 + ".",
    "combining marks": lambda: "Kenya condemned Chad" + "\u0301" * 3_000 + ".",
    "one word": lambda: "a" * 60_000,
    "numbers": lambda: "In 99999999999999999999 Kenya met Chad on February 31, 0000.",
    "line separators": lambda: "Kenya\u2028condemned\u2029Chad\x85.\r\n\rEgypt met Iran.",
    "other scripts": lambda: "Kenya の大統領 условно met Chad ضد. 習近平 met Putin.",
    "null": lambda: "Kenya\x00 condemned Chad.",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_hostile_articles_end_well_and_stay_as_they_are(
    graphkit: CommandLine, tmp_path: Path, make: Callable[[], str]
) -> None:
    text = make()
    (tmp_path / "in.jsonl").write_bytes(
        jsonl({"id": "h", "text": text, "date": "2023-03-20"}, GOOD)
    )
    ended = graphkit("build", "in.jsonl")
    assert ended.code == 0, ended.err
    assert not set(ended.out + ended.err) & set("\x00\x07\x08\x1b\x7f\u202e\u2066")
    rows = read_lines(tmp_path / "statements.jsonl")
    assert any(row["doc"] == "good" for row in rows)
    for row in rows:
        if row["doc"] == "h":
            assert row["text"] == text[row["start"] : row["end"]]
    with open_store(str(tmp_path / "graph.kgl")) as store:
        ((count,),) = store.run("MATCH (s:Statement) RETURN count(s) AS n").rows
    endless = [r for r in rows if len(r["object"]["name"].encode()) > LONGEST_NAME]
    assert count == len(rows) - len(endless)


WORDS = st.sampled_from(
    [
        *(
            "Kenya",
            "Chad",
            "Vladimir Putin",
            "President Xi Jinping",
            "the EU",
            "Moscow",
            "he",
            "We",
        ),
        *("condemned", "met", "visited", "will sign", "did not support", "said", "told", "talks"),
        *("a ceasefire", "an accord", "with", "and", "that", "on Monday", "in Paris", "by", "to"),
        *("“", "”", '"', "'", ".", ",", "?", "\n", "\n\n", " ", "\t", "—", "(", ")", "...", ":"),
        *("😀", "\u202e", "\u0301", "中国", "\x07", "\u2028", "\r\n", "<b>", "\u00a0", "U.S."),
    ]
)
TEXTS = st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=200)


@given(text=TEXTS)
@example(text="“Kenya met Chad,” he said.\r\n\r\n“We visited Paris on Monday.")
@settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_offsets_always_quote_the_text(text: str, nlp: Language, extractor: Extractor) -> None:
    parsed = parse_article(nlp, Article(id="h", text=text))
    for statement in extractor.extract(parsed):
        assert statement.text == text[statement.start : statement.end]
        for mention in (statement.subject, statement.object, statement.speaker):
            if mention is not None:
                _check_mention(mention, statement, text)
        json.dumps(statement.evidence)


def _check_mention(mention: Mention, statement: Statement, text: str) -> None:
    if mention.start is None or mention.end is None:
        assert (mention.text, mention.start, mention.end) == ("", None, None), mention
        return
    quoted = text[mention.start : mention.end]
    assert mention.text == quoted, (mention, statement.evidence)
