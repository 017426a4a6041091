"""`baoku failures` and `baoku retry` on a home where nothing runs: the folders are all they need."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from worker.document.identifiers import digest
from worker.home.files import Signature
from worker.home.filing import Filing

if TYPE_CHECKING:
    from baoku_process import Baoku

EMPTY = {"reason": "no visible character", "advice": "Drop it again.", "code": "empty", "stage": "read"}
BINARY = {"reason": "a PNG picture", "advice": "Extract its text.", "code": "unsupported_format", "stage": "read"}


@pytest.fixture
def failed(home: Baoku) -> Baoku:
    """A home with three files in quarantine, for two reasons."""
    filing = Filing(home.home / "inbox", home.home / "archive", home.home / "failed")
    filing.prepare()
    for name, content, told, hour in (
        ("a.txt", b" ", EMPTY, 6),
        ("北碚报/b.txt", b"\n", EMPTY, 7),
        ("c.txt", b"\x89PNG", BINARY, 8),
    ):
        path = filing.inbox / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        when = f"2026-11-23T{hour:02d}:00:00.000+00:00"
        report = {"file": name, "attempts": 1, "digest": digest(content), "failed_at": when, **told}
        filing.to_failed(name, digest(content), Signature.of(path), report)
    return home


def test_failures_are_grouped_the_last_first(failed: Baoku) -> None:
    done = failed.run("failures")
    assert done.returncode == 0
    lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
    assert lines[0] == "unsupported_format  1 file: a PNG picture"
    assert lines[1] == "Extract its text."
    assert lines[2].endswith("1 try    c.txt")
    assert lines[3] == "empty  2 files: no visible character"
    assert lines[5].endswith("北碚报/b.txt")
    assert lines[6].endswith("a.txt")


def test_failures_as_json_filtered_by_code_and_reason(failed: Baoku) -> None:
    every = json.loads(failed.run("failures", "--json").stdout)
    assert (every["total"], every["codes"]) == (3, {"empty": 2, "unsupported_format": 1})
    assert [one["stored"] for one in every["failures"]] == ["c.txt", "北碚报/b.txt", "a.txt"]
    by_code = json.loads(failed.run("failures", "--json", "--code", "empty").stdout)
    assert [one["stored"] for one in by_code["failures"]] == ["北碚报/b.txt", "a.txt"]
    by_reason = json.loads(failed.run("failures", "--json", "--reason", "png").stdout)
    assert [one["stored"] for one in by_reason["failures"]] == ["c.txt"]
    assert failed.run("failures", "--code", "poison").returncode == 1


def test_retry_moves_what_was_named_in_any_way_and_nothing_else(failed: Baoku) -> None:
    done = failed.run("retry", "北碚报/b.txt", f"{failed.home}/failed/c.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "no baoku is running" in done.stdout
    assert (failed.inbox / "北碚报/b.txt").read_bytes() == b"\n"
    assert (failed.inbox / "c.txt").read_bytes() == b"\x89PNG"
    assert sorted(path.name for path in (failed.home / "failed").rglob("*.*")) == ["a.txt", "a.txt.error.json"]


def test_retry_all_of_a_code(failed: Baoku) -> None:
    assert failed.run("retry", "--all", "--code", "empty").returncode == 0
    assert sorted(path.name for path in failed.inbox.rglob("*.txt")) == ["a.txt", "b.txt"]
    assert failed.run("retry", "--all", "--code", "empty").returncode == 1  # there is none any more


def test_retry_leaves_a_file_whose_name_is_taken(failed: Baoku) -> None:
    (failed.inbox / "a.txt").write_bytes(b"another")
    done = failed.run("retry", "--all")
    assert done.returncode == 1
    assert "a.txt: left: another file waits in the inbox under this name" in done.stdout
    assert (failed.inbox / "a.txt").read_bytes() == b"another"
    assert (failed.home / "failed" / "a.txt").read_bytes() == b" "


@pytest.mark.parametrize("arguments", [(), ("a.txt", "--all"), ("a.txt", "no-such.txt")])
def test_wrong_input_moves_nothing(failed: Baoku, arguments: tuple[str, ...]) -> None:
    done = failed.run("retry", *arguments)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(failed.inbox.rglob("*.txt")) == []
