"""What health sees of real engines: how long orders have waited, and whether the index takes writes."""

from __future__ import annotations

import contextlib
import time
import uuid
from typing import TYPE_CHECKING

import pytest

from worker.errors import ConfigurationError, EngineUnavailableError
from worker.indexing import Archive, Versions, connect, set_up
from worker.job import Job
from worker.monitoring.health import Limits, look
from worker.queueing import broker
from worker.queueing.ages import QueueAges, queue_ages
from worker.queueing.app import configure
from worker.queueing.keys import key_prefix
from worker.queueing.queues import FRESH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import redis

    from worker.embedded import Addresses

VERSIONS = Versions("p", "e", "d")
LIMITS = Limits(stall_seconds=60, hard_limit_seconds=180, min_free_bytes=0)


@pytest.fixture
def inbox(engines: Addresses) -> Iterator[str]:
    """The id of an inbox of this test alone, whose orders this process publishes."""
    mark = f"ages-{uuid.uuid4().hex[:8]}"
    configure(engines.redis_url, soft_limit_seconds=10, hard_limit_seconds=20, concurrency=1, inbox_id=mark)
    yield mark
    with broker.connect(engines.redis_url) as client:
        for key in client.scan_iter(match=f"{key_prefix(mark)}*"):
            client.delete(key)


@pytest.fixture
def client(engines: Addresses) -> Iterator[redis.Redis]:
    with broker.connect(engines.redis_url) as connected:
        yield connected


@pytest.fixture
def archive(engines: Addresses) -> Iterator[Archive]:
    name = uuid.uuid4().hex[:8]
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as elasticsearch:
        made = Archive(elasticsearch, f"articles-{name}", f"issues-{name}")
        set_up(elasticsearch, articles_alias=made.articles, issues_alias=made.issues, versions=VERSIONS)
        yield made
        elasticsearch.indices.delete(index=[f"{made.articles}-v2-000001", f"{made.issues}-v2-000001"])


def publish(age_seconds: float, *, fresh: bool = True) -> None:
    broker.publish([Job("a.txt", "a" * 64, int((time.time() - age_seconds) * 1000))], fresh=fresh)


def test_the_age_of_a_queue_is_that_of_its_oldest_order(client: redis.Redis, inbox: str) -> None:
    assert queue_ages(client, inbox) == QueueAges()
    publish(100)
    publish(10)
    publish(50, fresh=False)
    ages = queue_ages(client, inbox)
    assert ages.fresh == pytest.approx(100, abs=5)
    assert ages.backlog == pytest.approx(50, abs=5)
    assert ages.oldest == ages.fresh


def test_a_message_of_somebody_else_has_no_age(client: redis.Redis, inbox: str) -> None:
    client.rpush(key_prefix(inbox) + FRESH, b"{}")
    assert queue_ages(client, inbox).fresh == 0.0


@pytest.mark.parametrize("block", ["read_only_allow_delete", "write", "read_only"])
@pytest.mark.parametrize("which", ["articles", "issues"])
def test_blocked_indices_are_found_out_and_nothing_is_written(archive: Archive, block: str, which: str) -> None:
    archive.check_writable()
    index = getattr(archive, which)
    for _ in range(3):  # Elasticsearch may take the block of a full disk away again: it looks every 30 s
        archive.client.indices.put_settings(index=index, settings={f"index.blocks.{block}": True})
        with contextlib.suppress(EngineUnavailableError):
            archive.check_writable()
            continue
        break
    else:
        pytest.fail("found writable though blocked")
    archive.client.indices.put_settings(index=index, settings={f"index.blocks.{block}": None})
    archive.check_writable()
    archive.refresh()
    counts = archive.counts()
    assert (counts.articles, counts.outcomes) == (0, ())


def test_a_missing_index_is_found_out(archive: Archive) -> None:
    with pytest.raises(ConfigurationError):
        Archive(archive.client, archive.articles, "no-such-alias").check_writable()


def test_engines_that_are_away_are_troubles_not_exceptions(
    archive: Archive, client: redis.Redis, tmp_path: Path
) -> None:
    with broker.connect("redis://127.0.0.1:1/0") as nowhere, connect("http://127.0.0.1:1") as away:
        vitals = look(tmp_path, nowhere, Archive(away, "articles", "issues"), LIMITS)
        assert vitals.redis_trouble
        assert vitals.index_trouble
        assert "inbox is not there" in vitals.folder_trouble
    vitals = look(tmp_path, client, archive, LIMITS, f"nobody-{uuid.uuid4().hex[:8]}")
    assert (vitals.redis_trouble, vitals.index_trouble, vitals.watcher) == ("", "", None)


def test_old_files_are_counted_no_further_than_it_matters(
    archive: Archive, client: redis.Redis, tmp_path: Path
) -> None:
    (tmp_path / "inbox/deep").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt", "c.part", ".d.txt"):
        (tmp_path / "inbox" / name).write_text("x")
    for stall, expected in ((60.0, 0), (-60.0, 1)):  # nothing is older than a minute; all is older than in a minute
        limits = Limits(stall_seconds=stall, hard_limit_seconds=180, min_free_bytes=0)
        assert look(tmp_path, client, archive, limits, f"nobody-{uuid.uuid4().hex[:8]}").old_files == expected
