"""PDF and Word files -> articles: their text, and what their properties tell (pypdf, python-docx).

Their properties seldom tell the day of the article: what stands there is the day of the file, which
is taken with a note.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from graphkit.articles.decoding import LONGEST_TEXT, UnreadableError
from graphkit.articles.outcomes import Reader, ReadOptions
from graphkit.articles.whole_files import LARGEST_FILE, Found, foreign, library, read_function

DAY_OF_FILE: Final = "the date is that of the file's properties"

_CUT_WORD: Final = re.compile(r"(?<=[^\W\d_])-\n(?=[a-z])")
"""A word cut at the end of a line: "diplo-", "matic"."""


def parse_pdf(data: bytes, _: ReadOptions) -> Found:
    """Finds the text of a PDF, page after page.

    Raises:
        UnreadableError: it has none (as scans have), is encrypted or broken, or there is no pypdf.
    """
    pypdf = library("pypdf", what="PDF")
    with foreign("PDF", logger="pypdf"):
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise UnreadableError("encrypted", "PDF that needs a password")
        text = "\n".join(_pages(document))
        about = document.metadata
        title = about.title if about else None
        day = _day(about.creation_date if about else None)
    if not text.strip():
        raise UnreadableError("no text", "PDF without text: a scan, perhaps")
    return _found(_CUT_WORD.sub("", text), title, day)


def _pages(document: Any) -> Iterator[str]:
    """Yields the text of the pages, until it is too long for an article.

    A sentence may run over to the next page: between two there is one line break, as elsewhere.
    """
    length = 0
    for page in document.pages:
        text = page.extract_text().strip("\n")
        yield text
        length += len(text)
        if length > LONGEST_TEXT:
            return


def parse_docx(data: bytes, _: ReadOptions) -> Found:
    """Finds the text of a Word document: a line for each paragraph, also of its tables.

    Raises:
        UnreadableError: it is broken, or there is no python-docx.
    """
    docx = library("docx", what="DOCX")
    with foreign("DOCX", logger="docx"):
        _check_size(data)
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_paragraphs(document))
        about = document.core_properties
        title, day = about.title, _day(about.created)
    return _found(text, title, day)


def _check_size(data: bytes) -> None:
    """Refuses what would unpack to more than can be held."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST_FILE:
            raise UnreadableError(
                "too long", f"too long: unpacks to more than {LARGEST_FILE // 2**20} MiB"
            )


def _paragraphs(container: Any) -> Iterator[str]:
    for block in container.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    yield from _paragraphs(cell)
        else:
            yield block.text


def _day(moment: dt.datetime | None) -> str | None:
    return moment.date().isoformat() if moment is not None else None


def _found(text: str, title: str | None, day: str | None) -> Found:
    doubts = (DAY_OF_FILE,) if day else ()
    return Found(text=text, fields={"title": title, "date": day}, doubts=doubts)


PDF_FILES: Final = Reader(name="PDF", suffixes=(".pdf",), read=read_function(parse_pdf))
WORD_FILES: Final = Reader(name="DOCX", suffixes=(".docx",), read=read_function(parse_docx))
