"""Items in a row whose titles stand in brackets, behind a sign, or behind the name of their column."""

from __future__ import annotations

import pytest
from annotated_lines import annotate_all

from worker.document.source import SourceText
from worker.parsing import parse_issue
from worker.parsing.layout.lines import visible_lines
from worker.parsing.recognizers.rows.titled import bracket_titles, column_titles, label_rows, titles_behind_signs
from worker.parsing.segmentation.pieces import cut_lines

ITEMS = (
    ("松溪老桥重新通车", "昨日清早,两岸街坊在桥头排起长队,面摊一上午卖出三百碗面。"),
    ("河东早市迁入粮库", "三百个摊位全部迁入旧粮库,租金三年不变,下雨天不必再收摊。"),
    ("青石镇给老屋编号", "一百二十座老屋挂上编号牌,游客扫码就能听到屋主讲的故事。"),
)

ABOVE = "\n".join(f"【{title}】\n{text}" for title, text in ITEMS)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("\n".join(f"【{title}】{text}" for title, text in ITEMS), {0, 2, 4}),
        ("\n".join(f"【{title}】{text}" for title, text in ITEMS[:2]), set()),  # two may be parts of a text
        (
            "\n".join(f"【{word}】{text}" for word, (_, text) in zip(("背景", "进展", "展望"), ITEMS, strict=True)),
            set(),
        ),
        ("\n".join(f"【松溪日报讯】{text}" for _, text in ITEMS), set()),  # source lines
        (ABOVE, {0, 2, 4}),
        (f"早安松溪\n{ABOVE}", {1, 3, 5}),
        (f"松溪镇换上新水管用了三个月\n{ABOVE}", set()),  # a report and its subheads
        (f"早安松溪\n{ITEMS[0][1]}\n{ABOVE}", set()),
        (ABOVE.replace("【青石", "街坊说好。\n【青石"), set()),  # a part of two paragraphs
    ],
)
def test_titles_in_brackets(text: str, titles: set[int]) -> None:
    pieces = cut_lines(visible_lines(text))
    assert bracket_titles(pieces, annotate_all(pieces)) == titles


def test_each_item_is_an_article() -> None:
    text = "早安松溪\n" + "\n".join(f"【{title}】{text}" for title, text in ITEMS)
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [article.paragraphs for article in articles] == [(text,) for _, text in ITEMS]
    assert [article.headline.strip("【】") for article in articles] == [title for title, _ in ITEMS]


COLUMNS = "\n".join(
    f"【{word}】{title}\n{text}" for word, (title, text) in zip(("桥梁", "早市", "老屋"), ITEMS, strict=True)
)
LETTERS = tuple((f"【街坊来信】{title}", text) for title, text in ITEMS)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("\n".join(f"{title}\n{text}" for title, text in LETTERS), {0, 2, 4}),
        ("\n".join(f"{title}\n{text}" for title, text in LETTERS[:2]), set()),  # two may be parts of a text
        ("\n".join(title for title, _ in LETTERS), set()),  # a list of titles
        (f"第二版\n{COLUMNS}", {1, 3, 5}),  # each its own column
        (f"老桥下的三件事\n{COLUMNS}", set()),  # parts of a text
        ("\n".join(f"【网友提问】老桥什么时候通车?\n{text}" for _, text in ITEMS), set()),  # a talk
        ("\n".join(f"【街坊来信】{text[:-1]},\n{text}" for _, text in ITEMS), set()),  # text that goes on
    ],
)
def test_titles_behind_the_name_of_a_column(text: str, titles: set[int]) -> None:
    lines = visible_lines(text)
    assert column_titles(lines, annotate_all(lines)) == titles


def test_each_letter_is_an_article() -> None:
    text = "街坊.来信\n\n" + "\n".join(f"{title}\n{text}..阅读更多" for title, text in LETTERS)
    articles = parse_issue(SourceText(text, "utf-8")).articles
    assert [f"{article.kicker}{article.headline}" for article in articles] == [title for title, _ in LETTERS]


def labelled(label: str, items: tuple[tuple[str, str], ...]) -> str:
    return "\n".join(f"{label}\n{title}\n{text}" for title, text in items)


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (labelled("老桥通车追踪", ITEMS), {0, 3, 6}),
        (labelled("老桥通车追踪", ITEMS[:2]), set()),  # two may be chance
        ("\n".join(f"问问\n{title}\n{text}" for title, text in ITEMS), set()),  # too short: who speaks
        ("老桥弯弯照水流\n船从远方来\n" * 3, set()),  # a refrain
        ("\n".join(f"老桥通车追踪\n{text}" for _, text in ITEMS), set()),  # no title between
    ],
)
def test_a_label_before_each_item(text: str, labels: set[int]) -> None:
    found, titles = label_rows(visible_lines(text))
    assert found == labels
    assert titles == {index + 1 for index in labels}


def test_who_wrote_above_the_day_is_no_label() -> None:
    rows = "\n".join(f"{title}\n- 记者:柳禾青编辑:松溪报\n- 2025-12-30\n{text}" for title, text in ITEMS)
    assert label_rows(visible_lines(rows)) == (frozenset(), frozenset())


def test_nothing_begins_within_the_items_that_a_label_parts() -> None:
    told = tuple((title, f"{text}\n青石镇水务站 站长\n{text}") for title, text in ITEMS)
    issue = parse_issue(SourceText(labelled("老桥通车追踪", told[:2] + ITEMS[2:]), "utf-8"))
    assert [article.headline for article in issue.articles] == [title for title, _ in ITEMS]
    assert all("追踪" not in article.body for article in issue.articles)


PICTURES = (
    "- 早市 3月5日,渔民在甲国的河边卖鱼。 东方社记者柳禾青摄\n- 灯会 3月3日,人们在乙国老城观灯。 东方社发(杜小渡摄)\n"
)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            f"一周看天下\n{PICTURES}- 初雪 3月1日,孩子在丙国山城的雪地里奔跑。 东方社记者阮青川摄",
            ["- 早市", "- 灯会", "- 初雪"],
        ),
        (PICTURES, []),  # two
        (f"{PICTURES}街坊都说好看。\n- 初雪 3月1日,孩子在丙国山城的雪地里奔跑。 东方社记者阮青川摄", []),  # no row
        (
            PICTURES.replace("- 早市", "1. 早市").replace("- 灯会", "2. 灯会")
            + "3. 初雪 3月1日,孩子在丙国山城的雪地里奔跑。",
            [],
        ),
        (f"{PICTURES}■ 初雪 3月1日,孩子在丙国山城的雪地里奔跑。 东方社记者阮青川摄", []),  # another sign
    ],
)
def test_titles_behind_signs(text: str, titles: list[str]) -> None:
    pieces = cut_lines(visible_lines(text))
    found = titles_behind_signs(pieces, annotate_all(pieces))
    assert [pieces[index].folded for index in sorted(found)] == titles
