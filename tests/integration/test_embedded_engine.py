"""The life of one engine's process, with small programs in its place, and with Redis itself."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from worker.embedded.engine import GUARD, Engine, Launch, end_leftover
from worker.embedded.owner import Owner
from worker.embedded.ports import any_free_port, choose_port, is_free
from worker.embedded.processes import ProcessStamp, is_alive, stamp
from worker.errors import ConfigurationError, EngineUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

ME = Owner(os.geteuid(), os.getegid(), changed=False)
PATIENCE_SECONDS = 30.0
PARENT = """
import subprocess, sys, time
command = ["/bin/sh", "-c", sys.argv[1], "guard", "/bin/sh", "-c", sys.argv[2]]
subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
time.sleep(600)
"""


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Callable[..., Engine]]:
    """Make engines out of shell scripts; all are stopped when the test ends."""
    made: list[Engine] = []

    def make(script: str, *, answers: Callable[[int], bool] | None = None, stop_word: bytes = b"") -> Engine:
        def launch(port: int) -> Launch:
            return Launch(["/bin/sh", "-c", script, "engine", str(port)], {"PATH": os.defpath}, tmp_path)

        ready = answers or (lambda _port: made[-1].printed().startswith("ready"))
        made.append(Engine("thing", any_free_port(), launch, ready, tmp_path / "thing.log", ME, stop_word))
        return made[-1]

    yield make
    for each in made:
        each.ask_to_stop()
        each.wait_stopped(time.monotonic())


def soon() -> float:
    return time.monotonic() + PATIENCE_SECONDS


def test_it_is_ready_when_it_answers_and_stops_on_its_word(engine: Callable[..., Engine]) -> None:
    thing = engine("echo ready; read word; echo bye $word; exit 0", stop_word=b"now\n")
    thing.spawn()
    thing.wait_ready(soon())
    process = thing.process
    assert process is not None
    assert is_alive(process)
    thing.ask_to_stop()
    thing.wait_stopped(soon())
    assert not is_alive(process)
    assert "bye now" in thing.printed()


def test_one_that_does_not_stop_is_killed_at_the_deadline(engine: Callable[..., Engine]) -> None:
    thing = engine("trap '' TERM; echo ready; while :; do sleep 60; done")
    thing.spawn()
    thing.wait_ready(soon())
    process = thing.process
    assert process is not None
    thing.ask_to_stop()
    thing.wait_stopped(time.monotonic())
    assert not is_alive(process)


def test_why_it_died_is_one_line_that_names_the_log(engine: Callable[..., Engine]) -> None:
    thing = engine("echo starting; echo 'FATAL: no space left on device'; echo done; exit 1")
    thing.spawn()
    with pytest.raises(ConfigurationError, match=r"thing did not start: FATAL: no space left .*thing\.log"):
        thing.wait_ready(soon())


def test_what_an_earlier_start_printed_is_not_taken_for_this_ones_reason(engine: Callable[..., Engine]) -> None:
    thing = engine('[ -e again ] || { touch again; echo "ERROR: the first time"; exit 1; }; exit 1')
    for message in ("the first time", "it printed nothing"):
        thing.spawn()
        with pytest.raises(ConfigurationError, match=message):
            thing.wait_ready(soon())


def test_one_that_never_answers_is_unavailable(engine: Callable[..., Engine]) -> None:
    thing = engine("echo loading; sleep 60", answers=lambda _port: False)
    thing.spawn()
    wait_until(lambda: "loading" in thing.printed())
    with pytest.raises(EngineUnavailableError, match="does not answer: loading"):
        thing.wait_ready(time.monotonic())


def test_a_program_that_is_not_there_is_a_configuration_error(tmp_path: Path) -> None:
    thing = Engine(
        "thing",
        any_free_port(),
        lambda _port: Launch([str(tmp_path / "absent")], {}, tmp_path),
        lambda _port: False,
        tmp_path / "thing.log",
        ME,
    )
    with pytest.raises(ConfigurationError, match=r"thing cannot be started: .*absent"):
        thing.spawn()


def test_another_port_is_tried_when_its_own_was_taken_in_the_meantime(engine: Callable[..., Engine]) -> None:
    # the first start loses the race for its port, as any program words it
    thing = engine(
        '[ -e lost ] && echo ready on $1 && sleep 60; touch lost; echo "bind: Address already in use"; exit 1'
    )
    first = thing.port
    thing.spawn()
    thing.wait_ready(soon())
    assert thing.port != first
    assert f"ready on {thing.port}" in thing.printed()


def test_a_port_that_is_always_taken_ends_in_an_error(engine: Callable[..., Engine]) -> None:
    thing = engine('echo "bind: Address already in use"; exit 1')
    thing.spawn()
    with pytest.raises(ConfigurationError, match="did not start: bind: Address"):
        thing.wait_ready(soon())


def test_it_is_started_anew_when_its_number_was_that_of_a_killed_jvm_of_another_user(
    engine: Callable[..., Engine],
) -> None:
    # as Java words it; seen in continuous integration, where numbers soon come again
    words = "well-known file /proc/7/root/tmp/.java_pid7 is not secure: file should be owned by the current user"
    thing = engine(f'[ -e once ] && echo ready && sleep 60; touch once; echo "{words}"; exit 1')
    port = thing.port
    thing.spawn()
    thing.wait_ready(soon())
    assert thing.port == port


def test_a_taken_port_is_not_chosen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert not is_free(port)
        assert choose_port(port) != port
    assert choose_port(port) == port


def test_the_guard_ends_its_program_when_its_parent_is_killed(tmp_path: Path) -> None:
    program = "echo $$ > pid; echo started; exec sleep 600"
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            PARENT,
            GUARD,
            program,
        ],
        cwd=tmp_path,
    )
    try:
        wait_until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text().endswith("\n"))
        found = stamp(int((tmp_path / "pid").read_text()))
        assert found is not None
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
    wait_until(lambda: not is_alive(found))


def test_the_guard_ends_with_its_program_and_its_code(tmp_path: Path) -> None:
    with subprocess.Popen(
        ["/bin/sh", "-c", GUARD, "guard", "/bin/sh", "-c", "exit 7"], stdin=subprocess.PIPE, cwd=tmp_path
    ) as guard:
        assert guard.wait(PATIENCE_SECONDS) == 7


def test_a_leftover_is_ended_and_a_stranger_with_its_number_is_not(tmp_path: Path) -> None:
    with subprocess.Popen(["/bin/sleep", "600"], cwd=tmp_path, start_new_session=True) as left:
        found = stamp(left.pid)
        assert found is not None
        end_leftover(ProcessStamp(left.pid, "a process of an earlier boot"))
        assert is_alive(found)
        end_leftover(found)
        assert not is_alive(found)


def test_one_that_dies_is_started_again_after_a_pause(engine: Callable[..., Engine]) -> None:
    thing = engine("echo ready; read word; exit 1", stop_word=b"die\n")
    thing.spawn()
    thing.wait_ready(soon())
    first = thing.process
    assert first is not None
    assert not thing.keep_running()  # it runs: nothing to do
    os.kill(first.pid, signal.SIGKILL)
    wait_until(lambda: not thing.is_running())
    assert not thing.keep_running()  # not at once: a program that dies at start would be started all the time
    wait_until(thing.keep_running)
    assert thing.restarts == 1
    assert thing.process != first
