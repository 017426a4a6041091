"""Which process of a run takes which tests, and when: none may be left with much to do when the others have ended.

A file is one process's, for its fixtures. Files whose tests ask for the engines of a run are three processes', so that
these are started three times and not by every process. What takes longest comes first, but for one process: it begins
with what waits for nothing, and has the processors while the others wait for engines, services and a browser. Whoever
is at such tests comes after those others where both want a processor.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    import pytest
    from xdist.remote import Producer
    from xdist.workermanage import WorkerController

# By how long they take, the longest first; what is not here takes seconds. `pytest --durations=60` tells.
LONGEST = (
    "acceptance/test_hostile_input.py",
    "faults/test_faults.py",
    "acceptance/test_up.py",
    "acceptance/test_reading_room_files.py",
    "acceptance/test_operating.py",
    "acceptance/test_lifecycle.py",
    "acceptance/test_reading_room.py",
    "acceptance/test_decisions.py",
    "acceptance/test_demo.py",
    "integration/test_embedded_lifecycle.py",
    "acceptance/test_documents_live.py",
    "acceptance/test_reading_room_troubles.py",
    "integration/test_live_equals_rebuilt.py",
    "unit/test_hostile_files.py",
    "unit/test_loading.py",
    "unit/test_patterns_linear.py",
    "unit/test_warm_baoku.py",
    "unit/test_readers_ocr.py",
    "unit/test_reading_read.py",
    "unit/test_training_segmentation.py",
    "unit/test_worker_sharing.py",
    "unit/test_parsing_properties.py",
    "unit/test_hostile_pdfs.py",
)
ON_ENGINES = (
    "/integration/",
    "/test_hostile_input.py",
    "/test_faults.py",
    "/test_reading_room.py",
    "/test_decisions.py",
    "/test_two_inboxes.py",
    "/test_campaign.py",
)
OF_THEIR_OWN = (
    "/test_embedded_lifecycle.py",
    "/test_embedded_engine.py",
    "/test_compose_redis.py",
    "/test_redis_addresses.py",
)
SHARES = 3
WAITS_FOR_NOTHING = "/unit/"
WAITING = 4  # at least so many processes are for what waits: the shares, and homes with engines of their own
LATER = 5  # by how much whoever waits for nothing is nicer


def file_of(nodeid: str) -> str:
    """Return the file of a test, as pytest names it."""
    return nodeid.split("::", 1)[0]


def is_on_engines(file: str) -> bool:
    """Tell whether tests of a file ask for the engines of a run."""
    return any(mark in file for mark in ON_ENGINES) and not file.endswith(OF_THEIR_OWN)


def longest_first(items: list[pytest.Item]) -> None:
    """Put the files of the longest tests first; all others, and the tests of a file, stay in their order."""
    places = {f"tests/{file}": place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(file_of(item.nodeid), len(places)))


def give_way(nodeid: str) -> None:
    """Let those that wait for something have the processor first, when a test begins that waits for nothing.

    A process that has given way stays so: only root could take it back.
    """
    if "PYTEST_XDIST_WORKER" in os.environ and WAITS_FOR_NOTHING in nodeid:
        _be_nice()


@functools.cache
def _be_nice() -> None:
    os.nice(LATER)


class Scheduling(LoadFileScheduling):  # type: ignore[misc] # xdist has no types
    """Gives every process files, and those on the engines of a run to as many processes as there are shares."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        self._shares: dict[str, str] = {}

    def _split_scope(self, nodeid: str) -> str:
        file = file_of(nodeid)
        if not is_on_engines(file):
            return file
        return self._shares.setdefault(file, f"on engines, share {len(self._shares) % SHARES + 1}")

    def _assign_work_unit(self, node: WorkerController) -> None:
        """Give the next files; to the last of many processes the next that wait for nothing, as long as there are."""
        if self.numnodes > WAITING and node.gateway.id == f"gw{self.numnodes - 1}":
            first = next((scope for scope in self.workqueue if WAITS_FOR_NOTHING in scope), None)
            if first is not None:
                self.workqueue.move_to_end(first, last=False)
        super()._assign_work_unit(node)
