"""Names: the tagger, the rules around it, and articles of today marked by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import loaded
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.document.enrichment import Enrichment, MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment.names import people
from worker.enrichment.names.organizations import is_organization
from worker.enrichment.names.places import is_place
from worker.enrichment.regions import Occurrence, located

GOLDEN = Path(__file__).parent.parent / "golden" / "names" / "today.jsonl"
TODAY: list[dict[str, Any]] = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
NOWHERE = Issue(IssueIdentity(), ())

COMMON = {"全体", "党员", "干部"}
COMMON = {"全体", "党员", "干部"}


def enrich(body: str, **fields: Any) -> Enrichment:
    return loaded.enricher().enrich(Article(ordinal=1, paragraphs=tuple(body.split("\n")), **fields), NOWHERE)


def test_golden_spans_hold_the_names_they_mark() -> None:
    for gold in TODAY:
        fields = {name: gold[name] for name in ("kicker", "headline", "subtitle")}
        fields["body"] = "\n".join(gold["paragraphs"])
        for kind, field, start, end in gold["mentions"]:
            assert fields[field][start:end] in gold[kind]


@pytest.mark.parametrize(
    # Floors a little below what is measured (benchmarks/enrichment.py prints the table), so that a loss shows.
    ("field", "floor"),
    [("people", 0.88), ("places", 0.80), ("organizations", 0.75)],
)
def test_articles_of_today(field: str, floor: float) -> None:
    right = found = wanted = 0
    for gold in TODAY:
        article = Article(
            ordinal=1,
            kicker=gold["kicker"],
            headline=gold["headline"],
            subtitle=gold["subtitle"],
            paragraphs=tuple(gold["paragraphs"]),
        )
        got = set(getattr(loaded.enricher().enrich(article, NOWHERE), field)) - set(gold[f"{field}_optional"])
        right += len(got & set(gold[field]))
        found += len(got)
        wanted += len(gold[field])
    assert 2 * right / (found + wanted) >= floor


@pytest.mark.parametrize(
    ("body", "names"),
    [
        # a list after a position; 高峰 and 向红 are words elsewhere
        ("市委书记赵立新主持,市领导高峰、孙正华、向红、周海涛出席。", ["赵立新", "高峰", "孙正华", "向红", "周海涛"]),
        # set wide
        ("图为区长唐 敏在现场讲话。", ["唐敏"]),
        # a compound surname and a transliterated name
        ("县长欧阳建国会见了汉斯·穆勒一行。", ["欧阳建国", "汉斯·穆勒"]),
        # names of peoples that write them in three, four and more characters, with a point or without
        ("区领导才让卓玛、巴特尔、扎西顿珠参加。", ["才让卓玛", "巴特尔", "扎西顿珠"]),
        ("维吾尔族商人阿不都热合曼·吐尔逊代表发言。", ["阿不都热合曼·吐尔逊"]),
        # the same words as no names
        ("早晚高峰时段,车流量较大。向红色经典致敬。", []),
        # the last of a list, behind 和
        ("到场的有陈锡岭、曾绍山和毛远新。", ["陈锡岭", "曾绍山", "毛远新"]),
        # whose family it is, and what guests do
        ("杨家每月领补助,黄姓司机笑了。", []),
        ("县长会见来华访问的客人,又与赴华留学生座谈。", []),
        # who is called by the surname alone, sides of states, a surname that speaks
        ("陈伯与张太到场,韩方和台媒反对。廖指此事已了。", []),
        # a given name may hold those as well
        ("镇长陈伯钧、张太和出席。", ["陈伯钧", "张太和"]),
        # the husband's surname goes before the own one
        ("特首林郑月娥表示欢迎。", ["林郑月娥"]),
        # slogans in a row are no list of people
        ("要抓进度、挖潜力、强合力、促落实。", []),
    ],
)
def test_people(body: str, names: list[str]) -> None:
    assert list(enrich(body).people) == names


@pytest.mark.parametrize(
    ("body", "roles"),
    [
        ("区委副书记、区长刘小燕主持会议。", [("刘小燕", "区委副书记、区长")]),  # two positions of one person
        ("区领导孙伟、马丽娟参加。", [("孙伟", "区领导"), ("马丽娟", "区领导")]),  # a list shares its title
        ("王建国同志出席会议。", []),  # 同志 is no position
    ],
)
def test_roles(body: str, roles: list[tuple[str, str]]) -> None:
    assert list(enrich(body).people_roles) == roles


@pytest.mark.parametrize(
    ("line", "known", "names"),
    [
        ("黄志英徐永林出席", set(), ["黄志英", "徐永林"]),
        ("王磊张晓东李静陪同", set(), ["王磊", "张晓东", "李静"]),
        ("徐永林董伟出席", {"徐永林", "董伟"}, ["徐永林", "董伟"]),  # known names decide
        ("全体党员干部出席", set(), []),  # no surnames
        ("陈大明出席会议并讲话", set(), []),  # a sentence, not a line of names
    ],
)
def test_names_run_together(line: str, known: set[str], names: list[str]) -> None:
    assert [name.text for name in people.run_together(line, len(line), known, COMMON.__contains__)] == names


def test_a_name_sure_in_one_article_is_found_in_another() -> None:
    issue = Issue(
        IssueIdentity(),
        (
            Article(ordinal=1, paragraphs=("区委书记邓小军主持会议。邓小军强调,要抓好落实。",)),
            Article(ordinal=2, subtitle="邓小军徐永林出席", paragraphs=("全区重点项目专题会召开。",)),
        ),
    )
    assert loaded.enricher().enrich_issue(issue)[1].people == ("邓小军", "徐永林")


def test_an_office_has_one_form_in_an_issue() -> None:
    full = Article(ordinal=1, paragraphs=("重庆市北碚区生态环境局发布公告。重庆市北碚区生态环境局局长介绍了情况。",))
    short = Article(ordinal=2, paragraphs=("昨日,区生态环境局开展执法检查。",))
    found = loaded.enricher().enrich_issue(Issue(IssueIdentity(), (full, short)))
    assert found[1].organizations == found[0].organizations == ("重庆市北碚区生态环境局",)
    assert loaded.enricher().enrich(short, NOWHERE).organizations == ("区生态环境局",)


def test_credits_and_source_lines_name_nobody_written_about() -> None:
    found = enrich("市民在公园赏花。(记者 李晓明摄)", source_line="本报讯(记者 王小红)")
    assert found.people == ()


@pytest.mark.parametrize(
    ("text", "valid"),
    [("王", False), ("王俊", True), ("汉斯·穆勒", True), ("3名", False), ("abc", False)],
)
def test_what_can_be_a_person(text: str, valid: bool) -> None:
    assert people.is_person(text) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("全国", False),
        ("北碚区", True),
        ("渝", False),
        ("1村", False),
        ("美韩", False),
        ("六国", False),
        ("英德", True),  # a city
        ("印中友谊村", True),
    ],
)
def test_what_can_be_a_place(text: str, valid: bool) -> None:
    assert is_place(text) is valid


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("人民检察院", False),
        ("北碚区人民检察院", True),
        ("电信(集团", False),
        ("河北省涿州市多地", False),
        ("南京师范大学一附中", True),
        ("甲地竞技", True),
    ],
)
def test_what_can_be_an_organization(text: str, valid: bool) -> None:
    assert is_organization(text) is valid


@pytest.mark.parametrize(
    ("places", "home", "paths"),
    [
        (["北碚"], "", ["重庆市/北碚区"]),  # without its suffix
        (["朝阳区"], "", []),  # 北京 and 长春 both have one
        (["北京", "朝阳区"], "", ["北京市", "北京市/朝阳区"]),  # the article decides
        (["江北区"], "重庆日报", ["重庆市/江北区"]),  # the paper decides
        (["吉林"], "", ["吉林省"]),  # the province before the city
        (["三峡"], "", []),  # the gorges of the Yangtze before a district of 新北市
        (["月球"], "", []),
    ],
)
def test_regions(places: list[str], home: str, paths: list[str]) -> None:
    apart = [Occurrence(name, 10 * at, 10 * at + len(name), name) for at, name in enumerate(places)]
    assert list(dict.fromkeys(one.path for one in located(apart, home))) == paths


def test_an_organizations_place_is_a_place_of_the_article() -> None:
    found = enrich("昨日,重庆市北碚区生态环境局发布公告。区生态环境局将加密监测。")
    assert found.organizations == ("重庆市北碚区生态环境局",)  # the short form is linked to the full one
    assert found.places == ("重庆市", "北碚区")
    assert "重庆市/北碚区" in found.divisions


SENTENCES = [sentence for gold in TODAY for sentence in "".join(gold["paragraphs"]).split("。") if sentence]


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6),
    st.text(alphabet="王李 \u3000\n、,·()“”1a", max_size=6),
)
def test_mentions_slice_back_to_their_text(sentences: list[str], noise: str) -> None:
    article = Article(ordinal=1, headline=sentences[0], paragraphs=(noise.join(sentences),), captions=(sentences[-1],))
    result = loaded.enricher().enrich(article, NOWHERE)
    fields = {"headline": article.headline, "body": article.body, "captions.0": article.captions[0]}
    spans: dict[str, int] = {}
    for mention in result.mentions:
        written = "".join(fields[mention.field][mention.start : mention.end].split())
        linked = mention.kind is MentionKind.ORGANIZATION and mention.name in result.organizations
        assert mention.name == written or linked
        assert mention.start >= spans.get(mention.field, 0), "mentions are in order and do not overlap"
        spans[mention.field] = mention.end
    assert result == loaded.enricher().enrich(article, NOWHERE), "the same article gives the same result"


@settings(max_examples=30)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=5, unique=True))
def test_tagging_together_changes_nothing(sentences: list[str]) -> None:
    articles = [Article(ordinal=n, paragraphs=(sentence,)) for n, sentence in enumerate(sentences, start=1)]
    assert loaded.enricher().names(articles) == [loaded.enricher().names([article])[0] for article in articles]


def test_a_very_long_line_is_read_to_its_end() -> None:
    body = "项目稳步推进" * 20_000 + "。区委书记周海涛出席会议。"
    assert "周海涛" in enrich(body).people


def test_an_article_of_more_words_than_are_kept_in_memory_is_read_to_its_end() -> None:
    """More than 65,536 words: brackets, each a word, and a name behind them."""
    told = enrich("(" * 70_000 + "。\n区委书记王小明出席会议。")
    assert told.people == ("王小明",)
