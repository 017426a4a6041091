"""Files in, articles and ledger out, on real engines: every outcome of an job, and jobs given twice."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from baoku_process import page
from ingesting import ingestion_on

from worker.document.identifiers import digest
from worker.errors import PoisonError
from worker.home.filing import Filing
from worker.home.originals import originals
from worker.home.quarantine import quarantined
from worker.indexing import Versions
from worker.indexing.reindex import rebuild
from worker.ingestion.pipeline import Pipeline
from worker.ingestion.replay import Replay
from worker.job import Job, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from worker.embedded import Addresses
    from worker.enrichment import Enricher
    from worker.home.files import Signature
    from worker.ingestion.ingest import Ingestion

VERSIONS = Versions(parser="t", enricher="t", dictionary="t")
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)


@pytest.fixture
def ingestion(engines: Addresses, tmp_path: Path, enricher: Enricher) -> Iterator[Ingestion]:
    pipeline = Pipeline(enricher, max_bytes=1 << 20)
    with ingestion_on(engines, tmp_path, pipeline, VERSIONS, NOW) as made:
        yield made


_revision = iter(range(1_700_000_000_000, 1_800_000_000_000, 1000))


def drop(ingestion: Ingestion, name: str, content: str | bytes) -> Job:
    data = content.encode() if isinstance(content, str) else content
    path = ingestion.filing.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return Job(name, digest(data), next(_revision))


def outcomes(ingestion: Ingestion, *jobs: Job) -> list[Outcome]:
    batch = ingestion.ingest(jobs)
    assert not batch.again
    by_order = {result.job: result.outcome for result in batch.results}
    return [by_order[job] for job in jobs]


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    )


def test_a_batch_with_every_outcome(ingestion: Ingestion) -> None:
    good = drop(ingestion, "江城日报/2023-10-24/01版.txt", page("蒋文博"))
    binary = drop(ingestion, "binary.txt", b"\x89PNG\r\n\x1a\n" + bytes(200))
    empty = drop(ingestion, "empty.txt", b" \n")
    taken = drop(ingestion, "taken.txt", page("何永年"))
    (ingestion.filing.inbox / "taken.txt").unlink()
    changed = drop(ingestion, "changed.txt", page("沈思远"))
    drop(ingestion, "changed.txt", page("沈思远", "公园"))
    assert outcomes(ingestion, good, binary, empty, taken, changed) == [
        Outcome.INDEXED,
        Outcome.FAILED,
        Outcome.FAILED,
        Outcome.GONE,
        Outcome.CHANGED,
    ]
    home = ingestion.filing
    assert files(home.inbox) == ["changed.txt"]
    assert files(home.archive) == ["2023/10/江城日报/2023-10-24/01版.txt"]
    assert files(home.failed) == ["binary.txt", "binary.txt.error.json", "empty.txt", "empty.txt.error.json"]
    report = json.loads((home.failed / "empty.txt.error.json").read_bytes())
    assert report["code"] == "empty"
    assert report["file"] == "empty.txt"
    assert (report["digest"], report["revision"], report["attempts"]) == (empty.digest, empty.revision, 1)
    assert set(report["versions"]) == {"baoku", "parser", "enricher", "dictionary"}
    ingestion.archive.refresh()
    counts = ingestion.archive.counts()
    assert (counts.articles, counts.issues) == (1, 1)
    assert dict(counts.outcomes) == {"indexed": 1, "failed": 2}


def test_the_same_order_twice_is_done_once(ingestion: Ingestion) -> None:
    job = drop(ingestion, "a.txt", page("蒋文博"))
    assert outcomes(ingestion, job) == [Outcome.INDEXED]
    assert outcomes(ingestion, job) == [Outcome.GONE]
    assert ingestion.archive.counts().articles == 1


def test_killed_after_indexing_before_filing_the_order_finishes_the_work(ingestion: Ingestion) -> None:
    job = drop(ingestion, "a.txt", page("蒋文博"))
    data = (ingestion.filing.inbox / "a.txt").read_bytes()
    assert outcomes(ingestion, job) == [Outcome.INDEXED]
    # as if the process had died before the move: the file is in the inbox still
    (archived,) = ingestion.filing.archive.rglob("a.txt")
    archived.rename(ingestion.filing.inbox / "a.txt")
    assert outcomes(ingestion, job) == [Outcome.INDEXED]
    assert archived.read_bytes() == data
    ingestion.archive.refresh()
    assert ingestion.archive.counts().articles == 1


@dataclass(frozen=True)
class Meddled(Filing):
    """Somebody does something to a file between its indexing and its filing."""

    meddle: Callable[[Path], object] = Path.unlink

    def to_archive(
        self, relative: str, archived: str, digest: str, signature: Signature, *, sidecar: bool = True
    ) -> bool:
        self.meddle(self.inbox / relative)
        return super().to_archive(relative, archived, digest, signature, sidecar=sidecar)

    def to_failed(self, relative: str, digest: str, signature: Signature | None, report: Mapping[str, object]) -> str:
        self.meddle(self.inbox / relative)
        return super().to_failed(relative, digest, signature, report)


def meddled(ingestion: Ingestion, meddle: Callable[[Path], object]) -> Ingestion:
    home = ingestion.filing
    return replace(ingestion, filing=Meddled(home.inbox, home.archive, home.failed, meddle))


@pytest.mark.parametrize(
    ("meddle", "outcome", "inbox"),
    [
        (Path.unlink, Outcome.INDEXED, []),
        (lambda path: path.rename(path.with_name("b.txt")), Outcome.INDEXED, ["b.txt"]),
        (lambda path: path.write_text("另一个内容"), Outcome.CHANGED, ["a.txt"]),
    ],
    ids=["deleted", "renamed", "rewritten"],
)
def test_what_is_indexed_is_archived_though_the_file_is_taken_away_meanwhile(
    ingestion: Ingestion, meddle: Callable[[Path], object], outcome: Outcome, inbox: list[str]
) -> None:
    job = drop(ingestion, "a.txt", page("蒋文博"))
    assert outcomes(meddled(ingestion, meddle), job) == [outcome]
    (archived,) = ingestion.filing.archive.rglob("a.txt")
    assert archived.read_text() == page("蒋文博")
    assert files(ingestion.filing.inbox) == inbox
    assert ingestion.archive.counts().articles == 1


def test_a_report_without_its_file_is_not_left_in_quarantine(ingestion: Ingestion) -> None:
    job = drop(ingestion, "empty.txt", b"")
    assert outcomes(meddled(ingestion, Path.unlink), job) == [Outcome.GONE]
    assert files(ingestion.filing.failed) == []


def no_room(_: Path) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("content", [page("蒋文博"), ""], ids=["to the archive", "to quarantine"])
def test_a_full_disk_is_an_outage_that_passes(ingestion: Ingestion, content: str) -> None:
    job = drop(ingestion, "a.txt", content)
    batch = meddled(ingestion, no_room).ingest([job])
    ((again, error),) = batch.again
    assert (again, error.code) == (job, "storage_unavailable")
    assert files(ingestion.filing.inbox) == ["a.txt"]
    assert outcomes(ingestion, job) == [Outcome.INDEXED if content else Outcome.FAILED]
    assert files(ingestion.filing.inbox) == []


def test_two_states_of_one_issue_in_one_batch(ingestion: Ingestion) -> None:
    older = drop(ingestion, "x/江城日报/2023-10-24/01版.txt", page("蒋文博") + "\n\n" + page("沈思远", "公园"))
    newer = drop(ingestion, "y/江城日报/2023-10-24/01版.txt", page("蒋文博", "机场"))
    assert outcomes(ingestion, newer, older) == [Outcome.REPLACED, Outcome.INDEXED]
    ingestion.archive.refresh()
    assert ingestion.archive.counts().articles == 1
    assert len(files(ingestion.filing.archive)) == 2  # both originals are kept


def test_notices_are_found_too_and_told_apart(ingestion: Ingestion) -> None:
    notice = "\n\n遗失声明\n\n江城市大地贸易有限公司遗失营业执照正本(编号91500109),声明作废。\n"
    assert outcomes(ingestion, drop(ingestion, "a.txt", page("蒋文博") + notice)) == [Outcome.INDEXED]
    ingestion.archive.refresh()
    answer = ingestion.archive.client.search(
        index=ingestion.archive.articles, query={"match_phrase": {"body": "声明作废"}}
    )
    assert [hit["_source"]["kind"] for hit in answer["hits"]["hits"]] == ["notice"]
    assert ingestion.archive.counts().articles == 2


def test_a_name_that_is_not_utf8_is_quarantined_with_a_report(ingestion: Ingestion) -> None:
    name = os.fsdecode("版面".encode("gb18030") + b".txt")
    job = drop(ingestion, name, page("蒋文博"))
    assert outcomes(ingestion, job) == [Outcome.FAILED]
    (report,) = ingestion.filing.failed.glob("*.error.json")
    assert json.loads(report.read_bytes())["code"] == "bad_name"
    assert (ingestion.filing.failed / name).is_file()


def test_links_out_of_the_inbox_are_not_followed(ingestion: Ingestion, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(page("蒋文博"))
    (ingestion.filing.inbox / "link.txt").symlink_to(secret)
    job = Job("link.txt", digest(secret.read_bytes()), next(_revision))
    assert outcomes(ingestion, job) == [Outcome.FAILED]
    assert ingestion.archive.counts().articles == 0
    assert secret.exists()


def test_refused_files_are_quarantined_unread(ingestion: Ingestion) -> None:
    job = drop(ingestion, "poison.txt", page("蒋文博"))
    assert ingestion.refuse(job, PoisonError("it killed its worker", "Look at it.")).outcome is Outcome.FAILED
    assert files(ingestion.filing.inbox) == []
    assert json.loads((ingestion.filing.failed / "poison.txt.error.json").read_bytes())["code"] == "poison"


def test_a_refusal_does_not_take_away_what_has_come_in_the_refused_files_place(ingestion: Ingestion) -> None:
    job = drop(ingestion, "poison.txt", page("蒋文博"))
    correction = drop(ingestion, "poison.txt", page("蒋文博", "机场"))
    assert ingestion.refuse(job, PoisonError("it killed its worker", "Look at it.")).outcome is Outcome.CHANGED
    assert files(ingestion.filing.failed) == []
    assert outcomes(ingestion, correction) == [Outcome.INDEXED]
    assert ingestion.refuse(job, PoisonError("it killed its worker", "Look at it.")).outcome is Outcome.GONE


def test_the_archive_alone_rebuilds_the_index(ingestion: Ingestion) -> None:
    first = drop(ingestion, "江城日报/2023-10-24/01版.txt", page("蒋文博") + "\n\n" + page("沈思远", "公园"))
    assert outcomes(ingestion, first) == [Outcome.INDEXED]
    second = drop(ingestion, "江城日报/2023-10-24/01版.txt", page("蒋文博", "机场"))
    other = drop(ingestion, "other.txt", page("何永年"))
    assert outcomes(ingestion, second, other) == [Outcome.REPLACED, Outcome.INDEXED]
    every = originals(ingestion.filing.archive)
    assert [original.job.revision for original in every] == [job.revision for job in (first, second, other)]
    assert {original.job.path for original in every} == {first.path, other.path}
    replay = Replay(ingestion.pipeline, ingestion.filing.home, every)
    before = ingestion.archive.counts()
    report = rebuild(ingestion.archive, replay.batches(), versions=VERSIONS)
    assert report.rejected == ()
    ingestion.archive.refresh()
    assert ingestion.archive.counts() == before


def test_a_file_that_is_continued_after_it_was_taken_is_put_together(ingestion: Ingestion) -> None:
    clocked = replace(ingestion, clock=lambda: dt.datetime.now(dt.UTC))
    name = "江城日报/2023-10-24/01版.txt"
    ferry = "末班渡轮停航\n\n本报讯(记者 沈思远)最后一班渡轮昨日停航,渡口将改作公园,老船工挥手告别守了三十年的江面。\n"
    whole = page("蒋文博") + "\n\n" + ferry
    begun, rest = whole[:120], whole[120:]
    assert outcomes(clocked, drop(clocked, name, begun)) == [Outcome.INDEXED]
    assert outcomes(clocked, drop(clocked, name, rest)) == [Outcome.REPLACED]
    clocked.archive.refresh()
    assert clocked.archive.counts().articles == 2
    kept = {path.read_text() for path in clocked.filing.archive.rglob("01版*.txt")}
    assert kept == {begun, rest, whole}  # nothing that was dropped is lost
    before = clocked.archive.counts()
    rebuild(
        clocked.archive,
        Replay(clocked.pipeline, clocked.filing.home, originals(clocked.filing.archive)).batches(),
        versions=VERSIONS,
    )
    clocked.archive.refresh()
    assert clocked.archive.counts() == before


def test_another_page_under_the_name_of_one_taken_a_moment_ago_is_not_put_together_with_it(
    ingestion: Ingestion,
) -> None:
    clocked = replace(ingestion, clock=lambda: dt.datetime.now(dt.UTC))
    name = "江城日报/2023-10-24/01版.txt"
    ferry = "末班渡轮停航\n\n本报讯(记者 沈思远)最后一班渡轮昨日停航,渡口将改作公园,老船工挥手告别守了三十年的江面。\n"
    assert outcomes(clocked, drop(clocked, name, page("蒋文博"))) == [Outcome.INDEXED]
    assert outcomes(clocked, drop(clocked, name, ferry)) == [Outcome.HELD]  # it would drop all: a person decides
    clocked.archive.refresh()
    found = clocked.archive.client.search(index=clocked.archive.articles)["hits"]["hits"]
    assert not [hit for hit in found if "渡轮" in hit["_source"]["body"]]
    kept = {path.read_text() for path in clocked.filing.archive.rglob("01版*.txt")}
    assert kept == {page("蒋文博"), ferry}


def test_a_sidecar_that_comes_late_identifies_its_file_anew(ingestion: Ingestion) -> None:
    assert outcomes(ingestion, drop(ingestion, "江城日报/2023-10-24/01版.txt", page("蒋文博"))) == [Outcome.INDEXED]
    sidecar = drop(ingestion, "江城日报/2023-10-24/01版.txt.yml", "date: 2023-10-25\npage: A02\n")
    assert outcomes(ingestion, sidecar) == [Outcome.MOVED]
    ingestion.archive.refresh()
    found = ingestion.archive.client.search(index=ingestion.archive.articles)["hits"]["hits"]
    assert {(hit["_source"]["date"], hit["_source"]["page"]) for hit in found} == {("2023-10-25", "A02")}
    assert files(ingestion.filing.inbox) == []
    assert files(ingestion.filing.archive) == [
        "2023/10/江城日报/2023-10-24/01版.txt",
        "2023/10/江城日报/2023-10-24/01版.txt.yml",
    ]


def test_a_sidecar_that_comes_before_its_file_waits_for_it(ingestion: Ingestion) -> None:
    sidecar = drop(ingestion, "江城日报/2023-10-24/01版.yml", "number: 7\n")
    assert outcomes(ingestion, sidecar) == [Outcome.EARLY]
    assert files(ingestion.filing.inbox) == ["江城日报/2023-10-24/01版.yml"]


def test_a_sidecar_that_cannot_be_understood_is_quarantined_by_itself(ingestion: Ingestion) -> None:
    assert outcomes(ingestion, drop(ingestion, "a.txt", page("蒋文博"))) == [Outcome.INDEXED]
    assert outcomes(ingestion, drop(ingestion, "a.txt.yml", "paper of the day\n")) == [Outcome.FAILED]
    (failed,) = quarantined(ingestion.filing.failed)
    assert (failed.stored, failed.code) == ("a.txt.yml", "bad_sidecar")
