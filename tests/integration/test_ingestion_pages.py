"""Files of pages on real engines: their images follow what is in the index."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from ingesting import ingestion_on
from printed_pages import Design, Slot, Story, make

from worker.document.identifiers import digest
from worker.home.page_images import page_images, page_lines
from worker.indexing import Versions
from worker.ingestion.decisions import Decisions
from worker.ingestion.pipeline import Pipeline
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.embedded import Addresses
    from worker.enrichment import Enricher
    from worker.ingestion.ingest import Ingestion

VERSIONS = Versions(parser="t", enricher="t", dictionary="t")
NOW = dt.datetime(2026, 11, 28, 12, tzinfo=dt.UTC)
NAME = "临河新报-2023-10-27-02.pdf"
WOODS = "全区春季造林工作今天在江东片区展开，参加植树的干部群众达三千余人，今年计划新增绿地两百公顷，比去年增长一成。"
HARBOUR = "港口首条外贸航线昨夜启航，码头工人连续作业十二小时，货轮满载钢材驶往南方，船公司表示以后每周固定开行两班。"


@pytest.fixture
def ingestion(engines: Addresses, tmp_path: Path, enricher: Enricher) -> Iterator[Ingestion]:
    with ingestion_on(engines, tmp_path, Pipeline(enricher, max_bytes=1 << 20), VERSIONS, NOW) as made:
        yield replace(made, page_images=True)


def page(text: str, *headlines: str) -> bytes:
    stories = [Story(headline, tuple(f"{headline[:4]}传来消息，{text}" for _ in range(3))) for headline in headlines]
    return make(Design(), [[Slot(story, 5)] for story in stories]).data


def drop(ingestion: Ingestion, data: bytes, revision: int) -> tuple[Outcome, str]:
    """Drop a page; return what became of it, and where its original stands."""
    before = set(ingestion.filing.archive.rglob("*.pdf"))
    (ingestion.filing.inbox / NAME).write_bytes(data)
    (result,) = ingestion.ingest([Job(NAME, digest(data), revision)]).results
    (kept,) = set(ingestion.filing.archive.rglob("*.pdf")) - before
    return result.outcome, str(kept.relative_to(ingestion.filing.archive))


def test_what_was_held_has_images_once_it_is_accepted(ingestion: Ingestion) -> None:
    archive = ingestion.filing.archive
    first, before = drop(ingestion, page(WOODS, "江东新区春季造林全面展开", "市民广场改造工程竣工"), 1_700_000_000_000)
    held, after = drop(ingestion, page(HARBOUR, "港口货运航线开通首航", "船厂扩建工程动工"), 1_700_000_001_000)
    assert (first, held) == (Outcome.INDEXED, Outcome.HELD)
    assert [len(page_images(archive, name)) for name in (before, after)] == [1, 0]

    (accepted,) = Decisions.of(ingestion).accept(NAME)
    assert accepted.outcome is Outcome.REPLACED
    assert len(page_images(archive, after)) == 1
    assert any("港口货运航线" in line.text for line in page_lines(archive, after))
