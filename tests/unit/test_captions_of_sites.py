"""Captions as sites credit them and head them: what they say of their pictures is neither dropped nor a headline."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.layout.noise import without_noise
from worker.parsing.recognizers.credits import end_credit, own_line_credit
from worker.parsing.recognizers.portals import is_of_portal

HEADLINE = "青石镇老桥重开"
DATE = "2021-04-02 08:15 来源:松溪日报"
TEXTS = (
    "青石镇的老桥昨日重开。两岸的街坊一早就来桥头等候,有人带了自家的茶水,有人抱着刚满月的孩子。",
    "老桥建成一百多年,去年夏天的大水冲坏了两个桥墩。镇里请来石匠,照旧图补好了桥身,石料都从河里捞回。",
    "镇里说,桥头还要修一座凉亭,供过路的人歇脚,工程明年春天开始,街坊捐的木料已经够用。",
)


def read(*lines: str) -> tuple[str, list[str], str]:
    """Return headline, captions and text of a page that is one article."""
    (article,) = parse_issue(SourceText("\n\n".join(lines), "utf-8")).articles
    return article.headline, [*article.captions], article.body


@pytest.mark.parametrize(
    ("text", "start", "who"),
    [
        ("街坊走过老桥〈柳禾青攝〉", 6, "柳禾青"),
        ("街坊走過老橋(法新社資料照)", 6, "法新社資料照"),
        ("街坊走过老桥。中新社记者:柳禾青", 7, "柳禾青"),
        ("街坊走過老橋(路透)", 6, "路透"),
        ("街坊走過老橋（美聯社）", 6, "美聯社"),
    ],
)
def test_credits_of_agencies_and_in_other_brackets(text: str, start: int, who: str) -> None:
    found = end_credit(fold(text), text)
    assert found is not None
    assert (found.start, [person.name for person in found.people]) == (start, [who])


@pytest.mark.parametrize(
    "text",
    [
        "街坊走过老桥。本报记者:柳禾青",  # wrote it
        "老桥昨日重开。(路透社)",  # sent the text
        "(路透)",
        "镇里挂出〈清明上河图〉",
        "街坊走过老桥(重开)",
    ],
)
def test_what_is_no_credit_of_a_picture(text: str) -> None:
    assert end_credit(fold(text), text) is None
    assert own_line_credit(fold(text), text) is None


@pytest.mark.parametrize("caption", ["街坊走过老桥(路透)", "重开以前的老桥桥头 資料圖片", "街坊走过老桥〈柳禾青攝〉"])
def test_a_caption_below_the_headline_is_not_dropped(caption: str) -> None:
    headline, captions, body = read(HEADLINE, DATE, caption, *TEXTS)
    assert (headline, [each[:4] for each in captions]) == (HEADLINE, [caption[:4]])
    assert "".join(body.split()) == "".join(TEXTS)


@pytest.mark.parametrize("opening", ["圖說:", "图片说明:", "图1 ", "右图:"])
def test_a_caption_amid_the_text_is_no_subhead(opening: str) -> None:
    _, captions, body = read(HEADLINE, DATE, *TEXTS[:2], f"{opening}街坊抱着孩子走过老桥", TEXTS[2])
    assert captions == [f"{opening}街坊抱着孩子走过老桥"]
    assert "".join(body.split()) == "".join(TEXTS)


def test_what_shows_a_picture_heads_no_text() -> None:
    shown = "圖:街坊抱着孩子走過剛剛重開的老橋,有人在橋頭等候"
    headline, captions, _ = read(shown, *TEXTS)
    assert captions == [shown]
    assert headline != shown
    assert read("图解:青石镇老桥怎样重开", *TEXTS)[0] == "图解:青石镇老桥怎样重开"  # a title of its own


def test_who_gave_the_picture_of_a_long_caption_amid_the_text() -> None:
    shown = "青石镇的街坊抱着刚满月的孩子走过重开的老桥,桥头有人端来了自家的茶水招待客人。"
    _, captions, body = read(HEADLINE, DATE, *TEXTS[:2], f"{shown}图源:松溪日报", TEXTS[2])
    assert captions == [shown]
    assert "图源" not in body
    # At the end it is the report's pictures that somebody gave.
    assert read(HEADLINE, DATE, *TEXTS[:2], f"{shown}图源:松溪日报")[1] == []


def test_where_a_site_begins_another_page_a_credit_still_ends() -> None:
    assert without_noise("街坊走过老桥。柳禾青 摄pagebreak\n") == "街坊走过老桥。柳禾青 摄\n"
    assert without_noise("[pagebreak]\n") == "[pagebreak]\n"  # a line of its own
    assert without_noise("软件的pagebreak标记\n") == "软件的pagebreak标记\n"


@pytest.mark.parametrize("line", ["點擊此處查看其它圖片", "点击查看大图", "(点击图片放大原图)"])
def test_what_asks_to_look_at_a_picture(line: str) -> None:
    folded = fold(line)
    assert is_of_portal(folded, folded)


@pytest.mark.parametrize("line", ["点击图片放大的秘密", "点击率创新高", "查看大图"])
def test_what_only_begins_so(line: str) -> None:
    folded = fold(line)
    assert not is_of_portal(folded, folded)
