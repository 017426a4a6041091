"""Work on a hostile file in a child process: what crashes, hangs or swells there harms nobody.

A library in C that reads strangers' files may be brought down by one. The child holds nothing of worth but its copy of
the parent's memory, gives its results back through a pipe, and is bounded in processor time and memory.

A fork costs as much as half a page is read in. So the child that read a file without any trouble is kept for the next
one; any other is ended. What fails in a child that had read a file before is tried again in a new one, so that no file
pays for the one before it.
"""

from __future__ import annotations

import atexit
import contextlib
import faulthandler
import gc
import os
import pickle
import resource
import select
import signal
import struct
import sys
import threading
import time
import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from worker.errors import PermanentError, PoisonError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    Request = tuple[Callable[..., Iterator[object]], tuple[object, ...], float, int]

Item = TypeVar("Item")

_LENGTH = struct.Struct("!Q")
_MOST_BYTES = 1 << 30  # of one result
_WAIT = 4.0  # times the processor time that may pass: the machine has other work
_LEAST_WAIT = 60.0  # seconds
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL)
_MOST_FILES = 200  # read by one child
_MOST_GROWN = 64 << 20  # bytes that a child may hold once a file is read, to be kept
_OPEN, _MOST_OPEN = 3, 1 << 20  # file descriptors: the first behind those of every process, and the last there may be


def in_child(
    work: Callable[..., Iterator[Item]], *arguments: object, seconds: float, memory: int
) -> Generator[Item, None, None]:
    """Yield what ``work`` yields in a child process.

    Args:
        work: A function of a module; its items must be picklable.
        arguments: Of ``work``, picklable.
        seconds: Processor time for each item.
        memory: Bytes that the child may take beyond what it starts with.

    Raises:
        PermanentError: What ``work`` raised; or that the child crashed or passed a limit (``PoisonError``).
    """
    had = 0
    while True:
        child = _taken(memory)
        is_new = not child.files
        try:
            for item in child.items(work, arguments, seconds, had):
                had += 1
                yield item  # type: ignore[misc] # the child sends what work yields
        except _DiedError as death:
            if is_new or death.is_late:
                raise death.told from None
        else:
            if child.is_kept:
                _kept.child = child
            return
        finally:
            child.end()


_kept = threading.local()


@atexit.register
def _end_kept() -> None:
    """End the child of the main thread, so that its time is counted as that of this process."""
    child: _Child | None = getattr(_kept, "child", None)
    if child is not None and child.is_taken(child.memory):
        child.end()


def _taken(memory: int) -> _Child:
    """Return the child that is kept, else a new one."""
    kept: _Child | None = getattr(_kept, "child", None)
    _kept.child = None
    if kept is not None:
        if kept.is_taken(memory):
            return kept
        kept.end()
    return _Child(memory)


class _DiedError(Exception):
    """A child crashed or passed a limit.

    Attributes:
        told: What is said of its file, if that is to blame.
        is_late: It took too long: no file before could be to blame.
    """

    def __init__(self, told: PermanentError, *, is_late: bool = False) -> None:
        super().__init__(told)
        self.told = told
        self.is_late = is_late


class _Child:
    """A child of this thread: it ends with it, and so do both ends of its pipes.

    Attributes:
        files: How many files it has read.
        is_kept: It may read another.
        memory: Bytes that it may take.
    """

    def __init__(self, memory: int) -> None:
        """Fork one."""
        self.files = 0
        self.memory = memory
        self._owner = os.getpid()
        self.is_kept = False
        asked, self._asking = os.pipe()
        self._answers, answering = os.pipe()
        with warnings.catch_warnings():
            # What threads this process has hold no lock that the child asks for.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if not self._pid:
            _serve(asked, answering, self._owner, memory)
        os.close(asked)
        os.close(answering)

    def is_taken(self, memory: int) -> bool:
        """Take it from where it was kept; return whether it is this process's own and has that limit."""
        self.is_kept = False
        return self._owner == os.getpid() and self.memory == memory

    def items(
        self, work: Callable[..., Iterator[object]], arguments: tuple[object, ...], seconds: float, skipped: int
    ) -> Iterator[object]:
        """Yield what ``work`` yields there, without as many as are ``skipped``."""
        try:
            _send(self._asking, (work, arguments, seconds, skipped))
        except BrokenPipeError:
            raise self._died("gone") from None
        while True:
            kind, value = _receive(self._answers, seconds)
            if kind == "item":
                yield value
            elif kind == "error":
                raise value  # type: ignore[misc] # the child sends PermanentError alone
            elif kind == "end":
                self.files += 1
                self.is_kept = bool(value) and self.files < _MOST_FILES
                return
            else:
                raise self._died(kind)

    def end(self) -> None:
        """End it, unless it is kept."""
        if self.is_kept or not self._pid:
            return
        os.close(self._asking)
        os.close(self._answers)
        if self._owner == os.getpid():
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._pid, 0)
        self._pid = 0

    def _died(self, kind: str) -> _DiedError:
        if kind == "late":
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)
        elif kind == "memory":
            return _DiedError(_too_much_memory())
        _, status = os.waitpid(self._pid, 0)
        os.close(self._asking)
        os.close(self._answers)
        self._pid = 0
        number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        is_late = kind == "late" or number in _OUT_OF_TIME
        return _DiedError(_death(number, is_late=is_late), is_late=is_late)


def _serve(asked: int, answering: int, parent: int, memory: int) -> None:
    """Read file after file and never return."""
    # The parent's objects are not collected here: they would be looked at, and their memory copied.
    gc.freeze()
    status = 1
    try:
        _let_go(asked, answering)
        _confine(parent, memory)
        held = _private_bytes()
        while (request := _request(asked)) is not None:
            if not _answer(answering, request, held):
                break
        status = 0
    finally:
        os._exit(status)


def _answer(pipe: int, request: Request, held: int) -> bool:
    """Send what work yields; return whether the next file may be read here."""
    work, arguments, seconds, skipped = request
    try:
        _allow(seconds)
        for item in islice(work(*arguments), skipped, None):
            _send(pipe, ("item", item))
            _allow(seconds)
    except PermanentError as error:
        error.__cause__ = error.__context__ = None
        _send(pipe, ("error", error))
    except MemoryError:
        _send(pipe, ("memory", None))
    except BaseException as error:  # noqa: BLE001 - whatever it is, it must not leave this process
        reason = f"reading it failed ({type(error).__name__})"
        _send(pipe, ("error", PermanentError(reason, "", "broken_pdf", "read")))
    else:
        is_small = 0 < _private_bytes() <= held + _MOST_GROWN
        _send(pipe, ("end", is_small))
        return is_small
    return False


def _request(pipe: int) -> Request | None:
    """Return what is to be done next; None when the parent has ended."""
    head = _read(pipe, _LENGTH.size, None)
    if head is None or len(head) < _LENGTH.size:
        return None
    data = _read(pipe, _LENGTH.unpack(head)[0], None)
    return pickle.loads(data) if data else None  # noqa: S301 - from our own parent


def _let_go(*kept: int) -> None:
    """Close what the parent has open: a child that is kept must hold no file and no connection of it."""
    low = _OPEN
    for number in sorted(kept):
        os.closerange(low, number)
        low = number + 1
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    os.closerange(low, most if 0 < most < _MOST_OPEN else _MOST_OPEN)


def _confine(parent: int, memory: int) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    faulthandler.disable()  # its death is told by the parent
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - here alone

        ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
        _lower(resource.RLIMIT_DATA, _private_bytes() + memory)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, 0)  # it writes no file


def _private_bytes() -> int:
    """Return how much private memory this process has, 0 where nothing says; see ``worker.app.memory`` for why that."""
    if sys.platform != "linux":
        return 0
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmData:"))


def _lower(kind: int, wanted: int) -> None:
    soft, hard = resource.getrlimit(kind)
    bounds = [limit for limit in (wanted, hard, soft if kind != resource.RLIMIT_CPU else hard) if limit >= 0]
    resource.setrlimit(kind, (min(bounds), hard))


def _allow(seconds: float) -> None:
    """Allow so much processor time from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1)


def _send(pipe: int, message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    view = memoryview(_LENGTH.pack(len(data)) + data)
    while view:
        view = view[os.write(pipe, view) :]


def _receive(pipe: int, seconds: float) -> tuple[str, object]:
    """Return the next message; kind ``gone`` where the child ended, ``late`` where it took too long."""
    deadline = time.monotonic() + max(_LEAST_WAIT, _WAIT * seconds)
    head = _read(pipe, _LENGTH.size, deadline)
    if head is None:
        return "late", None
    if len(head) < _LENGTH.size or (size := _LENGTH.unpack(head)[0]) > _MOST_BYTES:
        return "gone", None
    data = _read(pipe, size, deadline)
    if data is None or len(data) < size:
        return "late" if data is None else "gone", None
    kind, value = pickle.loads(data)  # noqa: S301 - from our own child
    return kind, value


def _read(pipe: int, size: int, deadline: float | None) -> bytes | None:
    """Return ``size`` bytes, fewer where the pipe ends, None when the deadline, if there is one, passes."""
    parts: list[bytes] = []
    while size:
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        ready, _, _ = select.select([pipe], [], [], left)
        if not ready:
            return None
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _death(number: int, *, is_late: bool) -> PermanentError:
    if is_late:
        return PoisonError("a page takes longer than the time limit", "Export the file again, or split it.", "", "read")
    if number == signal.SIGABRT:
        return _too_much_memory()
    return PermanentError("the file is broken: reading it crashed", "Export it again.", "broken_pdf", "read")


def _too_much_memory() -> PermanentError:
    return PoisonError("the file needs more memory than the limit", "Split it, or export it again.", "", "read")
