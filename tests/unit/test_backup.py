"""Backup and restore over real folders: whole, resumable, checked, and right while files move."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.identifiers import digest
from worker.errors import ConfigurationError
from worker.home import backup as backing_up
from worker.home import checksums
from worker.home.backup import back_up, restore
from worker.home.copying import copy_whole
from worker.home.files import Signature
from worker.home.filing import Filing
from worker.home.names import MANIFEST

if TYPE_CHECKING:
    from pathlib import Path

PATH = "北碚报/2023-10-27/01版.txt"


@pytest.fixture
def home(tmp_path: Path) -> Filing:
    """An archived file with sidecar and manifest, one in quarantine with its report, one that waits, and secrets."""
    filing = Filing(tmp_path / "home/inbox", tmp_path / "home/archive", tmp_path / "home/failed")
    filing.prepare()
    put(filing, PATH, b"one")
    put(filing, f"{PATH}.yml", b"page: 1")
    file_away(filing, PATH, b"one")
    put(filing, "bad.txt", b" ")
    filing.to_failed("bad.txt", digest(b" "), Signature.of(filing.inbox / "bad.txt"), {"code": "empty"})
    put(filing, "waiting.txt", b"two")
    put(filing, ".half.part", b"tw")
    (tmp_path / "home/state").mkdir()
    (tmp_path / "home/state/credentials.json").write_text("{}")
    return filing


def put(filing: Filing, name: str, content: bytes) -> None:
    path = filing.inbox / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def file_away(filing: Filing, name: str, content: bytes) -> None:
    """Do with a file in the inbox what a worker does when it is indexed."""
    archived = f"2023/10/{name}"
    filing.note(archived, {"archived": archived, "path": name, "digest": digest(content), "revision": 1})
    assert filing.to_archive(name, archived, digest(content), Signature.of(filing.inbox / name))


def everything(root: Path) -> dict[str, bytes]:
    hidden = {checksums.NAME, ".backup.lock"}
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.name not in hidden
    }


BACKED_UP = {
    f"archive/2023/10/{PATH}": b"one",
    f"archive/2023/10/{PATH}.yml": b"page: 1",
    "failed/bad.txt": b" ",
    "inbox/waiting.txt": b"two",
}


def of(home: Filing) -> Path:
    return home.inbox.parent


def test_all_that_cannot_be_made_anew_and_nothing_else(home: Filing, tmp_path: Path) -> None:
    report = back_up(of(home), tmp_path / "backup")
    kept = everything(tmp_path / "backup")
    manifest = f"archive/2023/10/{MANIFEST}"
    assert set(kept) == {*BACKED_UP, manifest, "failed/bad.txt.error.json"}
    assert {path: kept[path] for path in BACKED_UP} == BACKED_UP
    assert report.digests == {path: digest(content) for path, content in kept.items()}
    assert (report.left_out, report.damaged) == ({}, [])


def test_saved_searches_and_reports_are_in_it_though_they_change_meanwhile(home: Filing, tmp_path: Path) -> None:
    place = home.inbox.parent
    (place / "reports").mkdir()
    (place / "reports/one.json").write_text("{}")
    with contextlib.closing(sqlite3.connect(place / backing_up.SEARCHES)) as store:
        store.execute("CREATE TABLE searches (query TEXT)")
        store.execute("INSERT INTO searches VALUES ('渡口')")
        store.commit()
        store.execute("INSERT INTO searches VALUES ('a transaction that is not finished')")
        back_up(place, tmp_path / "backup")
    (place / "reports/one.json").rename(place / "reports/done.json")
    back_up(place, tmp_path / "backup")
    back = tmp_path / "back"
    assert restore(tmp_path / "backup", back).damaged == []
    with contextlib.closing(sqlite3.connect(back / backing_up.SEARCHES)) as store:
        assert store.execute("SELECT query FROM searches").fetchall() == [("渡口",)]
    assert [path.name for path in (back / "reports").iterdir()] == ["done.json"]
    assert [path.name for path in (back / "state").iterdir()] == ["web.sqlite3"]  # and no secret
    assert (back / "state").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs coreutils")
def test_anybody_can_check_it(home: Filing, tmp_path: Path) -> None:
    put(home, "odd \\ name\nof two lines.txt", b"three")
    back_up(of(home), tmp_path / "backup")
    check = ["sha256sum", "--check", "--strict", "--quiet", checksums.NAME]
    assert subprocess.run(check, cwd=tmp_path / "backup", check=False).returncode == 0


def test_again_copies_what_is_new_and_repairs_what_was_lost(home: Filing, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    back_up(of(home), target)
    assert back_up(of(home), target).copied == []
    put(home, "new.txt", b"new")
    (target / "failed/bad.txt").unlink()
    assert back_up(of(home), target).copied == ["inbox/new.txt", "failed/bad.txt"]


def test_what_went_on_to_the_archive_waits_no_longer_in_the_backup(home: Filing, tmp_path: Path) -> None:
    """Restored from the inbox, it would be ingested anew and beat the corrections that came after it."""
    target = tmp_path / "backup"
    back_up(of(home), target)
    file_away(home, "waiting.txt", b"two")
    (home.failed / "bad.txt").unlink()  # somebody had no more use for it
    back_up(of(home), target)
    kept = everything(target)
    assert kept["archive/2023/10/waiting.txt"] == b"two"
    assert not any(path.startswith("inbox/") or path == "failed/bad.txt" for path in kept)


@pytest.mark.parametrize("moment", range(4))
def test_files_that_move_while_they_are_copied_are_in_it_once(
    home: Filing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """At each copy in turn, the file that waits is archived, and the one in quarantine given back and archived."""
    copies = 0

    def copy(source: Path, target: Path, **options: bool) -> str:
        nonlocal copies
        copies += 1
        if copies == moment + 1:
            if (home.failed / "bad.txt").exists():
                (home.failed / "bad.txt").rename(home.inbox / "bad.txt")
                file_away(home, "bad.txt", b" ")
            file_away(home, "waiting.txt", b"two")
        return copy_whole(source, target, **options)

    monkeypatch.setattr(backing_up, "copy_whole", copy)
    back_up(of(home), tmp_path / "backup")
    kept = everything(tmp_path / "backup")
    assert kept["archive/2023/10/waiting.txt"] == b"two"
    assert kept["archive/2023/10/bad.txt"] == b" "
    assert sum(content == b"two" for content in kept.values()) == 1
    assert b'"2023/10/waiting.txt"' in kept[f"archive/2023/10/{MANIFEST}"]
    assert "failed/bad.txt" not in kept


def test_a_flow_of_files_is_in_it_whole(home: Filing, tmp_path: Path) -> None:
    """Everything that was there when the backup began, while a thread archives one file after the other."""
    names = [f"flow-{number:03d}.txt" for number in range(150)]
    for name in names:
        put(home, name, name.encode())

    def work() -> None:
        for name in names:
            file_away(home, name, name.encode())

    thread = threading.Thread(target=work)
    thread.start()
    back_up(of(home), tmp_path / "backup")
    thread.join()
    kept = everything(tmp_path / "backup")
    assert {content.decode() for content in kept.values() if content.startswith(b"flow-")} >= set(names)


def test_other_things_than_files_and_what_is_being_written_are_left_out_with_a_word(
    home: Filing, tmp_path: Path
) -> None:
    (home.inbox / "link.txt").symlink_to("/etc/hostname")
    os.mkfifo(home.inbox / "pipe.txt")
    with (home.inbox / "growing.txt").open("wb") as writing:
        writing.write(b"so far")
        writing.flush()
        report = back_up(of(home), tmp_path / "backup")
    assert report.left_out["inbox/link.txt"] == report.left_out["inbox/pipe.txt"] == "no regular file"
    assert "being written" in report.left_out["inbox/growing.txt"]
    assert not any("link" in path or "pipe" in path for path in everything(tmp_path / "backup"))
    assert back_up(of(home), tmp_path / "backup").copied == ["inbox/growing.txt"]


def test_an_archived_file_that_rotted_is_told(home: Filing, tmp_path: Path) -> None:
    (home.archive / "2023/10" / PATH).write_bytes(b"0ne")
    assert back_up(of(home), tmp_path / "backup").damaged == [f"archive/2023/10/{PATH}"]


@pytest.mark.parametrize("target", ["home", "home/archive/backup", "home/inbox", "home/state/backup", "."])
def test_folders_that_overlap_are_refused(home: Filing, tmp_path: Path, target: str) -> None:
    before = everything(of(home))
    with pytest.raises(ConfigurationError):
        back_up(of(home), tmp_path / target)
    assert everything(of(home)) == before


def test_restored_the_home_is_as_it_was(home: Filing, tmp_path: Path) -> None:
    back_up(of(home), tmp_path / "backup")
    report = restore(tmp_path / "backup", tmp_path / "other")
    assert (report.missing, report.damaged) == ([], [])
    restored = everything(tmp_path / "other")
    assert restored == {path: content for path, content in everything(of(home)).items() if path in restored}
    assert set(BACKED_UP) < set(restored)
    times = (of(home) / "archive/2023/10" / PATH, tmp_path / "other/archive/2023/10" / PATH)
    assert len({path.stat().st_mtime_ns for path in times}) == 1  # the moment of a file without a manifest


def test_nothing_damaged_is_put_in_place(home: Filing, tmp_path: Path) -> None:
    back_up(of(home), tmp_path / "backup")
    (tmp_path / "backup/archive/2023/10" / PATH).write_bytes(b"0ne")
    (tmp_path / "backup/inbox/waiting.txt").unlink()
    report = restore(tmp_path / "backup", tmp_path / "other")
    assert report.damaged == [f"archive/2023/10/{PATH}"]
    assert report.missing == ["inbox/waiting.txt"]
    assert (tmp_path / "other/failed/bad.txt").read_bytes() == b" "
    assert not (tmp_path / "other/archive/2023/10" / PATH).exists()


def test_a_home_in_use_is_not_touched(home: Filing, tmp_path: Path) -> None:
    back_up(of(home), tmp_path / "backup")
    put(home, "another.txt", b"another")
    with pytest.raises(ConfigurationError, match="not empty"):
        restore(tmp_path / "backup", of(home))


@pytest.mark.parametrize("listed", [b"", b"no list\n", b"0" * 64 + b"  ../out\n", b"0" * 64 + b"  state/x\n"])
def test_what_is_no_backup_is_refused(tmp_path: Path, listed: bytes) -> None:
    (tmp_path / "backup").mkdir()
    if listed:
        (tmp_path / "backup" / checksums.NAME).write_bytes(listed)
    with pytest.raises(ConfigurationError):
        restore(tmp_path / "backup", tmp_path / "other")


KILLED = """
import os, signal, sys
from pathlib import Path
from worker.home.backup import back_up, restore

def run(most):  # in a process of its own, killed before its next change to a folder
    calls = 0
    def count(event, _):
        nonlocal calls
        if event in {"os.rename", "os.remove"}:
            calls += 1
            if calls > most:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    {"backup": back_up, "restore": restore}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))

for most in range(40):
    child = os.fork()
    if not child:
        run(most)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(code)
    if code == 0:
        break
"""


def killed_runs(how: str, source: Path, target: Path) -> list[int]:
    """Run it, killed at one step after the other, until it comes through; return how each run ended."""
    done = subprocess.run(
        [sys.executable, "-c", KILLED, how, source, target], capture_output=True, text=True, check=True
    )
    return [int(line) for line in done.stdout.split()]


def test_killed_at_any_step_both_can_be_run_again(home: Filing, tmp_path: Path) -> None:
    before = everything(of(home))
    backup_codes = killed_runs("backup", of(home), tmp_path / "backup")
    restore_codes = killed_runs("restore", tmp_path / "backup", tmp_path / "other")
    for codes in (backup_codes, restore_codes):
        assert set(codes) == {0, -signal.SIGKILL}
        assert len(codes) > 3
    assert everything(of(home)) == before
    shown = {path: content for path, content in everything(tmp_path / "other").items() if ".copying-" not in path}
    assert shown.items() >= BACKED_UP.items()
    assert set(shown) <= set(before)


@given(st.dictionaries(st.text(min_size=1).filter(lambda path: "\0" not in path), st.binary(max_size=4), max_size=5))
def test_lists_are_read_as_they_were_written(contents: dict[str, bytes]) -> None:
    digests = {
        path: digest(content)
        for path, content in contents.items()
        if not {"", ".", ".."} & set(path.split("/")) and path.isprintable() | ("\n" in path)
    }
    digests = {path: value for path, value in digests.items() if not any("\ud800" <= c <= "\udfff" for c in path)}
    assert checksums.read(checksums.written(digests)) == digests


def test_what_goes_on_while_a_folder_is_read_is_not_left_out(
    home: Filing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(home, "moving.txt", b"three")
    read = backing_up.files_below

    def files_below(root: Path) -> list[tuple[str, bool]]:
        found = list(read(root))
        if ("moving.txt", True) not in found or root != home.inbox:
            return found
        file_away(home, "moving.txt", b"three")  # listed, and no longer there when it is looked at
        return [(path, regular and path != "moving.txt") for path, regular in found]

    monkeypatch.setattr(backing_up, "files_below", files_below)
    report = back_up(home.inbox.parent, tmp_path / "copies")
    assert not report.left_out
    assert (tmp_path / "copies/archive/2023/10/moving.txt").read_bytes() == b"three"
