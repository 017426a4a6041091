"""A newspaper that only says where something is printed is mentioned, and no body of the article."""

from __future__ import annotations

import pytest

from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import Enricher, load_enricher


@pytest.fixture(scope="module")
def enricher() -> Enricher:
    return load_enricher()


def read(enricher: Enricher, text: str) -> tuple[set[str], set[str], set[str]]:
    """Return the organisations, the bodies and every name mentioned."""
    (told,) = enricher.enrich_issue(Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=(text,)),)))
    return set(told.organizations), set(told.bodies), {mention.name for mention in told.mentions}


@pytest.mark.parametrize(
    "text",
    [
        "据《松岭晚报》3日报道,大桥已经通车。",
        "據當地《松嶺晚報》報道,大橋已經通車。",
        "据《松岭晚报》网站10月3日消息,大桥已经通车。",
        "这条消息转引自《松岭晚报》。",
        "《松岭晚报》社论说,大桥通车是件好事。",
        "《松岭晚报》的一篇评论认为,大桥通车是件好事。",
        "他在《松岭晚报》上发表了三篇散文。",
        "他的散文登在《松岭晚报》头版。",
        "他的散文见于《石梁日报》、《松岭晚报》等报刊上。",
        "每天清早他都要看《松岭晚报》。",
        "他在车站买了一份《松岭晚报》。",
        "老人翻开当天的《松岭晚报》,戴上眼镜。",
        "信箱里投的是刚印好的《石梁日报》和《松岭晚报》。",
    ],
)
def test_a_paper_that_is_cited_or_read_is_no_body_of_the_article(enricher: Enricher, text: str) -> None:
    organizations, bodies, mentioned = read(enricher, text)
    assert not {each for each in organizations | bodies if each.endswith(("晚报", "晚報"))}
    assert {"松岭晚报", "松嶺晚報"} & mentioned


@pytest.mark.parametrize(
    "text",
    [
        "《松岭晚报》昨日报道了大桥通车的消息。",
        "《松岭晚报》发表社论,祝贺大桥通车。",
        "《松岭晚报》邀请作家座谈。",
        "他看望了《松岭晚报》的编辑。",
        "据《松岭晚报》记者介绍,大桥已经通车。",
        "《松岭晚报》评论员李明认为,大桥通车是件好事。",
        "《松岭晚报》上周搬进新楼。",
        "《松岭晚报》的发行员把报纸送到楼上。",
        "他在《松岭晚报》工作了三十年。",
        "他创办的《松岭晚报》今年停刊。",
        "《石梁日报》和《松岭晚报》联合举办征文。",
    ],
)
def test_a_paper_that_acts_is_one(enricher: Enricher, text: str) -> None:
    organizations, bodies, _ = read(enricher, text)
    assert "松岭晚报" in organizations & bodies


def test_a_paper_that_acts_once_is_one_wherever_else_it_is_cited(enricher: Enricher) -> None:
    organizations, _, _ = read(enricher, "据《松岭晚报》报道,大桥已经通车。《松岭晚报》邀请读者参观大桥。")
    assert "松岭晚报" in organizations


@pytest.mark.parametrize("source", ["松岭通讯社", "松岭电视台"])
def test_who_reports_without_printing_is_a_body(enricher: Enricher, source: str) -> None:
    assert source in read(enricher, f"据{source}报道,大桥已经通车。")[0]
