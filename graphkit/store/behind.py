"""Writes that are done on a thread of their own while the next ones are made ready.

kglite lets other threads run while it writes, so that a load makes rows and writes them at once.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import RLock, Semaphore
from typing import Final, Generic, TypeVar

T = TypeVar("T")

AHEAD: Final = 16
"""Writes that are under way or wait for their turn: memory holds the rows of these."""


class WriteBehind(Generic[T]):
    """Does one write after the other, in the order in which they were put.

    After one that failed no other is done until its error was raised, by the next `put`, `settle`
    or `close`.

    Args:
        write: does one; it is called on the other thread, never twice at once.
    """

    def __init__(self, write: Callable[[T], object]) -> None:
        self._write = write
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="graphkit-write")
        self._room = Semaphore(AHEAD)
        self._lock = RLock()
        self._error: BaseException | None = None

    def put(self, task: T) -> None:
        """Lets a task be done when those before it are; waits while too many are.

        Raises:
            BaseException: what a write before it raised; then it is not done.
        """
        with self._lock:
            self._room.acquire()
            try:
                if self.failed:
                    self.settle()  # until it has told, what was put before is passed over
                self._pool.submit(self._do, task)
            except BaseException:
                self._room.release()
                raise

    def settle(self) -> None:
        """Waits until all is written.

        Raises:
            BaseException: what the first write that failed raised.
        """
        with self._lock:
            self._pool.submit(_nothing).result()  # the thread takes them in order
            self._tell()

    def close(self) -> None:
        """Writes what is left and ends the thread.

        Raises:
            BaseException: what the first write that failed raised.
        """
        try:
            self._pool.shutdown()
        except BaseException:  # Ctrl-C: what waits is not written
            self.abandon()
            raise
        self._tell()

    def abandon(self) -> None:
        """Ends the thread when its write is done; what waits is not written."""
        self._pool.shutdown(cancel_futures=True)

    @property
    def failed(self) -> bool:
        """True if a write failed and that was not yet raised."""
        return self._error is not None

    def _tell(self) -> None:
        error, self._error = self._error, None
        if error is not None:
            raise error

    def _do(self, task: T) -> None:
        try:
            if not self.failed:
                self._write(task)
        except BaseException as error:  # kept for whoever comes next
            self._error = error
        finally:
            self._room.release()


def _nothing() -> None:
    pass
