"""Names that go on behind what was found, two places in one, and the kind of a house that something takes place in."""

from __future__ import annotations

import pytest

from worker.document.enrichment import MentionKind
from worker.enrichment import load_segmenter
from worker.enrichment.known_names import certain_places
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name

BODY, PERSON, PLACE = MentionKind.ORGANIZATION, MentionKind.PERSON, MentionKind.PLACE


def found_in(text: str, *names: tuple[str, MentionKind]) -> set[tuple[str, MentionKind]]:
    """Return what structure makes of names that the tagger is not very sure of, each at its first place in the text."""
    tagged = [Name(text.index(name), text.index(name) + len(name), kind, name, 0.9) for name, kind in names]
    return {(name.text, name.kind) for name in by_rules([text], [tagged], [load_segmenter().words(text)])[0]}


@pytest.mark.parametrize(
    ("text", "found", "whole"),
    [
        # a part of a body with the whole before it
        ("双江师范大学海洋生物学院教授到会。", "双江师范大学", "双江师范大学海洋生物学院"),
        ("石梁县公安局柳桥派出所民警到场。", "石梁县公安局", "石梁县公安局柳桥派出所"),
        ("青岭消防救援总队三支队赶到。", "青岭消防救援总队", "青岭消防救援总队三支队"),
        ("石梁县公安局交警大队二龙中队民警到场。", "石梁县公安局交警大队", "石梁县公安局交警大队二龙中队"),
        ("石梁县检察院派驻柳桥检察室揭牌。", "石梁县检察院", "石梁县检察院派驻柳桥检察室"),
        ("石梁县第二小学河西校区开学。", "石梁县第二小学", "石梁县第二小学河西校区"),
        ("青岭公交集团第一营运公司加开了车。", "青岭公交集团", "青岭公交集团第一营运公司"),
        ("八路军一二九师来到村里。", "八路军", "八路军一二九师"),
        ("青石公社上柳大队三队的人来了。", "青石公社", "青石公社上柳大队三队"),
        ("松岭地质大学(武汉)招生。", "松岭地质大学", "松岭地质大学(武汉)"),
    ],
)
def test_a_body_goes_on_with_its_part(text: str, found: str, whole: str) -> None:
    assert (whole, BODY) in found_in(text, (found, BODY))


@pytest.mark.parametrize(
    "text",
    [
        "双江师范大学教授到学院讲课。",
        "双江师范大学的研究院很新。",
        "双江师范大学和海洋学院签约。",
        "双江师范大学参加学院评比。",
        "双江师范大学(图)开学。",
    ],
)
def test_what_is_said_behind_a_body_is_no_part_of_it(text: str) -> None:
    assert found_in(text, ("双江师范大学", BODY)) == {("双江师范大学", BODY)}


@pytest.mark.parametrize(
    ("text", "place", "whole", "kind"),
    [
        ("泸州琉璃工艺品制造有限公司招工。", "泸州", "泸州琉璃工艺品制造有限公司", BODY),
        ("约旦矿工联合会发表声明。", "约旦", "约旦矿工联合会", BODY),
        ("决赛在泸州奥体中心打响。", "泸州", "泸州奥体中心", PLACE),
        ("白鹤来到龙骨滩自然保护区。", "龙骨滩", "龙骨滩自然保护区", PLACE),
    ],
)
def test_what_a_name_ends_in_tells_where_it_began(text: str, place: str, whole: str, kind: MentionKind) -> None:
    assert (whole, kind) in found_in(text, (place, PLACE))


def test_a_site_with_a_name_of_its_own_stands_beside_its_division() -> None:
    found = found_in("泸州龙骨滩自然保护区", ("泸州", PLACE))
    assert found == {("泸州", PLACE), ("龙骨滩自然保护区", PLACE)}


@pytest.mark.parametrize(
    ("text", "place", "whole"),
    [
        ("青岛市港口事业发展中心按照部署行动。", "青岛市", "青岛市港口事业发展中心"),
        ("2011年,广东省电影电视戏曲局受理了投诉。", "广东省", "广东省电影电视戏曲局"),
        ("江西省十二届人大常委会会议昨日闭幕。", "江西省", "江西省十二届人大常委会"),
        ("他昨晚戒护返回台北监狱。", "台北", "台北监狱"),
        ("约旦外交部周日发表声明。", "约旦", "约旦外交部"),
    ],
)
def test_an_office_begins_with_its_seat(text: str, place: str, whole: str) -> None:
    assert (whole, BODY) in found_in(text, (place, PLACE))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("青岛市打破用工难困局。", "青岛市"),  # what is broken is no office
        ("青岛市经济工作局面喜人。", "青岛市"),
        ("青岛老城的候车厅很新。", "青岛"),  # 的 parts them
        ("泸州结局出人意料。", "泸州"),
        ("约旦外交部长到访。", "约旦"),  # a post
    ],
)
def test_what_only_ends_as_offices_do_is_none(text: str, place: str) -> None:
    assert not {name for name, kind in found_in(text, (place, PLACE)) if kind is BODY}


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("以下是法新社整理的日程。", "法新社"),
        ("国际特赦组织昨日收回了奖项。", "国际特赦组织"),
        ("她对考评局的做法感到怀疑。", "考评局"),
        ("食药署已要求下架。", "食药署"),
        ("对手奈梅亨出线无望。", "奈梅亨"),
    ],
)
def test_bodies_of_the_world_are_known_by_their_names(text: str, body: str) -> None:
    assert (body, BODY) in found_in(text)


def test_what_is_no_name_by_itself_is_in_no_list() -> None:
    assert not found_in("这项工艺达到世界先进水平,行会和旅游局长都来了。")


@pytest.mark.parametrize("text", ["泸州今年成立了协会。", "他到泸州参观有限公司的展台。", "泸州的体育馆很新。"])
def test_an_ending_alone_makes_no_name(text: str) -> None:
    assert found_in(text, ("泸州", PLACE)) == {("泸州", PLACE)}


def test_two_places_in_one_are_parted() -> None:
    assert found_in("火警在元朗锦田传出。", ("元朗锦田", PLACE)) == {("元朗", PLACE), ("锦田", PLACE)}
    # a suffix, or what no list has, leaves one name
    assert found_in("列车驶过南京长江。", ("南京长江", PLACE)) != {("南京长江", PLACE)}
    assert ("南京西路", PLACE) in found_in("店开在南京西路。", ("南京西路", PLACE))


def test_a_house_where_something_takes_place_is_a_place() -> None:
    text = "剧目在红岩剧院、江北音乐厅上演,红岩剧院招收学员。"
    names = [
        Name(3, 7, BODY, "红岩剧院", 0.9),
        Name(8, 13, BODY, "江北音乐厅", 0.9),
    ]
    assert [name.kind for name in by_rules([text], [names], [load_segmenter().words(text)])[0]] == [PLACE, PLACE]
    alone = found_in("红岩剧院招收学员。", ("红岩剧院", BODY))
    assert alone == {("红岩剧院", BODY)}
    # a company of players is a body wherever it plays
    assert found_in("我在双江京剧院学戏。", ("双江京剧院", BODY)) == {("双江京剧院", BODY)}


def test_elders_and_numbers_of_an_army() -> None:
    assert found_in("索朗大叔笑了。", ("索朗大叔", PERSON)) == {("索朗", PERSON)}


def test_fragments_of_a_township_give_way_to_it() -> None:
    found = found_in("柳林县松江河镇连日有雨。", ("松江", PLACE), ("河镇", PLACE))
    assert found == {("柳林县", PLACE), ("松江河镇", PLACE)}


def test_states_are_known_by_what_taiwan_and_hong_kong_call_them() -> None:
    assert {"纽西兰", "沙地阿拉伯", "衣索比亚", "车里雅宾斯克"} <= certain_places()
    # peoples of China that are states to others
    assert not {"哈萨克", "塔吉克"} & certain_places()


def test_provinces_and_their_cities_are_places_without_their_suffix() -> None:
    assert found_in("这批柑橘销往山东和厦门。") == {("山东", PLACE), ("厦门", PLACE)}
    # which are words as well
    assert not found_in("来宾祝老人幸福安康。")
