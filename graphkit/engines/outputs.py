"""Results -> the two statement files (or a folder of such pairs), such that a cut run can go on and
no work is lost.

An article's record is written after its statements: what the records file names is complete.  When
a run ends well both files get one modification time; one that was edited since, or belongs to a
cut run, has another.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

from filelock import FileLock

from graphkit.engines.claims import claim
from graphkit.engines.partitions import Partitions, number_of, partitions_in
from graphkit.engines.recovering import (
    SETTINGS,
    Finished,
    Told,
    pairs_at,
    read_records,
    records_path,
    recover,
)
from graphkit.errors import StatementError
from graphkit.records import ArticleRecord, Statement, article_json, dumps, statement_json

STDOUT: Final = "-"


class Existing(StrEnum):
    """What to do with statement files that are there already."""

    refuse = "refuse"
    overwrite = "overwrite"
    overwrite_untouched = "overwrite_untouched"
    resume = "resume"


class Output:
    """Where a run writes: a pair of files, or standard output (statements only).

    Files are opened with the first result: a run that fails before leaves them as they were.  With
    each article that was read stands by which settings.  The claim keeps other runs out until the
    files are closed.  With `partitions` the name is that of a folder of pairs.
    """

    def __init__(
        self,
        name: str,
        *,
        claim: FileLock | None = None,
        finished: Finished | None = None,
        settings: Told | None = None,
        partitions: Partitions | None = None,
    ) -> None:
        self.name = name
        self._claim = claim
        self.finished = finished or Finished()
        self._settings = settings
        self._partitions = partitions
        self._appends = finished is not None
        self._stdout = sys.stdout  # an engine may take it from who is not meant to write to it
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
            if self._partitions is not None:
                self._partitions.held += 1
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
        if self._partitions is not None and self._partitions.turn():
            self._close_files()
        elif self._statements is not None:
            return
        elif self.name == STDOUT:
            self._statements = self._stdout
            return
        elif not self._appends:
            self._clear()
        path = Path(self.name) if self._partitions is None else self._partitions.path()
        mode = "a" if self._appends else "w"
        path.parent.mkdir(exist_ok=True)
        self._statements = path.open(mode, encoding="utf-8", newline="\n")
        self._records = records_path(path).open(mode, encoding="utf-8", newline="\n")

    def _clear(self) -> None:
        """Removes all files of a former run that are to be replaced: there may have been more."""
        if self._partitions is not None:
            for path in partitions_in(Path(self.name)):
                path.unlink(missing_ok=True)
                records_path(path).unlink(missing_ok=True)

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
            if file is not None and file is not self._stdout:
                with suppress(OSError):  # each article was flushed, or its failure was told
                    file.close()

    def seal(self) -> None:
        """Closes the files of a run that ended well, and marks them as such."""
        self._close_files()
        for path in [] if self.name == STDOUT else pairs_at(Path(self.name)):
            if path.exists():
                written = path.stat()
                for file in (path, records_path(path)):
                    os.utime(file, ns=(written.st_atime_ns, written.st_mtime_ns))


def prepare_output(
    name: str,
    *,
    existing: Existing,
    inputs: Iterable[str] = (),
    settings: Told | None = None,
    partition: int | None = None,
) -> Output:
    """Checks where a run shall write, and reads what a former one finished when resuming.

    Args:
        name: statements file, or `-`; a folder with `partition`.
        existing: what to do with files that are there.
        inputs: what the run reads: none of it may be overwritten.
        settings: how the run reads; a resumed one must read as the former did.
        partition: how many articles a statements file of the folder holds; None for one file.

    Raises:
        StatementError: the place is unfit, taken, or holds something that may not be replaced.
    """
    if name == STDOUT:
        return Output(name)
    path = Path(name)
    _check_place(path, inputs, is_folder=partition is not None)
    lock = claim(path)
    try:
        finished = recover(path, settings) if existing is Existing.resume else None
        _check_existing(path, existing)
        parts = None
        if partition is not None:
            parts = _partitions(path, size=partition, goes_on=finished is not None)
    except BaseException:
        lock.release()
        raise
    return Output(name, claim=lock, finished=finished, settings=settings, partitions=parts)


def _partitions(folder: Path, *, size: int, goes_on: bool) -> Partitions:
    """Returns where a run begins to write in a folder."""
    parts = Partitions(folder, size)
    former = partitions_in(folder) if goes_on else []
    if former:
        parts.number = number_of(former[-1])
        records = records_path(former[-1])
        parts.held = sum(1 for _ in read_records(records)) if records.exists() else 0
    return parts


def _check_existing(path: Path, existing: Existing) -> None:
    is_there = any(p.exists() or records_path(p).exists() for p in pairs_at(path))
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


def _check_place(path: Path, inputs: Iterable[str], *, is_folder: bool) -> None:
    if path.suffix == ".gz":
        raise StatementError(
            "statements are written uncompressed", where=str(path), remedy="gzip them afterwards"
        )
    if path.is_dir() and not is_folder:
        raise StatementError(
            "is a folder", where=str(path), remedy="name a file, or give --partition"
        )
    if path.is_file() and is_folder:
        raise StatementError(
            "is a file", where=str(path), remedy="with --partition a folder is written: name one"
        )
    if not path.parent.is_dir():
        raise StatementError(
            "no such folder", where=str(path.parent), remedy="make it, or choose another -o"
        )
    for given in inputs:
        for file in (f for pair in pairs_at(path) for f in (pair, records_path(pair))):
            if given != STDOUT and file.exists() and file.samefile(given):
                raise StatementError("is an input", where=str(file), remedy="choose another -o")


def is_untouched(path: Path) -> bool:
    """True for statement files that stand as a run that ended well left them."""
    records = records_path(path)
    if not (path.exists() and records.exists()):
        return False
    return path.stat().st_mtime_ns == records.stat().st_mtime_ns
