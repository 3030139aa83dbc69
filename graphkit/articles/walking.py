"""Folders -> the files in them, in the order of names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from graphkit.articles.outcomes import Skip
from graphkit.errors import ArticleError

OWN_OUTPUTS: Final = ("*.expected.jsonl", "*statements.jsonl*", "*.articles.jsonl*")
"""What graphkit and its seeds write beside articles: passed over in folders."""

NOTES_TO_READERS: Final = ("readme", "license", "licence")


def is_folder(path: Path) -> bool:
    """True for a folder or a link to one."""
    return path.is_dir()


def walk(folder: Path) -> Iterator[Path | Skip]:
    """Walks a folder and its sub-folders, files and folders in one order of names.

    A link to a folder is not followed (it may lead back) but told as a skip.

    Raises:
        ArticleError: the folder or one in it cannot be listed.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise ArticleError(
            f"folder cannot be read: {error.strerror}", where=str(folder), remedy="check its rights"
        ) from error
    for entry in found:
        path = folder / entry.name
        if passed_over(entry.name):
            continue
        # `Path` takes a link that leads to itself for nothing; `entry` raises an error.
        if path.is_symlink() and path.is_dir():
            reason = "a link to a folder: name the folder itself"
            yield Skip(origin=str(path), id=None, reason=reason, cause="format")
        elif path.is_dir():
            yield from walk(path)
        elif path.is_file():
            yield path
        else:
            reason = "neither a file nor a folder"
            yield Skip(origin=str(path), id=None, reason=reason, cause="format")


def passed_over(name: str) -> bool:
    """True for hidden files, notes to readers and graphkit's own outputs."""
    if name.startswith("."):
        return True
    if name.lower().split(".")[0] in NOTES_TO_READERS:
        return True
    return any(fnmatch(name, pattern) for pattern in OWN_OUTPUTS)
