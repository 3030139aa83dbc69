"""Files, folders and streams: what becomes an article, and what is told of the rest."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.articles import READERS, Note, Outcome, Reader, ReadOptions, Skip, Source
from graphkit.articles import read_articles as read_all
from graphkit.articles.decoding import LONGEST_INPUT, LONGEST_TEXT
from graphkit.articles.formats import buffered
from graphkit.articles.json_lines import read_json_lines
from graphkit.articles.text_files import split_front_matter, strip_blank_lines
from graphkit.errors import ArticleError
from graphkit.records import Article

SUFFIXES = ", ".join(suffix for reader in READERS for suffix in reader.suffixes)
KNOWN = f"(there are {SUFFIXES}, also .gz and .zip)"
TODAY = dt.date(2024, 6, 1)
DENIED = PermissionError(13, "Permission denied")
UNTOLD = bytes(range(128, 256)) * 20
"""Bytes that are in no encoding that can be told."""


class Reading:
    """What one call yields and tells."""

    def __init__(self, *paths: Path | str, **options: Any) -> None:
        self.skips: list[Skip] = []
        self.notes: list[Note] = []
        self.articles: list[Article] = list(
            read_all(
                paths,
                on_skip=self.skips.append,
                on_note=self.notes.append,
                today=TODAY,
                **options,
            )
        )

    @property
    def texts(self) -> list[str]:
        return [article.text for article in self.articles]

    @property
    def reasons(self) -> list[str]:
        return [skip.reason for skip in self.skips]

    @property
    def messages(self) -> list[str]:
        return [note.message for note in self.notes]


def lines(*records: object) -> bytes:
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)


def _unexpected(skip: Skip) -> None:
    pytest.fail(skip.reason)


def write(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


# --- text files ---------------------------------------------------------------------------------

FULL = """---
title: "Talks: the second round"
date: 2023-03-20
Outlet: Meridian Daily
url: https://example.org/a
id: a17
mood: cheerful
---

  They met.

They left.

"""


def test_text_with_front_matter(tmp_path: Path) -> None:
    path = write(tmp_path / "talks.txt", FULL)
    assert Reading(path).articles == [
        Article(
            id="a17",
            text="  They met.\n\nThey left.",
            title="Talks: the second round",
            outlet="Meridian Daily",
            url="https://example.org/a",
            published=dt.date(2023, 3, 20),
            published_precision="day",
            origin=str(path),
        )
    ]


@pytest.mark.parametrize("name", ["talks.txt", "talks.md", "talks.TXT", "talks.txt.gz"])
def test_file_name_is_the_id_of_a_text_without_one(tmp_path: Path, name: str) -> None:
    data = b"They met."
    path = write(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    reading = Reading(path)
    assert [(a.id, a.text, a.published) for a in reading.articles] == [("talks", "They met.", None)]
    assert reading.messages == ["no date"]


def test_windows_line_ends_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "---\r\ndate: 2023-03\r\n---\r\n\r\nOne.\r\nTwo.\r\n")
    (article,) = Reading(path).articles
    assert (article.text, article.published_precision) == ("One.\r\nTwo.", "month")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("---\nThey met.\n", "opens with --- but no line --- closes it: read as text"),
        (
            "---\nThey met.\n---\nThey left.",
            "front matter line 'They met.' is no key: value: read as text",
        ),
    ],
)
def test_a_rule_is_no_front_matter(tmp_path: Path, text: str, doubt: str) -> None:
    reading = Reading(write(tmp_path / "a.txt", text))
    assert reading.texts == [text.rstrip("\n")]
    assert doubt in reading.messages


def test_front_matter_may_hold_comments_lists_and_blank_lines() -> None:
    text = "---\n# who\n\nsource: Agency\ntags:\n- peace\n  - war\ntitle: 'A'\n---\nText"
    fields, body, doubt = split_front_matter(text)
    assert (fields, body, doubt) == (
        {"source": "Agency", "tags": "", "title": "A"},
        "Text",
        None,
    )


@pytest.mark.parametrize(
    ("written", "published", "precision", "message"),
    [
        ("2023-03-20", "2023-03-20", "day", None),
        ("2023-03-20T10:15:00Z", "2023-03-20", "day", None),
        ("2023-03-20 10:15", "2023-03-20", "day", None),
        ("2017-08", "2017-08-01", "month", None),
        ("2017", "2017-01-01", "year", None),
        (2017, "2017-01-01", "year", None),
        ("2024-06-01", "2024-06-01", "day", None),
        ("2024-06-02", "2024-06-02", "day", "date 2024-06-02 is yet to come"),
        ("2030", "2030-01-01", "year", "date 2030 is yet to come"),
        ("20/03/2023", None, None, "date '20/03/2023' is no ISO day, month or year: ignored"),
        ("2023-02-30", None, None, "date '2023-02-30' is no ISO day, month or year: ignored"),
        (True, None, None, "date True is no ISO day, month or year: ignored"),
        ([], None, None, "date [] is no ISO day, month or year: ignored"),
        ("", None, None, "no date"),
        (None, None, None, "no date"),
    ],
)
def test_date_of_an_article(
    tmp_path: Path, written: object, published: str | None, precision: str | None, message: str
) -> None:
    data = lines({"id": "a", "text": "They met.", "date": written})
    reading = Reading(write(tmp_path / "a.jsonl", data))
    (article,) = reading.articles
    assert article.published == (dt.date.fromisoformat(published) if published else None)
    assert article.published_precision == precision
    assert reading.messages == ([message] if message else [])


# --- JSON Lines ---------------------------------------------------------------------------------


def test_json_lines(tmp_path: Path) -> None:
    data = lines(
        {"id": "a", "text": " They\nmet. ", "title": "T", "date": "2023-03-20", "source": "S"},
        {"id": 7, "text": "They left.", "outlet": "O", "source": "S", "url": "u", "tags": [1]},
    )
    path = write(tmp_path / "news.jsonl", data)
    first, second = Reading(path).articles
    assert (first.id, first.text, first.outlet) == ("a", " They\nmet. ", "S")
    assert (second.id, second.outlet, second.url, second.title) == ("7", "O", "u", None)
    assert second.origin == f"{path}:2"


@pytest.mark.parametrize("name", ["n.jsonl.gz", "n.ndjson", "n.ndjson.gz"])
def test_json_lines_by_other_suffixes(tmp_path: Path, name: str) -> None:
    data = lines({"id": "a", "text": "They met."})
    path = write(tmp_path / name, gzip.compress(data) if name.endswith("gz") else data)
    assert Reading(path).texts == ["They met."]


@pytest.mark.parametrize(
    ("line", "reason", "article_id"),
    [
        ('{"id": "x", "text": "cut', "malformed JSON: Unterminated string", None),
        ("[" * 100_000, "malformed JSON: ", None),
        ('["a"]', "not a JSON object", None),
        ('{"text": "They met."}', "no id", None),
        ('{"id": " ", "text": "They met."}', "no id", None),
        ('{"id": true, "text": "They met."}', "no id", None),
        ('{"id": "x"}', "no text", "x"),
        ('{"id": "x", "text": null}', "no text", "x"),
        ('{"id": "x", "text": " \\n"}', "no text", "x"),
        ('{"id": "x", "text": ["They met."]}', "text is a list, not a string", "x"),
        ('{"id": "x", "text": "<p>a</p><p>b</p>"}', "HTML, not text: convert first", "x"),
        ('{"id": "s", "text": "a", "subject": {}, "relation": "meets"}', "a statement, not", None),
        ('{"id": "s", "text_sha256": "0"}', "a record of an article, without its text", None),
    ],
)
def test_a_bad_line_is_told_and_the_next_one_read(
    tmp_path: Path, line: str, reason: str, article_id: str | None
) -> None:
    good = [json.dumps({"id": name, "text": f"Text {name}."}) for name in "ab"]
    path = write(tmp_path / "n.jsonl", f"{good[0]}\n\n{line}\n{good[1]}\n")
    reading = Reading(path)
    assert reading.texts == ["Text a.", "Text b."]
    (skip,) = reading.skips
    assert (skip.origin, skip.id) == (f"{path}:3", article_id)
    assert skip.reason.startswith(reason)


def test_a_line_in_another_encoding_is_told(tmp_path: Path) -> None:
    row = '{"id": "b", "date": "2023", "text": "café"}\n'
    data = lines({"id": "a", "date": "2023", "text": "x"}) + row.encode("cp1252")
    path = write(tmp_path / "n.jsonl", data)
    reading = Reading(path)
    assert reading.texts == ["x", "café"]
    told = Note(origin=f"{path}:2", id="b", message="not UTF-8: read as cp1252, by its looks")
    assert reading.notes == [told]
    named = Reading(path, encoding="cp1252")
    assert (named.texts, named.notes) == (["x", "café"], [])
    path.write_bytes(b'{"id": "a", "text": "' + UNTOLD + b'"}\n')
    assert Reading(path).skips[0].cause == "encoding"


ENGLISH = "Brazil’s Lula met José in Brasília — “a good day”, he said."
OLD = [
    (ENGLISH, "cp1252", "cp1252"),
    (ENGLISH, "mac_roman", "mac_roman"),
    ("José met him.", "latin-1", "cp1252"),
    ("Poland’s Lech Wałęsa met Kohl in Gdańsk.", "cp1250", "cp1250"),
    ("Lech Wałęsa met Kohl in Gdańsk.", "iso-8859-2", "cp1250"),
    ("Путин и Зеленский: the two presidents spoke of war and of peace.", "cp1251", "cp1251"),
    ("Путин и Зеленский: the two presidents spoke of war and of peace.", "koi8-r", "koi8_r"),
]


@pytest.mark.parametrize(("text", "encoding", "detected"), OLD)
def test_an_old_encoding_is_detected_and_told(
    tmp_path: Path, text: str, encoding: str, detected: str
) -> None:
    front = "---\ndate: 2023-03-20\n---\n"
    reading = Reading(write(tmp_path / "a.txt", (front + text).encode(encoding)))
    assert reading.texts == [text]
    assert reading.messages == [f"not UTF-8: read as {detected}, by its looks"]


def test_a_title_that_is_no_text_is_noted(tmp_path: Path) -> None:
    data = lines({"id": "a", "text": "x", "title": 3, "date": "2023"})
    reading = Reading(write(tmp_path / "n.jsonl", data))
    assert reading.articles[0].title is None
    assert reading.messages == ["title is no text: ignored"]


def test_half_a_character_is_replaced_one_for_one(tmp_path: Path) -> None:
    data = b'{"id": "a", "text": "x\\ud800y", "date": "2023"}\n'
    reading = Reading(write(tmp_path / "n.jsonl", data))
    assert reading.texts == ["x\ufffdy"]
    assert reading.messages == ["broken characters in the text, replaced by U+FFFD"]


def test_json_lines_stream_line_by_line() -> None:
    class Endless(io.RawIOBase):
        served = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = lines({"id": str(Endless.served), "text": "They met."})
            Endless.served += 1
            buffer[: len(line)] = line
            return len(line)

    found = read_all(["-"], on_skip=_unexpected, stdin=io.BufferedReader(Endless()))
    assert [next(found).id for _ in range(3)] == ["0", "1", "2"]
    assert Endless.served < 2000


# --- encodings, sizes, what is no text ----------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be-bom"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl"])
def test_encodings_by_their_mark(tmp_path: Path, encoding: str, suffix: str) -> None:
    text = "Șefa a spus “да”." if suffix == ".txt" else '{"id": "a", "text": "Șefa"}\n\n'
    if encoding == "utf-16-be-bom":
        data = b"\xfe\xff" + text.encode("utf-16-be")
    else:
        data = text.encode(encoding)
    assert Reading(write(tmp_path / f"a{suffix}", data)).texts[0].startswith("Șefa")


@pytest.mark.parametrize(
    ("name", "data", "reason", "cause"),
    [
        ("a.txt", b"", "empty file", "empty"),
        ("a.jsonl", b"", "empty file", "empty"),
        ("a.jsonl", b"\n \n", "empty file", "empty"),
        ("a.txt.gz", gzip.compress(b""), "empty file", "empty"),
        ("a.txt", b"---\ntitle: x\n---\n\n", "no text", "no text"),
        ("a.txt", b" \n\t\n", "no text", "no text"),
        ("a.txt", b"%PDF-1.7 ...", "binary, not text", "binary"),
        ("a.jsonl", b"PK\x03\x04" + b"x\n" * 99, "binary, not text", "binary"),
        ("a.txt", bytes(range(256)) * 4, "binary, not text", "binary"),
        ("a.txt", "no mark".encode("utf-16-le"), "binary, not text", "binary"),
        (
            "a.txt",
            b"They met. " + UNTOLD,
            "not UTF-8 (byte 0x80 at 10): convert it, or name its encoding",
            "encoding",
        ),
        (
            "a.txt",
            b"\xff\xfeA",
            "not utf-16 (byte at 2): convert it to UTF-8",
            "encoding",
        ),
        (
            "a.txt",
            b"x" * (10 * 2**20),
            "too long: more than 8 MiB of text",
            "too long",
        ),
        (
            "a.txt",
            b"x" * (LONGEST_TEXT + 1),
            "too long: 1,000,001 characters, at most 1,000,000",
            "too long",
        ),
        ("a.txt", b"<!DOCTYPE html><p>x", "HTML, not text: convert first", "html"),
        ("a.md", b"---\nid: x\n---\n<!-- a -->\n<HTML>", "HTML, not text: convert first", "html"),
        ("a.txt", b"<div><p>One.</p><p>Two.</p></div>", "HTML, not text: convert first", "html"),
        ("a.rtf", b"{\\rtf", f"no reader for .rtf {KNOWN}", "format"),
        ("a", b"x", f"no reader for a file without a suffix {KNOWN}", "format"),
        ("a.txt.gz", b"They met.", "broken gzip data: Not a gzipped file (b'Th')", "broken"),
    ],
)  # fmt: skip
def test_what_is_no_article(
    tmp_path: Path, name: str, data: bytes, reason: str, cause: str
) -> None:
    reading = Reading(write(tmp_path / name, data))
    assert reading.articles == []
    assert [(skip.reason, skip.cause) for skip in reading.skips] == [(reason, cause)]
    assert reading.skips[0].origin == str(tmp_path / name)


def test_a_line_of_10_mb_is_passed_over(tmp_path: Path) -> None:
    good = lines({"id": "a", "text": "x"})
    long = lines({"id": "b", "text": "x" * (10 * 2**20)})
    reading = Reading(write(tmp_path / "n.jsonl", good + long + lines({"id": "c", "text": "y"})))
    assert reading.texts == ["x", "y"]
    assert [(s.origin[-3:], s.reason) for s in reading.skips] == [
        ("l:2", "too long: a line of more than 8 MiB")
    ]
    assert LONGEST_INPUT < 10 * 2**20


def test_a_long_line_in_utf_16_is_passed_over(tmp_path: Path) -> None:
    text = '{"id": "b", "text": "' + "x" * LONGEST_INPUT + '"}\n{"id": "c", "text": "y"}\n'
    reading = Reading(write(tmp_path / "n.jsonl", text.encode("utf-16")))
    assert (reading.texts, len(reading.skips)) == (["y"], 1)


def test_utf_16_that_breaks_off_is_told(tmp_path: Path) -> None:
    data = '{"id": "c", "text": "y"}\n'.encode("utf-16") + b"\x00"
    reading = Reading(write(tmp_path / "n.jsonl", data))
    assert reading.skips[0].cause == "encoding"


def test_a_cut_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    chance = random.Random(1)
    records = [{"id": str(n), "text": chance.randbytes(3000).hex()} for n in range(50)]
    packed = gzip.compress(lines(*records))
    reading = Reading(write(tmp_path / "n.jsonl.gz", packed[: len(packed) // 2]))
    assert 0 < len(reading.articles) < 50
    assert reading.skips[-1].cause == "broken"


@pytest.mark.parametrize(
    "text",
    [
        "The page's <div> tag was wrong, officials said.",
        "<3 is how he signed. <br> she wrote.",
        "a < b and <p> c </p> <p> d </p> within a text",
        "Nul \x00 and bell \x07 stay in a text of some length, for offsets are counted by them.",
        "\ufefflike this one\x85 or \u2028that",
    ],
)
def test_odd_text_stays_as_it_is(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.jsonl", lines({"id": "a", "text": text}))
    assert Reading(path).texts == [text]


def test_unknown_encoding_stops(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"unknown encoding 'klingon' \(write it as in cp1252"):
        Reading(write(tmp_path / "a.txt", "x"), encoding="klingon")


# --- duplicates ---------------------------------------------------------------------------------


def test_duplicate_and_conflict(tmp_path: Path) -> None:
    path = write(
        tmp_path / "n.jsonl",
        lines({"id": "a", "text": "x"}, {"id": "a", "text": "x"}, {"id": "a", "text": "y"}),
    )
    reading = Reading(path)
    assert reading.texts == ["x"]
    assert [(s.origin, s.id, s.reason, s.cause) for s in reading.skips] == [
        (f"{path}:2", "a", f"duplicate of {path}:1", "duplicate"),
        (
            f"{path}:3",
            "a",
            f"same id as {path}:1 but other text: only the first is read",
            "conflict",
        ),
    ]


def test_a_path_given_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "x")
    reading = Reading(path, path)
    assert (reading.texts, reading.reasons) == (["x"], [f"duplicate of {path}"])


def test_same_text_under_two_ids_is_two_articles(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "x")
    write(tmp_path / "b.txt", "x")
    assert [article.id for article in Reading(tmp_path).articles] == ["a", "b"]


# --- folders ------------------------------------------------------------------------------------


def test_folder_is_walked_in_order_of_names(tmp_path: Path) -> None:
    for name in ["b/2.txt", "b/1.txt", "a.txt", "c.jsonl", "b.txt"]:
        data = lines({"id": "c", "text": "x"}) if name.endswith("l") else name
        write(tmp_path / name, data)
    ids = [article.id for article in Reading(tmp_path).articles]
    assert ids == ["a", "1", "2", "b", "c"]


def test_own_outputs_and_hidden_files_are_passed_over(tmp_path: Path) -> None:
    for name in [
        ".hidden.txt", ".git/x.txt", "README.md", "LICENSE", "a.expected.jsonl",
        "statements.jsonl", "my-statements.jsonl.gz", "statements.articles.jsonl",
        "x.articles.jsonl.part",
    ]:  # fmt: skip
        write(tmp_path / name, "x")
    write(tmp_path / "photo.jpg", "x")
    reading = Reading(tmp_path)
    assert reading.articles == []
    assert [skip.origin for skip in reading.skips] == [str(tmp_path / "photo.jpg")]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_to_folders_and_odd_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    write(tmp_path / "a.txt", "x")
    reading = Reading(tmp_path)
    assert reading.texts == ["x"]
    assert reading.reasons == [
        "neither a file nor a folder",
        "a link to a folder: name the folder itself",
    ]


def test_missing_path_stops_before_anything_is_read(tmp_path: Path) -> None:
    good, bad = write(tmp_path / "a.txt", "x"), tmp_path / "none.txt"
    found = read_all([good, bad], on_skip=_unexpected)
    with pytest.raises(ArticleError) as caught:
        next(found)
    assert str(caught.value) == f"{bad}: no such file or folder"


def _deny(monkeypatch: pytest.MonkeyPatch, denied: Path, error: OSError = DENIED) -> None:
    """Denies opening a file, for whoever runs the tests (root may read anything)."""
    real = Path.open

    def open_or_deny(self: Path, *args: Any, **options: Any) -> Any:
        if self == denied:
            raise error
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", open_or_deny)


def test_denied_file_stops_if_named_and_is_told_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", "x")
    denied = write(tmp_path / "b.txt", "y")
    _deny(monkeypatch, denied)
    with pytest.raises(ArticleError) as caught:
        Reading(denied)
    assert str(caught.value) == f"{denied}: permission denied"
    reading = Reading(tmp_path)
    assert (reading.texts, reading.reasons) == (["x"], ["permission denied"])


def test_a_file_on_a_bad_disk_stops_if_named_and_is_told_in_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "a.txt", "x")
    bad = write(tmp_path / "b.txt", "y")
    _deny(monkeypatch, bad, OSError(5, "Input/output error"))
    with pytest.raises(ArticleError) as caught:
        Reading(bad)
    assert str(caught.value) == f"{bad}: cannot be read: Input/output error"
    reading = Reading(tmp_path)
    assert (reading.texts, reading.reasons) == (["x"], ["cannot be read: Input/output error"])


def test_unreadable_folder_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(_folder: Path) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", deny)
    with pytest.raises(ArticleError) as caught:
        Reading(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: folder cannot be read: Permission denied (check its rights)"
    )


# --- standard input -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b'\n \n{"id": "a", "text": "They met."}\n{"id": "b", "text": "They left."}\n',
        b'\xef\xbb\xbf{"id": "a", "text": "They met."}\n{"id": "b", "text": "They left."}',
        gzip.compress(lines({"id": "a", "text": "They met."}, {"id": "b", "text": "They left."})),
        '{"id": "a", "text": "They met."}\n{"id": "b", "text": "They left."}'.encode("utf-16"),
    ],
)
def test_json_lines_on_standard_input(data: bytes) -> None:
    reading = Reading("-", stdin=io.BytesIO(data))
    assert reading.texts == ["They met.", "They left."]
    assert reading.articles[0].id == "a"


@pytest.mark.parametrize("text", ["They met.\nThey left.", "[Photo] They met.", FULL])
def test_text_on_standard_input(text: str) -> None:
    (article,) = Reading(Path("-"), stdin=io.BytesIO(text.encode())).articles
    assert article.id == ("a17" if text is FULL else "stdin")
    assert text is FULL or (article.text, article.origin) == (text, "stdin")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty file"),
        (b"\n\n", "no text"),
        (b'[{"id": "a"}]', "a JSON array: write one object a line"),
        (b'[\n {"id": "a"}]', "a JSON array: write one object a line"),
        (b"\x89PNG\r\n", "binary, not text"),
    ],
)
def test_no_article_on_standard_input(data: bytes, reason: str) -> None:
    reading = Reading("-", stdin=io.BytesIO(data))
    assert (reading.articles, reading.reasons) == ([], [reason])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/fd")
def test_a_pipe_without_a_suffix_reads_like_standard_input() -> None:
    read_end, write_end = os.pipe()
    os.write(write_end, lines({"id": "a", "text": "They met."}))
    os.close(write_end)
    try:
        assert Reading(Path(f"/dev/fd/{read_end}")).texts == ["They met."]
    finally:
        os.close(read_end)


# --- more formats, and the text verbatim --------------------------------------------------------


def test_another_reader_joins(tmp_path: Path) -> None:
    def read_rows(
        stream: io.BufferedReader, source: Source, options: ReadOptions
    ) -> Iterator[Outcome]:
        assert options.today == TODAY
        for number, row in enumerate(stream, start=1):
            yield Article(id=f"{source.stem}-{number}", text=row.decode().strip())

    rows = Reader(name="rows", suffixes=(".rows",), read=read_rows)
    path = write(tmp_path / "a.rows", "They met.\nThey left.\n")
    reading = Reading(path, readers=(*READERS, rows))
    assert [article.id for article in reading.articles] == ["a-1", "a-2"]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_text_of_a_json_line_is_verbatim(text: str) -> None:
    stream = buffered(io.BytesIO(lines({"id": "a", "text": text})))
    source = Source(name="n.jsonl", stem="n")
    for outcome in read_json_lines(stream, source, ReadOptions()):
        if isinstance(outcome, Article):
            assert outcome.text == text
        elif isinstance(outcome, Skip):
            assert not text.strip() or "<" in text


@given(st.text(st.sampled_from("ab \t\r\n\f.—é"), max_size=60))
def test_only_blank_lines_at_the_ends_are_cut(text: str) -> None:
    kept = strip_blank_lines(text)
    assert kept in text
    assert kept.split() == text.split()
    assert kept == kept.rstrip()
    if kept:
        assert kept.split("\n", 1)[0].strip(" \t\r") or kept[0] in "\f"


@given(st.binary(max_size=300))
def test_any_bytes_give_articles_or_skips(data: bytes) -> None:
    told: list[Skip] = []
    found = list(read_all(["-"], on_skip=told.append, stdin=io.BytesIO(data)))
    assert found or told


def test_articles_dated_as_the_text_says_have_no_notes(tmp_path: Path) -> None:
    assert Reading(write(tmp_path / "a.txt", FULL)).notes == []
