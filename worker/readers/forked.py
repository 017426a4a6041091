"""Work on a hostile file in a child process: what crashes, hangs or swells there harms nobody.

A library in C that reads strangers' files may be brought down by one. The child holds nothing of worth but its copy of
the parent's memory, gives its results back through a pipe, and is bounded in processor time and memory. It is forked,
not started: a file costs some milliseconds more.
"""

from __future__ import annotations

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
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from worker.errors import PermanentError, PoisonError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

Item = TypeVar("Item")

_LENGTH = struct.Struct("!Q")
_MOST_BYTES = 1 << 30  # of one result
_WAIT = 4.0  # times the processor time that may pass: the machine has other work
_LEAST_WAIT = 60.0  # seconds
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG
_OUT_OF_TIME = (signal.SIGXCPU, signal.SIGKILL)


def in_child(work: Callable[[], Iterator[Item]], *, seconds: float, memory: int) -> Generator[Item, None, None]:
    """Yield what ``work`` yields in a forked child.

    Args:
        work: Its items must be picklable.
        seconds: Processor time for each item.
        memory: Bytes that the child may take beyond what it starts with.

    Raises:
        PermanentError: What ``work`` raised; or that the child crashed or passed a limit (``PoisonError``).
    """
    read_end, write_end = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings():
        # What threads this process has hold no lock that the child asks for.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(read_end)
        _serve(work, write_end, parent, seconds, memory)
    os.close(write_end)
    ended = False
    try:
        with os.fdopen(read_end, "rb", buffering=0) as pipe:
            while True:
                kind, value = _receive(pipe.fileno(), seconds)
                if kind == "item":
                    yield value  # type: ignore[misc] # the child sends what work yields
                elif kind == "error":
                    raise value  # type: ignore[misc] # the child sends PermanentError alone
                elif kind == "end":
                    return
                else:
                    ended = True
                    raise _death(child, kind)
    finally:
        if not ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _serve(work: Callable[[], Iterator[object]], pipe: int, parent: int, seconds: float, memory: int) -> None:
    """Do the work and never return."""
    # Nothing is collected here: the parent's objects would be looked at, and their memory copied, for a short life.
    gc.disable()
    status = 1
    try:
        _confine(parent, memory)
        _allow(seconds)
        for item in work():
            _send(pipe, "item", item)
            _allow(seconds)
        _send(pipe, "end", None)
        status = 0
    except PermanentError as error:
        error.__cause__ = error.__context__ = None
        _send(pipe, "error", error)
    except MemoryError:
        _send(pipe, "error", _too_much_memory())
    except BaseException as error:  # noqa: BLE001 - whatever it is, it must not leave this process
        _send(pipe, "error", PermanentError(f"reading it failed ({type(error).__name__})", "", "broken_pdf", "read"))
    finally:
        os._exit(status)


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
    """Return how much private memory this process has; see ``worker.app.memory`` for why it is that."""
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


def _send(pipe: int, kind: str, value: object) -> None:
    data = pickle.dumps((kind, value), protocol=pickle.HIGHEST_PROTOCOL)
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


def _read(pipe: int, size: int, deadline: float) -> bytes | None:
    """Return ``size`` bytes, fewer where the pipe ends, None when the deadline passes."""
    parts: list[bytes] = []
    while size:
        ready, _, _ = select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return None
        part = os.read(pipe, min(size, 1 << 20))
        if not part:
            break
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _death(child: int, kind: str) -> PermanentError:
    if kind == "late":
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if kind == "late" or number in _OUT_OF_TIME:
        return PoisonError("a page takes longer than the time limit", "Export the file again, or split it.", "", "read")
    if number == signal.SIGABRT:
        return _too_much_memory()
    return PermanentError("the file is broken: reading it crashed", "Export it again.", "broken_pdf", "read")


def _too_much_memory() -> PermanentError:
    return PoisonError("the file needs more memory than the limit", "Split it, or export it again.", "", "read")
