"""Zip archives -> the files in them, in the order of their names; nothing is unpacked to disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Final

from graphkit.articles.decoding import UnreadableError
from graphkit.articles.formats import buffered
from graphkit.articles.walking import passed_over
from graphkit.articles.whole_files import LARGEST_FILE, whole

ARCHIVES: Final = (".zip",)

MOST_NESTED: Final = 3
"""Archives in archives that are opened."""
MOST_PACKED: Final = 200
"""How many times its packed size a large file may have: text has a tenth of that."""

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError)
"""What reading a damaged file of an archive raises."""
_UNFIT: Final = (*_BROKEN, NotImplementedError, RuntimeError, ValueError, struct.error)
"""What a damaged table of contents leads zipfile into."""


class Archive:
    """A zip archive that is open for reading."""

    def __init__(self, stream: io.BufferedReader) -> None:
        """Reads its table of contents.

        Raises:
            UnreadableError: it is empty, no zip archive, or too large where it must be held whole.
        """
        if not stream.peek(1):
            raise UnreadableError("empty", "empty file")
        with _told(_UNFIT):
            seekable = isinstance(getattr(stream, "raw", None), io.FileIO)
            self._zip = zipfile.ZipFile(stream if seekable else io.BytesIO(whole(stream)))

    def names(self) -> list[str]:
        """Returns the names of the files that a folder's walk would read, sorted."""
        names = {info.filename for info in self._zip.infolist() if not info.is_dir()}
        return sorted(name for name in names if not _passed_over(name))

    @contextmanager
    def open(self, name: str) -> Iterator[io.BufferedReader]:
        """Opens a file.

        Raises:
            UnreadableError: it needs a password, is broken, or a zip bomb.
        """
        info = self._zip.getinfo(name)
        if info.flag_bits & 1:
            raise UnreadableError("encrypted", "needs a password")
        if info.file_size > max(LARGEST_FILE, MOST_PACKED * info.compress_size):
            raise UnreadableError(
                "too long", f"unpacks to more than {MOST_PACKED} times its size: a zip bomb"
            )
        with _told(_UNFIT):
            member = self._zip.open(info)
        with member, _told(_BROKEN):
            yield buffered(member)


@contextmanager
def _told(errors: tuple[type[Exception], ...]) -> Iterator[None]:
    """Turns errors that broken archives raise into a reason.

    Raises:
        UnreadableError: the archive is broken.
    """
    try:
        yield
    except errors as error:
        told = str(error) or type(error).__name__
        raise UnreadableError("broken", f"broken zip archive: {told}") from error


def _passed_over(name: str) -> bool:
    """True for what a folder's walk passes over, and for what macOS puts beside each file."""
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", "..")]
    return "__MACOSX" in parts or any(passed_over(part) for part in parts)
