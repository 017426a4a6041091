"""Keywords, category, summary, dates, signature, words and the JSON of an article's enrichment."""

from __future__ import annotations

import datetime as dt
import json

import loaded
import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue, Kind
from worker.enrichment import enrichment_json, load_enricher
from worker.enrichment.category import UNKNOWN, category
from worker.enrichment.dates import mentioned_dates
from worker.enrichment.enricher import Stages
from worker.enrichment.passages import passages
from worker.enrichment.same_story import BANDS, LEAST_BANDS, SAME_STORY, similarity, similarity_of
from worker.enrichment.signature import signature
from worker.enrichment.summary import LONGEST, summary
from worker.enrichment.weights import rarity, weights_of

ISSUED = dt.date(2023, 10, 27)

ARTICLE = Article(
    ordinal=1,
    headline="金刀河湿地公园迎来越冬候鸟",
    source_line="本报讯(记者 周小林)",
    paragraphs=(
        "10月24日,记者在金刀河湿地公园看到,首批越冬候鸟已经到达。湿地公园管理处主任陈永明介绍,今年到达的时间比去年早了三天。",
        "为保护候鸟,金刀河湿地公园安装了监控设备,志愿者每天巡护。“水质好了,候鸟自然就来了。”陈永明说。",
    ),
    captions=("候鸟在金刀河湿地公园觅食。",),
)
ISSUE = Issue(IssueIdentity(publication="北碚报", date=ISSUED), (ARTICLE,))


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("10月24日,会议召开", ["2023-10-24"]),  # the issue's year
        ("12月30日闭幕", ["2022-12-30"]),  # too far ahead: last year's
        ("11月20日开幕", ["2023-11-20"]),  # announced
        ("24日上午", ["2023-10-24"]),  # the day alone
        ("30日上午", ["2023-10-30"]),  # this week
        ("9月28日至30日举行", ["2023-09-28", "2023-09-30"]),  # the second day takes the month
        ("一九四九年十月一日", ["1949-10-01"]),
        ("1997年7月1日", ["1997-07-01"]),
        ("去年3月5日", ["2022-03-05"]),
        ("二十一日下午", ["2023-10-21"]),
        ("昨日,记者获悉", ["2023-10-26"]),
        ("今天和明天", ["2023-10-27", "2023-10-28"]),
        ("3日内答复,5日游,日本,人民日报", []),  # lengths of time and names
        ("3号至26日,10月24号", ["2023-10-03", "2023-10-26", "2023-10-24"]),  # 号 and 日, in the text's order
        ("见24日报,乘3号线,4日", ["2023-10-04"]),  # the last letters of a text are a day
        ("13月40日", []),  # no such day
        ("1985年投产", []),  # a year is no day
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert list(mentioned_dates(text, ISSUED, loaded.segmenter().words(text))) == dates


def test_without_the_issues_date_only_full_dates_are_known() -> None:
    text = "1997年7月1日,10月24日,昨天"
    assert mentioned_dates(text, None, loaded.segmenter().words(text)) == ("1997-07-01",)


@given(
    st.text(alphabet="0123456789一二三十年月日号去今明至,", max_size=30),
    st.dates(dt.date(1900, 3, 1), dt.date(2100, 1, 1)),
)
def test_every_date_is_one(text: str, issued: dt.date) -> None:
    for day in mentioned_dates(text, issued, loaded.segmenter().words(text)):
        assert dt.date.fromisoformat(day).isoformat() == day


@pytest.mark.parametrize(
    ("title", "body", "kind", "section", "expected"),
    [
        (["女足", "夺冠"], ["比赛", "决赛", "球队", "教练"], Kind.NEWS, "", "体育"),
        (["法院"], ["被告人", "判处", "有期徒刑"], Kind.NEWS, "", "法治"),
        (["秋"], ["院子"], Kind.ESSAY, "副刊", "副刊"),
        (["今天"], ["东西"], Kind.NEWS, "要闻", UNKNOWN),  # nothing tells
        ([], [], Kind.NEWS, "体育", "体育"),  # the section alone
    ],
)
def test_category(title: list[str], body: list[str], kind: Kind, section: str, expected: str) -> None:
    name, confidence = category(title, body, kind, section)
    assert name == expected
    assert 0 <= confidence <= 1


def test_a_summary_is_told_by_the_words_that_a_sentence_holds_whole() -> None:
    plain = "雨下了一夜,水没有退。天亮以后各处的路通了。店铺一家家开了门。孩子们照常去上学。"
    body = f"{plain}河堤上还有人守着。码头的船队三点钟离岸。"
    text = passages(Article(ordinal=1, headline="雨后", paragraphs=(body,)))
    nothing = summary(text, (), ())
    assert "船队" not in nothing
    assert "码头的船队三点钟离岸。" in summary(text, ("码头", "船队", "离岸"), ())
    assert "码头的船队三点钟离岸。" in summary(text, (), ("码头", "船队"))
    assert (
        summary(text, ("着。码头", "着。码", "。码头的船队"), ("着。码头的",)) == nothing
    )  # of two sentences, so of none


def test_summary_is_whole_sentences_of_the_body() -> None:
    text = passages(ARTICLE)
    told = summary(text, ("金刀河湿地公园", "候鸟"), ("候鸟", "湿地"))
    assert told.startswith("10月24日,记者在金刀河湿地公园看到")
    assert told.endswith(("。", "”"))
    assert len(told) <= LONGEST
    for sentence in told.split("。"):
        assert sentence in ARTICLE.body


def test_a_sentence_that_is_too_long_is_never_cut() -> None:
    article = Article(ordinal=1, paragraphs=("很" * 200 + "。",))
    assert summary(passages(article), (), ()) == ""


def test_enrichment_of_an_article() -> None:
    (result,) = loaded.enricher().enrich_issue(ISSUE)
    assert result.people == ("陈永明",)
    assert result.people_roles[0][0] == "陈永明"
    assert result.people_roles[0][1].endswith("主任")
    assert any(word in ARTICLE.headline for word in result.keywords[:5])
    assert "周小林" not in result.keywords  # the reporter is no subject
    assert result.dates == ("2023-10-24",)
    assert result.category == "生态"
    assert {"候鸟", "公园"} <= set(result.title_words.split())
    assert {"候鸟", "10", "月", "10月", "24日"} <= set(result.body_words.split())
    exported = enrichment_json(result)
    assert json.loads(json.dumps(exported, ensure_ascii=False)) == exported
    assert exported["people"] == ["陈永明"]


def test_stages_can_be_switched_off_and_the_version_tells() -> None:
    plain = load_enricher(stages=Stages.without(("keywords", "category", "summary", "dates", "similar")))
    (result,) = plain.enrich_issue(ISSUE)
    assert (result.keywords, result.category, result.summary, result.dates, result.signature) == (
        (),
        UNKNOWN,
        "",
        (),
        (),
    )
    assert result.people == ("陈永明",)
    assert plain.version != loaded.enricher().version


STORY = (
    "近日,区农业农村委组织专家深入田间地头,指导农户开展秋冬种植。据介绍,今年全区计划种植油菜十二万亩,蔬菜八万亩。"
    "为确保种植面积落实到位,各镇街成立了工作专班,逐村逐户登记造册。种粮大户老陈告诉记者,有了专家指导,他对明年的收成充满信心。"
    "下一步,该委将继续加强技术服务,推广良种良法,加快农业机械化步伐,让农民的腰包鼓起来。"
)
OTHER = (
    "昨晚,新年音乐会在大剧院上演,交响乐团演奏了多首中外名曲。指挥家与观众互动,现场气氛热烈。音乐会持续了两个小时,"
    "返场曲目是人们熟悉的进行曲。市民表示,希望这样的演出多一些,票价再低一些,让更多的普通家庭走进剧场,感受音乐的魅力。"
)


@pytest.mark.parametrize(
    "reprint",
    [
        STORY.replace(",", " ").replace("。", ";"),  # re-punctuated
        STORY[: int(len(STORY) * 0.7)],  # cut
        "本报综合消息" + STORY + "(完)",  # another opening and end
        STORY[int(len(STORY) * 0.3) :],  # its beginning lost
    ],
)
def test_reprints_are_the_same_story(reprint: str) -> None:
    assert len(set(signature(STORY)) & set(signature(reprint))) >= LEAST_BANDS
    assert similarity(signature(STORY), signature(reprint)) >= SAME_STORY


def test_other_stories_are_not_the_same() -> None:
    assert len(set(signature(STORY)) & set(signature(OTHER))) < LEAST_BANDS


def test_signatures_stay_what_they_are() -> None:
    # Stored signatures must go on comparing: a change here asks for a re-index.
    assert signature(STORY)[:2] == signature(STORY + "")[:2]
    assert len(signature(STORY)) == BANDS
    assert signature("太短") == ()
    assert similarity_of(BANDS) == 1.0
    assert similarity_of(0) == 0.0


def test_a_words_rarity_is_the_same_remembered_or_looked_up() -> None:
    words = ["重庆市", "王小明", "没有人写过的词", "重庆市"]
    assert [*map(rarity, words)] == weights_of(words, ["n"] * len(words))
    assert rarity("没有人写过的词") > rarity("发展")
