"""Bodies end before what they do, kinds of bodies are none; roads of Macau and offices of Taiwan are whole."""

from __future__ import annotations

import pytest

from training.build_regions import _ELSEWHERE, _ISLANDS
from worker.document.enrichment import MentionKind
from worker.enrichment import load_segmenter
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name
from worker.lexicon.places import divisions

BODY, PERSON, PLACE = MentionKind.ORGANIZATION, MentionKind.PERSON, MentionKind.PLACE


def found_in(text: str, *names: tuple[str, MentionKind]) -> set[tuple[str, MentionKind]]:
    """Return what structure makes of names that the tagger found, each at its first place in the text."""
    tagged = sorted(Name(text.index(name), text.index(name) + len(name), kind, name, 0.9) for name, kind in names)
    return {(name.text, name.kind) for name in by_rules([text], [tagged], [load_segmenter().words(text)])[0]}


@pytest.mark.parametrize("kind", ["中小学", "城市学校", "健康促进学校", "国小", "各中小学校"])
def test_all_bodies_of_a_kind_are_no_body_but_their_place_is_one(kind: str) -> None:
    assert found_in(f"南昌市{kind}今天放假。", (f"南昌市{kind}", BODY)) == {("南昌市", PLACE)}


@pytest.mark.parametrize(
    "body", ["南昌市学校", "南昌市医院", "南昌市实验小学", "南昌县中学", "南昌市第二中学", "南昌国小"]
)
def test_one_school_of_a_place_is_a_body(body: str) -> None:
    assert (body, BODY) in found_in(f"{body}今天放假。", (body, BODY))


@pytest.mark.parametrize("paper", ["泰晤士报", "世界报", "山城报", "通信产业报", "文汇报", "山城日报", "三江周刊"])
def test_a_paper_in_title_marks_is_a_body(paper: str) -> None:
    assert (paper, BODY) in found_in(f"《{paper}》报道了此事。")


@pytest.mark.parametrize(
    "title", ["情况通报", "工作简报", "海报", "捷报", "年报", "公报", "天气预报", "情报", "工作汇报", "申报"]
)
def test_what_is_no_paper_in_title_marks_is_none(title: str) -> None:
    assert found_in(f"《{title}》下发后,各单位照办。") == set()


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        ("石梁市消防支队青岭大队赶到。", "石梁市消防支队", "石梁市消防支队青岭大队"),
        ("石梁市消防支队青岭大队柳桥路中队赶到。", "石梁市消防支队", "石梁市消防支队青岭大队柳桥路中队"),
        ("国家金融监督管理总局双江监管局开出罚单。", "国家金融监督管理总局", "国家金融监督管理总局双江监管局"),
        ("澳门街坊会联合总会办课程。", "澳门街坊会", "澳门街坊会联合总会"),
    ],
)
def test_a_body_goes_on_with_the_one_below_it(text: str, found: str, whole: str) -> None:
    assert (whole, BODY) in found_in(text, (found, BODY))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("石梁市消防支队副大队长到场。", "石梁市消防支队"),
        ("石梁市消防支队派出三个中队。", "石梁市消防支队"),
        ("国家税务总局的双江税务局挂牌。", "国家税务总局"),
        ("国家税务总局派人到税务局。", "国家税务总局"),
    ],
)
def test_what_is_said_of_a_body_is_none_below_it(text: str, found: str) -> None:
    assert (found, BODY) in found_in(text, (found, BODY))


@pytest.mark.parametrize(
    ("text", "place", "whole"),
    [
        ("越南华裔联谊会捐书。", "越南", "越南华裔联谊会"),
        ("澳门妇女联合总会办班。", "澳门", "澳门妇女联合总会"),
        ("澳门归侨总会团拜。", "澳门", "澳门归侨总会"),
    ],
)
def test_a_society_begins_with_its_place(text: str, place: str, whole: str) -> None:
    assert (whole, BODY) in found_in(text, (place, PLACE))


def test_a_place_where_societies_are_founded_is_a_place() -> None:
    assert ("越南", PLACE) in found_in("越南成立联谊会。", ("越南", PLACE))
    assert ("澳门", PLACE) in found_in("澳门的归侨总会很多。", ("澳门", PLACE))


def test_the_townships_of_the_islands_lie_in_their_counties_and_the_other_county_stays_itself() -> None:
    known = set(divisions())
    assert known >= _ISLANDS
    assert not known & _ELSEWHERE
    assert ("福建省", "福州市", "连江县") in known
    assert ("福建省", "连江县", "") not in known


@pytest.mark.parametrize("given", ["被评为", "2019年荣获", "被教育部门确定为首批", "被授予"])
def test_a_title_that_is_given_is_no_body(given: str) -> None:
    text = f"这所学校{given}“全国写生实验学校”。"
    assert found_in(text, ("全国写生实验学校", BODY)) == set()


@pytest.mark.parametrize("told", ["更名为", "并入", "获得", "资助方是"])
def test_a_body_in_quotes_is_one(told: str) -> None:
    text = f"这所学校{told}“石梁写生实验学校”。"
    assert ("石梁写生实验学校", BODY) in found_in(text, ("石梁写生实验学校", BODY))


def test_who_fights_a_body_is_another() -> None:
    assert ("反塔利班联盟", BODY) in found_in("反塔利班联盟昨天表示拒绝。", ("塔利班联盟", BODY))
    assert ("塔利班", BODY) in found_in("各国都反塔利班。")


def test_branches_that_are_counted_are_none_by_themselves() -> None:
    assert not {name for name, _ in found_in("全省30个石梁银行城市分行参加。") if name.endswith("分行")}
