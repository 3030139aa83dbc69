"""What the commands print with: results on stdout, notices and progress on stderr."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
)
from rich.text import Text

from graphkit.displays import clean

T = TypeVar("T")


def stderr() -> Console:
    """Returns a console on the present stderr (tests replace it)."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def stdout() -> Console:
    """Returns a console on the present stdout."""
    return Console(highlight=False)


def notice(template: str, *values: object) -> None:
    """Prints a notice on stderr; values are shown as plain text, the template may hold markup."""
    stderr().print(template.format(*(escape(clean(str(value))) for value in values)))


class _Pace(ProgressColumn):
    """How many are done in a second (or minute) since the start, and the time left at that rate.

    Results come in bursts where several workers find them, so a rate of late means little.
    """

    def render(self, task: Task) -> Text:
        """See `ProgressColumn.render`."""
        if not task.completed or not task.elapsed:
            return Text("")
        rate = task.completed / task.elapsed
        per, name = (1, "s") if rate >= 1 else (60, "min")
        told = f"{rate * per:.1f}/{name}"
        if task.total is not None:
            left = dt.timedelta(seconds=round((task.total - task.completed) / rate))
            told += f", {left} left"
        return Text(told, style="progress.remaining")


def _progress() -> Progress | None:
    """Returns a progress bar on stderr, or None when nobody watches."""
    if not sys.stderr.isatty() or os.environ.get("CI"):
        return None
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Pace(),
    )
    return Progress(*columns, console=stderr(), transient=True)


def track(
    things: Iterable[T],
    *,
    what: str,
    total: int | None = None,
    count: Callable[[], int | None] | None = None,
) -> Iterator[T]:
    """Yields the things while a progress bar on stderr counts them (none when not a terminal).

    Args:
        things: yielded as they are.
        what: says what is counted.
        total: how many there will be, None if unknown.
        count: finds that out, beside the work; asked only when somebody watches.
    """
    progress = _progress()
    if progress is None:
        yield from things
        return
    with progress:
        task = progress.add_task(what, total=total)
        if count is not None:
            find = count
            found = threading.Thread(
                target=lambda: progress.update(task, total=find()), daemon=True
            )
            found.start()
        for thing in things:
            yield thing
            progress.advance(task)


def _unwatched(_done: int, _total: int) -> None:
    """Shows nothing."""


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to tell how many of how many are done, which a progress bar shows."""
    progress = _progress()
    if progress is None:
        yield _unwatched
        return
    with progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def phases() -> Iterator[Callable[[str, int, int], None]]:
    """Gives a function to tell what is being done and how far it is: one progress bar for each."""
    progress = _progress()
    if progress is None:
        yield _unseen
        return
    tasks: dict[str, TaskID] = {}

    def tell(what: str, done: int, total: int) -> None:
        if what not in tasks:
            tasks[what] = progress.add_task(what)
        progress.update(tasks[what], completed=done, total=total)

    with progress:
        yield tell


def _unseen(_what: str, _done: int, _total: int) -> None:
    """Shows nothing."""
