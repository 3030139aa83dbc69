"""Articles in other formats than text and JSON Lines: what is read of them, and what is told."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import random
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from itertools import islice
from pathlib import Path
from typing import Any

import docx
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from graphkit.articles import ReadOptions, Source
from graphkit.articles.formats import buffered
from graphkit.articles.tables import CSV_FILES
from graphkit.articles.whole_files import LARGEST_FILE
from graphkit.errors import ArticleError
from graphkit.records import Article
from tests.unit.test_articles import UNTOLD, Reading

TEXT = (
    "Xi Jinping visited Moscow on Monday and met Vladimir Putin for talks on trade.\n"
    "The European Union sanctioned Belarus, the Kremlin said."
)
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT.split("\n"))
PAGE = f"""<!DOCTYPE html>
<html><head><title>Talks in Moscow - The Meridian Times</title>
<meta property="og:title" content="Talks in Moscow">
<meta property="og:site_name" content="The Meridian Times">
<meta property="article:published_time" content="2023-03-21T22:30:00+01:00">
<link rel="canonical" href="https://example.org/talks">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article>{PARAGRAPHS}</article><footer>All rights reserved.</footer></body></html>"""


def only(reading: Reading) -> Article:
    """Returns the one article that was read, without anything skipped."""
    assert reading.skips == []
    (article,) = reading.articles
    return article


def without(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    """Makes a library look as if it were not installed."""
    monkeypatch.setitem(sys.modules, module, None)


# HTML


@pytest.mark.parametrize("name", ["talks.html", "talks.HTM", "talks.xhtml", "talks.html.gz"])
def test_a_page_gives_its_main_text_and_its_metadata(tmp_path: Path, name: str) -> None:
    data = PAGE.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    reading = Reading(tmp_path)
    assert only(reading) == Article(
        id="talks",
        text=TEXT,
        title="Talks in Moscow",
        outlet="The Meridian Times",
        url="https://example.org/talks",
        published=dt.date(2023, 3, 21),
        published_precision="day",
        origin=str(tmp_path / name),
    )
    assert reading.notes == []


def test_a_page_without_metadata_has_no_date(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{PARAGRAPHS}<p>5 May 2021</p></body></html>")
    reading = Reading(tmp_path)
    article = only(reading)
    assert (article.published, article.outlet, article.url) == (None, None, None)
    assert reading.messages == ["no date"]


ENCODED = [
    pytest.param("utf-8", "", [], id="utf-8"),
    pytest.param("utf-16", "", [], id="utf-16"),
    pytest.param("cp1252", '<meta charset="windows-1252">', [], id="declared"),
    pytest.param("iso-8859-2", '<meta content="text/html; charset=iso-8859-2">', [], id="old"),
    pytest.param("cp1252", "", ["not UTF-8, and no encoding declared: read as cp1252"], id="none"),
    pytest.param(
        "cp1252",
        '<meta charset="martian">',
        ["unknown encoding 'martian': read as cp1252"],
        id="odd",
    ),
]


@pytest.mark.parametrize(("encoding", "declared", "notes"), ENCODED)
def test_the_encoding_of_a_page(
    tmp_path: Path, encoding: str, declared: str, notes: list[str]
) -> None:
    page = PAGE.replace("<head>", f"<head>{declared}").replace("Vladimir", "Wladimír")
    (tmp_path / "a.html").write_bytes(page.encode(encoding))
    reading = Reading(tmp_path)
    assert only(reading).text == TEXT.replace("Vladimir", "Wladimír")
    assert reading.messages == notes


def test_scripts_of_a_page_are_no_text(tmp_path: Path) -> None:
    page = PAGE.replace("<article>", "<article><script>alert(1)</script><style>p{}</style>")
    (tmp_path / "a.html").write_text(page)
    assert only(Reading(tmp_path)).text == TEXT


def test_a_page_on_standard_input() -> None:
    article = only(Reading("-", stdin=io.BytesIO(PAGE.encode())))
    assert (article.id, article.text) == ("stdin", TEXT)


NO_PAGES = [
    pytest.param(b"", "empty file", "empty", id="empty"),
    pytest.param(b"<html><body></body></html>", "HTML without a main text", "no text", id="bare"),
    pytest.param(b"<div>" * 50_000, "HTML without a main text", "no text", id="nested"),
    pytest.param(b"\x00\x01\x02\xff" * 99, "HTML without a main text", "no text", id="binary"),
]


@pytest.mark.parametrize(("data", "reason", "cause"), NO_PAGES)
def test_what_is_no_page_is_told(tmp_path: Path, data: bytes, reason: str, cause: str) -> None:
    (tmp_path / "a.html").write_bytes(data)
    (tmp_path / "b.html").write_text(PAGE)
    reading = Reading(tmp_path)
    assert [article.id for article in reading.articles] == ["b"]
    assert [(skip.reason, skip.cause) for skip in reading.skips] == [(reason, cause)]


def test_a_missing_library_is_told_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "trafilatura")
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "b.txt").write_text(TEXT)
    reading = Reading(tmp_path)
    assert [article.id for article in reading.articles] == ["b"]
    (skip,) = reading.skips
    assert skip.reason == ("HTML is read by trafilatura: pip install 'graphkit-diplomacy[readers]'")
    assert skip.cause == "package"


def test_a_file_too_large_to_be_parsed_whole_is_told(tmp_path: Path) -> None:
    assert LARGEST_FILE == 64 * 2**20
    with (tmp_path / "a.html").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert Reading(tmp_path).reasons == ["too long: more than 64 MiB"]


# PDF and Word


def pdf(*pages: str, title: str = "", created: str = "", password: str = "") -> bytes:
    """Returns a PDF that shows the lines of each page."""
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(width=595, height=842)
        lines = "".join(f"({_escaped(line)}) Tj T* " for line in text.split("\n"))
        content = StreamObject()
        content.set_data(f"BT /F1 12 Tf 14 TL 50 800 Td {lines}ET".encode("latin-1"))
        font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        named = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
        fonts = DictionaryObject({NameObject("/F1"): named})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        page[NameObject("/Contents")] = writer._add_object(content)
    about = {"/Title": title, "/CreationDate": created}
    writer.add_metadata({key: value for key, value in about.items() if value})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def word(*paragraphs: str, cell: str = "", title: str = "") -> bytes:
    """Returns a Word document."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if cell:
        document.add_table(rows=1, cols=1).cell(0, 0).text = cell
    document.core_properties.title = title
    document.core_properties.created = dt.datetime.fromisoformat("2023-03-21T09:00")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FILE_DAY = "the date is that of the file's properties"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("talks.pdf", pdf(*TEXT.split("\n"), title="Talks", created="D:20230321120000")),
        ("talks.docx", word(*TEXT.split("\n"), title="Talks")),
    ],
    ids=["pdf", "docx"],
)
def test_a_document_gives_its_text_and_properties(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    reading = Reading(tmp_path)
    article = only(reading)
    assert (article.id, article.text, article.title) == ("talks", TEXT, "Talks")
    assert article.published == dt.date(2023, 3, 21)
    assert reading.messages == [FILE_DAY]


def test_a_pdf_without_properties_has_no_date(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(TEXT))
    reading = Reading(tmp_path)
    assert (only(reading).text, reading.messages) == (TEXT, ["no date"])


def test_words_that_a_line_cut_are_joined(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(
        pdf("The diplo-\nmatic talks of Saudi-\nArabia and 2023-\n24.")
    )
    assert only(Reading(tmp_path)).text == "The diplomatic talks of Saudi-\nArabia and 2023-\n24."


def test_cells_of_a_word_table_are_lines(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word("Before.", cell="Inside.\nToo."))
    assert only(Reading(tmp_path)).text == "Before.\nInside.\nToo."


NO_DOCUMENTS = [
    pytest.param("a.pdf", pdf("", ""), "PDF without text: a scan, perhaps", id="scan"),
    pytest.param("a.pdf", pdf(TEXT, password="x"), "PDF that needs a password", id="password"),
    pytest.param("a.pdf", pdf(TEXT)[:300], "PDF that cannot be parsed: ", id="cut-pdf"),
    pytest.param("a.pdf", b"%PDF-1.7\n" + b"\xff" * 999, "PDF that cannot be parsed: ", id="junk"),
    pytest.param("a.docx", word(TEXT)[:300], "DOCX that cannot be parsed: ", id="cut-docx"),
    pytest.param("a.docx", b"PK\x03\x04", "DOCX that cannot be parsed: ", id="no-zip"),
    pytest.param("a.docx", word(""), "no text", id="blank"),
]


@pytest.mark.parametrize(("name", "data", "reason"), NO_DOCUMENTS)
def test_what_is_no_document_is_told(
    tmp_path: Path, name: str, data: bytes, reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT)
    reading = Reading(tmp_path)
    assert [article.id for article in reading.articles] == ["b"]
    (skip,) = reading.skips
    assert skip.reason.startswith(reason)
    assert "\n" not in skip.reason
    assert caplog.messages == []


def test_a_word_document_that_unpacks_to_too_much_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (LARGEST_FILE + 1))
    assert Reading(tmp_path).reasons == ["too long: unpacks to more than 64 MiB"]


@pytest.mark.parametrize(("module", "name"), [("pypdf", "a.pdf"), ("docx", "a.docx")])
def test_documents_need_their_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, name: str
) -> None:
    without(monkeypatch, module)
    (tmp_path / name).write_bytes(b"x")
    assert Reading(tmp_path).skips[0].cause == "package"


# Tables


def table(*rows: tuple[str, ...], sign: str = ",") -> bytes:
    """Returns rows of cells as CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    return out.getvalue().encode()


def parquet(path: Path, columns: dict[str, list[Any]]) -> None:
    """Writes a Parquet file."""
    pq.write_table(pa.table(columns), path)


HEAD = ("id", "headline", "Body", "date", "source", "link", "more")
ROW = ("a1", "Talks", TEXT, "2023-03-21", "Meridian", "https://example.org/1", "x")


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("a.csv", ","),
        ("a.csv", ";"),
        ("a.csv", "|"),
        ("a.tsv", "\t"),
        ("a.tab", "\t"),
        ("a.csv.gz", ","),
    ],
)
def test_each_row_of_a_table_is_an_article(tmp_path: Path, name: str, sign: str) -> None:
    data = table(HEAD, ROW, ("", "", "Iran met Iraq.", "2023", "", "", ""), sign=sign)
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    first, second = Reading(path).articles
    assert first == Article(
        id="a1",
        text=TEXT,
        title="Talks",
        outlet="Meridian",
        url="https://example.org/1",
        published=dt.date(2023, 3, 21),
        published_precision="day",
        origin=f"{path}:1",
    )
    assert (second.id, second.text, second.published_precision) == ("a-2", "Iran met Iraq.", "year")


def test_a_parquet_file_gives_the_same_articles(tmp_path: Path) -> None:
    columns: dict[str, list[Any]] = {name: [cell] for name, cell in zip(HEAD, ROW, strict=True)}
    parquet(tmp_path / "a.parquet", columns | {"date": [dt.date(2023, 3, 21)], "id": [7]})
    (tmp_path / "b.csv").write_bytes(table(HEAD, ("8", *ROW[1:])))
    one, other = Reading(tmp_path).articles
    assert replace(one, id="8", origin=None) == replace(other, origin=None)
    assert one.origin == f"{tmp_path / 'a.parquet'}:1"


def test_columns_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(("Wer", "Was", "text"), ("Meridian", TEXT, "no")))
    parquet(tmp_path / "b.parquet", {"Wer": ["Meridian"], "Was": [TEXT], "text": ["no"]})
    reading = Reading(tmp_path, columns={"text": "was", "outlet": "Wer"})
    assert [(a.text, a.outlet) for a in reading.articles] == [(TEXT, "Meridian")] * 2


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(("name", "story"), ("x", TEXT)))
    parquet(tmp_path / "b.parquet", {"story": [TEXT]})
    reading = Reading(tmp_path)
    assert reading.reasons == [
        "no column 'text' among: name, story (--column text=NAME)",
        "no column 'text' among: story (--column text=NAME)",
    ]
    mapped = Reading(tmp_path, columns={"text": "story", "date": "day"})
    assert "no column 'day' among: name, story (--column date=NAME)" in mapped.reasons


def test_a_field_that_is_none_stops(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"columns: no field 'txt' \(did you mean 'text'\?\)"):
        Reading(tmp_path, columns={"txt": "story"})


def test_rows_without_text_are_told_and_blank_lines_are_not(tmp_path: Path) -> None:
    rows = (("id", "text"), ("a", " "), ("b", TEXT), ("", ""), ("c",), ("d", "<p>1<p>2<p>3"))
    (tmp_path / "a.csv").write_bytes(table(*rows))
    reading = Reading(tmp_path)
    assert [article.id for article in reading.articles] == ["b"]
    assert [(skip.id, skip.reason) for skip in reading.skips] == [
        ("a", "no text"),
        ("c", "no text"),
        ("d", "HTML, not text: convert first"),
    ]


def test_long_articles_fit_in_a_cell(tmp_path: Path) -> None:
    text = "Xi met Putin. " * 30_000
    (tmp_path / "a.csv").write_bytes(table(("text",), (text,)))
    assert only(Reading(tmp_path)).text == text


def test_a_table_streams_row_by_row() -> None:
    def endless() -> Iterator[bytes]:
        yield b"text\n"
        while True:
            yield b"Xi met Putin.\n"

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self._lines = endless()

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            line = next(self._lines)
            buffer[: len(line)] = line
            return len(line)

    read = CSV_FILES.read(buffered(Endless()), Source(name="a.csv", stem="a"), ReadOptions())
    found = [outcome for outcome in islice(read, 6) if isinstance(outcome, Article)]
    assert [article.id for article in found] == ["a-1", "a-2", "a-3"]


NO_TABLES = [
    pytest.param("a.csv", b"id,text\n", "a table without rows", id="no rows"),
    pytest.param("a.csv", b"", "empty file", id="empty"),
    pytest.param("a.csv", b"\x00\x01\xff" * 99, "binary, not text", id="binary"),
    pytest.param("a.csv", b"text\n" + UNTOLD, "not UTF-8 (byte 0x80 at 0): ", id="encoding"),
    pytest.param("a.csv", b'text\n"' + b"a b\n" * 600_000, "rows from here on", id="open quote"),
    pytest.param(
        "a.parquet", b"PAR1" + b"\x00" * 99, "Parquet that cannot be parsed", id="parquet"
    ),
    pytest.param("a.parquet", b"", "Parquet that cannot be parsed: ", id="no parquet"),
]


@pytest.mark.parametrize(("name", "data", "reason"), NO_TABLES)
def test_what_is_no_table_is_told(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    reading = Reading(tmp_path)
    assert reading.articles == []
    (skip,) = reading.skips
    assert skip.reason.startswith(reason)


def test_a_table_in_another_encoding_is_read_as_named_or_detected(tmp_path: Path) -> None:
    rows = "date,text\n2023,Talks.\n2023,José met Kohl.\n2023,Wałęsa too.\n"
    (tmp_path / "a.csv").write_bytes(rows.encode("iso-8859-2"))
    named = Reading(tmp_path, encoding="iso-8859-2")
    assert [a.text for a in named.articles] == ["Talks.", "José met Kohl.", "Wałęsa too."]
    assert named.notes == []
    (tmp_path / "a.csv").write_bytes(rows.replace("José", "Świnoujście").encode("cp1250"))
    detected = Reading(tmp_path)
    assert [a.text for a in detected.articles][1:] == ["Świnoujście met Kohl.", "Wałęsa too."]
    assert detected.messages == ["not UTF-8: read as cp1250, by its looks"]
    (tmp_path / "a.csv").write_bytes("text\nWałęsa met Kohl.\n".encode("utf-16"))
    assert only(Reading(tmp_path)).text == "Wałęsa met Kohl."


def test_a_parquet_file_needs_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "pyarrow.parquet")
    (tmp_path / "a.parquet").write_bytes(b"x")
    assert Reading(tmp_path).reasons == [
        "Parquet is read by pyarrow: pip install 'graphkit-diplomacy[parquet]'"
    ]


# Feeds

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Meridian Times</title><link>https://example.org</link>
<item><guid>talks-1</guid><title>Talks &amp;amp; trade</title><link>https://example.org/1</link>
<pubDate>Tue, 21 Mar 2023 09:30:00 +0100</pubDate><description>Teaser.</description>
<content:encoded><![CDATA[{PARAGRAPHS}<script>x()</script>]]></content:encoded></item>
<item><link>https://example.org/2</link>
<description>Iran met &lt;b&gt;Iraq&lt;/b&gt;.</description></item>
<item><title>Nothing more</title></item>
</channel></rss>"""

ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>The Meridian Times</title>
<entry><id>talks-1</id><title>Talks &amp;amp; trade</title><link href="https://example.org/1"/>
<published>2023-03-21T08:30:00Z</published><updated>2023-04-01T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{PARAGRAPHS}</div></content></entry>
</feed>"""


@pytest.mark.parametrize(("name", "feed"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM)])
def test_each_entry_of_a_feed_is_an_article(tmp_path: Path, name: str, feed: str) -> None:
    (tmp_path / name).write_text(feed, "utf-8")
    article = Reading(tmp_path).articles[0]
    assert article == Article(
        id="talks-1",
        text=TEXT,
        title="Talks & trade",
        outlet="The Meridian Times",
        url="https://example.org/1",
        published=dt.date(2023, 3, 21),
        published_precision="day",
        origin=f"{tmp_path / name}:1",
    )


def test_entries_without_content_have_their_summary_or_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS, "utf-8")
    reading = Reading(tmp_path)
    second = reading.articles[1]
    assert (second.id, second.text) == ("https://example.org/2", "Iran met Iraq.")
    assert [(skip.id, skip.reason) for skip in reading.skips] == [("a-3", "no text")]
    assert reading.messages == ["no date"]


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss>&b;</rss>'
NO_FEEDS = [
    pytest.param("<x><y/></x>", "XML that is no RSS or Atom feed", id="other"),
    pytest.param('<rss version="2.0"><channel/></rss>', "a feed without entries", id="none"),
    pytest.param(BOMB, "XML that defines entities: no feed needs that", id="bomb"),
    pytest.param("https://example.org/feed", "XML that is no RSS or Atom feed", id="address"),
    pytest.param("/etc/hostname", "XML that is no RSS or Atom feed", id="path"),
    pytest.param("\x00" * 99, "XML that is no RSS or Atom feed", id="binary"),
]


@pytest.mark.parametrize(("data", "reason"), NO_FEEDS)
def test_what_is_no_feed_is_told(
    tmp_path: Path, data: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("it looked for the network")

    monkeypatch.setattr("socket.socket.connect", refuse)
    (tmp_path / "a.xml").write_text(data)
    assert Reading(tmp_path).reasons == [reason]


def test_a_feed_that_breaks_off_gives_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.rss").write_text(RSS[: RSS.index("Nothing more")], "utf-8")
    assert [a.id for a in Reading(tmp_path).articles] == ["talks-1", "https://example.org/2"]


def test_feeds_need_their_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "feedparser")
    (tmp_path / "a.rss").write_text(RSS, "utf-8")
    assert Reading(tmp_path).skips[0].cause == "package"


# Mail


def mail(text: str = TEXT, *, html: str = "", **headers: str) -> EmailMessage:
    """Returns a message; headers are given as `message_id` for Message-ID."""
    message = EmailMessage()
    given = {"subject": "Talks", "from": "The Meridian Times <news@example.org>"} | headers
    for name, value in given.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


DATED = {"message_id": "<talks-1@example.org>", "date": "Tue, 21 Mar 2023 23:30:00 +0100"}


def test_a_message_is_an_article(tmp_path: Path) -> None:
    signed = mail(f"{TEXT}\n-- \nThe desk\n", archived_at="<https://example.org/1>", **DATED)
    (tmp_path / "a.eml").write_bytes(bytes(signed))
    assert only(Reading(tmp_path)) == Article(
        id="talks-1@example.org",
        text=TEXT,
        title="Talks",
        outlet="The Meridian Times",
        url="https://example.org/1",
        published=dt.date(2023, 3, 21),
        published_precision="day",
        origin=str(tmp_path / "a.eml"),
    )


def test_a_message_of_html_gives_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(bytes(mail("", html=PARAGRAPHS)))
    (tmp_path / "b.eml").write_bytes(bytes(mail("Plain.", html=PARAGRAPHS)))
    reading = Reading(tmp_path)
    assert [(a.id, a.text) for a in reading.articles] == [("a", TEXT), ("b", "Plain.")]
    assert reading.messages == ["no date", "no date"]


def mbox(*messages: EmailMessage) -> bytes:
    """Returns a mailbox."""
    return b"".join(
        b"From news@example.org Tue Mar 21 09:00:00 2023\n"
        + bytes(message).replace(b"\nFrom ", b"\n>From ")
        + b"\n"
        for message in messages
    )


def test_each_message_of_a_mailbox_is_an_article(tmp_path: Path) -> None:
    quoted = "Iran met Iraq.\n\nFrom Oslo came word.\n>From them none."
    (tmp_path / "a.mbox").write_bytes(mbox(mail(**DATED), mail(quoted), mail(" ")))
    reading = Reading(tmp_path)
    assert [article.id for article in reading.articles] == ["talks-1@example.org", "a-2"]
    assert reading.articles[1].text.startswith("Iran met Iraq.\n\nFrom Oslo came word.")
    assert reading.articles[1].origin == f"{tmp_path / 'a.mbox'}:2"
    assert [(skip.id, skip.reason) for skip in reading.skips] == [("a-3", "no text")]


def test_digests_are_taken_apart(tmp_path: Path) -> None:
    digest = EmailMessage()
    digest["Subject"] = "Clippings of the day"
    digest["Content-Type"] = "multipart/digest"
    for message in (mail(**DATED), mail("Iran met Iraq.", subject="Second")):
        digest.attach(message_part(message))
    (tmp_path / "a.eml").write_bytes(bytes(digest))
    first, second = Reading(tmp_path).articles
    assert (first.id, first.text, first.title) == ("talks-1@example.org", TEXT, "Talks")
    assert (second.id, second.text, second.title) == ("a-2", "Iran met Iraq.", "Second")


def message_part(message: EmailMessage) -> EmailMessage:
    """Returns a message as a part of another."""
    part = EmailMessage()
    part.set_content(message)
    return part


def test_digests_in_plain_text_are_taken_apart(tmp_path: Path) -> None:
    text = "\n".join(
        [
            "Today's Topics:", "", "   1. Talks", "", "-" * 70, "",
            "Date: Tue, 21 Mar 2023 09:00:00 +0100", "From: Meridian <news@example.org>",
            "Subject: Talks", "", TEXT, "", "-" * 30, "",
            "Date: Wed, 22 Mar 2023 09:00:00 +0100", "From: Mail <mail@example.org>",
            "Subject: Second", "", "Iran met Iraq.", "", "-" * 30, "",
            "End of Clippings Digest", "***********************", "",
        ]
    )  # fmt: skip
    (tmp_path / "a.eml").write_bytes(bytes(mail(text)))
    found = [(a.id, a.text, a.outlet, str(a.published)) for a in Reading(tmp_path).articles]
    assert found == [
        ("a-1", TEXT, "Meridian", "2023-03-21"),
        ("a-2", "Iran met Iraq.", "Mail", "2023-03-22"),
    ]


def test_forwarded_messages_are_read_too(tmp_path: Path) -> None:
    outer = mail("See below.", subject="Fwd")
    outer.add_attachment(mail(**DATED))
    (tmp_path / "a.eml").write_bytes(bytes(outer))
    assert [a.text for a in Reading(tmp_path).articles] == ["See below.", TEXT]


NO_MAIL = [
    pytest.param("a.eml", b"", "empty file", id="empty"),
    pytest.param("a.eml", b"Subject: x\n\n \n", "no text", id="blank"),
    pytest.param("a.mbox", b"no mailbox\n", "a mailbox without messages", id="no mbox"),
    pytest.param(
        "a.eml",
        b"Content-Type: text/plain; charset=martian\n\nIran met Iraq.",
        "a message that cannot be parsed: unknown encoding: martian",
        id="charset",
    ),
]


@pytest.mark.parametrize(("name", "data", "reason"), NO_MAIL)
def test_what_is_no_mail_is_told(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert Reading(tmp_path).reasons == [reason]


def test_messages_in_messages_are_read_or_told(tmp_path: Path) -> None:
    nested = b"Content-Type: message/rfc822\n\n"
    (tmp_path / "a.eml").write_bytes(nested * 9 + bytes(mail("The innermost.")))
    (tmp_path / "b.eml").write_bytes(nested * 90_000 + bytes(mail()))
    reading = Reading(tmp_path)
    assert [article.text for article in reading.articles] == ["The innermost."]
    assert [skip.reason[:30] for skip in reading.skips] == ["a message that cannot be parsed"[:30]]


# Archives


def packed(files: dict[str, bytes]) -> bytes:
    """Returns a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


MIXED = {
    "b/talks.html": PAGE.encode(),
    "b/": b"",
    "a.txt.gz": gzip.compress(b"Iran met Iraq."),
    "c.csv": table(("text",), ("Row one.",), ("Row two.",)),
    "d.zip": packed({"inner.txt": b"Inner.", "e.zip": packed({"deep.md": b"Deep."})}),
    "f.parquet.gz": b"",
    "__MACOSX/b/._talks.html": b"x",
    ".hidden.txt": b"x",
    "README.md": b"x",
    "z.rtf": b"x",
}


@pytest.mark.parametrize("name", ["news.zip", "news.ZIP", "news.zip.gz"])
def test_an_archive_may_mix_all_formats(tmp_path: Path, name: str) -> None:
    data = packed({key: value for key, value in MIXED.items() if key != "f.parquet.gz"})
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    reading = Reading(tmp_path)
    assert [(a.id, a.text) for a in reading.articles] == [
        ("a", "Iran met Iraq."),
        ("talks", TEXT),
        ("c-1", "Row one."),
        ("c-2", "Row two."),
        ("deep", "Deep."),
        ("inner", "Inner."),
    ]
    assert reading.articles[1].origin == f"{tmp_path / name}/b/talks.html"
    assert reading.articles[4].origin == f"{tmp_path / name}/d.zip/e.zip/deep.md"
    (skip,) = reading.skips
    assert (skip.origin, skip.cause) == (f"{tmp_path / name}/z.rtf", "format")


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "a.zip").write_bytes(packed({"../../out.txt": b"Out.", "/abs.txt": b"Abs."}))
    assert [a.id for a in Reading(folder / "a.zip").articles] == ["out", "abs"]
    assert [path.name for path in folder.iterdir()] == ["a.zip"]
    assert [path.name for path in tmp_path.iterdir()] == ["news"]


def damaged(data: bytes) -> bytes:
    """Returns an archive of which one byte of content is another."""
    at = data.index(b"Iran")
    return data[:at] + b"j" + data[at + 1 :]


def stored(text: bytes) -> bytes:
    """Returns an archive whose content is not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("x.txt", text)
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """Returns an archive that says that its files need a password."""
    at = data.index(b"PK\x01\x02") + 8
    return data[:6] + b"\x01" + data[7:at] + b"\x01" + data[at + 1 :]


def nested(levels: int) -> bytes:
    """Returns archives in archives."""
    data = b"Deep."
    for level in range(levels):
        data = packed({"x.zip" if level else "x.txt": data})
    return data


NO_ARCHIVES = [
    pytest.param(b"", "empty file", id="empty"),
    pytest.param(b"PK\x03\x04", "broken zip archive: File is not a zip file", id="junk"),
    pytest.param(stored(b"Iran met Iraq.")[:-9], "broken zip archive: ", id="cut"),
    pytest.param(damaged(stored(b"Iran met Iraq.")), "broken zip archive: Bad CRC-32", id="crc"),
    pytest.param(locked(stored(b"Iran met Iraq.")), "needs a password", id="password"),
    pytest.param(nested(6), "more than 3 archives in archives", id="nested"),
    pytest.param(
        packed({"x.txt": b" " * (LARGEST_FILE + 1)}),
        "unpacks to more than 200 times its size: a zip bomb",
        id="bomb",
    ),
]


@pytest.mark.parametrize(("data", "reason"), NO_ARCHIVES)
def test_what_is_no_archive_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT)
    reading = Reading(tmp_path)
    assert [article.id for article in reading.articles] == ["b"]
    (skip,) = reading.skips
    assert skip.reason.startswith(reason)


# Web archives


def captured(*pages: tuple[str, str, bytes], status: str = "200 OK") -> bytes:
    """Returns a WARC file with an address, a content type and a content for each capture."""
    return b"".join(record(*page, status=status) for page in pages)


def record(address: str, kind: str, content: bytes, *, status: str = "200 OK") -> bytes:
    """Returns one record of a WARC file."""
    answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + content
    head = {
        "WARC-Type": "response",
        "WARC-Target-URI": address,
        "WARC-Date": "2023-04-01T00:00:00Z",
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000001>",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(answer)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + answer + b"\r\n\r\n"


HERE = "https://example.org/a"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_each_captured_page_is_an_article(tmp_path: Path, name: str) -> None:
    records = [
        record(HERE, "text/html; charset=utf-8", PAGE.encode()),
        record("https://example.org/c.png", "image/png", b"\x89PNG"),
        record("https://example.org/b", "text/html", f"<body>{PARAGRAPHS}".encode()),
    ]
    parts = map(gzip.compress, records) if name.endswith(".gz") else records
    (tmp_path / name).write_bytes(b"".join(parts))
    first, second = Reading(tmp_path).articles
    assert (first.id, first.text, first.published) == (HERE, TEXT, dt.date(2023, 3, 21))
    assert (first.url, first.origin) == ("https://example.org/talks", f"{tmp_path / name}:1")
    assert (second.id, second.url, second.published) == (second.url, "https://example.org/b", None)


NO_WARCS = [
    pytest.param(captured((HERE, "image/png", b"x")), "a web archive without pages", id="none"),
    pytest.param(
        captured((HERE, "text/html", PAGE.encode()), status="404 Not Found"),
        "a web archive without pages",
        id="failed",
    ),
    pytest.param(b"junk" * 99, "WARC that cannot be parsed: ", id="junk"),
    pytest.param(b"", "a web archive without pages", id="empty"),
]


@pytest.mark.parametrize(("data", "reason"), NO_WARCS)
def test_what_is_no_web_archive_is_told(tmp_path: Path, data: bytes, reason: str) -> None:
    (tmp_path / "a.warc").write_bytes(data)
    (skip,) = Reading(tmp_path).skips
    assert skip.reason.startswith(reason)


def test_pages_captured_before_a_break_are_read(tmp_path: Path) -> None:
    data = captured(
        (HERE, "text/html", PAGE.encode()), ("https://example.org/b", "text/html", b"x")
    )
    (tmp_path / "a.warc").write_bytes(data[:-40] + b"\x00" * 10)
    assert [article.id for article in Reading(tmp_path).articles] == [HERE]


def test_web_archives_need_their_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "warcio.archiveiterator")
    (tmp_path / "a.warc").write_bytes(b"x")
    assert Reading(tmp_path).skips[0].cause == "package"


# Damage


def sound() -> dict[str, bytes]:
    """Returns a sound file of each format."""
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [TEXT] * 3}), out)
    return {
        "a.html": PAGE.encode(),
        "a.warc": captured((HERE, "text/html", PAGE.encode())) * 2,
        "a.rss": RSS.encode(),
        "a.atom": ATOM.encode(),
        "a.eml": bytes(mail(html=PARAGRAPHS, **DATED)),
        "a.mbox": mbox(mail(**DATED), mail()),
        "a.pdf": pdf(TEXT, TEXT, title="Talks"),
        "a.docx": word(TEXT, cell=TEXT),
        "a.csv": table(HEAD, ROW, ROW),
        "a.parquet": out.getvalue(),
        "a.zip": packed({"a.txt": TEXT.encode(), "b.html": PAGE.encode()}),
        "a.txt.gz": gzip.compress(TEXT.encode()),
    }


SOUND = sound()


@pytest.mark.parametrize("name", SOUND)
def test_a_damaged_file_stops_nothing(tmp_path: Path, name: str) -> None:
    data, dice = SOUND[name], random.Random(name)
    for case in range(60):
        broken = bytearray(data)
        for _ in range(dice.choice((1, 3, 30))):
            broken[dice.randrange(len(broken))] = dice.randrange(256)
        if case % 3 == 0:
            del broken[dice.randrange(len(broken)) :]
        (tmp_path / name).write_bytes(bytes(broken))
        (tmp_path / "z.txt").write_text("Iran met Iraq.")
        reading = Reading(tmp_path)
        assert "Iran met Iraq." in reading.texts
        assert len(reading.articles) + len(reading.skips) >= 2, case
        for skip in reading.skips:
            assert "\n" not in skip.reason
