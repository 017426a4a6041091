"""Kinds in which what is archived is corrected, moved, stated anew, withdrawn, put back and undone, amid kills."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
from typing import TYPE_CHECKING

from baoku_process import COMMAND
from fault_issues import MadeIssue, made_issue
from fault_kinds import Place, kind

from worker.document.identifiers import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fault_scene import Scene
    from fault_verdict import Drop

MOST_EACH, LEAST_SHARE = 3, 30  # files that each operation is done to: so many, but one of so many dropped
KILLED_AFTER = (0.3, 3.0)  # seconds into a command: before, amid and after what it does
COMMAND_SECONDS = 150.0  # it gives up sooner (cli.patience)
TRIES = 8
DONE = ("nothing of that name", "has brought the earlier one back")  # said where the killed one had done it
FILED_SECONDS = 90.0
BETWEEN_KILLS = (3.0, 6.0)
MOVED_YEARS = 20  # made-up issues have their dates within ten years


def amid_kills(roles: Sequence[str]) -> Callable[[Scene], None]:
    """Return what does all operations while processes of these roles are killed, one after the other.

    Children and worker are killed once each: a file that had three deliveries broken off is quarantined.
    """

    def act(scene: Scene) -> None:
        over = threading.Event()
        killer = threading.Thread(target=_keep_killing, args=(scene, roles, over), name="killer", daemon=True)
        killer.start()
        try:
            operate(scene)
        finally:
            over.set()
            killer.join()

    return act


for name, text, place, roles in (
    ("decide-workers", "worker's children, worker and watcher", Place.OWN, ("child", "watcher", "worker", "watcher")),
    ("decide-engines", "Redis and Elasticsearch", Place.OWN, ("redis", "elasticsearch", "redis")),
):
    kind(
        name,
        "corrections, moves to another date, late sidecars, `baoku withdraw`, its `--back` and `baoku undo`,"
        f" the commands killed, too; meanwhile kill -9 of {text}",
        place,
    )(amid_kills(roles))


def _keep_killing(scene: Scene, roles: Sequence[str], over: threading.Event) -> None:
    for role in roles:
        scene.wait_for(lambda role=role: bool(scene.pids(role)), FILED_SECONDS)
        for pid in scene.pids(role):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if over.wait(scene.draw.uniform(*BETWEEN_KILLS)):
            return


def operate(scene: Scene) -> None:
    """Do every operation to a few files that are filed by now, no file to two that contradict each other."""
    each = max(1, min(MOST_EACH, scene.files // LEAST_SHARE))
    scene.wait_for(lambda: len(filed_drops(scene)) >= 6 * each, FILED_SECONDS)
    chosen = filed_drops(scene)
    scene.draw.shuffle(chosen)
    lots = [chosen[first : first + each] for first in range(0, 6 * each, each)]
    assert len(lots[-1]) == each, "too few files were filed"
    corrected, undone, moved, stated, withdrawn, back = lots
    for drop in (*corrected, *undone):
        correct(scene, drop)
    for drop in moved:
        move(scene, drop)
    for drop in stated:
        state_late(scene, drop)
    for drop in (*withdrawn, *back):
        decide(scene, "withdraw", drop)
        drop.withdrawn = True
    for drop in back:
        decide(scene, "withdraw", drop, "--back")
        drop.withdrawn = False
    for drop in undone:
        scene.wait_for(lambda drop=drop: is_filed(scene, drop), FILED_SECONDS)
        decide(scene, "undo", drop)
        drop.states.append(drop.states[0])


def filed_drops(scene: Scene) -> list[Drop]:
    return [drop for drop in list(scene.drops) if is_filed(scene, drop)]


def is_filed(scene: Scene, drop: Drop) -> bool:
    return not scene.place_of(drop.last).exists()


def correct(scene: Scene, drop: Drop) -> None:
    """Drop its articles again under the same name, each with a paragraph more."""
    number = next(number for number, one in enumerate(scene.drops) if one is drop)
    again(scene, drop, made_issue(scene.run, number, edition=1))


def move(scene: Scene, drop: Drop) -> None:
    """Drop the same bytes under another date: it is the issue of that date from now on, and of no other."""
    year = int(drop.last.path.rpartition("/")[2].removeprefix(f"{scene.run}-")[:4])
    again(scene, drop, MadeIssue(drop.last.path.replace(f"-{year}-", f"-{year + MOVED_YEARS}-"), drop.last.data))
    drop.exact = True


def state_late(scene: Scene, drop: Drop) -> None:
    """Drop a sidecar for a file that is archived."""
    drop.sidecar = {"number": "4711"}
    place = scene.place_of(drop.last)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    part.write_text("number: '4711'\n")
    part.rename(place.with_name(f"{place.name}.yml"))


def again(scene: Scene, drop: Drop, issue: MadeIssue) -> None:
    place = scene.place_of(issue)
    place.parent.mkdir(parents=True, exist_ok=True)
    part = place.with_name(f".{place.name}.part")
    part.write_bytes(issue.data)
    part.rename(place)
    drop.states.append(issue)
    scene.sampler.register(place, digest(issue.data))


def decide(scene: Scene, command: str, drop: Drop, *options: str) -> None:
    """Give a command, kill it somewhere amid its doing, and give it again until it is done."""
    arguments = [str(COMMAND), command, *options, drop.last.path]
    process = subprocess.Popen(
        arguments, env=scene.home.environment(), cwd=scene.home.home.parent, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(scene.draw.uniform(*KILLED_AFTER))
    process.kill()
    process.wait()
    said = ""
    for _ in range(TRIES):
        code, said = to_its_end(scene, arguments)
        if code == 0 or any(one in said for one in DONE):
            return
        scene.pause(2.0)
    raise AssertionError(f"{' '.join(arguments[1:])} could not be done: {said[-600:]}")


def to_its_end(scene: Scene, arguments: Sequence[str]) -> tuple[int, str]:
    """Run a command, which ends whatever the engines do; one that does not is asked where it stands."""
    process = subprocess.Popen(
        arguments, env={**scene.home.environment(), "PYTHONFAULTHANDLER": "1"}, cwd=scene.home.home.parent,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        said, _ = process.communicate(timeout=COMMAND_SECONDS)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        said, _ = process.communicate()
        raise AssertionError(f"{' '.join(arguments[1:])} did not end: {said}") from None
    return process.returncode, said
