"""Whether work is done: not whether processes answer, but whether what waits is consumed and could be stored.

``look`` gathers what can be seen of one inbox, ``judge`` says what of it is unhealthy; the second is pure. An idle
system is healthy, and so is one that has much to do and does it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import redis

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.messages import message, plain
from worker.queueing import broker
from worker.queueing.ages import QueueAges, queue_ages
from worker.queueing.broker import QueueState, WatcherState
from worker.queueing.counters import Counters, Pulse
from worker.queueing.keys import key_prefix
from worker.watching.scanner import scan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from worker.indexing import Archive

NANOSECONDS = 1_000_000_000
PROBE = "health"  # below the inbox's prefix; written to see whether Redis takes writes
PROBE_SECONDS = 60
WATCHER_TURN_SECONDS = 300.0  # a watcher that does not come round for so long hangs, on a network mount most likely
FRUITLESS_FACTOR = 5  # orders that are only ever put off are unhealthy after so many times the stall limit


@dataclass(frozen=True, slots=True)
class Limits:
    """From the settings.

    Attributes:
        stall_seconds: While jobs wait, one must be worked on within this time.
        hard_limit_seconds: The longest that a worker may be busy with one order.
        min_free_bytes: Less free space on the home's disk is unhealthy.
    """

    stall_seconds: float
    hard_limit_seconds: float
    min_free_bytes: int


@dataclass(frozen=True, slots=True)
class Vitals:
    """What was seen; troubles are one line, empty for none.

    Attributes:
        now: Seconds since the epoch.
        index_trouble: Why the index would not take articles now.
        rebuild: Why ``baoku reindex`` is due, which is no trouble: all that was taken is found meanwhile.
        folder_trouble: Why files could not be taken or filed.
        free_bytes: On the disk of the home; None when it cannot be known.
        old_files: Issue files that have lain in the inbox for longer than the stall limit, as far as they were counted.
    """

    now: float
    redis_trouble: str = ""
    index_trouble: str = ""
    rebuild: tuple[str, ...] = ()
    folder_trouble: str = ""
    queue: QueueState = field(default_factory=lambda: QueueState(0, 0, 0))
    ages: QueueAges = field(default_factory=QueueAges)
    pulse: Pulse = field(default_factory=Pulse)
    watcher: WatcherState | None = None
    free_bytes: int | None = None
    old_files: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was judged: ``detail`` says what was seen, whether that is well or not."""

    name: str
    healthy: bool
    detail: str


def look(home: Path, client: redis.Redis, archive: Archive, limits: Limits, inbox_id: str = "") -> Vitals:
    """See for oneself: read and write both engines, and look at the folders.

    Args:
        home: Holds inbox/, archive/ and failed/.
        client: Redis.
        archive: As a user who may write.
        limits: See ``Limits``.
        inbox_id: See ``worker.queueing.keys``.
    """
    now = time.time()
    redis_trouble = ""
    queue, ages, pulse, watcher = QueueState(0, 0, 0), QueueAges(), Pulse(), None
    try:
        client.set(key_prefix(inbox_id) + PROBE, repr(now), ex=PROBE_SECONDS)
        queue, ages = broker.queue_state(client, inbox_id), queue_ages(client, inbox_id)
        _, pulse = Counters(client, inbox_id).read()
        watcher = broker.watcher_state(client, inbox_id)
    except redis.RedisError as error:
        redis_trouble = plain(error)
    index_trouble = ""
    rebuild: tuple[str, ...] = ()
    try:
        archive.check_writable()
        rebuild = archive.rebuild_due()
    except (EngineUnavailableError, ConfigurationError) as error:
        index_trouble = str(error)
    return Vitals(
        now=now,
        redis_trouble=redis_trouble,
        index_trouble=index_trouble,
        rebuild=rebuild,
        folder_trouble=_folder_trouble(home),
        queue=queue,
        ages=ages,
        pulse=pulse,
        watcher=watcher,
        free_bytes=_free_bytes(home),
        old_files=_old_files(home / "inbox", now - limits.stall_seconds, 1 + (watcher.unreadable if watcher else 0)),
    )


def _folder_trouble(home: Path) -> str:
    for name in ("inbox", "archive", "failed"):
        if not (home / name).is_dir():
            return message(f"{home / name} is not there")
        if not os.access(home / name, os.R_OK | os.W_OK | os.X_OK):
            return message(f"no permission to read and write {home / name}")
    return ""


def _old_files(inbox: Path, before: float, most: int) -> int:
    """Count the issue files that have not changed since ``before`` (seconds since the epoch), up to ``most``."""
    count = 0
    with contextlib.suppress(OSError):  # no inbox: the folders' own check says so
        for _, state in scan(inbox):
            count += state.ctime_ns < before * NANOSECONDS
            if count == most:
                break
    return count


def _free_bytes(home: Path) -> int | None:
    try:
        return shutil.disk_usage(home).free
    except OSError:
        return None


def judge(vitals: Vitals, limits: Limits) -> tuple[Check, ...]:
    """Return every check, in the order of a file's way."""
    checks = [
        _trouble("folders", vitals.folder_trouble, message("inbox, archive and failed are there")),
        _disk(vitals, limits),
        _trouble("redis", vitals.redis_trouble, message("takes writes")),
        _trouble("index", vitals.index_trouble, _well_index(vitals.rebuild)),
    ]
    if not vitals.redis_trouble:  # else nothing is known of these
        checks += [_watcher(vitals), _worker(vitals, limits)]
    return tuple(checks)


def _trouble(name: str, trouble: str, well: str) -> Check:
    return Check(name, not trouble, trouble or well)


def _well_index(rebuild: Sequence[str]) -> str:
    if not rebuild:
        return message("takes writes")
    reason = rebuild[0]
    return message(f"takes writes; a rebuild is due (baoku reindex): {reason}")


def _disk(vitals: Vitals, limits: Limits) -> Check:
    if vitals.free_bytes is None:
        return Check("disk", healthy=False, detail=message("cannot be looked at"))
    free = message(f"{vitals.free_bytes / 2**20:,.0f} MB free")
    return Check("disk", vitals.free_bytes >= limits.min_free_bytes, free)


def _watcher(vitals: Vitals) -> Check:
    watcher = vitals.watcher
    if watcher is None or not watcher.alive:
        quiet = message("was not heard of")
        if watcher is not None:
            quiet = message(f"was not heard of for {watcher.age_seconds:.0f} s")
        return Check("watcher", healthy=False, detail=quiet)
    if watcher.turn_seconds > WATCHER_TURN_SECONDS:
        return Check("watcher", healthy=False, detail=message(f"has been stuck for {watcher.turn_seconds:.0f} s"))
    return Check(
        "watcher", healthy=True, detail=message(f"{watcher.waiting} files not queued, {watcher.queued} queued")
    )


def _worker(vitals: Vitals, limits: Limits) -> Check:
    queue, pulse, watcher = vitals.queue, vitals.pulse, vitals.watcher
    waiting = queue.fresh + queue.backlog
    if not queue.jobs:
        # Redis hands an order to a worker that hangs while it waits for one, and then knows of it no more.
        quiet = vitals.now - max(pulse.tried, pulse.started)
        lost = watcher is not None and watcher.queued > 0 and vitals.old_files > watcher.unreadable
        if lost and quiet > limits.stall_seconds:
            return Check(
                "worker", healthy=False, detail=message(f"queued files wait; none was worked on for {quiet:.0f} s")
            )
        return Check("worker", healthy=True, detail=message("no job waits"))
    # An order that is given again is old from the start, and a worker that just started has done nothing yet.
    oldest = vitals.ages.oldest if waiting else vitals.ages.in_hand
    patience = limits.stall_seconds if waiting else limits.stall_seconds + limits.hard_limit_seconds
    quiet = min(oldest or 0.0, vitals.now - max(pulse.tried, pulse.started))
    said = message(f"{waiting} jobs wait, {queue.in_hand} in hand")
    if quiet > patience:
        return Check("worker", healthy=False, detail=message(f"{said}; none was worked on for {quiet:.0f} s"))
    fruitless = min(oldest or 0.0, vitals.now - max(pulse.done, pulse.started))
    if fruitless > FRUITLESS_FACTOR * patience:
        reason = pulse.reason or message("no reason is known")
        return Check(
            "worker", healthy=False, detail=message(f"{said}; none was finished for {fruitless:.0f} s: {reason}")
        )
    return Check("worker", healthy=True, detail=said)
