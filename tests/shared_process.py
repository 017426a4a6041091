"""What costs much to start is started once a run of tests, by whichever of its processes needs it first.

What is shared is a module of this folder that is run with a folder of its own as its argument. It says that it is
ready (``say_ready``), and ends once none of the run holds it any more (``holders``): every process that has asked for
it keeps a pipe open, and lets go of that when it ends, killed or not.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sys
import tempfile
import uuid
from functools import cache
from pathlib import Path

_RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or uuid.uuid4().hex  # without xdist a run is one process
_HELD = "held"
_READY = b"1"


@cache
def folder_of(program: Path) -> Path:
    """Start a program unless another process of the run has; return its folder once it is ready.

    Raises:
        RuntimeError: It ended before it was; its output is in the message.
    """
    folder = Path(tempfile.gettempdir()) / f"baoku-{program.stem}-{_RUN[:12]}"
    folder.mkdir(mode=0o711, exist_ok=True)  # engines run as a user of their own, and pass through
    with (folder / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / _HELD).exists():
            os.mkfifo(folder / _HELD)
            _start(program, folder)
        os.open(folder / _HELD, os.O_WRONLY | os.O_NONBLOCK)  # until this process ends; none that it starts has it
    return folder


def _start(program: Path, folder: Path) -> None:
    ready, say = os.pipe()
    os.set_inheritable(say, True)
    log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    null = os.open(os.devnull, os.O_RDONLY)
    os.posix_spawn(  # unlike a Popen it may outlive whoever started it
        sys.executable,
        [sys.executable, os.fspath(program), os.fspath(folder), str(say), " " * 2000],  # room for another title
        {**os.environ, "PYTHONIOENCODING": "utf-8"},
        file_actions=[(os.POSIX_SPAWN_DUP2, null, 0), (os.POSIX_SPAWN_DUP2, log, 1), (os.POSIX_SPAWN_DUP2, log, 2)],
        setpgroup=0,  # Ctrl-C is for the tests, whose end it sees
    )
    for each in (say, log, null):
        os.close(each)
    said = os.read(ready, 1)
    os.close(ready)
    if said != _READY:
        told = (folder / "log").read_text(errors="replace")
        shutil.rmtree(folder)
        message = f"{program.name} does not start: {told[-3000:]}"
        raise RuntimeError(message)


def holders(folder: Path) -> int:
    """Return what can be read once none of the run holds the folder's program any more; for the program."""
    return os.open(folder / _HELD, os.O_RDONLY | os.O_NONBLOCK)


def say_ready() -> None:
    """Say that it can be used; for the program."""
    say = int(sys.argv[2])
    os.write(say, _READY)
    os.close(say)
