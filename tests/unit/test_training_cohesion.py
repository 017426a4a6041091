"""Whether a text goes on is learnt from parts of one article, and the end of one with the start of the next."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from training.cohesion import Article, articles_of, learnt, lexicon_of, seen, stretches

if TYPE_CHECKING:
    from pathlib import Path

MATTERS = ["老桥栏杆", "茶园春茶", "渡口木船", "学堂课桌", "水库堤坝", "果园苹果", "戏台锣鼓", "街灯路口", "鱼塘草鱼"]
WAYS = [
    ("昨日,{}在县里展出,乡亲们放下手里的活都去看了一回。", "据介绍,{}花了三个月才备齐,从头到尾一共用去两万元。"),
    ("近日,镇上为{}开了会,会上一条一条定下明年的打算。", "他说,{}还差一些钱,请街坊邻里有空多出些力气。"),
    ("记者从村里获悉,{}今年换新,要赶在年底以前全部完工。", "此外,{}由专人看管,早晚各查一遍大家才放心。"),
]


def article(matter: str, way: int = 0, *, group: str = "一日") -> Article:
    return Article(group, matter, [(text.format(matter), False) for text in WAYS[way]])


ARTICLES = [article(matter, at % len(WAYS)) for at, matter in enumerate(MATTERS)]


def test_a_source_is_read(tmp_path: Path) -> None:
    given = [
        {"group": "一日", "title": "老橋", "paragraphs": ["【本报讯】老橋修好了,昨日通車。", "兩頭裝燈", "橋上有燈。"]},
        {"group": "一日", "title": "空", "paragraphs": ["1", "空"]},
    ]
    (tmp_path / "paper.jsonl").write_text("\n".join(map(json.dumps, given)), encoding="utf-8")
    (found,) = articles_of(tmp_path / "paper.jsonl")
    assert found == ("一日", "老桥", [("老桥修好了,昨日通车。", False), ("两头装灯", True), ("桥上有灯。", False)])


def test_stretches_are_of_one_article_or_of_two_neighbours_of_a_day() -> None:
    found = stretches(ARTICLES, 40)
    assert len(found) == 40
    assert found == stretches(ARTICLES, 40)
    for each in found:
        matters = [{matter for matter in MATTERS if matter in text} for text in (each.above, each.below)]
        assert (matters[0] == matters[1]) == each.same
    assert not any(not each.same for each in stretches([article("甲桥"), article("乙桥", 1, group="二日")], 4))


def test_a_report_that_is_printed_twice_is_no_other_story() -> None:
    brief = article("老桥栏杆")._replace(paragraphs=article("老桥栏杆").paragraphs[:1])
    twice = [brief, brief._replace(title="又一次"), article("磨坊石磨", 1)]
    assert not any(not each.same and each.above == each.below for each in stretches(twice, 8))


def test_what_is_learnt_tells_stories_that_were_not_seen() -> None:
    lexicon = lexicon_of(ARTICLES)
    model = learnt([seen(stretches(ARTICLES, 60), lexicon)], lexicon)
    (above, _), (on, _) = article("磨坊石磨").paragraphs
    (other, _), _ = article("钟楼铜钟", 1).paragraphs
    assert model.of(above, on) > 0 > model.of(above, other)


def test_pairs_are_rising() -> None:
    assert (np.diff(lexicon_of(ARTICLES).pairs.astype(np.int64)) > 0).all()
