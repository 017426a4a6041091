"""The kinds of fault: each a name, what is done in a line, the stage it needs, and the doing."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from baoku_process import wait_until
from fault_home import HUNG_SECONDS, STOPPED_SECONDS
from fault_proxy import Mode

if TYPE_CHECKING:
    from collections.abc import Callable

    from fault_scene import Scene

HANDFUL = 25  # files that one fault of files is done to


class Place(Enum):
    """Where a fault is done."""

    OWN = "a home with embedded engines"
    SHARED = "a home that is given addresses: of a Redis, and of a proxy before Elasticsearch"
    SMALL = "the same on a file system of 48 MiB, its Redis too"
    CLOCK = "the same, with a harness that sets what time.time() gives"


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of fault. ``act`` returns when its cause is gone; recovery counts from there."""

    name: str
    text: str
    place: Place
    act: Callable[[Scene], None]


KINDS: dict[str, Fault] = {}


def kind(name: str, text: str, place: Place) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    def enter(act: Callable[[Scene], None]) -> Callable[[Scene], None]:
        KINDS[name] = Fault(name, text, place, act)
        return act

    return enter


# --- processes killed ------------------------------------------------------------------------------------------------


def killing(role: str) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        wait_until(lambda: bool(scene.pids(role)), 30, f"a process to kill: {role}")
        for pid in scene.pids(role):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    return act


for role, text in {
    "child": "kill -9 of the worker's children",
    "worker": "kill -9 of the worker",
    "watcher": "kill -9 of the watcher",
    "redis": "kill -9 of Redis",
    "elasticsearch": "kill -9 of Elasticsearch",
}.items():
    kind(f"kill-{role}", text, Place.OWN)(killing(role))
kind("kill-worker-shared", "kill -9 of the worker where others may share its queue", Place.SHARED)(killing("worker"))


@kind("kill-up", "kill -9 of `baoku up`; started again", Place.OWN)
def kill_up(scene: Scene) -> None:
    killing("up")(scene)
    scene.home.reap()
    scene.home.start()


@kind("kill-all", "kill -9 of every process at once; started again", Place.OWN)
def kill_all(scene: Scene) -> None:
    for pid in scene.home.processes():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    scene.home.reap()
    scene.home.start()


@kind("kill-child-often", "kill -9 of the worker's children, five times in a row", Place.OWN)
def kill_child_often(scene: Scene) -> None:
    for _ in range(5):
        killing("child")(scene)
        scene.pause(0.4)


# --- processes stopped and continued ---------------------------------------------------------------------------------


def stopping(role: str, seconds: float) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        pids = scene.pids(role)
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        scene.pause(seconds)
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)

    return act


for role, text in {
    "child": "SIGSTOP of the worker's children for longer than the hard time limit, SIGCONT",
    "worker": "SIGSTOP of the worker and SIGCONT",
    "watcher": "SIGSTOP of the watcher and SIGCONT",
    "redis": "SIGSTOP of Redis for longer than its clients wait, SIGCONT",
    "elasticsearch": "SIGSTOP of Elasticsearch for longer than its clients wait, SIGCONT",
}.items():
    kind(f"stop-{role}", text, Place.OWN)(stopping(role, HUNG_SECONDS if role == "child" else STOPPED_SECONDS))


# --- stopped in order ------------------------------------------------------------------------------------------------


@kind("term-up", "SIGTERM of `baoku up` in mid-flow; started again", Place.OWN)
def term_up(scene: Scene) -> None:
    scene.home.terminate()
    assert not scene.home.processes(), "something is left running"
    scene.home.start()


@kind("term-worker", "SIGTERM of the worker in mid-flow", Place.OWN)
def term_worker(scene: Scene) -> None:
    for pid in scene.pids("worker"):
        os.kill(pid, signal.SIGTERM)


# --- one too many ----------------------------------------------------------------------------------------------------


def second(command: str) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        with scene.home.log.open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "worker", command],
                env=scene.home.environment(), cwd=scene.home.home.parent, stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        scene.pause(scene.outage)
        process.terminate()
        try:
            process.wait(30)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)

    return act


kind("second-watcher", "a second watcher started on the same inbox, and stopped", Place.OWN)(second("watch"))
kind("second-worker", "a second worker started on the same queue, and stopped", Place.OWN)(second("worker"))


# --- Elasticsearch misbehaves ----------------------------------------------------------------------------------------


MET_SECONDS = 30.0  # a machine that is busy with something else may be so late


def misbehaving(mode: Mode, seconds: float | None = None) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        before = scene.proxy.spoilt
        scene.proxy.mode = mode
        try:
            scene.pause(scene.outage if seconds is None else seconds)
            scene.wait_for(lambda: scene.proxy.spoilt > before, MET_SECONDS)
        finally:
            scene.proxy.mode = Mode.PASS
        assert scene.proxy.spoilt > before, "no request met the fault"

    return act


for mode, text in {
    Mode.BUSY: "Elasticsearch answers 429",
    Mode.UNAVAILABLE: "Elasticsearch answers 503",
    Mode.CLOSE: "Elasticsearch closes connections unread",
    Mode.CUT: "Elasticsearch does what it is asked and closes instead of answering",
    Mode.PARTIAL: "Elasticsearch answers 429 for a third of the actions of every bulk",
}.items():
    kind(f"es-{mode.value}", text, Place.SHARED)(misbehaving(mode))
kind("es-hang", "Elasticsearch does not answer for longer than its clients wait", Place.SHARED)(
    misbehaving(Mode.HANG, STOPPED_SECONDS)
)
