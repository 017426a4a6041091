"""Dates as pages print them: every calendar, every shape of the numerals, spans; and what is no date."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.folding import fold
from worker.parsing.identity.masthead import from_text
from worker.parsing.layout.lines import visible_lines
from worker.parsing.patterns.dates import printed_date, read_dates, with_iso_dates
from worker.parsing.patterns.numerals import number_of
from worker.parsing.patterns.spacing import tightened
from worker.parsing.recognizers.furniture.lines import is_date_line

DAY = dt.date(2023, 10, 27)
PRINTED = [
    # as printed, first day, last day of a span
    ("2023年10月27日", "2023-10-27", ""),
    ("２０２３年１０月２７日", "2023-10-27", ""),  # full width
    ("2023 年 10 月 27 日", "2023-10-27", ""),
    ("2 0 2 3 年 1 0 月 2 7 日", "2023-10-27", ""),  # letter-spaced
    ("二 〇 二 三 年 十 月 二 十 七 日", "2023-10-27", ""),
    ("二〇二三年十月二十七日", "2023-10-27", ""),
    ("二○二三年十月廿七日", "2023-10-27", ""),  # a circle for the zero, 廿 for 二十
    ("二◯二三年十月二七日", "2023-10-27", ""),
    ("二零二三年十月二十七日", "2023-10-27", ""),
    ("二Ｏ二三年十月二十七日", "2023-10-27", ""),  # the Latin letter, full width
    ("二O二三年十月二十七日", "2023-10-27", ""),
    ("二o二三年十月二十七日", "2023-10-27", ""),
    ("二0二三年十月二十七日", "2023-10-27", ""),  # the figure
    ("2O23年10月27日", "2023-10-27", ""),
    ("2Ｏ23年1O月27日", "2023-10-27", ""),
    ("一九九八年一〇月二〇日", "1998-10-20", ""),
    ("二〇二三年10月27日", "2023-10-27", ""),  # numerals mixed
    ("一九四八年五月卅一日", "1948-05-31", ""),
    ("一九九八年元月一日", "1998-01-01", ""),
    ("公元2023年10月27日", "2023-10-27", ""),
    ("西元2023年10月27日", "2023-10-27", ""),
    ("中華民國112年10月27日", "2023-10-27", ""),
    ("中華民國一一二年十月廿七日", "2023-10-27", ""),
    ("中華民國一百一十二年十月二十七日", "2023-10-27", ""),
    ("民國37年5月2日", "1948-05-02", ""),
    ("民國三十七年五月二日", "1948-05-02", ""),
    ("民國卅七年五月二日", "1948-05-02", ""),
    ("民國元年一月一日", "1912-01-01", ""),
    ("中 華 民 國 三 十 七 年 五 月 二 日", "1948-05-02", ""),
    ("2023年(民國112年)10月27日", "2023-10-27", ""),  # both calendars
    ("2023年10月27日 中華民國112年10月27日", "2023-10-27", ""),
    ("2023-10-27", "2023-10-27", ""),
    ("2023.10.27", "2023-10-27", ""),
    ("2023/1/2", "2023-01-02", ""),
    ("Friday, October 27, 2023", "2023-10-27", ""),
    ("27 October 2023", "2023-10-27", ""),
    ("27-Oct-2023", "2023-10-27", ""),
    ("FRI OCT. 27TH 2023", "2023-10-27", ""),
    ("2023年2月3日—10日 合刊", "2023-02-03", "2023-02-10"),
    ("2023年2月3、4日", "2023-02-03", "2023-02-04"),
    ("2023年2月3日、4日", "2023-02-03", "2023-02-04"),
    ("2023年9月30日至10月7日", "2023-09-30", "2023-10-07"),
    ("2023年12月30日—1月2日", "2023-12-30", "2024-01-02"),  # over the year's end
    ("2023年12月31日—2024年1月1日", "2023-12-31", "2024-01-01"),
    ("二〇二三年二月三日至十日", "2023-02-03", "2023-02-10"),
    ("民國112年2月3日~10日", "2023-02-03", "2023-02-10"),
    ("2023-12-05~06", "2023-12-05", "2023-12-06"),
    ("2023.12.30~2024.1.2", "2023-12-30", "2024-01-02"),
    ("2023-12-30至01-02", "2023-12-30", "2024-01-02"),
    ("2023-12-05-06", "2023-12-05", ""),  # a page, more likely
    ("2023-12-05~04", "2023-12-05", ""),  # backwards
    ("2023-12-05~06版", "2023-12-05", ""),  # a page
]
NO_DATES = [
    "农历癸卯年九月十三",  # no year of its own
    "癸卯年九月十三日",
    "10月27日",
    "2023年10月",
    "2023年10月至12月",
    "2023.10",
    "2023-12-05版",  # a month and a page
    "2023年2月30日",
    "2023年13月1日",
    "民國112年2月30日",
    "12023年10月27日",
    "2023-10-275",
    "2023-10/27",  # two marks
    "192.168.10.27",
    "3.2023.10",
    "一二三四年五月六日",
    "mayor 27 2023",
    "march 2023",
    "00dec12000a00000",  # a hash
    "dec12000",
    "廿七日下午",
]


@pytest.mark.parametrize(("printed", "first", "last"), PRINTED)
def test_printed_dates(printed: str, first: str, last: str) -> None:
    found = next(read_dates(fold(printed)))
    assert (found.date.isoformat(), found.last.isoformat() if found.last else "") == (first, last)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date(text: str) -> None:
    assert printed_date(fold(text)) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2023年2月3日—2日", "2023-02-03"),  # backwards
        ("2023年1月3日至12月30日", "2023-01-03"),  # too long for a joint issue
        ("2023年2月28日—30日", "2023-02-28"),  # no such day
    ],
)
def test_what_is_no_span(text: str, first: str) -> None:
    found = next(read_dates(text))
    assert (found.date.isoformat(), found.last) == (first, None)


@given(st.dates(dt.date(1912, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("〇○零Oo０"))
def test_every_date_comes_back_from_every_shape(date: dt.date, zero: str) -> None:
    digits = zero + "一二三四五六七八九"
    year = "".join(digits[int(figure)] for figure in str(date.year))
    for printed in (
        f"{date.year}年{date.month}月{date.day}日",
        " ".join(f"{date.year}年{date.month:02d}月{date.day:02d}日"),
        f"{year}年{_chinese(date.month)}月{_chinese(date.day)}日",
        f"民國{date.year - 1911}年{date.month}月{date.day}日",
        f"中華民國{_chinese(date.year - 1911)}年{_chinese(date.month)}月{_chinese(date.day)}日",
    ):
        assert printed_date(fold(printed)) == date, printed


def _chinese(number: int) -> str:
    """12 -> 十二, 112 -> 一百一十二, 105 -> 一百零五."""
    digits = "零一二三四五六七八九"
    hundreds, rest = divmod(number, 100)
    tens, units = divmod(rest, 10)
    head = f"{digits[hundreds]}百" if hundreds else ""
    if hundreds and not tens and units:
        return f"{head}零{digits[units]}"
    ten = ("" if tens == 1 and not hundreds else digits[tens]) + "十" if tens else ""
    return head + ten + (digits[units] if units else "")


@given(st.integers(1, 199))
def test_numbers_in_characters(number: int) -> None:
    assert number_of(_chinese(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("廿", 20),
        ("廿九", 29),
        ("卅", 30),
        ("卅一", 31),
        ("三〇", 30),
        ("元", 1),
        ("十", 10),
        ("o", 0),
        ("十十", None),
        ("廿十", None),
        ("百", 100),
        ("二廿", None),
        ("a", None),
        ("", None),
        ("四月", None),
    ],
)
def test_old_numerals(text: str, value: int | None) -> None:
    assert number_of(text) == value


DATE_LINES = [
    "中華民國三十七年五月二日 星期日 第二版",
    "2 0 2 3 年 1 0 月 2 7 日   星 期 五   第 4 版",
    "二Ｏ二三年十月二十七日 星期五 第三版",
    "2023年2月3日—10日 合刊 第5、6期(总第812、813期) 第3版",
    "Friday, October 27, 2023",
    "星期五 2023年10月27日",
    "民國三十七年五月二日 夏曆戊子年三月廿四",
    "2023年10月27日 農曆癸卯年九月十三 星期五",
    "癸卯年九月十三 2023年10月27日 第1234期 今日8版",
    "2023年10月27日 中華民國112年10月27日 星期五",
    "号外 2023年11月9日 星期四",
    "10月27日—28日 星期五",
]
NO_DATE_LINES = [
    "2023年10月27日起我区实行新规",
    "2023年12月30日至1月5日放假通知",
    "民國三十七年五月二日江北輪渡復航",
    "October 27, 2023 is a holiday",
    "二十三日下午二时开会",
    "山 村 夜 校 点 亮 灯 火",
]


@pytest.mark.parametrize("line", DATE_LINES)
def test_a_line_that_is_a_date_is_furniture(line: str) -> None:
    assert is_date_line(fold(line))


@pytest.mark.parametrize("line", NO_DATE_LINES)
def test_a_line_that_says_more_is_none(line: str) -> None:
    assert not is_date_line(fold(line))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("星 期 五   第 4 版", "星期五 第4版"),
        ("2 0 2 3 年", "2 0 2 3 年"),  # too short to tell
        ("a quick brown fox", "a quick brown fox"),
        ("王 明 李 华 一行四人到北碚调研", "王 明 李 华 一行四人到北碚调研"),
    ],
)
def test_letter_spacing(text: str, expected: str) -> None:
    assert tightened(text) == expected


def test_a_date_is_written_plainly() -> None:
    assert with_iso_dates("二〇二三年十月廿七日 星期五") == "2023-10-27 星期五"
    assert with_iso_dates("星期五") == "星期五"


STORY = "本报讯(记者 陈小明)10月25日,记者从区农业农村委获悉,今年全区晚稻种植面积达到12.6万亩,目前已经收割过半。\n"


@pytest.mark.parametrize(
    ("head", "date", "last", "edition", "number"),
    [
        ("大同日報\n中華民國三十七年五月二日 星期日 第二版", dt.date(1948, 5, 2), None, "", ""),
        ("云 岭 周 报\n2 0 2 3 年 1 0 月 2 7 日   星 期 五   第 4 版", DAY, None, "", ""),
        ("云岭周报\nFriday, October 27, 2023", DAY, None, "", ""),
        (
            "云岭周报\n2023年2月3日—10日 合刊 第5、6期(总第812、813期) 第3版",
            dt.date(2023, 2, 3),
            dt.date(2023, 2, 10),
            "",
            "5、6",
        ),
        ("云岭周报\n2023年10月\n27日 星期五", DAY, None, "", ""),
        ("云岭周报\n10月27日 星期五\n2023年", DAY, None, "", ""),
        ("云岭周报\n2023年\n10月27日\n星期五", DAY, None, "", ""),
        ("渝州日报 号外\n2023年10月27日 星期五", DAY, None, "号外", ""),
        ("渝州日报\n号 外\n2023年10月27日 星期五", DAY, None, "", ""),  # two characters: not yet letter-spaced
        ("渝州日报\n特刊\n2023年10月27日 星期五", DAY, None, "特刊", ""),
        ("渝州日报·县域版\n2023年10月27日 星期五 第1版", DAY, None, "县域版", ""),
        ("渝州日报\n2023年10月27日 星期五 晚版", DAY, None, "晚版", ""),
        ("渝州日报\n2023年10月27日 星期五\n本报推出国庆特刊受欢迎", DAY, None, "", ""),  # a headline
        ("渝州日报\n2023年10月27日 星期五\n第3版 国际版", DAY, None, "", ""),  # a section
    ],
)
def test_mastheads_of_joint_issues_and_editions(
    head: str, date: dt.date, last: dt.date | None, edition: str, number: str
) -> None:
    identity = from_text(visible_lines(f"{head}\n秋收现场会召开\n" + STORY * 4))
    assert identity.publication.replace(" ", "") in {"大同日報", "云岭周报", "渝州日报"}
    assert (identity.date, identity.date_end, identity.edition, identity.number) == (date, last, edition, number)
