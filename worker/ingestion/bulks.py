"""Writes lots of units to the index: each at once, or one beside the reading and enriching of the next."""

from __future__ import annotations

import contextvars
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from worker.errors import TransientError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Future
    from types import TracebackType

    from worker.indexing import Settled
    from worker.ingestion.hand import InHand
    from worker.ingestion.pipeline import Processed


@dataclass(frozen=True, slots=True)
class Ready:
    """A unit ready for the index, and the file it is of."""

    file: InHand
    processed: Processed


class Bulks:
    """One lot at most is being written at a time; leaving the context waits for it.

    What became of a lot is noted with its files by the thread that asks, in ``write`` or ``wait``.
    """

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._writing: tuple[Sequence[Ready], Future[list[Settled]]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._thread.shutdown()

    def write(self, ready: Sequence[Ready], written: Callable[[], list[Settled]], *, beside: bool) -> None:
        """Write a lot, after the one before it.

        Args:
            ready: The lot.
            written: Writes it, and returns what became of each unit, in order.
            beside: Return at once; what became of it is noted when the next one is written, or waited for.
        """
        self.wait()
        if not beside:
            _note(ready, written)
            return
        self._thread = self._thread or ThreadPoolExecutor(1, "bulk")
        self._writing = ready, self._thread.submit(contextvars.copy_context().run, written)

    def wait(self) -> None:
        """Note what became of the lot that is being written, if any."""
        if self._writing is not None:
            (ready, writing), self._writing = self._writing, None
            _note(ready, writing.result)


def _note(ready: Sequence[Ready], written: Callable[[], list[Settled]]) -> None:
    try:
        settled = written()
    except TransientError as error:
        for one in ready:
            one.file.again = error
        return
    for one, done in zip(ready, settled, strict=True):
        one.file.settle(one.processed, done)
