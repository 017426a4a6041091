"""A command that waits says for what, and gives up in the end."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING

import pytest
import redis

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


def work(_: int) -> None:
    while True:
        sum(range(1000))


@pytest.mark.parametrize(
    ("ask", "waiting", "given_up"),
    [
        # its client tries again what failed: giving up is no failed request
        (ask_elasticsearch, "still waiting for Elasticsearch, 0 s", "Elasticsearch is too slow"),
        (ask_redis, "still waiting for Redis, 0 s", "Redis is too slow"),
        # no engine's fault
        (work, "still waiting for this machine, which is busy, 0 s", "This machine is too busy"),
    ],
)
def test_what_is_waited_for_is_said_and_given_up(
    silent: int, ask: Callable[[int], None], waiting: str, given_up: str, capfd: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    with pytest.raises(EngineUnavailableError, match=given_up):
        patiently(ask, silent)
    assert time.monotonic() - began < 5.0
    said = capfd.readouterr().err.splitlines()
    assert said
    assert all(line.startswith(waiting) for line in said)


def patiently(ask: Callable[[int], None], port: int) -> None:
    with patience(0.5, every=0.2):
        ask(port)


def test_what_ends_in_time_says_nothing_and_leaves_no_timer(capfd: pytest.CaptureFixture[str]) -> None:
    with patience(0.2, every=0.1):
        pass
    time.sleep(0.25)  # longer than it would have taken
    assert capfd.readouterr() == ("", "")
