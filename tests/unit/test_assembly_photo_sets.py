"""A set of photos as an agency sends it is one item; its dated sentences are captions, what is told between is text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.sets import with_photos_of_a_set
from worker.parsing.layout.lines import visible_lines

if TYPE_CHECKING:
    from worker.document.issue import Article

SHOWN = "4月6日，村民在青石镇北滩村茶园采摘春茶。"
TOLD = [
    "时值春茶采摘旺季，青石镇两千亩茶园长势喜人，采茶的村民忙碌在高低错落的茶行里，一派繁忙景象。",
    "近年来，青石镇坚持生态种植，引导茶农种好茶、管好茶，让茶产业成为增收的重要产业，去年产值近三千万元。",
]
CREDIT = "新华社记者 柳禾青 摄"


def read(*lines: str) -> tuple[Article, ...]:
    return parse_issue(SourceText("\n".join(lines), "utf-8")).articles


def test_a_set_is_one_item() -> None:
    (article,) = read(
        SHOWN, *TOLD, CREDIT, SHOWN, SHOWN.rstrip("。") + "（无人机照片）。", "4月6日拍摄的青石镇北滩村茶园一景。"
    )
    assert list(article.paragraphs) == TOLD
    assert [each[:4] for each in article.captions] == ["4月6日"] * len(article.captions)
    assert len(article.captions) >= 2
    assert [person.name for person in article.credits] == ["柳禾青"]


def test_the_dated_sentence_above_the_text_is_a_caption() -> None:
    (article,) = read("2024-04-08 09:06:36 来源：青石网", SHOWN, *TOLD, CREDIT)
    assert article.captions == (SHOWN,)
    assert list(article.paragraphs) == TOLD


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


SEASON = "茶季已到,青石镇的茶山一片忙碌。"
SHOTS = ("4月6日,村民在青石镇北滩村采茶。", "4月7日,客商在青石镇的茶市看茶。", "4月8日,孩子们在青石镇的茶园写生。")
GIVERS = ("柳禾青", "杜小渡", "章秋芷")


@pytest.mark.parametrize(
    ("headline", "seasons", "items"),
    [
        ("青石茶季", (SEASON, SEASON, SEASON), 1),
        ("", (SEASON, SEASON, SEASON), 3),  # an agency's pictures, each sent alone
        ("青石茶季", (SEASON, "渡口的灯全亮了,街坊都来看。", "茶市开门,一天卖出三百斤。"), 3),
        ("青石茶季", ("茶季已到。", "茶季已到。", "茶季已到。"), 3),  # says nothing
    ],
)
def test_one_sentence_behind_each_picture_below_a_headline_is_told_of_a_set(
    headline: str, seasons: tuple[str, ...], items: int
) -> None:
    printed = [headline] if headline else []
    drafts = []
    for shot, season, who in zip(SHOTS, seasons, GIVERS, strict=True):
        at = len(printed)
        printed += [f"{shot} {season}", f"新华社发({who} 摄)"]
        drafts.append(Draft(paragraphs=[Paragraph([at], caption=True)], credits=[at + 1]))
    drafts[0].head = [0] if headline else []
    assert len(with_photos_of_a_set(drafts, visible_lines("\n".join(printed)))) == items
