"""The annotated layouts: labels tile the text, fields stand in it, every kind is there."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from training.layouts import layouts
from training.setter.annotated import read_annotated
from training.setter.marked import labels, read_marked
from training.setter.material import Material
from training.setter.piece import gold as labelled
from training.setter.refill import Refill, varied
from training.setter.words import Words

PAGES = sorted((Path(__file__).parent.parent / "golden" / "pages").glob("*.gold.json"))
KINDS = range(1, 20)
TAGS = set("KHhSBCcRNnMmLPpUVT")
NAME = re.compile(r"[\w·]{2,12}")


def flat(text: str) -> str:
    return "".join(text.split())


def gold(page: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.read_text(encoding="utf-8"))
    return found


def name(page: Path) -> str:
    return page.name.removesuffix(".gold.json")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_labels_tile_the_text(page: Path) -> None:
    """Every character is labelled once: the labelled lines, in any order, are the text."""
    found = gold(page)
    pieces = [line["text"] for article in found["articles"] for line in article["lines"]]
    pieces += [each["text"] for each in found["non_articles"]]
    text = (page.parent / f"{name(page)}.txt").read_text(encoding="utf-8")
    assert Counter("".join(map(flat, pieces))) == Counter(flat(text))
    for piece in pieces:
        assert flat(piece) in flat(text)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_fields_stand_in_the_text(page: Path) -> None:
    text = flat((page.parent / f"{name(page)}.txt").read_text(encoding="utf-8"))
    found = gold(page)
    assert found["page"] == name(page)
    assert found["layout"]
    assert found["articles"]
    for article in found["articles"]:
        assert {line["tag"] for line in article["lines"]} <= TAGS
        fields = [article.get(field, "") for field in ("lead", "sign", "editor_note")]
        fields += [
            field for several in ("paragraphs", "captions", "subheads", "summary") for field in article.get(several, [])
        ]
        assert [field for field in fields if flat(field) not in text] == []
        for field in ("headline", "kicker", "subtitle"):
            assert all(flat(part) in text for part in article.get(field, "").split())
        for person in article.get("byline", []) + article.get("credits", []):
            assert NAME.fullmatch(person["name"])
            assert person["name"] in text


def test_layouts_are_marked_whole() -> None:
    """What is said of a page stands in it, and every page has another text."""
    pages = [*layouts()]
    texts = {flat(page.text) for page in pages}
    assert len(texts) == len(pages) > 1000
    for page in pages:
        text = flat(page.text)
        assert page.found["layout"], page.name
        assert page.found["articles"], page.name
        for article in page.found["articles"]:
            fields = [article.get("headline", ""), article.get("lead", ""), article.get("sign", "")]
            fields += [*article.get("paragraphs", []), *article.get("captions", []), *article.get("subheads", [])]
            assert [part for field in fields for part in field.split() if part not in text] == [], page.name
            people = [person["name"] for person in article.get("byline", []) + article.get("credits", [])]
            assert [name for name in people if not NAME.fullmatch(name) or name not in text] == [], page.name


def test_every_kind_is_there_several_times() -> None:
    seen = Counter(kind for page in PAGES for kind in gold(page)["kinds"])
    assert [kind for kind in KINDS if seen[kind] < 2] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_an_annotated_page_is_read_back(page: Path) -> None:
    sheet = read_annotated(page)
    assert sheet.text() == (page.parent / f"{name(page)}.txt").read_text(encoding="utf-8")
    again = labelled(sheet, page=name(page), family="golden", options={})
    for article, stated in zip(again["articles"], gold(page)["articles"], strict=True):
        for field in ("headline", "kicker", "subtitle", "lead", "paragraphs", "captions"):
            assert article[field] == stated.get(field, type(article[field])())


def test_a_layout_is_filled_with_other_words() -> None:
    words = Words(random.Random(5))
    refill = Refill(words, Material(words, [], held=False))
    for page in PAGES:
        before = read_annotated(page)
        after = refill.page(before)
        assert [(piece.tag, piece.owner, piece.joint, piece.kind) for piece in after.pieces] == [
            (piece.tag, piece.owner, piece.joint, piece.kind) for piece in before.pieces
        ]
        text = flat(after.text())
        people = {writer.name for piece in after.pieces for writer in piece.writers}
        assert all(person in text for person in people)
        assert not people & {writer.name for piece in before.pieces for writer in piece.writers}


def test_a_layout_is_varied() -> None:
    words = Words(random.Random(6))
    changed = 0
    for page in PAGES:
        before = read_annotated(page)
        after = varied(before, words)
        changed += after != before
        found = labelled(after, page="p", family="f", options={})
        text = flat(after.text())
        assert [one["headline"] for one in found["articles"]] == [one["headline"] for one in gold(page)["articles"]]
        assert all(flat(text_) in text for one in found["articles"] for text_ in one["paragraphs"] + one["captions"])
    assert changed > len(PAGES) / 4


def test_a_marked_page() -> None:
    sheet, about = read_marked(
        "# layout: a page\n# kinds: 2 7\nX:date| 5月3日\n\n== news\nH| 老桥\nL|   本报讯(记者 柳青)‖通车。@@记者 柳青\n"
        "== photo\n+C| 桥头\n_R| 杜小渡 摄@@杜小渡\n"
    )
    assert sheet.text() == "5月3日\n\n老桥\n  本报讯(记者 柳青)通车。桥头 杜小渡 摄\n"
    found = labels(sheet, about, "p")
    story, photo = found["articles"]
    assert (story["lead"], story["paragraphs"]) == ("本报讯(记者 柳青)", ["通车。"])
    assert story["byline"] == [{"name": "柳青", "role": "记者"}]
    assert (photo["captions"], photo["credits"]) == (["桥头"], [{"name": "杜小渡", "role": ""}])
    assert found["kinds"] == [2, 7]


def test_a_row_without_a_label_is_told() -> None:
    with pytest.raises(ValueError, match="row 2"):
        read_marked("== news\n没有标记的行\n")


def test_a_row_of_no_article_is_told() -> None:
    with pytest.raises(ValueError, match="row 1 belongs to an article"):
        read_marked("H| 老桥\n== news\nP| 通车。\n")


def test_names_are_parted_by_any_comma() -> None:
    sheet, about = read_marked("== news\nH| 老桥\nB| 柳禾青、杜小渡，林一川@@柳禾青、杜小渡，林一川\n")
    (story,) = labels(sheet, about, "p")["articles"]
    assert [each["name"] for each in story["byline"]] == ["柳禾青", "杜小渡", "林一川"]
