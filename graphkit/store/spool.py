"""A temporary file that brings the rows of a load together by document, in sorted order.

Statement files need not be grouped by document nor fit in memory, and a document's rows decide
together whether it has changed.  SQLite's own temporary database keeps and sorts what memory does
not.  Rows are kept as `marshal` writes them, which takes a sixth of the time of JSON; in its second
version equal values give equal bytes, so that these also tell whether two loads say the same.
"""

from __future__ import annotations

import hashlib
import marshal
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Any, Final, Self

from graphkit.errors import StoreError
from graphkit.records import ArticleRecord, NodeRow, Statement, statement_id
from graphkit.rows import (
    STATEMENT_NAMES,
    StatementRows,
    article_row,
    minhash_row,
    statement_rows,
)

_TABLE: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE row (doc TEXT, id TEXT, data BLOB);
"""
_PUT: Final = "INSERT INTO row VALUES (?, ?, ?)"
_ROWS: Final = "SELECT doc, id, data FROM row ORDER BY doc, id, data"
_DOCS: Final = "SELECT count(DISTINCT doc) FROM row"

_ARTICLE: Final = ""
"""Stands in place of a statement's id."""

_FORM: Final = 2
"""Later versions of the form of `marshal` write a string that it has met as a reference to it."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """All that a load says of one article, as rows; `article` is None where nothing is.

    `statements` are in order of their ids.
    """

    doc: str
    article: bytes | None
    statements: tuple[bytes, ...]

    @cached_property
    def digest(self) -> str:
        """Tells whether two loads say the same of the document."""
        return hashlib.sha256(b"".join((self.article or b"", *self.statements))).hexdigest()[:32]

    def article_row(self) -> NodeRow:
        """Returns the article's node, or what its statements tell of it."""
        if self.article is not None:
            properties, _ = marshal.loads(self.article)
            return NodeRow(labels=("Article",), id=self.doc, properties=properties)
        first = dict(zip(STATEMENT_NAMES, next(self.statement_rows())[0], strict=True))
        row = article_row(
            ArticleRecord(
                id=self.doc,
                title=None,
                outlet=None,
                url=None,
                published=None,
                published_precision=first["published_precision"],
                text_sha256="",
                language=None,
                sentences=0,
                statements=len(self.statements),
            )
        )
        return replace(row, properties={**row.properties, "published": first["published"]})

    def minhash_row(self) -> NodeRow | None:
        """Returns the node that finds the article's copies, or None where nothing tells them."""
        if self.article is None:
            return None
        _, minhash = marshal.loads(self.article)
        return minhash_row(self.doc, minhash)

    def statement_rows(self) -> Iterator[StatementRows]:
        """Yields the document's statements by id."""
        yield from map(marshal.loads, self.statements)


def with_own_id(statement: Statement) -> Statement:
    """Returns the statement with the id that its fields make: a hand may have corrected it."""
    own = statement_id(
        doc=statement.doc,
        sent=statement.sent,
        subject=statement.subject.id,
        relation=statement.relation,
        object=statement.object.id,
        speaker=statement.speaker.id if statement.speaker else None,
        negated=statement.negated,
        status=statement.status,
    )
    return statement if statement.id == own else replace(statement, id=own)


class Spool:
    """Collects records in any order, gives them back document by document.

    `repeated` counts the statements that were given more than once, when all documents were read.
    """

    def __init__(self) -> None:
        # The empty name is SQLite's private temporary database: on disk, gone when closed.
        self._db = sqlite3.connect("")
        self._db.executescript(_TABLE)
        self.repeated = 0

    def put_articles(self, records: Iterable[ArticleRecord]) -> None:
        """Takes the article records."""
        self._put(
            (r.id, _ARTICLE, _packed((article_row(r).properties, r.minhash))) for r in records
        )

    def put_statements(self, statements: Iterable[Statement]) -> None:
        """Takes the statements."""
        own = map(with_own_id, statements)
        self._put((s.doc, s.id, _packed(statement_rows(s))) for s in own)

    def _put(self, rows: Iterable[tuple[str, str, bytes]]) -> None:
        try:
            self._db.executemany(_PUT, rows)
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"no room for temporary files: {error}", remedy="set TMPDIR to a larger disk"
            ) from error

    def size(self) -> int:
        """Returns how many documents there are."""
        return int(self._db.execute(_DOCS).fetchone()[0])

    def documents(self) -> Iterator[Document]:
        """Yields the documents by id.

        Of two different records with one key the same one wins in any order.
        """
        self.repeated = 0
        for doc, rows in groupby(self._db.execute(_ROWS), key=itemgetter(0)):
            articles, last, given = [], dict[str, bytes](), 0
            for _, key, data in rows:
                if key == _ARTICLE:
                    articles.append(data)
                else:
                    last[key] = data
                    given += 1
            self.repeated += given - len(last)
            yield Document(
                doc=doc,
                article=max(articles, key=_was_read, default=None),
                statements=tuple(last.values()),
            )

    def __enter__(self) -> Self:
        """Returns the spool."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Removes the temporary file."""
        self._db.close()


def _packed(row: Any) -> bytes:
    return marshal.dumps(row, _FORM)


def _was_read(article: bytes) -> tuple[bool, bytes]:
    """Puts an article that was read above one that was skipped."""
    properties, _ = marshal.loads(article)
    return properties["skipped"] is None, article
