"""Files of several units, on real engines: each unit with its own outcome, the file's outcome their sum."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from ingesting import ingestion_on

from worker.document.identifiers import digest
from worker.document.identity import StatedIdentity
from worker.document.issue import Article
from worker.document.source import Document
from worker.errors import EngineUnavailableError, PermanentError
from worker.home.quarantine import Retried, quarantined, retry
from worker.indexing import Archive, Versions
from worker.ingestion import taking
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.unfinished import Unfinished
from worker.job import Job, Outcome
from worker.readers.base import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from worker.embedded import Addresses
    from worker.enrichment import Enricher
    from worker.indexing import Entry, Settled
    from worker.ingestion.ingest import Ingestion
    from worker.ingestion.results import Result
    from worker.readers.base import Limits, Source

VERSIONS = Versions(parser="t", enricher="t", dictionary="t")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


class Rows:
    """A reader of rows ``date|page|headline|body``: one document a row, a bad row rejected alone."""

    name = "rows"
    version = 1
    suffixes = (".rows",)
    streams = False

    def sniff(self, _head: bytes, name: str) -> float:
        return 0.9 if name.endswith(".rows") else 0.0

    def read(self, source: Source, _limits: Limits) -> Iterator[Document | Rejected]:
        for number, row in enumerate(source.data.decode().splitlines(), start=1):
            if row == "broken off":
                raise PermanentError("the file ends in the middle of a row", "Export it again.", "cut_off", "read")
            key = f"row {number}"
            cells = row.split("|")
            if len(cells) != 4:
                yield Rejected(key, PermanentError("it has too few cells", "Mend the row.", "bad_row", "read"))
                continue
            date, page, headline, body = cells
            stated = StatedIdentity("江城日报", dt.date.fromisoformat(date), page)
            article = Article(ordinal=1, headline=headline, paragraphs=(body,))
            yield Document(articles=(article,), identity=stated, key=key, format="rows", reader="rows/1")


@pytest.fixture
def ingestion(engines: Addresses, tmp_path: Path, enricher: Enricher) -> Iterator[Ingestion]:
    pipeline = Pipeline(enricher, max_bytes=1 << 20, readers=(Rows(),))
    with ingestion_on(engines, tmp_path, pipeline, VERSIONS, NOW) as made:
        yield made


_revision = iter(range(1_700_000_000_000, 1_800_000_000_000, 1000))

FIRST = "2023-10-27|1|大桥通车|江城大桥昨日通车,两岸群众奔走相告。"
SECOND = "2023-10-28|2|夜市开市|老街夜市昨晚开市,首日迎客两千人。"
THIRD = "2023-10-29|1|渡口退役|最后一班渡轮昨日停航,渡口改作公园。"


def drop(ingestion: Ingestion, *rows: str, name: str = "export.rows") -> Result:
    data = "\n".join(rows).encode()
    (ingestion.filing.inbox / name).write_bytes(data)
    batch = ingestion.ingest([Job(name, digest(data), next(_revision))])
    assert not batch.again
    return batch.results[0]


def headlines(ingestion: Ingestion) -> dict[str, str]:
    """The headline of each article by the date of its issue."""
    ingestion.archive.refresh()
    found = ingestion.archive.client.search(index=ingestion.archive.articles, size=1000)
    return {hit["_source"]["date"]: hit["_source"]["headline"] for hit in found["hits"]["hits"]}


def test_every_row_is_a_unit_of_its_own_and_the_file_is_archived_once(ingestion: Ingestion) -> None:
    result = drop(ingestion, FIRST, SECOND)
    assert (result.outcome, dict(result.units), result.articles) == (Outcome.INDEXED, {Outcome.INDEXED: 2}, 2)
    assert headlines(ingestion) == {"2023-10-27": "大桥通车", "2023-10-28": "夜市开市"}
    assert [path.name for path in ingestion.filing.archive.rglob("*.rows")] == ["export.rows"]
    assert ingestion.archive.counts().issues == 2


def test_a_longer_export_adds_what_is_new_and_leaves_the_rest(ingestion: Ingestion) -> None:
    drop(ingestion, FIRST, SECOND)
    result = drop(ingestion, FIRST, SECOND.replace("两千", "三千"), THIRD)
    assert result.units[Outcome.DUPLICATE] == 1
    assert sum(result.units.values()) == 3
    assert len(headlines(ingestion)) == 3
    again = drop(ingestion, FIRST, SECOND.replace("两千", "三千"), THIRD)
    assert (again.outcome, dict(again.units)) == (Outcome.DUPLICATE, {Outcome.DUPLICATE: 3})


def test_a_bad_row_is_rejected_alone_listed_and_can_be_mended(ingestion: Ingestion) -> None:
    result = drop(ingestion, FIRST, "2023-10-28", THIRD)
    assert (result.outcome, dict(result.units)) == (Outcome.INDEXED, {Outcome.INDEXED: 2})
    (part,) = quarantined(ingestion.filing.failed)
    assert (part.key, part.code, part.dropped) == ("row 2", "bad_row", "export.rows")
    assert (ingestion.filing.archive / part.archived).is_file()
    drop(ingestion, FIRST, SECOND, THIRD)
    assert quarantined(ingestion.filing.failed) == []
    assert len(headlines(ingestion)) == 3


def test_a_file_with_rejected_parts_can_be_tried_again_as_it_is(ingestion: Ingestion) -> None:
    drop(ingestion, FIRST, "2023-10-28")
    (part,) = quarantined(ingestion.filing.failed)
    assert retry(ingestion.filing, part) is Retried.MOVED
    assert (ingestion.filing.inbox / "export.rows").read_text() == f"{FIRST}\n2023-10-28"
    assert (ingestion.filing.archive / part.archived).is_file()  # and stays there
    assert quarantined(ingestion.filing.failed) == []


def test_what_was_read_before_the_file_breaks_off_is_kept(ingestion: Ingestion) -> None:
    result = drop(ingestion, FIRST, "broken off", THIRD)
    assert dict(result.units) == {Outcome.INDEXED: 1}
    (part,) = quarantined(ingestion.filing.failed)
    assert (part.key, part.code) == ("the rest of the file", "cut_off")


def test_a_file_nothing_of_which_can_be_read_fails_as_a_whole(ingestion: Ingestion) -> None:
    result = drop(ingestion, "one", "two")
    assert result.outcome is Outcome.FAILED
    assert result.error is not None
    assert result.error.code == "bad_row"
    assert (ingestion.filing.failed / "export.rows").is_file()
    report = json.loads((ingestion.filing.failed / "export.rows.error.json").read_bytes())
    assert report["reason"] == "it has too few cells"


def test_two_units_of_one_file_with_one_id_stand_beside_each_other(ingestion: Ingestion) -> None:
    result = drop(ingestion, FIRST, FIRST.replace("大桥通车", "大桥试车"), FIRST)
    assert dict(result.units) == {Outcome.INDEXED: 3}  # the third is the first once more
    ingestion.archive.refresh()
    found = ingestion.archive.client.search(index=ingestion.archive.articles, size=10)["hits"]["hits"]
    assert sorted(hit["_source"]["headline"] for hit in found) == ["大桥试车", "大桥通车"]
    assert len({hit["_source"]["unit_id"] for hit in found}) == 2
    assert len({hit["_source"]["issue_id"] for hit in found}) == 1


def test_a_large_file_is_taken_in_lots(ingestion: Ingestion, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "LOT_UNITS", 3)
    days = [f"2023-01-{day:02d}|1|第{day}天|今天是第{day}天,天气晴。" for day in range(1, 12)]
    bulks: list[int] = []

    class Counted(Archive):
        def replace(
            self, entries: Sequence[Entry], versions: Versions, *, force: bool = False, refresh: bool = False
        ) -> list[Settled]:
            bulks.append(len(entries))
            return super().replace(entries, versions, force=force, refresh=refresh)

    home = ingestion.archive
    counted = replace(ingestion, archive=Counted(home.client, home.articles, home.issues))
    assert drop(counted, *days).articles == 11
    assert bulks == [3, 3, 3, 2]
    assert len(headlines(ingestion)) == 11


class StreamedRows(Rows):
    """The same for files that are too large to hold."""

    streams = True

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        with source.open() as file:
            for line in file:
                yield from super().read(replace(source, data=line, stream=None), limits)


def test_a_file_too_large_to_hold_is_streamed_and_goes_on_where_it_stopped(
    ingestion: Ingestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "LOT_UNITS", 4)
    pipeline = replace(ingestion.pipeline, max_bytes=100, readers=(StreamedRows(),))
    hasty = replace(ingestion, pipeline=pipeline, most_seconds=0.0)
    data = "\n".join(f"2023-01-{day:02d}|1|第{day}天|今天是第{day}天,天气晴。" for day in range(1, 12)).encode()
    (hasty.filing.inbox / "export.rows").write_bytes(data)
    job = Job("export.rows", digest(data), next(_revision))
    counts = []
    for _ in range(2):
        batch = hasty.ingest([job])
        ((again, error),) = batch.again
        assert (again, error.code) == (job, "unfinished")
        counts.append(len(headlines(hasty)))
    assert counts == [4, 8]
    told: list[tuple[str, int, float | None]] = []

    def note(path: str, articles: int, share: float | None) -> None:
        told.append((path, articles, share))

    batch = replace(hasty, most_seconds=60.0, progress=note).ingest([job])
    assert [result.outcome for result in batch.results] == [Outcome.INDEXED]
    assert (batch.results[0].articles, len(headlines(hasty))) == (11, 11)
    assert [path.read_bytes() for path in hasty.filing.archive.rglob("*.rows")] == [data]
    assert [(path, articles) for path, articles, _ in told] == [("export.rows", 4), ("export.rows", 8)]
    assert [share for _, _, share in told] == [pytest.approx(4 / 11, abs=0.05), pytest.approx(8 / 11, abs=0.05)]


def test_an_engine_that_goes_away_amid_a_large_file_loses_and_doubles_nothing(
    ingestion: Ingestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lot is written while the next one is read: what is ready when a write fails is not taken for written."""
    monkeypatch.setattr(taking, "LOT_CHARACTERS", 1200)  # three short articles
    home = ingestion.archive
    bulks: list[int] = []

    class Away(Archive):
        def replace(
            self, entries: Sequence[Entry], versions: Versions, *, force: bool = False, refresh: bool = False
        ) -> list[Settled]:
            bulks.append(len(entries))
            if len(bulks) == 2:
                raise EngineUnavailableError("gone", "It is tried again.")
            return super().replace(entries, versions, force=force, refresh=refresh)

    pipeline = replace(ingestion.pipeline, max_bytes=100, readers=(StreamedRows(),))
    streaming = replace(ingestion, pipeline=pipeline, archive=Away(home.client, home.articles, home.issues))
    data = "\n".join(f"2023-01-{day:02d}|1|第{day}天|今天是第{day}天,天气晴。" for day in range(1, 12)).encode()
    (streaming.filing.inbox / "export.rows").write_bytes(data)
    job = Job("export.rows", digest(data), next(_revision))
    batch = streaming.ingest([job])
    assert [(again, error.code) for again, error in batch.again] == [(job, "engine_unavailable")]
    assert (bulks, len(headlines(ingestion))) == ([3, 3], 3)  # the third lot was ready, and was not sent
    batch = streaming.ingest([job])
    assert [(result.outcome, result.articles) for result in batch.results] == [(Outcome.INDEXED, 11)]
    assert sorted(headlines(ingestion).values()) == sorted(f"第{day}天" for day in range(1, 12))
    assert [path.read_bytes() for path in streaming.filing.archive.rglob("*.rows")] == [data]


class CountedRows(StreamedRows):
    """Counts the rows that are read."""

    def __init__(self) -> None:
        self.rows = 0

    def read(self, source: Source, limits: Limits) -> Iterator[Document | Rejected]:
        for part in super().read(source, limits):
            self.rows += source.stream is not None
            yield part


def test_each_process_reads_a_large_file_once_however_many_slices_it_takes(
    ingestion: Ingestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "LOT_UNITS", 2)
    readers = CountedRows(), CountedRows()
    first, second = (
        replace(
            ingestion,
            pipeline=replace(ingestion.pipeline, max_bytes=100, readers=(reader,)),
            most_seconds=0.0,
            unfinished=Unfinished(ingestion.filing.inbox),
        )
        for reader in readers
    )
    data = "\n".join(f"2023-01-{day:02d}|1|第{day}天|今天是第{day}天,天气晴。" for day in range(1, 10)).encode()
    (ingestion.filing.inbox / "export.rows").write_bytes(data)
    job = Job("export.rows", digest(data), next(_revision))
    results: list[Result] = []
    for worker in itertools.cycle([first, first, second]):
        results = worker.ingest([job]).results
        if results:
            break
    assert [(result.outcome, result.articles) for result in results] == [(Outcome.INDEXED, 9)]
    assert len(headlines(ingestion)) == 9
    assert [reader.rows for reader in readers] == [9, 4]  # the second had two slices: what the first took was known
    assert [result.outcome for result in second.ingest([job]).results] == [Outcome.GONE]  # and lets go of it


def test_a_file_that_is_written_to_between_two_slices_is_opened_anew(
    ingestion: Ingestion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "LOT_UNITS", 2)
    pipeline = replace(ingestion.pipeline, max_bytes=100, readers=(StreamedRows(),))
    hasty = replace(ingestion, pipeline=pipeline, most_seconds=0.0, unfinished=Unfinished(ingestion.filing.inbox))
    rows = [f"2023-01-{day:02d}|1|第{day}天|今天是第{day}天,天气晴。" for day in range(1, 10)]
    data, other = "\n".join(rows).encode(), "\n".join(rows[:-1]).encode()
    (hasty.filing.inbox / "export.rows").write_bytes(data)
    job = Job("export.rows", digest(data), next(_revision))
    assert hasty.ingest([job]).again
    (hasty.filing.inbox / "export.rows").write_bytes(other)
    assert [result.outcome for result in hasty.ingest([job]).results] == [Outcome.CHANGED]
