"""What a user does: drop files in every way, search, look at failures, press Ctrl-C, pull the plug."""

from __future__ import annotations

import base64
import json
import os
import shutil
import statistics
import subprocess
import threading
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest
import warm_baoku
from baoku_process import COMMAND, Baoku, page, wait_until

from worker.embedded.ports import any_free_port
from worker.resources import sample_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

INSTALLED = True
PORT = any_free_port()
SETTINGS = {"BAOKU_METRICS_PORT": str(PORT)}  # all the services there are
SEARCHABLE_SECONDS = 30.0  # generous: machines are shared; the benchmark tells the real figure


def drop_by_copy(inbox: Path, text: str, name: str) -> None:
    (inbox / name).write_text(text)


def drop_by_rename(inbox: Path, text: str, name: str) -> None:
    outside = inbox.parent / f"outside-{name}"
    outside.write_text(text)
    outside.rename(inbox / name)


def drop_by_link(inbox: Path, text: str, name: str) -> None:
    outside = inbox.parent / f"outside-{name}"
    outside.write_text(text)
    os.link(outside, inbox / name)


def drop_by_folder(inbox: Path, text: str, name: str) -> None:
    outside = inbox.parent / f"outside-folder-{name}"
    outside.mkdir()
    (outside / name).write_text(text)
    outside.rename(inbox / f"folder-{name}")


def drop_slowly(inbox: Path, text: str, name: str) -> None:
    pause = threading.Event()
    with (inbox / name).open("w") as file:
        for start in range(0, len(text), 40):
            file.write(text[start : start + 40])
            file.flush()
            pause.wait(0.2)


def archived(baoku: Baoku, name: str) -> Path:
    """Wait until a file has left the inbox for the archive: what it says is searchable then. Return where it is."""
    wait_until(lambda: not list(baoku.inbox.rglob(name)), SEARCHABLE_SECONDS, f"{name} done")
    (place,) = (baoku.home / "archive").rglob(name)
    return place


def test_pages_leave_the_processor_to_texts(baoku: Baoku) -> None:
    """A text dropped while scans are recognised is searchable as soon as ever: they take what time is left."""

    def priorities(service: str) -> list[int]:
        running = [pid for pid, command in baoku.processes().items() if command.split()[-2:] == ["worker", service]]
        return [os.getpriority(os.PRIO_PROCESS, pid) for pid in running]

    def well() -> bool:
        pages, others = priorities("pages"), priorities("worker")
        return bool(pages and others) and min(pages) > max(others)

    wait_until(well, SEARCHABLE_SECONDS, "pages come after texts")


def test_every_service_that_is_asked_for_runs(baoku: Baoku) -> None:
    running = {line.split()[-1] for line in baoku.processes().values() if " -m worker " in line}
    assert running == {"worker", "watch", "pages", "web", "metrics"}
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=30) as answer:
        assert b"baoku_files_total" in answer.read()
    with urllib.request.urlopen(baoku.room(), timeout=30) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("drop", "person"),
    [
        (drop_by_copy, "钱伟强"),
        (drop_by_rename, "孙丽华"),
        (drop_by_link, "李国栋"),
        (drop_by_folder, "吴建平"),
        (drop_slowly, "郑海燕"),
    ],
)
def test_dropped_and_found(baoku: Baoku, drop: Callable[[Path, str, str], None], person: str) -> None:
    name = f"{drop.__name__}.txt"
    drop(baoku.inbox, page(person), name)
    assert archived(baoku, name).read_text() == page(person)  # whole
    (hit,) = baoku.hits(person)
    assert hit["headline"]["text"] == "加快推进码头建设"


def ask(baoku: Baoku, path: str, body: object = None, *, role: str = "reader") -> Any:
    """Return what the home's Elasticsearch answers somebody with one of its accounts."""
    values = json.loads(baoku.run("env", "--role", role, "--json").stdout)
    token = base64.b64encode(f"{values['elasticsearch_user']}:{values['elasticsearch_password']}".encode()).decode()
    request = urllib.request.Request(
        f"{values['elasticsearch_url']}{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Basic {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as response:
        return json.load(response)


def test_a_plain_query_to_elasticsearch_finds_it(baoku: Baoku) -> None:
    (baoku.inbox / "plain.txt").write_text(page("冯志远"))
    archived(baoku, "plain.txt")
    assert ask(baoku, "/articles/_count", {"query": {"match_phrase": {"body": "冯志远"}}})["count"] == 1


def test_the_sample_gives_five_articles(baoku: Baoku) -> None:
    shutil.copy(sample_path(), baoku.inbox / "sample.txt")
    archived(baoku, "sample.txt")
    assert len(baoku.hits("黄祖英")) == 3
    assert len(baoku.hits('"劳动者港湾"')) == 1


def test_a_broken_file_is_explained_and_stops_nothing(baoku: Baoku) -> None:
    (baoku.inbox / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10)
    (baoku.inbox / "empty.txt").write_bytes(b"")
    (baoku.inbox / "good.txt").write_text(page("陈光明"))
    failed = baoku.home / "failed"
    wait_until(
        lambda: (failed / "picture.txt").exists() and (failed / "empty.txt").exists(), SEARCHABLE_SECONDS, "quarantined"
    )
    report = json.loads((failed / "picture.txt.error.json").read_text())
    assert report["code"] == "broken_image"
    assert report["file"] == "picture.txt"
    assert report["reason"]
    assert report["advice"]
    archived(baoku, "good.txt")
    assert len(baoku.hits("陈光明")) == 1
    status = json.loads(baoku.run("status", "--json").stdout)
    assert status["ledger"]["outcomes"]["failed"] >= 2
    assert "empty" in status["ledger"]["reasons"]


def test_the_same_file_again_changes_nothing_and_a_corrected_issue_replaces_all(baoku: Baoku) -> None:
    folder = baoku.inbox / "江城日报" / "2023-10-24"

    def put(text: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "01版.txt").write_text(text)
        wait_until(lambda: not (folder / "01版.txt").exists(), SEARCHABLE_SECONDS, "ingested")

    put(page("蒋文博") + "\n\n" + page("沈思远", "公园", "何永年"))
    assert len(baoku.hits("报纸:江城日报")) == 2
    put(page("蒋文博") + "\n\n" + page("沈思远", "公园", "何永年"))
    assert len(baoku.hits("报纸:江城日报")) == 2
    put(page("蒋文博", "机场"))
    (only,) = baoku.hits("报纸:江城日报")
    assert only["headline"]["text"] == "加快推进机场建设"
    assert only["id"].endswith("2023-10-24-p01-a01")
    assert baoku.hits("沈思远") == []


def indices(baoku: Baoku) -> set[str]:
    """Return the names of all indices of articles, those that are being built too."""
    return {name for name in ask(baoku, "/_alias", role="admin") if name.startswith("articles-")}


def test_reindex_pulled_plug_drop_meanwhile_and_again(baoku: Baoku) -> None:
    people = ("常海波", "傅晓东", "邹明亮")
    for number, person in enumerate(people):
        (baoku.inbox / f"reindex-{number}.txt").write_text(page(person))
    for number in range(len(people)):
        archived(baoku, f"reindex-{number}.txt")
    query = " OR ".join(people)
    before = {hit["id"] for hit in baoku.hits(query)}
    assert len(before) == len(people)
    (old,) = indices(baoku)

    # killed as soon as the new index is there: readers notice nothing
    process = subprocess.Popen(
        [COMMAND, "reindex"], env=baoku.environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    wait_until(lambda: len(indices(baoku)) == 2 or process.poll() is not None, 240, "a second index")
    process.kill()
    process.wait(10)
    assert {hit["id"] for hit in baoku.hits(query)} == before

    # a file is dropped while it runs again; then there is one index, another one, with everything
    again = subprocess.Popen(
        [warm_baoku.command(), "reindex"], env=baoku.environment(), stdout=subprocess.PIPE, text=True
    )
    (baoku.inbox / "reindex-meanwhile.txt").write_text(page("薛志刚"))
    said, _ = again.communicate(timeout=120)
    assert again.returncode == 0
    assert "articles of" in said
    archived(baoku, "reindex-meanwhile.txt")
    assert len(baoku.hits("薛志刚")) == 1
    assert {hit["id"] for hit in baoku.hits(query)} == before
    assert len(indices(baoku)) == 1
    assert indices(baoku) != {old}


def test_ingest_waits_and_tells_what_was_refused(baoku: Baoku, tmp_path: Path) -> None:
    batch = tmp_path / "batch"
    batch.mkdir()
    (batch / "one.txt").write_text(page("许子安"))
    (batch / "two.txt").write_bytes(b"%PDF-1.7 not text" + bytes(100))
    done = baoku.run("ingest", os.fspath(batch), "--json")
    assert json.loads(done.stdout) == {
        "files": 2,
        "archived": 1,
        "failed": ["batch/two.txt"],
        "missing": [],
    }
    assert done.returncode == 1
    assert len(baoku.hits("许子安")) == 1


def test_twenty_files_one_after_the_other(baoku: Baoku) -> None:
    """Each is found; the time it took is in the ledger (how long, the latency benchmark judges)."""
    names = [f"twenty-{number:02d}.txt" for number in range(20)]
    for number, name in enumerate(names):
        (baoku.inbox / name).write_text(page(f"司马{chr(0x5B89 + number)}"))
        wait_until(lambda name=name: not (baoku.inbox / name).exists(), SEARCHABLE_SECONDS, name)  # type: ignore[misc]
    latest = json.loads(baoku.run("status", "--json").stdout)["latest"]
    assert {issue["outcome"] for issue in latest} == {"indexed"}
    assert statistics.median(issue["articles"] for issue in latest) == 1


def test_a_second_up_on_the_same_home_is_refused_in_one_line(baoku: Baoku) -> None:
    second = baoku.run("up")
    assert second.returncode == 2
    assert len(second.stderr.strip().splitlines()) == 1
    assert "Traceback" not in second.stderr
    assert baoku.run("health").returncode == 0  # the first is unharmed
    programs = [line.split()[0].rpartition("/")[2] for line in baoku.processes().values()]
    assert programs.count("redis-server") + programs.count("valkey-server") == 1  # and its engines are the only ones


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("search", "王俊 记者:"), "^"),
        (("search", "日期:昨天"), "日期"),
        (("parse", "no-such-file.txt"), "no-such-file.txt"),
        (("ingest", "no-such-file.txt"), "no-such-file.txt"),
    ],
)
def test_wrong_input_is_told_in_plain_words(baoku: Baoku, arguments: tuple[str, ...], word: str) -> None:
    done = baoku.run(*arguments)
    assert done.returncode in {1, 2}
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_secrets_are_in_no_log_and_state_is_private(baoku: Baoku) -> None:
    password = baoku.env()["elasticsearch_password"]
    assert len(password) >= 16
    state = baoku.home / "state"
    # the engines' own group may pass through when root runs them; nobody may list, read or write
    assert state.stat().st_mode & 0o767 & ~0o700 == 0
    logs = [path for path in state.rglob("*.log") if path.is_file()]
    assert logs
    for path in [*logs, baoku.log]:
        assert password not in path.read_text(errors="replace"), path


def test_ctrl_c_stops_all_of_it(baoku: Baoku) -> None:
    """The last of this file: nothing runs any more."""
    baoku.interrupt()
    assert baoku.processes() == {}
