"""Results -> the two statement files, such that a cut run can go on and no work is lost.

An article's record is written after its statements: what the records file names is complete.  When
a run ends well both files get one modification time; one that was edited since, or belongs to a
cut run, has another.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from filelock import FileLock

from graphkit.engines.claims import claim
from graphkit.errors import StatementError
from graphkit.records import ArticleRecord, Statement, article_json, dumps, statement_json

STDOUT: Final = "-"
SETTINGS: Final = "settings"
"""Field of an article's record, beside those of the contract: by which settings it was read."""


class Existing(StrEnum):
    """What to do with statement files that are there already."""

    refuse = "refuse"
    overwrite = "overwrite"
    overwrite_untouched = "overwrite_untouched"
    resume = "resume"


@dataclass(frozen=True)
class Known:
    """What a former run recorded of an article; `skipped` is None where it was extracted."""

    text_sha256: str
    skipped: str | None


@dataclass
class Finished:
    """What a former run wrote.

    `articles` are by id; `skips` counts inputs that were skipped without having been read, by id
    and reason; `statements` is how many the articles hold.
    """

    articles: dict[str, Known] = field(default_factory=dict)
    skips: Counter[tuple[str, str]] = field(default_factory=Counter)
    statements: int = 0

    def take(self, record: dict[str, Any]) -> None:
        """Takes note of one article record."""
        if record["text_sha256"]:
            self.articles[record["id"]] = Known(record["text_sha256"], record["skipped"])
            self.statements += int(record["statements"])
        else:
            self.skips[record["id"], record["skipped"]] += 1


def records_path(statements: Path) -> Path:
    """Returns where the article records stand.

    Example:
        >>> records_path(Path("out/statements.jsonl")).as_posix()
        'out/statements.articles.jsonl'
    """
    stem = statements.name.removesuffix(".jsonl")
    return statements.with_name(f"{stem}.articles.jsonl")


Told = Mapping[str, str | None]
"""What tells the settings of a run from others: see `Settings.told`."""


class Output:
    """Where a run writes: a pair of files, or standard output (statements only).

    Files are opened with the first result: a run that fails before leaves them as they were.  With
    each article that was read stands by which settings.  The claim keeps other runs out until the
    files are closed.
    """

    def __init__(
        self,
        name: str,
        *,
        claim: FileLock | None = None,
        finished: Finished | None = None,
        settings: Told | None = None,
    ) -> None:
        self.name = name
        self._claim = claim
        self.finished = finished or Finished()
        self._settings = settings
        self._appends = finished is not None
        self._statements: IO[str] | None = None
        self._records: IO[str] | None = None

    def write(self, record: ArticleRecord, statements: Iterable[Statement]) -> None:
        """Appends one article; when this returns a kill of the process cannot lose it.

        Raises:
            StatementError: the files cannot be written.
        """
        try:
            self._open()
            assert self._statements is not None
            self._statements.writelines(dumps(statement_json(s)) + "\n" for s in statements)
            self._statements.flush()
            if self._records is not None:
                self._records.write(dumps(self._record_json(record)) + "\n")
                self._records.flush()
        except BrokenPipeError:
            raise  # whoever reads our standard output has seen enough
        except OSError as error:
            raise StatementError(f"cannot be written: {error.strerror}", where=self.name) from error

    def _record_json(self, record: ArticleRecord) -> dict[str, Any]:
        row = article_json(record)
        if record.skipped is None and self._settings is not None:
            row[SETTINGS] = dict(self._settings)
        return row

    def _open(self) -> None:
        if self._statements is not None:
            return
        if self.name == STDOUT:
            self._statements = sys.stdout
            return
        path, mode = Path(self.name), "a" if self._appends else "w"
        self._statements = path.open(mode, encoding="utf-8", newline="\n")
        self._records = records_path(path).open(mode, encoding="utf-8", newline="\n")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keeps other runs out for longer: until what was written has been read."""
        if self._claim is None:
            yield
        else:
            with self._claim:
                yield

    def close(self) -> None:
        """Closes what was opened and lets other runs in."""
        self._close_files()
        lock, self._claim = self._claim, None
        if lock is not None:
            lock.release()

    def _close_files(self) -> None:
        """Closes the files; what could not be written before is not tried again."""
        for file in (self._statements, self._records):
            if file is not None and file is not sys.stdout:
                with suppress(OSError):  # each article was flushed, or its failure was told
                    file.close()

    def seal(self) -> None:
        """Closes the files of a run that ended well, and marks them as such."""
        self._close_files()
        path = Path(self.name)
        if self.name != STDOUT and path.exists():
            written = path.stat()
            for file in (path, records_path(path)):
                os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))


def prepare_output(
    name: str,
    *,
    existing: Existing,
    inputs: Iterable[str] = (),
    settings: Told | None = None,
) -> Output:
    """Checks where a run shall write, and reads what a former one finished when resuming.

    Args:
        name: statements file, or `-`.
        existing: what to do with files that are there.
        inputs: what the run reads: none of it may be overwritten.
        settings: how the run reads; a resumed one must read as the former did.

    Raises:
        StatementError: the place is unfit, taken, or holds something that may not be replaced.
    """
    if name == STDOUT:
        return Output(name)
    path = Path(name)
    _check_place(path, inputs)
    lock = claim(path)
    try:
        finished = _recover(path, settings) if existing is Existing.resume else None
        _check_existing(path, existing)
    except BaseException:
        lock.release()
        raise
    return Output(name, claim=lock, finished=finished, settings=settings)


def _check_existing(path: Path, existing: Existing) -> None:
    is_there = path.exists() or records_path(path).exists()
    if is_there and existing is Existing.refuse:
        raise StatementError(
            "is there already",
            where=str(path),
            remedy="--resume goes on with a cut run, --force replaces it",
        )
    if is_there and existing is Existing.overwrite_untouched and not is_untouched(path):
        raise StatementError(
            "was changed by hand, or belongs to a cut run",
            where=str(path),
            remedy="graphkit load takes it as it is, --resume goes on with a cut run, "
            "--force replaces it",
        )


def _check_place(path: Path, inputs: Iterable[str]) -> None:
    if path.suffix == ".gz":
        raise StatementError(
            "statements are written uncompressed", where=str(path), remedy="gzip them afterwards"
        )
    if path.is_dir():
        raise StatementError("is a folder", where=str(path), remedy="name a file")
    if not path.parent.is_dir():
        raise StatementError(
            "no such folder", where=str(path.parent), remedy="make it, or choose another -o"
        )
    for given in inputs:
        for file in (path, records_path(path)):
            if given != STDOUT and file.exists() and file.samefile(given):
                raise StatementError("is an input", where=str(file), remedy="choose another -o")


def is_untouched(path: Path) -> bool:
    """True for statement files that stand as a run that ended well left them."""
    records = records_path(path)
    if not (path.exists() and records.exists()):
        return False
    return path.stat().st_mtime_ns == records.stat().st_mtime_ns


def recorded_ids(path: Path) -> set[str]:
    """Returns the ids of the articles whose statements a file holds."""
    records = records_path(path)
    if not records.exists():
        return set()
    return {row["id"] for _, row in _records(records) if row["skipped"] is None}


def _recover(path: Path, settings: Told | None) -> Finished:
    """Returns what a cut run finished, and cuts off what it did not.

    Raises:
        StatementError: something else than the torn end of a run is wrong with the files, or the
            former run read otherwise.
    """
    records = records_path(path)
    if not records.exists():
        if path.exists() and path.stat().st_size:
            raise StatementError(
                "there are no article records beside it",
                where=str(path),
                remedy=f"put {records.name} back, or start anew with --force",
            )
        return Finished()
    finished, good = Finished(), 0
    for end, row in _records(records):
        _check_read_alike(records, row, settings)
        finished.take(row)
        good = end
    keep = _finished_length(path, finished)
    _truncate(records, good)
    _truncate(path, keep)
    return finished


def _check_read_alike(records: Path, row: Mapping[str, Any], settings: Told | None) -> None:
    """Refuses to go on with other settings than an article was read by, where its record tells."""
    former = row.get(SETTINGS)
    if settings is None or not isinstance(former, dict):
        return
    for name, now in settings.items():
        if former.get(name) != now:
            raise StatementError(
                f"{row['id']} was read with {name} {former.get(name) or 'none'}, this run reads "
                f"with {now or 'none'}",
                where=str(records),
                remedy=f"give the same --{name}, or start anew with --force",
            )


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yields each whole record with the offset of its end; a torn last line is left out."""
    end = 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                return
            end += len(line)
            try:
                row = json.loads(line)
                Finished().take(row)  # all that is needed is there
            except (ValueError, KeyError, TypeError) as error:
                raise StatementError(
                    "is no article record",
                    where=f"{path}:{number}",
                    remedy="mend the line, or start anew with --force",
                ) from error
            yield end, row


def _finished_length(path: Path, finished: Finished) -> int:
    """Returns how many bytes of the statements file belong to finished articles.

    What may follow them is the beginning of one more article; its last line may be torn.
    """
    good, cut = 0, None
    if not path.exists():
        return 0
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.endswith(b"\n"):
                break
            doc = _doc(line)
            if doc in finished.articles and cut is None:
                good += len(line)
            elif doc is None or doc in finished.articles or cut not in (None, doc):
                raise StatementError(
                    "is no statement of a finished article",
                    where=f"{path}:{number}",
                    remedy="mend the line, or start anew with --force",
                )
            else:
                cut = doc
    return good


def _doc(line: bytes) -> str | None:
    try:
        return str(json.loads(line)["doc"])
    except (ValueError, KeyError, TypeError):
        return None


def _truncate(path: Path, size: int) -> None:
    if path.exists() and path.stat().st_size > size:
        with path.open("rb+") as file:
            file.truncate(size)
