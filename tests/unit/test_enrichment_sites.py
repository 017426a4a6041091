"""Roads, sites, armies and hospitals told by what stands around them, listed places in a row; what only looks so."""

from __future__ import annotations

import pytest

from worker.document.enrichment import MentionKind
from worker.enrichment import load_segmenter
from worker.enrichment.names.people import joined
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name

PERSON, PLACE, BODY = MentionKind.PERSON, MentionKind.PLACE, MentionKind.ORGANIZATION


def found_in(text: str, *names: tuple[str, MentionKind]) -> set[tuple[str, MentionKind]]:
    """Return what structure makes of names that the tagger found, each at its first place in the text."""
    tagged = []
    for name, kind in names:
        start = text.index(name)
        tagged.append(Name(start, start + len(name), kind, name, 1.0))
    tagged.sort()
    return {(name.text, name.kind) for name in by_rules([text], [tagged], [load_segmenter().words(text)])[0]}


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        # what a road or a bay goes on with
        ("文昌路高架今起封闭。", (("文昌路", PLACE),), {("文昌路高架", PLACE)}),
        ("青岚湾高速公路塞车。", (("青岚湾", PLACE),), {("青岚湾高速公路", PLACE)}),
        ("青岚湾高速市区段塞车。", (("青岚湾", PLACE),), {("青岚湾高速", PLACE)}),
        ("拖车在榆钱道天桥抛锚。", (("榆钱道", PLACE),), {("榆钱道天桥", PLACE)}),
        # where two roads meet
        ("货车在明霞街与南塘路口抛锚。", (("明霞街", PLACE),), {("明霞街", PLACE), ("南塘路", PLACE)}),
        # named after somebody
        ("旅客在孙正明公园拍照。", (("孙正明", PERSON),), {("孙正明公园", PLACE)}),
        ("陈启文中学放假。", (("陈启文", PERSON),), {("陈启文中学", BODY)}),
        # a town of one's own behind a guild or a hospital
        ("伤者送往仁爱医院。", (), {("仁爱医院", BODY)}),
        # old armies, in the numerals of their time, without whose they are
        ("新六军和一八二师溃散。", (), {("新六军", BODY), ("一八二师", BODY)}),
        ("蒋军七十一军残部北逃。", (("蒋军七十一军残部", BODY),), {("七十一军", BODY)}),
        # listed places: in a row with one that was found, behind a verb of moving, before what only places have
        ("宁城、柳湾都下了雪。", (("柳湾", PLACE),), {("宁城", PLACE), ("柳湾", PLACE)}),
        ("部队于次日收复昌图。", (), {("昌图", PLACE)}),
        ("昌图一带下了雪。", (), {("昌图", PLACE)}),
        # a village that was found once
        ("石棚村通了车。石棚村的人都来了。", (("石棚村", PLACE),), {("石棚村", PLACE)}),
        # without a preposition, a verb or what follows
        ("小河是通汉江的。", (("通汉江", PLACE),), {("汉江", PLACE)}),
        ("她在金坛城里上班。", (("金坛城里", PLACE),), {("金坛", PLACE)}),
        # who heads a state, and a district abroad
        ("总理内塔尼拉胡发表讲话。", (("内塔尼拉胡", PLACE),), {("内塔尼拉胡", PERSON)}),
        ("他住在列克文区。", (("列克文区", PERSON),), {("列克文区", PLACE)}),
        # what goes on behind a place
        ("观众走进柳林青年体育场。", (("柳林", PLACE),), {("柳林青年体育场", PLACE)}),
        ("天津市第四中级人民法院开庭。", (("天津市", PLACE),), {("天津市第四中级人民法院", BODY)}),
        ("据巴勒斯坦通讯社报道。", (("巴勒斯坦", PLACE),), {("巴勒斯坦通讯社", BODY)}),
        ("他们参观了南京化学纤维厂。", (("南京", PLACE),), {("南京化学纤维厂", BODY)}),
        # bodies and quarters that a list has
        ("民主联军过江。", (), {("民主联军", BODY)}),
        ("商会在华埠开年会。", (), {("华埠", PLACE)}),
        ("他在直落布兰雅开店。", (), {("直落布兰雅", PLACE)}),
    ],
)
def test_what_stands_around_tells(
    text: str, names: tuple[tuple[str, MentionKind], ...], told: set[tuple[str, MentionKind]]
) -> None:
    assert found_in(text, *names) == told


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # kinds of roads, and what goes along none
        ("小车沿公路往北行驶。", ()),
        ("货车驶入快车道,又转入隧道。", ()),
        ("队伍沿着这条街往前走。", ()),
        # 高速 of what is quick, what runs a road, a tunnel's mouth
        ("西宁高速发展。", (("西宁", PLACE),)),
        ("青岚湾高速公路管理处招工。", (("青岚湾", PLACE),)),
        # crossings without a name
        ("走到青石街和路口,他停了下来。", (("青石街", PLACE),)),
        # somebody beside a square or a principle
        ("王林大道理讲了一通。", (("王林", PERSON),)),
        ("李建明广场上跳舞。", (("李建明", PERSON),)),
        # hospitals without a name
        ("伤者送往当地医院。", ()),
        ("药品在各大医院销售。", ()),
        # arms, salutes and teachers
        ("三军仪仗队受阅。", ()),
        ("海军、空军都来了。", ()),
        ("一个军长和两个师长到会。", ()),
        ("二十师生合影。", ()),
        # words that are a district's name as well stand for none by themselves
        ("昌图的雪下了一夜。", ()),
        ("昌图、柳湾都笑了。", (("柳湾", PLACE),)),
        ("资源、信息都要共享。", ()),
        ("他前往资源丰富的地方。", ()),
    ],
)
def test_what_only_looks_so_is_none(text: str, names: tuple[tuple[str, MentionKind], ...]) -> None:
    assert found_in(text, *names) == {(name, kind) for name, kind in names}


def test_what_links_two_people_ends_the_first() -> None:
    text = "陈浩和谢林去了。"
    names = [Name(0, 3, PERSON, text[:3], 1.0), Name(3, 5, PERSON, text[3:5], 1.0)]
    assert [name.text for name in joined(names)] == ["陈浩", "谢林"]


def test_a_person_whose_name_ends_so_stays_whole() -> None:
    text = "汪忠和、谢林去了。"
    names = [Name(0, 3, PERSON, text[:3], 1.0), Name(4, 6, PERSON, text[4:6], 1.0)]
    assert [name.text for name in joined(names)] == ["汪忠和", "谢林"]
