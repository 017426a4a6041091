"""Sites told by what takes place there, by where they lie, by what they are called; what looks like one is none."""

from __future__ import annotations

import pytest

from worker.document.enrichment import MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import load_enricher, load_segmenter
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name

BODY, PERSON, PLACE = MentionKind.ORGANIZATION, MentionKind.PERSON, MentionKind.PLACE


def places_in(text: str, *names: tuple[str, MentionKind]) -> set[str]:
    """Return the places that structure makes of names that the tagger found, each at its first place in the text."""
    tagged = sorted(Name(text.index(name), text.index(name) + len(name), kind, name, 0.9) for name, kind in names)
    return {name.text for name in by_rules([text], [tagged], [load_segmenter().words(text)])[0] if name.kind is PLACE}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("晚会22日在青娜公园举行。", "青娜公园"),
        ("晚会22日于青娜公园隆重开幕。", "青娜公园"),
        ("年会22日在岚青宾馆召开。", "岚青宾馆"),
        ("义卖在岚青教堂的green hall举行。", "岚青教堂"),
        ("展览在杭州市岚青大厦开幕。", "岚青大厦"),
    ],
)
def test_where_something_is_held_is_a_place(text: str, place: str) -> None:
    assert place in places_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "晚会在城市公园举行。",
        "晚会在附近酒店举行。",
        "晚会在学校足球场举行。",
        "晚会在各大广场举行。",
        "晚会在这家酒店举行。",
        "他在拆除旧大厦。",
    ],
)
def test_a_kind_of_house_has_no_name(text: str) -> None:
    assert places_in(text) == set()


@pytest.mark.parametrize("street", ["盐街", "岚青道", "青里巷", "岚青邨", "青岚庭"])
@pytest.mark.parametrize("after", ["。", ",再往前走。", "12号。"])
def test_a_street_lies_in_the_town_before_it(street: str, after: str) -> None:
    assert {"屯门", street} <= places_in(f"他家住屯门{street}{after}", ("屯门", PLACE))


@pytest.mark.parametrize("kind", ["商业街", "老街", "公路", "铁路", "法庭", "省道", "走上路", "步行街"])
def test_what_is_no_street_has_no_name(kind: str) -> None:
    assert places_in(f"他来到屯门{kind}。", ("屯门", PLACE)) == {"屯门"}


@pytest.mark.parametrize("base", ["晋察冀边区", "陕甘宁边区", "湘赣苏区", "川陕根据地"])
def test_a_base_area_is_called_after_its_provinces(base: str) -> None:
    assert base in places_in(f"他去了{base}工作。")


@pytest.mark.parametrize("text", ["他去了深山边区工作。", "他去了边境边区工作。", "建立了根据地。"])
def test_a_border_has_no_name(text: str) -> None:
    assert places_in(text) == set()


@pytest.mark.parametrize("told", ["又称“盐城头”", "古称盐城头", ",别名“盐城头”"])
def test_what_a_place_is_called_as_well_is_one(told: str) -> None:
    assert "盐城头" in places_in(f"柳州{told}。", ("柳州", PLACE))


def test_what_something_else_is_called_is_none() -> None:
    assert places_in("这种茶又称“盐城头”。") == set()


@pytest.mark.parametrize(
    ("text", "names", "places"),
    [
        # a known place goes on as one word
        ("加沙地带昨天下雨。", (("加沙", PLACE),), {"加沙地带"}),
        # a township that is called as something done, before its village
        ("走进同心县喊山水乡周段村。", (("同心县", PLACE),), {"同心县", "喊山水乡", "周段村"}),
        # a county that the dictionary takes for a person, behind its province
        ("河南兰考张庄村很热闹。", (("河南", PLACE), ("兰考张庄村", PLACE)), {"河南", "兰考", "张庄村"}),
        # what streets are called in Malay
        ("罗弄阿都近海填土。", (("罗弄", PLACE), ("阿都", PLACE)), {"罗弄阿都"}),
        ("甘榜阿都近海填土。", (("甘榜", PLACE), ("阿都", PLACE)), {"甘榜阿都"}),
        # a province and a constituency that are called after two places
        ("古利—波列省下雨。", (("古利", PLACE), ("波列省", PLACE)), {"古利—波列省"}),
        ("她角逐青廊东—武吉石集选区。", (("青廊东", PLACE), ("武吉石", PLACE)), {"青廊东—武吉石集选区"}),
        # where at a mountain or a street
        # ruins with the name of a temple
        ("岚公庙遗址很大。", (("岚公庙", PLACE),), {"岚公庙遗址"}),
        # a studio behind what it is called after
        ("她到过青北堡西部影城。", (("青北堡", PLACE),), {"青北堡西部影城"}),
    ],
)
def test_a_place_is_whole(text: str, names: tuple[tuple[str, MentionKind], ...], places: set[str]) -> None:
    assert places_in(text, *names) == places


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("李村长来了。", "李村"),
        ("王镇长来了。", "王镇"),
        ("无山无水的地方。", "无山"),
        ("规模宏大的西汉墓。", "西汉"),
    ],
)
def test_an_office_a_want_and_what_one_becomes_are_no_places(text: str, taken: str) -> None:
    assert taken not in places_in(text, *(() if taken == "西汉" else ((taken, PLACE),)))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("李村人来了。", "李村"),
        ("无锡很美。", "无锡"),
        ("这里改名为富青村。", "富青村"),
        ("富青村变为强村,富青村民很高兴。", "富青村"),
    ],
)
def test_a_village_stays_one(text: str, place: str) -> None:
    assert place in places_in(text, (place, PLACE))


def test_the_first_museum_of_a_place_has_no_name() -> None:
    text = "内蒙古自治区第一个博物馆开放。"
    found = by_rules([text], [[Name(0, 6, PLACE, "内蒙古自治区", 0.9)]], [load_segmenter().words(text)])[0]
    assert [(name.text, name.kind) for name in found] == [("内蒙古自治区", PLACE)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("白沙镇党委书记王林昨天来看望老人。", {"白沙镇"}),
        ("松溪村党支部昨天开会。", {"松溪村"}),
        ("北碚区澄江镇人民政府昨天开会。", {"北碚区", "澄江镇"}),
        ("各村党支部昨天开会。", set()),
    ],
)
def test_the_town_that_begins_a_body_is_named(text: str, places: set[str]) -> None:
    (told,) = load_enricher().enrich_issue(Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=(text,)),)))
    assert set(told.places) == places
