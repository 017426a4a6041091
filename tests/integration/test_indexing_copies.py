"""Copies of a story are linked, on a real Elasticsearch."""

from __future__ import annotations

import dataclasses
import datetime as dt
import tracemalloc
from typing import Any

from archive_entries import MOVED, VERSIONS, entry

from worker.enrichment.same_story import LEAST_BANDS, SAME_STORY
from worker.enrichment.signature import signature
from worker.indexing import Archive, Entry, bulk, similar


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


def test_what_only_looks_alike_does_not_hide_a_copy(archive: Archive) -> None:
    # Sixty columns share a formula with the article, a band or two in each half: more than one search returns.
    bands = list(signature(stretch(1, 300)))

    def document(issue: str, bands: list[str]) -> dict[str, Any]:
        identifier = f"{issue}-a01"
        return {"id": identifier, "issue_id": issue, "story": identifier, "signature": bands}

    alike = [document(f"alike-{number:02}", [*bands[:2], f"own-{number}"]) for number in range(60)]
    there = [*alike, document("copy", bands)]
    bulk.send(archive.client, [bulk.upsert(archive.articles, each, 1) for each in there], refresh=True)
    new = [document("new", bands)]
    similar.link(archive.client, archive.articles, [similar.Written(new)])
    assert [copy["id"] for copy in new[0]["similar"]] == ["copy-a01"]


def test_of_many_copies_the_earliest_are_listed_in_whichever_order_and_batches_they_came(archive: Archive) -> None:
    bands = list(signature(stretch(1, 300)))

    def document(number: int) -> dict[str, Any]:
        issue = f"issue-{number:03}"
        date = (dt.date(2023, 1, 1) + dt.timedelta(number)).isoformat()
        return {
            "id": f"{issue}-a01",
            "issue_id": issue,
            "unit_id": issue,
            "date": date,
            "story": f"{issue}-a01",
            "signature": bands,
        }

    there = [document(number) for number in range(130, 0, -2)]  # the latest first
    bulk.send(archive.client, [bulk.upsert(archive.articles, each, 1) for each in there], refresh=True)
    batch = [document(number) for number in range(131, 0, -2)]
    similar.link(archive.client, archive.articles, [similar.Written([one]) for one in batch])
    assert [copy["id"] for copy in batch[-1]["similar"]] == [f"issue-{number:03}-a01" for number in range(2, 12)]
    # what is written anew, or leaves, stands in nobody's place
    leaving = [f"issue-{number:03}" for number in range(2, 10, 2)]
    new = document(200)
    similar.link(archive.client, archive.articles, [similar.Written([new], leaving)])
    assert [copy["id"] for copy in new["similar"]] == [f"issue-{number:03}-a01" for number in range(10, 30, 2)]


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
