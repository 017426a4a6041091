"""The history of a file from folders and ledger entries: names that lead to it, and contents told apart."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from worker.document.identifiers import digest
from worker.home.files import Signature
from worker.home.filing import Filing
from worker.indexing import LedgerEntry
from worker.monitoring.history import WAITING, Event, on_disk, wanted, with_ledger

if TYPE_CHECKING:
    from pathlib import Path

PATH = "江城日报/2023-10-24/01版.txt"
ISSUE = "jiangcheng-2023-10-24-p01"
OLD, NEW, BAD, LATER = b"old", b"new", b" ", b"later"
FIRST = dt.datetime(2026, 11, 23, 6, tzinfo=dt.UTC)


def revision(minutes: int) -> int:
    return int((FIRST + dt.timedelta(minutes=minutes)).timestamp() * 1000)


@pytest.fixture
def home(tmp_path: Path) -> Filing:
    """One name under which two states were indexed, one failed, and one waits."""
    filing = Filing(tmp_path / "inbox", tmp_path / "archive", tmp_path / "failed")
    filing.prepare()
    for minutes, content in ((0, OLD), (5, NEW)):
        signature = put(filing, content)
        archived = filing.archived_name(PATH, digest(content), dt.date(2023, 10, 24))
        note = {"archived": archived, "path": PATH, "digest": digest(content), "revision": revision(minutes)}
        told = {"issue": ISSUE, "outcome": "indexed", "articles": 2, "attempts": 1, "at": FIRST.isoformat()}
        filing.note(archived, note | told)
        assert filing.to_archive(PATH, archived, digest(content), signature)
    filing.note(archived, note | told)  # done twice, after a crash
    signature = put(filing, BAD)
    report = {"file": PATH, "code": "empty", "reason": "nothing in it", "attempts": 3, "revision": revision(9)}
    filing.to_failed(PATH, digest(BAD), signature, report | {"digest": digest(BAD), "failed_at": FIRST.isoformat()})
    put(filing, LATER)
    return filing


def put(filing: Filing, content: bytes) -> Signature:
    path = filing.inbox / PATH
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Signature.of(path)


def told(events: list[Event]) -> list[tuple[str, str]]:
    contents = {digest(content): content.decode() for content in (OLD, NEW, BAD, LATER)}
    return [(contents[event.digest], event.outcome) for event in events]


EVERY = [("old", "indexed"), ("new", "indexed"), (" ", "failed"), ("later", WAITING)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (PATH, EVERY),  # the dropped name: every content it ever had, and the one that waits now
        (ISSUE, EVERY),  # its issue: what else came under that issue's name, too
        (f"{ISSUE}-a02", EVERY),  # one of its articles
        (digest(OLD)[:8], [("old", "indexed"), ("later", WAITING)]),  # one content; its name is in use again
        (digest(NEW), [("new", "indexed"), ("later", WAITING)]),
        (f"2023/10/{PATH}", [("old", "indexed"), ("later", WAITING)]),  # below archive/
        (digest(LATER), []),  # nothing is kept of what is not queued yet
        ("江城日报", []),
        ("old", []),
    ],
)
def test_names_that_lead_to_it(home: Filing, name: str, expected: list[tuple[str, str]]) -> None:
    found = told(on_disk(home, wanted(name)))
    if name in {ISSUE, f"{ISSUE}-a02"}:  # a failed content has no issue; it is found by the path only
        expected = [each for each in expected if each[1] != "failed"]
    assert found == expected


@pytest.mark.parametrize("folder", ["inbox", "archive/2023/10", "failed"])
def test_the_path_of_a_file_as_the_shell_completes_it(home: Filing, folder: str) -> None:
    base = home.inbox.parent
    asked = wanted(str(base / folder / PATH), (home.inbox, home.archive, home.failed))
    assert ("old", "indexed") in told(on_disk(home, asked))


def test_where_each_is_now(home: Filing) -> None:
    events = on_disk(home, wanted(PATH))
    first, second, failed, waiting = events
    assert first.place == f"archive/2023/10/{PATH}"
    assert second.place.startswith("archive/2023/10/江城日报/2023-10-24/01版-")
    assert (failed.place, failed.attempts, failed.code) == (f"failed/{PATH}", 3, "empty")
    assert waiting.place == f"inbox/{PATH}"
    (home.archive / "2023/10" / PATH).write_bytes(b"another")  # not what was archived
    (home.failed / PATH).unlink()
    assert on_disk(home, wanted(PATH))[0].place == ""
    assert told(on_disk(home, wanted(PATH)))[2:] == [("later", WAITING)]


def entry(content: bytes, minutes: int, outcome: str = "indexed", **values: str) -> LedgerEntry:
    identifier = ISSUE if outcome == "indexed" else f"failed-{digest(content)[:16]}"
    issue = {"issue_id": ISSUE, "unit_id": ISSUE} if outcome == "indexed" else {}
    return LedgerEntry(
        identifier, PATH, "", digest(content), revision(minutes), outcome, FIRST, articles=2, attempts=1,
        seconds=0.5, **issue | values,
    )  # fmt: skip


def test_the_ledger_says_which_revision_the_index_has(home: Filing) -> None:
    events = with_ledger(on_disk(home, wanted(PATH)), [entry(NEW, 5), entry(BAD, 9, "failed")])
    assert told(events) == EVERY
    assert [event.in_index for event in events] == [False, True, False, False]
    assert events[1].seconds == 0.5


def test_what_the_ledger_alone_knows_is_told_too() -> None:
    events = with_ledger([], [entry(OLD, 0, inbox="east"), entry(BAD, 9, "failed", code="empty", reason="nothing")])
    assert told(events) == [("old", "indexed"), (" ", "failed")]
    assert events[0].place == "the home of inbox east"
    assert (events[1].place, events[1].reason) == ("", "nothing")


def test_a_further_unit_of_a_file_lies_where_the_file_does(home: Filing) -> None:
    further = dataclasses.replace(entry(NEW, 5), unit_id="jiangcheng-2023-10-24-p02")
    first, second = [
        event for event in with_ledger(on_disk(home, wanted(PATH)), [entry(NEW, 5), further]) if event.in_index
    ]
    assert (first.issue_id, second.issue_id) == (ISSUE, "jiangcheng-2023-10-24-p02")
    assert first.place == second.place != ""


def test_a_damaged_manifest_hides_no_other_line(home: Filing) -> None:
    manifest = home.archive / "2023/10/.manifest.jsonl"
    lines = manifest.read_text().splitlines()
    lines[0] = json.dumps({"archived": 7})
    manifest.write_text("\n".join([*lines, '{"archived": "2023/10/x.txt", "at": "once", "revision": "1"}', '{"cut']))
    assert told(on_disk(home, wanted(PATH)))[0] == ("new", "indexed")
    (odd,) = on_disk(home, wanted("2023/10/x.txt"))
    assert (odd.at, odd.found_at, odd.place) == (None, None, "")


def test_what_is_held_is_told_once_and_where_its_file_is(home: Filing) -> None:
    """Its line in the manifest says it; the report in failed/, which has no file beside it, says the same again."""
    signature = put(home, b"other")
    archived = home.archived_name(PATH, digest(b"other"), dt.date(2023, 10, 24))
    note = {"archived": archived, "path": PATH, "digest": digest(b"other"), "revision": revision(12)}
    home.note(archived, note | {"issue": ISSUE, "outcome": "held", "reason": "it would drop all."})
    assert home.to_archive(PATH, archived, digest(b"other"), signature)
    report = {"file": PATH, "digest": digest(b"other"), "archived": archived, "failed_at": FIRST.isoformat()}
    parts = [
        {"key": key, "code": code, "reason": "r", "advice": "a"} for key, code in ((ISSUE, "held"), ("row 2", "empty"))
    ]
    home.report_parts(PATH, report | {"parts": parts, "rejected": 2})
    found = [event for event in on_disk(home, wanted(digest(b"other"))) if event.digest == digest(b"other")]
    place = f"archive/{archived}"
    assert [(event.outcome, event.code, event.place) for event in found] == [
        ("failed", "empty", place),
        ("held", "held", place),
    ]
