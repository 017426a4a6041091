"""A command that waits says for what, and gives up in the end; a time limit ends a wait for an engine."""

from __future__ import annotations

import os
import signal
import socket
import threading
from typing import TYPE_CHECKING

import elasticsearch
import pytest
import redis
from celery.exceptions import SoftTimeLimitExceeded

from worker.cli.patience import patience
from worker.errors import EngineUnavailableError
from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0), backlog=512) as server:
        yield server.getsockname()[1]


def ask_elasticsearch(port: int) -> None:
    with connect(f"http://127.0.0.1:{port}") as client:
        client.indices.refresh()


def ask_redis(port: int) -> None:
    redis.Redis(port=port).ping()


@pytest.mark.parametrize(
    ("ask", "engine"),
    [
        (ask_elasticsearch, "Elasticsearch"),  # its client tries again what failed: giving up is no failed request
        (ask_redis, "Redis"),
    ],
)
def test_who_never_answers_is_named_and_given_up(
    silent: int, ask: Callable[[int], None], engine: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(EngineUnavailableError, match=rf"{engine} has not answered for \d+ s"):
        patiently(ask, silent)
    assert f"now waiting for {engine}" in capfd.readouterr().err


def patiently(ask: Callable[[int], None], port: int) -> None:
    with patience(0.4, every=0.2):
        ask(port)


def test_a_workers_time_limit_is_no_failure_of_the_engine() -> None:
    # Celery raises it by a signal, amid whatever is done; taken for a failed request it would be lost
    def limit(*_: object) -> None:
        raise SoftTimeLimitExceeded

    def end_once_asked(server: socket.socket) -> None:
        asking, _ = server.accept()
        with asking:
            asking.recv(1)
            os.kill(os.getpid(), signal.SIGALRM)
            ended.wait()  # it never answers

    ended = threading.Event()
    before = signal.signal(signal.SIGALRM, limit)
    with socket.create_server(("127.0.0.1", 0)) as server:
        ending = threading.Thread(target=end_once_asked, args=[server])
        ending.start()
        try:
            with pytest.raises(SoftTimeLimitExceeded):
                ask_elasticsearch(server.getsockname()[1])
        finally:
            ended.set()
            ending.join()
            signal.signal(signal.SIGALRM, before)


class Clock:
    """A clock that stands until it is put forward, however busy the machine is, and counts the looks at it."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.looks = 0

    def monotonic(self) -> float:
        self.looks += 1
        return self.seconds


def test_what_makes_progress_may_take_its_time(
    silent: int, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr("worker.cli.patience.time", clock)
    longest = 10
    with patience(longest, every=0.05), connect(f"http://127.0.0.1:{silent}", timeout=0.1) as client:
        for _ in range(5):  # many requests, each of which ends: a large export that is put back
            seen = clock.looks
            while clock.looks == seen:
                with pytest.raises(elasticsearch.ConnectionTimeout):
                    client.indices.refresh()
            clock.seconds += longest
        for _ in range(3):  # and work of its own
            seen = clock.looks
            while clock.looks == seen:
                sum(range(1000))
            clock.seconds += longest
    said = capfd.readouterr().err
    assert "now waiting for Elasticsearch" in said
    assert "now waiting for this machine" in said


def test_what_ends_in_time_says_nothing_and_leaves_no_timer(capfd: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGALRM)
    with patience(600, every=300):
        assert signal.getitimer(signal.ITIMER_REAL)[1] == 300
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before
    assert capfd.readouterr() == ("", "")
