"""Statement files -> what a cut run finished, so that another can go on where it stopped.

What the records file names is complete; what follows it in the statements file is cut off.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graphkit.engines.partitions import partitions_in
from graphkit.errors import StatementError

SETTINGS: Final = "settings"
"""Field of an article's record, beside those of the contract: by which settings it was read."""

Told = Mapping[str, str | None]
"""What tells the settings of a run from others: see `Settings.told`."""


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


def pairs_at(path: Path) -> list[Path]:
    """Returns the statements files of a run: the file itself, or those of the folder."""
    return partitions_in(path) if path.is_dir() else [path]


def recorded_ids(path: Path) -> set[str]:
    """Returns the ids of the articles whose statements a file, or a folder of them, holds."""
    files = [records_path(pair) for pair in pairs_at(path)]
    rows = (row for file in files if file.exists() for _, row in read_records(file))
    return {row["id"] for row in rows if row["skipped"] is None}


def recover(path: Path, settings: Told | None) -> Finished:
    """Returns what a cut run finished in its file or its folder; see `_recover_pair`."""
    finished = Finished()
    for pair in pairs_at(path):
        _recover_pair(pair, settings, finished)
    return finished


def _recover_pair(path: Path, settings: Told | None, finished: Finished) -> None:
    """Takes note of what a cut run finished in a file, and cuts off what it did not.

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
        return
    good = 0
    for end, row in read_records(records):
        _check_read_alike(records, row, settings)
        finished.take(row)
        good = end
    keep = _finished_length(path, finished)
    _truncate(records, good)
    _truncate(path, keep)


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


def read_records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
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
