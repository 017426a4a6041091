"""What each account may not do, call by call, on the real engines."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import elasticsearch
import pytest
import redis

from worker.indexing import connect
from worker.queueing import broker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from elasticsearch import Elasticsearch

    from worker.embedded import Addresses, User

LOOPBACK = "0100007F"  # 127.0.0.1 as /proc/net/tcp writes it
LOOPBACK_6 = {"00000000000000000000000001000000", "0000000000000000FFFF00000100007F"}
LISTENING = "0A"


@pytest.fixture
def client(engines: Addresses) -> Iterator[redis.Redis]:
    with broker.connect(engines.redis_url) as connected:
        yield connected


@pytest.mark.parametrize(
    "command",
    [
        # what would empty, reveal, change or stop the server
        "FLUSHALL", "FLUSHDB", "KEYS *", "CONFIG GET *", "CONFIG SET dir /tmp", "SHUTDOWN NOSAVE", "SAVE",
        "BGREWRITEAOF",
        "DEBUG OBJECT baoku:x", "MONITOR", "SLAVEOF 127.0.0.1 1", "REPLICAOF NO ONE", "MODULE LIST", "SWAPDB 0 1",
        "CLIENT LIST", "CLIENT KILL TYPE normal", "ACL LIST", "ACL SETUSER eve on nopass ~* +@all", "LATENCY RESET",
        "SLOWLOG GET", "MIGRATE 127.0.0.1 1 baoku:x 0 10", "FUNCTION FLUSH", "FUNCTION LIST",
        "SCRIPT FLUSH", "SCRIPT KILL",
        # keys and channels that are not ours, also by a script
        "GET other", "SET other 1", "LPUSH celery x", "DEL other", "RENAME baoku:x other", "PUBLISH other x",
        "EVAL return(redis.call('get',KEYS[1])) 1 other", "EVAL return(redis.call('flushall')) 0",
    ],
)  # fmt: skip
def test_the_redis_user_may_not(client: redis.Redis, command: str) -> None:
    with pytest.raises(redis.ResponseError, match=r"(?i)no ?perm|permission|not allowed"):
        client.execute_command(*command.split())


def test_the_redis_user_may_do_what_the_queue_needs(client: redis.Redis) -> None:
    key = "baoku:rights"
    try:
        client.lpush(key, "order")
        assert client.brpop([key], timeout=1) is not None
        assert client.set(key, "1", nx=True, ex=10)
        assert client.eval("return redis.call('get', KEYS[1])", 1, key) == b"1"
        with client.lock(f"{key}:lock", timeout=5):
            assert int(client.info("memory")["used_memory"]) > 0
    finally:
        client.delete(key)


def requests_of_a_writer(client: Elasticsearch) -> list[Callable[[], object]]:
    return [
        lambda: client.index(index="articles", id="rights", document={}),
        lambda: client.create(index="articles", id="rights", document={}),
        lambda: client.update(index="articles", id="rights", doc={}),
        lambda: client.delete(index="articles", id="rights"),
        lambda: client.index(index="issues", id="rights", document={}),
        lambda: client.index(index="elsewhere", document={}),
    ]


def requests_of_an_administrator(client: Elasticsearch) -> list[Callable[[], object]]:
    return [
        lambda: client.indices.create(index="articles-v9-rights"),
        lambda: client.indices.create(index="elsewhere"),
        lambda: client.indices.delete(index="articles-v2-000001"),
        lambda: client.indices.close(index="articles"),
        lambda: client.indices.put_settings(index="articles", settings={"number_of_replicas": 0}),
        lambda: client.indices.update_aliases(actions=[{"add": {"index": "articles*", "alias": "mine"}}]),
        lambda: client.indices.put_index_template(name="mine", index_patterns=["mine-*"]),
        lambda: client.cluster.put_component_template(name="mine", template={}),
        lambda: client.cluster.put_settings(persistent={"action.auto_create_index": "false"}),
        client.cluster.reroute,
        lambda: client.snapshot.create_repository(
            name="mine", repository={"type": "fs", "settings": {"location": "x"}}
        ),
        lambda: client.security.put_user(username="eve", password="eve-eve-eve", roles=["superuser"]),
        lambda: client.security.put_role(name="eve", cluster=["all"]),
        lambda: client.security.create_api_key(name="eve"),
        lambda: client.search(index="elsewhere"),
        lambda: client.search(index=".security"),
        client.nodes.hot_threads,
    ]


def refused(call: Callable[[], object]) -> bool:
    """Tell whether the server forbids a call; what this server does not have at all is no way in either."""
    try:
        call()
    except elasticsearch.AuthorizationException:
        return True
    except (elasticsearch.BadRequestError, elasticsearch.NotFoundError) as error:
        return "no handler found" in str(error) or "security" in str(error).lower()
    return False


@pytest.mark.parametrize("role", ["worker", "reader"])
def test_neither_worker_nor_reader_administers(engines: Addresses, role: str) -> None:
    user: User = getattr(engines, role)
    with connect(engines.elasticsearch_url, user=user.name, password=user.password) as client:
        calls = requests_of_an_administrator(client)
        may = [number for number, call in enumerate(calls) if not refused(call)]
        # what the privilege `monitor` holds, and a key for oneself, with no more than one's own rights
        assert [number for number in may if number not in {13, 16}] == []


def test_the_reader_writes_nothing(engines: Addresses) -> None:
    with connect(engines.elasticsearch_url, user=engines.reader.name, password=engines.reader.password) as client:
        assert [number for number, call in enumerate(requests_of_a_writer(client)) if not refused(call)] == []


def _listening(path: str, port: int) -> set[str]:
    rows = [line.split() for line in Path(path).read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == LISTENING and int(row[1].split(":")[1], 16) == port}


def test_the_engines_listen_on_loopback_only(embedded: Addresses) -> None:
    for url in (embedded.redis_url, embedded.elasticsearch_url):
        port = urlsplit(url).port
        assert port is not None
        four, six = _listening("/proc/net/tcp", port), _listening("/proc/net/tcp6", port)
        assert four | six
        assert four <= {LOOPBACK}
        assert six <= LOOPBACK_6


def test_every_socket_of_elasticsearch_listens_on_loopback(embedded: Addresses) -> None:
    """Its transport port too, which nobody was told of."""
    inodes = _sockets_of(_java_on(urlsplit(embedded.elasticsearch_url).port or 0))
    found = 0
    for path, allowed in (("/proc/net/tcp", {LOOPBACK}), ("/proc/net/tcp6", LOOPBACK_6)):
        for line in Path(path).read_text().splitlines()[1:]:
            row = line.split()
            if row[3] == LISTENING and row[9] in inodes:
                assert row[1].split(":")[0] in allowed, line
                found += 1
    assert found >= 2


def _java_on(port: int) -> int:
    for path in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(path).read_text().splitlines()[1:]:
            row = line.split()
            if row[3] == LISTENING and int(row[1].split(":")[1], 16) == port:
                for process in Path("/proc").glob("[0-9]*"):
                    if row[9] in _sockets_of(int(process.name)):
                        return int(process.name)
    raise AssertionError(f"nobody listens on {port}")


def _sockets_of(pid: int) -> set[str]:
    found = set()
    for descriptor in Path(f"/proc/{pid}/fd").glob("*"):
        try:
            target = os.fspath(descriptor.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            found.add(target.removeprefix("socket:[").removesuffix("]"))
    return found


@pytest.fixture
def embedded(engines: Addresses) -> Addresses:
    if engines.admin.name != "baoku_admin":
        pytest.skip("the engines of this run are in containers")
    return engines


def test_the_state_of_embedded_engines_is_private(embedded: Addresses) -> None:
    state = _state_of(embedded)
    # 0700; where root starts the engines as another user, that user's own group may pass through, not look
    assert stat.S_IMODE(state.stat().st_mode) in {0o700, 0o710}
    assert stat.S_IMODE((state / "credentials.json").stat().st_mode) == 0o600
    secret = [
        path for path in state.rglob("*") if path.name in {"credentials.json", "engines.json", "redis.conf", "users"}
    ]
    assert secret
    for path in secret:
        mode = stat.S_IMODE(path.stat().st_mode)
        assert not mode & 0o007, f"{path.name} {mode:o}"


def _state_of(engines: Addresses) -> Path:
    """Return the state folder: above the server's logs, where the credentials lie."""
    with connect(engines.elasticsearch_url, user=engines.admin.name, password=engines.admin.password) as client:
        (node,) = client.nodes.info(metric="settings")["nodes"].values()
    logs = Path(node["settings"]["path"]["logs"])
    return next(folder for folder in logs.parents if (folder / "credentials.json").is_file())
