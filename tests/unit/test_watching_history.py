"""Whatever happens to an inbox, in whatever job: in the end each file in it was queued as it is."""

from __future__ import annotations

import hashlib
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from worker.errors import EngineUnavailableError
from worker.watching.watcher import Watcher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from worker.job import Job

NAMES = ("a.txt", "b.txt", "报/c.txt", "报/d", "a.txt.part", ".hidden", "a.txt.yml", "报/c.yml")
ISSUES = frozenset(NAMES[:4])

# Names and waits are few and often the same, so that things happen to a file again before the last is over.
_names = st.sampled_from((*NAMES, "a.txt", "a.txt", "b.txt"))
_waits = st.tuples(st.just("wait"), st.sampled_from([0.0, 0.5, 2.0, 8.0]))
happenings = st.lists(
    st.one_of(
        st.tuples(st.just("write"), _names),
        st.tuples(st.just("append"), _names),
        _waits,
        _waits,
        st.tuples(st.just("delete"), _names),
        st.tuples(st.just("rename"), _names, _names),
        st.tuples(st.just("broker"), st.sampled_from(["away", "full", "well"])),
        st.tuples(st.just("inbox"), st.sampled_from(["away", "unmounted", "back"])),
    ),
    min_size=30,
    max_size=60,
)


class World:
    """An inbox, a broker and a clock, to all of which things happen."""

    def __init__(self, home: Path) -> None:
        self.inbox = home / "inbox"
        self.elsewhere = home / "elsewhere"
        self.inbox.mkdir()
        self.now = 0.0
        self.broker_state = "well"
        self.jobs: list[Job] = []
        self.written = 0
        self.watcher = Watcher(
            self.inbox,
            submit=self.submit,
            capacity=lambda: 0 if self.broker_state == "full" else 100,
            settle_seconds=1.0,
            rescan_seconds=5.0,
            requeue_seconds=10_000.0,
            batch_size=2,
            backlog_batch_size=2,
            polling=True,
            clock=lambda: self.now,
            # files are stamped with the real time; what has happened so far is never just now
            wall=lambda: time.time() + self.now,
        )

    def submit(self, jobs: Sequence[Job], *, fresh: bool) -> None:
        del fresh
        if self.broker_state == "away":
            raise EngineUnavailableError("away")
        self.jobs.extend(jobs)

    @property
    def files(self) -> Path:
        """Where the files are now."""
        return self.elsewhere if self.elsewhere.exists() else self.inbox

    def happen(self, what: str, *arguments: str | float) -> None:
        getattr(self, what)(*arguments)
        self.watcher.step()

    def write(self, name: str, mode: str = "w") -> None:
        # Each content has a size of its own: two of one size within the same tick of the file system's clock cannot be
        # told apart by anybody.
        self.written += 1
        (self.files / name).parent.mkdir(exist_ok=True)
        with (self.files / name).open(mode) as file:
            file.write("x" * (1000 * self.written + 1))

    def append(self, name: str) -> None:
        self.write(name, "a")

    def delete(self, name: str) -> None:
        (self.files / name).unlink(missing_ok=True)

    def rename(self, name: str, other: str) -> None:
        if (self.files / name).exists() and (self.files / other).parent.exists():
            (self.files / name).rename(self.files / other)

    def wait(self, seconds: float) -> None:
        for _ in range(int(seconds * 2)):
            self.now += 0.5
            self.watcher.step()

    def broker(self, state: str) -> None:
        self.broker_state = state

    def inbox_is(self, state: str) -> None:
        away = self.elsewhere.exists()
        if state == "back" and away:
            if self.inbox.exists():
                self.inbox.rmdir()
            self.elsewhere.rename(self.inbox)
        elif state != "back" and not away:
            self.inbox.rename(self.elsewhere)
            if state == "unmounted":
                self.inbox.mkdir()


@settings(max_examples=60)
@given(happenings)
def test_in_the_end_every_file_was_queued_as_it_is(history: list[tuple[str | float, ...]]) -> None:
    with tempfile.TemporaryDirectory() as home:
        world = World(Path(home))
        for what, *arguments in history:
            world.happen("inbox_is" if what == "inbox" else str(what), *arguments)
        world.broker("well")
        world.inbox_is("back")
        world.wait(120.0)

        last = {job.path: job for job in world.jobs}
        lying = {name: world.inbox / name for name in ISSUES if (world.inbox / name).exists()}
        for name, place in lying.items():
            assert last[name].digest == hashlib.sha256(place.read_bytes()).hexdigest(), name
        # a sidecar whose file has been taken is given to a worker by itself
        assert {job.path for job in world.jobs if not job.path.endswith(".yml")} <= ISSUES
        assert (world.watcher.waiting, world.watcher.queued) == (0, len(lying))
        revisions = [job.revision for job in world.jobs]
        assert revisions == sorted(set(revisions))
