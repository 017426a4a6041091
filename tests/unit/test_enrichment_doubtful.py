"""People that the tagger is unsure of: what the rest of the article makes of them, both ways."""

from __future__ import annotations

import pytest

from worker.enrichment.names import people
from worker.enrichment.names.doubtful import without_doubtful
from worker.enrichment.names.finder import known_in
from worker.enrichment.names.kinds import settle_kinds
from worker.enrichment.names.spans import ORGANIZATION, PERSON, PLACE, Name
from worker.enrichment.names.usage import Usage
from worker.enrichment.words import load_segmenter


def marked(text: str, *names: tuple[str, float]) -> list[Name]:
    """Return people as the tagger marks them, the first time that each stands in the text after the one before."""
    found, at = [], 0
    for name, sure in names:
        start = text.index(name, at)
        at = start + len(name)
        found.append(Name(start, at, PERSON, name, sure))
    return found


def settled(text: str, *names: tuple[str, float]) -> tuple[list[str], frozenset[str]]:
    segmenter = load_segmenter()
    found = marked(text, *names)
    kept, spoken = without_doubtful(text, Usage(text), found, segmenter.words(text), segmenter.tag_of)
    assert all(text[name.start : name.end] == name.text for name in kept)
    return [name.text for name in kept], spoken


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("各村多措并举,把水渠修好。", "多措", 1.2),  # no surname
        ("集装箱、冷链货物都走这条铁路。", "冷链", 1.2),  # a surname that is a word
        ("新开的商圈有两层。", "商圈", 1.9),  # likewise, of two characters
        ("乡亲唱起长江之歌。", "江之歌", 0.6),  # begins within a word
        ("蔓越莓能做果酱,当地的蔓越莓上市了。", "蔓越莓", 0.7),  # said again as no name
        ("花青素耐热。紫薯里的花青素很多。", "花青素", 0.7),
    ],
)
def test_who_is_nobody(text: str, name: str, sure: float) -> None:
    assert settled(text, (name, sure)) == ([], frozenset())


@pytest.mark.parametrize(
    ("text", "name", "sure"),
    [
        ("昨天,林青禾到了。", "林青禾", 0.3),  # a common surname
        ("昨天到的有麦克文。", "麦克文", 1.2),  # by sound
        ("。列青慧说,雨还要下。", "列青慧", 0.9),  # says something
        ("新开的商圈有两层。", "商圈", 2.1),  # the tagger is sure
        ("欧阳林昨天到了。", "欧阳林", 0.3),
        ("林青禾到了。林青禾和林青禾的儿子住下。", "林青禾", 0.9),  # said again, but not so unsure
    ],
)
def test_who_stays(text: str, name: str, sure: float) -> None:
    assert settled(text, (name, sure))[0] == [name]


def test_a_position_speaks_for_somebody() -> None:
    assert settled("副县长多措昨天到了。", ("多措", 0.4)) == (["多措"], frozenset({"多措"}))


def test_one_who_is_sure_elsewhere_is_sure() -> None:
    assert settled("多措到了。后来多措又走了。", ("多措", 3.0), ("多措", 0.2))[0] == ["多措", "多措"]


def test_a_row_of_people_speaks_for_each() -> None:
    assert settled("到会的有冷星、林青禾。", ("冷星", 0.5), ("林青禾", 2.0))[0] == ["冷星", "林青禾"]


def test_a_name_gives_way_to_a_surer_one_within_it() -> None:
    text = "议员批克里文。克里文曾到过这里。"
    assert settled(text, ("批克里文", 1.0), ("克里文曾", 1.0))[0] == ["批克里文", "克里文曾"]
    text = "议员批克里文。克里文曾到过这里。克里文说好。"
    assert settled(text, ("批克里文", 1.0), ("克里文曾", 1.0), ("克里文", 3.0))[0] == ["克里文"] * 3


def test_another_name_with_the_same_beginning_stays() -> None:
    text = "林建国到了。林建后来也到了。"
    assert settled(text, ("林建国", 1.0), ("林建", 3.0))[0] == ["林建国", "林建"]
    text = "林孟青禾到了。林孟后来也到了。"
    assert settled(text, ("林孟青禾", 1.0), ("林孟", 3.0))[0] == ["林孟青禾", "林孟"]


@pytest.mark.parametrize("name", ["乌军", "台媒", "马方愿", "台绿委", "俄空军", "乌称"])
def test_a_side_of_a_state_is_nobody(name: str) -> None:
    assert people.trimmed(name, "今天", f"{name}今天", 3.0, load_segmenter().tag_of) is None


@pytest.mark.parametrize("name", ["马军", "韩方明", "陆军", "马愿", "台静农"])
def test_a_person_with_such_a_surname(name: str) -> None:
    assert people.trimmed(name, "到了", f"{name}到了", 3.0, load_segmenter().tag_of) == (0, 0)


def test_who_is_made_something_ends_before_it() -> None:
    tag = load_segmenter().tag_of
    assert people.trimmed("韩青为", "部长", "任命韩青为部长", 3.0, tag, before="任命") == (0, 1)
    assert people.trimmed("韩青为", "到了", "医生韩青为到了", 3.0, tag, before="医生") == (0, 0)


def test_who_does_two_things_is_no_line_of_names() -> None:
    text = "柳林县代表会议召开 林青禾出席并讲话"
    assert people.run_together(text, len(text), (), lambda _: False) == []
    assert [name.text for name in people.run_together("林青禾出席", 5, (), lambda _: False)] == ["林青禾"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("守军在马林卡等方向后退。", "马林卡"),
        ("守军在巴赫穆特、马林卡等地后退。", "巴赫穆特"),
        ("雨落在首府格罗尼亚。", "格罗尼亚"),
        ("船到格什姆岛。", "格什姆岛"),
        ("雨落在马林卡地区。", "马林卡"),
    ],
)
def test_where_only_a_place_stands_is_one(text: str, name: str) -> None:
    names = marked(text, (name, 2.0))
    assert [each.kind for each in settle_kinds(text, Usage(text), names, load_segmenter().tag_of)] == [PLACE]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("大使马林卡、所罗门群岛代办到会。", "马林卡"),
        ("马林卡等人后退。", "马林卡"),
        ("作者格罗·福山说好。", "格罗·福山"),
        ("林青禾等地方干部到会。", "林青禾"),
    ],
)
def test_somebody_who_stands_likewise(text: str, name: str) -> None:
    names = marked(text, (name, 2.0))
    assert [each.kind for each in settle_kinds(text, Usage(text), names, load_segmenter().tag_of)] == [PERSON]


def test_an_article_without_doubt_is_left_as_it_is() -> None:
    text = "林青禾到了柳林公司。"
    names = [*marked(text, ("林青禾", 2.0)), Name(5, 9, ORGANIZATION, "柳林公司", 0.1)]
    assert without_doubtful(text, Usage(text), names, load_segmenter().words(text), load_segmenter().tag_of)[0] is names


def test_a_position_once_makes_a_name_known_elsewhere() -> None:
    names = marked("县长多措到会。", ("多措", 0.4))
    assert known_in(names, frozenset({"多措"})) == {("多措", PERSON)}
    assert known_in(names, frozenset()) == frozenset()


@pytest.mark.parametrize(
    ("text", "name", "sure", "whole"),
    [
        ("日本首相高市早苗的发言很短。", "高市早", 1.0, "高市早苗"),
        ("日本首相高市早苗到会。", "高市早", 2.0, "高市早"),  # the tagger is sure
        ("甲国首相高市早苗到会。", "高市早", 1.0, "高市早"),
        ("日本教授林青禾说好。", "林青禾", 1.0, "林青禾"),
    ],
)
def test_a_japanese_name_goes_on_to_the_end_of_its_word(text: str, name: str, sure: float, whole: str) -> None:
    assert settled(text, (name, sure))[0] == [whole]
