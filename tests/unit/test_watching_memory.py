"""What the watcher remembers: files that settle, files that are queued, sidecars, and the inbox itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from worker.watching.queued import LONGEST_PATIENCE_FACTOR, QueuedFiles
from worker.watching.root import Presence, Root
from worker.watching.scanner import State
from worker.watching.sidecars import STRAY_SECONDS, Sidecars
from worker.watching.stability import LEAST_UNCERTAIN_SECONDS, LONGEST_LOOK_SECONDS, StabilityTracker

if TYPE_CHECKING:
    from pathlib import Path


def state(number: int = 1, *, ctime_ns: int = 0) -> State:
    return State(inode=number, size=number, mtime_ns=number, ctime_ns=ctime_ns)


# --- settling ---------------------------------------------------------------------------------------------------------


def test_each_row_by_its_time() -> None:
    tracker = StabilityTracker(settle_seconds=1.0)
    for number in range(5):
        tracker.see(f"old{number}", state(), 100.0, fresh=False, age=50.0 - number)
    tracker.see("new", state(), 100.0, fresh=True)
    assert tracker.next_look(fresh=True) == 101.0
    assert tracker.due(100.5, fresh=True) == []
    assert tracker.due(100.5, most=2) == ["old0", "old1"]  # longest unchanged first
    assert tracker.due(100.5, most=2) == ["old2", "old3"]
    assert tracker.due(101.0, fresh=True) == ["new"]


def test_nothing_is_due_twice_at_once_and_nothing_is_lost() -> None:
    tracker = StabilityTracker(settle_seconds=1.0)
    tracker.see("a", state(), 100.0, fresh=True)
    tracker.see("a", state(), 100.0, fresh=True, closed=True)  # the same time, once more
    tracker.see("a", state(2), 100.0, fresh=True)  # another state, the same time
    assert tracker.due(101.0, fresh=True) == ["a"]
    assert tracker.due(101.0, fresh=True) == []
    assert tracker.due(102.0, fresh=True) == ["a"]  # nobody decided: it comes again
    tracker.forget("a")
    assert tracker.due(200.0, fresh=True) == []
    assert tracker.next_look(fresh=True) is None


def test_a_file_that_stays_open_is_looked_at_less_often_until_it_is_closed() -> None:
    tracker = StabilityTracker(settle_seconds=1.0)
    tracker.see("a", state(), 100.0, fresh=True)
    now, gaps = 101.0, []
    for _ in range(30):
        assert tracker.due(now, fresh=True) == ["a"]
        assert not tracker.complete("a", now, being_written=True)
        following = tracker.next_look(fresh=True)
        assert following is not None
        gaps.append(following - now)
        now = following
    assert gaps == sorted(gaps)
    assert (gaps[0], gaps[-1]) == (1.0, LONGEST_LOOK_SECONDS)
    tracker.see("a", state(), now - 4.0, fresh=True, closed=True)
    assert tracker.due(now - 4.0, fresh=True) == ["a"]  # at once


@pytest.mark.parametrize(
    ("closed", "waited", "being_written", "complete"),
    [
        (False, 1.0, False, True),  # the lease says nobody has it open
        (True, 1.0, True, False),  # closed, but another has it open
        (True, 1.0, None, True),  # nobody can tell: its close is trusted
        (False, 1.0, None, False),  # nobody can tell and it came in silence
        (False, LEAST_UNCERTAIN_SECONDS - 0.1, None, False),
        (False, LEAST_UNCERTAIN_SECONDS, None, True),
    ],
)
def test_complete(closed: bool, waited: float, being_written: bool | None, complete: bool) -> None:
    tracker = StabilityTracker(settle_seconds=0.1)
    tracker.see("a", state(), 100.0, fresh=True, closed=closed)
    assert tracker.complete("a", 100.0 + waited, being_written=being_written) is complete


def test_a_dropped_file_stays_fresh_when_a_scan_sees_it_change() -> None:
    tracker = StabilityTracker(settle_seconds=1.0)
    tracker.see("a", state(1), 100.0, fresh=True)
    tracker.see("a", state(2), 100.5, fresh=False)
    assert tracker.due(101.5, fresh=False) == []
    assert tracker.due(101.5, fresh=True) == ["a"]


# --- queued -----------------------------------------------------------------------------------------------------------


def test_queued_again_after_longer_and_longer_times() -> None:
    queued = QueuedFiles(requeue_seconds=10.0)
    now, waits = 0.0, []
    for _ in range(8):
        queued.add("a", state(), now, 1)
        waited = next(wait for wait in range(1, 1000) if not queued.is_settled("a", state(), now + wait))
        waits.append(waited)
        now += waited
    assert waits == [10, 20, 40, 80, 160, 160, 160, 160]
    assert waits[-1] == 10 * LONGEST_PATIENCE_FACTOR
    queued.add("a", state(2), now, 1)  # another content: a new file
    assert not queued.is_settled("a", state(2), now + 10)


def test_what_counts_as_queued() -> None:
    queued = QueuedFiles(requeue_seconds=10.0)
    queued.add("a", state(1), 0.0, 1)
    assert queued.is_settled("a", state(1, ctime_ns=99), 5.0)  # a link to it was made: not another content
    assert not queued.is_settled("a", state(2), 5.0)
    assert not queued.is_settled("b", state(1), 5.0)
    assert queued.is_known("a", state(1))
    assert not queued.is_known("a", state(2))
    queued.forget("a")
    queued.forget("never seen")
    assert len(queued) == 0


def test_only_what_a_scan_could_have_seen_is_forgotten() -> None:
    queued = QueuedFiles(requeue_seconds=10.0)
    for path in ("here", "gone", "share/unread", "shares/gone"):
        queued.add(path, state(), 0.0, 1)
    queued.keep_only({"here"}, {"share"})
    assert [path for path in ("here", "gone", "share/unread", "shares/gone") if path in queued] == [
        "here",
        "share/unread",
    ]


@pytest.mark.parametrize(
    ("sidecar", "reopened"),
    [
        ("d/p01.txt.yml", {"d/p01.txt"}),
        ("d/p01.yml", {"d/p01.txt", "d/p01.gb"}),  # one sidecar for both, as the worker reads it
        ("d/p01.gb.yml", {"d/p01.gb"}),
        ("p01.yml", set()),  # in another folder
        ("d/p0.yml", set()),
    ],
)
def test_a_sidecar_has_its_file_queued_again(sidecar: str, reopened: set[str]) -> None:
    queued = QueuedFiles(requeue_seconds=100.0)
    paths = ("d/p01.txt", "d/p01.gb", "d/p02.txt")
    for path in paths:
        queued.add(path, state(), 0.0, 1)
    assert set(queued.reopen(sidecar, 1.0)) == reopened
    assert {path for path in paths if not queued.is_settled(path, state(), 1.0)} == reopened


# --- sidecars ---------------------------------------------------------------------------------------------------------


def test_a_stray_sidecar_is_told_once() -> None:
    sidecars = Sidecars()
    wall = 1_000_000.0
    long_ago = state(ctime_ns=int((wall - STRAY_SECONDS - 1) * 1e9))
    just_now = state(ctime_ns=int((wall - 1) * 1e9))
    found = {
        "stray.yml": long_ago,
        "stray.txt.yml": long_ago,
        "a.txt.yml": long_ago,
        "b.yml": long_ago,
        "new.yml": just_now,
    }
    with capture_logs() as logs:
        sidecars.review(found, {"a.txt", "b.txt"}, wall)
        sidecars.review(found, {"a.txt", "b.txt"}, wall)
    assert sorted(entry["file"] for entry in logs) == ["stray.txt.yml", "stray.yml"]


def test_a_sidecar_is_new_once() -> None:
    sidecars = Sidecars()
    assert sidecars.changed("a.yml", state(1))
    assert not sidecars.changed("a.yml", state(1))
    assert sidecars.changed("a.yml", state(2))
    sidecars.review({}, set(), 0.0)
    assert sidecars.changed("a.yml", state(2))  # taken away and put back


# --- the inbox itself -------------------------------------------------------------------------------------------------


def test_an_inbox_that_comes_and_goes(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    root = Root(inbox)
    with capture_logs() as logs:
        looks = [root.look(held=False), root.look(held=False)]  # not there yet
        inbox.mkdir()
        looks += [root.look(held=False), root.look(held=True)]
        inbox.rename(tmp_path / "away")
        looks += [root.look(held=True), root.look(held=True)]
        (tmp_path / "away").rename(inbox)
        looks += [root.look(held=True), root.look(held=True)]
    away, back, same = Presence.AWAY, Presence.BACK, Presence.SAME
    assert looks == [away, away, back, same, away, away, back, same]
    assert [entry["action"] for entry in logs] == ["inbox_away", "inbox_watched", "inbox_away", "inbox_watched"]


def test_an_empty_folder_in_its_place_is_an_outage_while_files_are_held(tmp_path: Path) -> None:
    inbox, share = tmp_path / "inbox", tmp_path / "share"
    inbox.mkdir()
    root = Root(inbox)
    root.look(held=False)
    inbox.rename(share)
    inbox.mkdir()  # what an unmounted share leaves behind
    assert root.look(held=True) is Presence.AWAY
    (inbox / "dropped").touch()
    assert root.look(held=True) is Presence.BACK  # in use: it is the inbox now
    assert root.look(held=True) is Presence.SAME


def test_an_empty_folder_in_its_place_is_the_inbox_when_nothing_is_held(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    root = Root(inbox)
    root.look(held=False)
    inbox.rename(tmp_path / "old")
    inbox.mkdir()
    assert root.look(held=False) is Presence.BACK


def test_a_file_in_its_place_is_an_outage(tmp_path: Path) -> None:
    (tmp_path / "inbox").touch()
    assert Root(tmp_path / "inbox").look(held=False) is Presence.AWAY
