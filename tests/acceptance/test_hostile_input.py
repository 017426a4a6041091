"""What whoever writes to the inbox or to the queue may try: each has its outcome, and no other file suffers.

Files that kill, hang or burst their worker are tried three times at most. A well-built parser is not easily killed, so
the signal comes from here, to the child that has a big file in its hands; the other limits are set so low that a big
legal file exceeds them.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import warm_baoku
from baoku_process import environment, page, parent_of, processes_of, wait_until

from worker.document.identifiers import digest
from worker.indexing import connect
from worker.queueing import broker
from worker.queueing.attempts import LIMIT, NAME
from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    import redis

    from worker.embedded import Addresses

PATIENCE_SECONDS = 240.0  # machines are shared
HELD_SECONDS = 0.2  # an order is in a child's hands when it has been counted and still is so long after
NEIGHBOURS = {f"neighbour-{number}.txt": page(name) for number, name in enumerate(("钱伟强", "孙丽华", "李国栋"))}


@dataclass
class Home:
    """One home with a watcher and a worker of a single child, on the engines of the test run."""

    path: Path
    client: redis.Redis
    environment: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def inbox(self) -> Path:
        return self.path / "inbox"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [warm_baoku.command(), *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def start(self, service: str) -> None:
        with (self.path / f"{service}.log").open("ab") as log:
            self.processes.append(
                subprocess.Popen(
                    [warm_baoku.command(), service], env=self.environment, stdout=log, stderr=log, cwd=self.path
                )
            )

    def drop_together(self, files: dict[str, str]) -> None:
        """Move files in as one folder: they are queued as one order."""
        outside = self.path / "outside"
        outside.mkdir()
        for name, text in files.items():
            (outside / name).write_text(text)
        outside.rename(self.inbox / f"delivery-{uuid.uuid4().hex[:8]}")

    def is_in(self, folder: str, name: str) -> bool:
        return any((self.path / folder).rglob(name)) and not any(self.inbox.rglob(name))

    def report(self, name: str) -> dict[str, Any]:
        wait_until(lambda: self.is_in("failed", name), PATIENCE_SECONDS, f"{name} in quarantine")
        (found,) = (self.path / "failed").rglob(f"{name}.error.json")
        return dict(json.loads(found.read_bytes()))

    def child_with(self, text: str, delivery: int) -> int:
        """Wait until a child works on the file for the given time; return its process id."""

        def count() -> int:
            return max(self.deliveries(text), default=0)

        wait_until(lambda: count() >= delivery, PATIENCE_SECONDS, f"delivery {delivery}")
        with contextlib.suppress(AssertionError):  # counts of an order that is only taken apart are taken back
            wait_until(lambda: count() < delivery, HELD_SECONDS, "still in hand")
            return self.child_with(text, delivery)
        return self.child()

    def deliveries(self, text: str) -> list[int]:
        """Return how often each order of the file was given to a worker, of those that are not done."""
        counts = self.client.hgetall(key_prefix(self.environment["BAOKU_INBOX_ID"]) + NAME)
        return [int(count) for order, count in counts.items() if order.decode().endswith(f".{digest(text.encode())}")]

    def child(self) -> int:
        """Return the process id of the worker's one child; wait for it where it is being replaced."""
        found: list[int] = []

        def is_one() -> bool:
            workers = {pid for pid, command in processes_of(self.path).items() if command.endswith(" worker")}
            found[:] = (pid for pid in workers if parent_of(pid) in workers)
            return len(found) == 1

        wait_until(is_one, PATIENCE_SECONDS, "one child")
        return found[0]

    def stop_in_hand(self, mebibytes: float, person: str) -> str:
        """Drop files until a child has been stopped while it had one in its hands; return that one's name."""
        for number in itertools.count():
            name, text = f"stopped-{number}.txt", book(mebibytes, f"{person}{number}")
            child = self.child()
            (self.inbox / name).write_text(text)
            wait_until(lambda text=text: bool(self.deliveries(text)), PATIENCE_SECONDS, name, every=0.001)
            os.kill(child, signal.SIGSTOP)
            if self.deliveries(text) and self.child() == child:
                return name
            os.kill(child, signal.SIGCONT)  # it had done that already
        raise AssertionError

    def end(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


@pytest.fixture(scope="module")
def home(engines: Addresses, request: pytest.FixtureRequest) -> Iterator[Home]:
    """A running home with the settings that a test names; tests that name the same share it."""
    mark = f"poison-{uuid.uuid4().hex[:8]}"
    folder = Path(tempfile.mkdtemp(prefix=f"baoku-{mark}-"))
    names = {f"BAOKU_{name}_ALIAS": f"{name.lower()}-{mark}" for name in ("ARTICLES", "ISSUES")}
    user, password = engines.admin
    variables = {
        **environment(folder),
        **names,
        "REDIS_URL": engines.redis_url,
        "ELASTICSEARCH_URL": engines.elasticsearch_url,
        "ELASTICSEARCH_USER": user,
        "ELASTICSEARCH_PASSWORD": password,
        "BAOKU_INBOX_ID": mark,
        "BAOKU_CONCURRENCY": "1",
        "BAOKU_PAGE_CONCURRENCY": "0",  # one worker does pictures too
        **request.param,
    }
    with broker.connect(engines.redis_url) as client:
        made = Home(folder, client, variables)
        try:
            said = made.run("setup")
            assert said.returncode == 0, said.stderr
            made.start("worker")
            made.start("watch")
            wait_until(lambda: broker.watcher_state(client, mark) is not None, 60, "the watcher")
            yield made
        finally:
            made.end()
            with connect(engines.elasticsearch_url, user=user, password=password) as index:
                index.indices.delete(index=[f"{name}-v2-000001" for name in names.values()], ignore_unavailable=True)
            for key in client.scan_iter(match=f"*{mark}*"):
                client.delete(key)
            shutil.rmtree(folder)


def book(mebibytes: float, person: str) -> str:
    """Return a legal page, only far too long: one story after the other."""
    one = page(person) + "\n\n"
    return one * int(mebibytes * 1024 * 1024 / len(one.encode()))


@pytest.mark.parametrize("home", [{}], indirect=True, ids=["usual limits"])
def test_a_file_that_kills_its_worker_is_tried_three_times_and_its_neighbours_are_archived(home: Home) -> None:
    killer = book(1, "赵大勇")
    home.drop_together({"killer.txt": killer, **NEIGHBOURS})
    for delivery, deadly in enumerate((signal.SIGKILL, signal.SIGSEGV, signal.SIGABRT), start=1):
        os.kill(home.child_with(killer, delivery), deadly)
    report = home.report("killer.txt")
    assert (report["code"], report["attempts"]) == ("poison", LIMIT)
    assert report["reason"] == f"the worker died or hung {LIMIT} times on this file"
    (kept,) = (home.path / "failed").rglob("killer.txt")
    assert kept.read_text() == killer
    for name, text in NEIGHBOURS.items():
        wait_until(lambda name=name: home.is_in("archive", name), PATIENCE_SECONDS, f"{name} archived")
        person = text[:3]
        assert len(json.loads(home.run("search", person, "--json").stdout)["hits"]) == 1


FORGER = """
import pickle, sys, uuid
from worker.queueing.broker import INGEST
from worker.queueing.app import app, configure
from worker.queueing.queues import FRESH
from worker.queueing.keys import key_prefix
url, inbox_id, secret, digest = sys.argv[1:]
configure(url, soft_limit_seconds=60, hard_limit_seconds=90, concurrency=1, inbox_id=inbox_id)
def order(path, **more):
    return {"path": path, "digest": digest, "revision": 1, **more}
for message in (
    [order(secret)], [order("../outside.txt")], [order("link.txt")], [order("folder/outside.txt")],
    [order("a\\0b.txt")], [order("x" * 5_000_000)], [order("a.txt", owner="root")], [{"path": "a.txt"}], [order(7)],
    [order(["a"])], "rm -rf /",
    {"path": secret}, [[order("a.txt")]], [None], 17, None, [order("a.txt")] * 100_000,
):
    app.send_task(INGEST, args=[message], queue=FRESH)
app.send_task(INGEST, args=[], queue=FRESH)
app.send_task(INGEST, args=[[], "more"], kwargs={"self": 1}, queue=FRESH)
app.send_task("os.system", args=["touch " + secret + ".touched"], queue=FRESH)
class Evil:
    def __reduce__(self):
        import os
        return os.system, ("touch " + secret + ".touched",)
with app.connection_for_write() as connection:
    connection.Producer().publish(
        pickle.dumps(([[Evil()]], {}, {})), routing_key=FRESH, content_type="application/x-python-serialize",
        content_encoding="binary", headers={"task": INGEST, "id": str(uuid.uuid4()), "lang": "py"},
    )
"""


@pytest.mark.parametrize("home", [{}], indirect=True, ids=["usual limits"])
def test_a_forged_order_reads_nothing_outside_the_inbox_and_stops_nothing(home: Home) -> None:
    """Whoever can write to the queue gains no more than naming a file in the inbox."""
    secret = home.path / "outside.txt"
    secret.write_text(page("密谋远"))
    (home.inbox / "link.txt").symlink_to(secret)
    (home.inbox / "folder").symlink_to(home.path)
    values = (home.environment["REDIS_URL"], home.environment["BAOKU_INBOX_ID"], str(secret))
    forged = subprocess.run(
        [sys.executable, "-c", FORGER, *values, digest(secret.read_bytes())],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert forged.returncode == 0, forged.stderr
    (home.inbox / "honest.txt").write_text(page("钱伟强"))
    wait_until(lambda: home.is_in("archive", "honest.txt"), PATIENCE_SECONDS, "the honest file archived")
    state = broker.queue_state(home.client, home.environment["BAOKU_INBOX_ID"])
    assert (state.fresh, state.backlog) == (0, 0)
    assert secret.read_text() == page("密谋远")
    assert not Path(f"{secret}.touched").exists()
    assert json.loads(home.run("search", "密谋远", "--json").stdout)["hits"] == []
    log = (home.path / "worker.log").read_text()
    assert log.count('"action": "job_malformed"') >= 12


@pytest.mark.parametrize("home", [{}], indirect=True, ids=["usual limits"])
def test_names_and_kinds_of_files_that_nobody_expects(home: Home) -> None:
    """Each is archived, quarantined with a reason, or left where it lies, being no file; nothing else suffers."""
    outside = home.path / "private.txt"
    outside.write_text(page("密谋远"))
    named = {
        "line\nbreak.txt": "archive",
        "esc\x1b[31m\x1b]0;x\x07.txt": "archive",
        "direction\u202etxt.gpj.txt": "archive",
        "-rf.txt": "archive",
        "[bold]markup[-bold].txt": "archive",
        "名" * 83 + ".txt": "archive",  # 253 bytes
        "sparse.txt": "failed",
        "picture.txt": "failed",
        "empty-of-text.txt": "failed",
    }
    for number, (name, folder) in enumerate(named.items()):
        if folder == "archive":
            (home.inbox / name).write_text(
                page("钱伟强", topic="码头渡口港口道路桥梁隧道"[2 * number : 2 * number + 2])
            )
    with (home.inbox / "sparse.txt").open("wb") as file:
        file.truncate(1 << 30)
    (home.inbox / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (home.inbox / "empty-of-text.txt").write_text("\u200b\n" * 1000)
    raw = os.fsencode(home.inbox) + b"/\xff\xfe.txt"  # in no encoding
    with open(raw, "w") as file:  # noqa: PTH123 - a name that is no text
        file.write(page("孙丽华", topic="不明"))
    os.link(outside, home.inbox / "hard-link.txt")
    ignored = ("a-link.txt", "a-fifo.txt", "a-folder")
    (home.inbox / "a-link.txt").symlink_to(outside)
    os.mkfifo(home.inbox / "a-fifo.txt")
    (home.inbox / "a-folder").symlink_to(home.inbox)
    for name, folder in named.items():
        wait_until(
            lambda name=name, folder=folder: _lies_in(home, folder, name), PATIENCE_SECONDS, f"{name!r} {folder}"
        )
    assert home.report("sparse.txt")["code"] == "too_large"
    assert home.report("picture.txt")["code"] == "broken_image"
    assert home.report("empty-of-text.txt")["code"] == "empty"
    wait_until(lambda: home.is_in("archive", "%FF%FE.txt"), PATIENCE_SECONDS, "the name that is no text, archived")
    # a hard link is the file itself: it is moved like any other, and its other name stays
    wait_until(lambda: home.is_in("archive", "hard-link.txt"), PATIENCE_SECONDS, "the hard link archived")
    assert outside.read_text() == page("密谋远")
    assert all(os.path.lexists(home.inbox / name) for name in ignored)
    log = (home.path / "worker.log").read_text()
    assert "line\\nbreak.txt" in log  # a line end in a name makes no second record
    assert "\x1b" not in log


def _lies_in(home: Home, folder: str, name: str) -> bool:
    found = [path for path in (home.path / folder).rglob("*") if path.name == name]
    return bool(found) and not os.path.lexists(home.inbox / name)


@pytest.mark.parametrize("home", [{"BAOKU_CHILD_MEMORY_MB": "96"}], indirect=True, ids=["little memory"])
def test_a_file_that_needs_more_memory_than_a_child_may_take(home: Home) -> None:
    line = "工程队从山口修起,沿着河谷铺路," * (8 * 1024 * 1024 // 45)
    home.drop_together({"line.txt": f"县里修通了一条新路\n\n{line}。\n", **NEIGHBOURS})
    report = home.report("line.txt")
    assert report["code"] == "poison"
    assert report["attempts"] <= LIMIT
    assert "memory" in report["reason"] or "died" in report["reason"]
    for name in NEIGHBOURS:
        wait_until(lambda name=name: home.is_in("archive", name), PATIENCE_SECONDS, f"{name} archived")


@pytest.mark.parametrize(
    "home",
    [{"BAOKU_SOFT_TIME_LIMIT_SECONDS": "5", "BAOKU_HARD_TIME_LIMIT_SECONDS": "15"}],
    indirect=True,
    ids=["little time"],
)
def test_time_limits(home: Home) -> None:
    """Past the soft limit a file is refused; a child that does not even notice is killed, and the order done anew."""
    home.drop_together({"book.txt": book(8, "赵大勇"), **NEIGHBOURS})
    report = home.report("book.txt")
    assert report["code"] == "poison"
    if report["reason"] != f"the worker died or hung {LIMIT} times on this file":
        # Else the machine gave it less than half a processor: it is put off for that, as often as a file may be tried.
        assert report["reason"] == "the file takes longer than the time limit"
        assert "BAOKU_SOFT_TIME_LIMIT_SECONDS" in report["advice"]
    for name in NEIGHBOURS:
        wait_until(lambda name=name: home.is_in("archive", name), PATIENCE_SECONDS, f"{name} archived")
    stopped = home.stop_in_hand(0.1, "周建国")
    wait_until(lambda: home.is_in("archive", stopped), PATIENCE_SECONDS, "the order done by another child")
