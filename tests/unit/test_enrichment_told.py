"""Places that their words tell, level by level; brands and teams in rows; and what only looks so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from worker.document.enrichment import MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import Enricher, load_segmenter
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name

if TYPE_CHECKING:
    from worker.document.enrichment import Enrichment

NOWHERE = Issue(IssueIdentity(), ())


def enrich(enricher: Enricher, body: str) -> Enrichment:
    return enricher.enrich(Article(ordinal=1, paragraphs=(body,)), NOWHERE)


def found_in(text: str, *names: tuple[str, MentionKind, float]) -> set[tuple[str, MentionKind]]:
    """Return what structure makes of names that the tagger found, each at its first place in the text."""
    tagged = []
    for name, kind, sure in names:
        start = text.index(name)
        tagged.append(Name(start, start + len(name), kind, name, sure))
    return {(name.text, name.kind) for name in by_rules([text], [tagged], [load_segmenter().words(text)])[0]}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        # a division in full, a state and a city abroad, wherever they are words
        ("北碚区连日晴好。", {"北碚区"}),
        ("代表团昨日离开喀麦隆,前往蒙特利尔。", {"喀麦隆", "蒙特利尔"}),
        # a town behind a county, a village behind a town, none of which any list has
        ("柳林县石鼓岩镇杉树坪村格外热闹。", {"柳林县", "石鼓岩镇", "杉树坪村"}),
        ("合川区双凤坝街道的花都开了。", {"合川区", "双凤坝街道"}),
        # places of Hong Kong, Taiwan and Malaysia that are nothing else
        ("朗屏邨和竹南镇、三马拉汉都下雨。", {"朗屏邨", "竹南镇", "三马拉汉"}),
    ],
)
def test_words_tell_places_that_the_tagger_missed(text: str, places: set[str]) -> None:
    assert found_in(text) == {(place, MentionKind.PLACE) for place in places}


@pytest.mark.parametrize(
    "text",
    [
        # kinds of towns and villages, and what begins like one
        "柳林县各乡镇都要落实。",
        "柳林县重点镇、柳林县古镇开放。",
        "柳林县的农村变了样。",
        "柳林县贫困村已经摘帽。",
        "柳林县村民代表到会。",
        # a verb goes before what would be a community
        "柳林县开展社区服务。",
    ],
)
def test_kinds_behind_a_division_are_no_places(text: str) -> None:
    assert found_in(text) == {("柳林县", MentionKind.PLACE)}


def test_money_is_no_place() -> None:
    assert found_in("一美元换一万六千印尼盾。") == set()


def test_a_longer_name_keeps_the_division_within_it() -> None:
    whole = ("柳林县教育局", MentionKind.ORGANIZATION)
    assert found_in("柳林县教育局发布消息。", (*whole, 2.0)) == {whole}


def test_a_prefecture_is_whole() -> None:
    assert found_in("阿里地区下了雪。", ("阿里", MentionKind.PLACE, 1.0)) == {("阿里地区", MentionKind.PLACE)}


def test_a_county_named_in_full_is_one_without_its_suffix_too() -> None:
    found = found_in("昌图县下了雪。昌图的人都来了。", ("昌图县", MentionKind.PLACE, 1.0))
    assert found == {("昌图县", MentionKind.PLACE), ("昌图", MentionKind.PLACE)}
    # not where nothing says so, nor within another name
    assert found_in("昌图的人都来了。") == set()
    assert ("昌图", MentionKind.PLACE) not in found_in("昌图县下了雪,昌图路结冰。", ("昌图县", MentionKind.PLACE, 1.0))


def test_what_has_no_name_is_no_place() -> None:
    place = MentionKind.PLACE
    for text in ("一处街道", "三个工业园", "昂贵隧道"):
        assert found_in(f"他走过{text}。", (text, place, 1.0)) == set()
    for text in ("三亚", "百步亭", "青岭隧道"):
        assert found_in(f"他走过{text}。", (text, place, 1.0)) == {(text, place)}


def test_where_a_family_lives_is_a_place() -> None:
    person = MentionKind.PERSON
    assert found_in("褚家塘通了车。", ("褚家塘", person, 1.0)) == {("褚家塘", MentionKind.PLACE)}
    assert found_in("褚家祥笑了。", ("褚家祥", person, 1.0)) == {("褚家祥", person)}


def test_what_follows_a_place_makes_one_of_it() -> None:
    place = MentionKind.PLACE
    assert found_in("他在青岭火车站下车。", ("青岭", place, 1.0)) == {("青岭火车站", place)}
    assert found_in("车过白沙坨长江大桥。", ("白沙坨", place, 1.0)) == {("白沙坨长江大桥", place)}
    assert found_in("青岭专区各县下了雪。", ("青岭", place, 1.0)) == {("青岭专区", place)}
    assert found_in("车过301县道。") == {("301县道", place)}
    assert found_in("白沙马场今日开放。", ("白沙", place, 1.0)) == {("白沙马场", place)}
    assert found_in("走进白沙国家湿地公园。", ("白沙", place, 1.0)) == {("白沙国家湿地公园", place)}


def test_two_halves_of_a_place_abroad_are_one() -> None:
    place = MentionKind.PLACE
    halves = ("古利亚", place, 1.0), ("波列", place, 1.0)
    assert found_in("军队进入古利亚波列。", *halves) == {("古利亚波列", place)}
    # two known ones stay two
    assert found_in("美国德国都派人来。", ("美国", place, 1.0), ("德国", place, 1.0)) == {
        ("美国", place),
        ("德国", place),
    }


def test_a_verb_before_its_place_is_no_part_of_a_body() -> None:
    body = MentionKind.ORGANIZATION
    linked = found_in("走访柳林县融媒体中心。", ("走访柳林县融媒体中心", body, 1.0))
    assert linked == {("柳林县融媒体中心", body)}


def test_what_was_is_no_part_of_a_body() -> None:
    body = MentionKind.ORGANIZATION
    assert found_in("他是原红旗机械厂工人。", ("原红旗机械厂", body, 1.0)) == {("红旗机械厂", body)}
    # a word that begins so stays whole
    assert found_in("原子能研究院成立。", ("原子能研究院", body, 1.0)) == {("原子能研究院", body)}


def test_an_estate_is_whole() -> None:
    place = MentionKind.PLACE
    assert found_in("双龙花园小区有九栋楼。", ("双龙花园", place, 1.0)) == {("双龙花园小区", place)}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("华为、小米、荣耀的门店都在一楼。", {"华为", "小米", "荣耀"}),
        ("苹果和OPPO发布新机。", {"苹果", "oppo"}),
        # a team in its full form, and by what is left of it
        ("上海申花客场获胜,申花主帅很满意。", {"上海申花", "申花"}),
    ],
)
def test_brands_and_teams(enricher: Enricher, text: str, bodies: set[str]) -> None:
    assert {body.lower() for body in enrich(enricher, text).organizations} == bodies


@pytest.mark.parametrize("text", ["小米和苹果每斤五元。", "奶奶把小米、大米、苹果装了一袋。", "后山的苹果丰收了。"])
def test_groceries_are_no_brands(enricher: Enricher, text: str) -> None:
    assert enrich(enricher, text).organizations == ()


def test_a_rare_character_is_part_of_a_name(enricher: Enricher) -> None:
    assert enrich(enricher, "副主席拿督鄭榮興、總務林子輝及主任鄭暐章出席。").people[-1] == "鄭暐章"


def test_a_park_is_a_place_however_sure_the_tagger_is(enricher: Enricher) -> None:
    found = enrich(enricher, "清江国家湿地公园工作人员丘梅介绍,清江国家湿地公园迎来很多游客。")
    assert "清江国家湿地公园" in found.places
    assert found.organizations == ()
