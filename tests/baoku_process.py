"""`baoku` as processes of its own, with real files, signals and engines: `baoku up` on a home, and its commands."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import warm_baoku

from worker.app import lifeline
from worker.embedded import read_addresses
from worker.queueing import broker
from worker.web.address import address_of

if TYPE_CHECKING:
    from collections.abc import Callable

    import redis

COMMAND = Path(sys.executable).with_name("baoku")
START_SECONDS = 240.0  # longer than engines are waited for: machines are shared
# Of a home where no page is dropped and nobody reads: two services less, a third of what a start costs.
TEXTS_ALONE = {"BAOKU_PAGE_CONCURRENCY": "0", "BAOKU_WEB_PORT": "0"}

PAGE = """{name}在全市工作会议上强调
加快推进{topic}建设

本报讯(记者 {reporter})10月24日,全市{topic}工作会议召开。市长{name}出席会议并讲话。\
他强调,要抓住机遇,加快推进{topic}建设,为全市高质量发展作出新的贡献。

会议指出,近年来全市{topic}建设取得明显成效,但仍存在不少困难和问题,各级各部门要高度重视,认真研究解决。

市有关部门主要负责人参加会议。
"""


def page(name: str, topic: str = "码头", reporter: str = "周晓明") -> str:
    """Return the text of a page with one article that names a person who is nowhere else."""
    return PAGE.format(name=name, topic=topic, reporter=reporter)


def wait_until(condition: Callable[[], bool], seconds: float, what: str, *, every: float = 0.02) -> float:
    """Look until ``condition`` holds, ``every`` so many seconds; return the seconds it took."""
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, f"{what}: not within {seconds} s"
        time.sleep(every)
    return time.monotonic() - started


_OURS = ("BAOKU_", "REDIS_", "ELASTICSEARCH_", "LANGUAGE", "LC_")


def environment(home: Path) -> dict[str, str]:
    """Return the environment of a user who set nothing but the home, and speaks no language that baoku does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, "BAOKU_HOME": os.fspath(home), "COLUMNS": "160", "NO_COLOR": "1", "LANG": "C.UTF-8"}


@dataclass
class Baoku:
    """One home, and the `baoku up` that runs on it.

    Attributes:
        installed: It and its services are started as a user starts them, from nothing. Else they are forks.
    """

    home: Path
    installed: bool = False
    process: subprocess.Popen[str] | None = None
    settings: dict[str, str] = field(default_factory=dict)
    _lifeline: int = -1

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    @property
    def log(self) -> Path:
        return self.home.with_suffix(".log")

    @property
    def articles(self) -> str:
        return self.settings.get("BAOKU_ARTICLES_ALIAS", "articles")

    @property
    def issues(self) -> str:
        return self.settings.get("BAOKU_ISSUES_ALIAS", "issues")

    def environment(self) -> dict[str, str]:
        return {**environment(self.home), **self.settings}

    def run(self, *arguments: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command that ends by itself."""
        return subprocess.run(
            [warm_baoku.command(), *arguments],
            env=self.environment(),
            cwd=self.home.parent,
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start(self) -> None:
        """Start `baoku up` and wait until it says so, and its watcher too: no look costs a process of its own."""
        said, before = self._said(), time.time()
        self.start_process()
        wait_until(lambda: self._said() > said, START_SECONDS, "baoku up")
        with broker.connect(self.redis_url()) as client:
            wait_until(lambda: self._watched_since(client, before), START_SECONDS, "the watcher")

    def redis_url(self) -> str:
        """Return the address of its Redis, the given one or its own. It must run."""
        if "REDIS_URL" in self.settings:
            return self.settings["REDIS_URL"]
        addresses = read_addresses(self.home / "state")
        assert addresses is not None, f"no engines run on {self.home}"
        return addresses.redis_url

    def _said(self) -> int:
        assert self.process is None or self.process.poll() is None, f"baoku up ended: {self.log.read_text()[-3000:]}"
        return self.log.read_text().count("baoku is up") if self.log.exists() else 0

    def _watched_since(self, client: redis.Redis, moment: float) -> bool:
        self._said()  # while it is waited for, it may end
        state = broker.watcher_state(client, self.settings.get("BAOKU_INBOX_ID", ""))
        return state is not None and state.age_seconds < time.time() - moment

    def start_process(self) -> None:
        self.home.parent.mkdir(parents=True, exist_ok=True)
        held, self._lifeline = os.pipe()  # it ends with these tests, whatever ends them
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [COMMAND if self.installed else warm_baoku.command(), "up"],
                env={**self.environment(), lifeline.ENVIRONMENT: str(held)},
                pass_fds=[held],
                cwd=self.home.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                text=True,
                start_new_session=True,
            )
        os.close(held)

    def interrupt(self) -> None:
        """Press Ctrl-C, and wait until everything has stopped."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        self._forget()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)
        self._forget()

    def let_go(self) -> None:
        """Do to it what the end of these tests would do, whatever ends them."""
        assert self.process is not None
        os.close(self._lifeline)
        self.process.wait(30)
        self.process = None

    def _forget(self) -> None:
        self.process = None
        os.close(self._lifeline)

    def env(self) -> dict[str, str]:
        return dict(json.loads(self.run("env", "--json").stdout))

    def room(self) -> str:
        """Wait until the reading room serves, which may be a moment after `baoku up` has said that it is up."""
        wait_until(lambda: bool(address_of(self.home / "state")), START_SECONDS, "the reading room")
        return address_of(self.home / "state")

    def hits(self, query: str) -> list[dict[str, Any]]:
        found = self.run("search", query, "--json")
        assert found.returncode in {0, 1}, found.stderr
        return list(json.loads(found.stdout)["hits"])

    def sweep(self) -> None:
        """End whatever a failed test left behind."""
        if self.process is not None:
            self.kill()
        for pid in self.processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def processes(self) -> dict[int, str]:
        """Return the processes of this home, each with its command line."""
        return processes_of(self.home)


def processes_of(home: Path) -> dict[int, str]:
    """Return the processes that belong to a home, since command line, environment or working folder names it."""
    found = {}
    for entry in Path("/proc").iterdir():
        if not entry.name.isdecimal() or int(entry.name) == os.getpid():
            continue
        with contextlib.suppress(OSError):
            command = (entry / "cmdline").read_bytes().rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")
            variables = (entry / "environ").read_bytes()
            folder = os.fspath((entry / "cwd").readlink())
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
            ours = os.fspath(home) in command + folder or os.fsencode(home) in variables
            if ours and state != "Z":
                found[int(entry.name)] = command
    return found


def parent_of(pid: int) -> int:
    """Return a process's parent, 0 of one that is gone."""
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0
