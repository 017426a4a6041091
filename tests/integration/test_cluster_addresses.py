"""Several nodes of a cluster in one setting: one that is gone holds nothing up."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

import elastic_transport
import pytest

from worker.app.connection import find
from worker.app.settings import load_settings
from worker.errors import EngineUnavailableError
from worker.indexing import connect
from worker.indexing.client import failures_named, is_alive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.embedded import Addresses

REQUESTS = 4  # the nodes take turns: each is asked first at least once


@pytest.fixture
def refusing() -> Iterator[str]:
    """The address of a node whose machine is up and whose server is not."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))  # bound, not listening: nobody else gets the port meanwhile
        yield f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture
def vanished() -> Iterator[str]:
    """The address of a node whose machine is off: packets to it get no answer, as with a full queue of connections."""
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(socket.socket())
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(server.getsockname())
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("gone", ["refusing", "vanished"])
@pytest.mark.parametrize("first", [True, False])
def test_with_one_node_gone_every_request_is_answered(
    gone: str, first: bool, engines: Addresses, request: pytest.FixtureRequest
) -> None:
    away = request.getfixturevalue(gone)
    nodes = (away, engines.elasticsearch_url) if first else (engines.elasticsearch_url, away)
    settings = load_settings(
        redis_url=engines.redis_url,
        elasticsearch_url=", ".join(nodes),
        elasticsearch_user=engines.admin.name,
        elasticsearch_password=engines.admin.password,
    )
    found = find(settings)
    with found.elasticsearch(found.admin) as client:
        for _ in range(REQUESTS):
            assert is_alive(client)


def test_all_of_many_nodes_are_tried(engines: Addresses, refusing: str) -> None:
    user, password = engines.admin
    nodes = ",".join([refusing.replace("127.0.0.1", f"127.0.0.{number}") for number in range(2, 7)])
    with connect(f"{nodes},{engines.elasticsearch_url}", user=user, password=password) as client:
        assert is_alive(client)


def test_with_every_node_gone_it_is_a_passing_trouble(refusing: str) -> None:
    with connect(f"{refusing},{refusing}/second") as client, pytest.raises(EngineUnavailableError), failures_named():
        client.cluster.health()


def test_a_node_that_took_the_request_and_stays_silent_is_not_given_it_twice() -> None:
    """It is most likely busy with it: the second copy would make it busier."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken: list[socket.socket] = []

        def take() -> None:
            with contextlib.suppress(OSError):  # closed at the end
                while True:
                    taken.append(server.accept()[0])

        threading.Thread(target=take, daemon=True).start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        nodes = f"{address},{address}/second"
        with connect(nodes, timeout=0.5) as client, pytest.raises(elastic_transport.ConnectionTimeout):
            client.cluster.health()
        assert len(taken) == 1
        server.shutdown(socket.SHUT_RDWR)
        for connection in taken:
            connection.close()
