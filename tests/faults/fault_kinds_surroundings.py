"""Kinds of fault that are done to files, disks, clocks and a Redis that has not died."""

from __future__ import annotations

import contextlib
import os
import time
from typing import TYPE_CHECKING

import redis
from fault_kinds import HANDFUL, Place, kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fault_scene import Scene
    from fault_verdict import Drop

BALLAST_CHUNK = 1024 * 1024
HOUR_SECONDS = 3600


# --- what users do to files ------------------------------------------------------------------------------------------


def each_soon(scene: Scene) -> Iterator[Drop]:
    """Yield a handful of files while they settle, wait in the queue or are read: those dropped last."""
    done: set[int] = set()
    deadline = time.monotonic() + scene.outage * 3
    while len(done) < HANDFUL and time.monotonic() < deadline:
        scene.pause(scene.draw.uniform(0.0, 0.1))
        newest = range(max(0, len(scene.drops) - 60), len(scene.drops))
        waiting = [number for number in newest if number not in done and not scene.drops[number].taken_away]
        if waiting:
            number = scene.draw.choice(waiting)
            done.add(number)
            yield scene.drops[number]


@kind(
    "files-rewritten", "files written anew, through the file and by a rename onto it, while queued or read", Place.OWN
)
def files_rewritten(scene: Scene) -> None:
    for number, drop in enumerate(each_soon(scene)):
        scene.another_edition(drop, in_place=number % 2 == 0)


@kind("files-deleted", "files deleted while queued or read", Place.OWN)
def files_deleted(scene: Scene) -> None:
    for drop in each_soon(scene):
        place = scene.place_of(drop.last)
        drop.taken_away = True
        scene.sampler.withdraw(place)
        place.unlink(missing_ok=True)


@kind("files-renamed", "files renamed into another folder of the inbox while queued or read", Place.OWN)
def files_renamed(scene: Scene) -> None:
    for drop in each_soon(scene):
        scene.rename(drop)


@kind("files-moved", "files moved out of the inbox while queued or read, and back a moment later", Place.OWN)
def files_moved(scene: Scene) -> None:
    outside = scene.home.home / "outside"
    outside.mkdir(exist_ok=True)
    for drop in each_soon(scene):
        place = scene.place_of(drop.last)
        scene.sampler.withdraw(place)
        with contextlib.suppress(FileNotFoundError):
            place.rename(outside / place.name)
            scene.pause(scene.draw.uniform(0.0, 0.6))
            (outside / place.name).rename(place)


@kind("files-twice", "files dropped again, unchanged, while queued or read", Place.OWN)
def files_twice(scene: Scene) -> None:
    for drop in each_soon(scene):
        place = scene.place_of(drop.last)
        copy = place.with_name(f".{place.name}.again")
        copy.write_bytes(drop.last.data)
        scene.sampler.withdraw(place)  # it may be still there, and gives way to the second
        copy.rename(place)


@kind("file-times", "files with modification times years ahead and years ago", Place.OWN)
def file_times(scene: Scene) -> None:
    for number, drop in enumerate(each_soon(scene)):
        moment = time.time() + (10 if number % 2 else -30) * 365 * 24 * HOUR_SECONDS
        with contextlib.suppress(FileNotFoundError):
            os.utime(scene.place_of(drop.last), (moment, moment))


# --- Redis that lives and is of no use -------------------------------------------------------------------------------


def refusing(name: str, value: str, usual: str) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        client = scene.redis.client
        client.config_set(name, value)
        try:
            scene.pause(scene.outage)
        finally:
            client.config_set(name, usual)

    return act


kind("redis-no-memory", "Redis refuses what takes memory (maxmemory reached)", Place.SHARED)(
    refusing("maxmemory", "1", "0")
)
kind("redis-read-only", "Redis refuses every write (too few replicas)", Place.SHARED)(
    refusing("min-replicas-to-write", "1", "0")
)


@kind("redis-forgets", "Redis loses all that it had", Place.SHARED)
def redis_forgets(scene: Scene) -> None:
    scene.redis.client.flushall()


@kind("redis-cuts", "Redis closes every connection, again and again", Place.SHARED)
def redis_cuts(scene: Scene) -> None:
    deadline = time.monotonic() + scene.outage
    while time.monotonic() < deadline:
        with contextlib.suppress(redis.RedisError), scene.redis.client as client:
            client.client_kill_filter(_type="normal", skipme=True)
        scene.pause(scene.draw.uniform(0.2, 1.0))


# --- disks and clocks ------------------------------------------------------------------------------------------------


@kind("es-read-only", "Elasticsearch makes its indices read-only, as at the flood stage of a full disk", Place.SHARED)
def es_read_only(scene: Scene) -> None:
    with scene.stage.admin() as client:
        aliases = ",".join(scene.stage.aliases)
        client.indices.put_settings(index=aliases, settings={"index.blocks.read_only_allow_delete": True})
        try:
            scene.pause(scene.outage)
        finally:
            client.indices.put_settings(index=aliases, settings={"index.blocks.read_only_allow_delete": None})


@kind("disk-full", "the file system of home and Redis full, then not", Place.SMALL)
def disk_full(scene: Scene) -> None:
    """Files that are being dropped wait for room, as a copying program's user would have to."""
    with contextlib.suppress(OSError), scene.ballast.open("wb", buffering=0) as file:
        while file.write(b"\0" * BALLAST_CHUNK):
            pass
    scene.pause(scene.outage)
    scene.ballast.unlink()


def stepping(seconds: int) -> Callable[[Scene], None]:
    def act(scene: Scene) -> None:
        scene.set_clock(seconds)
        scene.pause(scene.outage)
        scene.set_clock(0)

    return act


kind("clock-back", "what time.time() gives worker and watcher an hour back, then right again", Place.CLOCK)(
    stepping(-HOUR_SECONDS)
)
kind("clock-ahead", "what time.time() gives worker and watcher an hour ahead, then right again", Place.CLOCK)(
    stepping(HOUR_SECONDS)
)
