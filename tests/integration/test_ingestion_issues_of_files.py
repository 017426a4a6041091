"""Issues that come as many files, on real engines: in any order, twice, with a part missing that comes later."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import TYPE_CHECKING, Any

import epaper_pages as pages
import mets_files
import pytest
from ingesting import ingestion_on

from worker.document.identifiers import digest
from worker.home.originals import history, originals
from worker.home.quarantine import quarantined
from worker.indexing import Versions
from worker.indexing.reindex import rebuild
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.replay import Replay
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from worker.embedded import Addresses
    from worker.enrichment import Enricher
    from worker.ingestion.ingest import Ingestion
    from worker.ingestion.results import Result

VERSIONS = Versions(parser="t", enricher="t", dictionary="t")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
FOLDER = "临河新报/2023-10/26"


@pytest.fixture
def ingestion(engines: Addresses, tmp_path: Path, enricher: Enricher) -> Iterator[Ingestion]:
    pipeline = Pipeline(enricher, max_bytes=1 << 20)
    with ingestion_on(engines, tmp_path, pipeline, VERSIONS, NOW) as made:
        yield made


_revision = itertools.count(1_700_000_000_000, 1000)


def drop(ingestion: Ingestion, files: dict[str, bytes], folder: str, order: Sequence[str] = ()) -> list[Result]:
    """Put files into the inbox, all of them before the first is taken, and take them in an order."""
    for name, data in files.items():
        place = ingestion.filing.inbox / folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    jobs = [Job(f"{folder}/{name}", digest(files[name]), next(_revision)) for name in order or files]
    batch = ingestion.ingest(jobs)
    assert not batch.again
    return batch.results


def held(ingestion: Ingestion) -> list[dict[str, Any]]:
    ingestion.archive.refresh()
    order = ["date", "page", "ordinal"]
    found = ingestion.archive.client.search(index=ingestion.archive.articles, size=1000, sort=order)
    return [hit["_source"] for hit in found["hits"]["hits"]]


def told(ingestion: Ingestion) -> list[tuple[str, str, bool]]:
    """Page, headline and whether it has regions, of each article but the advertisement."""
    return [
        (one.get("page", ""), one.get("headline", ""), bool(one.get("regions")))
        for one in held(ingestion)
        if one.get("headline") != "广告"
    ]


def issues(ingestion: Ingestion) -> set[str]:
    return {one["issue_id"] for one in held(ingestion)}


ISSUE = [("A02", "稻田里开起 现场会", True), ("A02", pages.SHORT_TITLE, True)]
PAGE_FIRST = ("node_2.htm", "content_101.htm", "content_102.htm")


@pytest.mark.parametrize("order", [PAGE_FIRST, PAGE_FIRST[::-1], ("content_102.htm", "node_2.htm", "content_101.htm")])
def test_one_issue_in_whatever_order_its_files_are_taken(ingestion: Ingestion, order: tuple[str, ...]) -> None:
    files = {name: data for name, data in pages.founder().items() if name in order}
    results = drop(ingestion, files, FOLDER, order)
    assert told(ingestion) == ISSUE
    assert len(issues(ingestion)) == 1
    assert {result.outcome for result in results} <= {Outcome.INDEXED, Outcome.DUPLICATE}


def test_dropped_again_nothing_changes(ingestion: Ingestion) -> None:
    drop(ingestion, pages.founder(), FOLDER)
    before = held(ingestion)
    results = drop(ingestion, pages.founder(), FOLDER)
    assert {result.outcome for result in results} == {Outcome.DUPLICATE}
    assert held(ingestion) == before


def test_a_missing_article_is_named_and_completes_the_issue_when_it_comes(ingestion: Ingestion) -> None:
    files = pages.founder()
    late = {"content_101.htm": files.pop("content_101.htm")}
    drop(ingestion, files, FOLDER)
    assert told(ingestion) == ISSUE[1:]
    [report] = quarantined(ingestion.filing.failed)
    assert (report.key, report.code) == ("content_101.htm", "missing_page")
    [result] = drop(ingestion, late, FOLDER)
    assert result.outcome is Outcome.INDEXED
    assert told(ingestion) == ISSUE
    assert len(issues(ingestion)) == 1
    assert not quarantined(ingestion.filing.failed)


def test_articles_that_come_before_their_page_are_put_on_it(ingestion: Ingestion) -> None:
    files = pages.founder()
    node = {"node_2.htm": files.pop("node_2.htm")}
    drop(ingestion, files, FOLDER)
    alone = issues(ingestion)
    assert [page for page, _, _ in told(ingestion)] == ["", ""]
    drop(ingestion, node, FOLDER)
    assert told(ingestion) == ISSUE
    last = list(history(ingestion.filing.archive))[-1]
    assert {one["unit_id"] for one in last.replaced} == alone
    before = held(ingestion)
    drop(ingestion, files | node, FOLDER)
    assert held(ingestion) == before
    replay = Replay(ingestion.pipeline, ingestion.filing.home, originals(ingestion.filing.archive))
    rebuild(ingestion.archive, replay.batches(), versions=VERSIONS)
    assert told(ingestion) == ISSUE


def test_an_article_that_the_page_cannot_read_stays_as_it_is(ingestion: Ingestion) -> None:
    """The page that comes later takes nothing from what it cannot give."""
    files = {name: data for name, data in pages.founder().items() if name != "content_103.htm"}
    node = files.pop("node_2.htm").replace(b"content_102.htm", b"content_999.htm")
    drop(ingestion, files, FOLDER)
    drop(ingestion, {"node_2.htm": node}, FOLDER)
    assert sorted(told(ingestion)) == sorted([("", pages.SHORT_TITLE, False), ISSUE[0]])


@pytest.mark.parametrize("made", [mets_files.bnl, mets_files.ndnp, mets_files.dutch])
def test_pages_in_alto_that_come_before_their_issue(
    ingestion: Ingestion, made: Callable[[], dict[str, bytes]], tmp_path: Path
) -> None:
    files = made()
    leading, *others = files
    drop(ingestion, {name: files[name] for name in others}, "图书馆")
    assert {one.get("date") for one in held(ingestion)} == {None}
    drop(ingestion, {leading: files[leading]}, "图书馆")
    assert {(one["page"], one["date"]) for one in held(ingestion)} == {("3", "1931-09-22")}
    assert len(issues(ingestion)) == 1
    assert sorted(path.name for path in (tmp_path / "archive").rglob("*.xml")) == sorted(
        name.rpartition("/")[2] for name in files
    )


def records(*texts: str) -> bytes:
    return "\n".join(texts).encode()


def record(headline: str, **more: str) -> str:
    said = {
        "paper_name": "临河新报",
        "date": "2023-10-26",
        "page": "2",
        "title": headline,
        "content": f"{headline}。" * 9,
    }
    return json.dumps({**said, **more}, ensure_ascii=False)


def test_a_rejected_record_is_mended_in_a_small_file(ingestion: Ingestion) -> None:
    """The export is not dropped again: its other records stay, and the report is gone."""
    broken = record("河堤加了护栏")[:-9]
    drop(ingestion, {"导出.jsonl": records(record("渡口添了候船亭"), broken, record("老茶馆办起故事会"))}, "导出")
    [report] = quarantined(ingestion.filing.failed)
    assert (report.key, report.code) == ("line 2", "bad_row")
    before = told(ingestion)
    assert [headline for _, headline, _ in before] == ["渡口添了候船亭", "老茶馆办起故事会"]
    drop(ingestion, {"导出.mended.jsonl": records(record("河堤加了护栏", baoku_record="line 2"))}, "导出")
    assert sorted(told(ingestion)) == sorted([*before, ("2", "河堤加了护栏", False)])
    assert len(issues(ingestion)) == 1
    assert not quarantined(ingestion.filing.failed)


def test_a_rejected_record_is_mended_in_place(ingestion: Ingestion) -> None:
    whole = [record("渡口添了候船亭"), record("河堤加了护栏"), record("老茶馆办起故事会")]
    drop(ingestion, {"导出.jsonl": records(whole[0], whole[1][:-9], whole[2])}, "导出")
    drop(ingestion, {"导出.jsonl": records(*whole)}, "导出")
    assert [headline for _, headline, _ in told(ingestion)] == ["渡口添了候船亭", "河堤加了护栏", "老茶馆办起故事会"]
    assert not quarantined(ingestion.filing.failed)
