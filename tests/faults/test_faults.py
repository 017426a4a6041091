"""A handful of faults with few files, each one that once broke a promise; `make faults` does them all with many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the harness's own modules

import fault_kinds_decisions  # noqa: F401 - enters its kinds
import fault_kinds_surroundings  # noqa: F401 - enters its kinds
from fault_kinds import KINDS, Place
from fault_run import Harness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from worker.embedded import Addresses

FILES = 40
SEED = 7


@pytest.fixture(scope="module")
def harness(engines: Addresses) -> Iterator[Harness]:
    told: list[str] = []
    harness = Harness(FILES, seconds=1.5, outage=2.0, tell=told.append, given=engines)
    with harness.ready():
        yield harness


@pytest.mark.parametrize(
    "name",
    [
        "kill-child",  # a batch whose process died is done file by file
        "kill-redis",  # a worker whose acknowledgement failed took no order ever after
        "redis-read-only",  # a retry that Redis did not take was dropped
        "redis-forgets",  # lost orders were given again after ten minutes
        "es-cut",  # what was written without an answer is written again
        "decide-workers",  # corrections, moves, sidecars, withdrawals, their return and undo
        "files-rewritten",  # the index had articles of a state that stood nowhere any more
    ],
)
def test_nothing_is_lost(harness: Harness, name: str) -> None:
    run = harness.one(KINDS[name], SEED)
    assert run.played.settled is not None
    assert run.verdict.findings == []
    assert run.verdict.files == FILES
    assert run.played.looks > 0


def test_a_worker_outlives_a_redis_that_refuses_writes(harness: Harness) -> None:
    """It ended, and where children were at work it sometimes hung in ending, its orders in its hands."""
    home = harness.stage(Place.SHARED).home
    before = home.pids("worker")
    run = harness.one(KINDS["redis-read-only"], SEED + 1)
    assert run.verdict.findings == []
    assert home.pids("worker") == before != []
