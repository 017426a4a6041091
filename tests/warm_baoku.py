"""`baoku` without what a start costs: a process that has read the program forks for each command that is asked of it.

``command()`` gives a program to run in place of the installed one: arguments, environment, working folder, streams,
signals and exit code are the same, and so is the command line that the system shows. What it starts itself (services,
commands behind a click) is forked likewise. It is for what a command does. What a start is and what an installed
service does is tested with the installed program; ``test_warm_baoku`` sees that the two are alike.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import gc
import json
import os
import select
import shutil
import signal
import socket
import sys
import threading
from functools import cache
from pathlib import Path

import shared_process

# Read before the first command. None of them speaks to the user while it is read: the language is the command's.
READ = (
    *("numpy", "elasticsearch", "redis", "pydantic_settings", "rich.console", "typer", "lxml.etree", "pypinyin"),
    *("worker.app.wiring", "worker.search", "worker.ingestion.decisions", "worker.monitoring.health"),
    *("worker.app.services", "worker.app.watch", "worker.web.service"),
    *("celery.apps.worker", "celery.bin.celery", "celery.concurrency.prefork", "kombu.transport.redis"),
)
BUFFER = 1 << 16
LIFELINE = "BAOKU_LIFELINE"
FORWARDED = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# The program in place of the installed one, and of the Python that the program starts itself with: it hands its streams
# to the process that forks, passes signals on, and ends as its fork does.
PROGRAM = """#!{python} -IS
import json, os, signal, socket, sys
asked = sys.argv
if os.path.basename(asked[0]) == "python":
    if asked[1:4] != ["-P", "-m", "worker"]:
        os.execv({python!r}, [{python!r}, *asked[1:]])
    asked = [{main!r}, *asked[4:]]
streams = [0, 1, 2] + [int(os.environ[name]) for name in [{lifeline!r}] if name in os.environ]
with socket.socket(socket.AF_UNIX) as link:
    link.connect({address!r})
    shown = [{python!r}, *sys.argv[sys.argv is not asked:]]
    said = json.dumps([asked, shown, dict(os.environ), os.getcwd()]).encode()
    socket.send_fds(link, [len(said).to_bytes(8, "big")], streams)
    link.sendall(said)
    process = int.from_bytes(link.recv(8), "big")
    for number in {forwarded}:
        signal.signal(number, lambda number, _: os.kill(process, number))
    code = int(link.recv(16) or 70)
if code < 0:
    if -code in {forwarded}:
        signal.signal(-code, signal.SIG_DFL)
    os.kill(os.getpid(), -code)
sys.exit(code)
"""


@cache
def command() -> Path:
    """Return the program; the process behind it ends with the run of tests."""
    return shared_process.folder_of(Path(__file__)) / "baoku"


def serve(folder: Path) -> None:
    """Fork for each that asks, until none of the run is left."""
    import importlib  # noqa: PLC0415 - of the process that forks

    for name in READ:
        importlib.import_module(name)
    read_tables(folder)
    gc.collect()
    gc.freeze()  # else whatever collects garbage in a fork writes to all that it shares
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers end by themselves
    address = folder / "link"
    for name in ("baoku", "python"):
        (folder / name).write_text(
            PROGRAM.format(
                python=sys.executable,
                main=os.fspath(Path(sys.executable).with_name("baoku")),
                lifeline=LIFELINE,
                address=os.fspath(address),
                forwarded=tuple(map(int, FORWARDED)),
            )
        )
        (folder / name).chmod(0o755)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.fspath(address))
        listening.listen(64)
        held = shared_process.holders(folder)
        shared_process.say_ready()
        while held not in select.select([listening, held], [], [])[0]:
            link, _ = listening.accept()
            if not os.fork():
                listening.close()
                os.close(held)
                return keep(link, folder)
            link.close()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)


def read_tables(folder: Path) -> None:
    """Read what a worker, a watcher and the reading room read before they begin, of the usual settings."""
    from worker.app.settings import Settings  # noqa: PLC0415 - of the process that forks
    from worker.app.sharing import read_every_table  # noqa: PLC0415
    from worker.app.wiring import load_pipeline, versions_of  # noqa: PLC0415
    from worker.web.answering import compile_templates  # noqa: PLC0415

    pipeline = load_pipeline(Settings(home=folder))
    read_every_table(pipeline, versions_of(pipeline.enricher))
    compile_templates()


def keep(link: socket.socket, folder: Path) -> None:
    """Run one command, tell its process and its code, and end it when whoever asked is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, streams, _, _ = socket.recv_fds(link, 8, 4)
    asked = bytearray()
    while len(asked) < int.from_bytes(size, "big"):
        asked += link.recv(BUFFER)
    arguments, shown, environment, where = json.loads(asked)
    process = os.fork()
    if not process:
        link.close()
        os.setsid()  # with all that it forks it is ended as one
        for number, stream in enumerate(streams[:3]):
            os.dup2(stream, number)
            os.close(stream)
        if LIFELINE in environment:
            environment[LIFELINE] = str(streams[3])
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(where)
        show_as(shown, environment)
        sys.argv, sys.executable = arguments, os.fspath(folder / "python")
        leave(run())
    for stream in streams:
        os.close(stream)
    with contextlib.suppress(OSError):  # whoever asked may be gone already, which is seen below
        link.sendall(process.to_bytes(8, "big"))
    ended = os.pidfd_open(process)
    if link in select.select([link, ended], [], [])[0]:  # it never says another word: it is gone
        for end in (os.killpg, os.kill):  # it may not have a group of its own yet
            with contextlib.suppress(ProcessLookupError):
                end(process, signal.SIGKILL)
    _, status = os.waitpid(process, 0)
    with contextlib.suppress(OSError):
        link.sendall(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def show_as(arguments: list[str], environment: dict[str, str]) -> None:
    """Have the system show this process with a command line and a home in its environment, as if started so."""
    fields = Path("/proc/self/stat").read_bytes().rpartition(b")")[2].split()
    line, line_end, variables, variables_end = map(int, fields[45:49])  # where the system looks, see proc(5)
    home = {name: value for name, value in environment.items() if name == "BAOKU_HOME"}
    for start, end, texts in (
        (line, line_end, arguments),
        (variables, variables_end, [f"{name}={value}" for name, value in home.items()]),
    ):
        shown = b"".join(os.fsencode(text) + b"\0" for text in texts)[: end - start - 1]
        ctypes.memmove(start, shown.ljust(end - start, b"\0"), end - start)


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
    serve(Path(sys.argv[1]))
