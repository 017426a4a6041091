"""What replaces what in the index, by revision and content, on a real Elasticsearch."""

from __future__ import annotations

import dataclasses
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from archive_entries import (
    DUPLICATE,
    INDEXED,
    ISSUE_ID,
    MOVED,
    REPLACED,
    SUPERSEDED,
    VERSIONS,
    articles_of,
    entry,
    outcomes,
)

from worker.indexing import Archive, Entry, Versions, bulk
from worker.job import Decision, Outcome

if TYPE_CHECKING:
    import pytest


def test_an_issue_is_searchable_with_all_its_articles_and_claimed_by_the_ledger(archive: Archive) -> None:
    assert outcomes(archive, entry("甲", 10), refresh=True) == [INDEXED]
    found = archive.client.search(index=archive.articles, query={"match_phrase": {"body": "甲"}})
    assert found["hits"]["total"]["value"] == 3  # without a refresh of our own
    [claimed] = archive.look_up([ISSUE_ID]).values()
    assert claimed.article_ids == tuple(f"{ISSUE_ID}-a0{number}" for number in (1, 2, 3))


def test_the_same_order_again_changes_nothing(archive: Archive) -> None:
    archive.replace([entry("甲", 10)], VERSIONS)
    before = archive.client.get(index=archive.issues, id=ISSUE_ID)
    assert outcomes(archive, entry("甲", 10)) == [INDEXED]
    assert archive.client.get(index=archive.issues, id=ISSUE_ID)["_seq_no"] == before["_seq_no"]


def test_an_order_that_two_workers_do_was_accepted_when_the_first_did_it(archive: Archive) -> None:
    """Else the ledger and the manifest, which either of them may write, would tell two moments."""
    first, second = (dt.datetime(2026, 1, 2, 3, 4, second, tzinfo=dt.UTC) for second in (5, 6))
    for moment, tries in ((first, 1), (second, 2)):
        at_that_moment = dataclasses.replace(archive, clock=lambda moment=moment: moment)
        order = dataclasses.replace(entry("甲", 10), attempts=tries)
        [settled] = at_that_moment.replace([order], VERSIONS, force=True)
        assert (settled.indexed_at, settled.attempts) == (first, 1)
    assert archive.client.get(index=archive.issues, id=ISSUE_ID)["_source"]["attempts"] == 1


def test_the_same_content_later_is_a_duplicate(archive: Archive) -> None:
    archive.replace([entry("甲", 10)], VERSIONS)
    again = dataclasses.replace(entry("甲", 20), recorded=None)
    [settled] = archive.replace([again], VERSIONS)
    assert (settled.outcome, settled.same_as, settled.articles) == (DUPLICATE, ISSUE_ID, 3)


def test_the_same_content_under_another_name_moves_and_says_from_where(archive: Archive) -> None:
    archive.replace([entry("甲", 10)], VERSIONS, refresh=True)
    [settled] = archive.replace([entry("甲", 20, page="2")], VERSIONS, refresh=True)
    assert (settled.outcome, [one["unit_id"] for one in settled.replaced]) == (MOVED, [ISSUE_ID])
    assert articles_of(archive) == {}
    assert archive.look_up([ISSUE_ID]) == {}
    [settled] = archive.replace([entry("甲", 30)], VERSIONS, refresh=True)  # and back
    assert settled.outcome is MOVED
    assert len(articles_of(archive)) == 3


def test_a_correction_replaces_the_whole_issue(archive: Archive) -> None:
    archive.replace([entry("甲", 10, articles=3)], VERSIONS)
    [settled] = archive.replace([entry("乙", 20, articles=2)], VERSIONS)
    assert settled.outcome is REPLACED
    assert [(one["unit_id"], one["articles"], one["headlines"]) for one in settled.replaced] == [
        (ISSUE_ID, 3, ["甲1", "甲2", "甲3"])
    ]
    assert articles_of(archive) == {"a01": "乙。", "a02": "乙。"}


def test_a_replacement_that_would_drop_most_articles_is_held_and_told(archive: Archive) -> None:
    archive.replace([entry("江城大桥昨日通车", 10)], VERSIONS)
    other = dataclasses.replace(entry("老街夜市昨晚开市", 20), recorded=None)
    [settled] = archive.replace([other], VERSIONS, refresh=True)
    assert settled.outcome is Outcome.HELD
    assert "3 of the 3 articles" in str(settled.error)
    assert set(articles_of(archive).values()) == {"江城大桥昨日通车。"}
    assert [one.unit_id for one in archive.held()] == [ISSUE_ID]
    accepted = dataclasses.replace(other, job=dataclasses.replace(other.job, revision=30), decision=Decision.ACCEPT)
    assert outcomes(archive, accepted, refresh=True) == [REPLACED]
    archive.refresh()
    assert archive.held() == ()


def test_a_withdrawn_unit_is_gone_and_what_came_before_does_not_bring_it_back(archive: Archive) -> None:
    archive.replace([entry("甲", 10)], VERSIONS)
    assert archive.withdraw([ISSUE_ID], 20) == (ISSUE_ID,)
    assert articles_of(archive) == {}
    assert outcomes(archive, entry("乙", 15)) == [SUPERSEDED]
    assert outcomes(archive, entry("甲", 30)) == [INDEXED]
    assert len(articles_of(archive)) == 3


def test_an_older_state_never_overwrites_a_newer_one(archive: Archive) -> None:
    archive.replace([entry("乙", 20, articles=2)], VERSIONS)
    assert outcomes(archive, entry("甲", 10, articles=3)) == [SUPERSEDED]
    assert outcomes(archive, entry("甲", 10, articles=3), force=True) == [SUPERSEDED]
    assert articles_of(archive) == {"a01": "乙。", "a02": "乙。"}


def test_what_a_superseded_order_left_behind_is_cleared(archive: Archive) -> None:
    # the older job wrote its articles after the newer one was done, and died before it looked at the ledger again
    older = entry("甲", 10, articles=4)
    archive.replace([entry("乙", 20, articles=2)], VERSIONS)
    late = {"id": f"{ISSUE_ID}-a04", "issue_id": ISSUE_ID, "unit_id": ISSUE_ID, "body": "甲。"}
    bulk.send(archive.client, [bulk.upsert(archive.articles, late, 10)])
    assert set(articles_of(archive)) == {"a01", "a02", "a04"}
    assert outcomes(archive, older) == [SUPERSEDED]  # delivered again
    assert set(articles_of(archive)) == {"a01", "a02"}


def test_what_an_interrupted_write_left_is_replaced_too(archive: Archive) -> None:
    # it wrote articles, died before the ledger, and its file was corrected before the job came back
    stray = {"id": f"{ISSUE_ID}-a07", "issue_id": ISSUE_ID, "unit_id": ISSUE_ID, "body": "甲。"}
    bulk.send(archive.client, [bulk.upsert(archive.articles, stray, 10)], refresh=True)
    assert outcomes(archive, entry("乙", 20)) == [INDEXED]
    assert set(articles_of(archive)) == {"a01", "a02", "a03"}


def test_the_same_order_repairs_a_write_that_was_interrupted_before_the_ledger(archive: Archive) -> None:
    archive.replace([entry("甲", 10, articles=3)], VERSIONS)
    half = {
        "id": f"{ISSUE_ID}-a02",
        "issue_id": ISSUE_ID,
        "unit_id": ISSUE_ID,
        "body": "乙。",
        "file": {"digest": "乙"},
    }
    bulk.send(archive.client, [bulk.upsert(archive.articles, half, 20)])
    assert outcomes(archive, entry("乙", 20, articles=2)) == [REPLACED]
    assert articles_of(archive) == {"a01": "乙。", "a02": "乙。"}


def test_a_batch_may_hold_two_states_of_an_issue_in_any_order(archive: Archive) -> None:
    newer, older, other = entry("乙", 20, articles=2), entry("甲", 10, articles=3), entry("丙", 5, page="2")
    assert outcomes(archive, newer, older, other) == [REPLACED, INDEXED, INDEXED]
    assert articles_of(archive) == {"a01": "乙。", "a02": "乙。"}


def test_another_version_of_the_parser_writes_the_same_content_again(archive: Archive) -> None:
    archive.replace([entry("甲", 10)], VERSIONS)
    [settled] = archive.replace([entry("甲", 20)], Versions("p2", "e1", "d1"))
    assert settled.outcome is INDEXED
    assert dict(archive.look_up([ISSUE_ID])[ISSUE_ID].versions)["parser"] == "p2"


def test_workers_that_race_leave_the_newest_state_alone_and_whole(archive: Archive) -> None:
    # every state has another number of articles, so that a loser's surplus would show
    states = [entry(f"稿{revision}", revision, articles=1 + revision * 7 % 10) for revision in range(1, 13)]

    def work(state: Entry) -> Outcome:
        [settled] = archive.replace([state], VERSIONS)
        while settled.error is not None:  # more lost races than one call runs: the job is given again
            [settled] = archive.replace([state], VERSIONS)
        return settled.outcome

    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(work, states[::2] + states[::-2]))
    assert set(done) <= {INDEXED, REPLACED, SUPERSEDED}
    newest = states[-1]
    assert archive.look_up([ISSUE_ID])[ISSUE_ID].revision == newest.job.revision
    assert articles_of(archive) == {f"a{article.ordinal:02d}": article.body for article in newest.issue.articles}


def test_a_large_issue_goes_out_in_several_requests(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MAX_REQUEST_BYTES", 1000)
    assert outcomes(archive, entry("甲" * 200, 10, articles=30)) == [INDEXED]
    assert len(articles_of(archive)) == 30
