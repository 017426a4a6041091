"""What the watcher decides with: which names count, when a file is whole, what a scan finds, what is polled."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from worker.home.writers import is_being_written
from worker.watching.completeness import digest_of
from worker.watching.filter import is_issue_name
from worker.watching.mounts import needs_polling
from worker.watching.scanner import State, scan, state_of
from worker.watching.stability import StabilityTracker

if TYPE_CHECKING:
    from pathlib import Path


def _state(path: Path) -> State:
    found = state_of(path)
    assert found is not None
    return found


def _any_state() -> State:
    return State(1, 2, 3, 4)


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("p01.txt", True),
        ("北碚报/2023-10-27/01版.txt", True),
        ("no-suffix", True),
        ("临时.txt", True),  # a word for "temporary" is a name like any other
        ("a.partial.txt", True),  # the suffix decides, not the middle
        (".hidden", False),
        (".rsync.txt.Xy12ab", False),
        (".git/config", False),
        ("folder/.hidden/p01.txt", False),
        ("p01.txt.part", False),
        ("p01.TXT.CRDOWNLOAD", False),
        ("p01.txt.filepart", False),
        ("p01.txt.tmp", False),
        ("p01.txt~", False),
        ("~$p01.docx", False),
        ("#p01.txt#", False),
        (".p01.txt.swp", False),
        ("p01.txt.yml", False),  # a sidecar
        ("p01.txt.error.json", False),
        ("Thumbs.db", False),
        ("desktop.ini", False),
    ],
)
def test_names(name: str, counts: bool) -> None:
    assert is_issue_name(name) is counts


def test_an_old_file_need_not_settle_again() -> None:
    tracker = StabilityTracker(settle_seconds=1.0)
    state = _any_state()
    tracker.see("a", state, 100.0, fresh=False, age=50.0)
    assert tracker.due(100.0) == ["a"]


def test_where_nobody_can_tell_a_close_is_trusted_and_else_time() -> None:
    tracker = StabilityTracker(settle_seconds=1.0)
    state = _any_state()
    tracker.see("closed", state, 100.0, fresh=True, closed=True)
    tracker.see("open?", state, 100.0, fresh=True)
    assert tracker.complete("closed", 101.0, being_written=None)
    assert not tracker.complete("open?", 101.0, being_written=None)
    assert tracker.complete("open?", 110.0, being_written=None)
    assert not tracker.complete("closed", 200.0, being_written=True)


def test_the_lease_sees_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("w"):
        assert is_being_written(path) is True
    assert is_being_written(path) is False
    assert is_being_written(tmp_path / "gone") is None


def test_digest_is_of_the_state_that_was_seen(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    state = _state(path)
    assert digest_of(path, state, 10) is not None
    assert digest_of(path, state, 2) == digest_of(path, state, 2)  # only a beginning, still stable
    path.write_bytes(b"other")
    assert digest_of(path, state, 10) is None
    path.unlink()
    assert digest_of(path, state, 10) is None


def test_scan_raises_only_for_the_root(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(scan(tmp_path / "gone"))
    assert list(scan(tmp_path, "gone")) == []


@pytest.mark.parametrize(
    ("mounts", "blind"),
    [
        ("/dev/sda1 / ext4 rw 0 0\n", False),
        ("/dev/sda1 / ext4 rw 0 0\nserver:/x {root} nfs4 rw 0 0\n", True),
        ("server:/x / nfs rw 0 0\n/dev/sda1 {root} ext4 rw 0 0\n", False),  # the nearest mount counts
        ("//server/x {root}\\040share cifs rw 0 0\n/dev/sda1 / ext4 rw 0 0\n", False),  # beside, not above
        ("", False),
    ],
)
def test_network_mounts_are_polled(tmp_path: Path, mounts: str, blind: bool) -> None:
    table = tmp_path / "mounts"
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    table.write_text(mounts.replace("{root}", os.fspath(inbox)))
    assert needs_polling(inbox, table) is blind
