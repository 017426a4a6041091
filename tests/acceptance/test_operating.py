"""What whoever runs it does: ask what became of a file, give failed ones another try, watch the figures."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.request
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import warm_baoku
from baoku_process import TEXTS_ALONE, Baoku, page, wait_until
from operating_examples import EXAMPLES, PAGE, same
from prometheus_client.parser import text_string_to_metric_families

from worker.embedded.ports import any_free_port
from worker.indexing import connect

if TYPE_CHECKING:
    from pathlib import Path

PORT = any_free_port()
SETTINGS = {"BAOKU_METRICS_PORT": str(PORT), **TEXTS_ALONE}
SECONDS = 60.0
PATH = "江城日报/2023-10-24/01版.txt"  # of the examples
ISSUE_FILE = "滨海晚报/2023-10-25/02版.txt"


def test_every_example_is_found() -> None:
    assert len(EXAMPLES) == PAGE.count("```sh") == PAGE.count("```text")


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("sha256sum")), reason="the examples use both")
def test_the_examples_do_what_the_page_shows(baoku: Baoku) -> None:
    """First, for it shows what a home does that is new."""
    user = baoku.home.parent
    (user / "baoku").symlink_to(baoku.home)
    (user / "page.txt").write_text(page("端木青"))
    (baoku.inbox / PATH).parent.mkdir(parents=True)
    (baoku.inbox / PATH).write_text(" \n")
    wait_until((baoku.home / "failed" / PATH).exists, SECONDS, "the failure")
    environment = {
        **baoku.environment(),
        "HOME": os.fspath(user),
        "PATH": f"{warm_baoku.command().parent}:{os.environ['PATH']}",
        "COLUMNS": "200",
    }
    wrong = []
    for source, shown in EXAMPLES:
        command = ["bash", "-euo", "pipefail", "-c", source.replace("9109", str(PORT))]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
        if (done.returncode, done.stderr, same(done.stdout)) != (0, "", same(shown)):
            wrong.append(f"{source}exit {done.returncode}\n{done.stdout}{done.stderr}")
    assert not wrong, "\n".join(wrong)


def drop(baoku: Baoku, name: str, content: str) -> Path:
    """Drop a file whole and wait until it has left the inbox."""
    target = baoku.inbox / name
    target.parent.mkdir(parents=True, exist_ok=True)
    hidden = target.with_name(".writing")
    hidden.write_text(content)
    hidden.rename(target)
    wait_until(lambda: not target.exists(), SECONDS, f"{name} done")
    return target


def why(baoku: Baoku, name: str) -> list[dict[str, Any]]:
    done = baoku.run("why", name, "--json")
    assert done.returncode in {0, 1}, done.stderr
    return list(json.loads(done.stdout)["events"])


def test_why_tells_every_revision_and_retry_makes_good(baoku: Baoku) -> None:
    drop(baoku, ISSUE_FILE, page("蒋文博"))
    drop(baoku, ISSUE_FILE, page("沈思远"))
    drop(baoku, ISSUE_FILE, "  \n")
    first, second, failed = why(baoku, ISSUE_FILE)
    assert [first["outcome"], second["outcome"], failed["outcome"]] == ["indexed", "replaced", "failed"]
    assert [first["in_index"], second["in_index"]] == [False, True]
    assert (first["articles"], first["attempts"], failed["code"]) == (1, 1, "empty")
    assert first["place"] == f"archive/2023/10/{ISSUE_FILE}"
    assert failed["place"] == f"failed/{ISSUE_FILE}"
    assert [event["digest"] for event in why(baoku, first["issue_id"])] == [first["digest"], second["digest"]]
    assert baoku.run("why", "no-such-file.txt").returncode == 1

    # mended in place and given back: it is the issue's newest state, and no failure is left
    (baoku.home / "failed" / ISSUE_FILE).write_text(page("何永年"))
    assert baoku.run("retry", ISSUE_FILE).returncode == 0
    wait_until(lambda: not (baoku.inbox / ISSUE_FILE).exists(), SECONDS, "the mended file is worked on")
    wait_until(
        lambda: [event["in_index"] for event in why(baoku, ISSUE_FILE)] == [False, False, True], SECONDS, "told so"
    )
    assert list((baoku.home / "failed").rglob("*.*")) == []


def scrape() -> dict[str, float]:
    """Every sample that is served now, under its name and labels as Prometheus writes them."""
    with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/metrics", timeout=30) as answer:
        text = answer.read().decode()
    return {
        sample.name + "".join(f"{{{name}={value}}}" for name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_a_backlog_is_followed_to_its_end(baoku: Baoku) -> None:
    for number in range(8):
        (baoku.inbox / f"backlog-{number}.txt").write_text(page(f"诸葛{chr(0x5B89 + number)}"))
    done = baoku.run("status", "--follow", "--json")
    assert done.returncode == 0
    looks = [json.loads(line) for line in done.stdout.splitlines()]
    assert [look["left"] for look in looks[-3:]] == [0, 0, 0]
    assert looks[-1]["seconds"] == 0
    assert not list(baoku.inbox.rglob("*.txt"))


def test_status_groups_what_failed(baoku: Baoku) -> None:
    drop(baoku, "grouped.txt", "\n")
    told = json.loads(baoku.run("status", "--json").stdout)
    assert told["quarantine"]["empty"] >= 1
    assert told["ledger"]["reasons"]["empty"] >= 1
    assert told["counts"]["failures"]["empty"] >= 1


def test_figures_add_up_while_work_flows(baoku: Baoku) -> None:
    """Scraped over and over while files come in, as Prometheus would: counters never fall, and end exact."""
    before = scrape()
    for number in range(12):
        (baoku.inbox / f"flow-{number:02d}.txt").write_text(page(f"欧阳{chr(0x5B89 + number)}") if number else "\n")
    seen = [before]

    def all_done() -> bool:
        seen.append(scrape())
        done = sum(value for name, value in seen[-1].items() if name.startswith("baoku_files_total"))
        return done - sum(value for name, value in before.items() if name.startswith("baoku_files_total")) >= 12

    wait_until(all_done, SECONDS, "all counted")
    for earlier, later in itertools.pairwise(seen):
        for name, value in earlier.items():
            if "_total" in name or "_bucket" in name:
                assert later[name] >= value
    after = {name: value - before.get(name, 0) for name, value in seen[-1].items()}
    assert after["baoku_files_total{outcome=indexed}"] == 11
    assert after["baoku_files_total{outcome=failed}"] == after["baoku_failures_total{code=empty}"] == 1
    assert after["baoku_articles_total"] == 11
    assert after["baoku_searchable_seconds_count"] == after["baoku_searchable_seconds_bucket{le=+Inf}"] == 11
    assert 0 < after["baoku_searchable_seconds_sum"] < 11 * SECONDS
    wait_until(lambda: scrape()["baoku_queue_orders{queue=in_hand}"] == 0, SECONDS, "nothing in hand")
    now = scrape()
    assert now["baoku_queue_orders{queue=fresh}"] == now["baoku_queue_oldest_age_seconds{queue=fresh}"] == 0
    assert now["baoku_engine_up{engine=redis}"] == now["baoku_engine_up{engine=elasticsearch}"] == 1
    assert now["baoku_quarantined_files{code=empty}"] >= 1
    wait_until(lambda: scrape()["baoku_archive_articles"] >= 11, SECONDS, "the ledger's word")
    printed = baoku.run("metrics", "--once")
    assert printed.returncode == 0
    assert 'baoku_files_total{outcome="indexed"}' in printed.stdout


def health(baoku: Baoku, **settings: str) -> dict[str, str]:
    """What `baoku health` finds unhealthy, with what it says of it; run with these settings."""
    judge = replace(baoku, settings={**baoku.settings, **settings})
    done = judge.run("health", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == (0 if told["healthy"] else 1)
    return {check["name"]: check["detail"] for check in told["checks"] if not check["healthy"]}


def test_a_stopped_worker_with_orders_waiting_is_unhealthy(baoku: Baoku) -> None:
    """It answers nothing and refuses nothing: only that nobody works tells."""
    assert health(baoku, BAOKU_STALL_SECONDS="2") == {}  # idle for long, and well
    workers = [pid for pid, line in baoku.processes().items() if "-m worker worker" in line]
    assert len(workers) >= 2  # the parent and its children
    for pid in workers:
        os.kill(pid, signal.SIGSTOP)
    try:
        (baoku.inbox / "stopped.txt").write_text(page("龚自强"))
        wait_until(lambda: "worker" in health(baoku, BAOKU_STALL_SECONDS="2"), SECONDS, "found out")
        time.sleep(3)  # meanwhile the order seems lost and is given again; it is no newer for that
        said = health(baoku, BAOKU_STALL_SECONDS="2")
        assert set(said) == {"worker"}
        assert "none was worked on for" in said["worker"]
        assert health(baoku, BAOKU_STALL_SECONDS="600") == {}  # not so long yet
    finally:
        for pid in workers:
            os.kill(pid, signal.SIGCONT)
    wait_until(lambda: not (baoku.inbox / "stopped.txt").exists(), SECONDS, "worked off")
    assert health(baoku, BAOKU_STALL_SECONDS="2") == {}


def test_an_index_that_takes_no_writes_and_a_full_disk_are_unhealthy(baoku: Baoku) -> None:
    addresses = baoku.env()
    with connect(
        addresses["elasticsearch_url"],
        user=addresses["elasticsearch_user"],
        password=addresses["elasticsearch_password"],
    ) as client:
        # not the block that Elasticsearch itself sets on a full disk: it would take it away again at its next look
        client.indices.put_settings(index="articles", settings={"index.blocks.write": True})
        try:
            assert list(health(baoku)) == ["index"]
        finally:
            client.indices.put_settings(index="articles", settings={"index.blocks.write": None})
    assert list(health(baoku, BAOKU_MIN_FREE_MB="1e12")) == ["disk"]  # and the index is well again


def test_services_log_records_alone_and_bind_what_they_are_about(baoku: Baoku) -> None:
    drop(baoku, "logged.txt", page("东方明"))
    addresses = baoku.env()
    secrets = {addresses["elasticsearch_password"], str(urlsplit(addresses["redis_url"]).password)}
    records = []
    for service in ("worker", "watcher", "metrics", "up"):
        text = (baoku.home / "state/logs" / f"{service}.log").read_text()
        assert text
        assert not any(secret in text for secret in secrets)
        records += [json.loads(line) for line in text.splitlines()]
    assert all(record["action"] and record["timestamp"] and record["level"] for record in records)
    (filed,) = (each for each in records if each.get("file") == "logged.txt" and each["action"] == "file_indexed")
    assert filed["issue_id"]
    assert filed["articles"] == 1
    done = [record for record in records if record.get("task_id") == filed["task_id"]]
    assert {"file_indexed", "job_done"} <= {record["action"] for record in done}


def index_of(baoku: Baoku) -> dict[str, dict[str, Any]]:
    """Every article and ledger entry, but for when an article was written and which copies it knew of then."""
    addresses = baoku.env()
    user, password = addresses["elasticsearch_user"], addresses["elasticsearch_password"]
    with connect(addresses["elasticsearch_url"], user=user, password=password) as client:
        client.indices.refresh(index="articles,issues")
        hits = client.search(index="articles,issues", size=1000)["hits"]["hits"]
    then = {"ingested_at", "similar", "story"}
    return {hit["_id"]: {name: hit["_source"][name] for name in hit["_source"].keys() - then} for hit in hits}


def test_a_backup_gives_the_same_index_elsewhere(baoku: Baoku, home: Baoku) -> None:
    copies = home.home.parent / "copies"
    for number in range(10):
        (baoku.inbox / f"kept-{number}.txt").write_text(page(f"上官{chr(0x5B89 + number)}") if number else " ")
    assert baoku.run("backup", os.fspath(copies)).returncode == 0  # while they are worked on
    assert baoku.run("status", "--follow").returncode == 0
    done = baoku.run("backup", os.fspath(copies))
    assert done.returncode == 0, done.stdout + done.stderr
    assert not any(path.is_file() for path in (copies / "inbox").rglob("*"))
    password = baoku.env()["elasticsearch_password"].encode()
    assert not any(password in path.read_bytes() for path in copies.rglob("*") if path.is_file())

    restored = home.run("restore", os.fspath(copies))
    assert restored.returncode == 0, restored.stdout + restored.stderr
    home.settings = dict(TEXTS_ALONE)
    home.start()
    rebuilt = home.run("reindex")
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    assert "entered from failed/" in rebuilt.stdout
    before = index_of(baoku)
    assert len(before) >= 19  # nine articles, their nine issues and the failure
    assert index_of(home) == before
    home.interrupt()


def test_why_without_engines_tells_what_the_folders_know(home: Baoku) -> None:
    (home.home / "archive/2023/10").mkdir(parents=True)
    (home.home / "archive/2023/10/.manifest.jsonl").write_text('{"archived": "2023/10/a.txt", "path": "a.txt"}\n')
    done = home.run("why", "a.txt", "--json")
    assert done.returncode == 3
    assert [event["path"] for event in json.loads(done.stdout)["events"]] == ["a.txt"]
    assert "no baoku is running" in home.run("why", "a.txt").stderr
