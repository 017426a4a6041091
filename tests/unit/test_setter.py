"""The setter's pages: labels that tile the text, fields that stand in it, the same pages for the same seed."""

from __future__ import annotations

import random
from typing import Any

import pytest

from training.setter.__main__ import made
from training.setter.families import FAMILIES, HELD
from training.setter.piece import Piece, Sheet, gold
from training.setter.story import Writer
from training.setter.together import Named, together
from training.setter.words import Words

PAGES = 200
KNOWN: list[dict[str, Any]] = [
    {
        "headline": "山村通了班车",
        "paragraphs": ["昨天，第一辆班车开进山村，村民在路口敲起了锣鼓。", "班车每天两趟。"],
        "authors": [{"name": "柳禾青", "role": "记者"}],
        "captions": ["村民登上班车"],
    },
    {"headline": "", "paragraphs": ["老人把旧书捐给学校，孩子们放学后围着他听故事，一直听到天黑。"]},
]


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("known", [[], KNOWN], ids=["own words", "known articles"])
def test_labels_tile_the_text(known: list[dict[str, Any]]) -> None:
    for _, family, sheet, _ in made(tuple(FAMILIES), PAGES, known, held=False, seed=11):
        text = sheet.text()
        labels = gold(sheet, page="p", family=family, options={})
        at = 0
        for piece in labels["pieces"]:
            assert not text[at : piece["start"]].strip()  # only white space lies between two pieces
            assert text[piece["start"] : piece["end"]].strip()
            at = piece["end"]
        assert not text[at:].strip()
        if family in {"across", "broadsheet"}:
            continue  # columns alternate, or a running header stands within: a paragraph may be no one stretch
        everything = flat(text)
        for article in labels["articles"]:
            fields = [article["lead"], article["sign"], *article["paragraphs"], *article["captions"]]
            assert [field for field in fields if flat(field) not in everything] == []


def test_a_seed_repeats_its_pages() -> None:
    first, again = (
        [sheet.text() for _, _, sheet, _ in made(tuple(FAMILIES), 20, [], held=False, seed=3)] for _ in "ab"
    )
    assert first == again


def test_held_families_are_families() -> None:
    assert set(HELD) < set(FAMILIES)


def test_gold_of_a_page() -> None:
    pieces = (
        Piece("X", "第3版", kind="section"),
        Piece("K", "历时三年", owner=0),
        Piece("H", "水库", owner=0),
        Piece("h", "蓄水", owner=0),
        Piece("C", "▲水库一角", owner=0),
        Piece("R", "柳禾青 摄", " ", 0, writers=(Writer("柳禾青"),)),
        Piece("L", "本报讯(记者 杜", owner=0, lead="本报讯(记者 杜小渡)", writers=(Writer("杜小渡", "记者"),)),
        Piece("p", "小渡)昨天,水库", owner=0),
        Piece("p", "开始蓄水。", owner=0),
        Piece("H", "无题", owner=1),
    )
    labels = gold(Sheet(pieces), page="p", family="f", options={})
    first, second = labels["articles"]
    assert (first["kicker"], first["headline"], second["headline"]) == ("历时三年", "水库蓄水", "无题")
    assert first["paragraphs"] == ["昨天,水库开始蓄水。"]  # without its source line, though a line broke inside it
    assert first["captions"] == ["水库一角"]  # without its mark
    assert first["credits"] == [{"name": "柳禾青", "role": ""}]  # and no author
    assert first["byline"] == [{"name": "杜小渡", "role": "记者"}]
    assert labels["non_articles"] == [{"type": "section", "text": "第3版"}]
    assert [piece["article"] for piece in labels["pieces"]] == [None, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    assert labels["pieces"][5]["run_on"]


def test_pages_are_set_one_below_the_other() -> None:
    sheets = [
        Sheet((Piece("X", "首页", kind="navigation"), Piece("H", f"题{name}", owner=0), Piece("P", name * 9, owner=0)))
        for name in "甲乙丙丁"
    ]
    named = [Named(name, sheet) for name, sheet in zip("甲乙丙丁", sheets, strict=True)]
    words = Words(random.Random(5))
    for sheet, sites in together(named, 40, words, ["第2版"]):
        labels = gold(sheet, page="p", family="f", options={})
        assert {article["headline"] for article in labels["articles"]} == {f"题{site}" for site in sites}
        assert len(labels["articles"]) == len(sites) >= 2  # each of another site
        text = sheet.text()
        assert all(text[piece["start"] : piece["end"]].strip() for piece in labels["pieces"])
