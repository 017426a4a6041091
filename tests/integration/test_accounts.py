"""The users that set-up makes, on a real Elasticsearch with native users.

The embedded server has none, so these tests need the address of a full one, which may be thrown away:
``FULL_ELASTICSEARCH_URL=http://elastic:PASSWORD@127.0.0.1:9200``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import elasticsearch
import pytest
from elasticsearch import Elasticsearch

from worker.errors import ConfigurationError
from worker.indexing import Versions, connect, is_alive, set_up
from worker.indexing.accounts import KIBANA_SYSTEM, READER, WORKER, Passwords, set_up_accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = os.environ.get("FULL_ELASTICSEARCH_URL", "")
ARTICLES, ISSUES = "accounts-test-articles", "accounts-test-issues"
PASSWORDS = Passwords(worker="worker-secret", reader="reader-secret", kibana_system="kibana-secret")

pytestmark = pytest.mark.skipif(not ADDRESS, reason="needs a full Elasticsearch: set FULL_ELASTICSEARCH_URL")


def signed_in(user: str, password: str) -> Elasticsearch:
    parts = urlsplit(ADDRESS)
    return connect(f"{parts.scheme}://{parts.hostname}:{parts.port}", user=user, password=password)


@pytest.fixture(scope="module")
def admin() -> Iterator[Elasticsearch]:
    """The administrator, with indices and users set up twice: the second time must change nothing."""
    parts = urlsplit(ADDRESS)
    client = signed_in(parts.username or "", parts.password or "")
    set_up(client, articles_alias=ARTICLES, issues_alias=ISSUES, versions=Versions("test", "test", "test"))
    for _ in range(2):
        made = set_up_accounts(client, PASSWORDS, articles_alias=ARTICLES, issues_alias=ISSUES)
        assert made == (WORKER, READER, KIBANA_SYSTEM)
    yield client
    client.indices.delete(index=list(client.indices.get_alias(name=[ARTICLES, ISSUES])))


@pytest.mark.usefixtures("admin")
def test_the_worker_writes_and_deletes_through_the_alias() -> None:
    client = signed_in(WORKER, PASSWORDS.worker)
    target = {"_index": ARTICLES, "_id": "a", "version_type": "external", "require_alias": True}
    answer = client.bulk(
        operations=[{"index": {**target, "version": 1}}, {"headline": "题"}, {"delete": {**target, "version": 2}}],
        refresh=True,
    )
    assert [next(iter(item.values()))["status"] for item in answer["items"]] == [201, 200]
    assert is_alive(client)


@pytest.mark.usefixtures("admin")
@pytest.mark.parametrize("user", [WORKER, READER])
def test_nobody_but_the_administrator_manages_indices_or_users(user: str) -> None:
    client = signed_in(user, PASSWORDS.worker if user == WORKER else PASSWORDS.reader)
    with pytest.raises(elasticsearch.AuthorizationException):
        client.indices.create(index="accounts-test-other")
    with pytest.raises(elasticsearch.AuthorizationException):
        client.indices.delete(index=f"{ARTICLES}-v2-000001")
    with pytest.raises(elasticsearch.AuthorizationException):
        client.index(index="accounts-test-other", document={})
    with pytest.raises(ConfigurationError, match="manage_security"):
        set_up_accounts(client, PASSWORDS, articles_alias=ARTICLES, issues_alias=ISSUES)


@pytest.mark.usefixtures("admin")
def test_the_reader_searches_and_cannot_write() -> None:
    client = signed_in(READER, PASSWORDS.reader)
    assert client.search(index=ARTICLES)["hits"]["total"]["value"] == 0
    assert client.field_caps(index=ARTICLES, fields="*")["fields"]  # what Kibana asks of a data view
    with pytest.raises(elasticsearch.AuthorizationException):
        client.index(index=ARTICLES, document={})


@pytest.mark.usefixtures("admin")
def test_kibana_can_sign_in() -> None:
    client = signed_in(KIBANA_SYSTEM, PASSWORDS.kibana_system)
    assert client.security.authenticate()["username"] == KIBANA_SYSTEM


def test_an_empty_password_leaves_its_user_alone(admin: Elasticsearch) -> None:
    assert set_up_accounts(admin, Passwords(), articles_alias=ARTICLES, issues_alias=ISSUES) == ()
    assert signed_in(WORKER, PASSWORDS.worker).security.authenticate()["username"] == WORKER


def test_a_password_that_the_server_refuses_is_one_clear_error(admin: Elasticsearch) -> None:
    with pytest.raises(ConfigurationError, match="at least") as refused:
        set_up_accounts(admin, Passwords(reader="s3crt"), articles_alias=ARTICLES, issues_alias=ISSUES)
    assert "s3crt" not in str(refused.value)
