"""`baoku` without what a start costs: a process that has read the program forks for each command that is asked of it.

``command()`` gives a program to run in place of the installed one: arguments, environment, working folder, streams and
exit code are the same. It is for what a command does. What a start is, what runs for long (``up``, the services) and
what is killed is tested with the installed program; ``test_warm_baoku`` sees that the two are alike.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

# Read before the first command. None of them speaks to the user while it is read: the language is the command's.
READ = (
    *("numpy", "elasticsearch", "redis", "pydantic_settings", "rich.console", "typer", "lxml.etree", "pypinyin"),
    *("worker.app.wiring", "worker.search", "worker.ingestion.decisions", "worker.monitoring.health"),
)
BUFFER = 1 << 16
# The program in place of the installed one: it hands its streams to the process that forks, and ends as its fork does.
PROGRAM = """#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as link:
    link.connect({address!r})
    asked = json.dumps([sys.argv, dict(os.environ), os.getcwd()]).encode()
    socket.send_fds(link, [len(asked).to_bytes(8, "big")], [0, 1, 2])
    link.sendall(asked)
    code = int(link.recv(16) or 70)
if code < 0:
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


@cache
def command() -> Path:
    """Return the program; the process behind it ends with this one."""
    folder = Path(tempfile.mkdtemp(prefix="baoku-warm-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    address, program = folder / "link", folder / "baoku"
    program.write_text(PROGRAM.format(python=sys.executable, address=os.fspath(address)))
    program.chmod(0o755)
    process = subprocess.Popen(
        [sys.executable, "-P", __file__, address],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(process.communicate)  # its standard input closes
    assert process.stdout is not None
    assert process.stdout.read(1) == b"1", "the process that forks does not start"
    return program


def serve(address: str) -> None:
    """Fork for each that asks, until whoever started this is gone: standard input tells."""
    import importlib  # noqa: PLC0415 - of the process that forks

    for name in READ:
        importlib.import_module(name)
    importlib.import_module("worker.enrichment").load_enricher()  # for the tables that are kept
    gc.collect()
    gc.freeze()  # else whatever collects garbage in a fork writes to all that it shares
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers end by themselves
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(address)
        listening.listen()
        os.write(1, b"1")
        while listening in select.select([listening, 0], [], [])[0]:
            link, _ = listening.accept()
            if not os.fork():
                listening.close()
                return keep(link)
            link.close()
    os._exit(0)


def keep(link: socket.socket) -> None:
    """Run one command, tell its code, and end it when whoever asked is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, streams, _, _ = socket.recv_fds(link, 8, 3)
    asked = bytearray()
    while len(asked) < int.from_bytes(size, "big"):
        asked += link.recv(BUFFER)
    arguments, environment, folder = json.loads(asked)
    process = os.fork()
    if not process:
        link.close()
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = arguments
        leave(run())
    ended = os.pidfd_open(process)
    if link in select.select([link, ended], [], [])[0]:  # it never says another word: it is gone
        os.kill(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    link.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def run() -> int:
    """Run the command as the installed program would."""
    from worker.cli import main as baoku  # noqa: PLC0415 - the language is the command's

    try:
        baoku()
    except SystemExit as error:
        if isinstance(error.code, str):
            sys.stderr.write(f"{error.code}\n")
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:  # noqa: BLE001 - shown, as the interpreter shows it
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def leave(code: int) -> None:
    """End as the interpreter ends, but for taking apart all that was read."""
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()  # noqa: SLF001 - there is no other way to it
    with contextlib.suppress(OSError):  # whoever reads has seen enough
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
