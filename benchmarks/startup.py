"""Seconds from nothing to an Elasticsearch that answers with a password: its own launcher against ours.

Usage: python benchmarks/startup.py [ROUNDS]

Rounds alternate between the variants, so that a noisy machine is noisy for all. Processor seconds are those of a whole
process tree until it answers; they hold better on a busy machine than seconds of the clock. Linux only.
"""

from __future__ import annotations

import base64
import os
import shutil
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
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310 - our own address
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
    ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    show(measure(ROUNDS), ROUNDS)
