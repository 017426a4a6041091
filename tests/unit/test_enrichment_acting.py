"""Bodies told by what they do and how they are introduced; parts of bodies; what goes before a body or a person."""

from __future__ import annotations

import pytest

from worker.document.enrichment import MentionKind
from worker.document.identity import IssueIdentity
from worker.document.issue import Article, Issue
from worker.enrichment import Enricher, load_enricher, load_segmenter
from worker.enrichment.names.people import trimmed
from worker.enrichment.names.rules import by_rules
from worker.enrichment.names.spans import Name
from worker.enrichment.names.usage import Usage

BODY, PERSON, PLACE = MentionKind.ORGANIZATION, MentionKind.PERSON, MentionKind.PLACE


@pytest.fixture(scope="module")
def enricher() -> Enricher:
    return load_enricher()


def bodies_in(text: str, *names: tuple[str, MentionKind]) -> set[str]:
    """Return the bodies that structure makes of names that the tagger found, each at its first place in the text."""
    tagged = sorted(Name(text.index(name), text.index(name) + len(name), kind, name, 0.9) for name, kind in names)
    return {name.text for name in by_rules([text], [tagged], [load_segmenter().words(text)])[0] if name.kind is BODY}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("晚会由岚海基金和岚青日报联办。", {"岚海基金", "岚青日报"}),
        ("比赛由岚青市民协会主办。", {"岚青市民协会"}),
        ("由岚青文化基金会、岚海研究会共同发起。", {"岚青文化基金会", "岚海研究会"}),
        # an office of two fields
        # a paper without marks
        ("岚青日报刊登了消息。", {"岚青日报"}),
        ("(岚青晚报特约记者 成小青 多伦多报道)", {"岚青晚报"}),
        ("岚青早报讯:大桥通车。", {"岚青早报"}),
        # a division before its men
        # in quotes
        ("“岚青联席会(石桥)”成立。", {"岚青联席会"}),
        ("「岚青阵线」发起游行。", {"岚青阵线"}),
        # who runs a school, a firm of the state
        ("中国路桥承建了这座桥。", {"中国路桥"}),
    ],
)
def test_what_a_body_does_tells_it(text: str, bodies: set[str]) -> None:
    assert bodies_in(text) == bodies


@pytest.mark.parametrize(
    "text",
    [
        "比赛由学校主办。",
        "比赛由当地商会承办。",
        "比赛由他组织。",
        "教育局及卫生局宣布放假。",
        "以及要求放假及上课局面已经改变。",
        "本报记者昨天来到现场。",
        "各报刊登了消息。",
        "88师傅来了。",
        "他是88师。",
        "“先进协会”四个字挂在墙上,他们获评“示范商会”。",
        "中国建筑之美在于飞檐。",
    ],
)
def test_what_tells_no_body_tells_none(text: str) -> None:
    assert not bodies_in(text) - {"教育局", "卫生局", "先进协会"}


@pytest.mark.parametrize(
    ("text", "body", "whole"),
    [
        ("西安铁路局岚青工务段的职工出发了。", "西安铁路局", "西安铁路局岚青工务段"),
        ("湖北省人大常委会法规工作室开会。", "湖北省人大常委会", "湖北省人大常委会法规工作室"),
        ("立法会资讯及广播事务委员会开会。", "立法会", "立法会资讯及广播事务委员会"),
        ("赛马会岚青安老院有人确诊。", "赛马会", "赛马会岚青安老院"),
        ("[由岚玉基金]举办。".replace("[", "").replace("]", ""), "由岚玉基金", "岚玉基金"),
    ],
)
def test_a_part_of_a_body_is_whole(text: str, body: str, whole: str) -> None:
    assert whole in bodies_in(text, (body, BODY))


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("岚青大学中文系教授林一说。", "岚青大学"),
        ("立法会一个委员会开会。", "立法会"),
        ("西安铁路局各工务段的职工出发了。", "西安铁路局"),
    ],
)
def test_what_only_follows_a_body_is_none_of_it(text: str, body: str) -> None:
    assert bodies_in(text, (body, BODY)) == {body}


@pytest.mark.parametrize(
    ("text", "place", "body"),
    [
        ("南京地方志编纂委员会编了书。", "南京", "南京地方志编纂委员会"),
        ("香港民意研究所公布数字。", "香港", "香港民意研究所"),
        ("恩平市委常委林一来了。", "恩平", "恩平市委"),
    ],
)
def test_a_place_begins_a_body(text: str, place: str, body: str) -> None:
    assert body in bodies_in(text, (place, PLACE))


def test_what_shops_of_a_place_do_is_done_by_none_of_its_bodies() -> None:
    assert bodies_in("苏州网店生意很好。", ("苏州网店", BODY)) == set()


@pytest.mark.parametrize(
    ("text", "name", "cut"),
    [
        ("林正继与甲国代表会谈后离开。", "林正继", (0, 1)),
        ("林正继说,他不去。", "林正继", (0, 0)),
        ("会长林金强将支票移交。", "林金", (0, -1)),
        ("医生林青敏唤上护士。", "林青敏唤", (0, 1)),
        ("召集人林青敏未获选。", "林青敏未", (0, 1)),
    ],
)
def test_a_person_ends_before_what_is_done(text: str, name: str, cut: tuple[int, int]) -> None:
    after = text[text.index(name) + len(name) :][:2]
    assert trimmed(name, after, Usage(text).near(0), 2.0, load_segmenter().tag_of) == cut


@pytest.mark.parametrize("name", ["张叔", "林嫂", "高企令", "西厅", "封锁", "芮氏", "李及陈", "白衬衫", "花枝丸"])
def test_who_has_no_given_name_is_nobody(name: str) -> None:
    text = f"{name}来了。"
    assert trimmed(name, "来了", Usage(text).near(0), 2.0, load_segmenter().tag_of) is None


@pytest.mark.parametrize("name", ["李及第", "陈未来", "白氏安"])
def test_who_has_one_is_somebody(name: str) -> None:
    text = f"{name}来了。"
    assert trimmed(name, "来了", Usage(text).near(0), 2.0, load_segmenter().tag_of) == (0, 0)


@pytest.mark.parametrize("point", ["•", "・", "·"])
def test_any_point_joins_a_name(enricher: Enricher, point: str) -> None:
    text = f"以下是编辑卡蒂亚{point}艾德勒的报道。"
    (told,) = enricher.enrich_issue(Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=(text,)),)))
    assert told.people == (f"卡蒂亚{point}艾德勒",)


def test_what_is_called_after_somebody_is_a_place(enricher: Enricher) -> None:
    text = "周日在罗兰·卡罗斯球场上有比赛。"
    (told,) = enricher.enrich_issue(Issue(IssueIdentity(), (Article(ordinal=1, paragraphs=(text,)),)))
    assert (told.people, told.places) == ((), ("罗兰·卡罗斯球场",))
