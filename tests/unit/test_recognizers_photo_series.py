"""Pages of pictures, one below the other; a story with captions and a chronicle are none."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.issue import Kind
from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.pictures.series import credited_rows, photos_in_row, pictures_told

PICTURES = (
    ("老榕树修枝", "5月3日,园林工人在松溪桥头给老榕树修枝。", "记者 柳禾青 摄"),
    ("早市开张", "5月4日,街坊在河东早市挑选新摘的枇杷。", "记者 杜小渡 摄"),
    ("龙舟下水", "5月5日,青石镇的划手把新龙舟推下水。", "新华社发(戚文澜摄)"),
)
TOLD = "\n".join(text for _, text, _ in PICTURES)
NAMES = ("柳禾青", "杜小渡", "戚文澜")
PAGE = "\n".join("\n".join(each) for each in PICTURES)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (PAGE, {0, 3, 6}),
        (PAGE.replace("早市开张", "- 早市"), {0, 3, 6}),  # has the form of a name behind a dash
        (PAGE.replace("修枝。\n", "修枝。\n老树今年一百二十岁,枝条伸过了江面。\n"), {0, 4, 7}),
        ("\n".join("\n".join(each) for each in PICTURES[:2]), set()),  # a story, and a picture below it
        (PAGE.replace("记者 杜小渡 摄\n", ""), set()),  # one without a credit parts the run
        ("\n".join(f"{text}\n{credit}" for _, text, credit in PICTURES), set()),  # no titles
    ],
)
def test_the_titles_of_pictures(text: str, titles: set[int]) -> None:
    lines = visible_lines(text)
    assert photos_in_row(lines, annotate_all(lines)).titles == titles


def test_all_that_stands_between_a_title_and_a_credit_tells_of_the_picture() -> None:
    lines = visible_lines(
        PAGE.replace("修枝。\n", "修枝。\n老树今年一百二十岁,枝条伸过了江面。\n今年雨季来得比往年早得多……\n")
    )
    assert photos_in_row(lines, annotate_all(lines)).captions == {1, 2, 3, 6, 9}
    text = "\n".join(
        f"- {title} {told} 老街今年还要换石板,工程入冬以前完成。 {credit}" for title, told, credit in PICTURES
    )
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.headline for article in articles] == [title for title, _, _ in PICTURES]
    told_of = [f"{told} 老街今年还要换石板,工程入冬以前完成。" for _, told, _ in PICTURES]
    assert [article.captions for article in articles] == [(each,) for each in told_of]  # both sentences are one caption


@pytest.mark.parametrize(
    ("text", "items", "captions"),
    [
        ("一周图片\n" + TOLD, {1, 2, 3}, set()),  # a column's label
        (
            "这是5月3日拍摄的老榕树新枝条。\n5月4日,街坊在河东早市挑选枇杷。\n5月5日,划手把新龙舟推下水。",
            {0, 1, 2},
            set(),
        ),
        ("松溪桥头的老榕树刚修了枝。(2024年5月3日)\n" * 3, {0, 1, 2}, set()),
        ("镜头里的松溪:立夏前后的三天\n" + TOLD, set(), {1, 2, 3}),  # a title: its gallery
        ("立夏前后,松溪人忙过的三天\n" + "图为渡口停航后空着的石阶和缆桩。\n" * 3, set(), {1, 2, 3}),
        ("镜头里的松溪:立夏前后的三天\n1\n" + TOLD.replace("\n", "\n2\n"), set(), {2, 4, 6}),  # counted
        ("镇志摘抄\n" + TOLD, set(), set()),  # a chronicle
        ("松溪镇立夏前后大事的摘抄\n" + TOLD.replace("推下水", "推下水拍摄"), set(), set()),  # with one picture in it
        ("一周图片\n" + "\n".join(text for _, text, _ in PICTURES[:2]), set(), set()),
    ],
)
def test_lines_that_each_tell_of_a_picture(text: str, items: set[int], captions: set[int]) -> None:
    lines = visible_lines(text)
    assert pictures_told(lines, annotate_all(lines)) == (items, captions)


def test_pictures_below_a_title_are_one_article_and_below_a_label_each_its_own() -> None:
    gallery = parse_issue(SourceText("镜头里的松溪:立夏前后的三天\n" + TOLD, "utf-8")).articles
    assert [list(article.captions) for article in gallery] == [[text for _, text, _ in PICTURES]]
    credited = "\n".join(f"{text}松溪网发({name} 摄)" for (_, text, _), name in zip(PICTURES, NAMES, strict=True))
    credited = "松溪网立夏影像\n" + credited
    items = parse_issue(SourceText(credited, "utf-8")).articles
    assert [list(article.captions) for article in items] == [[text] for _, text, _ in PICTURES]
    assert [[person.name for person in article.credits] for article in items] == [[name] for name in NAMES]


def test_a_page_of_pictures_is_read_picture_by_picture() -> None:
    articles = parse_issue(SourceText(PAGE, "utf-8")).articles
    assert [article.headline for article in articles] == [title for title, _, _ in PICTURES]
    assert [list(article.captions) for article in articles] == [[text] for _, text, _ in PICTURES]
    text = "一周图片\n" + "\n".join(text for _, text, _ in PICTURES)
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [list(article.captions) for article in articles] == [[text] for _, text, _ in PICTURES]
    assert {article.kind for article in articles} == {Kind.PHOTO}


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("桥头的早市(松溪网发 柳禾青 摄)\n渡口(松溪网发 王建国 摄)\n枇杷熟了(松溪网发 柳禾青 摄)", {0, 1, 2}),
        ("桥头的早市(松溪网发 柳禾青 摄)\n渡口(松溪网发 王建国 摄)\n枇杷熟了", set()),
        ("桥头的早市开了。(柳禾青 摄)\n渡口停航。(王建国 摄)\n枇杷熟了。(柳禾青 摄)", set()),  # may be items
        (
            "- 渡口 5月3日,渡船停航。 柳禾青 摄\n- 早市 5月4日,早市搬家。 王建国 摄\n- 枇杷 5月5日,枇杷熟。 柳禾青 摄",
            set(),
        ),
    ],
)
def test_a_few_words_each_with_a_credit(text: str, rows: set[int]) -> None:
    lines = visible_lines(text)
    assert credited_rows(lines, annotate_all(lines)) == rows
