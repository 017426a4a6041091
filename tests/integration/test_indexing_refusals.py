"""What the index refuses or cannot take now, and the ledger's failures and figures, on a real Elasticsearch."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from worker.errors import ConfigurationError, EmptyFileError, EngineUnavailableError, RejectedDocumentError
from worker.indexing import Archive, Entry, Failure, bulk, connect

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch
from archive_entries import INDEXED, ISSUE_ID, REPLACED, VERSIONS, articles_of, entry, outcomes


def with_bad_date(good: Entry) -> Entry:
    """The same issue, of which the mapping refuses the second article."""
    enrichments = list(good.enrichments)
    enrichments[1] = dataclasses.replace(enrichments[1], dates=("the day before",))
    return dataclasses.replace(good, enrichments=tuple(enrichments))


def test_one_refused_article_keeps_its_issue_out_and_no_other(archive: Archive) -> None:
    bad, good = with_bad_date(entry("甲", 10)), entry("乙", 10, page="2")
    refused, indexed = archive.replace([bad, good], VERSIONS)
    assert isinstance(refused.error, RejectedDocumentError)
    assert "the day before" in str(refused.error)
    assert indexed.outcome is INDEXED
    assert articles_of(archive) == {}
    assert archive.look_up([bad.unit_id]) == {}
    assert len(articles_of(archive, good.unit_id)) == 3


def test_a_refused_correction_leaves_the_issue_as_it_was(archive: Archive) -> None:
    archive.replace([entry("甲", 10, articles=4)], VERSIONS)
    before = archive.look_up([ISSUE_ID])
    [refused] = archive.replace([with_bad_date(entry("乙", 20, articles=2))], VERSIONS)
    assert isinstance(refused.error, RejectedDocumentError)
    assert articles_of(archive) == dict.fromkeys(("a01", "a02", "a03", "a04"), "甲。")
    assert archive.look_up([ISSUE_ID]) == before
    assert outcomes(archive, entry("丙", 30)) == [REPLACED]  # and the next correction is taken
    assert articles_of(archive) == dict.fromkeys(("a01", "a02", "a03"), "丙。")


def test_a_refused_correction_of_a_damaged_issue_leaves_nothing_rather_than_a_mixture(archive: Archive) -> None:
    archive.replace([entry("甲", 10, articles=3)], VERSIONS)
    half = {
        "id": f"{ISSUE_ID}-a01",
        "issue_id": ISSUE_ID,
        "unit_id": ISSUE_ID,
        "body": "乙。",
        "file": {"digest": "乙"},
    }
    bulk.send(archive.client, [bulk.upsert(archive.articles, half, 20)])
    [refused] = archive.replace([with_bad_date(entry("乙", 20, articles=3))], VERSIONS)
    assert isinstance(refused.error, RejectedDocumentError)
    assert articles_of(archive) == {}
    assert archive.look_up([ISSUE_ID]) == {}  # so that the old content, dropped again, is no duplicate


def test_an_article_too_large_for_the_server_is_refused_for_good(archive: Archive) -> None:
    """The server says that it is busy, and so the file went round and round."""
    heap = sum(node["jvm"]["mem"]["heap_max_in_bytes"] for node in archive.client.nodes.info()["nodes"].values())
    novel = "长" * (heap // 75)  # three bytes each, taken four times, against a tenth of the heap
    large, good = entry("甲", 10, articles=1), entry("乙", 10, page="2")
    enrichment = dataclasses.replace(large.enrichments[0], body_words=novel)
    refused, indexed = archive.replace([dataclasses.replace(large, enrichments=(enrichment,)), good], VERSIONS)
    assert isinstance(refused.error, RejectedDocumentError)
    assert "larger than Elasticsearch takes" in str(refused.error)
    assert indexed.outcome is INDEXED
    assert articles_of(archive) == {}


def test_a_field_that_the_mapping_does_not_know_is_refused(archive: Archive) -> None:
    [result] = bulk.send(archive.client, [bulk.upsert(archive.articles, {"id": "x", "unheard_of": 1}, 1)])
    assert isinstance(result.error(), RejectedDocumentError)


def test_a_missing_alias_stops_everything_and_makes_no_index(client: Elasticsearch) -> None:
    nowhere = Archive(client, "articles-nowhere", "issues-nowhere")
    failure = Failure(entry("甲", 1).job, EmptyFileError("empty"))
    for attempt in (
        lambda: nowhere.replace([entry("甲", 10)], VERSIONS),
        lambda: nowhere.record_failures([failure], VERSIONS),
        nowhere.counts,
        lambda: nowhere.latest(1),
    ):
        with pytest.raises(ConfigurationError):
            attempt()
    [result] = bulk.send(client, [bulk.upsert(nowhere.articles, {"id": "x"}, 1)])
    assert isinstance(result.error(), ConfigurationError)
    assert not client.indices.exists(index="articles-nowhere*,issues-nowhere*", allow_no_indices=False)


def test_a_blocked_index_is_a_passing_trouble(archive: Archive) -> None:
    archive.client.indices.add_block(index=archive.articles, block="write")
    [settled] = archive.replace([entry("甲", 10)], VERSIONS)
    assert isinstance(settled.error, EngineUnavailableError)
    archive.client.indices.put_settings(index=archive.articles, settings={"index.blocks.write": None})
    assert outcomes(archive, entry("甲", 10)) == [INDEXED]


def test_a_server_that_does_not_answer_is_a_passing_trouble() -> None:
    with connect("http://127.0.0.1:1", timeout=1) as nobody:
        away = Archive(nobody, "articles", "issues")
        assert not away.is_alive()
        with pytest.raises(EngineUnavailableError):
            away.replace([entry("甲", 10)], VERSIONS)


def test_a_wrong_password_is_a_configuration_error(engines: Any) -> None:
    with connect(engines.elasticsearch_url, user="nobody", password="wrong") as stranger:
        unknown = Archive(stranger, "articles", "issues")
        with pytest.raises(ConfigurationError):
            unknown.counts()
        with pytest.raises(ConfigurationError):
            unknown.is_alive()


def test_a_failure_is_entered_once_and_forgotten_when_its_content_is_indexed(archive: Archive) -> None:
    good = entry("甲", 20)
    failure = Failure(dataclasses.replace(good.job, revision=10), EmptyFileError("no visible character"), "1.txt")
    archive.record_failures([failure], VERSIONS)
    archive.record_failures([failure], VERSIONS, refresh=True)
    counted = archive.counts()
    assert (counted.issues, counted.outcomes, counted.reasons) == (0, (("failed", 1),), (("empty", 1),))
    [latest] = archive.latest(5)
    assert (latest.outcome, latest.reason, latest.path) == ("failed", "no visible character", "1.txt")
    assert outcomes(archive, good, refresh=True) == [INDEXED]
    archive.refresh()
    assert archive.counts().outcomes == (("indexed", 1),)


def test_a_failed_correction_does_not_hide_the_issue_it_meant_to_correct(archive: Archive) -> None:
    archive.replace([entry("甲", 10)], VERSIONS)
    archive.record_failures([Failure(entry("乙", 20).job, EmptyFileError("empty"))], VERSIONS)
    assert outcomes(archive, entry("甲", 10)) == [INDEXED]
    archive.refresh()
    assert archive.counts().outcomes == (("failed", 1), ("indexed", 1))


def test_figures_and_the_latest_issues(archive: Archive) -> None:
    moments = iter(dt.datetime(2023, 10, 27, 8, minute, tzinfo=dt.UTC) for minute in range(60))
    timed = dataclasses.replace(archive, clock=lambda: next(moments))
    for page in ("1", "2", "3"):
        timed.replace([entry(f"稿{page}", 10, articles=2, page=page)], VERSIONS, refresh=True)
    counted = archive.counts()
    assert (counted.articles, counted.issues) == (6, 3)
    latest = archive.latest(2)
    assert [issue.path for issue in latest] == ["3.txt", "2.txt"]
    assert latest[0].at > latest[1].at
    assert (latest[0].articles, latest[0].outcome, latest[0].reason) == (2, "indexed", "")
