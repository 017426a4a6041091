from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.identifiers import MAX_SLUG, article_id, digest, issue_id, page_label, slug, unit_id
from worker.document.identity import Conflict, IssueIdentity, Origin

# What may stand in an id: readable, safe in a URL and a file name, sorted as it looks.
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
DATE = dt.date(2023, 10, 27)
CONTENT = digest(b"page")
CONTEST = Conflict("publication", "beibei", "临河新报", Origin.NAME, Origin.MASTHEAD)
PAGES = Conflict("page", "1", "2", Origin.NAME, Origin.MASTHEAD)
STATED = Conflict("date", "2023-10-27", "2023-10-26", Origin.SIDECAR, Origin.MASTHEAD)
LONG = "中华人民共和国国家发展和改革委员会机关报"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("北碚报", "beibeibao"),  # pinyin, run together
        ("重庆日报", "chongqingribao"),  # 重 read as in the city's name
        ("Global Times", "global-times"),  # Latin words stay apart
        ("环球时报 English", "huanqiushibao-english"),
        ("参考消息(2)", "cankaoxiaoxi-2"),  # punctuation separates
        ("《人民日报》", "renminribao"),  # and never stands at an end
        ("  北碚报\n", "beibeibao"),
        ("", ""),
        ("——", ""),  # nothing to spell: no publication is known
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_long_names_that_begin_alike_stay_apart() -> None:
    """Cut to length alone, the second would replace the first one's issues."""
    first, second = slug(LONG + "甲"), slug(LONG + "乙")
    assert first != second
    assert max(len(first), len(second)) <= MAX_SLUG


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("2", "p02"),  # padded, so that page 2 sorts before page 10
        ("02", "p02"),
        ("002", "p02"),
        ("112", "p112"),
        ("A4", "pa04"),  # section letters are kept
        ("a04", "pa04"),
        ("A-04", "pa04"),
        ("第2版", "p02"),  # the label's own words are not
        ("P3", "pp03"),
        ("Ａ４", "pa04"),  # full-width forms
        ("1-2", "p01-02"),  # a double page is not page 12
        ("12", "p12"),
        ("A01-A02", "pa01-a02"),
        ("特刊", "ptekan"),  # no number: spelled
        ("二版", "perban"),  # a reader of the text turns these into numbers; if not, still one page a label
        ("三版", "psanban"),
        ("0", "p00"),
        ("", "p00"),
    ],
)
def test_page_label(page: str, expected: str) -> None:
    assert page_label(page) == expected


@pytest.mark.parametrize(
    ("identity", "expected"),
    [
        (IssueIdentity("beibei", DATE, "1"), "beibei-2023-10-27-p01"),
        (IssueIdentity("北碚报", DATE, "1"), "beibeibao-cf63-2023-10-27-p01"),
        (IssueIdentity("北碚報", DATE, "1"), "beibeibao-cf63-2023-10-27-p01"),  # the same paper in the other script
        (IssueIdentity("玉林日报", DATE, "1"), "yulinribao-797d-2023-10-27-p01"),  # these two sound alike
        (IssueIdentity("榆林日报", DATE, "1"), "yulinribao-aad8-2023-10-27-p01"),
        # the page is not known: another page of that day must not replace it
        (IssueIdentity("beibei", DATE), f"beibei-2023-10-27-x{CONTENT[:8]}"),
        (IssueIdentity("北碚报", None, "1"), f"content-{CONTENT[:16]}"),  # without a date the content is the identity
        (IssueIdentity("", DATE, "1"), f"content-{CONTENT[:16]}"),  # so without a publication
        (IssueIdentity("——", DATE, "1"), f"content-{CONTENT[:16]}"),  # or one that cannot be spelled
    ],
)
def test_issue_id(identity: IssueIdentity, expected: str) -> None:
    assert issue_id(identity, CONTENT) == expected


@pytest.mark.parametrize(
    ("identity", "issue", "unit"),
    [
        # one file a page: unit and issue are one
        (IssueIdentity("beibei", DATE, "1"), "beibei-2023-10-27-p01", "beibei-2023-10-27-p01"),
        # one article a file: units of one issue
        (IssueIdentity("beibei", DATE, "1", part="2"), "beibei-2023-10-27-p01", "beibei-2023-10-27-p01-n02"),
        # page 8, article 9 is not the spread of pages 8 and 9
        (IssueIdentity("beibei", DATE, "8", part="9"), "beibei-2023-10-27-p08", "beibei-2023-10-27-p08-n09"),
        (IssueIdentity("beibei", DATE, "8-9"), "beibei-2023-10-27-p08-09", "beibei-2023-10-27-p08-09"),
        # an edition's page 1 is not the paper's
        (
            IssueIdentity("beibei", DATE, "1", edition="号外"),
            "beibei-2023-10-27-haowai-01b2-p01",
            "beibei-2023-10-27-haowai-01b2-p01",
        ),
        (
            IssueIdentity("beibei", DATE, "1", edition="late"),
            "beibei-2023-10-27-late-p01",
            "beibei-2023-10-27-late-p01",
        ),
        # without a page the digest tells the files apart
        (IssueIdentity("beibei", DATE, part="2"), f"beibei-2023-10-27-x{CONTENT[:8]}", None),
        (IssueIdentity("", DATE, "1", part="2"), f"content-{CONTENT[:16]}", None),
        # the page itself names another paper than the file's name does: beside the issue, not in its place
        (
            IssueIdentity("beibei", DATE, "1", conflicts=(CONTEST,)),
            f"beibei-2023-10-27-p01-x{CONTENT[:8]}",
            None,
        ),
        # a page that is printed otherwise, or a person's word against the masthead, contests nothing
        (IssueIdentity("beibei", DATE, "1", conflicts=(PAGES,)), "beibei-2023-10-27-p01", None),
        (IssueIdentity("beibei", DATE, "1", conflicts=(STATED,)), "beibei-2023-10-27-p01", None),
    ],
)
def test_units_of_an_issue(identity: IssueIdentity, issue: str, unit: str | None) -> None:
    assert issue_id(identity, CONTENT) == issue
    assert unit_id(identity, CONTENT) == (issue if unit is None else unit)


def test_article_ids_sort_in_reading_order() -> None:
    ids = [article_id("beibeibao-2023-10-27-p01", ordinal) for ordinal in (1, 2, 3, 11)]
    assert ids[2] == "beibeibao-2023-10-27-p01-a03"
    assert sorted(ids) == ids


def test_digest_is_that_of_sha256() -> None:
    assert digest(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@given(name=st.text(max_size=80), page=st.text(max_size=80), date=st.dates() | st.none())
def test_any_identity_gives_an_id_that_can_be_used(name: str, page: str, date: dt.date | None) -> None:
    found = issue_id(IssueIdentity(name, date, page), CONTENT)
    assert ID.fullmatch(found), found
    assert len(found) <= 2 * MAX_SLUG + len("-2023-10-27--")


@given(st.from_regex(r"[A-Z]?[1-9][0-9]{0,2}", fullmatch=True), st.from_regex(r"[A-Z]?[1-9][0-9]{0,2}", fullmatch=True))
def test_different_pages_never_share_a_label(one: str, other: str) -> None:
    assert (page_label(one) == page_label(other)) == (one == other)
