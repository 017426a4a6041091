"""How a start tells what it is doing, to whoever shows it."""

from __future__ import annotations

from typing import Protocol


class Reporter(Protocol):
    """Told of each step of a start, and of the bytes of a long one."""

    def step(self, text: str) -> None:
        """Take one line that says what begins now."""

    def progress(self, done: int, total: int) -> None:
        """Take the bytes done of the current step, and all of them (0: not known)."""


class Silent:
    """A reporter that says nothing."""

    def step(self, text: str) -> None:
        """Ignore the step."""

    def progress(self, done: int, total: int) -> None:
        """Ignore the bytes."""
