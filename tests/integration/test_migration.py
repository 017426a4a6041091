"""An archive that an early version left: schema 1, manifests without statements, units named as it read names then.

It read the month folder of a year as the second of January and an article's number as its page, so that files stood
in each other's place; the archive kept them all.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import orjson
import pytest
from ingesting import ingestion_on

from worker.document.identifiers import digest
from worker.home.names import MANIFEST
from worker.home.originals import originals
from worker.indexing import Versions
from worker.indexing.reindex import RebuildReport, rebuild
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.replay import Replay

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.embedded import Addresses
    from worker.enrichment import Enricher
    from worker.ingestion.ingest import Ingestion

VERSIONS = Versions(parser="t", enricher="t", dictionary="t")
OLD = {"parser": "4", "enricher": "2", "dictionary": "d"}
NOON = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
STORY = "{}开放\n\n　　本报讯(记者 何永年)昨日,{}正式开放,首批游客三百人入园,管理处说今后免费。\n"
# Path, place in the archive, subject, id that it had; what comes later stood in the place of what came before.
FILES = (
    ("江城日报/202312/231201-03.txt", "2023/01", "东湖公园", "jiangchengribao-0669-2023-01-02-p03"),
    ("江城日报/2023-12/03版.txt", "2023/01", "西湖公园", "jiangchengribao-0669-2023-01-02-p03"),
    ("江城日报/20231202-01-01.txt", "2023/12", "南湖公园", "jiangchengribao-0669-2023-12-02-p01"),
    ("江城日报/20231202-02-01.txt", "2023/12", "北湖公园", "jiangchengribao-0669-2023-12-02-p01"),
    ("江城日报/2023-12-03/01版.txt", "2023/12", "动物园", "jiangchengribao-0669-2023-12-03-p01"),
)
ALONE = "jiangchengribao-0669-2023-12-04-p01"  # its original is not in the archive any more


@pytest.fixture
def ingestion(engines: Addresses, tmp_path: Path, enricher: Enricher) -> Iterator[Ingestion]:
    pipeline = Pipeline(enricher, max_bytes=1 << 20)
    with ingestion_on(engines, tmp_path, pipeline, VERSIONS, NOON) as ready:
        make_old(ready)
        yield ready


def make_old(ingestion: Ingestion) -> None:
    """Put the archive and the indices in the place of the new ones, as the early version wrote them."""
    documents: dict[str, dict[str, Any]] = {}
    entries: dict[str, dict[str, Any]] = {}
    for number, (path, month, subject, unit) in enumerate(FILES):
        data = STORY.format(subject, subject).encode()
        archived = f"{month}/{path}"
        place = ingestion.filing.archive / archived
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        noted = {
            "archived": archived, "path": path, "digest": digest(data), "revision": number + 1, "issue": unit,
            "outcome": "indexed", "articles": 1, "attempts": 1, "at": f"2026-11-20T09:00:0{number}.000+00:00",
        }  # fmt: skip
        with (ingestion.filing.archive / month / MANIFEST).open("ab") as manifest:
            manifest.write(orjson.dumps(noted) + b"\n")
        documents[f"{unit}-a01"], entries[unit] = old_forms(unit, subject, path, archived, digest(data), number + 1)
    documents[f"{ALONE}-a01"], entries[ALONE] = old_forms(ALONE, "植物园", "a.txt", "2023/12/a.txt", "f" * 64, 9)
    client = ingestion.archive.client
    for alias, rows in ((ingestion.archive.articles, documents), (ingestion.archive.issues, entries)):
        client.indices.delete(index=sorted(client.indices.get_alias(name=alias)))
        meta = {"_meta": {"schema": 1, "profile": "minimal", "versions": OLD}}
        client.indices.create(index=f"{alias}-v1-000001", mappings=meta, aliases={alias: {"is_write_index": True}})
        for identifier, row in rows.items():
            client.index(index=alias, id=identifier, document=row, refresh=True)


def old_forms(  # noqa: PLR0917 - the columns of a row
    unit: str, subject: str, path: str, archived: str, content: str, revision: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """An article and a ledger entry of schema 1."""
    article = {
        "id": f"{unit}-a01", "issue_id": unit, "ordinal": 1, "headline": f"{subject}开放", "lead": "本报讯",
        "body": f"昨日,{subject}正式开放", "regions": ["江城市"], "folded": {"lead": "本報訊"}, "story": f"{unit}-a01",
        "file": {"path": path, "digest": content}, "revision": revision, "versions": OLD,
    }  # fmt: skip
    entry = {
        "issue_id": unit, "path": path, "archived_as": archived, "digest": content, "revision": revision,
        "outcome": "indexed", "articles": 1, "article_ids": [f"{unit}-a01"], "attempts": 1, "versions": OLD,
        "indexed_at": f"2026-11-20T09:00:0{revision}.000Z",
    }  # fmt: skip
    return article, entry


def reindexed(ingestion: Ingestion) -> tuple[RebuildReport, Replay, dict[str, dict[str, Any]]]:
    replay = Replay(ingestion.pipeline, ingestion.filing.home, originals(ingestion.filing.archive))
    report = rebuild(ingestion.archive, replay.batches(), versions=VERSIONS)
    ingestion.archive.refresh()
    hits = ingestion.archive.client.search(index=ingestion.archive.articles, size=100)["hits"]["hits"]
    return report, replay, {hit["_source"]["headline"]: hit["_source"] for hit in hits}


def test_an_old_archive_is_migrated_and_what_stood_in_another_s_place_stands_in_its_own(ingestion: Ingestion) -> None:
    report, replay, found = reindexed(ingestion)
    dayless = found.pop("西湖公园开放")
    assert "date" not in dayless  # of December, as far as its name tells: no day
    assert {headline: one["unit_id"].partition("0669-")[2] for headline, one in found.items()} == {
        "东湖公园开放": "2023-12-01-p03",
        "南湖公园开放": "2023-12-02-p01-n01",
        "北湖公园开放": "2023-12-02-p02-n01",
        "动物园开放": "2023-12-03-p01",
        "植物园开放": "2023-12-04-p01",
    }
    assert (report.issues, report.carried, report.rejected) == (5, (ALONE,), ())
    assert [path for path, before, now in replay.renamed if before != now] == [path for path, *_ in FILES[:4]]
    assert replay.left == []


def test_what_has_no_original_any_more_is_carried_over_under_the_names_of_today(ingestion: Ingestion) -> None:
    alone = reindexed(ingestion)[2]["植物园开放"]
    assert (alone["source_line"], alone["divisions"]) == ("本报讯", ["江城市"])
    assert alone["folded"] == {"source_line": "本報訊"}
    assert not alone.keys() & {"lead", "regions"}
    assert alone["body"] == "昨日,植物园正式开放"


def test_a_migrated_archive_stays_as_it_is_when_it_is_built_anew_once_more(ingestion: Ingestion) -> None:
    first = reindexed(ingestion)[2]
    report, _, again = reindexed(ingestion)
    assert {headline: one["unit_id"] for headline, one in again.items()} == {
        headline: one["unit_id"] for headline, one in first.items()
    }
    assert report.carried == (ALONE,)
