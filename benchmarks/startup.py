"""Seconds from nothing to an Elasticsearch that answers with a password: its own launcher against ours.

Usage: python benchmarks/startup.py [ROUNDS]
       python benchmarks/startup.py --room [ROUNDS]

With ``--room``: seconds until `baoku up` says that it is up, with the reading room and without, and how much later the
room answers.

Rounds alternate between the variants, so that a noisy machine is noisy for all. Processor seconds are those of a whole
process tree until it answers; they hold better on a busy machine than seconds of the clock. Linux only.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from worker.embedded import Engines, credentials, es_config
from worker.embedded.distribution import default_cache, provide
from worker.embedded.java import find_java
from worker.embedded.owner import owner_for
from worker.embedded.ports import any_free_port
from worker.embedded.reporting import Silent

if TYPE_CHECKING:
    from collections.abc import Callable

HEAP_MB = 512
LOOK_SECONDS = 0.05
TICKS = os.sysconf("SC_CLK_TCK")


def processor_seconds(session: int) -> float:
    """Return what the processes of a session have used, with those of theirs that have ended."""
    ticks = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                ticks += sum(map(int, fields[11:15]))
    return ticks / TICKS


def with_its_launcher(folder: Path) -> tuple[float, float]:
    """Start bin/elasticsearch as its documentation says, with the same users, heap and data of its own."""
    owner = owner_for(folder)
    distribution = provide(default_cache(), Silent())
    java = find_java(remembered=folder / "java.json", reporter=Silent(), reachable=owner.may_pass)
    known, port = credentials.make(), any_free_port()
    config = folder / "config"
    shutil.copytree(distribution.home / "config", config)
    files = es_config.config_files(known, articles_alias="articles", issues_alias="issues")
    for name in ("roles.yml", "users", "users_roles"):
        (config / name).write_text(files[name])
    paths = es_config.NodePaths(distribution.home, folder / "data", folder / "logs")
    settings = es_config.node_settings(paths, port=port, modules=distribution.modules)
    del settings["path.home"]  # the launcher knows it
    (config / "elasticsearch.yml").write_text(yaml.safe_dump(settings))
    (config / "jvm.options.d" / "heap.options").write_text(f"-Xms{HEAP_MB}m\n-Xmx{HEAP_MB}m\n")
    (folder / "tmp").mkdir()  # Elasticsearch refuses a temporary folder that holds its configuration
    for path in (folder, *folder.rglob("*")):
        os.chown(path, owner.uid, owner.gid)
    environment = {
        "PATH": os.defpath,
        "ES_JAVA_HOME": str(java.home),
        "ES_PATH_CONF": str(config),
        "ES_TMPDIR": str(folder / "tmp"),
    }
    token = base64.b64encode(f"{es_config.ADMIN}:{known.admin}".encode()).decode()
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/_cluster/health?wait_for_status=yellow", headers={"Authorization": f"Basic {token}"}
    )
    began = time.monotonic()
    server = subprocess.Popen(
        [distribution.home / "bin" / "elasticsearch"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
        start_new_session=True,
        **owner.popen_arguments(),
    )
    while server.poll() is None:
        try:
            with urllib.request.urlopen(request, timeout=5):
                break
        except (urllib.error.URLError, OSError):
            time.sleep(LOOK_SECONDS)
    seconds, used = time.monotonic() - began, processor_seconds(server.pid)
    assert server.poll() is None, "bin/elasticsearch did not start"
    server.terminate()
    server.wait()
    return seconds, used


def ours(cache: Path, *, prepare: bool) -> Callable[[Path], tuple[float, float]]:
    """Return a start of both our engines, with the archive of classes that the cache holds, or making one."""

    def start(folder: Path) -> tuple[float, float]:
        ports = {"es_port": any_free_port(), "redis_port": any_free_port()}
        engines = Engines(folder, es_heap_mb=HEAP_MB, cache=cache, prepare_classes=prepare, **ports)
        began = time.monotonic()
        with engines.running():
            seconds = time.monotonic() - began
            used = sum(processor_seconds(pid) for pid in engines.pids())
            while engines.is_preparing():
                engines.keep_running()
                time.sleep(LOOK_SECONDS)
        return seconds, used

    return start


def with_room(folder: Path, *, room: bool) -> tuple[float, float, float]:
    """Run `baoku up` on a new home.

    Returns:
        Seconds until it says that it is up, seconds until the reading room has shown its front page, and processor
        seconds of the room's process by then (both 0 without a room).
    """
    home, port = folder / "home", any_free_port()
    environment = {**os.environ, "BAOKU_HOME": str(home), "LC_ALL": "C", "BAOKU_WEB_PORT": str(port) if room else "0"}
    command = [str(Path(sys.executable).with_name("baoku")), "up"]
    began = time.monotonic()
    up = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert up.stdout is not None
    try:
        assert any(line.startswith("baoku is up") for line in up.stdout), "baoku up did not start"
        seconds, answered, used = time.monotonic() - began, 0.0, 0.0
        while room and not answered:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20):
                    answered = time.monotonic() - began
            except (urllib.error.URLError, OSError):
                time.sleep(LOOK_SECONDS)
        if room:
            server = json.loads((home / "state" / "web.json").read_text())["pid"]
            fields = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
            used = sum(map(int, fields[11:13])) / TICKS
    finally:
        up.send_signal(signal.SIGINT)
        up.communicate()
    return seconds, answered, used


def measure_room(rounds: int) -> None:
    """Print each round, and the medians with and without the reading room."""
    measured: dict[bool, list[tuple[float, float, float]]] = {False: [], True: []}
    with tempfile.TemporaryDirectory(prefix="baoku-startup-") as name:
        work = Path(name)
        work.chmod(0o711)
        for number in range(rounds):
            for room in (False, True) if number % 2 else (True, False):
                folder = work / f"{number}-{room}"
                folder.mkdir(mode=0o711)
                measured[room].append(with_room(folder, room=room))
                shutil.rmtree(folder)
            without, (with_it, answered, used) = measured[False][-1][0], measured[True][-1]
            print(
                f"round {number + 1}: up after {without:.1f} s without a reading room, {with_it:.1f} s with it, which "
                f"answers after {answered:.1f} s ({used:.2f} processor seconds); load {os.getloadavg()[0]:.1f}"
            )
    (without, *_), (with_it, answered, used) = (
        [statistics.median(values) for values in zip(*measured[room], strict=True)] for room in (False, True)
    )
    print(
        f"median of {rounds}: up after {without:.1f} s without, {with_it:.1f} s with it; "
        f"it answers {answered - with_it:.1f} s later and has then taken {used:.2f} processor seconds"
    )


def measure(rounds: int) -> dict[str, tuple[float, float]]:
    """Return for each variant the medians of seconds and of processor seconds until it answers."""
    distribution = provide(default_cache(), Silent())
    with tempfile.TemporaryDirectory(prefix="baoku-startup-") as name:
        work = Path(name)
        work.chmod(0o711)
        caches = {"bare": work / "bare", "prepared": work / "prepared"}
        for cache in caches.values():
            cache.mkdir()
            cache.chmod(0o755)
            (cache / distribution.home.name).symlink_to(distribution.home)
        ours(caches["prepared"], prepare=True)(work / "preparing")
        variants = {
            "bin/elasticsearch": with_its_launcher,
            "baoku, first start": ours(caches["bare"], prepare=False),
            "baoku, later starts": ours(caches["prepared"], prepare=False),
        }
        measured = defaultdict(list)
        for number in range(rounds):
            for label, start in variants.items():
                folder = work / f"{number}-{label.replace('/', '-')}"
                folder.mkdir(mode=0o700)
                measured[label].append(start(folder))
                shutil.rmtree(folder)
    return {
        label: (statistics.median(clock for clock, _ in values), statistics.median(used for _, used in values))
        for label, values in measured.items()
    }


def show(measured: dict[str, tuple[float, float]], rounds: int) -> None:
    """Print the median of each variant."""
    print(f"{'median of ' + str(rounds):22} {'seconds':>8} {'processor seconds':>18}")
    for label, (clock, used) in measured.items():
        print(f"{label:22} {clock:8.1f} {used:18.1f}")


if __name__ == "__main__":
    ARGUMENTS = [argument for argument in sys.argv[1:] if argument != "--room"]
    ROUNDS = int(ARGUMENTS[0]) if ARGUMENTS else 3
    if "--room" in sys.argv:
        measure_room(ROUNDS)
    else:
        show(measure(ROUNDS), ROUNDS)
