"""A command that waits says for what, and gives up in the end; a time limit ends a wait for an engine."""

from __future__ import annotations

import signal
import socket
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


def test_a_workers_time_limit_is_no_failure_of_the_engine(silent: int) -> None:
    # Celery raises it by a signal, amid whatever is done; taken for a failed request it would be lost
    def limit(*_: object) -> None:
        raise SoftTimeLimitExceeded

    def ask_until_then() -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.3)
        ask_elasticsearch(silent)

    before = signal.signal(signal.SIGALRM, limit)
    try:
        with pytest.raises(SoftTimeLimitExceeded):
            ask_until_then()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Looks:
    """A clock that goes on by a second whenever it is looked at: a machine under load looks less, and less passes."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def monotonic(self) -> float:
        self.seconds += 1
        return self.seconds


def test_what_makes_progress_may_take_its_time(
    silent: int, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Looks()
    monkeypatch.setattr("worker.cli.patience.time", clock)
    longest = 10  # a request below lasts two or three looks
    with patience(longest, every=0.05), connect(f"http://127.0.0.1:{silent}", timeout=0.1) as client:
        while clock.seconds < 2 * longest:  # many requests, each of which ends: a large export that is put back
            with pytest.raises(elasticsearch.ConnectionTimeout):
                client.indices.refresh()
        until = clock.seconds + 2 * longest
        while clock.seconds < until:  # and work of its own
            sum(range(1000))
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
