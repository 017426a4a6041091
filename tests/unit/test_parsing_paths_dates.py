"""Dates in folders and names: months, joint issues, and where the masthead has another day."""

from __future__ import annotations

import pytest
from paths_read import DAY, PAPER, STORY, read, said

from worker.document.identifiers import digest, unit_id
from worker.document.identity import IdentityHints, IssueIdentity, Origin
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines

DATES = [
    # year and month alone are no date
    ("渝州日报/2023/12/第05版.txt", "", "5"),
    ("渝州日报/2023-12/第05版.txt", "", "5"),
    ("渝州日报/202312/第05版.txt", "", "5"),
    ("渝州日报/2023.12/第05版.txt", "", "5"),
    ("渝州日报/2023_12/第05版.txt", "", "5"),
    ("渝州日报/2023年12月/第05版.txt", "", "5"),
    ("渝州日报/2023年12月份/第05版.txt", "", "5"),
    ("渝州日报/2023年/12月/第05版.txt", "", "5"),
    ("渝州日报/二〇二三年十二月/第05版.txt", "", "5"),
    ("渝州日报/民国112年12月/第05版.txt", "", "5"),
    ("渝州日报2023-12.txt", "", ""),
    ("渝州日报/2023/第05版.txt", "", "5"),
    ("渝州日报/2023-12-05版.txt", "", "5"),  # a month and a page, no fifth of December
    # the day in the file's name
    ("渝州日报/2023/12/05日第05版.txt", "2023-12-05", "5"),
    ("渝州日报/2023/12/27日.txt", DAY, ""),
    ("渝州日报/2023/12/27.txt", DAY, ""),
    ("渝州日报/2023/12/27-03版.txt", DAY, "3"),
    ("渝州日报/2023/12/27-03.txt", DAY, "3"),
    ("渝州日报/2023/12月27日第03版.txt", DAY, "3"),
    ("渝州日报/2023/1227-03.txt", DAY, "3"),
    ("渝州日报/2023/12-27-03.txt", DAY, "3"),
    ("渝州日报/2023/12.27 第3版.txt", DAY, "3"),
    ("渝州日报/202312/27日第3版.txt", DAY, "3"),
    ("渝州日报/202312/20231227-03.txt", DAY, "3"),
    ("渝州日报/202312/231227-03.txt", DAY, "3"),
    ("渝州日报/2023/231227第3版.txt", DAY, "3"),
    # a folder for the day below one for the month
    ("渝州日报/2023/12/27/03版.txt", DAY, "3"),
    ("渝州日报/2023-12/27/03版.txt", DAY, "3"),
    ("渝州日报/202312/27/03版.txt", DAY, "3"),
    ("渝州日报/202312/1227/03版.txt", DAY, "3"),
    ("渝州日报/2023/1227/03版.txt", DAY, "3"),
    ("渝州日报/2023/12-27/03版.txt", DAY, "3"),
    ("渝州日报/2023/12月/27日/03版.txt", DAY, "3"),
    ("渝州日报/2023年/12月27日/03版.txt", DAY, "3"),
    ("渝州日报/2023年12月/27/03版.txt", DAY, "3"),
    ("渝州日报/2023年12月/2023年12月27日/03版.txt", DAY, "3"),
    ("2023/渝州日报/12/27/03版.txt", DAY, "3"),
    ("渝州日报/2023/12/12-27/03版.txt", DAY, "3"),
    # three parts, each delimited or of fixed width
    ("渝州日报/20231227/03版.txt", DAY, "3"),
    ("渝州日报/2023-12-27/03版.txt", DAY, "3"),
    ("渝州日报/2023_12_27/03版.txt", DAY, "3"),
    ("渝州日报/2023.12.27/03版.txt", DAY, "3"),
    ("渝州日报/2023-1227/03版.txt", DAY, "3"),
    ("渝州日报/231227/03版.txt", DAY, "3"),
    ("渝州日报231227-03版.txt", DAY, "3"),
    ("渝州日报/2023-1-2/03版.txt", "2023-01-02", "3"),
    # a scanner's or a crawler's clock is no page
    ("渝州日报/2023-12-27 15-30-00.txt", DAY, ""),
    ("渝州日报/20231227T153000.txt", DAY, ""),
    ("渝州日报/rmrb_20231227_03_下载20240105.txt", DAY, "3"),
    # and what is no date
    ("渝州日报/123456/03版.txt", "", "3"),
    ("渝州日报/000123.txt", "", ""),
    ("渝州日报/191203/03版.txt", "", "3"),  # March 1912, or the third of December 2019
    ("渝州日报/191203/27/03版.txt", "1912-03-27", "3"),
    ("渝州日报/191203/27.txt", "", ""),
    ("渝州日报/2019/191203/03版.txt", "2019-12-03", "3"),
    ("渝州日报/2023/13/03版.txt", "", "3"),
    ("渝州日报/2023/12/老村一日.txt", "", ""),  # a headline's day
    ("渝州日报/2023/12/第27期/03版.txt", "", "3"),
    ("渝州日报/2023/12/32/03版.txt", "", "3"),
]


@pytest.mark.parametrize(("path", "date", "page"), DATES)
def test_dates_in_folders_and_names(path: str, date: str, page: str) -> None:
    assert said(read(path))[:3] == (PAPER, date, page)


def test_what_a_camera_says_of_the_day_contradicts_no_masthead() -> None:
    identity, conflicts = identify(
        visible_lines(f"{PAPER}\n2023年12月25日 星期一\n\n{STORY}"), IdentityHints("IMG_20231227_101112.txt")
    )[:2]
    assert (str(identity.date), identity.page) == ("2023-12-25", "")
    assert not conflicts


JOINT = [
    # first and last day of a joint issue; the page is always 1
    ("渝州日报/2023-12-05~06/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/2023-12-05～06/01版.txt", "2023-12-05", "2023-12-06"),  # full width
    ("渝州日报/2023-12-05、06/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/2023.12.30~2024.1.2/01版.txt", "2023-12-30", "2024-01-02"),
    ("渝州日报/2023-12-30至01-02/01版.txt", "2023-12-30", "2024-01-02"),
    ("渝州日报/20231205~06/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/20231230至0102/01版.txt", "2023-12-30", "2024-01-02"),
    ("渝州日报/20231205-20231206/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/2023年12月/5-6日/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/2023年12月/30日至1月2日/01版.txt", "2023-12-30", "2024-01-02"),
    ("渝州日报/2023年/12月30日至1月2日/01版.txt", "2023-12-30", "2024-01-02"),
    ("渝州日报/2023年/12月5日、6日/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/2023-12/05~06/01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报2023-12-05~06第01版.txt", "2023-12-05", "2023-12-06"),
    ("渝州日报/2023-12-05-01.txt", "2023-12-05", ""),  # a page
    ("渝州日报/2023-12-05~01版.txt", "2023-12-05", ""),
    ("渝州日报/20231205~01版.txt", "2023-12-05", ""),
    ("渝州日报/2023-12-06~05/01版.txt", "2023-12-06", ""),  # backwards
]


@pytest.mark.parametrize(("path", "first", "last"), JOINT)
def test_the_days_of_a_joint_issue(path: str, first: str, last: str) -> None:
    identity = read(path)
    assert (str(identity.date), str(identity.date_end or ""), identity.page) == (first, last, "1")


MONTHS = ["2023/12", "2023-12", "202312", "2023.12", "2023年12月", "2023/12月", "2023年/12"]


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("day", ["2023年12月15日 星期五", "二〇二三年十二月十五日 星期五"])
def test_a_month_never_contradicts_the_masthead(month: str, day: str) -> None:
    found = read(f"{PAPER}/{month}/第05版.txt", f"{PAPER}\n{day} 第05版\n" + STORY * 4)
    assert (said(found)[:3], found.conflicts) == ((PAPER, "2023-12-15", "5"), ())


def test_a_number_below_a_month_is_the_page_where_the_masthead_has_another_day() -> None:
    text = f"{PAPER}\n2023年12月15日 星期五 第05版\n" + STORY * 4
    found = read(f"{PAPER}/2023/12/05.txt", text)
    assert (said(found)[:3], found.contested) == ((PAPER, "2023-12-15", "5"), False)
    # unless the masthead has another page, too: then the two contradict each other
    assert read(f"{PAPER}/2023/12/06.txt", text).contested


@pytest.mark.parametrize(
    ("path", "head", "fields"),
    [
        (f"{PAPER}/{DAY}/05版.txt", "临河晚报\n2023年12月27日 星期三 第05版", {"publication"}),
        (f"{PAPER}/{DAY}/05版.txt", f"{PAPER}\n2023年12月26日 星期二 第05版", {"date"}),
        (f"{PAPER}/{DAY}/05版.txt", "临河晚报\n2023年12月26日 星期二 第05版", {"publication", "date"}),
        ("rmrb_20231227_05.txt", f"{PAPER}\n2023年12月27日 星期三 第05版", {"publication"}),
        # one paper, spelled otherwise; a page that is printed otherwise is told but contests nothing
        ("yzrb_20231227_05.txt", f"{PAPER}\n2023年12月27日 星期三 第05版", set()),
        (f"{PAPER}/{DAY}/05版.txt", f"{PAPER}\n2023年12月27日 星期三 第06版", set()),
        ("nw.D110000yuzrb_20231227_3-05.htm", f"{PAPER}\n2023年12月27日 星期三 第05版", set()),
        # the folder's date is when it was fetched: the file's own and the masthead's agree
        (f"{PAPER}/2024-01-05/20231227-05.txt", f"{PAPER}\n2023年12月27日 星期三 第05版", set()),
        (f"{PAPER}/191203/05版.txt", f"{PAPER}\n2023年12月27日 星期三 第05版", set()),
    ],
)
def test_a_contested_page_gets_an_id_of_its_own(path: str, head: str, fields: set[str]) -> None:
    found = read(path, f"{head}\n" + STORY * 4)
    assert {conflict.field for conflict in found.conflicts if conflict.contests} == fields
    uncontested = f"{unit_id(IssueIdentity(found.publication, found.date, '5'), digest(b'a'))}"
    assert (unit_id(found, digest(b"a")) == uncontested) is not bool(fields) or found.part != ""
    assert not fields or unit_id(found, digest(b"a")) != unit_id(found, digest(b"b"))


def test_a_sidecar_settles_a_contest() -> None:
    lines = visible_lines("临河晚报\n2023年12月27日 星期三 第05版\n" + STORY * 4)
    hints = IdentityHints(f"{PAPER}/{DAY}/05版.txt", (("publication", "临河晚报"),))
    found, _ = identify(lines, hints)
    assert (found.publication, found.contested) == ("临河晚报", False)
    assert {(conflict.taken_from, conflict.other_from) for conflict in found.conflicts} == {
        (Origin.SIDECAR, Origin.FOLDER)
    }
