"""One run at a time on a pair of statement files.

A lock of the operating system, which ends with the process however that ends: what a killed run
leaves behind is a file, and no lock.
"""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from graphkit.errors import StatementError


def lock_path(statements: Path) -> Path:
    """Returns the file that is locked while a run writes to a statements file; it stays.

    Example:
        >>> lock_path(Path("out/statements.jsonl")).as_posix()
        'out/.statements.jsonl.lock'
    """
    return statements.with_name(f".{statements.name}.lock")


def claim(statements: Path) -> FileLock:
    """Keeps other runs away from a statements file until the lock is released.

    Raises:
        StatementError: another run writes to the file, or its folder cannot be written.
    """
    lock = FileLock(lock_path(statements), blocking=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise StatementError(
            "another run is writing to it",
            where=str(statements),
            remedy="wait until that one has ended, or name another file with -o",
        ) from error
    except OSError as error:
        raise StatementError(
            f"cannot be written: {error.strerror}", where=str(statements)
        ) from error
    return lock
