"""Two homes, each with a watcher and a worker of its own, on one Redis and one index: the services as processes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import uuid
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
import warm_baoku
from baoku_process import environment, page, wait_until

from worker.indexing import connect
from worker.queueing import broker
from worker.queueing.keys import key_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from worker.embedded import Addresses

DEADLINE = 120.0


class Home:
    """One home and the services that serve it."""

    def __init__(self, folder: Path, inbox_id: str, mark: str, engines: Addresses) -> None:
        self.folder = folder
        self.mark = mark
        self.inbox_id = f"{inbox_id}-{mark}"
        folder.mkdir()
        self.environment = environment(folder) | {
            "BAOKU_INBOX_ID": self.inbox_id,
            "BAOKU_ARTICLES_ALIAS": f"articles-{mark}",
            "BAOKU_ISSUES_ALIAS": f"issues-{mark}",
            "BAOKU_CONCURRENCY": "1",
            "REDIS_URL": engines.redis_url,
            "ELASTICSEARCH_URL": engines.elasticsearch_url,
            "ELASTICSEARCH_USER": engines.admin.name,
            "ELASTICSEARCH_PASSWORD": engines.admin.password,
        }

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [warm_baoku.command(), command],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=DEADLINE,
            check=False,
        )

    @contextlib.contextmanager
    def service(self, command: str) -> Iterator[None]:
        with (self.folder / f"{command}.log").open("wb") as log:
            process = subprocess.Popen([warm_baoku.command(), command], env=self.environment, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def drop(self, name: str, text: str) -> None:
        inbox = self.folder / "inbox"
        inbox.mkdir(exist_ok=True)
        (inbox / name).write_text(text)

    def archived(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "archive").rglob("*.txt"))


@pytest.fixture(scope="module")
def homes(engines: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Home, Home]]:
    mark = uuid.uuid4().hex[:8]
    folder = tmp_path_factory.mktemp("homes")
    east, west = (Home(folder / name, name, mark, engines) for name in ("east", "west"))
    setup = subprocess.run(
        [warm_baoku.command(), "setup"], env=east.environment, stderr=subprocess.DEVNULL, check=False
    )
    assert setup.returncode == 0
    with ExitStack() as stack:
        for home in (east, west):
            for command in ("watch", "worker"):
                stack.enter_context(home.service(command))
        yield east, west
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        for alias in (f"articles-{mark}", f"issues-{mark}"):
            client.indices.delete(index=",".join(client.indices.get_alias(name=alias)))


def test_each_home_does_its_own_files_into_one_index(homes: tuple[Home, Home], engines: Addresses) -> None:
    east, west = homes
    # the same names on both sides: only the queue they came by tells whose they are
    for number in range(4):
        east.drop(f"{number}.txt", page(f"钱志{'东南西北'[number]}", "码头"))
        west.drop(f"{number}.txt", page(f"孙海{'东南西北'[number]}", "公园"))
    everything = [f"{number}.txt" for number in range(4)]
    for home in homes:
        wait_until(lambda home=home: home.archived() == everything, DEADLINE, f"{home.inbox_id} is done")
    user, password = engines.admin
    with connect(engines.elasticsearch_url, user=user, password=password) as client:
        client.indices.refresh(index=[f"articles-{east.mark}", f"issues-{east.mark}"])
        assert client.count(index=f"articles-{east.mark}")["count"] == 8
        for home in homes:
            kept = client.count(index=f"issues-{east.mark}", query={"term": {"inbox": home.inbox_id}})["count"]
            assert kept == 4
    for home in homes:
        logs = "".join((home.folder / f"{command}.log").read_text() for command in ("watch", "worker"))
        assert '"gone"' not in logs
        assert "file_gone" not in logs  # what a worker says of an order whose file it does not see


def test_a_third_home_under_an_id_that_is_taken_is_refused(homes: tuple[Home, Home], engines: Addresses) -> None:
    east, _ = homes
    with broker.connect(engines.redis_url) as client:
        shown = f"{key_prefix(east.inbox_id)}home"
        wait_until(lambda: bool(client.exists(shown)), DEADLINE, "the first home shows its mark")
    third = Home(east.folder.parent / "third", "east", east.mark, engines)
    for command in ("watch", "worker"):
        refused = third.run(command)
        assert refused.returncode == 2
        assert "is the inbox of another home" in refused.stderr
        assert os.fspath(east.folder) in refused.stderr
