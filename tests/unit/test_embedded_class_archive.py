"""The archive of classes that a first start prepares: kept when it is whole, made by one home at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from baoku_process import wait_until

from worker.embedded.class_archive import Preparation
from worker.embedded.owner import Owner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 30.0
MAKE = 'echo classes > "$0"; echo made >> "$1"; read -r _ < "$2"'  # it notes that it ran, and waits for a word


class Home:
    """One home, and what it would prepare; the command is a shell's, since a JVM takes half a minute."""

    def __init__(self, folder: Path, name: str) -> None:
        self.cache = folder
        self.ran = folder / f"{name}.ran"
        self.word = folder / f"{name}.word"
        os.mkfifo(self.word)
        made = folder / f"{name}.jsa"
        command = ["sh", "-c", MAKE, *map(os.fspath, (made, self.ran, self.word))]
        owner = Owner(os.getuid(), os.getgid(), changed=False)
        self.preparation = Preparation(command, {"PATH": os.defpath}, made, folder / "classes-1.jsa", owner)

    def finish(self) -> None:
        wait_until(self.ran.exists, PATIENCE_SECONDS, "the command runs")
        self.word.write_text("go on\n")
        wait_until(self.is_over, PATIENCE_SECONDS, "the archive is kept")

    def is_over(self) -> bool:
        self.preparation.look()
        return not self.preparation.is_running()


@pytest.fixture
def homes(tmp_path: Path) -> Iterator[tuple[Home, Home]]:
    made = Home(tmp_path, "one"), Home(tmp_path, "other")
    yield made
    for home in made:
        home.preparation.stop()


def test_one_home_at_a_time_makes_it_and_what_is_kept_is_made_no_more(homes: tuple[Home, Home]) -> None:
    one, other = homes
    one.preparation.begin()
    other.preparation.begin()
    assert (one.preparation.is_running(), other.preparation.is_running()) == (True, False)
    one.finish()
    assert one.preparation.kept.read_text() == "classes\n"
    assert not one.preparation.made.exists()
    other.preparation.begin()
    assert not other.preparation.is_running()


def test_what_one_home_gave_up_another_makes(homes: tuple[Home, Home]) -> None:
    one, other = homes
    one.preparation.begin()
    one.preparation.stop()
    assert not one.preparation.kept.exists()
    other.preparation.begin()
    other.finish()
    assert other.preparation.kept.read_text() == "classes\n"


def test_an_archive_of_a_java_that_is_no_more_is_cleared_away(homes: tuple[Home, Home]) -> None:
    one, _ = homes
    old = one.cache / "classes-0.jsa"
    old.write_text("of another Java")
    one.preparation.begin()
    one.finish()
    assert [path.name for path in one.cache.glob("classes-*")] == ["classes-1.jsa"]
