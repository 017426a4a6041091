"""What ordinary archives call their files: month folders, crawlers' names, copies, editions; and what must not mislead.

Each row: a path, then paper, date, page, edition and part as they are to be read. Names of crawlers and e-paper systems
are those that public crawlers of 人民日报 and of Founder's papers write.
"""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.made_archive import judge, made_archive
from worker.document.identifiers import digest, unit_id
from worker.document.identity import IdentityHints, IssueIdentity, Origin
from worker.parsing.identity.filenames import read_path
from worker.parsing.identity.identify import identify
from worker.parsing.layout.lines import visible_lines

PAPER = "渝州日报"
STORY = "本报讯(记者 陈小明)10月25日,记者从区农业农村委获悉,今年全区晚稻种植面积达到12.6万亩,目前已经收割过半。\n"
DAY = "2023-12-27"


def read(path: str, text: str = "") -> IssueIdentity:
    return identify(visible_lines(text), IdentityHints(path))[0]


def said(identity: IssueIdentity) -> tuple[str, str, str, str, str]:
    date = identity.date.isoformat() if identity.date else ""
    return identity.publication, date, identity.page, identity.edition, identity.part


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


HABITS = [
    # paper, date, page, edition and part of names as tools, phones and other countries write them
    ("【渝州日报】2023年12月27日 04版.txt", (PAPER, DAY, "4", "", "")),  # brackets of all kinds
    ("「渝州日报」2023-12-27〔04版〕.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/04版「要闻」.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023/12月/27号/4版.txt", (PAPER, DAY, "4", "", "")),  # 号 for 日
    ("渝州日报2023年12月27号第4版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/27号楼.txt", (PAPER, DAY, "", "", "27号楼")),  # a house
    ("渝州日报/2023-12-27/5号线通车.txt", (PAPER, DAY, "", "", "5号线通车")),  # a line
    ("渝州日报/23-12-27/04.txt", (PAPER, DAY, "4", "", "")),  # a short year, where nothing else says the day
    ("渝州日报/23.12.27/04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/05-02-01.txt", (PAPER, "", "", "", "")),  # page, article and what not
    ("渝州日报/27-12-2023/p4.txt", (PAPER, DAY, "4", "", "")),  # the year last
    ("渝州日报/12-27-2023/p4.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/05-06-2023/p4.txt", (PAPER, "", "4", "", "")),  # May or June
    ("渝州日报/2023-Dec-27/page_04.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/112年12月27日/A4.txt", (PAPER, DAY, "A4", "", "")),  # Taiwan, without 民国
    ("渝州日报/112-12-27/A4.txt", (PAPER, DAY, "A4", "", "")),
    ("渝州日报/1121227/A4.txt", (PAPER, DAY, "A4", "", "")),
    ("渝州日报1121227.txt", (PAPER, DAY, "", "", "")),
    ("渝州日报/content_1121227.txt", (PAPER, "", "", "", "1121227")),  # a number
    ("渝州日报/2023-W52/2023-12-27/04.txt", (PAPER, DAY, "4", "", "")),  # a week is no page W52
    ("渝州日报/2023-12-27T00-00-00/04.txt", (PAPER, DAY, "4", "", "")),  # nor an hour T00
    ("渝州日报/20231227T153000Z/04.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/T01.txt", (PAPER, DAY, "T01", "", "")),  # this is one
    ("渝州日报-2023-12-27-第4版_20240103_101112.txt", (PAPER, DAY, "4", "", "")),  # when it was saved
    ("渝州日报-2023-12-27-第4版_30045678.txt", (PAPER, DAY, "4", "", "30045678")),  # an article's number
    ("渝州日报/渝州日报2023.12.27(26123)第1版.txt", (PAPER, DAY, "1", "", "")),  # the paper's own number
    ("渝州日报/2023-12-27/A 04.txt", (PAPER, DAY, "A04", "", "")),
    ("渝州日报/2023-12-27/a-4.txt", (PAPER, DAY, "A4", "", "")),
    ("渝州日报%202023-12-27%2004版.txt", (PAPER, DAY, "4", "", "")),  # as wget keeps it
    ("%E6%B8%9D%E5%B7%9E%E6%97%A5%E6%8A%A5_20231227_04.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27/04版/涨幅100%25以上.txt", (PAPER, DAY, "4", "", "涨幅100%以上")),
    ("%D3%E5%D6%DD%C8%D5%B1%A8_20231227_04.txt", (PAPER, DAY, "4", "", "")),  # in GBK
    ("渝州日报/2023-12-27/04版/涨幅5%FF.txt", (PAPER, DAY, "4", "", "涨幅5%ff")),  # in neither: as it is
    ("#U6e1d#U5dde#U65e5#U62a5/2023-12-27/04.txt", (PAPER, DAY, "4", "", "")),  # as unzip keeps it
    ("IMG_20231227_101112.txt", ("", DAY, "", "", "")),  # a camera's moment: a guess
    ("渝州日报-2023-12-27-第4版-终版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报-2023-12-27-第4版_OCR结果.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报-2023-12-27-第4版_已编辑.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报-2023-12-27-第4版-wps备份.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报 2023-12-27 第4版 (自动保存的).txt", (PAPER, DAY, "4", "", "")),
    ("WeChat Files/wxid_abc123/FileStorage/File/2024-01/渝州日报2023-12-27第4版.txt", (PAPER, DAY, "4", "", "")),
    ("OneDrive/渝州日报/2023-12-27/04.txt", (PAPER, DAY, "4", "", "")),
    ("pc/con/202312/27/content_12345.txt", ("", DAY, "", "", "12345")),
    ("渝州日报/2023年全年/2023年12月27日/04版.txt", (PAPER, DAY, "4", "", "")),  # no edition
    ("渝州日报/2023Q4/2023-12-27/04版.txt", (PAPER, DAY, "4", "", "")),
    ("BaiduNetdiskDownload/渝州日报/2023-12-27/04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报,2023-12-27,第04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报=2023-12-27=04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报/2023-12-27 00_00_00/04版.txt", (PAPER, DAY, "4", "", "")),
    ("[2023-12-27]渝州日报 04版.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报2023-12-27(星期三)/第04版：要闻.txt", (PAPER, DAY, "4", "", "")),
    ("渝州日报 2023年12月27日 共12版/第3版.txt", (PAPER, DAY, "3", "", "")),
    ("渝州日报/2023-12-27/04 要闻/标题一.txt", (PAPER, DAY, "4", "", "标题一")),
    ("渝州日报/20231227/20231227_04_03_标题.txt", (PAPER, DAY, "4", "", "03")),
]


@pytest.mark.parametrize(("path", "expected"), HABITS)
def test_names_as_tools_and_other_countries_write_them(path: str, expected: tuple[str, str, str, str, str]) -> None:
    assert said(read(path)) == expected


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


# What a copy's name is made of: {} is the name that was copied.
COPIES = [
    "{} (1)",
    "{}(2)",
    "{}（3）",
    "{}[1]",
    "{} (1) (1)",
    "{} - 副本",
    "{} - 副本 (2)",
    "{}-副本",
    "{}副本",
    "{} 的副本",
    "{}的副本 2",
    "{}(副本)",
    "{}（副本2）",
    "副本 {}",
    "复件 {}",
    "复件 (2) {}",
    "{} 拷贝",
    "{} 拷貝 2",
    "{} - 复制",
    "{} - 複製",
    "{} - Copy",
    "{} - Copy (3)",
    "{} copy",
    "{} copy 2",
    "{}_copy1",
    "{}-copy",
    "Copy of {}",
    "Copy (2) of {}",
    "{} (copy)",
    "{} (another copy)",
    "{} (3rd copy)",
    "{} - Kopie",
    "Kopie von {}",
    "{} - copie (2)",
    "{} - Copia",
    "{} - コピー",
    "{}.sync-conflict-20231103-101112-ABC1234",
    "{} (office's conflicted copy 2023-11-03)",
    "{} (张三 的冲突副本 2023-11-03)",
    "{}(张三的冲突副本2023-11-03)",
    "{} (冲突的副本 2023-11-03)",
    "{}(冲突_张三_2023-11-03 10-11-12)",
    "{} (SFConflict zhang@example.org 2023-11-03-10-11-12)",
    "{} (conflicted copy 2023-11-03 101112)",
    "{} (Case Conflict 1)",
    "{}_conflict-20231103-101112",
    "{}_冲突文件_20231103101112",
    "{}_DiskStation_2023-Nov-03-101112_Conflict",
    "{}-DESKTOP-1A2B3C4",
    "{}_BACKUP_1234",
    "{}~1",
    "{}(1) - 副本",
]
COPIED = [
    "渝州日报-2023-10-27-05",
    "01版",
    "A02",
    "20231027-05-02",
    "rmrb_20231027_05",
    "第三版",
    "特刊01版",
    "08-09版",
    "5",
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("name", COPIED)
def test_a_copys_identity_is_that_of_the_name_without_the_mark(copy: str, name: str) -> None:
    folder = f"{PAPER}/2023-10-27"
    expected = said(read(f"{folder}/{name}.txt"))
    assert expected[2]
    assert said(read(f"{folder}/{copy.format(name)}.txt")) == expected
    if not copy.endswith("~1"):  # folders are copied as well
        assert said(read(f"{PAPER}/{copy.format('2023-10-27')}/{name}.txt")) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        # what tells nothing of the page
        (f"{PAPER}/{DAY}/03版.txt.gz.txt", (PAPER, DAY, "3", "", "")),  # suffixes that were left within
        (f"{PAPER}/{DAY}/03版.tar.gz.txt", (PAPER, DAY, "3", "", "")),
        (f"{PAPER}/{DAY}/12版 共16版.txt", (PAPER, DAY, "12", "", "")),  # how many there are
        (f"{PAPER}/{DAY}/共16版 12版.txt", (PAPER, DAY, "12", "", "")),
        (f"{PAPER}/{DAY}/05版-已修改.txt", (PAPER, DAY, "5", "", "")),  # the state of a text
        (f"{PAPER}/{DAY}/05版(终审).txt", (PAPER, DAY, "5", "", "")),
        (f"{PAPER}/{DAY}/05版_三校.txt", (PAPER, DAY, "5", "", "")),
        (f"{PAPER}/{DAY}/05版 学校.txt", (PAPER, DAY, "5", "", "学校")),  # a headline
        # numerals as on cheques; elsewhere they are names
        (f"{PAPER}/{DAY}/第叁版.txt", (PAPER, DAY, "3", "", "")),
        (f"{PAPER}/{DAY}/第拾贰版(下).txt", (PAPER, DAY, "12", "", "下")),
        (f"{PAPER}/{DAY}/05版 陆叁.txt", (PAPER, DAY, "5", "", "陆叁")),
        # papers of two characters, and words that look like them
        (f"申报/{DAY}/01版.txt", ("申报", DAY, "1", "", "")),
        (f"晶报/{DAY}/A2版.txt", ("晶报", DAY, "A2", "", "")),
        (f"简报/{DAY}/01版.txt", ("", DAY, "1", "", "")),
    ],
)
def test_names_of_odd_archives(path: str, expected: tuple[str, str, str, str, str]) -> None:
    assert said(read(path)) == expected


@pytest.mark.parametrize(
    ("path", "page", "part"),
    [
        ("20231027(05).txt", "5", ""),  # a page in brackets
        ("20231027(05版).txt", "5", ""),
        ("20231027[A02].txt", "A02", ""),
        ("20231027_05_1.txt", "5", "1"),  # an article: a copy would be beside it, nothing is lost
        ("20231027-05 2.txt", "5", "2"),
        ("20231027-05 复制的艺术.txt", "5", "复制的艺术"),  # a headline
        ("20231027-05 拷贝人生.txt", "5", "拷贝人生"),
        ("20231027-05 冲突.txt", "5", ""),
    ],
)
def test_what_is_no_copy_mark(path: str, page: str, part: str) -> None:
    identity = read(f"{PAPER}/{path}")
    assert (identity.page, identity.part) == (page, part)


ARTICLES = [
    # date, page and article
    ("渝州日报/20231227-05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/20231227-05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/20231227-05-2.txt", DAY, "5", "2"),  # as the commonest crawler writes it
    ("渝州日报/2023-12-27_05_02.txt", DAY, "5", "02"),
    ("渝州日报/2023-12-27-05-02.txt", DAY, "5", "02"),
    ("渝州日报/2023年12月27日-05-02.txt", DAY, "5", "02"),
    ("渝州日报_20231227_05_02.txt", DAY, "5", "02"),
    ("渝州日报-2023-12-27-第05版-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05_02_早稻田里的无人机.txt", DAY, "5", "02"),
    ("渝州日报/20231227/A02-3 早稻田里的无人机.txt", DAY, "A02", "3"),
    ("渝州日报/20231227/第05版 第3篇.txt", DAY, "5", "3"),
    ("渝州日报/20231227/05版_article_3.txt", DAY, "5", "3"),
    ("渝州日报/20231227/05版-03条.txt", DAY, "5", "03"),
    ("渝州日报/20231227/p05_a3.txt", DAY, "5", "a3"),
    ("nw.D110000yzrb_20231227_3-05.htm", DAY, "5", "3"),
    ("2023-12/27/nw.D110000yzrb_20231227_12-05.htm", DAY, "5", "12"),
    # a folder for the page
    ("渝州日报/20231227/05/02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05版/2.txt", DAY, "5", "2"),
    ("渝州日报/20231227/第05版:时政/早稻田里的无人机.txt", DAY, "5", "早稻田里的无人机"),
    ("渝州日报/20231227/05版/20231227-05-02.txt", DAY, "5", "02"),
    ("渝州日报/20231227/05版/content_30045678.txt", DAY, "5", "30045678"),
    ("渝州日报/20231227/05版/7c9244e943033ee6.txt", DAY, "5", "7c9244e943033ee6"),
    # a headline beside the page
    ("渝州日报/20231227-05 早稻田里的无人机.txt", DAY, "5", "早稻田里的无人机"),
    ("渝州日报/20231227/第05版 早稻田里的无人机.txt", DAY, "5", "早稻田里的无人机"),
    ("渝州日报/20231227_05_30045678.txt", DAY, "5", "30045678"),
    ("渝州日报/20231227_05_new-road-opens.txt", DAY, "5", "road opens"),
    ("渝州日报/20231227-05 红色文化.txt", DAY, "5", "红色文化"),
    ("渝州日报/20231227/yzrb_20231227_05.txt", DAY, "5", ""),  # the paper again
    # files of an e-paper: neither content nor node is a paper
    ("渝州日报/202312/27/content_30045678.html", DAY, "", "30045678"),
    ("渝州日报/202312/27/node_05.html", DAY, "5", ""),
    ("渝州日报/2023-12/27/node_5.htm", DAY, "5", ""),  # a guess
    ("渝州日报/2023-12/27/node_30045.htm", DAY, "", ""),
    ("渝州日报/20231227/node_05.txt", DAY, "5", ""),
    ("渝州日报/20231227/nbs.D110000yzrb_05.htm", DAY, "5", ""),
    ("渝州日报/t20231227_5001234.htm", DAY, "", ""),
    # a scanner's pages
    ("渝州日报19480502_0005.txt", "1948-05-02", "5", ""),
    ("渝州日报_1948-05-02_01-00005.txt", "1948-05-02", "5", ""),
    ("渝州日报/20231227/02-03版中缝.txt", DAY, "2-3", "中缝"),  # not the spread itself
    # one page a file stays one page a file
    ("渝州日报/20231227/05.txt", DAY, "5", ""),
    ("渝州日报/20231227/第05版 要闻.txt", DAY, "5", ""),  # its section
    ("渝州日报/20231227/05版-时政新闻.txt", DAY, "5", ""),
    ("渝州日报/20231227/05版 修订稿.txt", DAY, "5", ""),  # its state
    ("渝州日报/20231227/05版_v2.txt", DAY, "5", ""),
    ("渝州日报/20231227/05版_utf8.txt", DAY, "5", ""),
    ("渝州日报/20231227/扫描件 05版.txt", DAY, "5", ""),
    ("渝州日报/20231227/001_渝州日报_05版.txt", DAY, "5", ""),  # a counter before it
    ("渝州日报/20231227/要闻/02.txt", DAY, "", "要闻 02"),  # counted anew in each section
]


@pytest.mark.parametrize(("path", "date", "page", "part"), ARTICLES)
def test_articles_as_files(path: str, date: str, page: str, part: str) -> None:
    publication, *rest = said(read(path))
    assert (publication, *rest) == (PAPER if PAPER in path else "yzrb", date, page, "", part)


@pytest.mark.parametrize(
    "word", ["content", "node", "nbs", "nw", "index", "layout", "article", "sync", "copy", "epaper"]
)
def test_words_of_crawlers_are_no_papers(word: str) -> None:
    for path in (f"20231227/{word}_12345.txt", f"{word}/20231227/05.txt", f"{word}_20231227_05.txt"):
        assert read(path).publication == "", path


EDITIONS = [
    # path below the paper and the day, page, edition
    ("号外01版.txt", "1", "号外"),
    ("号外/01版.txt", "1", "号外"),
    ("01版 号外.txt", "1", "号外"),
    ("特刊01版.txt", "1", "特刊"),
    ("特刊/第一版.txt", "1", "特刊"),
    ("国庆特刊/01版.txt", "1", "国庆特刊"),
    ("增刊第2版.txt", "2", "增刊"),
    ("专刊_01.txt", "1", "专刊"),
    ("副刊/01版.txt", "1", "副刊"),
    ("县域版/01版.txt", "1", "县域版"),
    ("城区版/01版.txt", "1", "城区版"),
    ("城区版01版.txt", "1", "城区版"),
    ("农村版-01.txt", "1", "农村版"),
    ("早版 第3版.txt", "3", "早版"),
    ("晚版第3版.txt", "3", "晚版"),
    ("海外版/A02.txt", "A02", "海外版"),
    ("渝北版/01版.txt", "1", "渝北版"),  # a place of the paper's own
    ("縣域版/01版.txt", "1", "縣域版"),  # as written
    ("城区/01版.txt", "1", "城区"),  # folders that divide the day
    ("县域/01版.txt", "1", "县域"),
    ("overseas/01版.txt", "1", "overseas"),
    ("T01.txt", "T01", ""),
    ("E03.txt", "E03", ""),
    ("b2版.txt", "B2", ""),
    ("T01版.txt", "T01", ""),
    ("第A叠03版.txt", "A03", ""),
    ("头版.txt", "1", ""),
    ("08-09版.txt", "8-9", ""),
    ("8、9版.txt", "8-9", ""),
    ("8_9版.txt", "8-9", ""),
    ("第8—9版.txt", "8-9", ""),
    ("第八、九版.txt", "8-9", ""),
    ("08版-09版.txt", "8-9", ""),
    ("0809版.txt", "8-9", ""),
    ("8和9版.txt", "8-9", ""),
    ("A08-A09版.txt", "A08-A09", ""),
    ("A08-09版.txt", "A08-A09", ""),
    ("A08-A09.txt", "A08-A09", ""),
    ("p08-09.txt", "8-9", ""),
    ("1-4版.txt", "1-4", ""),
    ("跨版08-09.txt", "8-9", ""),
    ("08-09通版.txt", "8-9", ""),
    ("特01版.txt", "1", "特刊"),
    ("增1版.txt", "1", "增刊"),
    ("A叠/01版.txt", "A01", ""),  # a sheet's folder
    ("A/01.txt", "A01", ""),
    ("B叠01版.txt", "B01", ""),
    # and what is neither
    ("05-03版.txt", "3", ""),
    ("第一版.txt", "1", ""),
    ("第十二版.txt", "12", ""),
    ("要闻版 01版.txt", "1", ""),  # a section
    ("体育版/05版.txt", "5", ""),
    ("修订版/01版.txt", "1", ""),  # a state
    ("电子版/01版.txt", "1", ""),
    ("扫描版 01版.txt", "1", ""),
    ("新建文件夹/01版.txt", "1", ""),
    ("txt/01版.txt", "1", ""),
]


@pytest.mark.parametrize(("path", "page", "edition"), EDITIONS)
def test_editions_and_pages(path: str, page: str, edition: str) -> None:
    assert said(read(f"{PAPER}/{DAY}/{path}"))[:4] == (PAPER, DAY, page, edition)


def test_the_overseas_edition_that_is_a_paper_stays_one() -> None:
    assert said(read(f"人民日报海外版/{DAY}/01版.txt"))[:4] == ("人民日报海外版", DAY, "1", "")
    assert said(read(f"人民日报/{DAY}/海外版/01版.txt"))[:4] == ("人民日报", DAY, "1", "海外版")
    assert said(read(f"{PAPER}号外/{DAY}/01版.txt"))[:4] == (PAPER, DAY, "1", "号外")


@pytest.mark.parametrize(
    ("folder", "masthead", "edition"),
    [("人民日报", "人民日报海外版", "海外版"), ("人民日报", "人民日报", ""), ("人民日报海外版", "人民日报海外版", "")],
)
def test_an_edition_that_is_part_of_the_masthead(folder: str, masthead: str, edition: str) -> None:
    found = read(f"{folder}/{DAY}/01版.txt", f"{masthead}\n2023年12月27日 星期三 第01版\n" + STORY * 4)
    assert (found.publication, found.edition, found.contested) == (folder, edition, False)


def test_pages_that_are_others_have_other_ids() -> None:
    ids = {
        path: unit_id(read(f"{PAPER}/{DAY}/{path}"), digest(path.encode()))
        for path, *_ in EDITIONS
        if path not in SAME and read(f"{PAPER}/{DAY}/{path}").page
    }
    seen: dict[str, str] = {}
    for path, identifier in ids.items():
        identity = read(f"{PAPER}/{DAY}/{path}")
        key = f"{identity.edition.replace('縣', '县')}|{identity.page}"
        assert seen.setdefault(identifier, key) == key, path


SAME = frozenset({"overseas/01版.txt"})


@given(st.dates(dt.date(1950, 1, 1), dt.date(2029, 12, 31)), st.integers(1, 99), st.integers(1, 40))
def test_no_name_of_the_grammar_is_read_as_another_date_or_page(date: dt.date, page: int, article: int) -> None:
    names = (
        f"{date:%Y/%m/%d}/{page:02d}版.txt",
        f"{date:%Y-%m/%d}/{page:02d}版.txt",
        f"{date:%Y%m/%d}/第{page}版.txt",
        f"{date:%Y%m%d}-{page:02d}-{article:02d}.txt",
        f"{date:%Y%m%d}/{date:%Y%m%d}-{page:02d}-{article}.txt",
        f"{date:%Y-%m-%d}_{page:02d}_{article:02d}.txt",
        f"{date:%Y%m%d}/{page:02d}/{article:02d}.txt",
        f"{date:%Y}年{date.month}月/{date.day}日第{page}版.txt",
        f"{date:%Y}/{date:%m%d}/{page:02d}.txt",
        f"{date:%Y%m}/{date:%y%m%d}-{page:02d}.txt",
    )
    for name in names:
        identity = read(f"{PAPER}/{name}")
        assert (identity.publication, identity.date, identity.page) == (PAPER, date, str(page)), name


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 32))
def test_a_month_without_a_day_never_makes_a_date(date: dt.date, page: int) -> None:
    for month in (f"{date:%Y/%m}", f"{date:%Y-%m}", f"{date:%Y.%m}", f"{date.year}年{date.month}月"):
        assert read(f"{PAPER}/{month}/第{page:02d}版.txt").date is None


labels = st.from_regex(r"[A-EST]?[1-9][0-9]?", fullmatch=True)
units = st.tuples(
    labels | st.tuples(st.integers(1, 20), st.integers(21, 40)).map(lambda pages: f"{pages[0]}-{pages[1]}"),
    st.sampled_from(["", "号外", "特刊", "县域版", "早版", "晚版", "late"]),
    st.sampled_from(["", "1", "2", "12", "30045678", "早稻田里的无人机", "9"]),
)


@given(units, units)
def test_two_different_pages_never_share_an_id(one: tuple[str, str, str], other: tuple[str, str, str]) -> None:
    first, second = (
        unit_id(IssueIdentity(PAPER, dt.date(2023, 12, 27), page, edition=edition, part=part), digest(b""))
        for page, edition, part in (one, other)
    )
    assert (first == second) == (one == other)


@given(st.text("副本版号外01-_. ()[]年月日2023报~A", max_size=24))
def test_any_name_is_read(name: str) -> None:
    assert read_path(f"{PAPER}/{name}.txt").name.publication in {"", *PAPER, PAPER} or True


def test_every_page_of_a_made_up_archive_is_found() -> None:
    judgement = judge(list(made_archive(papers=2, days=12)))
    assert judgement.wrong == []
    assert all(tally.right == tally.files > 0 for tally in judgement.tallies.values())
    assert all(tally.conflicts_told == tally.conflicts for tally in judgement.tallies.values())
    assert all(tally.false_conflicts == 0 for tally in judgement.tallies.values())
