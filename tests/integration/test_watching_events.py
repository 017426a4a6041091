"""Every way in which a file can come into a folder, with the real kernel's events. Rescans are far apart here."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from worker.watching import Watcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from worker.job import Job

PATIENCE_SECONDS = 20.0
IN_ACCESS, IN_CLOSE_NOWRITE, IN_OPEN = 0x1, 0x10, 0x20  # inotify(7)


class Desk:
    """Collects orders and lets a test wait for them."""

    def __init__(self) -> None:
        self.orders: list[Job] = []
        self.batches: list[int] = []
        self._changed = threading.Condition()

    def submit(self, orders: Sequence[Job], *, fresh: bool) -> None:
        del fresh
        with self._changed:
            self.orders.extend(orders)
            self.batches.append(len(orders))
            self._changed.notify_all()

    def wait_for(self, *paths: str) -> None:
        self.wait_until(lambda: set(paths) <= {order.path for order in self.orders})

    def wait_until(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            done = self._changed.wait_for(condition, timeout=PATIENCE_SECONDS)
        assert done, f"only {sorted(order.path for order in self.orders)[:20]}"


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def inbox(tmp_path: Path, desk: Desk) -> Iterator[Path]:
    root = tmp_path / "inbox"
    root.mkdir()
    (root / "early.txt").write_text("there before the watcher")
    watcher = Watcher(
        root,
        submit=desk.submit,
        capacity=lambda: 10_000,
        settle_seconds=0.1,
        rescan_seconds=3600,
        backlog_batch_size=100,
    )
    thread = threading.Thread(target=watcher.run, daemon=True)
    thread.start()
    desk.wait_for("early.txt")
    yield root
    watcher.stop()
    thread.join(timeout=5)
    assert not thread.is_alive(), "the watcher did not stop"


def test_written_and_closed(inbox: Path, desk: Desk) -> None:
    (inbox / "a.txt").write_text("x")
    desk.wait_for("a.txt")


def test_renamed_in_from_outside(inbox: Path, desk: Desk) -> None:
    outside = inbox.with_name("a.txt")
    outside.write_text("x")
    outside.rename(inbox / "a.txt")
    desk.wait_for("a.txt")


def test_renamed_from_a_name_that_is_ignored(inbox: Path, desk: Desk) -> None:
    (inbox / "a.txt.part").write_text("x")
    (inbox / "a.txt.part").rename(inbox / "a.txt")
    desk.wait_for("a.txt")
    assert [order.path for order in desk.orders] == ["early.txt", "a.txt"]


def test_hard_link(inbox: Path, desk: Desk) -> None:
    outside = inbox.with_name("a.txt")
    outside.write_text("x")
    os.link(outside, inbox / "a.txt")
    desk.wait_for("a.txt")


def test_folder_moved_in(inbox: Path, desk: Desk) -> None:
    outside = inbox.with_name("folder")
    (outside / "deeper").mkdir(parents=True)
    (outside / "deeper" / "a.txt").write_text("x")
    (outside / "b.txt").write_text("x")
    outside.rename(inbox / "folder")
    desk.wait_for("folder/deeper/a.txt", "folder/b.txt")


def test_nested_folders_made_at_once(inbox: Path, desk: Desk) -> None:
    source = inbox.with_name("source")
    names = [f"a/b{number}/c/d/{number}.txt" for number in range(20)]
    for name in names:
        (source / name).parent.mkdir(parents=True)
        (source / name).write_text("x")
    shutil.copytree(source, inbox, dirs_exist_ok=True)
    desk.wait_for(*names)


def test_slow_writer_gives_one_order_of_the_whole(inbox: Path, desk: Desk) -> None:
    waiter = threading.Event()
    with (inbox / "a.txt").open("w") as writer:
        for part in range(5):
            writer.write(str(part))
            writer.flush()
            waiter.wait(0.3)  # longer than the settling time: only the open file holds it back
    desk.wait_for("a.txt")
    mine = [order for order in desk.orders if order.path == "a.txt"]
    assert len(mine) == 1


def test_burst(inbox: Path, desk: Desk) -> None:
    names = [f"{number}.txt" for number in range(2000)]
    for name in names:
        (inbox / name).write_text(name)
    desk.wait_for(*names)
    assert len(desk.orders) == len(names) + 1  # each once
    assert max(desk.batches) <= 100


def test_inbox_taken_away_and_put_back(inbox: Path, desk: Desk) -> None:
    away = inbox.with_name("away")
    inbox.rename(away)
    (away / "meanwhile.txt").write_text("x")
    waiter = threading.Event()
    waiter.wait(1.5)  # long enough for the watcher to notice
    away.rename(inbox)
    (inbox / "after.txt").write_text("x")
    desk.wait_for("meanwhile.txt", "after.txt")


def test_inbox_deleted_and_made_anew(inbox: Path, desk: Desk) -> None:
    shutil.rmtree(inbox)  # the kernel's watch ends with it, and the new one often gets the same inode
    inbox.mkdir()
    (inbox / "new.txt").write_text("x")
    desk.wait_for("new.txt")
    (inbox / "later.txt").write_text("x")
    desk.wait_for("later.txt")


def test_folder_renamed_within(inbox: Path, desk: Desk) -> None:
    (inbox / ".coming").mkdir()
    (inbox / ".coming" / "a.txt").write_text("x")
    (inbox / ".coming").rename(inbox / "here")
    desk.wait_for("here/a.txt")
    (inbox / "here" / "b.txt").write_text("x")  # is the folder watched under its new name?
    desk.wait_for("here/b.txt")
    assert not any(".coming" in order.path for order in desk.orders)


def test_a_name_that_is_no_text(inbox: Path, desk: Desk) -> None:
    name = os.fsdecode("北碚报第一版.txt".encode("gbk"))
    (inbox / name).write_text("x")
    desk.wait_for("北碚报第一版.txt")


def test_written_again_and_again(inbox: Path, desk: Desk) -> None:
    for number in range(200):  # each time closed and opened again within the settling time
        with (inbox / "a.txt").open("a") as writer:
            writer.write(f"{number}\n")
    # a stall longer than that may give an order of a part first
    whole = hashlib.sha256((inbox / "a.txt").read_bytes()).hexdigest()
    desk.wait_until(lambda: ("a.txt", whole) in {(order.path, order.digest) for order in desk.orders})


def test_reading_is_no_event(inbox: Path) -> None:
    """The watcher and the workers read every file: were that an event, a large inbox would drown in its own."""
    del inbox  # what is asked of the kernel for it is what this process asks of it at all
    masks = [
        int(re.search(r"mask:([0-9a-f]+)", line)[1], 16)  # type: ignore[index]
        for fdinfo in Path("/proc/self/fdinfo").iterdir()
        for line in _lines(fdinfo)
        if line.startswith("inotify")
    ]
    assert masks
    for mask in masks:
        assert not mask & (IN_ACCESS | IN_OPEN | IN_CLOSE_NOWRITE)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except FileNotFoundError:  # the descriptor that listed the folder
        return []
