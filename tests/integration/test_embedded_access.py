"""What the engines of a run let each user do. True of containers too, but for what is said to hold of embedded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import elasticsearch
import pytest
import redis

from worker.indexing import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

    from worker.embedded import Addresses, User


def signed_in(engines: Addresses, user: User) -> Elasticsearch:
    return connect(engines.elasticsearch_url, user=user.name, password=user.password)


@pytest.fixture
def articles(engines: Addresses) -> Iterator[str]:
    """An index behind the alias ``articles``, as set-up makes it, unless a test of this run left one there."""
    admin = signed_in(engines, engines.admin)
    made = not admin.indices.exists_alias(name="articles")
    if made:
        admin.indices.create(index="articles-v0-access", aliases={"articles": {"is_write_index": True}})
    yield "articles"
    if made:
        admin.indices.delete(index="articles-v0-access")


@pytest.mark.parametrize("account", [("", ""), ("baoku_admin", "wrong"), ("elastic", "changeme")])
def test_elasticsearch_lets_nobody_in_without_a_password(engines: Addresses, account: tuple[str, str]) -> None:
    user, password = account
    with (
        connect(engines.elasticsearch_url, user=user, password=password) as client,
        pytest.raises(elasticsearch.AuthenticationException),
    ):
        client.cluster.health()


@pytest.mark.parametrize("account", ["", "default:wrong@", "baoku:wrong@"])
def test_redis_lets_nobody_in_without_a_password(engines: Addresses, account: str) -> None:
    parts = urlsplit(engines.redis_url)
    with (
        redis.Redis.from_url(f"redis://{account}{parts.hostname}:{parts.port}/0") as client,
        pytest.raises(redis.AuthenticationError),
    ):
        client.ping()


def test_the_worker_writes_and_deletes_through_the_alias(engines: Addresses, articles: str) -> None:
    client = signed_in(engines, engines.worker)
    client.index(index=articles, id="access", document={}, require_alias=True, refresh=True)
    assert client.get(index=articles, id="access")["found"]
    client.delete(index=articles, id="access", refresh=True)


def test_the_worker_writes_and_reads_nowhere_else(engines: Addresses, articles: str) -> None:
    client = signed_in(engines, engines.worker)
    behind = next(iter(signed_in(engines, engines.admin).indices.get_alias(name=articles)))
    for refused in (
        lambda: client.index(index="elsewhere", document={}),  # would make an index
        lambda: client.search(index="elsewhere"),
        lambda: client.indices.delete(index=behind),
        lambda: client.cluster.put_settings(persistent={"action.auto_create_index": "false"}),
    ):
        with pytest.raises(elasticsearch.AuthorizationException):
            refused()


def test_the_reader_searches_and_writes_nothing(engines: Addresses, articles: str) -> None:
    client = signed_in(engines, engines.reader)
    point = client.open_point_in_time(index=articles, keep_alive="1m")["id"]
    assert client.search(pit={"id": point})["hits"]["hits"] == []
    client.close_point_in_time(id=point)
    assert client.cluster.health()["status"] != "red"
    with pytest.raises(elasticsearch.AuthorizationException):
        client.index(index=articles, document={})
    with pytest.raises(elasticsearch.AuthorizationException):
        client.delete(index=articles, id="access")


def test_garbage_in_the_heap_is_no_reason_to_refuse_requests(engines: Addresses) -> None:
    """Of embedded ones: their serial collector leaves it there until the heap is full."""
    with connect(engines.elasticsearch_url, user=engines.admin.name, password=engines.admin.password) as client:
        (node,) = client.nodes.stats(metric=["breaker", "jvm"])["nodes"].values()
    parent = node["breakers"]["parent"]["estimated_size_in_bytes"]
    others = sum(each["estimated_size_in_bytes"] for name, each in node["breakers"].items() if name != "parent")
    assert parent <= others + 1_000_000 < node["jvm"]["mem"]["heap_used_in_bytes"]
