"""What the accounts of worker and reader may do, on a real Elasticsearch."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import elasticsearch
import pytest

from worker.document import identifiers
from worker.document.identity import IssueIdentity
from worker.errors import ConfigurationError, EmptyFileError
from worker.indexing import Archive, Failure, connect, ledger, set_up
from worker.job import Job

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch
from archive_entries import INDEXED, REPLACED, SUPERSEDED, VERSIONS, articles_of, entry, outcomes


@pytest.fixture
def shared(client: Elasticsearch) -> Iterator[Archive]:
    """The archive whose aliases the users' roles name; gone afterwards, for whoever uses those aliases next."""
    made = Archive(client, "articles", "issues")
    set_up(client, articles_alias=made.articles, issues_alias=made.issues, versions=VERSIONS)
    yield made
    for alias in (made.articles, made.issues):
        client.indices.delete(index=list(client.indices.get_alias(name=alias)))


@pytest.mark.usefixtures("shared")
def test_the_worker_may_do_all_that_ingestion_needs(engines: Any) -> None:
    user, password = engines.worker
    with connect(engines.elasticsearch_url, user=user, password=password) as worker:
        archive = Archive(worker, "articles", "issues")
        unheard = uuid.uuid4().hex
        failure = Failure(Job("bad.txt", identifiers.digest(unheard.encode()), 1), EmptyFileError("empty"))
        assert archive.is_alive()
        states = [entry(f"{unheard}甲", 10, articles=3, page=unheard), entry(unheard, 20, articles=1, page=unheard)]
        assert outcomes(archive, *states, refresh=True) == [INDEXED, REPLACED]
        assert outcomes(archive, states[0]) == [SUPERSEDED]
        assert set(articles_of(archive, states[0].unit_id)) == {"a01"}
        archive.record_failures([failure], VERSIONS, refresh=True)
        assert archive.counts().articles >= 1
        assert archive.latest(1)
        with pytest.raises(elasticsearch.AuthorizationException):
            worker.indices.create(index="articles-v1-999999")


@pytest.mark.usefixtures("shared")
def test_the_reader_may_look_and_not_touch(engines: Any) -> None:
    user, password = engines.reader
    with connect(engines.elasticsearch_url, user=user, password=password) as reader:
        archive = Archive(reader, "articles", "issues")
        archive.counts()
        archive.latest(1)
        with pytest.raises(ConfigurationError):
            archive.replace([entry(uuid.uuid4().hex, 10)], VERSIONS)
        with pytest.raises(ConfigurationError):
            archive.record_failures([Failure(entry("甲", 1).job, EmptyFileError("empty"))], VERSIONS)


def test_a_failure_has_an_id_apart_from_every_issue() -> None:
    digest = identifiers.digest(b"")
    assert ledger.failure_id(digest) != identifiers.issue_id(IssueIdentity(), digest)
