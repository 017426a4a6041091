"""A service that is started before its engines: it waits for its parent's word, and ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

from worker.app import lifeline

WAITING = (
    "from worker.app import lifeline; answer = lifeline.follow(); print(answer.is_set(), flush=True); "
    "answer.wait(); print('goes on', flush=True); import time; time.sleep(60)"
)


def test_a_child_goes_on_when_it_is_told_and_ends_when_its_parent_does() -> None:
    held, given = os.pipe()
    environment = {**os.environ, lifeline.ENVIRONMENT: str(held)}
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], env=environment, pass_fds=(held,), stdout=subprocess.PIPE, text=True
    ) as child:
        os.close(held)
        assert child.stdout is not None
        assert child.stdout.readline() == "False\n"
        lifeline.say_that_engines_answer(given)
        assert child.stdout.readline() == "goes on\n"
        os.close(given)
        assert child.wait(20) == -signal.SIGTERM


def test_a_child_that_is_gone_is_not_told() -> None:
    held, given = os.pipe()
    os.close(held)
    lifeline.say_that_engines_answer(given)
    os.close(given)


def test_without_a_parent_there_is_nothing_to_wait_for() -> None:
    assert lifeline.ENVIRONMENT not in os.environ
    assert lifeline.follow().is_set()
