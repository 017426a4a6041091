"""Rebuilding on a real Elasticsearch, with ingestion going on, and interrupted at every step."""

from __future__ import annotations

import datetime as dt
import threading
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from worker.document import identifiers
from worker.document.enrichment import Enrichment
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.errors import ConfigurationError, EmptyFileError
from worker.indexing import Archive, Entry, Failure, Versions, definitions, rebuild, reindex, set_up
from worker.indexing.setup import index_behind
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

BEFORE, NOW = Versions("p1", "e1", "d1"), Versions("p2", "e1", "d1")


@pytest.fixture
def archive(client: Elasticsearch) -> Iterator[Archive]:
    """An archive of four issues, one of which the archive's folder has lost, and one failure."""
    name = uuid.uuid4().hex[:8]
    made = Archive(client, f"articles-{name}", f"issues-{name}")
    set_up(client, articles_alias=made.articles, issues_alias=made.issues, versions=BEFORE)
    made.replace([entry("甲", 10, page) for page in ("1", "2", "3", "4")], BEFORE)
    made.record_failures([Failure(Job("bad.txt", "e" * 64, 1), EmptyFileError("empty"))], BEFORE)
    yield made
    client.indices.delete(index=sorted(client.indices.get(index=[f"articles-{name}-*", f"issues-{name}-*"])))


def entry(content: str, revision: int, page: str, articles: int = 2) -> Entry:
    identity = IssueIdentity("北碚报", dt.date(2023, 10, 27), page)
    digest = identifiers.digest(f"{content}{page}".encode())
    made = tuple(Article(ordinal=number, paragraphs=(f"{content}。",)) for number in range(1, articles + 1))
    issue_id = identifiers.unit_id(identity, digest)
    return Entry(Job(f"{page}.txt", digest, revision), issue_id, Issue(identity, made), (Enrichment(),) * articles)


def originals() -> list[list[Entry]]:
    """What the archive's folder has: pages 1 to 3."""
    return [[entry("甲", 10, "1"), entry("甲", 10, "2")], [entry("甲", 10, "3")]]


def content(archive: Archive) -> dict[str, tuple[str, str]]:
    """Body and parser version of each article, by page and number."""
    archive.refresh()
    found = archive.client.search(index=archive.articles, size=1000)["hits"]["hits"]
    return {
        hit["_id"].removeprefix("beibeibao-cf63-2023-10-27-"): (
            hit["_source"]["body"],
            hit["_source"]["versions"]["parser"],
        )
        for hit in found
    }


REBUILT = {
    "p01-a01": ("甲。", "p2"),
    "p01-a02": ("甲。", "p2"),
    "p02-a01": ("甲。", "p2"),
    "p02-a02": ("甲。", "p2"),
    "p03-a01": ("甲。", "p2"),
    "p03-a02": ("甲。", "p2"),
    "p04-a01": ("甲。", "p1"),  # its original is lost: better as it was than not at all
    "p04-a02": ("甲。", "p1"),
}


def number_of_indices(archive: Archive) -> int:
    return len(archive.client.indices.get(index=[f"{archive.articles}-*", f"{archive.issues}-*"]))


def test_everything_is_made_anew_and_nothing_is_lost(archive: Archive) -> None:
    report = rebuild(archive, originals(), versions=NOW)
    assert content(archive) == REBUILT
    assert (report.issues, report.articles) == (3, 6)
    assert report.carried == ("beibeibao-cf63-2023-10-27-p04", "failed-eeeeeeeeeeeeeeee")
    assert archive.counts().outcomes == (("indexed", 4), ("failed", 1))
    assert index_behind(archive.client, archive.articles) == f"{archive.articles}-v{definitions.SCHEMA}-000002"
    assert index_behind(archive.client, archive.issues) == f"{archive.issues}-v{definitions.SCHEMA}-000002"
    assert number_of_indices(archive) == 2
    report_after = set_up(archive.client, articles_alias=archive.articles, issues_alias=archive.issues, versions=NOW)
    assert (report_after.created, report_after.updated, report_after.rebuild) == ((), (), ())


def test_the_ledger_keeps_when_a_file_was_indexed(archive: Archive) -> None:
    def history() -> dict[str, Any]:
        archive.refresh()
        hits = archive.client.search(index=archive.issues, size=100)["hits"]["hits"]
        kept = ("indexed_at", "seconds_to_searchable", "attempts", "found_at")
        return {hit["_id"]: {name: hit["_source"].get(name) for name in kept} for hit in hits}

    before = history()
    rebuild(archive, originals(), versions=NOW)
    assert history() == before


def test_what_is_ingested_meanwhile_is_carried_over(archive: Archive) -> None:
    def meanwhile() -> Iterator[list[Entry]]:
        first, second = originals()
        archive.replace([entry("乙", 20, "1", articles=1)], BEFORE)  # corrected before its turn
        yield first
        archive.replace([entry("乙", 20, "2", articles=1)], BEFORE)  # corrected after its turn: one article fewer
        archive.replace([entry("丙", 20, "5", articles=1)], BEFORE)  # new
        yield second

    rebuild(archive, meanwhile(), versions=NOW)
    assert content(archive) == {
        "p01-a01": ("乙。", "p1"),
        "p02-a01": ("乙。", "p1"),
        "p03-a01": ("甲。", "p2"),
        "p03-a02": ("甲。", "p2"),
        "p04-a01": ("甲。", "p1"),
        "p04-a02": ("甲。", "p1"),
        "p05-a01": ("丙。", "p1"),
    }
    settled = archive.replace([entry("乙", 20, "2", articles=1)], BEFORE)  # and the ledger knows it
    assert settled[0].outcome is Outcome.REPLACED


def test_nothing_is_lost_under_steady_ingestion(archive: Archive) -> None:
    done: list[Entry] = []
    stop = threading.Event()

    def ingest() -> None:
        number = 100
        while not stop.is_set():
            number += 1
            issue = entry("丁", number, str(number), articles=1)
            [settled] = archive.replace([issue], BEFORE)
            while settled.error is not None:  # blocked for the moment of the change: the job is given again
                [settled] = archive.replace([issue], BEFORE)
            assert settled.outcome is Outcome.INDEXED
            done.append(issue)

    def slowly() -> Iterator[list[Entry]]:
        for batch in originals():
            before = len(done)
            yield batch
            while len(done) < before + 3:  # some issues arrive during every batch
                stop.wait(0.01)

    thread = threading.Thread(target=ingest)
    thread.start()
    try:
        rebuild(archive, slowly(), versions=NOW)
        after = len(done)
        while len(done) < after + 3:  # and after the change
            stop.wait(0.01)
    finally:
        stop.set()
        thread.join()
    found = content(archive)
    assert {f"p{issue.job.revision}-a01" for issue in done} | set(REBUILT) == set(found)
    ledger = archive.look_up(issue.unit_id for issue in done)
    assert len(ledger) == len(done)


class Killed(BaseException):
    """Stands for a kill: nothing below may catch it and go on."""


@pytest.mark.parametrize("step", ["_begin", "_carry_over", "_block", "_change_over"])
@pytest.mark.parametrize("after", [False, True])
def test_a_rebuild_that_was_killed_is_run_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str, after: bool
) -> None:
    """Killed before or after each step; the clearing up of a dying process is killed as well."""
    original = getattr(reindex, step)

    def dying(*arguments: Any, **options: Any) -> None:
        if after:
            original(*arguments, **options)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(reindex, step, dying)
        patched.setattr(reindex, "unblock", lambda *_: None)
        with pytest.raises(Killed):
            rebuild(archive, originals(), versions=NOW)
    assert set(content(archive)) == set(REBUILT)  # searches never noticed
    rebuild(archive, originals(), versions=NOW)
    assert content(archive) == REBUILT
    assert number_of_indices(archive) == 2
    [settled] = archive.replace([entry("乙", 20, "1")], NOW)  # writing is allowed again
    assert settled.outcome is Outcome.REPLACED


def test_a_failing_rebuild_lets_ingestion_go_on(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: Any) -> None:
        raise ConfigurationError("no right to move the alias")

    monkeypatch.setattr(reindex, "_change_over", failing)
    with pytest.raises(ConfigurationError):
        rebuild(archive, originals(), versions=NOW)
    [settled] = archive.replace([entry("乙", 20, "1")], BEFORE)
    assert settled.outcome is Outcome.REPLACED


def test_an_entry_that_the_mapping_refuses_stays_as_it_was(archive: Archive) -> None:
    good = originals()
    bad = entry("甲", 10, "3")
    refused = Entry(bad.job, bad.unit_id, bad.issue, (Enrichment(dates=("yesterday",)), Enrichment()))
    report = rebuild(archive, [good[0], [refused]], versions=NOW)
    assert [settled.unit_id for settled in report.rejected] == [bad.unit_id]
    assert bad.unit_id in report.carried
    assert content(archive)["p03-a01"] == ("甲。", "p1")


def test_indices_that_are_not_ours_are_left_alone(archive: Archive) -> None:
    client, alias = archive.client, archive.articles
    theirs = {
        f"{alias}-v-backup": {},  # another name
        f"{alias}-v2-v1-000001": {},  # of an archive whose alias begins like ours
        f"{alias}-v1-000009": {f"{alias}-kept": {}},  # a former index of ours that somebody named
    }
    for name, aliases in theirs.items():
        client.indices.create(index=name, aliases=aliases)
    rebuild(archive, originals(), versions=NOW)
    assert all(client.indices.exists(index=name) for name in theirs)


def test_without_a_set_up_there_is_nothing_to_rebuild(client: Elasticsearch) -> None:
    with pytest.raises(ConfigurationError, match="set-up"):
        rebuild(Archive(client, "articles-nowhere", "issues-nowhere"), [], versions=NOW)
    assert index_behind(client, "articles-nowhere-next") is None
