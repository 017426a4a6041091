"""What is left in the inbox: emptied folders go, made ones stay; what is never taken is told with its reason."""

from __future__ import annotations

import itertools
import os
import time
from typing import TYPE_CHECKING

import pytest

from worker.monitoring.status import survey
from worker.watching.leavings import EMPTY_SECONDS, Emptied
from worker.watching.lost import LOOK_SECONDS
from worker.watching.scanner import Aside, scan
from worker.watching.sidecars import FIRST_STRAY_SECONDS, LONGEST_STRAY_SECONDS, Strays, without_file

if TYPE_CHECKING:
    from pathlib import Path


def empty_folders(root: Path) -> dict[str, float]:
    aside = Aside()
    assert list(scan(root, aside=aside)) == []
    return aside.empty


def test_a_folder_goes_once_it_was_emptied_a_while_ago(tmp_path: Path) -> None:
    (tmp_path / "paper" / "day").mkdir(parents=True)
    (tmp_path / "made").mkdir()
    emptied = Emptied(tmp_path)
    emptied.take("paper/day/p01.txt")
    now = time.time()
    emptied.clear(empty_folders(tmp_path), now)  # just emptied: somebody may be copying into it
    assert (tmp_path / "paper" / "day").is_dir()
    emptied.clear(empty_folders(tmp_path), now + EMPTY_SECONDS + 1)
    assert not (tmp_path / "paper" / "day").exists()
    emptied.clear(empty_folders(tmp_path), now + 2 * EMPTY_SECONDS + 2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made"]  # nobody took anything from it


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("01版.txt.bak", "backup"),
        ("01版.txt~", "backup"),
        ("01版.txt.part", "unfinished"),
        ("stray.txt.yml", "sidecar"),
    ],
)
def test_what_is_never_taken_does_not_wait_and_says_why(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / name).write_text("x")
    count, never = survey(tmp_path)
    assert count == 1
    assert list(never) == [name]
    assert reason in never[name]


def test_links_and_pipes_are_told_and_what_systems_leave_is_not(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "Thumbs.db").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    count, never = survey(tmp_path)
    assert count == 0
    assert {name: reason.split(":")[0] for name, reason in never.items()} == {
        "link.txt": "it is a symbolic link",
        "pipe.txt": "it is a FIFO",
    }


def test_a_sidecar_beside_its_file_is_no_stray() -> None:
    present = {"a.txt", "b.txt"}
    assert without_file(["a.txt.yml", "b.yml", "c.txt.yml", "d.yaml"], present) == ["c.txt.yml", "d.yaml"]


def test_strays_are_looked_at_more_and_more_seldom() -> None:
    strays, now, looks = Strays(), 0.0, []
    strays.add("a.yml", now)
    while now < 3 * LONGEST_STRAY_SECONDS:
        if strays.due(now):
            looks.append(now)
        now += LOOK_SECONDS / 2
    gaps = [later - earlier for earlier, later in itertools.pairwise(looks)]
    assert gaps[0] == pytest.approx(FIRST_STRAY_SECONDS, abs=1)
    assert gaps == sorted(gaps)
    strays.forget("a.yml")
    assert strays.next_look is None
