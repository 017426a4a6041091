"""Decisions of replacement, as tables; order of rounds and vanished articles, as properties."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.issue import Issue, IssueIdentity
from worker.indexing.definitions import Versions
from worker.indexing.documents import Entry
from worker.indexing.ledger import Stored
from worker.indexing.replacement import judge, rounds, vanished
from worker.job import Job, Outcome

NOW, BEFORE = Versions("p2", "e1", "d1"), Versions("p1", "e1", "d1")
ISSUE = Issue(IssueIdentity("北碚报", dt.date(2023, 10, 27), "1"), ())


def entry(digest: str, revision: int, unit_id: str = "i") -> Entry:
    return Entry(Job(f"{unit_id}.txt", digest, revision), unit_id, ISSUE, ())


def stored(digest: str, revision: int, versions: Versions = NOW, unit_id: str = "i") -> Stored:
    return Stored(unit_id, digest, revision, "indexed", ("i-a01",), tuple(sorted(versions.as_json().items())))


INDEXED, DUPLICATE, SUPERSEDED = Outcome.INDEXED, Outcome.DUPLICATE, Outcome.SUPERSEDED


@pytest.mark.parametrize(
    ("there", "twin", "force", "outcome", "write"),
    [
        # the job is always (digest b, revision 20)
        (None, None, False, INDEXED, True),  # nothing of this issue is there
        (stored("a", 10), None, False, INDEXED, True),  # an older state of the issue: a correction
        (stored("a", 30), None, False, SUPERSEDED, False),  # a newer state
        (stored("a", 30), None, True, SUPERSEDED, False),  # force does not turn time back
        (stored("c", 20), None, False, SUPERSEDED, False),  # found in the same millisecond: the larger digest wins ...
        (stored("a", 20), None, False, INDEXED, True),  # ... whoever comes first
        (stored("b", 20), None, False, INDEXED, False),  # this very job, done before
        (stored("b", 10), None, False, DUPLICATE, False),  # the same file dropped again
        (stored("b", 30), None, False, DUPLICATE, False),  # the same file, and the job that came later was done first
        (stored("b", 10), None, True, INDEXED, True),  # the same file, but written anyway
        (stored("b", 20), None, True, INDEXED, True),  # likewise
        (stored("b", 10, BEFORE), None, False, INDEXED, True),  # the same file, made by an older parser
        (None, stored("b", 5, unit_id="j"), False, DUPLICATE, False),  # the same content under another issue
        (None, stored("b", 5, unit_id="j"), True, INDEXED, True),  # likewise, but written anyway
        (None, stored("b", 5, BEFORE, unit_id="j"), False, INDEXED, True),  # likewise, by an older parser
        (
            stored("a", 10),
            stored("b", 5, unit_id="j"),
            False,
            INDEXED,
            True,
        ),  # an issue corrected to another's content
    ],
)
def test_judgement(there: Stored | None, twin: Stored | None, force: bool, outcome: Outcome, write: bool) -> None:
    verdict = judge(entry("b", 20), there, twin, versions=NOW, force=force)
    assert (verdict.outcome, verdict.write) == (outcome, write)
    assert verdict.stored is there


def test_a_duplicate_says_of_what() -> None:
    assert judge(entry("b", 20), None, stored("b", 5, unit_id="j"), versions=NOW, force=False).same_as == "j"


entries = st.lists(
    st.builds(entry, st.sampled_from("abc"), st.integers(1, 5), st.sampled_from(["i", "j", "k"])), max_size=12
)


@given(entries)
def test_rounds_hold_every_entry_once_and_every_issue_at_most_once_and_go_forward(batch: list[Entry]) -> None:
    parts = rounds(batch)
    assert sorted(id(one) for part in parts for one in part) == sorted(map(id, batch))
    for part in parts:
        assert part
        assert len({one.unit_id for one in part}) == len(part)
    for unit_id in {one.unit_id for one in batch}:
        states = [(one.job.revision, one.job.digest) for part in parts for one in part if one.unit_id == unit_id]
        assert states == sorted(states)


@pytest.mark.parametrize(
    ("wanted", "there", "strays", "expected"),
    [
        (["i-a01"], None, [], []),  # a new issue
        (["i-a01"], stored("a", 1), [], []),  # the same articles as before
        ([], stored("a", 1), [], ["i-a01"]),  # the ledger's article is gone
        (["i-a01"], None, ["i-a01", "i-a02"], ["i-a02"]),  # an interrupted write left one that nobody claims
        (["i-a03"], stored("a", 1), ["i-a02"], ["i-a01", "i-a02"]),  # both
    ],
)
def test_vanished_articles(wanted: list[str], there: Stored | None, strays: list[str], expected: list[str]) -> None:
    assert vanished(wanted, there, strays) == expected
