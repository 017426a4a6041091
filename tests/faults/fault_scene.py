"""One run: files flow into a home, a fault is done to it in the midst, and everything is waited for."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import redis
from fault_folders import Folders, Sampler
from fault_issues import MadeIssue, made_issue, made_issues
from fault_verdict import Drop

from worker.document.identifiers import digest
from worker.queueing import broker

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from elasticsearch import Elasticsearch
    from fault_home import FaultHome, OwnRedis
    from fault_proxy import Proxy

DELIVERY = 50
SINGLE = range(45, 50)  # of every so many files the last few come one by one
LOOK_SECONDS = 0.2
EARLIEST, LATEST = 0.1, 0.5  # share of the files that are filed when the fault begins
REST_SECONDS = 60.0  # longer than the orders of a dead worker take to come back, and to be done
HELD_BACK = 0.1  # share of the files that come only once it has begun: a fault that nothing meets shows nothing


@dataclass
class Stage:
    """What faults are done to, the same for many runs.

    Attributes:
        home: Where the files go in.
        redis: The harness's own; None where the home's Redis is embedded.
        proxy: Between the home's worker and Elasticsearch; None where that is embedded.
        clock: The file that says how far the home's processes find the time ahead; None where they find it as it is.
        ballast: A file on the home's small file system, to fill it with; None where that is not small.
        aliases: Of the articles and of the ledger.
        admin: Connects to Elasticsearch, past the proxy, as who may do anything to the aliases.
    """

    home: FaultHome
    admin: Callable[[], AbstractContextManager[Elasticsearch]]
    aliases: tuple[str, str] = ("articles", "issues")
    redis: OwnRedis | None = None
    proxy: Proxy | None = None
    clock: Path | None = None
    ballast: Path | None = None


@dataclass
class Scene:
    """One run on a stage."""

    stage: Stage
    run: str
    files: int
    seconds: float
    outage: float
    draw: random.Random = field(init=False)
    drops: list[Drop] = field(default_factory=list)
    folders: Folders = field(init=False)
    sampler: Sampler = field(init=False)
    begun: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.draw = random.Random(self.run)
        self.folders = Folders(self.stage.home.home, self.run)
        self.sampler = Sampler(self.folders)

    @property
    def home(self) -> FaultHome:
        return self.stage.home

    @property
    def proxy(self) -> Proxy:
        assert self.stage.proxy is not None
        return self.stage.proxy

    @property
    def redis(self) -> OwnRedis:
        assert self.stage.redis is not None
        return self.stage.redis

    @property
    def ballast(self) -> Path:
        assert self.stage.ballast is not None
        return self.stage.ballast

    def pids(self, role: str) -> list[int]:
        """Return the processes of a role; Redis is the harness's own where the home was given its address."""
        if role == "redis" and self.stage.redis is not None:
            return [self.stage.redis.pid]
        return self.home.pids(role)

    def set_clock(self, seconds: int) -> None:
        """Have the home's processes read a clock that is so much ahead."""
        assert self.stage.clock is not None
        self.stage.clock.write_text(str(seconds))

    def pause(self, seconds: float) -> None:
        threading.Event().wait(seconds)

    # --- files ------------------------------------------------------------------------------------------------------

    def place_of(self, issue: MadeIssue) -> Path:
        return self.home.inbox / issue.path

    def drop_all(self) -> None:
        """Drop the files in the time of the run, by copy or by rename: deliveries of many and single ones between."""
        issues = made_issues(self.run, self.files)
        began = time.monotonic()
        held_back = round(self.files * (1 - HELD_BACK))
        for number, issue in enumerate(issues):
            if number == held_back:
                self.begun.wait()
            # where there may be no room a file comes by a rename, or half of it would be what the user dropped
            self.drop(issue, by_rename=number % 2 == 0 or self.stage.ballast is not None)
            ahead = began + self.seconds * (number + 1) / self.files - time.monotonic()
            if ahead > 0 and number % DELIVERY in SINGLE:
                self.pause(ahead)

    def drop(self, issue: MadeIssue, *, by_rename: bool = True) -> Drop:
        drop = Drop([issue])
        place = self.place_of(issue)
        while True:
            try:
                place.parent.mkdir(parents=True, exist_ok=True)
                written = place.with_name(f".{place.name}.part") if by_rename else place
                written.write_bytes(issue.data)
                if by_rename:
                    written.rename(place)
            except OSError:  # no room: as whoever copies by hand would, wait and do it again
                self.pause(0.2)
            else:
                break
        self.drops.append(drop)
        self.sampler.register(place, digest(issue.data))
        return drop

    def rename(self, drop: Drop) -> None:
        """Move a file to another folder of the inbox, if it is still there."""
        place = self.place_of(drop.last)
        moved = MadeIssue(f"{self.run}/{self.run}/{place.name}", drop.last.data)
        target = self.place_of(moved)
        target.parent.mkdir(parents=True, exist_ok=True)
        self.sampler.withdraw(place)
        with contextlib.suppress(FileNotFoundError):
            place.rename(target)
            drop.states.append(moved)
            self.sampler.register(target, digest(moved.data))

    def another_edition(self, drop: Drop, *, in_place: bool) -> None:
        """Write other articles over a file, through it or by a rename onto it."""
        number = self.drops.index(drop)
        issue = made_issue(self.run, number, edition=len(drop.states))
        place = self.place_of(issue)
        self.sampler.withdraw(place)
        if in_place:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(issue.data)
        else:
            other = place.with_name(f".{place.name}.edition")
            other.write_bytes(issue.data)
            other.rename(place)
        drop.states.append(issue)
        self.sampler.register(place, digest(issue.data))

    # --- progress ---------------------------------------------------------------------------------------------------

    def filed(self) -> int:
        return len(self.folders.archived()) + len(self.folders.failed())

    def wait_for(self, condition: Callable[[], bool], seconds: float) -> None:
        """Wait until it holds, but no longer than so many seconds."""
        deadline = time.monotonic() + seconds
        while not condition() and time.monotonic() < deadline:
            self.pause(LOOK_SECONDS)

    def is_done(self) -> bool:
        return not self.folders.waiting()

    def is_at_rest(self) -> bool:
        """Tell whether all is done and no order is left: one of two for a file goes on when the other has filed it."""
        with contextlib.suppress(redis.RedisError), broker.connect(self.home.redis_url()) as client:
            return not broker.queue_state(client).jobs and self.is_done()
        return False


@dataclass(frozen=True, slots=True)
class Played:
    """How a run went. Seconds from the end of the fault; None: not within the time allowed."""

    resumed: float | None
    settled: float | None
    looks: int
    nowhere: tuple[str, ...]


def play(scene: Scene, fault: Callable[[Scene], None], *, allowed: float) -> Played:
    """Let files flow in, do the fault, wait until all is filed and nobody is at work any more."""
    scene.sampler.start()
    flow = threading.Thread(target=scene.drop_all, name="flow", daemon=True)
    flow.start()
    enough = scene.draw.uniform(EARLIEST, LATEST) * scene.files
    scene.wait_for(lambda: scene.filed() >= enough, 60)
    scene.begun.set()
    fault(scene)
    ended = time.monotonic()
    before = scene.filed()
    resumed = settled = None
    while time.monotonic() - ended < allowed:
        if resumed is None and (scene.filed() > before or scene.is_done()):
            resumed = time.monotonic() - ended
        if not flow.is_alive() and scene.is_done():
            settled = time.monotonic() - ended
            break
        scene.pause(LOOK_SECONDS)
    flow.join()
    scene.wait_for(scene.is_at_rest, REST_SECONDS)
    scene.sampler.stop()
    return Played(resumed, settled, scene.sampler.looks, tuple(scene.sampler.nowhere))
