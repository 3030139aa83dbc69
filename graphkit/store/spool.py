"""A temporary file that brings the records of a load together by document, in sorted order.

Statement files need not be grouped by document nor fit in memory, and a document's records decide
together whether it has changed.  SQLite's own temporary database keeps what memory does not.
"""

from __future__ import annotations

import hashlib
import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Final, Self

from graphkit.errors import StoreError
from graphkit.records import (
    ArticleRecord,
    Statement,
    article_from_json,
    article_json,
    dumps,
    statement_id,
    statement_json,
)

_TABLES: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE article (doc TEXT PRIMARY KEY, skipped INTEGER, line TEXT) WITHOUT ROWID;
CREATE TABLE statement (doc TEXT, id TEXT, line TEXT, record BLOB, PRIMARY KEY (doc, id))
WITHOUT ROWID;
"""
# Of two different records with one key the same one wins in any order: an article that was read
# before one that was skipped, then the later line of the alphabet.
_PUT_ARTICLE: Final = """
INSERT INTO article VALUES (?, ?, ?) ON CONFLICT (doc) DO UPDATE
SET skipped = excluded.skipped, line = excluded.line
WHERE (-excluded.skipped, excluded.line) > (-skipped, line)
"""
_PUT_STATEMENT: Final = """
INSERT INTO statement VALUES (?, ?, ?, ?) ON CONFLICT (doc, id) DO UPDATE
SET line = excluded.line, record = excluded.record WHERE excluded.line > line
"""
_DOCS: Final = """
SELECT doc FROM (SELECT doc FROM article UNION SELECT doc FROM statement) ORDER BY doc
"""


@dataclass(frozen=True, kw_only=True)
class Document:
    """All that a load says of one article, as JSON lines; `article` is None where nothing is.

    `records` are the statements of the lines, as this process wrote them down: reading them back
    takes a fifth of the time of reading JSON.
    """

    doc: str
    article: str | None
    lines: tuple[str, ...]
    records: tuple[bytes, ...]

    @property
    def digest(self) -> str:
        """Tells whether two loads say the same of the document."""
        digest = hashlib.sha256((self.article or "").encode("utf-8"))
        for line in self.lines:
            digest.update(b"\n" + line.encode("utf-8"))
        return digest.hexdigest()[:32]

    def record(self) -> ArticleRecord:
        """Returns the article's record, or what its statements tell of it."""
        if self.article is not None:
            return article_from_json(json.loads(self.article))
        first = next(self.statements())
        return ArticleRecord(
            id=self.doc,
            title=None,
            outlet=None,
            url=None,
            published=first.published,
            published_precision=first.published_precision,
            text_sha256="",
            language=None,
            sentences=0,
            statements=len(self.lines),
        )

    def statements(self) -> Iterator[Statement]:
        """Yields the document's statements by id."""
        for record in self.records:
            yield pickle.loads(record)


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
    """Collects records in any order, gives them back document by document."""

    def __init__(self) -> None:
        # The empty name is SQLite's private temporary database: on disk, gone when closed.
        self._db = sqlite3.connect("")
        self._db.executescript(_TABLES)

    def put_articles(self, records: Iterable[ArticleRecord]) -> int:
        """Takes the article records; returns how many were given."""
        return self._put(
            _PUT_ARTICLE,
            ((r.id, int(r.skipped is not None), dumps(article_json(r))) for r in records),
        )

    def put_statements(self, statements: Iterable[Statement]) -> int:
        """Takes the statements; returns how many were given."""
        own = (with_own_id(statement) for statement in statements)
        return self._put(
            _PUT_STATEMENT,
            ((s.doc, s.id, dumps(statement_json(s)), pickle.dumps(s, -1)) for s in own),
        )

    def _put(self, sql: str, rows: Iterable[tuple[object, ...]]) -> int:
        given = 0

        def counted() -> Iterator[tuple[object, ...]]:
            nonlocal given
            for row in rows:
                given += 1
                yield row

        try:
            self._db.executemany(sql, counted())
        except sqlite3.OperationalError as error:
            raise StoreError(
                f"no room for temporary files: {error}", remedy="set TMPDIR to a larger disk"
            ) from error
        return given

    def counts(self) -> tuple[int, int]:
        """Returns how many different articles and statements were taken."""
        articles = self._db.execute(f"SELECT count(*) FROM ({_DOCS})").fetchone()[0]
        return articles, self._db.execute("SELECT count(*) FROM statement").fetchone()[0]

    def documents(self) -> Iterator[Document]:
        """Yields the documents by id."""
        for (doc,) in self._db.execute(_DOCS):
            article = self._db.execute("SELECT line FROM article WHERE doc = ?", (doc,)).fetchone()
            rows = self._db.execute(
                "SELECT line, record FROM statement WHERE doc = ? ORDER BY id", (doc,)
            ).fetchall()
            yield Document(
                doc=doc,
                article=article[0] if article else None,
                lines=tuple(line for line, _ in rows),
                records=tuple(record for _, record in rows),
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
