"""What sites print around and amid a report, in the order they do: the report comes out of it whole and alone."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.contributors.bylines import parse_byline
from worker.parsing.recognizers.sites.metadata import is_breadcrumb, metadata_people
from worker.parsing.recognizers.sites.notices import is_site_notice

HEADLINE = "青石镇老旧水管改造工程全面启动"
FIRST = "青石镇昨日起改造老旧水管,全镇三千户居民将在年底前用上干净的自来水。镇里的负责人说,工程分三期。"
SECOND = "居民们对此表示欢迎。家住河边的一位老人说,过去每到夏天水里都有味道,现在可以放心喝了。"
THIRD = "据了解,工程总投资两千万元,由省里和镇里各出一半,明年还要改造周边六个村的水管。"
TEXT = f"{FIRST}\n{SECOND}\n{THIRD}"
LINKS = "鄰縣老橋今重新通車\n三萬畝早稻開鐮"


FRAMES = {
    "a form for comments": f"""{HEADLINE}
柳禾青
2020年06月11日08:15  来源：青石网
{TEXT}
(责编：杜小渡)
注册/登录
发言要遵守跟帖协议
理性发言，文明跟帖！
换个账号登录:
发表成功!
记住您的用户名和密码，可随时修改密码。
""",
    "rules for comments": f"""{HEADLINE}
2020-06-11 08:15
记者 柳禾青
{TEXT}
延伸閱讀
{LINKS}
討論區
規範
留言不得有違法或謾罵之言論，違者自負法律責任。
經網友檢舉者，本網站有權刪除留言、停權或取消會員資格。
""",
    "titles with their days": f"""{HEADLINE}
2010-06-11 08:15 青石日报
{TEXT}
我要评论
· 邻县老桥今日通车 2010-06-10 09:20
· 三万亩早稻开镰 2010-06-09 08:10
青石网简介┊广告服务┊联系我们┊Copyright 2010 All Rights Reserved
""",
    "an advertisement above the last paragraph": f"""首頁 > 地方
{HEADLINE}
2020/06/11 08:15
青石鎮昨起改造老舊水管。（記者柳禾青攝）
〔記者柳禾青／青石報導〕{FIRST}
{SECOND}
請繼續往下閱讀...
{THIRD}
不用抽 不用搶 點我下載APP
相關新聞
{LINKS}
""",
    "a path and marked captions": f"""青石新聞雲 > 地方
2020年06月11日 08:15
{HEADLINE}
▲老街施工。（圖／記者柳禾青攝）
記者柳禾青／青石報導
{FIRST}
{SECOND}
▲居民在街口看工人施工。（圖／記者柳禾青攝）
{THIRD}
分享給朋友：
追蹤我們：
""",
    "a byline with its time": f"""首頁 社會
{HEADLINE}
記者柳禾青／青石報導 2020-06-11 08:15 ET
{TEXT}
加入青石Line，閱讀最新新聞
""",
    "a sign at the end": f"""{HEADLINE}
【青石報2020年06月11日訊】（青石報記者柳禾青報導）{TEXT}#
責任編輯：杜小渡
""",
    "for subscribers": f"""{HEADLINE}
柳禾青 报道
{FIRST}
{SECOND}
订户专享
{THIRD}
请订阅或登录，以继续阅读全文！
""",
    "an advertisement above the text": f"""{HEADLINE}
发表时间： 11/06/2020 - 08:15
作者： 柳禾青
4 分钟
广告
{TEXT}
订阅青石电子邮件新闻
""",
    "a line of labels": f"""{HEADLINE}
来源：青石网-青石报 作者：柳禾青 责任编辑：杜小渡
2020-06-11 08:15:31
{HEADLINE}
{TEXT}
""",
    "reporters in brackets who are named above": f"""{HEADLINE}
时间：2020年06月11日 作者：柳禾青 来源：宣传部 点击：[123]
（通讯员 柳禾青）{TEXT}
(责任编辑：杜小渡)
""",
    "words for its kind": f"""{HEADLINE}
(2020-06-11 08:15:31)
记者 柳禾青
标签：
水管
杂谈
分类： 转载
{TEXT}
© 2020年青石网版权声明：所有内容受法律保护。未经授权，不得使用。
""",
    "another text's title amid it": f"""{HEADLINE}
撰文：柳禾青
{FIRST}
{SECOND}
相關文章：鄰縣老橋今重新通車
{THIRD}
""",
}


@pytest.mark.parametrize("frame", FRAMES)
def test_the_report_comes_out_alone(frame: str) -> None:
    (article,) = parse_issue(SourceText(FRAMES[frame], "utf-8")).articles
    assert article.headline == HEADLINE
    assert article.paragraphs == (FIRST, SECOND, THIRD)
    names = [person.name for person in article.byline]
    assert names == ([] if frame == "titles with their days" else ["柳禾青"])


def test_an_advertisement_of_a_paper_is_a_notice() -> None:
    text = f"{HEADLINE}\n本报讯 {TEXT}\n\n广告\n青石百货开业\n全场八折 地址:青石路1号 电话:12345678\n"
    issue = parse_issue(SourceText(text, "utf-8"))
    assert [notice.headline for notice in issue.notices] == ["广告"]
    assert [article.headline for article in issue.articles] == [HEADLINE]


def test_other_reporters_in_brackets_stay_where_a_byline_names_nobody_of_them() -> None:
    text = f"{HEADLINE}\n记者 杜小渡\n(记者章华的手记){TEXT}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.paragraphs[0].startswith("(记者章华的手记)")


@pytest.mark.parametrize(
    ("opening", "source"),
    [("(青石中文网)", "青石中文网"), ("(青石电视台)", "青石电视台"), ("(右二)", ""), ("(青石镇)", ""), ("(联网)", "")],
)
def test_an_outlet_alone_in_brackets_opens_a_report(opening: str, source: str) -> None:
    (article,) = parse_issue(SourceText(f"{HEADLINE}\n\n{opening}{TEXT}\n", "utf-8")).articles
    assert article.source == source


def test_the_outlet_before_a_photographer_belongs_to_the_credit() -> None:
    text = f"{HEADLINE}\n▲工人在街口安装新水管/青石报记者柳禾青摄\n【本报讯】{TEXT}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.captions == ("工人在街口安装新水管",)
    assert [person.name for person in article.credits] == ["柳禾青"]


def test_a_report_on_comments_is_no_form() -> None:
    other = (
        "新规整治网上留言\n本报讯(记者 杜小渡)新规昨日施行,网站要审核网友留言,删除违法言论。\n"
        "一位店主说,账号被人冒用,差评刷了一百多条,生意一落千丈。\n律师提醒,留言要负法律责任,商家可以举报。\n"
    )
    found = parse_issue(SourceText(f"{HEADLINE}\n本报讯(记者 柳禾青){TEXT}\n\n{other}", "utf-8")).articles
    assert [article.headline for article in found] == [HEADLINE, "新规整治网上留言"]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("· 邻县老桥今日通车 2010-06-10 09:20", True),
        ("• 邻县老桥今日通车 (2010-06-10)", True),
        ("· 邻县老桥今日通车", False),  # an item
        ("邻县老桥今日通车 2010-06-10", False),  # a headline and its day
        ("· 老桥建于2010", False),
    ],
)
def test_titles_with_their_days(line: str, found: bool) -> None:
    assert is_site_notice(fold(line)) is found


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("記者柳禾青／青石報導 2020-06-11 08:15 ET", ["柳禾青"]),  # a zone of time is nobody
        ("記者柳禾青／青石報導 2020-06-11 08:15", ["柳禾青"]),
        ("2020-06-11 08:15 記者柳禾青／青石報導", ["柳禾青"]),
    ],
)
def test_who_wrote_beside_the_time(line: str, names: list[str]) -> None:
    folded = fold(line)
    byline = parse_byline(folded, line)
    people = metadata_people(folded, line)
    assert byline is not None
    assert [person.name for person in byline[0]] == names
    assert people is not None
    assert [person.name for person in people] == names


def test_a_name_without_a_role_before_the_time_is_an_outlet_or_anything() -> None:
    assert metadata_people("江南 2020-06-11 08:15", "江南 2020-06-11 08:15") == ()


@pytest.mark.parametrize(("line", "found"), [("青石新聞雲 > 地方", True), ("水价 > 电价", False)])
def test_paths(line: str, found: bool) -> None:
    assert is_breadcrumb(fold(line)) is found


@pytest.mark.parametrize(
    ("end", "kept"),
    [("。◇", "。"), ("。#", "。"), ("。 ■", "。"), ("。", "。"), ("第一个#", "第一个#")],
)
def test_the_sign_that_closes_a_story_is_no_text(end: str, kept: str) -> None:
    text = f"{HEADLINE}\n\n本报讯 {SECOND[:-1]}{end}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.paragraphs[-1].endswith(kept)
    assert article.paragraphs[-1][-2:] == (SECOND[-2] + kept)[-2:]


def test_below_an_advertisement_a_caption_with_a_sign_stays_one() -> None:
    notice = "請繼續往下閱讀...\n▲居民在街口看工人施工。（記者柳禾青攝）"
    text = f"{HEADLINE}\n2020/06/11 08:15\n記者柳禾青／青石報導\n{FIRST}\n{SECOND}\n{notice}\n{THIRD}\n"
    (article,) = parse_issue(SourceText(text, "utf-8")).articles
    assert article.captions == ("居民在街口看工人施工。",)
    assert article.paragraphs == (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("line", "below", "names"),
    [
        ("柳禾青", "2020-06-11 08:15 来源：青石网", ["柳禾青"]),
        ("江南岸", "2020-06-11 08:15 来源：青石网", []),  # begins with a word
        ("无人机", "2020-06-11 08:15 来源：青石网", []),  # no surname
    ],
)
def test_a_name_between_headline_and_date_wrote(line: str, below: str, names: list[str]) -> None:
    (article,) = parse_issue(SourceText(f"{HEADLINE}\n{line}\n{below}\n{TEXT}\n", "utf-8")).articles
    assert [person.name for person in article.byline] == names
    assert article.paragraphs == (FIRST, SECOND, THIRD)
