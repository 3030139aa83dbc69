"""The records that travel down graphkit's line, and their JSON form.

`Article -> Sentence -> Statement -> NodeRow/EdgeRow`.  All are frozen and keyword-only and need
the standard library only.  The statement record is a public contract: field names and order are
those of the JSON Lines that `graphkit extract` writes and that every reader and scorer takes.
A statement shows itself: `str` says it in a line, a notebook quotes its sentence.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, Literal

from graphkit.displays import (
    NO_FORMULAS,
    clean,
    html_quotation,
    html_text,
    markdown_quotation,
    markdown_text,
)

SCHEMA: Final = 1
"""Version of the two JSON Lines files; readers refuse a newer one."""

Kind = Literal["country", "person", "organization", "group", "place", "topic"]
Status = Literal["actual", "planned", "possible", "called_for"]
Precision = Literal["day", "week", "month", "year"]

KINDS: Final[tuple[str, ...]] = ("country", "person", "organization", "group", "place", "topic")
BODIES: Final = frozenset({"IGO", "NGO"})
"""Values of `country` that name no state."""
ACTOR_KINDS: Final[tuple[str, ...]] = ("country", "person", "organization", "group")
STATUSES: Final[tuple[str, ...]] = ("actual", "planned", "possible", "called_for")
PRECISIONS: Final[tuple[str, ...]] = ("day", "week", "month", "year")


@dataclass(frozen=True, kw_only=True)
class Article:
    """One article as read.

    `text` is the text whose character offsets all records quote.  `published` is None where the
    input has no usable date.  `origin` says where it was read, for messages ("file.jsonl:14").
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    published: dt.date | None = None
    published_precision: Precision | None = None
    origin: str | None = None

    @classmethod
    def of_text(cls, text: str) -> Article:
        """Returns an article of which only the text is known, named by the text's digest."""
        return cls(id=text_id(text), text=text)

    @property
    def text_sha256(self) -> str:
        """Hex digest of the UTF-8 text: tells an edited article from the same one."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def text_id(text: str) -> str:
    """Returns the id of an article that has none: 16 hex digits over its text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """One sentence; `start` and `end` are 0-based, end exclusive, in `Article.text`."""

    doc: str
    index: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Mention:
    """An actor, place or topic as one statement names it.

    `text` is the mention as written, empty with None offsets when it is only implied.  `name` is
    canonical, `id` stable ("country:USA", "person:john-kirby", "topic:calls-for-ceasefire").
    `country` is ISO 3166-1 alpha-3, or IGO or NGO for international bodies, or None.
    """

    text: str
    name: str
    id: str
    kind: Kind
    country: str | None = None
    role: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One relation that one sentence says to hold, with its evidence."""

    id: str
    doc: str
    sent: int
    text: str
    start: int
    end: int
    subject: Mention
    relation: str
    relation_text: str
    object: Mention
    speaker: Mention | None
    negated: bool
    status: Status
    date: dt.date | None
    date_precision: Precision | None
    published: dt.date | None
    published_precision: Precision | None
    event: str | None
    mode: str | None
    plover: str | None
    cameo: str | None
    quad: int | None
    score: float | None
    stance: float
    confidence: float
    evidence: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Says the statement in a line: "Xi Jinping visits Moscow (planned), 2023-03-20"."""
        told = [w for w in (self.status.replace("_", " "), "denied" * self.negated) if w]
        told = [word for word in told if word != "actual"]
        line = f"{self.subject.name} {self.relation.replace('_', ' ')} {self.object.name}"
        line += f" ({', '.join(told)})" if told else ""
        line += f", according to {self.speaker.name}" if self.speaker else ""
        line += f", {written_day(self.date, self.date_precision)}" if self.date else ""
        return clean(line)

    def _repr_html_(self) -> str:
        """Returns what a notebook shows: the statement, its sentence, where that stands."""
        return (
            f"<div {NO_FORMULAS}>{html_text(str(self))}<br>"
            f"{html_quotation(self.text, self._spans())}<br>"
            f"<small>{html_text(self._source())}</small></div>"
        )

    def _repr_markdown_(self) -> str:
        """Returns the same as `_repr_html_`, as Markdown."""
        return (
            f"{markdown_text(str(self))}\n\n> {markdown_quotation(self.text, self._spans())}\n>\n"
            f"> {markdown_text(self._source())}"
        )

    def _spans(self) -> list[tuple[int, int]]:
        """Returns where the parties are named, in `text`."""
        mentions = (m for m in (self.subject, self.object, self.speaker) if m is not None)
        return [
            (m.start - self.start, m.end - self.start)
            for m in mentions
            if m.start is not None and m.end is not None
        ]

    def _source(self) -> str:
        published = written_day(self.published, self.published_precision)
        place = f"article {self.doc}" + (f" of {published}" if published else "")
        return f"{place}, sentence {self.sent}, confidence {self.confidence:.2f}"


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    """What `statements.articles.jsonl` keeps of one article: everything but its text.

    `statements` counts the article's statements.  `skipped` is None for an article that was read
    and extracted, else the reason why it yielded nothing ("duplicate of a17", "not English").
    `minhash` tells copies of its text (see `resemblance`); None where there was no text, and in
    files of older versions.
    """

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: dt.date | None
    published_precision: Precision | None
    text_sha256: str
    language: str | None
    sentences: int
    statements: int
    skipped: str | None = None
    minhash: str | None = None
    schema: int = SCHEMA


@dataclass(frozen=True, kw_only=True)
class NodeRow:
    """One node: its labels (first the one that carries the key), key `id` and properties."""

    labels: tuple[str, ...]
    id: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class EdgeRow:
    """One relationship between two nodes, each given as (label, id)."""

    type: str
    start: tuple[str, str]
    end: tuple[str, str]
    properties: Mapping[str, Any]


def written_day(day: dt.date | None, precision: Precision | None) -> str:
    """Returns a day as it is known: an ISO day, month or year, the first of a week; "" for None.

    Example:
        >>> written_day(dt.date(2023, 3, 1), "month")
        '2023-03'
    """
    if day is None:
        return ""
    if precision == "week":
        return f"week of {day.isoformat()}"
    length = {"year": 4, "month": 7}.get(precision or "day", 10)
    return day.isoformat()[:length]


def statement_id(
    *,
    doc: str,
    sent: int,
    subject: str,
    relation: str,
    object: str,  # noqa: A002 - the field's name in the contract
    speaker: str | None,
    negated: bool,
    status: str,
) -> str:
    """Returns the statement's key: 16 hex digits over what makes it this statement.

    Subject, object and speaker are entity ids.  The same statement found twice in a sentence
    (by two cue rows, say) has one id; the order of articles plays no part.
    """
    key = json.dumps([doc, sent, subject, relation, object, speaker, negated, status])
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


_NAMES: Final = {
    kind: tuple(f.name for f in fields(kind)) for kind in (Mention, Statement, ArticleRecord)
}
"""Field names in order, looked up once: these records are written by the million."""


_VALUES: Final = {kind: attrgetter(*names) for kind, names in _NAMES.items()}
"""All values of a record at once, in the same order."""


_CONVERTED: Final = ("subject", "object", "speaker", "date", "published")
"""Fields of a statement whose values are no JSON as they stand."""


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mention):
        return dict(zip(_NAMES[Mention], _VALUES[Mention](value), strict=True))
    return value


def statement_json(statement: Statement) -> dict[str, Any]:
    """Returns the statement as the JSON object of the contract, fields in order."""
    data = dict(zip(_NAMES[Statement], _VALUES[Statement](statement), strict=True))
    for name in _CONVERTED:
        data[name] = _plain(data[name])
    return data


def article_json(record: ArticleRecord) -> dict[str, Any]:
    """Returns the article record as a JSON object, `schema` first."""
    rest = {n: _plain(getattr(record, n)) for n in _NAMES[ArticleRecord] if n != "schema"}
    return {"schema": record.schema, **rest}


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _mention(data: Mapping[str, Any] | None) -> Mention | None:
    if data is None:
        return None
    return Mention(**{name: data[name] for name in _NAMES[Mention] if name in data})


def statement_from_json(data: Mapping[str, Any]) -> Statement:
    """Reads a statement from its JSON object; unknown fields are ignored.

    Raises:
        KeyError, TypeError, ValueError: a field is missing or ill-typed.
    """
    known = {name: data[name] for name in _NAMES[Statement]}
    subject, target = _mention(data["subject"]), _mention(data["object"])
    if subject is None or target is None:
        raise ValueError("subject and object may not be null")
    known.update(
        subject=subject,
        object=target,
        speaker=_mention(data["speaker"]),
        date=_date(data["date"]),
        published=_date(data["published"]),
    )
    return Statement(**known)


def article_from_json(data: Mapping[str, Any]) -> ArticleRecord:
    """Reads an article record from its JSON object; unknown fields are ignored.

    Raises:
        KeyError, TypeError, ValueError: a field is missing or ill-typed.
    """
    known = {name: data[name] for name in _NAMES[ArticleRecord] if name != "minhash"}
    known["minhash"] = data.get("minhash")
    return ArticleRecord(**{**known, "published": _date(data["published"])})


_LINE: Final = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "))


def dumps(data: Mapping[str, Any]) -> str:
    """Returns one JSON line (no newline): UTF-8 kept readable, lone surrogates escaped."""
    line = _LINE.encode(data)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(data, ensure_ascii=True)
    return line
