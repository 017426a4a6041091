"""What a child's order took goes back to the system, but not so often that giving back is work of its own."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from worker.app.memory import GivingBack

# Blocks too small to be mapped by themselves, and one behind them that keeps the heap from shrinking at its end.
TELL_WHAT_STAYS = """
from pathlib import Path
from worker.app.memory import trim

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 >> 20

blocks = [bytearray(b"x" * 40_000) for _ in range(2000)]
last = bytearray(b"x" * 40_000)
held = resident()
del blocks
kept = resident()
trim()
print(held - kept, kept - resident())
"""


def test_memory_is_given_back_after_a_second_of_work_and_not_before() -> None:
    spent = [0.4]
    given: list[float] = []
    giving_back = GivingBack(1.0, lambda: spent[0], lambda: given.append(spent[0]))
    for moment in (0.4, 0.9, 1.2, 1.3, 2.1, 2.2, 9.0):
        spent[0] = moment
        giving_back.after_order(task_id="as Celery's signal says it")
    assert given == [1.2, 2.2, 9.0]


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="another C library than GNU's")
def test_what_was_freed_is_given_back() -> None:
    command = [sys.executable, "-c", TELL_WHAT_STAYS]
    by_itself, given = map(int, subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    assert by_itself < 10
    assert given > 60
