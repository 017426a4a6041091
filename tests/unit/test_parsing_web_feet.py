"""Lines that web editions print below a text are never a headline; headlines that begin like them are."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.recognizers.sites.feet import is_web_foot

FEET = [
    "(责任编辑:某某)",
    "（责任编辑：何某）",
    "责任编辑：何某",
    "[责任编辑:何某]",
    "【责任编辑：何某】",
    "责编：何某 审核：王某",
    "(责编：何某、王某)",
    "编辑：何某",
    "本网编辑：何某",
    "初审：何某 复审：王某 终审：李某",
    "一审：何某 二审：王某 三审：李某",
    "一审/何某 二审/王某 三审/李某",
    "校对：何某",
    "【字号 大 中 小】",
    "字号：大 中 小",
    "[字体：大 中 小]",
    "字体大小：A- A+",
    "打印本页 关闭窗口",
    "【打印】【关闭】",
    "[关闭窗口]",
    "收藏 打印 分享",
    "列印",
    "列印 電郵",
    "分享到：",
    "返回顶部",
    "扫一扫在手机打开当前页",
    "长按识别二维码关注我们",
    "浏览次数：123",
    "点击数: 123 次",
    "阅读量：1.2万",
    "(本文来源：云岭周报)",
    "文章来源：云岭周报",
    "来源：《云岭周报》",
    "关键词：早稻 无人机",
    "标签：农业",
    "免责声明：本网转载",
    "版权声明：未经许可不得转载",
    "我要纠错",
    "EMail 轉發 打印",
    "Facebook Logo LinkedIn Logo Twitter Logo Email Logo Pinterest Logo",
]
HEADLINES = [
    "责任编辑的一天",
    "编辑部的故事",
    "字号越来越大的老招牌",
    "打印店里的年轻人",
    "分享丰收的喜悦",
    "关闭三家小煤窑",
    "来源不明的药材被查扣",
    "浏览器里的乡愁",
    "评论员来到田间",
    "返回家乡办学校",
    "校对了三十年",
    "首页上的北坡村",
    "扫一扫门前雪",
    "编辑:请把这段话删掉,她说",
    "一审宣判",
    "小编辑大世界",
    "Facebook 改名",
    "打印 人生",
]
STORY = "　　南坡村合作社用无人机给早稻施肥,一上午就跑完了两百亩,社员丁大有说省了六个工。\n"


@pytest.mark.parametrize("line", FEET)
def test_feet_of_web_pages(line: str) -> None:
    assert is_web_foot(fold(line))


@pytest.mark.parametrize("line", HEADLINES)
def test_headlines_that_begin_like_them(line: str) -> None:
    assert not is_web_foot(fold(line))


@pytest.mark.parametrize("foot", FEET)
def test_no_foot_becomes_an_article(foot: str) -> None:
    page = f"早稻田里的无人机\n\n本报记者 何林\n\n{STORY * 2}\n{foot}\n"
    other = "\n渡口修好了\n本报讯(记者 汤远山)渡口昨天修好,船工丁有福很高兴,乡亲们都来看。\n"
    for text, headlines in ((page, ["早稻田里的无人机"]), (page + other, ["早稻田里的无人机", "渡口修好了"])):
        assert [article.headline for article in parse_issue(SourceText(text, "utf-8")).articles] == headlines
