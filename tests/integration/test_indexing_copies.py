"""Copies of a story are linked, on a real Elasticsearch."""

from __future__ import annotations

import dataclasses
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
