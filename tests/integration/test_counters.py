"""What workers count in Redis, and what is read from it."""

from __future__ import annotations

import time
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from worker.errors import EmptyFileError
from worker.ingestion.results import Result
from worker.job import Job, Outcome
from worker.queueing import broker
from worker.queueing.counters import BOUNDS_SECONDS, Counters, Counts, Pulse, bound_of
from worker.queueing.keys import key_prefix
from worker.queueing.recognising import Recognising, Taken, Underway
from worker.queueing.slices import Slices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.embedded import Addresses

ORDER = Job("p01.txt", "a" * 64, 1)


@pytest.fixture
def counters(engines: Addresses) -> Iterator[Counters]:
    inbox = f"counters-{uuid.uuid4().hex[:8]}"
    with broker.connect(engines.redis_url) as client:
        yield Counters(client, inbox)
        for key in client.scan_iter(match=f"{key_prefix(inbox)}*"):
            client.delete(key)


def test_how_far_exports_are(counters: Counters) -> None:
    underway = Underway(counters.client, counters.inbox_id)
    assert underway.read() == {}
    underway.note("导出/年.jsonl", Taken(12_300, 34))
    underway.note("导出/年.jsonl", Taken(700, 1))  # another process reads the file from its beginning
    underway.note("b.csv", Taken(60))
    underway.note("b.csv", Taken(100))
    assert underway.read() == {"b.csv": Taken(100), "导出/年.jsonl": Taken(12_300, 34)}
    assert Recognising(counters.client, counters.inbox_id).read() == {}


def test_one_order_at_a_time_goes_on_with_a_large_file(counters: Counters) -> None:
    slices = Slices(counters.client, counters.inbox_id)
    other, later = Job("p02.txt", "b" * 64, 1), replace(ORDER, revision=2)
    assert slices.without_others([ORDER, other], "first") == (ORDER, other)
    slices.hold(ORDER, "first")
    assert slices.without_others([ORDER, other], "first") == (ORDER, other)  # its own next slice, or it comes back
    assert slices.without_others([ORDER, other], "second") == (other,)
    assert slices.without_others([later], "second") == (later,)  # dropped anew
    assert slices.without_others([], "second") == ()


def test_nothing_is_counted_before_anything_was_done(counters: Counters) -> None:
    assert counters.read() == (Counts(), Pulse())


def test_orders_files_articles_and_times_add_up(counters: Counters) -> None:
    before = time.time()
    counters.started()
    counters.done(
        [
            Result(ORDER, Outcome.INDEXED, "i-1", 5, seconds=0.5),  # on the bound: within it
            Result(ORDER, Outcome.INDEXED, "i-2", 3, seconds=0.75),
            Result(ORDER, Outcome.DUPLICATE, "i-1", 5),  # its articles were there before
            Result(ORDER, Outcome.FAILED, error=EmptyFileError("nothing in it")),
        ]
    )
    counters.done([Result(ORDER, Outcome.INDEXED, "i-3", 1, seconds=1e6)])
    counts, pulse = counters.read()
    assert counts.files == {"indexed": 3, "duplicate": 1, "failed": 1}
    assert counts.failures == {"empty": 1}
    assert (counts.jobs, counts.articles) == (2, 9)
    assert counts.within == (1, 1, *(0,) * (len(BOUNDS_SECONDS) - 2), 1)
    assert counts.seconds == pytest.approx(1_000_001.25)
    assert before <= pulse.started <= pulse.tried == pulse.done


def test_an_order_put_off_is_no_order_done(counters: Counters) -> None:
    counters.put_off([Result(ORDER, Outcome.INDEXED, "i-1", 5, seconds=1.0)], "engine_unavailable", "it is away")
    counts, pulse = counters.read()
    assert (counts.retries, counts.jobs, counts.files) == ({"engine_unavailable": 1}, 0, {"indexed": 1})
    assert pulse.tried > pulse.done == 0
    assert pulse.reason == "it is away"
    counters.done([])
    assert counters.read()[1].reason == ""


def test_what_cannot_be_counted_fails_nothing() -> None:
    with broker.connect("redis://127.0.0.1:1/0") as nowhere:
        Counters(nowhere).done([Result(ORDER, Outcome.INDEXED)])


@pytest.mark.parametrize(
    ("seconds", "bound"),
    [
        (0.0, "0.5"),
        (0.5, "0.5"),
        (0.51, "1"),
        (86_400.0, "86400"),  # the last bound, written without an exponent
        (86_401.0, "inf"),
    ],
)
def test_bounds(seconds: float, bound: str) -> None:
    assert bound_of(seconds) == bound
