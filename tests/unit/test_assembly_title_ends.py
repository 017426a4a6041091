"""What stands on a title's line before and behind it, and what only looks like that."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.headlines.title_ends import author_before, bare_title, without_label

TEXT = (
    "昨日,青石镇的居民用上了新水管,这项工程历时三个月,投资二百万元。\n"
    "镇水利站站长说,新水管比旧的粗一倍,水压也稳定了,今后再也不用半夜起来接水。\n"
    "居民们说,这是今年镇里办的一件实事,大家都很满意,希望老街也早日换上新水管。\n"
)


@pytest.mark.parametrize(
    "printed",
    [
        "date 2025-10-31 青石镇换上新水管",
        "[2025-10-31] 青石镇换上新水管",
        "青石镇换上新水管(2025年10月31日)",
        "青石镇换上新水管 2025-10-31 08:20:00",
        "青石镇换上新水管 (1/2)",
        "青石日报|青石镇换上新水管",
        "要闻 | 青石镇换上新水管",
        "[转载]青石镇换上新水管",
        "转帖:青石镇换上新水管",
        "原创 青石镇换上新水管",
        "青石镇换上新水管 ©原创",
        "青石镇换上新水管 置顶",
        "[b]青石镇换上新水管[/b]",
        "<h1>青石镇换上新水管</h1>",
        "## 青石镇换上新水管",
        "青石镇换上新水管 [复制链接]",
        "青石镇换上新水管,青石镇换上新水管",
        "青石镇换上新水管_要闻_青石网",
    ],
)
def test_what_a_site_prints_around_a_title_is_none_of_it(printed: str) -> None:
    assert bare_title(printed) == "青石镇换上新水管"


@pytest.mark.parametrize(
    "printed",
    [
        "2025年青石镇换上新水管",
        "10月31日:青石镇换上新水管",
        "青石镇换上新水管(上)",
        "原创戏青石镇换上新水管",
        "青石镇换上新水管(组图)",
        "青石队2/3的队员是新人",
        "老街见闻|青石镇换上新水管",  # a column, no outlet and no section
        "【水管工】青石镇换上新水管",
        "大桥 大桥",
        "2025-10-31",  # nothing would be left
        "青石日报|更正",
    ],
)
def test_what_belongs_to_a_title_stays(printed: str) -> None:
    assert bare_title(printed) == printed


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("原標題:青石鎮換上新水管", "青石鎮換上新水管"),
        ("(原标题:青石镇换上新水管)", "青石镇换上新水管"),
        ("【标题】青石镇换上新水管", "青石镇换上新水管"),
        ("题目: 青石镇换上新水管(上)", "青石镇换上新水管(上)"),
        ("Title: 青石镇换上新水管", "青石镇换上新水管"),
        ("标题党:青石镇换上新水管", "标题党:青石镇换上新水管"),
        ("题图:青石镇换上新水管", "题图:青石镇换上新水管"),
        ("原标题:", "原标题:"),
    ],
)
def test_the_word_before_a_title(printed: str, title: str) -> None:
    assert without_label(printed) == title


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("青石日报|柳禾青:水管的哲学", ("柳禾青", "水管的哲学")),
        ("青石日报|记者:水管的哲学", ("", "青石日报|记者:水管的哲学")),  # nobody by name
        ("柳禾青:水管要换", ("", "柳禾青:水管要换")),  # he says so, and no paper stands before
    ],
)
def test_whose_column_a_title_is_of(printed: str, told: tuple[str, str]) -> None:
    assert author_before(printed) == told


@pytest.mark.parametrize(
    "page",
    [
        f"青石日报|柳禾青:水管的哲学\n{TEXT}",
        f"柳禾青\n\n水管的哲学\n\n□柳禾青\n\n{TEXT}",
    ],
)
def test_the_author_before_a_title_wrote(page: str) -> None:
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert [person.name for person in article.byline] == ["柳禾青"]
    assert article.headline == "水管的哲学"


@pytest.mark.parametrize("foot", ["原标题:青石镇换上新水管", "(原标题:青石镇换上新水管)\n责任编辑:柳禾青"])
def test_the_title_below_a_text_that_none_stands_above(foot: str) -> None:
    (article,) = parse_issue(SourceText(f"{TEXT}{foot}\n", "utf-8")).articles
    assert (article.headline, article.headline_derived) == ("青石镇换上新水管", False)


def test_the_former_title_of_a_text_with_another_is_none() -> None:
    page = f"老街居民喝上干净水\n{TEXT}原标题:青石镇换上新水管\n"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert article.headline == "老街居民喝上干净水"


@pytest.mark.parametrize(
    "between",
    [
        "321人看过",
        "3.2万阅读",
        "已有321人阅读",
        "阅读 321",
        "字数:1203",
        "读者点阅总人次",
        "5分钟阅读",
        "(1/2)",
        "第1页",
        "点击这里查看原图",
        "點擊此處查看其它圖片",
        "页面加载中",
        "若长时间无响应,请刷新本页面",
        "朗读全文",
    ],
)
def test_what_a_site_prints_below_a_title_is_none_of_the_stack(between: str) -> None:
    for opening in ("", "本报讯(记者 柳禾青)"):
        (article,) = parse_issue(SourceText(f"青石镇居民用上新水管\n{between}\n{opening}{TEXT}", "utf-8")).articles
        assert (article.kicker, article.headline, article.subtitle) == ("", "青石镇居民用上新水管", "")


@pytest.mark.parametrize(
    "line",
    ["321人看过这座老桥", "两千人围观拆桥", "点击报名系统上线", "老桥的文章", "请刷新你的记忆", "三分钟看懂水管"],
)
def test_a_line_of_such_words_may_be_of_the_stack(line: str) -> None:
    (article,) = parse_issue(SourceText(f"青石镇居民用上新水管\n{line}\n{TEXT}", "utf-8")).articles
    assert line in f"{article.kicker} {article.headline} {article.subtitle}"


def test_a_title_before_what_is_known_on_its_line() -> None:
    page = f"青石镇居民用上新水管 (1/2)\n{TEXT}"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert article.headline == "青石镇居民用上新水管"


def test_where_and_when_stand_below_a_title_that_was_taken_for_a_kicker() -> None:
    page = f"青石镇居民用上新水管\n时间:前晚\n地点:青石镇\n{TEXT}"
    (article,) = parse_issue(SourceText(page, "utf-8")).articles
    assert (article.kicker, article.headline) == ("", "青石镇居民用上新水管")


def test_a_title_in_brackets_that_its_text_runs_on_from_is_the_headline() -> None:
    text = f"#快讯#【青石镇南田路的水管昨夜换新】{TEXT}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.headline == "【青石镇南田路的水管昨夜换新】"
