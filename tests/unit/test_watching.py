"""The watcher's decisions, step by step, on real files with a clock of our own: nothing sleeps."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from worker.errors import EngineUnavailableError
from worker.watching.completeness import digest_of
from worker.watching.drops import MOST_IN_A_FOLDER
from worker.watching.scanner import State, state_of
from worker.watching.settling import LOOK_AHEAD_FILES
from worker.watching.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from worker.job import Job


class Desk:
    """Stands where the broker does: notes what it is given, and can be full or away."""

    def __init__(self) -> None:
        self.batches: list[tuple[list[str], bool]] = []
        self.jobs: list[Job] = []
        self.room = 1000
        self.away = False

    def submit(self, jobs: Sequence[Job], *, fresh: bool) -> None:
        if self.away:
            raise EngineUnavailableError("away")
        self.batches.append(([job.path for job in jobs], fresh))
        self.jobs.extend(jobs)

    @property
    def paths(self) -> list[str]:
        return [job.path for job in self.jobs]


class Time:
    def __init__(self) -> None:
        self.now = 1000.0
        self.offset = 0.0

    def clock(self) -> float:
        return self.now

    def wall(self) -> float:
        return time.time() + self.offset  # the real one: files are stamped with it, and never look old here


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def moment() -> Time:
    return Time()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    path = tmp_path / "inbox"
    path.mkdir()
    return path


@pytest.fixture
def watcher(inbox: Path, desk: Desk, moment: Time) -> Watcher:
    return Watcher(
        inbox,
        submit=desk.submit,
        capacity=lambda: desk.room,
        settle_seconds=1.0,
        rescan_seconds=5.0,
        requeue_seconds=100.0,
        batch_size=3,
        backlog_batch_size=3,
        polling=True,
        clock=moment.clock,
        wall=moment.wall,
    )


def run(watcher: Watcher, moment: Time, seconds: float) -> None:
    for _ in range(round(seconds * 2)):
        watcher.step()
        moment.now += 0.5
    watcher.step()


def test_a_file_is_queued_once_it_has_settled(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("x")
    watcher.step()
    assert desk.paths == []  # seen, not settled
    run(watcher, moment, 3)
    assert desk.paths == ["a.txt"]
    run(watcher, moment, 30)
    assert desk.paths == ["a.txt"]  # once


def test_an_open_writer_holds_the_file_back_however_long_it_pauses(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    with (inbox / "a.txt").open("w") as writer:
        writer.write("half")
        writer.flush()
        run(watcher, moment, 60)
        assert desk.paths == []
        writer.write(" and half")
    run(watcher, moment, 5)
    assert desk.paths == ["a.txt"]
    assert desk.jobs[0].digest == digest_of(inbox / "a.txt", _state(inbox / "a.txt"), 1000)


def _state(path: Path) -> State:
    found = state_of(path)
    assert found is not None
    return found


def test_a_change_while_settling_starts_the_wait_again(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("x")
    watcher.step()
    moment.now += 0.9
    (inbox / "a.txt").write_text("xy")
    watcher.step()
    moment.now += 0.9
    watcher.step()
    assert desk.paths == []
    run(watcher, moment, 3)
    assert desk.paths == ["a.txt"]


def test_files_ready_together_go_out_in_batches(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    for number in range(7):
        (inbox / f"{number}.txt").write_text(str(number))
    run(watcher, moment, 5)
    assert sorted(len(batch) for batch, _ in desk.batches) == [1, 3, 3]
    assert sorted(desk.paths) == [f"{number}.txt" for number in range(7)]


def test_nothing_counts_as_queued_while_the_broker_refuses(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    desk.away = True
    (inbox / "a.txt").write_text("x")
    run(watcher, moment, 20)
    assert (watcher.queued, watcher.waiting) == (0, 1)
    desk.away = False
    run(watcher, moment, 40)
    assert desk.paths == ["a.txt"]
    assert watcher.queued == 1


def test_the_inbox_is_the_buffer_when_the_queue_is_full(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    for number in range(9):
        (inbox / f"{number}.txt").write_text(str(number))
    desk.room = 4
    watcher.step()
    moment.now += 1.5
    watcher.step()
    assert len(desk.jobs) == 4
    desk.room = 0
    run(watcher, moment, 10)
    assert len(desk.jobs) == 4
    desk.room = 100
    run(watcher, moment, 1)
    assert len(desk.jobs) == 9


def test_a_fresh_drop_passes_the_backlog(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    for number in range(9):
        (inbox / f"{number}.txt").write_text(str(number))
    desk.room = 0
    run(watcher, moment, 2)  # found by the first scan: backlog
    (inbox / "now.txt").write_text("now")
    run(watcher, moment, 10)
    assert desk.paths == ["now.txt"]
    assert desk.batches == [(["now.txt"], True)]


def test_what_comes_in_beyond_a_few_files_of_a_folder_is_backlog(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    watcher.step()
    for number in range(3 * MOST_IN_A_FOLDER):
        (inbox / f"{number}.txt").write_text(str(number))
    run(watcher, moment, 10)
    assert len(desk.jobs) == 3 * MOST_IN_A_FOLDER
    assert sum(len(paths) for paths, fresh in desk.batches if fresh) == MOST_IN_A_FOLDER


def test_a_file_that_changed_after_it_was_queued_is_queued_again(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    (inbox / "a.txt").write_text("two!")
    run(watcher, moment, 10)
    assert desk.paths == ["a.txt", "a.txt"]
    assert desk.jobs[0].digest != desk.jobs[1].digest
    assert desk.jobs[0].revision < desk.jobs[1].revision


def test_an_order_that_was_lost_is_given_again(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 90)
    assert desk.paths == ["a.txt"]
    (inbox / "b.txt").write_text("a correction of it")
    run(watcher, moment, 30)
    assert sorted(desk.paths) == ["a.txt", "a.txt", "b.txt"]
    first, again, other = sorted(desk.jobs, key=lambda job: job.path)
    assert again == first  # and not newer than what came meanwhile
    assert other.revision > again.revision


def test_a_file_that_was_moved_away_and_back_is_a_new_drop(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    """As `baoku retry` does, maybe before the watcher has looked."""
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    (inbox / "a.txt").rename(inbox.parent / "a.txt")
    (inbox.parent / "a.txt").rename(inbox / "a.txt")
    run(watcher, moment, 120)
    assert desk.paths == ["a.txt", "a.txt"]
    assert desk.jobs[0].revision < desk.jobs[1].revision


def test_what_left_the_inbox_is_forgotten(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    (inbox / "a.txt").unlink()
    run(watcher, moment, 10)
    assert (watcher.queued, watcher.waiting) == (0, 0)
    (inbox / "a.txt").write_text("one")  # the same again: a new drop
    run(watcher, moment, 10)
    assert desk.paths == ["a.txt", "a.txt"]


def test_an_inbox_that_goes_away_is_an_outage(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    inbox.rename(inbox.with_name("away"))
    run(watcher, moment, 20)
    assert watcher.queued == 1  # not taken for a deletion
    inbox.with_name("away").rename(inbox)
    (inbox / "b.txt").write_text("two")
    run(watcher, moment, 10)
    assert desk.paths == ["a.txt", "b.txt"]


def test_revisions_grow_when_the_clock_steps_back(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    moment.offset -= 3600
    (inbox / "b.txt").write_text("two")
    run(watcher, moment, 10)
    assert desk.jobs[0].revision < desk.jobs[1].revision


def test_a_sidecar_that_is_being_written_holds_its_file_back(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    (inbox / "a.txt").write_text("one")
    with (inbox / "a.txt.yml").open("w") as writer:
        writer.write("publication: 北")
        writer.flush()
        run(watcher, moment, 20)
        assert desk.paths == []
    moment.offset += 10  # what was written has lain for a while
    run(watcher, moment, 10)
    assert desk.paths == ["a.txt"]


def test_a_sidecar_that_comes_late_has_its_file_queued_again(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    (inbox / "a.yml").write_text("page: 2")
    moment.offset += 10
    run(watcher, moment, 10)
    assert desk.paths == ["a.txt", "a.txt"]
    assert desk.jobs[0].revision < desk.jobs[1].revision
    run(watcher, moment, 50)
    assert len(desk.jobs) == 2  # once for each change of it


def test_a_name_that_is_no_text_becomes_one(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    name = os.fsdecode("北碚报第一版.txt".encode("gbk"))
    (inbox / name).write_text("one")
    run(watcher, moment, 10)
    assert desk.paths == ["北碚报第一版.txt"]
    assert [path.name for path in inbox.iterdir()] == ["北碚报第一版.txt"]


def test_a_file_that_cannot_be_read_is_told_once_and_tried_again(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text("one")

    def refuse(path: Path, state: State, most_bytes: int) -> str:
        del path, state, most_bytes
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as fault, capture_logs() as logs:
        fault.setattr("worker.watching.watcher.digest_of", refuse)  # root, as which tests may run, reads everything
        run(watcher, moment, 90)
    assert [entry["file"] for entry in logs if entry["action"] == "file_unreadable"] == ["a.txt"]
    assert (desk.paths, watcher.unreadable, watcher.waiting) == ([], 1, 0)
    (inbox / "a.txt").chmod(0o600)  # permissions changed: tried at once
    run(watcher, moment, 10)
    assert (desk.paths, watcher.unreadable) == (["a.txt"], 0)


def test_an_unmounted_share_is_an_outage(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 3)
    inbox.rename(inbox.with_name("share"))
    inbox.mkdir()  # the mount point
    run(watcher, moment, 20)
    assert watcher.queued == 1
    inbox.rmdir()
    inbox.with_name("share").rename(inbox)
    run(watcher, moment, 20)
    assert desk.paths == ["a.txt"]  # not queued a second time


def test_what_is_repeated_is_no_single_drop(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    (inbox / "a.txt").write_text("one")
    run(watcher, moment, 130)
    assert [fresh for _, fresh in desk.batches] == [False, False]


def test_a_huge_backlog_is_looked_at_as_the_queue_takes_it(
    watcher: Watcher, inbox: Path, desk: Desk, moment: Time
) -> None:
    for number in range(LOOK_AHEAD_FILES + 50):
        (inbox / f"{number}.txt").touch()
    desk.room = 0
    run(watcher, moment, 5)
    (inbox / "now.txt").write_text("now")
    run(watcher, moment, 3)
    desk.room = 2
    run(watcher, moment, 2)
    assert "now.txt" in desk.paths
    assert watcher.waiting == LOOK_AHEAD_FILES + 51 - len(desk.jobs)
    desk.room = 10_000
    run(watcher, moment, 2)
    assert watcher.waiting == 0
    assert len(set(desk.paths)) == len(desk.jobs) == LOOK_AHEAD_FILES + 51


def test_stopping_ends_a_scan(inbox: Path, desk: Desk, moment: Time) -> None:
    for number in range(100):
        (inbox / f"{number}.txt").touch()

    def wall() -> float:
        watcher.stop()  # asked for once a file is seen
        return moment.wall()

    watcher = Watcher(inbox, submit=desk.submit, capacity=lambda: 1, polling=True, clock=moment.clock, wall=wall)
    watcher.run()
    assert watcher.waiting < 100
    assert desk.jobs == []


def test_links_pipes_and_folders_are_no_files(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    outside = inbox.with_name("secret.txt")
    outside.write_text("secret")
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.txt")
    (inbox / "folder.txt").mkdir()
    run(watcher, moment, 10)
    assert desk.paths == []


def test_files_in_folders_at_any_depth(watcher: Watcher, inbox: Path, desk: Desk, moment: Time) -> None:
    deep = inbox / "北碚报" / "2023-10-27"
    deep.mkdir(parents=True)
    (deep / "01版.txt").write_text("x")
    run(watcher, moment, 3)
    assert desk.paths == ["北碚报/2023-10-27/01版.txt"]
