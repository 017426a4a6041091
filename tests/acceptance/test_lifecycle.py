"""Start and stop, in order and not: no orphan, no second engine, no corrupt state."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess

from baoku_process import COMMAND, Baoku, page, wait_until


def test_ctrl_c_pulled_plug_and_two_starts_at_once(home: Baoku) -> None:
    home.start()
    (home.inbox / "a.txt").write_text(page("韩立群"))
    wait_until(lambda: len(home.hits("韩立群")) == 1, 30, "searchable")

    # Ctrl-C: all is gone within 10 s
    assert home.interrupt() < 10
    assert home.processes() == {}

    # kill -9 of the parent: nothing outlives it, and a new start has all the old articles
    home.start()
    home.kill()
    wait_until(lambda: home.processes() == {}, 20, f"no orphan ({home.processes()})")
    home.start()
    assert len(home.hits("韩立群")) == 1

    # kill -9 of the worker and the watcher: they come back
    services = {pid: line for pid, line in home.processes().items() if " -m worker " in line}
    for pid in services:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    (home.inbox / "b.txt").write_text(page("朱明远"))
    wait_until(lambda: len(home.hits("朱明远")) == 1, 60, "searchable after the services were killed")

    # a second start at once is refused, and there is one pair of engines
    second = subprocess.run(
        [COMMAND, "up"], env=home.environment(), capture_output=True, text=True, timeout=60, check=False
    )
    assert second.returncode == 2
    programs = [line.split()[0].rpartition("/")[2] for line in home.processes().values()]
    assert programs.count("redis-server") + programs.count("valkey-server") == 1

    # whoever started it is gone, without a word: it ends in order
    home.let_go()
    assert home.processes() == {}
