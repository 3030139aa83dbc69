"""statements.jsonl and statements.articles.jsonl -> Statement and ArticleRecord.

Plain or gzipped (told by the content), a file or standard input.  One bad line does not lose the
others: it is reported with its place and left out.  A file without a single good line among its
first ones is something else, and refused.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

from graphkit.errors import StatementError
from graphkit.records import (
    KINDS,
    PRECISIONS,
    SCHEMA,
    STATUSES,
    ArticleRecord,
    Statement,
    article_from_json,
    statement_from_json,
)

GIVE_UP: Final = 20
"""Bad lines at a file's beginning after which it is taken for something else."""

_NUMBER: Final = (int, float)
_NONE: Final = type(None)
_STATEMENT_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("id", "doc", "text", "relation", "relation_text"), (str,)),
    **dict.fromkeys(("sent", "start", "end"), (int,)),
    **dict.fromkeys(("event", "mode", "plover", "cameo"), (str, _NONE)),
    "negated": (bool,),
    "quad": (int, _NONE),
    "score": (*_NUMBER, _NONE),
    "stance": _NUMBER,
    "confidence": _NUMBER,
    "evidence": (dict,),
}
_MENTION_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("text", "name", "id"), (str,)),
    **dict.fromkeys(("country", "role"), (str, _NONE)),
    **dict.fromkeys(("start", "end"), (int, _NONE)),
}
_ARTICLE_TYPES: Final[Mapping[str, tuple[type, ...]]] = {
    **dict.fromkeys(("id", "text_sha256"), (str,)),
    **dict.fromkeys(("title", "outlet", "url", "language", "skipped", "minhash"), (str, _NONE)),
    **dict.fromkeys(("sentences", "statements", "schema"), (int,)),
}

_OPTIONAL: Final = dict.fromkeys(("country", "role", "start", "end"))
_KEYS: Final = frozenset({"id", "doc", "name", "relation"})
LARGEST: Final = 2**63 - 1
"""What an integer property of a store can hold."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class BadLine:
    """A line that was left out: where it stands ("statements.jsonl:14") and why."""

    where: str
    reason: str


OnBadLine = Callable[[BadLine], None]


def articles_path(path: str) -> Path | None:
    """Returns where the article records stand beside a statements file, or None if nowhere.

    Example:
        >>> articles_path("out/statements.jsonl").as_posix()
        'out/statements.articles.jsonl'
    """
    if path == "-":
        return None
    file = Path(path)
    stem = file.name.removesuffix(".gz").removesuffix(".jsonl")
    names = (f"{stem}.articles.jsonl{end}" for end in ("", ".gz"))
    beside = [file.with_name(name) for name in names]
    return next((found for found in beside if found.exists()), beside[0])


def statements_files(paths: Iterable[str]) -> list[str]:
    """Returns the statements files that paths mean: of a folder those in it, in order of names.

    Article records beside a statements file (what `*.jsonl` finds too) are left out.

    Raises:
        StatementError: a folder holds none.
    """
    found: list[str] = []
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            found.append(path)
            continue
        inside = _without_records(str(f) for f in Path(path).iterdir() if _is_json_lines(f.name))
        if not inside:
            raise StatementError(
                "there is no statements file in the folder",
                where=path,
                remedy="give the folder that graphkit extract --partition wrote",
            )
        found += sorted(inside)
    return _without_records(found)


def _is_json_lines(name: str) -> bool:
    return not name.startswith(".") and name.endswith((".jsonl", ".jsonl.gz"))


def _without_records(paths: Iterable[str]) -> list[str]:
    """Returns the paths without the article records that belong to another one of them."""
    given = list(paths)
    records = {str(articles_path(path)) for path in given if path != "-"}
    return [path for path in given if path == "-" or str(Path(path)) not in records]


def read_statements(path: str, *, on_bad: OnBadLine) -> Iterator[Statement]:
    """Yields the statements of a file, or of standard input for "-".

    Raises:
        StatementError: the file cannot be read or is no statements file.
    """
    return _read(path, _statement, what="statements", on_bad=on_bad)


def read_article_records(path: str, *, on_bad: OnBadLine) -> Iterator[ArticleRecord]:
    """Yields the article records of a file, or of standard input for "-".

    Raises:
        StatementError: the file cannot be read, is no such file, or is of a newer schema.
    """
    return _read(path, _article, what="article records", on_bad=on_bad)


def _read(
    path: str, parse: Callable[[dict[str, Any]], T], *, what: str, on_bad: OnBadLine
) -> Iterator[T]:
    name = "standard input" if path == "-" else path
    good = bad = 0
    for number, raw in enumerate(_lines(path, name), start=1):
        if not raw.strip():
            continue
        try:
            found = parse(_object(raw))
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            bad += 1
            on_bad(BadLine(where=f"{name}:{number}", reason=_reason(error)))
            if not good and bad >= GIVE_UP:
                break
            continue
        good += 1
        yield found
    if bad and not good:
        raise StatementError(
            f"holds no {what}", where=name, remedy="give the file that graphkit extract wrote"
        )


def _lines(path: str, name: str) -> Iterator[bytes]:
    """Yields the raw lines, unpacked where they are gzipped."""
    try:
        with contextlib.ExitStack() as stack:
            standard = path == "-"
            file: Any = sys.stdin.buffer if standard else stack.enter_context(Path(path).open("rb"))
            stream = file if hasattr(file, "peek") else io.BufferedReader(file)
            if stream.peek(2)[:2] == b"\x1f\x8b":
                stream = stack.enter_context(gzip.open(stream, "rb"))
            yield from stream
    except FileNotFoundError as error:
        raise StatementError(
            "there is no such file", where=name, remedy="graphkit extract writes it"
        ) from error
    except (gzip.BadGzipFile, EOFError) as error:
        raise StatementError("its compressed data is cut short or damaged", where=name) from error
    except OSError as error:
        raise StatementError(f"cannot be read: {error.strerror}", where=name) from error


def _object(raw: bytes) -> dict[str, Any]:
    data = json.loads(raw.decode("utf-8-sig").strip(), parse_constant=_no_number)
    if not isinstance(data, dict):
        raise ValueError("is not a JSON object")
    # Half a surrogate pair can be written in JSON, but in no store and no UTF-8 file.
    return _whole(data) if b"\\ud" in raw.lower() else data


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is not a number")


def _whole(value: Any) -> Any:
    """Returns the value with U+FFFD for each half of a surrogate pair that stands alone."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(part) for part in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(part) for key, part in value.items()}
    return value


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"field {error.args[0]!r} is missing"
    if isinstance(error, json.JSONDecodeError):
        return f"is not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}"
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    return str(error)


def _check(
    data: Mapping[str, Any], types: Mapping[str, tuple[type, ...]], prefix: str = ""
) -> None:
    for name, allowed in types.items():
        value = data[name]
        # bool is a kind of int to Python, but not to a store.
        fits = isinstance(value, allowed) and (not isinstance(value, bool) or bool in allowed)
        if isinstance(value, int) and abs(value) > LARGEST:
            fits = False
        if not fits or (name in _KEYS and not value):
            raise ValueError(f"{prefix}{name} may not be {json.dumps(value)[:40]}")


def _one_of(value: object, allowed: tuple[str, ...], name: str) -> None:
    if value not in allowed:
        raise ValueError(f"{name} may not be {json.dumps(value)[:40]}")


def _check_mention(data: object, name: str) -> None:
    if not isinstance(data, dict):
        raise ValueError(f"{name} is not an object")
    _one_of(data["kind"], KINDS, f"{name}.kind")
    _check(
        {"country": None, "role": None, "start": None, "end": None, **data},
        _MENTION_TYPES,
        f"{name}.",
    )


def _statement(data: dict[str, Any]) -> Statement:
    _check(data, _STATEMENT_TYPES)
    _one_of(data["status"], STATUSES, "status")
    for name in ("date_precision", "published_precision"):
        if data[name] is not None:
            _one_of(data[name], PRECISIONS, name)
    for name in ("subject", "object"):
        _check_mention(data[name], name)
    if data["speaker"] is not None:
        _check_mention(data["speaker"], "speaker")
    return statement_from_json(data)


def _article(data: dict[str, Any]) -> ArticleRecord:
    if isinstance(data.get("schema"), int) and data["schema"] > SCHEMA:
        raise StatementError(
            f"written by a newer graphkit (schema {data['schema']}, this one knows {SCHEMA})",
            remedy="upgrade graphkit",
        )
    _check({"skipped": None, "minhash": None, **data}, _ARTICLE_TYPES)
    return article_from_json(data)
