"""Quarantine: what lies there and why, and files given back with nothing lost or overwritten."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from worker.cli.failures import failures_view
from worker.cli.terminal import Terminal
from worker.document.identifiers import digest
from worker.home import quarantine
from worker.home.files import Signature
from worker.home.filing import Filing
from worker.home.moving import move_without_replacing
from worker.home.quarantine import UNKNOWN, Quarantined, Retried, quarantined, retry

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Filing:
    filing = Filing(tmp_path / "inbox", tmp_path / "archive", tmp_path / "failed")
    filing.prepare()
    return filing


def fail(home: Filing, name: str, content: bytes, **told: Any) -> str:
    """Drop a file and quarantine it as a worker does; return its path below failed/."""
    path = home.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    report = {
        "file": name,
        "reason": "no visible character in the file",
        "advice": "Drop it again.",
        "code": "empty",
        "stage": "read",
        "attempts": 1,
        "digest": digest(content),
        "revision": 1_700_000_000_000,
        "failed_at": "2026-11-23T06:00:00.000+00:00",
        "versions": {"baoku": "0.1.0"},
        **told,
    }
    return home.to_failed(name, digest(content), Signature.of(path), report)


def everything(home: Filing) -> dict[str, bytes]:
    root = home.inbox.parent
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not path.name.endswith(".error.json")
    }


def reports(home: Filing) -> list[str]:
    return sorted(path.name for path in home.failed.rglob("*.error.json"))


def test_each_file_is_explained_the_last_to_fail_first(home: Filing) -> None:
    fail(home, "a.txt", b" ")
    fail(home, "北碚报/b.txt", b"\0", code="unsupported_format", attempts=3, failed_at="2026-11-23T07:00:00+00:00")
    later, earlier = quarantined(home.failed)
    assert (later.stored, later.code, later.attempts) == ("北碚报/b.txt", "unsupported_format", 3)
    assert later.failed_at == dt.datetime(2026, 11, 23, 7, tzinfo=dt.UTC)
    assert (earlier.stored, earlier.dropped, earlier.advice) == ("a.txt", "a.txt", "Drop it again.")
    assert (earlier.digest, earlier.revision) == (digest(b" "), 1_700_000_000_000)
    assert dict(earlier.versions) == {"baoku": "0.1.0"}


@pytest.mark.parametrize(
    "written",
    [
        None,  # its report is gone
        b"{",  # cut short
        b"[]",  # no report at all
        b'{"code": 7, "failed_at": "yesterday", "versions": []}',  # nothing in it is what it should be
    ],
)
def test_a_file_without_a_sound_report_is_listed_all_the_same(home: Filing, written: bytes | None) -> None:
    fail(home, "a.txt", b" ")
    report = home.failed / "a.txt.error.json"
    report.unlink() if written is None else report.write_bytes(written)
    (one,) = quarantined(home.failed)
    assert (one.stored, one.dropped, one.code) == ("a.txt", "a.txt", UNKNOWN)
    assert retry(home, one) is Retried.MOVED
    assert everything(home) == {"inbox/a.txt": b" "}


def test_a_report_without_its_file_tells_of_nothing(home: Filing) -> None:
    fail(home, "a.txt", b" ")
    (home.failed / "a.txt").unlink()
    assert quarantined(home.failed) == []


def test_retried_files_go_back_under_the_name_they_were_dropped_under(home: Filing) -> None:
    fail(home, "北碚报/01版.txt", b"one")
    second = fail(home, "北碚报/01版.txt", b"two")  # the same name failed before: this one lies beside it
    assert second != "北碚报/01版.txt"
    (one,) = (one for one in quarantined(home.failed) if one.stored == second)
    assert retry(home, one) is Retried.MOVED
    assert everything(home) == {"inbox/北碚报/01版.txt": b"two", "failed/北碚报/01版.txt": b"one"}
    assert reports(home) == ["01版.txt.error.json"]


def test_a_sidecar_goes_back_with_its_file(home: Filing) -> None:
    (home.inbox / "a.txt.yml").write_bytes(b"page: 1")
    fail(home, "a.txt", b" ")
    (one,) = quarantined(home.failed)  # the sidecar is no file of its own
    assert retry(home, one) is Retried.MOVED
    assert everything(home) == {"inbox/a.txt": b" ", "inbox/a.txt.yml": b"page: 1"}
    assert reports(home) == []


def test_what_waits_in_the_inbox_under_that_name_is_never_overwritten(home: Filing) -> None:
    (home.inbox / "a.txt.yml").write_bytes(b"page: 1")
    fail(home, "a.txt", b" ")
    (home.inbox / "a.txt").write_bytes(b"newer")
    (one,) = quarantined(home.failed)
    assert retry(home, one) is Retried.OCCUPIED
    assert everything(home) == {
        "inbox/a.txt": b"newer",
        "failed/a.txt": b" ",
        "failed/a.txt.yml": b"page: 1",
    }
    assert reports(home) == ["a.txt.error.json"]


def test_a_file_dropped_in_the_last_moment_is_not_overwritten_either(
    home: Filing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It came between the look and the move, which is one system call that never replaces."""
    (home.inbox / "a.txt.yml").write_bytes(b"page: 1")
    fail(home, "a.txt", b" ")
    (one,) = quarantined(home.failed)

    def move(source: Path, target: Path) -> None:
        (home.inbox / "a.txt").write_bytes(b"newer")
        move_without_replacing(source, target)

    monkeypatch.setattr(quarantine, "move_without_replacing", move)
    assert retry(home, one) is Retried.OCCUPIED
    kept = everything(home)
    assert (kept["inbox/a.txt"], kept["failed/a.txt"], kept["failed/a.txt.yml"]) == (b"newer", b" ", b"page: 1")
    assert reports(home) == ["a.txt.error.json"]


def test_a_new_report_under_the_same_name_stays(home: Filing, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file was retried, ordered, and failed again before we came to take its old report away."""
    fail(home, "a.txt", b" ")
    (one,) = quarantined(home.failed)

    def move(source: Path, target: Path) -> None:
        move_without_replacing(source, target)
        if target == home.inbox / "a.txt":
            home.to_failed("a.txt", digest(b" "), Signature.of(target), {"file": "a.txt", "code": "again"})

    monkeypatch.setattr(quarantine, "move_without_replacing", move)
    assert retry(home, one) is Retried.MOVED
    (again,) = quarantined(home.failed)
    assert again.code == "again"


def test_a_file_that_somebody_took_is_no_error(home: Filing) -> None:
    fail(home, "a.txt", b" ")
    (one,) = quarantined(home.failed)
    (home.failed / "a.txt").unlink()
    assert retry(home, one) is Retried.GONE


@pytest.mark.parametrize("told", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "", 7, "a\0b"])
def test_a_report_cannot_send_a_file_out_of_the_inbox(home: Filing, told: object) -> None:
    stored = fail(home, "a.txt", b" ", file=told)
    (one,) = quarantined(home.failed)
    assert (stored, one.dropped) == ("a.txt", "a.txt")


def test_nor_can_a_link_in_the_inbox(home: Filing, tmp_path: Path) -> None:
    fail(home, "sub/a.txt", b" ")
    (home.inbox / "sub").rmdir()
    (tmp_path / "outside").mkdir()
    (home.inbox / "sub").symlink_to(tmp_path / "outside")
    (one,) = quarantined(home.failed)
    assert retry(home, one) is Retried.LINKED
    assert list((tmp_path / "outside").iterdir()) == []
    assert (home.failed / "sub/a.txt").exists()


def test_names_that_are_no_utf8_go_back_as_they_are(home: Filing) -> None:
    name = os.fsdecode("版".encode("gb18030") + b".txt")
    fail(home, name, b" ", file="\\xb0\\xe6.txt")
    (one,) = quarantined(home.failed)
    assert retry(home, one) is Retried.MOVED
    assert [path.name for path in home.inbox.iterdir()] == [name]


KILLED = """
import os, signal, sys
from pathlib import Path
from worker.home import moving
from worker.home.filing import Filing
from worker.home.quarantine import quarantined, retry

root, most = Path(sys.argv[1]), int(sys.argv[2])
calls = 0

def step():
    global calls
    calls += 1
    if calls > most:
        os.kill(os.getpid(), signal.SIGKILL)

rename = moving._renameat2
moving._renameat2 = lambda *arguments: (step(), rename(*arguments))[1]

filing = Filing(root / "inbox", root / "archive", root / "failed")
(one,) = quarantined(filing.failed)
sys.addaudithook(lambda event, _: step() if event in {"os.rename", "os.remove"} else None)
retry(filing, one)
"""


def test_killed_at_any_step_the_file_is_in_one_of_the_folders(home: Filing) -> None:
    """At each step that changes a folder, in turn, until one run comes through; then tried again."""
    for most in range(20):
        (home.inbox / "a.txt.yml").write_bytes(b"page: 1")
        fail(home, "a.txt", b"one")
        done = subprocess.run([sys.executable, "-c", KILLED, home.inbox.parent, str(most)], check=False)
        kept = everything(home)
        copies = [path for path in kept if path.endswith("a.txt")]
        assert len(copies) == 1, (most, kept)
        assert kept[copies[0]] == b"one"
        assert b"page: 1" in kept.values()
        if copies == ["failed/a.txt"]:
            assert reports(home) == ["a.txt.error.json"]  # it goes away when the file has left, not before
            (one,) = quarantined(home.failed)
            assert retry(home, one) is Retried.MOVED
        assert everything(home) == {"inbox/a.txt": b"one", "inbox/a.txt.yml": b"page: 1"} | {
            path: content for path, content in kept.items() if path.endswith(".retried")
        }
        for path in [*home.inbox.iterdir(), *home.failed.iterdir()]:
            path.unlink()
        if done.returncode == 0:
            break
        assert done.returncode == -signal.SIGKILL
    assert most == 4  # the sidecar, the file, the report aside, the report away


def test_reports_are_json_that_people_can_read(home: Filing) -> None:
    fail(home, "a.txt", b" ", reason="没有可见字符")
    text = (home.failed / "a.txt.error.json").read_text()
    assert "没有可见字符" in text
    assert json.loads(text)["code"] == "empty"


def test_a_narrow_terminal_cuts_neither_name_nor_advice() -> None:
    """They were cut at its edge, and at 80 characters in a pipe."""
    name, advice = "临江晚报_1999-01-01_" + "很" * 40 + "长.txt", "Divide it where articles begin. " * 5
    moment = dt.datetime(1999, 1, 1, tzinfo=dt.UTC)
    found = [Quarantined(name, name, reason, advice, "large", "index", moment, 1) for reason in ("one", "another")]
    shown = io.StringIO()
    Terminal(soft_wrap=True, width=40, file=shown).print(failures_view(found))
    lines = shown.getvalue().splitlines()
    assert f"  {advice}".rstrip() in lines
    assert [line.partition("  ")[2].split("  ")[-2:] for line in lines if name in line] == [
        [name, "one"],
        [name, "another"],
    ]
