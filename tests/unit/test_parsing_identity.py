"""Which issue a file is: every source read, none believed too easily, conflicts told."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.identity import Conflict, IdentityHints, IssueIdentity, Origin
from worker.parsing.identity.filenames import read_path
from worker.parsing.identity.identify import identify
from worker.parsing.identity.masthead import from_text
from worker.parsing.layout.lines import visible_lines

DAY = dt.date(2023, 10, 27)
STORY = "本报讯(记者 陈小明)10月25日,记者从区农业农村委获悉,今年全区晚稻种植面积达到12.6万亩,目前已经收割过半。\n"


def page(*lines: str, story: str = "全区秋收现场会召开\n" + STORY * 4) -> IssueIdentity:
    return from_text(visible_lines("\n".join(lines) + "\n" + story))


PATHS = [
    # path, publication, date, page: file name and folders together
    ("北碚报/2023-10-27/01版.txt", "北碚报", DAY, "1"),
    ("beibei_20231027_A02.txt", "beibei", DAY, "A02"),
    ("人民日报-2023年10月27日-第4版.txt", "人民日报", DAY, "4"),
    ("rmrb2023102704.txt", "rmrb", DAY, "4"),
    ("beibei/2023-10-27/p01.txt", "beibei", DAY, "1"),
    ("2023/10/27/北碚报 第3版.txt", "北碚报", DAY, "3"),
    ("2023-10/27/nbs.D110000renmrb_01.txt", "renmrb", DAY, "1"),  # as e-paper sites name them: nbs is no paper
    ("北碚报/2023年/10月/27日/4.txt", "北碚报", DAY, "4"),
    ("北碚报二〇二三年十月二十七日第十二版.txt", "北碚报", DAY, "12"),
    ("臨河新報/2023.10.27/02.txt", "臨河新報", DAY, "2"),  # kept as written
    ("北碚報２０２３年１０月２７日Ａ０２版.txt", "北碚報", DAY, "A02"),  # full-width
    ("2023_10_27_p3.txt", "", DAY, "3"),
    ("2023/10/27.txt", "", DAY, ""),  # one file a day
    ("2023-10-27/001.txt", "", DAY, "1"),
    ("scan_20231027.txt", "", DAY, ""),  # a word for files is no paper
    ("第3版.txt", "", None, "3"),
    ("page2.txt", "", None, "2"),
    # and what must give nothing
    ("000_7c9244e943033ee6.txt", "", None, ""),  # a counter and a hash
    ("7c92202310270133.txt", "", None, ""),  # a date's digits inside a hash
    ("550e8400-e29b-41d4-a716-446655440000.txt", "", None, ""),
    ("20231027153000.txt", "", None, ""),  # a clock
    ("1698364800.txt", "", None, ""),
    ("2023-02-30.txt", "", None, ""),  # no such day
    ("20231345.txt", "", None, ""),
    ("12345678.txt", "", None, ""),
    ("2023版.txt", "", None, ""),
    ("001.txt", "", None, ""),
    ("a02.txt", "", None, ""),
    ("john/notes.txt", "", None, ""),
    ("天气预报/今日海报.txt", "", None, ""),
    ("", "", None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("path", "publication", "date", "label"), PATHS)
def test_paths(path: str, publication: str, date: dt.date | None, label: str) -> None:
    identity, warnings = identify([], IdentityHints(path))
    assert (identity.publication, identity.date, identity.page) == (publication, date, label)
    assert warnings == ()


@given(st.text("0123456789abcdef", min_size=16, max_size=64), st.integers(0, 999))
def test_a_counter_with_a_hash_never_dates_an_issue(digest: str, counter: int) -> None:
    name = read_path(f"{counter:03d}_{digest}.txt").name
    assert replace(name, part="") == IssueIdentity()


@given(st.text(max_size=60))
def test_any_path_is_read_without_an_error(path: str) -> None:
    reading = read_path(path)
    for identity in (reading.name, reading.folder, reading.guess):
        assert identity.date is None or 1800 <= identity.date.year < 2100


@given(st.dates(dt.date(1850, 1, 1), dt.date(2099, 12, 31)), st.integers(1, 99))
def test_every_date_comes_back_from_every_form_of_name(date: dt.date, number: int) -> None:
    for name in (
        f"北碚报-{date:%Y-%m-%d}-{number:02d}.txt",
        f"bbb{date:%Y%m%d}{number:02d}.txt",
        f"北碚报{date.year}年{date.month}月{date.day}日第{number}版.txt",
        f"beibei_{date:%Y%m%d}_p{number}.txt",
    ):
        identity = read_path(name).name
        assert (identity.date, identity.page) == (date, str(number))


MASTHEADS = [
    # lines at the head, what they say
    (
        [
            "临　河　新　报",
            "LINHE XINBAO",
            "2023年10月27日 星期五 农历癸卯年九月十三 第1234期",
            "国内统一刊号:CN50-0078",
        ],
        IssueIdentity("临河新报", DAY, number="1234"),
    ),
    (["学思想 强党性 重实践 建新功", "临河新报", "2023年10月27日　星期五"], IssueIdentity("临河新报", DAY)),
    (["临河新报 2023年10月27日 星期五 2"], IssueIdentity("临河新报", DAY, "2")),
    (["第02版:要闻", "2023-10-27"], IssueIdentity(date=DAY, page="2", section="要闻")),
    (["A4版", "二〇二三年十月二十七日"], IssueIdentity(date=DAY, page="A4")),
    (["A02 本地新闻"], IssueIdentity(page="A02", section="本地新闻")),
    (["要 闻 3"], IssueIdentity(page="3", section="要闻")),
    (["副刊", "2023.10.27 星期五"], IssueIdentity(date=DAY, section="副刊")),
    (["第二版", "总第7412期 2023年10月27日"], IssueIdentity(date=DAY, page="2", number="7412")),
    (["第12期 总第345期 2023年10月27日"], IssueIdentity(date=DAY, number="12")),
    (["內部資料 准印證號:渝內字第16號", "北 碚 報", "2023年10月27日 星期五"], IssueIdentity("北碚報", DAY)),
    (["高原日报  第4版", "A04 时政"], IssueIdentity("高原日报", page="A04", section="时政")),  # the same page twice
    (["晶报", "2023年10月27日 星期五 第01版"], IssueIdentity("晶报", DAY, "1")),  # two characters
    (["申　报", "第26123号", "2023年10月27日"], IssueIdentity("申报", DAY, number="26123")),
    (["简报", "2023年10月27日 星期五"], IssueIdentity(date=DAY)),
    (["某地新桥通车", "申报", "2023年10月27日 星期五"], IssueIdentity(date=DAY)),  # below a headline
    # rows of pieces, in any order
    (
        ["A06  港聞  2023年10月27日 星期五  临河新报"],
        IssueIdentity("临河新报", DAY, "A06", section="港聞"),
    ),
    (["2023年10月27日/星期五/编辑 罗强/组版 李芳", "7"], IssueIdentity(date=DAY, page="7")),
    (["临河晚报 A11/国际", "2023/10/27 星期五"], IssueIdentity("临河晚报", DAY, "A11", section="国际")),
    (
        ["2023年10月27日  星期五", "农村版  第06版"],
        IssueIdentity(date=DAY, page="6", section="农村版", edition="农村版"),
    ),
    (["第四版 副刊 2023 年 10 月 27 日"], IssueIdentity(date=DAY, page="4", section="副刊")),
    (["第07版:文体新闻 上一版 下一版", "2023-10-27"], IssueIdentity(date=DAY, page="7", section="文体新闻")),
    # and what must not be taken for it
    (["责编 周明 记者 王强"], IssueIdentity()),
    (["农历癸卯年九月十三"], IssueIdentity()),
    (["2023年10月27日起我区实行新规"], IssueIdentity()),  # a headline
    (["新华社北京2023年10月27日电 记者从国务院获悉"], IssueIdentity()),
    (["王小明捐赠三千册图书给晚报"], IssueIdentity()),
    (["天 气 预 报"], IssueIdentity()),
    (["要 闻 周 报"], IssueIdentity()),  # a digest's headline
    (["点击临河新报", "第03版:要闻"], IssueIdentity(page="3", section="要闻")),  # a link's words
    (["欢迎订阅临河晚报", "2023年10月27日 星期五"], IssueIdentity(date=DAY)),
    (["2023年2月30日 星期四"], IssueIdentity()),
    (["本期导读", "全区秋收现场会召开", "2版", "秋粮收购开始", "A03 晚稻种植面积再创新高"], IssueIdentity()),
]


@pytest.mark.parametrize(("head", "expected"), MASTHEADS)
def test_mastheads(head: list[str], expected: IssueIdentity) -> None:
    assert page(*head) == expected


def test_a_running_header_is_found_wherever_it_stands() -> None:
    text = STORY * 3 + "临河新报  第3版\n" + STORY * 3
    assert from_text(visible_lines(text)) == IssueIdentity("临河新报", page="3")


def test_the_date_under_a_notice_is_not_the_issues() -> None:
    text = STORY * 3 + "公  告\n因线路检修停电,敬请谅解。\n临河供电公司\n2023年10月20日\n"
    assert from_text(visible_lines(text)).date is None


def test_a_file_of_several_pages_has_no_page_of_its_own() -> None:
    text = "临河新报 2023年10月27日 星期五\n第01版:要闻\n" + STORY * 5 + "\f第02版:经济\n" + STORY * 5
    identity = from_text(visible_lines(text))
    assert (identity.publication, identity.date, identity.page) == ("临河新报", DAY, "")


def test_the_number_at_the_foot_is_the_last_resort() -> None:
    assert page("临河新报 2023年10月27日", story=STORY * 5 + "- 4 -\n").page == "4"
    assert page("第02版:要闻", story=STORY * 5 + "- 4 -\n").page == "2"


def test_earlier_sources_win_and_conflicts_are_told() -> None:
    lines = visible_lines("临河新报 2023年10月26日 星期四\n第03版:要闻\n" + STORY * 4)
    hints = IdentityHints("北碚报/20231027_02.txt", (("page", "第1版"), ("number", "77")), "平湖报")
    identity, warnings = identify(lines, hints)
    assert replace(identity, conflicts=()) == IssueIdentity("北碚报", DAY, "1", "77", "要闻", masthead="临河新报")
    assert identity.conflicts[:2] == (
        Conflict("publication", "北碚报", "临河新报", Origin.FOLDER, Origin.MASTHEAD),
        Conflict("date", "2023-10-27", "2023-10-26", Origin.NAME, Origin.MASTHEAD),
    )
    assert identity.contested
    assert warnings == (
        "the folder gives publication 北碚报, the masthead gives 临河新报: the former is taken",
        "the file name gives date 2023-10-27, the masthead gives 2023-10-26: the former is taken",
        "the sidecar gives page 1, the file name gives 2: the former is taken",
        "the sidecar gives page 1, the masthead gives 3: the former is taken",
    )


@pytest.mark.parametrize(
    "path", ["beibei_20231027_2.txt", "bbb_20231027_2.txt", "beibeibao_20231027_2.txt", "北碚报_20231027_2.txt"]
)
def test_a_paper_in_pinyin_is_the_same_paper(path: str) -> None:
    lines = visible_lines("北 碚 报\n2023年10月27日 星期五\n" + STORY * 4)
    assert identify(lines, IdentityHints(path))[1] == ()


@pytest.mark.parametrize(
    ("hints", "expected"),
    [
        (IdentityHints("lhxb/20231027_02.txt"), "临河新报"),  # the name says letters: the page tells which paper
        (IdentityHints("2.txt", default_publication="平湖报"), "临河新报"),  # the settings are a guess
        (IdentityHints("lhxb/20231027_02.txt", (("publication", "临河新报"),)), ""),  # a person's word settles it
        (IdentityHints("lhxb/20231027_02.txt", (("page", "3"),)), "临河新报"),  # who says nothing of the paper
    ],
)
def test_the_masthead_is_told_apart_where_nobody_states_the_paper(hints: IdentityHints, expected: str) -> None:
    lines = visible_lines("临河新报 2023年10月27日 星期五\n第02版:要闻\n" + STORY * 4)
    assert identify(lines, hints)[0].masthead == expected


def test_the_settings_publication_fills_in_and_contradicts_nothing() -> None:
    identity, warnings = identify([], IdentityHints("20231027_2.txt", (), "北碚报"))
    assert (identity.publication, warnings) == ("北碚报", ())
    identity, warnings = identify([], IdentityHints("临河新报_20231027_2.txt", (), "北碚报"))
    assert (identity.publication, warnings) == ("临河新报", ())


def test_a_sidecar_alone_is_enough() -> None:
    values = (("publication", "北碚报"), ("date", "2023-10-27"), ("page", "A02"), ("number", "1234"))
    assert identify([], IdentityHints("000_7c9244e943033ee6.txt", values))[0] == IssueIdentity(
        "北碚报", DAY, "A02", "1234"
    )


@given(st.text(st.sampled_from("第版年月日期星报要闻导读临河新周总号0123456789A 　\n\f-.·:一二十〇农历"), max_size=200))
def test_any_text_is_read_without_an_error(text: str) -> None:
    identity = from_text(visible_lines(text))
    assert "\n" not in identity.publication + identity.page + identity.section
