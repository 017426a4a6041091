"""A set of photos as an agency sends it is one item; its dated sentences are captions, what is told between is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue

if TYPE_CHECKING:
    from worker.document.issue import Article

SHOWN = "4月6日，村民在青石镇北滩村茶园采摘春茶。"
TOLD = [
    "时值春茶采摘旺季，青石镇两千亩茶园长势喜人，采茶的村民忙碌在高低错落的茶行里，一派繁忙景象。",
    "近年来，青石镇坚持生态种植，引导茶农种好茶、管好茶，让茶产业成为增收的重要产业，去年产值近三千万元。",
]


def read(*lines: str) -> tuple[Article, ...]:
    return parse_issue(SourceText("\n".join(lines), "utf-8")).articles


def test_a_report_that_opens_with_its_day_is_text() -> None:
    (article,) = read("茶园开采", "4月6日，记者从青石镇获悉，北滩村茶园开园。", *TOLD, "（柳禾青）")
    assert not article.captions


def test_photos_of_another_place_are_none_of_the_set() -> None:
    report = ["老桥通车", "本报讯 松溪镇的老桥昨日通车，两岸的居民不必再绕路。", TOLD[0]]
    articles = read(*report, SHOWN.rstrip("。") + "（无人机照片）。", "5月1日拍摄的松溪老桥（无人机照片）。")
    assert articles[0].paragraphs[0].startswith("松溪镇的老桥昨日通车")
    assert not any(each.startswith("松溪镇的老桥") for article in articles for each in article.captions)


@pytest.mark.parametrize("pager", ["1/10", "2 / 12"])
def test_which_picture_is_shown_is_no_text(pager: str) -> None:
    (article,) = read("首页 > 图库 > 正文", "高温下的守桥人", pager, *TOLD)
    assert article.headline == "高温下的守桥人"
    assert list(article.paragraphs) == TOLD


def test_pictures_of_markdown_are_no_headline() -> None:
    (article,) = read("![]() |", "![老桥](http://a.b/1.png)", *TOLD)
    assert article.headline_derived


def test_the_label_of_a_note_is_no_headline() -> None:
    (article,) = read("编者按：", TOLD[0], *TOLD, TOLD[1])
    assert article.headline_derived or article.headline != "编者按："
