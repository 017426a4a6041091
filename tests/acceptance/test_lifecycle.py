"""Killed and started again: no orphan, nothing lost. (Ctrl-C and a second start are tried in ``test_up``.)"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

from baoku_process import TEXTS_ALONE, page, wait_until

if TYPE_CHECKING:
    from baoku_process import Baoku


def test_pulled_plug_killed_services_and_a_starter_that_is_gone(home: Baoku) -> None:
    home.installed = True
    home.start()
    (home.inbox / "a.txt").write_text(page("韩立群"))
    wait_until(lambda: not (home.inbox / "a.txt").exists(), 120, "archived")

    # kill -9 of the parent: nothing outlives it, and a new start has all the old articles
    home.kill()
    wait_until(lambda: home.processes() == {}, 20, f"no orphan ({home.processes()})")
    home.settings.update(TEXTS_ALONE)
    home.start()
    assert len(home.hits("韩立群")) == 1

    # kill -9 of the worker and the watcher: they come back
    services = {pid: line for pid, line in home.processes().items() if " -m worker " in line}
    for pid in services:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    (home.inbox / "b.txt").write_text(page("朱明远"))
    wait_until(lambda: not (home.inbox / "b.txt").exists(), 240, "archived after the services were killed")
    assert len(home.hits("朱明远")) == 1

    # whoever started it is gone, without a word: it ends in order
    home.let_go()
    assert home.processes() == {}
