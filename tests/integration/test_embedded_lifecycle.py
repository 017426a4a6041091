"""Both embedded engines over kills and restarts: no orphan, no second engine, nothing lost, no secret to be seen."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import redis

from worker.embedded import Engines, read_addresses
from worker.embedded.addresses import RECORD_FILE, read_record
from worker.embedded.processes import is_alive
from worker.errors import ConfigurationError
from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from worker.embedded import Addresses

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes through /proc")

PATIENCE_SECONDS = 240.0
# Runs engines as `baoku up` does: in a process of its own, until it is told to stop or killed.
RUNNER = """
import signal, sys, threading
from pathlib import Path
from worker.embedded import Engines
stop = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
with Engines(Path(sys.argv[1]), es_port=int(sys.argv[2]), redis_port=int(sys.argv[3]), prepare_classes=False).running():
    stop.wait()
"""


def wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.05)


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder that the engines' own user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="baoku-lifecycle-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def run(state: Path) -> Iterator[Callable[[int, int], subprocess.Popen[bytes]]]:
    """Start engines in another process, on the ports given if they are free; all end when the test does."""
    with ExitStack() as cleanup:

        def start(es_port: int, redis_port: int) -> subprocess.Popen[bytes]:
            runner = subprocess.Popen([sys.executable, "-c", RUNNER, str(state), str(es_port), str(redis_port)])
            cleanup.callback(runner.wait)
            cleanup.callback(runner.terminate)
            return runner

        yield start


def engine_processes(state: Path) -> set[int]:
    """Return every process that works below the state folder: engines, and the guards beside them."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                where = (entry / "cwd").readlink()
            except OSError:
                continue
            if where.is_relative_to(state):
                found.add(int(entry.name))
    return found


def listening_addresses(pids: set[int]) -> set[tuple[str, int]]:
    """Return the local address and port of every TCP socket that these processes listen on, as proc(5) writes them."""
    inodes = set()
    for pid in pids:
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            try:
                target = str(descriptor.readlink())
            except OSError:
                continue
            if target.startswith("socket:["):
                inodes.add(target[8:-1])
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and fields[9] in inodes:  # 0A: LISTEN
                address, port = fields[1].split(":")
                found.add((address, int(port, 16)))
    return found


def secrets_of(addresses: Addresses) -> list[str]:
    return [
        addresses.admin.password,
        addresses.worker.password,
        addresses.reader.password,
        urlsplit(addresses.redis_url).password or "",
    ]


def check_from_outside(state: Path, addresses: Addresses) -> None:
    pids = engine_processes(state)
    ports = {urlsplit(addresses.elasticsearch_url).port, urlsplit(addresses.redis_url).port}
    listening = listening_addresses(pids)
    assert {port for _, port in listening} >= ports
    # 127.0.0.1 as an IPv4 address, and as Java writes it into IPv6
    assert {address for address, _ in listening} <= {"0100007F", "0000000000000000FFFF00000100007F"}
    secrets = secrets_of(addresses)
    assert all(len(secret) > 40 for secret in secrets)
    for pid in pids:
        seen = Path(f"/proc/{pid}/cmdline").read_bytes() + Path(f"/proc/{pid}/environ").read_bytes()
        assert not any(secret.encode() in seen for secret in secrets)
        assert b"BAOKU" not in seen
    for file in state.rglob("*"):
        if file.is_file() and not file.is_symlink():
            holds = any(secret.encode() in file.read_bytes() for secret in secrets)
            assert holds == (file.name == "credentials.json")
            assert not stat.S_IMODE(file.stat().st_mode) & stat.S_IRWXO
    assert not stat.S_IMODE(state.stat().st_mode) & stat.S_IRWXO
    if os.geteuid() == 0:
        assert all(Path(f"/proc/{pid}").stat().st_uid != 0 for pid in pids)


def test_a_life_with_kills(state: Path, run: Callable[[int, int], subprocess.Popen[bytes]]) -> None:
    # The first start: other programs hold the usual ports, so both engines listen elsewhere.
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
        taken = (one.getsockname()[1], two.getsockname()[1])
        first = run(*taken)
        wait_until(lambda: first.poll() is not None or read_addresses(state) is not None)
        addresses = read_addresses(state)
        assert addresses is not None
        assert urlsplit(addresses.elasticsearch_url).port != taken[0]
        assert urlsplit(addresses.redis_url).port != taken[1]
        check_from_outside(state, addresses)
        with connect(
            addresses.elasticsearch_url, user=addresses.admin.name, password=addresses.admin.password
        ) as admin:
            admin.indices.create(index="articles-v1", settings={"number_of_replicas": 0})
            admin.index(index="articles-v1", id="kept", document={}, refresh=True)
        with redis.Redis.from_url(addresses.redis_url) as client:
            client.set("baoku:kept", "1")
            client.waitaof(1, 0, 5000)

        # A second start on the same folder is refused at once, and disturbs nothing.
        with pytest.raises(ConfigurationError, match=rf"another baoku \(pid {first.pid}\) runs on"):
            Engines(state).start()
        assert read_addresses(state) == addresses

        # kill -9: the engines see their standard input close.
        first.send_signal(signal.SIGKILL)
        first.wait()
        assert read_addresses(state) is None
        wait_until(lambda: not engine_processes(state))

    # Killed again while Elasticsearch boots, when it does not look at its standard input yet.
    second = run(*taken)
    wait_until(lambda: _engines_recorded(state, second.pid) == 2)
    second.send_signal(signal.SIGKILL)
    second.wait()

    # The third start ends what is left, takes the ports that are free now, and has the data and the passwords.
    engines = Engines(state, es_port=taken[0], redis_port=taken[1], prepare_classes=False)
    with engines.running() as again:
        assert len([pid for pid in engine_processes(state) if _is_java(pid)]) == 1
        assert (again.admin, again.reader) == (addresses.admin, addresses.reader)
        # (Redis's port may be in the hands of a connection that is just closing: then it takes another.)
        assert urlsplit(again.elasticsearch_url).port == taken[0]
        with connect(again.elasticsearch_url, user=again.admin.name, password=again.admin.password) as admin:
            assert admin.get(index="articles-v1", id="kept")["found"]
        with redis.Redis.from_url(again.redis_url) as client:
            assert client.get("baoku:kept") == b"1"
            died = int(client.info("server")["process_id"])

        # An engine that dies is seen, and started again.
        assert engines.alive() == {"elasticsearch": True, "redis": True}
        os.kill(died, signal.SIGKILL)
        wait_until(lambda: not engines.alive()["redis"])
        wait_until(lambda: engines.keep_running() or engines.alive()["redis"])
        with redis.Redis.from_url(again.redis_url) as client:
            wait_until(lambda: _answers(client))
        record = read_record(state / RECORD_FILE)
        assert record is not None
        assert all(is_alive(each) for each in record.engines)
    assert not engine_processes(state)
    assert read_addresses(state) is None


def _engines_recorded(state: Path, owner: int) -> int:
    record = read_record(state / RECORD_FILE)
    return len(record.engines) if record is not None and record.owner.pid == owner else 0


def _is_java(pid: int) -> bool:
    return Path(f"/proc/{pid}/comm").read_text().startswith("java")


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False


def test_a_setting_that_java_refuses_is_one_clear_error(state: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"elasticsearch did not start: .*heap.*elasticsearch\.log"):
        Engines(state, es_heap_mb=1).start()
    assert not engine_processes(state)


def test_an_es_home_that_is_none_stops_redis_too(state: Path) -> None:
    with pytest.raises(ConfigurationError, match="is not an unpacked Elasticsearch"):
        Engines(state, es_home=state).start()
    assert not engine_processes(state)
