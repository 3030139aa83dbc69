"""Bytes -> a file, all or nothing, and never over another one unless told so."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from graphkit.errors import PictureError

STDOUT = "-"


def write_picture(content: bytes, target: str, *, force: bool = False) -> None:
    """Writes the content to a file, or to stdout where the target is `-`.

    Raises:
        PictureError: see `open_picture`.
    """
    with open_picture(target, force=force) as file:
        file.write(content)


@contextlib.contextmanager
def open_picture(target: str, *, force: bool = False) -> Iterator[BinaryIO]:
    """Gives a file to write to, or stdout where the target is `-`.

    A reader sees the whole file or none: it is written beside its place and then moved there.

    Raises:
        PictureError: the file is there and `force` is False, or cannot be written.
    """
    if target == STDOUT:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    path = Path(target)
    check_free(path, force=force)
    try:
        with _replacing(path) as file:
            yield file
    except OSError as error:
        raise PictureError(f"cannot be written: {error.strerror}", where=target) from error


def check_free(path: Path, *, force: bool) -> None:
    """Refuses a place that is taken, or that can hold no file.

    Raises:
        PictureError: see `open_picture`.
    """
    if path.is_dir():
        raise PictureError("is a folder", where=str(path), remedy="name a file")
    if not path.parent.is_dir():
        raise PictureError("its folder does not exist", where=str(path), remedy="make it first")
    if path.exists() and not force:
        raise PictureError("is there already", where=str(path), remedy="give --force to replace it")


@contextlib.contextmanager
def _replacing(path: Path) -> Iterator[BinaryIO]:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
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
