"""Captions as sites credit them and head them: what they say of their pictures is neither dropped nor a headline."""

from __future__ import annotations

import pytest

from worker.document.source import SourceText
from worker.folding import fold
from worker.parsing import parse_issue
from worker.parsing.assembly.drafts import Draft, Paragraph
from worker.parsing.assembly.pictures.amid import told_as_text
from worker.parsing.layout.lines import visible_lines
from worker.parsing.layout.noise import without_noise
from worker.parsing.recognizers.contributors.credits import end_credit, own_line_credit
from worker.parsing.recognizers.sites.notices import is_site_notice
from worker.parsing.recognizers.sites.portals import is_of_portal

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


@pytest.mark.parametrize("opening", ["圖說:", "图片说明:", "图1 ", "右图:", "照片:"])
def test_a_caption_amid_the_text_is_no_subhead(opening: str) -> None:
    _, captions, body = read(HEADLINE, DATE, *TEXTS[:2], f"{opening}街坊抱着孩子走过老桥", TEXTS[2])
    assert captions == [f"{opening}街坊抱着孩子走过老桥"]
    assert "".join(body.split()) == "".join(TEXTS)


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


PICTURE = "街坊抱着孩子走过刚刚重开的老桥"


def test_a_caption_that_stands_above_itself_with_its_credit_heads_nothing() -> None:
    """Sites print what a picture shows in its place and below it."""
    headline, captions, body = read(HEADLINE, DATE, *TEXTS[:2], PICTURE, f"{PICTURE}。(柳禾青攝)", TEXTS[2])
    assert (headline, captions) == (HEADLINE, [PICTURE])
    assert "".join(body.split()) == "".join(TEXTS)


def test_what_has_no_credit_among_captions_that_have_is_text() -> None:
    told = (
        "桥头的凉亭也在修,石匠照着旧图一块一块补石板,街坊捐的木料堆在河边,过路的人都停下来看一阵再走,有人还端来茶水。"
    )
    shown = (f"{PICTURE}。(柳禾青攝)", told, "石匠在河边凿石料。(柳禾青攝)", f"3月4日,{told}")
    lines = visible_lines("\n".join((HEADLINE, *TEXTS, *shown)))
    paragraphs = tuple(Paragraph((index,), caption=index > 3) for index in range(1, len(lines)))
    found = told_as_text(Draft(head=(0,), paragraphs=paragraphs), lines)
    assert [each.caption for each in found] == [False, False, False, True, False, True, True]  # the last has its day
    assert all(each.caption for each in told_as_text(Draft(head=(0,), paragraphs=paragraphs[3:5]), lines))


def test_behind_who_gave_the_picture_the_report_begins() -> None:
    _, captions, body = read(HEADLINE, DATE, f"{PICTURE}。(圖/松溪縣府提供){''.join(TEXTS)}")
    assert captions == [f"{PICTURE}。"]
    assert "".join(body.split()) == "".join(TEXTS)


def test_below_the_first_picture_a_text_without_a_headline_goes_on() -> None:
    headline, captions, body = read(HEADLINE, f"{PICTURE}。(松溪中学供图)", *TEXTS)
    assert (headline, captions) == (HEADLINE, [f"{PICTURE}。"])
    assert "".join(body.split()) == "".join(TEXTS)


@pytest.mark.parametrize(
    "line",
    [
        "松溪日报社版权所有。未经许可,不得转载或镜像。",
        "松溪新闻网 www.songxi.example 版权所有。",
        "根据《中华人民共和国著作权法》等法律法规,未经书面授权,",
        "本站部分信息由会员自行提供,该信息内容的真实性、准确性和合法性应由会员负责。",
        "对此不承担任何保证责任。",
        "本网转载的文章,请相关权利人与本网站联系。",
    ],
)
def test_what_sites_say_of_rights_below_their_texts(line: str) -> None:
    assert is_site_notice(fold(line))


@pytest.mark.parametrize(
    "line",
    [
        "青石镇的图书馆昨日版权所有登记完成,未经授权的复印件都收了回来。",
        "法院根据《中华人民共和国著作权法》判决书店赔偿三千元。",
        "厂方表示,对此不承担任何保证责任,街坊都不答应。",
        "本报记者核对了账本,真实性由会计师负责。",
    ],
)
def test_reports_of_rights_are_none(line: str) -> None:
    assert not is_site_notice(fold(line))
