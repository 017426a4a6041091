"""Decisions of replacement, as tables; order of rounds and vanished articles, as properties."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.identity import Conflict, IssueIdentity, Origin
from worker.document.issue import Article, Issue
from worker.indexing.definitions import Versions
from worker.indexing.entries import Entry
from worker.indexing.ledger_entries import Stored
from worker.indexing.loss import Loss, loss_of
from worker.indexing.replacement import competes, is_half_done, judge, rounds, vanished, without_followers
from worker.job import Decision, Job, Outcome

NOW, BEFORE = Versions("p2", "e1", "d1"), Versions("p1", "e1", "d1")
DATE = dt.date(2023, 10, 27)
PAGE = IssueIdentity("北碚报", DATE, "1")
OTHER_DAY = IssueIdentity("北碚报", dt.date(2023, 10, 28), "1")
NO_PAGE = IssueIdentity("北碚报", DATE)
UNKNOWN = IssueIdentity()
ARTICLE_FILE = IssueIdentity("北碚报", DATE, "1", part="2")
NUMBERED = IssueIdentity("北碚报", DATE, "1", number="12")
CONTESTED = IssueIdentity(
    "北碚报", DATE, "1", conflicts=(Conflict("date", "2023-10-27", "2023-10-28", Origin.NAME, Origin.MASTHEAD),)
)


def entry(digest: str, revision: int, unit_id: str = "i", identity: IssueIdentity = PAGE, **more: Any) -> Entry:
    return Entry(Job(f"{unit_id}.txt", digest, revision), unit_id, Issue(identity, ()), (), **more)


def stored(  # noqa: PLR0917 - the columns of the tables
    digest: str,
    revision: int,
    versions: Versions = NOW,
    unit_id: str = "i",
    identity: IssueIdentity = PAGE,
    outcome: Outcome = Outcome.INDEXED,
) -> Stored:
    made = entry(digest, revision, unit_id, identity)
    return Stored(
        unit_id,
        digest,
        revision,
        outcome,
        ("i-a01",) if outcome is not Outcome.WITHDRAWN else (),
        tuple(sorted(versions.as_json().items())),
        stated=made.stated,
        states=made.states,
        masthead=identity.masthead,
    )


INDEXED, REPLACED, MOVED, CORRECTED = Outcome.INDEXED, Outcome.REPLACED, Outcome.MOVED, Outcome.CORRECTED
RESTORED, CONFLICT, HELD, WITHDRAWN = Outcome.RESTORED, Outcome.CONFLICT, Outcome.HELD, Outcome.WITHDRAWN
DUPLICATE, SUPERSEDED = Outcome.DUPLICATE, Outcome.SUPERSEDED
FEW, MOST = Loss(8, 4), Loss(8, 5)


@pytest.mark.parametrize(
    ("there", "force", "outcome", "write"),
    [
        # the job is always (digest b, revision 20)
        (None, False, INDEXED, True),  # nothing of this unit is there
        (stored("a", 10), False, REPLACED, True),  # an older state of the unit: a correction
        (stored("a", 30), False, SUPERSEDED, False),  # a newer state
        (stored("a", 30), True, SUPERSEDED, False),  # force does not turn time back
        (stored("c", 20), False, SUPERSEDED, False),  # found in the same millisecond: the larger digest wins ...
        (stored("a", 20), False, REPLACED, True),  # ... whoever comes first
        (stored("b", 20), False, INDEXED, False),  # this very job, done before
        (stored("b", 20, outcome=REPLACED), False, REPLACED, False),  # likewise, and told as it was
        (stored("b", 10), False, DUPLICATE, False),  # the same file dropped again
        (stored("b", 30), False, DUPLICATE, False),  # the same file, and the job that came later was done first
        (stored("b", 10), True, INDEXED, True),  # the same file, but written anyway
        (stored("b", 20), True, INDEXED, True),  # likewise
        (stored("b", 10, BEFORE), False, INDEXED, True),  # the same file, made by an older parser
        (stored("b", 10, identity=NUMBERED), False, CORRECTED, True),  # the same file, otherwise stated
        (stored("b", 30, identity=NUMBERED), False, SUPERSEDED, False),  # likewise, but later
        (stored("a", 10, outcome=WITHDRAWN), False, INDEXED, True),  # dropped after it was withdrawn
        (stored("b", 10, outcome=WITHDRAWN), False, INDEXED, True),  # likewise, the same file
        (stored("b", 30, outcome=WITHDRAWN), False, SUPERSEDED, False),  # dropped before it was withdrawn
    ],
)
def test_what_becomes_of_a_unit(there: Stored | None, force: bool, outcome: Outcome, write: bool) -> None:
    verdict = judge(entry("b", 20), there, versions=NOW, force=force)
    assert (verdict.outcome, verdict.write, verdict.leaves) == (outcome, write, ())
    assert verdict.stored is there


FILED_AS = {"archived_as": "2023/10/i.txt", "inbox": "east"}


@pytest.mark.parametrize(
    ("there", "unfiled", "expected"),
    [
        # the order is always (digest b, revision 20)
        (dataclasses.replace(stored("b", 10), **FILED_AS), True, True),  # an earlier order did not come to file it
        (dataclasses.replace(stored("b", 10), **FILED_AS), False, False),  # it did
        (dataclasses.replace(stored("b", 20), **FILED_AS), True, False),  # this very order: its own line comes yet
        (dataclasses.replace(stored("b", 30), **FILED_AS), True, False),  # a later one goes before it
        (dataclasses.replace(stored("b", 10), **FILED_AS | {"archived_as": "2023/10/j.txt"}), True, False),  # a copy
        (dataclasses.replace(stored("b", 10), **FILED_AS | {"inbox": "west"}), True, False),  # another home's
        (dataclasses.replace(stored("b", 10, outcome=WITHDRAWN), **FILED_AS), True, False),  # it was filed, and went
        (None, True, False),
    ],
)
def test_what_an_earlier_order_left_half_done(there: Stored | None, unfiled: bool, expected: bool) -> None:
    order = entry("b", 20, archived_as="2023/10/i.txt", inbox_id="east", unfiled=unfiled)
    assert is_half_done(order, there) is expected


@pytest.mark.parametrize(
    ("identity", "twin", "outcome", "leaves"),
    [
        # the bytes stand elsewhere already, as unit j, since revision 5
        (PAGE, stored("b", 5, unit_id="j", identity=OTHER_DAY), MOVED, True),  # another date: the later word counts
        (PAGE, stored("b", 5, unit_id="j", identity=UNKNOWN), MOVED, True),  # nothing was known of it before
        (PAGE, stored("b", 5, unit_id="j", identity=NO_PAGE), MOVED, True),  # the page was not known before
        (UNKNOWN, stored("b", 5, unit_id="j"), DUPLICATE, False),  # a copy under a name that says nothing
        (NO_PAGE, stored("b", 5, unit_id="j"), DUPLICATE, False),  # or less
        (PAGE, stored("b", 30, unit_id="j", identity=OTHER_DAY), SUPERSEDED, False),  # the other word came later
        (ARTICLE_FILE, stored("b", 5, unit_id="j", identity=OTHER_DAY), INDEXED, False),  # one notice on many pages
        (PAGE, stored("b", 5, unit_id="j", identity=ARTICLE_FILE), INDEXED, False),  # likewise
        (
            PAGE,
            stored("b", 5, unit_id="j", identity=OTHER_DAY, outcome=WITHDRAWN),
            INDEXED,
            False,
        ),  # not there any more
        (
            CONTESTED,
            stored("b", 5, unit_id="j", identity=OTHER_DAY),
            CONFLICT,
            False,
        ),  # takes nothing from what is sure
        (
            CONTESTED,
            stored("b", 5, unit_id="j", identity=CONTESTED, outcome=CONFLICT),
            DUPLICATE,
            False,
        ),  # the same again
        (
            PAGE,
            stored("b", 5, unit_id="j", identity=CONTESTED, outcome=CONFLICT),
            MOVED,
            True,
        ),  # settled by a sidecar
        (NUMBERED, stored("b", 5, unit_id="j", identity=OTHER_DAY), MOVED, True),  # what else is stated does not matter
    ],
)
def test_bytes_that_stand_under_another_identity(
    identity: IssueIdentity, twin: Stored, outcome: Outcome, leaves: bool
) -> None:
    verdict = judge(entry("b", 20, identity=identity), None, [twin], versions=NOW)
    assert (verdict.outcome, verdict.leaves) == (outcome, (twin,) if leaves else ())
    assert verdict.same_as == ("j" if outcome in {DUPLICATE, SUPERSEDED} else "")


@pytest.mark.parametrize(
    ("made", "there", "loss", "outcome"),
    [
        (entry("b", 20), stored("a", 10), FEW, REPLACED),  # half of the articles go
        (entry("b", 20), stored("a", 10), MOST, HELD),  # more than half
        (entry("b", 20), stored("a", 10), Loss(1, 1), HELD),  # the only one
        (entry("b", 20), stored("a", 10), Loss(0, 0), REPLACED),  # nothing was left of it by an interrupted write
        (entry("b", 20, decision=Decision.ACCEPT), stored("a", 10), MOST, REPLACED),  # a person accepted it
        (entry("b", 20, decision=Decision.IDENTIFY), stored("a", 10), MOST, REPLACED),  # or said what it is
        (entry("b", 20, decision=Decision.UNDO), stored("a", 10), MOST, RESTORED),  # or wants it back
        (entry("b", 20, decision=Decision.PUT_BACK), None, None, RESTORED),  # or puts it back
        (entry("b", 20, recorded=REPLACED), stored("a", 10), MOST, REPLACED),  # it went through before
        (entry("b", 20, recorded=HELD), stored("a", 10), FEW, HELD),  # it was held before, and nobody accepted it
        (entry("b", 20, identity=CONTESTED), None, None, CONFLICT),  # under an id of its own
        (entry("b", 20, identity=CONTESTED, decision=Decision.PUT_BACK), None, None, CONFLICT),  # and remains one
    ],
)
def test_what_is_held_and_what_a_person_decides(
    made: Entry, there: Stored | None, loss: Loss | None, outcome: Outcome
) -> None:
    verdict = judge(made, there, versions=NOW, loss=loss)
    assert verdict.outcome is outcome
    assert verdict.write is (outcome is not HELD)
    assert bool(verdict.reason) is (outcome is HELD)


def test_the_record_of_an_index_that_is_built_anew_is_kept() -> None:
    twin = stored("b", 5, unit_id="j", identity=OTHER_DAY)
    verdict = judge(entry("b", 20, recorded=INDEXED), None, [twin], versions=NOW)
    assert (verdict.outcome, verdict.leaves) == (INDEXED, ())  # two workers did both at the same moment


def test_the_same_job_again_finishes_a_move_that_was_interrupted() -> None:
    twin = stored("b", 5, unit_id="j", identity=OTHER_DAY)
    verdict = judge(entry("b", 20), stored("b", 20, outcome=MOVED), [twin], versions=NOW)
    assert (verdict.outcome, verdict.write, verdict.leaves) == (MOVED, False, (twin,))


@pytest.mark.parametrize(
    ("there", "asked"),
    [
        (None, False),  # nothing is replaced
        (stored("b", 10), False),  # by the same
        (stored("a", 30), False),  # by something older
        (stored("a", 10, outcome=WITHDRAWN), False),  # of what is not in the index
        (stored("a", 10), True),
    ],
)
def test_when_it_matters_what_is_lost(there: Stored | None, asked: bool) -> None:
    assert competes(entry("b", 20), there) is asked


BRIDGE = "江城大桥昨日正式通车,两岸群众奔走相告,首日过桥车辆一万二千辆。"
MARKET = "老街夜市昨晚开市,首日迎客两千人,摊位全部满员,市民称赞管理有序。"


@pytest.mark.parametrize(
    ("before", "after", "loss"),
    [
        ([BRIDGE, MARKET], [BRIDGE, MARKET], Loss(2, 0)),  # all kept
        ([BRIDGE, MARKET], [BRIDGE.replace("一万二千", "一万三千"), MARKET], Loss(2, 0)),  # a figure corrected
        ([BRIDGE, MARKET], [BRIDGE + MARKET], Loss(2, 0)),  # two articles read as one
        ([BRIDGE, MARKET], [BRIDGE.replace(",", "，").replace("江", "汀")], Loss(2, 1)),  # recognised anew, one gone
        ([BRIDGE], [MARKET], Loss(1, 1)),  # another page
        ([BRIDGE, ""], [MARKET], Loss(1, 1)),  # what has no text loses none
        ([], [MARKET], Loss(0, 0)),
    ],
)
def test_what_a_replacement_loses(before: list[str], after: list[str], loss: Loss) -> None:
    articles = tuple(Article(ordinal=number, paragraphs=(text,)) for number, text in enumerate(after, start=1))
    assert loss_of([{"body": text} for text in before], Issue(PAGE, articles)) == loss


entries = st.lists(
    st.builds(entry, st.sampled_from("abc"), st.integers(1, 5), st.sampled_from(["i", "j", "k"])), max_size=12
)


@given(entries)
def test_rounds_hold_every_entry_once_each_unit_and_content_at_most_once_and_go_forward(batch: list[Entry]) -> None:
    parts = rounds(batch)
    assert sorted(id(one) for part in parts for one in part) == sorted(map(id, batch))
    for part in parts:
        assert part
        assert len({one.unit_id for one in part}) == len(part)
        assert len({one.content_digest for one in part}) == len(part)
    for unit_id in {one.unit_id for one in batch}:
        states = [(one.job.revision, one.job.digest) for part in parts for one in part if one.unit_id == unit_id]
        assert states == sorted(states)


@given(entries)
def test_a_history_is_done_in_the_order_in_which_it_is_told(batch: list[Entry]) -> None:
    parts = rounds(batch, as_told=True)
    assert [id(one) for part in parts for one in part] == [id(one) for one in batch]
    for part in parts:
        assert len({one.unit_id for one in part}) == len({one.content_digest for one in part}) == len(part)


@pytest.mark.parametrize(("moved", "taken", "first"), [(20, 30, "moves"), (30, 20, "takes")])
def test_who_takes_a_place_that_another_leaves_waits_for_it_or_goes_before(moved: int, taken: int, first: str) -> None:
    moves, takes = entry("b", moved, "j", OTHER_DAY), entry("c", taken, "i")
    twin = stored("b", 5)  # stands in unit i so far
    verdicts = {moves.unit_id: judge(moves, None, [twin], versions=NOW), "i": judge(takes, twin, versions=NOW)}
    (together,) = rounds([moves, takes])
    kept = without_followers(together, [verdicts[one.unit_id] for one in together])
    assert kept == [moves if first == "moves" else takes]


@pytest.mark.parametrize(
    ("wanted", "there", "strays", "expected"),
    [
        (["i-a01"], None, [], []),  # a new unit
        (["i-a01"], stored("a", 1), [], []),  # the same articles as before
        ([], stored("a", 1), [], ["i-a01"]),  # the ledger's article is gone
        (["i-a01"], None, ["i-a01", "i-a02"], ["i-a02"]),  # an interrupted write left one that nobody claims
        (["i-a03"], stored("a", 1), ["i-a02"], ["i-a01", "i-a02"]),  # both
    ],
)
def test_vanished_articles(wanted: list[str], there: Stored | None, strays: list[str], expected: list[str]) -> None:
    assert vanished(wanted, there, strays) == expected


def test_a_content_of_its_own_tells_units_of_one_file_apart() -> None:
    part = dataclasses.replace(entry("b", 20), content="c1")
    assert (part.is_part, part.content_digest) == (True, "c1")
    same = dataclasses.replace(stored("old file", 10), content="c1")
    assert judge(part, same, versions=NOW).outcome is DUPLICATE  # of a longer export only what is new counts


def printed(masthead: str) -> IssueIdentity:
    """A page whose name says no more than letters, and whose masthead says the paper."""
    return IssueIdentity("jcrb", DATE, "1", masthead=masthead)


@pytest.mark.parametrize(
    ("before", "after", "more", "outcome"),
    [
        ("江城日报", "锦城日报", {}, HELD),  # both are jcrb: only the pages tell that they are two papers
        ("江城日报", "江城日报", {}, REPLACED),  # a correction
        ("江城日報", "江城日报", {}, REPLACED),  # in the other script
        ("江城日报", "江城日报社", {}, REPLACED),  # the publisher, as some print it
        ("江城日报", "", {}, REPLACED),  # a page that does not print its paper
        ("", "锦城日报", {}, REPLACED),  # nothing known of the earlier one
        ("江城日报", "锦城日报", {"decision": Decision.ACCEPT}, REPLACED),  # a person has decided
        ("江城日报", "锦城日报", {"recorded": REPLACED}, REPLACED),  # it went through in its time
        ("江城日报", "锦城日报", {"recorded": HELD}, HELD),  # it was held in its time
    ],
)
def test_another_masthead_is_held(before: str, after: str, more: dict[str, Any], outcome: Outcome) -> None:
    there = stored("a", 10, identity=printed(before))
    verdict = judge(entry("b", 20, identity=printed(after), **more), there, versions=NOW, loss=Loss(4, 0))
    assert (verdict.outcome, verdict.write) == (outcome, outcome is REPLACED)
    assert ("its masthead names 锦城日报" in verdict.reason) is (outcome is HELD)


def test_the_same_page_again_is_not_held_for_its_masthead() -> None:
    there = stored("b", 10, identity=printed("江城日报"))
    assert judge(entry("b", 20, identity=printed("江城日报")), there, versions=NOW).outcome is DUPLICATE
