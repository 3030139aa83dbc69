"""Bytes -> a file, all or nothing, and never over another one unless told so."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from pathlib import Path

from graphkit.errors import PictureError

STDOUT = "-"


def write_picture(content: bytes, target: str, *, force: bool = False) -> None:
    """Writes the content to a file, or to stdout where the target is `-`.

    A reader sees the whole file or none: it is written beside its place and then moved there.

    Raises:
        PictureError: the file is there and `force` is False, or cannot be written.
    """
    if target == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    check_free(path, force=force)
    try:
        _replace(path, content)
    except OSError as error:
        raise PictureError(f"cannot be written: {error.strerror}", where=target) from error


def check_free(path: Path, *, force: bool) -> None:
    """Refuses a place that is taken, or that can hold no file.

    Raises:
        PictureError: see `write_picture`.
    """
    if path.is_dir():
        raise PictureError("is a folder", where=str(path), remedy="name a file")
    if not path.parent.is_dir():
        raise PictureError("its folder does not exist", where=str(path), remedy="make it first")
    if path.exists() and not force:
        raise PictureError("is there already", where=str(path), remedy="give --force to replace it")


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes private files; a picture gets what the user's umask gives new ones.
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
