"""Names that their structure tells: bodies of a level, schools, streets, villages; and what only looks so."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import loaded
import pytest

from worker.document.enrichment import MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name, Spans

if TYPE_CHECKING:
    from worker.document.enrichment import Enrichment
    from worker.enrichment import Enricher

GOLDEN = Path(__file__).parent.parent / "golden" / "names"
SETS: dict[str, list[dict[str, Any]]] = {
    name: [json.loads(line) for line in (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    for name in ("structure", "own_words")
}
NOWHERE = Issue(IssueIdentity(), ())
FIELDS = ("people", "places", "organizations")


def enrich(enricher: Enricher, body: str) -> Enrichment:
    return enricher.enrich(Article(ordinal=1, paragraphs=(body,)), NOWHERE)


def test_golden_spans_hold_the_names_they_mark() -> None:
    for gold in itertools.chain(*SETS.values()):
        for kind, _, start, end in gold["mentions"]:
            assert gold["paragraphs"][0][start:end] in gold[kind]


@pytest.mark.parametrize(
    # Floors a little below what is measured, so that a loss shows.
    ("name", "field", "floor"),
    [
        ("structure", "people", 0.83),
        ("structure", "places", 0.77),
        ("structure", "organizations", 0.88),
        # 121 sentences over the kinds of papers of today, some in traditional script, some without any name
        ("own_words", "people", 0.93),
        ("own_words", "places", 0.87),
        ("own_words", "organizations", 0.95),
    ],
)
def test_sentences_of_today(enricher: Enricher, name: str, field: str, floor: float) -> None:
    right = found = wanted = 0
    for gold in SETS[name]:
        names = set(gold[field])
        got = set(getattr(enrich(enricher, gold["paragraphs"][0]), field))
        if field == "places":  # the place that begins a body's name is one of the article's: neither right nor wrong
            got = {place for place in got if place in names or not any(place in body for body in gold["organizations"])}
        right += len(got & names)
        found += len(got)
        wanted += len(names)
    assert 2 * right / (found + wanted) >= floor


@pytest.mark.parametrize(
    ("body", "field", "name"),
    [
        # level, stem, ending, without the place
        ("记者走进市中心血站,看到不少市民前来献血。", "organizations", "市中心血站"),
        ("省高速集团连夜组织抢修。", "organizations", "省高速集团"),
        # two bodies joined by 和
        ("县教育局和县第二中学联合举办运动会。", "organizations", "县第二中学"),
        # the place is part of the school's name
        ("松溪小学的孩子们昨天来到河边。", "organizations", "松溪小学"),
        # a school by its number
        ("第三中学迎来百年校庆。", "organizations", "第三中学"),
        # a ministry of the past before a post
        ("轻工业部部长杨波到会讲话。", "organizations", "轻工业部"),
        # traditional script
        ("消防處接報後派員到場,火勢已受控制。", "organizations", "消防處"),
        # a numbered road, not the place in its name
        ("昨晚中山六路发生一起追尾事故。", "places", "中山六路"),
        ("市民在五一广场上放风筝。", "places", "五一广场"),
        # a newspaper by its title, and what is known by a short name
        ("《山城日报》报道,桥已通车。", "organizations", "山城日报"),
        ("欧盟将对进口电动车加征关税。", "organizations", "欧盟"),
        ("市人大常委会副主任何雁秋带队检查。", "organizations", "市人大常委会"),
        # what follows a county: its congress in full, a school by its number, a police brigade, a street office
        ("昨日,柳林县人民代表大会常务委员会主任陈永明主持会议。", "organizations", "柳林县人民代表大会常务委员会"),
        ("柳林县二中迎来百年校庆。", "organizations", "柳林县二中"),
        ("柳林县公安局禁毒大队民警走进课堂。", "organizations", "柳林县公安局禁毒大队"),
        ("北碚区新安街道办事处组织居民清扫街道。", "organizations", "北碚区新安街道办事处"),
        # an office without its place, beside one that has a level, and before its head
        ("县应急管理局、司法局、供电公司的志愿者参加。", "organizations", "司法局"),
        ("教育局副局长赵启明到会祝贺。", "organizations", "教育局"),
        # a body of a body
        ("欧盟委员会主席发表声明。", "organizations", "欧盟委员会"),
        # one that a place's name is part of, and one of a level before its secretary
        ("合川区人民政府与十二家企业签约。", "organizations", "合川区人民政府"),
        ("市政府秘书长参加会见。", "organizations", "市政府"),
        # an alliance inside a word, and a long name that is nothing else
        ("东盟国家代表团来访。", "organizations", "东盟"),
        ("世界卫生组织总干事表示担忧。", "organizations", "世界卫生组织"),
        # a village found in two parts
        ("石港塘村今年种下千亩柑橘。", "places", "石港塘村"),
    ],
)
def test_structure_tells_a_name(enricher: Enricher, body: str, field: str, name: str) -> None:
    assert name in getattr(enrich(enricher, body), field)


@pytest.mark.parametrize(
    "body",
    [
        # no level of its own: every department of the city
        "全市教育局长会议要求各单位认真整改。",
        # what a road is figuratively
        "这是一条创新之路、发展之路,我们走和平路线。",
        # kinds, not names
        "走进公园,处处可见锻炼的老人,希望小学和中学的学生也来了。",
        "乡镇卫生院全部配备救护车,县道改造工程完工。",
        # numbers that begin like a school's or an office's
        "全县二小时内完成统计,各县一中心多站点,召开三中全会。",
        # titles that are no newspaper's
        "《情况通报》要求各单位认真整改,《红楼梦》是他常读的书。",
        # a vegetable that begins with a surname
        "西兰花每斤三元。",
    ],
)
def test_what_only_looks_like_a_name_is_none(enricher: Enricher, body: str) -> None:
    found = enrich(enricher, body)
    assert [list(getattr(found, field)) for field in FIELDS] == [[], [], []]


@pytest.mark.parametrize(
    ("body", "people"),
    [
        # a verb of moving leaves the name where it goes on with where to
        ("区委书记王俊到北碚区调研。", ("王俊",)),
        ("总编辑朱波来我县采访乡村振兴。", ("朱波",)),
        # the last letter of a given name is not cut
        ("校长李春来介绍说,学校今年招生。", ("李春来",)),
        # what is said of people alone makes one of what sounds like a place
        ("民宗委的阿里甫主任指着路灯问我。", ("阿里甫",)),
    ],
)
def test_where_a_name_ends(enricher: Enricher, body: str, people: tuple[str, ...]) -> None:
    assert enrich(enricher, body).people == people


def test_a_longer_name_is_not_cut(enricher: Enricher) -> None:
    found = enrich(enricher, "柳林县教育局昨日召开会议。")
    assert found.organizations == ("柳林县教育局",)


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        ("政委", ()),  # the tagger takes a post for a body: of it nothing is left
        ("县教育局局长", ("县教育局",)),  # the post of its head goes
        ("县教育局", ("县教育局",)),
    ],
)
def test_the_post_of_its_head_is_no_part_of_a_body(body: str, kept: tuple[str, ...]) -> None:
    text = f"老人、{body}等到场。"
    found = Name(3, 3 + len(body), MentionKind.ORGANIZATION, body, 1.0)
    names = by_rules([text], [[found]], [loaded.segmenter().words(text)])[0]
    assert tuple(text[name.start : name.end] for name in names) == tuple(name.text for name in names) == kept


def test_names_that_share_a_character_are_found_by_their_places() -> None:
    """Also those that begin long before, behind shorter ones, and those within others; no neighbour."""
    kind = MentionKind.PLACE
    names = [Name(*span, kind, "", 1.0) for span in itertools.combinations(range(0, 14, 2), 2)]
    spans = Spans(names[::-1])
    for start, end in itertools.combinations(range(-2, 16), 2):
        met = spans.over(Name(start, end, kind, "", 1.0))
        assert sorted(met) == sorted(name for name in names if name.start < end and start < name.end)
    assert Spans([]).over(names[0]) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("北碚区", ("北碚区",)),  # nothing to ask of it
        ("北碚城里", ("北碚",)),  # asked of its letters
        ("元朗八乡", ("元朗", "八乡")),  # asked of the words that it stands in
    ],
)
def test_a_place_that_needs_no_mending_stays_and_others_are_mended(body: str, found: tuple[str, ...]) -> None:
    place = Name(0, len(body), MentionKind.PLACE, body, 2.0)
    names = by_rules([f"{body}。"], [[place]], [loaded.segmenter().words(f"{body}。")])[0]
    assert tuple(name.text for name in names if name.kind is MentionKind.PLACE) == found


@pytest.mark.parametrize("text", ["中共当局没有回应。", "报告说,中共对此沉默。", "他批评中共。", "彭博:油价上涨。"])
def test_the_party_is_a_body_where_it_acts_and_agencies_by_their_stem(enricher: Enricher, text: str) -> None:
    assert set(enrich(enricher, text).organizations) & {"中共", "彭博"}


@pytest.mark.parametrize("text", ["中共十五大召开。", "其中共有三户受灾。", "中共党员都来了。"])
def test_no_party_acts(enricher: Enricher, text: str) -> None:
    assert "中共" not in enrich(enricher, text).organizations
