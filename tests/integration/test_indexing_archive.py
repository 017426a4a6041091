"""Replacement, the ledger and the rights of users, on a real Elasticsearch."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tracemalloc
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import elasticsearch
import pytest

from worker.document import identifiers
from worker.document.enrichment import Enrichment
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment.same_story import LEAST_BANDS, SAME_STORY
from worker.enrichment.signature import signature
from worker.errors import ConfigurationError, EmptyFileError, EngineUnavailableError, RejectedDocumentError
from worker.indexing import Archive, Entry, Failure, Versions, bulk, connect, ledger, set_up, similar
from worker.job import Decision, Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

    from elasticsearch import Elasticsearch

VERSIONS = Versions("p1", "e1", "d1")
DATE = dt.date(2023, 10, 27)
INDEXED, REPLACED, MOVED = Outcome.INDEXED, Outcome.REPLACED, Outcome.MOVED
DUPLICATE, SUPERSEDED, FAILED = Outcome.DUPLICATE, Outcome.SUPERSEDED, Outcome.FAILED


@pytest.fixture
def client(engines: Any) -> Iterator[Elasticsearch]:
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as connected:
        yield connected


@pytest.fixture
def archive(client: Elasticsearch) -> Iterator[Archive]:
    """An archive of its own, empty."""
    name = uuid.uuid4().hex[:8]
    made = Archive(client, f"articles-{name}", f"issues-{name}")
    set_up(client, articles_alias=made.articles, issues_alias=made.issues, versions=VERSIONS)
    yield made
    client.indices.delete(index=sorted(client.indices.get(index=[f"articles-{name}-*", f"issues-{name}-*"])))


def entry(
    content: str, revision: int, *, articles: int = 3, page: str = "1", signatures: tuple[str, ...] = ()
) -> Entry:
    """An issue of some articles, each saying ``content``."""
    identity = IssueIdentity("北碚报", DATE, page)
    digest = identifiers.digest(content.encode())
    made = tuple(
        Article(ordinal=number, headline=f"{content}{number}", paragraphs=(f"{content}。",))
        for number in range(1, articles + 1)
    )
    enrichments = (Enrichment(title_words=content, body_words=content, signature=signatures),) * articles
    job = Job(f"{page}.txt", digest, revision)
    # what a replacement would lose is not the matter here: it went through before
    unit_id, issue = identifiers.unit_id(identity, digest), Issue(identity, made)
    return Entry(job, unit_id, issue, enrichments, recorded=Outcome.REPLACED)


ISSUE_ID = entry("甲", 1).unit_id


def articles_of(archive: Archive, issue_id: str = ISSUE_ID) -> dict[str, str]:
    """The body of each article that a search finds of an issue, by the end of its id."""
    archive.refresh()
    found = archive.client.search(index=archive.articles, query={"term": {"issue_id": issue_id}}, size=100)
    return {hit["_id"].removeprefix(f"{issue_id}-"): hit["_source"]["body"] for hit in found["hits"]["hits"]}


def outcomes(archive: Archive, *entries: Entry, **options: bool) -> list[Outcome]:
    return [settled.outcome for settled in archive.replace(entries, VERSIONS, **options)]


# -- replacement ---------------------------------------------------------------------------------------------------


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


# -- refusals ------------------------------------------------------------------------------------------------------


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


# -- failures and figures ------------------------------------------------------------------------------------------


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


# -- the same story ------------------------------------------------------------------------------------------------


def signed(content: str, page: str, *stretches: str, articles: int = 1) -> Entry:
    """An issue whose articles all have the signature of a body made of ``stretches``."""
    bands = signature("".join(stretches))
    assert bands
    return entry(content, 10, articles=articles, page=page, signatures=bands)


def stretch(first: int, length: int) -> str:
    """Some text without repetition."""
    return "".join(chr(0x4E00 + (first * 1000 + step * 37) % 20000) for step in range(length))


def test_copies_are_linked_within_a_batch_and_with_the_archive_but_not_within_an_issue(archive: Archive) -> None:
    first = signed("甲", "1", stretch(1, 300), articles=2)
    second = signed("乙", "2", stretch(1, 300), stretch(2, 100))  # in the same batch, with an addition
    third = signed("丙", "3", stretch(1, 240), stretch(2, 100))  # later, a cut of the second
    other = signed("丁", "4", stretch(3, 300))
    archive.replace([first, second], VERSIONS, refresh=True)
    archive.replace([third, other], VERSIONS, refresh=True)

    def links(issue: Entry) -> tuple[str, dict[str, float]]:
        source = archive.client.get(index=archive.articles, id=f"{issue.unit_id}-a01")["_source"]
        return source["story"], {copy["id"]: copy["score"] for copy in source.get("similar", [])}

    original = f"{first.unit_id}-a01"
    copies = [original, f"{first.unit_id}-a02", f"{second.unit_id}-a01"]
    assert links(first) == (original, {})
    story, found = links(second)
    assert (story, list(found)) == (original, copies[:2])
    story, found = links(third)
    assert (story, list(found)) == (original, copies)  # the earliest first
    assert found[copies[2]] > found[original] >= SAME_STORY
    assert links(other) == (f"{other.unit_id}-a01", {})


def test_what_moves_is_no_copy_of_itself(archive: Archive) -> None:
    first = signed("甲", "1", stretch(1, 300))
    archive.replace([first], VERSIONS, refresh=True)
    there = signed("甲", "2", stretch(1, 300))
    moved = dataclasses.replace(there, job=dataclasses.replace(first.job, revision=20))
    (settled,) = archive.replace([moved], VERSIONS, refresh=True)
    assert settled.outcome is MOVED
    source = archive.client.get(index=archive.articles, id=f"{moved.unit_id}-a01")["_source"]
    assert (source["story"], "similar" in source) == (f"{moved.unit_id}-a01", False)


def test_the_many_copies_of_one_article_do_not_hide_the_copy_of_its_neighbour(archive: Archive) -> None:
    # As many as a search for both may return; the neighbour's is written last, so that it would be left out.
    common, rare = (list(signature(text * 20)) for text in ("今天全市春耕工作会议召开", "昨日长江大桥通车典礼举行"))

    def document(issue: str, bands: list[str]) -> dict[str, Any]:
        identifier = f"{issue}-a01"
        return {"id": identifier, "issue_id": issue, "story": identifier, "signature": bands}

    copies = [document(f"copy-{number:03}", common) for number in range(100)]
    there = [*copies, document("copy-of-neighbour", rare)]
    bulk.send(archive.client, [bulk.upsert(archive.articles, each, 1) for each in there], refresh=True)
    new = [document("new", common), document("new", rare)]
    new[1]["id"] = "new-a02"
    similar.link(archive.client, archive.articles, [similar.Written(new)])
    assert len(new[0]["similar"]) == 10
    assert [copy["id"] for copy in new[1]["similar"]] == ["copy-of-neighbour-a01"]


def test_a_thousand_forms_alike_are_linked_in_little_memory(archive: Archive) -> None:
    # An export of weather columns, or of advertisements: each is a copy of each other one.
    bands = list(signature("今天全市晴转多云，偏南风二到三级。" * 20))
    new: list[dict[str, Any]] = [
        {"id": f"day-{number}-a01", "issue_id": f"day-{number}", "story": f"day-{number}-a01", "signature": bands}
        for number in range(800)
    ]
    tracemalloc.start()
    try:
        similar.link(archive.client, archive.articles, [similar.Written([one]) for one in new])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert all(len(document["similar"]) == 10 for document in new[10:])
    assert peak < 24 * 1024 * 1024  # bytes; each with each other: 320,000 pairs, five times as much


def test_what_shares_formulas_with_several_articles_is_a_copy_of_none(archive: Archive) -> None:
    # One search asks for the bands of several articles at once, and finds what has a few of each.
    texts = ("今天全市春耕工作会议召开", "昨日长江大桥通车典礼举行", "市图书馆举办读书节活动")
    first, second, third = (list(signature(text * 20)) for text in texts)
    few = LEAST_BANDS - 1

    def document(issue: str, bands: list[str]) -> dict[str, Any]:
        identifier = f"{issue}-a01"
        return {"id": identifier, "issue_id": issue, "story": identifier, "signature": bands}

    there = [
        document("stranger", [*first[:few], *second[few : 2 * few], *third[2 * few :]]),
        document("copy-of-second", second),
    ]
    bulk.send(archive.client, [bulk.upsert(archive.articles, each, 1) for each in there], refresh=True)
    new = [document("new-1", first), document("new-2", second)]
    similar.link(archive.client, archive.articles, [similar.Written(new)])
    assert "similar" not in new[0]
    assert [copy["id"] for copy in new[1]["similar"]] == ["copy-of-second-a01"]


# -- users ---------------------------------------------------------------------------------------------------------


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
