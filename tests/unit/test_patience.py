"""A command that waits says for what, and gives up in the end; a time limit ends a wait for an engine."""

from __future__ import annotations

import signal
import socket
import time
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
    with socket.create_server(("127.0.0.1", 0), backlog=8) as server:
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
    began = time.monotonic()
    with pytest.raises(EngineUnavailableError, match=rf"{engine} has not answered for \d s"):
        patiently(ask, silent)
    assert time.monotonic() - began < 10.0
    assert f"now waiting for {engine}" in capfd.readouterr().err


def patiently(ask: Callable[[int], None], port: int) -> None:
    with patience(0.4, every=0.2):
        ask(port)


def test_a_workers_time_limit_is_no_failure_of_the_engine(silent: int) -> None:
    # Celery raises it by a signal, amid whatever is done; taken for a failed request it would be lost
    def limit(*_: object) -> None:
        raise SoftTimeLimitExceeded

    before = signal.signal(signal.SIGALRM, limit)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with pytest.raises(SoftTimeLimitExceeded):
            ask_elasticsearch(silent)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_what_makes_progress_may_take_its_time(silent: int, capfd: pytest.CaptureFixture[str]) -> None:
    # many requests, each of which ends: a large export that is put back
    with patience(0.6, every=0.2), connect(f"http://127.0.0.1:{silent}", timeout=0.3) as client:
        for _ in range(4):
            with pytest.raises(elasticsearch.ConnectionTimeout):
                client.indices.refresh()
        until = time.monotonic() + 0.9
        while time.monotonic() < until:  # and work of its own
            sum(range(1000))
    said = capfd.readouterr().err
    assert "now waiting for Elasticsearch" in said
    assert "now waiting for this machine" in said


def test_what_ends_in_time_says_nothing_and_leaves_no_timer(capfd: pytest.CaptureFixture[str]) -> None:
    with patience(0.2, every=0.1):
        pass
    time.sleep(0.25)  # longer than it would have taken
    assert capfd.readouterr() == ("", "")
