"""The lease by which an open writer is seen must harm neither side: run as processes, with real opens."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# Opens the file for writing again and again until some of the opens have met a lease.
WRITER = """
import os, sys
met = 0
while met < 20:
    try:
        os.close(os.open(sys.argv[1], os.O_WRONLY | os.O_NONBLOCK))
    except BlockingIOError:
        met += 1
"""
# Looks for writers until it is told to end.
LOOKER = """
import sys
from pathlib import Path
from worker.home.writers import is_being_written
path = Path(sys.argv[1])
answers = set()
while not path.with_name("done").exists():
    answers |= {is_being_written(path) for _ in range(200)}
assert None not in answers, answers
"""


def test_a_writer_that_meets_the_lease_does_not_end_the_watcher(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)])
    looker = subprocess.Popen([sys.executable, "-c", LOOKER, str(path)])
    try:
        # the lease's holder is sent a signal, by default one that ends it: then nobody is met any more
        assert writer.wait(timeout=60) == 0
        path.with_name("done").touch()
        assert looker.wait(timeout=60) == 0
    finally:
        writer.kill()
        looker.kill()
        writer.wait()
        looker.wait()
